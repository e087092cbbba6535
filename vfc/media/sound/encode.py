"""Samples encoded once, in a file whose length is exact: AAC-LC in an .m4a, PCM in a .mov."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, cast

import av

from vfc.errors import MediaError
from vfc.film.shots import SAMPLE_RATES
from vfc.film.soundcodecs import SoundCodec
from vfc.media.door import created, opened
from vfc.media.sound.blocks import Blocks
from vfc.media.sound.filters import audio_frame


class SoundEncoder(NamedTuple):
    """What writes a codec of sound: ffmpeg's name for it, the format of samples that it takes, bits
    a second (0: as many as there are), the container of its files and their ending.
    """

    encoder: str
    samples: str
    bit_rate: int
    muxer: str
    ending: str


ENCODERS: Mapping[SoundCodec, SoundEncoder] = {
    SoundCodec.AAC: SoundEncoder("aac", "fltp", 192_000, "ipod", "m4a"),
    SoundCodec.PCM: SoundEncoder("pcm_s24le", "s32", 0, "mov", "mov"),
}
PACKET = 1024  # samples that are encoded at once


def encode_sound(
    path: Path, blocks: Blocks, *, length: int, rate: int, codec: SoundCodec = SoundCodec.AAC
) -> None:
    """Encode `length` samples given as blocks `(samples, 2)` float32.

    AAC begins with 1024 samples that are not the film's; the file's edit list leaves them out, and
    the last packet is as long as what is left, so that each sample comes back in its place.
    MediaError for a rate that AAC has not.
    """
    if rate not in SAMPLE_RATES:
        known = ", ".join(map(str, SAMPLE_RATES))
        raise MediaError(f"AAC has no rate of {rate} samples a second; write one of {known}")
    writes = ENCODERS[codec]
    # the edit list counts in it
    with created(path, writes.muxer, {"movie_timescale": str(rate)}) as container:
        added = container.add_stream(writes.encoder, rate=rate, layout="stereo")
        stream = cast("av.AudioStream", added)
        if writes.bit_rate:
            stream.bit_rate = writes.bit_rate
        for frame in _frames(blocks, length, rate, writes.samples):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _frames(blocks: Blocks, length: int, rate: int, form: str) -> Iterator[av.AudioFrame]:
    """The samples as frames of a format, a packet's worth each."""
    resampler = av.AudioResampler(format=form, layout="stereo", rate=rate, frame_size=PACKET)
    done = 0
    for block in blocks:
        part = block[: length - done]
        if len(part):
            yield from resampler.resample(audio_frame(part, rate, done))
        done += len(part)
    yield from resampler.resample(None)


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
