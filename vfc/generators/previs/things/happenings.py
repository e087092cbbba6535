"""What happens at a thing: streams that fill it, steam, shells that break, drops that fly."""

from __future__ import annotations

from math import cos, pi, sin

import cv2
import numpy as np

from vfc.generators.previs.air.light import add
from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.things import effects

Pixel = tuple[float, float]
SHELL, SHELL_EDGE = (240, 232, 212), (206, 192, 164)
HOT: tuple[Colour, ...] = (effects.HEAT[2], effects.HEAT[1], effects.HEAT[0])
OUT = (0.30, 0.30, 0.34, 1.0)  # what is left of the colours of a lamp that is off
STEAM, DROPS = (232, 234, 238), (176, 216, 244)


def stream(
    frame: np.ndarray, mouth: Pixel, size: float, second: float, clip: int, tone: Colour
) -> None:
    """A liquid that falls from above the picture into a mouth at a pixel, and its drops."""
    board = frame[:clip]
    shade = mix(tone, (0, 0, 0), 0.28)
    wide = 0.045 * size
    ys = np.linspace(-10.0, mouth[1], 24)
    sway = 0.10 * wide * np.sin(ys / max(4.0, 0.12 * size) - second * 14)
    for part, colour in ((1.0, shade), (0.62, tone)):
        half = wide * part * (1.15 - 0.3 * ys / max(1.0, mouth[1]))
        left = np.stack([mouth[0] + sway - half, ys], axis=1)
        right = np.stack([mouth[0] + sway + half, ys], axis=1)
        effects.tongue(board, np.concatenate([left, right[::-1]]), colour)
    for index in range(14):
        age = (second * 1.9 + index / 14) % 1.0
        way = ((index * 0.618) % 1.0 - 0.5) * 2
        x = mouth[0] + way * 0.34 * size * age
        y = mouth[1] - size * (0.55 + 0.25 * (index % 3)) * (1.1 * age - 1.25 * age * age)
        spot, radius = (round(x), round(y)), max(1, round(0.016 * size))
        cv2.circle(board, spot, radius, (*effects.rounded(tone), 255), -1, cv2.LINE_AA)
    ring = (max(1, round(0.16 * size * (1 + 0.1 * sin(second * 9)))), max(1, round(0.03 * size)))
    middle = (round(mouth[0]), round(mouth[1]))
    colour = (*effects.rounded(shade), 255)
    cv2.ellipse(board, middle, ring, 0, 0, 360, colour, -1, cv2.LINE_AA)


def boil(frame: np.ndarray, mouth: Pixel, size: float, second: float, clip: int) -> None:
    """Bubbles that rise and burst at a mouth, and steam above it; `size` is its width."""
    board = frame[:clip]
    for index in range(9):
        age = (second * 1.4 + index * 0.37) % 1.0
        x = mouth[0] + size * 0.36 * sin(index * 2.4)
        radius = max(1, round(size * (0.02 + 0.05 * age)))
        spot = (round(x), round(mouth[1] - 0.04 * size * age))
        cv2.circle(board, spot, radius, (226, 240, 250, 255), -1, cv2.LINE_AA)
        cv2.circle(board, spot, radius, (150, 180, 204, 255), 1, cv2.LINE_AA)
    effects.smoke(frame, (mouth[0], mouth[1]), 1.15 * size, second * 1.6, clip, STEAM, 10)


def shell(frame: np.ndarray, foot: Pixel, size: float, part: float, clip: int) -> None:
    """The egg about what hatches: whole and cracked first, then its top falls off; `size` is how
    high it is.
    """
    board, (x, y) = frame[:clip], foot
    open_ = min(1.0, max(0.0, (part - 0.22) / 0.35))
    turn = np.linspace(0, pi, 15)
    wide = 0.42 * size
    teeth = np.linspace(wide, -wide, 9)
    jag = [(x - u, y - size * (0.46 + 0.09 * (k % 2))) for k, u in enumerate(teeth)]
    bowl = [(x + wide * cos(a), y - size * 0.46 + size * 0.48 * sin(a)) for a in turn]
    effects.tongue(board, np.array(bowl + jag), SHELL)
    edge = np.round(np.array(jag)).astype(np.int32)
    cv2.polylines(board, [edge], False, (*SHELL_EDGE, 255), max(1, round(size * 0.02)), cv2.LINE_AA)
    lid = [(wide * cos(a), -size * 0.54 * sin(a)) for a in turn]
    lid += [(-u, size * (0.09 * (k % 2))) for k, u in enumerate(teeth)]
    c, s = cos(1.9 * open_), sin(1.9 * open_)
    across, down = wide * 1.7 * open_, size * 0.34 * open_
    moved = [(x + u * c - v * s + across, y - 0.50 * size + u * s + v * c + down) for u, v in lid]
    effects.tongue(board, np.array(moved), SHELL)
    if open_ < 0.05 < part:
        crack = [(x + (k - 2) * 0.09 * size, y - size * (0.72 - 0.1 * (k % 2))) for k in range(5)]
        line = np.round(np.array(crack)).astype(np.int32)
        cv2.polylines(board, [line], False, (120, 100, 70, 255), 2, cv2.LINE_AA)


def flung(frame: np.ndarray, middle: Pixel, size: float, second: float, clip: int) -> None:
    """Drops that fly off whoever shakes, to all sides."""
    board = frame[:clip]
    for index in range(30):
        age = (second * 2.1 + index * 0.171) % 1.0
        way = index * 2.399
        far = size * (0.35 + 0.65 * age)
        x = middle[0] + far * cos(way)
        y = middle[1] + 0.75 * far * sin(way) + 0.30 * size * age * age
        spot = (round(x), round(y))
        cv2.circle(board, spot, max(1, round(0.018 * size)), (*DROPS, 255), -1, cv2.LINE_AA)


def splash(frame: np.ndarray, at: Pixel, size: float, age: float, clip: int, tone: Colour) -> None:
    """A crown of water thrown up about a pixel; `age` from 0 to 1, nothing beyond."""
    if not 0 < age < 1:
        return
    board, colour = frame[:clip], (*effects.rounded(tone), 255)
    for index in range(64):
        way = ((index * 0.618) % 1.0 - 0.5) * 2
        force = (0.25 + 0.85 * ((index * 0.371) % 1.0)) * (1 - 0.4 * abs(way))
        x = at[0] + way * size * (0.22 + 0.5 * age)
        y = at[1] - size * force * (3.0 * age - 3.2 * age * age)
        radius = max(1, round(size * (0.018 + 0.03 * ((index * 0.239) % 1.0)) * (1 - 0.5 * age)))
        cv2.circle(board, (round(x), round(y)), radius, colour, -1, cv2.LINE_AA)


def grains(
    frame: np.ndarray, box: tuple[Pixel, float, float], part: float, way: float, clip: int,
    tone: Colour,
) -> None:  # fmt: skip
    """Grains that the air carries off what dissolves; `box` is its middle, its width, its height
    in pixels.
    """
    board, ((x, y), wide, high) = frame[:clip], box
    colour = (*effects.rounded(tone), 255)
    rng = np.random.default_rng(5)
    starts, heights, paces = rng.random(90), rng.uniform(-0.5, 0.5, 90), rng.uniform(0.5, 1.2, 90)
    for start, height, pace in zip(starts.tolist(), heights.tolist(), paces.tolist(), strict=True):
        since = part - 0.8 * start
        if not 0 < since < 0.45:
            continue
        from_x = x + way * wide * (0.5 - start)
        px = from_x + way * wide * pace * since * 2.2
        py = y + high * height - high * 0.5 * since * pace
        radius = max(1, round(0.016 * high * (1 - since)))
        cv2.circle(board, (round(px), round(py)), radius, colour, -1, cv2.LINE_AA)


def dissolved(part: float) -> float:
    """How much of what dissolves is gone, by the part of the shot."""
    return min(1.0, max(0.0, (part - 0.12) / 0.8))


def inner_tone(picture: np.ndarray) -> Colour:
    """The colour that a picture has for the most part."""
    solid = picture[picture[..., 3] > 200][:, :3]
    return tuple(solid.mean(axis=0).tolist()) if len(solid) else (128.0, 128.0, 128.0)


def changed(frame: np.ndarray, at: Pixel, size: float, since: float, clip: int) -> None:
    """The flash and the smoke in which one thing becomes another, `since` that in parts of the
    shot.
    """
    part = 1 - abs(since) / 0.17
    if part <= 0:
        return
    for index in range(8):
        turn, far = index * pi / 4, size * (0.30 + 0.5 * abs(since) * 4)
        spot = (at[0] + far * cos(turn), at[1] + 0.8 * far * sin(turn))
        puff = effects.puff_picture((226, 220, 240), index % 4)
        effects.stamp(frame, puff, *spot, 0.34 * size, 0.7 * part, clip, turn)
    add(frame, effects.flash_glow(), *at, 1.9 * size, 1.0, part, clip)
    for index in range(9):
        turn = index * 2.4 + since * 6
        x, y = at[0] + 0.75 * size * cos(turn), at[1] + 0.7 * size * sin(turn)
        effects.sparkle(frame[:clip], x, y, 0.13 * size * part)


def exhaust(
    frame: np.ndarray, foot: Pixel, ground: float, size: float, second: float, clip: int
) -> None:
    """The fire below what rises upright, its foot at a pixel, and its smoke on the ground."""
    for index in range(12):
        age = (second * 0.5 + index / 12) % 1.0
        way = (index % 6 - 2.5) * 0.3
        x, y = foot[0] + way * size * age, ground - 0.12 * size * age
        picture = effects.puff_picture((214, 210, 206), index % 4)
        effects.stamp(frame, picture, x, y, size * (0.08 + 0.16 * age), 0.8 * (1 - age), clip)
    for k in range(3):
        points = effects.TONGUE * (0.34 - 0.1 * k, -(0.5 - 0.13 * k)) * size
        points[:, 1] *= 1 + 0.15 * sin(second * 31 + k)
        effects.tongue(frame[:clip], points + (foot[0], foot[1] - 0.03 * size), HOT[k])


def lit(part: float, second: float) -> bool:
    """Whether a lamp that flickers is on: on, off, then on and off fast."""
    return part < 0.3 or (part > 0.68 and sin(second * 23) > -0.35)


def sounds(
    frame: np.ndarray, middle: Pixel, size: float, second: float, facing: float, clip: int
) -> None:
    """Waves of sound that go out before the head of whoever roars or barks."""
    board = frame[:clip]
    x, y = middle[0] + 0.45 * size * facing, middle[1] - 0.18 * size
    for index in range(3):
        age = (second * 0.9 + index / 3) % 1.0
        radius = max(2, round(size * (0.20 + 0.70 * age)))
        turn = (-38, 38) if facing > 0 else (142, 218)
        tone = (*effects.rounded(mix((255, 250, 230), (150, 160, 176), age)), 255)
        thick = max(2, round(0.05 * size * (1 - 0.6 * age)))
        spot = (round(x), round(y))
        cv2.ellipse(board, spot, (radius, radius), 0, *turn, tone, thick, cv2.LINE_AA)


def tyres(
    frame: np.ndarray, foot: Pixel, size: float, second: float, facing: float, clip: int
) -> None:
    """The smoke of tyres that slip, behind."""
    for index in range(14):
        age = (second * 0.9 + index / 14) % 1.0
        x = foot[0] - facing * size * (0.45 + 1.5 * age)
        y = foot[1] - size * (0.06 + 0.34 * age)
        puff = effects.puff_picture((226, 226, 230), index % 4)
        effects.stamp(frame, puff, x, y, size * (0.10 + 0.24 * age), 0.75 * (1 - age), clip)


def rope(frame: np.ndarray, top: Pixel, size: float, clip: int) -> None:
    """What it swings from, up out of the picture."""
    start, end = (round(top[0]), round(top[1] + 0.06 * size)), (round(top[0]), -4)
    thick = max(2, round(0.03 * size))
    cv2.line(frame[:clip], start, end, (84, 112, 58, 255), thick, cv2.LINE_AA)


def puffs(
    frame: np.ndarray, foot: Pixel, size: tuple[float, float], strength: float, second: float,
    clip: int, tone: tuple[int, int, int],
) -> None:  # fmt: skip
    """Dust or foam about the foot of what is so high and, to each side, so wide."""
    (x, y), (high, wide) = foot, size
    for index in range(11):
        age = (second * 0.5 + index / 11) % 1.0
        px = x + wide * (index / 5 - 1) * (1 + 0.4 * age)
        py = y - high * 0.3 * age * strength - 0.03 * high
        radius = high * (0.08 + 0.15 * age)
        picture = effects.puff_picture(tone, index % 4)
        effects.stamp(frame, picture, px, py, radius, 0.85 * strength * (1 - age), clip)


def halves(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A picture broken in two along a jagged line, both (rows, columns, 4) uint8."""
    rows, columns = picture.shape[:2]
    down = np.arange(rows) / rows * 7
    jagged = columns * (0.5 + 0.07 * (2 * np.abs(2 * (down % 1) - 1) - 1))
    left = np.arange(columns)[None, :] < jagged[:, None]
    return picture * left[..., None], picture * ~left[..., None]
