"""Small closed shapes as points, `(n, 2)` float64 in units of the world."""

from __future__ import annotations

import numpy as np

from vfc.generators.previs.canvas.layers import Colour

Shape = tuple[np.ndarray, Colour]
TURN = np.linspace(0, 2 * np.pi, 28, endpoint=False)
HALF = np.linspace(np.pi / 2, 3 * np.pi / 2, 7)
BACK = np.exp(1j * HALF)  # the round end behind a bone along x, as x + iy
CIRCLE = np.stack([np.cos(TURN), np.sin(TURN)], axis=1)


def ellipse(x: float, y: float, wide: float, high: float, slant: float = 0.0) -> np.ndarray:
    """An ellipse by its half width and half height, slanted sideways by a part of its height,
    `(28, 2)` float64.
    """
    points = CIRCLE * (wide, high)
    points[:, 0] -= points[:, 1] * slant
    return points + (x, y)


def limb(a: tuple[float, float], b: tuple[float, float], first: float, last: float) -> np.ndarray:
    """A bone with round ends, `(14, 2)` float64, from half-thickness `first` at a to `last` at
    b.
    """
    start, end = complex(*a), complex(*b)
    way = (end - start) / (abs(end - start) or 1.0)
    return (
        np.concatenate([start + first * way * BACK, end - last * way * BACK])
        .view(float)
        .reshape(-1, 2)
    )


def rounded(points: np.ndarray, times: int = 2) -> np.ndarray:
    """The shape, `(n, 2)` float64, with its corners cut `times` times, as Chaikin did."""
    for _ in range(times):
        after = np.concatenate([points[1:], points[:1]])
        cut = np.empty((2 * len(points), 2))
        cut[0::2] = points * 0.8 + after * 0.2
        cut[1::2] = points * 0.2 + after * 0.8
        points = cut
    return points


def box(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    """An upright rectangle, `(4, 2)` float64."""
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
