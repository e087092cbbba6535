"""Art that changes while it is seen: flowers open, doors too, hands of clocks go round, who sleeps
lies down.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

import cv2
import numpy as np

from vfc.generators.previs.things.legs import Legs, grid

DIALS = {  # the middle of a clock's face and how long its hand is, as parts of the picture's width
    "clock": (0.5, 0.5, 0.36),
    "alarm_clock": (0.5, 0.53, 0.34),
    "mantel_clock": (0.5, 0.42, 0.2),
    "watch": (0.46, 0.5, 0.26),
}
HAND = (190, 40, 40, 255)
DARK = (26, 22, 24)  # what is behind a door
BROWN, ICE = (132.0, 96.0, 58.0), (206.0, 236.0, 255.0)
LAID = 0.16  # of their length that legs have under who lies


def lying(picture: np.ndarray, legs: Legs | None) -> np.ndarray:
    """Who stands on legs, lying on them, (height, width, 4) uint8 premultiplied; of the same
    size.
    """
    height, width = picture.shape[:2]
    if legs is None:
        return picture
    body, under = picture[: legs.hip], picture[legs.hip :]
    flat = max(1, round(LAID * len(under)))
    low = cv2.resize(under, (width, flat), interpolation=cv2.INTER_AREA)
    result = np.zeros_like(picture)
    result[height - flat :] = low
    result[height - flat - len(body) : height - flat] = body
    return result


def blooming(picture: np.ndarray, part: float) -> np.ndarray:
    """A flower as far open as `part`: its head small upon its stalk at 0."""
    height, width = picture.shape[:2]
    xs, ys = grid(width, height)
    neck = np.float32(0.72 * height)
    grown = np.float32(0.22 + 0.78 * part)
    head = ys < neck
    source_x = np.where(head, width / 2 + (xs - width / 2) / grown, xs)
    source_y = np.where(head, neck - (neck - ys) / grown, ys)
    return cv2.remap(
        picture, source_x.astype(np.float32), source_y.astype(np.float32), cv2.INTER_LINEAR
    )


def rippling(picture: np.ndarray, second: float, post: float) -> np.ndarray:
    """A flag in the wind, from its post, 0 at the left and 1 at the right."""
    height, width = picture.shape[:2]
    xs, ys = grid(width, height)
    away = np.abs(xs / np.float32(width) - np.float32(post))
    lift = np.float32(0.10 * height) * away * np.sin(away * 9 - np.float32(second * 7))
    squeeze = 1 + np.float32(0.10) * np.sin(away * 9 - np.float32(second * 7 + 1.2))
    source_x = np.float32(post * width) + (xs - np.float32(post * width)) * squeeze
    return cv2.remap(picture, source_x, ys + lift, cv2.INTER_LINEAR)


def wilting(picture: np.ndarray, part: float) -> np.ndarray:
    """A flower that hangs its head to one side and goes brown, as far as `part`."""
    height, width = picture.shape[:2]
    xs, ys = grid(width, height)
    up = np.clip((np.float32(0.75 * height) - ys) / np.float32(0.75 * height), 0, 1)
    bend = np.float32(part) * up * up
    source_x = xs - np.float32(0.42 * width) * bend
    source_y = ys - np.float32(0.42 * height) * bend * up
    bent = cv2.remap(picture, source_x, source_y, cv2.INTER_LINEAR)
    return toned(bent, BROWN, 0.75 * part)


def toned(
    picture: np.ndarray, tone: tuple[float, float, float], part: float, least: float = 0.35
) -> np.ndarray:
    """A picture in shades of one colour, as far as `part`, the darkest `least` of it; premultiplied
    uint8 of its size.
    """
    grey = picture[..., :3].mean(axis=2, keepdims=True) / 255
    alpha = picture[..., 3:] / 255
    flat = (least * alpha + (1 - least) * grey) * np.array(tone)
    mixed = picture[..., :3] * (1 - part) + flat * part
    return np.concatenate([np.clip(mixed, 0, 255), picture[..., 3:]], axis=2).astype(np.uint8)


def mixed(picture: np.ndarray, other: np.ndarray, part: float) -> np.ndarray:
    """A picture that has become another of its size, as far as `part`."""
    return cv2.addWeighted(picture, 1 - part, other, part, 0)


def freezing(picture: np.ndarray, part: float) -> np.ndarray:
    """A thing that ice covers from its foot up, as far as `part`, its edge ragged."""
    height, width = picture.shape[:2]
    xs, ys = grid(width, height)
    ragged = 0.03 * height * (np.sin(xs * np.float32(40 / width)) + np.sin(xs * 97 / width))
    below = np.clip((ys - height * (1 - 1.12 * part) + ragged) / (0.05 * height), 0, 1)[..., None]
    iced = toned(picture, ICE, 0.85, 0.62).astype(np.float32)
    frost = (4 * below * (1 - below) * picture[..., 3:]).astype(np.float32)
    iced[..., :3] = np.minimum(iced[..., :3] + frost, picture[..., 3:])
    return (picture * (1 - below) + iced * below).astype(np.uint8)


def dissolving(picture: np.ndarray, part: float, way: float) -> np.ndarray:
    """A thing of which grain after grain has gone, from the side that is `way`, 1 the right."""
    height, width = picture.shape[:2]
    left = (lasting(width, height, way > 0) > np.float32(1.02 * part)).view(np.uint8)
    return cv2.bitwise_and(picture, picture, mask=left)


@lru_cache(maxsize=4)
def lasting(width: int, height: int, right: bool) -> np.ndarray:
    """How long each grain of what dissolves lasts, `(height, width)` float32 from 0 to 1."""
    xs, _ = grid(width, height)
    noise = np.random.default_rng(11).random((max(2, height // 4), max(2, width // 4)))
    grain = cv2.resize(noise.astype(np.float32), (width, height), interpolation=cv2.INTER_NEAREST)
    along = 1 - xs / width if right else xs / width
    return 0.62 * along + 0.38 * grain


def opening(picture: np.ndarray, part: float) -> np.ndarray:
    """A door as far open as `part`, on its right post, dark behind it."""
    height, width = picture.shape[:2]
    narrow = 1 - 0.74 * part
    hole = np.zeros_like(picture)
    hole[..., :3] = np.array(DARK, np.uint8)
    hole[..., 3] = 255
    hole = (hole.astype(np.uint16) * (picture[..., 3:] // 255)).astype(np.uint8)
    left, lean = width * (1 - narrow), 0.10 * part * height
    ends = np.array([(left, -lean), (width, 0), (width, height), (left, height + lean)], np.float32)
    own = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    leaf = cv2.warpPerspective(picture, cv2.getPerspectiveTransform(own, ends), (width, height))
    shade = leaf.copy()
    shade[..., :3] = (shade[..., :3] * (1 - 0.3 * part)).astype(np.uint8)
    keep = (255 - shade[..., 3:].astype(np.uint16)) * hole // 255
    return (keep + shade).astype(np.uint8)


def drawn_shut(picture: np.ndarray, part: float) -> np.ndarray:
    """Curtains drawn together as far as `part`, cloth in folds from both sides."""
    height, width = picture.shape[:2]
    few = picture[:: max(1, height // 24), :: max(1, width // 24)]  # enough to tell its colour
    solid = few[few[..., 3] > 200][:, :3]
    reach = round(0.5 * width * min(1.0, max(0.0, part)))
    if not len(solid) or reach < 2:
        return picture
    tone = np.median(solid, axis=0)
    folds = 0.86 + 0.14 * np.sin(np.arange(reach) / max(1.0, 0.035 * width))
    cloth = np.concatenate([tone * folds[:, None], np.full((reach, 1), 255.0)], axis=1)
    result, rows = picture.copy(), slice(round(0.07 * height), round(0.98 * height))
    result[rows, :reach] = cloth.astype(np.uint8)
    result[rows, width - reach :] = cloth[::-1].astype(np.uint8)
    return result


def ticking(picture: np.ndarray, name: str, second: float) -> np.ndarray:
    """A clock with a hand that goes on from mark to mark, three marks a second."""
    x, y, long = DIALS[name]
    height, width = picture.shape[:2]
    beat = second * 3
    settled = min(1.0, (beat % 1.0) * 5)
    turn = (int(beat) - 1 + settled) * pi / 6
    middle = (x * width, y * height)
    tip = (middle[0] + sin(turn) * long * width, middle[1] - cos(turn) * long * width)
    result = picture.copy()
    thick = max(1, round(0.035 * width))
    at, end = ((round(px), round(py)) for px, py in (middle, tip))
    cv2.line(result, at, end, HAND, thick, cv2.LINE_AA)
    cv2.circle(result, at, thick, HAND, -1, cv2.LINE_AA)
    return result


def flickering(picture: np.ndarray, second: float, phase: float) -> np.ndarray:
    """A flame upon a candle or a torch, licking to and fro."""
    height, width = picture.shape[:2]
    xs, ys = grid(width, height)
    up = np.clip(1 - ys / np.float32(0.48 * height), 0, 1)
    lick = 0.5 * sin(second * 7.3 + phase) + 0.3 * sin(second * 12.9) + 0.2 * sin(second * 3.1)
    high = np.float32(0.10 * sin(second * 9.7 + phase) + 0.05 * sin(second * 17.3))
    source_x = xs - np.float32(0.30 * width * lick) * up**1.6
    source_y = ys + up * high * np.float32(0.48 * height)
    return cv2.remap(picture, source_x, source_y, cv2.INTER_LINEAR)


def whirling(picture: np.ndarray, second: float) -> np.ndarray:
    """A whirlwind that turns: its rows swing to and fro, one after the other."""
    height, width = picture.shape[:2]
    xs, ys = grid(width, height)
    turn = ys / np.float32(height) * np.float32(9.0) - np.float32(second * 9.0)
    shift = np.sin(turn) * np.float32(0.07 * width)
    squeeze = 1 + np.float32(0.16) * np.cos(turn * np.float32(0.7))
    middle = np.float32(width / 2)
    source_x = middle + (xs - middle) * squeeze + shift
    return cv2.remap(picture, source_x, ys, cv2.INTER_LINEAR)
