"""What carries people: a horse, a bicycle, a boat, a car, skis."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, limb, rounded
from vfc.generators.previs.people.acts.poses import Pose
from vfc.generators.previs.people.props.parts import BLACK, INK, IRON, WATER, bar, block, disc, poly


def wheel_of(x: float, y: float, size: float, turn: float, tone: Colour) -> list[Shape]:
    """A wheel with spokes that turns."""
    ring = np.linspace(0, 2 * pi, 28)
    rim = np.stack([np.cos(ring), np.sin(ring)], 1)
    spokes = [
        bar(
            (x, y), (x + size * 0.92 * cos(turn + k), y + size * 0.92 * sin(turn + k)), 0.0022, IRON
        )
        for k in np.arange(6) * pi / 3
    ]
    return [(np.concatenate([rim * size, rim[::-1] * (size - 0.018)]) + (x, y), tone), *spokes]


def skis(pose: Pose) -> list[Shape]:
    """Skis under the feet, and snow that sprays."""
    shapes: list[Shape] = []
    for k, leg in enumerate(pose.legs):
        x, y = leg[2]
        shapes.append(
            poly(
                (x - 0.32, y + 0.03),
                (x + 0.34, y + 0.03),
                (x + 0.42, y - 0.03),
                (x + 0.37, y + 0.045),
                (x - 0.32, y + 0.045),
                tone=((214, 60, 60), (240, 80, 60))[k],
            )
        )
    for k in range(5):
        part = (pose.cycle * 1.7 + k / 5) % 1.0
        shapes.append(
            disc(
                -0.34 - 0.3 * part,
                0.0 - 0.16 * part + 0.1 * part * part,
                0.03 * (1 - 0.5 * part),
                0.025,
                (248, 250, 255),
            )
        )
    return shapes


def poles(pose: Pose) -> list[Shape]:
    """Ski poles from both hands, backward."""
    return [bar(arm[2], (arm[2][0] - 0.4, arm[2][1] + 0.36), 0.006, INK) for arm in pose.arms]


def skates(pose: Pose) -> list[Shape]:
    """Blades under the shoes."""
    shapes: list[Shape] = []
    for leg in pose.legs:
        x, y = leg[2]
        shapes.append(block(x - 0.05, y + 0.03, x + 0.1, y + 0.042, (210, 218, 228)))
    return shapes


HORSE, MANE = (140.0, 92.0, 58.0), (66.0, 44.0, 32.0)


def hooves(turn: float, up: float) -> list[Shape]:
    """Four legs at a gallop, the far ones first."""
    shapes: list[Shape] = []
    for x, ahead in ((-0.30, 0.0), (0.30, 0.45), (-0.24, 0.55), (0.36, 1.0)):
        swing, lift = sin(turn + ahead * pi * 1.2), max(0.0, cos(turn + ahead * pi * 1.2))
        knee = (x + 0.12 * swing, -0.25 + up - 0.04 * lift)
        hoof = (x + 0.24 * swing - 0.06 * lift, -0.015 - 0.12 * lift)
        tone = mix(HORSE, BLACK, 0.25) if len(shapes) < 6 else HORSE
        shapes.append((limb((x, -0.42 + up), knee, 0.05, 0.032), tone))
        shapes.append((limb(knee, hoof, 0.028, 0.018), tone))
        shapes.append(disc(hoof[0] + 0.012, hoof[1], 0.026, 0.018, MANE))
    return shapes


def outlined(text: str, dx: float, dy: float, tone: Colour, times: int = 1) -> Shape:
    """A shape from its corners in hundredths of the height, moved."""
    points = np.array([int(part) / 100 for part in text.split()]).reshape(-1, 2) + (dx, dy)
    return (rounded(points, times) if times else points), tone


def horse(pose: Pose) -> list[Shape]:
    """A galloping horse with its saddle."""
    turn = 2 * pi * pose.cycle
    up, nod, flick = 0.025 * sin(turn), 0.03 * sin(turn + 0.6), 0.06 * sin(turn)
    return [
        outlined("-42 -58 -62 -56 -78 -36 -60 -44 -44 -48", 0.0, flick * 0.5, MANE),
        *hooves(turn, up),
        outlined(
            "-44 -46 -42 -62 -10 -60 16 -63 40 -64 46 -48 34 -36 0 -32 -34 -35", 0, up, HORSE, 2
        ),
        outlined("22 -56 46 -88 58 -84 46 -44", 0, nod * 0.6, HORSE),
        outlined("44 -92 56 -95 66 -86 80 -72 76 -66 62 -72 48 -78", 0, nod, HORSE),
        outlined("18 -62 36 -92 52 -99 48 -88 34 -68", 0, nod * 0.6, MANE),
        outlined("48 -93 49 -103 55 -94", 0, nod, HORSE, 0),
        disc(0.60, -0.86 + nod, 0.012, 0.014, INK),
        outlined("-16 -63 10 -64 12 -50 -14 -50", 0, up, (110.0, 44.0, 40.0)),
        bar((0.72, -0.70 + nod), (0.2, -0.74), 0.005, MANE),
    ]


def bicycle(pose: Pose) -> list[Shape]:
    """A bicycle whose wheels turn."""
    red, turn = (206.0, 48.0, 52.0), 2 * pi * pose.cycle * 1.6
    crank, seat_, head = (0.02, -0.165), (-0.13, -0.46), (0.25, -0.5)
    rear, front = (-0.27, -0.185), (0.36, -0.185)
    pedal = 2 * pi * pose.cycle
    bars = [
        bar(crank, seat_, 0.011, red),
        bar(crank, head, 0.011, red),
        bar(seat_, (0.24, -0.45), 0.01, red),
        bar(rear, crank, 0.008, red),
        bar(rear, (-0.11, -0.4), 0.008, red),
        bar(front, head, 0.009, IRON),
        bar(head, (0.3, -0.57), 0.008, INK),
        bar((0.27, -0.57), (0.34, -0.58), 0.009, INK),
        bar((-0.2, -0.475), (-0.06, -0.475), 0.014, INK),
    ]
    return [
        *wheel_of(*rear, 0.185, turn, INK),
        *wheel_of(*front, 0.185, turn, INK),
        *bars,
        bar(crank, (crank[0] + 0.08 * sin(pedal), crank[1] - 0.08 * cos(pedal)), 0.007, IRON),
        disc(*crank, 0.025, 0.025, IRON),
    ]


def car_seat(pose: Pose) -> list[Shape]:
    """A car's seat."""
    dark = (58.0, 60.0, 70.0)
    return [
        poly((-0.2, -0.16), (0.14, -0.2), (0.14, -0.08), (-0.2, -0.06), tone=dark, times=1),
        poly((-0.14, -0.12), (-0.26, -0.12), (-0.33, -0.56), (-0.2, -0.6), tone=dark, times=1),
        (rounded(np.array([(-0.3, -0.78), (-0.2, -0.78), (-0.2, -0.64), (-0.28, -0.62)]), 1), dark),
        block(-0.36, -0.06, 0.5, 0.0, mix(dark, BLACK, 0.3)),
    ]


def wheel(pose: Pose) -> list[Shape]:
    """A steering wheel, and the dashboard."""
    turn = pose.cycle * 0.8
    ring = np.linspace(0, 2 * pi, 26)
    rim = np.stack([0.055 * np.cos(ring) - 0.35 * 0.12 * np.sin(ring), 0.15 * np.sin(ring)], 1)
    inner = rim * 0.82
    x, y = 0.285, -0.47
    spoke = np.array([0.0, 0.13]) @ np.array(
        [(cos(turn), 0.4 * sin(turn)), (-0.4 * sin(turn), cos(turn))]
    )
    dash = poly(
        (0.36, -0.5),
        (0.62, -0.54),
        (0.62, -0.06),
        (0.42, -0.06),
        (0.42, -0.38),
        tone=(70, 72, 82),
        times=1,
    )
    return [
        dash,
        bar((x, y), (0.44, -0.38), 0.016, INK),
        (np.concatenate([rim, inner[::-1]]) + (x, y), INK),
        bar((x - spoke[0], y - spoke[1]), (x + spoke[0], y + spoke[1]), 0.009, INK),
    ]


def boat(pose: Pose) -> list[Shape]:
    """A rowing boat on water, its oar going round."""
    turn = 2 * pi * pose.cycle
    hx, hy = pose.arms[1][2]
    blade = (-0.35 - 0.3 * sin(turn) * -1.0, -0.02 + 0.07 * max(-0.3, cos(turn)) * -1.0)
    hull = poly(
        (-0.72, -0.2), (0.72, -0.2), (0.55, 0.02), (-0.52, 0.02), tone=(150, 84, 48), times=1
    )
    x = np.linspace(-1.1, 1.1, 30)
    y = -0.02 + 0.012 * np.sin(x * 15 + turn)
    sea: Shape = (np.concatenate([np.stack([x, y], 1), [(1.1, 0.1), (-1.1, 0.1)]]), WATER)
    oar = [
        bar((hx, hy), blade, 0.009, (214, 176, 120)),
        (
            limb(
                (blade[0] + (hx - blade[0]) * 0.22, blade[1] + (hy - blade[1]) * 0.22),
                blade,
                0.03,
                0.024,
            ),
            (214, 176, 120),
        ),
    ]
    return [hull, bar((-0.7, -0.19), (0.7, -0.19), 0.012, (206, 150, 96)), *oar, sea]
