"""Helmets, hoods and veils."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, box, ellipse, limb, rounded
from vfc.generators.previs.people.heads.hairs import outline
from vfc.generators.previs.people.props.parts import BLACK, WHITE

Hat = Callable[[str, Colour], list[Shape]]


def dome(low: float = -0.3, wide: float = 1.06, rim: float = 1.2, peak: float = 0.0) -> Hat:
    """A round helmet with a rim, and a peak where it has one."""

    def draw(view: str, tone: Colour) -> list[Shape]:
        turn = np.linspace(np.pi, 2 * np.pi, 13)
        shell = np.stack([wide * np.cos(turn), low + 0.92 * np.sin(turn)], 1)
        bright = mix(tone, WHITE, 0.3)
        ahead = peak if view == "side" else 0.0
        edge = box(-rim if not ahead else -wide, low - 0.12, rim + ahead, low + 0.06)
        return [
            (shell, tone),
            (ellipse(-0.35, low - 0.55, 0.2, 0.14, 0.4), bright),
            (rounded(edge, 1), mix(tone, BLACK, 0.2)),
        ]

    return draw


def hardhat(view: str, tone: Colour) -> list[Shape]:
    """A worker's helmet with its ridge."""
    ridge = outline(
        [(-0.16, -0.5), (-0.14, -1.3), (0.14, -1.3), (0.16, -0.5)], mix(tone, WHITE, 0.35)
    )
    return [*dome(-0.36, 1.04, 1.22, 0.3)(view, tone), *([ridge] if view != "side" else [])]


def steel(view: str, tone: Colour) -> list[Shape]:
    """A soldier's helmet with its strap."""
    blots = [
        (ellipse(x, y, 0.26, 0.14, 0.5), mix(tone, (110, 96, 60), 0.6))
        for x, y in ((-0.5, -0.75), (0.4, -0.9), (0.1, -0.5))
    ]
    strap = [
        (limb((k * 0.86, -0.3), (k * 0.4, 0.98), 0.05, 0.05), mix(tone, BLACK, 0.5))
        for k in ((-1, 1) if view == "front" else ())
    ]
    return [*strap, *dome(-0.28, 1.14, 1.2)(view, tone), *blots]


def firehat(view: str, tone: Colour) -> list[Shape]:
    """A firefighter's helmet: a comb, a shield, a wide brim at the back."""
    comb = outline(
        [(-0.16, -0.6), (-0.14, -1.5), (0.14, -1.5), (0.16, -0.6)], mix(tone, BLACK, 0.2)
    )
    shield = outline(
        [(-0.26, -1.15), (0.26, -1.15), (0.28, -0.7), (0, -0.5), (-0.28, -0.7)], (248, 208, 60), 0
    )
    brim = outline(
        [(-1.6, -0.1), (-1.0, -0.5), (1.2, -0.5), (1.3, -0.35), (0, -0.3), (-1.1, -0.25)],
        mix(tone, BLACK, 0.25),
    )
    visor = (box(-0.8, -0.36, 0.86, -0.05), (150, 180, 200)) if view == "front" else None
    shapes = [*dome(-0.4, 1.06, 1.3)(view, tone), comb]
    if view == "side":
        return [*shapes, brim]
    if visor and view == "front":
        shapes.append(
            outline(
                [
                    (-1.45, -0.22),
                    (-0.9, -0.5),
                    (0.9, -0.5),
                    (1.45, -0.22),
                    (0.8, -0.32),
                    (-0.8, -0.32),
                ],
                mix(tone, BLACK, 0.25),
            )
        )
    return [*shapes, *([shield] if view == "front" else [])]


def bikehelmet(view: str, tone: Colour) -> list[Shape]:
    """A cyclist's helmet with slits."""
    slits = [
        (ellipse(x, -0.85, 0.08, 0.26, -x * 0.5), mix(tone, BLACK, 0.6)) for x in (-0.5, 0.0, 0.5)
    ]
    strap = [
        (limb((k * 0.84, -0.4), (k * 0.45, 0.94), 0.045, 0.045), (30, 30, 34))
        for k in ((-1, 1) if view == "front" else ())
    ]
    return [
        *strap,
        (
            rounded(
                np.array(
                    [
                        (-1.1, -0.36),
                        (-0.95, -1.0),
                        (-0.4, -1.38),
                        (0.4, -1.38),
                        (0.95, -1.0),
                        (1.1, -0.36),
                    ]
                ),
                1,
            ),
            tone,
        ),
        *slits,
    ]


def bubble(view: str, tone: Colour) -> list[Shape]:
    """A space helmet with its visor."""
    shell = (ellipse(0, -0.02, 1.52, 1.5), tone)
    ear = (
        [(ellipse(k * 1.45, 0.05, 0.18, 0.36), mix(tone, BLACK, 0.3)) for k in (-1, 1)]
        if view != "side"
        else []
    )
    if view == "back":
        return [*ear, shell]
    x, wide = (0.5, 0.98) if view == "side" else (0.0, 1.16)
    return [
        *ear,
        shell,
        (ellipse(x, 0.02, wide + 0.12, 1.12), (216, 170, 70)),
        (ellipse(x, 0.02, wide, 1.0), (34, 46, 78)),
        (ellipse(x + 0.1, 0.25, wide * 0.74, 0.6), (58, 78, 122)),
        (ellipse(x - 0.38, -0.4, 0.3, 0.2, 0.5), (190, 214, 240)),
    ]


def scuba(view: str, tone: Colour) -> list[Shape]:
    """A diver's hood, mask and mouthpiece."""
    hood = outline(
        [
            (-0.9, 0.7),
            (-1.0, -0.4),
            (-0.6, -1.1),
            (0.6, -1.1),
            (1.0, -0.4),
            (0.9, 0.7),
            (0.72, 0.5),
            (0.7, -0.4),
            (0, -0.6),
            (-0.7, -0.4),
            (-0.72, 0.5),
        ],
        (28, 32, 40),
    )
    if view == "back":
        return [(ellipse(0, -0.05, 0.98, 1.06), (28, 32, 40)), (box(-0.95, -0.2, 0.95, 0.02), tone)]
    if view == "side":
        hood = outline(
            [
                (-0.3, 1.0),
                (-0.95, 0.5),
                (-1.0, -0.5),
                (-0.4, -1.12),
                (0.5, -1.0),
                (0.72, -0.6),
                (0.3, -0.5),
                (0.2, 0.6),
            ],
            (28, 32, 40),
        )
        return [
            hood,
            (box(-0.95, -0.16, 0.5, 0.02), tone),
            (rounded(box(0.3, -0.42, 1.08, 0.3), 1), tone),
            (box(0.5, -0.28, 1.0, 0.16), (150, 214, 236)),
            (ellipse(0.86, 0.6, 0.22, 0.2), (30, 34, 40)),
            outline(
                [(0.8, 0.62), (0.2, 0.98), (-0.6, 0.9), (-0.6, 1.04), (0.3, 1.16), (0.95, 0.72)],
                (40, 44, 52),
            ),
        ]
    return [
        hood,
        (rounded(box(-0.76, -0.42, 0.76, 0.28), 1), tone),
        (rounded(box(-0.62, -0.3, 0.62, 0.16), 1), (150, 214, 236)),
        (ellipse(-0.3, -0.16, 0.2, 0.08, 0.6), WHITE),
        (ellipse(0, 0.62, 0.28, 0.24), (30, 34, 40)),
        (limb((0.92, 0.4), (1.05, -1.5), 0.11, 0.11), tone),
    ]


def greathelm(view: str, tone: Colour) -> list[Shape]:
    """A knight's helm with its slit and plume."""
    plume = outline(
        [(-0.1, -1.2), (-0.6, -2.0), (-1.5, -1.9), (-1.7, -1.1), (-1.1, -1.5), (-0.5, -1.3)],
        (206, 40, 48),
    )
    shell = outline(
        [
            (-0.95, 1.0),
            (-1.0, -0.6),
            (-0.6, -1.2),
            (0.6, -1.2),
            (1.0, -0.6),
            (0.95, 1.0),
            (0, 1.25),
        ],
        tone,
    )
    if view == "back":
        return [shell, plume]
    ahead = 0.36 if view == "side" else 0.0
    beak = (
        []
        if view != "side"
        else [outline([(0.6, -0.6), (1.35, 0.1), (0.9, 1.0), (0.5, 0.9)], mix(tone, WHITE, 0.2))]
    )
    slit = (box(-0.72 + ahead, -0.24, 0.78 + ahead * 0.5, -0.04), (16, 16, 20))
    holes = [
        (ellipse(x + ahead * 1.6, y, 0.06, 0.08), (16, 16, 20))
        for x in (-0.28, 0.0, 0.28)
        for y in (0.35, 0.65)
    ]
    edge = (box(-0.06 + ahead, -1.1, 0.06 + ahead, 1.1), mix(tone, WHITE, 0.4))
    return [plume, shell, *beak, *([edge] if view == "front" else []), slit, *holes]


def kabuto(view: str, tone: Colour) -> list[Shape]:
    """A samurai's helmet with horns and a neck guard."""
    gold = (232, 190, 76)
    guard = outline(
        [
            (-1.0, -0.5),
            (1.0, -0.5),
            (1.5, 0.55),
            (1.05, 0.5),
            (0.8, -0.1),
            (-0.8, -0.1),
            (-1.05, 0.5),
            (-1.5, 0.55),
        ],
        mix(tone, (150, 36, 36), 0.6),
    )
    if view == "side":
        guard = outline(
            [(0.1, -0.5), (-0.9, -0.5), (-1.6, 0.6), (-0.6, 0.55), (-0.2, 0.0)],
            mix(tone, (150, 36, 36), 0.6),
        )
    horns = [
        outline(
            [
                (k * 0.15, -0.9),
                (k * 0.9, -1.3),
                (k * 0.95, -2.2),
                (k * 0.6, -1.4),
                (k * 0.1, -1.15),
            ],
            gold,
        )
        for k in (-1, 1)
    ]
    return [
        guard,
        *dome(-0.36, 1.02, 1.15)(view, tone),
        *(
            horns
            if view != "side"
            else [
                outline([(0.7, -0.9), (1.3, -1.3), (1.25, -2.2), (0.95, -1.4), (0.6, -1.1)], gold)
            ]
        ),
        (ellipse(0 if view != "side" else 0.85, -0.85, 0.17, 0.17), gold),
    ]


WIMPLE = {  # the veil and the band under it, by view
    "back": ("-90 -60 0 -120 90 -60 150 230 -150 230", ""),
    "side": (
        "60 -70 10 -120 -80 -100 -120 0 -160 220 -30 210 0 60 10 -30",
        "72 -45 55 -85 10 -60 5 60 50 120 70 98 30 60 28 -20",
    ),
    "front": (
        "-105 60 -95 -70 0 -125 95 -70 105 60 150 220 85 200 66 50 66 -42 30 -62 -30 -62 -66 -42 "
        "-66 50 -85 200 -150 220",
        "-86 90 -84 -50 0 -95 84 -50 86 90 50 125 60 70 66 -40 0 -62 -66 -40 -60 70 -50 125",
    ),
}
SCARF = {  # the cloth and its fold, by view
    "back": ("-95 40 -90 -70 0 -120 90 -70 95 40 135 170 -135 170", ""),
    "side": (
        "68 -55 30 -115 -60 -112 -105 -30 -95 60 -120 170 70 170 75 105 30 90 12 20 30 -50",
        "",
    ),
    "front": (
        "0 102 -125 170 -98 50 -95 -60 -50 -112 50 -112 95 -60 98 50 125 170 0 190 0 102 50 78 "
        "68 20 66 -40 30 -70 -30 -70 -66 -40 -68 20 -50 78",
        "-55 90 50 82 100 150 20 130",
    ),
}


def traced(text: str) -> np.ndarray:
    """A shape, `(n, 2)` float64, from its corners in hundredths of the head's size."""
    return np.array([int(part) / 100 for part in text.split()]).reshape(-1, 2)


def covering(outlines: dict[str, tuple[str, str]], under: Colour | None) -> Hat:
    """A cloth about the head, and what is seen under it."""

    def draw(view: str, tone: Colour) -> list[Shape]:
        cloth, second = outlines[view]
        times = 0 if view == "front" else 1
        shapes: list[Shape] = [(rounded(traced(cloth), times), tone)]
        if second:
            shapes.append((rounded(traced(second), times), under or mix(tone, BLACK, 0.15)))
        return shapes

    return draw


def wig(view: str, tone: Colour) -> list[Shape]:
    """A judge's wig of white rolls."""
    rolls = [
        (ellipse(k * 0.98, y, 0.3, 0.2), mix(tone, BLACK, 0.05 + 0.06 * (n % 2)))
        for k in ((-1, 1) if view != "side" else (-0.75,))
        for n, y in enumerate((-0.55, -0.2, 0.15, 0.5, 0.85))
    ]
    return [
        *rolls,
        outline(
            [
                (-0.95, -0.3),
                (-0.85, -0.95),
                (0, -1.28),
                (0.85, -0.95),
                (0.95, -0.3),
                (0.6, -0.62),
                (-0.6, -0.62),
            ],
            tone,
        ),
    ]


def hood(view: str, tone: Colour) -> list[Shape]:
    """A hood, open towards the face."""
    if view == "back":
        return [outline([(-1.0, 1.1), (-1.02, -0.4), (0, -1.3), (1.02, -0.4), (1.0, 1.1)], tone)]
    if view == "side":
        return [
            outline(
                [
                    (0.62, -0.5),
                    (0.5, -1.1),
                    (-0.4, -1.3),
                    (-1.1, -0.5),
                    (-1.0, 0.8),
                    (-0.6, 1.3),
                    (0.4, 1.2),
                    (0.1, 0.5),
                    (0.12, -0.3),
                ],
                tone,
            )
        ]
    arch = [
        (0.6, 0.95),
        (0.72, 0.1),
        (0.62, -0.6),
        (0, -0.86),
        (-0.62, -0.6),
        (-0.72, 0.1),
        (-0.6, 0.95),
    ]
    return [
        outline(
            [
                (-0.6, 0.95),
                (-0.95, 1.25),
                (-1.1, -0.2),
                (-0.6, -1.15),
                (0, -1.36),
                (0.6, -1.15),
                (1.1, -0.2),
                (0.95, 1.25),
                *arch,
            ],
            tone,
            0,
        ),
        outline(
            [*arch[1:6], (-0.62, 0.05), (-0.5, -0.5), (0, -0.7), (0.5, -0.5), (0.62, 0.05)],
            mix(tone, BLACK, 0.4),
            0,
        ),
    ]
