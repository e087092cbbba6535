"""Small things that tell a room or a depth at a glance: crates, a trolley, weights, fish, coral."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import mix
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.furniture.outdoors import disc, joined
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, box, pane, quad, upright


def sign(entry: Table) -> list[Facet]:
    """A round face that looks at the viewer: `size` its radius."""
    return [disc(0, 0, entry.get("size", [0.3])[0], 0, colour_of(entry, (206, 40, 40)))]


def crate(entry: Table) -> list[Facet]:
    """A crate of fruit on a stand."""
    tone, wood = colour_of(entry, (226, 60, 50)), (176, 130, 84)
    found = [*box((-0.5, 0, -0.4), (1.0, 0.6, 0.8), wood)]
    for row in range(3):
        for k in range(6):
            x, z = -0.4 + 0.16 * k + 0.04 * (row % 2), -0.3 + 0.22 * row
            ball = mix(tone, WHITE if (k + row) % 3 == 0 else BLACK, 0.1)
            found.append(disc(x, 0.66 + 0.05 * row, 0.1, z, ball).on(np.array((x, 0.4, z + 0.5))))
    return found


def trolley(entry: Table) -> list[Facet]:
    """A shopping trolley of wire."""
    tone, found = (176, 182, 190), []
    for x in np.linspace(-0.3, 0.3, 7):
        found.append(pane((float(x), 0.5), (0.02, 0.5), -0.4, tone))
    for y in (0.5, 0.66, 0.82, 0.98):
        found.append(pane((-0.32, y), (0.64, 0.025), -0.41, tone))
        for x in (-0.32, 0.32):
            found.append(
                quad([(x, y, -0.4), (x, y, 0.5), (x, y + 0.025, 0.5), (x, y + 0.025, -0.4)], tone)
            )
    found += box((-0.34, 1.05, 0.5), (0.68, 0.06, 0.06), (206, 40, 44))
    for x in (-0.28, 0.2):
        for z in (-0.35, 0.4):
            found += box((x, 0, z), (0.08, 0.1, 0.08), (40, 40, 44))
            found += box((x + 0.02, 0.1, z), (0.03, 0.4, 0.03), tone)
    return found


def dumbbells(entry: Table) -> list[Facet]:
    """Three dumbbells in a row."""
    found: list[Facet] = []
    for k in range(3):
        x = (k - 1) * 0.5
        found += box((x - 0.14, 0.07, -0.03), (0.28, 0.05, 0.05), (190, 194, 198))
        for side in (-0.19, 0.11):
            found += box((x + side, 0, -0.1), (0.09, 0.2, 0.2), (34, 36, 40))
    return found


def fish(entry: Table) -> list[Facet]:
    """A fish that swims to the left: `size` its length."""
    long, tone = entry.get("size", [0.5])[0], colour_of(entry, (250, 170, 50))
    body = [(cos(t) * long * 0.5, sin(t) * long * 0.22) for t in np.linspace(0, 2 * pi, 14)[:-1]]
    tail = [
        (long * 0.42, 0),
        (long * 0.74, long * 0.2),
        (long * 0.66, 0),
        (long * 0.74, -long * 0.2),
    ]
    fin = [(-long * 0.1, long * 0.18), (long * 0.16, long * 0.34), (long * 0.2, long * 0.14)]
    return joined(
        [
            upright(tail, 0, mix(tone, BLACK, 0.2)),
            upright(fin, 0, mix(tone, BLACK, 0.2)),
            upright(body, -0.01, tone),
            pane(
                (-long * 0.12, -long * 0.19),
                (long * 0.07, long * 0.38),
                -0.02,
                mix(tone, WHITE, 0.7),
            ),
            disc(-long * 0.32, long * 0.05, long * 0.05, -0.03, (246, 246, 246)),
            disc(-long * 0.33, long * 0.05, long * 0.026, -0.04, (20, 20, 26)),
        ]
    )


def coral(entry: Table) -> list[Facet]:
    """Coral with round branches."""
    tone, rng = colour_of(entry, (240, 110, 120)), stream(int(sum(entry["at"]) * 10), "coral")
    found: list[Facet] = []
    for k in range(9):
        lean = (k - 4) * 0.16 + rng.uniform(-0.05, 0.05)
        high = 0.9 + rng.uniform(0, 0.7) - abs(k - 4) * 0.1
        own = mix(tone, BLACK if k % 2 else WHITE, 0.12)
        stem = [
            (lean * 0.3 - 0.06, 0),
            (lean * 0.3 + 0.06, 0),
            (lean + 0.08, high),
            (lean - 0.08, high),
        ]
        found += [upright(stem, 0.01 * k, own), disc(lean, high, 0.13, 0.01 * k - 0.01, own)]
    return joined(found)


def bubbles(entry: Table) -> list[Facet]:
    """Bubbles that rise."""
    found = []
    for k in range(9):
        x, r = 0.22 * sin(k * 2.1), 0.05 + 0.015 * k
        found.append(disc(x, 0.35 * k, r, 0, (170, 220, 240)))
        found.append(disc(x - r * 0.25, 0.35 * k + r * 0.25, r * 0.4, -0.01, (236, 250, 255)))
    return joined(found)


def rafters(entry: Table) -> list[Facet]:
    """The two slopes of a roof over a room, from its far end towards the viewer: `size` is width,
    height of the eaves, of the ridge, and length.
    """
    (w, low, top, long), tone = entry.get("size", (5, 0.8, 2.3, 3)), colour_of(entry, (132, 96, 64))
    found: list[Facet] = []
    step, boards = long / max(1, round(long)), 7
    for near in np.arange(-step, -long - 0.01, -step):
        for side in (-1, 1):
            line = [
                (side * w / 2 * (1 - k / boards), low + (top - low) * k / boards)
                for k in range(boards + 1)
            ]
            for k, ((x, y), (x2, y2)) in enumerate(pairwise(line)):
                own = mix(tone, BLACK, 0.1 + 0.08 * (k % 2) + (0.14 if side > 0 else 0))
                far = near + step
                found.append(quad([(x, y, far), (x2, y2, far), (x2, y2, near), (x, y, near)], own))
            bar = [
                (side * w / 2, low - 0.14, near),
                (side * w / 2, low, near),
                (0, top, near),
                (0, top - 0.14, near),
            ]
            found.append(quad(bar, mix(tone, BLACK, 0.5)))
    return found


def vines(entry: Table) -> list[Facet]:
    """Vines that hang down from where they are: `size` how wide and how long."""
    (w, long), tone = entry.get("size", (1.6, 2.0)), colour_of(entry, (66, 122, 52))
    found: list[Facet] = []
    for k in range(6):
        x, end = (k / 5 - 0.5) * w, -long * (0.5 + 0.5 * abs(sin(k * 2.3 + entry["at"][2])))
        own = mix(tone, BLACK if k % 2 else WHITE, 0.12)
        found.append(pane((x - 0.02, end), (0.04, -end), 0.01 * k, mix(tone, BLACK, 0.35)))
        for step in np.arange(-0.2, end, -0.34):
            lean = 0.12 * (1 if round(step * 3) % 2 else -1)
            leaf = [
                (x, step),
                (x + lean, step + 0.06),
                (x + 2 * lean, step - 0.06),
                (x + lean, step - 0.14),
            ]
            found.append(upright(leaf, 0.01 * k - 0.005, own))
    return joined(found)
