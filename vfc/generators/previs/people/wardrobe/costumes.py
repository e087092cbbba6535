"""What people wear, as data: by trade, by garment, or by the number that they were born with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from vfc.generators.previs.canvas.layers import Colour, rgb
from vfc.generators.previs.reading.scene import Person

Worn = tuple[str, Colour | None]  # a name of a shape, and its colour

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Costume:
    """The clothes of somebody, each of a colour by day.

    `hem` is how far below the hip the upper garment goes, `flare` how far its hem stands out, both
    in the person's heights. `leg` is `trousers`, `shorts`, `kit` (with long socks), `bare`,
    `tights` or `wide`, `sleeves` is `long`, `short`, `none`, `wide` or `puff`. `wear` is worn over
    it, `back` hangs behind, `head` is the head of one who is no human being.
    """

    coat: Colour | None = None
    legs: Colour | None = None
    leg: str = "trousers"
    shoes: Colour = (40, 34, 34)
    hem: float = 0.05
    flare: float = 0.0
    sleeves: str = "long"
    wear: tuple[Worn, ...] = ()
    back: tuple[Worn, ...] = ()
    hat: Worn = ("", None)
    face: tuple[Worn, ...] = ()
    hair: Worn = ("", None)
    beard: str = ""
    gloves: Colour | None = None
    skin: Colour | None = None
    broad: float = 1.0
    belly: float = 0.0  # how far it stands out on each side, in heights
    head: str = ""
    hands: str = ""  # the shape of both hands, where it is not a hand's
    holds: str = ""


def colour(text: str) -> Colour:
    """A colour from `#rrggbb`."""
    return rgb(int(text[k : k + 2], 16) for k in (1, 3, 5))


def worn_shape(text: str) -> Worn:
    """A shape and its colour from `belt #503020` or `belt`."""
    name, _, tone = text.partition(" #")
    return name, colour("#" + tone) if tone else None


def costume(row: dict[str, Any]) -> Costume:
    """A costume from its row of a table."""
    read = {
        "wear": lambda value: tuple(worn_shape(each) for each in value),
        "back": lambda value: tuple(worn_shape(each) for each in value),
        "face": lambda value: tuple(worn_shape(each) for each in value),
        "hat": worn_shape,
        "hair": worn_shape,
        **dict.fromkeys(("coat", "legs", "shoes", "gloves", "skin"), colour),
    }
    assert set(row) <= {field.name for field in fields(Costume)}, row
    return Costume(**{name: read.get(name, lambda v: v)(value) for name, value in row.items()})


@cache
def table(name: str) -> dict[str, Costume]:
    """The costumes of a file by name: `trades`, `garments`, `beings`."""
    rows = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: costume(row) for key, row in rows.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeColours:
    """The colours by day of what those of a trade wear above and below."""

    coat: Colour
    legs: Colour


def costumes() -> dict[str, TradeColours]:
    """The colours of all trades."""
    usual: Colour = (70, 74, 88)
    return {
        trade: TradeColours(coat=row.coat or usual, legs=row.legs or usual)
        for trade, row in table("trades").items()
    }


EVERYDAY = {  # what those wear of whom the words say nothing
    "woman": ("coat", "sweater", "dress", "shirt", "skirt", "jacket"),
    "man": ("coat", "sweater", "jacket", "shirt", "t_shirt", "jacket"),
    "person": ("sweater", "shirt", "t_shirt", "sweater"),
    "child": ("shorts", "t_shirt", "overalls", "shorts"),
    "girl": ("dress", "overalls", "dress", "skirt"),
}
STRONGER = (  # garments that those of a trade wear in place of its own, where the words say so
    ("dress", "gown", "wedding_dress", "swimsuit", "t_shirt", "hoodie", "raincoat", "sweater")
    + ("shorts", "jeans", "kimono", "trench_coat")
)
STYLES = {  # of hair
    "woman": ("long", "long", "bob", "ponytail", "bun", "curly"),
    "man": ("short", "short", "parted", "curly", "short"),
    "child": ("short", "parted", "curly"),
    "girl": ("pigtails", "ponytail", "pigtails", "bob"),
    "old man": ("parted", "bald", "short"),
}

CUTS = {"short woman": "crop", "braid": "plait"}  # by the words' cut, and who wears it
BUILDS = {  # how many times as broad as others, and how far the belly stands out, in heights
    "fat": (1.3, 0.075),
    "thin": (0.8, 0.0),
    "muscular": (1.2, 0.0),
}


@lru_cache(maxsize=256)
def dressed(person: Person) -> Costume:
    """The costume of a person: of the being, the trade, the garment of the words, or an everyday
    one that hangs on the person alone.
    """
    beings, trades, garments = table("beings"), table("trades"), table("garments")
    if person.kind in beings:
        return beings[person.kind]
    own = trades.get(f"{person.trade} woman" if person.woman else "") or trades.get(person.trade)
    if own is None:
        choice = EVERYDAY[who_is(person)]
        name = "raincoat" if person.hood and not person.garment else person.garment
        own = garments.get(name) or garments[choice[person.born // 7 % len(choice)]]
    elif person.garment in STRONGER:
        cloth = garments[person.garment]
        own = replace(cloth, hat=own.hat, hair=own.hair, face=own.face, holds=own.holds)
    if person.hat and not own.hat[0]:
        hats = ("brim", "cap", "fedora", "beanie") if not person.woman else ("sunhat", "beret")
        own = replace(own, hat=(hats[person.born // 11 % len(hats)], None))
    if person.woman:
        own = replace(own, beard="", leg="tights" if trousered(own) else own.leg)
    broad, belly = BUILDS.get(person.build, (1.0, 0.0))
    return replace(
        own,
        hair=(style(person, own.hair[0]), own.hair[1]),
        broad=own.broad * broad,
        belly=belly,
        beard=person.beard or own.beard or ("full" if is_old_man(person) else ""),
    )


def who_is(person: Person) -> str:
    """For whom everyday clothes are: `girl`, `child`, `woman`, `man`, or a `person` of neither."""
    if person.child:
        return "girl" if person.woman else "child"
    return "woman" if person.woman else "person" if person.kind == "person" else "man"


def is_old_man(person: Person) -> bool:
    """Whether somebody is told from an old woman by a beard and thin hair alone."""
    return person.old and not person.woman and not person.child


def trousered(own: Costume) -> bool:
    """Whether trousers are under a garment that is as long as a dress."""
    return own.leg == "trousers" and own.hem >= 0.3


def style(person: Person, usual: str) -> str:
    """How a person's hair is worn: as the words say, as the trade has it, or as the person was born
    with.
    """
    if person.bald:
        return "bald"
    if person.cut:
        kind = "woman" if person.woman else "man"
        return CUTS.get(f"{person.cut} {kind}") or CUTS.get(person.cut, person.cut)
    if usual:
        return usual
    kind = "child" if person.child else "woman" if person.woman else "man"
    styles = STYLES["girl" if person.child and person.woman else kind]
    if is_old_man(person):
        return STYLES["old man"][person.born // 13 % len(STYLES["old man"])]
    dark = person.skin is not None and sum(person.skin) < 330
    if dark and person.born % 2 and person.kind != "baby":
        return "afro"
    if person.kind == "baby":
        return "tuft"
    return styles[person.born // 13 % len(styles)]
