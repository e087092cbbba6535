"""Streets, skylines and rooftops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from vfc.generators.previs.air.light import flicker, glow
from vfc.generators.previs.canvas.layers import Canvas, Colour, Item, Layer, mix
from vfc.generators.previs.canvas.stage import Stage
from vfc.generators.previs.people.figures import COATS, Figure, Look
from vfc.generators.previs.places.terrain import land
from vfc.generators.previs.reading.words import Person
from vfc.generators.previs.things import props
from vfc.generators.previs.things.life import smoke

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


def towers(
    stage: Stage,
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
    stage: Stage,
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


def skyline(stage: Stage) -> list[Item]:
    """A city from afar, row behind row."""
    h = stage.horizon
    items: list[Item] = [
        towers(stage, "city far", 0.1, h + 0.05, 0.34, 0.06, 0.25),
        towers(stage, "city middle", 0.22, h + 0.12, 0.36, 0.09, 0.3),
        towers(stage, "city near", 0.4, h + 0.22, 0.30, 0.13, 0.35),
    ]
    if stage.palette.dark > 0.3:
        items.append(glow(0, h + 0.12, 0.9, (120, 84, 60), 0.35, 0.2, 0.3))
    return [*items, land(stage, "city hill", 1.0, stage.foot + 0.01, 0.04, False)]


def rooftops(stage: Stage) -> list[Item]:
    """Gabled roofs with chimneys over the town, one near to stand on."""
    h = stage.horizon
    items: list[Item] = [towers(stage, "town far", 0.1, h + 0.03, 0.10, 0.05, 0.3)]
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
    stage: Stage, index: int, depth: float, base: float, size: float
) -> tuple[Layer, list[tuple[float, float]]]:
    """One row of roofs, and where its chimneys end."""
    rng = stage.chance(f"roofs {index}")
    paper = stage.paper(depth, top=base - size * 1.7)
    own, chimneys = stage.palette.at(depth), []
    x = paper.left - size
    while x < paper.right:
        wide, top = size * rng.uniform(0.9, 1.7), base - size * rng.uniform(0.2, 0.75)
        wall = mix(own, stage.palette.far, rng.uniform(0.05, 0.25))
        roof = mix(own, stage.lit((150, 84, 62)), 0.22)
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


def street(stage: Stage) -> list[Item]:
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
    items: list[Item] = [towers(stage, "street end", 0.1, h + 0.02, 0.20, 0.07, 0.4, keep=0.30)]
    items += [
        glow(vanish[0], h - 0.04, 0.32, mix(stage.palette.horizon, (255, 190, 120), 0.5), 0.55, 0.1)
    ]
    items += [paper.layer(0.35), road]
    flickering = max(signs, key=lambda spot: spot[2], default=None)
    if flickering:
        x, y, size, colour = flickering
        items.append(glow(x, y, size * 1.1, colour, 0.25, 0.35, 1.1, pulse=flicker(x * 7, 0.6)))
    items += walkers(stage, vanish)
    if stage.words.has("neon", "lantern") or stage.words.has("lamp"):
        items.append(wires(stage, vanish))
    return items + lamps(stage, vanish)


def walkers(stage: Stage, vanish: tuple[float, float]) -> list[Item]:
    """A few people far down the street, under umbrellas where it rains."""
    if stage.closeness > 0.6 or stage.words.has("empty"):
        return []
    rng = stage.chance("walkers")
    found: list[Item] = []
    for index, t in enumerate((0.16, 0.2, 0.28, 0.36)):
        side = 1.0 if rng.random() < 0.5 else -1.0
        away = bool(index % 2)
        dim = mix(stage.palette.near, stage.palette.far, 0.45 - t)
        person = Person(action="walk", away=away, woman=rng.random() < 0.5)
        tints = [mix(dim, stage.lit(COATS[int(rng.integers(len(COATS)))]), 0.35) for _ in range(2)]
        look = Look(
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


def wires(stage: Stage, vanish: tuple[float, float]) -> Layer:
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


def wall(
    stage: Stage, paper: Canvas, side: float, vanish: tuple[float, float], narrow: float
) -> list[tuple[float, float, float, Colour]]:
    """House fronts in perspective on one side, far to near; the places of its neon signs come
    back.
    """
    rng = stage.chance(f"wall {side}")
    signs = []
    edges = np.geomspace(0.07, 2.3, 10)
    neon = stage.words.has("neon") or "neon" in stage.words.styles
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
            stage.lit(((120, 92, 80), (96, 100, 112), (128, 116, 96))[int(rng.integers(3))]),
            0.22,
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


def front_pane(stage: Stage, rng: np.random.Generator, own: Colour) -> Colour:
    """A window's colour: lit by chance at night, else the sky in the glass."""
    if stage.palette.dark > 0.3:
        return (
            mix(stage.palette.lamp, own, rng.uniform(0.1, 0.5))
            if rng.random() < 0.2
            else mix(own, (0, 0, 0), 0.35)
        )
    return mix(own, stage.palette.sky, rng.uniform(0.15, 0.4))


def shop(
    stage: Stage,
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


def roadway(
    stage: Stage, vanish: tuple[float, float], signs: list[tuple[float, float, float, Colour]]
) -> Layer:
    """The road from the vanishing point, with kerbs; wet, it mirrors sky and lights in long
    streaks.
    """
    colours = stage.palette
    paper = stage.paper(0.35, top=stage.horizon - 0.005)
    wet = stage.words.has("rain", "puddle")
    asphalt = mix(mix(colours.near, (70, 70, 76), 0.4 * (1 - colours.dark)), colours.horizon, 0.10)
    x, h = vanish
    paper.poly(
        np.array([(x - 0.02, h), (x + 0.02, h), (x + 1.6, h + 0.85), (x - 1.6, h + 0.85)]), asphalt
    )
    paper.poly(
        np.array([(x - 0.004, h), (x - 0.02, h), (x - 3.2, h + 1.15), (x - 1.25, h + 0.9)]),
        mix(asphalt, colours.far, 0.13),
    )
    paper.poly(
        np.array([(x + 0.004, h), (x + 0.02, h), (x + 3.2, h + 1.15), (x + 1.25, h + 0.9)]),
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
    stage: Stage,
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


def lamps(stage: Stage, vanish: tuple[float, float]) -> list[Item]:
    """Street lamps down the road; by night cones of light under them."""
    if not stage.words.has("lamp") and stage.palette.dark < 0.9:
        return []
    items: list[Item] = []
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


def cone(stage: Stage, lamp: tuple[float, float], foot: float, depth: float, size: float) -> Layer:
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


def under_lamp(stage: Stage) -> float:
    """The x where the nearest street lamp's light falls."""
    side = 1.0 if stage.chance("lamp side").random() < 0.5 else -1.0
    return float(stage.chance("street").uniform(-0.12, 0.12)) + side * 0.33
