"""The installed voices by name; each is made once, when it is first asked for.

What other packages bring works in a process of its own, as their generators do.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vfc.errors import GeneratorError, Stopped, VfcError, in_a_line
from vfc.film.facts import Options
from vfc.film.speech import RECORDING
from vfc.generators.api import Context
from vfc.generators.process import GRACE, Worker
from vfc.voices.api import ENTRY_POINTS, Voice, VoiceAbilities, VoiceRequest

if TYPE_CHECKING:
    import numpy


OWN = {  # vfc's own voices, for which no metadata is read
    name: EntryPoint(name, value, ENTRY_POINTS)
    for name, value in {
        "hibari": "vfc.voices.hibari:Hibari",
        "kokoro": "vfc.voices.kokoro:Kokoro",
        "scratch": "vfc.voices.scratch:Scratch",
    }.items()
}


class GuardedVoice:
    """A voice behind one door: whatever it raises while it is asked is told as what it is, with its
    package. What it raises while it speaks is the failure of that step.
    """

    def __init__(self, voice: Voice, package: str):
        self.name, self.version, self._voice, self._package = (
            voice.name,
            voice.version,
            voice,
            package,
        )
        self.build = str(getattr(voice, "build", None) or "")
        self._abilities: dict[Options, VoiceAbilities] = {}

    def abilities(self, options: Options) -> VoiceAbilities:
        """What it can do, asked once; GeneratorError for an answer that is none, MissingExtra where
        a part of it is not installed.
        """
        if options not in self._abilities:
            found = self._asked("abilities", options)
            if not isinstance(found, VoiceAbilities) or found.rate not in range(4000, 200_000):
                raise GeneratorError(
                    f"the voice '{self.name}' of {self._package} answers abilities() with what "
                    f"is no VoiceAbilities"
                )
            self._abilities[options] = found
        return self._abilities[options]

    def run(
        self, request: VoiceRequest, inputs: Mapping[str, Path], context: Context
    ) -> Iterator[numpy.ndarray]:
        """The sound of a line, in parts."""
        return self._voice.run(request, inputs, context)

    def code(self) -> tuple[Path, ...]:
        """The files of its modules that a process of its own has imported."""
        return self._voice.code() if isinstance(self._voice, _Apart) else ()

    def close(self) -> None:
        """Let it go of models and memory."""
        if hasattr(self._voice, "close"):
            self._asked("close")

    def _asked(self, name: str, *arguments: object) -> Any:
        try:
            # what a plugin prints never meets the JSON of a command
            with redirect_stdout(sys.stderr):
                return getattr(self._voice, name)(*arguments)
        except VfcError:
            raise
        except (Exception, SystemExit) as error:
            raise GeneratorError(
                f"the voice '{self.name}' of {self._package} fails in {name}(): "
                f"{type(error).__name__}: {in_a_line(error)}"
            ) from error


class VoiceRegistry:
    """The voices that are installed, and those that a Python user adds. `stop` is set once the user
    has stopped the build. GeneratorError, naming both packages, where two claim one name.
    """

    def __init__(self, added: Sequence[Voice] = (), points: Iterable[EntryPoint] | None = None):
        self.stop = threading.Event()
        self._points = dict(OWN)
        self._added = {voice.name: voice for voice in added}
        self._made: dict[str, GuardedVoice] = {}
        self._given = points
        self._read = False

    def _entries(self) -> dict[str, EntryPoint]:
        """The entry points, read when a film first asks for a voice that is not vfc's."""
        if not self._read:
            self._read = True
            found = entry_points(group=ENTRY_POINTS) if self._given is None else self._given
            for point in found:
                other = self._points.get(point.name)
                if other is not None and other.value != point.value:
                    raise GeneratorError(
                        f"two packages claim the voice '{point.name}': {_package(other)} and "
                        f"{_package(point)}; uninstall one of them"
                    )
                self._points[point.name] = point
        return self._points

    def names(self) -> tuple[str, ...]:
        """The names of all voices, sorted."""
        return tuple(sorted({*self._entries(), *self._added} - {RECORDING}))

    def package(self, name: str) -> str:
        """The package that brings a voice, and its version."""
        if name in OWN:
            return "vfc"
        return "this program" if name in self._added else _package(self._entries()[name])

    def get(self, name: str) -> GuardedVoice | None:
        """The voice of this name, or None where none is installed; GeneratorError where it cannot
        be loaded.
        """
        if name not in self._made:
            if name in self._added:
                self._made[name] = GuardedVoice(self._added[name], "this program")
            elif (point := OWN.get(name) or self._entries().get(name)) is not None:
                self._made[name] = GuardedVoice(self._load(point), _package(point))
        return self._made.get(name)

    def _load(self, point: EntryPoint) -> Voice:
        who = f"the voice '{point.name}' of {_package(point)}"
        own = point.module.partition(".")[0] == "vfc"
        made: Voice = point.load()() if own else _Apart(point, who, self.stop)
        if not isinstance(getattr(made, "version", None), int) or made.name != point.name:
            raise GeneratorError(f"{who} has no integer version, or calls itself something else")
        return made

    def code(self, names: Iterable[str]) -> tuple[Path, ...]:
        """The files of the plugins' modules that were imported for these voices; none of vfc's
        own.
        """
        made = (self._made[name] for name in names if name in self._made)
        return tuple(sorted({path for each in made for path in each.code()}))

    def close(self) -> None:
        """Let every voice that spoke go of its models, and end its process."""
        for voice in self._made.values():
            voice.close()


class _Apart:
    """A voice that a package brings, in a process of its own; one that has ended is followed by a
    fresh one.
    """

    def __init__(self, point: EntryPoint, who: str, stop: threading.Event):
        self._point, self._who, self._stop = point, who, stop
        self._worker: Worker | None = None
        self._lock = threading.Lock()
        self._files: set[str] = set()
        worker = self._ready()
        self.name, self.version, self.build = worker.name, worker.version, worker.build or ""

    def abilities(self, options: Options) -> VoiceAbilities:
        """What it can do with these options."""
        with self._lock:
            worker = self._ready()
            found = worker.ask("abilities", (options,), folder=None, heed=self._heed())
            self._files |= set(worker.code)
            return found

    def run(
        self, request: VoiceRequest, inputs: Mapping[str, Path], context: Context
    ) -> Iterator[numpy.ndarray]:
        """What it yields; GeneratorError where its process ends."""
        with self._lock:
            worker = self._ready()
            for part in worker.run(0, request, inputs, context, folder=None):
                if isinstance(part, bytes):
                    raise GeneratorError(f"{self._who} yields bytes, and not sound")
                yield part
            self._files |= set(worker.code)

    def code(self) -> tuple[Path, ...]:
        """The files of its modules that its process has imported."""
        return tuple(sorted(map(Path, self._files)))

    def close(self) -> None:
        """End its process."""
        if self._worker is not None:
            self._worker.end()

    def _ready(self) -> Worker:
        if self._worker is None or self._worker.lost:
            if self._worker is not None:
                self._worker.end()
            self._worker = Worker(self._who, self._point.value, heed=self._heed())
        self._files |= set(self._worker.code)
        return self._worker

    def _heed(self):
        began = time.monotonic()

        def heed() -> None:
            if self._stop.is_set() and time.monotonic() - began > GRACE:
                raise Stopped("stopped")

        return heed


def _package(point: EntryPoint) -> str:
    try:
        return f"{point.dist.name} {point.dist.version}" if point.dist else point.value
    except (OSError, LookupError, AttributeError):  # it is installed without what names it
        return point.value
