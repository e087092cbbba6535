"""Passes that build a picture anew of clay, of cut paper, of large pixels."""

from __future__ import annotations

import cv2
import numpy as np

from vfc.generators.previs.styles.drawing import halved, smoothed
from vfc.generators.previs.styles.sheet import FramePass, Ink, Sheet, grey, multiplied, ramp

PRINTS = 4  # textures of fingers, one for each exposure in turn


def clay(sheet: Sheet, *, relief: float = 2.6, prints: float = 19) -> FramePass:
    """Plasticine: smooth rounded colours, lit from above on the left, with prints of fingers that
    change from exposure to exposure.
    """
    textures = [_prints(sheet, f"prints {at}", prints) for at in range(PRINTS)]
    rows = 1.5 * np.eye(3, dtype=np.float32) - np.full((3, 3), 0.44 / 3, np.float32)
    by = max(1, sheet.pixels(3) // 2 + 1)
    bulge = ramp([[0, 0], [36, 36 * relief], [90, 110], [255, 120]])

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        flat = cv2.transform(smoothed(halved(sheet, frame), 2, 46), rows)
        height = cv2.GaussianBlur(cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY), (0, 0), 1.8)
        shape = cv2.copyMakeBorder(height, by, by, by, by, cv2.BORDER_REPLICATE)
        above, below = shape[: -2 * by, : -2 * by], shape[2 * by :, 2 * by :]
        lit = cv2.LUT(cv2.subtract(height, above), bulge)
        dim = cv2.LUT(cv2.subtract(height, below), bulge)
        flat = cv2.add(flat, cv2.cvtColor(lit, cv2.COLOR_GRAY2RGB))
        flat = cv2.subtract(flat, cv2.cvtColor(dim, cv2.COLOR_GRAY2RGB))
        out = cv2.resize(flat, (sheet.width, sheet.height))
        bright, dark = textures[int(sheet.chance("exposure", index).integers(PRINTS))]
        return cv2.subtract(cv2.add(out, bright, dst=out), dark, dst=out)

    return run


def _prints(sheet: Sheet, part: str, strength: float) -> tuple[np.ndarray, np.ndarray]:
    """Whorls pressed into the surface: what is brighter and what is darker, uint8 both."""
    rng = sheet.chance(part)
    field = 0.35 * sheet.noise(part + " lumps", 26) + 0.12 * sheet.noise(part + " grit", 3)
    reach = sheet.pixels(70)
    for _ in range(44):
        cx, cy = int(rng.integers(sheet.width)), int(rng.integers(sheet.height))
        pressed = field[max(0, cy - reach) : cy + reach, max(0, cx - reach) : cx + reach]
        pressed += _finger(rng, pressed.shape, sheet.unit)
    return tuple(
        cv2.merge([np.clip(sign * strength * field, 0, 60).astype(np.uint8)] * 3)
        for sign in (1, -1)
    )  # type: ignore[return-value]


def _finger(rng: np.random.Generator, shape: tuple[int, ...], unit: float) -> np.ndarray:
    """One finger's ridges in the middle of a part of the picture, float32 about 0."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    x, y = (x - shape[1] / 2) / unit, (y - shape[0] / 2) / unit
    turn, size = rng.uniform(0, np.pi), rng.uniform(26, 44)
    u = x * np.cos(turn) + y * np.sin(turn)
    v = y * np.cos(turn) - x * np.sin(turn)
    ridges = np.sin(2 * np.pi * np.hypot(u + 8, v * 0.8) / 6.5)
    return 0.8 * np.exp(-((np.hypot(u, v * 0.72) / size) ** 4)) * ridges


def papercut(
    sheet: Sheet, *, levels: int = 5, shadow: float = 0.46, reach: float = 10
) -> FramePass:
    """Layers of coloured paper: few flat colours, each with the shadow that it throws on the
    lighter one below it.
    """
    paper = sheet.paper("papercut", 0.13, 2.2)
    by = max(1, sheet.pixels(reach) // 2)
    step = 255 / levels
    levels_of = (np.floor(np.arange(256) / step + 0.5) * step).clip(0, 255)
    steps = ramp([[float(at), float(level)] for at, level in enumerate(levels_of)])
    rows = 1.3 * np.eye(3, dtype=np.float32) - np.full((3, 3), 0.1, np.float32)
    weight = ramp([[0, 255], [step * 0.6, 255 * (1 - shadow)], [255, 255 * (1 - shadow)]])
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        flat = cv2.medianBlur(halved(sheet, frame), 5)
        luma = cv2.LUT(cv2.medianBlur(grey(flat, 0.75), 3), steps)
        luma = cv2.morphologyEx(luma, cv2.MORPH_OPEN, kernel)
        parts = cv2.cvtColor(cv2.transform(flat, rows), cv2.COLOR_RGB2YCrCb)
        parts[..., 1:] = (parts[..., 1:] + 4) // 8 * 8
        parts[..., 0] = luma
        sheet_colours = cv2.cvtColor(parts, cv2.COLOR_YCrCb2RGB)
        upper = cv2.copyMakeBorder(luma, 2 * by, 0, by, 0, cv2.BORDER_REPLICATE)
        fallen = cv2.subtract(luma, upper[: luma.shape[0], : luma.shape[1]])
        dim = cv2.GaussianBlur(cv2.LUT(fallen, weight), (0, 0), max(0.5, by * 0.6))
        sheet_colours = multiplied(sheet_colours, cv2.cvtColor(dim, cv2.COLOR_GRAY2RGB))
        return multiplied(cv2.resize(sheet_colours, (sheet.width, sheet.height)), paper)

    return run


BAYER = (
    np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - 0.47
)


def pixels(sheet: Sheet, *, rows: int = 90, dither: float = 13, palette: list[Ink]) -> FramePass:
    """So many rows of square pixels, in the colours of a palette, dithered."""
    many = min(rows, sheet.height)
    size = sheet.height / many
    small = max(1, round(sheet.width / size)), many
    table = nearest(palette)
    tiles = np.tile(BAYER, (small[1] // 4 + 1, small[0] // 4 + 1))[: small[1], : small[0], None]
    spread = np.round(dither * tiles).astype(np.int16)
    colours = np.array(palette, np.uint8)

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        tiny = cv2.resize(frame, small, interpolation=cv2.INTER_AREA)
        wide = cv2.addWeighted(tiny, 1.5, cv2.GaussianBlur(tiny, (0, 0), 1.2), -0.5, 0)
        cell = np.clip(wide.astype(np.int16) + spread, 0, 255) >> 3
        chosen = colours[table[cell[..., 0], cell[..., 1], cell[..., 2]]]
        return cv2.resize(chosen, (sheet.width, sheet.height), interpolation=cv2.INTER_NEAREST)

    return run


def nearest(palette: list[Ink]) -> np.ndarray:
    """The index of the palette's colour next to each of 32 levels a channel, (32, 32, 32) uint8."""
    level = np.arange(32, dtype=np.float32) * 8 + 4
    cube = np.stack(np.meshgrid(level, level, level, indexing="ij"), -1)
    weight = np.array([0.55, 0.8, 0.4], np.float32)
    apart = [(((cube - np.array(each, np.float32)) * weight) ** 2).sum(-1) for each in palette]
    return np.argmin(np.stack(apart), 0).astype(np.uint8)
