"""Furniture and doors."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import mix
from vfc.generators.previs.canvas.shapes import Shape, box, rounded
from vfc.generators.previs.people.acts.poses import Pose
from vfc.generators.previs.people.props.parts import (
    BLACK,
    INK,
    IRON,
    WHITE,
    WOOD,
    bar,
    block,
    disc,
    poly,
)

Setting = Callable[[Pose], list[Shape]]


def seat(pose: Pose) -> list[Shape]:
    """A chair under one who sits."""
    dark = mix(WOOD, BLACK, 0.2)
    return [
        bar((-0.19, -0.24), (-0.2, 0.0), 0.011, dark),
        bar((0.08, -0.24), (0.09, 0.0), 0.011, dark),
        block(-0.2, -0.25, 0.11, -0.215, WOOD),
        bar((-0.185, -0.25), (-0.215, -0.62), 0.013, dark),
        block(-0.225, -0.62, -0.19, -0.42, WOOD),
    ]


def chair(pose: Pose) -> list[Shape]:
    """A chair under one who sits, seen from before."""
    dark = mix(WOOD, BLACK, 0.2)
    return [
        *(bar((x, -0.24), (x * 1.06, -0.02), 0.012, mix(WOOD, BLACK, 0.4)) for x in (-0.1, 0.1)),
        *(bar((x, -0.56), (x, -0.24), 0.013, dark) for x in (-0.125, 0.125)),
        *(block(-0.125, y, 0.125, y + 0.04, WOOD) for y in (-0.56, -0.49, -0.42)),
        block(-0.15, -0.255, 0.15, -0.215, WOOD),
        *(bar((x, -0.22), (x * 1.03, 0.0), 0.014, dark) for x in (-0.135, 0.135)),
    ]


def wall(pose: Pose) -> list[Shape]:
    """A wall at the back."""
    brick, gap = (156.0, 96.0, 78.0), (120.0, 74.0, 62.0)
    shapes = [block(-0.52, -1.35, -0.145, 0.02, brick)]
    return shapes + [bar((-0.52, y), (-0.15, y), 0.004, gap) for y in np.arange(-1.3, 0.0, 0.1)]


def pillow(pose: Pose) -> list[Shape]:
    """A cushion under the head."""
    return [(rounded(box(-0.6, -0.07, -0.34, 0.0), 2), (236, 232, 224))]


def bed(pose: Pose) -> list[Shape]:
    """A bed."""
    dark = mix(WOOD, BLACK, 0.2)
    return [
        block(-0.66, -0.34, -0.62, 0.0, dark),
        block(0.62, -0.24, 0.66, 0.0, dark),
        block(-0.64, -0.13, 0.64, -0.03, WOOD),
        (rounded(box(-0.62, -0.19, 0.62, -0.08), 1), (240, 238, 232)),
        (rounded(box(-0.61, -0.245, -0.28, -0.13), 2), WHITE),
    ]


def blanket(pose: Pose) -> list[Shape]:
    """A blanket over one who sleeps, and letters that rise."""
    up = 0.008 * sin(pose.cycle * 4.5)
    blue = (74.0, 104.0, 168.0)
    shapes = [
        poly(
            (-0.24, -0.15),
            (-0.22, -0.24 + up),
            (0.0, -0.28 + up),
            (0.3, -0.24),
            (0.58, -0.26),
            (0.62, -0.1),
            (-0.24, -0.1),
            tone=blue,
            times=1,
        ),
        poly(
            (-0.24, -0.15),
            (-0.23, -0.22 + up),
            (-0.16, -0.25 + up),
            (-0.15, -0.12),
            tone=mix(blue, WHITE, 0.5),
            times=1,
        ),
    ]
    for k in range(3):
        part = (pose.cycle + k / 3) % 1.0
        x, y, size = -0.3 + 0.16 * part, -0.36 - 0.42 * part, 0.02 + 0.025 * part
        for a, b in (((-1, -1), (1, -1)), ((1, -1), (-1, 1)), ((-1, 1), (1, 1))):
            shapes.append(
                bar(
                    (x + a[0] * size, y + a[1] * size),
                    (x + b[0] * size, y + b[1] * size),
                    0.007,
                    (250, 250, 252),
                )
            )
    return shapes


def stand(full: bool) -> Setting:
    """A small table with a gift on it, or bare."""

    def draw(pose: Pose) -> list[Shape]:
        red = (206, 48, 60)
        top = (
            [
                block(0.36, -0.68, 0.47, -0.585, red),
                block(0.405, -0.68, 0.425, -0.585, (250, 214, 110)),
            ]
            if full
            else []
        )
        return [
            bar((0.44, -0.57), (0.44, 0.0), 0.02, WOOD),
            block(0.3, -0.585, 0.6, -0.55, mix(WOOD, BLACK, 0.1)),
            *top,
        ]

    return draw


def stove(pose: Pose) -> list[Shape]:
    """A stove with a steaming pan."""
    steel = (196.0, 200.0, 206.0)
    shapes = [
        block(-0.42, -0.44, 0.42, 0.0, steel),
        block(-0.44, -0.46, 0.44, -0.42, (60, 62, 68)),
        block(-0.32, -0.30, 0.32, -0.06, (46, 48, 56)),
        *(disc(x, -0.37, 0.022, 0.022, INK) for x in (-0.3, -0.1, 0.1, 0.3)),
    ]
    shapes += [
        block(-0.10, -0.53, 0.22, -0.455, (66, 68, 78)),
        bar((-0.09, -0.51), (-0.27, -0.52), 0.012, INK),
        disc(0.06, -0.53, 0.16, 0.018, (210, 110, 60)),
    ]
    for k in range(4):
        part = (pose.cycle * 0.5 + k / 4) % 1.0
        shapes.append(
            disc(
                0.05 + 0.05 * sin(part * 7 + k * 2),
                -0.57 - 0.32 * part,
                0.028 + 0.03 * part,
                0.024 + 0.024 * part,
                mix((240.0, 242.0, 244.0), (200.0, 204.0, 210.0), part),
            )
        )
    for k, x in enumerate((-0.02, 0.07, 0.15)):
        shapes.append(disc(x, -0.45, 0.02, 0.018, (250, 150 + 20 * k, 60)))
    return shapes


def table(pose: Pose) -> list[Shape]:
    """A table before one who sits, seen from before."""
    return [
        block(-0.46, -0.36, 0.46, -0.32, WOOD),
        block(-0.44, -0.32, -0.39, 0.0, mix(WOOD, BLACK, 0.2)),
        block(0.39, -0.32, 0.44, 0.0, mix(WOOD, BLACK, 0.2)),
        block(-0.42, -0.32, 0.42, -0.26, mix(WOOD, BLACK, 0.12)),
    ]


def plate(pose: Pose) -> list[Shape]:
    """A plate of food, and a glass."""
    return [
        disc(0.06, -0.368, 0.12, 0.018, WHITE),
        disc(0.03, -0.385, 0.04, 0.022, (206, 120, 60)),
        disc(0.09, -0.383, 0.035, 0.02, (90, 160, 80)),
        poly((0.28, -0.47), (0.34, -0.47), (0.33, -0.36), (0.29, -0.36), tone=(190, 216, 230)),
    ]


def desk(pose: Pose) -> list[Shape]:
    """A table before one who sits, seen from the side."""
    return [
        block(0.12, -0.405, 0.66, -0.37, WOOD),
        bar((0.62, -0.37), (0.62, 0.0), 0.018, mix(WOOD, BLACK, 0.2)),
        bar((0.27, -0.37), (0.27, 0.0), 0.014, mix(WOOD, BLACK, 0.35)),
    ]


def paper(pose: Pose) -> list[Shape]:
    """A sheet on the table, an inkwell."""
    return [
        poly((0.15, -0.405), (0.38, -0.405), (0.42, -0.42), (0.19, -0.42), tone=(250, 248, 240)),
        block(0.5, -0.45, 0.55, -0.405, (40, 60, 120)),
    ]


def laptop(pose: Pose) -> list[Shape]:
    """A laptop whose screen glows."""
    glow = mix((150.0, 210.0, 244.0), WHITE, 0.5 + 0.5 * sin(pose.cycle * 5))
    return [
        poly((0.19, -0.407), (0.42, -0.407), (0.42, -0.42), (0.19, -0.42), tone=(96, 102, 112)),
        poly((0.41, -0.415), (0.50, -0.62), (0.515, -0.615), (0.43, -0.41), tone=(96, 102, 112)),
        poly((0.405, -0.43), (0.485, -0.61), (0.493, -0.608), (0.413, -0.428), tone=glow),
    ]


def open_book(pose: Pose) -> list[Shape]:
    """An open book in both hands; a page that turns."""
    (lx, ly), (rx, ry) = pose.arms[0][2], pose.arms[1][2]
    x, y = (lx + max(rx, lx + 0.18)) / 2, max(ly, ry) - 0.03
    cover_ = [
        poly(
            (x + k * 0.15, y - 0.115),
            (x, y - 0.095),
            (x, y + 0.055),
            (x + k * 0.15, y + 0.035),
            tone=(150, 40, 44),
        )
        for k in (-1, 1)
    ]
    pages = [
        poly(
            (x + k * 0.138, y - 0.125),
            (x, y - 0.105),
            (x, y + 0.035),
            (x + k * 0.138, y + 0.015),
            tone=(248, 244, 230) if k < 0 else (236, 230, 214),
        )
        for k in (-1, 1)
    ]
    lift = pose.cycle
    leaf = (
        [
            poly(
                (x + 0.11 * cos(pi * lift), y - 0.12 - 0.05 * sin(pi * lift)),
                (x, y - 0.1),
                (x, y + 0.03),
                (x + 0.11 * cos(pi * lift), y + 0.01 - 0.05 * sin(pi * lift)),
                tone=WHITE,
            )
        ]
        if lift > 0.02
        else []
    )
    return [*cover_, *pages, *leaf]


def bench(pose: Pose) -> list[Shape]:
    """A workbench with a piece of work."""
    return [
        block(0.15, -0.44, 0.75, -0.39, WOOD),
        bar((0.2, -0.39), (0.2, 0.0), 0.02, mix(WOOD, BLACK, 0.25)),
        bar((0.7, -0.39), (0.7, 0.0), 0.02, mix(WOOD, BLACK, 0.25)),
        block(0.3, -0.49, 0.6, -0.44, (206, 172, 120)),
        bar((0.36, -0.49), (0.36, -0.53), 0.006, IRON),
    ]


def door(pose: Pose) -> list[Shape]:
    """A door in its frame, open by a part, light behind it."""
    near, far, top = 0.30, 0.74, -1.28
    leaf, dark = (150.0, 88.0, 56.0), (118.0, 68.0, 44.0)
    edge, bow = near + 0.42 * pose.cycle, 0.07 * pose.cycle
    shapes = [
        block(near - 0.05, top - 0.05, far + 0.05, 0.0, (226.0, 220.0, 208.0)),
        block(near, top, far, 0.0, (255.0, 240.0, 200.0)),
        poly((edge, top - bow), (far, top), (far, 0.0), (edge, bow * 0.3), tone=leaf),
    ]
    left, right = edge + (far - edge) * 0.15, edge + (far - edge) * 0.85
    for high, low in ((-1.16, -0.72), (-0.5, -0.1)):
        panel = [(left, high - bow * 0.85), (right, high - bow * 0.15)]
        shapes.append(poly(*panel, (right, low), (left, low + bow * 0.25), tone=dark))
    return [*shapes, disc(edge + 0.045, -0.56, 0.022, 0.022, (232.0, 196.0, 90.0))]


def knocks(pose: Pose) -> list[Shape]:
    """Lines about a knuckle that knocks."""
    x, y = pose.arms[1][2]
    x += 0.03
    return [
        bar(
            (x + 0.03 * cos(a), y + 0.03 * sin(a)),
            (x + 0.085 * cos(a), y + 0.085 * sin(a)),
            0.006,
            (255, 226, 90),
        )
        for a in (-2.2, -1.57, -0.9, 1.2, 1.9)
    ]
