"""Styles as data: each a TOML file beside this module, with a tint of the palette and its passes.
Its words stand in `reading/languages`, under its name.

drawn = true             # a drawn style, of which one acts at a time
order = 1                # what acts first; drawn styles before tints before film stocks
colourless = true        # the film stock has no colour either
hold = 2                 # frames that show one drawing, as animators say "on twos"
vignette = 0.0           # in place of the plain picture's
grain = 0.0
tint = [255, 176, 96]    # mixed into the colours that everything is painted in
part = 0.13              # how much of it
[[passes]]               # in order; `pass` names a function of `passes.PASSES`, the rest
pass = "curve"           # is what it takes
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleDesign:
    """A style as its file says it."""

    name: str
    drawn: bool = False
    order: int = 5
    hold: int = 1
    colourless: bool = False
    vignette: float | None = None
    grain: float | None = None
    tint: tuple[int, int, int] | None = None
    part: float = 0.0
    passes: tuple[Mapping[str, Any], ...] = ()


@cache
def designs() -> Mapping[str, StyleDesign]:
    """All styles by their names."""
    folder = resources.files("vfc.generators.previs.styles")
    files = sorted(each.name for each in folder.iterdir() if each.name.endswith(".toml"))
    return {name[:-5]: _read(folder / name, name[:-5]) for name in files}


def _read(file: Any, name: str) -> StyleDesign:
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    lists = {key: tuple(table.pop(key)) for key in ("tint", "passes") if key in table}
    return StyleDesign(name=name, **lists, **table)


def acting(names: Sequence[str]) -> tuple[StyleDesign, ...]:
    """The styles of those names that act, in their order: of drawn ones the first that is named."""
    named = [designs()[name] for name in dict.fromkeys(names) if name in designs()]
    first = next((each for each in named if each.drawn), None)
    acting = (each for each in named if not each.drawn or each is first)
    return tuple(sorted(acting, key=lambda each: (each.order, each.name)))
