"""Raw samples in files: 32-bit floats, channel by channel of one sample after another."""

from __future__ import annotations

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
    """Files of raw samples as one, by places; silence before its start and after its end."""

    def __init__(self, paths: Sequence[Path], lengths: Sequence[int], channels: int):
        self.channels, self.starts = channels, [0]
        self.files = [open_raw(path, channels) for path in paths]
        for path, file, length in zip(paths, self.files, lengths, strict=True):
            if len(file) != length:
                raise MediaError(f"{path.name}: holds {len(file)} samples, not {length}")
            self.starts.append(self.starts[-1] + length)

    def __len__(self) -> int:
        return self.starts[-1]

    def read(self, start: int, stop: int) -> Block:
        """Samples `start` to `stop` as `(samples, channels)` float32."""
        block = numpy.zeros((stop - start, self.channels), numpy.float32)
        for begins, file in zip(self.starts, self.files, strict=False):
            first, last = max(start, begins), min(stop, begins + len(file))
            if first < last:
                block[first - start : last - start] = file[first - begins : last - begins]
        return block
