"""Art that changes while it is seen: flowers open, doors too, hands of clocks go round, who sleeps
lies down.
"""

from __future__ import annotations

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
