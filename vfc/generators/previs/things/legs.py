"""Art that was drawn at rest set in motion: legs that step, tails that beat, shapes that melt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import pi, sin

import cv2
import numpy as np

WIDER = 2.3  # times the widest foot: what is wider is no pair of legs any more
LONGEST, GALLOP = 0.5, 0.95  # of its length: a leg's stride, and one of a gallop
SHOULDER, NODES = 0.42, 96  # of the width from the head: what it nods from; nodes of its map
LOWEST, HIGHEST = 0.94, 0.72  # where legs are looked for, as parts of the height


@dataclass(frozen=True, slots=True, kw_only=True)
class Legs:
    """The legs of a picture: the columns of their middles, and the row that they hang from."""

    middles: tuple[float, ...]
    hip: int

    def shifts(self) -> tuple[float, ...]:
        """When each leg steps: those of a pair one after the other, the pairs crosswise."""
        crosswise = (0.0, pi, pi * 1.05, 0.05 * pi)
        return tuple(crosswise[index % 4] for index in range(len(self.middles)))

    def bounds(self) -> tuple[float, ...]:
        """The same in a gallop: those before together, and those behind, out and in by turns."""
        half = (len(self.middles) + 1) // 2
        return tuple(0.4 * (k % 2) + pi * (k >= half) for k in range(len(self.middles)))


def legs_of(picture: np.ndarray) -> Legs | None:
    """The legs of a standing animal, (height, width, 4) uint8; None where fewer than two can be
    told apart.
    """
    alpha = picture[..., 3] > 128
    height = len(alpha)
    rows = range(int(height * LOWEST), int(height * HIGHEST), -1)
    best = max(rows, key=lambda row: len(runs(alpha[row])), default=0)
    legs = runs(alpha[best])
    if len(legs) < 2:
        return None
    hip = best
    while hip > height * 0.45 and apart(legs, runs(alpha[hip - 1])):
        hip -= 1
    return Legs(middles=tuple((first + last) / 2 for first, last in legs[:4]), hip=hip)


def apart(legs: list[tuple[int, int]], above: list[tuple[int, int]]) -> bool:
    """Whether legs are still legs in a row above: two or more stretches, of which none is as wide
    as a trunk and none is new, such as a tusk or a tail that hangs beside them.
    """
    most = WIDER * max(last - first for first, last in legs)
    return 2 <= len(above) <= len(legs) and all(last - first <= most for first, last in above)


def runs(row: np.ndarray) -> list[tuple[int, int]]:
    """The painted stretches of a row, `(width,)` bool, but for specks."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(np.int8), [0]])))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [pair for pair in pairs if pair[1] - pair[0] > len(row) * 0.02]


@lru_cache(maxsize=32)
def grid(width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """The columns and rows of a picture's pixels, each `(height, width)` float32."""
    xs = np.arange(width, dtype=np.float32)[None, :].repeat(height, 0)
    ys = np.arange(height, dtype=np.float32)[:, None].repeat(width, 1)
    return xs, ys


def stepping(
    picture: np.ndarray, legs: Legs, beat: float, stride: float, *, gallop: bool = False
) -> np.ndarray:
    """The picture with its legs in the middle of a step: `beat` in radians, `stride` in heights.

    Both are (height, width, 4) uint8 premultiplied.
    """
    height, width = picture.shape[:2]
    xs, ys = grid(width, height - legs.hip)
    down = ys / max(1, height - legs.hip - 1)
    most = (GALLOP if gallop else LONGEST) * (height - legs.hip)
    reach = down * np.float32(min(stride * height, most))
    away = np.stack([np.abs(xs - np.float32(middle)) for middle in legs.middles])
    nearest = away.argmin(axis=0)
    below = picture[legs.hip :]
    result = picture.copy()
    result[legs.hip :] = 0
    moved = result[legs.hip :]
    for index, shift in enumerate(legs.bounds() if gallop else legs.shifts()):
        own = np.where((nearest == index)[..., None], below, np.uint8(0))
        swing, lift = (
            np.float32(sin(beat + shift)),
            np.float32(max(0.0, sin(beat + shift + pi / 2))),
        )
        source_y = ys + reach * lift * np.float32(0.55)
        leg = cv2.remap(own, xs - reach * swing, source_y, cv2.INTER_LINEAR)
        keep = 255 - leg[..., 3:].astype(np.uint16)
        moved[:] = leg + (moved * keep // 255).astype(np.uint8)
    return result


def nodding(picture: np.ndarray, legs: Legs, way: float, angle: float) -> np.ndarray:
    """A standing animal with its head down by an angle in radians from its shoulders, the head at
    the right where `way` is above 0; both (height, width, 4) uint8 premultiplied, the new one
    wider.
    """
    room = picture.shape[1] // 3
    picture = cv2.copyMakeBorder(picture, 0, 0, room, room, cv2.BORDER_CONSTANT)
    if way > 0:
        picture = cv2.flip(picture, 1)
    height, width = picture.shape[:2]
    wide = width - 2 * room
    px, py = room + SHOULDER * wide, 0.62 * legs.hip
    angle *= min(1.0, (wide / height) ** 2)  # a long neck swings less
    ys, xs = np.mgrid[0:NODES, 0:NODES].astype(np.float32)
    xs, ys = xs * (width - 1) / (NODES - 1), ys * (height - 1) / (NODES - 1)

    def weight(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        ahead = np.clip((px - x) / (0.22 * wide) + 0.35, 0, 1)
        above = np.clip((legs.hip - y) / (0.2 * legs.hip), 0, 1)
        return ahead * ahead * (3 - 2 * ahead) * above

    part = np.ones_like(xs)
    for _ in range(5):
        c, s = np.cos(angle * part), np.sin(angle * part)
        dx, dy = xs - px, ys - py
        source_x, source_y = px + c * dx - s * dy, py + s * dx + c * dy
        part = 0.5 * (part + weight(source_x, source_y))
    maps = [cv2.resize(each.astype(np.float32), (width, height)) for each in (source_x, source_y)]
    head = cv2.remap(picture, maps[0], maps[1], cv2.INTER_LINEAR)
    low = round(0.9 * legs.hip)  # the legs are there where nothing comes before them
    bare = (head[low:, :, 3] <= 40).astype(np.uint8)
    cv2.copyTo(np.ascontiguousarray(picture[low:]), bare, head[low:])
    return cv2.flip(head, 1) if way > 0 else head


def undulating(picture: np.ndarray, beat: float, strength: float, tail: float) -> np.ndarray:
    """The picture with a wave that runs through it, greatest at its tail (1 to the right, -1 to the
    left); both (height, width, 4) uint8 premultiplied.
    """
    height, width = picture.shape[:2]
    edge = round(strength * height) + 1
    picture = cv2.copyMakeBorder(picture, edge, edge, 0, 0, cv2.BORDER_CONSTANT)
    xs, ys = grid(width, height + 2 * edge)
    along = xs[:1] / width if tail > 0 else 1 - xs[:1] / width
    shift = np.sin(along * np.float32(4.2) - np.float32(beat)) * along**1.6
    return cv2.remap(picture, xs, ys + shift * np.float32(strength * height), cv2.INTER_LINEAR)


def melting(picture: np.ndarray, part: float) -> np.ndarray:
    """The picture as far molten as `part`: it sinks into itself and runs out below; both uint8
    premultiplied, of one size with room at the sides.
    """
    height, width = picture.shape[:2]
    room = width // 2
    picture = cv2.copyMakeBorder(picture, 0, 0, room, room, cv2.BORDER_CONSTANT)
    xs, ys = grid(width + 2 * room, height)
    left = max(0.14, 1 - 0.86 * part)
    down = (ys / height - (1 - left)) / left  # where a row comes from: above the top nothing
    waves = 0.05 * part * np.sin(xs / width * np.float32(19)) + 0.04 * part * np.sin(
        xs / width * np.float32(43)
    )
    spread = 1 + np.float32(0.95 * part) * np.clip(down, 0, 1) ** 3
    middle = np.float32(xs.shape[1] / 2)
    source_x = middle + (xs - middle) / spread
    source_y = np.where(down < 0, -9.0, (down + waves * down) * height)
    return cv2.remap(picture, source_x, source_y.astype(np.float32), cv2.INTER_LINEAR)
