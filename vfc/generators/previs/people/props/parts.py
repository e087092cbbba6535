"""Parts that things are drawn of, with their colours."""

from __future__ import annotations

import numpy as np

from vfc.generators.previs.canvas.layers import Colour
from vfc.generators.previs.canvas.shapes import Shape, box, ellipse, limb, rounded

BLACK, WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
WOOD, IRON, BRASS = (132.0, 88.0, 52.0), (150.0, 158.0, 168.0), (226.0, 182.0, 72.0)
INK, STONE, WATER = (36.0, 36.0, 42.0), (134.0, 128.0, 122.0), (86.0, 142.0, 176.0)


def poly(*points: tuple[float, float], tone: Colour, times: int = 0) -> Shape:
    """A shape by its corners, which are cut `times` times."""
    shape = np.array(points, float)
    return (rounded(shape, times) if times else shape), tone


def bar(a: tuple[float, float], b: tuple[float, float], half: float, tone: Colour) -> Shape:
    """A stick or a beam, of half its thickness."""
    return limb(a, b, half, half), tone


def block(left: float, top: float, right: float, low: float, tone: Colour) -> Shape:
    """An upright square part."""
    return box(left, top, right, low), tone


def disc(x: float, y: float, wide: float, high: float, tone: Colour) -> Shape:
    """A round part, by its half width and half height."""
    return ellipse(x, y, wide, high), tone
