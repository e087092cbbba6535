"""Ground, water, air and animals."""

from __future__ import annotations

from math import cos, sin

import numpy as np

from vfc.generators.previs.canvas.layers import mix
from vfc.generators.previs.canvas.shapes import Shape, limb
from vfc.generators.previs.people.acts.poses import Pose
from vfc.generators.previs.people.props.parts import (
    BLACK,
    INK,
    STONE,
    WATER,
    WHITE,
    bar,
    disc,
    poly,
)


def rock(pose: Pose) -> list[Shape]:
    """A rock face that goes by."""
    down = pose.cycle % 0.5
    face = [(0.22 + 0.035 * sin(k * 2.3), -1.6 + 0.2 * k) for k in range(10)]
    shapes = [poly(*face, (0.8, 0.2), (0.8, -1.6), tone=STONE)]
    for k in range(5):
        y = -1.4 + 0.33 * k + down * 0.66
        if y < 0.1:
            shapes.append(
                poly(
                    (0.2, y),
                    (0.5, y - 0.03),
                    (0.45, y + 0.035),
                    (0.24, y + 0.03),
                    tone=mix(STONE, BLACK, 0.25),
                    times=1,
                )
            )
    return shapes


def water(pose: Pose) -> list[Shape]:
    """Water about a swimmer, its waves going by."""
    x = np.linspace(-1.0, 1.1, 30)
    shapes: list[Shape] = []
    for k, (top, tone) in enumerate(((-0.165, WATER), (-0.10, mix(WATER, BLACK, 0.18)))):
        y = top + 0.014 * np.sin(x * 16 + pose.cycle * 9 + k)
        shapes.append((np.concatenate([np.stack([x, y], 1), [(1.1, 0.06), (-1.0, 0.06)]]), tone))
    foam = [
        disc(
            -0.55 + 0.07 * k,
            -0.18 - 0.05 * abs(sin(pose.cycle * 14 + k * 2)),
            0.022,
            0.018,
            (236, 244, 250),
        )
        for k in range(5)
    ]
    return [*shapes, *foam]


def bubbles(pose: Pose) -> list[Shape]:
    """Bubbles that rise from a diver."""
    shapes: list[Shape] = []
    for k in range(6):
        part = (pose.cycle + k / 6) % 1.0
        x, y = 0.46 + 0.03 * sin(part * 9 + k), -0.45 - 0.75 * part
        shapes += [
            disc(x, y, 0.014 + 0.016 * part, 0.014 + 0.016 * part, (190, 226, 244)),
            disc(x - 0.006, y - 0.006, 0.005, 0.005, WHITE),
        ]
    return shapes


def streaks(pose: Pose) -> list[Shape]:
    """Lines of speed."""
    shapes: list[Shape] = []
    for k, y in enumerate((-0.82, -0.62, -0.40, -0.22)):
        x = -0.55 - (pose.cycle * 1.3 + k * 0.31) % 0.4
        shapes.append((limb((x, y), (x - 0.22, y), 0.007, 0.002), (226, 234, 242)))
    return shapes


def earth(pose: Pose) -> list[Shape]:
    """A hole, a heap, and a clod that flies."""
    soil = (104.0, 76.0, 52.0)
    part = pose.cycle
    clods = (
        [
            disc(
                0.5 + 0.1 * k + 0.25 * (part - 0.55),
                -0.3 - 0.5 * (part - 0.55) + 2.2 * (part - 0.55) ** 2 - 0.05 * k,
                0.026,
                0.02,
                soil,
            )
            for k in range(3)
        ]
        if 0.5 < part < 0.95
        else []
    )
    return [
        poly(
            (0.3, 0.02),
            (0.38, -0.03),
            (0.62, -0.03),
            (0.7, 0.02),
            tone=mix(soil, BLACK, 0.5),
            times=1,
        ),
        poly((0.62, 0.02), (0.74, -0.13), (0.9, -0.17), (1.05, 0.02), tone=soil, times=1),
        *clods,
    ]


def dust(pose: Pose) -> list[Shape]:
    """Dust before a broom."""
    tone = (196.0, 184.0, 164.0)
    return [
        disc(
            0.5 + 0.05 * k + 0.05 * sin(pose.cycle * 4.7),
            -0.015 - 0.022 * abs(sin(pose.cycle * 6 + k)),
            0.03,
            0.018,
            tone,
        )
        for k in range(4)
    ]


def bite(pose: Pose) -> list[Shape]:
    """The line of a rod down to the water, and a fish on it when it bites."""
    (x, y), angle = pose.grip
    tip = (x + 0.62 * sin(angle), y - 0.62 * cos(angle))
    low = 0.0 - 0.32 * pose.cycle
    shapes = [
        bar(tip, (tip[0] + 0.02, low), 0.0025, (230, 234, 240)),
        disc(tip[0] + 0.02, low, 0.018, 0.018, (224, 50, 50)),
    ]
    if pose.cycle > 0.25:
        shapes.append(
            poly(
                (tip[0] + 0.02, low + 0.02),
                (tip[0] + 0.06, low + 0.08),
                (tip[0] + 0.03, low + 0.15),
                (tip[0] + 0.06, low + 0.2),
                (tip[0] - 0.02, low + 0.2),
                (tip[0] + 0.01, low + 0.15),
                (tip[0] - 0.02, low + 0.08),
                tone=(150, 180, 196),
                times=1,
            )
        )
    wave = np.linspace(0.45, 1.15, 16)
    line = 0.01 + 0.008 * np.sin(wave * 30 + pose.cycle * 6)
    return [
        *shapes,
        (np.concatenate([np.stack([wave, line], 1), [(1.15, 0.07), (0.45, 0.07)]]), WATER),
    ]


def smoke(pose: Pose) -> list[Shape]:
    """Smoke that is blown out."""
    shapes: list[Shape] = []
    for k in range(5):
        part = (pose.cycle * 1.4 - 0.75 + 0.0 * k) * 1.0 - 0.06 * k
        if 0.0 < part < 0.75:
            shapes.append(
                disc(
                    0.12 + 0.34 * part,
                    -0.9 - 0.22 * part + 0.02 * sin(k * 2.0),
                    0.02 + 0.075 * part,
                    0.018 + 0.06 * part,
                    mix((214.0, 216.0, 222.0), (170.0, 172.0, 178.0), part),
                )
            )
    (x, y), _ = pose.grip
    wisp = pose.cycle * 6
    shapes += [
        disc(
            x + 0.055 + 0.012 * sin(wisp + k),
            y - 0.04 - 0.04 * k,
            0.009 + 0.003 * k,
            0.012,
            (206, 208, 214),
        )
        for k in range(4)
    ]
    return shapes


def dog(pose: Pose) -> list[Shape]:
    """A sitting dog whose tail wags."""
    coat, dark = (190.0, 134.0, 76.0), (120.0, 78.0, 44.0)
    wag = 0.05 * sin(pose.cycle * 16)
    return [
        bar((0.58, -0.06), (0.68, -0.14 + wag), 0.016, coat),
        poly(
            (0.34, -0.26), (0.48, -0.26), (0.6, -0.1), (0.6, 0.0), (0.36, 0.0), tone=coat, times=2
        ),
        bar((0.39, -0.16), (0.38, -0.015), 0.024, coat),
        bar((0.45, -0.14), (0.45, -0.015), 0.022, mix(coat, BLACK, 0.15)),
        disc(0.37, -0.31, 0.075, 0.068, coat),
        disc(0.31, -0.285, 0.045, 0.035, mix(coat, WHITE, 0.4)),
        disc(0.275, -0.3, 0.014, 0.012, INK),
        disc(0.35, -0.335, 0.011, 0.012, INK),
        poly((0.40, -0.37), (0.46, -0.34), (0.45, -0.23), (0.41, -0.27), tone=dark, times=1),
        poly((0.29, -0.25), (0.32, -0.25), (0.31, -0.2), tone=(230, 110, 120), times=1),
    ]


def grain(pose: Pose) -> list[Shape]:
    """Grain that flies from the hand, and hens that pick it."""
    part = pose.cycle
    shapes = (
        [
            disc(
                0.36 + 0.3 * part + 0.03 * k,
                -0.58 + 0.57 * part * part + 0.015 * (k % 3),
                0.009,
                0.009,
                (240, 206, 96),
            )
            for k in range(6)
        ]
        if 0.25 < part < 0.95
        else []
    )
    for k, x in enumerate((0.62, 0.86)):
        peck = 0.06 * max(0.0, sin(part * 6.28 * 2 + k * 2))
        shapes += [
            disc(x, -0.075, 0.07, 0.055, (246, 244, 238)),
            poly((x + 0.05, -0.09), (x + 0.13, -0.14), (x + 0.1, -0.06), tone=(246, 244, 238)),
            disc(x - 0.06, -0.13 + peck, 0.034, 0.034, (246, 244, 238)),
            poly(
                (x - 0.09, -0.135 + peck),
                (x - 0.13, -0.12 + peck),
                (x - 0.09, -0.11 + peck),
                tone=(244, 170, 50),
            ),
            disc(x - 0.06, -0.168 + peck, 0.015, 0.013, (214, 44, 44)),
            bar((x, -0.03), (x, 0.0), 0.005, (244, 170, 50)),
        ]
    return shapes


def ball_at(x: float, y: float) -> list[Shape]:
    """A ball in the air."""
    return [
        disc(x, y, 0.052, 0.052, (240, 130, 50)),
        bar((x - 0.05, y), (x + 0.05, y), 0.003, INK),
        bar((x, y - 0.05), (x, y + 0.05), 0.003, INK),
    ]


def juggled(pose: Pose) -> list[Shape]:
    """A ball from hand to hand."""
    part = pose.cycle % 1.0
    half = part * 2 if part < 0.5 else 2 - part * 2
    return ball_at(-0.2 + 0.4 * half, -0.72 - 0.5 * (1 - (2 * half - 1) ** 2))


def flying(pose: Pose) -> list[Shape]:
    """A ball that was thrown."""
    part = max(0.0, pose.cycle)
    return ball_at(0.45 + 1.1 * part, -0.92 - 0.3 * part + 0.5 * part * part)


def coming(pose: Pose) -> list[Shape]:
    """A ball that comes."""
    part = 1 - min(1.0, pose.cycle)
    return ball_at(0.36 + 0.9 * part, -0.86 - 0.45 * part + 0.35 * part * part)


def sound(pose: Pose) -> list[Shape]:
    """Lines of a shout, from the mouth."""
    x, y = pose.head[0] + 0.12, pose.head[1] + 0.02
    out = 0.03 * (0.5 + 0.5 * sin(pose.cycle * 9))
    return [
        (
            limb(
                (x + (0.05 + out) * cos(a), y + (0.05 + out) * sin(a)),
                (x + (0.16 + out) * cos(a), y + (0.16 + out) * sin(a)),
                0.005,
                0.011,
            ),
            (250, 244, 220),
        )
        for a in (-0.5, 0.0, 0.5)
    ]


def notes(pose: Pose) -> list[Shape]:
    """Notes that rise."""
    x, y = pose.head
    shapes: list[Shape] = []
    for k in range(2):
        part = (pose.cycle * 0.45 + k / 2) % 1.0
        px, py = x + 0.17 + 0.10 * part + 0.02 * sin(part * 9), y - 0.02 - 0.24 * part
        shapes += [
            disc(px, py, 0.022, 0.016, INK),
            bar((px + 0.02, py), (px + 0.02, py - 0.075), 0.0045, INK),
            bar((px + 0.02, py - 0.073), (px + 0.05, py - 0.05), 0.008, INK),
        ]
    return shapes


def laughter(pose: Pose) -> list[Shape]:
    """Marks of laughing about the head."""
    x, y = pose.head
    out = 0.018 * abs(sin(pose.cycle * 15))
    return [
        (
            limb(
                (x + (0.115 + out) * cos(a), y + (0.115 + out) * sin(a)),
                (x + (0.16 + out) * cos(a), y + (0.16 + out) * sin(a)),
                0.004,
                0.008,
            ),
            (255, 240, 190),
        )
        for a in (-2.75, -2.35, -0.8, -0.4)
    ]


def tears(pose: Pose) -> list[Shape]:
    """Tears that fall."""
    x, y = pose.head
    shapes: list[Shape] = []
    for k in range(4):
        part = (pose.cycle * 0.9 + k / 4) % 1.0
        px, py = x + (-1 if k % 2 else 1) * (0.075 + 0.03 * part), y + 0.05 + 0.22 * part * part
        shapes.append(
            poly(
                (px, py - 0.024),
                (px + 0.012, py),
                (px, py + 0.011),
                (px - 0.012, py),
                tone=(120, 196, 246),
                times=1,
            )
        )
    return shapes
