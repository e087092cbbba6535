"""The sky: a gradient with sun or moon, its glow, stars, and clouds that drift."""

from __future__ import annotations

import cv2
import numpy as np

from vfc.generators.previs.air.heavens import heavens
from vfc.generators.previs.air.wheeling import wheeling
from vfc.generators.previs.canvas.layers import Canvas, Colour, Drawable, Layer, mix
from vfc.generators.previs.canvas.noise import clouds
from vfc.generators.previs.canvas.stage import Staging

LAPSE = 24.0  # times as fast: clouds in a time lapse


def gradient(
    rows: np.ndarray, horizon: float, colours: tuple[Colour, Colour, Colour]
) -> np.ndarray:
    """A colour a row, from the zenith half a frame above the horizon down to it."""
    height = np.clip((horizon - rows) / 0.62, 0, 1)
    stops = (0.0, 0.38, 1.0)
    zenith, sky, low = colours
    return np.stack(
        [np.interp(height, stops, (low[i], sky[i], zenith[i])) for i in range(3)], axis=1
    )


def backdrop(stage: Staging) -> list[Drawable]:
    """The sky's own layer, what moves in it, and clouds where there are any."""
    whole = stage.words.place in ("space", "planet", "moon_surface", "domed_colony", "sky")
    paper = stage.paper(0.0, bottom=None if whole else stage.horizon + 0.3)
    colours = stage.palette
    low = colours.sky if whole and stage.words.place != "sky" else colours.horizon
    rows = gradient(paper.rows(), stage.horizon, (colours.zenith, colours.sky, low))
    picture = np.repeat(rows[:, None, :], paper.width, axis=1).astype(np.float32)
    sky_y = stage.horizon - sun_height(stage)
    if not stage.words.has("storm"):
        halo(paper, picture, stage.sun_x, sky_y, stage)
    dither = stage.chance("dither").random(picture.shape[:2], np.float32)[..., None]
    paper.paper[..., :3] = np.clip(picture + dither, 0, 255)
    paper.paper[..., 3] = 255
    if colours.dark > 0.3 and not stage.words.has("storm", "rain", "fog", "timelapse"):
        stars(paper, stage)
    moves = stage.words.has("orb rises", "orb sets")
    if not moves and not stage.words.has("storm", "rain", "fog", "snow"):
        orb(paper, stage, stage.sun_x, sky_y)
    stage.soften(paper)
    return [paper.layer(0.0), *wheeling(stage), *heavens(stage), *cloud_layers(stage)]


def sun_height(stage: Staging) -> float:
    """How high the sun or moon stands, within what the frame shows."""
    ridges = {"mountains": 0.13, "hills": 0.04, "rooftops": 0.05, "skyline": 0.10}.get(
        stage.words.place, 0.0
    )
    return min(
        stage.palette.sun + (ridges if stage.palette.sun < 0.2 else 0.0),
        max(0.05, stage.horizon + 0.40),
    )


def halo(paper: Canvas, picture: np.ndarray, x: float, y: float, stage: Staging) -> None:
    """Add the glow around the sun or moon."""
    xs = paper.left + (np.arange(paper.width) + 0.5) / paper.scale
    ys = paper.rows()
    distance = np.sqrt(((xs - x) ** 2)[None, :] + ((ys - y) ** 2 * 1.5)[:, None]).astype(np.float32)
    strength = stage.palette.glow
    glow = np.exp(-distance * 3.2) * 0.55 * strength + np.exp(-distance * 11) * 0.45 * strength
    glow = np.minimum(glow, 1)[..., None]
    picture += (np.array(stage.palette.light, np.float32) - picture) * glow


def stars(paper: Canvas, stage: Staging) -> None:
    """Set stars, fewer near the horizon."""
    rng = stage.chance("stars")
    airless = stage.words.place in ("space", "planet", "moon_surface", "domed_colony")
    many = int((260 if stage.palette.dark > 0.8 or airless else 70) * (paper.right - paper.left))
    if stage.words.has("star") or stage.words.place == "space":
        many = int(many * 2.2)
    colours = (stage.palette.zenith, stage.palette.sky, stage.palette.horizon)
    x, y, sizes, bright = rng.uniform(
        (paper.left, stage.horizon - 0.95, 0.0006, 0.25),
        (paper.right, stage.horizon - 0.02, 0.0017, 1.0),
        (many, 4),
    ).T
    fade = np.minimum(1.0, (stage.horizon - y) / 0.45) * bright
    fade *= 1.0 if airless else stage.palette.dark
    seen = fade > 0.1
    back = gradient(y, stage.horizon, colours)
    tones = back + (np.array((255, 250, 238)) - back) * fade[:, None]
    radii = np.maximum(sizes, 0.45 / paper.scale)
    paper.discs(np.stack([x, y, radii], axis=1)[seen], tones[seen])


def orb(paper: Canvas, stage: Staging, x: float, y: float) -> None:
    """The sun or moon itself."""
    night = stage.palette.dark > 0.8
    radius = 0.034 if night else 0.058 if stage.palette.sun < 0.15 else 0.04
    paper.disc(x, y, radius, stage.palette.light)
    if night:
        rng = stage.chance("moon")
        for _ in range(5):
            turn, far = rng.uniform(0, 6.28), rng.uniform(0, 0.6) * radius
            paper.disc(
                x + far * np.cos(turn),
                y + far * np.sin(turn),
                radius * rng.uniform(0.1, 0.25),
                mix(stage.palette.light, stage.palette.sky, 0.22),
            )


def cloud_layers(stage: Staging) -> list[Layer]:
    """Clouds drifting with the wind: heavy in bad weather, thin otherwise."""
    words, colours = stage.words, stage.palette
    if words.has("clear") or words.place == "space":
        return []
    heavy = words.has("storm", "rain", "cloudy", "snow")
    speed = (0.03 if words.has("wind", "storm") else 0.011) * stage.chance("drift").choice(
        (-1.0, 1.0)
    )
    if words.has("timelapse"):
        speed *= LAPSE
    wide = min(0.9, abs(speed) * (stage.rig.seconds * 1.6 + 2))
    paper = stage.paper(0.05, bottom=stage.horizon - 0.01, wide=wide)
    small = (max(8, paper.height // 3), max(8, paper.width // 3))
    field = clouds(stage.chance("clouds"), *small, stretch=3.6 if not heavy else 2.6)
    cover = 0.40 if heavy else 0.58
    body = np.clip((field - cover) / 0.22, 0, 1)
    rows = np.linspace(paper.top, paper.bottom, small[0])
    lift = np.clip((stage.horizon - rows) / 0.25, 0.0, 1)[:, None] ** 0.7
    alpha = body * lift * (0.85 if heavy else 0.55)
    under = (
        mix(colours.zenith, colours.near, 0.45) if heavy else mix(colours.sky, colours.zenith, 0.3)
    )
    edge = mix(colours.horizon, colours.light, 0.5 - 0.4 * colours.dark)
    thick = np.clip((field - cover) / 0.4, 0, 1)[..., None]
    rgb = np.array(edge, np.float32) * (1 - thick) + np.array(under, np.float32) * thick
    whole = np.dstack([rgb * alpha[..., None], alpha * 255]).astype(np.float32)
    paper.paper = np.clip(cv2.resize(whole, (paper.width, paper.height)), 0, 255).astype(np.uint8)
    if words.place == "street":  # the houses hide the rest
        paper.paper[:, np.abs(paper.left + np.arange(paper.width) / paper.scale) > 0.6] = 0
    return [paper.layer(0.05, sway=lambda second: (np.clip(speed * second, -wide, wide), 0.0))]
