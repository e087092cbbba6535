"""Hats and caps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, box, ellipse, limb, rounded
from vfc.generators.previs.people.heads.hairs import outline
from vfc.generators.previs.people.props.parts import BLACK, WHITE

Hat = Callable[[str, Colour], list[Shape]]


def brimmed(
    wide: float, high: float, crown: float = 0.82, band: Colour | None = None, curl: float = 0.0
) -> Hat:
    """A hat with a brim so wide and a crown so high."""

    def draw(view: str, tone: Colour) -> list[Shape]:
        top = -0.6 - high
        body = outline(
            [
                (-crown - 0.04, -0.5),
                (-crown * 0.86, top),
                (-0.1, top - 0.08),
                (0.0, top + 0.06),
                (0.1, top - 0.08),
                (crown * 0.86, top),
                (crown + 0.04, -0.5),
            ],
            tone,
        )
        rim = np.array(
            [
                (-wide, -0.5 - curl),
                (-wide * 0.6, -0.46),
                (0, -0.4),
                (wide * 0.6, -0.46),
                (wide, -0.5 - curl),
                (wide * 0.6, -0.64),
                (0, -0.66),
                (-wide * 0.6, -0.64),
            ]
        )
        ribbon = box(-crown, -0.82, crown, -0.6)
        return [
            body,
            (ribbon, band or mix(tone, BLACK, 0.5)),
            (rounded(rim, 1), mix(tone, BLACK, 0.14)),
        ]

    return draw


def toque(view: str, tone: Colour) -> list[Shape]:
    """A cook's tall hat."""
    grey = mix(tone, (150, 160, 180), 0.25)
    puffs = [(ellipse(k * 0.6, -2.0 + 0.1 * abs(k), 0.62, 0.52), tone) for k in (-1, 1, 0)]
    pleats = [
        (limb((k * 0.3, -1.75), (k * 0.27, -0.95), 0.03, 0.02), grey) for k in (-2, -0.7, 0.7, 2)
    ]
    return [
        (box(-0.8, -1.9, 0.8, -0.6), tone),
        *puffs,
        *pleats,
        (box(-0.88, -0.95, 0.88, -0.5), mix(tone, BLACK, 0.06)),
        (box(-0.88, -0.56, 0.88, -0.48), grey),
    ]


def peaked(view: str, tone: Colour) -> list[Shape]:
    """A cap of uniform: a wide crown, a band, a shining peak, a badge."""
    dark = mix(tone, BLACK, 0.65)
    if view == "side":
        crown = outline(
            [(-0.95, -0.55), (-1.25, -1.0), (-0.2, -1.4), (1.1, -1.3), (0.98, -0.55)], tone
        )
        return [
            crown,
            (box(-0.95, -0.78, 0.95, -0.48), dark),
            outline([(0.6, -0.56), (1.5, -0.34), (1.4, -0.22), (0.6, -0.42)], (22, 22, 26)),
            (ellipse(0.9, -0.95, 0.12, 0.17), (244, 204, 80)),
        ]
    crown = outline(
        [(-0.92, -0.55), (-1.32, -1.1), (-0.6, -1.42), (0.6, -1.42), (1.32, -1.1), (0.92, -0.55)],
        tone,
    )
    shapes = [crown, (box(-0.95, -0.8, 0.95, -0.5), dark)]
    if view == "back":
        return shapes
    peak = outline(
        [(-0.92, -0.52), (0.92, -0.52), (0.7, -0.26), (0, -0.2), (-0.7, -0.26)], (22, 22, 26)
    )
    return [*shapes, peak, (ellipse(0, -0.96, 0.18, 0.2), (244, 204, 80))]


def cap(view: str, tone: Colour) -> list[Shape]:
    """A cap with a peak."""
    crown = outline(
        [(-0.92, -0.42), (-0.85, -1.0), (0.0, -1.28), (0.85, -1.0), (0.92, -0.42)], tone
    )
    if view == "back":
        return [crown]
    if view == "side":
        return [
            crown,
            outline([(0.5, -0.6), (1.6, -0.4), (1.55, -0.28), (0.5, -0.4)], mix(tone, BLACK, 0.25)),
        ]
    return [
        crown,
        outline(
            [(-0.85, -0.45), (0.85, -0.45), (0.75, -0.2), (0, -0.12), (-0.75, -0.2)],
            mix(tone, BLACK, 0.25),
        ),
    ]


def beanie(view: str, tone: Colour) -> list[Shape]:
    """A knitted cap."""
    crown = outline([(-0.94, -0.4), (-0.9, -1.0), (0.0, -1.42), (0.9, -1.0), (0.94, -0.4)], tone)
    return [
        crown,
        (rounded(box(-1.0, -0.66, 1.0, -0.34), 1), mix(tone, WHITE, 0.2)),
        (ellipse(0, -1.36, 0.2, 0.18), mix(tone, WHITE, 0.3)),
    ]


def beret(view: str, tone: Colour) -> list[Shape]:
    """A beret, to one side."""
    return [
        outline(
            [(-0.9, -0.5), (-1.2, -0.9), (-0.4, -1.35), (0.8, -1.25), (1.4, -0.75), (0.9, -0.5)],
            tone,
        ),
        (ellipse(0.1, -1.36, 0.06, 0.12), mix(tone, BLACK, 0.3)),
        (box(-0.9, -0.62, 0.9, -0.48), mix(tone, BLACK, 0.35)),
    ]


def crown(high: float, points: int) -> Hat:
    """A crown so high, of so many points."""

    def draw(view: str, tone: Colour) -> list[Shape]:
        xs = np.linspace(-0.95, 0.95, points)
        line: list[tuple[float, float]] = [(-0.86, -0.55)]
        for k, x in enumerate(xs):
            line.append((x, -0.85 - high - 0.1 * (1 - x * x)))
            if k < points - 1:
                line.append(((x + xs[k + 1]) / 2, -0.95))
        line.append((0.86, -0.55))
        balls = [
            (ellipse(x, -0.9 - high - 0.1 * (1 - x * x), 0.1, 0.1), mix(tone, WHITE, 0.3))
            for x in xs
        ]
        gems = [
            (ellipse(x, -0.72, 0.1, 0.1), c)
            for x, c in ((-0.5, (60, 110, 220)), (0, (214, 40, 60)), (0.5, (60, 170, 90)))
        ]
        return [
            (np.array(line), tone),
            *balls,
            (box(-0.88, -0.64, 0.88, -0.54), mix(tone, BLACK, 0.2)),
            *gems,
        ]

    return draw


def cone(stars: bool, brim: bool) -> Hat:
    """A pointed hat."""

    def draw(view: str, tone: Colour) -> list[Shape]:
        tip = [
            (-0.86, -0.55),
            (-0.35, -1.7),
            (-0.1, -2.3),
            (0.55, -2.9),
            (0.3, -2.2),
            (0.45, -1.6),
            (0.86, -0.55),
        ]
        shapes = [outline(tip, tone)]
        if stars:
            shapes += [
                (ellipse(x, y, 0.13, 0.13), (248, 214, 90))
                for x, y in ((-0.25, -1.1), (0.2, -1.5), (0.05, -2.1), (0.4, -0.9))
            ]
        else:
            shapes += [
                (box(-0.82, -0.95, 0.82, -0.65), (140, 92, 176)),
                (box(-0.2, -1.0, 0.2, -0.6), (240, 200, 80)),
                (box(-0.1, -0.9, 0.1, -0.7), tone),
            ]
        if brim:
            shapes.append(
                (
                    rounded(
                        np.array(
                            [
                                (-1.75, -0.42),
                                (-0.8, -0.62),
                                (0.8, -0.62),
                                (1.75, -0.42),
                                (0.7, -0.4),
                                (-0.7, -0.4),
                            ]
                        ),
                        1,
                    ),
                    mix(tone, BLACK, 0.2),
                )
            )
        return shapes

    return draw


def clownhat(view: str, tone: Colour) -> list[Shape]:
    """A small hat with pompons."""
    dot = (248, 220, 80)
    return [
        (np.array([(-0.45, -0.9), (0.1, -2.1), (0.55, -0.9)]), tone),
        (ellipse(0.1, -2.1, 0.2, 0.2), dot),
        (ellipse(0.05, -1.35, 0.12, 0.12), dot),
    ]


def cowboy(view: str, tone: Colour) -> list[Shape]:
    """A cowboy's hat, its brim turned up."""
    crown = outline(
        [
            (-0.8, -0.5),
            (-0.72, -1.35),
            (-0.25, -1.5),
            (0, -1.32),
            (0.25, -1.5),
            (0.72, -1.35),
            (0.8, -0.5),
        ],
        tone,
    )
    brim = outline(
        [
            (-1.75, -0.95),
            (-1.2, -0.62),
            (0, -0.6),
            (1.2, -0.62),
            (1.75, -0.95),
            (1.35, -0.42),
            (0, -0.32),
            (-1.35, -0.42),
        ],
        mix(tone, BLACK, 0.15),
    )
    return [crown, (box(-0.8, -0.82, 0.8, -0.62), mix(tone, BLACK, 0.5)), brim]


def tricorne(view: str, tone: Colour) -> list[Shape]:
    """A pirate's hat with skull and bones."""
    hat = outline(
        [
            (-1.55, -0.5),
            (-1.2, -1.15),
            (-0.5, -1.2),
            (0, -1.62),
            (0.5, -1.2),
            (1.2, -1.15),
            (1.55, -0.5),
            (0.7, -0.42),
            (0, -0.36),
            (-0.7, -0.42),
        ],
        tone,
    )
    trim = outline(
        [
            (-1.55, -0.5),
            (-0.7, -0.42),
            (0, -0.36),
            (0.7, -0.42),
            (1.55, -0.5),
            (0.7, -0.52),
            (0, -0.47),
            (-0.7, -0.52),
        ],
        (226, 184, 72),
        0,
    )
    if view == "back":
        return [hat, trim]
    bone = (244, 240, 228)
    return [
        hat,
        trim,
        (limb((-0.34, -1.12), (0.34, -0.72), 0.05, 0.05), bone),
        (limb((0.34, -1.12), (-0.34, -0.72), 0.05, 0.05), bone),
        (ellipse(0, -0.98, 0.2, 0.2), bone),
        (ellipse(-0.07, -1.0, 0.05, 0.06), tone),
        (ellipse(0.08, -1.0, 0.05, 0.06), tone),
    ]


def souwester(view: str, tone: Colour) -> list[Shape]:
    """A fisherman's oilskin hat, long at the back."""
    brim = [(-1.5, -0.05), (-0.9, -0.56), (0.9, -0.56), (1.4, -0.3), (0.7, -0.4), (-0.7, -0.36)]
    return [
        outline([(-0.92, -0.45), (-0.85, -1.05), (0, -1.35), (0.85, -1.05), (0.92, -0.45)], tone),
        outline(brim, mix(tone, BLACK, 0.15)),
    ]


def dixie(view: str, tone: Colour) -> list[Shape]:
    """A sailor's white hat."""
    return [
        outline([(-0.7, -0.8), (-0.55, -1.25), (0.55, -1.25), (0.7, -0.8)], mix(tone, BLACK, 0.08)),
        outline([(-0.95, -0.5), (-1.12, -1.0), (1.12, -1.0), (0.95, -0.5)], tone, 0),
        (box(-0.98, -0.58, 0.98, -0.5), (60, 84, 150)),
    ]


def halo(view: str, tone: Colour) -> list[Shape]:
    """A ring of light over the head."""
    turn = np.linspace(0, 2 * np.pi, 24)
    ring = np.stack([np.cos(turn), np.sin(turn)], 1)
    return [(np.concatenate([ring * (0.95, 0.26), ring[::-1] * (0.72, 0.15)]) + (0, -1.5), tone)]


def band(view: str, tone: Colour) -> list[Shape]:
    """A band about the brow."""
    return [(box(-0.88, -0.66, 0.88, -0.44), tone)]


def nursecap(view: str, tone: Colour) -> list[Shape]:
    """A nurse's cap with a red cross."""
    red = (214, 44, 52)
    cross = (
        [(box(-0.07, -1.3, 0.07, -0.92), red), (box(-0.2, -1.18, 0.2, -1.04), red)]
        if view != "back"
        else []
    )
    return [
        outline([(-0.7, -0.72), (-0.9, -1.35), (0, -1.5), (0.9, -1.35), (0.7, -0.72)], tone, 0),
        *cross,
    ]
