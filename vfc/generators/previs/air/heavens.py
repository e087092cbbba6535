"""Lights of the sky that are no sun, moon or star: the aurora, and rainbows."""

from __future__ import annotations

import cv2
import numpy as np

from vfc.generators.previs.canvas.layers import Layer
from vfc.generators.previs.canvas.stage import Staging

CURTAINS = 3
GREEN, VIOLET = (70, 255, 150), (150, 90, 230)
ARC, BAND = 0.58, 0.085  # units: radius of a rainbow, and how wide it is
RED, BLUE = 0.0, 270.0  # hues in degrees, from the outside in


def heavens(stage: Staging) -> list[Layer]:
    """What the weather's words put into the sky, far behind everything."""
    lights = []
    if stage.words.has("aurora"):
        lights += [aurora(stage, number) for number in range(CURTAINS)]
    if stage.words.has("rainbow"):
        lights.append(rainbow(stage))
    return lights


def aurora(stage: Staging, number: int) -> Layer:
    """A curtain of light, brightest at its lower hem, that drifts aside."""
    rng = stage.chance(f"aurora {number}")
    paper = stage.paper(0.01, bottom=stage.horizon, wide=0.5)
    small = (max(8, paper.height // 4), max(8, paper.width // 4))
    xs = np.linspace(paper.left, paper.right, small[1], dtype=np.float32)[None, :]
    ys = np.linspace(paper.top, paper.bottom, small[0], dtype=np.float32)[:, None]
    turns = rng.uniform(0, 6.28, 4)
    waves = 0.05 * np.sin(3.1 * xs + turns[0]) + 0.03 * np.sin(7.3 * xs + turns[1])
    hem = stage.horizon - 0.10 - 0.09 * number + waves
    over = hem - ys
    rays = 0.65 + 0.35 * np.sin(41 * xs + 5 * np.sin(4 * xs + turns[2]))
    folds = np.clip(0.55 + 0.6 * np.sin(1.7 * xs + turns[3]), 0, 1)
    light = np.where(over > 0, np.exp(-over / (0.10 + 0.07 * rays)), np.exp(over / 0.012))
    alpha = (light * rays * folds * (0.85 - 0.15 * number))[..., None].astype(np.float32)
    high = np.clip(over / 0.3, 0, 1)[..., None]
    colour = np.array(GREEN, np.float32) * (1 - high) + np.array(VIOLET, np.float32) * high
    whole = np.dstack([colour * alpha, 255 * 0.75 * alpha]).astype(np.float32)
    paper.paper = np.clip(cv2.resize(whole, (paper.width, paper.height)), 0, 255).astype(np.uint8)
    way = float(rng.choice((-1, 1)))
    return paper.layer(
        0.01, sway=lambda second: (way * 0.06 * float(np.sin(0.5 * second + turns[0])), 0.0)
    )


def rainbow(stage: Staging) -> Layer:
    """A bow on the side where the sun is not, red outside, that pales to the ground."""
    paper = stage.paper(0.03, bottom=stage.horizon)
    xs = (paper.left + (np.arange(paper.width, dtype=np.float32) + 0.5) / paper.scale)[None, :]
    ys = paper.rows().astype(np.float32)[:, None]
    middle = -0.5 * stage.sun_x
    far = np.sqrt((xs - middle) ** 2 + (ys - stage.horizon - 0.12) ** 2)
    part = (ARC - far) / BAND + 0.5  # 0 outside, 1 inside
    hue = RED + (BLUE - RED) * np.clip(part, 0, 1)
    shape = np.clip(1 - np.abs(2 * part - 1) ** 3, 0, 1)
    alpha = shape * np.clip((stage.horizon - ys) / 0.12, 0.25, 1) * 0.75
    hsv = np.dstack([hue / 2, np.full_like(hue, 200), np.full_like(hue, 255)]).astype(np.uint8)
    colour = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB).astype(np.float32)
    whole = np.dstack([colour * alpha[..., None], 255 * alpha])
    paper.paper = np.clip(whole, 0, 255).astype(np.uint8)
    return paper.layer(0.03)
