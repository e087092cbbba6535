"""Forests: trunks behind trunks, lighter in the haze, with light between them."""

from __future__ import annotations

import numpy as np

from vfc.generators.previs.air.weather import fog
from vfc.generators.previs.canvas.layers import Canvas, Colour, Drawable, Layer, mix
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.places.homes import AUTUMN, CROWNS
from vfc.generators.previs.places.terrain import fir, ground


def forest(stage: Staging) -> list[Drawable]:
    """Rows of trees and a path of forest floor."""
    h, own = stage.horizon, stage.palette.ground
    items: list[Drawable] = []
    misty, autumn = stage.words.has("fog"), stage.words.has("leaves")
    for index, (depth, base, thick) in enumerate(
        ((0.12, 0.03, 0.012), (0.25, 0.06, 0.020), (0.45, 0.11, 0.034), (0.7, 0.19, 0.055))
    ):
        colour = mix(
            mix(stage.palette.far, stage.palette.horizon, 0.25),
            stage.palette.near,
            (0.16, 0.36, 0.6, 0.82)[index],
        )
        far = ((206, 150, 90), (190, 112, 58)) if autumn else ((96, 124, 92), (74, 92, 66))
        tone = (*far, (84, 70, 52), (72, 54, 40))[index]
        colour = mix(colour, stage.lit(tone), 0.45 * (1 - 0.7 * stage.palette.dark))
        items.append(trunks(stage, index, depth, h + base, thick, colour))
        if index < 3:
            items.append(
                fog(
                    stage,
                    f"haze {index}",
                    depth,
                    h - 0.22,
                    h + 0.16 + 0.05 * index,
                    0.62 if misty else 0.22,
                )
            )
    floor = mix(own, stage.palette.near, 0.5)
    floor = mix(
        floor,
        stage.lit((176, 104, 52) if autumn else (92, 106, 58)),
        0.5 * (1 - 0.7 * stage.palette.dark),
    )
    items.insert(
        6 if not misty else 2,
        ground(
            stage,
            "far floor",
            0.3,
            h + 0.05,
            mix(floor, stage.palette.far, 0.4),
            mix(own, stage.palette.far, 0.7),
        ),
    )
    items.append(
        ground(
            stage,
            "floor",
            0.85,
            h + 0.20,
            mix(floor, stage.palette.near, 0.5),
            mix(floor, stage.palette.far, 0.3),
            0.015,
        )
    )
    if not misty and stage.palette.dark < 0.6:
        items.insert(5, shafts(stage))
    return items


def trunks(
    stage: Staging, index: int, depth: float, foot: float, thick: float, colour: Colour
) -> Layer:
    """One row of trunks with boughs, firs between them far off."""
    rng = stage.chance(f"trunks {index}")
    paper = stage.paper(depth, bottom=foot + 0.04)
    step = thick * (7.0 if index < 3 else 12.0)
    firs = stage.words.has("pine") or stage.chance("kind").random() < 0.5
    x = paper.left - step
    while x < paper.right + step:
        wide = thick * rng.uniform(0.6, 1.25)
        lean = rng.normal(0, 0.02)
        tone = mix(colour, stage.palette.far, rng.uniform(0, 0.14))
        base = foot + rng.uniform(-0.01, 0.02)
        if firs and index < 2 and rng.random() < 0.6:
            fir(paper, rng, x, base, rng.uniform(0.22, 0.5) + 0.14 * index, tone)
        else:
            trunk(paper, rng, x, base, wide, lean, tone)
        x += step * rng.uniform(0.45, 1.5)
    if index > 1 and not stage.words.has("snowy"):
        canopy(stage, paper, rng, index, foot)
    stage.soften(paper)
    return paper.layer(depth)


def canopy(
    stage: Staging, paper: Canvas, rng: np.random.Generator, index: int, foot: float
) -> None:
    """Leaves over the trunks of a row, in the colours of the season."""
    tones = AUTUMN if stage.words.has("leaves") else CROWNS
    size = (0.05, 0.06, 0.075, 0.1)[index]
    low = foot - (0.5, 0.5, 0.44, 0.5)[index]
    dim = 1 - 0.7 * stage.palette.dark
    for _ in range(int((paper.right - paper.left) * 26)):
        x, up = rng.uniform(paper.left, paper.right), rng.random() ** 0.6
        y = low - (low - paper.top) * up + size * rng.uniform(-0.4, 0.4)
        tone = stage.lit(tones[int(rng.integers(len(tones)))])
        own = mix(stage.palette.at(0.3 + 0.15 * index), tone, (0.3 + 0.2 * index) * dim)
        paper.disc(x, y, size * rng.uniform(0.5, 1.0), own, 0.7)


def trunk(
    paper: Canvas,
    rng: np.random.Generator,
    x: float,
    foot: float,
    wide: float,
    lean: float,
    colour: Colour,
) -> None:
    """A trunk that leaves the frame above, with a few bare boughs."""
    top = paper.top - 0.05
    rise = foot - top
    paper.poly(
        np.array(
            [
                (x - wide * 0.9, foot + 0.01),
                (x - wide * 0.5, foot - 0.05),
                (x - wide * 0.32 + lean * rise, top),
                (x + wide * 0.32 + lean * rise, top),
                (x + wide * 0.5, foot - 0.05),
                (x + wide * 0.9, foot + 0.01),
            ]
        ),
        colour,
    )
    for _ in range(int(rng.integers(2, 7))):
        up = rng.uniform(0.3, 0.98)
        at = (x + lean * rise * up, foot - rise * up)
        way, far = rng.choice((-1, 1)), wide * rng.uniform(2.0, 5.5)
        mid = (at[0] + way * far * 0.5, at[1] - far * rng.uniform(0.1, 0.3))
        end = (at[0] + way * far, at[1] - far * rng.uniform(0.3, 0.7))
        paper.line(np.array([at, mid]), wide * 0.20, colour)
        paper.line(np.array([mid, end]), wide * 0.10, colour)
        twig = (mid[0] + way * far * 0.35, mid[1] + far * rng.uniform(-0.05, 0.25))
        paper.line(np.array([mid, twig]), wide * 0.07, colour)


def shafts(stage: Staging) -> Layer:
    """Light that falls slantwise between the trees."""
    rng = stage.chance("shafts")
    paper = stage.paper(0.3, bottom=stage.horizon + 0.3)
    slant = -0.6 if stage.sun_x > 0 else 0.6
    for _ in range(7):
        x, wide = stage.sun_x * rng.uniform(0.2, 1.2) + rng.normal(0, 0.25), rng.uniform(0.02, 0.08)
        high = paper.bottom - paper.top
        paper.poly(
            np.array(
                [
                    (x, paper.top),
                    (x + wide, paper.top),
                    (x + wide * 2 + slant * high, paper.bottom),
                    (x - wide + slant * high, paper.bottom),
                ]
            ),
            stage.palette.light,
        )
    paper.blur(0.012)
    part = np.clip((paper.rows() - paper.top) / (paper.bottom - paper.top), 0, 1)[:, None]
    paper.fade(0.26 * (1 - part) ** 0.8)
    return paper.layer(0.3, sway=lambda second: (0.012 * float(np.sin(second * 0.4)), 0.0))
