"""HLG, PQ and wide gamut as an SDR display of BT.709 shows them, which is what films are made
of.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
import av.error
import av.filter
import cv2
import numpy
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from vfc.media.colour.curves import DISPLAY, TRANSFERS, WHITE, brought_down, light
from vfc.media.colour.gamut import WIDE, brought_in, to_709
from vfc.media.colour.profiles import pixels_in_srgb
from vfc.media.door import opened, picture_stream
from vfc.media.frames import EXACT, FULL, SPACES, Converter, has_alpha, over_black

STEPS = 64  # of the table, a colour
SAMPLES = 12  # places of a file at which its brightest light is measured
# per cent of a sample's pixels, which ringing and noise put above what the picture holds
NOISE = 0.05
SHORT_WHITE = 65283  # what libswscale makes of white in limited range
TICK = Fraction(1, 1000)


class Display:
    """Converts the frames of a file, of a colour profile where they carry none; one thread uses
    one.
    """

    def __init__(self, path: Path, profile: bytes = b""):
        self.path, self._plain, self._profile = path, Converter(), profile
        self._scaler = VideoReformatter()
        self._tables: dict[tuple[str, int, int, int], _Table] = {}

    def rgb(self, frame: av.VideoFrame, unmarked: Colorspace = Colorspace.ITU709) -> numpy.ndarray:
        """A frame as `(height, width, 3)` uint8 sRGB, by its own colour space, or by `unmarked`
        where it names none.
        """
        table = self._table(frame)
        if table is None:
            picture = self._plain.rgb(frame, unmarked)
            return pixels_in_srgb(picture, self._profile) if self._profile else picture
        picture = cv2.convertScaleAbs(table.applied(frame, unmarked), alpha=255 / 65535)
        return (
            picture if not has_alpha(frame) else over_black(numpy.dstack([picture, _alpha(frame)]))
        )

    def deep(self, frame: av.VideoFrame, unmarked: Colorspace = Colorspace.ITU709) -> numpy.ndarray:
        """The same with all the bits that a frame has: `(height, width, 3)` uint16."""
        table = self._table(frame)
        if table is None and self._profile:
            return self.rgb(frame, unmarked).astype(numpy.uint16) * 257
        picture = exact_signal(self._scaler, frame, unmarked)
        if table is not None:
            picture = table.of(av.VideoFrame.from_ndarray(picture, format="rgb48le"))
        if not has_alpha(frame):
            return picture
        weights = cv2.cvtColor(_alpha(frame), cv2.COLOR_GRAY2RGB)
        return cv2.multiply(picture, weights, scale=1 / 255, dtype=cv2.CV_16U)

    def _table(self, frame: av.VideoFrame) -> _Table | None:
        """The table of colours of such frames; None of those that are sRGB already."""
        transfer, primaries = TRANSFERS.get(int(frame.color_trc), ""), int(frame.color_primaries)
        if not transfer and primaries not in WIDE:
            return None
        form = (transfer, primaries, frame.width, frame.height)
        if form not in self._tables:
            brightest = (
                peak(self.path, os.stat(self.path).st_mtime_ns, transfer) if transfer else WHITE
            )
            self._tables[form] = _Table(
                table(transfer, primaries, brightest), frame.width, frame.height
            )
        return self._tables[form]


def still_in_sdr(picture: numpy.ndarray, primaries: int, transfer: int) -> numpy.ndarray:
    """A still `(height, width, 3)` uint8 in HLG, PQ or a wide gamut (H.273's numbers) as sRGB."""
    frame, name = av.VideoFrame.from_ndarray(picture, format="rgb24"), TRANSFERS.get(transfer, "")
    light = (
        max(WHITE, _brightest(signal(VideoReformatter(), frame), name, primaries))
        if name
        else WHITE
    )
    made = _Table(table(name, primaries, light), frame.width, frame.height)
    return cv2.convertScaleAbs(made.applied(frame, Colorspace.ITU709), alpha=255 / 65535)


class _Table:
    """A table of colours, applied to frames of one size in 16 bits by ffmpeg's haldclut."""

    def __init__(self, colours: numpy.ndarray, width: int, height: int):
        self.scaler, self.graph, self.count = VideoReformatter(), av.filter.Graph(), 0
        self.graph.threads = 1
        clut = _timed(av.VideoFrame.from_ndarray(colours, format="rgb48le"), 0)
        self.source, table = (
            self.graph.add_buffer(
                width=across, height=along, format=av.VideoFormat("rgb48le"), time_base=TICK
            )
            for across, along in ((width, height), (clut.width, clut.height))
        )
        applied, sink = self.graph.add("haldclut", "clut=first"), self.graph.add("buffersink")
        self.source.link_to(applied)
        table.link_to(applied, 0, 1)
        applied.link_to(sink)
        self.graph.configure()
        table.push(clut)
        table.push(None)

    def applied(self, frame: av.VideoFrame, unmarked: Colorspace) -> numpy.ndarray:
        """A frame in the table's colours, `(height, width, 3)` uint16."""
        return self.of(signal(self.scaler, frame, unmarked))

    def of(self, frame: av.VideoFrame) -> numpy.ndarray:
        """An rgb48le frame in the table's colours, `(height, width, 3)` uint16."""
        self.count += 1
        self.source.push(_timed(frame, self.count))
        return self.graph.vpull().to_ndarray()


def signal(
    scaler: VideoReformatter, frame: av.VideoFrame, unmarked: Colorspace = Colorspace.ITU709
) -> av.VideoFrame:
    """A frame as rgb48le: its own R'G'B', of whatever transfer and primaries."""
    name, space = frame.format.name, SPACES.get(int(frame.colorspace), unmarked)
    full = int(frame.color_range) == int(ColorRange.JPEG) or name.startswith(FULL)
    source_range = ColorRange.JPEG if full else ColorRange.MPEG
    return scaler.reformat(
        frame,
        format="rgb48le",
        threads=1,
        interpolation=EXACT,
        src_colorspace=space,
        src_color_range=source_range,
        dst_color_range=ColorRange.JPEG,
    )


def exact_signal(
    scaler: VideoReformatter, frame: av.VideoFrame, unmarked: Colorspace = Colorspace.ITU709
) -> numpy.ndarray:
    """The same as `(height, width, 3)` uint16, white at 65535, where libswscale falls short of it.

    Of limited range white comes out at 65283, of full range at the frame's bits and no more.
    """
    made, form = signal(scaler, frame, unmarked).to_ndarray(), frame.format
    if form.is_rgb or form.name.startswith(FULL[1:]):
        return made
    bits = max(each.bits for each in form.components)
    full = int(frame.color_range) == int(ColorRange.JPEG)
    white = ((1 << bits) - 1) << (16 - bits) if full else SHORT_WHITE
    return cv2.addWeighted(made, 65535 / white, made, 0, 0)


@lru_cache(maxsize=8)
def table(transfer: str, primaries: int, peak: float) -> numpy.ndarray:
    """What each R'G'B' of a file is in sRGB, as ffmpeg's Hald CLUT: `(512, 512, 3)` uint16, red
    fastest.
    """
    steps = numpy.linspace(0, 1, STEPS)
    blue, green, red = numpy.meshgrid(steps, steps, steps, indexing="ij")
    seen = light(numpy.stack([red, green, blue], -1), transfer) @ to_709(primaries).T
    values = brought_in(brought_down(seen, peak) / WHITE) ** (1 / DISPLAY)
    return numpy.rint(values * 65535).astype(numpy.uint16).reshape(512, 512, 3)


@lru_cache(maxsize=32)
def peak(path: Path, _changed: int, transfer: str) -> float:
    """The brightest light of a file in cd/m2, measured at a dozen places of it; no less than SDR's
    white.
    """
    scaler = VideoReformatter()
    return max(
        [
            WHITE,
            *(
                _brightest(signal(scaler, frame), transfer, int(frame.color_primaries))
                for frame in _samples(path)
            ),
        ]
    )


def _samples(path: Path) -> Iterator[av.VideoFrame]:
    with opened(path) as container:
        stream = picture_stream(container, path)
        for number in range(SAMPLES):
            try:
                if number:
                    container.seek(number * (container.duration or 0) // SAMPLES)
                yield next(container.decode(stream))
            except (av.error.FFmpegError, StopIteration):
                continue


def _brightest(frame: av.VideoFrame, transfer: str, primaries: int) -> float:
    small = cv2.resize(frame.to_ndarray(), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    seen = light(small / 65535, transfer) @ to_709(primaries).T
    return float(numpy.percentile(seen.max(-1), 100 - NOISE))


def _alpha(frame: av.VideoFrame) -> numpy.ndarray:
    return frame.reformat(format="rgba", threads=1).to_ndarray()[..., 3]


def _timed(frame: av.VideoFrame, at: int) -> av.VideoFrame:
    frame.pts, frame.time_base = at, TICK
    return frame
