"""`vfc models`: the models that a film needs, what of each is here, and bringing what lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from vfc.errors import TextError, VfcError
from vfc.film.model import Film, GeneratorUse, Options
from vfc.generators.api import Standing
from vfc.generators.registry import Guarded, Registry
from vfc.lock.model import Lock
from vfc.project.generators import locked_generator, uses_of
from vfc.project.load import glance
from vfc.project.plan import Planned
from vfc.project.workspace import Workspace
from vfc.recipes.params import GeneratedParams

ReportFile = Callable[[str, int, int], None]
COMMIT = 40  # characters of a commit; the digest of a folder has more


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmModel:
    """A model that generators of the film name, as the text asks for it, and how it stands;
    `problem` says why it cannot be told or fetched, `locked` which commit the lock holds.
    """

    generators: tuple[str, ...]
    model: str
    revision: str
    standing: Standing | None = None
    problem: str = ""
    locked: str = ""

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        return (
            not self.problem
            and self.standing is not None
            and self.standing.folder is not None
            and not self.standing.missing
        )

    @property
    def fetched(self) -> bool:
        """Whether it comes from the hub, and is no folder of the film."""
        return self.standing is None or self.standing.folder is None or bool(self.standing.commit)


def film_models(workspace: Workspace, registry: Registry | None = None) -> tuple[FilmModel, ...]:
    """Each model that the shots of a film need, once; nothing is fetched. TextError where the text
    cannot be read.
    """
    registry = registry or Registry()
    return models_of(*_read(workspace, registry), registry)


def models_of(film: Film, lock: Lock, registry: Registry) -> tuple[FilmModel, ...]:
    """Likewise of a film that was read already."""
    return tuple(found for found, _, _ in _models(film, lock, registry))


def lacking_models(planned: Planned) -> tuple[FilmModel, ...]:
    """The models of the hub that what a build would make needs, and which are not here whole."""
    making = {
        step.params.generator
        for step in planned.to_make()
        if step.costs and isinstance(step.params, GeneratedParams)
    }
    if not making:
        return ()
    loaded = planned.loaded
    return tuple(
        model
        for model, use, _ in _models(loaded.film, loaded.lock, loaded.registry)
        if use.use in making and model.fetched and not model.whole
    )


def fetch_models(
    workspace: Workspace,
    report: Callable[[str], ReportFile],
    registry: Registry | None = None,
    *,
    fresh: bool = False,
) -> tuple[FilmModel, ...]:
    """Bring what lacks of each model, with `fresh` of what its branch is now, not of what the lock
    holds.

    `told(model)` gives who hears how far it is. One that cannot be brought has a `problem`, and the
    others are brought.
    """
    registry = registry or Registry()
    return tuple(
        _fetched(found, registry.installed(use.use), options, report(found.model), fresh)
        for found, use, options in list(_models(*_read(workspace, registry), registry, fresh))
    )


def _fetched(
    found: FilmModel, generator: Guarded, options: Options, told: ReportFile, fresh: bool
) -> FilmModel:
    if found.whole and not fresh:
        return found
    try:
        generator.fetch(options, told, fresh)
        return replace(found, standing=generator.standing(options), problem="")
    except VfcError as error:
        return replace(found, problem=str(error))


def _read(workspace: Workspace, registry: Registry) -> tuple[Film, Lock]:
    film, lock, mistakes = glance(workspace, registry)
    if film is None:
        raise TextError(mistakes)
    return film, lock


def _models(
    film: Film, lock: Lock, registry: Registry, fresh: bool = False
) -> Iterator[tuple[FilmModel, GeneratorUse, Options]]:
    found: dict[tuple[str, str, str], tuple[FilmModel, GeneratorUse, Options]] = {}
    for use in uses_of(film):
        options, locked = dict(use.options), _locked(use, lock)
        generator = registry.get(use.use)
        # those of a service are nowhere to be fetched
        if generator is None or generator.elsewhere is not None or not options.get("model"):
            continue
        if locked and not fresh:
            options["revision"] = locked
        key = use.use, str(options["model"]), str(options.get("revision") or "")
        if key in found:
            model, first, asked = found[key]
            found[key] = replace(model, generators=(*model.generators, use.name)), first, asked
        else:
            asked = tuple(sorted(options.items()))
            found[key] = replace(_stands(use, asked, registry), locked=locked), use, asked
    yield from found.values()


def _locked(use: GeneratorUse, lock: Lock) -> str:
    """The commit that the lock holds of a generator's model; '' where it holds none, or a folder's
    digest.
    """
    held = locked_generator(use, lock)
    return held.revision if held is not None and len(held.revision) == COMMIT else ""


def _stands(use: GeneratorUse, options: Options, registry: Registry) -> FilmModel:
    said = dict(use.options)
    found = FilmModel(
        generators=(use.name,), model=str(said["model"]), revision=str(said.get("revision") or "")
    )
    try:
        return replace(found, standing=registry.installed(use.use).standing(options))
    except VfcError as error:
        return replace(found, problem=str(error))
