"""Trains that cross the middle distance."""

from __future__ import annotations

from dataclasses import dataclass
from math import sin

import numpy as np

from vfc.generators.previs.air.light import add, glow_picture
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import Colour, Drawable, mix, rgb
from vfc.generators.previs.canvas.shapes import box, ellipse, rounded
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.people.figures import fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Train:
    """A train that runs along a line, windows lit at night, smoke from its engine."""

    y: float
    size: float
    speed: float
    middle: float
    colour: Colour
    pane: Colour
    puff: np.ndarray
    cars: int = 7

    def covers(self, view: CameraView, second: float) -> int:
        """A train hides no row whole."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw the cars, the engine first, and the smoke that trails."""
        way = 1.0 if self.speed > 0 else -1.0
        front = self.speed * (second - self.middle) + way * self.size * self.cars * 0.62
        engine = (front - way * 0.24 * self.size, self.y - 0.46 * self.size)
        for index in range(22):
            age = (second * 0.55 + index / 22 * 4) % 4.0
            px, py = view.point(
                engine[0] - way * age * abs(self.speed) * 1.5,
                engine[1] - (0.09 * age + 0.02 * sin(index)) * self.size * 2,
                0.5,
            )
            add(
                frame,
                self.puff,
                px,
                py,
                (0.10 + 0.15 * age) * self.size * view.scale(0.5),
                0.8,
                max(0.0, 1 - age / 4),
                clip,
            )
        for index in range(self.cars):
            x = front - way * self.size * (index + 0.5) * 1.06
            for points, colour in carriage(index == 0, self.colour, self.pane):
                fill(frame, view, points * (self.size * way, self.size) + (x, self.y), colour, 0.5)


def carriage(engine: bool, colour: Colour, pane: Colour) -> list[tuple[np.ndarray, Colour]]:
    """The shapes of one car of length 1, its wheels at y 0."""
    dark = mix(colour, (0, 0, 0), 0.5)
    wheels = [(ellipse(x, -0.035, 0.035, 0.035), dark) for x in (-0.36, -0.27, 0.27, 0.36)]
    coupling = [(box(-0.54, -0.08, 0.5, -0.05), dark)]
    if engine:
        cab = [(box(-0.48, -0.40, -0.2, -0.06), colour), (box(-0.42, -0.34, -0.28, -0.22), pane)]
        boiler = [
            (rounded(box(-0.25, -0.30, 0.46, -0.06), 1), colour),
            (box(0.22, -0.44, 0.31, -0.28), dark),
            (np.array([(0.44, -0.10), (0.58, -0.02), (0.40, -0.02)]), dark),
        ]
        return [*coupling, *boiler, *cab, *wheels]
    windows = [(box(x, -0.26, x + 0.085, -0.17), pane) for x in np.arange(-0.43, 0.38, 0.115)]
    roof = [(box(-0.49, -0.33, 0.49, -0.30), dark)]
    return [*coupling, (box(-0.48, -0.31, 0.48, -0.06), colour), *roof, *windows, *wheels]


def train(stage: Staging) -> list[Drawable]:
    """A train on its bank across the middle distance."""
    y = stage.horizon + 0.15
    paper = stage.paper(0.5, top=y - 0.01, bottom=y + 0.04)
    bank = mix(stage.palette.at(0.6), stage.palette.ground, 0.4)
    paper.rect(paper.left - 1, y, paper.right + 1, y + 0.012, mix(bank, (0, 0, 0), 0.35))
    paper.rect(paper.left - 1, y + 0.012, paper.right + 1, y + 0.03, bank)
    paper.fade(np.clip((y + 0.03 - paper.rows()) / 0.012, 0, 1)[:, None])
    night = stage.palette.dark > 0.3
    way = -1.0 if stage.sun_x > 0 else 1.0
    own = mix(stage.lit((120, 44, 40)), stage.palette.near, 0.35)
    puff = glow_picture(
        rgb(c * 0.22 for c in mix(stage.palette.horizon, (235, 235, 235), 0.6)), 1.4
    )
    return [
        paper.layer(0.5),
        Train(
            y=y,
            size=0.20,
            speed=0.20 * way,
            middle=stage.rig.seconds / 2,
            colour=own,
            puff=puff,
            pane=(255, 214, 140) if night else mix(stage.palette.sky, own, 0.3),
        ),
    ]
