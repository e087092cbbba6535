"""Samples to AAC-LC, once, in an .m4a whose length is exact."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy

from vfc.errors import MediaError
from vfc.film.shots import SAMPLE_RATES
from vfc.media.door import created, opened
from vfc.media.sound.blocks import Block, Blocks

BIT_RATE = 192_000


def encode_sound(path: Path, blocks: Blocks, *, length: int, rate: int) -> None:
    """Encode `length` samples given as blocks `(samples, 2)` float32.

    AAC begins with 1024 samples that are not the film's; the file's edit list leaves them out, and
    the last packet is as long as what is left, so that each sample comes back in its place.
    MediaError for a rate that AAC has not.
    """
    if rate not in SAMPLE_RATES:
        known = ", ".join(map(str, SAMPLE_RATES))
        raise MediaError(f"AAC has no rate of {rate} samples a second; write one of {known}")
    # the edit list counts in it
    with created(path, "ipod", {"movie_timescale": str(rate)}) as container:
        stream = container.add_stream("aac", rate=rate, layout="stereo")
        stream.bit_rate = BIT_RATE
        done = 0
        for block in blocks:
            container.mux(stream.encode(_planar(block[: length - done], rate, done)))
            done += len(block)
        container.mux(stream.encode(None))


def check_sound(path: Path, *, length: int, rate: int) -> None:
    """MediaError unless a file holds `length` samples of sound from its time 0 on."""
    with opened(path) as container:
        stream = container.streams.audio[0]
        end = max(
            (
                (packet.pts + (packet.duration or 0)) * packet.time_base
                for packet in container.demux(stream)
                if packet.size and packet.pts is not None
            ),
            default=Fraction(0),
        )
        if stream.rate != rate or round(end * rate) != length or (stream.start_time or 0) > 0:
            raise MediaError(
                f"{path.name}: holds {round(end * rate)} samples at {stream.rate}, not {length} at "
                f"{rate}"
            )


def _planar(block: Block, rate: int, pts: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(
        numpy.ascontiguousarray(block.T), format="fltp", layout="stereo"
    )
    frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), pts
    return frame
