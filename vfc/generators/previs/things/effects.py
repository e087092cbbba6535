"""What happens to things: fire and smoke, an explosion, pieces that fly, rays of light."""

from __future__ import annotations

import itertools
from functools import lru_cache
from math import cos, pi, sin

import cv2
import numpy as np

from vfc.generators.previs.air.light import add, glow_picture
from vfc.generators.previs.canvas.layers import SHIFT, Colour, blend, mix
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.things.lighting import reach

PUFF = 96  # pixels of the picture of a puff
HEAT: tuple[Colour, ...] = ((255, 236, 170), (255, 176, 64), (226, 92, 30), (74, 68, 68))
TONGUE = np.array(  # a flame one high, its foot at the origin
    [(-0.5, 0.0), (-0.52, -0.25), (-0.3, -0.5), (-0.16, -0.72), (0.04, -1.0), (0.16, -0.7)]
    + [(0.34, -0.46), (0.52, -0.22), (0.46, 0.0), (0.0, 0.12)]
)


@lru_cache(maxsize=64)
def puff_picture(colour: tuple[int, int, int], seed: int = 0) -> np.ndarray:
    """A ball of smoke or fire, (PUFF, PUFF, 4) uint8 premultiplied RGBA, ragged at its edge."""
    at = np.linspace(-1, 1, PUFF, dtype=np.float32)
    turn = np.arctan2(at[:, None], at[None, :])
    ragged = 0.86 + 0.07 * np.sin(5 * turn + seed) + 0.05 * np.sin(9 * turn + 2 * seed)
    away = np.sqrt(at[None, :] ** 2 + at[:, None] ** 2) / ragged
    alpha = np.clip((1 - away) * 2.6, 0, 1)
    light = 1.0 - 0.22 * np.clip(at[:, None] + 0.5 * at[None, :], -0.6, 1)
    colours = np.array(colour, np.float32) * light[..., None]
    picture = np.concatenate([np.clip(colours, 0, 255), np.full((PUFF, PUFF, 1), 255)], axis=2)
    return (picture * alpha[..., None]).astype(np.uint8)


def stamp(
    frame: np.ndarray,
    picture: np.ndarray,
    x: float,
    y: float,
    radius: float,
    part: float,
    clip: int,
    turn: float = 0.0,
) -> None:
    """Lay a square picture over the frame about a pixel, as strong as `part`."""
    if radius < 0.8 or part < 0.02:
        return
    grow = 2 * radius / len(picture)
    c, s = cos(turn) * grow, sin(turn) * grow
    half = len(picture) / 2
    matrix = np.array([[c, -s, x - (c - s) * half], [s, c, y - (s + c) * half]])
    paste(frame, picture, matrix, clip, part)


def paste(
    frame: np.ndarray, picture: np.ndarray, matrix: np.ndarray, clip: int, part: float = 1.0
) -> None:
    """Lay a premultiplied picture over the frame by a map (2, 3) float64, as strong as `part`."""
    box = reach(matrix, picture.shape[1], picture.shape[0], frame.shape[1], clip)
    if box is None:
        return
    left, top, right, bottom = box
    moved = matrix.copy()
    moved[:, 2] -= (left, top)
    over = cv2.warpAffine(picture, moved, (right - left, bottom - top), flags=cv2.INTER_LINEAR)
    if part < 0.995:
        over = cv2.convertScaleAbs(over, alpha=part)
    blend(frame[top:bottom, left:right], over)


def smoke(
    frame: np.ndarray,
    at: tuple[float, float],
    size: float,
    second: float,
    clip: int,
    colour: Colour = (92, 90, 94),
    many: int = 9,
) -> None:
    """A column of smoke that rises from a pixel and drifts, `size` pixels high."""
    tone = rounded(colour)
    for index in range(many):
        age = (second * 0.22 + index / many) % 1.0
        x = at[0] + size * (0.10 * sin(age * 5 + index) + 0.22 * age)
        y = at[1] - size * age
        radius = size * (0.07 + 0.17 * age)
        stamp(frame, puff_picture(tone, index % 4), x, y, radius, 0.62 * (1 - age) ** 0.8, clip)


def snores(
    frame: np.ndarray, at: tuple[float, float], size: float, second: float, way: float, clip: int
) -> None:
    """The letters that rise from who sleeps, as in a comic, from a pixel on."""
    for index in range(3):
        age = (second * 0.4 + index / 3) % 1.0
        x = at[0] + way * size * (0.30 + 0.35 * age)
        y = at[1] - size * (0.35 + 0.75 * age)
        scale = max(0.3, size * (0.004 + 0.006 * age))
        spot, thick = (round(x), round(y)), max(1, round(2.2 * scale))
        board = frame[:clip]
        cv2.putText(board, "z", spot, 0, scale, (40, 44, 60, 255), thick + 2, cv2.LINE_AA)
        cv2.putText(board, "z", spot, 0, scale, (244, 246, 252, 255), thick, cv2.LINE_AA)


def rounded(colour: Colour) -> tuple[int, int, int]:
    """A colour in whole numbers."""
    red, green, blue = (min(255, max(0, round(part))) for part in colour)
    return red, green, blue


def flames(
    frame: np.ndarray,
    feet: np.ndarray,
    size: float,
    second: float,
    clip: int,
    strength: float = 1.0,
) -> None:
    """Flames over the pixels `feet`, `(n, 2)` float64, each about half of `size` pixels high."""
    if not len(feet) or size < 3:
        return
    middle = feet.mean(axis=0)
    flare = 0.85 + 0.15 * sin(second * 11)
    add(frame, fire_glow(), middle[0], middle[1], size * 1.5, 1.0, 0.5 * flare * strength, clip)
    for part, colour in ((1.0, HEAT[2]), (0.70, HEAT[1]), (0.36, HEAT[0])):
        for index, (x, y) in enumerate(feet.tolist()):
            unrest = 0.5 + 0.5 * sin(second * (8.1 + 1.3 * (index % 5)) + index * 2.4)
            high = size * (0.24 + 0.26 * unrest) * part * strength
            wide = size * (0.082 + 0.02 * sin(second * 6 + index)) * (0.35 + 0.65 * part)
            lean = 0.22 * sin(second * 5.2 + index * 1.7)
            points = TONGUE * (2 * wide, high)
            points[:, 0] += lean * high * (-points[:, 1] / max(high, 1e-6)) ** 2
            tongue(frame[:clip], points + (x, y), colour)


def tongue(frame: np.ndarray, points: np.ndarray, colour: Colour) -> None:
    """Fill a flame's shape, pixels `(n, 2)` float64."""
    fixed = np.round(np.clip(points, -9000, 9000) * (1 << SHIFT)).astype(np.int32)
    cv2.fillPoly(frame, [fixed], (*colour, 255), cv2.LINE_AA, SHIFT)


@lru_cache(maxsize=1)
def fire_glow() -> np.ndarray:
    """The light of fire, (n, n, 4) uint8."""
    return glow_picture((255, 150, 60))


@lru_cache(maxsize=1)
def flash_glow() -> np.ndarray:
    """The light of an explosion, (n, n, 4) uint8."""
    return glow_picture((255, 244, 214), 1.4)


def explosion(
    frame: np.ndarray, at: tuple[float, float], size: float, age: float, clip: int, seed: int
) -> None:
    """A flash, balls of fire that spread and burn out, smoke that rises; `age` in seconds."""
    if age < 0:
        return
    rng = stream(seed, "explosion")
    many = 22
    turns, speeds = rng.uniform(0, 2 * pi, many), rng.uniform(0.25, 1.0, many)
    sizes, lags = rng.uniform(0.30, 0.62, many), rng.uniform(0.0, 0.22, many)
    for index in range(many):
        since = age - lags[index]
        if since <= 0:
            continue
        go = 1 - np.exp(-since * 3.4)
        x = at[0] + cos(turns[index]) * speeds[index] * size * 0.95 * go
        y = at[1] + sin(turns[index]) * speeds[index] * size * 0.75 * go - size * 0.30 * since
        radius = size * sizes[index] * (0.25 + 0.75 * go) * (1 + 0.22 * since)
        picture = puff_picture(heat(since * 0.85 + 0.1 * (index % 3)), index % 4)
        stamp(frame, picture, x, y, radius, max(0.0, 1 - since / 3.2) ** 0.7, clip, turns[index])
    glow = max(0.0, 1 - age / 0.9)
    add(frame, fire_glow(), *at, size * 2.6, 1.0, 0.8 * glow, clip)
    add(frame, flash_glow(), *at, size * 3.4, 1.0, max(0.0, 1 - age / 0.22), clip)


def eruption(
    frame: np.ndarray, at: tuple[float, float], size: float, second: float, clip: int, seed: int
) -> None:
    """Lava that is thrown up from a pixel and falls, smoke above it; `size` in pixels."""
    smoke(frame, (at[0], at[1] - 0.1 * size), 1.5 * size, second, clip, (70, 64, 66), 12)
    rng = np.random.default_rng(seed)
    board = frame[:clip]
    for index in range(26):
        age = (second * 0.75 + index / 26) % 1.0
        way, force = rng.uniform(-1, 1), rng.uniform(0.7, 1.15)
        x = at[0] + way * 0.75 * size * age
        y = at[1] - size * force * (2.3 * age - 2.9 * age * age)
        radius = max(1, round(size * rng.uniform(0.012, 0.034)))
        tone = (*heat(0.25 + 0.4 * age), 255)
        cv2.circle(board, (round(x), round(y)), radius, tone, -1, cv2.LINE_AA)
    flare = 0.8 + 0.2 * sin(second * 9)
    add(frame, fire_glow(), at[0], at[1], 0.8 * size, 1.0, 0.6 * flare, clip)


def spray(
    frame: np.ndarray, at: tuple[float, float], size: float, second: float, clip: int
) -> None:
    """Water that is thrown up from a pixel and falls; `size` in pixels."""
    board, rng = frame[:clip], np.random.default_rng(7)
    for index in range(34):
        age = (second * 1.1 + index / 34) % 1.0
        way, force = rng.uniform(-1, 1), rng.uniform(0.75, 1.1)
        x = at[0] + way * 0.5 * size * age
        y = at[1] - size * force * (2.4 * age - 2.8 * age * age)
        radius = max(1, round(size * rng.uniform(0.012, 0.026)))
        spot = (round(x), round(y))
        cv2.circle(board, spot, radius, (150, 205, 240, 255), -1, cv2.LINE_AA)


def heat(part: float) -> tuple[int, int, int]:
    """The colour of fire as it cools, in steps that can be kept: white-hot at 0, smoke from 1
    on.
    """
    at = min(0.999, max(0.0, round(part * 12) / 12)) * 3
    return rounded(mix(HEAT[int(at)], HEAT[int(at) + 1], at - int(at)))


def rays(frame: np.ndarray, at: tuple[float, float], size: float, second: float, clip: int) -> None:
    """Light that goes out from a shining thing, and sparks about it."""
    pulse = 0.75 + 0.25 * sin(second * 2.4)
    add(frame, shine_glow(), *at, size * 1.25, 1.0, 0.75 * pulse, clip)
    for index in range(7):
        turn = index * 2.4 + 0.7
        bright = max(0.0, sin(second * 2.6 + index * 1.9))
        x = at[0] + cos(turn) * size * (0.42 + 0.16 * (index % 3))
        y = at[1] + sin(turn) * size * (0.40 + 0.12 * (index % 2))
        sparkle(frame[:clip], x, y, size * 0.10 * bright)


@lru_cache(maxsize=1)
def shine_glow() -> np.ndarray:
    """The light of what shines, (n, n, 4) uint8."""
    return glow_picture((210, 186, 120))


def sparkle(frame: np.ndarray, x: float, y: float, radius: float) -> None:
    """Draw a star of four points about a pixel."""
    if radius < 1:
        return
    turn = np.arange(8) * pi / 4
    long = np.where(np.arange(8) % 2 == 0, radius, radius * 0.22)
    tongue(
        frame, np.stack([x + np.cos(turn) * long, y + np.sin(turn) * long], axis=1), (255, 250, 226)
    )


def pieces(picture: np.ndarray, across: int, down: int) -> list[tuple[np.ndarray, float, float]]:
    """A picture cut into a grid: each painted piece, with its corner in pixels."""
    height, width = picture.shape[:2]
    xs = np.linspace(0, width, across + 1).round().astype(int).tolist()
    ys = np.linspace(0, height, down + 1).round().astype(int).tolist()
    cells = [
        (np.ascontiguousarray(picture[y1:y2, x1:x2]), float(x1), float(y1))
        for y1, y2 in itertools.pairwise(ys)
        for x1, x2 in itertools.pairwise(xs)
        if y2 > y1 and x2 > x1
    ]
    return [cell for cell in cells if cell[0][..., 3].max() > 40]


def smaller(picture: np.ndarray, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A picture and its map, the picture made smaller by area where it would be thinned out."""
    scale = max(np.hypot(*matrix[:, 0]), np.hypot(*matrix[:, 1]))
    if scale >= 0.6 or min(picture.shape[:2]) < 8:
        return picture, matrix
    by = max(0.1, float(scale))
    small = cv2.resize(picture, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)
    grow = (picture.shape[1] / small.shape[1], picture.shape[0] / small.shape[0])
    moved = matrix.copy()
    moved[:, :2] *= grow
    return small, moved


def crown(picture: np.ndarray, many: int) -> np.ndarray:
    """Places from which a thing burns, on its top and its sides, pixels `(many, 2)` float64."""
    rows, columns = picture.shape[:2]
    xs = np.linspace(0.08, 0.92, many) * columns
    solid = picture[..., 3] > 128
    tops = np.array([np.argmax(solid[:, int(x)]) if solid[:, int(x)].any() else rows for x in xs])
    down = np.array([(0.1, 0.72, 0.42, 0.08, 0.58, 0.3)[index % 6] for index in range(many)])
    ys = np.minimum(tops + (rows - tops) * down + 0.06 * rows, 0.98 * rows)
    return np.stack([xs, ys], axis=1)
