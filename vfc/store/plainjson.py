"""Records in JSON that damage, or whoever had the store before, may have changed: none is used but
in its own shape.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from math import isfinite
from pathlib import Path
from typing import Any

Shape = type[Any] | list[Any] | tuple[Any, ...] | dict[Any, Any] | None  # see `fits`
Value = dict[str, Any] | list[Any] | str | float | None  # what JSON holds
INTEGER, NUMBER = 1 << 63, 1 << 64  # what SQLite holds; what an inode may be


class AnyOf(tuple[Any, ...]):
    """Any of several shapes."""

    __slots__ = ()


def plain(data: bytes | str, shape: Shape) -> Any:
    """The value of some JSON; None where it is none, or of another shape."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value if fits(value, shape) else None


def fits(value: Value, shape: Shape) -> bool:
    """Whether a plain value has a shape: a type or None; [shape] of each in a list, or a shape for
    each in a tuple; a map with a shape for each of its words, or for all of them, {str: shape};
    `AnyOf` several.

    `Path` is a text that may name a file, `object` anything at all.
    """
    if isinstance(shape, AnyOf):
        return any(fits(value, each) for each in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(each, shape[0]) for each in value)
    if isinstance(shape, tuple):
        return isinstance(value, list) and len(value) == len(shape) and all(map(fits, value, shape))
    if isinstance(shape, dict):
        return isinstance(value, dict) and _map_fits(value, shape)
    return value is None if shape is None else KINDS[shape](value)


def _map_fits(value: dict[str, Any], shape: dict[Any, Any]) -> bool:
    (word, inner), *_ = shape.items()
    if isinstance(word, type):
        return all(fits(key, word) and fits(each, inner) for key, each in value.items())
    return value.keys() == shape.keys() and all(
        fits(each, shape[key]) for key, each in value.items()
    )


def _is_text(value: object, errors: str = "strict") -> bool:
    try:
        return isinstance(value, str) and b"\0" not in value.encode("utf-8", errors)
    except UnicodeEncodeError:
        return False


def _is_name(value: object) -> bool:
    return _is_text(value, "surrogateescape")


def _is_number(value: object, most: int = NUMBER) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and -most < value < most
        and isfinite(value)
    )


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and _is_number(value, INTEGER)


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


KINDS: Mapping[type[Any], Callable[[object], bool]] = {
    str: _is_text,
    Path: _is_name,
    int: _is_integer,
    float: _is_number,
    bool: _is_switch,
    object: lambda value: True,
}
