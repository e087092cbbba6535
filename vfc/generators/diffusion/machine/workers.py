"""A worker process for each card, which holds its models and makes one picture at a time.

A worker has two lanes: denoising, and what runs beside it (words, decoding).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vfc.errors import GeneratorError
from vfc.generators.api import Clip, Context, Stage, StageKind
from vfc.generators.process import PATIENCE, Worker

if TYPE_CHECKING:
    import numpy

GENERATOR = "vfc.generators.diffusion.generator:Diffusers"
LANES = ("denoise", "beside")
VISIBLE = "CUDA_VISIBLE_DEVICES"


def lane_of(stage: Stage) -> str:
    """The lane that a stage runs in."""
    return (
        "beside" if stage.kind is StageKind.EMBED or StageKind.LATENTS in stage.uses else "denoise"
    )


class Workers:
    """A worker for each device, begun when it is first needed; `folder` is the film's."""

    def __init__(self, devices: Sequence[str], folder: Path | None):
        self._devices, self._folder = tuple(devices), folder
        self._workers: list[Worker | None] = [None] * len(devices)
        self._busy: set[tuple[int, str]] = set()
        self._last: dict[tuple[int, str], str] = {}  # the model that a lane worked with last
        self._changed = threading.Condition()

    def run(
        self,
        stage: Stage,
        inputs: Mapping[str, Clip | Path],
        context: Context,
        patience: float = PATIENCE,
    ) -> Iterator[numpy.ndarray | bytes]:
        """Make a stage on a device that is idle; one that has its model already is taken first.

        GeneratorError where a worker ends, or is silent for longer than `patience` seconds.
        """
        with self._lane(lane_of(stage), str(dict(stage.request.options).get("model"))) as (
            index,
            lane,
        ):
            worker = self._worker(index)
            try:
                yield from worker.run(
                    LANES.index(lane),
                    _on(self._devices[index], stage),
                    inputs,
                    context,
                    folder=self._folder,
                    patience=patience,
                )
            except GeneratorError as error:
                if worker.lost:
                    raise GeneratorError(
                        f"{error}; vfc build goes on from its last checkpoint"
                    ) from error
                raise

    @contextmanager
    def _lane(self, lane: str, model: str) -> Iterator[tuple[int, str]]:
        with self._changed:
            self._changed.wait_for(
                lambda: any((index, lane) not in self._busy for index in self._all())
            )
            idle = [index for index in self._all() if (index, lane) not in self._busy]
            index = next((each for each in idle if self._last.get((each, lane)) == model), idle[0])
            self._busy.add((index, lane))
            self._last[index, lane] = model
        try:
            yield index, lane
        finally:
            with self._changed:
                self._busy.discard((index, lane))
                self._changed.notify()

    def _all(self) -> range:
        return range(len(self._devices))

    def _worker(self, index: int) -> Worker:
        with self._changed:
            worker = self._workers[index]
            if worker is None or worker.lost:
                worker = self._workers[index] = _worker_on(self._devices[index])
            return worker

    def close(self) -> None:
        """End all workers."""
        with self._changed:
            for worker in self._workers:
                if worker is not None:
                    worker.end()
            self._workers = [None] * len(self._devices)


def _worker_on(device: str) -> Worker:
    return Worker(
        f"the worker of the generator 'diffusers' on {device}",
        GENERATOR,
        lanes=len(LANES),
        environment=_environment(device),
    )


def _on(device: str, stage: Stage) -> Stage:
    """A stage with its device named, as its worker sees it: the only one there."""
    options = dict(stage.request.options) | {"device": device.partition(":")[0]}
    return replace(stage, request=replace(stage.request, options=tuple(sorted(options.items()))))


def _environment(device: str) -> dict[str, str]:
    """The variables of a worker: of all cards it sees its own alone."""
    name, _, number = device.partition(":")
    if name != "cuda":
        return dict(os.environ)
    seen = [each for each in os.environ.get(VISIBLE, "").split(",") if each]
    place = int(number or 0)
    return {**os.environ, VISIBLE: seen[place] if place < len(seen) else str(place)}
