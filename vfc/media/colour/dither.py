"""Levels between two whole ones made whole: both, as often as they are near them.

What the dither adds follows from a pixel's place alone, and what it is added to. A whole level
stays what it is.
"""

from __future__ import annotations

import cv2
import numpy

REACH = 0.998  # of a level, from end to end


class Dither:
    """Rounds pictures and planes; keeps its noise. One thread uses one."""

    def __init__(self) -> None:
        self._fields: dict[tuple[int, ...], numpy.ndarray] = {}

    def rounded(
        self, levels: numpy.ndarray, room: numpy.ndarray, scale: float = 1.0
    ) -> numpy.ndarray:
        """Levels, float32, times a scale as whole ones in `room`, of uint8 or uint16."""
        if levels.shape not in self._fields:
            random = numpy.random.Generator(numpy.random.PCG64(0))
            drawn = random.random(levels.shape, numpy.float32) - numpy.float32(0.5)
            self._fields[levels.shape] = drawn * numpy.float32(REACH)
        field = self._fields[levels.shape]
        kind = cv2.CV_8U if room.dtype == numpy.uint8 else cv2.CV_16U
        scaled = levels if scale == 1 else levels * numpy.float32(scale)
        return cv2.add(scaled, field, room, dtype=kind)
