"""A storyboard of a cut as a PDF: six frames a page, each with its number, shot, timecode, camera,
words, and what is said in it. Its text can be searched and copied; letters of any script are of the
fonts of titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from vfc.film.boards import BoardCell
from vfc.film.titles import TitleWeight
from vfc.media.lettering.shaped.faces import (
    SCRIPTS,
    FontFile,
    faces_of,
    is_unseen,
    own_file,
    script_of,
)

COLUMNS, ROWS = 3, 2  # a page
WIDTH, HEIGHT = 297.0, 210.0  # millimetres of A4, on its side
MARGIN, GAP = 12.0, 7.0
HEAD = 9.0  # of a page, above the frames
PART = 0.52  # of a cell's height that its picture may take
TITLE, NAME, TEXT, LEAST = 12.0, 8.5, 8.0, 5.0  # points of letters
WEIGHT = 400.0  # of the letters of other scripts
LINE = 0.44  # millimetres of a line for each point of its letters
# scripts whose glyphs are not their letters one by one
JOINED = frozenset(SCRIPTS) - {"HEBREW", "ARMENIAN", "ETHIOPIC", "GEORGIAN"}
INK, SOFT, RULE = (20, 20, 20), (95, 95, 95), 190
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # of a file that says nothing of when it was written


class CellText(NamedTuple):
    """Words of a cell: their text, and whether they are the shot's own, or beside them."""

    text: str
    is_soft: bool = False


def write_storyboard(
    path: Path,
    title: str,
    cells: Sequence[BoardCell],
    pictures: Sequence[Path],
    *,
    rate: Fraction,
    language: str = "",
) -> None:
    """Write pages of pictures, each with its cell. Words too many for a cell are set smaller, and
    at five points cut off.
    """
    each, numbered = COLUMNS * ROWS, list(zip(cells, pictures, strict=True))
    total = -(-len(cells) // each)
    with TemporaryDirectory() as folder:
        pages = _Pages(title, cells, language, Path(folder))
        for number in range(total):
            page = numbered[number * each : (number + 1) * each]
            pages.begin(page[0][0], number + 1, total)
            for index, (cell, picture) in enumerate(page):
                pages.cell(index, cell, picture, rate)
        pages.pdf.output(str(path))


class _Pdf(FPDF):
    """A PDF whose lines are found by what they say, whatever their letters look like where they are
    joined (ActualText, ISO 32000-1, 14.9.4).
    """

    def line(self, text: str, wide: float, high: float, align: str = "L") -> None:
        """Write a line of text where the pen is."""
        joined = any(script_of(letter) in JOINED for letter in text)
        if joined:
            said = f"\ufeff{text}".encode("utf-16-be").hex()
            self._out(f"/Span <</ActualText <{said}>>> BDC")
        self.cell(wide, high, text, align=align)
        if joined:
            self._out("EMC")


class _Pages:
    """The pages while they are written; `folder` holds their fonts until they are."""

    def __init__(self, title: str, cells: Sequence[BoardCell], language: str, folder: Path):
        self.pdf, self.title = _Pdf("landscape", "mm", "A4"), title
        pdf = self.pdf
        pdf.set_creation_date(EPOCH)
        pdf.set_title(title)
        pdf.set_producer("vfc")
        if language:
            pdf.set_lang(language)
        pdf.set_auto_page_break(False)
        pdf.set_margin(MARGIN)
        pdf.c_margin = 0
        pdf.set_text_shaping(True)
        self._fonts([title, *_texts(cells)], folder)

    def _fonts(self, texts: Sequence[str], folder: Path) -> None:
        """vfc's own letters in two weights, and those of other scripts that the texts need."""
        own = {"": own_file(TitleWeight.REGULAR), "B": own_file(TitleWeight.SEMIBOLD)}
        for style, file in own.items():
            self.pdf.add_font("own", style, file.path)
        others = dict.fromkeys(file for text in texts for file in _needed(text))
        letters, names = "".join(texts), list[str]()
        for file in others:
            if file in own.values():
                continue
            names.append(f"other{len(names)}")
            path = folder / f"{names[-1]}.ttf"
            _write_font(path, file, letters)
            self.pdf.add_font(names[-1], "", path)
        self.pdf.set_fallback_fonts(names, exact_match=False)

    def begin(self, first: BoardCell, number: int, total: int) -> None:
        """Begin a page, with the film's title, the scene of its first shot, and its number."""
        self.pdf.add_page()
        self._set("B", TITLE, INK)
        self.pdf.set_xy(MARGIN, MARGIN - 3)
        wide = WIDTH - 2 * MARGIN
        self.pdf.line(self._cut(self.title, wide * 0.5), wide * 0.5, HEAD - 3)
        self._set("", NAME, SOFT)
        scene = self._cut(first.scene, wide * 0.4)
        self.pdf.line(scene, wide * 0.4, HEAD - 3, "R")
        self.pdf.line(f"{number} / {total}", wide * 0.1, HEAD - 3, "R")

    def cell(self, index: int, cell: BoardCell, picture: Path, rate: Fraction) -> None:
        """Lay out one picture with its words."""
        wide = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS
        high = (HEIGHT - 2 * MARGIN - HEAD - (ROWS - 1) * GAP) / ROWS
        left = MARGIN + index % COLUMNS * (wide + GAP)
        top = MARGIN + HEAD + index // COLUMNS * (high + GAP)
        self.pdf.image(picture, left, top, wide, high * PART, keep_aspect_ratio=True)
        self.pdf.set_draw_color(RULE)
        self.pdf.rect(left, top, wide, high * PART)
        below = top + high * PART + 1.5
        self._set("B", NAME, INK)
        time = f"{cell.timecode}   {float(cell.frames / rate):.1f} s"
        room = self.pdf.get_string_width(time) + 1
        self.pdf.set_xy(left, below)
        name = self._cut(f"{cell.number}   {cell.shot}", wide - room)
        self.pdf.line(name, wide - room, NAME * LINE)
        self._set("", NAME, SOFT)
        self.pdf.line(time, room, NAME * LINE, "R")
        self._blocks(cell, left, below + NAME * LINE + 0.8, wide, top + high)

    def _blocks(self, cell: BoardCell, left: float, top: float, wide: float, end: float) -> None:
        """Camera, words and lines, as large as they fit."""
        blocks = [CellText(cell.camera, is_soft=True), CellText(cell.words)]
        blocks += [CellText(line, is_soft=True) for line in cell.lines]
        blocks = [each for each in blocks if each.text.strip()]
        points = TEXT
        while points > LEAST and self._high(blocks, points, wide) > end - top:
            points -= 0.5
        for block in blocks:
            self._set("", points, SOFT if block.is_soft else INK)
            room = int((end - top) / (points * LINE))
            if room < 1:
                break
            lines = self._lines(block.text, wide)
            if len(lines) > room:
                lines = [*lines[: room - 1], f"{lines[room - 1].rstrip()} …"]
            for line in lines:
                self.pdf.set_xy(left, top)
                self.pdf.line(line, wide, points * LINE)
                top += points * LINE
            top += points * LINE * 0.3

    def _high(self, blocks: Sequence[CellText], points: float, wide: float) -> float:
        """Millimetres that words take in a size."""
        self._set("", points, INK)
        lines = sum(len(self._lines(each.text, wide)) for each in blocks)
        return (lines + 0.3 * (len(blocks) - 1)) * points * LINE

    def _lines(self, text: str, wide: float) -> list[str]:
        """A text in lines; a word that is wider than a line is broken."""
        plain = " ".join(text.split())
        found = self.pdf.multi_cell(
            wide, None, plain, align="L", dry_run=True, output=MethodReturnValue.LINES
        )
        return [str(each) for each in found] if isinstance(found, list) else [plain]

    def _cut(self, text: str, wide: float) -> str:
        """As much of a text as one line holds."""
        plain = " ".join(text.split())
        lines = self._lines(plain, wide - 2)
        return plain if len(lines) < 2 else f"{lines[0].rstrip()}…"

    def _set(self, style: str, points: float, colour: tuple[int, int, int]) -> None:
        self.pdf.set_font("own", style, points)
        self.pdf.set_text_color(*colour)


def _write_font(path: Path, file: FontFile, letters: str) -> None:
    """Write what a font has for some letters, with all that shapes them, at its usual weight. (At
    one weight all of Noto's Han letters take minutes.)
    """
    font = TTFont(file.path, fontNumber=file.index, lazy=True)
    options = Options(notdef_outline=True, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    if "fvar" in font:
        whole = BytesIO()
        font.save(whole)
        font = TTFont(BytesIO(whole.getvalue()))
        font = instantiateVariableFont(font, {"wght": WEIGHT})
    font.save(path)


def _texts(cells: Sequence[BoardCell]) -> Iterator[str]:
    for cell in cells:
        yield from (cell.shot, cell.scene, cell.camera, cell.words, *cell.lines)


def _needed(text: str) -> Iterator[FontFile]:
    """The fonts that have the letters of a text."""
    faces = faces_of(text, None, TitleWeight.REGULAR)
    for letter in dict.fromkeys(text):
        file = None if is_unseen(letter) else faces.of(letter)
        if file is not None:
            yield file
