"""Every word of the language with the maps in which it stands, and how people find one by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from vfc.language.words.kinds import Either, Field, Fields, ListOf, MapOf, ValueKind
from vfc.language.words.vocabulary import FILM

Path = tuple[str, ...]  # the words from the film down to a place, names of the author's left out


class Word(NamedTuple):
    """A word of the language: its field, the maps in which it stands, its paths from the film
    down.
    """

    field: Field
    maps: tuple[Fields, ...]
    paths: tuple[Path, ...]

    @property
    def dotted_names(self) -> tuple[str, ...]:
        """Its dotted places: `shot.camera`, `scene.camera`, `film.camera`."""
        return tuple(f"{slug(each)}.{self.field.name}" for each in self.maps)


def slug(fields: Fields) -> str:
    """The name of a map in one word: `a shot in the cut` is `shot-in-the-cut`."""
    return fields.name.split(" ", 1)[-1].replace(" ", "-")


def maps_of(kind: ValueKind) -> tuple[Fields, ...]:
    """The maps with words of their own that a value, its items and its entries may be."""
    if isinstance(kind, Fields):
        return (kind, *(maps_of(kind.rest) if kind.rest is not None else ()))
    if isinstance(kind, ListOf):
        return maps_of(kind.item)
    if isinstance(kind, MapOf):
        return maps_of(kind.value)
    return (
        tuple(found for each in kind.kinds for found in maps_of(each))
        if isinstance(kind, Either)
        else ()
    )


def maps_below(fields: Fields, path: Path = ()) -> Iterator[tuple[Fields, Path]]:
    """A map and all below it, each with its path, in the order of the language."""
    yield fields, path
    for field in fields.fields:
        for inner in maps_of(field.kind):
            yield from maps_below(inner, (*path, field.name))


@cache
def maps() -> dict[str, Fields]:
    """Every map of the language by its name in one word, each once."""
    found: dict[str, Fields] = {}
    for each, _ in maps_below(FILM):
        found.setdefault(slug(each), each)
    return found


@cache
def words() -> tuple[Word, ...]:
    """Every word of the language, in its order; one that stands in several maps once."""
    standing: dict[int, list[tuple[Field, Fields, Path]]] = {}
    for fields, path in maps_below(FILM):
        for field in fields.fields:
            standing.setdefault(id(field), []).append((field, fields, path))
    return tuple(
        Word(
            each[0][0],
            tuple({slug(fields): fields for _, fields, _ in each}.values()),
            tuple((*path, slug(fields)) for _, fields, path in each),
        )
        for each in standing.values()
    )


def words_named(name: str) -> tuple[Word, ...]:
    """The words that a name such as `camera`, `shot.camera` or `shot.camera.move` may mean: those
    of that very place, if there are any.
    """
    *above, last = name.split(".")
    found = tuple(
        word
        for word in words()
        if word.field.name == last and any(_leads(above, path) for path in word.paths)
    )
    return tuple(word for word in found if name in word.dotted_names) or found


def maps_named(name: str) -> tuple[Fields, ...]:
    """The map of this name, such as `shot`, in which words stand."""
    found = maps().get(name)
    return (found,) if found is not None else ()


def names() -> tuple[str, ...]:
    """Every name that may be asked for: words, places, maps."""
    found = [name for word in words() for name in (word.field.name, *word.dotted_names)]
    return tuple(dict.fromkeys([*found, *maps()]))


def _leads(above: list[str], path: Path) -> bool:
    """Whether the words asked for stand on a path, in their order; `shot` stands for `shots`."""
    rest = iter(path)
    return all(any(name in (each, each.removesuffix("s")) for each in rest) for name in above)
