"""Buildings that all the world knows, and fields of flowers: what tells a place by its outline."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.furniture.outdoors import disc, joined
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, box, pane, prism, quad, upright

MOST = 420  # flowers of a field at most


def cathedral(entry: Table) -> list[Facet]:
    """The front of a cathedral with two pointed towers and a rose window: `size` its height."""
    h, tone = entry.get("size", [40.0])[0], colour_of(entry, (168, 160, 150))
    w, dark = h * 0.17, mix(colour_of(entry, (168, 160, 150)), BLACK, 0.5)
    found = [pane((-w * 1.7, 0), (w * 3.4, h * 0.42), 0, mix(tone, BLACK, 0.12))]
    found.append(upright([(-w * 0.8, h * 0.42), (w * 0.8, h * 0.42), (0, h * 0.56)], -0.01, tone))
    for side in (-1, 1):
        x = side * w * 1.35
        found.append(pane((x - w / 2, 0), (w, h * 0.62), -0.02, tone))
        found.append(
            upright(
                [(x - w * 0.46, h * 0.62), (x + w * 0.46, h * 0.62), (x, h)],
                -0.03,
                mix(tone, BLACK, 0.2),
            )
        )
        for y in (0.12, 0.3, 0.47):
            found += arch(x, h * y, w * 0.3, h * 0.12, dark)
        for corner in (-0.46, 0.46):
            tip = x + corner * w
            spike = [(tip - w * 0.08, h * 0.6), (tip + w * 0.08, h * 0.6), (tip, h * 0.74)]
            found.append(upright(spike, -0.04, mix(tone, WHITE, 0.1)))
    found += arch(0, 0, w * 0.5, h * 0.2, dark)
    found += [
        disc(0, h * 0.33, w * 0.4, -0.04, mix(tone, WHITE, 0.2)),
        disc(0, h * 0.33, w * 0.32, -0.05, (70, 96, 140)),
    ]
    return joined(found)


def arch(x: float, y: float, wide: float, high: float, tone: Colour) -> list[Facet]:
    """A pointed opening about x on the height y."""
    line = [(-0.5, 0), (0.5, 0), (0.5, 0.6), (0, 1), (-0.5, 0.6)]
    return [upright([(x + a * wide, y + b * high) for a, b in line], -0.05, tone)]


def shells(entry: Table) -> list[Facet]:
    """An opera house of white shells on a terrace: `size` its width."""
    w, tone = entry.get("size", [60.0])[0], colour_of(entry, (244, 242, 234))
    found = [pane((-w / 2, 0), (w, w * 0.07), 0.5, (176, 150, 130))]
    for x, high, way in (
        (-0.36, 0.2, 1),
        (-0.2, 0.32, 1),
        (-0.02, 0.4, 1),
        (0.4, 0.16, -1),
        (0.28, 0.24, -1),
    ):
        base, reach = x * w, way * w * high * 0.7
        line = [(cos(t) * reach, sin(t) * high * w) for t in np.linspace(0, pi / 2, 8)]
        sail = [(base + reach - a, w * 0.07 + b) for a, b in line]
        found.append(upright([*sail, (base + reach, w * 0.07)], 0, tone))
        inner = [(base + reach - a * 0.72, w * 0.07 + b * 0.8) for a, b in line]
        found.append(upright([*inner, (base + reach, w * 0.07)], -0.02, mix(tone, BLACK, 0.25)))
    return joined(found)


def redeemer(entry: Table) -> list[Facet]:
    """A statue with its arms spread wide on a steep hill: `size` its height and the hill's."""
    (h, hill), tone = entry.get("size", (30, 60)), colour_of(entry, (222, 218, 206))
    slope = [
        (-1.5, 0),
        (-0.8, 0.36),
        (-0.36, 0.8),
        (-0.12, 1),
        (0.12, 1),
        (0.3, 0.84),
        (0.9, 0.3),
        (1.4, 0),
    ]
    found = [upright([(a * hill, b * hill) for a, b in slope], 0.5, (70, 110, 72))]
    found.append(
        upright(
            [(a * hill * 0.9 - hill * 0.1, b * hill * 0.9) for a, b in slope[:5]],
            0.4,
            (84, 126, 80),
        )
    )
    found += [
        pane((-h * 0.12, hill), (h * 0.24, h * 0.16), 0, mix(tone, BLACK, 0.25)),
        upright(
            [
                (-h * 0.11, hill + h * 0.16),
                (h * 0.11, hill + h * 0.16),
                (h * 0.07, hill + h * 0.8),
                (-h * 0.07, hill + h * 0.8),
            ],
            -0.01,
            tone,
        ),
        pane((-h * 0.46, hill + h * 0.68), (h * 0.92, h * 0.09), -0.02, tone),
        upright(
            [(-h * 0.3, hill + h * 0.68), (h * 0.3, hill + h * 0.68), (0, hill + h * 0.52)],
            -0.02,
            mix(tone, BLACK, 0.1),
        ),
        disc(0, hill + h * 0.87, h * 0.065, -0.03, tone),
    ]
    return joined(found)


def rampart(entry: Table) -> list[Facet]:
    """A long wall with battlements on the crest of a ridge: through `along`, places [x, y, z] of
    its walk, `wide` metres, a watchtower on each of them; the ridge falls off beside it in
    `slope`'s colour.
    """
    tone, green = colour_of(entry, (190, 170, 140)), colour_of(entry, (86, 120, 70), "slope")
    wide = entry.get("wide", 5.0)
    found: list[Facet] = []
    line = [np.array(each, float) for each in entry["along"]]
    for a, b in pairwise(line):
        ahead = (b - a) * (1, 0, 1)
        side = (
            np.array((ahead[2], 0, -ahead[0])) / max(1e-6, float(np.linalg.norm(ahead))) * wide / 2
        )
        for way in (-1, 1):
            edge = side * way
            foot = edge * 8
            down = [a + edge, b + edge, (b + foot) * (1, 0, 1), (a + foot) * (1, 0, 1)]
            ridge = quad(down, mix(green, BLACK if way > 0 else WHITE, 0.12))
            found.append(replace(ridge, casts=False))
            rise = np.array((0, wide * 0.45, 0))
            low = np.array((0, wide * 0.5, 0))
            wall = [a + edge - low, b + edge - low, b + edge + rise, a + edge + rise]
            found.append(quad(wall, mix(tone, BLACK, 0.22 if way > 0 else 0.08)))
        found.append(quad([a - side, a + side, b + side, b - side], mix(tone, WHITE, 0.15)))
        steps = max(2, int(np.linalg.norm(b - a) / (wide * 0.55)))
        for k in range(steps):
            spot = a + (b - a) * ((k + 0.5) / steps)
            for way in (-1, 1):
                x, y, z = spot + side * way + (0, wide * 0.45, 0)
                found += box((x - wide * 0.1, y, z - wide * 0.1), (wide * 0.2,) * 3, tone)
    for x, y, z in (each.tolist() for each in line[1:]):
        found += box((x - wide * 0.8, y - wide, z), (wide * 1.6, wide * 2.4, wide), tone)
        for k in range(3):
            low = (x - wide * 0.8 + k * wide * 0.65, y + wide * 1.4, z)
            found += box(low, (wide * 0.3, wide * 0.35, wide), tone)
        found.append(
            pane((x - wide * 0.2, y + wide * 0.3), (wide * 0.4, wide * 0.7), z - 0.05, (60, 52, 46))
        )
    return found


def glass_dome(entry: Table) -> list[Facet]:
    """A dome of glass between ribs, lit from within: `size` its radius."""
    r, tone = entry.get("size", [10.0])[0], colour_of(entry, (150, 206, 226))
    rib, found = (236, 240, 244), []
    line = [(cos(t) * r, sin(t) * r) for t in np.linspace(0, pi, 17)]
    found.append(upright(line, 0, tone).by_night((190, 232, 240)))
    shine = [(x * 0.55 - r * 0.25, y * 0.62 + r * 0.08) for x, y in line]
    found.append(upright(shine, -0.01, mix(tone, WHITE, 0.3)).by_night((214, 244, 248)))
    for x in (-0.5, -0.12, 0.3):
        found.append(pane((x * r, 0), (r * 0.16, r * 0.3), -0.02, (74, 120, 84)))
        found.append(disc(x * r + r * 0.08, r * 0.36, r * 0.17, -0.03, (84, 146, 90)))
    for bend in (-0.9, -0.45, 0.0, 0.45, 0.9):
        arc = [(bend * cos(t) * r, sin(t) * r) for t in np.linspace(0, pi / 2, 9)]
        found += [bar(one, two, r * 0.02, rib) for one, two in pairwise(arc)]
    for y in (0.32, 0.64):
        half = r * (1 - y * y) ** 0.5
        found.append(pane((-half, y * r), (2 * half, r * 0.03), -0.05, rib))
    found += [bar(one, two, r * 0.03, rib) for one, two in pairwise(line)]
    found.append(pane((-r * 1.06, 0), (r * 2.12, r * 0.1), -0.06, (200, 204, 210)))
    return joined(found)


def bar(one: tuple[float, float], two: tuple[float, float], thick: float, tone: Colour) -> Facet:
    """A rod between two places, x and y, that looks at the viewer."""
    a, b = np.array(one), np.array(two)
    side = np.array((a[1] - b[1], b[0] - a[0])) / max(1e-6, float(np.linalg.norm(b - a))) * thick
    ring = [a - side, b - side, b + side, a + side]
    return upright([(float(x), float(y)) for x, y in ring], -0.05, tone)


def blooms(entry: Table) -> list[Facet]:
    """Flowers in rows within `size`, width and depth from the near middle: `high` to their heads,
    of `colours`, their middles of `heart`; `spikes` has them upright and slender, as lavender.
    """
    (w, d), high = entry.get("size", (40, 40)), entry.get("high", 1.2)
    tones = [tuple(each) for each in entry.get("colours", ((246, 190, 40),))]
    heart, leaf = colour_of(entry, (104, 66, 34), "heart"), colour_of(entry, (70, 120, 56), "leaf")
    rng, found = stream(int(w * d), "blooms"), []
    lines = max(4, int(entry.get("lines", 14)))
    for line in range(lines):
        part = line / (lines - 1)
        z = d * part**1.7
        wide = w * (0.24 + 0.76 * part)
        many = max(4, min(MOST // lines, int(entry.get("across", 22))))
        for k in range(many):
            x = ((k + rng.uniform(0.15, 0.85)) / many - 0.5) * wide
            size = high * rng.uniform(0.85, 1.15)
            tone = tones[int(rng.integers(len(tones)))]
            shape = (
                spike(size, tone, leaf) if entry.get("spikes") else bloom(size, tone, heart, leaf)
            )
            found += [face.moved(float(x), 0, float(z + rng.uniform(-0.2, 0.2))) for face in shape]
    return found


def bloom(high: float, tone: Colour, heart: Colour, leaf: Colour) -> list[Facet]:
    """One flower that looks at the viewer."""
    r = high * 0.2
    found = [
        pane((-high * 0.025, 0), (high * 0.05, high * 0.85), 0, leaf),
        upright([(0, high * 0.3), (high * 0.22, high * 0.5), (high * 0.05, high * 0.5)], 0, leaf),
        upright([(0, high * 0.2), (-high * 0.22, high * 0.4), (-high * 0.05, high * 0.4)], 0, leaf),
    ]
    turns = np.linspace(0, 2 * pi, 21)[:-1]
    ring = [
        (cos(t) * r * (1.2 - 0.4 * (k % 2)), high + sin(t) * r * (1.2 - 0.4 * (k % 2)))
        for k, t in enumerate(turns)
    ]
    found += [upright(ring, -0.01, tone), disc(0, high, r * 0.5, -0.02, heart)]
    return joined(found)


def spike(high: float, tone: Colour, leaf: Colour) -> list[Facet]:
    """A tuft of slender stems with their flowers along them."""
    found = [disc(0, high * 0.22, high * 0.3, 0, leaf, 0.8)]
    for lean in (-0.34, -0.12, 0.12, 0.34):
        top, low = (lean * high, high), (lean * high * 0.45, high * 0.3)
        own = mix(tone, WHITE if lean > 0 else BLACK, 0.12)
        side = high * 0.07
        ring = [
            (low[0] - side, low[1]),
            (low[0] + side, low[1]),
            (top[0] + side * 0.6, top[1] * 0.95),
            top,
            (top[0] - side * 0.6, top[1] * 0.95),
        ]
        found.append(upright(ring, -0.01, own))
    return joined(found)


def arena(entry: Table) -> list[Facet]:
    """A round arena of arches, whole on one side and broken on the other: `size` its radius and
    height, seen from without.
    """
    (r, h), tone = entry.get("size", (30, 26)), colour_of(entry, (214, 188, 148))
    found: list[Facet] = []
    many = 26
    for k in range(many):
        a, b = pi + pi * k / many, pi + pi * (k + 1) / many
        tall = h if k < many * 0.62 else h * 0.68
        (x, z), (u, v) = (cos(a) * r, sin(a) * r), (cos(b) * r, sin(b) * r)
        shade = mix(tone, BLACK, 0.05 + 0.3 * k / many)
        found.append(quad([(x, 0, z), (u, 0, v), (u, tall, v), (x, tall, z)], shade))
        for row in range(3):
            low = h * (0.05 + 0.3 * row)
            if low + h * 0.22 > tall:
                continue
            p, q = (
                (x + (u - x) * 0.28, z + (v - z) * 0.28 - 0.15),
                (x + (u - x) * 0.72, z + (v - z) * 0.72 - 0.15),
            )
            middle = ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)
            ring = [
                (p[0], low, p[1]),
                (q[0], low, q[1]),
                (q[0], low + h * 0.15, q[1]),
                (middle[0], low + h * 0.21, middle[1]),
                (p[0], low + h * 0.15, p[1]),
            ]
            found.append(quad(ring, mix(tone, BLACK, 0.62)))
    return found


def islet(entry: Table) -> list[Facet]:
    """A piece of land that floats in the air, grass above and rock that tapers below: `size` its
    width and the depth of its rock.
    """
    (w, d), tone = entry.get("size", (30, 20)), colour_of(entry, (138, 116, 96))
    grass: Colour = colour_of(entry, (104, 156, 84), "top")
    rng = stream(int(entry.get("seed", w)), "islet")
    line = [(-0.5, 0.0), (-0.4, -0.28), (-0.26, -0.5), (-0.14, -0.82), (0.0, -1.0)]
    line += [(0.1, -0.74), (0.24, -0.52), (0.38, -0.24), (0.5, 0.0)]
    ring = [(x * w, y * d * rng.uniform(0.9, 1.1)) for x, y in line]
    lit = [(x * 0.62 - 0.1 * w, y * 0.86) for x, y in ring]
    ends = [(-0.5 * w, 0.0), (-0.47 * w, 0.05 * w), (0.47 * w, 0.05 * w), (0.5 * w, 0.0)]
    far = [(0.36 * w, 0.075 * w), (-0.36 * w, 0.075 * w)]
    edge = [(0.3 * w, -0.035 * w), (0.0, -0.02 * w), (-0.3 * w, -0.04 * w)]
    return joined(
        [
            upright(ring, 0, mix(tone, BLACK, 0.22)),
            upright(lit, -0.01, tone),
            upright([*ends, *edge], -0.02, grass),
            upright([*ends[1:3], *far], -0.01, mix(grass, WHITE, 0.2)),
        ]
    )


def palace(entry: Table) -> list[Facet]:
    """A palace front by the water, with rows of pointed windows: `size` its width and height."""
    (w, h), tone = entry.get("size", (12, 12)), colour_of(entry, (222, 150, 110))
    found = [
        pane((-w / 2, 0), (w, h), 0, tone),
        pane((-w / 2 - 0.2, h), (w + 0.4, h * 0.05), -0.05, (176, 96, 70)),
    ]
    for row in range(3):
        y = h * (0.08 + 0.31 * row)
        for x in np.linspace(-w * 0.36, w * 0.36, 4):
            frame = arch(float(x), y, w * 0.16, h * 0.24, (246, 240, 226))
            glass = arch(float(x), y, w * 0.11, h * 0.2, (66, 84, 96))
            found += [*frame, *[face.by_night() for face in glass]]
    return joined(found)


def mooring(entry: Table) -> list[Facet]:
    """A striped pole that stands in a canal: `size` its height."""
    h = entry.get("size", [3.0])[0]
    tones: tuple[Colour, Colour] = ((200, 44, 50), (246, 242, 236))
    found = []
    for k in range(7):
        found += prism(0, h * k / 7, 0, 0.11, h / 7, tones[k % 2])
    return found
