"""What two versions differ in, as plain values for a JSON document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from vfc.compare.model import FilmDiff
from vfc.engine.stale import Change


def record(diff: FilmDiff) -> dict[str, Any]:
    """Everything that a FilmDiff holds, by the names of its fields, with `pictures_differ` and
    `same`. Rates are texts such as `24000/1001`, frames are integers, seconds numbers.
    """
    found = _plain(diff)
    assert isinstance(found, dict)
    return found | {"same": diff.same, "pictures_differ": diff.pictures_differ}


def _plain(value: object) -> object:
    if isinstance(value, Change):
        return value._asdict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value
