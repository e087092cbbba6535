"""Macro shots: a small thing up close, a shoe that steps into a puddle, lights far behind out of
focus.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, sin

import cv2
import numpy as np

from vfc.generators.previs.air.light import flicker, glow
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import SHIFT, Colour, Drawable, Layer, mix
from vfc.generators.previs.canvas.noise import smooth_ridge
from vfc.generators.previs.canvas.shapes import Shape, ellipse, limb, rounded
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.people.figures import fill

WATER = 0.33  # y at which a shoe stands in its puddle


def macro(stage: Staging) -> list[Drawable]:
    """A small thing up close on wet or dry ground, lights far behind out of focus."""
    rng = stage.chance("macro")
    paper = stage.paper(0.3)
    colours = stage.palette
    far, near = mix(colours.horizon, colours.sky, 0.5), mix(colours.ground, colours.near, 0.55)
    paper.rect(paper.left - 1, paper.top - 1, paper.right + 1, paper.bottom + 1, far)
    part = np.clip((paper.rows() + 0.28) / 0.4, 0, 1)[:, None]
    paper.shade(np.array(mix(far, near, 0.35)) * (1 - part) + np.array(near) * part)
    items: list[Drawable] = [paper.layer(0.3)]
    for _ in range(16):
        tint = ((255, 190, 110), (255, 120, 90), (120, 190, 255), (255, 230, 180))[
            int(rng.integers(4))
        ]
        dim = 0.20 + 0.25 * colours.dark
        x, y, size = (
            rng.uniform(-1, 1) * stage.half,
            rng.uniform(-0.5, -0.12),
            rng.uniform(0.04, 0.11),
        )
        items.append(
            bokeh(stage, x, y, size, mix(tint, colours.light, 0.35), dim * rng.uniform(0.5, 1))
        )
    wet = stage.words.has("puddle", "rain")
    shod = stage.words.has("shoe") or (
        bool(stage.words.people) and not stage.words.has("cup", "flower")
    )
    if wet:
        if not shod:
            items.append(puddle(stage))
        items += [
            Ripple(x=x, y=y, start=s, colour=mix(colours.horizon, (255, 255, 255), 0.3))
            for x, y, s in zip(
                rng.uniform(-0.6, 0.6, 7),
                rng.uniform(0.27, 0.44, 7),
                rng.uniform(0, 2.4, 7),
                strict=True,
            )
        ]
    if shod:
        items.insert(
            len(items) - 7 if wet else len(items), step(stage, puddle(stage) if wet else None)
        )
        return items
    return [*items, thing(stage)] if stage.words.has("cup", "flower") else items


def bokeh(stage: Staging, x: float, y: float, size: float, colour: Colour, part: float) -> Drawable:
    """A light so far out of focus that it is a disc."""
    at = np.linspace(-1, 1, 96, dtype=np.float32)
    away = np.sqrt(at[None, :] ** 2 + at[:, None] ** 2)
    disc = np.clip((1 - away) * 16, 0, 1) * (0.7 + 0.3 * away**4)
    light = glow(x, y, size, colour, part, 0.15, pulse=flicker(x * 9, 0.05))
    picture = np.clip(
        disc[..., None] * np.array((*(c * part for c in colour), 0), np.float32), 0, 255
    ).astype(np.uint8)
    return type(light)(picture=picture, x=x, y=y, radius=size, depth=0.15, pulse=light.pulse)


def puddle(stage: Staging) -> Layer:
    """Still water on the ground that mirrors the sky."""
    paper = stage.paper(0.9, top=0.1)
    rng = stage.chance("puddle")
    turn = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    wobble = 1 + 0.10 * smooth_ridge(rng, 90, 5)
    shape = np.stack([np.cos(turn) * 0.80 * wobble, 0.36 + np.sin(turn) * 0.135 * wobble], axis=1)
    paper.poly(shape + (0, 0.006), mix(stage.palette.ground, (0, 0, 0), 0.6))
    paper.poly(shape, stage.palette.sky)
    part = np.clip((paper.rows() - 0.24) / 0.26, 0, 1)[:, None]
    far = np.array(mix(stage.palette.horizon, stage.palette.light, 0.2))
    paper.shade(far * (1 - part) + np.array(stage.palette.zenith) * part, 0.25)
    return paper.layer(0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Footfall:
    """A shoe that comes down at its second, mirrored in the puddle under it; drops fly where it
    lands in water.
    """

    shapes: tuple[Shape, ...]
    lands: float
    water: Layer | None
    drops: np.ndarray  # rows of (x, speed across, speed up, size)
    shine: Colour
    dim: Colour

    def covers(self, view: CameraView, second: float) -> int:
        """A shoe hides no row whole."""
        return view.size.height

    def move(self, second: float) -> tuple[np.ndarray, np.ndarray]:
        """Where the shoe is: a turn about its heel and a shift, both at rest once it stands."""
        before = max(0.0, min(1.0, (self.lands - second) / 0.9))
        lift = before**1.7
        settle = 0.012 * max(0.0, 1 - abs(second - self.lands - 0.12) / 0.12)
        turn = 0.30 * lift
        return np.array([[cos(turn), -sin(turn)], [sin(turn), cos(turn)]]), np.array(
            (-0.42 * lift, settle - 0.72 * lift)
        )

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw the water with its mirror image, the shoe, the splash."""
        turn, shift = self.move(second)
        placed = [(points @ turn + shift, colour) for points, colour in self.shapes]
        if self.water is not None:
            self.mirror(self.water, placed, second).draw(frame, view, second, clip)
            self.rings(frame, view, second - self.lands)
        for points, colour in placed:
            fill(frame, view, points, colour, 1.0)
        if self.water is not None:
            self.splash(frame, view, second - self.lands)

    def mirror(self, water: Layer, shapes: list[Shape], second: float) -> Layer:
        """The water with the shoe's image in it, which trembles after the step."""
        ink = water.paper.copy()
        since = second - self.lands
        tremble = 0.012 * sin(since * 15) * np.exp(-since * 2.0) if since > 0 else 0.0
        for points, colour in shapes:
            image = (points - (0, WATER)) * (1, -0.62) + (0, WATER)
            image[:, 0] += tremble * np.sin(image[:, 1] * 40)
            pixels = (image - (water.left, water.top)) * water.scale - 0.5
            fixed = np.round(np.clip(pixels, -9000, 9000) * (1 << SHIFT)).astype(np.int32)
            cv2.fillPoly(ink, [fixed], (*mix(colour, self.dim, 0.3), 255), cv2.LINE_AA, SHIFT)
        mask = cv2.extractChannel(water.paper, 3)
        both = cv2.addWeighted(water.paper, 0.38, ink, 0.62, 0)
        return replace(water, paper=cv2.bitwise_and(both, both, mask=mask), bands=())

    def rings(self, frame: np.ndarray, view: CameraView, since: float) -> None:
        """The rings that run out from the step."""
        for lag in (0.0, 0.16, 0.36):
            age = since - lag
            if not 0 < age < 1.6:
                continue
            x, y = view.point(0.03, WATER + 0.02, 0.9)
            radius = (0.34 + 0.34 * age) * view.scale(0.9)
            ring(frame, x, y, radius, 0.20, self.shine, 0.55 * (1 - age / 1.6))

    def splash(self, frame: np.ndarray, view: CameraView, since: float) -> None:
        """The drops that fly, each along its own arc."""
        if not 0 < since < 1.4:
            return
        scale = view.scale(1.0)
        for x, across, up, size in self.drops.tolist():
            y = WATER - up * since + 1.5 * since * since
            if y > WATER + 0.08:
                continue
            px, py = view.point(x + across * since, y, 1.0)
            fast = up - 3.0 * since
            radius = max(1, round(size * scale * (1 << SHIFT)))
            axes = (radius, max(1, round(radius * (1 + min(1.6, abs(fast) * 1.4)))))
            lean = float(
                np.degrees(np.arctan2(across, max(0.05, abs(fast)))) * (1 if fast > 0 else -1)
            )
            at = (round(px * (1 << SHIFT)), round(py * (1 << SHIFT)))
            cv2.ellipse(frame, at, axes, lean, 0, 360, self.shine, -1, cv2.LINE_AA, SHIFT)


def step(stage: Staging, water: Layer | None) -> Footfall:
    """The shoe, coming down where the words say that it steps, else at rest."""
    rng = stage.chance("drops")
    stepping = stage.words.has("step")
    many = 70
    side = rng.choice((-1.0, 1.0), many)
    drops = np.stack(
        [
            rng.uniform(-0.38, 0.46, many) + side * 0.04,
            side * rng.uniform(0.05, 0.55, many),
            rng.uniform(0.25, 1.15, many) ** 1.2,
            rng.uniform(0.0018, 0.0072, many),
        ],
        axis=1,
    )
    return Footfall(
        shapes=tuple(shoe(stage)),
        lands=min(1.3, 0.4 * stage.rig.seconds) if stepping else -9.0,
        water=water,
        drops=drops,
        shine=mix(stage.palette.horizon, (255, 255, 255), 0.55),
        dim=stage.palette.sky,
    )


def thing(stage: Staging) -> Layer:
    """A cup or a flower."""
    paper = stage.paper(1.0)
    for points, colour in vessel(stage):
        paper.poly(points, colour)
    paper.light(stage.sun_x * 0.6, -0.2, 0.7, stage.palette.light, 0.22)
    return paper.layer(1.0)


def shoe(stage: Staging) -> list[Shape]:
    """A shoe with the trouser's hem over it."""
    leather = mix(stage.lit(stage.words.tint or (30, 27, 32), 0.4), stage.palette.near, 0.12)
    light, dark = mix(leather, stage.palette.light, 0.42), mix(leather, (0, 0, 0), 0.5)
    shapes = [*leathers(leather, light, dark), *laces(mix(dark, light, 0.3)), *trouser(stage)]
    return [(points * 0.95 + (0.0, 0.04), colour) for points, colour in shapes]


def leathers(leather: Colour, light: Colour, dark: Colour) -> list[Shape]:
    """The shoe itself, its sole on the ground, light on the polished toe, the heel and the vamp."""
    upper = [
        (-0.40, 0.26),
        (-0.41, 0.02),
        (-0.34, -0.10),
        (-0.10, -0.09),
        (0.02, 0.02),
        (0.22, 0.10),
        (0.42, 0.15),
        (0.48, 0.26),
    ]
    sole = [
        (-0.42, 0.25),
        (0.48, 0.25),
        (0.47, 0.30),
        (0.1, 0.285),
        (-0.12, 0.285),
        (-0.13, 0.315),
        (-0.42, 0.315),
    ]
    cap = [(0.24, 0.12), (0.40, 0.15), (0.46, 0.25), (0.22, 0.25)]
    gleam = [(0.27, 0.145), (0.37, 0.16), (0.43, 0.20), (0.36, 0.185), (0.28, 0.17)]
    heel = [(-0.385, 0.02), (-0.36, -0.04), (-0.33, 0.06), (-0.35, 0.20), (-0.38, 0.2)]
    vamp = [(-0.08, 0.07), (0.06, 0.11), (0.20, 0.155), (0.19, 0.18), (0.02, 0.14), (-0.10, 0.10)]
    return [
        (rounded(np.array(sole), 1), dark),
        (rounded(np.array(upper)), leather),
        (rounded(np.array(cap)), mix(leather, light, 0.25)),
        (rounded(np.array(gleam)), light),
        (rounded(np.array(heel)), mix(leather, light, 0.5)),
        (rounded(np.array(vamp)), mix(leather, light, 0.35)),
    ]


def laces(colour: Colour) -> list[Shape]:
    """Five laces across the vamp."""
    spots = [(-0.06 + 0.05 * k, -0.03 + 0.03 * k) for k in range(5)]
    return [
        (limb((x - 0.04, y + 0.035), (x + 0.035, y + 0.002), 0.008, 0.007), colour)
        for x, y in spots
    ]


def trouser(stage: Staging) -> list[Shape]:
    """A trouser's leg down to its hem, creased, its back in shade."""
    leg = [
        (-0.50, -1.6),
        (0.10, -1.6),
        (0.0, -0.5),
        (-0.04, -0.05),
        (-0.2, -0.015),
        (-0.40, -0.03),
        (-0.45, -0.5),
    ]
    crease = [(-0.2, -1.6), (-0.12, -1.6), (-0.10, -0.05), (-0.16, -0.03)]
    fold = [
        (-0.50, -1.6),
        (-0.34, -1.6),
        (-0.33, -0.5),
        (-0.35, -0.03),
        (-0.40, -0.03),
        (-0.45, -0.5),
    ]
    cloth = mix(stage.palette.near, (44, 48, 62), 0.55)
    return [
        (rounded(np.array(leg), 1), cloth),
        (np.array(crease), mix(cloth, stage.palette.light, 0.16)),
        (np.array(fold), mix(cloth, (0, 0, 0), 0.3)),
    ]


def vessel(stage: Staging) -> list[tuple[np.ndarray, Colour]]:
    """A cup, or a flower on its stem."""
    if stage.words.has("flower"):
        petal = mix(stage.lit((206, 52, 70)), stage.palette.near, 0.1)
        petals = [
            (
                ellipse(0.15 * np.cos(k), -0.1 + 0.15 * np.sin(k), 0.12, 0.12),
                mix(petal, (0, 0, 0), 0.04 * i),
            )
            for i, k in enumerate(np.linspace(0, 2 * np.pi, 8)[:-1])
        ]
        return [
            (
                np.array([(-0.012, -0.1), (0.012, -0.1), (0.03, 0.7), (0.0, 0.7)]),
                stage.lit((60, 110, 60)),
            ),
            *petals,
            (ellipse(0, -0.1, 0.09, 0.09), stage.lit((240, 196, 80))),
        ]
    clay = stage.lit((214, 204, 190), 0.6)
    handle = [
        (ellipse(0.27, 0.06, 0.11, 0.12), clay),
        (ellipse(0.27, 0.06, 0.065, 0.075), mix(stage.palette.ground, stage.palette.near, 0.5)),
    ]
    bowl = rounded(
        np.array(
            [
                (-0.26, -0.14),
                (0.26, -0.14),
                (0.23, 0.22),
                (0.12, 0.28),
                (-0.12, 0.28),
                (-0.23, 0.22),
            ]
        ),
        1,
    )
    shade = rounded(
        np.array([(-0.26, -0.14), (-0.06, -0.14), (-0.08, 0.28), (-0.12, 0.28), (-0.23, 0.22)]), 1
    )
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

    def covers(self, view: CameraView, second: float) -> int:
        """Rings hide nothing."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw the rings at their age."""
        age = (second + self.start) % 2.4
        x, y = view.point(float(self.x), float(self.y), 0.9)
        for lag in (0.0, 0.22):
            since = age - lag
            if 0 < since < 1.3:
                ring(
                    frame,
                    x,
                    y,
                    since * 0.13 * view.scale(0.9),
                    0.24,
                    self.colour,
                    0.6 * (1 - since / 1.3),
                )


def ring(
    frame: np.ndarray, x: float, y: float, radius: float, squash: float, colour: Colour, part: float
) -> None:
    """Draw a flat ring about a pixel, blended by a part with what is there."""
    spot = frame[
        min(max(0, int(y)), frame.shape[0] - 1), min(max(0, int(x)), frame.shape[1] - 1)
    ].tolist()
    tone = [s + (c - s) * part for s, c in zip(spot, colour, strict=False)]
    place = (round(x * (1 << SHIFT)), round(y * (1 << SHIFT)))
    axes = (max(1, round(radius * (1 << SHIFT))), max(1, round(radius * squash * (1 << SHIFT))))
    cv2.ellipse(
        frame, place, axes, 0, 0, 360, tone, max(1, round(frame.shape[0] / 480)), cv2.LINE_AA, SHIFT
    )
