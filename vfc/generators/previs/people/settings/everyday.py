"""What people hear music with, the baby in their arms, the hearts of a kiss, the bag that they look
through.
"""

from __future__ import annotations

from math import pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape
from vfc.generators.previs.people.acts.poses import Pose
from vfc.generators.previs.people.props.parts import BLACK, WHITE, bar, block, disc, poly

CUP: Colour = (206.0, 52.0, 60.0)
SHAWL, SKIN, RED = (236.0, 226.0, 196.0), (232.0, 186.0, 152.0), (222.0, 46.0, 70.0)
LEATHER, LEAF = (150.0, 84.0, 46.0), (70.0, 138.0, 66.0)


def headphones(pose: Pose) -> list[Shape]:
    """A band over the head and a cup on each ear."""
    x, y = pose.head
    turns = np.linspace(pi * 1.02, pi * 1.98, 16)
    outer = np.stack([x + 0.088 * np.cos(turns), y - 0.005 + 0.106 * np.sin(turns)], 1)
    inner = np.stack([x + 0.074 * np.cos(turns), y - 0.005 + 0.092 * np.sin(turns)], 1)
    band = (np.concatenate([outer, inner[::-1]]), mix(CUP, BLACK, 0.55))
    cups = [disc(x + side * 0.078, y + 0.012, 0.022, 0.036, CUP) for side in (-1, 1)]
    return [band, *cups]


def baby(pose: Pose) -> list[Shape]:
    """A baby in a shawl, its head on one arm."""
    x, y = pose.neck[0] - 0.012 * pose.cycle, pose.neck[1] + 0.155
    return [
        disc(x + 0.02, y + 0.035, 0.125, 0.058, SHAWL),
        poly(
            (x - 0.02, y + 0.05),
            (x + 0.08, y + 0.09),
            (x + 0.14, y + 0.05),
            (x + 0.05, y + 0.03),
            tone=mix(SHAWL, BLACK, 0.1),
            times=2,
        ),
        disc(x - 0.105, y + 0.008, 0.052, 0.050, SHAWL),
        disc(x - 0.102, y + 0.012, 0.040, 0.040, SKIN),
        disc(x - 0.116, y + 0.010, 0.006, 0.004, BLACK),
        disc(x - 0.090, y + 0.012, 0.006, 0.004, BLACK),
        disc(x - 0.103, y + 0.030, 0.009, 0.004, (170.0, 70.0, 70.0)),
    ]


def heart(x: float, y: float, size: float) -> Shape:
    """A heart about its middle."""
    turns = np.linspace(0, 2 * pi, 26)
    across = 16 * np.sin(turns) ** 3
    up = 13 * np.cos(turns) - 5 * np.cos(2 * turns) - 2 * np.cos(3 * turns) - np.cos(4 * turns)
    return np.stack([x + size * across / 16, y - size * up / 16], 1), RED


def hearts(pose: Pose) -> list[Shape]:
    """Hearts that go out from the hand and grow."""
    if pose.cycle <= 0:
        return []
    x, y = pose.arms[1][2]
    found = []
    for k in range(3):
        part = pose.cycle - 0.25 * k
        if part > 0:
            aside = 0.02 * sin(9 * part + k)
            where = (x + 0.05 + 0.30 * part, y - 0.04 - 0.42 * part + aside)
            found.append(heart(*where, 0.02 + 0.04 * part))
    return found


def searched_bag(pose: Pose) -> list[Shape]:
    """A bag with its mouth open, about the hand that is in it."""
    x, y = 0.0, -0.535
    dark = mix(LEATHER, BLACK, 0.5)
    strap = disc(x, y - 0.02, 0.155, 0.075, mix(LEATHER, BLACK, 0.25))
    return [
        strap,
        disc(x, y, 0.15, 0.03, dark),
        poly(
            (x - 0.155, y + 0.01),
            (x - 0.175, y + 0.17),
            (x + 0.175, y + 0.17),
            (x + 0.155, y + 0.01),
            tone=LEATHER,
            times=1,
        ),
        disc(x, y + 0.055, 0.022, 0.022, mix(LEATHER, WHITE, 0.55)),
    ]


def berry_bush(pose: Pose) -> list[Shape]:
    """A bush full of fruit before one who picks; the nearest is plucked."""
    leaves = [
        disc(x, y, wide, high, mix(LEAF, BLACK, dark))
        for x, y, wide, high, dark in (
            (0.62, -0.20, 0.26, 0.22, 0.3),
            (0.46, -0.30, 0.18, 0.20, 0.12),
            (0.72, -0.40, 0.20, 0.20, 0.2),
            (0.55, -0.48, 0.18, 0.16, 0.0),
        )
    ]
    fruit = [
        disc(0.42 + 0.075 * (k % 6), -0.52 + 0.085 * (k * 5 % 6), 0.017, 0.017, RED)
        for k in range(1 if pose.cycle > 0.45 else 0, 12)
    ]
    return [block(0.56, -0.10, 0.61, 0.0, LEATHER), *leaves, *fruit]


def harvest_basket(pose: Pose) -> list[Shape]:
    """A basket at the far hand, fruit heaped in it."""
    x, y = pose.arms[0][2]
    heap = [disc(x - 0.06 + 0.03 * k, y + 0.045, 0.018, 0.018, RED) for k in range(5)]
    straw = (196.0, 146.0, 84.0)
    return [
        *heap,
        poly(
            (x - 0.10, y + 0.05),
            (x + 0.10, y + 0.05),
            (x + 0.075, y + 0.15),
            (x - 0.075, y + 0.15),
            tone=straw,
        ),
        bar((x - 0.095, y + 0.085), (x + 0.095, y + 0.085), 0.005, mix(straw, BLACK, 0.3)),
    ]
