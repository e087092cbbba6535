"""Sea, shore, cliff and harbour."""

from __future__ import annotations

from math import sin

import numpy as np

from vfc.generators.previs.air.light import Beam, cone_picture, glitter, glow, glow_picture
from vfc.generators.previs.canvas.layers import Drawable, Layer, mix
from vfc.generators.previs.canvas.noise import ridge
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.places.terrain import ground, land, outline
from vfc.generators.previs.things import props


def water(stage: Staging, top: float, depth: float = 0.3) -> list[Drawable]:
    """Open water from a line to the viewer: its sheet, rows of waves, the light's path."""
    rough = stage.words.has("storm") * 1.0 + stage.words.has("wind") * 0.3 + 0.35
    items: list[Drawable] = [sheet(stage, top, 0.05)]
    colours = stage.palette
    if not stage.words.has("storm", "rain", "fog"):
        low = min(0.6, top + 0.42)
        many = 240 if colours.sun < 0.2 or colours.dark > 0.8 else 150
        path = mix(colours.light, colours.horizon, 0.2)
        items.append(
            glitter(
                stage, "glitter", stage.sun_x, top, low, many, path, 0.08, 0.02 + colours.sun * 0.12
            )
        )
    for index, part in enumerate((0.03, 0.09, 0.18, 0.32)):
        items.append(waves(stage, index, top + part, 0.1 + 0.2 * index, rough))
    return items


def sheet(stage: Staging, top: float, depth: float) -> Layer:
    """The flat of the water, the sky's colour far off and deeper near."""
    colours = stage.palette
    paper = stage.paper(depth, top=top)
    paper.rect(paper.left - 1, top, paper.right + 1, paper.bottom + 1, colours.horizon)
    part = np.clip((paper.rows() - top) / 0.55, 0, 1)[:, None] ** 0.55
    far, deep = mix(colours.horizon, colours.sky, 0.45), mix(colours.zenith, colours.near, 0.55)
    paper.shade(np.array(far) * (1 - part) + np.array(deep) * part)
    rng, high = stage.chance("ripples"), max(0.0, paper.bottom - top)  # 0 where none is seen
    for _ in range(220):
        down = rng.random() ** 1.7
        y = top + 0.004 + down * high
        x, wide = (
            rng.uniform(paper.left, paper.right),
            (0.015 + 0.13 * down) * rng.uniform(0.5, 1.5),
        )
        base = mix(far, deep, min(1.0, down * high / 0.55) ** 0.55)
        paper.disc(
            x,
            y,
            wide,
            mix(base, colours.horizon if rng.random() < 0.5 else colours.near, 0.22),
            0.03,
        )
    if not stage.words.has("storm"):
        paper.light(stage.sun_x, top, 0.5, colours.light, 0.34 * colours.glow, 0.8)
    stage.soften(paper)
    return paper.layer(depth)


def waves(stage: Staging, index: int, y: float, depth: float, rough: float) -> Layer:
    """One row of waves that rolls sideways and rises."""
    colours = stage.palette
    rng = stage.chance(f"waves {index}")
    high = (0.006 + 0.016 * index) * rough
    paper = stage.paper(depth, top=y - high * 2 - 0.02, bottom=y + 0.10 + 0.05 * index, wide=0.35)
    xs = paper.xs(2.0)
    length = 0.10 + 0.10 * index
    phase = rng.uniform(0, 6.28, 3)
    line = (
        np.abs(np.sin(xs * np.pi / length + phase[0])) ** 0.8 * 0.6
        + np.sin(xs * 2.3 / length + phase[1]) * 0.25
        + np.sin(xs * 5.1 / length + phase[2]) * 0.12
    )
    deep = mix(mix(colours.horizon, colours.zenith, 0.5), colours.near, 0.35 + 0.14 * index)
    paper.poly(outline(paper, y + high * (line - 0.4), xs), deep)
    crest = (
        mix(deep, (186, 198, 216), 0.45)
        if stage.words.has("storm")
        else mix(deep, colours.horizon, 0.42)
    )
    paper.line(np.stack([xs, y + high * (line - 0.4)], axis=1), 0.0018 + 0.0008 * index, crest)
    fade = np.clip((paper.bottom - paper.rows()) / (paper.bottom - y + high), 0, 1)[:, None] ** 1.3
    paper.fade(fade)
    stage.soften(paper)
    way = 1 if index % 2 else -1
    pace = 0.35 + 0.12 * index
    return paper.layer(
        depth,
        sway=lambda second: (
            way * 0.09 * sin(second * pace + index) + 0.02 * sin(second * 1.1),
            0.0,
        ),
    )


def beacon(stage: Staging, x: float, foot: float, tall: float, depth: float) -> list[Drawable]:
    """A lighthouse and, unless its lamp is out or it is day, its beam."""
    paper = stage.paper(depth, top=foot - tall * 1.1, bottom=foot + 0.03)
    top = props.lighthouse(stage, paper, x, foot, tall)
    stage.soften(paper)
    items: list[Drawable] = [paper.layer(depth)]
    if stage.palette.dark > 0.3 and not stage.words.has("lamp out"):
        strong = 1.0 if stage.palette.dark > 0.8 else 0.5
        light = (255 * strong, 236 * strong, 180 * strong)
        items.insert(
            0,
            Beam(
                x=x,
                y=top,
                depth=depth,
                cone=cone_picture(light),
                flare=glow_picture(light),
                phase=0.7,
            ),
        )
        items.append(glow(x, top, 0.09, (255, 226, 160), 0.8 * strong, depth))
    return items


def cliff(stage: Staging) -> list[Drawable]:
    """A headland above the sea, a lighthouse on it, and the edge where people stand."""
    h = stage.horizon
    side = -1.0 if stage.sun_x > 0 else 1.0
    items = water(stage, h)
    if stage.words.has("hill", "mountain", "fog"):
        items.insert(0, land(stage, "far hills", 0.08, h + 0.012, 0.10, True, bottom=h + 0.012))
    x = side * stage.half * 0.52
    rock = headland(stage, side, x)
    if stage.words.has("lighthouse") or stage.words.place == "cliff":
        items += beacon(stage, x * 0.95, h - 0.058, 0.40, 0.45)
    items += [rock]
    items.append(land(stage, "edge", 1.0, stage.foot + 0.012, 0.05, False))
    return items


def headland(stage: Staging, side: float, x: float) -> Layer:
    """Rock that falls to the sea."""
    rng = stage.chance("headland")
    h = stage.horizon
    paper = stage.paper(0.45, top=h - 0.2)
    xs = paper.xs()
    inward = (xs - x) * side
    rise = np.interp(
        inward,
        (-0.6, -0.44, -0.36, -0.26, -0.17, -0.1, 0.3, 1.5),
        (-0.9, -0.1, -0.02, 0.03, 0.12, 0.16, 0.165, 0.21),
    )
    rough = np.interp(inward, (-0.45, -0.2, 0.0), (0.1, 1, 0.35))
    jag = 0.022 * rough * ridge(rng, len(xs), 6, base=40, rough=0.6)
    heights = h + 0.10 - rise + np.clip(jag, -0.02, 0.02)
    own = stage.palette.at(0.55)
    paper.poly(outline(paper, heights, xs), own)
    low = mix(own, stage.palette.far, 0.3)
    part = np.clip((paper.rows() - h + 0.06) / 0.3, 0, 1)[:, None]
    paper.shade(np.array(own) * (1 - part) + np.array(low) * part)
    for _ in range(70):
        at = rng.uniform(-0.40, 0.4)
        top = float(np.interp(x + at * side, xs, heights)) + rng.uniform(0.006, 0.05)
        run = rng.uniform(0.02, 0.09)
        paper.line(
            np.array([(x + at * side, top), (x + (at - 0.02) * side, top + run)]),
            0.003,
            mix(own, (0, 0, 0) if rng.random() < 0.6 else stage.palette.horizon, 0.13),
        )
    paper.light(
        stage.sun_x, h - stage.palette.sun, 0.8, stage.palette.light, 0.2 * stage.palette.glow
    )
    stage.soften(paper)
    return paper.layer(0.45)


def sea(stage: Staging) -> list[Drawable]:
    """Open sea; people stand on a shore of rock."""
    items = water(stage, stage.horizon)
    if stage.words.has("hill", "mountain"):
        items.insert(
            0,
            land(
                stage,
                "far hills",
                0.08,
                stage.horizon + 0.012,
                0.14,
                True,
                bottom=stage.horizon + 0.012,
            ),
        )
    if stage.words.has("lighthouse"):
        side = -1.0 if stage.sun_x > 0 else 1.0
        items[1:1] = beacon(stage, side * stage.half * 0.6, stage.horizon + 0.01, 0.16, 0.15)
    if stage.words.people:
        items.append(land(stage, "shore", 1.0, stage.foot + 0.012, 0.04, False))
    return items


def beach(stage: Staging) -> list[Drawable]:
    """Sand before the sea."""
    own = stage.palette.ground
    sand = ground(
        stage,
        "sand",
        1.0,
        max(stage.horizon + 0.12, stage.foot - 0.14),
        mix(own, stage.palette.near, 0.25),
        own,
    )
    return [*water(stage, stage.horizon), sand]


def harbour(stage: Staging) -> list[Drawable]:
    """Houses along the water, boats, a quay where people stand."""
    h = stage.horizon
    items = water(stage, h)
    hills = land(stage, "harbour hills", 0.12, h + 0.012, 0.13, False, bottom=h + 0.012)
    paper = stage.paper(0.2, top=h - 0.2, bottom=h + 0.05)
    rng = stage.chance("houses")
    side = -1.0 if stage.sun_x > 0 else 1.0
    lights = []
    for row in range(2):
        x = 0.12 * stage.half
        while x < stage.half * 2.6:
            wide = rng.uniform(0.045, 0.085)
            base = h + 0.006 + 0.018 * row - (0.03 if row == 0 else 0)
            lights += props.house(
                stage,
                paper,
                rng,
                side * (x + wide / 2),
                base,
                wide,
                rng.uniform(0.045, 0.09),
                0.25 + 0.15 * row,
            )
            x += wide * rng.uniform(0.85, 1.35)
    quay = mix(stage.palette.at(0.45), stage.palette.near, 0.2)
    ends = sorted((side * 0.06 * stage.half, side * 9))
    paper.rect(ends[0], h + 0.014, ends[1], h + 0.034, quay)
    stage.soften(paper)
    items[1:1] = [paper.layer(0.2)]
    items.insert(0, hills)
    if stage.palette.dark > 0.3:
        for x, y in lights[::3][:14]:
            items.append(
                glitter(
                    stage,
                    f"lamp on water {x:.3f}",
                    x,
                    h + 0.035,
                    h + 0.20,
                    9,
                    (255, 190, 104),
                    0.2,
                    0.004,
                )
            )
            items.append(glow(x, y, 0.045, (255, 176, 90), 0.35, 0.2))
    if stage.words.people:
        items.append(
            ground(
                stage,
                "quay",
                1.0,
                stage.foot - 0.02,
                stage.palette.near,
                mix(stage.palette.near, stage.palette.far, 0.2),
            )
        )
    return items
