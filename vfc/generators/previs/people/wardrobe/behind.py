"""What hangs behind a body: capes, packs, wings, veils."""

from __future__ import annotations

from math import sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, ellipse, limb, rounded
from vfc.generators.previs.people.acts.poses import Pose
from vfc.generators.previs.people.wardrobe.colours import PersonColours
from vfc.generators.previs.people.wardrobe.costumes import Costume
from vfc.generators.previs.people.wardrobe.trunk import Trunk

BLACK, WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)


def behind(worn: Costume, t: Trunk, pose: Pose, look: PersonColours) -> list[Shape]:
    """All that hangs behind."""
    shapes: list[Shape] = []
    for name, own in worn.back:
        tone = look.coat if own is None else look.lit(own)
        shapes += BACK[name](t, pose, tone)
    return shapes


def cape(t: Trunk, pose: Pose, tone: Colour) -> list[Shape]:
    """A cape from the shoulders to the knees, that the wind lifts."""
    blow = 0.05 + 0.10 * abs(pose.wind)
    if pose.side:
        points = [
            (0.02, -0.01),
            (-0.06, 0.0),
            (-0.16 - blow, 0.3),
            (-0.22 - blow * 2, 0.62),
            (-0.03, 0.66),
            (0.0, 0.3),
        ]
    else:
        s = 0.03 * sin(pose.wind * 9)
        points = [
            (-0.1, -0.01),
            (0.1, -0.01),
            (0.17, 0.3),
            (0.22 + s, 0.64),
            (0.0, 0.67),
            (-0.22 + s, 0.64),
            (-0.17, 0.3),
        ]
    inner = mix(tone, BLACK, 0.12)
    return [(rounded(t.points(points, body=True), 1), inner)]


def veil(t: Trunk, pose: Pose, tone: Colour) -> list[Shape]:
    """A bride's veil, from the head down the back."""
    x, y = pose.head
    if pose.side:
        points = [
            (x + 0.02, y - 0.08),
            (x - 0.07, y - 0.06),
            (x - 0.16, y + 0.2),
            (x - 0.26, y + 0.6),
            (x - 0.02, y + 0.62),
            (x - 0.01, y + 0.1),
        ]
    else:
        points = [
            (x - 0.05, y - 0.085),
            (x + 0.05, y - 0.085),
            (x + 0.105, y + 0.05),
            (x + 0.21, y + 0.55),
            (x - 0.21, y + 0.55),
            (x - 0.105, y + 0.05),
        ]
    return [(rounded(np.array(points), 1), mix(tone, (200, 206, 222), 0.35))]


def pack(wide: float, top: float, low: float, round_: bool = True):
    """A pack on the back."""

    def draw(t: Trunk, pose: Pose, tone: Colour) -> list[Shape]:
        if pose.side:
            points = [(-0.03, top), (-0.04 - wide, top + 0.02), (-0.05 - wide, low), (-0.03, low)]
        else:
            points = [(-wide, top), (wide, top), (wide * 1.05, low), (-wide * 1.05, low)]
        shapes = [(rounded(t.points(points, body=True), 1 if round_ else 0), mix(tone, BLACK, 0.1))]
        if pose.back:
            lid = [(-wide, top), (wide, top), (wide, top + 0.08), (-wide, top + 0.08)]
            shapes.append((rounded(t.points(lid, body=True), 1), mix(tone, BLACK, 0.3)))
        return shapes

    return draw


def bigpack(t: Trunk, pose: Pose, tone: Colour) -> list[Shape]:
    """A hiker's pack, a rolled mat on its top."""
    shapes = pack(0.14 if not pose.side else 0.13, -0.08, 0.3)(t, pose, tone)
    u, v = (-0.1, -0.1) if pose.side else (0.0, -0.1)
    x, y = t.points([(u, v)], body=True)[0]
    wide = 0.045 if pose.side else 0.16
    return [*shapes, (ellipse(x, y, wide, 0.042), (196, 120, 60))]


def tank(t: Trunk, pose: Pose, tone: Colour) -> list[Shape]:
    """A diver's bottles."""
    spots = (-0.1,) if pose.side else (-0.05, 0.05)
    shapes: list[Shape] = []
    for u in spots:
        a, b = t.points([(u, -0.03), (u, 0.27)], body=True)
        shapes.append((limb(tuple(a), tuple(b), 0.042, 0.042), tone))
        shapes.append((limb(tuple(a), (a[0], a[1] - 0.05), 0.014, 0.014), (90, 96, 104)))
    return shapes


def wings(t: Trunk, pose: Pose, tone: Colour) -> list[Shape]:
    """An angel's wings, that beat slowly."""
    beat = 0.05 * sin(pose.wind * 12 + pose.cycle)
    shapes: list[Shape] = []
    sides = (-1,) if pose.side else (-1, 1)
    for k in sides:
        for part, low in ((0.0, 0.52), (0.25, 0.4), (0.5, 0.27)):
            wing = [
                (k * 0.02, 0.1),
                (k * 0.15, -0.04 - beat),
                (k * 0.34, -0.16 - beat),
                (k * 0.44, 0.02 - beat),
                (k * (0.36 - part * 0.1), low * 0.7),
                (k * (0.2 - part * 0.1), low),
            ]
            shapes.append(
                (
                    rounded(t.points(wing, body=True), 1),
                    mix(tone, (206, 212, 228), 0.45 - part * 0.8),
                )
            )
    return shapes


BACK = {
    "cape": cape,
    "veil": veil,
    "backpack": pack(0.115, 0.0, 0.26),
    "lifepack": pack(0.15, -0.03, 0.27),
    "bigpack": bigpack,
    "tank": tank,
    "wings": wings,
}
