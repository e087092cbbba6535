"""Lines of words as glyphs: in runs of one font, script and direction, shaped by HarfBuzz, laid
from left to right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vfc.film.titles import TitleWeight
from vfc.media.lettering.shaped.faces import (
    HARFBUZZ,
    UNITS,
    Faces,
    FontFile,
    font_of,
    is_unseen,
    own_file,
    script_of,
)
from vfc.media.lettering.shaped.wrap import letters_of_word

# Letters of these are joined to one another: nothing may be put between them.
JOINED = ("ARABIC", "SYRIAC", "MONGOLIAN", "NKO", "ADLAM")
# Han letters, kana and their signs are written beside each other in one run.
RELATED = {"KATAKANA-HIRAGANA": "HIRAGANA", "KATAKANA": "HIRAGANA", "CJK": "HIRAGANA"}


@dataclass(frozen=True, slots=True)
class TypeSize:
    """Letters of a size: their fonts, their size in pixels, and what is put between them, in
    sizes.
    """

    faces: Faces
    pixels: float
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph on a line: its font, its number there, and where it stands from the line's left end
    and baseline, in pixels, up. `letter` counts the letters of the line as they are read.
    """

    font: Any
    number: int
    x: float
    y: float
    letter: int


@dataclass(frozen=True, slots=True)
class GlyphLine:
    """A line of glyphs: how wide it is, how far its ink goes above and below the baseline, where
    each letter begins and ends from the left, and whether it is read from the right; in pixels.
    """

    text: str
    glyphs: tuple[Glyph, ...]
    width: float
    above: float
    below: float
    edges: tuple[tuple[float, float], ...]
    rightward: bool  # its words run to the left


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Letters of a line that are of one font, script and direction: their numbers, as they are
    read.
    """

    file: FontFile
    script: str
    level: int
    first: int
    stop: int


def letters_in(text: str) -> list[str]:
    """The letters of a text, each with its marks and what is joined to it."""
    return letters_of_word(text)


@lru_cache(maxsize=2048)
def set_line(text: str, type_: TypeSize, rightward: bool | None = None) -> GlyphLine:
    """A text as one line; `rightward` where its paragraph runs from the right, None as its first
    letters say. A character that no font has is the sign that fonts have for that.
    """
    letters = letters_in(text)
    if rightward is None:
        rightward = runs_from_right(text)
    glyphs: list[Glyph] = []
    edges = [(0.0, 0.0)] * len(letters)
    x = 0.0
    for run in _visual(_runs(letters, type_.faces, rightward)):
        x = _shape(run, letters, type_, x, glyphs, edges)
    above, below = _ink(glyphs)
    return GlyphLine(text, tuple(glyphs), max(0.0, x), above, below, tuple(edges), rightward)


def runs_from_right(text: str) -> bool:
    """Whether a paragraph is read from the right: its first letter of a direction says."""
    return next((kind != "L" for c in text if (kind := _bidi(c)) in ("L", "R", "AL")), False)


def _bidi(character: str) -> str:
    return unicodedata.bidirectional(character)


def _levels(letters: Sequence[str], rightward: bool) -> list[int]:
    """How deep each letter is embedded, by the bidirectional algorithm (UAX #9): odd ones run to
    the left.
    """
    if not rightward and not any(
        _bidi(c) in ("R", "AL", "AN", "RLE", "RLO") for l in letters for c in l
    ):
        return [0] * len(letters)
    from bidi import algorithm

    found, base = algorithm.get_empty_storage(), int(rightward)
    found["base_level"], found["base_dir"] = base, ("L", "R")[base]
    algorithm.get_embedding_levels("".join(letters), found)
    for number, each in enumerate(found["chars"]):
        each["at"] = number
    algorithm.explicit_embed_and_overrides(found)
    algorithm.resolve_weak_types(found)
    algorithm.resolve_neutral_types(found, False)
    algorithm.resolve_implicit_levels(found, False)
    by_character = {each["at"]: each["level"] for each in found["chars"]}
    levels, at = list[int](), 0
    for letter in letters:
        levels.append(by_character.get(at, levels[-1] if levels else base))
        at += len(letter)
    return _trailing_as_base(letters, levels, base)


def _trailing_as_base(letters: Sequence[str], levels: list[int], base: int) -> list[int]:
    """Spaces at a line's end are at its end (rule L1)."""
    for at in range(len(letters) - 1, -1, -1):
        if not letters[at].isspace():
            break
        levels[at] = base
    return levels


def _runs(letters: Sequence[str], faces: Faces, rightward: bool) -> list[GlyphRun]:
    files = _files(letters, faces)
    scripts = _scripts(letters)
    levels = _levels(letters, rightward)
    found: list[GlyphRun] = []
    for at, (file, script, level) in enumerate(zip(files, scripts, levels, strict=True)):
        last = found[-1] if found else None
        if last is not None and (last.file, last.script, last.level) == (file, script, level):
            found[-1] = GlyphRun(file, script, level, last.first, at + 1)
        else:
            found.append(GlyphRun(file, script, level, at, at + 1))
    return found


def _files(letters: Sequence[str], faces: Faces) -> list[FontFile]:
    """The font of each letter; what needs no glyph is of the font on both its sides, or else of the
    first.
    """
    seen = [
        None if all(map(is_unseen, each)) else faces.of(each) or faces.first for each in letters
    ]
    after: list[FontFile | None] = []
    for file in reversed(seen):
        after.append(file or (after[-1] if after else None))
    found: list[FontFile] = []
    for file, following in zip(seen, reversed(after), strict=True):
        before = found[-1] if found else None
        between = before if before is not None and following in (before, None) else faces.first
        found.append(file or between)
    return found


def _scripts(letters: Sequence[str]) -> list[str]:
    """The script of each letter; that of the letter before for what all share, at the beginning
    that of the first that has one.
    """
    found = [RELATED.get(script := script_of(each[0]), script) for each in letters]
    current = next((each for each in found if each), "")
    for at, each in enumerate(found):
        current = found[at] = each or current
    return found


def _visual(runs: Sequence[GlyphRun]) -> Iterator[GlyphRun]:
    """Runs from left to right (rule L2)."""
    order = list(runs)
    deepest = max((run.level for run in runs), default=0)
    lowest_odd = min((run.level for run in runs if run.level % 2), default=deepest + 1)
    for level in range(deepest, lowest_odd - 1, -1):
        at = 0
        while at < len(order):
            stop = at
            while stop < len(order) and order[stop].level >= level:
                stop += 1
            order[at:stop] = order[at:stop][::-1]
            at = stop + 1
    return iter(order)


def _shape(
    run: GlyphRun,
    letters: Sequence[str],
    type_: TypeSize,
    x: float,
    glyphs: list[Glyph],
    edges: list[tuple[float, float]],
) -> float:
    """Add the glyphs of a run from `x` on, and the edges of its letters; where it ends."""
    text = "".join(letters[run.first : run.stop])
    starts = _starts(letters, run)
    font = font_of(run.file, type_.pixels, type_.faces.weight)
    buffer = HARFBUZZ.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    tracking = 0.0 if run.script in JOINED else type_.tracking * type_.pixels
    HARFBUZZ.shape(font, buffer, {"liga": False, "clig": False} if tracking else {})
    order = buffer.glyph_infos, buffer.glyph_positions
    clusters = sorted({info.cluster for info in order[0]})
    for info, place in zip(*order, strict=True):
        letter = starts[info.cluster]
        glyphs.append(
            Glyph(font, info.codepoint, x + place.x_offset / UNITS, place.y_offset / UNITS, letter)
        )
        advance = place.x_advance / UNITS
        if tracking and place.x_advance:
            advance += tracking
        _widen(edges, letter, x, x + advance)
        x += advance
    _share(edges, clusters, starts, run)
    return x


def _starts(letters: Sequence[str], run: GlyphRun) -> list[int]:
    """The number of the letter that each character of a run belongs to."""
    return [at for at in range(run.first, run.stop) for _ in letters[at]]


def _widen(edges: list[tuple[float, float]], letter: int, left: float, right: float) -> None:
    before = edges[letter]
    edges[letter] = (
        (left, right) if before == (0.0, 0.0) else (min(before[0], left), max(before[1], right))
    )


def _share(
    edges: list[tuple[float, float]], clusters: list[int], starts: list[int], run: GlyphRun
) -> None:
    """Letters that a ligature holds have each their part of it."""
    firsts = [starts[cluster] for cluster in clusters]
    for first, after in zip(firsts, [*firsts[1:], run.stop], strict=True):
        held = after - first
        if held <= 1:
            continue
        left, right = edges[first]
        each = (right - left) / held
        for number in range(held):
            begin = right - each * (number + 1) if run.level % 2 else left + each * number
            edges[first + number] = (begin, begin + each)


def _ink(glyphs: Sequence[Glyph]) -> tuple[float, float]:
    """How far glyphs go above and below their baseline."""
    above = below = 0.0
    for glyph in glyphs:
        extents = glyph.font.get_glyph_extents(glyph.number)
        if extents is not None and extents.height:
            top = glyph.y + extents.y_bearing / UNITS
            above, below = max(above, top), max(below, -(top + extents.height / UNITS))
    return above, below


def cap_height(type_: TypeSize, letter: str = "H") -> float:
    """How high a capital stands, in pixels; of a font without capitals, of vfc's own."""
    font = font_of(type_.faces.first, type_.pixels, type_.faces.weight)
    number = font.get_nominal_glyph(ord(letter))
    if number is None:
        font = font_of(own_file(TitleWeight.SEMIBOLD), type_.pixels, TitleWeight.SEMIBOLD)
        number = font.get_nominal_glyph(ord(letter))
    extents = font.get_glyph_extents(number or 0)
    return extents.y_bearing / UNITS if extents is not None else type_.pixels * 0.7


def descent(type_: TypeSize) -> float:
    """How far the first font goes below its line, in pixels."""
    font = font_of(type_.faces.first, type_.pixels, type_.faces.weight)
    return -font.get_font_extents("ltr").descender / UNITS
