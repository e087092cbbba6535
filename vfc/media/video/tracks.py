"""A track of pictures to be encoded: one thread, so that bytes repeat, and each frame one tick of
its clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import av
import av.container

from vfc.errors import MediaError
from vfc.film.timing import Size


def picture_track(
    container: av.container.OutputContainer,
    codec: str,
    options: Mapping[str, str],
    pixels: str,
    *,
    size: Size,
    rate: Fraction,
) -> av.VideoStream:
    """A new stream of a file, by ffmpeg's names of an encoder and of its pixels.

    MediaError where it encodes no pictures.
    """
    stream = container.add_stream(codec, rate=rate, options=dict(options))
    if not isinstance(stream, av.VideoStream):
        raise MediaError(f"{codec} encodes no pictures")
    stream.width, stream.height = size
    stream.pix_fmt = pixels
    stream.time_base = stream.codec_context.time_base = 1 / rate
    stream.codec_context.thread_count = 1
    return stream


def mark_bt709(context: av.VideoCodecContext) -> None:
    """Tag an encoder as BT.709 of limited range (ITU-T H.273: 1 in each table)."""
    context.colorspace, context.color_range = 1, 1
    context.color_trc, context.color_primaries = 1, 1
