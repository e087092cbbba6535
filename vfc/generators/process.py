"""A worker process from vfc's side: what it answers, how it ends, and for how long its silence is
borne.

A crash is the failure of what it was asked for. It ends with vfc, however that ends; a stop is
passed on, and one that does not heed it within a second is ended, with every process that it began.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

import vfc.errors
from vfc.errors import GeneratorError, RefusedError, Stopped, TextError, VfcError
from vfc.generators.api import Clip, Context, Entries, Stage, WaitingContext, has_power
from vfc.generators.secrets import open_environment
from vfc.generators.wire import Message, Wire

if TYPE_CHECKING:
    import numpy

# seconds without a frame, progress or a question, while a picture is made; a model may load so long
PATIENCE = 3600.0
ASKED = 120.0  # likewise of what a plan asks
GRACE = 1.0  # seconds that a stop is waited for
CLOSED = 3.0  # seconds in which a process ends whose sockets are closed
START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from vfc.generators.worker import "
    "main; main(sys.argv[2:])"
)

LOADING = "while it was loaded"

Heed = Callable[[], None]

Last = TypeVar("Last")
# frames or bytes as they come, then what was said last
WorkerOutput = Generator["numpy.ndarray | bytes", None, Last]


@runtime_checkable
class Metered(Protocol):
    """A context that counts the seconds of processor time that another process worked for its
    step.
    """

    cpu: float


class Worker:
    """One process with a generator in it, and one request at a time in each of its `lanes`.

    `who` names it in a sentence. GeneratorError where the generator cannot be loaded.
    """

    def __init__(
        self,
        who: str,
        value: str,
        *,
        lanes: int = 1,
        heed: Heed = lambda: None,
        environment: Mapping[str, str] | None = None,
    ):
        self.who = who
        self._process, self._life, ends = _started(lanes, environment)
        self._wires = [Wire(end, plain=True) for end in ends]
        self._end = weakref.finalize(self, _ended, self._process, [self._life, *ends])
        try:
            found = self._talk(0, ("load", value), _Listener(self, LOADING, ASKED, heed))
        except BaseException:
            self.end()
            raise
        (
            self.name,
            self.version,
            self.near,
            self.build,
            self.credits,
            self.methods,
            self.base,
            self.code,
        ) = found

    @property
    def lost(self) -> bool:
        """Whether the process has ended."""
        return _is_gone(self._process)

    def ask(
        self,
        method: str,
        arguments: tuple,
        *,
        folder: Path | None,
        heed: Heed,
        patience: float | None = None,
        digest: Callable[[Path], str] | None = None,
        report: Callable[..., None] | None = None,
    ) -> Any:
        """What a method of the generator returns."""
        listener = _Listener(
            self, f"in {method}()", patience or ASKED, heed, answers={"digest": digest}, told=report
        )
        value, self.code = self._talk(0, ("ask", folder, method, arguments), listener)
        return value

    def _talk(self, lane: int, message: Message, listener: _Listener) -> Message:
        frames = self._stage(lane, message, listener)
        while True:
            try:
                next(frames)
            except StopIteration as last:
                return last.value

    def run(
        self,
        lane: int,
        stage: object,
        inputs: Mapping[str, Clip | Path],
        context: Context,
        *,
        folder: Path | None,
        digest: Callable[[Path], str] | None = None,
        patience: float = PATIENCE,
    ) -> Iterator[numpy.ndarray | bytes]:
        """What a stage, or whatever else it is asked for, yields; its environment goes into the
        context.
        """
        listener = _Listener(
            self,
            "",
            patience,
            answers={
                "digest": digest,
                "scratch": lambda _: context.scratch,
                "waiting": lambda text: _waiting(context).waiting(text),
                "again": lambda _: _waiting(context).again,
                "journal": lambda asked: _journal(_waiting(context).journal, *asked),
            },
            context=context,
            frames=max(1, stage.request.frames) if isinstance(stage, Stage) else 1,
        )
        environment, cpu, self.code = yield from self._stage(
            lane, ("run", folder, stage, dict(inputs)), listener
        )
        context.environment.update(environment)
        if isinstance(context, Metered):
            context.cpu += cpu

    def _stage(self, lane: int, message: Message, listener: _Listener) -> WorkerOutput[Message]:
        wire = self._wires[lane]
        try:
            wire.send(message, waiting=listener.waiting)
            found = yield from listener.heard(wire)
        except (EOFError, OSError) as lost:
            listener.heed()  # raises where a stop has ended it
            raise GeneratorError(f"{self.who} {self._ending()}{listener.where}") from lost
        except pickle.UnpicklingError as value:
            self.end()
            raise GeneratorError(
                f"{self.who} answers with what is no plain value{listener.where}: {value}"
            ) from None
        except BaseException:  # a stop, or nobody wants the rest
            self._cancel(wire)
            raise
        if isinstance(found, Exception):
            raise found
        return found

    def _cancel(self, wire: Wire) -> None:
        """Pass a stop on, and end the process unless it heeds it, or where it has not even taken
        its request.
        """
        if wire.torn:
            self.end()
            return
        until = time.monotonic() + GRACE

        def late() -> None:
            if time.monotonic() > until or self.lost:
                raise EOFError

        with suppress(EOFError, OSError, pickle.UnpicklingError):
            wire.send(("stop",), waiting=late)
            while wire.receive(late)[0][0] not in ("done", "failed", "stopped", "answer"):
                late()
            return
        self.end()

    def _ending(self) -> str:
        if not self._end.alive:
            return "was ended with what went on beside it"
        until = time.monotonic() + CLOSED
        while not self.lost and time.monotonic() < until:
            time.sleep(0.01)
        closed = not self.lost
        self.end()
        return "closed its connection to vfc" if closed else ending(self._process.returncode)

    def end(self) -> None:
        """End the process at once, and what it began; checkpoints outlive it."""
        self._end()


def _waiting(context: Context) -> WaitingContext:
    """A context of a step that asks others; GeneratorError of one that cannot."""
    if not has_power(context, WaitingContext):
        raise GeneratorError("there is no journal here, so nothing is asked of others")
    return context


def _journal(journal: Entries, asked: str, *facts: Any) -> object:
    """What a worker asks of its step's journal."""
    match asked:
        case "name":
            return journal.key, journal.label
        case "read":
            return journal.read()
        case "all":
            return list(journal.all())
        case "turn":
            service, most = facts
            return journal.turn(str(service), int(most))
        case _:
            event, more = facts
            return journal.add(str(event), **more)


class _Listener:
    """Who hears one request out."""

    def __init__(
        self,
        worker: Worker,
        where: str,
        patience: float,
        heed: Heed | None = None,
        *,
        answers: Mapping[str, Callable | None] | None = None,
        told: Callable[..., None] | None = None,
        context: Context | None = None,
        frames: int = 1,
    ):
        self.where = f" {where}" if where else ""
        self._worker, self._patience, self._context, self._told = worker, patience, context, told
        self._answers = answers or {}
        self._at = 0, frames
        self.heed = heed or self._tell
        self._since = time.monotonic()
        self._first = self._busy = 0.0

    def _tell(self) -> None:
        if self._context is not None:
            self._context.progress(*self._at)

    def heard(self, wire: Wire) -> WorkerOutput[Message | Exception]:
        """Yield what is made; return the last message's values, or the error that it ended with."""
        while True:
            message, data = wire.receive(self.waiting)
            self._heed()
            if message[0] != "beat":
                self._since, self._first = time.monotonic(), 0.0
            match message:
                case ("beat", seconds):
                    self._first, self._busy = self._first or seconds, seconds
                case ("frame", shape, dtype):
                    yield _frame(shape, dtype, data)
                    self._since = time.monotonic()
                case ("bytes",):
                    yield bytes(data)
                    self._since = time.monotonic()
                case ("progress", done, total):
                    self._at = done, total
                    self.heed()
                case ("told", *told):
                    if self._told is not None:
                        self._told(*told)
                case ("question", what, argument):
                    wire.send(("answer", self._answer(what, argument)), waiting=self.waiting)
                case ("stopped",):
                    return Stopped("stopped")
                case ("failed", kind, text, trace):
                    return self._failed(kind, text, trace)
                case _:
                    return tuple(message[1:])

    def _answer(self, what: str, argument: object) -> object:
        answer = self._answers.get(what)
        if answer is None:
            raise pickle.UnpicklingError(f"a question for its {what}, which nobody knows")
        return answer(argument)

    def waiting(self) -> None:
        """Called now and then while the process neither hears nor answers; raises where that was
        borne long enough.
        """
        self._heed()
        if self._worker.lost:
            raise EOFError

    def _heed(self) -> None:
        """Raise Stopped once the user has stopped the build, GeneratorError where silence was borne
        long enough.
        """
        self.heed()
        if time.monotonic() - self._since > self._patience:
            self._worker.end()
            raise GeneratorError(
                f"{self._worker.who} was ended: it told no progress for "
                f"{_length(self._patience)}{self.where}, and used {self._busy - self._first:.0f} s "
                f"of processor time; give it more 'patience' if it needs longer"
            )

    def _failed(self, kind: str, text: str, trace: str) -> Exception:
        known = getattr(vfc.errors, kind, None)
        if (
            isinstance(known, type)
            and issubclass(known, VfcError)
            and known not in (TextError, RefusedError)
        ):
            return known(text)
        said = (
            f"cannot be loaded: {kind}: {text}"
            if LOADING in self.where
            else f"fails{self.where}: {kind}: {text}"
        )
        if kind == "MemoryError":
            said = f"ran out of memory{self.where}"
        error = GeneratorError(f"{self._worker.who} {said}")
        error.__cause__ = RuntimeError(trace)
        return error


def _frame(shape: Sequence[int], dtype: str, data: bytearray) -> numpy.ndarray:
    import numpy

    return numpy.frombuffer(data, dtype).reshape(shape)


def _started(
    lanes: int, environment: Mapping[str, str] | None
) -> tuple[subprocess.Popen, socket.socket, list]:
    """A process, the socket that tells it that vfc has ended, and one for each lane.

    It has a group of its own, so that what it begins can be ended with it, and a Ctrl-C is vfc's to
    pass on.
    """
    pairs = [socket.socketpair() for _ in range(lanes + 1)]
    numbers = [theirs.fileno() for _, theirs in pairs]
    paths = json.dumps([os.path.abspath(path) for path in sys.path if isinstance(path, str)])
    try:
        os.fstat(2)
        output: int = 2
    except OSError:  # no standard error is open
        output = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", START, paths, *map(str, numbers)],
            pass_fds=numbers,
            process_group=0,
            stdin=subprocess.DEVNULL,
            stdout=output,
            env=open_environment(os.environ if environment is None else environment),
        )
    finally:
        for _, theirs in pairs:
            theirs.close()
    (life, _), *others = pairs
    return process, life, [ours for ours, _ in others]


def _is_gone(process: subprocess.Popen) -> bool:
    """Whether a process has ended. It is not reaped yet, so that no other can have its number when
    its group is ended.
    """
    if process.returncode is not None or not hasattr(os, "waitid"):
        return process.poll() is not None
    try:
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return True


def _ended(process: subprocess.Popen, ends: Sequence[socket.socket]) -> None:
    if process.returncode is None:
        others = _begun_by(process.pid)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for each in others:  # daemons, which have left the group
            with suppress(ProcessLookupError, PermissionError):
                os.kill(each, signal.SIGKILL)
    for end in ends:
        end.close()


def _begun_by(process: int) -> list[int]:
    """The processes that a process began, and those that they began, where the system lists
    them.
    """
    found, waiting = [], [process]
    while waiting:
        with suppress(OSError):
            for listed in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
                waiting += map(int, listed.read_text().split())
        found += [each for each in waiting if each not in found]
    return found


def ending(code: int) -> str:
    """How a process ended, by its return code as subprocess gives it."""
    if code >= 0:
        return f"ended its process with exit code {code}"
    if -code == signal.SIGKILL:
        return "was killed by signal 9, as the system does when memory runs out"
    names = {each.value: each.name for each in signal.Signals}
    return f"crashed with signal {-code} ({names.get(-code, 'unknown')})"


def _length(seconds: float) -> str:
    return f"{seconds / 60:g} min" if seconds >= 120 else f"{seconds:g} s"
