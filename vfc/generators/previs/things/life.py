"""Things that move by themselves: birds, boats, cars, smoke, grass."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.air.light import add as add_light
from vfc.generators.previs.air.light import glow_picture
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import Colour, Drawable, Layer, mix, rgb
from vfc.generators.previs.canvas.shapes import ellipse, rounded
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.people.figures import fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Birds:
    """A flock: rows of (x, y, size, pace, phase); each flaps and glides in turn."""

    flock: np.ndarray
    colour: Colour
    speed: float
    wide: float

    def covers(self, view: CameraView, second: float) -> int:
        """Birds hide nothing."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw each bird as two bent wings."""
        for x, y, size, pace, phase in self.flock.tolist():
            place = (x + self.speed * pace * second + self.wide) % (2 * self.wide) - self.wide
            rise = y + 0.008 * sin(second * 0.9 + phase)
            glide = 0.35 + 0.65 * (sin(second * 0.7 + phase * 2) > -0.3)
            flap = sin(second * (7 + 2 * pace) + phase) * glide
            tip, bend = -0.42 * flap * size, -0.30 * size - 0.22 * flap * size
            wings = np.array(
                [
                    (-size, tip),
                    (-size * 0.52, bend),
                    (0, 0),
                    (size * 0.52, bend),
                    (size, tip),
                    (size * 0.46, bend + size * 0.2),
                    (0, size * 0.22),
                    (-size * 0.46, bend + size * 0.2),
                ]
            )
            fill(frame, view, wings + (place, rise), self.colour, 0.25)


def birds(stage: Staging) -> Birds:
    """A loose flock above the horizon."""
    rng = stage.chance("birds")
    many = int(rng.integers(9, 15))
    top = stage.horizon - 0.42
    flock = np.stack(
        [
            rng.normal(0, 0.36, many) * stage.half + rng.uniform(-0.3, 0.3) * stage.half,
            rng.uniform(top, stage.horizon - 0.10, many),
            rng.uniform(0.008, 0.019, many),
            rng.uniform(0.7, 1.2, many),
            rng.uniform(0, 2 * pi, many),
        ],
        axis=1,
    )
    way = float(rng.choice((-1, 1)))
    return Birds(
        flock=flock,
        colour=mix(stage.palette.near, stage.palette.sky, 0.12),
        speed=0.035 * way,
        wide=stage.half * 1.4,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Boat:
    """A boat that rides the waves; lamps at its mast by night, its light on the water."""

    x: float
    y: float
    size: float
    depth: float
    speed: float
    phase: float
    hull: Colour
    house: Colour
    lamp: np.ndarray | None
    sail: Colour | None
    rough: float

    def covers(self, view: CameraView, second: float) -> int:
        """A boat hides no row whole."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw the boat where the waves have it."""
        roll = (0.03 + 0.07 * self.rough) * sin(second * 1.15 + self.phase)
        heave = (0.04 + 0.14 * self.rough) * self.size * sin(second * 0.9 + self.phase + 1)
        x, y = self.x + self.speed * second, self.y + heave
        turn = np.array([[cos(roll), sin(roll)], [-sin(roll), cos(roll)]])
        way = 1.0 if self.speed >= 0 else -1.0
        for points, colour in hull(self):
            fill(
                frame,
                view,
                (points * (self.size * way, self.size)) @ turn + (x, y),
                colour,
                self.depth,
            )
        if self.lamp is not None:
            top = np.array([0.02 * way, -0.86]) * self.size @ turn + (x, y)
            px, py = view.point(float(top[0]), float(top[1]), self.depth)
            radius = 0.75 * self.size * view.scale(self.depth)
            add_light(frame, self.lamp, px, py, max(6.0, radius), 1.0, 1.0, clip)
            bx, by = view.point(x, y + self.size * 0.5, self.depth)
            add_light(
                frame,
                self.lamp,
                bx,
                by,
                max(6.0, radius * 0.9),
                0.5,
                0.5 + 0.2 * sin(second * 3 + self.phase),
                clip,
            )


def hull(boat: Boat) -> list[tuple[np.ndarray, Colour]]:
    """The shapes of a boat of size 1 about its waterline, bow to the right."""
    body = np.array(
        [(-0.62, -0.22), (-0.2, -0.17), (0.3, -0.19), (0.74, -0.34), (0.56, 0.05), (-0.55, 0.05)]
    )
    mast = np.array([(0.0, -0.9), (0.025, -0.9), (0.035, -0.18), (-0.01, -0.18)])
    shapes = [(mast, mix(boat.hull, (0, 0, 0), 0.3))]
    if boat.sail is not None:
        shapes += [
            (np.array([(0.05, -1.25), (0.05, -0.24), (0.62, -0.26)]), boat.sail),
            (
                np.array([(-0.01, -1.15), (-0.01, -0.24), (-0.42, -0.24)]),
                mix(boat.sail, boat.hull, 0.25),
            ),
        ]
    else:
        stay = np.array([(0.012, -0.88), (0.72, -0.33), (0.70, -0.34), (0.012, -0.9)])
        shapes += [
            (np.array([(-0.45, -0.48), (-0.1, -0.48), (-0.06, -0.16), (-0.47, -0.16)]), boat.house),
            (np.array([(-0.49, -0.52), (-0.06, -0.52), (-0.08, -0.47), (-0.47, -0.47)]), boat.hull),
            (stay, boat.hull),
        ]
        pane = (255, 206, 130) if boat.lamp is not None else mix(boat.hull, boat.house, 0.3)
        shapes.append(
            (np.array([(-0.38, -0.42), (-0.18, -0.42), (-0.17, -0.32), (-0.38, -0.32)]), pane)
        )
    return [*shapes, (rounded(body, 1), boat.hull)]


def boats(stage: Staging) -> list[Drawable]:
    """Boats on the water, small far out."""
    rng = stage.chance("boats")
    many = int(rng.integers(3, 6))
    colours, night = stage.palette, stage.palette.dark > 0.3
    rough = 1.0 if stage.words.has("storm") else 0.55 if stage.words.has("rain", "wind") else 0.15
    found: list[Drawable] = []
    for index, part in enumerate(np.sort(rng.uniform(0.0, 1.0, many))):
        near = float(part) ** 1.6
        paint = ((60, 72, 92), (128, 52, 44), (52, 84, 74), (92, 74, 58))[int(rng.integers(4))]
        own = mix(mix(stage.lit(paint), colours.near, 0.45), colours.far, 0.45 * (1 - near))
        x = ((index + 0.5 + rng.uniform(-0.3, 0.3)) / many * 2 - 1) * stage.half * 0.9
        found.append(
            Boat(
                x=float(x),
                y=stage.horizon + 0.02 + 0.17 * near,
                size=0.045 + 0.12 * near,
                depth=0.15 + 0.35 * near,
                speed=float(rng.choice((-1, 1)) * (0.004 + 0.008 * near)),
                phase=float(rng.uniform(0, 6.28)),
                hull=own,
                house=mix(own, stage.lit((220, 214, 204)), 0.5),
                rough=rough,
                lamp=glow_picture((255, 184, 96)) if night else None,
                sail=mix(stage.lit((236, 228, 212)), colours.horizon, 0.3)
                if rng.random() < 0.3 and rough < 0.5
                else None,
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    """A car that crosses the picture, its lamps before and behind it."""

    y: float
    size: float
    speed: float
    start: float
    wide: float
    depth: float
    paint: Colour
    dark: Colour
    front: np.ndarray | None
    rear: np.ndarray | None

    def covers(self, view: CameraView, second: float) -> int:
        """A car hides no row whole."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw the car where it is now."""
        way = 1.0 if self.speed > 0 else -1.0
        x = (self.start + self.speed * second + self.wide) % (2 * self.wide) - self.wide
        body = np.array(
            [
                (-0.52, -0.06),
                (-0.53, -0.17),
                (-0.4, -0.2),
                (-0.24, -0.33),
                (0.12, -0.33),
                (0.28, -0.21),
                (0.5, -0.17),
                (0.54, -0.06),
            ]
        )
        glass = np.array([(-0.30, -0.21), (-0.2, -0.305), (0.1, -0.305), (0.21, -0.21)])
        scale = (self.size * way, self.size)
        for points, colour in (
            (rounded(body, 1), self.paint),
            (glass, self.dark),
            (ellipse(-0.3, -0.06, 0.09, 0.085), (12, 12, 14)),
            (ellipse(0.32, -0.06, 0.09, 0.085), (12, 12, 14)),
        ):
            fill(frame, view, points * scale + (x, self.y), colour, self.depth)
        reach = self.size * view.scale(self.depth)
        for picture, at, far in ((self.front, 0.55, 0.55), (self.rear, -0.53, 0.3)):
            if picture is not None:
                px, py = view.point(x + at * self.size * way, self.y - 0.13 * self.size, self.depth)
                add_light(frame, picture, px, py, far * reach, 0.6, 1.0, clip)
                add_light(frame, picture, px, py + 0.3 * reach, far * reach * 0.8, 0.35, 0.5, clip)


def cars(stage: Staging, y: float, size: float, depth: float = 0.8) -> list[Drawable]:
    """A few cars, both ways."""
    rng = stage.chance("cars")
    night = stage.palette.dark > 0.3
    found: list[Drawable] = []
    for index in range(3):
        paint = ((150, 40, 40), (40, 60, 96), (200, 170, 60), (70, 72, 78))[int(rng.integers(4))]
        way = 1.0 if index % 2 else -1.0
        found.append(
            Car(
                y=y + 0.03 * size * index,
                size=size,
                speed=way * float(rng.uniform(0.22, 0.42)),
                start=float(rng.uniform(-1.2, 1.2)),
                wide=stage.half * 1.5 + size,
                depth=depth,
                paint=mix(stage.lit(paint), stage.palette.near, 0.35),
                dark=mix(stage.palette.sky, stage.palette.near, 0.6),
                front=glow_picture((255, 236, 190)) if night else None,
                rear=glow_picture((220, 30, 24)) if night else None,
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Smoke:
    """Puffs that rise from a place, spread and thin away."""

    x: float
    y: float
    size: float
    depth: float
    colour: np.ndarray
    wind: float

    def covers(self, view: CameraView, second: float) -> int:
        """Smoke hides no row whole."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Add each puff at its age."""
        for index in range(9):
            age = (second * 0.22 + index / 9) % 1.0
            x = self.x + (self.wind * age + 0.04 * sin(index * 2.1 + age * 4)) * self.size
            px, py = view.point(x, self.y - age * self.size, self.depth)
            radius = (0.05 + 0.26 * age) * self.size * view.scale(self.depth)
            add_light(
                frame,
                self.colour,
                px,
                py,
                radius,
                1.0,
                sin(pi * min(1.0, age * 1.02)) * (1 - age * 0.6),
                clip,
            )


def smoke(stage: Staging, x: float, y: float, size: float, depth: float) -> Smoke:
    """Smoke in the light of the hour."""
    tint = mix(stage.palette.horizon, (210, 210, 214), 0.5)
    return Smoke(
        x=x,
        y=y,
        size=size,
        depth=depth,
        colour=glow_picture(rgb(c * 0.28 for c in tint), 1.4),
        wind=0.5 if stage.words.has("wind") else 0.18,
    )


def grass(
    stage: Staging,
    name: str,
    depth: float,
    foot: float,
    tall: float,
    blur: float,
    many: int,
    colour: Colour,
) -> list[Layer]:
    """Two rows of blades that sway apart, out of focus by `blur`."""
    found = []
    foot = max(foot, stage.rig.reach(depth)[3] + 0.01)  # however low the camera looks
    for row in range(2):
        rng = stage.chance(f"{name} {row}")
        paper = stage.paper(depth, top=foot - tall * 1.25, bottom=foot + 0.02, wide=0.08)
        for _ in range(int(many * (paper.right - paper.left))):
            x, high = rng.uniform(paper.left, paper.right), tall * rng.uniform(0.35, 1.0) ** 1.2
            lean, thick = rng.normal(0, 0.16) * high, rng.uniform(0.02, 0.035) * tall
            blade = np.array(
                [
                    (x - thick, foot + 0.05),
                    (x + lean * 0.35 - thick * 0.7, foot - high * 0.55),
                    (x + lean, foot - high),
                    (x + lean * 0.35 + thick * 0.7, foot - high * 0.55),
                    (x + thick, foot + 0.05),
                ]
            )
            paper.poly(blade, mix(colour, (0, 0, 0), rng.uniform(0, 0.35)))
        paper.blur(blur)
        wind = 0.10 if stage.words.has("wind", "storm") else 0.05
        pace, phase = 1.1 + 0.35 * row, 2.4 * row
        found.append(
            paper.layer(
                depth,
                sway=lambda second, w=wind, p=pace, f=phase: (
                    0.0,
                    w * (0.5 + sin(second * p + f) * 0.7 + 0.3 * sin(second * p * 2.3 + f)),
                ),
            )
        )
    return found
