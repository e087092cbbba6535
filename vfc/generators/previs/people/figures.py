"""People, drawn anew in every frame: bodies from their joints, a coat over them, light from the
sun's side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import pi, sin

import cv2
import numpy as np

from vfc.generators.previs.air.light import add, cast
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import SHIFT, Colour, mix, rgb
from vfc.generators.previs.canvas.shapes import Shape, ellipse, limb, rounded
from vfc.generators.previs.people import poses
from vfc.generators.previs.people.costumes import Costume, before, behind, headwear
from vfc.generators.previs.people.faces import head
from vfc.generators.previs.people.gestures import MOTIONS, SEATED, posed
from vfc.generators.previs.people.poses import Pose
from vfc.generators.previs.reading.scene import Person

COATS: tuple[Colour, ...] = (
    (58, 54, 66),
    (86, 66, 56),
    (52, 66, 78),
    (92, 84, 76),
    (66, 44, 52),
    (44, 56, 50),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonColours:
    """The colours of one person in the light of the shot."""

    coat: Colour
    shade: Colour
    legs: Colour
    skin: Colour
    hair: Colour
    rim: Colour
    rim_side: float
    scarf: Colour = (150, 60, 50)
    cloth: Colour = (40, 44, 58)  # of an umbrella
    light: float = 1.0  # the light's side, in the person's own x
    costume: Costume | None = None
    tint: Colour = (255, 255, 255)  # white in the light of the shot

    def lit(self, colour: Colour) -> Colour:
        """A colour of the costume in the light of the shot."""
        return rgb(c * t / 255 for c, t in zip(colour, self.tint, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A person of the picture: where the feet are at mid-shot, how tall, which way and how fast
    they go.
    """

    person: Person
    look: PersonColours
    x: float
    foot: float
    tall: float
    facing: float = 1.0
    speed: float = 0.0  # units a second
    beat: float = 0.9
    middle: float = 2.0  # the second of mid-shot
    phase: float = 0.0
    depth: float = 1.0
    recede: float = 0.0  # part of the height lost in a second, walking away
    close: bool = False
    turn: float | None = None  # when it is this person's turn to speak; None for the silent
    shadow: np.ndarray | None = None
    shade_way: tuple[float, float] = (0.0, 0.05)  # where the shadow falls, in the person's heights
    wind: float = 0.15
    lamp: np.ndarray | None = None  # the light of a lantern in the hand

    def pose(self, second: float) -> Pose:
        """The joints at a time."""
        action = self.person.action
        if action in ("walk", "run") and (self.person.away or self.recede):
            return poses.away(second, self.phase, self.beat, action == "run")
        if action in ("walk", "run") and not self.close:
            return poses.gait(second, self.phase, self.beat, action == "run")
        if action in SEATED or (action not in MOTIONS and self.person.posture == "sit"):
            return poses.sitting(second, self.phase)
        if action in ("walk", "run"):
            return poses.away(second, self.phase, self.beat, action == "run")
        if action in MOTIONS:
            breath = 0.004 * sin(second * 1.9 + self.phase)
            return posed(MOTIONS[action](second + self.phase * 0.1), breath)
        return poses.standing(second, self.phase, action == "talk", bool(self.person.holds))

    def alive(self, second: float) -> Pose:
        """The pose with what a face and hair do."""
        gust = sin(second * 1.6 + self.phase) * 0.6 + sin(second * 3.7 + self.phase * 2) * 0.4
        return replace(
            self.pose(second),
            blink=poses.blinking(second, self.phase),
            mouth=0.0 if self.turn is None else poses.speaking(second, self.turn),
            wind=self.wind * (0.6 + 0.5 * gust) * self.facing,
        )

    def where(self, second: float) -> tuple[float, float, float]:
        """Feet and height at a time: (x, y, height)."""
        gone = second - self.middle
        shrink = float(np.clip(1 - self.recede * gone, 0.3, 2.0))
        foot = self.foot - (1 - shrink) * self.tall * 0.42
        return self.x + self.facing * self.speed * gone, foot, self.tall * shrink

    def covers(self, view: CameraView, second: float) -> int:
        """A person hides no row whole."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw the shadow, the rim of light, then the body over it."""
        x, y, tall = self.where(second)
        if self.shadow is not None:
            self.darken(frame, view, (x, y, tall), clip)
        pose = self.alive(second)
        shapes = body(self.person, self.look, pose, self.close)
        shapes += [*carried(self.person, self.look, pose, second)]
        scale = np.array((self.facing * tall, tall))
        rim = np.array((self.look.rim_side * 0.010 * tall, -0.004 * tall))
        whole = np.concatenate([points for points, _ in shapes]) * scale + (x, y)
        ends = np.cumsum([len(points) for points, _ in shapes])[:-1]
        if self.look.rim_side and not self.close:
            for points in np.split(fixed(view, whole + rim, self.depth), ends):
                cv2.fillPoly(frame, [points], self.look.rim, cv2.LINE_AA, SHIFT)
        for points, (_, colour) in zip(
            np.split(fixed(view, whole, self.depth), ends), shapes, strict=True
        ):
            cv2.fillPoly(frame, [points], colour, cv2.LINE_AA, SHIFT)

        if self.lamp is not None:
            hx, hy = pose.arms[1][2]
            px, py = view.point(x + hx * self.facing * tall, y + (hy + 0.09) * tall, self.depth)
            size = tall * view.scale(self.depth)
            unrest = 0.9 + 0.06 * sin(second * 9.1) + 0.04 * sin(second * 23.7)
            for radius, part in ((0.10, 1.0), (0.42, 0.75), (1.0, 0.4)):
                add(frame, self.lamp, px, py, radius * size, 1.0, part * unrest, clip)

    def darken(
        self, frame: np.ndarray, view: CameraView, stand: tuple[float, float, float], clip: int
    ) -> None:
        """Lay the shadow on the ground, darkest at the feet."""
        x, y, tall = stand
        px, py = view.point(x, y, self.depth)
        size = tall * view.scale(self.depth)
        assert self.shadow is not None
        way = (self.shade_way[0] * size, self.shade_way[1] * size)
        cast(frame, self.shadow, (px, py - 0.01 * size), way, (0.12 * size, 0.004 * size), clip)
        add_dark = (0.17 * size, 0.0), (0.0, 0.022 * size)
        cast(
            frame,
            self.shadow,
            (px - 0.10 * size, py),
            (add_dark[0][0] * 1.5, 0.0),
            add_dark[1],
            clip,
        )


def fixed(view: CameraView, points: np.ndarray, depth: float) -> np.ndarray:
    """Points of the world as cv2's fixed-point pixels."""
    return np.round(np.clip(view.pixels(points, depth), -9000, 9000) * (1 << SHIFT)).astype(
        np.int32
    )


def fill(
    frame: np.ndarray, view: CameraView, points: np.ndarray, colour: Colour, depth: float
) -> None:
    """Fill a shape of the world in a frame."""
    cv2.fillPoly(frame, [fixed(view, points, depth)], colour, cv2.LINE_AA, SHIFT)


def body(person: Person, look: PersonColours, pose: Pose, close: bool) -> list[Shape]:
    """All shapes of a person, the far ones first, in the person's own height."""
    skin = mix(look.skin, look.shade, 0.2)
    shapes: list[Shape] = [*arm(pose.arms[0], look.shade, skin)]
    for index, leg in enumerate(pose.legs):
        colour = mix(look.legs, (0, 0, 0), 0.25) if index == 0 and pose.side else look.legs
        shapes += [
            (limb(leg[0], leg[1], 0.058, 0.044), colour),
            (limb(leg[1], leg[2], 0.042, 0.026), colour),
        ]
        toe = 0.055 if pose.side else 0.012 * (1 if index else -1)
        shapes.append(
            (
                limb(leg[2], (leg[2][0] + toe, leg[2][1] + 0.002), 0.022, 0.016),
                mix(colour, (0, 0, 0), 0.4),
            )
        )
    shapes += coat(person, look, pose)
    worn = [] if look.costume is None else before(look.costume, pose, look.lit)
    hung = [] if look.costume is None else behind(look.costume, pose, look.lit)
    top = [*head(person, look, pose, close), *hatted(person, look, pose)]
    if pose.side:
        return [*hung, *shapes, *worn, *top, *arm(pose.arms[1], look.coat, skin)]
    left, right = (look.shade, look.coat) if look.light > 0 else (look.coat, look.shade)
    hidden = [*arm(pose.arms[0], left, skin), *arm(pose.arms[1], right, skin)]
    raised = [*arm(pose.arms[1], right, skin)] if pose.arms[1][2][1] < pose.arms[1][1][1] else []
    back = person.away or (person.action in ("walk", "run") and not close)
    front = [] if back or look.costume else dress(person, look, pose)
    return [*hung, *hidden, *shapes[3:], *front, *worn, *top, *raised]


def hatted(person: Person, look: PersonColours, pose: Pose) -> list[Shape]:
    """What the costume has on the head."""
    if look.costume is None:
        return []
    size = 0.078 if person.child else 0.066
    x, y = pose.head
    return headwear(look.costume, (x, y - (size - 0.066) * 0.8, size), look.lit)


def dress(person: Person, look: PersonColours, pose: Pose) -> list[Shape]:
    """What is seen of a coat from before: its opening, lapels, buttons, and a scarf where one is
    worn.
    """
    (hx, hy), (nx, ny) = pose.hip, pose.neck
    deep, light = mix(look.shade, (0, 0, 0), 0.3), mix(look.coat, look.rim, 0.22)
    low = hy + (0.15 if person.child else 0.2)
    shapes: list[Shape] = [(limb((nx, ny + 0.1), (hx + 0.004, low), 0.0035, 0.0045), deep)]
    for k in (0.32, 0.52, 0.72):
        y = ny + (low - ny) * k
        shapes.append((ellipse(nx + (hx - nx) * k + 0.018, y, 0.007, 0.007), deep))
    if person.hood:
        return shapes
    shirt = mix(mix((214, 210, 200), look.shade, 0.45), look.skin, 0.1)
    shapes.append(
        (np.array([(nx - 0.034, ny - 0.02), (nx + 0.034, ny - 0.02), (nx, ny + 0.1)]), shirt)
    )
    for k in (-1, 1):
        lapel = [
            (nx + k * 0.03, ny - 0.035),
            (nx + k * 0.064, ny - 0.004),
            (nx + k * 0.054, ny + 0.05),
            (nx, ny + 0.12),
        ]
        shapes.append(
            (np.array(lapel), light if k * look.light > 0 else mix(look.coat, look.shade, 0.5))
        )
    return shapes + (scarf(look, pose) if person.scarf else [])


def scarf(look: PersonColours, pose: Pose) -> list[Shape]:
    """A scarf about the neck, one end loose in the wind."""
    nx, ny = pose.neck
    end = (nx + 0.05 + 0.10 * pose.wind, ny + 0.17 - 0.08 * abs(pose.wind))
    return [
        (limb((nx + 0.03, ny + 0.01), end, 0.019, 0.024), mix(look.scarf, look.shade, 0.25)),
        (ellipse(nx, ny - 0.008, 0.056, 0.028), look.scarf),
    ]


def carried(person: Person, look: PersonColours, pose: Pose, second: float) -> list[Shape]:
    """What a person holds: a lantern, or an umbrella over the head."""
    hx, hy = pose.arms[1][2]
    if person.holds == "lantern":
        iron = (34, 30, 30)
        glass = rounded(
            np.array([(-0.022, 0.05), (0.022, 0.05), (0.026, 0.11), (-0.026, 0.11)]) + (hx, hy), 1
        )
        base = np.array([(-0.03, 0.105), (0.03, 0.105), (0.03, 0.125), (-0.03, 0.125)]) + (hx, hy)
        roof = np.array([(-0.03, 0.055), (0, 0.025), (0.03, 0.055)]) + (hx, hy)
        return [(glass, (255, 226, 160)), (base, iron), (roof, iron)]
    if person.holds != "umbrella":
        return []
    top = -1.26 if not pose.lap else -1.05
    tilt = 0.02 * sin(second * 1.1)
    rim = np.linspace(-1, 1, 9)
    dome = np.stack([0.30 * rim + hx * 0.5 + tilt, top + 0.15 - 0.15 * np.sqrt(1 - rim**2)], axis=1)
    hem = np.stack(
        [
            0.30 * rim[::-1] + hx * 0.5 + tilt,
            top + 0.15 - 0.022 * np.abs(np.sin(rim[::-1] * 2 * pi)),
        ],
        axis=1,
    )
    stick = limb((hx, hy + 0.03), (hx * 0.5 + tilt, top), 0.006, 0.006)
    dark, half = mix(look.cloth, (0, 0, 0), 0.35), len(dome) // 2 + 1
    shade = (
        np.concatenate([dome[:half], hem[-half:]])
        if look.light > 0
        else np.concatenate([dome[half - 1 :], hem[:half]])
    )
    return [(stick, (24, 24, 28)), (np.concatenate([dome, hem]), look.cloth), (shade, dark)]


def arm(joints: tuple[tuple[float, float], ...], colour: Colour, skin: Colour) -> list[Shape]:
    """A sleeve with its hand."""
    shoulder, elbow, hand = joints
    dx, dy = (hand[0] - elbow[0]) * 0.13, (hand[1] - elbow[1]) * 0.13
    return [
        (limb(hand, (hand[0] + dx, hand[1] + dy), 0.019, 0.016), skin),
        (limb(shoulder, elbow, 0.038, 0.031), colour),
        (limb(elbow, hand, 0.031, 0.025), colour),
    ]


def coat(person: Person, look: PersonColours, pose: Pose) -> list[Shape]:
    """The coat: shoulders, waist, and a hem that swings; its shaded side."""
    (hx, hy), (nx, ny) = pose.hip, pose.neck
    broad, hem = (0.085, 0.11) if pose.side else (0.128, 0.135)
    if person.woman or person.child:
        broad, hem = broad * 0.9, hem * 1.12
    low = hy + (0.02 if pose.lap else 0.22 if not person.child else 0.16)
    legs = [leg[1][0] for leg in pose.legs]
    left = min(nx - hem, min(legs) - 0.05) - max(0.0, pose.flare)
    right = max(nx + hem, max(legs) + 0.05) - min(0.0, pose.flare) * 0.5
    if pose.lap:
        left, right = hx - 0.085, hx + 0.10
    points = [
        (nx - broad * 0.45, ny - 0.012),
        (nx + broad * 0.45, ny - 0.012),
        (nx + broad, ny + 0.05),
        (hx + broad * 0.86, hy - 0.10),
        (right, low),
        (left, low + 0.008),
        (hx - broad * 0.86, hy - 0.10),
        (nx - broad, ny + 0.05),
    ]
    shape = rounded(np.array(points))
    s, edge = (1, left) if look.light > 0 else (-1, right)  # the side turned from the light
    dark = [
        (nx - s * broad * 0.45, ny - 0.012),
        (nx - s * broad * 0.3, ny),
        (hx - s * broad * 0.36, hy - 0.1),
        (edge * 0.62 + (left + right) * 0.19, low + 0.003),
        (edge, low + 0.008),
        (hx - s * broad * 0.86, hy - 0.10),
        (nx - s * broad, ny + 0.05),
    ]
    return [(shape, look.coat), (rounded(np.array(dark)), look.shade)]


def spin(rng: np.random.Generator) -> float:
    """A phase to set off with, so that no two people step together."""
    return float(rng.uniform(0, 2 * pi))
