"""Vessels and what is in them: liquids that rise and sink, turn colour, swirl, boil, freeze."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

import cv2
import numpy as np

from vfc.generators.previs.canvas.camera import eased
from vfc.generators.previs.canvas.layers import SHIFT, Colour, mix
from vfc.generators.previs.reading.scene import Liquid
from vfc.generators.previs.things import effects, happenings

Pixel = tuple[float, float]
Placed = Callable[[np.ndarray], np.ndarray]
Lit = Callable[[Colour], Colour]
PROFILES: dict[str, tuple[tuple[float, float], ...]] = {  # y from the rim down, half the width
    "glass": ((0.0, 0.34), (1.0, 0.25)),
    "beaker": ((0.0, 0.42), (0.04, 0.39), (1.0, 0.39)),
    "cup": ((0.0, 0.58), (0.55, 0.54), (0.9, 0.40), (1.0, 0.34)),
    "flask": ((0.0, 0.16), (0.05, 0.13), (0.34, 0.13), (0.94, 0.48), (1.0, 0.46)),
    "bottle": ((0.0, 0.09), (0.24, 0.09), (0.42, 0.24), (0.97, 0.24), (1.0, 0.22)),
    "pot": ((0.0, 0.78), (0.95, 0.74), (1.0, 0.68)),
    "bowl": ((0.0, 0.92), (0.4, 0.84), (0.75, 0.60), (1.0, 0.32)),
    "jar": ((0.0, 0.32), (0.10, 0.32), (0.16, 0.42), (0.96, 0.42), (1.0, 0.38)),
    "tub": ((0.0, 1.30), (0.7, 1.20), (1.0, 1.0)),
    "dish": ((0.70, 0.70), (0.9, 0.66), (1.0, 0.5)),
}
LOWER = {"cup": 0.62, "bowl": 0.60, "pot": 0.72, "tub": 0.45}  # parts of the height they have
HANDLED, LUGGED, SCALED = ("cup",), ("pot",), ("beaker", "flask")
GLASS, EDGE, WHITE = (236.0, 243.0, 248.0), (150.0, 164.0, 178.0), (255.0, 255.0, 255.0)
ICE: Colour = (222.0, 240.0, 250.0)
STEAM = (236, 238, 242)
CLOUDS = 9  # bands in which one colour goes over into another
POURS = 0.86  # the part of the shot up to which something is poured


def half_at(shape: str, down: float) -> float:
    """Half the width of a vessel, in its heights, so far below its rim."""
    ys, halves = zip(*PROFILES[shape], strict=True)
    return float(np.interp(down, ys, halves))


def outline(shape: str, top: float, low: float = 1.0) -> np.ndarray:
    """The inside of a vessel from a height to another, `(n, 2)` float64 in its heights."""
    ys = np.array([top, *(y for y, _ in PROFILES[shape] if top < y < low), low])
    halves = np.array([half_at(shape, y) for y in ys])
    left, right = np.stack([-halves, ys], axis=1), np.stack([halves, ys], axis=1)
    return np.concatenate([left, right[::-1]])


def paint(
    frame: np.ndarray, foot: Pixel, size: float, second: float, part: float, clip: int,
    liquid: Liquid, gains: Colour,
) -> None:  # fmt: skip
    """A vessel that is `size` pixels high, its foot at a pixel, with what is in it when so much of
    the shot is over.
    """
    shape, board = liquid.shape, frame[:clip]
    high = size * LOWER.get(shape, 1.0)
    if shape == "dish":
        high = 0.8 * size

    def placed(points: np.ndarray) -> np.ndarray:
        return points * (high, high) + (foot[0], foot[1] - high)

    def lit(tone: Colour) -> Colour:
        return tuple(min(255.0, c * g) for c, g in zip(tone, gains, strict=True))  # type: ignore[return-value]

    done = eased(min(1.0, max(0.0, part / POURS)))
    level = liquid.low + (liquid.high - liquid.low) * done
    top = PROFILES[shape][0][0]
    surface = 1 - (1 - top) * 0.94 * level
    handles(board, shape, foot, high, lit(EDGE))
    veil(board, placed(outline(shape, top)), lit(GLASS), 0.42)
    if liquid.heap:
        heap(board, foot, high, level, lit(liquid.first))
    else:
        fill(board, placed, shape, surface, part, liquid, lit)
    mouth = (foot[0], foot[1] - high * (1 - surface))
    wide = 2 * half_at(shape, surface) * high
    if liquid.iced:
        cubes(board, mouth, foot[1], wide, high, second, part, lit(ICE))
    if liquid.stream is not None and part < POURS:
        happenings.stream(frame, mouth, 0.8 * high, second, clip, lit(liquid.stream))
    if liquid.foams:
        foam(board, mouth, wide, second, part)
    if liquid.boils:
        happenings.boil(frame, mouth, wide, second, clip)
    rim(board, placed, shape, lit)
    if liquid.freezes:
        frost(board, foot, high, shape, surface, part)
    vapour(frame, mouth, high, second, clip, liquid)


def veil(board: np.ndarray, points: np.ndarray, tone: Colour, part: float) -> None:
    """Lay a shape over the picture through which one sees."""
    left, top = np.floor(points.min(0)).astype(int)
    right, low = np.ceil(points.max(0)).astype(int) + 1
    left, top = max(0, left), max(0, top)
    right, low = min(board.shape[1], right), min(len(board), low)
    if right <= left or low <= top:
        return
    under = board[top:low, left:right]
    over = under.copy()
    effects.tongue(over, points - (left, top), tone)
    cv2.addWeighted(over, part, under, 1 - part, 0, dst=under)


def fill(
    board: np.ndarray,
    placed: Placed,
    shape: str,
    surface: float,
    part: float,
    liquid: Liquid,
    lit: Lit,
) -> None:
    """The liquid up to its surface: in its own colour, going over into another, or two that swirl
    until they are one.
    """
    done = eased(min(1.0, max(0.0, (part - 0.12) / 0.7)))
    first, last = liquid.first, liquid.last
    if liquid.freezes:
        last = mix(mix(last, WHITE, 0.45), ICE, 0.4)
    base = mix(first, last, done if liquid.stream is None else 0.0)
    effects.tongue(board, placed(outline(shape, surface)), lit(base))
    if liquid.second is not None:
        swirl(board, placed, shape, surface, part, done, liquid, lit)
    elif liquid.stream is not None and first != last:
        for band in range(CLOUDS):  # the colour comes down from where it is poured in
            reach = surface + (1 - surface) * min(1.0, 1.5 * done * (1 - band / CLOUDS))
            if reach > surface + 0.01:
                tone = mix(first, last, (band + 1) / CLOUDS)
                effects.tongue(board, placed(outline(shape, surface, reach)), lit(tone))
    half = half_at(shape, surface)
    turn = np.linspace(0, 2 * pi, 25)
    ring = np.stack([half * np.cos(turn), surface + 0.06 * half * np.sin(turn)], axis=1)
    tone = mix(first, last, done) if liquid.second is None else mix(liquid.last, WHITE, 0.15)
    effects.tongue(board, placed(ring), lit(mix(tone, WHITE, 0.25)))


def swirl(
    board: np.ndarray, placed: Placed, shape: str, surface: float, part: float, done: float,
    liquid: Liquid, lit: Lit,
) -> None:  # fmt: skip
    """Two colours side by side, then in each other, then one."""
    assert liquid.second is not None
    one, other = mix(liquid.first, liquid.last, done), mix(liquid.second, liquid.last, done)
    inside = outline(shape, surface)
    ys = np.linspace(surface, 1.0, 24)
    halves = np.array([half_at(shape, y) for y in ys])
    effects.tongue(board, placed(inside), lit(one))
    bands = 1 + round(4 * min(1.0, part * 1.6))
    for band in range(bands):
        start, end = (2 * band + 1) / (2 * bands), (2 * band + 2) / (2 * bands)
        wave = 0.10 * np.sin(ys * 14 + band * 1.7 + part * 9)
        lefts = np.clip(2 * start - 1 + wave * (bands > 1), -1, 1) * halves
        rights = np.clip(2 * end - 1 + wave * (band < bands - 1), -1, 1) * halves
        left, right = np.stack([lefts, ys], axis=1), np.stack([rights, ys], axis=1)
        effects.tongue(board, placed(np.concatenate([left, right[::-1]])), lit(other))


def heap(board: np.ndarray, foot: Pixel, high: float, level: float, tone: Colour) -> None:
    """Crystals in a dish, so much of them."""
    rng = np.random.default_rng(4)
    spots = rng.random((26, 2))
    for (across, up), size in zip(
        spots.tolist(), rng.uniform(0.05, 0.11, 26).tolist(), strict=True
    ):
        x = (across - 0.5) * 0.95 * level**0.5
        y = 0.90 - up * (1 - abs(2 * across - 1)) * 0.42 * level
        r = size * high * level**0.4
        points = np.array([(-1, 0.2), (-0.3, -1), (0.8, -0.6), (1, 0.5), (0.1, 1)]) * r
        at = (foot[0] + x * high, foot[1] - high * (1 - y))
        shade = mix(tone, WHITE, 0.3 * up) if up > 0.5 else mix(tone, (0, 0, 0), 0.2 * (1 - up))
        effects.tongue(board, points + at, shade)


def cubes(
    board: np.ndarray, mouth: Pixel, low: float, wide: float, high: float, second: float,
    part: float, tone: Colour,
) -> None:  # fmt: skip
    """Cubes of ice at the surface, which bob and get smaller."""
    size = 0.24 * min(wide, high) * (1 - 0.35 * min(1.0, part))
    for index, (across, down) in enumerate(((-0.26, 0.10), (0.22, 0.06), (-0.02, 0.38))):
        turn = 0.3 * index + 0.12 * sin(second * 2 + index)
        c, s = cos(turn) * size, sin(turn) * size
        x = mouth[0] + across * wide
        y = min(mouth[1] + down * high * 0.7, low - 0.6 * size)
        y += 0.015 * high * sin(second * 3 + index)
        corners = np.array([(-c + s, -s - c), (c + s, s - c), (c - s, s + c), (-c - s, -s + c)])
        effects.tongue(board, 0.5 * corners + (x, y), tone)
        effects.tongue(board, 0.28 * corners + (x - 0.05 * size, y - 0.06 * size), WHITE)


def foam(board: np.ndarray, mouth: Pixel, wide: float, second: float, part: float) -> None:
    """Froth that wells up over the rim."""
    rng = np.random.default_rng(6)
    rise = min(1.0, max(0.0, (part - 0.1) / 0.4))
    for index in range(46):
        across, up, size = rng.uniform(-0.55, 0.55), rng.uniform(0, 1), rng.uniform(0.05, 0.11)
        x = mouth[0] + across * wide
        y = mouth[1] - up * rise * 0.75 * wide * (1 - abs(across))
        y += 0.02 * wide * sin(second * 5 + index)
        radius = max(1, round(size * wide * rise))
        cv2.circle(board, (round(x), round(y)), radius, (246, 248, 250, 255), -1, cv2.LINE_AA)
        cv2.circle(board, (round(x), round(y)), radius, (206, 214, 222, 255), 1, cv2.LINE_AA)


def frost(
    board: np.ndarray, foot: Pixel, high: float, shape: str, surface: float, part: float
) -> None:
    """Needles of ice that grow from the wall through what freezes."""
    grown = min(1.0, max(0.0, part / 0.85))
    rng = np.random.default_rng(8)
    for _ in range(26):
        y = rng.uniform(surface, 0.97)
        side, long = rng.choice((-1, 1)), rng.uniform(0.3, 1.0) * grown
        half = half_at(shape, y)
        x = side * half * 0.97
        turn = rng.uniform(-0.6, 0.6)
        end = (x - side * half * long * cos(turn), y + 0.35 * long * sin(turn) * half)
        pixels = np.array(((x, y), end)) * (high, high) + (foot[0], foot[1] - high)
        ends = np.round(pixels * (1 << SHIFT)).astype(np.int32).tolist()
        thick = max(1, round(0.008 * high))
        cv2.line(board, ends[0], ends[1], (250, 253, 255, 255), thick, cv2.LINE_AA, SHIFT)


def handles(board: np.ndarray, shape: str, foot: Pixel, high: float, tone: Colour) -> None:
    """The ear of a cup, the two of a pot."""
    sides = (1,) if shape in HANDLED else (-1, 1) if shape in LUGGED else ()
    for side in sides:
        x = foot[0] + side * (half_at(shape, 0.35) + (0.12 if shape == "cup" else 0.03)) * high
        y = foot[1] - high * (0.6 if shape == "cup" else 0.85)
        radii = (round(0.17 * high), round(0.2 * high if shape == "cup" else 0.07 * high))
        thick = max(2, round(0.06 * high))
        colour = (*effects.rounded(tone), 255)
        cv2.ellipse(board, (round(x), round(y)), radii, 0, 0, 360, colour, thick, cv2.LINE_AA)


def rim(board: np.ndarray, placed: Placed, shape: str, lit: Lit) -> None:
    """The edge of a vessel and what shines on it."""
    profile = PROFILES[shape]
    points = placed(outline(shape, profile[0][0]))
    fixed = np.round(points * (1 << SHIFT)).astype(np.int32)
    high = float(points[:, 1].max() - points[:, 1].min())
    thick = max(2, round(0.018 * high))
    tone = (*effects.rounded(lit(EDGE)), 255)
    cv2.polylines(board, [fixed], False, tone, thick, cv2.LINE_AA, SHIFT)
    x = 0.72 * half_at(shape, 0.5)
    shine = placed(np.array([(-x, 0.25), (-x + 0.05, 0.25), (-x + 0.05, 0.75), (-x, 0.75)]))
    if shape not in ("dish", "tub"):
        veil(board, shine, WHITE, 0.45)
    for down in (0.3, 0.45, 0.6, 0.75) if shape in SCALED else ():
        edge = half_at(shape, down)
        a, b = placed(np.array([(edge * 0.55, down), (edge * 0.9, down)])).tolist()
        ends = [(round(px), round(py)) for px, py in (a, b)]
        cv2.line(board, ends[0], ends[1], tone, max(1, thick // 2), cv2.LINE_AA)


def vapour(
    frame: np.ndarray, mouth: Pixel, high: float, second: float, clip: int, liquid: Liquid
) -> None:
    """Steam, fumes or smoke over a vessel."""
    if liquid.smoke is not None:
        effects.smoke(frame, mouth, 1.1 * high, second * 1.6, clip, liquid.smoke, 14)
    elif liquid.fumes or liquid.steams:
        effects.smoke(frame, mouth, 0.8 * high, second * 1.3, clip, STEAM, 7)
