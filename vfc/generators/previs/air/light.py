"""Light that is added to the picture: glows, beams, glitter on water."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, sin

import cv2
import numpy as np

from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import SHIFT, Colour, rgb
from vfc.generators.previs.canvas.stage import Staging

GRAIN = 96  # pixels of a glow's picture; it is soft, so it may be enlarged


@dataclass(frozen=True, slots=True, kw_only=True)
class Glow:
    """A soft round light about a place; `pulse` gives its strength, 0 to 1, at a time."""

    picture: np.ndarray
    x: float
    y: float
    radius: float
    depth: float
    squash: float = 1.0
    pulse: Callable[[float], float] | None = None

    def covers(self, view: CameraView, second: float) -> int:
        """Light hides nothing."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Add the light."""
        part = self.pulse(second) if self.pulse else 1.0
        if part > 0.01:
            x, y = view.point(self.x, self.y, self.depth)
            add(
                frame,
                self.picture,
                x,
                y,
                self.radius * view.scale(self.depth),
                self.squash,
                part,
                clip,
            )


def add(
    frame: np.ndarray,
    picture: np.ndarray,
    x: float,
    y: float,
    radius: float,
    squash: float,
    part: float,
    clip: int,
) -> None:
    """Add a square picture enlarged about a pixel to the frame, at a part of its strength."""
    left, right = max(0, int(x - radius)), min(frame.shape[1], int(x + radius) + 1)
    top, bottom = max(0, int(y - radius * squash)), min(clip, int(y + radius * squash) + 1)
    if left >= right or top >= bottom or radius < 0.6:
        return
    grow = 2 * radius / len(picture)
    matrix = np.array([[grow, 0, x - radius - left], [0, grow * squash, y - radius * squash - top]])
    light = cv2.warpAffine(picture, matrix, (right - left, bottom - top), flags=cv2.INTER_LINEAR)
    if part < 0.99:
        light = cv2.convertScaleAbs(light, alpha=part)
    spot = frame[top:bottom, left:right]
    cv2.add(spot, light, dst=spot)


def cast(
    frame: np.ndarray,
    picture: np.ndarray,
    foot: tuple[float, float],
    along: tuple[float, float],
    across: tuple[float, float],
    clip: int,
) -> None:
    """Take a square picture away from the frame, as shadows do: laid from `foot` along one way,
    `across` another.
    """
    ends = [
        (along[0] * a + across[0] * b, along[1] * a + across[1] * b)
        for a in (-0.1, 1)
        for b in (-1, 1)
    ]
    xs, ys = [foot[0] + x for x, _ in ends], [foot[1] + y for _, y in ends]
    left, right = max(0, int(min(xs))), min(frame.shape[1], int(max(xs)) + 1)
    top, bottom = max(0, int(min(ys))), min(clip, int(max(ys)) + 1)
    if left >= right or top >= bottom:
        return
    n = len(picture)
    ax, ay, bx, by = along[0] * 1.1 / n, along[1] * 1.1 / n, 2 * across[0] / n, 2 * across[1] / n
    start = (
        foot[0] - 0.1 * along[0] - across[0] - left,
        foot[1] - 0.1 * along[1] - across[1] - top,
    )
    matrix = np.array([[ax, bx, start[0]], [ay, by, start[1]]])
    if abs(ax * by - ay * bx) < 1e-6:
        return
    spot = frame[top:bottom, left:right]
    cv2.subtract(spot, cv2.warpAffine(picture, matrix, (right - left, bottom - top)), dst=spot)


def shadow_picture(strength: float) -> np.ndarray:
    """A long shadow that leaves its foot at the left and thins to the right, (n, n, 4) uint8."""
    along = np.linspace(0, 1, GRAIN, dtype=np.float32)[None, :]
    across = np.linspace(-1, 1, GRAIN, dtype=np.float32)[:, None] / (0.55 + 0.45 * along)
    dark = (
        np.clip(1 - across * across, 0, 1) ** 1.2 * (1 - along) ** 1.3 * np.clip(along * 14, 0, 1)
    )
    return np.clip(
        dark[..., None] * np.array((1, 1, 0.9, 0), np.float32) * strength, 0, 255
    ).astype(np.uint8)


def glow_picture(colour: Colour, power: float = 2.2) -> np.ndarray:
    """A round glow, brightest in its middle, (n, n, 4) uint8."""
    at = np.linspace(-1, 1, GRAIN, dtype=np.float32)
    away = np.sqrt(at[None, :] ** 2 + at[:, None] ** 2)
    light = np.clip(1 - away, 0, 1) ** power
    return np.clip(light[..., None] * np.array((*colour, 0), np.float32), 0, 255).astype(np.uint8)


def glow(
    x: float,
    y: float,
    radius: float,
    colour: Colour,
    strength: float,
    depth: float = 1.0,
    squash: float = 1.0,
    pulse: Callable[[float], float] | None = None,
) -> Glow:
    """A round light."""
    dim = rgb(c * strength for c in colour)
    return Glow(
        picture=glow_picture(dim), x=x, y=y, radius=radius, depth=depth, squash=squash, pulse=pulse
    )


def flicker(phase: float, depth: float = 0.12) -> Callable[[float], float]:
    """The unrest of a flame."""
    return lambda second: (
        1 - depth + depth * (0.6 * sin(second * 9 + phase) + 0.4 * sin(second * 23.7 + phase * 2))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Glitter:
    """Light on water: rows of (x, y, width, pace, phase), each flashing in its own time."""

    sparks: np.ndarray
    colour: Colour
    depth: float

    def covers(self, view: CameraView, second: float) -> int:
        """Light hides nothing."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw the sparks that flash now."""
        x, y, wide, pace, phase = self.sparks.T
        bright = np.clip(np.sin(second * pace + phase), 0, 1)
        matrix = view.matrix(self.depth)
        scale = view.scale(self.depth)
        drift = 0.01 * np.sin(second * 0.9 + phase * 3)
        px = matrix[0, 0] * (x + drift) + matrix[0, 1] * y + matrix[0, 2]
        py = matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2]
        seen = (bright > 0.08) & (py < clip) & (py > 0) & (px > -60) & (px < frame.shape[1] + 60)
        half = wide * scale * (0.35 + 0.65 * bright)
        fixed = np.round(
            np.stack([px, py, half, wide * scale * 0.10], axis=1)[seen] * (1 << SHIFT)
        ).astype(int)
        thin = 1 << SHIFT - 1
        for (a, b, w, h), part in zip(fixed.tolist(), bright[seen].tolist(), strict=True):
            spot = frame[
                min(frame.shape[0] - 1, b >> SHIFT), min(max(0, a >> SHIFT), frame.shape[1] - 1)
            ]
            colour = [int(s) + (c - int(s)) * part for s, c in zip(spot, self.colour, strict=False)]
            cv2.ellipse(frame, (a, b), (w, max(thin, h)), 0, 0, 360, colour, -1, cv2.LINE_AA, SHIFT)


def glitter(
    stage: Staging,
    name: str,
    x: float,
    top: float,
    bottom: float,
    many: int,
    colour: Colour,
    depth: float,
    spread: float = 0.05,
) -> Glitter:
    """A path of light on water under a light at x, wider towards the viewer."""
    rng = stage.chance(name)
    down = rng.random(many) ** 1.3
    wide = 0.004 + 0.022 * down
    xs = x + rng.normal(0, 1, many) * (spread + 0.10 * down)
    ys = top + 0.004 + down * (bottom - top)
    sparks = np.stack(
        [xs, ys, wide, rng.uniform(1.2, 3.6, many), rng.uniform(0, 6.28, many)], axis=1
    )
    return Glitter(sparks=sparks, colour=colour, depth=depth)


def cone_picture(colour: Colour) -> np.ndarray:
    """A beam that leaves its lamp at the left and thins to the right, (n, 4n, 4) uint8."""
    along = np.linspace(0.004, 1, 4 * GRAIN, dtype=np.float32)[None, :]
    across = np.linspace(-1, 1, GRAIN, dtype=np.float32)[:, None] / (0.06 + 0.94 * along)
    light = (
        np.clip(1 - across * across, 0, 1) ** 1.5
        * (1 - along) ** 1.2
        * (0.55 + 0.45 * np.exp(-along * 5))
    )
    return np.clip(light[..., None] * np.array((*colour, 0), np.float32), 0, 255).astype(np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beam:
    """The turning beam of a lighthouse: two soft cones from the lamp, long when across the view."""

    x: float
    y: float
    depth: float
    cone: np.ndarray
    flare: np.ndarray
    period: float = 6.0
    phase: float = 0.0

    def covers(self, view: CameraView, second: float) -> int:
        """Light hides nothing."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Add both cones, and a flare when one points at the viewer."""
        turn = 2 * np.pi * second / self.period + self.phase
        x, y = view.point(self.x, self.y, self.depth)
        scale = view.scale(self.depth)
        for half in (0.0, np.pi):
            far = 1.7 * cos(turn + half) * scale
            wide = (0.10 + 0.13 * max(0.0, sin(turn + half))) * scale
            self.shine(frame, x, y, far, wide, 0.45 + 0.3 * abs(cos(turn)))
        flare = abs(sin(turn)) ** 10
        add(frame, self.flare, x, y, (0.08 + 0.18 * flare) * scale, 1.0, 0.6 + 0.4 * flare, clip)

    def shine(
        self, frame: np.ndarray, x: float, y: float, far: float, wide: float, part: float
    ) -> None:
        """Add one cone of a length in pixels, to the left where it is negative."""
        left, right = (max(0, int(min(x, x + far))), min(frame.shape[1], int(max(x, x + far)) + 1))
        top, bottom = max(0, int(y - wide)), min(frame.shape[0], int(y + wide) + 1)
        if abs(far) < 4 or left >= right or top >= bottom:
            return
        grow = np.array(
            [
                [far / self.cone.shape[1], 0, x - left],
                [0, 2 * wide / len(self.cone), y - wide - top],
            ]
        )
        light = cv2.warpAffine(
            self.cone, grow, (right - left, bottom - top), flags=cv2.INTER_LINEAR
        )
        spot = frame[top:bottom, left:right]
        cv2.add(spot, cv2.convertScaleAbs(light, alpha=part), dst=spot)
