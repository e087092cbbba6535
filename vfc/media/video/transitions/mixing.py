"""What a transition mixes at one of its frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy

from vfc.film.timing import Size
from vfc.film.transitions import TransitionLook
from vfc.media.video.transitions.planes import Planes, size_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mixing:
    """Two pictures as planes, and how much of the transition is over, between 0 and 1, at frame
    `index` of it.

    `rgb` is the look's colour; `order` is the brightness of its image, `(height, width)` float32
    from 0 to 1.
    """

    outgoing: Planes
    incoming: Planes
    part: float
    index: int = 0
    look: TransitionLook = TransitionLook()
    rgb: tuple[int, int, int] = (0, 0, 0)
    order: numpy.ndarray | None = None

    @property
    def size(self) -> Size:
        """The size of both pictures, in pixels."""
        return size_of(self.outgoing)


def eased(part: float) -> float:
    """A way from 0 to 1 that starts and ends slowly (Perlin's smootherstep)."""
    return part**3 * (part * (6 * part - 15) + 10)


def swell(part: float) -> float:
    """0 at both ends of a way, 1 in its middle, with no corner."""
    return 1 - (2 * part - 1) ** 2
