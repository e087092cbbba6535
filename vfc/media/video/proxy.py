"""Proxies: small film files of H.264 and AAC that every browser plays, quick to find a frame in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import av.container
import numpy

from vfc.errors import MediaError
from vfc.film.timing import Size, nearest
from vfc.media.colour.grade import Grader, Grading
from vfc.media.door import created
from vfc.media.fit import resized
from vfc.media.formats import STEADY
from vfc.media.frames import EIGHT, Converter, checked_size, read_frames, tagged
from vfc.media.sound.blocks import Block, Blocks
from vfc.media.sound.filters import audio_frame
from vfc.media.video.encode import EncodeSettings
from vfc.media.video.tracks import mark_bt709, picture_track

SAMPLE_RATE = 48000
FACTOR, PRESET = 23, "veryfast"  # of x264
BIT_RATE = 96_000  # of the sound
GROUP = Fraction(1, 2)  # seconds from one key frame to the next


def proxy_frames(
    path: Path, frames: int, size: Size, grading: Grading | None
) -> Iterator[av.VideoFrame]:
    """The first frames of a take's picture as yuv420p of a size, graded where there is a grading;
    MediaError where it has not so many.
    """
    grader, converter = Grader(grading) if grading else None, Converter()
    for index, frame in enumerate(read_frames(path, 0, frames)):
        shown = grader.frame(frame, index) if grader else frame
        if (shown.width, shown.height) == size and shown.format.name == EIGHT:
            yield shown
        elif shown.format.name == EIGHT:
            yield _shrunk(shown, size)
        else:
            yield converter.yuv(resized(converter.rgb(shown), size))


def _shrunk(frame: av.VideoFrame, size: Size) -> av.VideoFrame:
    """A yuv420p frame at another size, plane by plane: a third of the time that RGB takes."""
    planes, height, width = frame.to_ndarray(), frame.height, frame.width
    colours = planes[height:].reshape(2, height // 2, width // 2)
    made = numpy.empty((size.height * 3 // 2, size.width), numpy.uint8)
    halves = made[size.height :].reshape(2, size.height // 2, size.width // 2)
    made[: size.height] = resized(planes[:height], size)
    for plane, half in zip(colours, halves, strict=True):
        half[:] = resized(plane, Size(size.width // 2, size.height // 2))
    return tagged(av.VideoFrame.from_ndarray(made, format=EIGHT))


def write_proxy(
    path: Path,
    frames: Iterable[av.VideoFrame],
    *,
    size: Size,
    rate: Fraction,
    expected: int,
    sound: Blocks | None = None,
) -> None:
    """Write a proxy, its sound, `(samples, 2)` float32, as long as its pictures; MediaError unless
    `expected` frames came, each of this size.
    """
    ticks = EncodeSettings(size=size, rate=rate).timescale
    options = {
        "video_track_timescale": str(ticks),
        "movflags": "+faststart",
        "movie_timescale": str(ticks if sound is None else SAMPLE_RATE),
    }
    with created(path, "mp4", options) as container:
        stream = picture_track(container, "libx264", _options(rate), EIGHT, size=size, rate=rate)
        mark_bt709(stream.codec_context)
        heard = None if sound is None else _ProxySound(container, sound, expected / rate)
        count = 0
        for count, frame in enumerate(frames, 1):
            checked_size(frame, size)
            frame.pts, frame.time_base, frame.pict_type = count - 1, 1 / rate, 0
            container.mux(stream.encode(frame))
            if heard is not None:
                heard.write(count / rate)
        container.mux(stream.encode(None))
        if heard is not None:
            heard.end()
    if count != expected:
        raise MediaError(f"{count} frames came, {expected} were asked for")


def _options(rate: Fraction) -> dict[str, str]:
    group = max(1, round(rate * GROUP))
    return {
        "preset": PRESET,
        "crf": str(FACTOR),
        "profile": "high",
        "x264-params": f"keyint={group}:open-gop=0:threads=1{STEADY}",
    }


class _ProxySound:
    """The sound of a proxy while it is written; what lacks at its end is silence."""

    def __init__(self, container: av.container.OutputContainer, blocks: Blocks, seconds: Fraction):
        self._container, self._blocks = container, blocks
        self._left, self._at = nearest(seconds * SAMPLE_RATE), 0
        options = {"aac_coder": "fast", "aac_pns": "0"}
        self._stream = cast(
            "av.AudioStream",
            container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo", options=options),
        )
        self._stream.bit_rate = BIT_RATE

    def write(self, until: Fraction) -> None:
        """Write what is heard until a second of the film."""
        while self._left and self._at < until * SAMPLE_RATE:
            block = next(self._blocks, None)
            self._add(numpy.zeros((self._left, 2), numpy.float32) if block is None else block)

    def _add(self, block: Block) -> None:
        block = block[: self._left]
        if len(block):
            frame = audio_frame(block, SAMPLE_RATE, self._at)
            self._container.mux(self._stream.encode(frame))
        self._at, self._left = self._at + len(block), self._left - len(block)

    def end(self) -> None:
        """Write all that is left."""
        self.write(Fraction(self._at + self._left, SAMPLE_RATE))
        self._container.mux(self._stream.encode(None))
