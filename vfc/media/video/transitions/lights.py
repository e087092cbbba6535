"""Transitions of light: dissolve, dip, blur, flash, film burn."""

from __future__ import annotations

from functools import lru_cache, partial

import cv2
import numpy

from vfc.film.timing import Size
from vfc.media.video.transitions.mixing import Mixing, swell
from vfc.media.video.transitions.planes import Planes, blended, each_plane, plain, split

GLOW = 0.16  # how wide the edge of a burn glows, as a part of its way
WHITE = 235  # of limited range
CORE = 0.05  # and where it is white


def dissolve(mixing: Mixing) -> Planes:
    """Both pictures, seen through each other."""
    return cv2.addWeighted(mixing.outgoing, 1 - mixing.part, mixing.incoming, mixing.part, 0)


def dip(mixing: Mixing) -> Planes:
    """One picture under a colour, which covers it in the middle."""
    return _tinted(_seen(mixing), mixing, _covered(mixing))


def flash(mixing: Mixing) -> Planes:
    """One picture, ever brighter and then covered by a colour in the middle."""
    amount = _covered(mixing)
    bright = _seen(mixing).copy()
    luma = split(bright)[0]
    brighter = luma * numpy.float32(1 + 2 * amount) - numpy.float32(32 * amount)
    luma[:] = numpy.minimum(numpy.maximum(brighter, 0), WHITE)
    return _tinted(bright, mixing, amount**2)


def blur(mixing: Mixing) -> Planes:
    """Both pictures out of focus in the middle, where the one gives way to the other."""
    over = min(1.0, max(0.0, mixing.part * 2 - 0.5))
    spread = 0.04 * mixing.size.height * swell(mixing.part)
    mixed = cv2.addWeighted(mixing.outgoing, 1 - over, mixing.incoming, over, 0)
    return each_plane(partial(_defocused, height=mixing.size.height, spread=spread), mixed)


def burn(mixing: Mixing) -> Planes:
    """A ragged glowing edge, the incoming picture behind it."""
    order = _ragged(mixing.size)
    reached = mixing.part * (1 + 4 * GLOW) - 2 * GLOW
    past = reached - order
    over = numpy.clip(past / CORE + 0.5, 0, 1).astype(numpy.float32)
    mixed = blended(mixing.outgoing, mixing.incoming, over)
    glow = numpy.exp(-((past / GLOW) ** 2)).astype(numpy.float32)
    core = numpy.exp(-((past / CORE) ** 2)).astype(numpy.float32)
    lit = blended(mixed, plain(mixing.size, mixing.rgb), glow)
    return blended(lit, plain(mixing.size, (255, 250, 235)), core)


def _seen(mixing: Mixing) -> Planes:
    return mixing.outgoing if mixing.part < 0.5 else mixing.incoming


def _covered(mixing: Mixing) -> float:
    """1 in the middle of a transition, 0 before its first and after its last frame."""
    return 1 - abs(2 * mixing.part - 1)


def _tinted(picture: numpy.ndarray, mixing: Mixing, amount: float) -> numpy.ndarray:
    return cv2.addWeighted(picture, 1 - amount, plain(mixing.size, mixing.rgb), amount, 0)


def _defocused(plane: numpy.ndarray, height: int, spread: float) -> numpy.ndarray:
    sigma = spread * plane.shape[0] / height
    return cv2.GaussianBlur(plane, (0, 0), sigma) if sigma > 0.3 else plane


@lru_cache(maxsize=2)
def _ragged(size: Size) -> numpy.ndarray:
    """An order from the left side on, torn by noise of three widths; the same in every film."""
    random = numpy.random.default_rng(35)
    order = numpy.linspace(0, 1, size.width, dtype=numpy.float32)[None, :] * numpy.ones(
        (size.height, 1), numpy.float32
    )
    for cells, weight in ((3, 0.5), (7, 0.25), (19, 0.1)):
        wide = max(2, round(cells * size.width / size.height))
        noise = random.random((cells, wide), numpy.float32)
        order += weight * cv2.resize(noise, size, interpolation=cv2.INTER_CUBIC)
    low, high = float(order.min()), float(order.max())
    return ((order - low) / (high - low)).astype(numpy.float32)
