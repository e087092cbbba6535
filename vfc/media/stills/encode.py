"""Pictures as files' bytes, for those who are handed a picture of a film."""

from __future__ import annotations

import cv2
import numpy

from vfc.errors import MediaError

QUALITIES = (95, 90, 80, 65, 50)


def png_bytes(picture: numpy.ndarray) -> bytes:
    """A picture `(height, width, 3)` uint8 sRGB as a PNG; MediaError where it cannot be written."""
    return _encoded(picture, ".png", [cv2.IMWRITE_PNG_COMPRESSION, 6])


def jpeg_bytes(picture: numpy.ndarray, most: int) -> bytes:
    """A picture `(height, width, 3)` uint8 sRGB as the best JPEG of at most so many bytes;
    MediaError where none is so small.
    """
    for quality in QUALITIES:
        data = jpeg_of(picture, quality)
        if len(data) <= most:
            return data
    raise MediaError(f"the picture is more than {most:,} bytes, however it is written")


def jpeg_of(picture: numpy.ndarray, quality: int) -> bytes:
    """A picture `(height, width, 3)` uint8 sRGB as a JPEG of a quality, 0 to 100; MediaError where
    it cannot be written.
    """
    return _encoded(picture, ".jpg", [cv2.IMWRITE_JPEG_QUALITY, quality])


def _encoded(picture: numpy.ndarray, ending: str, options: list[int]) -> bytes:
    done, data = cv2.imencode(ending, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), options)
    if not done:
        raise MediaError("the picture cannot be written as a file")
    return data.tobytes()
