"""`vfc models`: the models that a film needs, what of each is here, and bringing what lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from vfc.build.load import glance
from vfc.build.makers import held_of, uses_of
from vfc.build.place import Place
from vfc.errors import TextError, VfcError
from vfc.film.lock import Lock
from vfc.film.model import GeneratorUse, Options
from vfc.generators.api import Standing
from vfc.generators.registry import Registry

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmModel:
    """A model that generators of the film name, as the text asks for it, and how it stands; `problem` says why it
    cannot be told."""

    generators: tuple[str, ...]
    model: str
    revision: str
    standing: Standing | None = None
    problem: str = ""

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        return self.standing is not None and self.standing.folder is not None and not self.standing.missing


def film_models(place: Place, registry: Registry | None = None) -> tuple[FilmModel, ...]:
    """Each model that the shots of a film need, once; nothing is fetched. TextError where the text cannot be read."""
    registry = registry or Registry()
    return tuple(found for found, _, _ in _models(place, registry))


def fetch_models(place: Place, told: Callable[[str], Told], registry: Registry | None = None) -> tuple[FilmModel, ...]:
    """Bring what lacks of each model; `told(model)` gives who hears how far it is. GeneratorError where it fails."""
    registry = registry or Registry()
    for found, use, options in list(_models(place, registry)):
        if not found.whole:
            registry.get(use.use).fetch(options, told(found.model))
    return film_models(place, registry)


def _models(place: Place, registry: Registry) -> Iterator[tuple[FilmModel, GeneratorUse, Options]]:
    film, lock, mistakes = glance(place, registry)
    if film is None:
        raise TextError(mistakes)
    found: dict[tuple[str, str, str], tuple[FilmModel, GeneratorUse, Options]] = {}
    for use in uses_of(film):
        options = dict(use.options)
        if registry.get(use.use) is None or not options.get("model"):
            continue
        key = use.use, str(options["model"]), str(options.get("revision") or "")
        if key in found:
            model, first, asked = found[key]
            found[key] = replace(model, generators=(*model.generators, use.name)), first, asked
        else:
            asked = _asked(use, lock)
            found[key] = _stands(use, asked, registry, key), use, asked
    yield from found.values()


def _asked(use: GeneratorUse, lock: Lock) -> Options:
    """The options by which a model is looked for: its revision as the lock holds it."""
    held = held_of(use, lock)
    revision = held.revision if held is not None and held.revision else ""
    folder = dict(use.options) | ({"revision": revision} if revision and len(revision) == 40 else {})
    return tuple(sorted(folder.items()))


def _stands(use: GeneratorUse, options: Options, registry: Registry, key: tuple[str, str, str]) -> FilmModel:
    _, model, revision = key
    try:
        standing = registry.get(use.use).standing(options)
    except VfcError as error:
        return FilmModel(generators=(use.name,), model=model, revision=revision, problem=str(error))
    return FilmModel(generators=(use.name,), model=model, revision=revision, standing=standing)
