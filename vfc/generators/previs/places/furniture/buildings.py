"""What is built under the sky: houses, towers, columns, stalls, playthings, cranes, stands."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.furniture.outdoors import disc, joined
from vfc.generators.previs.places.furniture.shops import beams
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, box, pane, prism, quad, upright

GLASS: Colour = (120, 150, 176)


def house(entry: Table) -> list[Facet]:
    """A house with a gable, or a flat top by its `shape`: `size` is width, height to the eaves,
    depth; `roof` its colour.
    """
    (w, h, d), tone = entry.get("size", (7, 3.4, 6)), colour_of(entry, (214, 196, 166))
    roof, top = colour_of(entry, (150, 66, 50), "roof"), h + entry.get("gable", w * 0.3)
    found = box((-w / 2, 0, -d / 2), (w, h, d), tone)
    front = -d / 2
    if entry.get("shape") == "flat":
        found += box(
            (-w / 2 - 0.15, h, front - 0.15), (w + 0.3, 0.5, d + 0.3), mix(tone, WHITE, 0.12)
        )
    else:
        found.append(upright([(-w / 2, h), (w / 2, h), (0, top)], front, tone))
    for side in (-1, 1) if entry.get("shape") != "flat" else ():
        eaves = side * (w / 2 + 0.35)
        found.append(
            quad(
                [
                    (0, top, front - 0.3),
                    (eaves, h - 0.15, front - 0.3),
                    (eaves, h - 0.15, d / 2),
                    (0, top, d / 2),
                ],
                roof if side < 0 else mix(roof, BLACK, 0.2),
            )
        )
    found.append(pane((-0.5, 0), (1.0, 2.1), front - 0.01, colour_of(entry, (110, 74, 50), "door")))
    if entry.get("timber"):
        found += beams(w, h, front - 0.002)
    for x in (-w * 0.34, w * 0.18):
        glass = colour_of(entry, GLASS, "glass")
        face = pane((x, 1.0), (w * 0.16, 1.2), front - 0.01, glass, shines=bool(entry.get("lit")))
        found.append(face.by_night())
    return [
        face.on(np.array((0, h / 2, 0))) if face.body is None and index > 7 else face
        for index, face in enumerate(found)
    ]


def tower(entry: Table) -> list[Facet]:
    """A round tower with battlements, or a pointed roof with `roof`: `size` radius and height."""
    (r, h), tone = entry.get("size", (2.0, 10)), colour_of(entry, (156, 150, 142))
    found = prism(0, 0, 0, r, h, tone)
    if "roof" in entry:
        found += prism(0, h, 0, r * 1.2, r * 2.2, colour_of(entry, (90, 60, 80), "roof"), top=0.02)
    else:
        for k in range(8):
            x, z = cos(k * pi / 4) * r * 0.9, sin(k * pi / 4) * r * 0.9
            found += box((x - r * 0.16, h, z - r * 0.16), (r * 0.32, r * 0.4, r * 0.32), tone)
    for y in (0.35, 0.65):
        found.append(pane((-r * 0.1, h * y), (r * 0.2, r * 0.6), -r - 0.02, (40, 38, 44)))
    return found


def column(entry: Table) -> list[Facet]:
    """A column with base and capital; `broken` has it end in the air."""
    (r, h), tone = entry.get("size", (0.5, 6)), colour_of(entry, (222, 212, 190))
    found = box((-r * 1.3, 0, -r * 1.3), (r * 2.6, r * 0.5, r * 2.6), tone)
    if entry.get("broken"):
        return found + prism(0, r * 0.5, 0, r, h * 0.55, tone)
    return [
        *found,
        *prism(0, r * 0.5, 0, r, h - r, tone, top=0.86),
        *box((-r * 1.3, h - r * 0.5, -r * 1.3), (r * 2.6, r * 0.5, r * 2.6), tone),
    ]


def pagoda(entry: Table) -> list[Facet]:
    """A pagoda of three storeys with curved roofs."""
    w, tone, roof = entry.get("size", [6.0])[0], (176, 56, 44), (54, 62, 74)
    found: list[Facet] = []
    for level in range(3):
        wide, low = w * (1 - 0.2 * level), level * w * 0.62
        found.append(pane((-wide * 0.36, low), (wide * 0.72, w * 0.42), 0, tone))
        for x in np.linspace(-0.3, 0.24, 4):
            found.append(
                pane((x * wide, low + w * 0.06), (wide * 0.07, w * 0.26), -0.01, (236, 222, 190))
            )
        y = low + w * 0.42
        found.append(
            upright(
                [
                    (-wide * 0.66, y + w * 0.07),
                    (-wide * 0.5, y - w * 0.02),
                    (wide * 0.5, y - w * 0.02),
                    (wide * 0.66, y + w * 0.07),
                    (wide * 0.3, y + w * 0.2),
                    (-wide * 0.3, y + w * 0.2),
                ],
                -0.02,
                roof,
            )
        )
    found.append(pane((-0.06, w * 1.8), (0.12, w * 0.5), -0.02, (206, 170, 80)))
    return joined(found)


def torii(entry: Table) -> list[Facet]:
    """A torii gate."""
    h, tone = entry.get("size", [5.0])[0], (206, 60, 40)
    return [
        *prism(-h * 0.4, 0, 0, 0.2, h * 0.9, tone),
        *prism(h * 0.4, 0, 0, 0.2, h * 0.9, tone),
        *box((-h * 0.5, h * 0.7, -0.1), (h, 0.25, 0.2), tone),
        *box((-h * 0.6, h * 0.92, -0.15), (h * 1.2, 0.35, 0.3), mix(tone, BLACK, 0.5)),
    ]


def stall(entry: Table) -> list[Facet]:
    """A market stall: a table of goods under a striped awning."""
    w, tone = entry.get("size", [2.6])[0], colour_of(entry, (200, 50, 46))
    rng = stream(int(w * 10 + tone[0]), "stall")
    found = [
        *box((-w / 2, 0, -0.4), (w, 0.8, 0.9), (140, 100, 64)),
        *box((-w / 2, 0, 0.3), (0.06, 2.4, 0.06), (90, 66, 46)),
        *box((w / 2 - 0.06, 0, 0.3), (0.06, 2.4, 0.06), (90, 66, 46)),
    ]
    goods = [(220, 60, 50), (240, 170, 50), (90, 160, 70), (250, 220, 90), (150, 70, 130)]
    for x in np.linspace(-w / 2 + 0.15, w / 2 - 0.15, 9):
        heap = goods[int(rng.integers(len(goods)))]
        found.append(disc(float(x), 0.86, 0.15, -0.2, heap, 0.8))
    stripes = 8
    for k in range(stripes):
        x, wide = -w / 2 - 0.2 + k * (w + 0.4) / stripes, (w + 0.4) / stripes
        shade = tone if k % 2 else (244, 240, 232)
        found.append(
            quad(
                [(x, 2.5, 0.4), (x + wide, 2.5, 0.4), (x + wide, 2.1, -0.8), (x, 2.1, -0.8)], shade
            )
        )
        found.append(pane((x, 1.9), (wide, 0.2), -0.8, mix(shade, BLACK, 0.1)))
    return found


def tent(entry: Table) -> list[Facet]:
    """A tent with a gable, its door open."""
    w, tone = entry.get("size", [2.4])[0], colour_of(entry, (214, 120, 50))
    h, d = w * 0.7, w
    return [
        quad(
            [(-w / 2, 0, -d / 2), (0, h, -d / 2), (0, h, d / 2), (-w / 2, 0, d / 2)],
            mix(tone, WHITE, 0.1),
        ),
        quad(
            [(w / 2, 0, -d / 2), (0, h, -d / 2), (0, h, d / 2), (w / 2, 0, d / 2)],
            mix(tone, BLACK, 0.2),
        ),
        upright([(-w / 2, 0), (w / 2, 0), (0, h)], -d / 2 - 0.01, tone),
        upright([(-w * 0.16, 0), (w * 0.16, 0), (0, h * 0.75)], -d / 2 - 0.02, (60, 44, 40)),
    ]


def lamppost(entry: Table) -> list[Facet]:
    """A street lamp, its head lit."""
    h = entry.get("size", [4.0])[0]
    return [
        *prism(0, 0, 0, 0.07, h, colour_of(entry, (50, 54, 58)), top=0.7),
        *[
            face.by_night((255, 240, 200))
            for face in prism(0, h, 0, 0.12, 0.36, (230, 220, 196), top=1.7)
        ],
        *prism(0, h + 0.36, 0, 0.24, 0.12, (50, 54, 58), top=0.3),
    ]


def swing(entry: Table) -> list[Facet]:
    """A frame with two swings."""
    tone, found = colour_of(entry, (200, 60, 50)), []
    for x in (-1.9, 1.9):
        for z in (-0.7, 0.7):
            found.append(
                quad(
                    [(x - 0.05, 0, z), (x + 0.05, 0, z), (x + 0.05, 2.5, 0), (x - 0.05, 2.5, 0)],
                    tone,
                )
            )
    found += box((-2.0, 2.45, -0.05), (4.0, 0.1, 0.1), tone)
    for x in (-0.9, 0.9):
        for side in (-0.22, 0.22):
            found += box((x + side - 0.012, 0.55, -0.01), (0.024, 1.9, 0.02), (70, 70, 74))
        found += box((x - 0.26, 0.5, -0.1), (0.52, 0.05, 0.2), (60, 90, 160))
    return found


def slide(entry: Table) -> list[Facet]:
    """A slide with its ladder."""
    tone = colour_of(entry, (240, 190, 50))
    return [
        *box((-0.35, 0, 1.6), (0.06, 2.0, 0.06), (60, 110, 170)),
        *box((0.29, 0, 1.6), (0.06, 2.0, 0.06), (60, 110, 170)),
        *box((-0.4, 1.9, 1.2), (0.8, 0.08, 0.7), (60, 110, 170)),
        quad([(-0.35, 0.15, -1.2), (0.35, 0.15, -1.2), (0.35, 1.9, 1.2), (-0.35, 1.9, 1.2)], tone),
        quad(
            [(-0.42, 0.15, -1.2), (-0.35, 0.4, -1.2), (-0.35, 2.15, 1.2), (-0.42, 1.9, 1.2)],
            mix(tone, BLACK, 0.25),
        ),
        quad(
            [(0.42, 0.15, -1.2), (0.35, 0.4, -1.2), (0.35, 2.15, 1.2), (0.42, 1.9, 1.2)],
            mix(tone, BLACK, 0.25),
        ),
    ]


def car(entry: Table) -> list[Facet]:
    """A car seen from its side, or from before with a `turn`."""
    tone = colour_of(entry, (60, 90, 150))
    found = [
        *box((-2.1, 0.35, -0.85), (4.2, 0.5, 1.7), tone),
        *box((-1.1, 0.85, -0.75), (2.2, 0.5, 1.5), mix(tone, (60, 76, 92), 0.7)),
        *box((-1.1, 1.3, -0.75), (2.2, 0.06, 1.5), tone),
    ]
    for x in (-1.35, 1.35):
        found.append(disc(x, 0.36, 0.36, -0.87, (26, 26, 30)).on(np.array((0, 0.6, 0))))
        found.append(disc(x, 0.36, 0.18, -0.88, (170, 174, 178)).on(np.array((0, 0.6, 0))))
    ends = ((-2.12, (255, 60, 50)), (2.12, (255, 250, 214)))
    for x, light in ends:
        for z in (-0.8, 0.45):
            lamp = [(x, 0.55, z), (x, 0.55, z + 0.35), (x, 0.75, z + 0.35), (x, 0.75, z)]
            found.append(
                quad(lamp, mix(light, BLACK, 0.2)).on(np.array((0, 0.6, 0))).by_night(light)
            )
    return found


def crane(entry: Table) -> list[Facet]:
    """A tower crane."""
    h, tone = entry.get("size", [26.0])[0], (236, 180, 40)
    found = [pane((-0.5, 0), (1.0, h), 0, tone)]
    for k in range(int(h / 1.6)):
        found.append(
            upright(
                [
                    (-0.4, k * 1.6),
                    (0.4, k * 1.6 + 1.4),
                    (0.4, k * 1.6 + 1.5),
                    (-0.4, k * 1.6 + 0.1),
                ],
                -0.01,
                mix(tone, BLACK, 0.55),
            )
        )
    found += [
        pane((-h * 0.25, h), (h * 0.95, 0.7), 0, tone),
        pane((-h * 0.25, h - 1.6), (2.4, 1.8), 0, (110, 112, 116)),
        upright(
            [(-h * 0.22, h + 0.7), (0, h + 4), (0.3, h + 4), (h * 0.6, h + 0.7), (0.2, h + 3.6)],
            0,
            tone,
        ),
        pane((h * 0.5, h * 0.45), (0.1, h * 0.55), 0, (60, 60, 64)),
        pane((h * 0.5 - 1.0, h * 0.42), (2.1, 0.6), 0, (150, 110, 80)),
    ]
    return joined(found)


def scaffold(entry: Table) -> list[Facet]:
    """A building in its frame: floors of concrete on posts."""
    (w, h), found = entry.get("size", (12, 9)), []
    for level in range(int(h / 3)):
        found.append(pane((-w / 2, level * 3 + 2.7), (w, 0.4), 0, (176, 172, 166)))
        for x in np.linspace(-w / 2, w / 2 - 0.4, 5):
            found.append(pane((float(x), level * 3), (0.4, 2.8), 0.01, (150, 146, 140)))
    for x in np.arange(-w / 2, w / 2, 1.5):
        found.append(pane((float(x), 0), (0.07, h), -0.02, (206, 120, 50)))
    return joined(found)


def stands(entry: Table) -> list[Facet]:
    """Stands full of people: `size` width and height."""
    (w, h), rng = entry.get("size", (60, 12)), stream(3, "stands")
    found = [upright([(-w / 2, 1.0), (w / 2, 1.0), (w / 2, h), (-w / 2, h)], 0, (70, 76, 90))]
    tones = [(200, 60, 60), (230, 220, 210), (60, 90, 170), (230, 180, 60), (50, 50, 60)]
    for row in np.arange(1.6, h - 0.6, h / 11):
        for x in np.arange(-w / 2 + 0.6, w / 2 - 0.6, w / 70):
            if rng.random() < 0.85:
                tone = tones[int(rng.integers(len(tones)))]
                found.append(pane((float(x), float(row)), (w / 110, h / 18), -0.01, tone))
    found.append(pane((-w / 2, h), (w, 0.8), -0.02, (206, 210, 214)))
    found.append(pane((-w / 2, 0), (w, 1.0), -0.02, (40, 70, 140)))
    return joined(found)


def floodlight(entry: Table) -> list[Facet]:
    """A mast with a field of lamps."""
    h = entry.get("size", [16.0])[0]
    lamps = [
        pane((-1.5 + 0.6 * k, h + 0.6 * j), (0.5, 0.5), -0.02, (255, 255, 240), shines=True)
        for k in range(5)
        for j in range(3)
    ]
    return joined(
        [
            pane((-0.2, 0), (0.4, h), 0, (120, 124, 130)),
            pane((-1.7, h - 0.1), (3.2, 2.0), -0.01, (70, 74, 80)),
            *lamps,
        ]
    )


def pump(entry: Table) -> list[Facet]:
    """A petrol pump."""
    tone = colour_of(entry, (206, 40, 40))
    found = box((-0.4, 0, -0.3), (0.8, 1.7, 0.6), tone)
    found.append(
        pane((-0.3, 1.05), (0.6, 0.45), -0.31, (230, 240, 240), shines=True).on(
            np.array((0, 0.8, 0))
        )
    )
    return found + box((0.42, 0.6, -0.1), (0.08, 0.7, 0.1), (30, 30, 34))


def plane(entry: Table) -> list[Facet]:
    """An airliner on the ground, seen from its side."""
    long, tone = entry.get("size", [30.0])[0], (240, 242, 244)
    k = long / 30
    body = [(-15, 3.6), (-13, 2.4), (11, 2.4), (15, 4.6), (12, 5.6), (-12, 5.6), (-14.5, 4.6)]
    found = [
        upright([(x * k, y * k) for x, y in body], 0, tone),
        upright(
            [(x * k, y * k) for x, y in [(11, 5.4), (14, 5.2), (16.5, 10), (14.6, 10)]],
            0.02,
            (40, 90, 170),
        ),
        upright(
            [(x * k, y * k) for x, y in [(-3, 3.2), (4, 3.2), (7, 1.6), (4.5, 1.6)]],
            -0.03,
            (190, 196, 204),
        ),
        pane((-1.5 * k, 1.4 * k), (2.6 * k, 1.2 * k), -0.04, (120, 126, 134)),
    ]
    for x in np.arange(-11, 11, 1.1):
        found.append(pane((float(x) * k, 4.4 * k), (0.5 * k, 0.6 * k), -0.02, (60, 76, 96)))
    for x in (-11.0, 1.0):
        found.append(disc(x * k, 0.7 * k, 0.7 * k, -0.01, (30, 30, 34)))
        found.append(pane((x * k - 0.1, 0.7 * k), (0.2, 1.9 * k), 0.01, (100, 104, 108)))
    return joined(found)


def lift_line(entry: Table) -> list[Facet]:
    """A ski lift: pylons with a rope and chairs."""
    found: list[Facet] = []
    for x, y in ((-14, 0), (0, 4), (14, 8)):
        found.append(pane((x, y), (0.4, 6), 0, (90, 96, 104)))
        found.append(pane((x - 1.2, y + 5.8), (2.8, 0.3), 0, (90, 96, 104)))
    found.append(upright([(-20, 3.9), (20, 15.6), (20, 15.8), (-20, 4.1)], 0, (50, 54, 60)))
    for x in (-9, -4, 5, 9.5):
        y = 4 + (x + 20) * 11.7 / 40
        found.append(pane((x, y - 1.4), (0.06, 1.5), 0, (50, 54, 60)))
        found.append(pane((x - 0.5, y - 1.8), (1.1, 0.5), 0, (206, 50, 44)))
    return joined(found)


def goal(entry: Table) -> list[Facet]:
    """A goal with its net."""
    w, h = entry.get("size", (7.3, 2.4))
    net = [
        pane((-w / 2 + k * 0.4, 0), (0.03, h), 0.5, (210, 214, 216)) for k in range(int(w / 0.4))
    ]
    net += [pane((-w / 2, k * 0.4), (w, 0.03), 0.5, (210, 214, 216)) for k in range(int(h / 0.4))]
    return joined(
        [
            *net,
            pane((-w / 2, 0), (0.14, h), 0, WHITE),
            pane((w / 2, 0), (0.14, h), 0, WHITE),
            pane((-w / 2, h), (w + 0.14, 0.14), 0, WHITE),
        ]
    )


def bridge(entry: Table) -> list[Facet]:
    """A suspension bridge that runs away from the viewer: two gates, ropes and hangers."""
    w, tone = entry.get("size", [9.0])[0], colour_of(entry, (190, 64, 46))
    found: list[Facet] = []
    for z in (14.0, 44.0):
        for x in (-w / 2, w / 2 - 0.7):
            found += box((x, 0, z), (0.7, 16, 0.8), tone)
        for y in (8, 15):
            found += box((-w / 2, y, z), (w, 0.9, 0.6), tone)
    for x in (-w / 2 + 0.3, w / 2 - 0.3):
        knots = [
            (z, 1.5 + 14 * abs(sin((z - 14) * pi / 60 + pi / 2)) ** 2)
            for z in np.arange(-6, 44.1, 2.5)
        ]
        for (z1, y1), (z2, y2) in pairwise(knots):
            found.append(
                quad(
                    [(x - 0.1, y1, z1), (x + 0.1, y1, z1), (x + 0.1, y2, z2), (x - 0.1, y2, z2)],
                    tone,
                )
            )
            found.append(
                quad(
                    [(x - 0.03, 0, z1), (x + 0.03, 0, z1), (x + 0.03, y1, z1), (x - 0.03, y1, z1)],
                    mix(tone, BLACK, 0.1),
                )
            )
        found += box((x - 0.05, 0.9, -6), (0.1, 0.12, 60), tone)
    return found


def block_of_flats(entry: Table) -> list[Facet]:
    """A building with rows of windows: `size` width, height, depth."""
    (w, h, d), tone = entry.get("size", (10, 14, 8)), colour_of(entry, (170, 150, 136))
    found, rng = (
        box((-w / 2, 0, -d / 2), (w, h, d), tone),
        stream(int(w * 7 + h + tone[0]), "flats"),
    )
    middle = np.array((0, h / 2, 0))
    for y in np.arange(1.2, h - 1.6, 2.8):
        for x in np.arange(-w / 2 + 0.6, w / 2 - 1.2, 2.0):
            lit = rng.random() < entry.get("lit", 0.0)
            found.append(
                pane(
                    (float(x), float(y)),
                    (1.1, 1.5),
                    -d / 2 - 0.01,
                    (255, 214, 140) if lit else GLASS,
                    shines=lit,
                )
                .on(middle)
                .by_night((255, 214, 140) if lit or rng.random() < 0.35 else (40, 48, 62))
            )
        for z in np.arange(-d / 2 + 0.6, d / 2 - 1.2, 2.0):
            for side in (-w / 2 - 0.01, w / 2 + 0.01):
                corners = [
                    (side, y, z),
                    (side, y, z + 1.1),
                    (side, y + 1.5, z + 1.1),
                    (side, y + 1.5, z),
                ]
                found.append(quad(corners, mix(GLASS, BLACK, 0.2)).on(middle))
    return found
