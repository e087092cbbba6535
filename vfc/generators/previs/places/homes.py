"""What people put into open country: cottages with smoke, a village, trees, benches, fences."""

from __future__ import annotations

from math import sin

import numpy as np

from vfc.generators.previs.canvas.layers import Canvas, Colour, Drawable, Layer, mix
from vfc.generators.previs.canvas.noise import smooth_ridge
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.things.life import smoke

PAINTS: tuple[Colour, ...] = (
    (206, 190, 168),
    (184, 110, 88),
    (200, 172, 120),
    (136, 148, 156),
    (226, 218, 208),
)
CROWNS: tuple[Colour, ...] = ((84, 116, 62), (96, 124, 58), (70, 104, 66))
AUTUMN: tuple[Colour, ...] = ((196, 96, 40), (214, 148, 52), (168, 62, 42), (186, 124, 48))


def settled(stage: Staging) -> list[Drawable]:
    """Houses, trees and a fence in the middle distance, as the words ask."""
    words = stage.words
    items: list[Drawable] = []
    if words.has("house"):
        items += houses(stage)
    if words.has("fence"):
        items.append(fence(stage))
    if words.has("tree"):
        items += trees(stage)
    return items


def houses(stage: Staging) -> list[Drawable]:
    """One cottage, or a village of many where the words say so, smoke over their chimneys."""
    rng = stage.chance("cottages")
    many = 9 if stage.words.has("village") else 1
    depth, base = (0.45, stage.horizon + 0.17) if many > 1 else (0.6, stage.horizon + 0.21)
    paper = stage.paper(depth, top=base - 0.34, bottom=base + 0.03)
    side = -1.0 if stage.sun_x > 0 else 1.0
    spots = (
        rng.uniform(-0.75, 0.75, many) * stage.half
        if many > 1
        else np.array([side * stage.half * 0.45])
    )
    items: list[Drawable] = []
    for index, x in enumerate(spots.tolist()):
        wide = rng.uniform(0.09, 0.15) if many > 1 else 0.27
        foot = base + (rng.uniform(-0.045, 0.02) if many > 1 else 0.0)
        top = cottage(stage, paper, rng, x, foot, wide)
        if stage.words.has("smoke") or index % 3 == 0:
            items.append(smoke(stage, top[0], top[1], wide * 1.3, depth))
    stage.soften(paper)
    return [paper.layer(depth), *items]


def cottage(
    stage: Staging, paper: Canvas, rng: np.random.Generator, x: float, foot: float, wide: float
) -> tuple[float, float]:
    """A gabled cottage seen from a corner; its chimney's mouth comes back."""
    colours = stage.palette
    wall = mix(stage.lit(PAINTS[int(rng.integers(5))], 0.8), colours.at(0.5), 0.4)
    s = 1.0 if stage.sun_x > x else -1.0
    high, gable = wide * 0.42, wide * 0.34
    # right: towards the sun
    left, mid, right = x - s * wide * 0.5, x + s * wide * 0.12, x + s * wide * 0.5
    roof = (236, 240, 248) if stage.words.has("snowy") else (122, 66, 52)
    roof = mix(stage.lit(roof, 0.9), colours.near, 0.3 if roof[0] < 200 else 0.05)
    dark = mix(wall, colours.near, 0.42)
    top, ridge_y = foot - high, foot - high - gable
    paper.poly(np.array([(left, top), (mid, top), (mid, foot), (left, foot)]), dark)
    peak = (mid + right) / 2
    paper.poly(
        np.array([(mid, foot), (mid, top), (peak, ridge_y), (right, top), (right, foot)]), wall
    )
    eave = wide * 0.04
    back = peak - s * wide * 0.62
    slope = [
        (peak, ridge_y - eave),
        (back, ridge_y - eave),
        (left - s * eave, top + eave),
        (mid - s * eave, top + eave),
    ]
    paper.poly(np.array(slope), roof)
    rim = np.array(
        [(mid - s * eave, top + eave), (peak, ridge_y - eave), (right + s * eave, top + eave)]
    )
    paper.line(rim, wide * 0.035, mix(roof, colours.light, 0.3 * min(1.0, colours.glow)))
    chimney = back + s * wide * 0.2
    paper.rect(
        chimney - wide * 0.04,
        ridge_y - wide * 0.15,
        chimney + wide * 0.04,
        ridge_y + wide * 0.06,
        dark,
    )
    openings(stage, paper, wall, (x, foot, wide, high, s))
    return chimney, ridge_y - wide * 0.17


def openings(
    stage: Staging, paper: Canvas, wall: Colour, box: tuple[float, float, float, float, float]
) -> None:
    """A cottage's windows, warm by night, and its door."""
    x, foot, wide, high, s = box
    night = stage.palette.dark > 0.3
    pane = (
        mix((255, 206, 124), wall, 0.1)
        if night
        else mix(stage.palette.sky, stage.palette.near, 0.5)
    )
    frame = mix(wall, (0, 0, 0), 0.45)
    w, h = wide * 0.055, high * 0.2
    for at, y in ((-0.36, 0.5), (-0.12, 0.5), (0.40, 0.5), (0.31, 1.08)):
        px, py = x + s * wide * at, foot - high * y
        paper.rect(px - w * 1.25, py - h * 1.15, px + w * 1.25, py + h * 1.15, frame)
        paper.rect(px - w, py - h, px + w, py + h, pane)
        paper.rect(px - w * 0.12, py - h, px + w * 0.12, py + h, frame)
        if night:
            paper.glow(px, py, wide * 0.22, (255, 176, 92), 0.34)
    door = x + s * wide * 0.22
    paper.rect(door - wide * 0.035, foot - high * 0.6, door + wide * 0.035, foot, frame)


def trees(stage: Staging) -> list[Drawable]:
    """Broad trees that stir in the wind, one large near the frame's edge."""
    rng = stage.chance("trees")
    side = 1.0 if rng.random() < 0.5 else -1.0
    far = [
        (float(x) * stage.half, 0.5, stage.horizon + 0.13, rng.uniform(0.14, 0.22))
        for x in rng.uniform(-1, 1, 4)
    ]
    near = [(side * stage.half * 0.78, 0.85, stage.foot - 0.05, 0.62)]
    return [tree(stage, f"tree {index}", spot) for index, spot in enumerate([*far, *near])]


def tree(stage: Staging, name: str, spot: tuple[float, float, float, float]) -> Layer:
    """One tree as a layer of its own, that sways about its foot."""
    x, depth, foot, tall = spot
    rng = stage.chance(name)
    paper = Canvas(
        (x - tall * 0.6, foot - tall * 1.15, x + tall * 0.6, foot + 0.01), stage.rig.finest(depth)
    )
    bark = mix(stage.lit((82, 62, 48)), stage.palette.at(depth), 0.5)
    leaf = (AUTUMN if stage.words.has("leaves") else CROWNS)[int(rng.integers(3))]
    leaf = (214, 220, 230) if stage.words.has("snowy") else leaf
    leaf = mix(stage.lit(leaf), stage.palette.at(depth), 0.42 if depth < 0.8 else 0.3)
    thick = tall * 0.035
    stem = [
        (x - thick * 1.4, foot),
        (x - thick * 0.6, foot - tall * 0.5),
        (x + thick * 0.6, foot - tall * 0.5),
    ]
    paper.poly(np.array([*stem, (x + thick * 1.4, foot)]), bark)
    for way in (-1, 1):
        fork = np.array([(x, foot - tall * 0.36), (x + way * tall * 0.2, foot - tall * 0.66)])
        paper.line(fork, thick * 0.8, bark)
    sun = 1.0 if stage.sun_x > x else -1.0
    for tone, shift, many in ((-0.30, -0.05, 16), (0.0, 0.0, 18), (0.13, 0.06, 12)):
        colour = mix(leaf, stage.palette.near if tone < 0 else stage.palette.light, abs(tone))
        for _ in range(many):
            turn, out = rng.uniform(0, 6.28), rng.uniform(0, 1) ** 0.6
            cx = x + np.cos(turn) * out * tall * 0.33 + sun * shift * tall * 1.4
            cy = foot - tall * 0.72 + np.sin(turn) * out * tall * 0.25 - shift * tall
            leafy(paper, rng, cx, cy, tall * rng.uniform(0.07, 0.13), colour)
    stage.soften(paper)
    wind, phase = (0.05 if stage.words.has("wind", "storm") else 0.014), float(rng.uniform(0, 6))
    return paper.layer(depth, sway=lambda second: (0.0, wind * (0.4 + sin(second * 1.3 + phase))))


def leafy(
    paper: Canvas, rng: np.random.Generator, x: float, y: float, size: float, colour: Colour
) -> None:
    """A tuft of leaves: a disc with a ragged edge."""
    turn = np.linspace(0, 2 * np.pi, 22, endpoint=False)
    edge = size * (1 + 0.16 * smooth_ridge(rng, 22, 7) + 0.10 * rng.uniform(-1, 1, 22))
    paper.poly(np.stack([x + np.cos(turn) * edge, y + np.sin(turn) * edge * 0.85], axis=1), colour)


def fence(stage: Staging) -> Layer:
    """Posts and rails across the middle distance."""
    foot = stage.foot - 0.10
    paper = stage.paper(0.8, top=foot - 0.10, bottom=foot + 0.01)
    wood = mix(stage.lit((128, 104, 82)), stage.palette.near, 0.45)
    rng = stage.chance("fence")
    for x in np.arange(paper.left, paper.right, 0.11):
        lean = rng.normal(0, 0.004)
        paper.line(np.array([(x, foot), (x + lean, foot - 0.085)]), 0.010, wood)
    for y in (0.03, 0.065):
        paper.line(
            np.array([(paper.left, foot - y), (paper.right, foot - y)]),
            0.006,
            mix(wood, (0, 0, 0), 0.2),
        )
    stage.soften(paper)
    return paper.layer(0.8)
