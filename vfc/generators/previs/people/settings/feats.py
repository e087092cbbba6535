"""What goes with feats of the body: clubs and balls, hoops, waves, a handkerchief, magic."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import atan2, cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import mix
from vfc.generators.previs.canvas.shapes import Shape, rounded
from vfc.generators.previs.people.acts.poses import Pose
from vfc.generators.previs.people.props.parts import BLACK, INK, IRON, WHITE, bar, block, disc, poly

SPRAY = (190.0, 224.0, 246.0)
ORANGE, YELLOW, FOAM = (232.0, 122.0, 44.0), (206.0, 230.0, 70.0), (240.0, 248.0, 252.0)


def handkerchief(pose: Pose) -> list[Shape]:
    """A handkerchief at the nose."""
    x, y = pose.arms[1][2]
    return [
        poly(
            (x - 0.03, y - 0.05),
            (x + 0.045, y - 0.045),
            (x + 0.05, y + 0.09),
            (x + 0.01, y + 0.06),
            (x - 0.035, y + 0.10),
            tone=WHITE,
            times=1,
        )
    ]


def sneezed(pose: Pose) -> list[Shape]:
    """The burst of a sneeze."""
    x, y = pose.head[0] + 0.12, pose.head[1] + 0.04
    near, far = 0.05 + 0.10 * pose.cycle, 0.13 + 0.22 * pose.cycle
    lines = [
        bar(
            (x + near * cos(a), y + near * sin(a)),
            (x + far * cos(a), y + far * sin(a)),
            0.006,
            WHITE,
        )
        for a in (-0.6, -0.3, 0.0, 0.3, 0.6)
    ]
    drops = [
        disc(x + far * cos(a) * 1.15, y + far * sin(a) * 1.15, 0.010, 0.010, FOAM)
        for a in (-0.45, -0.15, 0.15, 0.45)
    ]
    return [*lines, *drops]


def club(pose: Pose) -> list[Shape]:
    """A golf club from both hands."""
    x, y = pose.arms[1][2]
    (rx, ry), _, _ = pose.arms[1]
    a = atan2(x - rx, y - ry) * 1.7
    end = (x + 0.46 * sin(a), y + 0.46 * cos(a))
    return [
        bar((x, y), end, 0.008, mix(IRON, WHITE, 0.3)),
        bar(end, (end[0] + 0.05 * cos(a), end[1] - 0.05 * sin(a)), 0.016, INK),
    ]


def golf_ball(pose: Pose) -> list[Shape]:
    """A ball on its tee, that flies off when it is hit."""
    since = max(0.0, pose.cycle - 0.52) * 2
    x, y = 0.02 + 1.9 * since, -0.015 - 2.2 * since + 1.6 * since * since
    streak = [bar((x - 0.16, y + 0.12), (x, y), 0.004, WHITE)] if since else []
    return [*streak, disc(x, y, 0.020, 0.020, WHITE)]


def struck(tone: tuple[float, float, float], size: float) -> Callable[[Pose], list[Shape]]:
    """A ball that comes to whoever strikes it, and goes away again."""

    def draw(pose: Pose) -> list[Shape]:
        off = abs(pose.cycle - 0.5) * 2
        x, y = 0.40 + 0.75 * off, -0.80 - 0.18 * off * (pose.cycle > 0.5) + 0.04 * off
        trail = 0.12 if pose.cycle < 0.5 else -0.12
        return [
            bar((x + trail, y), (x, y), size * 0.3, mix(tone, WHITE, 0.5)),
            disc(x, y, size, size, tone),
        ]

    return draw


tennis_ball, baseball = struck(YELLOW, 0.036), struck(WHITE, 0.032)


def basketball_at(x: float, y: float) -> list[Shape]:
    """A basketball about a point."""
    dark = mix(ORANGE, BLACK, 0.55)
    return [
        disc(x, y, 0.068, 0.068, ORANGE),
        bar((x - 0.066, y), (x + 0.066, y), 0.004, dark),
        bar((x, y - 0.066), (x, y + 0.066), 0.004, dark),
    ]


def basketball(pose: Pose) -> list[Shape]:
    """A ball between the hand and the ground."""
    return basketball_at(0.31, -0.47 + 0.40 * pose.cycle)


def hoop(pose: Pose) -> list[Shape]:
    """A basket on its post, before one who leaps to it."""
    red = (214.0, 60.0, 40.0)
    net = [
        bar((0.30 + k, -1.16), (0.33 + k * 0.7, -0.98), 0.005, WHITE)
        for k in np.linspace(0, 0.2, 5)
    ]
    return [
        bar((0.66, 0.0), (0.66, -1.30), 0.022, (70.0, 76.0, 88.0)),
        bar((0.66, -1.22), (0.56, -1.22), 0.018, (70.0, 76.0, 88.0)),
        block(0.53, -1.48, 0.57, -1.10, (236.0, 240.0, 244.0)),
        *net,
        bar((0.29, -1.165), (0.53, -1.165), 0.012, red),
    ]


def dunked(pose: Pose) -> list[Shape]:
    """The ball in the hand, then down through the net."""
    if pose.cycle < 0.5:
        (x, y), (u, v) = pose.arms[1][2], pose.shift
        return basketball_at(x + u + 0.03, y + v - 0.05)
    return basketball_at(0.41, -1.12 + 1.05 * min(1.0, (pose.cycle - 0.5) * 2.4) ** 2)


def ring_of(near: bool) -> Callable[[Pose], list[Shape]]:
    """A hoop about the waist, where it is before the body or behind it."""

    def draw(pose: Pose) -> list[Shape]:
        tilt = 0.05 * sin(2 * pi * pose.cycle)
        turn = np.linspace(0, pi, 13) if near else np.linspace(pi, 2 * pi, 13)
        x = pose.hip[0] + 0.05 * cos(2 * pi * pose.cycle)
        points = [(x + 0.36 * cos(a), -0.56 + 0.08 * sin(a) + tilt * cos(a)) for a in turn]
        return [bar(a, b, 0.013, (240.0, 80.0, 150.0)) for a, b in pairwise(points)]

    return draw


def curl(pose: Pose) -> list[Shape]:
    """A great wave behind one who rides it, that curls over; foam runs along its lip."""
    deep, face, s = (20.0, 92.0, 132.0), (44.0, 150.0, 180.0), 0.03 * sin(pose.cycle * 2.2)
    body = [(-2.0, 0.16), (-1.9, -0.5), (-1.45, -1.15 + s), (-0.75, -1.42 + s), (0.0, -1.32 + s)]
    body += [(0.45, -1.02 + s), (0.55, -0.78 + s), (0.28, -0.98 + s), (-0.30, -1.08 + s)]
    body += [(-0.72, -0.82), (-0.66, -0.40), (-0.25, -0.12), (0.6, 0.0), (2.0, 0.10), (2.0, 0.16)]
    inner = [(-1.75, 0.14), (-1.62, -0.55), (-1.2, -1.02 + s), (-0.80, -1.10 + s), (-0.92, -0.62)]
    inner += [(-0.80, -0.22), (-0.3, 0.02), (0.3, 0.12)]
    lip = body[2:8]
    foam = []
    for k, (a, b) in enumerate(pairwise(lip)):
        for j in range(3):
            part = (j / 3 + pose.cycle * 0.5) % 1.0
            x, y = a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part
            foam.append(disc(x, y + 0.01, 0.045 + 0.012 * ((k + j) % 3), 0.036, FOAM))
    lines = [
        bar(
            (-1.5 + 0.18 * k, -0.1),
            (-1.28 + 0.12 * k, -0.85 + 0.05 * k),
            0.008,
            mix(face, WHITE, 0.35),
        )
        for k in range(4)
    ]
    spray = [
        disc(
            0.50 + 0.10 * sin(k * 2.4),
            -0.74 + 0.6 * ((pose.cycle * 0.9 + k / 8) % 1.0),
            0.022,
            0.022,
            FOAM,
        )
        for k in range(8)
    ]
    return [
        (rounded(np.array(body), 2), deep),
        (rounded(np.array(inner), 2), face),
        *lines,
        *foam,
        *spray,
    ]


def magic(pose: Pose) -> list[Shape]:
    """Light that gathers at both hands, its sparks about it."""
    x, y = pose.arms[1][2]
    x, y = x + 0.09, y - 0.02
    pulse = 1 + 0.2 * sin(pose.cycle * 7)
    violet = (150.0, 110.0, 255.0)
    shapes = [
        disc(x, y, 0.12 * pulse, 0.12 * pulse, violet),
        disc(x, y, 0.08 * pulse, 0.08 * pulse, mix(violet, WHITE, 0.5)),
        disc(x, y, 0.04 * pulse, 0.04 * pulse, WHITE),
    ]
    for k in range(14):
        turn, far = pose.cycle * 2.6 + k * 2.4, 0.14 + 0.26 * ((pose.cycle * 0.6 + k / 14) % 1.0)
        spot = (x + far * cos(turn), y + far * sin(turn))
        shapes.append(disc(*spot, 0.011, 0.011, (YELLOW, WHITE, violet)[k % 3]))
    return shapes


def trembling(pose: Pose) -> list[Shape]:
    """Lines about shoulders that tremble."""
    (lx, ly), (rx, ry) = pose.arms[0][0], pose.arms[1][0]
    tone = (214.0, 236.0, 250.0)
    return [
        bar((x + k * 0.05 * j, y + 0.02 * j), (x + k * 0.05 * j, y + 0.12 + 0.02 * j), 0.006, tone)
        for x, y, k in ((lx - 0.08, ly, -1), (rx + 0.08, ry, 1))
        for j in (0, 1)
    ]


def puddle(pose: Pose) -> list[Shape]:
    """A puddle under the feet, its rings widening."""
    part = (pose.cycle * 1.0) % 1.0
    return [
        disc(0.02, 0.0, 0.46, 0.055, (92.0, 134.0, 166.0)),
        disc(0.02, 0.0, 0.40 * part + 0.03, 0.045 * part + 0.005, (150.0, 190.0, 214.0)),
        disc(0.02, 0.0, 0.34 * part + 0.02, 0.038 * part + 0.004, (104.0, 148.0, 180.0)),
    ]


def crown(x: float, y: float, age: float, size: float) -> list[Shape]:
    """Drops thrown up about a point, high in the middle; `age` from 0 to 1, none beyond."""
    if not 0 < age < 1:
        return []
    drops: list[Shape] = []
    for k in range(26):
        way, force = ((k * 0.618) % 1.0 - 0.5) * 2, 0.3 + 0.9 * ((k * 0.371) % 1.0)
        up = force * (1 - 0.4 * abs(way)) * (3.0 * age - 3.2 * age * age)
        half = size * (0.025 + 0.03 * ((k * 0.239) % 1.0)) * (1 - 0.4 * age)
        drops.append(disc(x + size * way * (0.25 + 0.55 * age), y - size * up, half, half, SPRAY))
    return drops


def splashes(pose: Pose) -> list[Shape]:
    """Water that leaps from a puddle where the feet come down."""
    age = (pose.cycle - 0.82) % 1.0 / 0.75
    return [*crown(0.02, -0.02, age, 0.52), *crown(0.02, -0.02, age * 1.15, 0.34)]


def plunged(pose: Pose) -> list[Shape]:
    """The water that closes over one who dives in, and its crown."""
    part = pose.cycle
    sea = (44.0, 112.0, 150.0)
    rise = 0.02 * sin(part * 20)
    shapes = [
        disc(0.34, 0.0, 0.62, 0.09, sea),
        disc(0.34, -0.03, 0.50, 0.035 + rise, (96.0, 160.0, 190.0)),
        disc(0.34, -0.015, 0.40, 0.03, (64.0, 132.0, 168.0)),
    ]
    return [*shapes, *crown(0.34, -0.04, (part - 0.5) / 0.42, 0.6)]


def hose(pose: Pose) -> list[Shape]:
    """A hose from the ground to both hands, water thrown from it in an arc."""
    (ax, ay), (bx, by) = pose.arms[0][2], pose.arms[1][2]
    red = (198.0, 52.0, 44.0)
    path = [(-0.5, 0.0), (-0.22, -0.06), (-0.04, -0.34), (ax, ay), (bx + 0.05, by - 0.03)]
    shapes = [bar(a, b, 0.020, red) for a, b in pairwise(path)]
    shapes.append(bar(path[-1], (bx + 0.15, by - 0.09), 0.024, mix(IRON, BLACK, 0.2)))
    x, y = bx + 0.15, by - 0.09
    for k in range(46):
        part = (pose.cycle * 1.1 + k / 46) % 1.0
        off = ((k * 0.618) % 1.0 - 0.5) * 0.16 * part
        spot = (x + 1.15 * part, y - 0.85 * part + 0.75 * part * part + off)
        shapes.append(disc(*spot, 0.012 + 0.026 * part, 0.012 + 0.022 * part, SPRAY))
    return shapes


def long_rope(pose: Pose) -> list[Shape]:
    """A rope from far overhead to the hands of one who swings from it."""
    turn, (u, v) = pose.spin, pose.shift
    x, y = pose.arms[1][2][0] - pose.hip[0], pose.arms[1][2][1] - pose.hip[1]
    hand = (
        pose.hip[0] + u + x * cos(turn) - y * sin(turn),
        pose.hip[1] + v + x * sin(turn) + y * cos(turn),
    )
    return [bar(hand, (0.05, -2.6), 0.014, (150.0, 112.0, 66.0))]


def slid(pose: Pose) -> list[Shape]:
    """The dust behind one who slides."""
    shapes: list[Shape] = []
    for k in range(6):
        part = (pose.cycle * 1.3 + k / 6) % 1.0
        size = 0.03 + 0.05 * part
        shapes.append(disc(-0.15 - 0.5 * part, -0.03 - 0.08 * part, size, size * 0.7, FOAM))
    return shapes


def offered(pose: Pose) -> list[Shape]:
    """An open box with a ring whose stone shines, at the hand."""
    x, y = pose.arms[1][2]
    x, y = x + 0.03, y - 0.02
    gold = (250.0, 206.0, 84.0)
    star = [bar((x - k, y - 0.10 - j), (x + k, y - 0.10 + j), 0.004, WHITE) for k, j in RAYS]
    return [
        block(x - 0.04, y - 0.035, x + 0.05, y + 0.03, (126.0, 26.0, 50.0)),
        poly((x - 0.04, y - 0.035), (x - 0.075, y - 0.10), (x - 0.05, y - 0.11), tone=ORANGE),
        disc(x + 0.005, y - 0.055, 0.028, 0.030, gold),
        disc(x + 0.005, y - 0.055, 0.018, 0.020, (126.0, 26.0, 50.0)),
        poly((x - 0.02, y - 0.10), (x + 0.03, y - 0.10), (x + 0.005, y - 0.075), tone=WHITE),
        *star,
    ]


RAYS = ((0.05, 0.0), (0.0, 0.05), (0.03, 0.03), (0.03, -0.03))


def cast_net(pose: Pose) -> list[Shape]:
    """A net that spreads out before whoever flings it, and sinks."""
    part = pose.cycle
    out = min(1.0, max(0.0, (part - 0.16) / 0.4))
    if out <= 0:
        x, y = pose.arms[1][2]
        return [disc(x, y + 0.10, 0.07, 0.14, (170.0, 176.0, 168.0))]
    x, y = 0.42 + 0.55 * out, -0.80 + 0.10 * out + 0.65 * max(0.0, part - 0.5)
    wide, high, tone = 0.10 + 0.40 * out, 0.10 + 0.12 * out, (226.0, 230.0, 222.0)
    turn = np.linspace(0, 2 * pi, 15)
    rim = [(x + wide * cos(a), y + high * sin(a)) for a in turn]
    shapes = [bar(a, b, 0.008, tone) for a, b in pairwise(rim)]
    for k in np.linspace(-0.8, 0.8, 7):
        half = (1 - k * k) ** 0.5
        shapes += [
            bar((x + wide * k, y - high * half), (x + wide * k, y + high * half), 0.003, tone),
            bar((x - wide * half, y + high * k), (x + wide * half, y + high * k), 0.003, tone),
        ]
    return [*shapes, bar(pose.arms[1][2], (x - wide, y), 0.004, tone)]


def decks(pose: Pose) -> list[Shape]:
    """Two turning discs on a desk with lights, before whoever plays them."""
    dark, turn = (38.0, 40.0, 52.0), pose.cycle * 5
    shapes = [
        block(-0.52, -0.50, 0.52, -0.10, dark),
        block(-0.56, -0.54, 0.56, -0.49, (70.0, 74.0, 92.0)),
    ]
    for x in (-0.25, 0.25):
        shapes += [
            disc(x, -0.545, 0.16, 0.036, INK),
            disc(x, -0.548, 0.06, 0.014, (214.0, 60.0, 70.0)),
            bar((x, -0.548), (x + 0.14 * cos(turn), -0.548 + 0.030 * sin(turn)), 0.004, WHITE),
        ]
    for k in range(9):
        high = 0.04 + 0.10 * abs(sin(pose.cycle * 6 + k * 1.3))
        tone = ((80.0, 220.0, 120.0), YELLOW, (250.0, 80.0, 120.0))[k % 3]
        shapes.append(block(-0.42 + 0.1 * k, -0.16 - high, -0.37 + 0.1 * k, -0.16, tone))
    return shapes


def tight_rope(pose: Pose) -> list[Shape]:
    """A rope high over the ground, from side to side."""
    return [
        bar((-2.4, -0.13), (0.0, -0.105), 0.010, RAW),
        bar((0.0, -0.105), (2.4, -0.13), 0.010, RAW),
    ]


RAW = (206.0, 176.0, 120.0)


def pole(pose: Pose) -> list[Shape]:
    """A long pole in both hands, that tips to one side and the other."""
    y = (pose.arms[0][2][1] + pose.arms[1][2][1]) / 2 + pose.shift[1]
    return [
        bar(
            (-0.75, y + 0.06 * pose.cycle),
            (0.75, y - 0.06 * pose.cycle),
            0.011,
            (240.0, 236.0, 226.0),
        )
    ]
