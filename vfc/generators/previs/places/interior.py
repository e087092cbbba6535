"""Rooms: a wall with a window to the world outside, its light on the floor, furniture."""

from __future__ import annotations

import numpy as np

from vfc.generators.previs.air.light import flicker, glow
from vfc.generators.previs.canvas.layers import Canvas, Colour, Drawable, Layer, mix, rgb
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.things import props

WALLS: dict[str, tuple[Colour, Colour]] = {  # wall, floor, by day
    "kitchen": ((198, 196, 176), (150, 112, 80)),
    "office": ((150, 158, 166), (92, 88, 88)),
    "train": ((122, 92, 70), (66, 52, 48)),
    "tower": ((132, 126, 124), (84, 70, 62)),
    "room": ((164, 142, 124), (112, 82, 64)),
}


def indoors(stage: Staging) -> Drawable:
    """The wall that faces the viewer, a hole where its window is."""
    return wall(stage, window(stage))


def window(stage: Staging) -> tuple[float, float, float, float]:
    """The window's rectangle (left, top, right, bottom)."""
    rng = stage.chance("window")
    grow = 1 + 0.35 * min(1.2, stage.closeness)
    x = rng.uniform(0.16, 0.26) * (1 if stage.sun_x > 0 else -1) * stage.half * 2
    wide, high = {"train": (0.62, 0.34), "office": (0.66, 0.44), "tower": (0.30, 0.44)}.get(
        stage.words.place, (0.44, 0.44)
    )
    wide = min(wide * grow, stage.half * 1.2)
    middle = -0.09
    return x - wide / 2, middle - high * grow / 2, x + wide / 2, middle + high * grow / 2


def tones(stage: Staging) -> tuple[Colour, Colour]:
    """Wall and floor in this light: dim at night, warm where a lamp burns."""
    colours = stage.palette
    burning = stage.words.has("lantern", "lamp") or stage.words.place == "train"
    warm = burning and not stage.words.has("lamp out") and colours.dark > 0.3
    part = {True: 0.34, False: 0.25}[warm] if colours.dark > 0.8 else 0.80 - 0.45 * colours.dark

    def dim(colour: Colour) -> Colour:
        tint = mix(colours.horizon, (255, 190, 120), 0.55 if warm else 0.0)
        lit = rgb(
            c * part * (0.55 + 0.45 * t / max(1.0, max(tint)))
            for c, t in zip(colour, tint, strict=True)
        )
        return mix(lit, colours.near, 0.14)

    one, two = WALLS.get(stage.words.place, WALLS["room"])
    return dim(one), dim(two)


def wall(stage: Staging, hole: tuple[float, float, float, float]) -> Layer:
    """The wall with floor and window."""
    shade, floor = tones(stage)
    colours = stage.palette
    paper = stage.paper(0.6)
    low = 0.30 if stage.closeness < 0.3 else 0.62
    paper.rect(paper.left - 1, paper.top - 1, paper.right + 1, low, shade)
    paper.rect(paper.left - 1, low, paper.right + 1, paper.bottom + 1, floor)
    texture(stage, paper, low, shade)
    paper.rect(paper.left - 1, low - 0.022, paper.right + 1, low, mix(shade, (0, 0, 0), 0.3))
    left, top, right, bottom = hole
    spill = colours.light if colours.dark < 0.8 else mix(colours.horizon, colours.light, 0.5)
    strength = 0.50 * (1 - colours.dark) + 0.14
    paper.light((left + right) / 2, (top + bottom) / 2, 0.75, spill, strength * 0.55)
    patch(stage, paper, hole, low, spill, strength)
    frame = mix(shade, (0, 0, 0), 0.45)
    edge = 0.018
    paper.rect(left - edge, top - edge, right + edge, bottom + edge, frame)
    paper.rect(
        left - 0.04,
        bottom + edge * 0.6,
        right + 0.04,
        bottom + edge * 1.8,
        mix(shade, (255, 255, 255), 0.1),
    )
    cut(stage, paper, hole)
    bars(stage, paper, hole, frame)
    stage.soften(paper, 0.0)
    return paper.layer(0.6)


def texture(stage: Staging, paper: Canvas, low: float, shade: Colour) -> None:
    """What the wall is made of: tiles, stones, panels."""
    rng = stage.chance("wall")
    place = stage.words.place
    if place == "tower":
        for row, y in enumerate(np.arange(paper.top, low, 0.075)):
            for x in np.arange(paper.left - 0.1 * (row % 2), paper.right, 0.17):
                tone = mix(
                    shade,
                    (0, 0, 0) if rng.random() < 0.6 else (255, 255, 255),
                    rng.uniform(0.0, 0.09),
                )
                paper.rect(x, y, x + 0.164, y + 0.07, tone)
    elif place == "kitchen":
        for y in np.arange(0.06, low - 0.03, 0.055):
            for x in np.arange(paper.left, paper.right, 0.075):
                paper.rect(
                    x, y, x + 0.071, y + 0.051, mix(shade, (255, 255, 255), rng.uniform(0.05, 0.13))
                )
    else:
        for x in np.arange(paper.left, paper.right, 0.12 if place == "train" else 0.16):
            paper.line(np.array([(x, paper.top), (x, low)]), 0.003, mix(shade, (0, 0, 0), 0.10))
    floor_low = paper.bottom + 0.1
    for k in np.linspace(-3.2, 3.2, 26):
        paper.line(np.array([(k * 0.5, low), (k, floor_low)]), 0.0025, mix(shade, (0, 0, 0), 0.4))


def patch(
    stage: Staging,
    paper: Canvas,
    hole: tuple[float, float, float, float],
    low: float,
    spill: Colour,
    strength: float,
) -> None:
    """The window's light on the floor, slanting away from the sun."""
    left, _, right, _ = hole
    way = -1 if stage.sun_x > 0 else 1
    soft = Canvas((paper.left, low, paper.right, max(low + 0.02, paper.bottom)), paper.scale)
    for a, b in ((0.0, 0.46), (0.54, 1.0)):
        x1, x2 = left + (right - left) * a, left + (right - left) * b
        soft.poly(
            np.array(
                [
                    (x1 + way * 0.05, low + 0.02),
                    (x2 + way * 0.05, low + 0.02),
                    (x2 + way * 0.34, low + 0.24),
                    (x1 + way * 0.34, low + 0.24),
                ]
            ),
            spill,
        )
    soft.blur(0.006)
    rows = min(soft.height, paper.height)
    part = paper.paper[-rows:]
    wide = min(soft.width, paper.width)
    light = soft.paper[:rows, :wide, :3].astype(np.float32) * strength
    part[:, :wide, :3] = np.minimum(part[:, :wide, :3] + light, 255)


def cut(stage: Staging, paper: Canvas, hole: tuple[float, float, float, float]) -> None:
    """Make the hole, its glass with a faint sheen."""
    left, top, right, bottom = hole
    box = [
        round((left - paper.left) * paper.scale),
        round((right - paper.left) * paper.scale),
        round((top - paper.top) * paper.scale),
        round((bottom - paper.top) * paper.scale),
    ]
    x1, x2, y1, y2 = (max(0, value) for value in box)
    part = paper.paper[y1:y2, x1:x2]
    part[...] = 0
    part[..., :3], part[..., 3] = 8, 12
    if stage.words.place == "tower":  # an arched top
        ys, xs = np.mgrid[0 : part.shape[0], 0 : part.shape[1]]
        radius = max(1.0, part.shape[1] / 2)
        outside = (ys < radius) & ((xs - radius) ** 2 + (ys - radius) ** 2 > radius * radius)
        stone = mix(tones(stage)[0], (0, 0, 0), 0.35)
        part[outside] = (*(int(c) for c in stone), 255)


def bars(
    stage: Staging, paper: Canvas, hole: tuple[float, float, float, float], colour: Colour
) -> None:
    """The window's bars."""
    left, top, right, bottom = hole
    if stage.words.place == "train":
        return
    for part in (0.5,) if stage.words.place != "office" else (0.33, 0.67):
        x = left + (right - left) * part
        paper.rect(x - 0.006, top, x + 0.006, bottom, colour)
    y = top + (bottom - top) * 0.45
    paper.rect(left, y - 0.005, right, y + 0.005, colour)


def furniture(stage: Staging) -> list[Drawable]:
    """What stands in the room, before the wall and behind the people."""
    left, _, right, _ = window(stage)
    shade, floor = tones(stage)
    dark = mix(mix(floor, shade, 0.3), stage.palette.near, 0.38)
    paper = stage.paper(0.8, top=-0.7)
    side = -1 if left + right > 0 else 1
    size = 1 + 0.8 * min(1.0, stage.closeness)
    foot, spot = 0.40 * size, side * stage.half * 0.52
    place = stage.words.place
    if place == "kitchen":
        counter(stage, paper, side, dark)
    elif place == "train":
        seats(stage, paper, dark)
    else:
        shelf(stage, paper, side, dark)
    if place != "train":
        props.table(paper, spot, foot, 0.46 * size, 0.24 * size, dark)
        props.chair(
            paper,
            spot - side * 0.33 * size,
            foot + 0.01,
            0.36 * size,
            mix(dark, (0, 0, 0), 0.2),
            -side,
        )
        if stage.words.has("cup") or place == "kitchen":
            props.cup(
                paper,
                spot + 0.05,
                foot - 0.24 * size,
                0.05 * size,
                mix(stage.lit((220, 210, 200), 0.6), dark, 0.3),
            )
    stage.soften(paper)
    items: list[Drawable] = [paper.layer(0.8)]
    if place == "train" and stage.palette.dark > 0.3:
        items += [glow(k * 0.62, -0.34, 0.62, (255, 190, 120), 0.34, 0.8) for k in (-1, 1)]
    return items + lights(stage, spot, foot - 0.24 * size, size)


def lights(stage: Staging, x: float, y: float, size: float) -> list[Drawable]:
    """A lamp or a lantern that burns, and steam over a cup."""
    words = stage.words
    held = any(person.holds == "lantern" for person in words.people) and not words.has("lamp")
    if (
        held
        or words.has("lamp out")
        or stage.palette.dark < 0.3
        or not words.has("lamp", "lantern")
    ):
        return []
    paper = stage.paper(0.8, top=y - 0.2 * size, bottom=y + 0.01)
    own = mix(stage.palette.near, (0, 0, 0), 0.3)
    paper.rect(x - 0.028 * size, y - 0.012 * size, x + 0.028 * size, y, own)
    paper.rect(
        x - 0.020 * size, y - 0.07 * size, x + 0.020 * size, y - 0.012 * size, (255, 214, 140)
    )
    paper.rect(x - 0.026 * size, y - 0.085 * size, x + 0.026 * size, y - 0.07 * size, own)
    stage.soften(paper)
    part = 0.55 if words.has("lantern") else 0.36
    return [
        glow(x, y - 0.04 * size, 0.75 * size, (255, 168, 84), part, 0.8, pulse=flicker(1.0)),
        paper.layer(0.8),
        glow(x, y - 0.04 * size, 0.14 * size, (255, 214, 140), 0.7, 0.8, pulse=flicker(1.0)),
    ]


def counter(stage: Staging, paper: Canvas, side: float, colour: Colour) -> None:
    """A kitchen's cupboards, shelf and kettle."""
    edge = -side * stage.half * 0.1
    ends = sorted((edge, -side * 3))
    top = 0.16 if stage.closeness < 0.3 else 0.34
    paper.rect(ends[0], top, ends[1], paper.bottom + 0.1, mix(colour, (255, 255, 255), 0.06))
    paper.rect(
        ends[0] - 0.01, top - 0.016, ends[1] + 0.01, top + 0.006, mix(colour, (255, 255, 255), 0.2)
    )
    for x in np.arange(ends[0] if side < 0 else ends[1] - 3, ends[1], 0.20):
        paper.line(
            np.array([(x, top + 0.03), (x, paper.bottom)]), 0.004, mix(colour, (0, 0, 0), 0.3)
        )
        paper.disc(x + 0.17, top + 0.08, 0.006, mix(colour, (255, 255, 255), 0.3))
    x = edge - side * 0.16
    paper.poly(
        np.array(
            [
                (x - 0.05, top - 0.016),
                (x - 0.04, top - 0.08),
                (x + 0.04, top - 0.08),
                (x + 0.05, top - 0.016),
            ]
        ),
        colour,
    )
    paper.line(np.array([(x + 0.04, top - 0.07), (x + 0.075, top - 0.085)]), 0.012, colour)
    shelf_y = -0.26
    far = sorted((side * stage.half * 0.28, side * stage.half * 0.95))
    paper.rect(far[0], shelf_y, far[1], shelf_y + 0.012, colour)
    for x in np.arange(far[0] + 0.03, far[1] - 0.03, 0.055):
        props.cup(paper, float(x), shelf_y, 0.04, mix(colour, stage.palette.far, 0.25))


def shelf(stage: Staging, paper: Canvas, side: float, colour: Colour) -> None:
    """A bookcase, or charts on the wall of a tower."""
    rng = stage.chance("shelf")
    left = side * stage.half * 0.9 - 0.16
    for row in range(4):
        y = -0.30 + 0.13 * row
        paper.rect(left, y, left + 0.34, y + 0.011, colour)
        x = left + 0.01
        while x < left + 0.31:
            wide, high = rng.uniform(0.010, 0.026), rng.uniform(0.06, 0.10)
            if rng.random() < 0.8:
                book = stage.lit(
                    ((130, 60, 50), (60, 82, 100), (150, 120, 70), (70, 90, 70))[
                        int(rng.integers(4))
                    ]
                )
                paper.rect(x, y - high, x + wide, y, mix(book, colour, 0.62))
            x += wide + 0.003


def seats(stage: Staging, paper: Canvas, colour: Colour) -> None:
    """The backs of two seats that face each other."""
    cloth = mix(colour, stage.lit((140, 50, 44)), 0.35)
    for side in (-1, 1):
        x = side * min(0.70, stage.half * 0.85)
        paper.poly(
            np.array(
                [
                    (x - 0.13, 0.6),
                    (x - 0.12, -0.02),
                    (x - 0.08, -0.08),
                    (x + 0.08, -0.08),
                    (x + 0.12, -0.02),
                    (x + 0.13, 0.6),
                ]
            ),
            cloth,
        )
        paper.rect(
            min(x, x - side * 0.36), 0.26, max(x, x - side * 0.36), 0.36, mix(cloth, (0, 0, 0), 0.2)
        )
        paper.rect(x - 0.09, -0.10, x + 0.09, -0.06, mix(cloth, (255, 255, 255), 0.3))
    paper.rect(-0.13, 0.17, 0.13, 0.19, colour)
    paper.rect(-0.012, 0.19, 0.012, 0.7, mix(colour, (0, 0, 0), 0.3))
