"""A build that a page began: `vfc build` in a process of its own, whose events are read as they are
written. It is stopped as Ctrl-C stops it, and so when the review ends.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, NamedTuple

from vfc.errors import UsageError
from vfc.project.workspace import Workspace
from vfc.review.doing.progress import BuildProgress

LOOK = 0.1  # seconds between two looks at the events
PATIENCE = 20.0  # seconds that a stopped build gets before it is killed
LAST_WORDS = 2000  # characters of what a build said last


class BuildView(NamedTuple):
    """A build at a moment: its number among those of the review, 0 where there was none, its
    progress, and the lines of its log from a line on.
    """

    number: int
    progress: BuildProgress
    log: list[dict[str, Any]]


class BuildDesk:
    """The build of one review, one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._progress = BuildProgress(code=0)
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread()
        self._over = False

    @property
    def runs(self) -> bool:
        """Whether a build runs."""
        return self._process is not None

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The process of the build that runs."""
        return self._process

    @property
    def over(self) -> bool:
        """Whether the review has ended."""
        return self._over

    def start(self, workspace: Workspace, words: Sequence[str]) -> None:
        """Begin `vfc build` with these words; UsageError where one runs already."""
        with self._lock:
            if self._over or self._process is not None:
                raise UsageError("a build of this review runs already")
            folder = Path(tempfile.mkdtemp(prefix="vfc-build-"))  # a build sweeps the store's own
            events = folder / "events"
            words = ["build", *_place(workspace), *words, "--events", str(events)]
            with (folder / "said").open("wb") as said:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "vfc.cli", *words],
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    cwd=workspace.folder,
                )
            self._number += 1
            self._progress = BuildProgress()
            self._thread = threading.Thread(
                target=self._follow, args=(self._process, folder), daemon=True
            )
            self._thread.start()

    def stop(self) -> bool:
        """Stop the build as Ctrl-C does, and what is made is kept; whether one ran."""
        with self._lock:
            if self._process is None:
                return False
            self._progress.stopping = True
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGINT)
        return True

    def close(self) -> None:
        """Begin no build any more, and let those who look on know that the review ends."""
        with self._lock:
            self._over = True

    def end(self) -> None:
        """Stop the build, and wait for its end: nothing goes on unseen."""
        self.close()
        process = self._process
        if process is not None and self.stop():
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            self._thread.join(PATIENCE)

    def view(self, number: int = -1, line: int = 0) -> BuildView:
        """The build as it is now, with its log from a line on; all of it, where another build than
        that number runs by now.
        """
        with self._lock:
            progress = self._progress
            start = max(0, line - progress.dropped) if number == self._number else 0
            running = {step: dict(each) for step, each in progress.running.items()}
            seen = replace(progress, running=running, log=[], dropped=progress.lines)
            return BuildView(self._number, seen, progress.log[start:])

    def _follow(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        tail, events = _Tail(folder / "events"), threading.Event()
        while True:
            over = process.poll() is not None  # what it wrote before that is read once more
            found = list(tail.events())
            if found:
                with self._lock:
                    for event in found:
                        with suppress(KeyError, TypeError, ValueError):
                            self._progress.take(event)
            if over:
                break
            events.wait(LOOK)
        said = _said(folder / "said")
        tail.close()
        shutil.rmtree(folder, ignore_errors=True)
        with self._lock:
            self._progress.end(process.returncode, said)
            self._process = None


def _said(path: Path) -> str:
    """What a build said last, as far as it can be read."""
    try:
        return path.read_text("utf-8", "replace").strip()[-LAST_WORDS:]
    except OSError:
        return ""


class _Tail:
    """The events of a file that somebody else is writing."""

    def __init__(self, path: Path):
        self._path, self._left = path, b""
        self._file: IO[bytes] | None = None

    def events(self) -> Iterator[dict[str, Any]]:
        """The events that came since."""
        if self._file is None:
            with suppress(OSError):
                self._file = self._path.open("rb")
        if self._file is None:
            return
        *lines, self._left = (self._left + self._file.read()).split(b"\n")
        for line in lines:
            with suppress(ValueError):
                event = json.loads(line)
                if isinstance(event, dict):
                    yield event

    def close(self) -> None:
        """Read no more."""
        if self._file is not None:
            self._file.close()


def _place(workspace: Workspace) -> list[str]:
    """The words by which a command finds a film as this process did."""
    found = [str(workspace.folder / workspace.entry), "--store", str(workspace.store)]
    if workspace.profile:
        found += ["--profile", workspace.profile]
    if workspace.trusted:
        found.append("--trust-store")
    if workspace.elsewhere:
        found += ["--out", str(workspace.elsewhere)]
    for each in workspace.outside:
        found += ["--allow-outside", str(each)]
    return found
