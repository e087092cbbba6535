"""A generator that a package brings, in processes of its own: what it does to its process, it does
to no build.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vfc.errors import Stopped
from vfc.film.model import Options
from vfc.film.money import FilmPrice
from vfc.generators.api import Abilities, Clip, Context, PictureGenerator, Request, Stage
from vfc.generators.process import GRACE, PATIENCE, Worker

if TYPE_CHECKING:
    import numpy

# what a generator may have
OPTIONAL = (
    "model",
    "standing",
    "note",
    "reading",
    "environment",
    "lanes",
    "price",
    "offers",
    "cancel",
    "reached",
)
BASE = PictureGenerator()
CLOSING = 10.0  # seconds that a generator may take to let go of its models


class Apart:
    """Asked and run like the generator itself; as many workers as there are requests at once, each
    with one.

    `folder` and `digest` are the film's; a worker that has ended is followed by a fresh one.
    """

    apart = True

    def __init__(self, point: EntryPoint, who: str, stop: threading.Event):
        self.folder: Path | None = None
        self.digest: Callable[[Path], str] | None = None
        self._point, self._who, self._stop = point, who, stop
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._changed = threading.Lock()
        self._files: set[str] = set()
        self._abilities: dict[Options, Abilities] = {}
        with self._worker() as first:
            self.name, self.version, self.near = first.name, first.version, first.near
            if first.build is not None:
                self.build = first.build
            if first.credits:
                self.credits = first.credits
            # what it has of `PictureGenerator` answers here as there, and no process need be asked
            self._base = frozenset(first.base)
        for name in set(OPTIONAL) & set(first.methods):
            setattr(self, name, partial(self._ask, name))
        self.prices: tuple[FilmPrice, ...] = ()
        if {"keys", "offers", "cancel", "reached"} <= set(first.methods):
            self.keys: tuple[str, ...] = tuple(self._ask("keys"))

    def abilities(self, options: Options) -> Abilities:
        """What it can do, asked once: the answer follows from the options alone."""
        if options not in self._abilities:
            self._abilities[options] = self._ask("abilities", options)
        return self._abilities[options]

    def stages(self, request: Request, abilities: Abilities) -> tuple[Stage, ...]:
        """The steps that lead to the picture."""
        if "stages" in self._base:
            return BASE.stages(request, abilities)
        return self._ask("stages", request, abilities)

    def fetch(self, options: Options, report: Callable[..., None], fresh: bool = False) -> None:
        """Bring what lacks of a model; `report` hears how far it is."""
        self._ask("fetch", options, fresh, told=report)

    def _ask(self, method: str, *arguments: object, told: Callable[..., None] | None = None) -> Any:
        with self._worker() as worker:
            if method == "price":
                self._tell_prices(worker)
            return worker.ask(
                method,
                arguments,
                folder=self.folder,
                digest=self.digest,
                report=told,
                heed=self._heeding(),
            )

    def run(
        self,
        stage: Stage,
        inputs: Mapping[str, Clip | Path],
        context: Context,
        patience: float = PATIENCE,
    ) -> Iterator[numpy.ndarray | bytes]:
        """What it makes; GeneratorError where its process ends, or is silent for longer than
        `patience` seconds.
        """
        with self._worker() as worker:
            self._tell_prices(worker)
            yield from worker.run(
                0, stage, inputs, context, folder=self.folder, digest=self.digest, patience=patience
            )

    def _tell_prices(self, worker: Worker) -> None:
        """Say what the film's text knows of prices, where it says any."""
        if self.prices and hasattr(self, "price"):
            worker.ask("prices", (self.prices,), folder=self.folder, heed=self._heeding())

    def close(self) -> None:
        """Let it go of models and memory, and end its processes."""
        with self._changed:
            idle, workers, self._idle = self._idle, self._workers, []
            self._workers = set()
        try:
            for worker in () if self._stop.is_set() or "close" in self._base else idle:
                worker.ask("close", (), folder=self.folder, heed=self._heeding(), patience=CLOSING)
        finally:
            for worker in workers:
                worker.end()

    def code(self) -> tuple[Path, ...]:
        """The files of its modules that its workers have imported."""
        return tuple(sorted(map(Path, self._files)))

    def _heeding(self) -> Callable[[], None]:
        """What ends a question once the user has stopped the build; one that comes after is for the
        lock, and quick.
        """
        began = time.monotonic()

        def heed() -> None:
            if self._stop.is_set() and time.monotonic() - began > GRACE:
                raise Stopped("stopped")

        return heed

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        worker = self._taken() or Worker(self._who, self._point.value, heed=self._heeding())
        with self._changed:
            self._workers.add(worker)
        try:
            yield worker
        finally:
            with self._changed:
                self._files |= set(worker.code)
                if worker.lost or worker not in self._workers:
                    worker.end()
                    self._workers.discard(worker)
                else:
                    self._idle.append(worker)

    def _taken(self) -> Worker | None:
        """A worker that is idle and well; the last that worked, which has the most in memory."""
        with self._changed:
            while self._idle:
                worker = self._idle.pop()
                if not worker.lost:
                    return worker
                worker.end()
                self._workers.discard(worker)
        return None
