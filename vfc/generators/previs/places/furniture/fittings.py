"""What makes a room what it is: desks, shelves, lamps, machines, ropes, a cross, a wheel."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.places.features import BOOKS
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, box, pane, prism, quad, upright


def desk(entry: Table) -> list[Facet]:
    """A desk whose front hangs to the floor; `screen` puts a monitor on it, its back to us where
    `away`.
    """
    (w, h, d), colour = entry.get("size", (1.3, 0.74, 0.65)), colour_of(entry, (140, 104, 70))
    found = [
        *box((-w / 2, 0, d / 2 - 0.04), (w, h - 0.05, 0.04), mix(colour, BLACK, 0.25)),
        *box((-w / 2, 0, -d / 2), (0.05, h - 0.05, d), mix(colour, BLACK, 0.15)),
        *box((w / 2 - 0.05, 0, -d / 2), (0.05, h - 0.05, d), mix(colour, BLACK, 0.15)),
        *box((-w / 2 - 0.02, h - 0.05, -d / 2), (w + 0.04, 0.05, d), colour),
    ]
    if entry.get("screen"):
        tone = (30, 32, 36) if entry.get("away") else colour_of(entry, (130, 190, 230), "shown")
        found += box((-0.03, h, 0), (0.06, 0.14, 0.06), (40, 40, 44))
        found += box((-0.28, h + 0.12, 0), (0.56, 0.34, 0.04), (30, 32, 36))
        lit_part = pane((-0.26, h + 0.14), (0.52, 0.30), -0.002, tone, shines=True)
        found.append(lit_part.on(np.array((0, h + 0.3, 0.02))))
    return found


def bookcase(entry: Table) -> list[Facet]:
    """A case of shelves full of books, bottles or goods: `size`, `rows`, `goods`."""
    (w, h, d), colour = entry.get("size", (1.2, 2.1, 0.32)), colour_of(entry, (108, 78, 52))
    rows, goods = int(entry.get("rows", 5)), entry.get("goods", BOOKS)
    rng, item = stream(int(w * 100 + h), "bookcase"), entry.get("item", 0.06)
    found = box((-w / 2, 0, -d / 2), (w, h, d), colour)
    front, high = -d / 2 - 0.003, (h - 0.1) / rows
    for low in (0.06 + row * high for row in range(rows)):
        inside = mix(colour, BLACK, 0.6)
        found.append(pane((-w / 2 + 0.04, low), (w - 0.08, high - 0.05), front, inside))
        x = -w / 2 + 0.05
        while x + item < w / 2 - 0.04:
            wide, tall = item * rng.uniform(0.6, 1.3), (high - 0.06) * rng.uniform(0.6, 0.95)
            tone = tuple(goods[int(rng.integers(len(goods)))])
            found += packed(entry, (x, low, wide, tall), front - 0.002, tone)
            x += wide * (1.0 if entry.get("shape", "books") == "books" else 1.3) + 0.012
    return [face.on(np.array((0, h / 2, 0))) for face in found]


def packed(
    entry: Table, place: tuple[float, float, float, float], z: float, tone: Colour
) -> list[Facet]:
    """One thing on a shelf, by its left, foot, width and height: a book, a bottle or a box."""
    (x, y, w, h), shape = place, entry.get("shape", "books")
    if shape == "bottles":
        neck = pane((x + w * 0.32, y + h * 0.6), (w * 0.36, h * 0.4), z, tone)
        label = pane((x, y + h * 0.18), (w, h * 0.26), z - 0.001, mix(tone, WHITE, 0.7))
        return [pane((x, y), (w, h * 0.62), z, tone), neck, label]
    if shape == "boxes":
        label = (w * 0.64, h * 0.3)
        spot = pane((x + w * 0.18, y + h * 0.3), label, z - 0.001, mix(tone, WHITE, 0.75))
        return [pane((x, y), (w, h), z, tone), spot]
    return [pane((x, y), (w, h), z, tone)]


def stairs(entry: Table) -> list[Facet]:
    """Steps that rise away from the viewer: `size` is width, rise and tread; `count` of them."""
    (w, rise, tread), colour = (
        entry.get("size", (1.6, 0.18, 0.28)),
        colour_of(entry, (150, 130, 110)),
    )
    found: list[Facet] = []
    for index in reversed(range(int(entry.get("count", 12)))):
        found += box((-w / 2, 0, index * tread), (w, rise * (index + 1), tread), colour)
    rail = colour_of(entry, (70, 50, 36), "rail")
    for side in (-w / 2, w / 2 - 0.05):
        for index in range(0, int(entry.get("count", 12)), 2):
            found += box((side, rise * (index + 1), index * tread + 0.1), (0.04, 0.9, 0.04), rail)
    return found


def spiral(entry: Table) -> list[Facet]:
    """Steps that wind up about a post: `size` is the half width, the rise of a step and its turn in
    radians; `count` of them.
    """
    (r, rise, turn), colour = entry.get("size", (1.0, 0.2, 0.42)), colour_of(entry, (120, 84, 54))
    many, rail = int(entry.get("count", 16)), colour_of(entry, (60, 44, 34), "rail")
    found = prism(0, 0, 0, 0.09, rise * many + 0.9, rail)
    for index in range(many):
        y, a, b = rise * (index + 1), index * turn, (index + 1) * turn
        (ax, az), (bx, bz) = (r * cos(a), r * sin(a)), (r * cos(b), r * sin(b))
        tone = mix(colour, BLACK, 0.12 + 0.25 * max(0.0, sin((a + b) / 2)))
        found.append(quad([(0, y, 0), (ax, y, az), (bx, y, bz)], mix(tone, WHITE, 0.25)))
        edge = [(ax, y - 0.1, az), (bx, y - 0.1, bz), (bx, y, bz), (ax, y, az)]
        riser = [(0, y - 0.1, 0), (ax, y - 0.1, az), (ax, y, az), (0, y, 0)]
        found += [quad(edge, tone), quad(riser, mix(tone, BLACK, 0.2))]
        found += box((bx - 0.02, y, bz), (0.04, 0.9, 0.04), rail)
        hand = [(ax, y + 0.86 - rise, az), (bx, y + 0.86, bz), (bx, y + 0.92, bz)]
        found.append(quad([*hand, (ax, y + 0.92 - rise, az)], rail))
    return found


def plant(entry: Table) -> list[Facet]:
    """A plant in a pot."""
    high = entry.get("size", [1.2])[0]
    found = prism(0, 0, 0, 0.17, 0.3, colour_of(entry, (170, 96, 66), "pot"), top=1.25)
    for index in range(9):
        turn, lean = index * 2.4, 0.18 + 0.05 * (index % 3)
        x, z = cos(turn) * lean * high, sin(turn) * lean * high
        tone = mix((58, 116, 62), WHITE if index % 2 else BLACK, 0.12)
        y = high * (0.75 + 0.08 * (index % 4))
        leaf = [(x + 0.08, y * 0.8, z), (x, y, z), (x - 0.08, y * 0.8, z)]
        found.append(quad([(-0.02, 0.3, 0), (0.02, 0.3, 0), *leaf], tone))
    return found


def lamp(entry: Table) -> list[Facet]:
    """A lamp on a stand, its shade lit."""
    high = entry.get("size", [1.5])[0]
    return [
        *prism(0, 0, 0, 0.14, 0.03, (60, 56, 52)),
        *prism(0, 0.03, 0, 0.015, high - 0.3, (70, 64, 58)),
        *lit(prism(0, high - 0.3, 0, 0.2, 0.28, colour_of(entry, (250, 222, 170)), top=0.6)),
    ]


def pendant(entry: Table) -> list[Facet]:
    """A lamp that hangs from the ceiling, `at` its lower end."""
    cord = prism(0, 0.22, 0, 0.008, entry.get("size", [0.8])[0], (40, 38, 36))
    return [*cord, *lit(prism(0, 0, 0, 0.2, 0.22, colour_of(entry, (252, 226, 170)), top=0.3))]


def chandelier(entry: Table) -> list[Facet]:
    """A chandelier of candles, `at` its lower end."""
    tone = colour_of(entry, (196, 156, 84))
    found = [*prism(0, 0.1, 0, 0.05, 0.8, tone), *prism(0, 0.05, 0, 0.1, 0.12, tone, top=0.6)]
    for index in range(8):
        x, z = cos(index * pi / 4) * 0.5, sin(index * pi / 4) * 0.5
        found += box((min(0, x), 0.14, min(0, z)), (abs(x) + 0.02, 0.03, abs(z) + 0.02), tone)
        found += prism(x, 0.16, z, 0.03, 0.16, (246, 240, 224))
        found += lit(prism(x, 0.32, z, 0.03, 0.1, (255, 206, 110), top=0.1))
    return found


def lit(facets: list[Facet]) -> list[Facet]:
    """Facets that shine by themselves."""
    return [Facet(points=each.points, colour=each.colour, shines=True) for each in facets]


def machine(entry: Table) -> list[Facet]:
    """A machine or console: a body with lit fields on its front."""
    (w, h, d), colour = entry.get("size", (1.2, 1.3, 0.7)), colour_of(entry, (96, 110, 120))
    found = box((-w / 2, 0, -d / 2), (w, h, d), colour)
    rng, columns = stream(int(w * 100 + h * 10), "machine"), max(1, int(w / 0.3))
    tones = entry.get("lights", [[90, 200, 220], [230, 170, 60], [210, 70, 60], [120, 210, 120]])
    for column in range(columns):
        for row in range(int(entry.get("rows", 2))):
            low = (-w / 2 + (column + 0.15) * w / columns, h * (0.88 - 0.2 * (row + 1)))
            tone = tuple(tones[int(rng.integers(len(tones)))])
            size = (w / columns * 0.7, h * 0.14)
            found.append(pane(low, size, -d / 2 - 0.004, tone, shines=True))
    return [face.on(np.array((0, h / 2, 0))) for face in found]


def flasks(entry: Table) -> list[Facet]:
    """Bottles and flasks with coloured liquids in a row, `count` of them."""
    tones = [(80, 190, 120), (70, 140, 220), (210, 80, 120), (230, 180, 60), (150, 90, 200)]
    found: list[Facet] = []
    for index in range(int(entry.get("count", 5))):
        x, tall = (index - 2) * 0.22, 0.16 + 0.06 * (index % 3)
        tone = tones[index % len(tones)]
        found += prism(x, 0, 0, 0.07, tall * 0.7, tone, top=0.35)
        found += prism(x, tall * 0.7, 0, 0.025, tall * 0.5, mix(tone, WHITE, 0.7))
    return found


def bottles(entry: Table) -> list[Facet]:
    """Bottles in a row, `count` of them."""
    tones = [(60, 110, 60), (150, 90, 40), (190, 200, 190), (110, 40, 40), (200, 160, 70)]
    found: list[Facet] = []
    count = int(entry.get("count", 6))
    for index in range(count):
        x = (index - (count - 1) / 2) * 0.14
        tone = tones[index % len(tones)]
        found += prism(x, 0, 0, 0.04, 0.18, tone)
        found += prism(x, 0.18, 0, 0.016, 0.1, tone)
    return found


def wheel(entry: Table) -> list[Facet]:
    """A steering wheel that faces away from the viewer, seen from the seat."""
    radius, tone = entry.get("size", [0.2])[0], colour_of(entry, (28, 28, 32))

    def at(turn: float, part: float) -> tuple[float, float]:
        return cos(turn) * radius * part, sin(turn) * radius * part

    rim = [
        upright([at(start, 1), at(end, 1), at(end, 0.84), at(start, 0.84)], 0, tone)
        for start, end in pairwise(np.linspace(0, 2 * pi, 25).tolist())
    ]
    spokes = [
        upright([at(a - 0.3, 0.2), at(a - 0.1, 0.9), at(a + 0.1, 0.9), at(a + 0.3, 0.2)], 0, tone)
        for a in (0.1, pi - 0.1, 1.5 * pi)
    ]
    return [*spokes, *rim]


def ropes(entry: Table) -> list[Facet]:
    """Posts and three ropes of a ring's side, `size` its width and height."""
    (w, h), tone = entry.get("size", (5.0, 1.3)), colour_of(entry, (200, 50, 46))
    found: list[Facet] = []
    for x in (-w / 2, w / 2):
        found += prism(x, 0, 0, 0.07, h + 0.1, colour_of(entry, (50, 70, 150), "post"))
    for part in (0.35, 0.66, 0.97):
        rope = tone if part != 0.66 else (236, 234, 230)
        found += box((-w / 2, h * part, -0.02), (w, 0.045, 0.04), rope)
    return found


def barrel(entry: Table) -> list[Facet]:
    """A barrel with two hoops."""
    radius, high = entry.get("size", (0.3, 0.85))
    tone = colour_of(entry, (130, 92, 56))
    found = prism(0, 0, 0, radius, high * 0.5, tone, top=1.1)
    found += prism(0, high * 0.5, 0, radius * 1.1, high * 0.5, tone, top=0.9)
    return found + prism(0, high * 0.45, 0, radius * 1.12, 0.05, mix(tone, BLACK, 0.5))


def cross(entry: Table) -> list[Facet]:
    """A cross."""
    high, tone = entry.get("size", [1.4])[0], colour_of(entry, (200, 166, 80))
    bar = high * 0.09
    return [
        *box((-bar / 2, 0, 0), (bar, high, bar), tone),
        *box((-high * 0.28, high * 0.62, 0), (high * 0.56, bar, bar), tone),
    ]


def wall(entry: Table) -> list[Facet]:
    """A free-standing wall: `size` width and height; `holes` of [x, y, width, height] in `inner`, a
    colour that shines where `glow`.
    """
    (w, h), tone = entry.get("size", (6, 5)), colour_of(entry, (170, 150, 130))
    inner, shines = colour_of(entry, (60, 66, 78), "inner"), bool(entry.get("glow"))
    found = box((-w / 2, 0, 0), (w, h, entry.get("depth", 0.3)), tone)
    for x, y, a, b in entry.get("holes", ()):
        found.append(pane((x - a / 2, y), (a, b), -0.01, inner, shines=shines))
    return [face.on(np.array((0, h / 2, 0.15))) for face in found]
