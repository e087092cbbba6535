"""The film read anew after each change of its text, its files, its lock or its store."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from vfc.errors import TextError, VfcError, in_a_line
from vfc.film.proxies import ProxyName
from vfc.generators.registry import Registry
from vfc.notes.files import NoteFiles
from vfc.project.load import LoadedFilm, load
from vfc.project.plan import plan_film
from vfc.project.snapshot import numbers_of
from vfc.project.workspace import Workspace
from vfc.review.model.authors import LineHistory, commit_files
from vfc.review.model.film import review_film
from vfc.review.model.proxies import ProxyMaking
from vfc.review.model.values import Review, ReviewMedia
from vfc.voices.registry import VoiceRegistry

POLL = 0.5  # seconds between two looks at the numbers of files
REST = 2  # times what reading took that pass before it is read again: a build writes all the time

FileNumbers = dict[Path, tuple[int, int, int, int] | None]


class FilmReading:
    """A film that is read again as often as it changes, from one thread; `review` is what was read
    last.
    """

    def __init__(self, workspace: Workspace, registry: Registry | None = None):
        self.workspace = workspace
        self._notes = NoteFiles(workspace.folder, workspace.entry)
        self.review = Review(version=0)
        self._registry, self._voices = registry or Registry(), VoiceRegistry()
        self._loaded: LoadedFilm | None = None
        self._numbers: FileNumbers = {}
        self._read = threading.Event()
        self._lock = threading.Lock()
        self._took = 0.0
        self._history = LineHistory()
        self._commits = commit_files(workspace.folder)
        self.making = ProxyMaking(self._put)

    def read(self) -> Review:
        """Read the film now; a mistake in the text leaves the film as it was before."""
        with self._lock:
            self._numbers, begun = self._look(()), time.monotonic()
            film, planned, mistakes, problem = self.review.film, self.review.planned, (), ""
            spans: set[str] = set()
            try:
                loaded = load(self.workspace, registry=self._registry, voices=self._voices)
                self._keep(loaded)
                planned = plan_film(loaded)
                film, mistakes = review_film(planned, self._history), loaded.warnings
            except TextError as error:
                mistakes = error.mistakes
                spans = {each.span.file for each in mistakes}
            except (VfcError, OSError) as error:
                problem = str(error)
            # no film ends the thread that follows it
            except Exception as error:
                problem = f"this is a fault of vfc's and not of your film: {in_a_line(error)}"
            said = self._notes.all()
            for path, numbers in self._look(spans).items():
                self._numbers.setdefault(path, numbers)
            self._took = time.monotonic() - begun
            found = Review(
                version=self.review.version,
                film=film,
                planned=planned,
                mistakes=(*mistakes, *(wrong for each in said for wrong in each.mistakes)),
                problem=problem,
                notes=tuple(note for each in said for note in each.notes),
                proxies=self.review.proxies,
            )
            if found != self.review or not self._read.is_set():
                self.review = replace(found, version=self.review.version + 1)
            else:
                self.review = found
            self._read.set()
            return self.review

    def first(self) -> Review:
        """What was read last; waits for the first reading."""
        self._read.wait()
        return self.review

    def changed(self) -> bool:
        """Whether a file of the film, or of its store, is another than when it was read."""
        return any(_numbers_of(path) != numbers for path, numbers in self._numbers.items())

    def follow(self, stop: threading.Event) -> None:
        """Read, and again after each change, until the stop."""
        while not stop.is_set():
            if not self._read.is_set() or self.changed():
                before = self.review.film
                if self.read().film != before and self.review.planned is not None:
                    self.making.begin(self.review.planned)
                stop.wait(self._took * REST)
            stop.wait(POLL)
        self.making.end()

    def _put(self, proxies: Mapping[ProxyName, ReviewMedia]) -> None:
        """Take in where proxies lie."""
        with self._lock:
            found = {**self.review.proxies, **proxies}
            if found != self.review.proxies:
                self.review = replace(self.review, proxies=found, version=self.review.version + 1)

    def close(self) -> None:
        """Close the store."""
        with self._lock:
            if self._loaded is not None:
                self._loaded.store.close()
                self._loaded = None

    def _keep(self, loaded: LoadedFilm) -> None:
        before, self._loaded = self._loaded, loaded
        for path, stamp in loaded.stamps.items():  # as they were when they were read
            self._numbers[self.workspace.folder / path] = (
                stamp[:4] if stamp and stamp.size else None
            )
        if before is not None:
            before.store.close()

    def _look(self, files: Iterable[str]) -> FileNumbers:
        return {path: _numbers_of(path) for path in self._watched(files)}

    def _watched(self, files: Iterable[str]) -> Iterator[Path]:
        """What decides the film: its text, its files, its store; where something lacks, the folders
        in which it may come.
        """
        folder = self.workspace.folder
        yield folder / self.workspace.entry
        yield self.workspace.lock
        yield self.workspace.failures
        yield from self._commits
        yield from (folder / each for each in files)
        if self._loaded is not None:
            yield from (folder / each for each in self._loaded.stamps)
        index = self.workspace.store / "index.sqlite3"
        yield from (index, index.with_name(f"{index.name}-wal"))
        yield from _folders(folder, self.workspace.store)
        for shot in self._notes.shots():
            path = self._notes.path(shot)
            yield from (path, path.parent)


def _numbers_of(path: Path) -> tuple[int, int, int, int] | None:
    """A file's numbers; None where there is none, or an empty one: opening an index makes one."""
    numbers = numbers_of(path)
    return numbers if numbers is not None and numbers[0] else None


def _folders(folder: Path, store: Path) -> Iterator[Path]:
    """A film's own folder and those in it."""
    yield folder
    try:
        with os.scandir(folder) as found:
            inside = [Path(each.path) for each in found if each.is_dir(follow_symlinks=False)]
    except OSError:
        return
    yield from (each for each in inside if each != store and not each.name.startswith("."))
