"""Where words stand: broken into rows that fit, beside and under each other, and all of them in the
picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

from vfc.film.timing import Size
from vfc.film.titles import TAB, TitleAlign, TitleMove, TitlePlace, TitleStyle, TitleWeight
from vfc.media.lettering.shaped.faces import faces_of
from vfc.media.lettering.shaped.lines import (
    GlyphLine,
    TypeSize,
    cap_height,
    descent,
    letters_in,
    runs_from_right,
    set_line,
)
from vfc.media.lettering.shaped.phrases import phrases_of, words_in
from vfc.media.lettering.shaped.wrap import evened, wrapped

LEADING = 1.3  # from one line's baseline to the next, in sizes of the font
AIR = 0.12  # between the ink of two lines at least, in sizes of the font
SMALLEST = 8  # pixels; words that are too many for the picture shrink to it
GUTTER = 0.9  # between two columns, in sizes of the font
NARROWEST = 0.1  # of the picture's width that words have, wherever they stand
BAR = (0.14, 0.4)  # how wide a bar is, and how far from the words, in sizes of the font


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A line at its place in a block: its left end from the block's, its baseline below that of the
    block's first. `first` counts the letters before it, `words` are the words of its letters;
    `paragraph` is its line of the text.
    """

    line: GlyphLine
    type_: TypeSize
    x: float
    y: float
    first: int
    words: tuple[int, ...]
    paragraph: int


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """Words in rows: the size of their letters in pixels, how wide they are, and how many letters
    and words.
    """

    rows: tuple[TitleRow, ...]
    type_: TypeSize
    width: float
    letters: int
    words: int

    @property
    def below(self) -> float:
        """From the first baseline to the last."""
        return max((row.y for row in self.rows), default=0.0)

    @property
    def ink(self) -> tuple[float, float]:
        """How far the first row's ink goes above its baseline, and the last one's below."""
        above = max((row.line.above - row.y for row in self.rows), default=0.0)
        below = max((row.line.below + row.y - self.below for row in self.rows), default=0.0)
        return above, below


@dataclass(frozen=True, slots=True)
class _Cell:
    """A line before it has its place: in which column (0 of a row with none), of which row."""

    line: GlyphLine
    type_: TypeSize
    column: int
    row: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Room:
    """What words have for themselves, in pixels."""

    width: float
    height: float


def set_block(size: Size, text: str, style: TitleStyle, font: Path | None) -> TitleBlock:
    """Words in rows, at the size that the style asks for or a smaller at which they fit; MediaError
    for a font that is none. Words that move have all the room of their way.
    """
    look, room = style.look, _room(size, style)
    weight = look.weight or TitleWeight.SEMIBOLD
    faces = faces_of(text, font, weight)
    text = "   ".join(text.splitlines()) if look.move is TitleMove.CRAWL else text
    pixels = max(SMALLEST, round(size.height * style.size))
    while True:
        type_ = TypeSize(faces, pixels, look.tracking)
        last = pixels <= SMALLEST
        cells = list(_cells(text, type_, style, room, whole=not last, even=False))
        widest, needed = _extent(cells, style)
        if last or (widest <= room.width + 0.5 and needed <= room.height):
            cells = list(_cells(text, type_, style, room, whole=not last, even=True))
            return _placed(cells, type_, style)
        high = sqrt(room.height / needed) if needed > room.height else 1.0
        much = min(high, room.width / widest if widest else 1.0)
        pixels = min(pixels - 1, round(pixels * max(0.7, min(1, much))))


def _room(size: Size, style: TitleStyle) -> Room:
    look, part = style.look, style.look.safe.part
    width, height = size.width * part, size.height * part
    if look.box is not None:
        aside = 2 * look.box.margin * style.size * size.height
        width, height = width - aside, height - aside * 0.6
    if look.bar:
        width -= sum(BAR) * style.size * size.height
    if look.at is not None:
        x, edge = look.at[0] * size.width, size.width * (1 - part) / 2
        left, right = x - edge, size.width - edge - x
        align = aligned(style)
        if align is TitleAlign.CENTRE:
            width = min(width, 2 * min(left, right))
        else:
            width = min(width, right if align is TitleAlign.LEFT else left)
    if look.move is TitleMove.CRAWL:
        width = float("inf")
    if look.move in (TitleMove.ROLL, TitleMove.PAGES):
        height = float("inf")
    return Room(max(width, size.width * NARROWEST), height)


def aligned(style: TitleStyle) -> TitleAlign:
    """At which side the lines are even."""
    if style.look.align is not None:
        return style.look.align
    return TitleAlign.CENTRE if style.look.at is not None else style.place.side


# ── rows ───────────────────────────────────────────────────────────────────────────────────────


def _cells(
    text: str, type_: TypeSize, style: TitleStyle, room: Room, *, whole: bool, even: bool
) -> Iterator[_Cell]:
    """The lines of a text, wrapped; `even` as evenly as they can be."""
    row = 0
    second = replace(
        type_,
        pixels=type_.pixels * style.look.second,
        faces=replace(type_.faces, weight=style.look.weight or TitleWeight.REGULAR),
    )
    role = replace(type_, faces=replace(type_.faces, weight=TitleWeight.REGULAR))
    for paragraph, part in enumerate(text.splitlines() or [""]):
        own = second if paragraph and style.look.second != 1 else type_
        columns = part.split(TAB, 1)
        if len(columns) == 1:
            kinds = [(0, part, own, room.width)]
        else:
            half = (room.width - GUTTER * own.pixels) / 2
            kinds = [(1, columns[0], role, half), (2, columns[1], own, half)]
        most = 1
        for column, words, letters, width in kinds:
            rightward = runs_from_right(words)
            lines = _broken(words, letters, width, whole, even)
            most = max(most, len(lines))
            for at, line in enumerate(lines):
                yield _Cell(
                    set_line(line, letters, rightward), letters, column, row + at, paragraph
                )
        row += most


def _broken(words: str, type_: TypeSize, width: float, whole: bool, even: bool) -> list[str]:
    def measure(text: str) -> float:
        return set_line(text, type_).width

    return (evened if even else wrapped)(
        words, measure, width, whole=whole, phrases=phrases_of
    ) or [""]


def _extent(cells: Sequence[_Cell], style: TitleStyle) -> tuple[float, float]:
    """How wide and high lines are; each column has half of the width."""
    widest = max(
        (
            cell.line.width * (2 if cell.column else 1)
            + (GUTTER * cell.type_.pixels if cell.column else 0)
            for cell in cells
        ),
        default=0.0,
    )
    baselines = _baselines(cells, style)
    first = max((cell.type_.pixels for cell in cells if cell.row == 0), default=0.0)
    return widest, (baselines[-1] if baselines else 0.0) + LEADING * first


def _baselines(cells: Sequence[_Cell], style: TitleStyle) -> list[float]:
    """Where each row's baseline lies below the first: as the style says, and never so near that ink
    meets ink.
    """
    rows = max((cell.row for cell in cells), default=-1) + 1
    above, below, pixels = [0.0] * rows, [0.0] * rows, [0.0] * rows
    for cell in cells:
        above[cell.row] = max(above[cell.row], cell.line.above)
        below[cell.row] = max(below[cell.row], cell.line.below)
        pixels[cell.row] = max(pixels[cell.row], cell.type_.pixels)
    found, leading = [0.0] * min(rows, 1), style.look.leading or LEADING
    for row in range(1, rows):
        step = leading * pixels[row]
        if not style.look.leading:  # what is said is done
            step = max(step, below[row - 1] + above[row] + AIR * pixels[row])
        found.append(found[-1] + step)
    return found


def _placed(cells: Sequence[_Cell], type_: TypeSize, style: TitleStyle) -> TitleBlock:
    baselines, align = _baselines(cells, style), aligned(style)
    gutter = GUTTER * type_.pixels
    wide = [max((c.line.width for c in cells if c.column == n), default=0.0) for n in range(3)]
    if align is TitleAlign.CENTRE and wide[1] + wide[2]:
        wide[1] = wide[2] = max(wide[1], wide[2])
    table = wide[1] + gutter + wide[2] if wide[1] + wide[2] else 0.0
    width = max(wide[0], table)
    if align is TitleAlign.CENTRE:
        left = (width - table) / 2
    else:
        left = width - table if align is TitleAlign.RIGHT else 0.0
    rows: list[TitleRow] = []
    letters = words = 0
    for cell in cells:
        x = _x(cell, cells, align, left, wide, gutter, width)
        numbers, count = _words(cell.line.text, words)
        y = baselines[cell.row]
        rows.append(TitleRow(cell.line, cell.type_, x, y, letters, numbers, cell.paragraph))
        letters, words = letters + len(numbers), count
    return TitleBlock(tuple(rows), type_, width, letters, words)


def _x(
    cell: _Cell,
    cells: Sequence[_Cell],
    align: TitleAlign,
    left: float,
    wide: Sequence[float],
    gutter: float,
    width: float,
) -> float:
    """The left end of a line in its block. Of a row that is read from the right, what comes first
    stands on the right.
    """
    free = width - cell.line.width
    if cell.column == 0:
        return {TitleAlign.LEFT: 0.0, TitleAlign.CENTRE: free / 2, TitleAlign.RIGHT: free}[align]
    swapped = any(c.line.rightward for c in cells if c.row == cell.row and c.column == 1)
    if (cell.column == 1) is not swapped:
        start, room = left, wide[2] if swapped else wide[1]
        toward_gutter = align is TitleAlign.CENTRE or swapped
        return start + (room - cell.line.width if toward_gutter else 0.0)
    start, room = left + (wide[2] if swapped else wide[1]) + gutter, wide[1] if swapped else wide[2]
    return start + (room - cell.line.width if align is TitleAlign.RIGHT else 0.0)


def _words(text: str, before: int) -> tuple[tuple[int, ...], int]:
    """The word of each letter of a line, of which `before` stand above it; how many there are
    then. A space belongs to the word before it.
    """
    found: list[int] = []
    for piece in words_in(text):
        if piece.strip():
            word = piece.lstrip()
            found += [max(before - 1, 0)] * (len(letters_in(piece)) - len(letters_in(word)))
            found += [before] * len(letters_in(word))
            before += 1
    count = len(letters_in(text))
    return tuple([*found, *[max(before - 1, 0)] * count][:count]), before


# ── place ──────────────────────────────────────────────────────────────────────────────────────


def origin(size: Size, block: TitleBlock, style: TitleStyle) -> tuple[float, float]:
    """Where the left end of a block and its first baseline stand in the picture, from the top
    left.
    """
    return _left(size, block, style), _first_baseline(size, block, style)


def _left(size: Size, block: TitleBlock, style: TitleStyle) -> float:
    look, pixels, align = style.look, block.type_.pixels, aligned(style)
    box = look.box.margin * pixels if look.box else 0.0
    bar = sum(BAR) * pixels if look.bar else 0.0
    before, after = (box, box + bar) if align is TitleAlign.RIGHT else (box + bar, box)
    edge = size.width * (1 - look.safe.part) / 2
    low, high = edge + before, size.width - edge - after - block.width
    if look.at is not None:
        part = {TitleAlign.LEFT: 0.0, TitleAlign.CENTRE: 0.5, TitleAlign.RIGHT: 1.0}[align]
        return max(low, min(high, look.at[0] * size.width - part * block.width))
    match style.place.side:
        case TitleAlign.LEFT:
            return low
        case TitleAlign.RIGHT:
            return high
        case TitleAlign.CENTRE:
            return (size.width - block.width + before - after) / 2


def _first_baseline(size: Size, block: TitleBlock, style: TitleStyle) -> float:
    look, (above, under) = style.look, block.ink
    box = look.box.margin * 0.6 * block.type_.pixels if look.box else 0.0
    margin, capital = size.height * (1 - look.safe.part) / 2 + box, cap_height(block.type_)
    top = margin + max(cap_height(block.type_, "É"), above)
    bottom = size.height - margin - max(descent(block.type_), under) - block.below
    middle = size.height / 2 if look.at is None else look.at[1] * size.height
    centred = middle + (capital - block.below) / 2
    if look.at is not None:
        return max(top, min(bottom, centred))
    upright = style.place.upright
    if upright is TitlePlace.MIDDLE:
        return centred
    return top if upright is TitlePlace.TOP else bottom
