"""`vfc doctor`: what this machine has and lacks for making films, and what each lack means for this
one.
"""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vfc.commands.models import models_of
from vfc.errors import GeneratorError, MissingExtra
from vfc.film.model import Film
from vfc.generators.api import IsElsewhere
from vfc.generators.diffusion.machine.health import findings
from vfc.generators.registry import Registry
from vfc.generators.secrets import secret
from vfc.lock.model import Lock
from vfc.media.builds import codecs, picture_build
from vfc.project.generators import uses_of
from vfc.project.load import glance
from vfc.project.workspace import Workspace
from vfc.version import VERSION

ROOM = 5e9  # bytes; below that a film of some minutes may fill the disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at: whether it is `well`, what is here, and what a lack `means` for
    the film.
    """

    name: str
    well: bool
    here: str
    means: str = ""


def examine(workspace: Workspace | None) -> tuple[Finding, ...]:
    """Look at this machine, and at what a film asks of it; without a film at the machine alone."""
    machine = (*_programs(), *_disk(workspace.store if workspace is not None else Path.cwd()))
    if workspace is None:
        return (*machine, *_diffusion(asked=True), *_services(Registry(), frozenset()))
    try:
        registry = Registry()
        film, lock, _ = glance(workspace, registry)
    except GeneratorError as error:
        return (*machine, *_diffusion(asked=True), _no_generator(error))
    asked = film is not None and any(use.use == "diffusers" for use in uses_of(film))
    uses = frozenset(use.use for use in uses_of(film)) if film is not None else frozenset[str]()
    return (
        *machine,
        *_diffusion(asked=asked),
        *_services(registry, uses),
        *_models(film, lock, registry),
    )


def _programs() -> Iterator[Finding]:
    yield Finding(
        name="vfc",
        well=True,
        here=f"{VERSION}, Python {platform.python_version()}, {platform.system()}",
    )
    lacking = ", ".join(name for name, there in codecs().items() if not there)
    yield Finding(
        name="codecs",
        well=not lacking,
        here=picture_build(),
        means=f"no {lacking}: reinstall PyAV (pip install --force-reinstall av)" if lacking else "",
    )


def _disk(store: Path) -> Iterator[Finding]:
    there = next(each for each in (store, *store.parents) if each.exists())
    free = shutil.disk_usage(there).free
    yield Finding(
        name="disk",
        well=free > ROOM,
        here=f"{free / 1e9:.1f} GB free for the store",
        means=""
        if free > ROOM
        else "a long film may fill it: make room, or build with --store on another",
    )


def _diffusion(*, asked: bool) -> Iterator[Finding]:
    """What diffusion models need; no lack of it is one where the film has no shot by them, and no
    card is looked for.
    """
    for name, well, here, means in findings(card=asked):
        if not well and not asked:
            means = f"{means}; no shot of this film needs it"
        yield Finding(name=name, well=well or not asked, here=here, means=means)


def _services(registry: Registry, asked: frozenset[str]) -> Iterator[Finding]:
    """The services that work elsewhere: those whose keys are set, or that the film uses, are asked
    what credit is left; of the others it is told that no key is set.
    """
    without = []
    for name in registry.names():
        try:
            generator = registry.get(name)
        except GeneratorError:
            continue
        service = generator.elsewhere if generator is not None else None
        if service is None:
            continue
        lacks = [key for key in service.keys if not secret(key)]
        if (lacks or not service.keys) and name not in asked:
            without.append(name)
        elif lacks:
            yield Finding(
                name=name,
                well=False,
                here=f"{' and '.join(lacks)} not set",
                means="its shots cannot be asked for",
            )
        else:
            yield _reached(name, service)
    if without:
        yield Finding(name="services", well=True, here=f"no key is set for {', '.join(without)}")


def _reached(name: str, service: IsElsewhere) -> Finding:
    try:
        left = service.reached()
    except (GeneratorError, MissingExtra) as error:
        return Finding(name=name, well=False, here=str(error), means="its shots cannot be made now")
    return Finding(name=name, well=True, here=f"key set, {left} left" if left else "key set")


def _no_generator(error: GeneratorError) -> Finding:
    return Finding(
        name="generator", well=False, here=str(error), means="its shots cannot be made here"
    )


def _models(film: Film | None, lock: Lock, registry: Registry) -> Iterator[Finding]:
    if film is None:
        yield Finding(
            name="film", well=False, here="its text has mistakes", means="vfc check shows them"
        )
        return
    try:
        models = models_of(film, lock, registry)
    except GeneratorError as error:
        yield _no_generator(error)
        return
    for each in models:
        standing, names = each.standing, ", ".join(each.generators)
        if each.problem or standing is None:
            yield Finding(
                name="model",
                well=False,
                here=f"{each.model}: {each.problem or 'not known'}",
                means=f"shots of {names} cannot be made",
            )
        else:
            size = f"{standing.here / 1e9:.1f} GB" + (
                f" of {standing.size / 1e9:.1f} GB" if standing.size else ""
            )
            brings = (
                "vfc models --fetch" if each.fetched else "vfc models names what its folder lacks"
            )
            yield Finding(
                name="model",
                well=each.whole,
                here=f"{each.model}: {size} here",
                means="" if each.whole else f"shots of {names} cannot be made: {brings}",
            )
