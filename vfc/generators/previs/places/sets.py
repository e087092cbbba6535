"""Sets as data: each a TOML file of `sets/`, with walls, floor, furniture and lights in metres."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from vfc.generators.previs.reading.scene import SceneWords

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDesign:
    """A set as its file says it.

    `size` is width, height and depth in metres: the depth from the people's mark to the back wall.
    `inside` has walls and a ceiling; outside, `backdrop` names the painter of sky and land. `turn`
    is the usual view's, in degrees. `glow` is the light of its own lamps, from 0 to 1.
    """

    name: str
    inside: bool = True
    size: tuple[float, float, float] = (7.0, 3.0, 4.0)
    turn: float = 14.0
    backdrop: str = ""
    glow: float = 0.0
    tint: tuple[float, float, float] = (255, 236, 208)
    walls: Table = field(default_factory=dict)
    floor: Table = field(default_factory=dict)
    ceiling: Table = field(default_factory=dict)
    parts: tuple[Table, ...] = ()
    lights: tuple[Table, ...] = ()
    marks: tuple[tuple[float, float], ...] = ()  # where people stand, x and z
    seat: float = 0.45  # height in metres of what people sit on
    framings: Table = field(default_factory=dict)  # a framing that fits the room in place of one
    above: float = 3.0  # how many times farther away an empty set under the sky is seen from above
    middle: float = 0.0  # metres beyond the people's mark at which that view aims


ABOVE = ("high", "bird")
FAR = {"extreme wide": 0.55}  # of `above`, since the framing itself is from far away


def design(name: str) -> SetDesign | None:
    """The set of a name; None where there is no file of it."""
    return read("sets", name)


def from_above(name: str) -> SetDesign | None:
    """How the place of a painter is seen from above; None where there is no file of it."""
    return read("above", name)


def distance(words: SceneWords, *, whole: bool) -> float:
    """How many times farther away a shot is seen from than its framing says: from above, a shot of
    the `whole` place sees all of it.
    """
    found = design(words.place) or from_above(words.place)
    if not whole or words.angle not in ABOVE or found is None or found.inside:
        return 1.0
    part = FAR.get(words.framing, 1.0) * (1.0 if words.angle == "bird" else 0.6)
    return max(1.0, found.above * part)


def ahead(words: SceneWords, *, whole: bool) -> float:
    """How far beyond the people's mark a shot aims, in metres: from above, at the middle of a
    `whole` place.
    """
    found = design(words.place) or from_above(words.place)
    return found.middle if found is not None and distance(words, whole=whole) > 1.0 else 0.0


@cache
def read(folder: str, name: str) -> SetDesign | None:
    """The set of a name in a folder of sets; None where there is no file of it."""
    file = resources.files("vfc.generators.previs.places") / folder / f"{name}.toml"
    if not file.is_file():
        return None
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    lists = {key: tuple(found.pop(key, ())) for key in ("parts", "lights", "marks", "size", "tint")}
    given = {key: value for key, value in lists.items() if value}
    found.pop("names", None)
    return SetDesign(name=name, **given, **found)


@cache
def designs(folder: str = "sets") -> tuple[str, ...]:
    """The names of all sets that have a file in a folder: `sets`, or `above`."""
    files = resources.files("vfc.generators.previs.places") / folder
    return tuple(sorted(each.name[:-5] for each in files.iterdir() if each.name.endswith(".toml")))
