"""Glyphs as ink: which part of each pixel they cover, and what lies around and under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

import cv2
import numpy

from vfc.media.lettering.shaped.faces import HARFBUZZ, UNITS
from vfc.media.lettering.shaped.layout import TitleRow
from vfc.media.lettering.shaped.lines import Glyph

FINE = 3  # pixels of a distance in one of the picture
TWIN_SHADOW = ((0.04, 0.03, 0.9), (0.16, 0.05, 0.85))  # as `draw_title` has it


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the picture: its left and upper pixel, its width and height."""

    left: int
    top: int
    width: int
    height: int

    def within(self, width: int, height: int) -> Region:
        """What of it lies in a picture; nothing of it where it has no width or height."""
        left, top = max(0, self.left), max(0, self.top)
        right, bottom = min(width, self.left + self.width), min(height, self.top + self.height)
        return Region(left, top, max(0, right - left), max(0, bottom - top))

    def around(self, pixels: float) -> Region:
        """It and so much on each side."""
        more = ceil(pixels)
        return Region(
            self.left - more, self.top - more, self.width + 2 * more, self.height + 2 * more
        )


def region_of(rows: Iterable[TitleRow], x: float, y: float) -> Region | None:
    """Where rows of a block that stands at a point have ink; None where they have none."""
    edges = [
        (
            x + row.x,
            y + row.y - row.line.above,
            x + row.x + row.line.width,
            y + row.y + row.line.below,
        )
        for row in rows
        if row.line.glyphs
    ]
    if not edges:
        return None
    left, top = min(e[0] for e in edges), min(e[1] for e in edges)
    right, bottom = max(e[2] for e in edges), max(e[3] for e in edges)
    slack = 2 + 0.15 * max(row.type_.pixels for row in rows)  # italics lean out of their width
    return Region(floor(left), floor(top), ceil(right - left) + 1, ceil(bottom - top) + 1).around(
        slack
    )


def inked(
    rows: Iterable[TitleRow], x: float, y: float, region: Region, shown: int, fine: int = 1
) -> numpy.ndarray:
    """How much of each pixel the first `shown` letters cover, `(height, width)` uint8, of a region;
    `fine` times as many pixels each way.
    """
    draw = HARFBUZZ.RasterDraw()
    width, height = region.width * fine, region.height * fine
    bottom = region.top + region.height
    draw.extents = HARFBUZZ.RasterExtents(
        x_origin=0, y_origin=0, width=width, height=height, stride=width
    )
    scale = fine / UNITS
    for glyph, left, up in _glyphs(rows, x, y, shown):
        draw.transform = (
            *(scale, 0.0, 0.0, scale),
            (left - region.left) * fine,
            (bottom - up) * fine,
        )
        draw.draw_glyph(glyph.font, glyph.number)
    image = draw.render()
    if image is None or image.extents.width == 0:
        return numpy.zeros((height, width), numpy.uint8)
    found = numpy.frombuffer(image.buffer, numpy.uint8)
    stride = image.extents.stride
    return numpy.ascontiguousarray(found.reshape(height, stride)[::-1, :width])


def _glyphs(
    rows: Iterable[TitleRow], x: float, y: float, shown: int
) -> Iterator[tuple[Glyph, float, float]]:
    """Each glyph of the first letters, with the point of the picture at which it stands."""
    for row in rows:
        if row.first >= shown:
            continue
        for glyph in row.line.glyphs:
            if row.first + glyph.letter < shown:
                yield glyph, x + row.x + glyph.x, y + row.y - glyph.y


def grown(fine: numpy.ndarray, width: float) -> numpy.ndarray:
    """Ink and a line of a width in pixels around it, `(height, width)` float32 from 0 to 1; `fine`
    is the ink FINE times as large.
    """
    away = cv2.distanceTransform((fine < 128).astype(numpy.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    inside = numpy.clip(width * FINE - away + 1.0, 0, 1).astype(numpy.float32)
    height, wide = fine.shape
    return cv2.resize(inside, (wide // FINE, height // FINE), interpolation=cv2.INTER_AREA)


def soft(ink: numpy.ndarray, blur: float, drop: tuple[float, float]) -> numpy.ndarray:
    """Ink, `(height, width)` float32 from 0 to 1, blurred by a standard deviation and moved to the
    right and down, in pixels.
    """
    moved = cv2.warpAffine(
        ink,
        numpy.array([[1, 0, drop[0]], [0, 1, drop[1]]], numpy.float32),
        (ink.shape[1], ink.shape[0]),
    )
    return cv2.GaussianBlur(moved, (0, 0), blur) if blur > 0.05 else moved


def twin_shadow(ink: numpy.ndarray, pixels: float) -> numpy.ndarray:
    """How dark the shadow is that words over a picture have where none is told: a narrow one that
    draws the edge, and a wide one that quietens the picture; `(height, width)` float32, 0 to 1.
    """
    light = numpy.ones(ink.shape, numpy.float32)
    for blur, drop, strength in TWIN_SHADOW:
        light *= 1 - strength * soft(ink, max(0.8, pixels * blur), (0.0, round(pixels * drop)))
    return 1 - light


def rounded(region: Region, box: tuple[float, float, float, float], radius: float) -> numpy.ndarray:
    """How much of each pixel of a region a box with round corners covers, float32 from 0 to 1; the
    box by its left, upper, right and lower edge in the picture.
    """
    left, top, right, bottom = box
    across = numpy.arange(region.width, dtype=numpy.float32) + region.left + 0.5
    down = numpy.arange(region.height, dtype=numpy.float32) + region.top + 0.5
    radius = max(0.0, min(radius, (right - left) / 2, (bottom - top) / 2))
    # how far a pixel lies outside of the box without its round edge
    x = numpy.abs(across - (left + right) / 2) - ((right - left) / 2 - radius)
    y = numpy.abs(down - (top + bottom) / 2) - ((bottom - top) / 2 - radius)
    away = numpy.hypot(numpy.maximum(x, 0)[None, :], numpy.maximum(y, 0)[:, None])
    inside = numpy.minimum(numpy.maximum(x[None, :], y[:, None]), 0)
    return numpy.clip(radius - away - inside * (radius == 0) + 0.5, 0, 1).astype(numpy.float32)
