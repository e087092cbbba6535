"""`vfc generators`: what can make pictures here."""

from __future__ import annotations

from dataclasses import dataclass

from vfc.film.model import Options
from vfc.generators.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A generator that is here: which package brings it, what it can do besides words, its options' defaults."""

    name: str
    version: int
    package: str
    makes: tuple[str, ...]
    costs: bool
    options: Options


def installed() -> tuple[Installed, ...]:
    """Every generator of this Python, sorted by name."""
    registry = Registry()
    found = []
    for name in registry.names():
        generator = registry.get(name)
        abilities = generator.abilities(())
        found.append(Installed(name=name, version=generator.version, package=registry.package(name),
                               makes=tuple(sorted(abilities.makes)), costs=abilities.costs, options=abilities.options))
    return tuple(found)
