"""The last pass over each frame: vignette, grain, tints that need the whole picture, letterbox and
caption.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.reading.scene import SceneWords

GREY = np.array([[0.30, 0.59, 0.11]] * 3, np.float32)
SEPIA = np.array([[0.40, 0.68, 0.14], [0.33, 0.58, 0.12], [0.25, 0.44, 0.09]], np.float32)
MARGIN = 64  # pixels by which the grain wanders


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """What the last pass needs, made once."""

    vignette: np.ndarray
    brighter: np.ndarray
    darker: np.ndarray
    tint: np.ndarray | None
    bars: int
    caption: np.ndarray | None
    seed: int

    def apply(self, frame: np.ndarray, index: int) -> np.ndarray:
        """Finish a frame, `(height, width, 3)` uint8 sRGB, 0 to 255, in place."""
        if self.tint is not None:
            cv2.transform(frame, self.tint, dst=frame)
        cv2.multiply(frame, self.vignette, dst=frame, scale=1 / 255)
        height, width = frame.shape[:2]
        x, y = ((index * 7919 + self.seed) * step % MARGIN for step in (31, 57))
        cv2.add(frame, self.brighter[y : y + height, x : x + width], dst=frame)
        cv2.subtract(frame, self.darker[y : y + height, x : x + width], dst=frame)
        if self.bars:
            frame[: self.bars] = 0
            frame[height - self.bars :] = 0
        if self.caption is not None:
            rows, columns = self.caption.shape[:2]
            part = frame[height - rows :, :columns]
            cv2.max(part, self.caption, dst=part)
        return frame


def finish(
    words: SceneWords, height: int, width: int, seed: int, bars: int, caption: np.ndarray | None
) -> Finish:
    """Prepare the last pass for a shot; `caption` is `(rows, columns, 3)` uint8, on black."""
    strength = (
        9.0 if "grain" in words.styles else 4.0 if words.styles & {"noir", "sepia", "bw"} else 2.4
    )
    rng = stream(seed, "grain")
    coarse = max(1.0, height / 720)
    small = (round((height + MARGIN) / coarse) + 1, round((width + MARGIN) / coarse) + 1)
    noise = rng.standard_normal(small, np.float32) * strength
    if coarse > 1 or strength > 5:
        noise = cv2.GaussianBlur(noise, (0, 0), 0.55) * 1.7
    noise = cv2.resize(noise, (width + MARGIN, height + MARGIN))
    brighter, darker = (np.clip(np.round(part), 0, 90).astype(np.uint8) for part in (noise, -noise))
    return Finish(
        vignette=vignette(height, width, 0.42 if "noir" in words.styles else 0.26),
        brighter=cv2.merge([brighter] * 3),
        darker=cv2.merge([darker] * 3),
        tint=GREY if "bw" in words.styles else SEPIA if "sepia" in words.styles else None,
        bars=bars,
        caption=caption,
        seed=seed & 0xFFFF,
    )


def vignette(height: int, width: int, strength: float) -> np.ndarray:
    """A multiplier, `(height, width, 3)` uint8, 255 for whole, darker towards the corners."""
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    out = np.clip((x * x + y * y) * 0.5, 0, 1)
    fall = np.round(255 * (1 - strength * out**1.5)).astype(np.uint8)
    return cv2.merge([fall] * 3)
