"""A contact sheet of a cut: a picture a shot, with its name, timecode and words beneath."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy
from PIL import Image, ImageDraw

from vfc.errors import MediaError
from vfc.film.boards import BoardCell
from vfc.film.timing import Size
from vfc.film.titles import (
    SafeArea,
    Shadow,
    TitleAlign,
    TitleLook,
    TitlePlace,
    TitleStyle,
    TitleWeight,
)
from vfc.media.lettering.lines import Lettering
from vfc.media.lettering.titles import Weight, draw_words
from vfc.media.stills.encode import jpeg_bytes, png_bytes
from vfc.media.viewing.sheet import BRIGHT, EDGE, GROUND, SOFT

COLUMNS = 4  # at most
CELL, MARGIN, GAP = 440, 48, 28  # pixels of a cell's width, around the sheet, between cells
HEAD, NAME, TEXT = 40, 24, 20  # sizes of letters in pixels
ROWS = 3  # of words
WORDS = 130  # letters of them
LARGEST = 60_000  # pixels of a side that a PNG may have and programs still open
MOST = 1 << 30  # bytes of a JPEG


def contact_page(
    path: Path, title: str, cells: Sequence[BoardCell], pictures: Sequence[Path], rate: Fraction
) -> None:
    """Write one sheet of pictures, each with its cell, as the ending of `path` says. MediaError for
    more than a picture can hold.
    """
    shown = [numpy.asarray(Image.open(each).convert("RGB")) for each in pictures]
    high = max((round(CELL * each.shape[0] / each.shape[1]) for each in shown), default=CELL)
    columns = max(1, min(COLUMNS, len(cells)))
    step = high + GAP + round(NAME * 1.5 + ROWS * TEXT * 1.4)
    top = MARGIN + round(HEAD * 1.8)
    height = top + -(-len(cells) // columns) * step + MARGIN
    if height > LARGEST:
        raise MediaError(f"{len(cells)} shots are more than one contact sheet holds: deliver cuts")
    width = max(2 * CELL, columns * CELL + (columns - 1) * GAP) + 2 * MARGIN
    sheet = Image.new("RGB", (width, height), GROUND)
    draw = ImageDraw.Draw(sheet)
    _words(
        sheet, title, (MARGIN, MARGIN), Size(width - 2 * MARGIN, round(HEAD * 1.4)), HEAD, BRIGHT
    )
    for index, (cell, picture) in enumerate(zip(cells, shown, strict=True)):
        left = MARGIN + index % columns * (CELL + GAP)
        _cell(sheet, draw, cell, picture, (left, top + index // columns * step, high), rate)
    data = numpy.array(sheet)
    path.write_bytes(png_bytes(data) if path.suffix == ".png" else jpeg_bytes(data, MOST))


def _cell(
    sheet: Image.Image,
    draw: ImageDraw.ImageDraw,
    cell: BoardCell,
    picture: numpy.ndarray,
    place: tuple[int, int, int],
    rate: Fraction,
) -> None:
    left, top, high = place
    tall = round(CELL * picture.shape[0] / picture.shape[1])
    sheet.paste(
        Image.fromarray(picture).resize((CELL, tall), Image.Resampling.LANCZOS), (left, top)
    )
    draw.rectangle((left - 1, top - 1, left + CELL, top + tall), outline=EDGE)
    below = top + high + round(NAME * 1.25)
    name, time = Lettering(NAME, Weight.SEMIBOLD), Lettering(TEXT)
    said = f"{cell.timecode}  {float(cell.frames / rate):.1f} s"
    room = CELL - time.width(said) - NAME
    name.draw(draw, left, below, name.lines(f"{cell.number}  {cell.shot}", room, 1)[0], BRIGHT)
    time.draw(draw, left + CELL - time.width(said), below, said, SOFT)
    words = cell.words if len(cell.words) <= WORDS else f"{cell.words[:WORDS].rstrip()}…"
    area = Size(CELL, round(ROWS * TEXT * 1.4))
    _words(sheet, words, (left, below + round(TEXT * 0.5)), area, TEXT, SOFT)


def _words(
    sheet: Image.Image, text: str, at: tuple[int, int], area: Size, pixels: int, colour: str
) -> None:
    """Words of any script in an area, smaller where they are too many for it."""
    if not text.strip():
        return
    look = TitleLook(
        align=TitleAlign.LEFT,
        safe=SafeArea.OFF,
        weight=TitleWeight.SEMIBOLD if pixels == HEAD else TitleWeight.REGULAR,
        shadow=Shadow(strength=0),
    )
    style = TitleStyle(
        size=pixels / area.height, colour=colour, place=TitlePlace.TOP_LEFT, look=look
    )
    drawn = Image.fromarray(draw_words(area, text, style))
    sheet.paste(drawn, at, drawn)
