"""Which transition of vfc an editing program means, by `transitions.toml`, and how it says that it
looks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from vfc.film.transitions import TRANSITIONS, Axis, PictureEdge, TransitionKind, TransitionLook

COLOUR = re.compile("#[0-9a-fA-F]{6}")
NAMED = {"black": "#000000", "white": "#ffffff"}  # in the name of a dip


class _Wipe(NamedTuple):
    kind: TransitionKind
    edge: PictureEdge | None = None
    back: PictureEdge | None = None  # where it runs the other way
    axis: Axis | None = None


@lru_cache(maxsize=1)
def _table() -> tuple[Mapping[str, TransitionKind], Mapping[int, _Wipe]]:
    """The kinds by their names, and SMPTE's wipes by their numbers."""
    found = files("vfc.edit.incoming").joinpath("transitions.toml").read_text("utf-8")
    rows = tomllib.loads(found)
    wipes = {int(number): _wipe(row) for number, row in rows.pop("smpte").items()}
    return {name: TransitionKind(kind) for kind, row in rows.items() for name in row}, wipes


def _wipe(row: Mapping[str, str]) -> _Wipe:
    return _Wipe(
        TransitionKind(row["kind"]),
        PictureEdge(row["from"]) if "from" in row else None,
        PictureEdge(row["back"]) if "back" in row else None,
        Axis(row["axis"]) if "axis" in row else None,
    )


def kind_named(*names: str) -> TransitionKind | None:
    """The transition that the first known of these names means; None where none is known."""
    known, _ = _table()
    return next((known[each] for name in names if (each := name.strip().lower()) in known), None)


def kind_of_wipe(number: int) -> TransitionKind | None:
    """The transition of SMPTE's wipe of a number; its wipes that vfc has not are None."""
    found = _table()[1].get(number)
    return found.kind if found else None


def look_of(
    kind: TransitionKind | None,
    *,
    name: str = "",
    wipe: int | None = None,
    reverse: bool = False,
    colour: str = "",
) -> TransitionLook | None:
    """How a transition of a kind looks, by SMPTE's number of its wipe, whether that runs the other
    way, and its colour, or the colour in its name; None where nothing of it is said.
    """
    if kind is None:
        return None
    said: dict[str, object] = {}
    found = _table()[1].get(wipe) if wipe is not None else None
    if found is not None and found.kind is kind:
        edge = found.back if reverse and found.back else found.edge
        said |= {"from": edge, "axis": found.axis, "reverse": reverse and found.back is None}
    dyed = [value for word, value in NAMED.items() if word in name.lower()]
    said["colour"] = colour or next(iter(dyed), "")
    return look_by_words(kind, {word: value for word, value in said.items() if value})


def look_by_words(
    kind: TransitionKind | None, words: Mapping[str, object]
) -> TransitionLook | None:
    """How a transition looks by the words of the language, as far as its kind takes them and they
    can be read; None where they say nothing.
    """
    if kind is None:
        return None
    about = TRANSITIONS[kind]
    said = {
        READ[word][0]: value
        for word in about.words
        if word in READ and word in words and (value := READ[word][1](words[word])) is not None
    }
    if "edge" in said and said["edge"] not in about.edges:
        del said["edge"]
    return replace(about.look, **said) if said else None


def _edge(value: object) -> PictureEdge | None:
    return next((each for each in PictureEdge if each == value), None)


def _axis(value: object) -> Axis | None:
    return next((each for each in Axis if each == value), None)


def _part(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else None


def _centre(value: object) -> tuple[float, float] | None:
    numbers = [_part(each) for each in value] if isinstance(value, list | tuple) else []
    across, down = numbers if len(numbers) == 2 else (None, None)
    return None if across is None or down is None else (across, down)


def _colour(value: object) -> str | None:
    return value.lower() if isinstance(value, str) and COLOUR.fullmatch(value) else None


READ: Mapping[str, tuple[str, Callable[[Any], object]]] = {
    "from": ("edge", _edge),
    "axis": ("axis", _axis),
    "soft": ("soft", _part),
    "centre": ("centre", _centre),
    "reverse": ("reverse", lambda value: value is True or None),
    "colour": ("colour", _colour),
}
