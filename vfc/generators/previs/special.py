"""Pictures of their own kind: space with planets and rockets, macro shots of small things."""

from __future__ import annotations

from dataclasses import dataclass
from math import sin

import cv2
import numpy as np

from vfc.generators.previs.camera import View
from vfc.generators.previs.figures import fill
from vfc.generators.previs.layers import SHIFT, Canvas, Colour, Item, Layer, mix
from vfc.generators.previs.light import add, flicker, glow, glow_picture
from vfc.generators.previs.noise import clouds, smooth_ridge
from vfc.generators.previs.shapes import box, ellipse, rounded
from vfc.generators.previs.stage import Stage


def space(stage: Stage) -> list[Item]:
    """A planet before the stars, a nebula, a rocket."""
    items: list[Item] = [nebula(stage), planet(stage)]
    items.append(moon(stage))
    if stage.words.has("rocket") or not stage.words.people:
        items.append(rocket(stage))
    return items


def nebula(stage: Stage) -> Layer:
    """Faint coloured clouds far behind."""
    paper = stage.paper(0.02)
    small = (max(8, paper.height // 6), max(8, paper.width // 6))
    field = clouds(stage.chance("nebula"), *small, stretch=1.6, octaves=5)
    other = clouds(stage.chance("nebula two"), *small, stretch=1.6, octaves=3)
    alpha = np.clip((field - 0.45) / 0.4, 0, 1)[..., None] * 0.5
    rgb = np.array((58, 34, 96), np.float32) * other[..., None] + np.array((26, 66, 104), np.float32) * (
        1 - other[..., None]
    )
    whole = np.dstack([rgb * alpha, alpha * 120]).astype(np.float32)
    paper.paper = np.clip(cv2.resize(whole, (paper.width, paper.height)), 0, 255).astype(np.uint8)
    return paper.layer(0.02)


def planet(stage: Stage) -> Layer:
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
    paper.disc(x, y, radius, base)
    ys, xs = np.mgrid[0 : paper.height, 0 : paper.width].astype(np.float32)
    dx, dy = (xs / paper.scale + paper.left - x) / radius, (ys / paper.scale + paper.top - y) / radius
    out = np.clip(1 - dx * dx - dy * dy, 0, 1)
    lit = np.clip(-side * dx * 0.75 - dy * 0.45 + np.sqrt(out) * 0.55, 0, 1) ** 0.8
    bands = cv2.resize(
        clouds(rng, max(8, paper.height // 4), max(8, paper.width // 4), 3.5, 5), (paper.width, paper.height)
    )
    tone = 0.62 + 0.65 * bands + 0.06 * np.sin(dy * 26 + bands * 9)
    rim = np.exp(-out * 9)[..., None] * lit[..., None] * np.array((255, 190, 150), np.float32) * 0.55
    colour = np.array(base, np.float32) * (tone * (0.03 + lit))[..., None] + rim
    alpha = paper.paper[..., 3:] / np.float32(255)
    paper.paper[..., :3] = np.clip(colour * alpha, 0, paper.paper[..., 3:])
    stage.soften(paper)
    return paper.layer(0.25)


def moon(stage: Stage) -> Layer:
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

    def covers(self, view: View, second: float) -> int:
        """A rocket hides no row whole."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: View, second: float, clip: int) -> None:
        """Draw flame, then hull."""
        lean = self.way * 0.9
        turn = np.array([[np.cos(lean), np.sin(lean)], [-np.sin(lean), np.cos(lean)]])
        spot = np.array((self.x + self.way * 0.035 * second, self.y - 0.028 * second))
        for index in range(16):
            tail = np.array((0.012 * sin(second * 13 + index * 2), 0.42 + 0.11 * index)) * self.size @ turn + spot
            px, py = view.point(float(tail[0]), float(tail[1]), 0.7)
            radius = (0.20 + 0.022 * index + 0.02 * sin(second * 31 + index)) * self.size * view.scale(0.7)
            add(frame, self.core if index < 3 else self.flame, px, py, radius, 1.0, (1 - index / 16) ** 1.5, clip)
        for points, colour in hull(self.light):
            fill(frame, view, points * self.size @ turn + spot, colour, 0.7)


def hull(side: float) -> list[tuple[np.ndarray, Colour]]:
    """The rocket's shapes about its middle, nose up, size 1; its shaded side away from the sun."""
    body = rounded(
        np.array([(0, -0.6), (0.10, -0.42), (0.13, -0.1), (0.11, 0.34), (-0.11, 0.34), (-0.13, -0.1), (-0.10, -0.42)])
    )
    shade = rounded(np.array([(0, -0.6), (0, 0.34), (-side * 0.11, 0.34), (-side * 0.13, -0.1), (-side * 0.10, -0.42)]))
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


def rocket(stage: Stage) -> Rocket:
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


def macro(stage: Stage) -> list[Item]:
    """A small thing up close on wet or dry ground, lights far behind out of focus."""
    rng = stage.chance("macro")
    paper = stage.paper(0.3)
    colours = stage.palette
    far, near = mix(colours.horizon, colours.sky, 0.5), mix(colours.ground, colours.near, 0.55)
    paper.rect(paper.left - 1, paper.top - 1, paper.right + 1, paper.bottom + 1, far)
    part = np.clip((paper.rows() + 0.28) / 0.4, 0, 1)[:, None]
    paper.shade(np.array(mix(far, near, 0.35)) * (1 - part) + np.array(near) * part)
    items: list[Item] = [paper.layer(0.3)]
    for _ in range(16):
        tint = ((255, 190, 110), (255, 120, 90), (120, 190, 255), (255, 230, 180))[int(rng.integers(4))]
        dim = 0.20 + 0.25 * colours.dark
        x, y, size = rng.uniform(-1, 1) * stage.half, rng.uniform(-0.5, -0.12), rng.uniform(0.04, 0.11)
        items.append(bokeh(stage, x, y, size, mix(tint, colours.light, 0.35), dim * rng.uniform(0.5, 1)))
    if stage.words.has("puddle", "rain"):
        items.append(puddle(stage))
        items += [
            Ripple(x=x, y=y, start=s, colour=mix(colours.horizon, (255, 255, 255), 0.3))
            for x, y, s in zip(
                rng.uniform(-0.6, 0.6, 7), rng.uniform(0.27, 0.44, 7), rng.uniform(0, 2.4, 7), strict=True
            )
        ]
    return [*items, thing(stage)]


def bokeh(stage: Stage, x: float, y: float, size: float, colour: Colour, part: float) -> Item:
    """A light so far out of focus that it is a disc."""
    at = np.linspace(-1, 1, 96, dtype=np.float32)
    away = np.sqrt(at[None, :] ** 2 + at[:, None] ** 2)
    disc = np.clip((1 - away) * 16, 0, 1) * (0.7 + 0.3 * away**4)
    light = glow(x, y, size, colour, part, 0.15, pulse=flicker(x * 9, 0.05))
    picture = np.clip(disc[..., None] * np.array((*(c * part for c in colour), 0), np.float32), 0, 255).astype(np.uint8)
    return type(light)(picture=picture, x=x, y=y, radius=size, depth=0.15, pulse=light.pulse)


def puddle(stage: Stage) -> Layer:
    """Still water on the ground that mirrors the sky."""
    paper = stage.paper(0.9, top=0.1)
    rng = stage.chance("puddle")
    turn = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    wobble = 1 + 0.10 * smooth_ridge(rng, 90, 5)
    shape = np.stack([np.cos(turn) * 0.80 * wobble, 0.36 + np.sin(turn) * 0.135 * wobble], axis=1)
    paper.poly(shape + (0, 0.006), mix(stage.palette.ground, (0, 0, 0), 0.6))
    paper.poly(shape, stage.palette.sky)
    part = np.clip((paper.rows() - 0.24) / 0.26, 0, 1)[:, None]
    paper.shade(
        np.array(mix(stage.palette.horizon, stage.palette.light, 0.2)) * (1 - part)
        + np.array(stage.palette.zenith) * part,
        0.25,
    )
    mirrored = Canvas((paper.left, paper.top, paper.right, paper.bottom), paper.scale)
    for points, _ in shoe(stage):
        mirrored.poly(points * (1, -0.62) + (0, 0.50), mix(stage.palette.near, stage.palette.sky, 0.25))
    mirrored.blur(0.006)
    mask = paper.paper[..., 3:].astype(np.float32) / 255 * (mirrored.paper[..., 3:].astype(np.float32) / 255) * 0.75
    paper.paper[..., :3] = paper.paper[..., :3] * (1 - mask) + mirrored.paper[..., :3] * mask
    return paper.layer(0.9)


def thing(stage: Stage) -> Layer:
    """The thing itself: a shoe, a cup, a flower, else a stone."""
    paper = stage.paper(1.0)
    for points, colour in (
        shoe(stage) if stage.words.has("shoe") or not stage.words.has("cup", "flower") else vessel(stage)
    ):
        paper.poly(points, colour)
    paper.light(stage.sun_x * 0.6, -0.2, 0.7, stage.palette.light, 0.22)
    return paper.layer(1.0)


def shoe(stage: Stage) -> list[tuple[np.ndarray, Colour]]:
    """A laced leather shoe with the trouser's hem, its sole on the ground."""
    leather = mix(stage.lit((124, 70, 40), 0.5), stage.palette.near, 0.18)
    light, dark = mix(leather, stage.palette.light, 0.3), mix(leather, (0, 0, 0), 0.5)
    upper = rounded(
        np.array(
            [
                (-0.40, 0.26),
                (-0.41, 0.02),
                (-0.34, -0.10),
                (-0.10, -0.09),
                (0.02, 0.02),
                (0.22, 0.10),
                (0.42, 0.15),
                (0.47, 0.26),
            ]
        )
    )
    sole = rounded(np.array([(-0.42, 0.25), (0.48, 0.25), (0.47, 0.30), (0.1, 0.285), (-0.12, 0.30), (-0.42, 0.31)]), 1)
    toe = rounded(np.array([(0.26, 0.14), (0.40, 0.155), (0.45, 0.25), (0.24, 0.25)]))
    hem = np.array([(-0.44, -0.7), (0.02, -0.7), (-0.05, -0.05), (-0.39, -0.03)])
    shapes = [
        (upper, leather),
        (toe, mix(leather, light, 0.6)),
        (sole, dark),
        (hem, mix(stage.palette.near, (30, 34, 46), 0.5)),
    ]
    for k in range(5):
        x, y = -0.06 + 0.055 * k, -0.035 + 0.031 * k
        shapes.append(
            (
                np.array(
                    [(x - 0.035, y + 0.030), (x - 0.028, y + 0.018), (x + 0.042, y + 0.004), (x + 0.036, y + 0.018)]
                ),
                light,
            )
        )
    return [(points * 0.95 + (0.0, 0.04), colour) for points, colour in shapes]


def vessel(stage: Stage) -> list[tuple[np.ndarray, Colour]]:
    """A cup, or a flower on its stem."""
    if stage.words.has("flower"):
        petal = mix(stage.lit((206, 52, 70)), stage.palette.near, 0.1)
        petals = [
            (ellipse(0.15 * np.cos(k), -0.1 + 0.15 * np.sin(k), 0.12, 0.12), mix(petal, (0, 0, 0), 0.04 * i))
            for i, k in enumerate(np.linspace(0, 2 * np.pi, 8)[:-1])
        ]
        return [
            (np.array([(-0.012, -0.1), (0.012, -0.1), (0.03, 0.7), (0.0, 0.7)]), stage.lit((60, 110, 60))),
            *petals,
            (ellipse(0, -0.1, 0.09, 0.09), stage.lit((240, 196, 80))),
        ]
    clay = stage.lit((214, 204, 190), 0.6)
    handle = [
        (ellipse(0.27, 0.06, 0.11, 0.12), clay),
        (ellipse(0.27, 0.06, 0.065, 0.075), mix(stage.palette.ground, stage.palette.near, 0.5)),
    ]
    bowl = rounded(
        np.array([(-0.26, -0.14), (0.26, -0.14), (0.23, 0.22), (0.12, 0.28), (-0.12, 0.28), (-0.23, 0.22)]), 1
    )
    shade = rounded(np.array([(-0.26, -0.14), (-0.06, -0.14), (-0.08, 0.28), (-0.12, 0.28), (-0.23, 0.22)]), 1)
    return [
        *handle,
        (bowl, clay),
        (shade, mix(clay, stage.palette.near, 0.3)),
        (ellipse(0, -0.13, 0.25, 0.05), mix(clay, (0, 0, 0), 0.25)),
        (ellipse(0, -0.125, 0.225, 0.04), (62, 38, 26)),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ripple:
    """Rings that a drop sends over a puddle, again and again."""

    x: float
    y: float
    start: float
    colour: Colour

    def covers(self, view: View, second: float) -> int:
        """Rings hide nothing."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: View, second: float, clip: int) -> None:
        """Draw the rings at their age."""
        age = (second + self.start) % 2.4
        x, y = view.point(float(self.x), float(self.y), 0.9)
        for lag in (0.0, 0.22):
            since = age - lag
            if 0 < since < 1.3:
                radius = since * 0.13 * view.scale(0.9)
                spot = frame[min(max(0, int(y)), frame.shape[0] - 1), min(max(0, int(x)), frame.shape[1] - 1)]
                part = 0.6 * (1 - since / 1.3)
                colour = [int(s) + (c - int(s)) * part for s, c in zip(spot, self.colour, strict=False)]
                place = (round(x * (1 << SHIFT)), round(y * (1 << SHIFT)))
                axes = (max(1, round(radius * (1 << SHIFT))), max(1, round(radius * 0.24 * (1 << SHIFT))))
                cv2.ellipse(
                    frame, place, axes, 0, 0, 360, colour, max(1, round(frame.shape[0] / 480)), cv2.LINE_AA, SHIFT
                )
