"""People, drawn anew in every frame: bodies from their joints, a coat over them, light from the sun's side."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import cv2
import numpy as np

from vfc.generators.previs import poses
from vfc.generators.previs.camera import View
from vfc.generators.previs.faces import head
from vfc.generators.previs.layers import SHIFT, Colour, mix
from vfc.generators.previs.poses import Pose
from vfc.generators.previs.shapes import Shape, limb, rounded
from vfc.generators.previs.words import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The colours of one person in the light of the shot."""

    coat: Colour
    shade: Colour
    legs: Colour
    skin: Colour
    hair: Colour
    rim: Colour
    rim_side: float
    light: float = 1.0  # the light's side, in the person's own x


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A person of the picture: where the feet are at mid-shot, how tall, which way and how fast they go."""

    person: Person
    look: Look
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

    def pose(self, second: float) -> Pose:
        """The joints at a time."""
        action = self.person.action
        if action in ("walk", "run") and (self.person.away or self.recede):
            return poses.away(second, self.phase, self.beat, action == "run")
        if action in ("walk", "run") and not self.close:
            return poses.gait(second, self.phase, self.beat, action == "run")
        if action == "sit":
            return poses.sitting(second, self.phase)
        if action in ("walk", "run"):
            return poses.away(second, self.phase, self.beat, action == "run")
        return poses.standing(second, self.phase, action == "talk", False)

    def where(self, second: float) -> tuple[float, float, float]:
        """Feet and height at a time: (x, y, height)."""
        gone = second - self.middle
        shrink = float(np.clip(1 - self.recede * gone, 0.3, 2.0))
        foot = self.foot - (1 - shrink) * self.tall * 0.42
        return self.x + self.facing * self.speed * gone, foot, self.tall * shrink

    def covers(self, view: View, second: float) -> int:
        """A person hides no row whole."""
        return view.size.height

    def draw(self, frame: np.ndarray, view: View, second: float, clip: int) -> None:
        """Draw the rim of light, then the body over it."""
        x, y, tall = self.where(second)
        shapes = body(self.person, self.look, self.pose(second), self.close)
        scale = np.array((self.facing * tall, tall))
        rim = np.array((self.look.rim_side * 0.010 * tall, -0.004 * tall))
        whole = np.concatenate([points for points, _ in shapes]) * scale + (x, y)
        ends = np.cumsum([len(points) for points, _ in shapes])[:-1]
        if self.look.rim_side and not self.close:
            for points in np.split(fixed(view, whole + rim, self.depth), ends):
                cv2.fillPoly(frame, [points], self.look.rim, cv2.LINE_AA, SHIFT)
        for points, (_, colour) in zip(np.split(fixed(view, whole, self.depth), ends), shapes, strict=True):
            cv2.fillPoly(frame, [points], colour, cv2.LINE_AA, SHIFT)


def fixed(view: View, points: np.ndarray, depth: float) -> np.ndarray:
    """Points of the world as cv2's fixed-point pixels."""
    return np.round(np.clip(view.pixels(points, depth), -9000, 9000) * (1 << SHIFT)).astype(np.int32)


def fill(frame: np.ndarray, view: View, points: np.ndarray, colour: Colour, depth: float) -> None:
    """Fill a shape of the world in a frame."""
    cv2.fillPoly(frame, [fixed(view, points, depth)], colour, cv2.LINE_AA, SHIFT)


def body(person: Person, look: Look, pose: Pose, close: bool) -> list[Shape]:
    """All shapes of a person, the far ones first, in the person's own height."""
    shapes: list[Shape] = [*arm(pose.arms[0], look.shade)]
    for index, leg in enumerate(pose.legs):
        colour = mix(look.legs, (0, 0, 0), 0.25) if index == 0 and pose.side else look.legs
        shapes += [(limb(leg[0], leg[1], 0.058, 0.044), colour), (limb(leg[1], leg[2], 0.042, 0.026), colour)]
        toe = 0.055 if pose.side else 0.012 * (1 if index else -1)
        shapes.append((limb(leg[2], (leg[2][0] + toe, leg[2][1] + 0.002), 0.022, 0.016), mix(colour, (0, 0, 0), 0.4)))
    shapes += coat(person, look, pose)
    shapes += head(person, look, pose, close)
    shapes += arm(pose.arms[1], look.coat if pose.side else look.shade)
    if not pose.side:
        shapes[:2] = arm(pose.arms[0], look.shade if look.light > 0 else look.coat)
        shapes[2:2] = arm(pose.arms[1], look.coat if look.light > 0 else look.shade)
        del shapes[-2:]
    return shapes


def arm(joints: tuple[tuple[float, float], ...], colour: Colour) -> list[Shape]:
    """A sleeve with its hand."""
    shoulder, elbow, hand = joints
    return [(limb(shoulder, elbow, 0.036, 0.03), colour), (limb(elbow, hand, 0.03, 0.021), colour)]


def coat(person: Person, look: Look, pose: Pose) -> list[Shape]:
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
