"""A contact sheet: takes under each other, each a strip of frames with what is to be known of it
beneath.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy
from PIL import Image, ImageDraw

from vfc.errors import MediaError, in_a_line
from vfc.files import replacing
from vfc.film.timing import Size
from vfc.media.fit import resized
from vfc.media.lettering.lines import Lettering
from vfc.media.lettering.titles import Weight

FRAMES = 8  # of a row; more are thinned out evenly
WIDEST, NARROWEST = 2016, 1280  # pixels within a row
# around the sheet, in a row, between frames, between rows
MARGIN, PADDING, GAP, BETWEEN = 48, 24, 8, 18
# pixels of a frame's height; a strip that would be lower is broken into more lines
TALLEST, LOWEST = 300, 84
LINES = 4  # of frames, in a row
TITLE, LABEL, TEXT, WORD = 44, 34, 22, 20  # sizes of letters in pixels
LEADING = 1.32  # from one line's baseline to the next, in sizes of letters
COLUMNS, WRAP = 3, 3  # of texts beside each other, and how many lines of each are shown
# neutral, so that colours are judged by themselves
GROUND, CARD, EDGE = "#161617", "#202022", "#39393c"
BRIGHT, SOFT, MARK = "#f3f1ec", "#b3b0aa", "#f2b23e"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One take: frames `(height, width, 3)` uint8 sRGB of any aspect, and texts that are wrapped to
    three lines.
    """

    label: str
    frames: Sequence[numpy.ndarray] = ()
    lines: Sequence[str] = ()
    picked: bool = False


class Layout(NamedTuple):
    """What all rows share, in pixels, but frames by line: a row's inner width, the height of
    frames, the label's width, the widths of the columns of texts.
    """

    width: int
    height: int
    by_line: int
    label: int
    columns: tuple[float, ...]


class DrawnRow(NamedTuple):
    """One row as it is drawn: its height, frames by line, the lines of its label, and of each text
    in each band.
    """

    height: int
    strips: list[Sequence[numpy.ndarray]]
    label: list[str]
    bands: list[list[list[str]]]
    picked: bool


def contact_sheet(path: Path, rows: Sequence[Row], *, title: str) -> None:
    """Write rows as one PNG. MediaError where the file cannot be written."""
    rows = [replace(row, frames=_thinned(row.frames)) for row in rows]
    layout = _layout(rows)
    heads = Lettering(TITLE, Weight.SEMIBOLD).lines(title, layout.width + 2 * PADDING, 2)
    cards = [_card(row, layout) for row in rows]
    top = MARGIN + round(len(heads) * TITLE * LEADING) + BETWEEN
    size = (
        layout.width + 2 * (MARGIN + PADDING),
        top + sum(card.height + BETWEEN for card in cards) - BETWEEN + MARGIN,
    )
    sheet = Image.new("RGB", size, GROUND)
    draw = ImageDraw.Draw(sheet)
    _write(draw, heads, MARGIN, MARGIN, Lettering(TITLE, Weight.SEMIBOLD), BRIGHT)
    for card in cards:
        _draw_card(sheet, draw, card, layout, top)
        top += card.height + BETWEEN
    try:
        with replacing(path) as file:
            sheet.save(file, "PNG", compress_level=3)  # 6 takes twice as long for a tenth less
    except OSError as error:
        raise MediaError(f"{path.name}: the sheet cannot be written: {in_a_line(error)}") from error


def strip(frames: Sequence[numpy.ndarray], height: int) -> numpy.ndarray:
    """Frames side by side, `(height, width, 3)` uint8 sRGB, each as wide as its aspect asks.
    MediaError for none.
    """
    if not frames:
        raise MediaError("a strip needs a frame")
    return numpy.concatenate(
        [resized(each, Size(_wide(each, height), height)) for each in frames], axis=1
    )


# ── where things stand ─────────────────────────────────────────────────────────────────────────


def _thinned(frames: Sequence[numpy.ndarray]) -> list[numpy.ndarray]:
    """The first frame, the last, and those evenly between, up to eight."""
    count = min(FRAMES, len(frames))
    return [frames[round(index * (len(frames) - 1) / max(1, count - 1))] for index in range(count)]


def _layout(rows: Sequence[Row]) -> Layout:
    height, by_line = _frame_height(rows)
    lines = [line for row in rows for line in _parts(row.frames, by_line)]
    widest = max(
        (sum(_wide(each, height) + GAP for each in line) - GAP for line in lines), default=0
    )
    labels = [Lettering(LABEL, Weight.SEMIBOLD).width(row.label) for row in rows] + [_badge_width()]
    width, label = min(WIDEST, max(NARROWEST, widest)), min(NARROWEST // 4, ceil(max(labels)))
    return Layout(width, height, by_line, label, _columns(rows, width - label - 2 * PADDING))


def _frame_height(rows: Sequence[Row]) -> tuple[int, int]:
    """The largest height at which all strips fit, and how many frames stand in a line of one."""
    longest = max((len(row.frames) for row in rows), default=0)
    for count in range(1, LINES + 1):
        by_line = max(1, -(-longest // count))
        lines = [line for row in rows for line in _parts(row.frames, by_line)]
        fitting = [(WIDEST - GAP * (len(line) - 1)) / sum(map(_aspect, line)) - 1 for line in lines]
        height = min([TALLEST, *map(int, fitting)])
        if height >= LOWEST or by_line == 1:
            break
    return max(1, height), by_line


def _columns(rows: Sequence[Row], width: float) -> tuple[float, ...]:
    """The widths of the columns: what short texts do not need goes to longer ones."""
    letters, needs = (
        Lettering(TEXT),
        [0.0] * min(COLUMNS, max((len(row.lines) for row in rows), default=0)),
    )
    for row in rows:
        for index, text in enumerate(row.lines):
            needs[index % COLUMNS] = max(
                needs[index % COLUMNS], letters.width(text[: WRAP * 200]) + 1
            )
    left, found = (
        width - PADDING * 2 * max(0, len(needs) - 1),
        dict.fromkeys(range(len(needs)), 0.0),
    )
    for rank, index in enumerate(sorted(found, key=needs.__getitem__)):
        found[index] = min(needs[index], left / (len(needs) - rank))
        left -= found[index]
    return tuple(found.values())


def _parts(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _aspect(frame: numpy.ndarray) -> float:
    return frame.shape[1] / frame.shape[0]


def _wide(frame: numpy.ndarray, height: int) -> int:
    return max(1, round(height * _aspect(frame)))


def _card(row: Row, layout: Layout) -> DrawnRow:
    label = Lettering(LABEL, Weight.SEMIBOLD).lines(row.label, layout.label, 2)
    letters = Lettering(TEXT)
    bands = [
        [
            letters.lines(text, width, WRAP)
            for text, width in zip(band, layout.columns, strict=False)
        ]
        for band in _parts(row.lines, COLUMNS)
    ]
    strips = _parts(row.frames, layout.by_line)
    beside = len(label) * LABEL * LEADING + (WORD * 1.5 if row.picked else 0)
    below = max(beside, sum(map(_band_height, bands))) + (GAP if strips else 0)
    return DrawnRow(
        round(2 * PADDING + len(strips) * (layout.height + GAP) + below),
        strips,
        label,
        bands,
        row.picked,
    )


def _band_height(band: Sequence[Sequence[str]]) -> float:
    return max(map(len, band)) * TEXT * LEADING


def _badge_width() -> int:
    return round(Lettering(WORD, Weight.SEMIBOLD).width("picked") + WORD)


# ── drawing ────────────────────────────────────────────────────────────────────────────────────


def _draw_card(
    sheet: Image.Image, draw: ImageDraw.ImageDraw, card: DrawnRow, layout: Layout, top: int
) -> None:
    box = (MARGIN, top, sheet.width - MARGIN - 1, top + card.height - 1)
    draw.rounded_rectangle(box, 10, CARD, MARK if card.picked else None, 4 if card.picked else 0)
    left, below = MARGIN + PADDING, top + PADDING
    for frames in card.strips:
        _draw_frames(sheet, draw, frames, left, below, layout.height)
        below += layout.height + GAP
    below += GAP if card.strips else 0
    _draw_label(draw, card, left, below)
    _draw_texts(draw, card, layout, left + layout.label + 2 * PADDING, below)


def _draw_frames(
    sheet: Image.Image,
    draw: ImageDraw.ImageDraw,
    frames: Sequence[numpy.ndarray],
    left: int,
    top: int,
    height: int,
) -> None:
    for frame in frames:
        width = _wide(frame, height)
        sheet.paste(Image.fromarray(strip([frame], height)), (left, top))
        # a night is told from the card
        draw.rectangle((left - 1, top - 1, left + width, top + height), outline=EDGE)
        left += width + GAP


def _draw_label(draw: ImageDraw.ImageDraw, card: DrawnRow, left: int, top: float) -> None:
    _write(draw, card.label, left, top, Lettering(LABEL, Weight.SEMIBOLD), BRIGHT)
    if card.picked:
        top += len(card.label) * LABEL * LEADING
        word = Lettering(WORD, Weight.SEMIBOLD)
        draw.rounded_rectangle((left, top, left + _badge_width(), top + WORD * 1.5), 6, MARK)
        word.draw(draw, left + WORD / 2, top + WORD * 1.05, "picked", GROUND)


def _draw_texts(
    draw: ImageDraw.ImageDraw, card: DrawnRow, layout: Layout, left: float, top: float
) -> None:
    top += (LABEL - TEXT) / 2
    for number, band in enumerate(card.bands):
        start = left
        for column, lines in enumerate(band):
            _write(draw, lines, start, top, Lettering(TEXT), SOFT if number or column else BRIGHT)
            start += layout.columns[column] + 2 * PADDING
        top += _band_height(band)


def _write(
    draw: ImageDraw.ImageDraw,
    lines: Sequence[str],
    left: float,
    top: float,
    letters: Lettering,
    fill: str,
) -> None:
    """Lines under each other, the capitals of the first near `top`."""
    for number, line in enumerate(lines):
        letters.draw(draw, left, top + letters.pixels * (0.86 + number * LEADING), line, fill)
