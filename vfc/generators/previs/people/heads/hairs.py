"""Hair by its style, in the size of the head: what falls behind the trunk, and what lies on the
head, seen from before, from the side or from behind.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, ellipse, rounded

BLACK, WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
Layers = tuple[list[Shape], list[Shape]]


def outline(points: list[tuple[float, float]], tone: Colour, times: int = 1) -> Shape:
    """A lock of hair."""
    return rounded(np.array(points), times), tone


def cap(view: str, tone: Colour, low: float = 0.0) -> list[Shape]:
    """Hair from above the brow to the nape."""
    if view == "back":
        return [(ellipse(0, -0.08, 0.9, 1.0 + low * 0.2), tone)]
    if view == "side":
        return [
            outline(
                [
                    (0.62, -0.52),
                    (0.66, -0.86),
                    (0.2, -1.14),
                    (-0.4, -1.1),
                    (-0.92, -0.7),
                    (-1.0, -0.1),
                    (-0.82, 0.42 + low),
                    (-0.45, 0.42 + low),
                    (-0.36, 0.05),
                    (-0.1, -0.14),
                    (-0.06, -0.5),
                    (0.3, -0.62),
                ],
                tone,
            )
        ]
    return [
        outline(
            [
                (-0.84, 0.06),
                (-0.95, -0.4),
                (-0.75, -0.95),
                (0.0, -1.16),
                (0.75, -0.95),
                (0.95, -0.4),
                (0.84, 0.06),
                (0.74, -0.3),
                (0.5, -0.58),
                (-0.2, -0.66),
                (-0.62, -0.44),
                (-0.74, -0.2),
            ],
            tone,
        )
    ]


def fall(view: str, tone: Colour, long: float, wind: float, wide: float = 1.1) -> Shape:
    """Hair that falls to so many sizes below the head's middle."""
    blow = wind * long * 0.35
    if view == "side":
        return outline(
            [
                (0.1, -1.05),
                (-0.6, -1.05),
                (-1.02, -0.4),
                (-1.08, long * 0.5),
                (-1.0 + blow, long),
                (-0.35 + blow, long),
                (-0.12, 0.5),
                (-0.1, -0.2),
            ],
            tone,
        )
    return outline(
        [
            (-0.5, -1.05),
            (0.5, -1.05),
            (0.98, -0.4),
            (wide, long * 0.5),
            (wide * 0.9 + blow, long),
            (0.1 + blow, long * 0.9),
            (-wide * 0.9 + blow, long),
            (-wide, long * 0.5),
            (-0.98, -0.4),
        ],
        tone,
    )


def short(view: str, tone: Colour, wind: float) -> Layers:
    """Short hair."""
    return [], cap(view, tone)


def parted(view: str, tone: Colour, wind: float) -> Layers:
    """Short hair with a parting and a wave."""
    if view != "front":
        return [], cap(view, tone)
    wave = outline(
        [(-0.6, -0.5), (-0.5, -1.05), (0.4, -1.25), (0.86, -0.8), (0.8, -0.35), (0.45, -0.72)], tone
    )
    return [], [*cap(view, tone), wave]


def long(view: str, tone: Colour, wind: float) -> Layers:
    """Hair to below the shoulders."""
    hung = fall(view, mix(tone, BLACK, 0.12), 2.25, wind)
    if view == "back":
        return [], [hung, (ellipse(0, -0.1, 0.92, 1.02), tone)]
    return [hung], cap(view, tone, 0.6)


def bob(view: str, tone: Colour, wind: float) -> Layers:
    """Hair to the chin."""
    hung = fall(view, mix(tone, BLACK, 0.12), 1.05, wind * 0.6, 1.12)
    if view == "back":
        return [], [hung, (ellipse(0, -0.1, 0.92, 1.02), tone)]
    return [hung], cap(view, tone, 0.3)


def bun(view: str, tone: Colour, wind: float) -> Layers:
    """A knot at the back of the head."""
    x, y = {"side": (-1.05, -0.62), "back": (0.0, -0.62), "front": (0.0, -1.12)}[view]
    knot = (ellipse(x, y, 0.44, 0.4), mix(tone, BLACK, 0.15 if view == "back" else 0.08))
    return ([knot], cap(view, tone)) if view != "back" else ([], [*cap(view, tone), knot])


def topknot(view: str, tone: Colour, wind: float) -> Layers:
    """A knot on the crown."""
    return [], [
        (ellipse(-0.1 if view == "side" else 0, -1.26, 0.4, 0.34), mix(tone, BLACK, 0.1)),
        *cap(view, tone),
    ]


def ponytail(view: str, tone: Colour, wind: float) -> Layers:
    """A tail of hair, that swings."""
    b = wind * 0.9
    if view == "side":
        tail = outline(
            [
                (-0.7, -0.72),
                (-1.15, -0.75),
                (-1.5 + b, 0.1),
                (-1.4 + b * 1.4, 1.2),
                (-1.15 + b, 0.2),
                (-0.9, -0.3),
            ],
            tone,
        )
        return [tail], cap(view, tone)
    tail = outline(
        [(-0.2, -0.6), (0.2, -0.6), (0.3 + b * 0.5, 0.6), (0.05 + b, 1.7), (-0.3 + b * 0.5, 0.6)],
        mix(tone, BLACK, 0.14),
    )
    if view == "back":
        return [], [*cap(view, tone), tail]
    flip = outline(
        [
            (0.5, -0.95),
            (0.95, -1.1),
            (1.35 + b, -0.6),
            (1.35 + b, 0.5),
            (1.05 + b * 0.5, -0.3),
            (0.7, -0.6),
        ],
        mix(tone, BLACK, 0.1),
    )
    return [flip], cap(view, tone)


def pigtails(view: str, tone: Colour, wind: float) -> Layers:
    """Two tails with ribbons."""
    b = wind * 0.5
    shapes: list[Shape] = []
    for k in (-1, 1) if view != "side" else (-0.9,):
        shapes.append(
            outline(
                [
                    (k * 0.8, -0.4),
                    (k * 1.25 + b, -0.35),
                    (k * 1.4 + b, 0.7),
                    (k * 1.1 + b, 1.1),
                    (k * 0.95, 0.4),
                ],
                tone,
            )
        )
        shapes.append((ellipse(k * 0.92, -0.32, 0.16, 0.16), (220, 60, 90)))
    return (shapes, cap(view, tone)) if view != "back" else ([], [*cap(view, tone), *shapes])


def curls(view: str, tone: Colour, far: float, size: float) -> list[Shape]:
    """Curls about the head."""
    turns = np.linspace(np.pi * 0.95, np.pi * 2.05, 8)
    shift = -0.2 if view == "side" else 0.0
    return [
        (ellipse(shift + far * np.cos(a), -0.12 + far * np.sin(a), size, size), tone) for a in turns
    ]


def curly(view: str, tone: Colour, wind: float) -> Layers:
    """Curls to the ears."""
    if view == "back":
        return [], [(ellipse(0, -0.1, 0.95, 1.0), tone), *curls(view, tone, 0.85, 0.34)]
    return curls(view, mix(tone, BLACK, 0.1), 0.92, 0.36), [
        *cap(view, tone),
        *curls(view, tone, 0.84, 0.28)[1:-1],
    ]


def afro(view: str, tone: Colour, wind: float) -> Layers:
    """A round crown of tight curls."""
    if view == "back":
        return [], [(ellipse(0, -0.35, 1.3, 1.22), tone)]
    return [(ellipse(-0.15 if view == "side" else 0, -0.42, 1.34, 1.22), tone)], cap(view, tone)


def bald(view: str, tone: Colour, wind: float) -> Layers:
    """No hair."""
    return [], []


def tuft(view: str, tone: Colour, wind: float) -> Layers:
    """A baby's tuft."""
    return [], [outline([(-0.12, -0.92), (0.0, -1.3), (0.22, -1.24), (0.14, -0.92)], tone)]


def messy(view: str, tone: Colour, wind: float) -> Layers:
    """Hair that stands off."""
    turns = np.linspace(np.pi, 2 * np.pi, 9)
    spikes = [
        outline(
            [
                (0.8 * np.cos(a - 0.15), 0.85 * np.sin(a - 0.15)),
                (1.28 * np.cos(a + 0.12), 1.28 * np.sin(a + 0.12)),
                (0.8 * np.cos(a + 0.2), 0.85 * np.sin(a + 0.2)),
            ],
            tone,
            0,
        )
        for a in turns
    ]
    return [], [*cap(view, tone), *spikes]


def crop(view: str, tone: Colour, wind: float) -> Layers:
    """A woman's short hair, a fringe to one side."""
    if view != "front":
        return [], cap(view, tone, 0.1)
    fringe = outline(
        [(-0.8, -0.1), (-0.86, -0.7), (-0.3, -1.18), (0.5, -1.1), (0.62, -0.5), (0.0, -0.5)], tone
    )
    return [], [*cap(view, tone), fringe]


def plait(view: str, tone: Colour, wind: float) -> Layers:
    """One plait over the shoulder or down the back."""
    x = {"side": -0.95, "front": 0.95, "back": 0.0}[view]
    links = [
        (ellipse(x + wind * 0.2 * k / 6, 0.35 + 0.34 * k, 0.25 - 0.012 * k, 0.22), link)
        for k in range(6)
        for link in (tone if k % 2 else mix(tone, BLACK, 0.2),)
    ]
    ribbon = (ellipse(x + wind * 0.2, 2.3, 0.14, 0.12), (206, 50, 70))
    whole = [*cap(view, tone), *links, ribbon]
    return ([], whole) if view != "side" else ([*links, ribbon], cap(view, tone))


def mohawk(view: str, tone: Colour, wind: float) -> Layers:
    """A crest over a shaven head."""
    if view == "side":
        turns = np.linspace(np.pi * 0.95, np.pi * 1.75, 9)
        out = [(1.55 * np.cos(a), 1.6 * np.sin(a)) for a in turns]
        inner = [(0.86 * np.cos(a), 0.94 * np.sin(a)) for a in turns[::-1]]
        return [], [outline([*out, *inner], tone)]
    return [], [outline([(-0.2, -0.8), (-0.16, -1.7), (0.16, -1.7), (0.2, -0.8)], tone)]


def wild(view: str, tone: Colour, wind: float) -> Layers:
    """White hair at both sides of a high brow."""
    tufts = [
        (ellipse(k * 0.98, -0.2 + dy, 0.36, 0.3), tone) for k in (-1, 1) for dy in (-0.25, 0.15)
    ]
    if view == "side":
        tufts = [
            (ellipse(-0.6 - dx, -0.15 + dy, 0.42, 0.36), tone)
            for dx, dy in ((0, 0.1), (0.3, -0.25), (0.1, -0.6))
        ]
    top = [(ellipse(0, -1.02, 0.4, 0.18), tone)]
    return (tufts, top) if view != "back" else ([], [*cap(view, tone), *tufts])


def wig_curls(view: str, tone: Colour, wind: float) -> Layers:
    """A clown's wig: balls at both sides."""
    spots = (
        ((1.05, -0.1), (1.25, -0.5), (1.0, -0.85))
        if view != "side"
        else ((0.2, -1.0), (0.75, -0.85), (1.05, -0.35), (0.95, 0.1))
    )
    sides = (-1, 1) if view != "side" else (-1,)
    balls = [(ellipse(k * x, y, 0.42, 0.42), tone) for k in sides for x, y in spots]
    return [], ([(ellipse(0, -0.1, 0.92, 1.0), tone), *balls] if view == "back" else balls)


def geisha(view: str, tone: Colour, wind: float) -> Layers:
    """High black hair with pins and a flower."""
    rolls = [
        (ellipse(0, -1.15, 0.62, 0.42), tone),
        *(
            (ellipse(k * 0.95, -0.45, 0.42, 0.5), tone)
            for k in ((-1, 1) if view != "side" else (-0.9,))
        ),
    ]
    pins = [
        (ellipse(0.72, -1.0, 0.24, 0.24), (230, 60, 90)),
        outline([(-0.5, -1.2), (-1.25, -1.55), (-1.2, -1.62), (-0.45, -1.3)], (240, 200, 90), 0),
    ]
    return rolls, [*cap(view, tone), *pins]


HAIRS: dict[str, Callable[[str, Colour, float], Layers]] = {
    "short": short,
    "parted": parted,
    "long": long,
    "bob": bob,
    "bun": bun,
    "topknot": topknot,
    "ponytail": ponytail,
    "pigtails": pigtails,
    "curly": curly,
    "afro": afro,
    "bald": bald,
    "tuft": tuft,
    "messy": messy,
    "crop": crop,
    "plait": plait,
    "mohawk": mohawk,
    "wild": wild,
    "wig_curls": wig_curls,
    "geisha": geisha,
}


def beard(kind: str, view: str, tone: Colour) -> list[Shape]:
    """A `full` beard, a `long` one, or a `moustache`."""
    if view == "back" or not kind:
        return []
    x = 0.22 if view == "side" else 0.0
    lip = outline([(x - 0.36, 0.5), (x + 0.02, 0.36), (x + 0.4, 0.5), (x + 0.02, 0.5)], tone, 0)
    if kind == "moustache":
        return [lip]
    low = 2.5 if kind == "long" else 1.34
    if view == "side":
        return [
            outline(
                [
                    (-0.28, 0.0),
                    (0.1, 0.4),
                    (0.55, 0.44),
                    (0.84, 0.42),
                    (0.9, 0.8),
                    (0.72, low),
                    (0.3, low * 0.9),
                    (-0.05, 0.8),
                ],
                tone,
            ),
            lip,
        ]
    return [
        outline(
            [
                (-0.8, 0.0),
                (-0.6, 0.36),
                (-0.2, 0.42),
                (0.2, 0.42),
                (0.6, 0.36),
                (0.8, 0.0),
                (0.74, 0.7),
                (0.4, low * 0.92),
                (0.0, low),
                (-0.4, low * 0.92),
                (-0.74, 0.7),
            ],
            tone,
        ),
        (ellipse(0, 0.62, 0.2, 0.05), mix(tone, (150, 50, 50), 0.6)),
    ]
