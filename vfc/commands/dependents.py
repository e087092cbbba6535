"""`vfc explain presets.night`, `looks.yaml`: what in the film reads something, and what is made if
it changes.
"""

from __future__ import annotations

import os
import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from vfc.engine.expect import Expected
from vfc.engine.stale import State
from vfc.errors import Span, UsageError
from vfc.film.shots import Shot
from vfc.language.resolve.values import entries, items
from vfc.language.words.assetpaths import asset_paths
from vfc.language.yaml.node import Node
from vfc.language.yaml.suggest import did_you_mean
from vfc.project.expecting import seconds_of
from vfc.project.network import below, graph_of
from vfc.project.plan import Planned, nearest, no_such_shot
from vfc.project.readers import readers_of
from vfc.recipes.kinds import PLURALS
from vfc.recipes.step import Step

SECTIONS = ("presets", "cast", "sets", "generators")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependents:
    """What reads something of the film: names of `shots`, or labels of steps that read a file
    (`readers`); the `places` where the text names it; what it `holds`; and all `steps` that are
    made if it changes, `exact` or at most.
    """

    name: str
    shots: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    holds: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    seconds: tuple[float, float] = (0.0, 0.0)
    exact: bool = False

    plurals: ClassVar[Mapping[str, str]] = PLURALS

    def counts(self) -> Mapping[str, int]:
        """How many steps of each kind."""
        return Counter(step.kind.name for step in self.steps)


def dependents(planned: Planned, name: str) -> Dependents:
    """What depends on a preset (`presets.night`), a person (`cast.ana`), a set, a generator, a file
    of the film or of its text, a model; UsageError where the film has nothing of this name.
    """
    section, _, own = name.partition(".")
    path = _path(planned, name)
    if section in SECTIONS and own in _defined(planned, section) | dict.fromkeys(
        _uses(planned, section)
    ):
        return _of_shots(
            planned,
            name,
            readers_of(planned.loaded, section, own),
            places=_named(planned, section, own),
        )
    if path in planned.loaded.source.texts:
        return _of_text(planned, path)
    if path in _assets(planned):
        return _of_file(planned, path)
    shots = [each for each, shot in planned.loaded.film.shots.items() if name in _models(shot)]
    if not shots:
        raise UsageError(_nothing(planned, name))
    return _of_shots(planned, name, shots)


def _path(planned: Planned, name: str) -> str:
    """A path as the film says it: relative to the film's folder."""
    inside = os.path.relpath(os.path.abspath(name), planned.loaded.workspace.folder)
    known = {*planned.loaded.source.texts, *_assets(planned)}
    return posixpath.normpath(name) if posixpath.normpath(name) in known else inside


def _assets(planned: Planned) -> dict[str, str]:
    return {asset.path: asset.digest for asset in planned.loaded.film.assets}


def _defined(planned: Planned, section: str) -> dict[str, Node]:
    """The names of a section of the text, each with its key."""
    return {name: key for name, key, _ in entries(planned.loaded.source.root.get(section))}


def _uses(planned: Planned, section: str) -> set[str]:
    """The names of generators that shots use, also of those that no section of the text defines."""
    shots = planned.loaded.film.shots.values() if section == "generators" else ()
    return {use.name for shot in shots for use in shot.generators}


def _models(shot: Shot) -> set[object]:
    return {value for use in shot.generators for option, value in use.options if option == "model"}


def _named(planned: Planned, section: str, name: str) -> tuple[Span, ...]:
    """Where the text defines a name of a section, then where `preset`, `set`, `generator` or
    `extends` say it.
    """
    words = {"presets": ("preset", "extends"), "sets": ("set",), "generators": ("generator",)}.get(
        section, ()
    )
    root = planned.loaded.source.root
    scenes = [held for _, _, held in entries(root.get("scenes"))]
    shots = [own for held in scenes for _, _, own in entries(held.get("shots"))]
    presets = [value for _, _, value in entries(root.get("presets"))]
    found = [
        item.span
        for holder in (root, *presets, *scenes, *shots)
        for word in words
        for item in items(holder.get(word))
        if item.text == name
    ]
    defined = _defined(planned, section).get(name)
    return (*((defined.span,) if defined is not None else ()), *found)


def _of_shots(
    planned: Planned, name: str, shots: Iterable[str], places: tuple[Span, ...] = ()
) -> Dependents:
    """What these shots show hangs on: their takes, whatever is made of them, and lines that are
    spoken in them.
    """
    shots = tuple(dict.fromkeys(shots))
    plan, wanted = planned.plan, set(shots)
    keys = {key for take, key in plan.takes.items() if take.partition("#")[0] in wanted}
    keys |= {step.key for step in plan.steps if _shots_of(step) & wanted}
    return _counted(planned, Dependents(name=name, shots=shots, spans=places), keys)


def _shots_of(step: Step) -> set[str]:
    """The shots whose parts, stages, scores and lines a step's name tells."""
    return (
        {step.name.partition("#")[0], step.name.partition(" ")[0]}
        if not step.kind.assembles
        else set()
    )


def _of_text(planned: Planned, path: str) -> Dependents:
    """What a file of the film's text holds, and what reads that."""
    root = planned.loaded.source.root
    held = [
        (section, name)
        for section in SECTIONS
        for name, key in _defined(planned, section).items()
        if key.span.file == path
    ]
    own = [
        f"{scene}/{shot}"
        for scene, _, value in entries(root.get("scenes"))
        for shot, key, _ in entries(value.get("shots"))
        if key.span.file == path
    ]
    scenes = [
        f"scenes.{scene}" for scene, key, _ in entries(root.get("scenes")) if key.span.file == path
    ]
    holds = (*(f"{section}.{name}" for section, name in held), *scenes)
    included = tuple(
        item.span for item in items(root.get("include")) if posixpath.normpath(item.text) == path
    )
    # times and order are in it, on which all may hang
    if scenes or own or path == planned.loaded.workspace.entry:
        return replace(
            _counted(
                planned,
                Dependents(name=path, shots=tuple(planned.loaded.film.shots), spans=included),
                {step.key for step in planned.plan.steps},
            ),
            holds=holds,
        )
    shots = {shot for section, name in held for shot in readers_of(planned.loaded, section, name)}
    found = _of_shots(
        planned,
        path,
        [each for each in planned.loaded.film.shots if each in shots],
        places=included,
    )
    return replace(found, holds=holds)


def _of_file(planned: Planned, path: str) -> Dependents:
    """The steps that read a file, and whatever is made of what they make."""
    digest = _assets(planned)[path]
    reading = [
        step for step in planned.plan.steps if any(file.digest == digest for file in step.files)
    ]
    places = tuple(span for found, span in asset_paths(planned.loaded.source)[0] if found == path)
    return _counted(
        planned,
        Dependents(
            name=path, readers=tuple(step.label for step in reading), spans=places, exact=True
        ),
        {step.key for step in reading},
    )


def _counted(planned: Planned, found: Dependents, keys: set[str]) -> Dependents:
    """With all steps below these keys that the film needs, and the time to make them."""
    made = below(graph_of(planned), keys)
    steps = tuple(
        step
        for step in planned.plan.steps
        if step.key in made and planned.decisions[step.key].state is not State.SKIP
    )
    rates = planned.loaded.records.seconds_a_unit()
    times = {step.key: seconds_of(step, rates) for step in steps}
    known = {
        step.key: times[step.key][0] for step in steps if not (step.costs and times[step.key][1])
    }
    guessed = {key for key in known if times[key][1]}
    return replace(
        found, steps=steps, seconds=Expected(known, guessed, os.cpu_count() or 1).begun()
    )


def _nothing(planned: Planned, name: str) -> str:
    """That the film has nothing of this name, and what was perhaps meant."""
    known = [
        *planned.loaded.film.shots,
        *planned.plan.deliverables,
        *_assets(planned),
        *planned.loaded.source.texts,
        *(f"{section}.{each}" for section in SECTIONS for each in _defined(planned, section)),
    ]
    if any(shot.startswith(f"{name}/") for shot in planned.loaded.film.shots):
        return no_such_shot(name, planned.loaded.film.shots)
    near = did_you_mean(name, known)
    shot = "" if near else nearest(name, planned.loaded.film.shots)
    hint = (
        f"; {near}"
        if near
        else f"; did you mean '{shot}'?"
        if shot
        else f"; such are {', '.join(known[:6])}"
    )
    return f"there is no shot, deliverable, file or name '{name}'{hint}"
