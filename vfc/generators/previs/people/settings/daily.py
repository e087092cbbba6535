"""Settings of what people do by day: glasses that fill, ropes that turn, parachutes, anvils."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import mix
from vfc.generators.previs.canvas.shapes import Shape, ellipse, rounded
from vfc.generators.previs.people.acts.poses import BodyPoint, Both, Pose
from vfc.generators.previs.people.props.parts import (
    BLACK,
    INK,
    IRON,
    WATER,
    WHITE,
    WOOD,
    bar,
    block,
    disc,
    poly,
)

RED, PALE, CLOTH = (206.0, 48.0, 52.0), (196.0, 222.0, 236.0), (52.0, 62.0, 96.0)
FOAM = (250.0, 250.0, 252.0)


def poured(pose: Pose) -> list[Shape]:
    """A glass in the other hand, filling from above."""
    x, y = pose.arms[0][2]
    x, y = x + 0.012, y - 0.03
    full = min(1.0, max(0.0, (pose.cycle - 0.1) * 1.6))
    wine = (176.0, 122.0, 64.0) if pose.thing == "jug" else (150.0, 30.0, 52.0)
    top = y - 0.075
    shapes = [
        poly(
            (x - 0.035, top),
            (x + 0.035, top),
            (x + 0.026, y + 0.01),
            (x - 0.026, y + 0.01),
            tone=PALE,
        )
    ]
    level = y + 0.005 - 0.07 * full
    shapes.append(
        poly(
            (x - 0.03, level),
            (x + 0.03, level),
            (x + 0.024, y + 0.006),
            (x - 0.024, y + 0.006),
            tone=wine,
        )
    )
    if 0.12 < pose.cycle < 0.92:
        hx, hy = pose.grip[0]
        shapes.append(bar((hx - 0.1, hy + 0.0), (x + 0.004, level), 0.006, wine))
    return shapes


def spray(pose: Pose) -> list[Shape]:
    """Water from the rose of a can."""
    (x, y), _ = pose.grip
    x, y = x + 0.16, y + 0.10
    drops = []
    for k in range(12):
        part = (pose.cycle * 1.6 + k / 12) % 1.0
        out = 0.03 + 0.05 * (k % 4)
        px, py = x + out * 1.4 * part, y + (0.02 - y) * part**1.6
        drops.append(bar((px, py), (px + 0.006, py + 0.03), 0.005, mix(WATER, WHITE, 0.35)))
    return drops


def canopy(pose: Pose) -> list[Shape]:
    """A parachute with its lines, close over the head."""
    y, white = -1.06, (244.0, 240.0, 232.0)
    turn = np.linspace(pi, 2 * pi, 15)
    arch = np.stack([np.cos(turn), np.sin(turn)], 1)
    lines: list[Shape] = [
        bar((k * 0.56, y + 0.02), (0.10 if k > 0 else -0.10, -0.80), 0.004, mix(INK, WHITE, 0.3))
        for k in (-1, -0.6, -0.2, 0.2, 0.6, 1)
    ]
    gores = [
        (arch * (wide, 0.30) + (0.0, y), tone)
        for wide, tone in ((0.58, RED), (0.38, white), (0.17, RED))
    ]
    return [*lines, *gores]


def loop(turn: float, hands: Both) -> list[BodyPoint]:
    """Points of a rope from hand to hand, round the body."""
    (ax, ay), (bx, by) = hands
    swing = -sin(turn * 2 * pi)
    middle = (ay + by) / 2
    reach = 0.62 if swing > 0 else 0.72
    return [
        (ax + (bx - ax) * k, middle + swing * reach * sin(pi * k)) for k in np.linspace(0, 1, 13)
    ]


def rope(near: bool) -> Callable[[Pose], list[Shape]]:
    """A skipping rope, where it is before the body or behind it."""

    def draw(pose: Pose) -> list[Shape]:
        before = cos(pose.cycle * 2 * pi) > 0
        if before is not near:
            return []
        points = loop(pose.cycle, (pose.arms[0][2], pose.arms[1][2]))
        x, y = pose.shift
        tone = (226.0, 120.0, 40.0)
        return [
            bar((a[0] + x, a[1] + y * 0.3), (b[0] + x, b[1] + y * 0.3), 0.008, tone)
            for a, b in pairwise(points)
        ]

    return draw


def planted(pose: Pose) -> list[Shape]:
    """A flag on its pole, in the ground."""
    x, up = 0.29, -0.16 * pose.flare
    ripple = [0.025 * sin(pose.cycle * 5 + k * 1.3) for k in range(5)]
    top = [(x + 0.11 * k, -1.10 + up + ripple[k]) for k in range(5)]
    low = [(x + 0.11 * k, -0.86 + up + ripple[k]) for k in reversed(range(5))]
    return [
        bar((x, -1.13 + up), (x, 0.02 + up), 0.011, mix(WOOD, WHITE, 0.2)),
        poly(*top, *low, tone=RED),
        disc(x, -1.14 + up, 0.018, 0.018, (226.0, 182.0, 72.0)),
    ]


def bucket(pose: Pose) -> list[Shape]:
    """A bucket of water on the floor behind."""
    blue = (60.0, 110.0, 180.0)
    return [
        poly((-0.36, -0.17), (-0.18, -0.17), (-0.2, 0.01), (-0.34, 0.01), tone=blue),
        disc(-0.27, -0.17, 0.09, 0.022, mix(blue, WHITE, 0.45)),
    ]


def wet(pose: Pose) -> list[Shape]:
    """A floor that shines where a mop was."""
    shine = mix(WATER, WHITE, 0.5)
    return [
        (ellipse(0.42, 0.0, 0.24, 0.022), shine),
        (ellipse(0.36 + 0.05 * sin(pose.cycle * 3), -0.004, 0.08, 0.008), WHITE),
    ]


def bedclothes(pose: Pose) -> list[Shape]:
    """A blanket over the legs of one who sits up in bed."""
    blue = (74.0, 104.0, 168.0)
    return [
        poly(
            (-0.06, -0.12),
            (-0.03, -0.25),
            (0.2, -0.24),
            (0.58, -0.25),
            (0.62, -0.1),
            tone=blue,
            times=1,
        ),
        poly(
            (-0.06, -0.12), (-0.04, -0.25), (0.05, -0.25), (0.04, -0.12), tone=mix(blue, WHITE, 0.5)
        ),
    ]


def hand_mirror(pose: Pose) -> list[Shape]:
    """A mirror in the other hand."""
    x, y = pose.arms[0][2]
    return [
        bar((x - 0.01, y + 0.04), (x - 0.01, y - 0.05), 0.009, (150.0, 60.0, 90.0)),
        disc(x - 0.01, y - 0.1, 0.058, 0.064, (150.0, 60.0, 90.0)),
        disc(x - 0.01, y - 0.1, 0.046, 0.052, PALE),
    ]


def foam(pose: Pose) -> list[Shape]:
    """Foam on cheeks and chin."""
    x, y = pose.head
    c = pose.tilt
    spots = ((-0.045, 0.03), (-0.035, 0.052), (-0.015, 0.064), (0.01, 0.066), (0.03, 0.058))
    return [disc(x + u - v * c, y + v, 0.02, 0.017, FOAM) for u, v in spots]


def open_coat(pose: Pose) -> list[Shape]:
    """A coat about the shoulders, its sides hanging from both arms."""
    shapes: list[Shape] = []
    for k in range(2):
        root, bend, end = pose.arms[k]
        way = -1 if k == 0 else 1
        out = [
            (pose.neck[0], pose.neck[1] + 0.01),
            (root[0], root[1] - 0.03),
            (bend[0] + way * 0.02, bend[1] - 0.03),
            (end[0] - way * 0.02, end[1] - 0.02),
            (end[0] * 0.8, end[1] + 0.2),
            (way * 0.2 * (1 - 0.3 * pose.cycle), -0.24),
            (0.0, -0.24),
        ]
        shapes.append((rounded(np.array(out), 1), CLOTH if k else mix(CLOTH, BLACK, 0.2)))
    return shapes


def three_balls(pose: Pose) -> list[Shape]:
    """Three balls, one after the other from hand to hand."""
    tones = ((220.0, 50.0, 52.0), (240.0, 196.0, 52.0), (52.0, 120.0, 210.0))
    balls: list[Shape] = []
    for k, tone in enumerate(tones):
        part = (pose.cycle * 2 + k * 2 / 3) % 2.0
        half = part if part < 1 else 2 - part
        x = -0.2 + 0.4 * half
        y = -0.66 - (0.72 if part < 1 else 0.5) * (1 - (2 * half - 1) ** 2)
        balls += [disc(x, y, 0.046, 0.046, tone), disc(x - 0.014, y - 0.016, 0.012, 0.012, WHITE)]
    return balls


def anvil(pose: Pose) -> list[Shape]:
    """An anvil on a log, glowing iron on it, and sparks at each blow."""
    dark = mix(IRON, BLACK, 0.55)
    glow = (255.0, 150.0, 50.0)
    shapes = [
        block(0.24, -0.26, 0.46, 0.02, WOOD),
        poly((0.28, -0.28), (0.42, -0.28), (0.45, -0.24), (0.25, -0.24), tone=dark),
        block(0.31, -0.38, 0.40, -0.26, dark),
        poly((0.17, -0.46), (0.50, -0.46), (0.50, -0.37), (0.28, -0.37), (0.2, -0.42), tone=dark),
        block(0.26, -0.485, 0.46, -0.46, glow),
        bar((0.25, -0.50), (0.30, -0.475), 0.008, IRON),
    ]
    since = (pose.cycle - 0.3) % 1.0
    if since < 0.3:
        for k in range(9):
            turn, far = pi * (1.05 + k / 9), 0.06 + 0.5 * since * (1 + k % 3)
            x, y = 0.36 + far * cos(turn), -0.48 + far * sin(turn) + since * since
            shapes.append(disc(x, y, 0.009, 0.009, (255.0, 216.0, 110.0)))
    return shapes


def cake(pose: Pose) -> list[Shape]:
    """A cake on a table before the face, whose candles go out in the breath, one by one."""
    blown = min(1.0, max(0.0, (pose.cycle - 0.18) / 0.3)) if pose.cycle < 0.93 else 0.0
    shapes = [
        *(bar((x, -0.44), (x, 0.0), 0.014, mix(WOOD, BLACK, 0.35)) for x in (0.27, 0.73)),
        block(0.20, -0.46, 0.80, -0.43, WOOD),
        block(0.33, -0.56, 0.67, -0.46, (236.0, 196.0, 206.0)),
        block(0.33, -0.575, 0.67, -0.53, FOAM),
        *(disc(0.36 + 0.07 * k, -0.53, 0.03, 0.022, FOAM) for k in range(5)),
    ]
    for k in range(5):
        x = 0.37 + 0.065 * k
        shapes.append(bar((x, -0.64), (x, -0.575), 0.008, (RED, PALE, (240.0, 200.0, 70.0))[k % 3]))
        if blown < (k + 1) / 5:
            bend = 0.02 if 0.1 < pose.cycle < 0.6 else 0.0
            shapes.append(disc(x + bend, -0.662, 0.011, 0.02, (255.0, 206.0, 92.0)))
        else:
            shapes.append(bar((x, -0.65), (x + 0.02, -0.70), 0.003, mix(INK, WHITE, 0.7)))
    return shapes


def breath(pose: Pose) -> list[Shape]:
    """The air from the mouth, while it blows."""
    if not 0.15 < pose.cycle < 0.8:
        return []
    x, y = pose.head[0] + 0.085, pose.head[1] + 0.035
    run = pose.cycle * 9 % 1.0
    return [
        bar((x + 0.04 * run, y + 0.4 * k), (x + 0.05 + 0.07 * run, y + 0.02 + k), 0.004, FOAM)
        for k in (-0.012, 0.008, 0.028)
    ]


WOOL = (196.0, 70.0, 88.0)


def wool(pose: Pose) -> list[Shape]:
    """A ball of wool on the floor, its thread up to the hands."""
    x, y = pose.arms[1][2]
    thread = mix(WOOL, BLACK, 0.25)
    return [
        bar((0.24, -0.06), (x + 0.10, -0.20), 0.004, thread),
        bar((x + 0.10, -0.20), (x, y), 0.004, thread),
        disc(0.24, -0.05, 0.062, 0.055, WOOL),
        *(bar((0.20 + k, -0.085), (0.25 + k, -0.02), 0.005, thread) for k in (0.0, 0.025, 0.045)),
    ]


def knitting(pose: Pose) -> list[Shape]:
    """Two crossed needles in the hands, and the striped cloth that hangs from them."""
    (ax, ay), (bx, by) = (arm[2] for arm in pose.arms)
    x, y, steel = (ax + bx) / 2, (ay + by) / 2 - 0.01, mix(IRON, WHITE, 0.5)
    cloth = [
        block(x - 0.06, y + 0.035 * k, x + 0.06, y + 0.035 * (k + 1), tone)
        for k, tone in enumerate((WOOL, mix(WOOL, WHITE, 0.55), WOOL, mix(WOOL, WHITE, 0.55)))
    ]
    return [
        *cloth,
        bar((ax - 0.04, ay + 0.03), (x + 0.10, y - 0.09), 0.006, steel),
        bar((bx + 0.04, by + 0.03), (x - 0.10, y - 0.09), 0.006, steel),
    ]


def rush(pose: Pose) -> list[Shape]:
    """The air that rushes up past one who falls."""
    shapes: list[Shape] = []
    for k, x in enumerate((-0.55, -0.38, 0.08, 0.36, 0.62, 0.80)):
        y = -0.2 - (pose.cycle * 2.2 + k * 0.37) % 1.0 * 1.1
        shapes.append(bar((x, y), (x, y - 0.26), 0.004, (232.0, 240.0, 248.0)))
    return shapes


def wedding_ring(pose: Pose) -> list[Shape]:
    """A ring of gold at the fingers that bring it, its stone up."""
    x, y = pose.arms[1][2]
    x -= 0.03
    gold = (250.0, 206.0, 84.0)
    ring = [
        bar(a, b, 0.007, gold)
        for a, b in pairwise(
            [(x + 0.03 * cos(k * pi / 5), y + 0.03 * sin(k * pi / 5)) for k in range(11)]
        )
    ]
    return [*ring, poly((x - 0.02, y - 0.05), (x + 0.02, y - 0.05), (x, y - 0.024), tone=WHITE)]


def toothbrush(pose: Pose) -> list[Shape]:
    """A toothbrush from the hand to the mouth, and foam about it."""
    (hx, hy), (x, y) = pose.arms[1][2], pose.head
    mouth = (x + 0.012 * pose.cycle, y + 0.045)
    foam = [disc(mouth[0] + k, mouth[1] + 0.008, 0.013, 0.01, FOAM) for k in (-0.02, 0.0, 0.02)]
    return [*foam, bar((hx + 0.02, hy + 0.01), mouth, 0.008, (64.0, 150.0, 206.0))]
