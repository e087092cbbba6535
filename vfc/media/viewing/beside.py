"""A sheet of two versions: a row has the frames of one at the left, of the other at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy
from PIL import Image, ImageDraw

from vfc.errors import MediaError, in_a_line
from vfc.files import replacing
from vfc.film.timing import Size
from vfc.media.fit import resized
from vfc.media.lettering.lines import Lettering
from vfc.media.lettering.titles import Weight
from vfc.media.viewing.sheet import BRIGHT, CARD, EDGE, GROUND, LEADING, SOFT

HALF = 960  # pixels of a side's strip
MARGIN, PADDING, GAP, BETWEEN = 40, 20, 6, 18
TALLEST, SHORTEST = 270, 90  # pixels of a frame's height
TITLE, HEAD, LABEL, TEXT = 40, 24, 28, 22  # sizes of letters in pixels
LINES = 3  # of a row's text


@dataclass(frozen=True, slots=True, kw_only=True)
class RowBeside:
    """One row: what it is about, a line about it, and for each side its frames `(height, width, 3)`
    uint8 sRGB, or where there are none, what to write in their place.
    """

    label: str
    text: str
    left: Sequence[numpy.ndarray]
    right: Sequence[numpy.ndarray]
    missing: tuple[str, str] = ("", "")


def sheet_beside(
    path: Path, rows: Sequence[RowBeside], *, title: str, heads: tuple[str, str], note: str
) -> None:
    """Write rows as one PNG, with a head over each side, and a note where there are no rows.
    MediaError where the file cannot be written.
    """
    heights = [_height(row) for row in rows]
    labels = [Lettering(TEXT).lines(row.text, 2 * HALF, LINES) for row in rows]
    cards = [
        round(height + 3 * PADDING + LABEL * LEADING + len(lines) * TEXT * LEADING)
        for height, lines in zip(heights, labels, strict=True)
    ]
    top = round(MARGIN + TITLE * LEADING + HEAD * LEADING + BETWEEN)
    whole = top + sum(each + BETWEEN for each in cards) + (0 if rows else 2 * LABEL) + MARGIN
    width = 2 * (MARGIN + PADDING + HALF) + GAP * 4
    sheet = Image.new("RGB", (width, whole), GROUND)
    draw = ImageDraw.Draw(sheet)
    _line(draw, MARGIN, MARGIN, title, TITLE, BRIGHT, bold=True)
    for head, left in zip(heads, _lefts(), strict=True):
        _line(draw, left, round(MARGIN + TITLE * LEADING), head, HEAD, SOFT)
    if not rows:
        _line(draw, MARGIN, top, note, LABEL, BRIGHT)
    for row, height, lines, card in zip(rows, heights, labels, cards, strict=True):
        draw.rounded_rectangle((MARGIN, top, width - MARGIN - 1, top + card - 1), 10, CARD)
        _draw_row(sheet, draw, row, lines, height, top + PADDING)
        top += card + BETWEEN
    try:
        with replacing(path) as file:
            sheet.save(file, "PNG", compress_level=3)
    except OSError as error:
        raise MediaError(f"{path.name}: the sheet cannot be written: {in_a_line(error)}") from error


def _lefts() -> tuple[int, int]:
    return MARGIN + PADDING, MARGIN + PADDING + HALF + GAP * 4


def _height(row: RowBeside) -> int:
    """The height at which the strips of both sides fit."""
    strips = [each for each in (row.left, row.right) if each]
    fitting = [
        int((HALF - GAP * (len(strip) - 1)) / sum(each.shape[1] / each.shape[0] for each in strip))
        for strip in strips
    ]
    return min([TALLEST, *(max(1, each) for each in fitting)]) if strips else SHORTEST


def _draw_row(
    sheet: Image.Image,
    draw: ImageDraw.ImageDraw,
    row: RowBeside,
    lines: Sequence[str],
    height: int,
    top: int,
) -> None:
    left = _lefts()[0]
    _line(draw, left, top, row.label, LABEL, BRIGHT, bold=True)
    top += round(LABEL * LEADING)
    for line in lines:
        _line(draw, left, top, line, TEXT, SOFT)
        top += round(TEXT * LEADING)
    top += PADDING // 2
    for frames, missing, start in zip((row.left, row.right), row.missing, _lefts(), strict=True):
        if not frames:
            _draw_empty(draw, missing, start, top, height)
        at = start
        for frame in frames:
            width = max(1, round(height * frame.shape[1] / frame.shape[0]))
            sheet.paste(Image.fromarray(resized(frame, Size(width, height))), (at, top))
            draw.rectangle((at - 1, top - 1, at + width, top + height), outline=EDGE)
            at += width + GAP


def _draw_empty(draw: ImageDraw.ImageDraw, text: str, left: int, top: int, height: int) -> None:
    draw.rectangle((left, top, left + HALF - 1, top + height - 1), outline=EDGE)
    letters = Lettering(TEXT)
    lines = letters.lines(text, HALF - 2 * PADDING, LINES)
    at = top + (height - len(lines) * TEXT * LEADING) / 2
    for number, line in enumerate(lines):
        start = left + (HALF - letters.width(line)) / 2
        letters.draw(draw, start, at + TEXT * (0.86 + number * LEADING), line, SOFT)


def _line(
    draw: ImageDraw.ImageDraw,
    left: int,
    top: int,
    text: str,
    size: int,
    fill: str,
    *,
    bold: bool = False,
) -> None:
    letters = Lettering(size, Weight.SEMIBOLD) if bold else Lettering(size)
    room = 2 * HALF if bold or size != HEAD else HALF
    for line in letters.lines(text, room, 1):
        letters.draw(draw, left, top + size * 0.86, line, fill)
