"""Land far and near: mountains, hills, dunes, fields, each one layer of depth."""

from __future__ import annotations

import numpy as np

from vfc.generators.previs.canvas.layers import Canvas, Colour, Layer, mix
from vfc.generators.previs.canvas.noise import ridge, smooth_ridge
from vfc.generators.previs.canvas.stage import Staging


def outline(paper: Canvas, heights: np.ndarray, xs: np.ndarray) -> np.ndarray:
    """A closed shape from a line of y down to the paper's foot."""
    foot = paper.bottom + 0.1
    return np.concatenate([np.stack([xs, heights], axis=1), [(xs[-1], foot), (xs[0], foot)]])


def land(
    stage: Staging,
    name: str,
    depth: float,
    base: float,
    rise: float,
    rough: bool,
    colour: Colour | None = None,
    fade: Colour | None = None,
    trees: float = 0.0,
    bottom: float | None = None,
) -> Layer:
    """A ridge of land at a depth: its foot line `base`, its height `rise`; hazier towards its own
    foot.
    """
    rng = stage.chance(name)
    paper = stage.paper(depth, top=base - rise * 1.15 - 0.14, bottom=bottom)
    xs = paper.xs()
    line = ridge(rng, len(xs), 6) if rough else smooth_ridge(rng, len(xs))
    heights = base - rise * (0.5 + 0.5 * line)
    own = colour or stage.palette.at(depth)
    paper.poly(outline(paper, heights, xs), own)
    if trees:
        plant(paper, rng, xs, heights, trees, own)
    low = fade or mix(own, stage.palette.far, 0.4 * (1 - 0.7 * depth))
    part = np.clip((paper.rows() - (base - rise)) / max(0.05, rise + 0.16), 0, 1)[:, None]
    paper.shade(np.array(own) * (1 - part) + np.array(low) * part)
    sun = stage.sun_x
    strength = 0.28 * stage.palette.glow * (1 - depth * 0.7)
    paper.light(sun, stage.horizon - stage.palette.sun, 0.7, stage.palette.light, strength)
    stage.soften(paper)
    return paper.layer(depth)


def plant(
    paper: Canvas,
    rng: np.random.Generator,
    xs: np.ndarray,
    heights: np.ndarray,
    tall: float,
    colour: Colour,
) -> None:
    """Set firs along a line, in clumps, `tall` units at most."""
    step = tall * 0.55
    count = int((paper.right - paper.left) / step)
    where = rng.uniform(paper.left, paper.right, count)
    clump = np.sin(where * rng.uniform(3, 6) + rng.uniform(0, 6)) > -0.2
    for x in where[clump]:
        size = tall * rng.uniform(0.45, 1.0)
        fir(paper, rng, float(x), float(np.interp(x, xs, heights)) + size * 0.12, size, colour)


def fir(
    paper: Canvas, rng: np.random.Generator, x: float, foot: float, tall: float, colour: Colour
) -> None:
    """One fir: boughs in tiers about a stem."""
    tiers = 6
    right, left = [], []
    for tier in range(tiers):
        y = foot - tall * (1 - (tier + 1) / (tiers + 1))
        half = tall * 0.055 * (tier + 1.2) * rng.uniform(0.8, 1.15)
        right += [(x + half, y), (x + half * 0.45, y - tall * 0.015)]
        left += [(x - half * rng.uniform(0.85, 1.1), y), (x - half * 0.45, y - tall * 0.015)]
    stem = tall * 0.02
    shape = [
        (x, foot - tall),
        *right,
        (x + stem, foot - tall * 0.1),
        (x + stem, foot),
        (x - stem, foot),
        (x - stem, foot - tall * 0.1),
        *left[::-1],
    ]
    paper.poly(np.array(shape), colour)


def ground(
    stage: Staging,
    name: str,
    depth: float,
    top: float,
    colour: Colour,
    far: Colour,
    bumps: float = 0.008,
) -> Layer:
    """The ground that runs from a line to the viewer, lighter far off."""
    rng = stage.chance(name)
    paper = stage.paper(depth, top=top - bumps * 2 - 0.01)
    xs = paper.xs()
    paper.poly(outline(paper, top + bumps * smooth_ridge(rng, len(xs), 6), xs), colour)
    part = np.clip((paper.rows() - top) / 0.5, 0, 1)[:, None] ** 0.6
    paper.shade(np.array(far) * (1 - part) + np.array(colour) * part)
    streaks(paper, rng, top, colour)
    stage.soften(paper)
    return paper.layer(depth)


def streaks(paper: Canvas, rng: np.random.Generator, top: float, colour: Colour) -> None:
    """Thin darker and lighter lines that make flat ground lie flat."""
    for _ in range(60):
        down = rng.random() ** 1.6
        y = top + 0.03 + down * max(0.05, paper.bottom - top - 0.03)
        x, wide = rng.uniform(paper.left, paper.right), rng.uniform(0.05, 0.3) * (0.4 + down)
        paper.disc(
            x,
            y,
            wide,
            mix(colour, (0, 0, 0) if rng.random() < 0.6 else (255, 255, 255), 0.07),
            0.03,
        )


def own(stage: Staging, colour: Colour, depth: float, part: float = 0.7) -> Colour:
    """A land's own colour at a depth, in the light and haze of the hour: by night all is haze and
    ink.
    """
    much = part * (1 - 0.75 * stage.palette.dark) * min(1.0, 0.35 + depth)
    return mix(stage.palette.at(depth), stage.lit(colour), much)


def peaks(stage: Staging, name: str, depth: float, base: float, rise: float) -> Layer:
    """A range of sharp peaks, each with a sunny and a shadowed side and snow on its head."""
    rng = stage.chance(name)
    paper = stage.paper(depth, top=base - rise * 1.2)
    rock = own(stage, (112, 112, 122), depth + 0.25)
    snow = mix(stage.palette.at(depth), stage.lit((244, 248, 255)), 0.9 - 0.5 * stage.palette.dark)
    side = 1.0 if stage.sun_x > 0 else -1.0
    step = rise * 0.74
    spots = np.arange(paper.left - step, paper.right + step, step)
    order = rng.permutation(len(spots))
    for index in order:
        x = spots[index] + rng.uniform(-0.3, 0.3) * step
        peak(paper, rng, (float(x), base), rise * rng.uniform(0.36, 1.0), (rock, snow), side)
    paper.rect(paper.left - 1, base, paper.right + 1, paper.bottom + 1, rock)
    stage.soften(paper)
    return paper.layer(depth)


def peak(
    paper: Canvas,
    rng: np.random.Generator,
    foot: tuple[float, float],
    high: float,
    tones: tuple[Colour, Colour],
    side: float,
) -> None:
    """One peak about a foot, lit from a side: its rock and snow."""
    (x, base), (rock, snow) = foot, tones
    wide = high * rng.uniform(0.75, 1.05)
    left, right, top = (x - wide, base + 0.01), (x + wide, base + 0.01), (x, base - high)
    middle = [(x + rng.uniform(-0.12, 0.12) * wide, base - high * part) for part in (0.66, 0.3, 0)]
    dark = mix(rock, (20, 26, 44), 0.3)
    paper.poly(np.array([left, top, *middle]), dark if side > 0 else rock)
    paper.poly(np.array([right, top, *middle]), rock if side > 0 else dark)
    line = [(-0.34, 0.62), (-0.2, 0.7), (-0.1, 0.58), (0.04, 0.68), (0.14, 0.56), (0.34, 0.64)]
    edge = []
    for at, up in line:
        reach = (1 - up) * wide * at / 0.36
        edge.append((x + reach, base - high * up))
    paper.poly(np.array([top, *edge]), snow)
    shade = [point for point in edge if (point[0] - x) * side < 0]
    shade = sorted([*shade, (x, base - high * 0.62)], key=lambda point: point[0])
    paper.poly(np.array([top, *shade]), mix(snow, (96, 120, 176), 0.3))


def mountains(stage: Staging) -> list[Layer]:
    """Snowy peaks behind each other, wooded spurs before them and a ridge to stand on."""
    h = stage.horizon
    green, dark = (84, 112, 72), (62, 92, 66)
    return [
        peaks(stage, "range far", 0.10, h + 0.02, 0.42),
        peaks(stage, "range middle", 0.2, h + 0.07, 0.24),
        land(stage, "range near", 0.38, h + 0.16, 0.13, False, own(stage, dark, 0.4), trees=0.06),
        land(stage, "spur", 0.6, h + 0.24, 0.10, False, own(stage, dark, 0.6), trees=0.10),
        land(stage, "ridge", 1.0, stage.foot + 0.01, 0.05, False, own(stage, green, 0.8)),
    ]


def hills(stage: Staging) -> list[Layer]:
    """Round green hills with trees."""
    h = stage.horizon
    far, near = (120, 158, 104), (108, 150, 72)
    return [
        land(stage, "hills far", 0.12, h + 0.02, 0.14, True, own(stage, far, 0.2)),
        land(
            stage,
            "hills middle",
            0.28,
            h + 0.08,
            0.12,
            False,
            own(stage, far, 0.4),
            own(stage, far, 0.3),
            trees=0.035,
        ),
        land(
            stage,
            "hills near",
            0.5,
            h + 0.17,
            0.10,
            False,
            own(stage, near, 0.6),
            own(stage, near, 0.4),
            trees=0.07,
        ),
        land(stage, "hill", 1.0, stage.foot + 0.01, 0.04, False, own(stage, near, 0.7)),
    ]


def field(stage: Staging) -> list[Layer]:
    """A wide field under far hills."""
    h, soil = stage.horizon, stage.palette.ground
    far = mix(soil, stage.palette.far, 0.6)
    return [
        land(stage, "field hills", 0.15, h + 0.01, 0.09, False, trees=0.02),
        ground(stage, "field far", 0.4, h + 0.02, mix(soil, stage.palette.near, 0.2), far),
        land(stage, "field rise", 0.7, h + 0.16, 0.05, False, mix(soil, stage.palette.near, 0.4)),
        ground(
            stage,
            "field",
            1.0,
            stage.foot - 0.03,
            mix(soil, stage.palette.near, 0.6),
            mix(soil, stage.palette.near, 0.35),
        ),
    ]


def desert(stage: Staging) -> list[Layer]:
    """Dunes, each with its lit back and its shadow side."""
    h, soil = stage.horizon, stage.palette.ground
    layers = [land(stage, "mesa", 0.1, h + 0.01, 0.10, True)]
    for index, (depth, base, rise) in enumerate(
        ((0.2, 0.06, 0.07), (0.4, 0.14, 0.09), (0.7, 0.24, 0.10))
    ):
        colour = mix(
            mix(soil, stage.palette.far, 0.55 - 0.22 * index), stage.palette.near, 0.12 * index
        )
        layers.append(
            land(
                stage, f"dune {index}", depth, h + base, rise, False, colour, mix(colour, soil, 0.5)
            )
        )
    layers.append(
        land(
            stage,
            "dune",
            1.0,
            stage.foot + 0.01,
            0.05,
            False,
            mix(soil, stage.palette.near, 0.3),
            soil,
        )
    )
    return layers


def firs(stage: Staging, name: str, depth: float, foot: float, tall: float) -> Layer:
    """A few groups of firs on the snow."""
    rng = stage.chance(name)
    paper = stage.paper(depth, top=foot - tall * 1.3, bottom=foot + 0.05)
    colour = own(stage, (52, 84, 72), depth + 0.3)
    for _ in range(int((paper.right - paper.left) * 16)):
        x = rng.uniform(paper.left, paper.right)
        if np.sin(x * 5 + rng.uniform(-0.5, 0.5)) > 0.1:
            size = tall * rng.uniform(0.4, 1.0)
            fir(paper, rng, float(x), foot + rng.uniform(-0.01, 0.03), size, colour)
    stage.soften(paper)
    return paper.layer(depth)


def snowfield(stage: Staging) -> list[Layer]:
    """Snow under far mountains, bluish in its hollows."""
    h, soil = stage.horizon, stage.palette.ground
    shadow = mix(soil, (90, 120, 180), 0.35)
    return [
        peaks(stage, "snow range", 0.1, h + 0.01, 0.15),
        land(
            stage, "snow wood", 0.25, h + 0.04, 0.03, False, mix(soil, stage.palette.far, 0.3), soil
        ),
        firs(stage, "snow firs", 0.3, h + 0.05, 0.10),
        land(
            stage,
            "snow far",
            0.45,
            h + 0.10,
            0.05,
            False,
            mix(soil, stage.palette.far, 0.35),
            soil,
            trees=0.0,
        ),
        land(stage, "snow near", 0.7, h + 0.20, 0.05, False, mix(soil, shadow, 0.4), soil),
        land(stage, "snow", 1.0, stage.foot + 0.01, 0.05, False, soil, shadow),
    ]
