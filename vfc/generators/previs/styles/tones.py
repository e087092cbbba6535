"""Passes that change colours alone: curves, matrices, inks, light that blooms."""

from __future__ import annotations

import cv2
import numpy as np

from vfc.generators.previs.styles.sheet import FramePass, Ink, Sheet, inks, multiplied, ramp

Stops = list[list[float]]
WEIGHTS = np.array([0.30, 0.59, 0.11], np.float32)


def curve(
    sheet: Sheet,
    *,
    every: Stops | None = None,
    red: Stops | None = None,
    green: Stops | None = None,
    blue: Stops | None = None,
) -> FramePass:
    """Levels by straight lines between stops: of every channel, then of one."""
    plain: Stops = [[0, 0], [255, 255]]
    first = ramp(every or plain)
    table = np.dstack([ramp(own or plain)[first] for own in (red, green, blue)])
    if not (red or green or blue):
        return lambda frame, index: cv2.LUT(frame, first, dst=frame)
    return lambda frame, index: cv2.LUT(frame, table, dst=frame)


def saturation(sheet: Sheet, *, amount: float) -> FramePass:
    """Colours so many times as far from grey."""
    rows = amount * np.eye(3, dtype=np.float32) + (1 - amount) * np.tile(WEIGHTS, (3, 1))
    return matrix(sheet, rows=rows.tolist())


def matrix(sheet: Sheet, *, rows: list[list[float]]) -> FramePass:
    """Each channel mixed from all three."""
    table = np.array(rows, np.float32)
    return lambda frame, index: cv2.transform(frame, table, dst=frame)


def duotone(sheet: Sheet, *, colours: list[Ink]) -> FramePass:
    """Luma alone, printed in colours from dark to light."""
    table = inks(colours)

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        return cv2.applyColorMap(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), table, dst=frame)

    return run


def monochrome(
    sheet: Sheet, *, every: Stops | None = None, night: Stops | None = None
) -> FramePass:
    """Luma alone, by a curve: that of the night the more, the darker the hour."""
    day = ramp(every or [[0, 0], [255, 255]])
    table = cv2.addWeighted(day, 1 - sheet.dark, ramp(night), sheet.dark, 0) if night else day

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        luma = cv2.LUT(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), table)
        return cv2.cvtColor(luma, cv2.COLOR_GRAY2RGB, dst=frame)

    return run


def bloom(
    sheet: Sheet,
    *,
    floor: float = 150,
    radius: float = 24,
    strength: float = 0.8,
    tint: Ink = (255, 255, 255),
) -> FramePass:
    """Light that spills from what is brighter than `floor`, `radius` units far."""
    scale = np.diag(np.array(tint, np.float32) / 255 * strength)
    bright = ramp([[0, 0], [floor, 0], [255, 255 - floor / 2]])
    small = max(1, sheet.width // 8), max(1, sheet.height // 8)
    sigma = max(0.6, radius * sheet.unit / 8)

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        light = cv2.LUT(cv2.resize(frame, small, interpolation=cv2.INTER_AREA), bright)
        light = cv2.transform(cv2.GaussianBlur(light, (0, 0), sigma), scale)
        return cv2.add(frame, cv2.resize(light, (sheet.width, sheet.height)), dst=frame)

    return run


def soften(sheet: Sheet, *, radius: float, part: float) -> FramePass:
    """So much of the picture out of focus by `radius` units, as a soft filter gives."""
    small = max(1, sheet.width // 4), max(1, sheet.height // 4)
    sigma = max(0.5, radius * sheet.unit / 4)

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        blurred = cv2.GaussianBlur(
            cv2.resize(frame, small, interpolation=cv2.INTER_AREA), (0, 0), sigma
        )
        blurred = cv2.resize(blurred, (sheet.width, sheet.height))
        return cv2.addWeighted(frame, 1 - part, blurred, part, 0, dst=frame)

    return run


def fringe(sheet: Sheet, *, pixels: float = 1.2) -> FramePass:
    """Red and blue printed aside of green, as strips of film that do not register."""
    by = sheet.pixels(pixels)

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        out = frame.copy()
        out[:, by:, 0] = frame[:, :-by, 0]
        out[:, :-by, 2] = frame[:, by:, 2]
        return out

    return run


def vignette(sheet: Sheet, *, strength: float, power: float = 1.5) -> FramePass:
    """Darker towards the corners."""
    y = np.linspace(-1, 1, sheet.height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, sheet.width, dtype=np.float32)[None, :]
    out = np.clip((x * x + y * y) * 0.5, 0, 1)
    fall = np.round(255 * (1 - strength * out**power)).astype(np.uint8)
    mask = cv2.merge([fall] * 3)
    return lambda frame, index: multiplied(frame, mask)


def blinds(sheet: Sheet, *, strength: float, period: float = 84, tilt: float = 0.16) -> FramePass:
    """Bands of shadow across the picture, as of slats before a window, faint at its edges."""
    x, y = sheet.grid()
    wave = np.sin(2 * np.pi * (y + tilt * x) / period)
    wide, high = sheet.width / sheet.unit, 720.0
    near = np.exp(-(((x - 0.62 * wide) / (0.34 * wide)) ** 2) - ((y - 0.42 * high) / 300) ** 2)
    bars = np.clip(0.5 - 2.2 * wave, 0, 1) * near
    mask = cv2.merge([np.round(255 * (1 - strength * bars)).astype(np.uint8)] * 3)
    return lambda frame, index: multiplied(frame, mask)
