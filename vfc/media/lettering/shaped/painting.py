"""Words painted: letters, an outline, a shadow, a box and a bar, over each other, as a picture that
lies over another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy

from vfc.film.timing import Size
from vfc.film.titles import TitleAlign, TitleBox, TitleStyle
from vfc.media.lettering.shaped.colours import rgb
from vfc.media.lettering.shaped.ink import (
    FINE,
    Region,
    grown,
    inked,
    region_of,
    rounded,
    soft,
    twin_shadow,
)
from vfc.media.lettering.shaped.layout import BAR, TitleBlock, TitleRow, aligned

HIGH = 0.6  # of a box's margin above and below the words


@dataclass(frozen=True, slots=True)
class TitleState:
    """What of a block is seen, and where: its left end and first baseline in the picture, its rows,
    how many letters of it, how much of each word is sung, and how much of all is seen.
    """

    x: float
    y: float
    rows: tuple[TitleRow, ...]
    shown: int
    sung: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class TitlePaint:
    """What words are painted with."""

    size: Size
    style: TitleStyle
    block: TitleBlock
    over_picture: bool

    @property
    def box(self) -> TitleBox | None:
        """The box behind the words; a background over a picture is one."""
        if self.style.look.box is not None:
            return self.style.look.box
        return TitleBox(colour=self.style.box) if self.style.box else None

    @property
    def has_twin_shadow(self) -> bool:
        """Whether the words have the shadow of words over a picture, of which nothing is said."""
        return self.over_picture and self.box is None and self.style.look.shadow is None


def paint(paint_: TitlePaint, state: TitleState) -> numpy.ndarray:
    """The words of a state over a picture, `(height, width, 4)` uint8 straight RGBA."""
    size = paint_.size
    found = numpy.zeros((size.height, size.width, 4), numpy.uint8)
    found[..., :3] = rgb(paint_.style.colour)  # so that no other colour bleeds in at edges
    rows = [row for row in state.rows if _seen(row, state, size)]
    own = region_of(rows, state.x, state.y)
    whole = region_of(state.rows, state.x, state.y)
    if own is None or whole is None:
        return found
    room = _reach(paint_)
    region = (whole if paint_.box else own).around(room).within(size.width, size.height)
    if region.width and region.height:
        colours, alpha = _layers(paint_, state, rows, region)
        _put(found, region, colours, alpha, state.opacity)
    return found


def _seen(row: TitleRow, state: TitleState, size: Size) -> bool:
    """Whether a row has anything in the picture."""
    far = row.type_.pixels * 2
    baseline = state.y + row.y
    return baseline - row.line.above - far < size.height and baseline + row.line.below + far > 0


def _reach(paint_: TitlePaint) -> float:
    """How far around the ink anything is painted, in pixels."""
    look, pixels = paint_.style.look, paint_.block.type_.pixels
    width = look.outline.width if look.outline else 0.0
    shadow = 0.6 if paint_.has_twin_shadow else 0.0
    if look.shadow is not None and look.shadow.strength:
        shadow = 3 * look.shadow.blur + max(map(abs, look.shadow.drop))
    box = paint_.box.margin if paint_.box else 0.0
    bar = sum(BAR) if look.bar else 0.0
    return pixels * max(width + shadow, box + bar) + 3


def _layers(
    paint_: TitlePaint, state: TitleState, rows: Sequence[TitleRow], region: Region
) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Colours times opacity, and opacity, of a region, float32: 0 to 255, and 0 to 1."""
    look, pixels = paint_.style.look, paint_.block.type_.pixels
    ink = inked(rows, state.x, state.y, region, state.shown).astype(numpy.float32) / 255
    canvas = _Layering(region)
    _box(canvas, paint_, state)
    around = ink
    if look.outline is not None and look.outline.width:
        fine = inked(rows, state.x, state.y, region, state.shown, FINE)
        around = numpy.maximum(ink, grown(fine, look.outline.width * pixels))
    if paint_.has_twin_shadow:
        canvas.over(twin_shadow(around, pixels), (0, 0, 0))
    elif look.shadow is not None and look.shadow.strength:
        drop = look.shadow.drop[0] * pixels, look.shadow.drop[1] * pixels
        dark = soft(around, look.shadow.blur * pixels, drop) * look.shadow.strength
        canvas.over(dark, rgb(look.shadow.colour))
    if look.outline is not None and look.outline.width:
        canvas.over(around, rgb(look.outline.colour))
    canvas.over(ink, _letters(paint_, state, rows, region))
    return canvas.colours, canvas.alpha


class _Layering:
    """Layers of a region, each over those before."""

    def __init__(self, region: Region):
        self.region = region
        self.colours = numpy.zeros((region.height, region.width, 3), numpy.float32)
        self.alpha = numpy.zeros((region.height, region.width), numpy.float32)

    def over(self, cover: numpy.ndarray, colour: tuple[int, int, int] | numpy.ndarray) -> None:
        """Lay a colour, or one for each pixel, where a cover from 0 to 1 says."""
        weight = cover[..., None]
        self.colours *= 1 - weight
        self.colours += weight * numpy.asarray(colour, numpy.float32)
        self.alpha *= 1 - cover
        self.alpha += cover


def _box(canvas: _Layering, paint_: TitlePaint, state: TitleState) -> None:
    """The box and the bar, which stand from the first letter on."""
    pixels, block, look = paint_.block.type_.pixels, paint_.block, paint_.style.look
    ys = [(r.y - r.line.above, r.y + r.line.below) for r in state.rows if r.line.glyphs]
    if not ys:
        return
    top, bottom = state.y + min(y[0] for y in ys), state.y + max(y[1] for y in ys)
    left = state.x + min(row.x for row in state.rows)
    right = state.x + max(row.x + row.line.width for row in state.rows)
    at_right = aligned(paint_.style) is TitleAlign.RIGHT
    bar = sum(BAR) * pixels if look.bar else 0.0
    box = paint_.box
    if box is not None:
        wide, high = box.margin * pixels, box.margin * HIGH * pixels
        before, after = (wide, wide + bar) if at_right else (wide + bar, wide)
        edges = left - before, top - high, right + after, bottom + high
        cover = rounded(canvas.region, edges, box.round * pixels) * box.opacity
        canvas.over(cover, rgb(box.colour))
    if look.bar:
        thick, away = BAR[0] * pixels, BAR[1] * pixels
        begin = right + away if at_right else left - away - thick
        edges = begin, min(top, state.y - 0.66 * block.type_.pixels), begin + thick, bottom
        canvas.over(rounded(canvas.region, edges, 0.0), rgb(look.bar))


def _letters(
    paint_: TitlePaint, state: TitleState, rows: Sequence[TitleRow], region: Region
) -> tuple[int, int, int] | numpy.ndarray:
    """The colour of the letters: of words that are sung another, up to where they are."""
    plain = rgb(paint_.style.colour)
    if not state.sung:
        return plain
    sung = numpy.zeros((region.height, region.width), numpy.float32)
    across = numpy.arange(region.width, dtype=numpy.float32) + region.left
    for row in rows:
        high = round(state.y + row.y - row.line.above) - region.top - 2
        low = round(state.y + row.y + row.line.below) - region.top + 2
        band = numpy.zeros(region.width, numpy.float32)
        for word, left, right, leftward in _spans(row, state.x + row.x):
            part = state.sung[word] if word < len(state.sung) else 0.0
            edge = right - part * (right - left) if leftward else left + part * (right - left)
            gone = across + 1 - edge if leftward else edge - across
            inside = (across + 1 > left) & (across < right)
            band = numpy.where(inside, numpy.maximum(band, numpy.clip(gone, 0, 1)), band)
        rows_of_band = sung[max(0, high) : max(0, low)]
        rows_of_band[:] = numpy.maximum(rows_of_band, band)
    weight, other = sung[..., None], rgb(paint_.style.look.karaoke)
    return (1 - weight) * numpy.array(plain) + weight * numpy.array(other)


def _spans(row: TitleRow, x: float) -> list[tuple[int, float, float, bool]]:
    """Each word of a row: where it begins and ends in the picture, and whether it runs to the
    left.
    """
    found: dict[int, tuple[float, float, float]] = {}
    for (left, right), word in zip(row.line.edges, row.words, strict=True):
        before = found.get(word)
        if before is None:
            found[word] = (left, right, left)
        else:
            found[word] = min(before[0], left), max(before[1], right), before[2]
    slack = 0.04 * row.type_.pixels
    return [
        (word, x + left - slack, x + right + slack, first > (left + right) / 2)
        for word, (left, right, first) in found.items()
    ]


def _put(
    found: numpy.ndarray,
    region: Region,
    colours: numpy.ndarray,
    alpha: numpy.ndarray,
    opacity: float,
) -> None:
    """Write layers into a picture, their colours no more times their opacity."""
    part = found[region.top : region.top + region.height, region.left : region.left + region.width]
    straight = numpy.rint(numpy.clip(colours / numpy.maximum(alpha, 1e-6)[..., None], 0, 255))
    part[..., :3] = numpy.where(alpha[..., None] > 1e-3, straight, part[..., :3])
    part[..., 3] = numpy.rint(numpy.clip(alpha * opacity, 0, 1) * 255)
