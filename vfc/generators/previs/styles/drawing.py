"""Passes that draw a picture again by hand: washes, lines, hatching."""

from __future__ import annotations

import cv2
import numpy as np

from vfc.generators.previs.styles.sheet import (
    FramePass,
    Ink,
    Sheet,
    edges,
    grey,
    inks,
    multiplied,
    ramp,
)


def halved(sheet: Sheet, frame: np.ndarray) -> np.ndarray:
    """A frame at half its size; a small one at no less than 360 rows, if it has them."""
    part = min(1.0, max(0.5, 360 / sheet.height))
    half = max(1, round(sheet.width * part)), max(1, round(sheet.height * part))
    return cv2.resize(frame, half, interpolation=cv2.INTER_AREA)


def smoothed(frame: np.ndarray, times: int = 2, tone: float = 32) -> np.ndarray:
    """A frame without its fine texture, its edges kept."""
    out = cv2.medianBlur(frame, 5)
    for _ in range(times):
        out = cv2.bilateralFilter(out, 5, tone, 4)
    return out


def watercolour(
    sheet: Sheet, *, pale: float = 0.3, edge: float = 2.6, paper: Ink = (250, 247, 238)
) -> FramePass:
    """Washes on paper: flat patches, paler than life, darker where they end, white at the rim."""
    x, y = sheet.grid()
    wash = 1 + 0.07 * sheet.noise("wash", 90) + 0.02 * sheet.noise("grains", 6)
    tooth = cv2.multiply(
        sheet.paper("watercolour", 0.065, 2.0),
        cv2.merge([np.clip(235 * wash, 0, 255).astype(np.uint8)] * 3),
        scale=1 / 240,
    )
    wobble = 7 * sheet.noise("rim", 60, 1.4) + 3 * sheet.noise("brush", 14)
    wide, high = sheet.width / sheet.unit, sheet.height / sheet.unit
    rim = np.minimum(np.minimum(x, wide - x), np.minimum(y, high - y)) + wobble
    bare = cv2.merge([np.clip(255 - 22 * (rim - 20), 0, 255).astype(np.uint8)] * 3)
    light = ramp([[0, 34], [64, 64 + 150 * pale], [128, 128 + 230 * pale], [225, 255], [255, 255]])
    rows = 1.5 * np.eye(3, dtype=np.float32) - np.full((3, 3), 0.5 / 3, np.float32)

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        flat = smoothed(halved(sheet, frame), 2, 42)
        pools = edges(flat, 1.6, edge * 6, 1.0)
        flat = cv2.LUT(cv2.transform(flat, rows), light)
        flat = cv2.subtract(flat, cv2.cvtColor(cv2.convertScaleAbs(pools, alpha=0.3), 8))
        out = multiplied(cv2.resize(flat, (sheet.width, sheet.height)), tooth)
        cv2.add(out, bare, dst=out)
        return cv2.min(out, np.full_like(out, paper), dst=out)

    return run


def hatch(sheet: Sheet, period: float, degrees: float, wobble: float) -> np.ndarray:
    """Lines across the paper, (height, width) uint8: a wave from 0 in their middle to 255 between
    them.
    """
    x, y = sheet.grid()
    angle = np.deg2rad(degrees)
    along = x * np.cos(angle) + y * np.sin(angle)
    along += wobble * (sheet.noise(f"hatch {degrees}", 120) + 0.4 * sheet.noise("cut", 24))
    return np.round(255 * np.abs(2 * (along / period % 1) - 1)).astype(np.uint8)


def printed(tone: np.ndarray, lines: np.ndarray, sharp: float = 5.0) -> np.ndarray:
    """White paper, (height, width) uint8, under lines that are wide where a tone is dark."""
    over = cv2.addWeighted(tone, 0.5, lines, 0.5, -64)
    level = np.clip((np.arange(256) - 63.5) * sharp + 128, 0, 255).astype(np.uint8)
    return cv2.LUT(over, level)


def woodcut(sheet: Sheet, *, colours: list[Ink], period: float = 9) -> FramePass:
    """A block cut in lines that follow the tone, in one ink on paper."""
    level = hatch(sheet, period, 84, 5)
    aslant = hatch(sheet, period * 0.9, 38, 4)
    table, paper = inks(colours), sheet.paper("woodcut", 0.10, 1.6)
    light = ramp([[0, 60], [60, 90], [140, 200], [180, 255], [255, 255]])
    dark = ramp([[0, 0], [26, 10], [96, 255], [255, 255]])

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        tone = cv2.GaussianBlur(grey(frame, 0.75), (0, 0), max(0.6, 2.2 * sheet.unit))
        out = cv2.min(printed(cv2.LUT(tone, light), level), printed(cv2.LUT(tone, dark), aslant))
        cut = edges(frame, max(0.6, 1.7 * sheet.unit), 40, 3)
        cv2.subtract(out, cut, dst=out)
        return multiplied(cv2.applyColorMap(out, table), paper)

    return run


def ink(sheet: Sheet, *, colours: list[Ink]) -> FramePass:
    """Brush and ink: black shapes, black lines, one grey wash that pools on the paper."""
    table, paper = inks(colours), sheet.paper("ink", 0.12, 2.0)
    solid = ramp([[0, 0], [44, 0], [58, 255], [255, 255]])
    cloud = np.clip(128 + 26 * sheet.noise("wash", 70), 0, 255).astype(np.uint8)
    wash = ramp([[0, 120], [82, 138], [96, 186], [132, 196], [150, 252], [255, 255]])

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        tone = grey(frame, 0.7)
        soft = cv2.GaussianBlur(tone, (0, 0), max(0.6, 3 * sheet.unit))
        pooled = cv2.addWeighted(soft, 1.0, cloud, 0.35, -45)
        out = cv2.min(cv2.LUT(pooled, wash), cv2.LUT(soft, solid))
        lines = edges(frame, max(0.6, 1.7 * sheet.unit), 40, 2)
        cv2.subtract(out, lines, dst=out)
        return multiplied(cv2.applyColorMap(out, table), paper)

    return run


def pencil(sheet: Sheet, *, colours: list[Ink], period: float = 6) -> FramePass:
    """A storyboard in pencil: grey lines, hatching where it is dark, the panel's frame."""
    table, paper = inks(colours), sheet.paper("pencil", 0.07, 1.8)
    once, twice = hatch(sheet, period, 38, 2), hatch(sheet, period, -34, 2)
    tooth = np.clip(70 + 56 * sheet.noise("graphite", 1.6), 0, 190).astype(np.uint8)
    shade = ramp([[0, 60], [110, 165], [170, 250], [255, 255]])
    deep = ramp([[0, 20], [60, 140], [92, 255], [255, 255]])
    margin = sheet.pixels(26)

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        tone = cv2.GaussianBlur(grey(frame, 0.8), (0, 0), max(0.6, 1.4 * sheet.unit))
        dim, dark = cv2.LUT(tone, shade), cv2.LUT(tone, deep)
        strokes = cv2.min(printed(dim, once, 2.2), printed(dark, twice, 2.2))
        out = cv2.max(strokes, tooth)
        out = cv2.addWeighted(
            out, 0.5, cv2.LUT(tone, ramp([[0, 130], [60, 205], [130, 255], [255, 255]])), 0.5, 0
        )
        lines = edges(frame, max(0.5, 1.4 * sheet.unit), 50, 1.5)
        cv2.subtract(out, cv2.subtract(lines, cv2.convertScaleAbs(tooth, alpha=0.25)), dst=out)
        _panel(sheet, out, margin)
        return multiplied(cv2.applyColorMap(out, table), paper)

    return run


def _panel(sheet: Sheet, paper: np.ndarray, margin: int) -> None:
    """White beside a panel, and its line drawn past the corners."""
    for part in (paper[:margin], paper[-margin:], paper[:, :margin], paper[:, -margin:]):
        part[:] = 255
    right, bottom, past = sheet.width - margin, sheet.height - margin, margin // 2
    thick = sheet.pixels(2.4)
    for y in (margin, bottom):
        cv2.line(paper, (margin - past, y), (right + past, y), 60, thick, cv2.LINE_AA)
    for x in (margin, right):
        cv2.line(paper, (x, margin - past), (x, bottom + past), 60, thick, cv2.LINE_AA)


def blueprint(sheet: Sheet, *, colours: list[Ink], step: float = 40) -> FramePass:
    """White lines on blue paper with a grid, a border and a title block."""
    table = inks(colours)
    ground = np.full((sheet.height, sheet.width), 46, np.uint8)
    cell = max(3, sheet.pixels(step / 4))
    for at in range(0, max(sheet.width, sheet.height), cell):
        bold = 26 if at // cell % 4 == 0 else 9
        ground[at : at + 1] = 46 + bold
        ground[:, at : at + 1] = np.maximum(ground[:, at : at + 1], 46 + bold)
    ground = np.clip(ground + 3 * sheet.noise("blueprint", 60), 0, 255).astype(np.uint8)
    margin, thick = sheet.pixels(18), sheet.pixels(2)
    right, bottom = sheet.width - margin, sheet.height - margin
    border = np.zeros_like(ground)
    cv2.rectangle(border, (margin, margin), (right, bottom), 220, thick)
    left, top = right - sheet.pixels(250), bottom - sheet.pixels(66)
    cv2.rectangle(border, (left, top), (right, bottom), 220, sheet.pixels(1))
    cv2.line(
        border, (left, (top + bottom) // 2), (right, (top + bottom) // 2), 200, sheet.pixels(1)
    )
    for part in (0.34, 0.7):
        x = round(left + part * (right - left))
        cv2.line(border, (x, top), (x, bottom), 200, sheet.pixels(1))

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        tone = grey(frame, 0.8)
        lines = edges(frame, max(0.5, 1.1 * sheet.unit), 40, 1)
        out = cv2.addWeighted(ground, 1.0, tone, 0.10, 0)
        cv2.add(out, lines, dst=out)
        return cv2.applyColorMap(cv2.max(out, border), table)

    return run


def anime(sheet: Sheet, *, saturation: float = 1.45, line: float = 18) -> FramePass:
    """Cels: flat colours in few steps of light, thin dark outlines, skies that shine."""
    third = (1 - saturation) / 3
    rows = saturation * np.eye(3, dtype=np.float32) + np.full((3, 3), third, np.float32)
    stops = [
        [0, 14],
        [38, 22],
        [48, 74],
        [88, 84],
        [100, 138],
        [140, 150],
        [154, 200],
        [198, 212],
        [212, 250],
        [255, 255],
    ]
    steps = ramp([[float(a), float(b)] for a, b in stops])

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        flat = smoothed(halved(sheet, frame), 2, 30)
        parts = cv2.cvtColor(cv2.transform(flat, rows), cv2.COLOR_RGB2YCrCb)
        parts[..., 0] = cv2.LUT(parts[..., 0], steps)
        flat = cv2.cvtColor(parts, cv2.COLOR_YCrCb2RGB)
        out = cv2.resize(flat, (sheet.width, sheet.height))
        drawn = edges(frame, max(0.6, 1.3 * sheet.unit), line, 5)
        return cv2.subtract(out, cv2.cvtColor(drawn, cv2.COLOR_GRAY2RGB), dst=out)

    return run
