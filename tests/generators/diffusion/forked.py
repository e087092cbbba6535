"""Workers that cost no start: each is a fork of this process, which has torch and diffusers already.

What a worker is sent, says and ends by is the same; its start in a Python of its own, five seconds
of imports, is what the killed build of `test_films` tries.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Mapping
from contextlib import suppress
from typing import NoReturn

from vfc.generators import worker
from vfc.generators.secrets import open_environment


class Forked:
    """What `subprocess.Popen` tells of a process."""

    def __init__(self, pid: int):
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code once it has ended, negative that of a signal."""
        return self._waited(os.WNOHANG)

    def wait(self) -> int | None:
        """Its exit code, once it has ended."""
        return self._waited(0)

    def _waited(self, how: int) -> int | None:
        if self.returncode is None:
            found, status = os.waitpid(self.pid, how)
            if found:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def started(
    lanes: int, environment: Mapping[str, str] | None
) -> tuple[Forked, socket.socket, list[socket.socket]]:
    """As `vfc.generators.process` starts a worker."""
    pairs = [socket.socketpair() for _ in range(lanes + 1)]
    pid = os.fork()
    if not pid:
        _served([theirs.detach() for _, theirs in pairs], environment)
    with suppress(OSError):
        os.setpgid(pid, pid)  # the child says so too, and one comes late
    for _, theirs in pairs:
        theirs.close()
    (life, _), *others = pairs
    return Forked(pid), life, [ours for ours, _ in others]


def _served(numbers: list[int], environment: Mapping[str, str] | None) -> NoReturn:
    try:
        os.setpgid(0, 0)
        kept = sorted({0, 1, 2, *numbers})
        for one, other in zip(kept, [*kept[1:], os.sysconf("SC_OPEN_MAX")], strict=True):
            os.closerange(one + 1, other)
        os.dup2(2, 1)
        own = open_environment(os.environ if environment is None else environment)
        os.environ.clear()
        os.environ.update(own)
        signal.set_wakeup_fd(-1)
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]
        worker.main([str(each) for each in numbers])
    except BaseException:
        traceback.print_exc()
    os._exit(1)
