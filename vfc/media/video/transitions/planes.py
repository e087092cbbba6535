"""Pictures as yuv420p planes in one array, `(height * 3 / 2, width)` float32 levels of 8 bits, and
what is done to all three of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import cv2
import numpy

from vfc.film.timing import Size
from vfc.media.frames import yuv_planes

Plane = numpy.ndarray  # one of three, (height, width) float32
Planes = numpy.ndarray  # a picture, (height * 3 / 2, width) float32, BT.709 of limited range


def split(planes: Planes) -> list[Plane]:
    """Luma `(height, width)`, then blue and red `(height / 2, width / 2)`, as views."""
    width, height = planes.shape[1], planes.shape[0] * 2 // 3
    flat, area = planes.reshape(-1), width * height
    half = height // 2, width // 2
    return [
        flat[:area].reshape(height, width),
        flat[area : area + area // 4].reshape(half),
        flat[area + area // 4 :].reshape(half),
    ]


def joined(parts: Sequence[Plane]) -> Planes:
    """Three planes as one array."""
    width = parts[0].shape[1]
    return numpy.concatenate([part.reshape(-1) for part in parts]).reshape(-1, width)


def each_plane(change: Callable[..., Plane], *pictures: Planes) -> Planes:
    """A function of planes done to those of pictures of one size, in turn luma, blue and red."""
    return joined([change(*parts) for parts in zip(*map(split, pictures), strict=True)])


def size_of(planes: Planes) -> Size:
    """The size of a picture, in pixels."""
    return Size(planes.shape[1], planes.shape[0] * 2 // 3)


def blended(outgoing: Planes, incoming: Planes, over: numpy.ndarray) -> Planes:
    """Two pictures under weights of the incoming, `(height, width)` float32 from 0 to 1."""
    half = cv2.resize(over, (over.shape[1] // 2, over.shape[0] // 2), interpolation=cv2.INTER_AREA)
    weights = joined([over, half, half])
    return cv2.blendLinear(outgoing, incoming, 1 - weights, weights)


@lru_cache(maxsize=4)
def plain(size: Size, rgb: tuple[int, int, int]) -> Planes:
    """A picture of one colour."""
    picture = numpy.empty((size.height, size.width, 3), numpy.uint8)
    picture[:] = rgb
    return yuv_planes(picture).astype(numpy.float32)
