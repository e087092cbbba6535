"""Hats and helmets by name, in the size of the head, each in a colour."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, box, ellipse, limb, rounded

BLACK, WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)


def dome(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A round helmet with a rim."""
    return [
        (ellipse(x, y - s * 0.55, s * 1.08, s * 0.82), tone),
        (box(x - s * 1.25, y - s * 0.5, x + s * 1.25, y - s * 0.32), mix(tone, BLACK, 0.2)),
    ]


def brim(wide: float, high: float) -> Callable[[float, float, float, Colour], list[Shape]]:
    """A hat with a brim so wide and a crown so high, in sizes of the head."""

    def drawn(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
        crown = [
            (x - s * 0.85, y - s * 0.55),
            (x - s * 0.7, y - s * (0.6 + high)),
            (x + s * 0.7, y - s * (0.6 + high)),
            (x + s * 0.85, y - s * 0.55),
        ]
        return [
            (rounded(np.array(crown), 1), tone),
            (box(x - s * 0.84, y - s * 0.78, x + s * 0.84, y - s * 0.58), mix(tone, BLACK, 0.45)),
            (ellipse(x, y - s * 0.55, s * wide, s * 0.2), mix(tone, BLACK, 0.12)),
        ]

    return drawn


def peaked(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A cap with a wide crown, a band and a peak."""
    crown = [
        (x - s * 0.9, y - s * 0.6),
        (x - s * 1.25, y - s * 1.15),
        (x + s * 1.25, y - s * 1.15),
        (x + s * 0.9, y - s * 0.6),
    ]
    return [
        (rounded(np.array(crown), 1), tone),
        (box(x - s * 0.92, y - s * 0.72, x + s * 0.92, y - s * 0.52), mix(tone, BLACK, 0.6)),
        (ellipse(x, y - s * 0.46, s * 0.8, s * 0.15), (24, 24, 28)),
        (ellipse(x, y - s * 0.86, s * 0.16, s * 0.18), (240, 200, 80)),
    ]


def toque(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A cook's tall hat."""
    return [
        (box(x - s * 0.75, y - s * 1.9, x + s * 0.75, y - s * 0.55), mix(tone, BLACK, 0.06)),
        *((ellipse(x + k * s * 0.55, y - s * 1.95, s * 0.62, s * 0.55), tone) for k in (-1, 0, 1)),
        (box(x - s * 0.8, y - s * 0.85, x + s * 0.8, y - s * 0.5), mix(tone, BLACK, 0.14)),
    ]


def bubble(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A space helmet with its visor."""
    return [
        (ellipse(x, y, s * 1.5, s * 1.5), tone),
        (ellipse(x, y + s * 0.05, s * 1.12, s * 1.0), (36, 52, 84)),
        (ellipse(x - s * 0.4, y - s * 0.3, s * 0.34, s * 0.24), (150, 190, 226)),
    ]


def crown(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A crown of five points."""
    top, low = y - s * 1.55, y - s * 0.62
    line = [
        (x - s * 0.9, low),
        (x - s, top),
        (x - s * 0.5, low - s * 0.4),
        (x, top - s * 0.2),
        (x + s * 0.5, low - s * 0.4),
        (x + s, top),
        (x + s * 0.9, low),
    ]
    gems = [
        (ellipse(x + k * s * 0.5, low - s * 0.16, s * 0.11, s * 0.11), (206, 40, 60))
        for k in (-1, 0, 1)
    ]
    return [(np.array(line), tone), *gems]


def cone(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A pointed hat with a wide brim."""
    line = [(x - s * 0.85, y - s * 0.6), (x + s * 0.3, y - s * 2.9), (x + s * 0.85, y - s * 0.6)]
    return [
        (np.array(line), tone),
        (ellipse(x, y - s * 0.56, s * 1.7, s * 0.24), mix(tone, BLACK, 0.2)),
        (box(x - s * 0.8, y - s * 0.85, x + s * 0.8, y - s * 0.66), (206, 160, 60)),
    ]


def close_fitting(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A knitted cap, or a swimmer's."""
    return [
        (ellipse(x, y - s * 0.5, s * 0.94, s * 0.72), tone),
        (box(x - s * 0.94, y - s * 0.56, x + s * 0.94, y - s * 0.34), mix(tone, WHITE, 0.2)),
    ]


def bun(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """Hair in a knot."""
    return [
        (ellipse(x, y - s * 1.15, s * 0.42, s * 0.36), (40, 30, 28)),
        (ellipse(x, y - s * 0.75, s * 0.9, s * 0.36), (44, 34, 30)),
    ]


def mask(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A diver's mask and snorkel over a hood."""
    return [
        (ellipse(x, y - s * 0.3, s * 0.98, s * 0.85), (26, 30, 36)),
        (box(x - s * 0.72, y - s * 0.36, x + s * 0.72, y + s * 0.16), (240, 190, 50)),
        (box(x - s * 0.6, y - s * 0.28, x + s * 0.6, y + s * 0.08), tone),
        (
            limb((x + s * 0.95, y + s * 0.5), (x + s * 1.1, y - s * 1.5), 0.012, 0.012),
            (240, 190, 50),
        ),
    ]


def curls(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """Curls about the head: a wig."""
    return [
        (ellipse(x + k * s * 0.95, y - s * (0.3 + 0.35 * (1 - abs(k))), s * 0.48, s * 0.48), tone)
        for k in (-1.0, -0.5, 0.5, 1.0)
    ]


def wimple(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A nun's veil."""
    veil = [
        (x - s, y - s * 0.5),
        (x - s * 0.5, y - s * 1.15),
        (x + s * 0.5, y - s * 1.15),
        (x + s, y - s * 0.5),
        (x + s * 1.4, y + s * 2.2),
        (x + s * 0.75, y + s * 0.8),
        (x + s * 0.66, y - s * 0.4),
        (x - s * 0.66, y - s * 0.4),
        (x - s * 0.75, y + s * 0.8),
        (x - s * 1.4, y + s * 2.2),
    ]
    return [
        (np.array(veil), tone),
        (box(x - s * 0.7, y - s * 0.62, x + s * 0.7, y - s * 0.38), (248, 248, 246)),
    ]


def closed(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A knight's closed helmet with a plume."""
    return [
        (limb((x - s * 0.2, y - s * 1.1), (x - s * 1.0, y - s * 1.9), 0.02, 0.034), (190, 40, 44)),
        (ellipse(x, y - s * 0.05, s * 1.04, s * 1.2), tone),
        (box(x - s * 0.7, y - s * 0.2, x + s * 0.7, y - s * 0.04), (24, 24, 28)),
        (box(x - s * 0.05, y - s * 0.04, x + s * 0.05, y + s * 0.9), mix(tone, BLACK, 0.35)),
    ]


def kabuto(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A samurai's helmet with horns."""
    horns = [
        (
            np.array(
                [
                    (x + k * s * 0.3, y - s * 0.9),
                    (x + k * s * 1.3, y - s * 2.0),
                    (x + k * s * 0.7, y - s * 0.9),
                ]
            ),
            (236, 196, 80),
        )
        for k in (-1, 1)
    ]
    flare = [
        (x - s * 0.9, y - s * 0.5),
        (x + s * 0.9, y - s * 0.5),
        (x + s * 1.4, y + s * 0.4),
        (x - s * 1.4, y + s * 0.4),
    ]
    face = (ellipse(x, y + s * 0.1, s * 0.66, s * 0.74), (206, 160, 128))
    return [
        (np.array(flare), mix(tone, BLACK, 0.2)),
        face,
        (ellipse(x, y - s * 0.6, s * 1.0, s * 0.6), tone),
        *horns,
    ]


def tricorne(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A pirate's hat with a skull."""
    line = [
        (x - s * 1.5, y - s * 0.5),
        (x - s * 0.9, y - s * 1.3),
        (x, y - s * 1.65),
        (x + s * 0.9, y - s * 1.3),
        (x + s * 1.5, y - s * 0.5),
        (x, y - s * 0.75),
    ]
    return [(np.array(line), tone), (ellipse(x, y - s * 1.1, s * 0.22, s * 0.24), (244, 244, 240))]


def nurse(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A nurse's cap with a red cross."""
    return [
        (box(x - s * 0.7, y - s * 1.2, x + s * 0.7, y - s * 0.72), tone),
        (box(x - s * 0.06, y - s * 1.12, x + s * 0.06, y - s * 0.8), (206, 40, 44)),
        (box(x - s * 0.18, y - s * 1.0, x + s * 0.18, y - s * 0.9), (206, 40, 44)),
    ]


def halo(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A ring of light."""
    ring = np.concatenate(
        [
            ellipse(x, y - s * 1.6, s * 0.9, s * 0.22),
            ellipse(x, y - s * 1.6, s * 0.66, s * 0.12)[::-1],
        ]
    )
    return [(ring, tone)]


def soft(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A beret."""
    return [(ellipse(x - s * 0.2, y - s * 0.85, s * 1.1, s * 0.4), tone)]


def peak(x: float, y: float, s: float, tone: Colour) -> list[Shape]:
    """A cap with a peak."""
    return [
        (ellipse(x, y - s * 0.6, s * 0.95, s * 0.6), tone),
        (box(x - s * 0.2, y - s * 0.62, x + s * 1.3, y - s * 0.46), mix(tone, BLACK, 0.3)),
    ]


HATS: dict[str, Callable[[float, float, float, Colour], list[Shape]]] = {
    "toque": toque,
    "bubble": bubble,
    "helmet": dome,
    "fire": brim(1.35, 0.75),
    "peaked": peaked,
    "bun": bun,
    "mask": mask,
    "wig": curls,
    "curls": curls,
    "straw": brim(1.9, 0.6),
    "cowboy": brim(1.8, 0.85),
    "fedora": brim(1.4, 0.7),
    "souwester": brim(1.4, 0.4),
    "crown": crown,
    "witch": cone,
    "beanie": close_fitting,
    "dixie": close_fitting,
    "bike": dome,
    "wimple": wimple,
    "knight": closed,
    "kabuto": kabuto,
    "tricorne": tricorne,
    "nurse": nurse,
    "halo": halo,
    "beret": soft,
    "cap": peak,
}
