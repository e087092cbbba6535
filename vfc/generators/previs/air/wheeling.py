"""What moves in the sky: stars that wheel, a sun or a moon that rises or sets."""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees

import cv2
import numpy as np

from vfc.generators.previs.air.light import add, glow_picture
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import SHIFT, Colour, Drawable
from vfc.generators.previs.canvas.stage import Staging

TRAIL = 0.30  # radians of its circle that a star leaves behind it
WHEEL = 0.22  # radians that stars turn in a second of a time lapse
STARS = 120
WAY = 0.26  # of the frame's height that a sun goes in the shot


@dataclass(frozen=True, slots=True, kw_only=True)
class StarWheel:
    """Stars that turn about a pole and leave trails: rows of (radius, angle, size, brightness)."""

    pole: tuple[float, float]
    stars: np.ndarray
    colour: Colour

    def covers(self, view: CameraView, second: float) -> int:
        """Stars hide nothing."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw each star and the arc that it has gone."""
        x, y = view.point(*self.pole, 0.01)
        scale = view.scale(0.01) * (1 << SHIFT)
        middle = (round(float(x) * (1 << SHIFT)), round(float(y) * (1 << SHIFT)))
        board = frame[:clip]
        for radius, angle, size, bright in self.stars.tolist():
            turn = angle + WHEEL * second
            far = round(radius * scale)
            tone = tuple(round(part * bright) for part in self.colour)
            thick = max(1, round(size * len(frame)))
            ends = (degrees(turn - min(TRAIL, 0.05 + WHEEL * second)), degrees(turn))
            cv2.ellipse(
                board, middle, (far, far), 0, *ends, (*tone, 255), thick, cv2.LINE_AA, SHIFT
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Orb:
    """A sun or a moon on its way up or down, behind the land."""

    x: float
    y: float
    radius: float
    colour: Colour
    way: float  # units that it goes in the shot, up below 0
    seconds: float
    land: float  # the y below which it is not seen
    glow: np.ndarray

    def covers(self, view: CameraView, second: float) -> int:
        """It hides nothing."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw it and its light."""
        y = self.y + self.way * (second / max(0.1, self.seconds) - 0.5)
        px, py = (float(part) for part in view.point(self.x, y, 0.02))
        low = min(clip, max(0, round(float(view.point(0.0, self.land, 0.05)[1]))))
        size = self.radius * view.scale(0.02)
        add(frame, self.glow, px, py, 5 * size, 1.0, 0.7, low)
        spot = (round(px * (1 << SHIFT)), round(py * (1 << SHIFT)))
        disc = (*self.colour, 255)
        cv2.circle(frame[:low], spot, round(size * (1 << SHIFT)), disc, -1, cv2.LINE_AA, SHIFT)


def wheeling(stage: Staging) -> list[Drawable]:
    """What moves in the sky of a shot, far to near."""
    words, items = stage.words, []
    if words.has("timelapse") and stage.palette.dark > 0.7 and not words.has("storm", "rain"):
        items.append(wheel(stage))
    if words.has("orb rises", "orb sets"):
        items.append(orb(stage))
    return items


def wheel(stage: Staging) -> StarWheel:
    """Stars about a pole above the horizon."""
    rng = stage.chance("wheel")
    rows = [
        (0.04 + 1.25 * rng.uniform() ** 0.7, rng.uniform(0, 6.28), 0.0022, rng.uniform(0.4, 1.0))
        for _ in range(STARS)
    ]
    return StarWheel(
        pole=(0.25 * stage.half, stage.horizon - 0.34), stars=np.array(rows), colour=(255, 250, 235)
    )


def orb(stage: Staging) -> Orb:
    """The sun, or by night the moon, that goes up or down."""
    night = stage.palette.dark > 0.8
    down = stage.words.has("orb sets")
    land = stage.horizon - (0.02 if stage.words.place in ("sea", "beach", "desert") else 0.05)
    colour = (236, 238, 246) if night else (255, 232, 176)
    return Orb(
        x=stage.sun_x,
        y=land - 0.10,
        radius=0.05 if night else 0.075,
        colour=colour,
        way=WAY if down else -WAY,
        seconds=stage.rig.seconds,
        land=land + 0.02,
        glow=glow_picture(colour if night else (255, 190, 110)),
    )
