"""What is worn on the trunk, by its names in the tables of costumes."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, ellipse, limb, rounded
from vfc.generators.previs.people.wardrobe.trunk import Points, Trunk

BLACK, WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
Detail = Callable[[Trunk, Colour], list[Shape]]


def band(t: Trunk, v: float, high: float, tone: Colour, part: float = 1.0) -> Shape:
    """A band about the body, so far down."""
    near = min(1.0, abs(v) / max(1e-6, t.long))
    w = (t.wide + (t.hips - t.wide) * near) * part * (0.98 if v < 0.16 or v > 0.28 else 0.94)
    return t.points([(-w, v), (w, v), (w, v + high), (-w, v + high)], body=True), tone


def dot(t: Trunk, u: float, v: float, size: float, tone: Colour) -> Shape:
    """A round thing on the chest."""
    x, y = t.point(u, v)
    return ellipse(x, y, size * (0.7 if t.side else 1), size), tone


def line(t: Trunk, a: tuple[float, float], b: tuple[float, float], half: float, tone: Colour):
    """A strap from one point of the chest to another."""
    return limb(t.point(*a), t.point(*b), half, half), tone


def area(t: Trunk, points: Points, tone: Colour) -> Shape:
    """A piece of cloth on the chest."""
    return t.points(points), tone


def dots(*at: tuple[float, float], size: float = 0.009) -> Detail:
    """Round things at points of the chest."""
    return lambda t, tone: [dot(t, u, v, size, tone) for u, v in at]


def pieces(*shapes: Points) -> Detail:
    """Pieces of cloth of one colour."""
    return lambda t, tone: [area(t, points, tone) for points in shapes]


def straps(*ends: tuple[float, float, float, float], half: float = 0.011) -> Detail:
    """Straps of one colour."""
    return lambda t, tone: [line(t, (a, b), (c, d), half, tone) for a, b, c, d in ends]


def opening(t: Trunk, tone: Colour) -> list[Shape]:
    """The edge along which a garment is open."""
    return [line(t, (0, 0.09), (0.004, t.low - 0.01), 0.0035, tone)]


def buttons(t: Trunk, tone: Colour) -> list[Shape]:
    """A row of buttons."""
    end = min(t.low - 0.04, 0.42)
    return [dot(t, 0.016, v, 0.0085, tone) for v in np.linspace(0.13, end, 4)]


def double(t: Trunk, tone: Colour) -> list[Shape]:
    """Two rows of buttons, and the overlap's edge."""
    edge = line(t, (0.05, 0.03), (0.055, t.low - 0.02), 0.003, mix(tone, BLACK, 0.3))
    return [edge, *(dot(t, u, v, 0.009, tone) for u in (-0.035, 0.035) for v in (0.1, 0.17, 0.24))]


def lapels(t: Trunk, tone: Colour) -> list[Shape]:
    """Lapels of a coat."""
    return [
        area(
            t,
            [(k * 0.03, -0.035), (k * 0.066, -0.004), (k * 0.058, 0.055), (0, 0.15)],
            mix(tone, WHITE if k > 0 else BLACK, 0.12),
        )
        for k in (-1, 1)
    ]


def tie(t: Trunk, tone: Colour) -> list[Shape]:
    """A tie."""
    return [
        area(t, [(-0.014, -0.012), (0.014, -0.012), (0.009, 0.018), (-0.009, 0.018)], tone),
        area(t, [(-0.008, 0.016), (0.008, 0.016), (0.021, 0.17), (0, 0.2), (-0.021, 0.17)], tone),
    ]


def bowtie(t: Trunk, tone: Colour) -> list[Shape]:
    """A bow tie."""
    return [
        area(t, [(0, 0.0), (-0.042, -0.022), (-0.042, 0.028)], tone),
        area(t, [(0, 0.0), (0.042, -0.022), (0.042, 0.028)], tone),
        dot(t, 0, 0.003, 0.011, mix(tone, WHITE, 0.2)),
    ]


def stethoscope(t: Trunk, tone: Colour) -> list[Shape]:
    """A stethoscope about the neck."""
    return [
        line(t, (-0.055, -0.02), (-0.045, 0.12), 0.008, tone),
        line(t, (0.055, -0.02), (0.045, 0.17), 0.008, tone),
        line(t, (-0.045, 0.12), (-0.02, 0.15), 0.008, tone),
        dot(t, 0.045, 0.185, 0.021, (200, 206, 214)),
        dot(t, 0.045, 0.185, 0.012, mix(tone, WHITE, 0.4)),
    ]


def hivis(t: Trunk, tone: Colour) -> list[Shape]:
    """A vest with bright strips."""
    w, strip = t.wide * 0.86, (236.0, 240.0, 200.0)
    vest = [(-w * 0.6, -0.02), (-w, 0.05), (-w, 0.34), (w, 0.34), (w, 0.05), (w * 0.6, -0.02)]
    shapes = [(t.points(vest, body=True), tone), band(t, 0.2, 0.028, strip, 0.86)]
    shapes += [band(t, 0.28, 0.028, strip, 0.9)]
    return shapes + [line(t, (k * 0.06, 0.0), (k * 0.062, 0.2), 0.012, strip) for k in (-1, 1)]


def bib(t: Trunk, tone: Colour) -> list[Shape]:
    """The bib and braces of dungarees."""
    dark = mix(tone, BLACK, 0.25)
    shapes = [line(t, (k * 0.062, -0.01), (k * 0.056, 0.14), 0.014, tone) for k in (-1, 1)]
    shapes.append(band(t, 0.235, 0.12, tone))
    if not t.back:
        shapes.append(area(t, [(-0.07, 0.12), (0.07, 0.12), (0.078, 0.26), (-0.078, 0.26)], tone))
        shapes.append(area(t, [(-0.032, 0.15), (0.032, 0.15), (0.032, 0.2), (-0.032, 0.2)], dark))
        shapes += [dot(t, k * 0.057, 0.135, 0.011, (240, 208, 96)) for k in (-1, 1)]
    return shapes


def apron(t: Trunk, tone: Colour) -> list[Shape]:
    """An apron with its bib."""
    low = t.long + (0.02 if t.low < t.long + 0.04 and t.long > 0.3 else 0.17)
    if t.back:
        return [band(t, 0.26, 0.018, tone)]
    return [
        area(t, [(-0.055, 0.05), (0.055, 0.05), (0.06, 0.25), (-0.06, 0.25)], tone),
        area(t, [(-0.10, 0.24), (0.10, 0.24), (0.112, low), (-0.112, low)], tone),
        line(t, (-0.11, 0.25), (0.11, 0.25), 0.006, mix(tone, BLACK, 0.25)),
        *(line(t, (k * 0.05, -0.02), (k * 0.05, 0.06), 0.006, tone) for k in (-1, 1)),
    ]


def lowapron(t: Trunk, tone: Colour) -> list[Shape]:
    """An apron from the waist down."""
    return [area(t, [(-0.1, 0.26), (0.1, 0.26), (0.11, 0.55), (-0.11, 0.55)], tone)]


def tutu(t: Trunk, tone: Colour) -> list[Shape]:
    """A stiff skirt that stands out."""
    shapes = []
    for k, part in ((0, 0.0), (1, 0.3)):
        w = 0.27 - 0.04 * k
        scallop = [
            (u * w, 0.345 - 0.022 * k + 0.018 * (1 - u * u) + 0.012 * abs(sin(u * 9)))
            for u in np.linspace(1, -1, 19)
        ]
        points: Points = [(-0.07, 0.255), (0.07, 0.255), *scallop]
        shapes.append((t.points(points, body=True), mix(tone, WHITE, part)))
    return shapes


def plates(t: Trunk, tone: Colour) -> list[Shape]:
    """A breastplate and shoulder plates."""
    dark, bright = mix(tone, BLACK, 0.3), mix(tone, WHITE, 0.45)
    shapes: list[Shape] = [
        (
            t.points(
                [(-t.waist, 0.2), (t.waist, 0.2), (t.waist, 0.215), (-t.waist, 0.215)], body=True
            ),
            dark,
        ),
        line(t, (0, 0.02), (0, 0.2), 0.004, dark),
        line(t, (-0.045, 0.04), (-0.05, 0.15), 0.007, bright),
    ]
    for k in (-1, 1) if not t.side else (0,):
        x, y = t.point(k * t.wide * 0.95, 0.045)
        shapes += [(ellipse(x, y, 0.05, 0.042), tone), (ellipse(x, y + 0.012, 0.04, 0.01), dark)]
    return shapes


def tabard(t: Trunk, tone: Colour) -> list[Shape]:
    """A surcoat with a cross."""
    cross = (244.0, 236.0, 214.0)
    return [
        area(t, [(-0.07, 0.02), (0.07, 0.02), (0.085, 0.46), (-0.085, 0.46)], tone),
        area(t, [(-0.013, 0.06), (0.013, 0.06), (0.013, 0.3), (-0.013, 0.3)], cross),
        area(t, [(-0.05, 0.12), (0.05, 0.12), (0.05, 0.148), (-0.05, 0.148)], cross),
    ]


def lames(t: Trunk, tone: Colour) -> list[Shape]:
    """Armour of laced rows."""
    return [band(t, v, 0.012, mix(tone, BLACK, 0.2)) for v in (0.08, 0.13, 0.18, 0.23, 0.36, 0.41)]


def shoulderplates(t: Trunk, tone: Colour) -> list[Shape]:
    """Square plates on the shoulders."""
    shapes: list[Shape] = []
    for k in (-1, 1) if not t.side else (0,):
        u = k * (t.wide + 0.02)
        for row in range(3):
            v = 0.02 + row * 0.045
            box = [(u - 0.042, v), (u + 0.042, v), (u + 0.046, v + 0.038), (u - 0.046, v + 0.038)]
            shapes.append((t.points(box, body=True), mix(tone, (140, 36, 36), 0.5 * (row % 2))))
    return shapes


def wrap(t: Trunk, tone: Colour) -> list[Shape]:
    """The crossed edges of a kimono or a robe."""
    return [
        area(t, [(-0.045, -0.03), (-0.02, -0.03), (0.06, 0.2), (0.035, 0.22)], tone),
        area(t, [(0.045, -0.03), (0.02, -0.03), (-0.05, 0.18), (-0.03, 0.21)], tone),
    ]


def ribs(t: Trunk, tone: Colour) -> list[Shape]:
    """Ribs, a spine and a pelvis."""
    shapes = [line(t, (0, 0), (0, 0.33), 0.012, tone)]
    for k, v in enumerate((0.05, 0.09, 0.13, 0.17, 0.21)):
        w = t.wide * (0.85, 0.95, 0.95, 0.85, 0.6)[k]
        shapes.append(
            (
                t.points(
                    [
                        (-w, v + 0.02),
                        (-w * 0.8, v - 0.004),
                        (w * 0.8, v - 0.004),
                        (w, v + 0.02),
                        (w * 0.8, v + 0.012),
                        (-w * 0.8, v + 0.012),
                    ],
                    body=True,
                ),
                tone,
            )
        )
    x, y = t.point(0, 0.325)
    return [*shapes, (ellipse(x, y, t.hips * 0.95, 0.035), tone)]


def stars(t: Trunk, tone: Colour) -> list[Shape]:
    """Stars over a robe."""
    spots = ((-0.06, 0.12), (0.05, 0.18), (-0.03, 0.3), (0.075, 0.4), (-0.09, 0.48), (0.02, 0.58))
    return [star(t, u, v, 0.022, tone) for u, v in spots if v < t.low - 0.03]


def star(t: Trunk, u: float, v: float, size: float, tone: Colour) -> Shape:
    """A star of five points."""
    x, y = t.point(u, v)
    turn = np.arange(10) * pi / 5 - pi / 2
    far = np.where(np.arange(10) % 2, 0.42, 1.0) * size
    return np.stack([x + far * np.cos(turn), y + far * np.sin(turn)], axis=1), tone


def ermine(t: Trunk, tone: Colour) -> list[Shape]:
    """A collar of white fur with dark spots, and its edge down the front."""
    collar = [
        (-0.05, -0.035),
        (0.05, -0.035),
        (0.135, 0.06),
        (0.09, 0.11),
        (0, 0.09),
        (-0.09, 0.11),
        (-0.135, 0.06),
    ]
    shapes: list[Shape] = [(rounded(t.points(collar, body=True), 1), tone)]
    spots = ((-0.09, 0.06), (-0.045, 0.05), (0.0, 0.06), (0.045, 0.05), (0.09, 0.06))
    return shapes + [dot(t, u, v, 0.008, (40, 34, 34)) for u, v in spots]


def ruff(t: Trunk, tone: Colour) -> list[Shape]:
    """A wide pleated collar."""
    turn = np.linspace(0, 2 * pi, 24, endpoint=False)
    far = 1 + 0.12 * np.cos(turn * 8)
    x, y = t.at
    wide = 0.085 if t.side else 0.125
    return [
        (np.stack([x + wide * far * np.cos(turn), y + 0.012 + 0.045 * far * np.sin(turn)], 1), tone)
    ]


def camouflage(t: Trunk, tone: Colour) -> list[Shape]:
    """Blots of another green."""
    spots = (
        (-0.06, 0.07, 0.036),
        (0.05, 0.12, 0.04),
        (-0.03, 0.2, 0.034),
        (0.06, 0.26, 0.03),
        (-0.065, 0.3, 0.03),
    )
    return [
        (ellipse(*t.point(u, v), size, size * 0.6, 0.4), mix(tone, (120, 104, 70), 0.5 * (k % 2)))
        for k, (u, v, size) in enumerate(spots)
    ]


def splashes(t: Trunk, tone: Colour) -> list[Shape]:
    """Spots of paint."""
    colours = ((214, 60, 50), (60, 110, 200), (240, 196, 60), (70, 160, 90), (150, 80, 170))
    spots = ((-0.05, 0.13), (0.06, 0.2), (-0.02, 0.28), (0.05, 0.34), (-0.07, 0.38))
    return [dot(t, u, v, 0.017, tone) for (u, v), tone in zip(spots, colours, strict=True)]


def rings(t: Trunk, tone: Colour) -> list[Shape]:
    """The ring of a helmet's neck, and a belt."""
    return [
        (ellipse(*t.point(0, -0.005), 0.075 if not t.side else 0.06, 0.026), mix(tone, WHITE, 0.5)),
        band(t, 0.28, 0.02, tone),
    ]


def emblem(t: Trunk, tone: Colour) -> list[Shape]:
    """A shield on the chest with a bolt."""
    return [
        area(t, [(-0.06, 0.06), (0.06, 0.06), (0.07, 0.1), (0, 0.2), (-0.07, 0.1)], tone),
        area(
            t,
            [
                (0.02, 0.075),
                (-0.025, 0.13),
                (0.0, 0.13),
                (-0.015, 0.17),
                (0.03, 0.115),
                (0.005, 0.115),
            ],
            (206, 40, 44),
        ),
    ]


def trunks(t: Trunk, tone: Colour) -> list[Shape]:
    """Short trunks over the suit."""
    w, v = t.hips, t.long
    return [
        (
            t.points(
                [
                    (-w, v - 0.05),
                    (w, v - 0.05),
                    (w * 0.9, v + 0.02),
                    (0, v + 0.08),
                    (-w * 0.9, v + 0.02),
                ],
                body=True,
            ),
            tone,
        )
    ]


def waistcoat(t: Trunk, tone: Colour) -> list[Shape]:
    """A waistcoat, open over the shirt."""
    w = t.wide * 0.86
    if t.back:
        return [(t.points([(-w, 0.0), (w, 0.0), (w, 0.31), (-w, 0.31)], body=True), tone)]
    return [
        (
            t.points(
                [
                    (k * w * 0.75, -0.015),
                    (k * w, 0.06),
                    (k * w, 0.3),
                    (k * 0.012, 0.34),
                    (k * 0.012, 0.2),
                ],
                body=not t.side,
            ),
            tone,
        )
        for k in (-1, 1)
    ]


def drape(t: Trunk, tone: Colour) -> list[Shape]:
    """A cloth over one shoulder."""
    return [
        area(t, [(-0.10, 0.0), (-0.03, -0.03), (0.1, 0.26), (0.1, 0.36), (-0.1, 0.2)], tone),
        line(t, (-0.03, -0.02), (0.1, 0.27), 0.005, mix(tone, BLACK, 0.3)),
    ]


def beads(t: Trunk, tone: Colour) -> list[Shape]:
    """A string of beads."""
    turn = np.linspace(0.1, pi - 0.1, 9)
    return [dot(t, 0.062 * cos(a), 0.0 + 0.14 * sin(a), 0.0105, tone) for a in turn]


def sequins(t: Trunk, tone: Colour) -> list[Shape]:
    """Things that glitter."""
    spots = ((-0.07, 0.08), (-0.04, 0.16), (0.05, 0.1), (0.07, 0.2), (-0.06, 0.25), (0.03, 0.29))
    return [star(t, u, v, 0.014, tone) for u, v in spots]


def flowers(t: Trunk, tone: Colour) -> list[Shape]:
    """Blossoms on the skirt of a kimono."""
    spots = ((-0.06, 0.42), (0.05, 0.5), (-0.03, 0.6), (0.07, 0.66), (-0.09, 0.68))
    spots = [spot for spot in spots if spot[1] < t.low - 0.02]
    return [
        *(dot(t, u, v, 0.026, tone) for u, v in spots),
        *(dot(t, u, v, 0.01, (240, 190, 60)) for u, v in spots),
    ]


def stripes(t: Trunk, tone: Colour) -> list[Shape]:
    """Stripes round the chest."""
    return [band(t, v, 0.02, tone) for v in (0.06, 0.11, 0.16, 0.21, 0.26, 0.31)]


def bare(t: Trunk, tone: Colour) -> list[Shape]:
    """A bare chest's lines."""
    return [
        line(t, (k * 0.02, 0.115), (k * 0.07, 0.11), 0.004, mix(tone, BLACK, 0.3)) for k in (-1, 1)
    ]
