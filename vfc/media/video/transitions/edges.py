"""Transitions in which an edge goes over the picture: wipe, iris, clock, barn door, by an image.

Each is an order, `(height, width)` float32 from 0, where the next picture is seen first, to 1.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy

from vfc.errors import MediaError
from vfc.film.sources import Fit
from vfc.film.timing import Size
from vfc.film.transitions import Axis, PictureEdge
from vfc.media.fit import fitted
from vfc.media.stills.images import read_still
from vfc.media.video.transitions.mixing import Mixing
from vfc.media.video.transitions.planes import Planes, blended

# how much the order rises toward the right and toward the bottom
SLOPES = {
    PictureEdge.LEFT: (1, 0),
    PictureEdge.RIGHT: (-1, 0),
    PictureEdge.TOP: (0, 1),
    PictureEdge.BOTTOM: (0, -1),
    PictureEdge.TOP_LEFT: (1, 1),
    PictureEdge.TOP_RIGHT: (-1, 1),
    PictureEdge.BOTTOM_LEFT: (1, -1),
    PictureEdge.BOTTOM_RIGHT: (-1, -1),
}


def wipe(mixing: Mixing) -> Planes:
    """An edge from a side or a corner."""
    return _behind(mixing, _slope(mixing.size, mixing.look.edge or PictureEdge.LEFT))


def iris(mixing: Mixing) -> Planes:
    """A circle that opens; reversed, one that closes."""
    order = _distance(mixing.size, mixing.look.centre)
    return _behind(mixing, 1 - order if mixing.look.reverse else order)


def clock(mixing: Mixing) -> Planes:
    """A hand from twelve o'clock on; reversed, against the clock."""
    order = _angle(mixing.size, mixing.look.centre)
    return _behind(mixing, 1 - order if mixing.look.reverse else order)


def barn_door(mixing: Mixing) -> Planes:
    """Two edges from the middle outward; reversed, from the sides to the middle."""
    order = _from_middle(mixing.size, mixing.look.axis or Axis.HORIZONTAL)
    return _behind(mixing, 1 - order if mixing.look.reverse else order)


def luma(mixing: Mixing) -> Planes:
    """Where an image is dark before where it is bright; reversed, bright first. MediaError where it
    has none.
    """
    if mixing.order is None:
        raise MediaError("a luma transition goes by an image, and none is there")
    return _behind(mixing, 1 - mixing.order if mixing.look.reverse else mixing.order)


def order_of(image: Path, size: Size) -> numpy.ndarray:
    """The brightness of an image fitted to a picture, `(height, width)` float32 from 0 to 1;
    MediaError where it cannot be read.
    """
    grey = cv2.cvtColor(read_still(image), cv2.COLOR_RGB2GRAY)
    return fitted(grey, size, Fit.CROP).astype(numpy.float32) / 255


def _behind(mixing: Mixing, order: numpy.ndarray) -> Planes:
    soft = max(mixing.look.soft, 2 / max(mixing.size))  # a hard edge is one pixel and no stair
    over = (mixing.part * (1 + soft) - order) / soft
    return blended(mixing.outgoing, mixing.incoming, numpy.clip(over, 0, 1).astype(numpy.float32))


def _grid(size: Size) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The middles of pixels as parts of the width, `(1, width)`, and height, `(height, 1)`."""
    across = (numpy.arange(size.width, dtype=numpy.float32) + 0.5) / size.width
    down = (numpy.arange(size.height, dtype=numpy.float32) + 0.5) / size.height
    return across[None, :], down[:, None]


def _filled(order: numpy.ndarray, size: Size) -> numpy.ndarray:
    return numpy.broadcast_to(order, (size.height, size.width)).astype(numpy.float32)


@lru_cache(maxsize=2)
def _slope(size: Size, edge: PictureEdge) -> numpy.ndarray:
    (rise, fall), (across, down) = SLOPES[edge], _grid(size)
    sides = [
        way if slope > 0 else 1 - way for way, slope in ((across, rise), (down, fall)) if slope
    ]
    return _filled(sum(sides[1:], sides[0]) / len(sides), size)


@lru_cache(maxsize=2)
def _distance(size: Size, centre: tuple[float, float]) -> numpy.ndarray:
    across, down = _grid(size)
    far = numpy.hypot((across - centre[0]) * size.width, (down - centre[1]) * size.height)
    return _filled(far / far.max(), size)


@lru_cache(maxsize=2)
def _angle(size: Size, centre: tuple[float, float]) -> numpy.ndarray:
    across, down = _grid(size)
    turn = numpy.arctan2((across - centre[0]) * size.width, (centre[1] - down) * size.height)
    return _filled(turn / (2 * numpy.pi) % 1, size)


@lru_cache(maxsize=2)
def _from_middle(size: Size, axis: Axis) -> numpy.ndarray:
    across, down = _grid(size)
    return _filled(numpy.abs((across if axis is Axis.HORIZONTAL else down) - 0.5) * 2, size)
