"""Frames of a kept picture, read when they are asked for: what generators get as their inputs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import numpy

from vfc.film.sources import Fit
from vfc.film.timing import Size
from vfc.media.fit import fitted
from vfc.media.frames import read_rgb


class FileClip:
    """`frames` of a file from `start` on, as `(height, width, 3)` uint8 sRGB of a size.

    Beyond the file's `there` frames its last one is held. A negative index counts from the end.
    """

    def __init__(self, path: Path, start: int, frames: int, there: int, size: Size):
        self._path, self._start, self._frames, self._there, self._size = (
            path,
            start,
            frames,
            there,
            size,
        )

    def __len__(self) -> int:
        return self._frames

    def __iter__(self) -> Iterator[numpy.ndarray]:
        picture, count = None, 0
        for picture in self._read(self._start, min(self._start + self._frames, self._there)):
            count += 1
            yield picture
        if picture is not None:
            yield from repeat(picture, self._frames - count)

    def __getitem__(self, index: int) -> numpy.ndarray:
        if not -self._frames <= index < self._frames:
            raise IndexError(f"frame {index} of {self._frames}")
        at = min(self._start + index % self._frames, self._there - 1)
        return next(self._read(at, at + 1))

    def _read(self, start: int, stop: int) -> Iterator[numpy.ndarray]:
        for picture in read_rgb(self._path, start, stop):
            yield fitted(picture, self._size, Fit.CROP)


class PictureClip:
    """One picture, `(height, width, 3)` uint8 sRGB, as a clip of one frame."""

    def __init__(self, picture: numpy.ndarray):
        self._picture = picture

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[numpy.ndarray]:
        yield self._picture

    def __getitem__(self, index: int) -> numpy.ndarray:
        if index not in (0, -1):
            raise IndexError(f"frame {index} of 1")
        return self._picture
