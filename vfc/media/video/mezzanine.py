"""Mezzanines: the pictures of a take as they are kept, without visible loss, quick to seek.

x264 at quantiser 0 in yuv420p, or FFV1 in RGB where the pictures cost a GPU. What a generator draws
with grain, as previs does, is noise to a lossless encoder: such pictures may be kept near instead,
at about 50 dB, in half the bytes. One thread, so that bytes repeat.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import av.container
import numpy

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.door import created, opened, picture_stream
from vfc.media.frames import EIGHT, TEN, Converter, checked_size, read_frames
from vfc.media.rates import frame_rate
from vfc.media.video.tracks import mark_bt709, picture_track

GROUP = 12  # frames from one key frame to the next
# the quantiser of pictures that need not be exact: 49 to 51 dB, far above what any segment keeps of
# them
NEAR = 11


def write_mezzanine(
    path: Path,
    frames: Iterable[numpy.ndarray | av.VideoFrame],
    *,
    size: Size,
    rate: Fraction,
    lossless_rgb: bool = False,
    near: bool = False,
    deep: bool = False,
) -> int:
    """Write frames, decoded or `(height, width, 3)` uint8 sRGB, to a file; how many there were.

    `path` ends in .mp4, or .mkv for `lossless_rgb`.

    They come back bit for bit, after their way to yuv420p in an .mp4; `near` ones at about 50 dB.
    `deep` ones are decoded frames of ten bits.

    MediaError where there were none, or one has another size.
    """
    converter, count = Converter(), 0
    with created(path, "matroska" if lossless_rgb else "mp4") as container:
        stream = _stream(
            container, size, rate, lossless_rgb, NEAR if near else 0, TEN if deep else EIGHT
        )
        for count, picture in enumerate(frames, 1):
            checked_size(picture, size)
            if not (deep and isinstance(picture, av.VideoFrame)):
                picture = converter.packed(picture) if lossless_rgb else converter.yuv(picture)
            picture.pts, picture.time_base, picture.pict_type = count - 1, 1 / rate, 0
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    if not count:
        raise MediaError("no frames came")
    return count


def _stream(
    container: av.container.OutputContainer,
    size: Size,
    rate: Fraction,
    lossless_rgb: bool,
    quantiser: int,
    pixels: str,
) -> av.VideoStream:
    if lossless_rgb:
        options = {"level": "3", "slicecrc": "1", "slices": "4", "g": "1"}
        return picture_track(container, "ffv1", options, "bgr0", size=size, rate=rate)
    options = {
        "preset": "ultrafast",
        "qp": str(quantiser),
        "g": str(GROUP),
        "bf": "0",
        "x264-params": "scenecut=0",
    }
    stream = picture_track(container, "libx264", options, pixels, size=size, rate=rate)
    mark_bt709(stream.codec_context)
    return stream


def check_mezzanine(
    path: Path, *, frames: int, size: Size, rate: Fraction, decode: bool = True
) -> None:
    """Raise MediaError unless a file decodes to exactly these frames, at this size and rate.

    Without `decode` only the last of them is decoded, and the others counted.
    """
    with opened(path, own=True) as container:
        stream = picture_stream(container, path)
        if Size(stream.width, stream.height) != size:
            raise MediaError(f"{stream.width}x{stream.height} came, {size} was asked for")
        came = frame_rate(stream)
        if frames > 1 and abs(came / rate - 1) > Fraction(1, 20000):
            raise MediaError(f"{came} frames a second came, {rate} were asked for")
        found = (
            container.decode(stream)
            if decode
            else (each for each in container.demux(stream) if each.size)
        )
        count = sum(1 for _ in found)
    if count != frames:
        raise MediaError(f"{count} frames came, {frames} were asked for")
    if not decode:
        checked_size(next(read_frames(path, frames - 1, frames)), size)
