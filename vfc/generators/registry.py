"""Which generators are installed: found by entry points, loaded when first used, a name claimed once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from vfc.errors import GeneratorError
from vfc.film.model import Options
from vfc.generators.api import ENTRY_POINTS, Generator, Model

EXTRAS = {"diffusers": "vfc[diffusion]", "hosted": "vfc[hosted]"}


class Registry:
    """The installed generators by name; each is made once, when it is first asked for.

    Raises GeneratorError, naming both packages, where two claim one name.
    """

    def __init__(self, found: Iterable[EntryPoint] | None = None):
        self._points: dict[str, EntryPoint] = {}
        self._made: dict[str, Generator] = {}
        self._models: dict[tuple[str, Options], Model | None] = {}
        self._folder: Path | None = None
        self._digest: Callable[[Path], str] | None = None
        for point in entry_points(group=ENTRY_POINTS) if found is None else found:
            other = self._points.get(point.name)
            if other is not None and other.value != point.value:
                raise GeneratorError(f"two packages claim the generator '{point.name}': {_package(other)} and "
                                     f"{_package(point)}; uninstall one of them")
            self._points[point.name] = point

    def place(self, folder: Path, digest: Callable[[Path], str]) -> None:
        """Say where the film lies, and how the digest of a file's bytes is got, before any generator is asked."""
        self._folder, self._digest = folder, digest
        for generator in self._made.values():
            self._placed(generator)

    def _placed(self, generator: Generator) -> Generator:
        if self._folder is not None and hasattr(generator, "folder"):
            generator.folder, generator.digest = self._folder, self._digest
        return generator

    def model(self, name: str, options: Options) -> Model | None:
        """The weights that a generator works with under these options, found once; None where it has none.

        GeneratorError where they are not here and cannot be found.
        """
        wanted = name, options
        if wanted not in self._models:
            find = getattr(self.get(name), "model", None)
            self._models[wanted] = find(options) if find is not None else None
        return self._models[wanted]

    def names(self) -> tuple[str, ...]:
        """The names of all installed generators, sorted."""
        return tuple(sorted(self._points.keys() | self._made.keys()))

    def add(self, generator: Generator) -> None:
        """Add a generator that is no entry point, such as one that a Python user has written just now."""
        if generator.name in self.names():
            raise GeneratorError(f"the generator '{generator.name}' is there already")
        self._made[generator.name] = generator

    def package(self, name: str) -> str:
        """The package that brings a generator, and its version."""
        return _package(self._points[name]) if name in self._points else "this program"

    def get(self, name: str) -> Generator | None:
        """The generator of this name, or None where none is installed; GeneratorError where it cannot be loaded."""
        if name not in self._made and name in self._points:
            self._made[name] = self._placed(self._load(self._points[name]))
        return self._made.get(name)

    def _load(self, point: EntryPoint) -> Generator:
        try:
            made = point.load()()
        except Exception as error:  # a plugin may raise anything while it is imported
            raise GeneratorError(f"the generator '{point.name}' of {_package(point)} cannot be loaded: "
                                 f"{type(error).__name__}: {error}") from error
        if not isinstance(getattr(made, "version", None), int) or getattr(made, "name", "") != point.name:
            raise GeneratorError(f"the generator '{point.name}' of {_package(point)} has no integer version, "
                                 f"or calls itself something else")
        return made

    def close(self) -> None:
        """Let every generator that was used go of its models."""
        for generator in self._made.values():
            generator.close()


def _package(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value
