"""The process that works on one card; see `workers` for what it is told and answers. Run with the numbers of its pipes.
"""

from __future__ import annotations

import signal
import sys
import threading
import traceback
from collections.abc import Mapping
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from vfc.errors import Stopped
from vfc.generators.api import Clip, Stage


class _Context:
    """What a stage is handed here: progress goes through the pipe."""

    def __init__(self, pipe: Connection, scratch: Path):
        self.scratch, self.environment, self._pipe = scratch, {}, pipe

    def progress(self, done: int, total: int) -> None:
        """Tell how far the step is; a pipe that nobody reads any more raises Stopped."""
        try:
            self._pipe.send(("progress", done, total))
        except OSError as error:
            raise Stopped("stopped") from error


def main(numbers: list[str]) -> None:
    """Serve each pipe until it is closed."""
    from vfc.generators.diffusion.generator import Diffusers

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program that began this one hears it, and closes the pipes
    first, *others = [Connection(int(number)) for number in numbers]
    device, folder = first.recv()
    generator = Diffusers()
    generator.folder = folder
    for pipe in others:
        threading.Thread(target=_serve, args=(generator, pipe, device), daemon=True).start()
    _serve(generator, first, device)


def _serve(generator, pipe: Connection, device: str) -> None:
    while True:
        try:
            _, stage, inputs, scratch = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            _answer(generator, pipe, _on(device, stage), inputs, scratch)
        except (Stopped, BrokenPipeError):
            return
        except BaseException as error:  # whatever a library raises is told, and the next shot comes
            pipe.send(("failed", type(error).__name__, str(error), traceback.format_exc()))


def _on(device: str, stage: Stage) -> Stage:
    """A stage with its device named."""
    request = stage.request
    options = tuple(sorted((dict(request.options) | {"device": device}).items()))
    return replace(stage, request=replace(request, options=options))


def _answer(generator, pipe: Connection, stage: Stage, inputs: Mapping[str, Clip | Path], scratch: Path) -> None:
    context = _Context(pipe, scratch)
    for made in generator.run(stage, inputs, context):
        if isinstance(made, bytes):
            pipe.send(("bytes",))
            pipe.send_bytes(made)
        else:
            pipe.send(("frame", made.shape))
            pipe.send_bytes(made.tobytes())
    pipe.send(("done", context.environment))


if __name__ == "__main__":
    main(sys.argv[1:])
