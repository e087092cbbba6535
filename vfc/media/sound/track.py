"""The sound of a film: every sound at its sample, ducked, levelled, limited, and encoded once.

The mix passes by in blocks. It lies in a file of raw samples while its loudness is measured, so
that a film of hours needs no more memory than a short one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy

from vfc.errors import MediaError
from vfc.film.soundcodecs import SoundCodec
from vfc.media.sound.blocks import Block, Blocks
from vfc.media.sound.encode import check_sound, encode_sound
from vfc.media.sound.level import Meter, levelled
from vfc.media.sound.mix import BLOCK, SoundEvent, mixed

__all__ = ["SoundEvent", "mix"]

QUIET = -60.0  # LUFS; a film that is softer throughout is taken for silence and left as it is

ReportProgress = Callable[[int, int], None]


def mix(
    path: Path,
    events: Sequence[SoundEvent],
    *,
    length: int,
    sample_rate: int,
    loudness: float | None = None,
    codec: SoundCodec = SoundCodec.AAC,
    scratch: Path | None = None,
    progress: ReportProgress | None = None,
) -> None:
    """Mix `length` samples of stereo and encode them by a codec; without events they
    are silence.

    With `loudness` (LUFS, integrated, EBU R 128) the whole is raised or lowered to it; where the
    limiter works hard it comes out softer. True peaks stay below -1 dBTP, to which AAC adds what it
    adds. The raw mix, 8 bytes a sample, lies in `scratch`, or beside the result. `progress` is told
    (done, total) in samples of two passes, and may raise. MediaError names a file that has no sound
    or cannot be read.
    """
    if not events:
        encode_sound(path, _silence(length), length=length, rate=sample_rate, codec=codec)
        return
    tell = progress or (lambda done, total: None)
    with _raw(scratch or path.parent, path.name) as raw:
        meter = Meter(sample_rate)
        for done, block in _counted(mixed(events, length, sample_rate)):
            tell(done, 2 * length)
            meter.hear(block)
            _written(raw, block, path)
        gain = (
            10 ** ((loudness - meter.loudness) / 20)
            if loudness is not None and meter.loudness > QUIET
            else 1.0
        )
        blocks = _told(levelled(_MixReader(raw, length), gain, sample_rate), length, tell)
        encode_sound(path, blocks, length=length, rate=sample_rate, codec=codec)
    check_sound(path, length=length, rate=sample_rate)


class _MixReader:
    """Samples of the raw mix by their places; silence before its start and after its end."""

    def __init__(self, raw: BinaryIO, length: int):
        self.raw, self.length = raw, length

    def __len__(self) -> int:
        return self.length

    def read(self, start: int, stop: int) -> Block:
        """Samples `start` to `stop` as `(samples, 2)` float32."""
        block = numpy.zeros((stop - start, 2), numpy.float32)
        first, last = max(0, start), min(self.length, stop)
        if last > first:
            self.raw.seek(first * 8)
            found = numpy.frombuffer(self.raw.read((last - first) * 8), numpy.float32).reshape(
                -1, 2
            )
            block[first - start : last - start] = found
        return block


@contextmanager
def _raw(folder: Path, name: str) -> Iterator[BinaryIO]:
    path = folder / f"{name}.raw"
    try:
        with open(path, "w+b") as raw:
            yield raw
    finally:
        path.unlink(missing_ok=True)


def _written(raw: BinaryIO, block: Block, path: Path) -> None:
    try:
        raw.write(block.tobytes())
    except OSError as error:
        raise MediaError(f"{path.name}: the raw mix cannot be kept: {error.strerror}") from error


def _counted(blocks: Blocks) -> Iterator[tuple[int, Block]]:
    done = 0
    for block in blocks:
        yield done, block
        done += len(block)


def _told(blocks: Blocks, length: int, tell: ReportProgress) -> Blocks:
    for done, block in _counted(blocks):
        tell(length + done, 2 * length)
        yield block


def _silence(length: int) -> Blocks:
    return (
        numpy.zeros((min(BLOCK, length - at), 2), numpy.float32) for at in range(0, length, BLOCK)
    )
