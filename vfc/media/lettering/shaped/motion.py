"""Words that come, move and go: what of them is seen in each frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil
from pathlib import Path

import numpy

from vfc.film.timing import Size
from vfc.film.titles import Slide, TitleMove, TitleStyle, TypedBy
from vfc.film.transitions import PictureEdge
from vfc.media.lettering.shaped.ink import region_of
from vfc.media.lettering.shaped.layout import TitleBlock, TitleRow, origin, set_block
from vfc.media.lettering.shaped.lines import descent
from vfc.media.lettering.shaped.painting import TitlePaint, TitleState, paint

ACROSS, DOWN = {"left": -1, "right": 1}, {"top": -1, "bottom": 1}  # by the sides of a slide
Page = tuple[tuple[TitleRow, ...], float]  # rows, and the baseline of the first


class ShapedTitle:
    """Words of any script on a picture of a size, for `total` frames."""

    def __init__(
        self,
        size: Size,
        text: str,
        style: TitleStyle,
        font: Path | None = None,
        *,
        total: int = 1,
        over_picture: bool = True,
    ):
        self.size, self.style, self.total = size, style, max(1, total)
        self.block = set_block(size, text, style, font)
        self.paint = TitlePaint(size, style, self.block, over_picture)
        self.corner = origin(size, self.block, style)
        self.pages = _pages(size, self.block, style)
        self._last: tuple[TitleState, numpy.ndarray] | None = None

    def picture(self, shown: int) -> numpy.ndarray:
        """What lies over the picture in a frame of the title, `(height, width, 4)` uint8 straight
        RGBA, without the fades of the whole; where it is as before, the same array.
        """
        state = self.state(shown)
        if self._last is None or self._last[0] != state:
            self._last = state, paint(self.paint, state)
        return self._last[1]

    def state(self, shown: int) -> TitleState:
        """What is seen in a frame of the title."""
        look, (x, y) = self.style.look, self.corner
        state = TitleState(x, y, self.block.rows, self.block.letters)
        if look.move is not None:
            return self._moved(state, shown)
        if look.typed is not None:
            state = replace(state, shown=self._typed(shown))
        if look.karaoke:
            state = replace(state, sung=self._sung(shown))
        if look.slide is not None:
            x, y = _aside(self.size, state, look.slide, shown, self.total)
            state = replace(state, x=x, y=y)
        return state

    # ── rolls, crawls and pages ────────────────────────────────────────────────────────────────

    def _moved(self, state: TitleState, shown: int) -> TitleState:
        way = (shown + 1) / (self.total + 1)
        above, under = self.block.ink
        if self.style.look.move is TitleMove.ROLL:
            low = max(under, descent(self.block.type_))
            whole = self.size.height + above + self.block.below + low
            return replace(state, y=self.size.height + above - way * whole)
        if self.style.look.move is TitleMove.CRAWL:
            whole = self.size.width + self.block.width
            gone = way * whole
            leftward = not any(row.line.rightward for row in self.block.rows)
            x = self.size.width - gone if leftward else gone - self.block.width
            return replace(state, x=x)
        return self._page(state, shown)

    def _page(self, state: TitleState, shown: int) -> TitleState:
        """A page, which comes and goes as the whole does."""
        number = min(len(self.pages) - 1, shown * len(self.pages) // self.total)
        rows, y = self.pages[number]
        first = ceil(number * self.total / len(self.pages))
        stop = ceil((number + 1) * self.total / len(self.pages))
        come, gone = self.style.fade, self.style.fade_out
        opacity = 1.0
        if number:
            opacity = min(opacity, (shown - first + 1) / (come + 1))
        if number < len(self.pages) - 1:
            opacity = min(opacity, (stop - shown) / (gone + 1))
        return replace(state, rows=rows, y=y, opacity=opacity)

    # ── letters and words ──────────────────────────────────────────────────────────────────────

    def _typed(self, shown: int) -> int:
        """How many letters are typed."""
        look = self.style.look
        if look.typed is None:
            return self.block.letters
        if look.typed.by is TypedBy.LETTER:
            return min(
                self.block.letters, ceil(self.block.letters * (shown + 1) / look.typed.frames)
            )
        if look.words:
            begun = sum(shown >= each for each in look.words[: self.block.words])
        else:
            begun = ceil(self.block.words * (shown + 1) / look.typed.frames)
        return sum(word < begun for row in self.block.rows for word in row.words)

    def _sung(self, shown: int) -> tuple[float, ...]:
        times = word_times(self.block, self.style, self.total)
        return tuple(
            min(1.0, max(0.0, (shown + 1 - start) / max(1e-6, stop - start)))
            for start, stop in pairwise(times)
        )


def word_times(block: TitleBlock, style: TitleStyle, total: int) -> list[float]:
    """When each word begins to be sung, in frames, and when the last one has been: as told, or
    evenly by their letters while the words stand.
    """
    told = list(map(float, style.look.words[: block.words + 1]))
    if len(told) == block.words and told:
        last = told[-1] - told[-2] if len(told) > 1 else total - told[0]
        told.append(min(float(total), told[-1] + max(1.0, last)))
    if len(told) == block.words + 1:
        return told
    start, stop = float(style.fade), float(max(style.fade + 1, total - style.fade_out))
    lengths = [0] * block.words
    for row in block.rows:
        for word in row.words:
            lengths[word] += 1
    whole, times = max(1, sum(lengths)), [start]
    for length in lengths:
        times.append(times[-1] + (stop - start) * length / whole)
    return times


def _aside(
    size: Size, state: TitleState, slide: Slide, shown: int, total: int
) -> tuple[float, float]:
    """Where words are that slide in and out: fast far away, and slow where they stand."""
    come = 1.0 - min(1.0, (shown + 1) / (slide.frames + 1))
    left = min(1.0, (total - shown) / (slide.frames + 1))
    away, edge = (come, slide.come_from) if slide.come_from else (0.0, None)
    if slide.go_to and 1.0 - left > away:
        away, edge = 1.0 - left, slide.go_to
    if edge is None or not away:
        return state.x, state.y
    across, down = ACROSS.get(edge, 0), DOWN.get(edge, 0)
    far = _far(size, state, edge, slide.by)
    return state.x + across * far * away**3, state.y + down * far * away**3


def _far(size: Size, state: TitleState, edge: PictureEdge, by: float) -> float:
    """How far away words begin: so much of the picture, or just outside of it."""
    region = region_of(state.rows, state.x, state.y)
    if by or region is None:
        return by * (size.width if edge in ACROSS else size.height)
    room = 0.15 * size.height  # for what lies around the letters
    far = {
        "left": region.left + region.width,
        "right": size.width - region.left,
        "top": region.top + region.height,
        "bottom": size.height - region.top,
    }
    return room + far[edge]


def _pages(size: Size, block: TitleBlock, style: TitleStyle) -> Sequence[Page]:
    """The pages of a block, each with the baseline of its first row: as much as the safe area has
    room for, broken where a line is empty, if one is.
    """
    if style.look.move is not TitleMove.PAGES:
        return []
    height = size.height * style.look.safe.part - block.type_.pixels
    found: list[list[TitleRow]] = []
    for group in _groups(block):
        page = found[-1] if found else None
        if page and group[-1].y - page[0].y <= height:
            page += group
        else:
            found += _cut(group, height)
    return [_page_of(size, page, block, style) for page in found]


def _groups(block: TitleBlock) -> list[list[TitleRow]]:
    """Rows between empty lines."""
    found: list[list[TitleRow]] = [[]]
    for row in block.rows:
        if row.line.glyphs:
            found[-1].append(row)
        elif found[-1]:
            found.append([])
    return [group for group in found if group] or [list(block.rows)]


def _cut(group: list[TitleRow], height: float) -> list[list[TitleRow]]:
    """A group in as many pages as it takes."""
    found: list[list[TitleRow]] = []
    for row in group:
        if found and row.y - found[-1][0].y <= height:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _page_of(
    size: Size, rows: list[TitleRow], block: TitleBlock, style: TitleStyle
) -> tuple[tuple[TitleRow, ...], float]:
    first = rows[0].y
    moved = tuple(replace(row, y=row.y - first) for row in rows)
    return moved, origin(size, replace(block, rows=moved), style)[1]
