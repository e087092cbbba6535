"""The frames of a take while effects run over them: passing by, or as a whole in a file."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import numpy

from vfc.errors import MediaError

HELD = 4  # frames of a passing reel that can still be seen


class Reel(Protocol):
    """Frames `(height, width, 3)` uint8 by their index."""

    def reach(self, index: int) -> None:
        """Let the frame at `index` be read; whatever reading raises comes from here."""

    def frame(self, index: int) -> numpy.ndarray:
        """The frame at an index that was reached, `(height, width, 3)` uint8 sRGB, 0 to 255;
        MediaError where it is kept no more.
        """
        ...

    def close(self) -> None:
        """Let go of everything."""


class Passing:
    """Frames seen in their order; the last few are held."""

    def __init__(self, frames: Iterator[numpy.ndarray], count: int, scratch: Path | None):
        self.frames, self.count = frames, count
        self.kept: deque[numpy.ndarray] = deque(maxlen=HELD)
        self.next = 0
        self.reach(0)

    def reach(self, index: int) -> None:
        while self.next <= index:
            self.kept.append(_taken(self.frames, self.next, self.count))
            self.next += 1

    def frame(self, index: int) -> numpy.ndarray:
        """The frame at an index, `(height, width, 3)` uint8 sRGB, 0 to 255; MediaError where it has
        passed and is not kept.
        """
        self.reach(index)
        back = self.next - index
        if back > len(self.kept):
            raise MediaError(
                f"an effect asked again for frame {index} when frame {self.next - 1} was shown"
            )
        return self.kept[-back]

    def close(self) -> None:
        self.kept.clear()


class Whole:
    """All frames in a file without a name, read by their index."""

    def __init__(self, frames: Iterator[numpy.ndarray], count: int, scratch: Path | None):
        first = _taken(frames, 0, count)
        self.shape, self.size = first.shape, first.nbytes
        with ExitStack() as stack:
            self.file = stack.enter_context(tempfile.TemporaryFile(dir=scratch))
            self._write(first)
            for index in range(1, count):
                self._write(_taken(frames, index, count))
            stack.pop_all()  # from here on `close` lets go of it

    def _write(self, frame: numpy.ndarray) -> None:
        try:
            self.file.write(numpy.ascontiguousarray(frame).data)
        except OSError as error:
            raise MediaError(
                f"the frames for an effect cannot be kept: {error.strerror}"
            ) from error

    def reach(self, index: int) -> None:
        pass

    def frame(self, index: int) -> numpy.ndarray:
        """The frame at an index, as it was given: `(height, width, 3)` uint8 sRGB, 0 to 255."""
        self.file.seek(index * self.size)
        return numpy.frombuffer(self.file.read(self.size), numpy.uint8).reshape(self.shape)

    def close(self) -> None:
        self.file.close()


def _taken(frames: Iterator[numpy.ndarray], index: int, count: int) -> numpy.ndarray:
    frame = next(frames, None)
    if frame is None:
        raise MediaError(f"{index} frames came for the effects, {count} were asked for")
    return frame
