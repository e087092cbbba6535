"""The process that a generator works in; `process` is its other side, and says what it is told and
answers.

Told ("load", entry point), ("ask", folder, method, arguments) and ("run", folder, stage,
inputs) it answers with ("frame", shape, dtype) or ("bytes",) with bytes beside them, ("progress",
done, total), ("told", name, here, total), ("question", what, argument), and at last ("ready", ...),
("answer", value, code), ("done", environment, seconds, code), ("stopped",) or ("failed", kind,
text, trace). A thread tells ("beat", seconds of processor time) meanwhile.
"""

from __future__ import annotations

import fcntl
import os
import pickle
import resource
import select
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any

from vfc.errors import Stopped
from vfc.generators.api import Clip, PictureGenerator
from vfc.generators.wire import Wire

METHODS = (
    "abilities",
    "stages",
    "model",
    "standing",
    "fetch",
    "note",
    "reading",
    "environment",
    "lanes",
    "price",
    "keys",
    "offers",
    "cancel",
    "reached",
    "close",
    "folder",
)
BEAT = 1.0  # seconds
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)


def main(numbers: list[str]) -> None:
    """Serve each lane until its socket is closed; the first number is that of the socket that tells
    vfc's end.
    """
    life, *lanes = [int(number) for number in numbers]
    for number in (life, *lanes):
        os.set_inheritable(number, False)
    _end_with(life)
    _adopt()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # vfc hears it, and tells
    wires = [Wire(socket.socket(fileno=number), plain=False) for number in lanes]
    worker = _Worker(wires)
    for wire in wires[1:]:
        threading.Thread(target=worker.serve, args=(wire,), daemon=True).start()
    worker.serve(wires[0])
    os._exit(0)


def _end_with(life: int) -> None:
    """End this process, and those that it begins, when vfc's process ends, however that is."""
    if hasattr(fcntl, "F_SETSIG"):  # Linux: by the kernel, whatever a plugin is deep in
        fcntl.fcntl(life, fcntl.F_SETOWN, -os.getpgrp())
        fcntl.fcntl(life, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(life, fcntl.F_SETFL, fcntl.fcntl(life, fcntl.F_GETFL) | os.O_ASYNC)
        if select.select([life], [], [], 0)[0]:
            os._exit(1)
    else:
        threading.Thread(target=_end_after, args=(life,), daemon=True).start()


def _adopt() -> None:
    """On Linux keep what a plugin sends off as a daemon among this process's own, to be found when
    it is ended.
    """
    if sys.platform == "linux":
        with suppress(ImportError, AttributeError, OSError):
            import ctypes

            ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def _end_after(life: int) -> None:
    os.read(life, 1)
    os.killpg(os.getpgrp(), signal.SIGKILL)


class _Worker:
    """The generator, and whoever asks it."""

    def __init__(self, wires: list[Wire]):
        self._generator: Any = None  # what the entry point gives, whatever that is
        self._top = ""
        self._modules: list[str] = []
        self._files: tuple[str, ...] = ()
        self._busy: dict[Wire, None] = {}
        self._home = os.getcwd()
        self._asking = wires[0]
        threading.Thread(target=self._beat, daemon=True).start()

    def _beat(self) -> None:
        while True:
            time.sleep(BEAT)
            for wire in list(self._busy):
                with suppress(OSError):
                    wire.send(("beat", _processor_seconds()))

    def serve(self, wire: Wire) -> None:
        """Answer one request after the other."""
        with suppress(EOFError, OSError):
            while True:
                (kind, *rest), _ = wire.receive()
                if kind == "stop":  # it came after the end of what it was to stop
                    continue
                self._busy[wire] = None
                last = self._answer(wire, kind, rest)
                self._busy.pop(wire)
                self._tell(wire, last)

    def _answer(self, wire: Wire, kind: str, rest: list) -> tuple:
        try:
            return getattr(self, f"_{kind}")(wire, *rest)
        except Stopped:
            return ("stopped",)
        # whatever a plugin raises is told, and the next request comes
        except BaseException as error:
            return ("failed", type(error).__name__, _text(error), traceback.format_exc())
        finally:
            with suppress(OSError):
                os.chdir(self._home)

    def _tell(self, wire: Wire, last: tuple) -> None:
        try:
            wire.send(last)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            wire.send(("failed", type(error).__name__, _text(error), ""))

    def _load(self, wire: Wire, value: str) -> tuple:
        # as importlib.metadata does, which takes as long to import as all else here
        module, _, names = value.partition("[")[0].partition(":")
        self._top = module.partition(".")[0]
        found: Any = import_module(module.strip())
        made = self._generator = reduce(getattr, filter(None, names.strip().split(".")), found)()
        version, name = getattr(made, "version", None), getattr(made, "name", "")
        return (
            "ready",
            str(name),
            int(version) if isinstance(version, int) else None,
            bool(getattr(made, "near", False)),
            str(made.build) if hasattr(made, "build") else None,
            str(getattr(made, "credits", "")),
            tuple(each for each in METHODS if _has(made, each)),
            tuple(each for each in METHODS if _is_base(made, each)),
            self._code(),
        )

    def _ask(self, wire: Wire, folder: Path | None, method: str, arguments: tuple) -> tuple:
        self._place(wire, folder)
        if method == "fetch":
            options, fresh = arguments
            arguments = options, lambda *told: wire.send(("told", *told)), fresh
        if method == "prices":  # of the film's text, before it is asked for one
            (self._generator.prices,) = arguments
            return ("answer", None, self._code())
        asked = getattr(self._generator, method)
        found = asked(*arguments) if callable(asked) else asked
        return ("answer", dict(found) if isinstance(found, Mapping) else found, self._code())

    def _run(
        self, wire: Wire, folder: Path | None, stage: object, inputs: Mapping[str, Clip | Path]
    ) -> tuple:
        self._place(wire, folder)
        context, began = _Context(wire), _processor_seconds()
        for made in self._generator.run(stage, inputs, context):
            _sent(wire, made)
        facts = {str(name): str(fact) for name, fact in context.environment.items()}
        return ("done", facts, _processor_seconds() - began, self._code())

    def _place(self, wire: Wire, folder: Path | None) -> None:
        self._asking = wire
        if hasattr(self._generator, "folder"):
            self._generator.folder = folder
            self._generator.digest = lambda path: _question(self._asking, "digest", path)

    def _code(self) -> tuple[str, ...]:
        """The files of the plugin's modules that were imported so far."""
        modules = list(sys.modules)
        if modules != self._modules:  # else nothing was imported since the last answer
            found = {
                getattr(sys.modules.get(name), "__file__", None)
                for name in modules
                if name.partition(".")[0] == self._top
            }
            self._modules, self._files = modules, tuple(sorted(filter(None, found)))
        return self._files


class _Context:
    """What a stage is handed here."""

    def __init__(self, wire: Wire):
        self.environment: dict[str, str] = {}
        self._wire = wire
        self._scratch: Path | None = None

    @property
    def scratch(self) -> Path:
        """A folder of this step's own, made when it is first asked for."""
        if self._scratch is None:
            self._scratch = Path(_question(self._wire, "scratch", None))
        return self._scratch

    @property
    def journal(self) -> _Entries:
        """What was asked of others for this step, before and now: vfc writes it."""
        return _Entries(self._wire)

    @property
    def again(self) -> bool:
        """Whether somebody said that it is to be asked for anew."""
        return bool(_question(self._wire, "again", None))

    def waiting(self, text: str) -> None:
        """Tell what the step waits for; raises Stopped once the user has stopped the build."""
        _question(self._wire, "waiting", str(text))

    def progress(self, done: int, total: int) -> None:
        """Tell how far the step is; raises Stopped once the user has stopped the build."""
        with self._wire.talking:
            _told(self._wire, ("progress", int(done), int(total)))
            if self._wire.ready():
                self._wire.receive()  # nothing but a stop comes unasked
                raise Stopped("stopped")


class _Entries:
    """The journal of a stage's step, in the store that vfc has."""

    def __init__(self, wire: Wire):
        self._wire = wire
        self.key, self.label = _question(wire, "journal", ("name",))

    def read(self) -> list[dict[str, Any]]:
        """All lines, oldest first."""
        return _question(self._wire, "journal", ("read",))

    def all(self) -> Iterator[list[dict[str, Any]]]:
        """The lines of each step of the store."""
        return iter(_question(self._wire, "journal", ("all",)))

    def turn(self, service: str, per_minute: int) -> float:
        """Take a turn of a service: 0, or the seconds until one is free."""
        return float(_question(self._wire, "journal", ("turn", service, per_minute)))

    def add(self, event: str, **facts: Any) -> None:
        """Write a line down, on the disk when this returns."""
        _question(self._wire, "journal", ("add", event, facts))


def _told(wire: Wire, message: tuple) -> None:
    try:
        wire.send(message)
    except OSError as error:
        raise Stopped("stopped") from error


def _question(wire: Wire, what: str, argument: object) -> Any:
    with wire.talking:
        wire.send(("question", what, argument))
        (kind, *rest), _ = wire.receive()
    if kind == "stop":
        raise Stopped("stopped")
    return rest[0]


def _sent(wire: Wire, made: object) -> None:
    """Send a frame, or a part of a file."""
    import numpy

    if isinstance(made, bytes | bytearray | memoryview):
        wire.send(("bytes",), bytes(made))
        return
    if not isinstance(made, numpy.ndarray) or made.dtype.hasobject:
        raise TypeError(
            f"it yields {type(made).__name__}, not a numpy array (height, width, 3) uint8"
        )
    data = numpy.ascontiguousarray(made)
    wire.send(("frame", made.shape, made.dtype.str), data.reshape(-1).view(numpy.uint8).data)


def _has(generator: object, method: str) -> bool:
    with suppress(Exception):  # one that raises is there, and is told of when it is asked
        return hasattr(generator, method)
    return True


def _is_base(generator: object, method: str) -> bool:
    """Whether a method is the one of `PictureGenerator`, which vfc has itself."""
    with suppress(Exception):
        base = getattr(PictureGenerator, method, None)
        return base is not None and getattr(getattr(generator, method), "__func__", None) is base
    return False


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # an error that cannot even be told
        return "no text"


def _processor_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
