"""Small closed shapes as points, `(n, 2)` float64 in units of the world."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from vfc.generators.previs.canvas.layers import Colour

Shape = tuple[np.ndarray, Colour]
TURN = np.linspace(0, 2 * np.pi, 28, endpoint=False)
HALF = np.linspace(np.pi / 2, 3 * np.pi / 2, 7)
BACK = np.exp(1j * HALF)  # the round end behind a bone along x, as x + iy
# what of a bone's two ends and of half its thickness at them, along it, makes each of its points
BONE = np.zeros((14, 4), complex)
BONE[:7, 0], BONE[7:, 1], BONE[:7, 2], BONE[7:, 3] = 1, 1, BACK, -BACK
RING = np.stack([np.cos(TURN), np.sin(TURN), np.ones(28)], axis=1)


def ellipse(x: float, y: float, wide: float, high: float, slant: float = 0.0) -> np.ndarray:
    """An ellipse by its half width and half height, slanted sideways by a part of its height,
    `(28, 2)` float64.
    """
    return RING @ np.array(((wide, 0.0), (-high * slant, high), (x, y)))


def limb(a: tuple[float, float], b: tuple[float, float], first: float, last: float) -> np.ndarray:
    """A bone with round ends, `(14, 2)` float64, from half-thickness `first` at a to `last` at
    b.
    """
    start, end = complex(*a), complex(*b)
    way = (end - start) / (abs(end - start) or 1.0)
    return BONE.dot((start, end, first * way, last * way)).view(float).reshape(-1, 2)


def rounded(points: np.ndarray, times: int = 2) -> np.ndarray:
    """The shape, `(n, 2)` float64, with its corners cut `times` times, as Chaikin did."""
    for _ in range(times):
        points = _cuts(len(points)) @ points
    return points


@lru_cache(maxsize=256)
def _cuts(count: int) -> np.ndarray:
    """What cuts a shape's corners off, `(2 * count, count)` float64."""
    own = np.eye(count)
    after = np.roll(own, 1, axis=1)
    return np.stack([0.8 * own + 0.2 * after, 0.2 * own + 0.8 * after], axis=1).reshape(-1, count)


def box(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    """An upright rectangle, `(4, 2)` float64."""
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
