"""Space: planets, moons, rockets."""

from __future__ import annotations

from dataclasses import dataclass
from math import sin

import cv2
import numpy as np

from vfc.generators.previs.air.light import add, glow_picture
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import Colour, Drawable, Layer
from vfc.generators.previs.canvas.noise import clouds
from vfc.generators.previs.canvas.shapes import box, ellipse, rounded
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.people.figures import fill

EARTH: Colour = (44, 104, 190)


def space(stage: Staging) -> list[Drawable]:
    """A planet before the stars, a nebula; a rocket where the words are about nothing else."""
    words = stage.words
    if words.place == "space" and words.has("nebula", "galaxy", "singularity"):
        return [nebula(stage), *([spiral(stage)] if words.has("galaxy") else ())]
    if words.place == "moon_surface":
        return [nebula(stage)]
    items: list[Drawable] = [nebula(stage), planet(stage)]
    items.append(moon(stage))
    if words.place == "space" and not (words.people or words.subjects or words.has("earth")):
        items.append(rocket(stage))
    return items


def nebula(stage: Staging) -> Layer:
    """Faint coloured clouds far behind."""
    paper = stage.paper(0.02)
    small = (max(8, paper.height // 6), max(8, paper.width // 6))
    field = clouds(stage.chance("nebula"), *small, stretch=1.6, octaves=5)
    other = clouds(stage.chance("nebula two"), *small, stretch=1.6, octaves=3)
    bright = stage.words.has("nebula")
    alpha = np.clip((field - 0.45 + 0.2 * bright) / 0.4, 0, 1)[..., None] * (
        0.95 if bright else 0.5
    )
    one, two = ((222, 70, 150), (60, 130, 220)) if bright else ((58, 34, 96), (26, 66, 104))
    rgb = np.array(one, np.float32) * other[..., None] + np.array(two, np.float32) * (
        1 - other[..., None]
    )
    whole = np.dstack([rgb * alpha, alpha * (210 if bright else 120)]).astype(np.float32)
    paper.paper = np.clip(cv2.resize(whole, (paper.width, paper.height)), 0, 255).astype(np.uint8)
    return paper.layer(0.02)


def spiral(stage: Staging) -> Layer:
    """A galaxy seen aslant: two arms of stars that wind out of a bright middle."""
    paper = stage.paper(0.05)
    rng = stage.chance("galaxy")
    for tint, wide in (((70, 50, 120), 0.30), ((150, 110, 190), 0.16), ((255, 236, 200), 0.07)):
        paper.poly(ellipse(0.0, -0.02, 1.9 * wide, 0.9 * wide), tint)
    paper.blur(0.02)
    for index in range(1400):
        far = rng.uniform(0.03, 1.0)
        turn = 5.2 * far + np.pi * (index % 2) + rng.normal(0, 0.28)
        x, y = 0.72 * far * np.cos(turn), 0.34 * far * np.sin(turn) - 0.02
        tone = ((255, 244, 220), (170, 196, 255), (236, 150, 210))[index % 3]
        paper.disc(float(x), float(y), float(rng.uniform(0.0015, 0.0055)) * (1.3 - far), tone)
    return paper.layer(0.05)


def planet(stage: Staging) -> Layer:
    """A great banded planet, lit from the sun's side, night creeping over it."""
    rng = stage.chance("planet")
    paper = stage.paper(0.25)
    side = -1.0 if stage.sun_x > 0 else 1.0
    x, y, radius = side * stage.half * 0.36, 0.46, 0.58
    base = (
        (196, 84, 52)
        if stage.words.has("red planet")
        else ((70, 120, 176), (190, 150, 96), (96, 140, 120))[int(rng.integers(3))]
    )
    if stage.words.has("earth"):
        base = EARTH
    paper.disc(x, y, radius, base)
    ys, xs = np.mgrid[0 : paper.height, 0 : paper.width].astype(np.float32)
    dx, dy = (
        (xs / paper.scale + paper.left - x) / radius,
        (ys / paper.scale + paper.top - y) / radius,
    )
    out = np.clip(1 - dx * dx - dy * dy, 0, 1)
    lit = np.clip(-side * dx * 0.75 - dy * 0.45 + np.sqrt(out) * 0.55, 0, 1) ** 0.8
    bands = cv2.resize(
        clouds(rng, max(8, paper.height // 4), max(8, paper.width // 4), 3.5, 5),
        (paper.width, paper.height),
    )
    tone = 0.62 + 0.65 * bands + 0.06 * np.sin(dy * 26 + bands * 9)
    rim = (
        np.exp(-out * 9)[..., None] * lit[..., None] * np.array((255, 190, 150), np.float32) * 0.55
    )
    hue = np.array(base, np.float32)
    if base == EARTH:
        hue = np.where(bands[..., None] > 0.56, np.array((96, 140, 84), np.float32), hue)
        white = np.sin(dy * 15 + bands * 13)[..., None] > 0.72
        hue, tone = np.where(white, np.float32(232), hue), np.full_like(tone, 0.95)
    colour = hue * (tone * (0.03 + lit))[..., None] + rim
    alpha = paper.paper[..., 3:] / np.float32(255)
    paper.paper[..., :3] = np.clip(colour * alpha, 0, paper.paper[..., 3:])
    stage.soften(paper)
    return paper.layer(0.25)


def moon(stage: Staging) -> Layer:
    """A small moon, half lit."""
    paper = stage.paper(0.12, bottom=0.3)
    x, y, side = stage.sun_x * 0.35, -0.34, -1.0 if stage.sun_x > 0 else 1.0
    paper.disc(x, y, 0.045, (176, 170, 168))
    paper.disc(x + side * 0.010, y + 0.006, 0.040, (96, 92, 98))
    paper.disc(x + side * 0.018, y + 0.010, 0.034, (40, 38, 46))
    return paper.layer(0.12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rocket:
    """A rocket that climbs on its flame."""

    x: float
    y: float
    size: float
    way: float
    flame: np.ndarray
    core: np.ndarray
    light: float

    def covers(self, view: CameraView, second: float) -> int:
        """A rocket hides no row whole."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw flame, then hull."""
        lean = self.way * 0.9
        turn = np.array([[np.cos(lean), np.sin(lean)], [-np.sin(lean), np.cos(lean)]])
        spot = np.array((self.x + self.way * 0.035 * second, self.y - 0.028 * second))
        for index in range(16):
            tail = (
                np.array((0.012 * sin(second * 13 + index * 2), 0.42 + 0.11 * index))
                * self.size
                @ turn
                + spot
            )
            px, py = view.point(float(tail[0]), float(tail[1]), 0.7)
            radius = (
                (0.20 + 0.022 * index + 0.02 * sin(second * 31 + index))
                * self.size
                * view.scale(0.7)
            )
            add(
                frame,
                self.core if index < 3 else self.flame,
                px,
                py,
                radius,
                1.0,
                (1 - index / 16) ** 1.5,
                clip,
            )
        for points, colour in hull(self.light):
            fill(frame, view, points * self.size @ turn + spot, colour, 0.7)


def hull(side: float) -> list[tuple[np.ndarray, Colour]]:
    """The rocket's shapes about its middle, nose up, size 1; its shaded side away from the sun."""
    body = rounded(
        np.array(
            [
                (0, -0.6),
                (0.10, -0.42),
                (0.13, -0.1),
                (0.11, 0.34),
                (-0.11, 0.34),
                (-0.13, -0.1),
                (-0.10, -0.42),
            ]
        )
    )
    shade = rounded(
        np.array(
            [
                (0, -0.6),
                (0, 0.34),
                (-side * 0.11, 0.34),
                (-side * 0.13, -0.1),
                (-side * 0.10, -0.42),
            ]
        )
    )
    fins = [np.array([(k * 0.10, 0.08), (k * 0.25, 0.40), (k * 0.09, 0.33)]) for k in (-1, 1)]
    return [
        (fins[0], (150, 40, 40)),
        (fins[1], (176, 50, 46)),
        (box(-0.06, 0.33, 0.06, 0.40), (70, 72, 80)),
        (body, (226, 228, 232)),
        (shade, (132, 140, 158)),
        (ellipse(0, -0.18, 0.045, 0.045), (60, 66, 84)),
        (ellipse(0, -0.18, 0.032, 0.032), (150, 210, 240)),
    ]


def rocket(stage: Staging) -> Rocket:
    """A rocket at mid-frame, climbing towards the sun's side."""
    way = 1.0 if stage.sun_x > 0 else -1.0
    drift = stage.rig.seconds / 2
    return Rocket(
        x=-way * 0.02 - way * 0.035 * drift,
        y=-0.06 + 0.028 * drift,
        size=0.30,
        way=way,
        flame=glow_picture((150, 74, 30)),
        core=glow_picture((255, 220, 170)),
        light=way,
    )
