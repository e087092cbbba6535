"""One step run to its end: inputs verified as they are read, the action called, the artifact kept
with its trace.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from vfc.errors import StepError, Stopped, StoreError, VfcError
from vfc.files import replacing
from vfc.recipes.step import Step
from vfc.store.api import PIECES, StepJournal, Store, Trace
from vfc.store.objects import hash_bytes, hash_file

EACH = 1.0  # seconds from one preview to the next
Action = Callable[[Step, Mapping[str, Path], "StepRun"], Path]
ReportProgress = Callable[[int, int], None]  # how far a step is: done, of so many
# a piece's text, where it may be written, what writes it; its file and its digest
Pieces = Callable[[str, Path, Callable[[Path], None]], tuple[Path, str]]


class FilmFile(NamedTuple):
    """A file of the film, its bytes' digest and its numbers when the plan was made; of numbered
    pictures, all of them.

    The numbers are size, modification and change time in nanoseconds, inode.
    """

    path: Path
    digest: str = ""
    numbers: tuple[int, int, int, int] = (0, 0, 0, 0)
    members: tuple[FilmFile, ...] = ()


class StepRun:
    """What a running step is handed: where to write, its scratch folder, the film's files, progress
    and the stop.
    """

    def __init__(
        self,
        folder: Path,
        scratch: Callable[[], Path],
        files: Mapping[str, FilmFile],
        report: ReportProgress,
        stop: threading.Event,
        hashed: set[FilmFile] | None = None,
        journal: Callable[[], StepJournal] | None = None,
        again: bool = False,
        waits: Callable[[str], None] | None = None,
        pieces: Pieces | None = None,
        key: str = "",
    ):
        self._preview, self._seen = folder / f"preview-{key}.jpg", 0.0
        self.out = folder / "artifact"
        self._pieces = pieces
        self.again = again  # whether somebody said that it is to be asked for anew
        self.environment: dict[str, str] = {}
        self.notes: list[str] = []  # what to tell of the making, in a line each
        self.cpu = 0.0  # seconds of processor time that another process worked for this step
        self._scratch, self._files, self._told, self._stop = scratch, files, report, stop
        self._journal, self._waits = journal, waits
        self._read: set[FilmFile] = set()
        # files of the film whose bytes were hashed in this build
        self._hashed: set[FilmFile] = set() if hashed is None else hashed

    @property
    def scratch(self) -> Path:
        """A folder of this step's own that outlives a killed build."""
        return self._scratch()

    @property
    def journal(self) -> StepJournal:
        """What was asked of others for this step; StoreError where nothing can be written down."""
        if self._journal is None:
            raise StoreError("there is no journal here, so nothing is asked of others")
        return self._journal()

    def piece(self, text: str, make: Callable[[Path], None]) -> Path:
        """A piece of what is made, by all that decides it: the one that the store keeps, or else
        the one that `make` writes now, which is kept; StoreError where nothing is.
        """
        if self._pieces is None:
            raise StoreError("there is no store here, so no piece is kept")
        path, digest = self._pieces(text, self.out.with_name("piece"), make)
        known = self.environment.get(PIECES, "")
        if digest not in known:
            self.environment[PIECES] = f"{known} {digest}".strip()
        return path

    def progress(self, done: int, total: int) -> None:
        """Tell how far the step is; raises Stopped once the user has stopped the build."""
        self._heed()
        self._told(done, total)

    def preview(self, draw: Callable[[], bytes]) -> None:
        """Let whoever looks on see what is being made: a JPEG, drawn once a second at most. It lies
        beside the draft and goes with it; one that cannot be written is none.
        """
        now = time.monotonic()
        if now - self._seen >= EACH:
            self._seen = now
            with suppress(OSError), replacing(self._preview) as file:
                file.write(draw())

    def waiting(self, text: str) -> None:
        """Tell what the step waits for; raises Stopped once the user has stopped the build."""
        self._heed()
        if self._waits is not None:
            self._waits(text)

    def _heed(self) -> None:
        if self._stop.is_set():
            raise Stopped("stopped")

    def file(self, digest: str) -> Path:
        """The film's file of this digest; StepError where it is not known here, or is another than
        was planned with.
        """
        file = self._files.get(digest)
        if file is None:
            raise StepError(f"a file of the film (digest {digest[:12]}) is not here")
        members = file.members or (file,)
        self._read.update(members)
        self._check_numbers(members)
        return file.path

    def check_files(self) -> None:
        """Raise StepError where a file is another than the plan was made with; its bytes are hashed
        once they were used.
        """
        self._check_numbers(self._read)
        for file in self._read - self._hashed:
            if hash_file(file.path) != file.digest:
                raise _changed(file)
            self._hashed.add(file)
        self._check_numbers(self._read)

    def _check_numbers(self, files: Iterable[FilmFile]) -> None:
        for file in files:
            if _numbers(file.path) != file.numbers:
                raise _changed(file)


def _numbers(path: Path) -> tuple[int, int, int, int]:
    try:
        found = os.stat(path)
    except OSError as error:
        raise StepError(f"{path.name} cannot be read: {error.strerror}") from error
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _changed(file: FilmFile) -> StepError:
    return StepError(f"{file.path.name} changed after the build began; build again")


class _InputsLost(Exception):
    """Artifacts that a step read are gone or damaged: `keys` of the steps that made them."""

    def __init__(self, keys: tuple[str, ...]):
        super().__init__(keys)
        self.keys = keys


def _refuse_lost(keys: Iterable[str]) -> None:
    lost = tuple(dict.fromkeys(keys))
    if lost:
        raise _InputsLost(lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a step ended: with a trace (`reused`: another process had made it), stopped, or with an
    error.
    """

    trace: Trace | None = None
    reused: bool = False
    stopped: bool = False
    error: str = ""
    details: str = ""
    notes: tuple[str, ...] = ()
    lost: tuple[str, ...] = field(default=())  # keys of inputs that left the store
    seconds: float = 0.0
    cpu: float = 0.0  # seconds of the step's own thread, and of another process that works for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What every step of one build shares."""

    act: Action
    store: Store
    files: Mapping[str, FilmFile]
    stop: threading.Event
    hashed: set[FilmFile] = field(default_factory=set[FilmFile])
    film: str = ""  # its name within the store
    resend: Callable[[str], bool] | None = None  # whether a label is to be asked for anew
    waits: Callable[[str, str], None] | None = None  # hears what a label waits for

    def run(
        self, step: Step, inputs: Mapping[str, Trace], report: ReportProgress, *, again: bool
    ) -> Done:
        """Make one step; never raises. `inputs` are the traces of what it uses; `again` ignores
        what stands.
        """
        started = time.monotonic()
        try:
            with self.store.lease(step.key):
                return self._make(step, inputs, report, again, started)
        except Stopped:
            return Done(stopped=True, seconds=time.monotonic() - started)
        except VfcError as error:
            trace = traceback.format_exc() if error.__cause__ is not None else ""
            return Done(error=str(error), details=trace, seconds=time.monotonic() - started)
        except MemoryError:
            return Done(error="out of memory", seconds=time.monotonic() - started)
        # a plugin or a library may raise anything, even SystemExit; a build goes on
        except BaseException as error:
            return Done(
                error=f"{type(error).__name__}: {error}",
                details=traceback.format_exc(),
                seconds=time.monotonic() - started,
            )

    def _make(
        self,
        step: Step,
        inputs: Mapping[str, Trace],
        told: ReportProgress,
        again: bool,
        started: float,
    ) -> Done:
        wanted = tuple((use.role, inputs[use.key].output) for use in step.uses)
        other = None if again else self._made_meanwhile(step, wanted)
        if other is not None:
            return Done(trace=other, reused=True)
        began = time.thread_time()
        try:
            trace, context = self._act(
                step, inputs, self._paths(step, inputs), told, started, again
            )
        except _InputsLost as gone:
            return Done(lost=gone.keys)
        return Done(
            trace=trace,
            seconds=trace.seconds,
            notes=tuple(context.notes),
            cpu=min(trace.seconds, time.thread_time() - began + context.cpu),
        )

    def _paths(self, step: Step, inputs: Mapping[str, Trace]) -> dict[str, Path]:
        """The file of each input by its role, its bytes hashed now; raises _InputsLost where one is
        gone or damaged.
        """
        found = {
            digest: self.store.path(digest, fresh=True)
            for digest in dict.fromkeys(inputs[use.key].output for use in step.uses)
        }
        here = {digest: path for digest, path in found.items() if path is not None}
        _refuse_lost(use.key for use in step.uses if inputs[use.key].output not in here)
        return {use.role: here[inputs[use.key].output] for use in step.uses}

    def _check_inputs(self, step: Step, inputs: Mapping[str, Trace]) -> None:
        """Raise _InputsLost where an artifact is gone, or has other bytes than those that were
        hashed when it was read.
        """
        _refuse_lost(
            use.key for use in step.uses if self.store.path(inputs[use.key].output) is None
        )

    def _made_meanwhile(self, step: Step, wanted: tuple[tuple[str, str], ...]) -> Trace | None:
        for trace in self.store.traces([step.key]).get(step.key, ()):
            if trace.inputs == wanted and self.store.path(trace.output) is not None:
                return trace
        return None

    def _act(
        self,
        step: Step,
        inputs: Mapping[str, Trace],
        paths: Mapping[str, Path],
        told: ReportProgress,
        started: float,
        again: bool,
    ) -> tuple[Trace, StepRun]:
        """The trace of what is made, and what was told and used on the way."""
        folder = self.store.draft()
        try:
            context = StepRun(
                folder,
                lambda: self.store.scratch(step.key),
                self.files,
                told,
                self.stop,
                self.hashed,
                lambda: self.store.journal(step.key, step.label, self.film),
                again or bool(self.resend and self.resend(step.label)),
                partial(self.waits, step.label) if self.waits else None,
                partial(self._piece, step),
                step.key,
            )
            made = self._made(step, inputs, paths, context)
            trace = Trace(
                key=step.key,
                label=step.label,
                content=step.content,
                inputs=tuple((use.role, inputs[use.key].output) for use in step.uses),
                seconds=time.monotonic() - started,
                environment=_json(context.environment),
                made=time.time(),
            )
            kept = self.store.keep(made, trace)
            self.store.drop_scratch(step.key)
            return kept, context
        except OSError as error:
            raise StepError(f"{error.strerror or error}") from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _piece(
        self, step: Step, text: str, draft: Path, make: Callable[[Path], None]
    ) -> tuple[Path, str]:
        """A piece of a step, as the store keeps it."""
        key = hash_bytes(text.encode())
        for trace in self.store.traces([key]).get(key, ()):
            path = self.store.path(trace.output)
            if path is not None:
                return path, trace.output
        make(draft)
        kept = self.store.keep(
            draft, Trace(key=key, label=step.label, content=text, inputs=(), made=time.time())
        )
        path = self.store.path(kept.output)
        if path is None:
            raise StoreError(f"a piece of {step.label} left the store while it was used")
        return path, kept.output

    def _made(
        self, step: Step, inputs: Mapping[str, Trace], paths: Mapping[str, Path], context: StepRun
    ) -> Path:
        """What the action makes, of inputs that were sound to its end: what was made of others is
        never kept.
        """
        try:
            made = self.act(step, paths, context)
        except Stopped:
            raise
        except Exception:
            # somebody took them away, or damaged them, while they were read
            self._check_inputs(step, inputs)
            raise
        self._check_inputs(step, inputs)
        context.check_files()
        return made


def _json(environment: Mapping[str, str]) -> str:
    import json

    return json.dumps(dict(environment), sort_keys=True)
