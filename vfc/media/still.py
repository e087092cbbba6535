"""A still picture under a camera move: smooth to a fraction of a pixel."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi
from pathlib import Path

import cv2
import numpy
from PIL import Image, ImageOps, UnidentifiedImageError

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.fit import fitted

ZOOM = 1.18  # how far a move goes: the largest crop over the smallest
LARGEST = 80_000_000  # pixels; a larger file is a mistake or an attack

# Where the camera begins and ends: zoom, and how much of the free way it has gone to the right and down, -1 to 1.
MOVES = {
    "push": ((1.0, 0, 0), (ZOOM, 0, 0)), "pull": ((ZOOM, 0, 0), (1.0, 0, 0)),
    "zoom in": ((1.0, 0, 0), (ZOOM, 0, 0)), "zoom out": ((ZOOM, 0, 0), (1.0, 0, 0)),
    "left": ((ZOOM, 1, 0), (ZOOM, -1, 0)), "right": ((ZOOM, -1, 0), (ZOOM, 1, 0)),
    "up": ((ZOOM, 0, 1), (ZOOM, 0, -1)), "down": ((ZOOM, 0, -1), (ZOOM, 0, 1)),
}


def conform_still(path: Path, *, frames: int, length: int, size: Size, fit: str, move: str) -> Iterator[numpy.ndarray]:
    """`frames` pictures of a still; the camera's `move` runs over the first `length` and rests at its end after.

    EXIF orientation is obeyed; what is transparent is black. MediaError where the file is no picture.
    """
    base = _canvas(read_still(path), size, fit)
    ends = next((ends for word, ends in MOVES.items() if word in move), None)
    if ends is None:
        still = cv2.resize(base, tuple(size), interpolation=cv2.INTER_AREA)
        for _ in range(frames):
            yield still
        return
    for index in range(frames):
        yield _view(base, size, ends, _eased(min(1.0, index / max(1, length - 1))))


def read_still(path: Path) -> numpy.ndarray:
    """A picture file as `(height, width, 3)` uint8 sRGB, upright, over black."""
    try:
        with Image.open(path) as image:
            if image.width * image.height > LARGEST:
                raise MediaError(f"{path.name}: {image.width}x{image.height} is too large for a still")
            upright = ImageOps.exif_transpose(image)
            if "A" in upright.getbands() or "transparency" in upright.info:
                upright = upright.convert("RGBA")
                upright = Image.alpha_composite(Image.new("RGBA", upright.size, (0, 0, 0, 255)), upright)
            return numpy.asarray(upright.convert("RGB"))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise MediaError(f"{path.name}: is no picture that can be read") from error


def _canvas(picture: numpy.ndarray, size: Size, fit: str) -> numpy.ndarray:
    """The still filling the frame, kept larger than it where its pixels allow, so that moves stay sharp."""
    scale = min(ZOOM, max(1.0, min(picture.shape[1] / size.width, picture.shape[0] / size.height)))
    return fitted(picture, Size(round(size.width * scale), round(size.height * scale)), fit)


def _eased(part: float) -> float:
    return (1 - cos(pi * part)) / 2


def _view(base: numpy.ndarray, size: Size, ends: tuple, part: float) -> numpy.ndarray:
    zoom, right, down = (first + (last - first) * part for first, last in zip(*ends, strict=True))
    height, width = base.shape[:2]
    view_width, view_height = width / zoom, height / zoom
    left = (width - view_width) * (1 + right) / 2
    top = (height - view_height) * (1 + down) / 2
    across, along = view_width / size.width, view_height / size.height
    # Pixel centres map to pixel centres, so that a move by less than a pixel is seen.
    matrix = numpy.float64([[across, 0, left + across / 2 - 0.5], [0, along, top + along / 2 - 0.5]])
    return cv2.warpAffine(base, matrix, tuple(size), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                          borderMode=cv2.BORDER_REPLICATE)
