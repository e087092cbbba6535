"""House fronts with shops at their foot, and what hangs on them: signs, awnings, lanterns."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.places.furniture.entries import Table, colour_of
from vfc.generators.previs.places.solids import BLACK, WHITE, Facet, box, pane, prism, quad, upright


def shopfront(entry: Table) -> list[Facet]:
    """A house that looks at the viewer with a shop at its foot: `size` width, height and depth, an
    awning of `hood`, a board of `sign`, and a `roof` by its `shape`: flat (with a cornice), false
    (a high front), gable, curved (as in the far east), mansard.
    """
    (w, h, d), tone = entry.get("size", (7, 7, 8)), colour_of(entry, (186, 150, 120))
    middle, front = np.array((0, h / 2, 0)), -d / 2
    found = box((-w / 2, 0, front), (w, h, d), tone)
    lower = veranda if entry.get("plain") else ground_floor
    found += [face.on(middle) for face in lower(entry, w, front, tone)]
    glass = colour_of(entry, (96, 122, 146), "glass")
    if entry.get("timber"):
        found += [face.on(middle) for face in beams(w, h, front - 0.01, 3.6)]
    frame = mix(tone, WHITE, 0.45)
    for y in np.arange(3.9, h - 1.3, 2.8):
        for x in np.linspace(-w / 2 + 0.7, w / 2 - 1.7, max(2, round(w / 2.2))):
            found.append(
                pane((float(x) - 0.1, float(y) - 0.1), (1.2, 1.7), front - 0.01, frame).on(middle)
            )
            face = pane((float(x), float(y)), (1.0, 1.5), front - 0.02, glass).on(middle)
            found.append(face.by_night() if (round(x * 7 + y) % 3) else face)
    return found + roof(entry, (w, h, d), tone)


def ground_floor(entry: Table, w: float, front: float, tone: Colour) -> list[Facet]:
    """The window and door of a shop, its awning in stripes, its board with letters."""
    hood, board = colour_of(entry, (176, 50, 46), "hood"), colour_of(entry, (52, 70, 60), "sign")
    found = [
        pane((-w * 0.44, 0.5), (w * 0.56, 2.0), front - 0.02, (150, 176, 186)).by_night(),
        pane((w * 0.2, 0), (w * 0.2, 2.5), front - 0.02, mix(tone, (60, 40, 30), 0.65)),
        pane((w * 0.23, 1.2), (w * 0.14, 1.1), front - 0.03, (150, 176, 186)).by_night(),
        pane((-w * 0.47, 2.95), (w * 0.94, 0.65), front - 0.06, board),
    ]
    rng = stream(int(w * 10 + sum(hood)), "letters")
    x = -w * 0.3
    while x < w * 0.3:
        long = rng.uniform(0.12, 0.3)
        found.append(pane((x, 3.1), (long, 0.34), front - 0.08, mix(board, WHITE, 0.8)))
        x += long + 0.12
    stripes = 8
    for k in range(stripes):
        a, b = -w * 0.46 + k * w * 0.92 / stripes, -w * 0.46 + (k + 1) * w * 0.92 / stripes
        shade = hood if k % 2 else (244, 240, 232)
        corners = [
            (a, 2.9, front - 0.03),
            (b, 2.9, front - 0.03),
            (b, 2.4, front - 1.1),
            (a, 2.4, front - 1.1),
        ]
        found.append(quad(corners, shade))
    return found


def veranda(entry: Table, w: float, front: float, tone: Colour) -> list[Facet]:
    """Sliding doors of paper between posts, where there is no shop."""
    found = []
    count = max(4, round(w / 1.8))
    for k in range(count):
        x, wide = -w / 2 + k * w / count, w / count
        found.append(
            pane((x + 0.12, 0.2), (wide - 0.24, 2.5), front - 0.02, (242, 234, 212)).by_night()
        )
        for part in (0.33, 0.66):
            bar = (x + 0.12 + (wide - 0.24) * part, 0.2)
            found.append(pane(bar, (0.05, 2.5), front - 0.03, mix(tone, BLACK, 0.3)))
        found.append(
            pane((x + 0.12, 1.4), (wide - 0.24, 0.05), front - 0.03, mix(tone, BLACK, 0.3))
        )
        found += prism(x, 0, front - 1.1, 0.12, 3.0, mix(tone, BLACK, 0.15))
    return found


def beams(w: float, h: float, front: float, low: float = 0.0) -> list[Facet]:
    """The timber of a house's front: posts, rails and struts between heights in metres."""
    tone, found = (84, 58, 42), []
    count = max(3, round(w / 1.7))
    xs = np.linspace(-w / 2, w / 2 - 0.22, count)
    for x in xs:
        found.append(pane((float(x), low), (0.22, h - low), front - 0.025, tone))
    for y in np.arange(low, h + 0.1, max(1.4, (h - low) / 2)):
        found.append(pane((-w / 2, min(float(y), h - 0.2)), (w, 0.2), front - 0.026, tone))
    for a, b in pairwise(xs):
        strut = [(a + 0.1, low), (a + 0.32, low), (b + 0.12, h), (b - 0.1, h)]
        if (round(a * 10) + count) % 2:
            found.append(upright(strut, front - 0.024, tone))
    return found


def roof(entry: Table, size: tuple[float, float, float], tone: Colour) -> list[Facet]:
    """What a house has on top, by its `shape`."""
    (w, h, d), own = size, colour_of(entry, (110, 84, 74), "roof")
    front, shape = -d / 2, entry.get("shape", "flat")
    middle = np.array((0, h, 0))
    if shape == "false":
        board = [
            (-w / 2, h),
            (-w / 2, h + 1),
            (-w * 0.3, h + 1),
            (-w * 0.3, h + 1.7),
            (w * 0.3, h + 1.7),
            (w * 0.3, h + 1),
            (w / 2, h + 1),
            (w / 2, h),
        ]
        return [upright(board, front, mix(tone, WHITE, 0.06))]
    if shape == "flat":
        return box((-w / 2 - 0.15, h, front - 0.2), (w + 0.3, 0.4, d + 0.2), mix(tone, WHITE, 0.25))
    if shape == "mansard":
        return mansard(size, own)
    if shape == "curved":
        return curved((w, h, d), own)
    top = h + w * 0.34
    return [
        upright([(-w / 2, h), (w / 2, h), (0, top)], front - 0.01, tone).on(middle),
        quad(
            [
                (0, top, front - 0.3),
                (-w / 2 - 0.3, h, front - 0.3),
                (-w / 2 - 0.3, h, d / 2),
                (0, top, d / 2),
            ],
            own,
        ),
        quad(
            [
                (0, top, front - 0.3),
                (w / 2 + 0.3, h, front - 0.3),
                (w / 2 + 0.3, h, d / 2),
                (0, top, d / 2),
            ],
            mix(own, BLACK, 0.2),
        ),
    ]


def mansard(size: tuple[float, float, float], own: Colour) -> list[Facet]:
    """A steep roof of slate with windows in it."""
    w, h, d = size
    front = -d / 2
    found = [
        quad(
            [
                (-w / 2, h, front),
                (w / 2, h, front),
                (w / 2, h + 2.6, front + 1.1),
                (-w / 2, h + 2.6, front + 1.1),
            ],
            own,
        )
    ]
    for side in (-w / 2, w / 2):
        found.append(
            quad(
                [
                    (side, h, front),
                    (side, h, d / 2),
                    (side, h + 2.6, d / 2),
                    (side, h + 2.6, front + 1.1),
                ],
                mix(own, BLACK, 0.2),
            )
        )
    for x in np.linspace(-w * 0.36, w * 0.36, 3):
        found.append(pane((float(x) - 0.5, h + 0.4), (1.0, 1.5), front + 0.1, (226, 220, 206)))
        found.append(pane((float(x) - 0.35, h + 0.5), (0.7, 1.2), front + 0.05, (96, 122, 146)))
    return [
        *found,
        quad(
            [
                (-w / 2, h + 2.6, front + 1.1),
                (w / 2, h + 2.6, front + 1.1),
                (w / 2, h + 2.6, d / 2),
                (-w / 2, h + 2.6, d / 2),
            ],
            mix(own, WHITE, 0.1),
        ),
    ]


def curved(size: tuple[float, float, float], own: Colour) -> list[Facet]:
    """A tiled roof that sweeps up at its eaves, over a lesser one above the shop."""
    w, h, d = size
    found: list[Facet] = []
    for low, out, rise in ((2.95, 1.1, 0.55), (h, 1.0, 1.9)):
        front = -d / 2
        for index, (a, b) in enumerate(pairwise(np.linspace(-0.5, 0.5, 11))):
            lift = [0.5 * abs(2 * k) ** 3 for k in (a, b)]
            wide = w + 1.4
            corners = [
                (a * wide, low + lift[0], front - out),
                (b * wide, low + lift[1], front - out),
                (b * w, low + rise, front + out * 0.6),
                (a * w, low + rise, front + out * 0.6),
            ]
            found.append(quad(corners, mix(own, BLACK if index % 2 else WHITE, 0.08)))
    back = [
        (-w / 2, h + 1.9, -d / 2 + 0.6),
        (w / 2, h + 1.9, -d / 2 + 0.6),
        (w / 2, h, d / 2),
        (-w / 2, h, d / 2),
    ]
    return [*found, quad(back, mix(own, BLACK, 0.1))]


def banner(entry: Table) -> list[Facet]:
    """A sign that hangs upright from a wall, with strokes for letters: `size` width and height."""
    (w, h), tone = entry.get("size", (0.8, 3.2)), colour_of(entry, (206, 50, 46))
    ink, shines = colour_of(entry, (250, 246, 232), "ink"), bool(entry.get("shines"))
    found = box((-w / 2, 0, -0.08), (w, h, 0.16), tone, shines=shines)
    rng = stream(int(h * 31 + tone[0]), "strokes")
    for y in np.arange(0.25, h - w * 0.8, w * 1.05):
        for _ in range(3):
            a, b = rng.uniform(-0.3, 0.0) * w, rng.uniform(0.05, 0.75) * w
            found.append(
                pane((a, y + b), (w * rng.uniform(0.25, 0.4), w * 0.09), -0.1, ink, shines=shines)
            )
        found.append(
            pane(
                (rng.uniform(-0.15, 0.1) * w, float(y)),
                (w * 0.09, w * 0.8),
                -0.1,
                ink,
                shines=shines,
            )
        )
    body = np.array((0, h / 2, 0))
    return [face.on(body) for face in found]


def lantern(entry: Table) -> list[Facet]:
    """A paper lantern, lit: `size` its radius."""
    r, tone = entry.get("size", [0.3])[0], colour_of(entry, (226, 62, 44))
    found = []
    for low, high, a, b in ((-1.1, -0.4, 0.6, 1.0), (-0.4, 0.4, 1.0, 1.0), (0.4, 1.1, 1.0, 0.6)):
        found += prism(0, low * r, 0, a * r, (high - low) * r, tone, top=b / a)
    found += prism(0, 1.1 * r, 0, r * 0.45, r * 0.18, (40, 34, 32))
    return [
        Facet(points=each.points, colour=each.colour, shines=True, body=each.body) for each in found
    ]


def bunting(entry: Table) -> list[Facet]:
    """Things on a line across a street: `size` its width; flags, or washing with `washing`."""
    w, found = entry.get("size", [10.0])[0], []
    tones = [(230, 70, 70), (250, 200, 60), (70, 150, 210), (90, 180, 100), (246, 246, 240)]
    tones = [tuple(each) for each in entry.get("colours", tones)]
    xs = np.linspace(-w / 2, w / 2, max(6, int(w / 0.6)))
    sag = 0.6 * (1 - (2 * xs / w) ** 2)
    for index, (a, b) in enumerate(pairwise(range(len(xs)))):
        ya, yb = -sag[a], -sag[b]
        found.append(
            upright(
                [(xs[a], ya), (xs[b], yb), (xs[b], yb + 0.03), (xs[a], ya + 0.03)], 0, (60, 56, 54)
            )
        )
        if entry.get("washing"):
            cloth = [
                (xs[a] + 0.05, ya),
                (xs[b] - 0.1, yb),
                (xs[b] - 0.1, yb - 0.8),
                (xs[a] + 0.05, ya - 0.8),
            ]
        else:
            cloth = [(xs[a], ya), (xs[b], yb), ((xs[a] + xs[b]) / 2, ya - 0.42)]
        found.append(upright(cloth, -0.01, tones[index % len(tones)]))
    return found
