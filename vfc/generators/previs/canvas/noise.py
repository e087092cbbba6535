"""Chance that stays put: one stream per named part, and smooth noise made from it."""

from __future__ import annotations

from zlib import crc32

import cv2
import numpy as np

cv2.setNumThreads(1)  # frames must not depend on the machine's cores


def stream(seed: int, part: str) -> np.random.Generator:
    """The random stream of one named part, so that changing a part leaves the others as they
    are.
    """
    return np.random.Generator(
        np.random.PCG64(np.random.SeedSequence([seed & 0xFFFFFFFF, crc32(part.encode())]))
    )


def ridge(
    rng: np.random.Generator, count: int, octaves: int = 5, base: int = 3, rough: float = 0.5
) -> np.ndarray:
    """A line of heights about 0, `(count,)` float64 within -1 to 1: layered value noise, straight
    between its knots.
    """
    line = np.zeros(count)
    total, weight, knots = 0.0, 1.0, base
    for _ in range(octaves):
        values = rng.uniform(-1, 1, knots + 2)
        line += weight * np.interp(np.linspace(0, knots, count), np.arange(knots + 2), values)
        total, weight, knots = total + weight, weight * rough, knots * 2
    return line / total


def smooth_ridge(rng: np.random.Generator, count: int, waves: int = 4) -> np.ndarray:
    """A line of heights about 0, `(count,)` float64 within -1 to 1, without corners: slow sines."""
    at = np.linspace(0, 2 * np.pi, count)
    line = sum(
        np.sin(at * rng.uniform(0.6, 1.6) * k + rng.uniform(0, 7)) / k for k in range(1, waves + 1)
    )
    return np.asarray(line) / sum(1 / k for k in range(1, waves + 1))


def clouds(
    rng: np.random.Generator, height: int, width: int, stretch: float = 2.5, octaves: int = 4
) -> np.ndarray:
    """Soft noise of shape (height, width), float32 within 0 to 1, longer than high by `stretch`."""
    field = np.zeros((height, width), np.float32)
    total, weight, cells = 0.0, 1.0, 3
    for _ in range(octaves):
        across = max(2, round(cells * width / max(1, height) / stretch))
        small = rng.random((cells + 1, across + 1), np.float32)
        field += weight * cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
        total, weight, cells = total + weight, weight * 0.5, cells * 2
    return np.clip(field / total, 0, 1)
