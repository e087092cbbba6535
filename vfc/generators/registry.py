"""Which generators are installed: found by entry points, loaded when first used, a name claimed
once.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from functools import cached_property, lru_cache
from importlib.metadata import Distribution, EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from vfc.errors import GeneratorError, VfcError, in_a_line
from vfc.film.model import Options
from vfc.film.money import FilmPrice
from vfc.film.timing import Size
from vfc.generators.api import (
    ENTRY_POINTS,
    Abilities,
    Clip,
    Context,
    FetchesModels,
    Generator,
    HasBuild,
    HasCredits,
    HasEnvironment,
    HasLanes,
    HasModel,
    HasNote,
    HasPrice,
    IsElsewhere,
    KeepsNear,
    Model,
    Price,
    Reading,
    ReadsFilmFiles,
    ReadsWords,
    Request,
    Stage,
    Standing,
    has_power,
)

if TYPE_CHECKING:
    import numpy

Answered = TypeVar("Answered")

SETTLED = 2_000_000_000  # nanoseconds after which a folder's time is trusted


class RunsApart(Protocol):
    """A generator of vfc's own side of a process: `apart` says whether one runs it, whose silence
    is borne for `patience` seconds.
    """

    apart: bool

    def run(
        self,
        stage: Stage,
        inputs: Mapping[str, Clip | Path],
        context: Context,
        patience: float = ...,
    ) -> Iterator[numpy.ndarray | bytes]:
        """What a stage yields."""
        ...


class HasCode(Protocol):
    """A generator whose modules a process of its own has imported."""

    def code(self) -> tuple[Path, ...]:
        """Their files."""
        ...


class Guarded:
    """A generator behind one door: whatever it raises while it is asked is told as what it is, with
    its package.

    What it raises while it makes a picture is the failure of that step.
    """

    def __init__(self, generator: Generator, package: Callable[[], str]):
        self.name, self.version, self._generator = generator.name, generator.version, generator
        self._package_of = package  # which costs, and is said only of what goes wrong
        self.near = has_power(generator, KeepsNear) and bool(generator.near)
        self.build = str(generator.build) if has_power(generator, HasBuild) else None
        self.credits = str(generator.credits) if has_power(generator, HasCredits) else ""

    @cached_property
    def _package(self) -> str:
        return self._package_of()

    def set_film_folder(self, folder: Path, digest: Callable[[Path], str]) -> None:
        """Say where the film lies, to a generator that asks for it."""
        if has_power(self._generator, ReadsFilmFiles):
            self._generator.folder, self._generator.digest = folder, digest

    def set_prices(self, prices: tuple[FilmPrice, ...]) -> None:
        """Say what the film's text knows of prices, to a generator that asks for it."""
        if has_power(self._generator, HasPrice):
            self._generator.prices = prices

    def abilities(self, options: Options) -> Abilities:
        """What it can do with these options; GeneratorError where they contradict each other."""
        found = self._typed("abilities", self._asked("abilities", options), Abilities)
        if found.contradiction:
            raise GeneratorError(
                f"the generator '{self.name}' of {self._package} can make no picture: "
                f"{found.contradiction}"
            )
        return found

    def stages(self, request: Request, abilities: Abilities) -> tuple[Stage, ...]:
        """The steps that lead to the picture; GeneratorError for an answer that is none."""
        found = self._asked("stages", request, abilities)
        if not isinstance(found, tuple | list):
            raise self._wrong("stages", found)
        return tuple(self._typed("stages", each, Stage) for each in found)

    def model(self, options: Options) -> Model | None:
        """The weights that it works with; None where it has none."""
        return self._asked("model", options) if has_power(self._generator, HasModel) else None

    def standing(self, options: Options) -> Standing | None:
        """How the model that the options name stands on this disk; None of a generator that works
        with none.
        """
        return (
            self._asked("standing", options) if has_power(self._generator, FetchesModels) else None
        )

    def fetch(
        self, options: Options, report: Callable[[str, int, int], None], fresh: bool = False
    ) -> None:
        """Bring what lacks of the model that the options name, with `fresh` of what its branch is
        now; `report` hears a file's name, bytes here and in all.
        """
        self._asked("fetch", options, report, fresh)

    def note(self, options: Options, size: Size, frames: int) -> str:
        """How it will go about a picture of this size here, in a line; '' of one that has nothing
        to say.
        """
        return (
            self._asked("note", options, size, frames)
            if has_power(self._generator, HasNote)
            else ""
        )

    def price(self, stage: Stage) -> Price | None:
        """What a stage is expected to cost in money; None where that is not known, or nothing is
        paid.
        """
        return self._asked("price", stage) if has_power(self._generator, HasPrice) else None

    @property
    def elsewhere(self) -> IsElsewhere | None:
        """What is known of the service where it works; None of one that works here."""
        return self._generator if has_power(self._generator, IsElsewhere) else None

    @property
    def has_prices(self) -> bool:
        """Whether its pictures cost money."""
        return has_power(self._generator, HasPrice)

    def reading(self, request: Request) -> Reading | None:
        """What it reads in a request's words; None of one that does not draw by their meaning."""
        return self._asked("reading", request) if has_power(self._generator, ReadsWords) else None

    def environment(self) -> Mapping[str, str]:
        """What it works on here and now, fact by fact; nothing of one that does not say."""
        return self._asked("environment") if has_power(self._generator, HasEnvironment) else {}

    def lanes(self, options: Options) -> int:
        """How many pictures it makes at once here; 1 of one that does not say."""
        return max(1, self._asked("lanes", options)) if has_power(self._generator, HasLanes) else 1

    def run(
        self,
        stage: Stage,
        inputs: Mapping[str, Clip | Path],
        context: Context,
        patience: float | None = None,
    ) -> Iterator[numpy.ndarray | bytes]:
        """What it makes, frames `(height, width, 3)` uint8 sRGB or the bytes of a file of tensors.

        `patience` is for how many seconds a process of its own may be silent.
        """
        apart = _apart(self._generator)
        if patience is not None and apart is not None:
            return apart.run(stage, inputs, context, patience)
        return self._generator.run(stage, inputs, context)

    def code(self) -> tuple[Path, ...]:
        """The files of its modules that a process of its own has imported."""
        return self._generator.code() if has_power(self._generator, HasCode) else ()

    def close(self) -> None:
        """Let it go of models and memory."""
        self._asked("close")

    def _typed(self, name: str, found: object, kind: type[Answered]) -> Answered:
        if not isinstance(found, kind):
            raise self._wrong(name, found)
        return found

    def _wrong(self, name: str, found: object) -> GeneratorError:
        return GeneratorError(
            f"the generator '{self.name}' of {self._package} answers {name}() with "
            f"{type(found).__name__}, which is not what it is to answer"
        )

    def _asked(self, name: str, *arguments: object) -> Any:
        try:
            # what a plugin prints never meets the JSON of a command
            with redirect_stdout(sys.stderr):
                return getattr(self._generator, name)(*arguments)
        except VfcError:
            raise
        except (Exception, SystemExit) as error:
            raise GeneratorError(
                f"the generator '{self.name}' of {self._package} fails in {name}(): "
                f"{type(error).__name__}: {in_a_line(error)}"
            ) from error


def _set_apart(generator: object) -> None:
    if has_power(generator, RunsApart):
        generator.apart = True


def _apart(generator: object) -> RunsApart | None:
    return generator if has_power(generator, RunsApart) and generator.apart else None


class Registry:
    """The installed generators by name; each is made once, when it is first asked for.

    What other packages bring works in processes of its own, and so do diffusion models; what is
    added, and previs, in this one. `stop` is set once the user has stopped the build.
    GeneratorError, naming both packages, where two claim one name.
    """

    def __init__(self, points: Iterable[EntryPoint] | None = None):
        self._points: dict[str, EntryPoint] = {}
        self._made: dict[str, Guarded] = {}
        self._models: dict[tuple[str, Options], Model | None] = {}
        self._folder: Path | None = None
        self._digest: Callable[[Path], str] | None = None
        self._prices: tuple[FilmPrice, ...] = ()
        self.stop = threading.Event()
        for point in _points() if points is None else points:
            other = self._points.get(point.name)
            if other is not None and other.value != point.value:
                raise GeneratorError(
                    f"two packages claim the generator '{point.name}': {_package(other)} and "
                    f"{_package(point)}; uninstall one of them"
                )
            self._points[point.name] = point

    def set_film_folder(self, folder: Path, digest: Callable[[Path], str]) -> None:
        """Say where the film lies, and how the digest of a file's bytes is got, before any
        generator is asked.
        """
        self._folder, self._digest = folder, digest
        for generator in self._made.values():
            generator.set_film_folder(folder, digest)

    def set_prices(self, prices: tuple[FilmPrice, ...]) -> None:
        """Say what the film's text knows of prices, before any generator is asked for one."""
        self._prices = prices
        for generator in self._made.values():
            generator.set_prices(prices)

    def _guarded(self, name: str, generator: Generator) -> Guarded:
        guarded = Guarded(generator, lambda: self.package(name))
        if self._folder is not None and self._digest is not None:
            guarded.set_film_folder(self._folder, self._digest)
        guarded.set_prices(self._prices)
        return guarded

    def model(self, name: str, options: Options) -> Model | None:
        """The weights that a generator works with under these options, found once; None where it
        has none.

        GeneratorError where they are not here and cannot be found.
        """
        wanted = name, options
        if wanted not in self._models:
            generator = self.get(name)
            self._models[wanted] = generator.model(options) if generator is not None else None
        return self._models[wanted]

    def names(self) -> tuple[str, ...]:
        """The names of all installed generators, sorted."""
        return tuple(sorted(self._points.keys() | self._made.keys()))

    def add(self, generator: Generator) -> None:
        """Add a generator that is no entry point, such as one that a Python user has written just
        now; GeneratorError where another has its name.
        """
        if generator.name in self.names():
            raise GeneratorError(f"the generator '{generator.name}' is there already")
        self._made[generator.name] = self._guarded(generator.name, generator)

    def package(self, name: str) -> str:
        """The package that brings a generator, and its version."""
        return _package(self._points[name]) if name in self._points else "this program"

    def code(self, names: Iterable[str]) -> tuple[Path, ...]:
        """The files of the plugins' modules that were imported for these generators; none of vfc's
        own.
        """
        return tuple(
            sorted(
                {path for name in names if name in self._made for path in self._made[name].code()}
            )
        )

    def get(self, name: str) -> Guarded | None:
        """The generator of this name, or None where none is installed; GeneratorError where it
        cannot be loaded.
        """
        if name not in self._made and name in self._points:
            self._made[name] = self._guarded(name, self._load(self._points[name]))
        return self._made.get(name)

    def installed(self, name: str) -> Guarded:
        """The generator of this name; GeneratorError where none is installed or it cannot be
        loaded.
        """
        found = self.get(name)
        if found is None:
            raise GeneratorError(f"no generator '{name}' is installed")
        return found

    def _load(self, point: EntryPoint) -> Generator:
        if point.module.partition(".")[0] == "vfc":
            made: Generator = point.load()()
            _set_apart(made)
        else:
            from vfc.generators.apart import Apart  # films that use none of them pay for none of it

            made = Apart(point, f"the generator '{point.name}' of {_package(point)}", self.stop)
        if (
            not isinstance(getattr(made, "version", None), int)
            or getattr(made, "name", "") != point.name
        ):
            raise GeneratorError(
                f"the generator '{point.name}' of {_package(point)} has no integer version, "
                f"or calls itself something else"
            )
        return made

    def close(self) -> None:
        """Let every generator that was used go of its models."""
        for generator in self._made.values():
            generator.close()


def _points() -> tuple[EntryPoint, ...]:
    """The entry points of what is installed; a process looks again once a folder of packages has
    changed, and each time while one has just changed, for a clock may tell two changes as one.
    """
    folders = tuple((each, _changed(each)) for each in sys.path)
    newest = max((at for _, at in folders if at is not None), default=0)
    if time.time_ns() - newest < SETTLED:
        return tuple(entry_points(group=ENTRY_POINTS))
    return _found(folders)


@lru_cache(maxsize=1)
def _found(_: tuple[tuple[str, int | None], ...]) -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group=ENTRY_POINTS))


def _changed(folder: str) -> int | None:
    try:
        return os.stat(folder or os.curdir).st_mtime_ns
    except OSError:
        return None


def _package(point: EntryPoint) -> str:
    try:
        return " ".join(_names(point.dist)) if point.dist else point.value
    except (OSError, LookupError, AttributeError, TypeError):  # installed without what names it
        return point.value


def _names(package: Distribution) -> tuple[str, str]:
    """The name and the version of an installed package, by the head of its metadata alone: all of
    it, which has a README in it, takes 12 ms to parse.
    """
    text = package.read_text("METADATA") or package.read_text("PKG-INFO") or ""
    said = dict(
        line.split(": ", 1) for line in text.split("\n\n", 1)[0].split("\n") if ": " in line
    )
    return said["Name"], said["Version"]
