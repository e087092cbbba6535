"""Several cards: one worker process for each, which holds its models and makes one picture at a time.

A worker has two lanes, each a pipe of its own: denoising, and what runs beside it (words, decoding). Messages are
pickled tuples between two processes of one program: `("run", stage, inputs, scratch)` there; back come `("progress",
done, total)`, `("frame", shape)` followed by its bytes, `("bytes",)` followed by them, and at last `("done",
environment)` or `("failed", kind, text, trace)`. A worker whose pipe is closed ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from pathlib import Path
from typing import TYPE_CHECKING

from vfc.errors import GeneratorError, MissingExtra, Stopped
from vfc.generators.api import Clip, Context, Stage

if TYPE_CHECKING:
    import numpy

LANES = ("denoise", "beside")
VISIBLE = "CUDA_VISIBLE_DEVICES"


def lane_of(stage: Stage) -> str:
    """The lane that a stage runs in."""
    return "beside" if stage.kind == "embed" or "latents" in stage.uses else "denoise"


class Workers:
    """A worker for each device, begun when it is first needed; `folder` is the film's."""

    def __init__(self, devices: Sequence[str], folder: Path | None):
        self._devices, self._folder = tuple(devices), folder
        self._workers: list[_Worker | None] = [None] * len(devices)
        self._busy: set[tuple[int, str]] = set()
        self._last: dict[tuple[int, str], str] = {}  # the model that a lane worked with last
        self._changed = threading.Condition()

    def run(self, stage: Stage, inputs: Mapping[str, Clip | Path],
            context: Context) -> Iterator[numpy.ndarray | bytes]:
        """Make a stage on a device that is idle; one that has its model already is taken first."""
        with self._lane(lane_of(stage), str(dict(stage.request.options).get("model"))) as (index, lane):
            yield from self._worker(index).run(lane, stage, inputs, context)

    @contextmanager
    def _lane(self, lane: str, model: str) -> Iterator[tuple[int, str]]:
        with self._changed:
            self._changed.wait_for(lambda: any((index, lane) not in self._busy for index in self._all()))
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

    def _worker(self, index: int) -> _Worker:
        with self._changed:
            worker = self._workers[index]
            if worker is None or worker.lost:
                worker = self._workers[index] = _Worker(self._devices[index], self._folder)
            return worker

    def close(self) -> None:
        """End all workers."""
        with self._changed:
            for worker in self._workers:
                if worker is not None:
                    worker.end()
            self._workers = [None] * len(self._devices)


class _Worker:
    """One process, from this side."""

    def __init__(self, device: str, folder: Path | None):
        self.device = device
        self._pipes, theirs = {}, []
        for lane in LANES:
            self._pipes[lane], their = Pipe()
            theirs.append(their)
        numbers = [their.fileno() for their in theirs]
        # -P: a film's folder is no place to import from.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "vfc.generators.diffusion.worker", *map(str, numbers)], pass_fds=numbers,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=_environment(device))
        for their in theirs:
            their.close()
        self._pipes[LANES[0]].send((device.partition(":")[0], folder))

    @property
    def lost(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    def run(self, lane: str, stage: Stage, inputs: Mapping[str, Clip | Path],
            context: Context) -> Iterator[numpy.ndarray | bytes]:
        """What a stage yields; its environment goes into the context."""
        pipe = self._pipes[lane]
        try:
            pipe.send(("run", stage, dict(inputs), context.scratch))
            error = yield from _heard(pipe, context)
        except Stopped:
            self.end()  # at once, and not at its next step; a checkpoint is what it goes on from
            raise
        except GeneratorExit:
            _drained(pipe)
            raise
        except (EOFError, OSError) as lost:
            context.progress(0, 1)  # raises where a stop has ended it on purpose
            ending = _ending(self._process.wait())
            raise GeneratorError(f"the worker on {self.device} ended ({ending}); vfc build goes on from its last "
                                 "checkpoint") from lost
        if error is not None:
            raise error

    def end(self) -> None:
        """End the process at once; checkpoints outlive it."""
        self._process.kill()
        self._process.wait()
        for pipe in self._pipes.values():
            pipe.close()


def _heard(pipe, context: Context) -> Generator[numpy.ndarray | bytes, None, Exception | None]:
    """Yield what a worker makes; return the error that it ends with."""
    import numpy

    while True:
        match pipe.recv():
            case ("progress", done, total):
                context.progress(done, total)
            case ("frame", shape):
                yield numpy.frombuffer(pipe.recv_bytes(), numpy.uint8).reshape(shape)
            case ("bytes",):
                yield pipe.recv_bytes()
            case ("done", environment):
                context.environment.update(environment)
                return None
            case ("failed", kind, text, trace):
                return _error(kind, text, trace)


def _drained(pipe) -> None:
    """Hear a stage to its end that nobody wants any more."""
    with suppress(EOFError, OSError):
        while (told := pipe.recv())[0] not in ("done", "failed"):
            if told[0] in ("frame", "bytes"):
                pipe.recv_bytes()


def _environment(device: str) -> dict[str, str]:
    """The variables of a worker: of all cards it sees its own alone."""
    name, _, number = device.partition(":")
    if name != "cuda":
        return dict(os.environ)
    seen = [each for each in os.environ.get(VISIBLE, "").split(",") if each]
    place = int(number or 0)
    return {**os.environ, VISIBLE: seen[place] if place < len(seen) else str(place)}


def _ending(code: int) -> str:
    return f"signal {-code}; perhaps the machine's memory was too small" if code < 0 else f"exit code {code}"


def _error(kind: str, text: str, trace: str) -> Exception:
    if kind in ("GeneratorError", "MissingExtra"):
        return {"GeneratorError": GeneratorError, "MissingExtra": MissingExtra}[kind](text)
    error = GeneratorError(f"{kind}: {text}")
    error.add_note(trace)
    return error
