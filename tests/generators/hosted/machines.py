"""Machines that share a store's disk: a process with a host name, a home, a clock and a film's copy
of its own, to which the store is mounted at another path; as far as the kernel lets a test do so.
"""

from __future__ import annotations

import ctypes
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests import programs

# what a program does first: leave this machine's names and mounts, where that is allowed
LEAVE = """
import ctypes, os, socket, time
libc = ctypes.CDLL(None, use_errno=True)
if {apart}:
    assert libc.unshare(0x00020000 | 0x04000000) == 0  # mounts, names
    assert libc.mount(b"none", b"/", None, 0x4000 | 0x40000, None) == 0  # private, all below
    assert libc.mount({shared!r}, {mounted!r}, None, 4096, None) == 0  # bind
    socket.sethostname({name!r})
own = time.time
time.time = lambda: own() + {clock}
"""
CHILD = """
import sys
import vfc.generators.hosted.work as work, vfc.generators.hosted.door as door
from vfc.generators.hosted.providers.kling import Kling
work.pause = lambda trial: 0.005
door.pause = lambda trial, heed=0.0: heed or 0.005
work.TICK, work.SETTLED, Kling.poll = 0.005, {settled}, 0.01
import vfc
result = vfc.build({folder!r}, store={store!r}, yes=True)
for step, error in result.failed:
    print(step, error, file=sys.stderr)
sys.exit(0 if result.ok else 1)
"""


@dataclass(frozen=True)
class Machine:
    """A machine of a `name` with a film's copy in `folder`; its `clock` is so many seconds ahead."""

    name: str
    folder: Path
    shared: Path  # the store, where all have it
    clock: float = 0.0

    @property
    def store(self) -> Path:
        """Where this machine has the store."""
        return self.folder.parent / "mounted" if may_leave() else self.shared

    def build(self, settled: float = 0.05) -> programs.Program:
        """A build of its copy that has begun."""
        child = CHILD.format(settled=settled, folder=str(self.folder), store=str(self.store))
        return programs.start(["-c", child], env=self.environment, before=self.before)

    def vfc(self, *words: str):
        """A command in its copy's folder."""
        words = ("-m", "vfc.cli", *words, "--store", str(self.store))
        return programs.run(words, cwd=self.folder, env=self.environment, before=self.before)

    @property
    def environment(self) -> dict[str, str]:
        return dict(os.environ) | {"HOME": str(self.folder.parent), "HOSTNAME": self.name}

    @property
    def before(self) -> str:
        shared, mounted = os.fsencode(self.shared), os.fsencode(self.store)
        return LEAVE.format(
            apart=may_leave(), shared=shared, mounted=mounted, name=self.name, clock=self.clock
        )


def machine(root: Path, name: str, text: Path, clock: float = 0.0) -> Machine:
    """A machine below a folder, with a copy of a film's text and the store that all share."""
    folder = root / name / "films" / name
    folder.mkdir(parents=True)
    (folder / text.name).write_bytes(text.read_bytes())
    (folder.parent / "mounted").mkdir()
    (root / "shared").mkdir(exist_ok=True)
    return Machine(name, folder, root / "shared", clock)


@cache
def may_leave() -> bool:
    """Whether a process may have names and mounts of its own here."""
    child = os.fork()
    if not child:
        libc = ctypes.CDLL(None)
        os._exit(0 if getattr(libc, "unshare", lambda _: 1)(0x04020000) == 0 else 1)
    return os.waitpid(child, 0)[1] == 0
