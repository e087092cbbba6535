"""A part of a picture, exact to a fraction of a pixel, at a size: what a view of it shows."""

from __future__ import annotations

from math import ceil

import numpy
from PIL import Image

from vfc.film.framing import Rectangle

ROOM = 2  # pixels of its source that each of a picture may stand for, where it is kept smaller


def seen(picture: numpy.ndarray, window: Rectangle, size: tuple[int, int]) -> numpy.ndarray:
    """What of a picture, `(height, width)` or `(height, width, 3)` uint8 or uint16, a window shows
    at a size (width, height); beyond the picture it is black.

    The window is left, top, width and height in pixels. Its pixels are weighed by a cubic, as wide
    as those of the result are.
    """
    picture, window = _with_room(picture, window)
    left, top, width, height = window
    box = (
        max(0.0, left),
        max(0.0, top),
        min(float(picture.shape[1]), left + width),
        min(float(picture.shape[0]), top + height),
    )
    if picture.dtype == numpy.uint8:
        image = Image.fromarray(picture).resize(size, Image.Resampling.BICUBIC, box)
        return numpy.asarray(image)
    planes = [
        numpy.asarray(
            Image.fromarray(plane.astype(numpy.float32)).resize(size, Image.Resampling.BICUBIC, box)
        )
        for plane in (numpy.moveaxis(picture, -1, 0) if picture.ndim == 3 else [picture])
    ]
    made = numpy.dstack(planes) if picture.ndim == 3 else planes[0]
    return made.round().clip(0, 65535).astype(picture.dtype)


def reduced(picture: numpy.ndarray, least: float) -> tuple[numpy.ndarray, int]:
    """A picture of uint8 as small as it may be where each pixel that is shown stands for at least
    so many of its own; and by how many times it is smaller.
    """
    times = int(least / ROOM)
    if times <= 1:
        return picture, 1
    return numpy.asarray(Image.fromarray(picture).reduce(times)), times


def _with_room(picture: numpy.ndarray, window: Rectangle) -> tuple[numpy.ndarray, Rectangle]:
    """A picture with black around it, where a window reaches beyond it."""
    left, top, width, height = window
    rows, columns = picture.shape[:2]
    above, before = max(0, ceil(-top - 1e-6)), max(0, ceil(-left - 1e-6))
    below = max(0, ceil(top + height - rows - 1e-6))
    behind = max(0, ceil(left + width - columns - 1e-6))
    if not (above or before or below or behind):
        return picture, window
    room = numpy.zeros(
        (rows + above + below, columns + before + behind, *picture.shape[2:]), picture.dtype
    )
    room[above : above + rows, before : before + columns] = picture
    return room, (left + before, top + above, width, height)
