"""A small still of a frame that is being made, for whoever looks on."""

from __future__ import annotations

import av
import numpy

from vfc.film.timing import Size
from vfc.media.fit import resized
from vfc.media.frames import Converter
from vfc.media.stills.encode import jpeg_of

LONGEST, QUALITY = 320, 70


def glimpse(frame: av.VideoFrame | numpy.ndarray) -> bytes:
    """A frame, decoded or `(height, width, 3)` uint8 sRGB, as a small JPEG."""
    picture = frame if isinstance(frame, numpy.ndarray) else Converter().rgb(frame)
    height, width = picture.shape[:2]
    scale = min(1.0, LONGEST / max(height, width))
    size = Size(max(1, round(width * scale)), max(1, round(height * scale)))
    return jpeg_of(resized(picture, size), QUALITY)
