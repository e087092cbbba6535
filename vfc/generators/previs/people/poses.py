"""How bodies stand and move. Joints are in the person's own height: feet at y 0, the crown at -1, x
to the face.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

BodyPoint = tuple[float, float]
Limb = tuple[BodyPoint, BodyPoint, BodyPoint]  # root, bend, end
THIGH, SHIN, UPPER, FORE = 0.25, 0.25, 0.17, 0.16


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """Where the joints are: legs and arms, the far one first; `flare` is the coat's swing."""

    hip: BodyPoint
    neck: BodyPoint
    head: BodyPoint
    legs: tuple[Limb, ...]
    arms: tuple[Limb, ...]
    flare: float = 0.0
    side: bool = False
    lap: bool = False
    blink: float = 0.0  # 1 with the eyes shut
    mouth: float = 0.0  # 1 with the mouth open
    wind: float = 0.0  # how far hair and scarf blow to the face's side


def reach(root: BodyPoint, first: float, second: float, upper: float, lower: float) -> Limb:
    """A limb from its root by the angles of its two bones, 0 hanging down, positive forward."""
    bend = (root[0] + upper * sin(first), root[1] + upper * cos(first))
    return root, bend, (bend[0] + lower * sin(second), bend[1] + lower * cos(second))


def gait(second: float, phase: float, beat: float, running: bool) -> Pose:
    """Walking or running, seen from the side; `beat` is double steps a second."""
    turn = 2 * pi * beat * second + phase
    swing, lift, lean = (0.78, 1.35, 0.16) if running else (0.44, 0.75, 0.04)
    bob = (0.022 if running else 0.011) * cos(2 * turn)
    hip = (0.0, -0.485 + bob)
    neck = (sin(lean) * 0.34 + 0.0, hip[1] - 0.335)
    legs, arms = [], []
    for half in (pi, 0.0):
        ahead = swing * sin(turn + half)
        knee = lift * max(0.0, cos(turn + half)) ** 1.5 + 0.08
        legs.append(reach(hip, ahead + 0.05, ahead - knee, THIGH, SHIN))
        back = -swing * (1.05 if running else 0.8) * sin(turn + half)
        arms.append(
            reach((neck[0], neck[1] + 0.03), back, back + (1.35 if running else 0.28), UPPER, FORE)
        )
    lowest = max(leg[2][1] for leg in legs)
    drop = -lowest - 0.012 if not running else min(0.0, -lowest - 0.012)
    return Pose(
        hip=shift(hip, drop),
        neck=shift(neck, drop),
        head=(neck[0] + 0.018, neck[1] + drop - 0.095),
        legs=tuple(shifted(leg, drop) for leg in legs),
        arms=tuple(shifted(arm, drop) for arm in arms),
        flare=0.03 * sin(turn * 2) + (0.05 if running else 0.02),
        side=True,
    )


def shift(point: BodyPoint, down: float) -> BodyPoint:
    """A point moved down."""
    return point[0], point[1] + down


def shifted(limb: Limb, down: float) -> Limb:
    """A limb moved down."""
    root, bend, end = limb
    return shift(root, down), shift(bend, down), shift(end, down)


def away(second: float, phase: float, beat: float, running: bool) -> Pose:
    """Walking from the viewer, or towards: the feet rise in turn, the body rocks."""
    turn = 2 * pi * beat * second + phase
    rock = 0.012 * sin(turn)
    hip = (rock, -0.49 + 0.008 * cos(2 * turn))
    neck = (rock * 1.4, hip[1] - 0.335)
    legs, arms = [], []
    for sign in (-1, 1):
        up = (0.11 if running else 0.055) * max(0.0, sin(turn + (0 if sign > 0 else pi)))
        root = (hip[0] + sign * 0.05, hip[1])
        legs.append((root, (root[0] + sign * 0.006, -0.25 - up * 0.5), (root[0], -0.012 - up)))
        shoulder = (neck[0] + sign * 0.092, neck[1] + 0.066)
        swing = 0.03 * sin(turn + (pi if sign > 0 else 0))
        arms.append(
            (
                shoulder,
                (shoulder[0] + sign * 0.028, shoulder[1] + UPPER),
                (shoulder[0] + sign * 0.02, shoulder[1] + UPPER + FORE * 0.96 + swing),
            )
        )
    return Pose(
        hip=hip,
        neck=neck,
        head=(neck[0], neck[1] - 0.095),
        legs=tuple(legs),
        arms=tuple(arms),
        flare=0.02 * sin(turn),
    )


def blinking(second: float, phase: float) -> float:
    """How far the eyes are shut: a blink every few seconds."""
    since = (second + phase * 1.7) % (3.1 + 0.4 * (phase % 3))
    return max(0.0, 1 - abs(since - 0.09) / 0.09)


def speaking(second: float, turn: float) -> float:
    """How far a speaking mouth is open; two with turns half a circle apart speak one after the
    other.
    """
    mine = max(0.0, min(1.0, 4 * sin(second * 1.3 + turn)))
    return mine * (0.5 + 0.32 * sin(second * 17 + turn) + 0.18 * sin(second * 29.3))


def standing(second: float, phase: float, talking: bool, holding: bool) -> Pose:
    """Standing still: breath, a slow sway, and hands that speak where one talks."""
    breath = 0.004 * sin(second * 1.9 + phase)
    sway = 0.010 * sin(second * 0.7 + phase)
    hip = (sway * 0.4, -0.495)
    neck = (sway, -0.83 - breath)
    nod = 0.008 * sin(second * 2.7 + phase) if talking else 0.0
    legs, arms = [], []
    for sign in (-1, 1):
        legs.append(
            ((hip[0] + sign * 0.045, hip[1]), (sign * 0.056, -0.25), (sign * 0.062, -0.012))
        )
        shoulder = (neck[0] + sign * 0.092, neck[1] + 0.066 - breath)
        first, lower = sign * 0.13, sign * 0.04
        if talking and sign > 0:
            first, lower = 0.16, 2.35 + 0.3 * sin(second * 3.1 + phase)
        if holding and sign > 0:
            first, lower = 0.42, 2.3 + 0.03 * sin(second * 1.3 + phase)
        arms.append(reach(shoulder, first, lower, UPPER, FORE))
    return Pose(
        hip=hip,
        neck=neck,
        head=(neck[0] + nod, neck[1] - 0.095 + abs(nod) * 0.5),
        legs=tuple(legs),
        arms=tuple(arms),
        flare=0.012 * sin(second * 1.1 + phase),
    )


def sitting(second: float, phase: float) -> Pose:
    """Sitting, seen from the side, hands in the lap."""
    breath = 0.004 * sin(second * 1.8 + phase)
    hip = (-0.06, -0.28)
    neck = (-0.035 + breath, -0.61 - breath)
    legs = tuple(reach(hip, 1.45 + k, 0.06 + k, 0.23, 0.26) for k in (0.05, -0.04))
    arms = tuple(
        reach((neck[0], neck[1] + 0.035), 0.35 + k, 1.2 + k, UPPER, FORE) for k in (0.1, 0.0)
    )
    nod = 0.006 * sin(second * 0.9 + phase)
    return Pose(
        hip=hip,
        neck=neck,
        head=(neck[0] + 0.022 + nod, neck[1] - 0.095),
        legs=legs,
        arms=arms,
        side=True,
        lap=True,
    )
