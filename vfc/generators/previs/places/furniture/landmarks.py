"""Buildings that tell a land or a time at a glance, and rock walls: seen from afar, most of them
flat.
"""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.furniture.outdoors import disc, joined
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, box, pane, prism, quad, upright


def lattice(entry: Table) -> list[Facet]:
    """A tower of iron on four curved feet: `size` its height."""
    h, tone = entry.get("size", [60.0])[0], colour_of(entry, (124, 104, 88))
    line = [(0.2, 0.0), (0.13, 0.16), (0.088, 0.3), (0.05, 0.5), (0.022, 0.8), (0.012, 0.95)]
    outer = [(x * h, y * h) for x, y in line]
    found = [upright([*outer, *[(-x, y) for x, y in outer[::-1]]], 0, tone)]
    arch = [(cos(t) * h * 0.115, sin(t) * h * 0.115) for t in np.linspace(0, pi, 11)]
    hollow = colour_of(entry, (186, 206, 222), "sky")
    found.append(upright(arch, -0.02, hollow))
    for y, wide in ((0.16, 0.15), (0.3, 0.105), (0.8, 0.03)):
        found.append(
            pane((-wide * h, y * h), (2 * wide * h, h * 0.02), -0.03, mix(tone, BLACK, 0.25))
        )
    for low, top, wide in ((0.19, 0.29, 0.05), (0.34, 0.6, 0.018)):
        inner = [(-wide * h, low * h), (wide * h, low * h), (0, top * h)]
        found.append(upright(inner, -0.02, mix(hollow, tone, 0.35)))
    return joined([*found, pane((-0.004 * h, 0.94 * h), (0.008 * h, h * 0.08), 0, tone)])


def monument(entry: Table) -> list[Facet]:
    """A pyramid of courses of stone: `size` its width and height."""
    (w, h), tone = entry.get("size", (60, 40)), colour_of(entry, (222, 182, 118))
    found: list[Facet] = []
    top, middle = (0, h, 0), np.array((0, h / 3, 0))
    corners = [(-w / 2, 0, -w / 2), (w / 2, 0, -w / 2), (w / 2, 0, w / 2), (-w / 2, 0, w / 2)]
    for index, (a, b) in enumerate(pairwise([*corners, corners[0]])):
        own = mix(tone, BLACK if index != 0 else WHITE, (0.05, 0.34, 0.3, 0.2)[index])
        courses = 12
        for k in range(courses):
            p, q = k / courses, (k + 1) / courses
            ring = [
                [c + (t - c) * part for c, t in zip(end, top, strict=True)]
                for end, part in ((a, p), (b, p), (b, q), (a, q))
            ]
            found.append(quad(ring, mix(own, BLACK, 0.06 * (k % 2))).on(middle))
    turned = np.array([[0.87, 0, 0.5], [0, 1, 0], [-0.5, 0, 0.87]])
    return [Facet(points=f.points @ turned, colour=f.colour, body=middle) for f in found]


def clock_tower(entry: Table) -> list[Facet]:
    """A clock tower with a pointed roof: `size` its height."""
    h, tone = entry.get("size", [40.0])[0], colour_of(entry, (206, 180, 130))
    w = h * 0.14
    found = [pane((-w / 2, 0), (w, h * 0.8), 0, tone)]
    for k in range(4):
        x = -w * 0.4 + k * w * 0.24
        found.append(pane((x, h * 0.05), (w * 0.08, h * 0.5), -0.01, mix(tone, BLACK, 0.2)))
    found += [
        pane((-w * 0.56, h * 0.6), (w * 1.12, h * 0.18), -0.02, mix(tone, WHITE, 0.1)),
        disc(0, h * 0.69, w * 0.42, -0.03, (60, 60, 66)),
        disc(0, h * 0.69, w * 0.37, -0.04, (246, 244, 232)),
        pane((-w * 0.02, h * 0.69), (w * 0.04, w * 0.3), -0.05, (30, 30, 34)),
        pane((0, h * 0.685), (w * 0.22, w * 0.04), -0.05, (30, 30, 34)),
        upright([(-w * 0.58, h * 0.78), (w * 0.58, h * 0.78), (0, h)], -0.01, (84, 92, 88)),
    ]
    return joined(found)


def dome(entry: Table) -> list[Facet]:
    """A domed hall, `size` its width: white with towers, or `onion` domes of colours, or `half` for
    a round dome alone.
    """
    w, tone = entry.get("size", [24.0])[0], colour_of(entry, (240, 236, 226))
    cap: Colour = colour_of(entry, mix(tone, WHITE, 0.3), "roof")
    found = [pane((-w / 2, 0), (w, w * 0.42), 0, tone)]
    for x in (-0.3, 0.0, 0.3):
        r = w * (0.09 if x else 0.13)
        found.append(pane((x * w - r * 0.8, 0), (r * 1.6, r * 2), -0.02, mix(tone, BLACK, 0.35)))
        found.append(disc(x * w, r * 2, r * 0.8, -0.02, mix(tone, BLACK, 0.35)))
    spots = ((-0.32, 0.42, 0.1), (0.32, 0.42, 0.1), (0.0, 0.44, 0.2))
    tones: list[Colour] = [tuple(each) for each in entry.get("onions", ())]
    for index, (x, y, r) in enumerate(spots):
        own = tones[index % len(tones)] if tones else cap
        found += onion(x * w, y * w, r * w, own, tall=1.9 if tones else 1.25)
    return joined(found)


def onion(x: float, y: float, r: float, tone: Colour, *, tall: float) -> list[Facet]:
    """A dome about x on the height y, of a radius, `tall` times as high, with its tip."""
    side = [(0.75, 0.0), (1.0, 0.35), (0.94, 0.65), (0.6, 0.92), (0.22, 1.12), (0.05, 1.3)]
    line = [(x + a * r, y + b * r * tall / 1.3) for a, b in side]
    back = [(x - a * r, y + b * r * tall / 1.3) for a, b in side[::-1]]
    lit = [(x - 0.3 * r + (a - x) * 0.3, b) for a, b in line]
    return [
        pane((x - r * 0.72, y - r * 0.6), (r * 1.44, r * 0.6), -0.01, mix(tone, WHITE, 0.4)),
        upright([*line, *back], -0.02, tone),
        upright([*lit, (x - r * 0.35, line[-1][1])], -0.03, mix(tone, WHITE, 0.2)),
        pane((x - r * 0.03, y + r * tall), (r * 0.06, r * 0.5), -0.02, (226, 190, 90)),
    ]


def minaret(entry: Table) -> list[Facet]:
    """A minaret: `size` its height; `square` as in the west of the desert."""
    h, tone = entry.get("size", [22.0])[0], colour_of(entry, (216, 176, 130))
    if entry.get("square"):
        w = h * 0.18
        found = box((-w / 2, 0, 0), (w, h * 0.78, w), tone)
        found += box((-w * 0.3, h * 0.78, w * 0.2), (w * 0.6, h * 0.14, w * 0.6), tone)
        for y in (0.2, 0.4, 0.6):
            found.append(pane((-w * 0.12, h * y), (w * 0.24, h * 0.09), -0.02, (70, 60, 54)))
        return [*found, *prism(0, h * 0.92, w * 0.5, w * 0.22, h * 0.08, (70, 130, 110), top=0.2)]
    found = prism(0, 0, 0, h * 0.05, h * 0.66, tone)
    found += prism(0, h * 0.64, 0, h * 0.085, h * 0.04, mix(tone, WHITE, 0.2))
    found += prism(0, h * 0.68, 0, h * 0.038, h * 0.14, tone)
    return [*found, *prism(0, h * 0.82, 0, h * 0.05, h * 0.18, (90, 120, 130), top=0.05)]


def windmill(entry: Table) -> list[Facet]:
    """A windmill with four sails: `size` its height."""
    h, tone = entry.get("size", [14.0])[0], colour_of(entry, (150, 96, 74))
    found = prism(0, 0, 0, h * 0.2, h * 0.66, tone, top=0.6)
    found += prism(0, h * 0.66, 0, h * 0.14, h * 0.14, (84, 70, 62), top=0.3)
    for k in range(4):
        turn = 0.5 + k * pi / 2
        c, s = cos(turn), sin(turn)
        wing = [(0.04, -0.02), (0.52, -0.02), (0.52, 0.1), (0.08, 0.08)]
        points = [(h * (a * c - b * s), h * (0.72 + a * s + b * c)) for a, b in wing]
        found.append(upright(points, -h * 0.24, (236, 226, 206)))
    return found


def arcade(entry: Table) -> list[Facet]:
    """Rows of arches one above the other, half in ruins: `size` its width and height."""
    (w, h), tone = entry.get("size", (40, 20)), colour_of(entry, (206, 180, 142))
    top = [(-w / 2, h), (w * 0.1, h), (w * 0.16, h * 0.72), (w * 0.34, h * 0.68), (w / 2, h * 0.4)]
    found = [upright([(-w / 2, 0), *top, (w / 2, 0)], 0, tone)]
    for row in range(3):
        y, high = h * (0.06 + 0.31 * row), h * 0.19
        for x in np.linspace(-w * 0.45, w * 0.4, 9):
            if np.interp(x, [a for a, _ in top], [b for _, b in top]) > y + high * 1.3:
                dark = mix(tone, BLACK, 0.55)
                found.append(pane((float(x) - w * 0.022, y), (w * 0.044, high * 0.7), -0.02, dark))
                found.append(disc(float(x), y + high * 0.7, w * 0.022, -0.02, dark))
    return joined(found)


def arches(entry: Table) -> list[Facet]:
    """A bridge of stone on a row of tall round arches: `size` its width and height."""
    (w, h), tone = entry.get("size", (60, 16)), colour_of(entry, (168, 156, 136))
    found, many, dark = [], 7, mix(tone, BLACK, 0.25)
    step = w / many
    for k in range(many):
        left, r = -w / 2 + k * step, step * 0.36
        turn = np.linspace(np.pi, 0, 9)
        hole = [
            (left + step / 2 + r * float(np.cos(t)), h * 0.62 + r * float(np.sin(t))) for t in turn
        ]
        shape = [(left, 0), (left, h), (left + step, h), (left + step, 0)]
        found.append(upright([*shape, (hole[-1][0], 0), *hole[::-1], (hole[0][0], 0)], 0, tone))
    found.append(pane((-w / 2, h - 0.9), (w, 0.5), -0.05, dark))
    return joined(found)


def crag(entry: Table) -> list[Facet]:
    """A wall of rock: `size` its width and height, cracked and uneven; `strata` are the colours of
    its layers from below.
    """
    (w, h), tone = entry.get("size", (40, 14)), colour_of(entry, (112, 108, 100))
    rng, found = stream(int(entry.get("seed", w + h)), "crag"), []
    edges = np.sort(rng.uniform(-w / 2, w / 2, max(6, int(w / 3))))
    edges = np.concatenate([[-w / 2], edges, [w / 2]])
    layers: list[Colour] = [tuple(each) for each in entry.get("strata", ())] or [tone]
    high = h * rng.uniform(0.84, 1.06, len(edges))
    sink = rng.uniform(-0.5, 0.5, len(edges))
    for index, (a, b) in enumerate(pairwise(edges)):
        shade = rng.uniform(-0.16, 0.22)
        for level, own in enumerate(layers):
            low, up = level / len(layers), (level + 1) / len(layers)
            corners = [
                (a, high[index] * low + sink[index] * bool(level)),
                (b, high[index + 1] * low + sink[index + 1] * bool(level)),
                (b, high[index + 1] * up + sink[index + 1]),
                (a, high[index] * up + sink[index]),
            ]
            found.append(upright(corners, 0, mix(own, BLACK if shade > 0 else WHITE, abs(shade))))
    return joined(found)


def cascade(entry: Table) -> list[Facet]:
    """Water that falls over a rock: `size` its width and height, wider and foaming at its foot."""
    (w, h), tone = entry.get("size", (7, 14)), colour_of(entry, (176, 212, 232))
    rng = stream(int(w * 7), "cascade")
    sides = [(-0.36, 1.0), (-0.44, 0.72), (-0.4, 0.5), (-0.56, 0.2), (-0.7, 0.0)]
    left = [(x * w, y * h) for x, y in sides]
    right = [(-x * w * rng.uniform(0.85, 1.1), y * h) for x, y in sides]
    found = [
        upright([*left, *right[::-1]], 0, tone),
        upright(
            [(-0.36 * w, h), (0.36 * w, h), (0.3 * w, h * 1.03), (-0.3 * w, h * 1.03)],
            0,
            (220, 238, 248),
        ),
    ]
    for _ in range(26):
        x, y = rng.uniform(-0.38, 0.36) * w, rng.uniform(0.05, 0.7) * h
        streak = [(x, y), (x + w * 0.03, y), (x + w * 0.015, y + h * rng.uniform(0.12, 0.3))]
        found.append(
            upright(streak, -0.01, (246, 250, 254) if rng.random() < 0.7 else (132, 178, 208))
        )
    for _ in range(24):
        x = rng.uniform(-0.85, 0.85) * w
        found.append(
            disc(
                x, rng.uniform(0, 0.09) * h, w * rng.uniform(0.08, 0.2), -0.02, (236, 244, 250), 0.7
            )
        )
    return joined(found)
