"""Raw samples in files: 32-bit floats, channel by channel of one sample after another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy

from vfc.errors import MediaError
from vfc.media.sound.blocks import Block

ENDING = "f32"
WIDTH = 4  # bytes of a number


def write_raw(path: Path, blocks: Iterable[Block]) -> None:
    """Write blocks `(samples, channels)` float32; MediaError where the disk refuses."""
    try:
        with open(path, "wb") as file:
            file.writelines(numpy.ascontiguousarray(block, "<f4").tobytes() for block in blocks)
    except OSError as error:
        raise MediaError(f"{path.name}: cannot be written: {error.strerror}") from error


def open_raw(path: Path, channels: int) -> Block:
    """A file's samples `(samples, channels)` float32, read as they are used."""
    if path.stat().st_size < WIDTH * channels:
        return numpy.zeros((0, channels), numpy.float32)
    return numpy.memmap(path, "<f4", "r").reshape(-1, channels)


class RawReel:
    """Files of raw samples as one, by places; silence before its start and after its end. Nothing
    of them is held: a film of hours costs no more memory than one of seconds.
    """

    def __init__(self, paths: Sequence[Path], lengths: Sequence[int], channels: int):
        self.channels, self.paths, self.starts = channels, tuple(paths), [0]
        for path, length in zip(paths, lengths, strict=True):
            held = path.stat().st_size // (WIDTH * channels)
            if held != length:
                raise MediaError(f"{path.name}: holds {held} samples, not {length}")
            self.starts.append(self.starts[-1] + length)

    def __len__(self) -> int:
        return self.starts[-1]

    def read(self, start: int, stop: int) -> Block:
        """Samples `start` to `stop` as `(samples, channels)` float32."""
        block = numpy.zeros((stop - start, self.channels), numpy.float32)
        at = max(0, bisect_right(self.starts, start) - 1)
        while at < len(self.paths) and self.starts[at] < stop:
            begins, ends = self.starts[at], self.starts[at + 1]
            first, last = max(start, begins), min(stop, ends)
            if first < last:
                block[first - start : last - start] = read_raw(
                    self.paths[at], first - begins, last - begins, self.channels
                )
            at += 1
        return block


def read_raw(path: Path, start: int, stop: int, channels: int) -> Block:
    """Samples `start` to `stop` of a file, `(samples, channels)` float32."""
    return numpy.fromfile(
        path, "<f4", (stop - start) * channels, offset=start * WIDTH * channels
    ).reshape(-1, channels)
