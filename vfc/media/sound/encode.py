"""Samples encoded: a block of them by itself, and packets as a file whose length is exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, cast

import av
import numpy

from vfc.errors import MediaError
from vfc.film.shots import SAMPLE_RATES
from vfc.film.soundcodecs import SoundCodec
from vfc.media.door import created, opened
from vfc.media.sound.blocks import LAYOUTS, Block, block_of
from vfc.media.sound.filters import audio_frame


class SoundEncoder(NamedTuple):
    """What writes a codec of sound: ffmpeg's name for it, the format of samples that it takes, bits
    a second for each channel (0: as many as there are), its options, samples before the first that
    are not the film's, the container of its files and their ending.

    `packet` samples are in each packet. `alone`: a packet that a block begins with goes on from
    another's as from its own. `trims`: what decodes it leaves out the samples before the first.
    """

    encoder: str
    samples: str
    bit_rate: int
    options: Mapping[str, str]
    primes: int
    muxer: str
    ending: str
    packet: int = 1024
    alone: bool = True
    trims: bool = False

    @property
    def heard_first(self) -> int:
        """The samples that are heard before the film's first where packets are decoded."""
        return 0 if self.trims else self.primes


PACKET = 1024  # samples
ENCODERS: Mapping[SoundCodec, SoundEncoder] = {
    # No noise that each decoder makes up anew: what is measured is what is heard. The fast coder
    # has hardly a memory, so that a block that is begun anew soon goes on as the whole would, and
    # is the nearer one to what was given from 128 kbit/s a channel on.
    SoundCodec.AAC: SoundEncoder(
        "aac",
        "fltp",
        128_000,
        {"aac_coder": "fast", "aac_pns": "0"},
        PACKET,
        "ipod",
        "m4a",
        alone=False,
    ),
    # Each packet of as many bytes, so that a block that is begun anew goes on as the whole would:
    # measured, from the 16th packet on it is no further from what was given. Ogg says in samples
    # where the sound ends.
    SoundCodec.OPUS: SoundEncoder(
        "libopus", "flt", 128_000, {"vbr": "off"}, 312, "ogg", "opus", packet=960, trims=True
    ),
    SoundCodec.PCM: SoundEncoder("pcm_s24le", "s32", 0, {}, 0, "mov", "mov"),
    SoundCodec.WAV: SoundEncoder("pcm_s24le", "s32", 0, {}, 0, "wav", "wav"),
}


OPTIONS = {"wav": {"rf64": "auto"}, "ogg": {}}  # of muxers; those of others count in samples


class Encoded(NamedTuple):
    """Packets of sound in a row, with what sets up their decoder. The packet at `index` of a film
    is the `index`-th of its sound.
    """

    first: int
    packets: tuple[bytes, ...]
    setup: bytes = b""

    def at(self, index: int) -> bytes:
        """The packet of the film's sound at an index."""
        return self.packets[index - self.first]


def encoded(samples: Block, first: int, *, codec: SoundCodec, rate: int) -> Encoded:
    """Samples `(samples, channels)` float32 encoded by themselves; `first` is the index in the film
    of the first packet that comes of them.

    MediaError for a rate that AAC has not.
    """
    if rate not in SAMPLE_RATES:
        known = ", ".join(map(str, SAMPLE_RATES))
        raise MediaError(f"AAC has no rate of {rate} samples a second; write one of {known}")
    writes, layout = ENCODERS[codec], LAYOUTS[samples.shape[1]]
    context = cast("av.AudioCodecContext", av.CodecContext.create(writes.encoder, "w"))
    context.sample_rate, context.time_base = rate, Fraction(1, rate)
    context.layout, context.format = layout, writes.samples
    context.options = dict(writes.options)
    if writes.bit_rate:
        context.bit_rate = writes.bit_rate * samples.shape[1]
    packets = [
        bytes(packet)
        for frame in (*_frames(samples, rate, writes), None)
        for packet in context.encode(frame)
    ]
    return Encoded(first, tuple(packets), bytes(context.extradata or b""))


def _frames(samples: Block, rate: int, writes: SoundEncoder) -> Iterator[av.AudioFrame]:
    """The samples as frames of an encoder's format, a packet's worth each."""
    layout, each = LAYOUTS[samples.shape[1]], writes.packet
    resampler = av.AudioResampler(format=writes.samples, layout=layout, rate=rate, frame_size=each)
    for at in range(0, len(samples), each):
        yield from resampler.resample(audio_frame(samples[at : at + each], rate, at))
    yield from resampler.resample(None)


def decoded(sound: Encoded, *, codec: SoundCodec, rate: int, channels: int) -> Block:
    """What packets in a row are heard as, `(samples, channels)` float32, a packet's worth for
    each.
    """
    name = ENCODERS[codec].encoder
    context = cast("av.AudioCodecContext", av.CodecContext.create(name, "r"))
    context.sample_rate, context.layout = rate, LAYOUTS[channels]
    if sound.setup:
        context.extradata = sound.setup
    resampler = av.AudioResampler(format="flt", layout=LAYOUTS[channels], rate=rate)
    heard = [
        block_of(made)
        for packet in sound.packets
        for frame in context.decode(av.Packet(packet))
        for made in resampler.resample(frame)
    ]
    return numpy.concatenate(heard) if heard else numpy.zeros((0, channels), numpy.float32)


def write_packets(
    path: Path,
    packets: Iterable[bytes],
    *,
    codec: SoundCodec,
    length: int,
    rate: int,
    channels: int,
) -> None:
    """Packets of sound as a file of `length` samples.

    AAC begins with 1024 samples that are not the film's, Opus with 312; the file's edit list or
    head leaves them out, and the last packet is as long as what is left, so that each sample comes
    back in its place.
    """
    writes = ENCODERS[codec]
    # an edit list counts in the first; more than 4 GB ask for the second
    options = OPTIONS.get(writes.muxer, {"movie_timescale": str(rate)})
    with created(path, writes.muxer, options) as container:
        added = container.add_stream(writes.encoder, rate=rate, layout=LAYOUTS[channels])
        stream = cast("av.AudioStream", added)
        if writes.bit_rate:
            stream.bit_rate = writes.bit_rate * channels
        container.start_encoding()
        for index, data in enumerate(packets):
            packet = av.Packet(data)
            at = index * writes.packet - writes.primes
            if at >= length:
                return  # what an encoder gave for samples that there are none of
            packet.stream, packet.time_base, packet.is_keyframe = stream, Fraction(1, rate), True
            packet.pts = packet.dts = at
            packet.duration = min(writes.packet, length - at)
            container.mux_one(packet)


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
