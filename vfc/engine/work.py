"""One step run to its end: inputs verified, the action called, the artifact kept with its trace."""

from __future__ import annotations

import os
import shutil
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from vfc.errors import StepError, Stopped, VfcError
from vfc.plan.step import Step
from vfc.store.api import Store, Trace

Action = Callable[[Step, Mapping[str, Path], "StepContext"], Path]


class FilmFile(NamedTuple):
    """A file of the film, and its size and time when the plan was made; of numbered pictures, all of them."""

    path: Path
    size: int
    mtime: int  # nanoseconds
    members: tuple[FilmFile, ...] = ()


class StepContext:
    """What a running step is handed: where to write, its scratch folder, the film's files, progress and the stop."""

    def __init__(self, folder: Path, scratch: Callable[[], Path], files: Mapping[str, FilmFile],
                 told: Callable[[int, int], None], stop: threading.Event):
        self.out = folder / "artifact"
        self.environment: dict[str, str] = {}
        self._scratch, self._files, self._told, self._stop = scratch, files, told, stop
        self._read: set[FilmFile] = set()

    @property
    def scratch(self) -> Path:
        """A folder of this step's own that outlives a killed build."""
        return self._scratch()

    def progress(self, done: int, total: int) -> None:
        """Tell how far the step is; raises Stopped once the user has stopped the build."""
        if self._stop.is_set():
            raise Stopped("stopped")
        self._told(done, total)

    def file(self, digest: str) -> Path:
        """The film's file of this digest; StepError where it is not known here, or is another than was planned with."""
        file = self._files.get(digest)
        if file is None:
            raise StepError(f"a file of the film (digest {digest[:12]}) is not here")
        self._read.add(file)
        self.check_files()
        return file.path

    def check_files(self) -> None:
        """Raise StepError where a file changed since the plan was made: what is made of it is of no known version."""
        for file in (each for read in self._read for each in read.members or (read,)):
            if _numbers(file.path) != (file.size, file.mtime):
                raise StepError(f"{file.path.name} changed after the build began; build again")


def _numbers(path: Path) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except OSError as error:
        raise StepError(f"{path.name} cannot be read: {error.strerror}") from error
    return found.st_size, found.st_mtime_ns


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a step ended: with a trace (`found`: another process had made it), stopped, or with an error."""

    trace: Trace | None = None
    found: bool = False
    stopped: bool = False
    error: str = ""
    details: str = ""
    lost: tuple[str, ...] = field(default=())  # keys of inputs that left the store
    seconds: float = 0.0
    cpu: float = 0.0  # seconds of the step's own thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What every step of one build shares."""

    actions: Mapping[str, Action]
    store: Store
    files: Mapping[str, FilmFile]
    stop: threading.Event

    def run(self, step: Step, inputs: Mapping[str, Trace], told: Callable[[int, int], None], *, again: bool) -> Done:
        """Make one step; never raises. `inputs` are the traces of what it uses; `again` ignores what stands."""
        started = time.monotonic()
        try:
            with self.store.lease(step.key):
                return self._make(step, inputs, told, again, started)
        except Stopped:
            return Done(stopped=True, seconds=time.monotonic() - started)
        except VfcError as error:
            trace = traceback.format_exc() if error.__cause__ is not None else ""
            return Done(error=str(error), details=trace, seconds=time.monotonic() - started)
        except MemoryError:
            return Done(error="out of memory", seconds=time.monotonic() - started)
        except BaseException as error:  # a plugin or a library may raise anything, even SystemExit; a build goes on
            return Done(error=f"{type(error).__name__}: {error}", details=traceback.format_exc(),
                        seconds=time.monotonic() - started)

    def _make(self, step: Step, inputs: Mapping[str, Trace], told, again: bool, started: float) -> Done:
        wanted = tuple((use.role, inputs[use.key].output) for use in step.uses)
        other = None if again else self._made_meanwhile(step, wanted)
        if other is not None:
            return Done(trace=other, found=True)
        paths = {use.role: self.store.path(inputs[use.key].output) for use in step.uses}
        if lost := self._lost(step, inputs):
            return Done(lost=lost)
        began = time.thread_time()
        try:
            trace = self._act(step, wanted, paths, told, started)
        except Stopped:
            raise
        except Exception:
            if lost := self._lost(step, inputs):  # somebody took them away while they were read
                return Done(lost=lost)
            raise
        return Done(trace=trace, seconds=trace.seconds, cpu=time.thread_time() - began)

    def _lost(self, step: Step, inputs: Mapping[str, Trace]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(use.key for use in step.uses if self.store.path(inputs[use.key].output) is None))

    def _made_meanwhile(self, step: Step, wanted: tuple) -> Trace | None:
        for trace in self.store.traces([step.key]).get(step.key, ()):
            if trace.inputs == wanted and self.store.path(trace.output) is not None:
                return trace
        return None

    def _act(self, step: Step, wanted: tuple, paths: Mapping[str, Path], told, started: float) -> Trace:
        folder = self.store.draft()
        try:
            context = StepContext(folder, lambda: self.store.scratch(step.key), self.files, told, self.stop)
            made = self.actions[step.kind](step, paths, context)
            context.check_files()
            trace = Trace(key=step.key, label=step.label, content=step.content, inputs=wanted,
                          seconds=time.monotonic() - started, environment=_json(context.environment), made=time.time())
            kept = self.store.keep(made, trace)
            self.store.drop_scratch(step.key)
            return kept
        except OSError as error:
            raise StepError(f"{error.strerror or error}") from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _json(environment: Mapping[str, str]) -> str:
    import json

    return json.dumps(dict(environment), sort_keys=True)
