"""What stands under the sky: trees, rocks, stones, fires, fences, water."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, box, pane, prism, quad, upright


def disc(x: float, y: float, radius: float, z: float, colour: Colour, squash: float = 1.0) -> Facet:
    """A round face that looks at the viewer."""
    turns = np.linspace(0, 2 * pi, 14, endpoint=False)
    ring = [(x + radius * cos(t), y + radius * squash * sin(t)) for t in turns]
    return upright(ring, z, colour)


def tree(entry: Table) -> list[Facet]:
    """A tree: `size` is its height, `kind` round, pine, palm, bare or blossom."""
    high, kind = entry.get("size", [6.0])[0], entry.get("kind", "round")
    trunk = colour_of(entry, (92, 66, 46), "trunk")
    if kind == "pine":
        return pine(high, colour_of(entry, (40, 84, 62)), trunk)
    if kind == "palm":
        return palm(high, colour_of(entry, (60, 130, 66)), trunk)
    if kind == "bare":
        return bare(high, trunk)
    leaf = colour_of(entry, (240, 176, 196) if kind == "blossom" else (72, 122, 62))
    found = [pane((-high * 0.03, 0), (high * 0.06, high * 0.5), 0, trunk)]
    for x, y, r, tone in (
        (-0.16, 0.56, 0.19, mix(leaf, BLACK, 0.2)),
        (0.17, 0.58, 0.18, mix(leaf, BLACK, 0.12)),
        (0.0, 0.72, 0.24, leaf),
        (-0.07, 0.8, 0.13, mix(leaf, WHITE, 0.14)),
    ):
        found.append(disc(x * high, y * high, r * high, 0, tone))
    return joined(found)


def pine(high: float, leaf: Colour, trunk: Colour) -> list[Facet]:
    """A fir of four tiers."""
    found = [pane((-high * 0.025, 0), (high * 0.05, high * 0.2), 0, trunk)]
    for tier in range(4):
        low, wide = high * (0.14 + 0.2 * tier), high * (0.24 - 0.045 * tier)
        tone = mix(leaf, WHITE, 0.05 * tier)
        found.append(upright([(-wide, low), (wide, low), (0, low + high * 0.30)], 0, tone))
    return joined(found)


def palm(high: float, leaf: Colour, trunk: Colour) -> list[Facet]:
    """A palm that leans."""
    top = (high * 0.12, high * 0.86)
    stem = [(-high * 0.03, 0), (high * 0.03, 0), (top[0] + high * 0.012, top[1]), (top[0], top[1])]
    found = [upright(stem, 0, trunk)]
    for index, turn in enumerate((0.1, 0.7, 1.5, 2.3, 3.0, 3.6, -0.5)):
        end = (top[0] + cos(turn) * high * 0.34, top[1] + sin(turn) * high * 0.16)
        droop = (end[0], end[1] - high * 0.1)
        tone = mix(leaf, BLACK if index % 2 else WHITE, 0.1)
        bend = ((top[0] + end[0]) / 2, max(top[1], end[1]) + high * 0.05)
        found.append(upright([top, bend, droop, ((top[0] + end[0]) / 2, top[1])], 0, tone))
    return joined(found)


def bare(high: float, trunk: Colour) -> list[Facet]:
    """A tree without leaves."""
    found = [upright([(-high * 0.05, 0), (high * 0.05, 0), (high * 0.015, high * 0.7)], 0, trunk)]
    for low, turn, long in (
        (0.35, 0.7, 0.4),
        (0.42, 2.4, 0.42),
        (0.52, 1.1, 0.42),
        (0.55, 2.0, 0.4),
        (0.6, 0.5, 0.26),
    ):
        start, end = (0.0, low * high), (cos(turn) * long * high, (low + sin(turn) * long) * high)
        found.append(upright([start, (start[0], start[1] + high * 0.035), end], 0, trunk))
        twig = (
            end[0] * 0.6 + 0.1 * high * cos(turn + 0.8),
            (start[1] + end[1]) * 0.55 + 0.14 * high,
        )
        found.append(
            upright(
                [
                    (end[0] * 0.5, (start[1] + end[1]) / 2),
                    (end[0] * 0.55, (start[1] + end[1]) / 2 + 0.02 * high),
                    twig,
                ],
                0,
                trunk,
            )
        )
    return joined(found)


def joined(faces: list[Facet]) -> list[Facet]:
    """Faces that look at the viewer, kept in their order: those of one flat body."""
    middle = np.concatenate([face.points for face in faces]).mean(axis=0) + (0, 0, 0.5)
    return [face.on(middle) for face in faces]


def rock(entry: Table) -> list[Facet]:
    """A rock: `size` its width and height, `seed` another shape."""
    (w, h), tone = entry.get("size", (1.6, 1.0)), colour_of(entry, (126, 120, 112))
    rng = stream(int(entry.get("seed", w * 10)), "rock")
    turns = np.linspace(0, pi, 8)
    line = [
        (cos(t) * w / 2 * rng.uniform(0.8, 1.1), sin(t) * h * rng.uniform(0.75, 1.1)) for t in turns
    ]
    lit = [(x * 0.72 - w * 0.08, y * 0.9) for x, y in line[2:]]
    return joined(
        [
            upright([(w / 2, 0), *line, (-w / 2, 0)], 0, mix(tone, BLACK, 0.22)),
            upright([(0, 0), *lit, (-w * 0.45, 0)], 0, tone),
        ]
    )


def stone(entry: Table) -> list[Facet]:
    """A gravestone, round-headed, or a cross with `cross`."""
    high, tone = entry.get("size", [1.0])[0], colour_of(entry, (150, 150, 146))
    if entry.get("cross"):
        arm = high * 0.13
        return joined(
            [
                pane((-arm / 2, 0), (arm, high), 0, tone),
                pane((-high * 0.28, high * 0.6), (high * 0.56, arm), 0, tone),
            ]
        )
    wide = high * 0.62
    head = [(cos(t) * wide / 2, high - wide / 2 + sin(t) * wide / 2) for t in np.linspace(0, pi, 9)]
    letters = [
        pane(
            (-wide * 0.28, high * (0.42 + 0.12 * k)),
            (wide * 0.56, 0.04 * high),
            0,
            mix(tone, BLACK, 0.4),
        )
        for k in range(3)
    ]
    return joined(
        [
            upright(
                [(x + 0.08, y) for x, y in [(wide / 2, 0), *head, (-wide / 2, 0)]],
                0,
                mix(tone, BLACK, 0.35),
            ),
            upright([(wide / 2, 0), *head, (-wide / 2, 0)], 0, tone),
            *letters,
        ]
    )


def fence(entry: Table) -> list[Facet]:
    """A fence: `size` its length and height; pickets, rails, or barbed wire by `kind`."""
    (long, high), tone = entry.get("size", (6.0, 1.0)), colour_of(entry, (214, 206, 190))
    kind, found = entry.get("kind", "pickets"), []
    step = {"pickets": 0.18, "rails": 1.6, "wire": 1.4}[kind]
    for x in np.arange(-long / 2, long / 2, step):
        wide = 0.11 if kind == "pickets" else 0.1
        found.append(pane((float(x), 0), (wide, high), 0, tone))
    for part in (0.35, 0.75) if kind != "wire" else (0.3, 0.6, 0.95):
        thick = 0.09 if kind != "wire" else 0.02
        found.append(pane((-long / 2, high * part), (long, thick), 0, mix(tone, BLACK, 0.12)))
    return joined(found)


def fire(entry: Table) -> list[Facet]:
    """A campfire: crossed logs and flames."""
    high = entry.get("size", [0.9])[0]
    found = [
        upright([(-0.5, 0), (-0.45, 0.12), (0.5, 0.16), (0.5, 0.02)], 0, (84, 56, 36)),
        upright([(0.5, 0.1), (0.45, 0.2), (-0.5, 0.02), (-0.5, -0.02)], 0, (66, 44, 30)),
    ]
    for part, tone in ((1.0, (240, 110, 30)), (0.72, (255, 176, 50)), (0.42, (255, 240, 160))):
        tip = [
            (-0.32, 0.08),
            (-0.2, 0.45),
            (-0.1, 0.3),
            (0.02, 1.0),
            (0.12, 0.4),
            (0.22, 0.62),
            (0.32, 0.08),
        ]
        found.append(upright([(x * part, y * high * part) for x, y in tip], 0, tone, shines=True))
    return joined(found)


def peak(entry: Table) -> list[Facet]:
    """A mountain: `size` its width and height; snow on it, or lava with `lava`."""
    (w, h), tone = entry.get("size", (60, 24)), colour_of(entry, (104, 96, 100))
    lava = bool(entry.get("lava"))
    flat = 0.08 if lava else 0.0
    found = [
        upright([(-w / 2, 0), (-w * flat, h), (w * flat, h), (w / 2, 0)], 0, tone),
        upright([(0, 0), (0, h * 0.97), (w * flat, h), (w / 2, 0)], 0, mix(tone, BLACK, 0.25)),
    ]
    if lava:
        hot = (255, 120, 30)
        found.append(
            upright(
                [(-w * flat, h), (w * flat, h), (w * 0.05, h * 0.94), (-w * 0.05, h * 0.94)],
                0,
                (255, 200, 90),
                shines=True,
            )
        )
        for x in (-0.03, 0.02, 0.05):
            found.append(
                upright(
                    [
                        (w * x, h * 0.97),
                        (w * (x + 0.018), h * 0.97),
                        (w * (x * 3.2 + 0.03), h * 0.3),
                        (w * (x * 3.2), h * 0.25),
                    ],
                    0,
                    hot,
                    shines=True,
                )
            )
        for k in range(6):
            found.append(
                disc(
                    w * 0.03 * (k % 3 - 1),
                    h * (1.06 + 0.11 * k),
                    w * (0.05 + 0.022 * k),
                    0,
                    mix((70, 62, 66), (110, 100, 104), k / 6),
                    0.7,
                )
            )
    elif entry.get("snow", True):
        cap = [
            (-w * 0.11, h * 0.78),
            (-w * 0.04, h * 0.72),
            (0, h * 0.8),
            (w * 0.05, h * 0.7),
            (w * 0.11, h * 0.78),
            (0, h),
        ]
        found.append(upright(cap, 0, (240, 244, 250)))
    return joined(found)


def pyramid(entry: Table) -> list[Facet]:
    """A pyramid of stone."""
    (w, h), tone = entry.get("size", (40, 26)), colour_of(entry, (216, 178, 116))
    return joined(
        [
            upright([(-w / 2, 0), (0, h), (w * 0.12, 0)], 0, tone),
            upright([(w * 0.12, 0), (0, h), (w / 2, 0)], 0, mix(tone, BLACK, 0.32)),
        ]
    )


def fountain(entry: Table) -> list[Facet]:
    """A fountain: a basin, a bowl and its jets."""
    stone_ = colour_of(entry, (190, 184, 172))
    found = [
        *prism(0, 0, 0, 1.9, 0.5, stone_),
        *prism(0, 0.5, 0, 1.75, 0.02, (110, 170, 206)),
        *prism(0, 0.5, 0, 0.22, 1.0, stone_),
        *prism(0, 1.4, 0, 0.3, 0.25, stone_, top=2.8),
    ]
    jets = [
        upright(
            [(k * 0.1, 1.7), (k * 0.35, 2.5 - abs(k) * 0.3), (k * 0.75, 0.6), (k * 0.6, 0.6)],
            -0.3,
            (220, 238, 250),
        )
        for k in (-2, -1, 1, 2)
    ]
    return [*found, upright([(-0.06, 1.6), (0, 2.9), (0.06, 1.6)], -0.3, (230, 244, 252)), *jets]


def weed(entry: Table) -> list[Facet]:
    """Seaweed or reeds, `size` their height."""
    high, tone = entry.get("size", [1.4])[0], colour_of(entry, (40, 130, 90))
    found = []
    for k in range(6):
        x, bend = (k - 2.5) * 0.16, 0.14 * sin(k * 2.1)
        tall = high * (0.6 + 0.4 * abs(sin(k * 1.7)))
        points = [
            (x, 0),
            (x + 0.09, 0),
            (x + bend + 0.09, tall * 0.5),
            (x - bend, tall),
            (x + bend, tall * 0.5),
        ]
        found.append(upright(points, 0, mix(tone, BLACK, 0.07 * k)))
    return joined(found)


def rows(entry: Table) -> list[Facet]:
    """A row of low bushes, such as vines or crops: `size` its length and height."""
    (long, high), tone = entry.get("size", (40, 1.1)), colour_of(entry, (80, 128, 60))
    found = box((-0.35, 0.2, 0), (0.7, high, long), tone)
    return [*found, *box((-0.3, high, 0), (0.6, 0.15, long), mix(tone, WHITE, 0.1))]


def stream_of(entry: Table) -> list[Facet]:
    """Water that falls, `size` its width and height; `flat` it lies, `size` its width and depth."""
    (w, h), tone = entry.get("size", (4, 8)), colour_of(entry, (150, 196, 220))
    if entry.get("flat"):
        return [
            quad([(-w / 2, 0.01, 0), (w / 2, 0.01, 0), (w / 2, 0.01, h), (-w / 2, 0.01, h)], tone)
        ]
    found = [pane((-w / 2, 0), (w, h), 0, tone)]
    for k in np.linspace(-0.46, 0.42, 9):
        found.append(pane((float(k) * w, 0), (w * 0.04, h), -0.01, (236, 246, 252)))
    foam = [
        disc(float(x) * w, 0.3, 0.5, -0.02, (240, 248, 252), 0.6)
        for x in np.linspace(-0.55, 0.55, 9)
    ]
    return joined([*found, *foam])


def parasol(entry: Table) -> list[Facet]:
    """A parasol with a towel beside its foot."""
    tone = colour_of(entry, (220, 60, 60))
    towel = mix(tone, WHITE, 0.35)
    found = [
        quad([(0.4, 0.02, -0.9), (1.3, 0.02, -0.9), (1.3, 0.02, 1.0), (0.4, 0.02, 1.0)], towel),
        *prism(0, 0, 0, 0.04, 2.3, (230, 226, 216)),
    ]
    ring = [(cos(t) * 1.5, sin(t) * 1.5) for t in np.linspace(0, 2 * pi, 11)]
    for index, ((ax, az), (bx, bz)) in enumerate(pairwise(ring)):
        shade = tone if index % 2 else (246, 244, 238)
        found.append(quad([(0, 2.5, 0), (ax, 2.0, az), (bx, 2.0, bz)], shade))
    return found
