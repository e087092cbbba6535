"""`vfc generators`: what can make pictures here and what can speak, and what each can do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vfc.errors import TextError, VfcError
from vfc.film.model import Options
from vfc.generators.api import ABILITIES, Abilities, OfferedModel
from vfc.generators.registry import Registry
from vfc.generators.secrets import secret
from vfc.planning.verbs import WAYS, way
from vfc.project.generators import uses_of
from vfc.project.load import glance
from vfc.project.workspace import Workspace
from vfc.voices.api import VoiceAbilities
from vfc.voices.registry import VoiceRegistry

MEANINGS: Mapping[str, str] = {
    "words": "makes pictures from words",
    **ABILITIES,
    "after": "goes on from another shot",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A generator that is here, or one of a film with its options: what brings it, and what it can
    do.

    `can` says `yes` of each thing that it can do, or how that is composed. Of one that works on
    somebody else's machine: the variables of its `keys`, each with whether it is set, and the
    `models` that it offers.
    """

    name: str
    version: int
    package: str
    abilities: Abilities
    can: tuple[tuple[str, str], ...]
    limits: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, bool], ...] | None = None
    models: tuple[OfferedModel, ...] = ()

    @property
    def options(self) -> Options:
        """Its options, each with its default."""
        return self.abilities.options


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledVoice:
    """A voice that is here: what brings it, and what it can do."""

    name: str
    version: int
    package: str
    abilities: VoiceAbilities


def voices_installed(
    registry: VoiceRegistry | None = None,
) -> tuple[tuple[InstalledVoice, ...], tuple[str, ...]]:
    """Every voice of this Python, sorted by name; a sentence for each that cannot speak here."""
    registry = registry or VoiceRegistry()
    found, problems = [], []
    for name in registry.names():
        try:
            voice = registry.get(name)
            if voice is not None:
                found.append(
                    InstalledVoice(
                        name=name,
                        version=voice.version,
                        package=registry.package(name),
                        abilities=voice.abilities(()),
                    )
                )
        except VfcError as error:
            problems.append(str(error))
    registry.close()
    return tuple(found), tuple(problems)


def installed(registry: Registry | None = None) -> tuple[tuple[Installed, ...], tuple[str, ...]]:
    """Every generator of this Python, sorted by name; and a sentence for each that cannot be loaded
    or asked.
    """
    registry = registry or Registry()
    return _those(registry, ((name, name, ()) for name in registry.names()))


def of_film(
    workspace: Workspace, registry: Registry | None = None
) -> tuple[tuple[Installed, ...], tuple[str, ...]]:
    """The generators that a film's shots name with options of their own, each with what its model
    can do; and a sentence for each that cannot say it, such as for lack of its model. TextError
    where the text cannot be read.
    """
    registry = registry or Registry()
    film, _, mistakes = glance(workspace, registry)
    if film is None:
        raise TextError(mistakes)
    return _those(
        registry,
        (
            (use.name, use.use, use.options)
            for use in uses_of(film)
            if use.name != use.use and use.use in registry.names()
        ),
    )


def _those(
    registry: Registry, uses: Iterable[tuple[str, str, Options]]
) -> tuple[tuple[Installed, ...], tuple[str, ...]]:
    found, problems = [], []
    for name, kind, options in uses:
        try:
            found.append(_installed(registry, name, kind, options))
        except VfcError as error:
            problems.append(f"{name}: {error}")
    return tuple(found), tuple(problems)


def _installed(registry: Registry, name: str, kind: str, options: Options) -> Installed:
    generator = registry.installed(kind)
    abilities = generator.abilities(options)
    package = registry.package(kind) if name == kind else f"of {kind}"
    service = generator.elsewhere if name == kind else None
    return Installed(
        name=name,
        version=generator.version,
        package=package,
        abilities=abilities,
        can=_can(abilities),
        limits=_limits(abilities),
        keys=None if service is None else tuple((key, bool(secret(key))) for key in service.keys),
        models=() if service is None else service.offers(),
    )


def _can(abilities: Abilities) -> tuple[tuple[str, str], ...]:
    found = [("words", f"with {' and '.join(abilities.needs)}" if abilities.needs else "yes")]
    for name in MEANINGS:
        taken = way(name, abilities) if name in WAYS else None
        if name in abilities.makes or (taken is not None and not taken.how):
            found.append((name, "yes"))
        elif taken is not None:
            found.append((name, f"composed: {taken.how}"))
    return tuple(found)


def _limits(abilities: Abilities) -> tuple[tuple[str, str], ...]:
    """What its pictures must be, in words."""
    step, offset = abilities.grid_step, abilities.grid_offset
    frames = f"{step}k+{offset}" if offset else f"{step}k" if step > 1 else "any number"
    if abilities.seconds:
        frames = f"{', '.join(map(str, abilities.seconds))} seconds"
    least = f"at least {abilities.shortest}" if abilities.shortest > 1 else ""
    most = f"at most {abilities.longest}" if abilities.longest else ""
    size = ", ".join(abilities.sizes) or f"any, in steps of {abilities.size_multiple}"
    found = [("frames", ", ".join(each for each in (frames, least, most) if each)), ("size", size)]
    if {"extend", "extend-start"} & abilities.makes:
        found.append(("tail", f"{abilities.tail} frames"))
    if abilities.prompt_length:
        found.append(("prompt", f"at most {abilities.prompt_length} characters"))
    return (
        *found,
        ("seed", "yes" if abilities.seeds else "no"),
        ("cost", "yes" if abilities.costs else "no"),
    )
