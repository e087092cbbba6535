"""Builds that begin at once, in processes of their own, and may be told of a moment at which they
die by kill -9, the whole group of their processes.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests import programs

ROOT = Path(__file__).parents[2]


class Forks:
    """Builds whose words are kept.

    A moment is a word of a path, which of the files of such a path, and `before` or `after` it gets
    its name; of the word `index` a row is written, of the word `lock` a step is taken.
    """

    def __init__(self, scratch: Path):
        self._scratch, self._count = scratch, 0

    def start(
        self,
        folder: Path,
        *words: str,
        death: tuple[str, int, str] | None = None,
        leaves: Path | None = None,
        awaits: Path | None = None,
    ) -> tuple[programs.Program, Path]:
        """Begin `vfc build --json`; its process, and the file of what it says.

        `leaves`: a file that is there once the moment of its death has come, or once it takes its
        first step; `awaits`: one without which it does not die.
        """
        self._count += 1
        said = self._scratch / f"said-{self._count}"
        moment = death or (("lock", 1, "before") if leaves else None)
        does = (leaves and str(leaves), awaits and str(awaits), death is not None)
        with open(said, "wb") as out, open(f"{said}-errors", "wb") as errors:
            return programs.start(
                [*programs.CLI, "build", "--json", *words, folder],
                stdout=out.fileno(),
                stderr=errors.fileno(),
                before=f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
                f"from tests.faults.forks import at, does; at({moment}, does{does})"
                if moment
                else "",
            ), said

    def build(
        self, folder: Path, *words: str, death: tuple[str, int, str] | None = None
    ) -> tuple[int, dict]:
        """A whole build: its exit code and its document (nothing of one that died)."""
        process, said = self.start(folder, *words, death=death)
        return process.wait(), self.document(said)

    def document(self, said: Path) -> dict:
        """The document that a build wrote."""
        errors = Path(f"{said}-errors").read_text()
        assert "Traceback" not in errors, errors
        lines = said.read_text().splitlines()
        return json.loads(lines[-1]) if lines and lines[-1].endswith("}") else {}


def awaited(path: str | Path) -> None:
    """Wait for a file that another process leaves, some seconds long."""
    late = time.monotonic() + 20
    while not os.path.exists(path) and time.monotonic() < late:
        time.sleep(0.002)


# ── in the process of a build ──────────────────────────────────────────────────────────────────


def does(leaves: str | None, awaits: str | None, dies: bool) -> Callable[[], None]:
    """What a build does at its moment."""

    def done() -> None:
        if leaves:
            Path(leaves).touch()
        if awaits:
            awaited(awaits)
        if dies:
            os.killpg(0, signal.SIGKILL)

    return done


def at(moment: tuple[str, int, str], deed: Callable[[], None]) -> None:
    """Do something at a moment of the build that this process will be."""
    from vfc.store.local import LocalStore

    word, number, when = moment
    holder, name, meant = {
        "index": (LocalStore, "_remember", lambda *_: True),
        "lock": (fcntl, "flock", lambda _, how: how == fcntl.LOCK_EX),
    }.get(word, (os, "replace", lambda _, path: word in str(path)))
    whole, met, one = getattr(holder, name), [], threading.Lock()

    def spoilt(*given: Any) -> object:
        with one:
            met.append(None) if meant(*given) else None
            last = len(met) == number
            if last:
                setattr(holder, name, whole)
            if last and when == "before":
                deed()
            done = whole(*given)
            if last and when == "after":
                deed()
            return done

    setattr(holder, name, spoilt)
