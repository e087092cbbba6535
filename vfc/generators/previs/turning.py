"""How one picture turns into another: large soft regions one after the other, the upper and calmer ones first."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from vfc.film.timing import Size
from vfc.generators.previs.noise import clouds, stream

LEVELS = np.arange(256, dtype=np.float32) / 255


def smoothstep(part: np.ndarray | float) -> np.ndarray:
    """0 up to 0, 1 from 1 on, and a soft rise between."""
    part = np.clip(part, 0, 1)
    return part * part * (3 - 2 * part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """When each place of the frame turns: `order` (height, width) uint8 ranks, each rank as often as any other.

    `feather` is the part of the whole turn that one place takes: 1, and all turn nearly together.
    """

    order: np.ndarray
    feather: float

    def turned(self, one: np.ndarray, other: np.ndarray, part: float) -> np.ndarray:
        """One picture (0) turned into another (1) by a part; a new array."""
        if part <= 0 or part >= 1:
            return (one if part <= 0 else other).copy()
        table = smoothstep((part * (1 + self.feather) - LEVELS) / self.feather).astype(np.float32)
        over = cv2.LUT(self.order, table)
        return cv2.blendLinear(one, other, 1 - over, over)


def regions(seed: int, size: Size, feather: float, busy: np.ndarray | None = None) -> Regions:
    """The regions of a shot: soft noise from its seed, high places before low ones, calm before `busy` (0 to 1)."""
    height, width = size.height, size.width
    rows, columns = min(90, height), max(1, round(min(90, height) * width / height))
    field = 1.1 * clouds(stream(seed, "regions"), rows, columns, 1.2, 2)
    field += np.linspace(0, 0.5, rows, dtype=np.float32)[:, None]
    if busy is not None:
        field += 0.6 * cv2.resize(busy, (columns, rows), interpolation=cv2.INTER_AREA)
    ranks = np.argsort(np.argsort(field, axis=None, kind="stable"), kind="stable").reshape(field.shape)
    even = (ranks * (255 / max(1, ranks.size - 1))).astype(np.float32)
    wide = cv2.resize(even, (width, height), interpolation=cv2.INTER_LINEAR)
    return Regions(order=np.round(wide).astype(np.uint8), feather=feather)
