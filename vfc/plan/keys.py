"""How a key is made: one canonical JSON text of all that decides an artifact, and the hash of it.

The text has five fields: `kind`, `version` (the implementation's), `params`, `files` (role and digest of bytes) and
`uses` (role and key of another step). Fields of params that stand at their default are left out, so that a word
added to the language changes no key of a film that does not use it. Paths, spans and names never enter.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from fractions import Fraction
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from blake3 import blake3

from vfc.film.model import Asset
from vfc.film.timing import Size
from vfc.plan.step import FileUse, Use

DOMAIN = b"vfc key 1\n"

_UNSET = object()
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class _Shape(NamedTuple):
    """How a class of frozen values is read: the names of its fields, their defaults, all values in one call."""

    names: tuple[str, ...]
    defaults: tuple[object, ...]
    values: Callable[[object], tuple[object, ...]]


def content(kind: str, version: int | str, params: object, files: tuple[FileUse, ...], uses: tuple[Use, ...]) -> str:
    """The canonical JSON text of one step."""
    return _ENCODER.encode({"files": files, "kind": kind, "params": plain(params), "uses": uses, "version": version})


def key_of(text: str) -> str:
    """The key of a step whose canonical text this is: 64 hexadecimal digits of BLAKE3."""
    return blake3(DOMAIN + text.encode("utf-8", "surrogatepass")).hexdigest()


def plain(value: object) -> object:
    """A frozen value as plain JSON data: exact numbers as `n/d`, an asset as its digest, maps by field name."""
    convert = _PLAIN.get(type(value))
    if convert is not None:
        return convert(value)
    names, defaults, values = _shape(type(value))
    return {name: plain(found) for name, default, found in zip(names, defaults, values(value), strict=True)
            if found is not default and found != default}


@cache
def _shape(kind: type) -> _Shape:
    counted = [field for field in fields(kind) if field.compare]
    names = tuple(field.name for field in counted)
    # Of one name, attrgetter hands back the value and no tuple.
    get = attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)
    return _Shape(names, tuple(map(_default, counted)), get)


def _default(field: object) -> object:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else _UNSET


def _same(value: object) -> object:
    return value


def _number(value: float) -> object:
    return int(value) if value == int(value) else value  # 1 and 1.0 are one wish


_PLAIN: dict[type, Callable] = {
    str: _same, int: _same, bool: _same, type(None): _same, float: _number,
    Fraction: lambda value: int(value) if value.denominator == 1 else f"{value.numerator}/{value.denominator}",
    Size: list, Asset: lambda value: f"blake3:{value.digest}",
    tuple: lambda value: [plain(item) for item in value], list: lambda value: [plain(item) for item in value],
    frozenset: lambda value: sorted(value), dict: lambda value: {k: plain(v) for k, v in value.items()},
}
