"""How one picture turns into another: large soft regions one after the other, the upper and calmer
ones first.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from vfc.film.timing import Size
from vfc.generators.previs.canvas.noise import clouds, stream

ROWS = 72  # of the pictures in which large tones are mixed
SOFT = 0.12  # of the frame's height: what is larger is a tone, what is smaller a detail
LEVELS = np.arange(256, dtype=np.float32) / 255


def smoothstep(part: np.ndarray | float) -> np.ndarray:
    """0 up to 0, 1 from 1 on, and a soft rise between."""
    part = np.clip(part, 0, 1)
    return part * part * (3 - 2 * part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """When each place of the frame turns: `order` (height, width) uint8 ranks, each rank as often
    as any other.

    `tones` and `details` are the parts of the whole turn that a place's large tones and its details
    take. Details turn quickly, so that they are seldom seen through each other: the blending by
    bands of frequency of Burt and Adelson, "A Multiresolution Spline with Application to Image
    Mosaics" (1983), with two bands.
    """

    order: np.ndarray
    tones: float
    details: float

    def turned(self, one: np.ndarray, other: np.ndarray, part: float) -> np.ndarray:
        """One picture (0) turned into another (1) by a part; a new array."""
        if part <= 0 or part >= 1:
            return (one if part <= 0 else other).copy()
        sharp = mixed(one, other, self.over(part, self.details))
        small = [shrunk(each) for each in (one, other, sharp, self.over(part, self.tones))]
        lacking = cv2.GaussianBlur(
            mixed(small[0], small[1], small[3]) - small[2], (0, 0), SOFT * ROWS
        )
        wide = cv2.resize(lacking, (one.shape[1], one.shape[0]), interpolation=cv2.INTER_LINEAR)
        return cv2.add(sharp, wide, dtype=cv2.CV_8U)

    def over(self, part: float, feather: float) -> np.ndarray:
        """How much of the other picture there is at each place, float32, as far as the turn has
        come.
        """
        return cv2.LUT(
            self.order, smoothstep((part * (1 + feather) - LEVELS) / feather).astype(np.float32)
        )


def mixed(one: np.ndarray, other: np.ndarray, over: np.ndarray) -> np.ndarray:
    """One picture under another that is there as much as `over` says."""
    return cv2.blendLinear(one, other, 1 - over, over)


def shrunk(picture: np.ndarray) -> np.ndarray:
    """A picture with `ROWS` rows, float32."""
    rows, columns = picture.shape[:2]
    size = (max(1, round(ROWS * columns / rows)), ROWS)
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.float32)


def regions(
    seed: int, size: Size, tones: float, details: float, picture: np.ndarray | None = None
) -> Regions:
    """The regions of a shot: noise from its seed, high places before low ones, those where
    `picture` is calm first.
    """
    height, width = size.height, size.width
    rows, columns = min(90, height), max(1, round(min(90, height) * width / height))
    field = 1.1 * clouds(stream(seed, "regions"), rows, columns, 1.2, 1)
    field += np.linspace(0, 0.5, rows, dtype=np.float32)[:, None]
    if picture is not None:
        field += 0.6 * cv2.resize(busy(picture), (columns, rows), interpolation=cv2.INTER_AREA)
    ranks = np.argsort(np.argsort(field, axis=None, kind="stable"), kind="stable").reshape(
        field.shape
    )
    even = (ranks * (255 / max(1, ranks.size - 1))).astype(np.float32)
    wide = cv2.resize(even, (width, height), interpolation=cv2.INTER_LINEAR)
    return Regions(order=np.round(wide).astype(np.uint8), tones=tones, details=details)


def busy(frame: np.ndarray) -> np.ndarray:
    """Where a frame shows things rather than a calm background, (height, width) float32, 0 to 1."""
    grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY).astype(np.float32)
    detail = np.abs(grey - cv2.GaussianBlur(grey, (0, 0), max(1.0, len(frame) / 90)))
    wide = cv2.GaussianBlur(detail, (0, 0), max(1.0, len(frame) / 9))
    return wide / max(1.0, float(wide.max()))
