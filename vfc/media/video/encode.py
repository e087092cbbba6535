"""Segments: closed groups of pictures that can follow one another in any film of the same settings.

`stitchable` makes x264 write headers that depend on the settings alone; without it, joined segments
decode wrong.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.container

from vfc.errors import MediaError
from vfc.film.formats import Codec, ContainerKind, Quality
from vfc.film.timing import Size
from vfc.media.door import created
from vfc.media.formats import ENCODERS, MUXERS, encoder_of, key_frames
from vfc.media.frames import checked_size
from vfc.media.video.tracks import mark_bt709, picture_track

# SVT-AV1 tells each beginning on the terminal, if not told to tell errors alone.
os.environ.setdefault("SVT_LOG", "1")


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeSettings:
    """What all the segments of one file share."""

    size: Size
    rate: Fraction
    codec: Codec = Codec.H264
    quality: Quality = Quality.HIGH
    depth: int = 0  # bits of a level; 0: the codec's own
    factor: float = 0  # a constant rate factor; 0: the quality's

    @property
    def timescale(self) -> int:
        """Ticks a second, such that every frame lasts a whole number of them."""
        numerator = self.rate.numerator
        return numerator if numerator >= 10000 else numerator * 1000

    @property
    def delay(self) -> int:
        """Frames by which decoding runs ahead of showing."""
        return ENCODERS[self.codec].delay


def encode_segment(
    path: Path, frames: Iterable[av.VideoFrame], settings: EncodeSettings, expected: int
) -> None:
    """Encode a segment, of the ending that its codec has for segments, on one thread.

    MediaError unless `expected` frames came, each of the size of the settings.
    """
    kind, count = ENCODERS[settings.codec].segments, 0
    ticks = {} if kind is ContainerKind.MKV else {"video_track_timescale": str(settings.timescale)}
    with created(path, MUXERS[kind].name, ticks) as container:
        stream = _stream(container, settings)
        for index, packet in enumerate(_packets(stream, frames, settings)):
            # By x265 a segment of a single frame is decoded at a time that it never set, now and
            # then too late to mux.
            packet.dts = index - settings.delay
            count += 1
            container.mux(packet)
    if count != expected:
        raise MediaError(f"{count} frames came, {expected} were asked for")


def _packets(
    stream: av.VideoStream, frames: Iterable[av.VideoFrame], settings: EncodeSettings
) -> Iterator[av.Packet]:
    """The packets of a stream, as many as frames, in the order of decoding."""
    for index, frame in enumerate(frames):
        checked_size(frame, settings.size)
        frame = (
            frame
            if frame.format.name == stream.pix_fmt
            else frame.reformat(format=stream.pix_fmt, threads=1)
        )
        # The picture's type would otherwise stay what it was in the file that it comes from.
        frame.pts, frame.time_base, frame.pict_type = index, 1 / settings.rate, 0
        yield from stream.encode(frame)
    yield from stream.encode(None)


def _stream(container: av.container.OutputContainer, settings: EncodeSettings) -> av.VideoStream:
    codec = encoder_of(settings.codec, settings.depth)
    options = codec.options(settings.quality, key_frames(settings.rate))
    if settings.factor:
        options["crf"] = f"{settings.factor:g}"
    stream = picture_track(
        container, codec.encoder, options, codec.pixels, size=settings.size, rate=settings.rate
    )
    if codec.tag:
        stream.codec_context.codec_tag = codec.tag
    mark_bt709(stream.codec_context)
    return stream
