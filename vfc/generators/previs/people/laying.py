"""A picture of a thing laid into a frame beside a body."""

from __future__ import annotations

import cv2
import numpy as np

from vfc.generators.previs.canvas.layers import Colour


def lay(frame: np.ndarray, picture: np.ndarray, left: int, top: int, tint: Colour) -> None:
    """Lay a picture over a frame, (height, width, 4) uint8 both, the picture premultiplied, its
    colours under a light of `tint`; what is beyond the frame is cut off.
    """
    high, wide = picture.shape[:2]
    a, b = max(0, -left), max(0, -top)
    region = frame[top + b : max(top + high, 0), left + a : max(left + wide, 0)]
    if not region.size:
        return
    part = picture[b : b + region.shape[0], a : a + region.shape[1]]
    light = np.diag(np.array(tint, np.float32) / 255)
    lit = cv2.transform(cv2.cvtColor(part, cv2.COLOR_RGBA2RGB), light)
    shown = cv2.merge([255 - part[..., 3]] * 3)
    under = cv2.multiply(cv2.cvtColor(region, cv2.COLOR_RGBA2RGB), shown, scale=1 / 255)
    region[..., :3] = cv2.add(under, lit)
