"""Matter without an outline of its own: ink that spreads in water, coloured smoke, a swarm of
sparks, metal that flows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, sin, tau

import cv2
import numpy as np

from vfc.generators.previs.canvas.layers import SHIFT, Colour, mix
from vfc.generators.previs.things import effects

Painter = Callable[
    [np.ndarray, tuple[float, float], float, float, float, int, Sequence[Colour]], None
]
WHITE: Colour = (255, 255, 255)
INKS: tuple[Colour, ...] = ((36, 70, 190), (150, 40, 160), (230, 60, 110), (40, 150, 200))
DYES: tuple[Colour, ...] = ((230, 60, 120), (250, 170, 50), (60, 150, 230), (150, 80, 210))
GOLD: tuple[Colour, ...] = ((255, 206, 96), (255, 232, 160), (236, 160, 60))
CHROME: tuple[Colour, ...] = ((176, 184, 196),)


def ink(
    frame: np.ndarray,
    at: tuple[float, float],
    size: float,
    second: float,
    part: float,
    clip: int,
    tones: Sequence[Colour],
) -> None:
    """Ink that falls into water from above `at`, the middle, and spreads in clouds, `size` pixels
    high; `part` is how much of the shot has gone by.
    """
    rng, many = np.random.default_rng(11), 46
    for index in range(many):
        born, lane, way = index / many * 0.75, rng.uniform(-1, 1), rng.uniform(-1, 1)
        age = part * 1.15 + 0.22 - born
        if age <= 0:
            continue
        down = age**0.6
        x = at[0] + size * (0.5 * lane * age + 0.09 * sin(4 * age + 6 * way))
        y = at[1] + size * (0.78 * down - 0.52 + 0.16 * way * age)
        radius = size * (0.045 + 0.15 * age)
        tone = effects.rounded(mix(tones[index % len(tones)], WHITE, 0.12 * (index % 3)))
        picture = effects.puff_picture(tone, index % 4)
        effects.stamp(frame, picture, x, y, radius, 0.8 * (1 - 0.45 * min(1.0, age)), clip, 2 * way)


def cloud(
    frame: np.ndarray,
    at: tuple[float, float],
    size: float,
    second: float,
    part: float,
    clip: int,
    tones: Sequence[Colour],
) -> None:
    """Coloured smoke or powder that wells up about `at`, swirls and spreads, `size` pixels high."""
    rng, many = np.random.default_rng(5), 44
    for index in range(many):
        turn, far = rng.uniform(0, tau), rng.uniform(0.1, 1.0)
        grown = min(1.0, 0.45 + 0.75 * part)
        swirl = turn + 0.5 * second * (1.2 - far)
        x = at[0] + size * 0.72 * far * grown * cos(swirl)
        y = at[1] + size * 0.42 * far * grown * sin(swirl) - 0.05 * size * part
        radius = size * (0.10 + 0.13 * far) * (0.7 + 0.4 * grown)
        which = int((turn / tau + 0.15 * far) * len(tones)) % len(tones)
        tone = effects.rounded(mix(tones[which], WHITE, 0.1 * (index % 3)))
        picture = effects.puff_picture(tone, index % 4)
        effects.stamp(frame, picture, x, y, radius, 0.72, clip, swirl)


def swarm(
    frame: np.ndarray,
    at: tuple[float, float],
    size: float,
    second: float,
    part: float,
    clip: int,
    tones: Sequence[Colour],
) -> None:
    """Sparks that swirl about `at`, thickest in the middle, `size` pixels high."""
    rng, many = np.random.default_rng(3), 260
    board = frame[:clip]
    turns, far = rng.uniform(0, tau, many), rng.uniform(0, 1, many) ** 0.7
    speed, large = rng.uniform(0.4, 1.0, many), rng.uniform(0.4, 1.0, many)
    angle = turns + second * speed * (1.5 - far)
    xs = at[0] + size * 0.85 * far * np.cos(angle)
    ys = at[1] + size * (0.52 * far * np.sin(angle) + 0.08 * np.sin(3 * angle + second))
    for index, (x, y) in enumerate(zip(xs.tolist(), ys.tolist(), strict=True)):
        bright = 0.55 + 0.45 * sin(second * 5 * speed[index] + turns[index])
        tone = effects.rounded(mix(tones[index % len(tones)], WHITE, 0.5 * bright))
        radius = max(1, round(size * 0.009 * large[index] * (0.6 + 0.6 * bright)))
        cv2.circle(board, (round(x), round(y)), radius, (*tone, 255), -1, cv2.LINE_AA)


def blob(
    frame: np.ndarray,
    at: tuple[float, float],
    size: float,
    second: float,
    part: float,
    clip: int,
    tones: Sequence[Colour],
) -> None:
    """A ball of liquid metal that changes its shape all the time, `size` pixels high."""
    turn = np.linspace(0, tau, 72, endpoint=False)
    rim = (
        1
        + 0.15 * np.sin(2 * turn + 1.6 * second)
        + 0.09 * np.sin(3 * turn - 2.1 * second)
        + 0.05 * np.sin(5 * turn + 2.7 * second)
    )
    board, tone = frame[:clip], tones[0]
    for step in range(11):
        part = step / 10
        scale, across, down = 1 - 0.74 * part, -0.24 * part, -0.3 * part
        light = 0.95 if step > 8 else -0.7 if step in (3, 4) else -0.55 + 1.1 * part
        reach = 0.42 * size * scale * (1 + (rim - 1) * min(1.0, scale + 0.3))
        x = at[0] + 0.42 * size * across + reach * np.cos(turn)
        y = at[1] + 0.42 * size * down + reach * np.sin(turn)
        shade = mix(tone, WHITE if light > 0 else (0, 0, 0), abs(light))
        fixed = np.round(np.stack([x, y], axis=1) * (1 << SHIFT)).astype(np.int32)
        colour = (*effects.rounded(shade), 255)
        cv2.fillPoly(board, [fixed], colour, cv2.LINE_AA, SHIFT)


PAINTERS: dict[str, Painter] = {
    "ink": ink,
    "colour_cloud": cloud,
    "particles": swarm,
    "liquid_metal": blob,
}
TONES: dict[str, tuple[Colour, ...]] = {
    "ink": INKS,
    "colour_cloud": DYES,
    "particles": GOLD,
    "liquid_metal": CHROME,
}
