"""Rain on a pane of glass before the lens: drops that hang, and drops that run down."""

from __future__ import annotations

from dataclasses import dataclass
from math import sin

import cv2
import numpy as np

from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.stage import Staging

HANGING, RUNNING = 70, 9
EDGE, LIGHT = (40, 48, 60, 255), (236, 242, 248, 255)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """Drops on glass: rows of (x, y, radius, pace), in heights of the frame from its top left;
    those with a pace run down.
    """

    drops: np.ndarray

    def covers(self, view: CameraView, second: float) -> int:
        """Glass hides nothing."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw each drop as a small lens: what is behind it upside down, a light on it."""
        height, width = frame.shape[:2]
        for x, y, radius, pace in self.drops.tolist():
            size = max(2, round(radius * height))
            px = round((x + 0.008 * sin(second * 3 + 40 * x) * (pace > 0)) * height)
            py = round(((y + pace * second) % 1.25 - 0.1) * height)
            if not (size < px < width - size and 2 * size < py < height - size):
                continue
            if pace > 0:
                trail = frame[max(0, py - 7 * size) : py, px - size // 2 : px + size // 2 + 1]
                trail[:] = cv2.convertScaleAbs(trail, alpha=1.0, beta=26)
            box = frame[py - size : py + size, px - size : px + size]
            yy, xx = np.ogrid[-size:size, -size:size]
            inside = (xx * xx + yy * yy) < (0.9 * size) ** 2
            box[inside] = box[::-1][inside]
            cv2.circle(frame, (px, py), size, EDGE, 1, cv2.LINE_AA)
            spot = (px - size // 3, py - size // 3)
            cv2.circle(frame, spot, max(1, size // 4), LIGHT, -1, cv2.LINE_AA)


def pane(stage: Staging) -> Pane:
    """A pane in the rain."""
    rng, wide = stage.chance("pane"), 2 * stage.half
    hanging = [
        (rng.uniform(0, wide), rng.uniform(0, 1.2), rng.uniform(0.006, 0.02), 0.0)
        for _ in range(HANGING)
    ]
    running = [
        (
            rng.uniform(0, wide),
            rng.uniform(0, 1.2),
            rng.uniform(0.014, 0.024),
            rng.uniform(0.12, 0.4),
        )
        for _ in range(RUNNING)
    ]
    return Pane(drops=np.array([*hanging, *running]))
