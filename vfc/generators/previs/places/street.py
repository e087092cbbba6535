"""A street that runs to its vanishing point: the road, wet where it rains, who walks there, wires
and lamps.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from vfc.generators.previs.air.light import flicker, glow
from vfc.generators.previs.canvas.layers import Canvas, Colour, Drawable, Layer, mix
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.people.figures import COATS, Figure, PersonColours
from vfc.generators.previs.places.fronts import wall
from vfc.generators.previs.places.town import towers
from vfc.generators.previs.reading.scene import Person
from vfc.generators.previs.things import props


def street(stage: Staging) -> list[Drawable]:
    """A street that runs to a vanishing point between walls, lamps along it, wet where it rains."""
    h = stage.horizon
    narrow = 0.62 if stage.words.place == "street" else 0.9
    paper = stage.paper(0.35)
    vanish = (stage.chance("street").uniform(-0.12, 0.12), h)
    signs: list[tuple[float, float, float, Colour]] = []
    for side in (-1.0, 1.0):
        signs += wall(stage, paper, side, vanish, narrow)
    stage.soften(paper)
    for x, y, size, colour in signs:
        paper.glow(x, y, size * 1.5, colour, 0.30, 1.1)
    road = roadway(stage, vanish, signs)
    items: list[Drawable] = [towers(stage, "street end", 0.1, h + 0.02, 0.20, 0.07, 0.4, keep=0.30)]
    items += [
        glow(vanish[0], h - 0.04, 0.32, mix(stage.palette.horizon, (255, 190, 120), 0.5), 0.55, 0.1)
    ]
    items += [paper.layer(0.35), road]
    flickering = max(signs, key=lambda spot: spot[2], default=None)
    if flickering:
        x, y, size, colour = flickering
        items.append(glow(x, y, size * 1.1, colour, 0.25, 0.35, 1.1, pulse=flicker(x * 7, 0.6)))
    items += walkers(stage, vanish)
    if stage.words.has("neon", "neon_sign", "lantern") or stage.words.has("lamp"):
        items.append(wires(stage, vanish))
    return items + lamps(stage, vanish)


def roadway(
    stage: Staging, vanish: tuple[float, float], signs: list[tuple[float, float, float, Colour]]
) -> Layer:
    """The road from the vanishing point, with kerbs; wet, it mirrors sky and lights in long
    streaks.
    """
    colours = stage.palette
    paper = stage.paper(0.35, top=stage.horizon - 0.005)
    wet = stage.words.has("rain", "puddle")
    asphalt = mix(mix(colours.near, (70, 70, 76), 0.4 * (1 - colours.dark)), colours.horizon, 0.10)
    if stage.words.has("snowy"):
        asphalt = mix(asphalt, stage.lit((226, 232, 242)), 0.7)
    x, h = vanish
    paper.poly(
        np.array([(x - 0.02, h), (x + 0.02, h), (x + 6.4, h + 3.4), (x - 6.4, h + 3.4)]), asphalt
    )
    paper.poly(
        np.array([(x - 0.004, h), (x - 0.02, h), (x - 12.8, h + 4.6), (x - 5.0, h + 3.6)]),
        mix(asphalt, colours.far, 0.13),
    )
    paper.poly(
        np.array([(x + 0.004, h), (x + 0.02, h), (x + 12.8, h + 4.6), (x + 5.0, h + 3.6)]),
        mix(asphalt, colours.far, 0.13),
    )
    part = np.clip((paper.rows() - h) / 0.4, 0, 1)[:, None]
    paper.shade(
        np.array(mix(colours.horizon, asphalt, 0.45)) * (1 - part) + np.array(asphalt) * part, 0.55
    )
    if wet:
        wet_light(stage, paper, vanish, signs)
    stage.soften(paper)
    return paper.layer(0.35)


def wet_light(
    stage: Staging,
    paper: Canvas,
    vanish: tuple[float, float],
    signs: list[tuple[float, float, float, Colour]],
) -> None:
    """Broken streaks of every light in the wet road."""
    rng = stage.chance("wet")
    small = (max(2, paper.height // 3), max(2, paper.width // 3))
    light = np.zeros((*small, 3), np.float32)
    warm = mix(stage.palette.horizon, (255, 190, 120), 0.6)
    sources = [*signs, (vanish[0], vanish[1] - 0.04, 0.12, warm)]
    ys, xs = (
        np.linspace(paper.top, paper.bottom, small[0]),
        np.linspace(paper.left, paper.right, small[1]),
    )
    for x, y, size, colour in sources:
        mirror = 2 * stage.horizon - y + 0.30 * size * 4
        fall = np.exp(-(((ys - mirror) / (0.10 + size * 0.9)) ** 2))
        across = np.exp(-(((xs - x) / (0.012 + size * 0.28)) ** 2))
        light += (
            (fall[:, None] * across[None, :])[..., None].astype(np.float32)
            * np.array(colour, np.float32)
            * 0.6
        )
    cells = (int((paper.bottom - paper.top) * 180) + 2, int((paper.right - paper.left) * 18) + 2)
    broken = cv2.resize(
        rng.random(cells, np.float32), (paper.width, paper.height), interpolation=cv2.INTER_LINEAR
    )
    light = cv2.resize(light, (paper.width, paper.height), interpolation=cv2.INTER_LINEAR)
    light *= np.clip(0.25 + 1.1 * broken, 0, 1)[..., None]
    sheen = np.array(stage.palette.sky, np.float32) * 0.18 * broken[..., None]
    alpha = paper.paper[..., 3:]
    paper.paper[..., :3] = np.minimum(
        paper.paper[..., :3] + (light + sheen) * (alpha / np.float32(255)), alpha
    )


def walkers(stage: Staging, vanish: tuple[float, float]) -> list[Drawable]:
    """A few people far down the street, under umbrellas where it rains."""
    if stage.closeness > 0.6 or stage.words.has("empty"):
        return []
    rng = stage.chance("walkers")
    found: list[Drawable] = []
    for index, t in enumerate((0.16, 0.2, 0.28, 0.36)):
        side = 1.0 if rng.random() < 0.5 else -1.0
        away = bool(index % 2)
        dim = mix(stage.palette.near, stage.palette.far, 0.45 - t)
        person = Person(action="walk", away=away, woman=rng.random() < 0.5)
        tints = [mix(dim, stage.lit(COATS[int(rng.integers(len(COATS)))]), 0.35) for _ in range(2)]
        look = PersonColours(
            coat=tints[0],
            shade=mix(tints[0], (0, 0, 0), 0.3),
            legs=mix(dim, (0, 0, 0), 0.3),
            rim=dim,
            rim_side=0.0,
            skin=mix(dim, (190, 150, 120), 0.3),
            hair=mix(dim, (0, 0, 0), 0.3),
            cloth=mix(tints[1], dim, 0.3),
        )
        found.append(
            Figure(
                person=replace(person, holds="umbrella" if stage.words.has("rain") else ""),
                look=look,
                x=vanish[0] + side * rng.uniform(0.25, 0.75) * t,
                foot=vanish[1] + 0.33 * t,
                tall=0.30 * t,
                depth=0.35,
                phase=float(rng.uniform(0, 6)),
                beat=0.9,
                recede=0.03 if away else -0.03,
                middle=stage.rig.seconds / 2,
            )
        )
    return found


def wires(stage: Staging, vanish: tuple[float, float]) -> Layer:
    """Wires across the street that hang in bows, small lamps on some of them by night."""
    rng = stage.chance("wires")
    paper = stage.paper(0.5, bottom=vanish[1] + 0.05)
    ink = mix(stage.palette.near, (0, 0, 0), 0.35)
    for index, t in enumerate((0.3, 0.45, 0.7, 1.0, 1.5)):
        y = vanish[1] - rng.uniform(0.42, 0.66) * t
        part = np.linspace(-1, 1, 25)
        line = np.stack(
            [vanish[0] + 0.64 * t * part, y - 0.05 * t + 0.07 * t * (1 - part**2)], axis=1
        )
        paper.line(line, 0.0022 * (0.5 + t), ink)
        if index % 2 == 0 and stage.palette.dark > 0.3:
            for x, hang in line[3:-2:3]:
                size = 0.012 * t
                paper.disc(x, hang + size, size, (226, 62, 44), 1.15)
                paper.disc(x, hang + size, size * 0.6, (255, 150, 84), 1.1)
                paper.glow(x, hang + size, size * 5, (255, 110, 60), 0.42)
    stage.soften(paper)
    return paper.layer(0.5, sway=lambda second: (0.0015 * float(np.sin(second * 1.3)), 0.0))


def lamps(stage: Staging, vanish: tuple[float, float]) -> list[Drawable]:
    """Street lamps down the road; by night cones of light under them."""
    if not stage.words.has("lamp") and stage.palette.dark < 0.9:
        return []
    items: list[Drawable] = []
    side = 1.0 if stage.chance("lamp side").random() < 0.5 else -1.0
    spots = (
        ((0.30, side, 0.5), (0.52, -side, 0.7), (0.95, side, 0.95))
        if stage.closeness < 0.3
        else ((0.7, side, 0.8),)
    )
    for t, way, depth in spots:
        foot = vanish[1] + 0.32 * t
        paper = stage.paper(depth, top=foot - 0.80 * t - 0.05, bottom=foot + 0.01)
        x = vanish[0] + way * 0.46 * t
        lamp = props.street_lamp(stage, paper, x, foot, 0.74 * t, -way)
        stage.soften(paper)
        if stage.palette.dark > 0.3:
            items += [cone(stage, lamp, foot, depth, t)]
        items.append(paper.layer(depth))
        if stage.palette.dark > 0.3:
            items.append(glow(lamp[0], lamp[1], 0.26 * t, (255, 206, 130), 0.7, depth))
            items.append(glow(lamp[0], foot + 0.01, 0.34 * t, (255, 196, 120), 0.42, depth, 0.24))
    return items


def cone(
    stage: Staging, lamp: tuple[float, float], foot: float, depth: float, size: float
) -> Layer:
    """The light that falls from a lamp, as haze shows it."""
    paper = stage.paper(depth, top=lamp[1] - 0.02, bottom=foot + 0.02)
    x, y = lamp
    paper.poly(
        np.array(
            [
                (x - 0.05 * size, y),
                (x + 0.05 * size, y),
                (x + 0.24 * size, foot),
                (x - 0.24 * size, foot),
            ]
        ),
        (255, 214, 150),
    )
    paper.blur(0.012 * size)
    strength = 0.30 if stage.words.has("rain", "fog") else 0.2
    part = np.clip((paper.rows() - y) / max(0.01, foot - y), 0, 1)[:, None]
    paper.fade(strength * (1 - 0.8 * part))
    return paper.layer(depth)


def under_lamp(stage: Staging) -> float:
    """The x where the nearest street lamp's light falls."""
    side = 1.0 if stage.chance("lamp side").random() < 0.5 else -1.0
    return float(stage.chance("street").uniform(-0.12, 0.12)) + side * 0.33
