"""Gamuts: light of other primaries as that of BT.709, and colours outside of it brought in."""

from __future__ import annotations

import numpy

# x and y of red, green, blue and white (ITU-T H.273, table 2) of the gamuts that are clearly wider
# than BT.709's.
WIDE = {
    9: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046), (0.3127, 0.3290)),  # BT.2020
    11: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), (0.314, 0.351)),  # DCI-P3
    12: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), (0.3127, 0.3290)),  # Display P3
}
BT709 = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060), (0.3127, 0.3290))
LUMINANCE = numpy.array([0.2126, 0.7152, 0.0722])


def _to_xyz(primaries: tuple[tuple[float, float], ...]) -> numpy.ndarray:
    """RGB to XYZ (SMPTE RP 177), white to white."""
    *colours, white = (numpy.array([x / y, 1, (1 - x - y) / y]) for x, y in primaries)
    columns = numpy.column_stack(colours)
    return columns * numpy.linalg.solve(columns, white)


def to_709(primaries: int) -> numpy.ndarray:
    """The matrix `(3, 3)` float64 from light of `primaries` (H.273's number) to that of BT.709; of
    others that of no change.
    """
    if primaries not in WIDE:
        return numpy.eye(3)
    wide = WIDE[primaries][:3] + BT709[3:]  # white stays white, where its own is another
    return numpy.linalg.solve(_to_xyz(BT709), _to_xyz(wide))


def brought_in(light: numpy.ndarray) -> numpy.ndarray:
    """Light `(..., 3)` float64 of BT.709 from 0 to 1: what is outside loses saturation, and keeps
    its hue and luminance.
    """
    grey = numpy.clip(light @ LUMINANCE, 0, 1)[..., None]
    lowest, highest = light.min(-1, keepdims=True), light.max(-1, keepdims=True)
    below = numpy.where(lowest < 0, grey / numpy.maximum(grey - lowest, 1e-9), 1)
    above = numpy.where(highest > 1, (1 - grey) / numpy.maximum(highest - grey, 1e-9), 1)
    return numpy.clip(grey + (light - grey) * numpy.minimum(below, above), 0, 1)
