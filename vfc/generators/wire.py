"""Messages between vfc and a worker process: plain tuples, and the bytes of frames beside them.

A message is two lengths, a pickled tuple, and raw bytes. What comes from a worker is made of plain
values and of the values of `vfc.generators.api` alone: nothing else is unpickled here.
"""

from __future__ import annotations

import io
import os
import pickle
import select
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from typing import Any

HEAD = struct.Struct("<QQ")  # bytes of the message, bytes beside it
TICK = 0.1  # seconds between two looks at the stop, at the process and at the clock
ROOM = 1 << 20  # bytes that may be under way
MOST = 1 << 34  # bytes of one message
PLAIN = {
    ("fractions", "Fraction"),
    ("decimal", "Decimal"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("builtins", "int"),
    ("builtins", "float"),
    ("builtins", "bool"),
    ("builtins", "str"),
}
OURS = (
    "vfc.film.",
    "vfc.generators.abilities",
    "vfc.generators.api",
    "vfc.generators.services",
    "vfc.voices.api",
)

Message = tuple[Any, ...]
Waiting = Callable[[], None]


class Wire:
    """One end of a pair of sockets; `plain` at vfc's own."""

    def __init__(self, end: socket.socket, *, plain: bool):
        self._end, self._plain = end, plain
        self.talking = threading.Lock()  # held by who asks and waits for the answer
        self._sending, self._process = threading.Lock(), os.getpid()
        # whether a message was begun and not sent to its end: no other can follow it
        self.torn = False
        with suppress(OSError):  # a system that grants no more
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)

    def send(
        self, message: Message, data: memoryview | bytes = b"", waiting: Waiting | None = None
    ) -> None:
        """Send a message, and bytes beside it; `waiting` is called now and then while the other end
        takes nothing.

        It may raise. OSError where nobody hears any more.
        """
        if os.getpid() != self._process:
            # a child that a plugin forked and that came back from it: it speaks for nobody
            os._exit(1)
        packed = pickle.dumps(message) if self._plain else _plainly(message)
        with self._sending:
            self.torn = True
            self._all(HEAD.pack(len(packed), len(data)) + packed, waiting)
            self._all(data, waiting)
            self.torn = False

    def _all(self, data: memoryview | bytes, waiting: Waiting | None) -> None:
        if waiting is None:
            self._end.sendall(data)
            return
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[self._end.send(rest, socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                if not self._can(select.POLLOUT, TICK):
                    waiting()

    def receive(self, waiting: Waiting | None = None) -> tuple[Message, bytearray]:
        """The next message and the bytes beside it; `waiting` is called now and then while nothing
        comes.

        It may raise. EOFError where the other end is closed, pickle.UnpicklingError where a value
        may not come.
        """
        while waiting is not None and not self.ready(TICK):
            waiting()
        message, data = HEAD.unpack(self._exactly(HEAD.size, waiting))
        # what else a plugin writes into every file that it finds open
        if max(message, data) > MOST:
            raise pickle.UnpicklingError("bytes that are no message")
        packed = self._exactly(message, waiting)
        beside = self._exactly(data, waiting)
        return _plain(packed) if self._plain else pickle.loads(packed), beside

    def ready(self, seconds: float = 0) -> bool:
        """Whether something has come, or the other end is closed; EOFError where this end is."""
        return self._can(select.POLLIN, seconds)

    def _can(self, what: int, seconds: float) -> bool:
        found = select.poll()
        try:
            found.register(self._end, what)
        except ValueError as closed:
            raise EOFError from closed
        return bool(found.poll(seconds * 1000))

    def _exactly(self, count: int, waiting: Waiting | None) -> bytearray:
        found = bytearray(count)
        rest = memoryview(found)
        while rest:
            try:
                came = self._end.recv_into(rest, 0, 0 if waiting is None else socket.MSG_DONTWAIT)
            except BlockingIOError:
                if waiting is not None and not self.ready(TICK):
                    waiting()
                continue
            if not came:
                raise EOFError
            rest = rest[came:]
        return found

    def close(self) -> None:
        """Hang up."""
        self._end.close()


def _plain(packed: bytearray) -> Message:
    try:
        return _Plain(io.BytesIO(packed)).load()
    except pickle.UnpicklingError:
        raise
    except Exception as error:  # whatever bytes may lead to that are no message
        raise pickle.UnpicklingError(f"{type(error).__name__}: {error}") from error


def _plainly(message: Message) -> bytes:
    packed = io.BytesIO()
    _Plainly(packed).dump(message)
    return packed.getvalue()


class _Plainly(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Numbers of numpy as Python's own; words of an Enum by their class."""
        if isinstance(value, Enum):  # whatever way this Python's own pickle takes to them
            return type(value), (value.value,)
        if hasattr(type(value), "item") and getattr(value, "ndim", None) == 0:
            plain = value.item()
            return type(plain), (plain,)
        return NotImplemented


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        paths = module.partition(".")[0] == "pathlib" and name.endswith("Path")
        ours = f"{module}.".startswith(OURS) and name.isidentifier()
        found = (
            super().find_class(module, name) if paths or ours or (module, name) in PLAIN else None
        )
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
