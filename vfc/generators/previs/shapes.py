"""Small closed shapes as points of shape (n, 2)."""

from __future__ import annotations

import numpy as np

from vfc.generators.previs.layers import Colour

Shape = tuple[np.ndarray, Colour]
TURN = np.linspace(0, 2 * np.pi, 28, endpoint=False)
CIRCLE = np.stack([np.cos(TURN), np.sin(TURN)], axis=1)


def ellipse(x: float, y: float, wide: float, high: float, slant: float = 0.0) -> np.ndarray:
    """An ellipse by its half width and half height, slanted sideways by a part of its height."""
    points = CIRCLE * (wide, high)
    points[:, 0] -= points[:, 1] * slant
    return points + (x, y)


def limb(a: tuple[float, float], b: tuple[float, float], first: float, last: float) -> np.ndarray:
    """A bone with round ends, from half-thickness `first` at a to `last` at b."""
    along = np.arctan2(b[1] - a[1], b[0] - a[0])
    back = np.linspace(along + np.pi / 2, along + 3 * np.pi / 2, 7)
    ahead = np.linspace(along - np.pi / 2, along + np.pi / 2, 7)
    start = np.stack([a[0] + first * np.cos(back), a[1] + first * np.sin(back)], axis=1)
    end = np.stack([b[0] + last * np.cos(ahead), b[1] + last * np.sin(ahead)], axis=1)
    return np.concatenate([start, end])


def rounded(points: np.ndarray, times: int = 2) -> np.ndarray:
    """The shape with its corners cut twice, as Chaikin did."""
    for _ in range(times):
        after = np.roll(points, -1, axis=0)
        points = np.stack([points * 0.8 + after * 0.2, points * 0.2 + after * 0.8], axis=1).reshape(-1, 2)
    return points


def box(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    """An upright rectangle."""
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
