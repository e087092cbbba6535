"""Painted depth layers: larger than the frame, made once, moved by the camera in every frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Protocol

import cv2
import numpy as np

from vfc.generators.previs.canvas.camera import CameraView, Rig

Colour = tuple[float, float, float]
SHIFT = 4  # bits of sub-pixel places in cv2's drawing
LIMIT = 12_000_000  # pixels of one layer
CELL = 24  # pixels of a cell in which a layer is known as empty, mixed or full
LEAST = 5  # cells that are worth a call of their own
EMPTY, MIXED, FULL = 0, 1, 2
ROLLED = 0.02  # radians from which a picture is no longer upright
RIM = np.ones((3, 3), np.uint8)
TURN = np.linspace(0, 2 * np.pi, 48, endpoint=False)
ROUND = np.cos(TURN), np.sin(TURN)
# first row, last row, runs of (first column, last, kind)
Band = tuple[int, int, tuple[tuple[int, int, int], ...]]


class Drawable(Protocol):
    """Anything that is drawn into each frame, at a time in seconds."""

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw into `frame` ((height, width, 4) uint8 RGB and a spare), needing no more than the
        rows above `clip`.
        """

    def covers(self, view: CameraView, second: float) -> int:
        """The row from which the item hides everything behind it; the frame's height for none."""
        ...


def rgb(channels: Iterable[float]) -> Colour:
    """Three channels as a colour."""
    red, green, blue = channels
    return red, green, blue


def mix(a: Colour, b: Colour, part: float) -> Colour:
    """A colour between two."""
    (red, green, blue), (other, third, last) = a, b
    return red + (other - red) * part, green + (third - green) * part, blue + (last - blue) * part


class Canvas:
    """A picture being painted in world units: premultiplied RGBA uint8, `scale` pixels a unit."""

    def __init__(self, box: tuple[float, float, float, float], scale: float) -> None:
        """Clear paper over a rectangle of the world."""
        left, top, right, bottom = box
        area = max(1e-6, (right - left) * (bottom - top))
        self.scale = min(scale, (LIMIT / area) ** 0.5)
        self.left, self.top, self.right, self.bottom = left, top, right, bottom
        self.corner = np.array((left, top))
        self.height = max(2, round((bottom - top) * self.scale))
        self.width = max(2, round((right - left) * self.scale))
        self.paper = np.zeros((self.height, self.width, 4), np.uint8)
        self.lit = False  # whether light lies where nothing is painted

    def xs(self, step: float = 3.0) -> np.ndarray:
        """World x all along the paper, every `step` pixels, `(n,)` float64 in units."""
        return np.linspace(self.left - 0.01, self.right + 0.01, max(8, int(self.width / step)))

    def rows(self) -> np.ndarray:
        """World y of each row, `(height,)` float64 in units."""
        return self.top + (np.arange(self.height) + 0.5) / self.scale

    def fixed(self, points: np.ndarray) -> np.ndarray:
        """World points `(n, 2)` in units as cv2's pixels, `(n, 2)` int32 in sixteenths."""
        pixels = points - self.corner
        pixels *= self.scale
        pixels -= 0.5
        np.maximum(pixels, -20000, out=pixels)
        np.minimum(pixels, 20000, out=pixels)
        pixels *= 1 << SHIFT
        return np.rint(pixels, out=pixels).astype(np.int32)

    def poly(self, points: np.ndarray, colour: Colour) -> None:
        """Fill a shape, `(n, 2)` float64 in units."""
        cv2.fillPoly(self.paper, [self.fixed(points)], (*colour, 255), cv2.LINE_AA, SHIFT)

    def polys(self, shapes: Sequence[np.ndarray], colours: Iterable[Sequence[float]]) -> None:
        """Fill shapes one after the other, each `(n, 2)` float64 in units and of its own colour."""
        if not len(shapes):
            return
        fixed, start = self.fixed(np.concatenate(shapes)), 0
        for shape, (red, green, blue) in zip(shapes, colours, strict=True):
            end = start + len(shape)
            colour = red, green, blue, 255
            cv2.fillPoly(self.paper, [fixed[start:end]], colour, cv2.LINE_AA, SHIFT)
            start = end

    def rects(self, boxes: np.ndarray, colours: np.ndarray) -> None:
        """Fill upright rectangles one after the other: left, top, right and bottom of each, `(n,
        4)` float64 in units, and its colour, `(n, 3)` float64 from 0 to 255.
        """
        self.polys([*boxes[:, [[0, 1], [2, 1], [2, 3], [0, 3]]]], colours.tolist())

    def rect(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Fill an upright rectangle."""
        self.poly(np.array([(left, top), (right, top), (right, bottom), (left, bottom)]), colour)

    def line(self, points: np.ndarray, thickness: float, colour: Colour) -> None:
        """Draw a line through points, `(n, 2)` float64 in units, at least a pixel thick."""
        width = max(1, round(thickness * self.scale))
        cv2.polylines(
            self.paper, [self.fixed(points)], False, (*colour, 255), width, cv2.LINE_AA, SHIFT
        )

    def disc(self, x: float, y: float, radius: float, colour: Colour, squash: float = 1.0) -> None:
        """Fill a disc, or an ellipse `squash` times as high."""
        self.poly(np.stack([x + radius * ROUND[0], y + radius * squash * ROUND[1]], axis=1), colour)

    def discs(self, spots: np.ndarray, colours: np.ndarray) -> None:
        """Fill discs one after the other: x, y and radius of each, `(n, 3)` float64 in units, and
        its colour, `(n, 3)` float64 from 0 to 255.
        """
        rings = spots[:, None, :2] + spots[:, None, 2:] * np.stack(ROUND, axis=1)
        self.polys([*rings], colours.tolist())

    def shade(self, colours: np.ndarray, keep: float = 0.0) -> None:
        """Give what is painted one colour a row, `(height, 3)` float 0 to 255, keeping `keep` of
        its own colour.
        """
        alpha = self.paper[..., 3:].astype(np.float32) / 255
        own = self.paper[..., :3] * keep if keep else 0
        self.paper[..., :3] = np.clip(
            colours[:, None, :].astype(np.float32) * alpha * (1 - keep) + own, 0, 255
        )

    def dim(self, gain: np.ndarray, level: Colour = (1.0, 1.0, 1.0)) -> None:
        """Multiply what is painted by a gain, `(height, width)` float32, and by one of each
        channel.
        """
        for channel, part in enumerate(level):
            own = cv2.extractChannel(self.paper, channel)
            own = cv2.multiply(own, gain, scale=part, dtype=cv2.CV_8U)
            cv2.insertChannel(own, self.paper, channel)

    def light(
        self,
        x: float,
        y: float,
        radius: float,
        colour: Colour,
        strength: float,
        squash: float = 1.0,
    ) -> None:
        """Shine a soft light on what is painted, and nowhere else."""
        top, bottom = (int((y + k * radius * squash - self.top) * self.scale) for k in (-1, 1))
        left, right = (int((x + k * radius - self.left) * self.scale) for k in (-1, 1))
        top, bottom, left, right = (
            max(0, top),
            min(self.height, bottom),
            max(0, left),
            min(self.width, right),
        )
        if top >= bottom or left >= right:
            return
        dy = ((np.arange(top, bottom) + 0.5) / self.scale + self.top - y)[:, None] / (
            radius * squash
        )
        dx = ((np.arange(left, right) + 0.5) / self.scale + self.left - x)[None, :] / radius
        glow = np.clip(1 - np.sqrt(dx * dx + dy * dy), 0, 1).astype(np.float32) ** 2 * strength
        part = self.paper[top:bottom, left:right]
        lit = part[..., :3] + glow[..., None] * np.array(colour, np.float32) * (
            part[..., 3:] / np.float32(255)
        )
        part[..., :3] = np.minimum(lit, part[..., 3:])

    def glow(
        self,
        x: float,
        y: float,
        radius: float,
        colour: Colour,
        strength: float,
        squash: float = 1.0,
    ) -> None:
        """Add a soft light that also shines where nothing is painted: light without cover, as
        premultiplied allows.
        """
        size = (radius * self.scale, radius * squash * self.scale)
        px, py = (x - self.left) * self.scale - 0.5, (y - self.top) * self.scale - 0.5
        left, right = max(0, int(px - size[0])), min(self.width, int(px + size[0]) + 2)
        top, bottom = max(0, int(py - size[1])), min(self.height, int(py + size[1]) + 2)
        if left >= right or top >= bottom or min(size) < 0.5:
            return
        dx = (np.arange(left, right, dtype=np.float32) - np.float32(px))[None, :] / np.float32(
            size[0]
        )
        dy = (np.arange(top, bottom, dtype=np.float32) - np.float32(py))[:, None] / np.float32(
            size[1]
        )
        light = np.clip(1 - np.sqrt(dx * dx + dy * dy), 0, 1) ** np.float32(2.2) * np.float32(
            strength
        )
        self.lit = True
        spot = self.paper[top:bottom, left:right, :3]
        spot[...] = np.minimum(spot + light[..., None] * np.array(colour, np.float32), 255)

    def veil(self, alpha: np.ndarray, colour: Colour) -> None:
        """Lay a colour over the paper by an alpha, `(height, width)` or `(height, 1)` float, 0 to
        1.
        """
        a = alpha.astype(np.float32)[..., None]
        over = np.array((*colour, 255), np.float32)
        self.paper[...] = self.paper * (1 - a) + over * a

    def fade(self, alpha: np.ndarray) -> None:
        """Thin what is painted by an alpha, `(height, width)` or `(height, 1)` float, 0 to 1."""
        self.paper[...] = self.paper * alpha.astype(np.float32)[..., None]

    def blur(self, radius: float) -> None:
        """Put the paper out of focus by a radius in units."""
        sigma = radius * self.scale
        if sigma > 6:  # as soft, and far quicker, at a quarter of the size
            small = cv2.resize(self.paper, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
            small = cv2.GaussianBlur(small, (0, 0), sigma / 4)
            self.paper = cv2.resize(small, (self.width, self.height), interpolation=cv2.INTER_CUBIC)
            self.paper[..., :3] = np.minimum(self.paper[..., :3], self.paper[..., 3:])
        elif sigma > 0.4:
            self.paper = cv2.GaussianBlur(self.paper, (0, 0), sigma)

    def layer(
        self, depth: float, sway: Callable[[float], tuple[float, float]] | None = None
    ) -> Layer:
        """The finished layer; what is empty about it is cut off, full rows below are known as
        such.
        """
        alpha = cv2.extractChannel(self.paper, 3)
        seen = cv2.max(alpha, cv2.extractChannel(self.paper, 0)) if self.lit else alpha
        some = np.flatnonzero(seen.max(axis=1))  # cv2.reduce takes 200 times as long
        first, end = (max(0, int(some[0]) - 1), int(some[-1]) + 1) if len(some) else (0, 1)
        holes = np.flatnonzero(alpha[:end].min(axis=1) < 255)
        solid = int(holes[-1]) + 1 if len(holes) else 0
        solid = max(first, min(solid, end)) if end == self.height else end
        full = np.flatnonzero(seen[first:end].max(axis=0))
        left, right = (
            (max(0, int(full[0]) - 1), min(self.width, int(full[-1]) + 2)) if len(full) else (0, 1)
        )
        paper = np.ascontiguousarray(self.paper[first:end, left:right])
        return Layer(
            paper=paper,
            bands=banded(paper, solid - first),
            solid=solid - first,
            depth=depth,
            scale=self.scale,
            left=self.left + left / self.scale,
            top=self.top + first / self.scale,
            sway=sway,
            whole=right - left == self.width,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A painted layer: premultiplied RGBA uint8, and the row from which it is solid, its height for
    none.

    `sway` gives at a time a drift in units, and a slant about the layer's foot.
    """

    paper: np.ndarray
    solid: int
    depth: float
    scale: float
    left: float
    top: float
    sway: Callable[[float], tuple[float, float]] | None = None
    whole: bool = True  # as wide as all that is seen
    bands: tuple[Band, ...] = ()

    def affine(self, view: CameraView, second: float) -> np.ndarray:
        """The map from the layer's pixels to the frame's, `(2, 3)` float64."""
        drift, slant = self.sway(second) if self.sway else (0.0, 0.0)
        (c, s), (x, y) = view.placing(self.depth)
        foot = self.top + len(self.paper) / self.scale
        unit = 1 / self.scale
        left = self.left + drift - slant * (self.top - foot) + 0.5 * unit
        top = self.top + 0.5 * unit
        return np.array(
            (
                (c * unit, (-slant * c - s) * unit, c * left - s * top + x - 0.5),
                (s * unit, (-slant * s + c) * unit, s * left + c * top + y - 0.5),
            )
        )

    def covers(self, view: CameraView, second: float) -> int:
        """The first row of the frame that the solid part hides whole."""
        height = view.size.height
        if self.solid >= len(self.paper) or abs(view.roll) > ROLLED:
            return height
        return self.hides(self.affine(view, second), height)

    def hides(self, matrix: np.ndarray, height: int) -> int:
        """The first row of the frame that the solid part hides whole, by a map `(2, 3)` float64."""
        aside, down, start = matrix[1].tolist()
        low = start + down * (self.solid + 1) + max(0.0, aside * self.paper.shape[1])
        return min(height, max(0, ceil(low) + 1))

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Lay the layer over the frame, `(height, width, 4)` uint8, 0 to 255."""
        matrix = self.affine(view, second)
        height, width = self.paper.shape[:2]
        ends = []
        for across, down, start in matrix.tolist():
            ways = across * width, down * height
            ends.append(
                (
                    start + sum(min(0.0, way) for way in ways),
                    start + sum(max(0.0, way) for way in ways),
                )
            )
        left, top = (max(0, floor(low) - 1) for low, _ in ends)
        right, bottom = (ceil(high) + 2 for _, high in ends)
        right, bottom = min(right, frame.shape[1]), min(clip, bottom)
        if self.whole:
            left, right = 0, frame.shape[1]
        if left >= right or top >= bottom:
            return
        if abs(view.roll) > ROLLED:  # the paper has all that is seen
            self.lay(frame, matrix, (left, top, right, bottom))
            return
        edge = bottom
        if self.solid < height:
            edge = min(bottom, max(top, self.hides(matrix, view.size.height)))
        if self.solid == 0:
            edge = top
        if edge > top:
            self.lay(frame, matrix, (left, top, right, edge))
        if bottom > edge:
            part = frame[edge:bottom, left:right]
            warped(self.paper, matrix, (left, edge), part.shape, True, out=part)

    def lay(self, frame: np.ndarray, matrix: np.ndarray, box: tuple[int, int, int, int]) -> None:
        """Blend the layer into a box of the frame, `(height, width, 4)` uint8, by a map `(2, 3)`
        float64; where it is empty or hides all, in the quicker way.
        """
        left, top, right, bottom = box
        goes_on = self.solid < len(self.paper) and abs(matrix[0, 1]) <= ROLLED * abs(matrix[0, 0])
        if (
            not self.bands
            or abs(matrix[0, 1]) * len(self.paper) > 3
            or abs(matrix[1, 0]) * self.paper.shape[1] > 3
        ):
            part = frame[top:bottom, left:right]
            blend(part, warped(self.paper, matrix, (left, top), part.shape, goes_on))
            return
        for x1, y1, x2, y2, kind in self.spans(matrix, box):
            part = frame[y1:y2, x1:x2]
            if kind == FULL:
                warped(self.paper, matrix, (x1, y1), part.shape, True, out=part)
            else:
                blend(part, warped(self.paper, matrix, (x1, y1), part.shape, goes_on))

    def spans(
        self, matrix: np.ndarray, box: tuple[int, int, int, int]
    ) -> Iterator[tuple[int, int, int, int, int]]:
        """The boxes (left, top, right, bottom, kind) of the frame that hold anything, inside of a
        box, by a map `(2, 3)` float64.
        """
        left, top, right, bottom = box
        height, width = self.paper.shape[:2]
        for first, last, runs in self.bands:
            y1 = (
                top
                if first == 0
                else max(top, round(float(matrix[1, 1]) * first + float(matrix[1, 2])))
            )
            y2 = (
                bottom
                if last == height
                else min(bottom, round(float(matrix[1, 1]) * last + float(matrix[1, 2])))
            )
            if y1 >= y2:
                continue
            for start, end, kind in runs:
                x1 = (
                    left
                    if start == 0
                    else max(left, round(float(matrix[0, 0]) * start + float(matrix[0, 2])))
                )
                x2 = (
                    right
                    if end == width
                    else min(right, round(float(matrix[0, 0]) * end + float(matrix[0, 2])))
                )
                if x1 < x2:
                    yield x1, y1, x2, y2, kind


def banded(paper: np.ndarray, solid: int) -> tuple[Band, ...]:
    """What is empty, mixed and full in the rows above the solid ones, by cells of the paper,
    `(height, width, 4)` uint8 premultiplied RGBA, with a rim to spare.
    """
    height, width = paper.shape[:2]
    rows, columns = np.arange(0, solid - CELL // 2, CELL), np.arange(0, width - CELL // 2, CELL)
    if len(rows) < 3 or len(columns) < 2 * LEAST:
        return ()
    alpha = cv2.extractChannel(paper, 3)
    low = np.minimum.reduceat(np.minimum.reduceat(alpha[:solid], rows, axis=0), columns, axis=1)
    flat = paper.reshape(height, width * 4)[:solid]
    high = np.maximum.reduceat(np.maximum.reduceat(flat, rows, axis=0), columns * 4, axis=1)
    full = cv2.erode(low, RIM, borderType=cv2.BORDER_REPLICATE) == 255
    some = cv2.dilate(high, RIM, borderType=cv2.BORDER_REPLICATE) > 0
    edges, ends = np.append(columns, width), [*rows.tolist(), height]
    bands = []
    for first in range(0, len(rows), LEAST):
        last = min(len(rows), first + LEAST)
        kinds = np.where(
            ~some[first:last].any(axis=0),
            EMPTY,
            np.where(full[first:last].all(axis=0), FULL, MIXED),
        )
        bands.append((ends[first], ends[last], runs_of(without_short(kinds), edges)))
    return tuple(bands)


def without_short(kinds: np.ndarray) -> np.ndarray:
    """The kinds of a row of cells, `(n,)` int64 of EMPTY, MIXED and FULL, runs too short to be
    worth their while taken as mixed.
    """
    cuts = np.concatenate([[0], np.flatnonzero(np.diff(kinds)) + 1, [len(kinds)]])
    kept = kinds.copy()
    for start, end in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        if end - start < LEAST:
            kept[start:end] = MIXED
    return kept


def runs_of(kinds: np.ndarray, edges: np.ndarray) -> tuple[tuple[int, int, int], ...]:
    """Neighbours of one kind joined: (first column, last, kind), the empty left out.

    `kinds` are `(n,)` int64 of EMPTY, MIXED and FULL, `edges` the `(n + 1,)` int64 columns between.
    """
    cuts = np.flatnonzero(np.diff(kinds)) + 1
    starts, ends = np.append(0, cuts), np.append(cuts, len(kinds))
    runs = zip(edges[starts].tolist(), edges[ends].tolist(), kinds[starts].tolist(), strict=True)
    return tuple(run for run in runs if run[2] != EMPTY)


def warped(
    picture: np.ndarray,
    matrix: np.ndarray,
    corner: tuple[int, int],
    shape: tuple[int, ...],
    goes_on: bool,
    out: np.ndarray | None = None,
) -> np.ndarray:
    """A part of the frame, by its corner (x, y) and its shape, of a picture that a map `(2, 3)`
    float64 moves; outside it goes on or is clear. Both are `(height, width, 4)` uint8 RGBA.
    """
    moved = matrix.copy()
    moved[:, 2] -= corner
    mode = cv2.BORDER_REPLICATE if goes_on else cv2.BORDER_CONSTANT
    return cv2.warpAffine(
        picture, moved, (shape[1], shape[0]), dst=out, flags=cv2.INTER_LINEAR, borderMode=mode
    )


def blend(frame: np.ndarray, over: np.ndarray) -> None:
    """Lay a picture over the frame, in place; both `(height, width, 4)` uint8, premultiplied."""
    rest = cv2.cvtColor(cv2.bitwise_not(cv2.extractChannel(over, 3)), cv2.COLOR_GRAY2RGBA)
    cv2.multiply(frame, rest, dst=frame, scale=1 / 255)
    cv2.add(frame, over, dst=frame)


FINEST = 1600.0  # pixels of a unit that a layer is painted at; larger frames show it enlarged


def canvas(
    rig: Rig, depth: float, top: float | None = None, bottom: float | None = None, wide: float = 0.0
) -> Canvas:
    """Paper for one depth of a shot, from `top` to `bottom` in units, as wide as is ever seen, and
    `wide` more, and as fine as the finest view of it, up to `FINEST`.
    """
    left, seen_top, right, seen_bottom = rig.reach(depth)
    low = seen_top if top is None else min(max(top, seen_top), seen_bottom - 0.01)
    high = seen_bottom if bottom is None else max(min(bottom, seen_bottom), low + 0.01)
    return Canvas((left - wide, low, right + wide, high), min(FINEST, rig.finest(depth)))
