"""What the models of a provider can do, and what they cost, as data: one TOML file a provider, each
row with its source and date.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from vfc.errors import GeneratorError
from vfc.film.model import Options
from vfc.film.money import Money, Per, parse_money
from vfc.film.timing import Size
from vfc.generators.abilities import Abilities

FOLDER = Path(__file__).parent / "models"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """What a model costs: an amount of a `unit`'s money for each `per` (`second`, `video`, `image`,
    `megapixel`), where all the options of `when` are as it says.
    """

    amount: Decimal
    unit: str
    per: Per
    when: Mapping[str, Any] = field(default_factory=dict[str, Any])
    source: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """What one model can do.

    `makes`, `needs`, `seconds`, `seeds` are as in `Abilities`; `still`: it makes a still, which is
    set in motion by a camera move alone. `sizes` are the sizes or ratios that it takes, in its own
    words by what they are in pixels; of one that takes any, `sides` are the fewest and the most
    pixels of a side. `characters` is how long a prompt may be, `references` how many pictures of
    them go with it, `pictures` how many in all, where the first one counts among them. `options`
    maps each of its options to the default, `choices` to what it may be. `exclusive` are abilities
    that cannot be asked for together. `lanes` are tasks at once, `per_minute` the requests that
    begin one (0: no bound is known); `tiers` says both of the tiers of an account. `wire` is what
    its provider's module wants to know beside. `worth` is what a unit of its prices is in a
    currency, where it is none. `notes` says of abilities what else is to be known: how one is
    meant, or why one that the service has is not used. `retired` says since when it is gone, and
    what follows it.
    """

    name: str
    still: bool = False
    makes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    seconds: tuple[int, ...] = ()
    sizes: Mapping[str, Size] = field(default_factory=dict[str, Size])
    size_multiple: int = 1
    sides: tuple[int, ...] = ()
    characters: int | None = None
    references: int = 0
    pictures: int = 0
    seeds: bool = False
    options: Options = ()
    choices: Mapping[str, tuple[Any, ...]] = field(default_factory=dict[str, tuple[Any, ...]])
    exclusive: tuple[tuple[str, str], ...] = ()
    lanes: int = 1
    per_minute: int = 0
    tiers: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    wire: Mapping[str, Any] = field(default_factory=dict[str, Any])
    prices: tuple[PriceRow, ...] = ()
    worth: Mapping[str, Money] = field(default_factory=dict[str, Money])
    notes: Mapping[str, str] = field(default_factory=dict[str, str])
    retired: str = ""
    source: str = ""
    date: str = ""

    @property
    def sent(self) -> str:
        """What its provider calls it."""
        return str(self.wire.get("model") or self.name)

    def size_name(self, size: Size) -> str:
        """What the model calls the size, or the ratio, that is nearest to a size in shape and then
        in area; '' of one that takes any.
        """
        if not self.sizes:
            return ""
        fitting = Abilities(sizes=tuple(f"{w}x{h}" for w, h in self.sizes.values())).fitting_size(
            size
        )
        return next(name for name, each in self.sizes.items() if each == fitting)

    def made_size(self, size: Size) -> Size:
        """The size at which a picture for `size` is asked for."""
        if self.sizes:
            return self.sizes[self.size_name(size)]
        if self.sides:
            return self._within(size, *self.sides)
        return Abilities(size_multiple=self.size_multiple).fitting_size(size)

    def _within(self, size: Size, least: int, most: int) -> Size:
        """A size scaled, both sides alike, until each is from `least` to `most` pixels, in steps of
        the multiple; only of one that is too long for both is the shape another.
        """
        short, long = sorted((size.width, size.height))
        scale = min(max(1.0, least / short), most / long)
        of = self.size_multiple

        def side(pixels: int) -> int:
            return max(least, min(most, int(pixels * scale / of + 0.5) * of))

        return Size(side(size.width), side(size.height))


@cache
def cards_of(provider: str) -> Mapping[str, ModelCard]:
    """The models of a provider by name, the first of them the default, from its file of data; one
    that is `like` another has what that has where it says nothing else.
    """
    path = FOLDER / f"{provider}.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    usual = {name: value for name, value in read.items() if name != "models"}
    notes, rows = usual.get("notes", {}), read["models"]
    found: dict[str, ModelCard] = {}
    for name, row in rows.items():
        whole = usual | rows.get(row.get("like"), {}) | row
        whole |= {"notes": notes | row.get("notes", {})}
        found[name] = _card(name, {word: value for word, value in whole.items() if word != "like"})
    return found


def card_of(provider: str, cards: Mapping[str, ModelCard], name: str) -> ModelCard:
    """The model of a name, the default for ''; GeneratorError that names those that there are."""
    found = cards.get(name or next(iter(cards), ""))
    if found is None:
        raise GeneratorError(f"{provider} has no model '{name}'; it has {', '.join(cards)}")
    return found


def _card(name: str, row: Mapping[str, Any]) -> ModelCard:
    own = dict(row)
    sizes = {each: parse_pixels(text) for each, text in dict(own.pop("sizes", {})).items()}
    prices = tuple(
        PriceRow(
            **each
            | {
                "amount": Decimal(str(each["amount"])),
                "per": Per(each["per"]),
                "source": each.get("source", own.get("source", "")),
                "date": each.get("date", own.get("date", "")),
            }
        )
        for each in own.pop("prices", ())
    )
    worth = {unit: parse_money(text) for unit, text in dict(own.pop("worth", {})).items()}
    options = tuple(sorted(dict(own.pop("options", {})).items()))
    choices = {each: tuple(values) for each, values in dict(own.pop("choices", {})).items()}
    exclusive = tuple((one, other) for one, other in own.pop("exclusive", ()))
    plain: dict[str, Any] = {
        each: tuple(value) if isinstance(value, list) else value for each, value in own.items()
    }
    return ModelCard(
        name=name,
        sizes=sizes,
        prices=prices,
        worth=worth,
        options=options,
        choices=choices,
        exclusive=exclusive,
        **plain,
    )


def facts_of(card: ModelCard) -> tuple[tuple[str, str], ...]:
    """What a card says, in pairs of a word and a text; without what says nothing."""
    sizes = ", ".join(dict.fromkeys(f"{w}x{h}" for w, h in card.sizes.values()))
    sides = " to ".join(map(str, card.sides))
    prices = "; ".join(
        f"{row.amount} {row.unit} a {row.per}"
        + "".join(f", {name} {value}" for name, value in row.when.items())
        for row in card.prices
    )
    found = {
        "retired": card.retired,
        "makes a": "still" if card.still else "video",
        "seconds": ", ".join(map(str, card.seconds)),
        "sizes": sizes or (f"any, {sides} pixels a side" if sides else ""),
        "prompt": f"at most {card.characters:,} characters" if card.characters else "",
        "references": f"at most {card.references}" if card.references else "",
        "pictures": f"at most {card.pictures} with the first" if card.pictures else "",
        "seed": "likeness only" if card.seeds else "no",
        "options": ", ".join(
            f"{name} {'|'.join(map(str, card.choices[name])) if name in card.choices else value}"
            for name, value in card.options
        ),
        "not both": "; ".join(f"{one} and {other}" for one, other in card.exclusive),
        "at once": str(card.lanes),
        "a minute": f"at most {card.per_minute} requests" if card.per_minute else "",
        "tiers": "; ".join(f"{name} {_tier_text(tier)}" for name, tier in card.tiers.items()),
        "price": prices or "not known",
        **card.notes,
        "source": f"{card.source}, {card.date}",
    }
    return tuple((word, text) for word, text in found.items() if text)


def _tier_text(tier: Mapping[str, int]) -> str:
    words = {"lanes": "at once", "per_minute": "a minute"}
    return ", ".join(f"{tier[name]} {word}" for name, word in words.items() if name in tier)


def card_text(card: ModelCard) -> str:
    """A card as one line of JSON, as the lock holds that of a model which others publish."""
    plain = {
        "name": card.name,
        "still": card.still,
        "makes": card.makes,
        "needs": card.needs,
        "seconds": card.seconds,
        "sizes": {name: f"{size.width}x{size.height}" for name, size in card.sizes.items()},
        "seeds": card.seeds,
        "references": card.references,
        "options": dict(card.options),
        "choices": card.choices,
        "wire": card.wire,
        "source": card.source,
        "date": card.date,
    }
    return json.dumps(plain, sort_keys=True)


def card_from(text: str) -> ModelCard:
    """The card that such a line says; GeneratorError where it says none."""
    try:
        row = json.loads(text)
        return _card(row.pop("name"), row)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise GeneratorError("the card of a model in the lock is damaged") from error


def parse_pixels(text: str) -> Size:
    """A size such as `1280x720`; ValueError for another text."""
    width, _, height = text.partition("x")
    return Size(int(width), int(height))
