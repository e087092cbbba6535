"""What hands make and make it on: counters, boards, dough, pans, machines, wheels, boxes."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, rounded
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

STEEL, DOUGH, CLAY = (196.0, 200.0, 206.0), (240.0, 220.0, 176.0), (178.0, 104.0, 70.0)
RED, GOLD, BLUE = (206.0, 48.0, 60.0), (250.0, 214.0, 110.0), (70.0, 120.0, 190.0)
STEAM, FLASH = (240.0, 242.0, 244.0), (236.0, 246.0, 255.0)


def counter(pose: Pose) -> list[Shape]:
    """A table before one who stands, seen from before."""
    return [
        *(block(x, -0.42, x + 0.06, 0.0, mix(WOOD, BLACK, 0.3)) for x in (-0.44, 0.38)),
        block(-0.46, -0.36, 0.46, -0.30, mix(WOOD, BLACK, 0.15)),
        block(-0.5, -0.445, 0.5, -0.36, WOOD),
    ]


def chopped(pose: Pose) -> list[Shape]:
    """A board with a carrot and greens on it, slices that leap at each cut."""
    orange, green = (238.0, 130.0, 44.0), (86.0, 164.0, 72.0)
    shapes = [
        block(-0.30, -0.475, 0.30, -0.445, (222.0, 184.0, 130.0)),
        poly((-0.27, -0.475), (-0.04, -0.475), (-0.05, -0.53), (-0.25, -0.515), tone=orange),
        *(bar((-0.26, -0.50), (-0.31, -0.53 - k), 0.008, green) for k in (-0.02, 0.0, 0.02)),
    ]
    for k in range(7):
        leap = abs(sin(pose.cycle * 5.2 + k * 1.9)) * 0.045 * (k % 3 == 0)
        tone = orange if k % 2 else green
        shapes.append(disc(-0.01 + 0.045 * k, -0.487 - leap, 0.021, 0.017, tone))
    return shapes


def dough(pose: Pose) -> list[Shape]:
    """Dough that gives way under the hands, flour about it, a rolling pin."""
    flat = (pose.arms[0][2][1] - pose.arms[1][2][1]) * 0.3
    lump = [(-0.21, -0.45), (-0.19, -0.52 + flat), (-0.06, -0.535 + flat), (0.06, -0.535 - flat)]
    lump += [(0.19, -0.52 - flat), (0.21, -0.45)]
    puff = pose.cycle * 0.8 % 1.0
    return [
        disc(0.0, -0.45, 0.34, 0.012, (250.0, 248.0, 240.0)),
        poly(*lump, tone=DOUGH, times=2),
        poly((-0.1, -0.51), (0.1, -0.51), (0.0, -0.485), tone=mix(DOUGH, BLACK, 0.08), times=1),
        block(0.27, -0.485, 0.45, -0.445, mix(WOOD, WHITE, 0.35)),
        *(disc(x, -0.465, 0.022, 0.010, mix(WOOD, WHITE, 0.1)) for x in (0.26, 0.46)),
        *(
            disc(k * (0.24 + 0.12 * puff), -0.5 - 0.16 * puff, 0.03 * (1 - puff), 0.02, FLASH)
            for k in (-1.0, 1.0)
        ),
    ]


def stove_top(pose: Pose) -> list[Shape]:
    """A stove with a flame and no pan on it."""
    shapes = [
        block(-0.42, -0.44, 0.42, 0.0, STEEL),
        block(-0.44, -0.46, 0.44, -0.42, (60.0, 62.0, 68.0)),
        block(-0.32, -0.30, 0.32, -0.06, (46.0, 48.0, 56.0)),
        *(disc(x, -0.37, 0.022, 0.022, INK) for x in (-0.3, -0.1, 0.1, 0.3)),
    ]
    for k in range(6):
        high = 0.045 + 0.02 * sin(pose.cycle * 40 + k * 2.1)
        x = -0.22 + 0.045 * k
        flame = poly(
            (x - 0.02, -0.455), (x, -0.455 - high), (x + 0.02, -0.455), tone=(255, 150, 50)
        )
        shapes.append(flame)
    return shapes


def tossed_pan(pose: Pose) -> list[Shape]:
    """A pan whose handle is in the hand, over the flame."""
    (hx, hy), dark = pose.arms[1][2], (52.0, 54.0, 62.0)
    left, y = hx - 0.37, hy + 0.03
    return [
        bar((hx + 0.03, hy), (hx - 0.10, y + 0.01), 0.014, INK),
        poly(
            (left, y - 0.025),
            (hx - 0.06, y - 0.025),
            (hx - 0.10, y + 0.04),
            (left + 0.04, y + 0.04),
            tone=dark,
            times=1,
        ),
    ]


def in_the_air(pose: Pose) -> tuple[float, float, float]:
    """Where what is flipped is: x, y, and how far it has turned, in turns."""
    part = min(1.0, max(0.0, (pose.cycle - 0.08) / 0.62))
    x, y = pose.arms[1][2]
    return x - 0.21, y - 0.01 - 1.9 * part * (1 - part), part * 1.5


def pancake(pose: Pose) -> list[Shape]:
    """A pancake that turns over in the air, and lies in the pan again."""
    x, y, turned = in_the_air(pose)
    face = abs(cos(2 * pi * turned))
    gold, brown = (236.0, 190.0, 104.0), (190.0, 122.0, 58.0)
    a, tone = sin(2 * pi * turned) * 0.5, gold if int(turned * 2 + 0.5) % 2 else brown
    thick = 0.018 + 0.055 * (1 - face)
    across = np.array((cos(a), sin(a))) * 0.125
    up = np.array((-sin(a), cos(a))) * thick
    turn = np.linspace(0, 2 * pi, 18, endpoint=False)
    edge = np.outer(np.cos(turn), across) + np.outer(np.sin(turn), up) + (x, y)
    streak = [bar((x + k, y + 0.09), (x + k, y + 0.17), 0.004, STEAM) for k in (-0.07, 0.0, 0.07)]
    inner = (edge - (x, y)) * 0.8 + (x, y - 0.006)
    flying = 0.1 < pose.cycle < 0.4
    return [*(streak if flying else []), (edge, mix(tone, BLACK, 0.2)), (inner, tone)]


def flipped(pose: Pose) -> list[Shape]:
    """Whatever is flipped, where it is in the air, with bits about it."""
    x, y, turned = in_the_air(pose)
    tones = ((236.0, 190.0, 104.0), (206.0, 70.0, 50.0), (96.0, 168.0, 80.0))
    return [
        disc(
            x + 0.11 * sin(k * 2.4) * (1 + turned),
            y + 0.05 * cos(k * 1.7),
            0.030,
            0.020,
            tones[k % 3],
        )
        for k in range(9)
    ]


def ironing_board(pose: Pose) -> list[Shape]:
    """A shirt on a board with crossed legs, an iron in the hand, steam from it."""
    x = pose.arms[1][2][0]
    leg = mix(IRON, BLACK, 0.2)
    shirt = (238.0, 240.0, 246.0)
    shapes = [
        bar((-0.28, -0.45), (0.26, 0.0), 0.011, leg),
        bar((0.28, -0.45), (-0.26, 0.0), 0.011, leg),
        poly(
            (-0.52, -0.475), (0.42, -0.475), (0.54, -0.455), (0.42, -0.435), (-0.52, -0.435),
            tone=BLUE, times=1,
        ),
        poly(
            (-0.30, -0.475), (0.30, -0.475), (0.34, -0.33), (0.24, -0.30), (0.22, -0.43),
            (-0.22, -0.43), (-0.24, -0.30), (-0.34, -0.33), tone=shirt,
        ),
        poly((-0.06, -0.485), (0.06, -0.485), (0.0, -0.45), tone=mix(shirt, BLACK, 0.15)),
        poly(
            (x - 0.13, -0.48), (x + 0.10, -0.48), (x + 0.10, -0.535), (x - 0.02, -0.55),
            tone=(214.0, 60.0, 66.0), times=1,
        ),
        block(x - 0.13, -0.487, x + 0.11, -0.474, IRON),
        bar((x - 0.03, -0.575), (x + 0.08, -0.575), 0.012, INK),
        bar((x + 0.07, -0.575), (x + 0.08, -0.53), 0.010, INK),
    ]  # fmt: skip
    for k in range(5):
        part = (pose.cycle * 0.7 + k / 5) % 1.0
        spot = (x - 0.13 + 0.04 * k, -0.50 - 0.26 * part)
        shapes.append(
            disc(*spot, 0.012 + 0.03 * part, 0.012 + 0.024 * part, mix(STEAM, IRON, 0.3 * part))
        )
    return shapes


def sewing_machine(pose: Pose) -> list[Shape]:
    """A sewing machine on the desk, its needle up and down, its wheel round, cloth under it."""
    body, beat = (44.0, 46.0, 58.0), 0.018 * sin(pose.cycle * 26)
    turn, run = pose.cycle * 9, pose.cycle * 0.05 % 0.06
    spokes = [
        bar(
            (0.615, -0.53),
            (0.615 + 0.05 * cos(turn + k), -0.53 + 0.05 * sin(turn + k)),
            0.007,
            GOLD,
        )
        for k in (0.0, 2.1, 4.2)
    ]
    return [
        poly(
            (0.10, -0.42), (0.42, -0.42), (0.36, -0.405), (0.04, -0.28), (0.02, -0.30),
            tone=RED, times=1,
        ),
        *(
            bar((0.16 + 0.06 * k + run, -0.418), (0.18 + 0.06 * k + run, -0.418), 0.004, WHITE)
            for k in range(3)
        ),
        block(0.28, -0.425, 0.62, -0.402, body),
        poly((0.50, -0.42), (0.59, -0.42), (0.59, -0.64), (0.50, -0.62), tone=body, times=1),
        poly((0.28, -0.645), (0.59, -0.645), (0.59, -0.565), (0.28, -0.585), tone=body, times=1),
        block(0.29, -0.60, 0.345, -0.51, body),
        bar((0.317, -0.52), (0.317, -0.44 + beat), 0.006, WHITE),
        block(0.42, -0.70, 0.46, -0.645, RED),
        bar((0.36, -0.612), (0.48, -0.612), 0.006, GOLD),
        disc(0.615, -0.53, 0.056, 0.056, mix(body, WHITE, 0.25)),
        *spokes,
    ]  # fmt: skip


def sewn_cloth(pose: Pose) -> list[Shape]:
    """Cloth in the lap, a thread from it up to a needle in the hand."""
    x, y = pose.arms[1][2]
    return [
        poly(
            (-0.24, -0.40), (-0.10, -0.44), (0.10, -0.41), (0.16, -0.20), (-0.20, -0.18),
            tone=BLUE, times=1,
        ),
        *(bar((k, -0.33), (k + 0.03, -0.33), 0.005, WHITE) for k in (-0.12, -0.07, -0.02, 0.03)),
        bar((0.02, -0.37), (x, y), 0.003, RED),
        bar((x - 0.02, y + 0.03), (x + 0.035, y - 0.06), 0.005, mix(IRON, WHITE, 0.6)),
    ]  # fmt: skip


def potters_wheel(pose: Pose) -> list[Shape]:
    """A wheel before the knees, on its foot."""
    return [
        block(-0.05, -0.30, 0.05, -0.04, mix(IRON, BLACK, 0.35)),
        block(-0.24, -0.05, 0.24, 0.0, mix(WOOD, BLACK, 0.2)),
        poly((-0.3, -0.36), (0.3, -0.36), (0.24, -0.24), (-0.24, -0.24), tone=(126, 132, 140)),
        disc(0.0, -0.36, 0.30, 0.035, (158.0, 164.0, 172.0)),
        disc(0.0, -0.37, 0.20, 0.024, mix(IRON, BLACK, 0.4)),
    ]  # fmt: skip


def clay(pose: Pose) -> list[Shape]:
    """Wet clay on the wheel: a lump that becomes a pot, its rings running round."""
    up, wet = pose.cycle, (pose.arms[0][2][0] + 0.145) * 0.2
    high, rim, belly = 0.13 + 0.19 * up, 0.14 - 0.04 * up, 0.15 + 0.005 * up
    foot, top = -0.37, -0.37 - high
    shapes = [
        poly(
            (-0.09 + wet, foot), (-belly - wet, foot - 0.35 * high), (-rim + wet, top),
            (rim + wet, top), (belly - wet, foot - 0.35 * high), (0.09 + wet, foot),
            tone=CLAY, times=2,
        ),
        disc(wet, top + 0.008, rim * 0.86, 0.016, mix(CLAY, BLACK, 0.45)),
    ]  # fmt: skip
    for k in range(4):
        y = foot - high * (0.18 + 0.2 * k)
        shapes.append(bar((-0.11, y + wet), (0.11, y - wet), 0.004, mix(CLAY, WHITE, 0.25)))
    return shapes


def steel(pose: Pose) -> list[Shape]:
    """A steel frame on trestles."""
    dark = mix(IRON, BLACK, 0.5)
    return [
        *(bar((x, -0.40), (x + k, 0.0), 0.014, dark) for x in (0.32, 0.78) for k in (-0.06, 0.06)),
        block(0.22, -0.46, 0.92, -0.39, mix(IRON, BLACK, 0.25)),
        block(0.22, -0.46, 0.92, -0.445, mix(IRON, WHITE, 0.2)),
        block(0.62, -0.86, 0.69, -0.46, mix(IRON, BLACK, 0.35)),
    ]


def welding_mask(pose: Pose) -> list[Shape]:
    """A mask over the face, its window dark."""
    x, y = pose.head
    return [
        poly(
            (x - 0.035, y - 0.10),
            (x + 0.09, y - 0.095),
            (x + 0.115, y + 0.02),
            (x + 0.075, y + 0.10),
            (x - 0.02, y + 0.085),
            tone=(58.0, 62.0, 72.0),
            times=1,
        ),
        poly(
            (x + 0.04, y - 0.05),
            (x + 0.106, y - 0.045),
            (x + 0.112, y + 0.0),
            (x + 0.04, y + 0.0),
            tone=(110.0, 200.0, 170.0),
        ),
    ]


def weld(pose: Pose) -> list[Shape]:
    """The torch, its light and its sparks."""
    hx, hy = pose.arms[1][2]
    x, y = 0.46, -0.475
    flare = 1 + 0.25 * sin(pose.cycle * 31)
    shapes = [
        bar((hx, hy), (x - 0.03, y - 0.02), 0.012, INK),
        disc(x, y, 0.10 * flare, 0.10 * flare, (150.0, 200.0, 255.0)),
        disc(x, y, 0.055 * flare, 0.055 * flare, (255.0, 255.0, 255.0)),
    ]
    for k in range(26):
        part = (pose.cycle * 1.7 + k * 0.381) % 1.0
        way = 2.399 * k
        u = 0.62 * part * cos(way)
        v = -0.42 * part * abs(sin(way)) + 0.75 * part * part
        tail = 0.03 + 0.05 * (1 - part)
        tone = mix((255.0, 240.0, 190.0), (255.0, 140.0, 40.0), part)
        end = (x + u * (1 + tail), y + v * (1 + tail))
        shapes.append(bar((x + u, y + v), end, 0.010 * (1 - 0.5 * part), tone))
    return shapes


def boxed(tone: Colour, tied: bool):
    """A box on a table whose lid is in the hands, and the light that comes out of it."""

    def draw(pose: Pose) -> list[Shape]:
        up, band = pose.cycle, GOLD if tied else mix(tone, BLACK, 0.25)
        lid = pose.arms[0][2][1] + 0.03
        dark = mix(tone, BLACK, 0.18)
        shapes: list[Shape] = []
        if up > 0.15:
            glow = (255.0, 240.0, 180.0)
            shapes.append(poly((-0.12, -0.64), (0.12, -0.64), (0.22, lid), (-0.22, lid), tone=glow))
            for k in range(9):
                x, y = 0.15 * sin(k * 2.4), -0.64 + (lid + 0.64) * ((k * 0.37 + up) % 1.0)
                shapes.append(disc(x, y, 0.012, 0.012, (RED, WHITE, BLUE)[k % 3]))
        shapes += [
            block(-0.15, -0.64, 0.15, -0.445, tone),
            block(-0.15, -0.64, -0.11, -0.445, dark),
            block(-0.025, -0.64, 0.025, -0.445, band),
            block(-0.17, lid - 0.055, 0.17, lid, mix(tone, WHITE, 0.12)),
            block(-0.025, lid - 0.055, 0.025, lid, band),
        ]
        if tied:
            shapes += [disc(k * 0.05, lid - 0.08, 0.05, 0.03, band) for k in (-1, 1)]
        return shapes

    return draw


gift, box = boxed(RED, True), boxed((196.0, 150.0, 96.0), False)


def lipstick(pose: Pose) -> list[Shape]:
    """A lipstick in the hand, at red lips."""
    (x, y), (hx, hy) = pose.arms[1][2], pose.head
    return [
        disc(hx, hy + 0.047, 0.024, 0.012, (200.0, 24.0, 56.0)),
        bar((x + 0.01, y + 0.02), (x - 0.008, y - 0.02), 0.013, INK),
        bar((x - 0.008, y - 0.02), (x - 0.02, y - 0.045), 0.010, (220.0, 30.0, 60.0)),
    ]


def soap_bubbles(pose: Pose) -> list[Shape]:
    """A ring on its stick before the lips, and bubbles that leave it."""
    x, y = pose.arms[1][2]
    shapes = [bar((x, y + 0.03), (x + 0.005, y - 0.03), 0.006, RED)]
    for k in range(9):
        part = (pose.cycle * 0.33 + k / 9) % 1.0
        u = x + 0.05 + 0.75 * part
        v = y - 0.05 - 0.42 * part**1.4 + 0.06 * sin(k * 2.3 + 5 * part)
        size = 0.022 + 0.05 * min(1.0, part * 4) * (0.6 + 0.2 * (k % 3))
        shapes += [
            disc(u, v, size, size, (176.0, 214.0, 240.0)),
            disc(u, v, size * 0.84, size * 0.84, (208.0, 234.0, 248.0)),
            disc(u - size * 0.35, v - size * 0.4, size * 0.2, size * 0.16, WHITE),
        ]
    ring = np.linspace(0, 2 * pi, 14, endpoint=False)
    around = np.stack([np.cos(ring) * 0.02 + x + 0.008, np.sin(ring) * 0.034 - 0.055 + y], axis=1)
    return [*shapes, (around, mix(RED, WHITE, 0.35))]


def opening_umbrella(pose: Pose) -> list[Shape]:
    """An umbrella in the hand, as far open as it is, over the head at last."""
    x, y = pose.arms[1][2]
    up, top = pose.cycle, y - 0.52
    wide, low = 0.05 + 0.43 * up, top + 0.42 - 0.24 * up
    tone = (206.0, 44.0, 56.0)
    edge = [(x + wide * (k / 4), low - 0.02 * (k % 2)) for k in range(4, -5, -1)]
    dome = [(x - wide * 0.8, top + 0.08 + 0.1 * (1 - up)), (x, top)]
    dome += [(x + wide * 0.8, top + 0.08 + 0.1 * (1 - up))]
    ribs = [
        poly(
            (x, top), (x + wide * k, low), (x + wide * (k + 0.4), low), tone=mix(tone, BLACK, 0.16)
        )
        for k in (-0.7, 0.3)
    ]
    return [
        bar((x, y + 0.10), (x, top - 0.04), 0.008, INK),
        (rounded(np.array([*dome, *edge]), 1), tone),
        *ribs,
    ]


def sink(pose: Pose) -> list[Shape]:
    """A sink with a tap and foam, in a worktop."""
    foam = (248.0, 250.0, 252.0)
    drift = 0.01 * sin(pose.cycle * 3)
    return [
        block(-0.5, -0.44, 0.5, 0.0, (214.0, 206.0, 192.0)),
        block(-0.52, -0.47, 0.52, -0.43, STEEL),
        block(-0.34, -0.43, 0.34, -0.28, mix(STEEL, BLACK, 0.2)),
        bar((0.26, -0.47), (0.26, -0.66), 0.014, IRON),
        bar((0.26, -0.66), (0.13, -0.66), 0.014, IRON),
        bar((0.13, -0.64), (0.13, -0.46), 0.008, (150.0, 205.0, 240.0)),
        *(disc(-0.27 + 0.075 * k, -0.475 + drift * (k % 2), 0.05, 0.035, foam) for k in range(8)),
    ]


def washed_plate(pose: Pose) -> list[Shape]:
    """A plate in one hand, a sponge in the other."""
    (lx, ly), (rx, ry) = pose.arms[0][2], pose.arms[1][2]
    return [
        disc(lx + 0.05, ly - 0.02, 0.115, 0.10, WHITE),
        disc(lx + 0.05, ly - 0.02, 0.075, 0.065, (224.0, 230.0, 238.0)),
        block(rx - 0.04, ry - 0.03, rx + 0.04, ry + 0.02, (250.0, 206.0, 70.0)),
    ]  # fmt: skip


def patient(pose: Pose) -> list[Shape]:
    """A patient under a green cloth on a table, the surgeon's tools over it."""
    (x, y), green, skin = pose.arms[1][2], (96.0, 170.0, 150.0), (226.0, 184.0, 156.0)
    return [
        bar((0.0, -0.36), (0.0, 0.0), 0.05, mix(IRON, BLACK, 0.3)),
        block(-0.62, -0.40, 0.62, -0.35, STEEL),
        disc(-0.53, -0.455, 0.062, 0.056, skin),
        disc(-0.56, -0.475, 0.05, 0.045, (70.0, 48.0, 36.0)),
        poly(
            (-0.47, -0.38), (-0.45, -0.47), (-0.2, -0.505), (0.25, -0.49), (0.60, -0.45),
            (0.62, -0.33), (-0.47, -0.33), tone=green, times=1,
        ),
        disc(0.0, -0.495, 0.08, 0.018, skin),
        bar((x - 0.005, y + 0.01), (x - 0.045, y + 0.06), 0.007, mix(IRON, WHITE, 0.5)),
    ]  # fmt: skip


def operating_lamp(pose: Pose) -> list[Shape]:
    """A round lamp overhead."""
    return [
        bar((0.30, -1.34), (0.12, -1.20), 0.014, IRON),
        disc(0.08, -1.18, 0.17, 0.045, STEEL),
        disc(0.08, -1.165, 0.14, 0.030, (255.0, 250.0, 220.0)),
    ]
