"""What is played, pushed or painted."""

from __future__ import annotations

from math import sin

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


def crate(pose: Pose) -> list[Shape]:
    """A great box that is pushed."""
    left, dark = 0.38, mix(WOOD, BLACK, 0.3)
    frame = [
        block(left, -0.75, left + 0.6, -0.69, dark),
        block(left, -0.06, left + 0.6, 0.0, dark),
        block(left, -0.75, left + 0.06, 0.0, dark),
        block(left + 0.54, -0.75, left + 0.6, 0.0, dark),
    ]
    return [
        block(left, -0.75, left + 0.6, 0.0, WOOD),
        bar((left + 0.05, -0.05), (left + 0.55, -0.7), 0.03, dark),
        *frame,
    ]


def tow(pose: Pose) -> list[Shape]:
    """A taut rope to something heavy."""
    dark = mix(WOOD, BLACK, 0.3)
    return [
        *rope(pose),
        block(0.72, -0.45, 1.2, 0.0, WOOD),
        bar((0.74, -0.02), (1.18, -0.43), 0.025, dark),
        block(0.72, -0.45, 1.2, -0.41, dark),
        block(0.72, -0.04, 1.2, 0.0, dark),
    ]


def rope(pose: Pose) -> list[Shape]:
    """A taut rope to something that is pulled."""
    x, y = pose.arms[0][2]
    return [bar((x - 0.1, y), (0.85, -0.3), 0.009, (214, 186, 130))]


def table_top(pose: Pose) -> list[Shape]:
    """A bare table to work at."""
    leg = mix(WOOD, BLACK, 0.25)
    return [
        block(0.15, -0.44, 0.75, -0.39, WOOD),
        bar((0.2, -0.39), (0.2, 0.0), 0.02, leg),
        bar((0.7, -0.39), (0.7, 0.0), 0.02, leg),
    ]


def cover(pose: Pose) -> list[Shape]:
    """A crate to hide behind."""
    dark = mix(WOOD, BLACK, 0.3)
    return [
        block(0.06, -0.4, 0.5, 0.0, WOOD),
        bar((0.09, -0.03), (0.47, -0.37), 0.024, dark),
        block(0.06, -0.4, 0.5, -0.36, dark),
        block(0.06, -0.04, 0.5, 0.0, dark),
    ]


def piano(pose: Pose) -> list[Shape]:
    """An upright piano."""
    black = (34.0, 30.0, 34.0)
    keys = [
        bar((0.2, -0.378), (0.42, -0.378), 0.011, (248, 246, 240)),
        *(
            bar((0.22 + 0.03 * k, -0.386), (0.235 + 0.03 * k, -0.386), 0.005, black)
            for k in range(6)
        ),
    ]
    return [
        block(0.38, -0.82, 0.72, 0.0, black),
        block(0.19, -0.37, 0.45, -0.32, black),
        bar((0.23, -0.32), (0.23, 0.0), 0.014, black),
        *keys,
        block(0.36, -0.84, 0.74, -0.8, mix(black, WHITE, 0.16)),
        poly((0.32, -0.46), (0.4, -0.48), (0.4, -0.66), (0.34, -0.66), tone=(248, 246, 240)),
    ]


def drums(pose: Pose) -> list[Shape]:
    """A bass drum, two drums and cymbals."""
    red, rim = (190.0, 44.0, 50.0), (220.0, 224.0, 230.0)
    shake = 0.014 * sin(pose.cycle * 25)
    shapes = [bar((k * 0.42, 0.0), (k * 0.42, -0.66), 0.008, IRON) for k in (-1, 1)]
    shapes += [
        poly(
            (k * 0.42 - 0.15, -0.66 + shake * k),
            (k * 0.42 + 0.15, -0.66 - shake * k),
            (k * 0.42, -0.69),
            tone=(232, 196, 84),
        )
        for k in (-1, 1)
    ]
    shapes += [
        disc(0, -0.19, 0.21, 0.2, rim),
        disc(0, -0.19, 0.185, 0.175, (240, 236, 224)),
        disc(0, -0.19, 0.06, 0.057, red),
    ]
    for x in (-0.25, 0.25):
        shapes += [
            block(x - 0.11, -0.41, x + 0.11, -0.28, red),
            disc(x, -0.28, 0.11, 0.02, red),
            disc(x, -0.41, 0.115, 0.024, rim),
            disc(x, -0.412, 0.1, 0.018, (244, 240, 230)),
        ]
    return shapes


def accordion(pose: Pose) -> list[Shape]:
    """An accordion whose bellows open."""
    wide = 0.09 + 0.09 * pose.cycle
    folds = [
        block(x - 0.006, -0.74, x + 0.006, -0.52, (30, 30, 36))
        for x in np.linspace(-wide * 0.8, wide * 0.8, 6)
    ]
    return [
        block(-wide, -0.73, wide, -0.53, (226, 220, 206)),
        *folds,
        (rounded(box(-wide - 0.06, -0.76, -wide, -0.5), 1), (190, 40, 48)),
        (rounded(box(wide, -0.76, wide + 0.06, -0.5), 1), (190, 40, 48)),
        bar((wide + 0.045, -0.73), (wide + 0.045, -0.54), 0.008, WHITE),
    ]


def easel(pose: Pose) -> list[Shape]:
    """An easel with a picture that is being painted."""
    dark = mix(WOOD, BLACK, 0.2)
    picture = [
        block(0.36, -1.05, 0.42, -0.52, dark),
        poly((0.41, -1.07), (0.74, -1.0), (0.74, -0.5), (0.41, -0.55), tone=(248, 246, 238)),
        poly(
            (0.43, -0.72),
            (0.55, -0.85),
            (0.72, -0.68),
            (0.72, -0.53),
            (0.43, -0.58),
            tone=(110, 170, 110),
        ),
        disc(0.63, -0.89, 0.035, 0.045, (244, 180, 60)),
        poly((0.43, -0.68), (0.72, -0.62), (0.72, -0.53), (0.43, -0.58), tone=(80, 130, 190)),
    ]
    return [
        bar((0.46, -0.5), (0.38, 0.0), 0.012, dark),
        bar((0.66, -0.5), (0.78, 0.0), 0.012, dark),
        bar((0.52, -1.15), (0.56, -0.3), 0.012, dark),
        *picture,
        bar((0.38, -0.52), (0.76, -0.48), 0.014, dark),
    ]


def palette(pose: Pose) -> list[Shape]:
    """A palette on the far hand."""
    x, y = pose.arms[0][2]
    colours = ((214, 50, 50), (60, 110, 210), (250, 206, 70), (70, 160, 90))
    return [
        poly(
            (x - 0.1, y - 0.02),
            (x - 0.02, y - 0.07),
            (x + 0.1, y - 0.05),
            (x + 0.1, y + 0.02),
            (x - 0.02, y + 0.03),
            tone=(206, 160, 104),
            times=1,
        ),
        *(disc(x - 0.045 + 0.035 * k, y - 0.03, 0.013, 0.01, c) for k, c in enumerate(colours)),
    ]


def barbell(pose: Pose) -> list[Shape]:
    """A barbell in both hands."""
    y = (pose.arms[0][2][1] + pose.arms[1][2][1]) / 2 - 0.015
    plates = [
        (rounded(box(k * x - 0.028, y - h, k * x + 0.028, y + h), 1), tone)
        for k in (-1, 1)
        for x, h, tone in ((0.34, 0.13, INK), (0.41, 0.1, (190, 44, 48)))
    ]
    return [bar((-0.48, y), (0.48, y), 0.009, (190, 196, 204)), *plates]


def fiddle(pose: Pose) -> list[Shape]:
    """A violin under the chin, its neck in the hand."""
    wood, dark = (164.0, 84.0, 40.0), (60.0, 34.0, 22.0)
    x, y = pose.neck[0] + 0.03, pose.neck[1] + 0.03
    dx, dy = pose.arms[1][2][0] - x, pose.arms[1][2][1] - y

    def at(part: float) -> tuple[float, float]:
        return x + dx * part, y + dy * part

    shapes = [disc(*at(0.12), 0.07, 0.055, wood), disc(*at(0.5), 0.058, 0.048, wood)]
    shapes += [disc(*at(0.3), 0.045, 0.036, wood), bar(at(0.42), at(1.12), 0.01, dark)]
    return [*shapes, disc(*at(1.16), 0.016, 0.016, dark), bar(at(0.05), at(0.2), 0.011, dark)]
