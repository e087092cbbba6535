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
from vfc.media.door import created, opened, picture_stream
from vfc.media.frames import Converter, checked_size
from vfc.media.rates import frame_rate

GROUP = 12  # frames from one key frame to the next


def write_mezzanine(path: Path, frames: Iterable[numpy.ndarray | av.VideoFrame], *, size: Size, rate: Fraction,
                    lossless_rgb: bool = False) -> int:
    """Write frames of `size` to a file; how many there were. `path` ends in .mp4, or .mkv for `lossless_rgb`.

    MediaError where there were none, or one has another size.
    """
    converter, count = Converter(), 0
    with created(path, "matroska" if lossless_rgb else "mp4") as container:
        stream = _stream(container, size, rate, lossless_rgb)
        for count, picture in enumerate(frames, 1):
            checked_size(picture, size)
            frame = converter.packed(picture) if lossless_rgb else converter.yuv(picture)
            frame.pts, frame.time_base, frame.pict_type = count - 1, 1 / rate, 0
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    if not count:
        raise MediaError("no frames came")
    return count


def _stream(container: av.container.OutputContainer, size: Size, rate: Fraction, lossless_rgb: bool) -> av.VideoStream:
    if lossless_rgb:
        options = {"level": "3", "slicecrc": "1", "slices": "4", "g": "1"}
        stream = container.add_stream("ffv1", rate=rate, options=options)
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
    """Tag an encoder as BT.709 of limited range (ITU-T H.273: 1 in each table)."""
    context.colorspace, context.color_range = 1, 1
    context.color_trc, context.color_primaries = 1, 1


def check_mezzanine(path: Path, *, frames: int, size: Size, rate: Fraction) -> None:
    """Raise MediaError unless a file decodes to exactly these frames, at this size and rate."""
    with opened(path, own=True) as container:
        stream = picture_stream(container, path)
        if Size(stream.width, stream.height) != size:
            raise MediaError(f"{stream.width}x{stream.height} came, {size} was asked for")
        came = frame_rate(stream)
        if frames > 1 and abs(came / rate - 1) > Fraction(1, 20000):
            raise MediaError(f"{came} frames a second came, {rate} were asked for")
        count = sum(1 for _ in container.decode(stream))
    if count != frames:
        raise MediaError(f"{count} frames came, {frames} were asked for")
