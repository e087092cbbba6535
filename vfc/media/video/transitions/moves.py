"""Transitions in which pictures move: push, slide, cover, whip pan, zoom."""

from __future__ import annotations

from functools import partial

import cv2
import numpy

from vfc.film.timing import Size
from vfc.film.transitions import PictureEdge
from vfc.media.video.transitions.edges import SLOPES
from vfc.media.video.transitions.mixing import Mixing, eased, swell
from vfc.media.video.transitions.planes import Planes, each_plane

WHIP = 3  # pictures that go by under a whip pan: both, and each mirrored between them
NEAR = 2.5  # how much larger a picture is at the middle of a zoom
STREAKS = 9  # pictures of which a zoom's blur is mixed


def push(mixing: Mixing) -> Planes:
    """Both pictures move, the incoming from its side."""
    return _laid_over(mixing.outgoing, cover(mixing), _gone(mixing))


def slide(mixing: Mixing) -> Planes:
    """The outgoing picture moves away from over the incoming."""
    return _laid_over(mixing.outgoing, mixing.incoming, _gone(mixing))


def cover(mixing: Mixing) -> Planes:
    """The incoming picture moves in over the outgoing."""
    (x, y), (across, down) = _way(mixing), _gone(mixing)
    size = mixing.size
    return _laid_over(
        mixing.incoming, mixing.outgoing, (across + x * size.width, down + y * size.height)
    )


def whip(mixing: Mixing) -> Planes:
    """A strip of both pictures runs by, blurred by its own speed."""
    x, y = _way(mixing)
    at = WHIP * eased(mixing.part)
    speed = WHIP * (eased(min(1, mixing.part + 0.05)) - eased(max(0, mixing.part - 0.05)))
    return each_plane(
        partial(_strip, across=bool(x), back=x + y < 0, at=at, speed=speed),
        mixing.outgoing,
        mixing.incoming,
    )


def zoom(mixing: Mixing) -> Planes:
    """The outgoing picture grows, blurred from its middle, and the incoming comes to rest."""
    way = eased(mixing.part)
    blur = 0.35 * swell(mixing.part)
    grown = each_plane(
        partial(_rushed, scale=1 + (NEAR - 1) * way, blur=blur, centre=mixing.look.centre),
        mixing.outgoing,
    )
    shrunk = each_plane(
        partial(_rushed, scale=1 / (NEAR + (1 - NEAR) * way), blur=blur, centre=mixing.look.centre),
        mixing.incoming,
    )
    over = min(1.0, max(0.0, way * 3 - 1))
    return cv2.addWeighted(grown, 1 - over, shrunk, over, 0)


def _way(mixing: Mixing) -> tuple[int, int]:
    """Where from the middle the incoming picture stands at first: `(1, 0)` is to the right."""
    x, y = SLOPES[mixing.look.edge or PictureEdge.RIGHT]
    return -x, -y


def _gone(mixing: Mixing) -> tuple[int, int]:
    """The pixels that a picture has gone away from the side of the incoming: even ones, so that its
    colours go with it.
    """
    (x, y), (width, height) = _way(mixing), mixing.size
    half = mixing.part / 2
    return -x * 2 * round(width * half), -y * 2 * round(height * half)


def _laid_over(above: numpy.ndarray, below: numpy.ndarray, moved: tuple[int, int]) -> numpy.ndarray:
    """A picture moved by so many pixels to the right and down, over another one."""
    across, down = moved[0] / above.shape[1], moved[1] * 3 / 2 / above.shape[0]
    return each_plane(partial(_laid, across=across, down=down), above, below)


def _laid(above: numpy.ndarray, below: numpy.ndarray, across: float, down: float) -> numpy.ndarray:
    (height, width), laid = above.shape, below.copy()
    x, y = round(across * width), round(down * height)
    laid[max(0, y) : height + min(0, y), max(0, x) : width + min(0, x)] = above[
        max(0, -y) : height + min(0, -y), max(0, -x) : width + min(0, -x)
    ]
    return laid


def _strip(
    outgoing: numpy.ndarray,
    incoming: numpy.ndarray,
    across: bool,
    back: bool,
    at: float,
    speed: float,
) -> numpy.ndarray:
    """What is seen of a strip at a place of it, in pictures, and how much of it goes by in a
    tenth of the time.
    """
    axis = 1 if across else 0
    parts = [outgoing, numpy.flip(outgoing, axis), numpy.flip(incoming, axis), incoming]
    strip = numpy.concatenate(parts[::-1] if back else parts, axis)
    length = outgoing.shape[axis]
    start = round((WHIP - at if back else at) * length)
    wide = max(1, round(speed * length / 3))
    first, last = max(0, start - wide), start + length + wide
    seen = strip[:, first:last] if across else strip[first:last]
    kernel = (wide, 1) if across else (1, wide)
    blurred = cv2.blur(numpy.ascontiguousarray(seen), kernel, borderType=cv2.BORDER_REPLICATE)
    cut = slice(start - first, start - first + length)
    return blurred[:, cut] if across else blurred[cut]


def _rushed(
    plane: numpy.ndarray, scale: float, blur: float, centre: tuple[float, float]
) -> numpy.ndarray:
    size = Size(plane.shape[1], plane.shape[0])
    total = numpy.zeros(plane.shape, numpy.float32)
    for streak in range(STREAKS):
        factor = scale * (1 + blur * (streak / (STREAKS - 1) - 0.5))
        x, y = centre[0] * size.width, centre[1] * size.height
        matrix = numpy.array([[factor, 0, x - factor * x], [0, factor, y - factor * y]])
        cv2.accumulate(
            cv2.warpAffine(
                plane, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
            ),
            total,
        )
    return total / STREAKS
