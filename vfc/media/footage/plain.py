"""Footage that is already as a film keeps its pictures, so that its frames are taken as they were
decoded.
"""

from __future__ import annotations

import av
from av.video.reformatter import ColorRange, Colorspace

from vfc.film.timing import Size
from vfc.media.colour.curves import TRANSFERS
from vfc.media.colour.gamut import WIDE
from vfc.media.frames import EIGHT, TEN

# up to these a file that names no matrix has that of ITU-R BT.601, as players take it
SD_LINES = 576
UNMARKED = 2  # the matrix of a frame that names none (ITU-T H.273, table 4)


def is_plain(frame: av.VideoFrame, shape: Size) -> bool:
    """Whether a frame, seen in a shape, is upright and progressive, of square pixels and even
    sides, in yuv420p of 8 or 10 bits, BT.709 and limited range.
    """
    space = int(frame.colorspace)
    return (
        frame.format.name in (EIGHT, TEN)
        and (frame.width, frame.height) == shape
        and not (frame.width % 2 or frame.height % 2 or frame.rotation % 360)
        and not frame.interlaced_frame
        and int(frame.color_range) != int(ColorRange.JPEG)
        and (space == Colorspace.ITU709 or (space == UNMARKED and frame.height > SD_LINES))
        and int(frame.color_trc) not in TRANSFERS
        and int(frame.color_primaries) not in WIDE
    )
