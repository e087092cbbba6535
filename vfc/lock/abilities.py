"""Abilities as the lock holds them: plain values, so that a plan needs neither the generator nor
its model.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from vfc.film.model import Options
from vfc.generators.api import Abilities


def plain_abilities(abilities: Abilities) -> Options:
    """Abilities as plain values for the lock: what stands at its default is left out."""
    default = Abilities()
    return tuple(
        (field.name, _plain(getattr(abilities, field.name)))
        for field in fields(Abilities)
        if field.name != "options"
        and getattr(abilities, field.name) != getattr(default, field.name)
    )


def _plain(value: Any) -> Any:
    return tuple(sorted(value)) if isinstance(value, frozenset) else value


def abilities_of(plain: Options) -> Abilities:
    """Abilities from the lock's plain values; words that this version does not know are left
    out.
    """
    known = {field.name for field in fields(Abilities)}
    values: dict[str, Any] = {name: value for name, value in plain if name in known}
    if "makes" in values:
        values["makes"] = frozenset(values["makes"])
    return Abilities(**values)
