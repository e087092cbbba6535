"""Flat surfaces that run away from the viewer, such as floors and side walls: a painted texture,
seen in true perspective in every frame.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.lens import Lens

CLOSE = 0.04  # of the distance: no surface is seen nearer


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """A painted plane: `paper` is (height, width, 4) uint8 RGBA, opaque; the middle of its first
    pixel lies at `origin` and a pixel to the right and one down are `across` and `down`, each (3,)
    float64 in metres of the lens (x right, y up from the ground, z away).
    """

    paper: np.ndarray
    origin: np.ndarray
    across: np.ndarray
    down: np.ndarray
    lens: Lens

    def covers(self, view: CameraView, second: float) -> int:
        """Nothing is known to be hidden whole."""
        return view.size.height

    def homography(self, view: CameraView) -> np.ndarray:
        """The map from the paper's pixels to the frame's, `(3, 3)` float64."""
        return view.projection(self.lens) @ np.stack(
            [np.append(self.across, 0.0), np.append(self.down, 0.0), np.append(self.origin, 1.0)],
            axis=1,
        )

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Lay the plane into the frame, (height, width, 4) uint8, as far as it lies before the
        lens.
        """
        matrix = self.homography(view)
        outline = self.outline(view)
        if len(outline) < 3:
            return
        rows, columns = frame.shape[:2]
        left, top = np.floor(outline.min(axis=0)).astype(int)
        right, bottom = np.ceil(outline.max(axis=0)).astype(int) + 1
        left, top, right = max(0, int(left)), max(0, int(top)), min(columns, int(right))
        bottom = min(clip, rows, int(bottom))
        if left >= right or top >= bottom:
            return
        moved = np.array([[1.0, 0, -left], [0, 1.0, -top], [0, 0, 1.0]]) @ matrix
        part = frame[top:bottom, left:right]
        cv2.warpPerspective(
            self.paper,
            moved,
            (right - left, bottom - top),
            dst=part,
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_TRANSPARENT,
        )

    def outline(self, view: CameraView) -> np.ndarray:
        """The corners of what lies before the lens, as pixels `(n, 2)` float64."""
        height, width = self.paper.shape[:2]
        ends = [(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)]
        corners = [self.origin + x * self.across + y * self.down for x, y in ends]
        kept = before(np.array(corners), self.lens.distance * CLOSE)
        if not len(kept):
            return np.zeros((0, 2))
        found = view.projection(self.lens) @ np.append(kept, np.ones((len(kept), 1)), axis=1).T
        return np.clip((found[:2] / np.maximum(found[2], 1e-6)).T, -30000, 30000)


def before(corners: np.ndarray, near: float) -> np.ndarray:
    """The part of a polygon, `(n, 3)` float64 in metres, that lies farther than `near`; none of its
    corners where all of it is nearer. After Sutherland and Hodgman (1974).
    """
    kept: list[np.ndarray] = []
    for index, corner in enumerate(corners):
        last = corners[index - 1]
        if (corner[2] > near) != (last[2] > near):
            part = (near - last[2]) / (corner[2] - last[2])
            kept.append(last + part * (corner - last))
        if corner[2] > near:
            kept.append(corner)
    return np.array(kept)
