"""What is folded, put in order, wiped and squeezed about a house."""

from __future__ import annotations

from math import cos, pi, sin

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape
from vfc.generators.previs.people.acts.poses import Pose
from vfc.generators.previs.people.props.parts import BLACK, WHITE, bar, block, disc, poly

LINEN: tuple[Colour, ...] = ((110.0, 158.0, 206.0), (236.0, 232.0, 222.0), (214.0, 112.0, 102.0))
ROW: tuple[Colour, ...] = ((198.0, 66.0, 60.0), (70.0, 128.0, 182.0), (230.0, 182.0, 70.0))
GLASS, SOFT = (184.0, 214.0, 232.0), (244.0, 206.0, 86.0)


def folded_cloth(pose: Pose) -> list[Shape]:
    """A cloth on the table, one half of it turned over; folded ones in a pile."""
    turn = pi * pose.cycle
    tip = (0.26 * cos(turn), -0.455 - 0.20 * sin(turn))
    cloth = LINEN[0]
    pile = [
        block(-0.46, -0.475 - 0.035 * k, -0.28, -0.445 - 0.035 * k, LINEN[k % 3]) for k in range(4)
    ]
    return [
        *pile,
        block(-0.26, -0.462, 0.0, -0.445, mix(cloth, BLACK, 0.15)),
        poly((0.0, -0.462), tip, (tip[0], tip[1] + 0.03), (0.0, -0.445), tone=cloth),
    ]


def ordered_things(pose: Pose) -> list[Shape]:
    """A heap on the one side, a row on the other, and one on its way."""
    row = [block(-0.42 + 0.10 * k, -0.56, -0.34 + 0.10 * k, -0.445, ROW[k]) for k in range(3)]
    heap = [
        poly((x, -0.445), (x + 0.03, y), (x + 0.12, y + 0.02), (x + 0.1, -0.445), tone=tone)
        for x, y, tone in ((0.24, -0.50, ROW[1]), (0.33, -0.54, ROW[2]), (0.30, -0.49, ROW[0]))
    ]
    if pose.cycle < 0:
        return [*row, *heap]
    x, y = pose.arms[1][2]
    return [*row, *heap, block(x - 0.05, y - 0.03, x + 0.04, y + 0.08, ROW[1])]


def wiped_pane(pose: Pose) -> list[Shape]:
    """A window before one who wipes it, its frame and its shine."""
    frame = mix(WHITE, BLACK, 0.1)
    return [
        block(0.24, -1.12, 0.66, -0.40, frame),
        block(0.27, -1.09, 0.63, -0.43, GLASS),
        *(bar((0.34 + k, -0.50), (0.50 + k, -1.0), 0.008, WHITE) for k in (0.0, 0.08)),
        block(0.20, -0.41, 0.70, -0.37, frame),
    ]


def wiping_cloth(pose: Pose) -> list[Shape]:
    """The cloth in the hand, and what glints where it has been."""
    x, y = pose.arms[1][2]
    part = pose.cycle * 0.7 % 1.0
    return [
        disc(x + 0.02, y, 0.055, 0.04, LINEN[0]),
        disc(x + 0.04, y + 0.015, 0.04, 0.03, mix(LINEN[0], BLACK, 0.12)),
        *(
            disc(0.45 + 0.12 * cos(k), -0.76 + 0.16 * sin(k), 0.012 * part, 0.012 * part, WHITE)
            for k in (0.6, 2.2, 4.4)
        ),
    ]


def squeezed(pose: Pose) -> list[Shape]:
    """Something soft between the hands, narrow and high as they press."""
    wide = 0.10 - 0.045 * pose.cycle
    return [disc(0.0, -0.66, wide, 0.07 + 0.035 * pose.cycle, SOFT)]
