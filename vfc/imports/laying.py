"""Files laid out as a film: a scene for each session, a shot for each prompt, its variations beside
it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from vfc.film.facts import FileKind, MediaFacts
from vfc.film.timing import Size
from vfc.imports.making import Foreign, Making
from vfc.language.words.vocabulary import ENTRY_WORDS
from vfc.language.yaml.write import Written

LONGEST = 40  # characters of a name
LONG_SIDE = 1920  # pixels of the film's longer side, at most
USUAL_SIZE, USUAL_RATE = Size(1280, 720), Fraction(24)
SLOWEST = 15  # frames a second of what decides the rate; animated pictures have fewer
STILL = "3s"
RESERVED = frozenset(each.name for each in ENTRY_WORDS)


class Arrival(NamedTuple):
    """A picture or a film that came in: what it is, and how it was made where that is known."""

    foreign: Foreign
    facts: MediaFacts
    made: Making | None


class Laid(NamedTuple):
    """An item as a shot: `variation` counts from 1 among those of one prompt."""

    scene: str
    shot: str
    variation: int
    item: Arrival

    @property
    def media(self) -> str:
        """Where its file lies in the film's folder."""
        return f"media/{self.scene}/{self.shot}{self.item.foreign.path.suffix.lower()}"


def laid_out(items: Iterable[Arrival], title: str) -> list[Laid]:
    """Each item with the names of its scene and its shot, in the order of the film."""
    items = sorted(items, key=_order)
    several = len({item.foreign.name.parent for item in items}) > 1
    scenes: dict[str, list[Arrival]] = {}
    for item in items:
        scenes.setdefault(_session(item, title, by_folder=several), []).append(item)
    return [laid for scene, members in scenes.items() for laid in _shots(scene, members)]


def _order(item: Arrival) -> tuple[str, str, list[tuple[int, str]]]:
    """By folder, then by day, then by name as people count: take 2 before take 10."""
    name = str(item.foreign.name.name)
    parts = [
        (int(part[:18]) if part.isdecimal() and part.isascii() else -1, part)
        for part in re.split(r"([0-9]+)", name)
    ]
    return str(item.foreign.name.parent), item.made.at if item.made else "", parts


def _session(item: Arrival, title: str, *, by_folder: bool) -> str:
    """The scene: the folder that a file lies in, or its day where all lie in one folder."""
    folder, day = slug(item.foreign.name.parent.name), item.made.at if item.made else ""
    first, second = (folder, day) if by_folder else (day, folder)
    name = first or second or slug(title) or "session"
    return f"{name}-scene" if name in RESERVED else name


def _shots(scene: str, items: Sequence[Arrival]) -> Iterator[Laid]:
    groups: dict[tuple[str, ...], list[Arrival]] = {}
    for item in items:
        made = item.made
        same = (made.by, made.words, made.avoid) if made and made.words else ()
        groups.setdefault(same or (str(item.foreign.name),), []).append(item)
    taken: dict[str, int] = {}
    for members in groups.values():
        first = members[0]
        words = first.made.words if first.made else ""
        base = free_name(slug(words) or slug(first.foreign.name.stem) or "shot", taken)
        for variation, item in enumerate(members, 1):
            name = base if variation == 1 else free_name(base, taken)
            yield Laid(scene, name, variation, item)


def free_name(name: str, taken: dict[str, int]) -> str:
    """A name that is not taken yet, with a number behind it where it has to be; `taken` says how
    far each name was counted.
    """
    found = name
    while found in taken:
        taken[name] += 1
        found = f"{name}-{taken[name]}"
    taken.setdefault(found, 1)
    return found


def slug(text: str) -> str:
    """A text as a name of the language: its first words, in a to z; '' where none is left."""
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub("['’]", "", plain))
    name = ""
    for word in words:
        if name and len(name) + len(word) >= LONGEST:
            break
        name = f"{name}-{word}" if name else word[:LONGEST]
    return name


# ── the film's text ────────────────────────────────────────────────────────────────────────────


def film_of(laid: Sequence[Laid], title: str, flows: Mapping[str, str]) -> dict[str, Written]:
    """The text of the film, as maps; `flows` are the graphs' files by `scene/shot`."""
    scenes: dict[str, dict[str, Written]] = {}
    for each in laid:
        shots = scenes.setdefault(each.scene, {})
        shots[each.shot] = _shot(each, flows.get(f"{each.scene}/{each.shot}", ""))
    size, rate = format_of([each.item.facts for each in laid])
    return {
        "vfc": 1,
        "title": title,
        "format": {"size": size, "rate": rate},
        "scenes": {name: {"shots": shots} for name, shots in scenes.items()},
        "cut": [f"{each.scene}/{each.shot}" for each in laid if each.variation == 1],
        "cuts": {"variations": {"cut": list(scenes)}},
        "deliver": {"film.mp4": {}},
    }


def _shot(laid: Laid, flow: str) -> dict[str, Written]:
    still = laid.item.facts.kind is FileKind.STILL
    shot: dict[str, Written] = (
        {"still": laid.media, "length": STILL} if still else {"footage": laid.media}
    )
    made = laid.item.made
    return shot | ({"made": _made(made, flow)} if made else {})


def _made(made: Making, flow: str) -> dict[str, Written]:
    said: dict[str, Written] = {
        "by": made.by,
        "with": made.model,
        "words": made.words.replace("$", "$$"),
        "avoid": made.avoid.replace("$", "$$"),
        "seed": made.seed if made.seed is not None else "",
        "at": made.at,
        "job": made.job,
        "flow": flow,
        "settings": dict(made.settings),
    }
    return {name: value for name, value in said.items() if value not in ("", {})}


def format_of(facts: Sequence[MediaFacts]) -> tuple[str, str | int]:
    """The size and the rate that most of the films have; of the stills, where there are none."""
    films = [each for each in facts if each.kind is FileKind.VIDEO]
    sizes = Counter(each.size for each in films or facts if each.size)
    size = sizes.most_common(1)[0][0] if sizes else USUAL_SIZE
    share = min(Fraction(1), Fraction(LONG_SIDE, max(size.width, size.height)))
    width, height = (max(16, round(side * share / 2) * 2) for side in (size.width, size.height))
    rates = Counter(each.rate for each in films if each.rate and SLOWEST <= each.rate <= 120)
    rate = rates.most_common(1)[0][0] if rates else USUAL_RATE
    if rate.denominator not in (1, 1001):
        rate = Fraction(round(rate))
    return f"{width}x{height}", int(rate) if rate.denominator == 1 else str(rate)
