"""Frames in and out of files that vfc wrote: exact indexes, BT.709 both ways.

Arrays are `(height, width, 3)` uint8 sRGB. Video frames are yuv420p, BT.709, limited range.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation, VideoReformatter

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.door import opened


class Converter:
    """Converts frames; keeps its scaler from frame to frame. One thread uses one converter."""

    def __init__(self) -> None:
        self._to_yuv, self._to_rgb, self._scale = VideoReformatter(), VideoReformatter(), VideoReformatter()

    def yuv(self, picture: numpy.ndarray | av.VideoFrame) -> av.VideoFrame:
        """A picture as yuv420p; a frame that is so already comes back as it is."""
        if isinstance(picture, av.VideoFrame):
            if picture.format.name == "yuv420p":
                return picture
            picture = self.rgb(picture)
        frame = av.VideoFrame.from_ndarray(numpy.ascontiguousarray(picture), format="rgb24")
        made = self._to_yuv.reformat(frame, format="yuv420p", dst_colorspace=Colorspace.ITU709, threads=1,
                                     src_color_range=ColorRange.JPEG, dst_color_range=ColorRange.MPEG,
                                     interpolation=Interpolation.BICUBIC)
        return tagged(made)

    def rgb(self, frame: av.VideoFrame) -> numpy.ndarray:
        """A frame as an sRGB array, by its own colour space, BT.709 where it names none."""
        if frame.format.name == "rgb24":
            return frame.to_ndarray()
        space = {int(Colorspace.ITU601): Colorspace.ITU601, 6: Colorspace.ITU601, 4: Colorspace.FCC,
                 7: Colorspace.SMPTE240M}.get(int(frame.colorspace), Colorspace.ITU709)
        full = int(frame.color_range) == int(ColorRange.JPEG) or frame.format.name.startswith(("yuvj", "rgb", "gbr", "bgr"))
        made = self._to_rgb.reformat(frame, format="rgb24", src_colorspace=space, threads=1,
                                     src_color_range=ColorRange.JPEG if full else ColorRange.MPEG,
                                     dst_color_range=ColorRange.JPEG, interpolation=Interpolation.BICUBIC)
        return made.to_ndarray()

    def scaled(self, frame: av.VideoFrame, size: Size) -> av.VideoFrame:
        """A yuv420p frame at another size, stretched."""
        if (frame.width, frame.height) == size:
            return frame
        made = self._scale.reformat(frame, width=size.width, height=size.height, format="yuv420p", threads=1,
                                    src_colorspace=Colorspace.ITU709, dst_colorspace=Colorspace.ITU709,
                                    src_color_range=ColorRange.MPEG, dst_color_range=ColorRange.MPEG,
                                    interpolation=Interpolation.BICUBIC)
        return tagged(made)


def tagged(frame: av.VideoFrame) -> av.VideoFrame:
    """The same frame, marked as BT.709 of limited range."""
    frame.colorspace = Colorspace.ITU709
    frame.color_range = ColorRange.MPEG
    frame.color_trc = ColorTrc.BT709
    frame.color_primaries = ColorPrimaries.BT709
    return frame


def read_frames(path: Path, start: int = 0, stop: int | None = None) -> Iterator[av.VideoFrame]:
    """The frames `start` to `stop` of a file of constant rate; MediaError where it has not so many."""
    wanted = start
    with opened(path) as container:
        stream = container.streams.video[0]
        stream.thread_count = 1
        rate = Fraction(stream.average_rate)
        first = stream.start_time or 0
        if start:
            container.seek(first + int(Fraction(start) / rate / stream.time_base), stream=stream, backward=True)
        for frame in container.decode(stream):
            index = round((frame.pts - first) * stream.time_base * rate)
            if stop is not None and index >= stop:
                break
            if index == wanted:
                wanted += 1
                yield frame
    if stop is not None and wanted < stop:
        raise MediaError(f"{path.name}: has {wanted} frames, {stop} are needed")


def read_rgb(path: Path, start: int = 0, stop: int | None = None) -> Iterator[numpy.ndarray]:
    """The frames `start` to `stop` as sRGB arrays."""
    converter = Converter()
    for frame in read_frames(path, start, stop):
        yield converter.rgb(frame)
