"""Masks and paint on the face."""

from __future__ import annotations

from collections.abc import Callable

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.shapes import Shape, box, ellipse, limb, rounded
from vfc.generators.previs.people.heads.hairs import outline
from vfc.generators.previs.people.props.parts import BLACK

Hat = Callable[[str, Colour], list[Shape]]


def clown(view: str, tone: Colour) -> list[Shape]:
    """A white mouth, painted eyes and a red nose."""
    if view == "back":
        return []
    x = 0.5 if view == "side" else 0.0
    eyes = [
        (ellipse(k * 0.34 + x * 0.1, -0.3, 0.16, 0.18), (60, 110, 210))
        for k in ((-1, 1) if view == "front" else (1.4,))
    ]
    return [
        *eyes,
        (ellipse(x * 1.1, 0.6, 0.46, 0.26), (252, 250, 246)),
        (ellipse(x * 1.1, 0.6, 0.3, 0.13), (214, 40, 48)),
        (ellipse(x * 2, 0.2, 0.25, 0.25), (232, 36, 40)),
    ]


def eyemask(hole: bool) -> Hat:
    """A mask about the eyes."""

    def draw(view: str, tone: Colour) -> list[Shape]:
        if view == "back":
            return [(box(-0.9, -0.2, 0.9, 0.06), tone)]
        eyes = ((-0.35, 0.35) if view == "front" else (0.56,)) if hole else ()
        whites = [(ellipse(x, -0.05, 0.15, 0.1), (250, 250, 250)) for x in eyes]
        ink = [(ellipse(x, -0.05, 0.07, 0.09), (20, 20, 24)) for x in eyes]
        return [
            (
                rounded(
                    box(
                        -0.88 if view == "front" else -0.9,
                        -0.32,
                        0.88 if view == "front" else 0.82,
                        0.2,
                    ),
                    1,
                ),
                tone,
            ),
            *whites,
            *ink,
        ]

    return draw


def patch(view: str, tone: Colour) -> list[Shape]:
    """A patch over one eye."""
    if view == "back":
        return []
    x = 0.34 if view == "front" else 0.52
    return [
        (limb((-0.85, -0.1), (0.8, -0.5), 0.04, 0.04), tone),
        (ellipse(x, -0.04, 0.25, 0.22), tone),
    ]


def hooknose(view: str, tone: Colour) -> list[Shape]:
    """A long crooked nose with a wart."""
    if view == "back":
        return []
    x = 0.62 if view == "side" else 0.0
    return [
        outline(
            [(x - 0.1, -0.1), (x + 0.3, 0.16), (x + 0.5, 0.5), (x + 0.2, 0.46), (x - 0.1, 0.36)],
            tone,
        ),
        (ellipse(x + 0.26, 0.3, 0.06, 0.06), mix(tone, BLACK, 0.5)),
    ]


def geisha(view: str, tone: Colour) -> list[Shape]:
    """Small red lips, reddened eyes."""
    if view != "front":
        return []
    red = (206, 30, 48)
    return [
        (ellipse(0, 0.6, 0.13, 0.1), red),
        *((limb((k * 0.46, -0.1), (k * 0.64, -0.2), 0.05, 0.01), red) for k in (-1, 1)),
    ]


def snowgoggles(view: str, tone: Colour) -> list[Shape]:
    """Goggles against snow, with their strap."""
    strap = eyemask(False)(view, (34, 36, 44))
    if view == "back":
        return strap
    lens = box(-0.66, -0.24, 0.66, 0.14) if view == "front" else box(0.1, -0.24, 0.78, 0.14)
    return [*strap, (rounded(lens, 1), tone)]


def mime(view: str, tone: Colour) -> list[Shape]:
    """Black marks over and under the eyes, and red lips, on a white face."""
    if view == "back":
        return []
    eyes = (-0.34, 0.34) if view == "front" else (0.5,)
    marks = [outline([(x - 0.07, 0.08), (x + 0.07, 0.08), (x, 0.42)], tone, 0) for x in eyes]
    brows = [outline([(x - 0.06, -0.3), (x + 0.06, -0.3), (x, -0.6)], tone, 0) for x in eyes]
    return [*marks, *brows, (ellipse(0.72 if view == "side" else 0, 0.6, 0.2, 0.09), (206, 30, 40))]


def fangs(view: str, tone: Colour) -> list[Shape]:
    """Two pointed teeth over dark lips."""
    if view == "back":
        return []
    x = 0.66 if view == "side" else 0.0
    lips = (ellipse(x, 0.55, 0.26, 0.07), (120, 16, 30))
    teeth = [
        outline([(x + k - 0.06, 0.55), (x + k + 0.06, 0.55), (x + k, 0.78)], tone, 0)
        for k in ((-0.14, 0.14) if view == "front" else (0.06,))
    ]
    return [lips, *teeth]


def cloth(view: str, tone: Colour) -> list[Shape]:
    """A cloth over nose and mouth."""
    if view == "back":
        return []
    if view == "side":
        return [outline([(-0.3, 0.06), (0.84, 0.06), (0.95, 0.3), (0.7, 1.06), (-0.2, 0.7)], tone)]
    edges = [(-0.84, 0.06), (0.84, 0.06), (0.74, 0.62), (0.3, 1.05), (-0.3, 1.05), (-0.74, 0.62)]
    return [outline(edges, tone)]
