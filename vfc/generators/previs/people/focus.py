"""People out of focus, nearer than what the lens looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from vfc.film.timing import Size
from vfc.generators.previs.canvas.camera import CameraView

SMALL = 3  # times smaller than the frame, that what is out of focus is drawn
Draws = Callable[[np.ndarray, CameraView], None]


def softened(frame: np.ndarray, view: CameraView, draws: Draws, radius: float) -> None:
    """Draw into a frame, (height, width, 4) uint8, out of focus by a radius in units."""
    size = view.size
    small = Size(max(8, size.width // SMALL), max(8, size.height // SMALL))
    paper = np.zeros((small.height, small.width, 4), np.uint8)
    paper[..., 3] = 255  # what shows through; whatever is drawn leaves 0 there
    draws(paper, replace(view, size=small))
    columns = np.flatnonzero((paper[..., 3] < 255).any(axis=0))
    if not len(columns):
        return
    sigma = max(0.6, radius * small.height)
    rim = int(3 * sigma) + 1
    left, right = max(0, columns[0] - rim), min(small.width, columns[-1] + 1 + rim)
    soft = cv2.GaussianBlur(paper[:, left:right], (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    a, b = left * size.width // small.width, right * size.width // small.width
    large = cv2.resize(soft, (b - a, size.height), interpolation=cv2.INTER_LINEAR)
    through = cv2.cvtColor(large[..., 3], cv2.COLOR_GRAY2RGBA)
    through[..., 3] = 255
    region = frame[:, a:b]
    large[..., 3] = 0
    cv2.multiply(region, through, region, 1 / 255)
    cv2.add(region, large, region)
