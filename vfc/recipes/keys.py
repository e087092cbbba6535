"""How a key is made: one canonical JSON text of all that decides an artifact, and the hash of it.

The text has five fields: `kind`, `version` (the implementation's), `params`, `files` (role and
digest of bytes) and `uses` (role and key of another step). Fields of params at the literal that
`vfc.film.keyed` has for them are left out, so that a word added to the language changes no key of a
film that does not use it, and a default that changes in vfc's own code changes the keys of what it
decides. Paths, spans and names never enter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from fractions import Fraction
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from blake3 import blake3

from vfc.film.keyed import counts, literal_of
from vfc.film.model import Asset
from vfc.film.timing import Size
from vfc.recipes.step import FileUse, Use

DOMAIN = b"vfc key 1\n"

_ENCODER = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
)


class _Shape(NamedTuple):
    """How a class of frozen values is read: the names of its fields, at what they are left out, all
    in one call.
    """

    names: tuple[str, ...]
    omitted: tuple[object, ...]
    values: Callable[[object], tuple[object, ...]]


def content(
    kind: str, version: int | str, params: object, files: tuple[FileUse, ...], uses: tuple[Use, ...]
) -> str:
    """The canonical JSON text of one step."""
    return _ENCODER.encode(
        {"files": files, "kind": kind, "params": plain(params), "uses": uses, "version": version}
    )


def key_of(text: str) -> str:
    """The key of a step whose canonical text this is: 64 hexadecimal digits of BLAKE3."""
    return blake3(DOMAIN + text.encode("utf-8", "surrogatepass")).hexdigest()


def plain(value: object) -> object:
    """A frozen value as plain JSON data: exact numbers as `n/d`, an asset as its digest, maps by
    field name.
    """
    convert = _PLAIN.get(type(value))
    if convert is not None:
        return convert(value)
    if isinstance(value, StrEnum):
        return value.value
    names, omitted, values = _shape(type(value))
    return {
        name: found if type(found) in _PLAINLY else plain(found)
        for name, left_out, found in zip(names, omitted, values(value), strict=True)
        if found is not left_out and found != left_out
    }


@cache
def _shape(kind: type[Any]) -> _Shape:
    counted = [each for each in fields(kind) if counts(each)]
    names = tuple(each.name for each in counted)
    # Of one name, attrgetter hands back the value and no tuple.
    get = attrgetter(*names) if len(names) > 1 else _each(names)
    return _Shape(names, tuple(literal_of(each) for each in counted), get)


def _each(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    return lambda value: tuple(getattr(value, name) for name in names)


def _same(value: object) -> object:
    return value


def _number(value: float) -> object:
    return int(value) if value == int(value) else value  # 1 and 1.0 are one wish


def _exact(value: Fraction) -> object:
    return int(value) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def _digest(value: Asset) -> object:
    return f"blake3:{value.digest}"


def _listed(value: Iterable[object]) -> object:
    return [plain(item) for item in value]


def _map(value: Mapping[str, object]) -> object:
    return {name: plain(item) for name, item in value.items()}


_PLAINLY = frozenset({str, int, bool})  # most of the fields, which are what they are
_PLAIN: dict[type[Any], Callable[[Any], object]] = {
    str: _same,
    int: _same,
    bool: _same,
    type(None): _same,
    float: _number,
    Fraction: _exact,
    Size: list,
    Asset: _digest,
    tuple: _listed,
    list: _listed,
    frozenset: sorted,
    dict: _map,
}
