"""Mezzanines: the pictures of a take as they are kept, without loss, quick to seek.

x264 at quantiser 0 in yuv420p, or FFV1 in RGB where the pictures cost a GPU. One thread, so that bytes repeat.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.door import opened, translated
from vfc.media.frames import Converter

GROUP = 12  # frames from one key frame to the next


def write_mezzanine(path: Path, frames: Iterable[numpy.ndarray | av.VideoFrame], *, size: Size, rate: Fraction,
                    lossless_rgb: bool = False) -> int:
    """Write frames to a file; how many there were. `path` ends in .mp4, or .mkv for `lossless_rgb`."""
    converter, count = Converter(), 0
    with translated(path), av.open(str(path), "w", options={"fflags": "+bitexact"}) as container:
        stream = _stream(container, size, rate, lossless_rgb)
        for count, picture in enumerate(frames, 1):
            frame = _packed(picture) if lossless_rgb else converter.yuv(picture)
            frame.pts, frame.time_base = count - 1, 1 / rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return count


def _packed(picture: numpy.ndarray) -> av.VideoFrame:
    return av.VideoFrame.from_ndarray(numpy.ascontiguousarray(picture), format="rgb24").reformat(format="bgr0", threads=1)


def _stream(container: av.container.OutputContainer, size: Size, rate: Fraction, lossless_rgb: bool):
    if lossless_rgb:
        stream = container.add_stream("ffv1", rate=rate, options={"level": "3", "slicecrc": "1", "slices": "4"})
        stream.pix_fmt = "bgr0"
    else:
        options = {"preset": "ultrafast", "qp": "0", "g": str(GROUP), "bf": "0", "x264-params": "scenecut=0"}
        stream = container.add_stream("libx264", rate=rate, options=options)
        stream.pix_fmt = "yuv420p"
        mark_bt709(stream.codec_context)
    stream.width, stream.height = size
    stream.time_base = stream.codec_context.time_base = 1 / rate
    stream.codec_context.thread_count = 1
    return stream


def mark_bt709(context: av.codec.CodecContext) -> None:
    """Tag an encoder as BT.709 of limited range."""
    context.colorspace, context.color_range = 1, 1
    context.color_trc, context.color_primaries = 1, 1


def check_mezzanine(path: Path, *, frames: int, size: Size, rate: Fraction) -> None:
    """Raise MediaError unless a file decodes to exactly these frames, at this size and rate."""
    with opened(path) as container:
        stream = container.streams.video[0]
        stream.thread_count = 1
        if Size(stream.width, stream.height) != size:
            raise MediaError(f"{stream.width}x{stream.height} came, {size} was asked for")
        if abs(float(stream.average_rate) - float(rate)) > 1e-3 and frames > 1:
            raise MediaError(f"{stream.average_rate} frames a second came, {rate} were asked for")
        count = sum(1 for _ in container.decode(stream))
    if count != frames:
        raise MediaError(f"{count} frames came, {frames} were asked for")
