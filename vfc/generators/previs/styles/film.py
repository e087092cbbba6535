"""Passes of film in a camera and a projector: grain, weave, flicker, dust, the gate; a camera in
the hand.
"""

from __future__ import annotations

import cv2
import numpy as np

from vfc.generators.previs.styles.sheet import FramePass, Ink, Sheet, multiplied

MARGIN = 64  # pixels by which the grain wanders


def grain(sheet: Sheet, *, strength: float, size: float = 1.0) -> FramePass:
    """Noise of a deviation of `strength` levels, in grains `size` units large, that moves."""
    coarse = max(1.0, size * sheet.unit)
    tall, wide = sheet.height + MARGIN, sheet.width + MARGIN
    small = (round(tall / coarse) + 1, round(wide / coarse) + 1)
    noise = sheet.chance("grain").standard_normal(small, np.float32) * strength
    if coarse > 1 or strength > 5:
        noise = cv2.GaussianBlur(noise, (0, 0), 0.55) * 1.7
    noise = cv2.resize(noise, (wide, tall))
    more, less = (
        cv2.merge([np.clip(np.round(part), 0, 90).astype(np.uint8)] * 3) for part in (noise, -noise)
    )

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        height, width = frame.shape[:2]
        x, y = ((index * 7919 + (sheet.seed & 0xFFFF)) * step % MARGIN for step in (31, 57))
        cv2.add(frame, more[y : y + height, x : x + width], dst=frame)
        return cv2.subtract(frame, less[y : y + height, x : x + width], dst=frame)

    return run


def weave(sheet: Sheet, *, pixels: float) -> FramePass:
    """The film a little beside its perforation: the whole picture up to `pixels` units aside."""

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        reach = pixels * sheet.unit
        x, y = np.clip(
            np.round(sheet.chance("weave", index).normal(0, reach / 2, 2)), -reach, reach
        )
        return shifted(frame, int(x), int(y))

    return run


def shifted(frame: np.ndarray, x: int, y: int) -> np.ndarray:
    """A frame moved by whole pixels, its edges drawn out."""
    height, width = frame.shape[:2]
    left, top = max(0, x), max(0, y)
    wide = cv2.copyMakeBorder(
        frame, top, max(0, -y), left, max(0, -x), borderType=cv2.BORDER_REPLICATE
    )
    top, left = max(0, -y), max(0, -x)
    return np.ascontiguousarray(wide[top : top + height, left : left + width])


def flicker(sheet: Sheet, *, strength: float) -> FramePass:
    """Each frame brighter or darker by chance, with a deviation of `strength` of its levels."""

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        gain = 1 + strength * float(np.clip(sheet.chance("flicker", index).normal(), -1.8, 1.8))
        return cv2.convertScaleAbs(frame, dst=frame, alpha=gain)

    return run


def dust(
    sheet: Sheet,
    *,
    specks: float = 3,
    hairs: float = 0.2,
    scratches: float = 0.5,
    colour: Ink = (20, 16, 12),
    scratch: Ink = (214, 206, 180),
) -> FramePass:
    """Dirt of one frame each, so many of a kind a frame; scratches that run on for some frames."""

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        rng = sheet.chance("dust", index)
        for _ in range(rng.poisson(specks)):
            _speck(sheet, frame, rng, colour if rng.random() < 0.6 else scratch)
        for _ in range(rng.poisson(hairs)):
            _hair(sheet, frame, rng, colour)
        for run_length in (5, 17):
            _scratch(
                sheet,
                frame,
                sheet.chance(f"scratch {run_length}", index // run_length),
                index,
                scratches,
                scratch,
            )
        return frame

    return run


def _speck(sheet: Sheet, frame: np.ndarray, rng: np.random.Generator, colour: Ink) -> None:
    at = int(rng.integers(sheet.width)), int(rng.integers(sheet.height))
    axes = sheet.pixels(rng.uniform(1, 4)), sheet.pixels(rng.uniform(1, 2.6))
    cv2.ellipse(frame, at, axes, float(rng.uniform(0, 180)), 0, 360, list(colour), -1, cv2.LINE_AA)


def _hair(sheet: Sheet, frame: np.ndarray, rng: np.random.Generator, colour: Ink) -> None:
    angles = np.cumsum(rng.normal(0, 0.5, 14)) + rng.uniform(0, 6.3)
    steps = np.dstack([np.cos(angles), np.sin(angles)])[0] * rng.uniform(3, 8) * sheet.unit
    start = rng.uniform((0, 0), (sheet.width, sheet.height))
    line = np.round(start + np.cumsum(steps, axis=0)).astype(np.int32)
    cv2.polylines(frame, [line], False, list(colour), sheet.pixels(1.4), cv2.LINE_AA)


def _scratch(
    sheet: Sheet, frame: np.ndarray, rng: np.random.Generator, index: int, many: float, ink: Ink
) -> None:
    for _ in range(rng.poisson(many)):
        x = int(rng.uniform(0.05, 0.95) * sheet.width + np.sin(index * 0.9) * sheet.unit)
        line = frame[:, x : x + sheet.pixels(1)]
        line[:] = cv2.addWeighted(line, 0.55, np.full_like(line, ink), 0.45, 0)


def gate(
    sheet: Sheet, *, margin: float, radius: float, soft: float = 3.0, sides: float | None = None
) -> FramePass:
    """Black around a window with round corners, `margin` units wide, at the sides `sides`."""
    mask = np.zeros((sheet.height, sheet.width), np.uint8)
    edge, aside = sheet.pixels(margin), sheet.pixels(margin if sides is None else sides)
    corner = sheet.pixels(radius)
    right, bottom = sheet.width - 1 - aside, sheet.height - 1 - edge
    cv2.rectangle(mask, (aside + corner, edge), (right - corner, bottom), 255, -1)
    cv2.rectangle(mask, (aside, edge + corner), (right, bottom - corner), 255, -1)
    for x in (aside + corner, right - corner):
        for y in (edge + corner, bottom - corner):
            cv2.circle(mask, (x, y), corner, 255, -1)
    window = cv2.merge([cv2.GaussianBlur(mask, (0, 0), max(0.5, soft * sheet.unit))] * 3)
    return lambda frame, index: multiplied(frame, window)


def leak(
    sheet: Sheet, *, strength: float, colour: Ink = (255, 110, 30), breath: float = 37
) -> FramePass:
    """Light that comes in at one side of the film, and breathes over so many frames."""
    y, x = np.mgrid[0:9, 0:16].astype(np.float32)
    own = sheet.chance("leak")
    shape = np.exp(-(x / 2.6)) * (0.5 + 0.5 * np.sin(y * 0.5 + own.uniform(0, 6)))
    shape = shape if own.random() < 0.5 else shape[:, ::-1]
    wide = cv2.resize(shape, (sheet.width, sheet.height), interpolation=cv2.INTER_CUBIC)
    light = np.clip(wide[..., None] * np.array(colour, np.float32), 0, 255).astype(np.uint8)

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        part = strength * (0.55 + 0.45 * float(np.sin(index * 2 * np.pi / breath)))
        return cv2.addWeighted(frame, 1.0, light, part, 0, dst=frame)

    return run


def handheld(sheet: Sheet, *, pixels: float, degrees: float = 0.5) -> FramePass:
    """The picture as a hand holds it: slow sway and a tremor, a little enlarged to hide edges."""
    phases = sheet.chance("hand").uniform(0, 2 * np.pi, (3, 4))
    pace = np.array([0.9, 2.1, 4.7, 8.3])
    weight = np.array([1.0, 0.6, 0.25, 0.12]) / 1.97
    reach = pixels * sheet.unit
    zoom = 1 + 2.2 * pixels / 720 + degrees / 40

    def run(frame: np.ndarray, index: int) -> np.ndarray:
        x, y, roll = np.sin(index / sheet.rate * pace + phases) @ weight
        middle = (sheet.width / 2, sheet.height / 2)
        move = cv2.getRotationMatrix2D(middle, float(roll) * degrees, zoom)
        move[:, 2] += float(x) * reach, float(y) * reach
        wide = cv2.cvtColor(frame, cv2.COLOR_RGB2RGBA)  # four channels are moved in half the time
        wide = cv2.warpAffine(
            wide, move, (sheet.width, sheet.height), borderMode=cv2.BORDER_REPLICATE
        )
        return cv2.cvtColor(wide, cv2.COLOR_RGBA2RGB, dst=frame)

    return run
