"""Things with a shape of their own, painted on a layer: lighthouse, houses, lamps, furniture."""

from __future__ import annotations

import numpy as np

from vfc.generators.previs.canvas.layers import Canvas, Colour, mix
from vfc.generators.previs.canvas.stage import Staging


def lighthouse(stage: Staging, paper: Canvas, x: float, foot: float, tall: float) -> float:
    """A banded tower with gallery and lantern; the lamp's y comes back."""
    colours = stage.palette
    wall = mix(stage.lit((232, 226, 216), 0.75), colours.far, 0.2)
    band = mix(stage.lit((168, 52, 46)), colours.near, 0.2)
    side = 1 if stage.sun_x > x else -1
    low, high, top = tall * 0.11, tall * 0.065, foot - tall * 0.80

    def half(y: float) -> float:
        return low + (high - low) * (foot - y) / (foot - top)

    for index in range(5):
        a, b = foot - (foot - top) * index / 5, foot - (foot - top) * (index + 1) / 5
        colour = band if index % 2 else wall
        paper.poly(
            np.array([(x - half(a), a), (x + half(a), a), (x + half(b), b), (x - half(b), b)]),
            colour,
        )
        shade = mix(colour, colours.near, 0.42)
        paper.poly(
            np.array(
                [
                    (x - side * half(a), a),
                    (x - side * half(a) * 0.15, a),
                    (x - side * half(b) * 0.15, b),
                    (x - side * half(b), b),
                ]
            ),
            shade,
        )
    for index in (1, 3):
        y = foot - (foot - top) * (index + 0.5) / 5
        pane = (
            colours.lamp
            if colours.dark > 0.3 and not stage.words.has("lamp out")
            else mix(colours.near, wall, 0.2)
        )
        paper.rect(x - tall * 0.011, y - tall * 0.022, x + tall * 0.011, y + tall * 0.022, pane)
    lantern(stage, paper, (x, top), (tall, high), band)
    return top - tall * 0.065


def lantern(
    stage: Staging, paper: Canvas, at: tuple[float, float], size: tuple[float, float], band: Colour
) -> None:
    """The gallery, lamp house and roof of a lighthouse, on a tower whose top is `at`; `size`: its
    height, its half.
    """
    colours, (x, top), (tall, high) = stage.palette, at, size
    iron = mix(colours.near, colours.far, 0.15)
    paper.rect(x - high * 1.55, top - tall * 0.016, x + high * 1.55, top, iron)
    for k in np.linspace(-1.4, 1.4, 7):
        paper.line(
            np.array([(x + high * k, top - tall * 0.05), (x + high * k, top)]), tall * 0.005, iron
        )
    paper.line(
        np.array([(x - high * 1.5, top - tall * 0.05), (x + high * 1.5, top - tall * 0.05)]),
        tall * 0.006,
        iron,
    )
    lamp_out = stage.words.has("lamp out") or colours.dark <= 0.3
    paper.rect(
        x - high * 0.72,
        top - tall * 0.11,
        x + high * 0.72,
        top - tall * 0.016,
        mix(colours.horizon, iron, 0.55) if lamp_out else (255, 238, 190),
    )
    for k in (-0.72, -0.24, 0.24, 0.72):
        paper.line(
            np.array([(x + high * k, top - tall * 0.11), (x + high * k, top)]), tall * 0.006, iron
        )
    paper.poly(
        np.array(
            [
                (x - high * 0.95, top - tall * 0.105),
                (x + high * 0.95, top - tall * 0.105),
                (x + high * 0.2, top - tall * 0.17),
                (x, top - tall * 0.2),
                (x - high * 0.2, top - tall * 0.17),
            ]
        ),
        band,
    )


def house(
    stage: Staging,
    paper: Canvas,
    rng: np.random.Generator,
    x: float,
    foot: float,
    wide: float,
    high: float,
    depth: float,
) -> list[tuple[float, float]]:
    """A gabled house; the lit windows' places come back."""
    colours = stage.palette
    paint = ((206, 190, 168), (176, 96, 78), (196, 168, 110), (120, 138, 150), (222, 214, 204))[
        int(rng.integers(5))
    ]
    wall = mix(mix(stage.lit(paint), colours.at(depth), 0.5), colours.near, 0.15 * colours.dark)
    roof = mix(wall, colours.near, 0.55)
    top, half = foot - high, wide / 2
    paper.rect(x - half, top, x + half, foot, wall)
    if rng.random() < 0.5:
        paper.poly(
            np.array(
                [
                    (x - half * 1.12, top + 0.002),
                    (x, top - wide * 0.42),
                    (x + half * 1.12, top + 0.002),
                ]
            ),
            roof,
        )
    else:
        paper.poly(
            np.array(
                [
                    (x - half * 1.1, top + 0.002),
                    (x - half * 0.8, top - wide * 0.3),
                    (x + half * 0.8, top - wide * 0.3),
                    (x + half * 1.1, top + 0.002),
                ]
            ),
            roof,
        )
    chimney = x + half * rng.uniform(-0.5, 0.5)
    paper.rect(
        chimney - wide * 0.05, top - wide * 0.46, chimney + wide * 0.05, top - wide * 0.12, roof
    )
    lit = []
    for column in (-0.5, 0.5):
        for row in range(max(1, int(high / 0.035))):
            y = top + high * 0.16 + row * 0.033
            shine = rng.random() < 0.18 + 0.5 * min(1.0, colours.dark * 1.3) and colours.dark > 0.3
            pane = (
                mix(colours.lamp, wall, rng.uniform(0, 0.3))
                if shine
                else mix(wall, colours.near, 0.5)
            )
            paper.rect(x + column * half - 0.006, y, x + column * half + 0.006, y + 0.015, pane)
            lit += [(x + column * half, y + 0.008)] if shine else []
    return lit


def street_lamp(
    stage: Staging, paper: Canvas, x: float, foot: float, tall: float, side: float
) -> tuple[float, float]:
    """A lamp on a bent post; the lamp's place comes back."""
    iron = mix(stage.palette.near, (10, 10, 14), 0.4)
    thick = tall * 0.022
    turn = np.linspace(0, np.pi * 0.55, 12)
    bow = np.stack(
        [
            x + side * tall * 0.11 * (1 - np.cos(turn)),
            foot - tall * 0.86 - tall * 0.12 * np.sin(turn),
        ],
        axis=1,
    )
    paper.line(np.array([(x, foot), (x, foot - tall * 0.86)]), thick, iron)
    paper.rect(x - thick * 1.3, foot - tall * 0.1, x + thick * 1.3, foot, iron)
    paper.line(bow, thick * 0.8, iron)
    end = (float(bow[-1, 0]), float(bow[-1, 1]))
    paper.poly(
        np.array(
            [
                (end[0] - tall * 0.045, end[1] + tall * 0.03),
                (end[0] + tall * 0.045, end[1] + tall * 0.03),
                (end[0] + tall * 0.02, end[1] - 0.01 * tall),
                (end[0] - tall * 0.02, end[1] - 0.01 * tall),
            ]
        ),
        iron,
    )
    if stage.palette.dark > 0.3:
        paper.disc(end[0], end[1] + tall * 0.034, tall * 0.03, (255, 236, 190), 0.5)
    return end[0], end[1] + tall * 0.035
