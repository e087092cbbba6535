"""The fronts of a street's houses in perspective: walls with windows, shops at their foot, neon
signs that jut out.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vfc.generators.previs.canvas.layers import Canvas, Colour, mix
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.places.lands import land

# where a house's front is, by how near and how high
Spot = Callable[[float, float], tuple[float, float]]
NEON: tuple[Colour, ...] = (
    (255, 60, 140),
    (60, 220, 255),
    (255, 170, 50),
    (150, 90, 255),
    (80, 255, 170),
    (255, 70, 60),
)


def wall(
    stage: Staging, paper: Canvas, side: float, vanish: tuple[float, float], narrow: float
) -> list[tuple[float, float, float, Colour]]:
    """House fronts in perspective on one side, far to near; the places of its neon signs come
    back.
    """
    rng = stage.chance(f"wall {side}")
    signs = []
    edges = np.geomspace(0.07, 2.3, 10)
    tones = walls(stage)
    neon = stage.words.has("neon", "neon_sign") or "neon" in stage.words.styles
    for near, far in zip(edges[1:], edges[:-1], strict=True):
        part = float(np.clip(1 - far / 0.9, 0, 1))
        own = mix(
            stage.palette.at(0.75), mix(stage.palette.far, stage.palette.near, 0.35), part * 0.75
        )
        sunny = stage.sun_x * side < 0 and not stage.words.has("rain", "fog", "storm")
        own = mix(
            own,
            stage.palette.light,
            (0.16 if sunny else 0.0) * stage.palette.glow * (1 - stage.palette.dark),
        )
        own = mix(
            own,
            stage.lit(tones[int(rng.integers(len(tones)))]),
            0.22 + 0.4 * (1 - stage.palette.dark),
        )
        up = rng.uniform(0.75, 1.25)

        def at(t: float, k: float, v: tuple[float, float] = vanish) -> tuple[float, float]:
            return v[0] + side * narrow * t, v[1] + k * t

        quad = [at(near, 0.34), at(far, 0.34), at(far, -up), at(near, -up)]
        paper.poly(np.array(quad), own)
        for row in np.arange(0.14, up - 0.16, 0.20):
            for t in np.linspace(far, near, 5)[:-1]:
                t2 = t + (near - far) * 0.12
                pane = front_pane(stage, rng, own)
                paper.poly(
                    np.array(
                        [
                            at(t + (near - far) * 0.04, -row),
                            at(t2, -row),
                            at(t2, -row - 0.11),
                            at(t + (near - far) * 0.04, -row - 0.11),
                        ]
                    ),
                    pane,
                )
        shop(stage, paper, rng, at, near, far, own)
        if neon and rng.random() < 0.9:
            signs.append(sign(paper, rng, at, near, far, side))
    return signs


def walls(stage: Staging) -> list[Colour]:
    """The colours of a street's houses in its land and time."""
    found = land(stage.words.country, stage.words.period)
    usual = ((150, 104, 84), (126, 126, 132), (168, 148, 118), (176, 160, 140))
    return [tuple(each) for each in found.get("walls", usual)]


def front_pane(stage: Staging, rng: np.random.Generator, own: Colour) -> Colour:
    """A window's colour: lit by chance at night, else the sky in the glass."""
    if stage.palette.dark > 0.3:
        return (
            mix(stage.palette.lamp, own, rng.uniform(0.1, 0.5))
            if rng.random() < 0.2
            else mix(own, (0, 0, 0), 0.35)
        )
    return mix(own, stage.palette.sky, rng.uniform(0.15, 0.4))


def shop(
    stage: Staging,
    paper: Canvas,
    rng: np.random.Generator,
    at: Spot,
    near: float,
    far: float,
    own: Colour,
) -> None:
    """A shop window or a door at the foot of a house."""
    t1, t2 = far + (near - far) * 0.15, far + (near - far) * rng.uniform(0.5, 0.85)
    shine = stage.palette.dark > 0.3 and rng.random() < 0.6
    pane = mix((255, 190, 110), own, rng.uniform(0.2, 0.6)) if shine else mix(own, (0, 0, 0), 0.4)
    paper.poly(np.array([at(t1, 0.30), at(t2, 0.30), at(t2, 0.02), at(t1, 0.02)]), pane)
    hood = mix(
        stage.lit(((150, 50, 46), (52, 90, 86), (170, 140, 80))[int(rng.integers(3))]),
        stage.palette.near,
        0.3,
    )
    paper.poly(np.array([at(t1, 0.02), at(t2, 0.02), at(t2, -0.05), at(t1, -0.05)]), hood)


def sign(
    paper: Canvas, rng: np.random.Generator, at: Spot, near: float, far: float, side: float
) -> tuple[float, float, float, Colour]:
    """An upright neon sign that juts into the street, with strokes for letters; its place and size
    come back.
    """
    colour = NEON[int(rng.integers(len(NEON)))]
    t = (near + far) / 2
    x, y = at(t, -rng.uniform(0.15, 0.42))
    wide, high = 0.075 * t, rng.uniform(0.2, 0.34) * t
    left = x - side * wide * 1.3 - wide / 2
    paper.rect(left, y - high / 2, left + wide, y + high / 2, mix(colour, (0, 0, 0), 0.75))
    frame = np.array(
        [
            (left, y - high / 2),
            (left + wide, y - high / 2),
            (left + wide, y + high / 2),
            (left, y + high / 2),
            (left, y - high / 2),
        ]
    )
    paper.line(frame, 0.006 * t, colour)
    for k in np.linspace(-0.36, 0.36, 4):
        a, b = left + wide * 0.25, left + wide * 0.75
        strokes = rng.uniform(-0.07, 0.07, 4) * high
        paper.line(
            np.array(
                [
                    (a, y + k * high + strokes[0]),
                    (b, y + k * high + strokes[1]),
                    (a, y + k * high + strokes[2]),
                    (b, y + k * high + strokes[3]),
                ]
            ),
            0.008 * t,
            mix(colour, (255, 255, 255), 0.45),
        )
    return left + wide / 2, y, 0.9 * high + 0.03, colour
