"""Skylines and rooftops: a city from afar, row behind row."""

from __future__ import annotations

import numpy as np

from vfc.generators.previs.air.light import glow
from vfc.generators.previs.canvas.layers import Canvas, Colour, Drawable, Layer, mix
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.places.terrain import land
from vfc.generators.previs.things.life import smoke


def towers(
    stage: Staging,
    name: str,
    depth: float,
    base: float,
    high: float,
    wide: float,
    lit: float,
    keep: float = 99.0,
) -> Layer:
    """A row of buildings with windows, to the frame's foot; no farther than `keep` from the
    middle.
    """
    rng = stage.chance(name)
    paper = stage.paper(depth, top=base - high * 1.25)
    own = stage.palette.at(depth)
    x = paper.left - wide
    while x < paper.right:
        across = wide * rng.uniform(0.6, 1.3)
        top = base - high * rng.uniform(0.35, 1.0) ** 1.2
        colour = mix(own, stage.palette.far, rng.uniform(0, 0.18))
        paper.rect(x, top, x + across, paper.bottom + 0.1, colour)
        if rng.random() < 0.35:
            paper.rect(x + across * 0.3, top - high * 0.05, x + across * 0.62, top, colour)
        if rng.random() < 0.25:
            paper.line(
                np.array([(x + across / 2, top), (x + across / 2, top - high * 0.16)]),
                0.003,
                colour,
            )
        panes(stage, paper, rng, (x, top, x + across, base + 0.10), lit, colour)
        x += across * rng.uniform(0.98, 1.12)
    paper.rect(paper.left - 1, base, paper.right + 1, paper.bottom + 1, own)
    stage.soften(paper)
    xs = paper.left + np.arange(paper.width) / paper.scale
    paper.paper[:, np.abs(xs) > keep] = 0
    return paper.layer(depth)


def panes(
    stage: Staging,
    paper: Canvas,
    rng: np.random.Generator,
    box: tuple[float, float, float, float],
    lit: float,
    wall: Colour,
) -> None:
    """Windows in a wall, some of them lit at night."""
    left, top, right, bottom = box
    step = max(0.017, 3.2 / paper.scale)
    shine = stage.palette.dark > 0.3
    dull = mix(wall, stage.palette.sky, 0.22)
    for y in np.arange(top + step, bottom - step, step * 1.5):
        for x in np.arange(left + step * 0.7, right - step * 0.8, step * 1.15):
            if rng.random() < (lit if shine else 0.5):
                pane = mix(stage.palette.lamp, wall, rng.uniform(0.05, 0.6)) if shine else dull
                paper.rect(x, y, x + step * 0.5, y + step * 0.75, pane)


def skyline(stage: Staging) -> list[Drawable]:
    """A city from afar, row behind row."""
    h = stage.horizon
    items: list[Drawable] = [
        towers(stage, "city far", 0.1, h + 0.05, 0.34, 0.06, 0.25),
        towers(stage, "city middle", 0.22, h + 0.12, 0.36, 0.09, 0.3),
        towers(stage, "city near", 0.4, h + 0.22, 0.30, 0.13, 0.35),
    ]
    if stage.palette.dark > 0.3:
        items.append(glow(0, h + 0.12, 0.9, (120, 84, 60), 0.35, 0.2, 0.3))
    return [*items, land(stage, "city hill", 1.0, stage.foot + 0.01, 0.04, False)]


def rooftops(stage: Staging) -> list[Drawable]:
    """Gabled roofs with chimneys over the town, one near to stand on."""
    h = stage.horizon
    items: list[Drawable] = [towers(stage, "town far", 0.1, h + 0.03, 0.10, 0.05, 0.3)]
    for index, (depth, base, size) in enumerate(
        ((0.22, 0.10, 0.09), (0.42, 0.20, 0.13), (0.68, 0.34, 0.19))
    ):
        layer, chimneys = roofs(stage, index, depth, h + base, size)
        items += [smoke(stage, x, y, size * 1.3, depth) for x, y in chimneys[1:6:2]]
        items.append(layer)
    if stage.words.people:
        items.append(
            land(stage, "own roof", 1.0, stage.foot + 0.008, 0.004, False, stage.palette.near)
        )
    return items


def roofs(
    stage: Staging, index: int, depth: float, base: float, size: float
) -> tuple[Layer, list[tuple[float, float]]]:
    """One row of roofs, and where its chimneys end."""
    rng = stage.chance(f"roofs {index}")
    paper = stage.paper(depth, top=base - size * 1.7)
    own, chimneys = stage.palette.at(depth), []
    x = paper.left - size
    while x < paper.right:
        wide, top = size * rng.uniform(0.9, 1.7), base - size * rng.uniform(0.2, 0.75)
        day = 1 - 0.7 * stage.palette.dark
        wall = mix(own, stage.palette.far, rng.uniform(0.05, 0.25))
        wall = mix(wall, stage.lit((214, 196, 166)), 0.4 * day * (0.4 + depth))
        roof = mix(own, stage.lit((172, 84, 60)), 0.22 + 0.4 * day)
        paper.rect(x, top, x + wide, paper.bottom + 0.1, wall)
        panes(stage, paper, rng, (x, top, x + wide, base + size), 0.3, wall)
        peak = top - size * rng.uniform(0.3, 0.55)
        cap = np.array(
            [
                (x - size * 0.06, top),
                (x + wide * 0.3, peak),
                (x + wide * 0.7, peak),
                (x + wide + size * 0.06, top),
            ]
        )
        paper.poly(cap, roof)
        sunny = cap[[0, 1, 1, 0]] if stage.sun_x < x else cap[[2, 3, 3, 2]]
        paper.line(
            sunny[:2], 0.003, mix(roof, stage.palette.light, 0.5 * min(1.0, stage.palette.glow))
        )
        if rng.random() < 0.65:
            at = x + wide * rng.uniform(0.2, 0.75)
            paper.rect(
                at, peak - size * 0.16, at + size * 0.09, top, mix(roof, stage.palette.near, 0.4)
            )
            chimneys.append((at + size * 0.045, peak - size * 0.18))
        x += wide * rng.uniform(0.98, 1.1)
    paper.light(
        stage.sun_x,
        stage.horizon - stage.palette.sun,
        0.8,
        stage.palette.light,
        0.22 * stage.palette.glow,
    )
    stage.soften(paper)
    return paper.layer(depth), chimneys
