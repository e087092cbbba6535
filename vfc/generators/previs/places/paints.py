"""What walls, floors and ceilings are made of: painters of a texture in metres, y down from its
upper edge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import cv2
import numpy as np

from vfc.generators.previs.canvas.layers import Canvas, Colour, mix

Paint = Callable[[Canvas, Colour, Mapping[str, Any], np.random.Generator], None]
WHITE, BLACK = (255.0, 255.0, 255.0), (0.0, 0.0, 0.0)


def plain(paper: Canvas, colour: Colour, more: Mapping[str, Any], rng: np.random.Generator) -> None:
    """Plaster: one colour, a little uneven."""
    paper.rect(paper.left - 1, paper.top - 1, paper.right + 1, paper.bottom + 1, colour)


def tiles(paper: Canvas, colour: Colour, more: Mapping[str, Any], rng: np.random.Generator) -> None:
    """Square or oblong tiles with joints; `size` is their width and height, `second` makes a
    checkerboard.
    """
    wide, high = more.get("size", (0.3, 0.3))
    joint = mix(colour, BLACK, 0.28)
    second = tuple(more["second"]) if "second" in more else None
    plain(paper, joint, more, rng)
    ys = np.arange(paper.top, paper.bottom, high)
    xs = np.arange(paper.left, paper.right, wide)
    rows, columns = (each.ravel() for each in np.indices((len(ys), len(xs))))
    tones = np.where(((rows + columns) % 2)[:, None], second or colour, colour)
    corners = np.stack([xs[columns], ys[rows]], axis=1)
    boxes = np.hstack([corners + 0.006, corners + (wide - 0.006, high - 0.006)])
    paper.rects(boxes, uneven(tones, rng, 0.5, 0.06))


def uneven(tones: np.ndarray, rng: np.random.Generator, darker: float, most: float) -> np.ndarray:
    """Colours, `(n, 3)` float64 from 0 to 255, each by chance somewhat nearer to black, the part
    `darker` of them, or to white, by `most` at most.
    """
    side, part = rng.random((len(tones), 2)).T
    toward = np.where(side < darker, BLACK[0], WHITE[0])[:, None]
    return tones + (toward - tones) * (most * part)[:, None]


def bricks(
    paper: Canvas, colour: Colour, more: Mapping[str, Any], rng: np.random.Generator
) -> None:
    """Bricks or blocks in courses, each shifted by half."""
    wide, high = more.get("size", (0.24, 0.08))
    plain(paper, mix(colour, BLACK, 0.30), more, rng)
    gap = 0.08 * high + 0.004
    corners = np.array(
        [
            (x, y)
            for row, y in enumerate(np.arange(paper.top, paper.bottom, high))
            for x in np.arange(paper.left - wide / 2 * (row % 2), paper.right, wide)
        ]
    )
    boxes = np.hstack([corners + gap, corners + (wide - gap, high - gap)])
    paper.rects(boxes, uneven(np.full((len(boxes), 3), colour), rng, 0.6, 0.13))


def panels(
    paper: Canvas, colour: Colour, more: Mapping[str, Any], rng: np.random.Generator
) -> None:
    """Upright panels; `size` is the width of one, `rail` the height of a rail from the floor."""
    wide = more.get("size", (0.9, 0))[0]
    plain(paper, colour, more, rng)
    for x in np.arange(paper.left, paper.right, wide):
        paper.rect(x, paper.top, x + 0.02, paper.bottom, mix(colour, BLACK, 0.25))
        paper.rect(x + 0.02, paper.top, x + 0.035, paper.bottom, mix(colour, WHITE, 0.12))
    if "rail" in more:
        y = paper.bottom - more["rail"]
        paper.rect(
            paper.left,
            y,
            paper.right,
            paper.bottom,
            tuple(more.get("below", mix(colour, BLACK, 0.2))),
        )
        paper.rect(paper.left, y - 0.04, paper.right, y, mix(colour, WHITE, 0.3))


def planks(
    paper: Canvas, colour: Colour, more: Mapping[str, Any], rng: np.random.Generator
) -> None:
    """Boards along the texture's height, or across with `across`."""
    wide = more.get("size", (0.14, 0))[0]
    plain(paper, colour, more, rng)
    across = bool(more.get("across"))
    ends = (paper.top, paper.bottom) if across else (paper.left, paper.right)
    for at in np.arange(*ends, wide):
        tone = mix(colour, BLACK if rng.random() < 0.6 else WHITE, rng.uniform(0, 0.14))
        edges = (
            (paper.left, at, paper.right, at + wide)
            if across
            else (at, paper.top, at + wide, paper.bottom)
        )
        paper.rect(*edges, tone)
        line = (
            (paper.left, at, paper.right, at + 0.008)
            if across
            else (at, paper.top, at + 0.008, paper.bottom)
        )
        paper.rect(*line, mix(colour, BLACK, 0.4))


def speckled(
    paper: Canvas, colour: Colour, more: Mapping[str, Any], rng: np.random.Generator
) -> None:
    """Ground that is not even: grass, gravel, sand, snow, asphalt; `rough` from 0 to 1, `grain` the
    size of its spots in metres.
    """
    plain(paper, colour, more, rng)
    grain, rough = more.get("grain", 0.25), more.get("rough", 0.3)
    wide = max(2, int((paper.right - paper.left) / grain))
    high = max(2, int((paper.bottom - paper.top) / grain))
    noise = np.zeros((paper.height, paper.width), np.float32)
    for k in (1, 2, 4):
        cells = (min(high * k, paper.height), min(wide * k, paper.width))
        spots = rng.random(cells, np.float32) - 0.5
        noise += cv2.resize(spots, (paper.width, paper.height)) / k
    paper.dim(1 + np.float32(rough) * noise)


def waves(paper: Canvas, colour: Colour, more: Mapping[str, Any], rng: np.random.Generator) -> None:
    """Open water from above: swell, and crests of foam `step` metres apart."""
    speckled(paper, colour, {"grain": more.get("step", 8.0) * 2, "rough": 0.16}, rng)
    step = more.get("step", 8.0)
    light, dark = mix(colour, WHITE, 0.16), mix(colour, BLACK, 0.14)
    foam = mix(colour, WHITE, 0.62)
    many = min(5000, int((paper.right - paper.left) * (paper.bottom - paper.top) / step**2 / 3))
    for index in range(many):
        x, y = rng.uniform(paper.left, paper.right), rng.uniform(paper.top, paper.bottom)
        at = np.linspace(-1, 1, 9)
        wide, bend = step * rng.uniform(0.4, 1.1), step * rng.uniform(0.08, 0.2)
        line = np.stack([x + at * wide, y + bend * (at**2) + bend * 0.4 * np.sin(at * 5)], axis=1)
        tone = foam if index % 9 == 0 else light if index % 2 else dark
        paper.line(line, step * (0.05 if index % 9 else 0.08), tone)


def curtain(
    paper: Canvas, colour: Colour, more: Mapping[str, Any], rng: np.random.Generator
) -> None:
    """Cloth in folds."""
    plain(paper, colour, more, rng)
    at = paper.left + (np.arange(paper.width) + 0.5) / paper.scale
    fold = 0.72 + 0.28 * np.sin(at * 2 * np.pi / more.get("size", (0.32, 0))[0] + np.sin(at * 3.1))
    paper.paper[..., :3] = np.array(colour) * fold[:, None]


def striped(
    paper: Canvas, colour: Colour, more: Mapping[str, Any], rng: np.random.Generator
) -> None:
    """Wallpaper in stripes of two colours; lengthwise lines of a road, a court or a rug."""
    plain(paper, colour, more, rng)
    wide = more.get("size", (0.3, 0))[0]
    other = tuple(more.get("second", mix(colour, WHITE, 0.25)))
    for x in np.arange(paper.left, paper.right, 2 * wide):
        paper.rect(x, paper.top, x + wide, paper.bottom, other)


PAINTS: dict[str, Paint] = {
    "plain": plain,
    "tiles": tiles,
    "bricks": bricks,
    "panels": panels,
    "planks": planks,
    "speckled": speckled,
    "curtain": curtain,
    "waves": waves,
    "striped": striped,
}
