"""A text in rows that a screen holds, so many at once, broken where a reader takes breath: behind
sentences, then clauses, then before conjunctions and prepositions, and into even rows.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from vfc.edit.subtitles.rules import ReadingLimit, Rules, rules

# Scripts without spaces may break between any two characters, but not before what closes or is
# small, nor behind what opens (JIS X 4051). Korean has spaces.
UNSPACED = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
CLOSING = "、。，．！？：；）」』】〕〉》’”…ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
OPENING = "（「『【〔〈《‘“"
PIECE = re.compile(
    rf"\s*(?:[{OPENING}]*[{UNSPACED}][{CLOSING}]*|[^\s{UNSPACED}]+[{CLOSING}]*|[{CLOSING}]+)"
)
SENTENCE = re.compile(r"[.!?…。！？؟।][\"'’”»)\]」』）]*$")
CLAUSE = re.compile(r"[,;:—–、，；：،][\"'’”»)\]」』）]*$")
INITIAL = re.compile(r"^\w\.$")
# what a break costs behind each
AT_SENTENCE, AT_CLAUSE, BEFORE_WORD, ANYWHERE, UNSPACED_WORD, BEHIND_WORD, INSIDE = (
    0,
    1,
    2,
    5,
    7,
    8,
    9,
)
PAGE = 4.0  # what one more costs
UNEVEN = 4.0  # a row of nothing beside a full one
SHORT = 6.0  # two rows' room for nothing
MANY = 3000  # pieces of a text that is no line, and is broken where a row is full


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPiece:
    """What no row breaks: a word, with the space before it, or a character of a script without
    spaces.

    `cost` is that of a break behind it; `cut`: it is a part of a word that is longer than a row.
    """

    text: str
    cost: int
    cut: bool = False


@lru_cache(maxsize=2048)
def pages(
    text: str, reading: ReadingLimit, rows: int = 2, language: str = ""
) -> tuple[tuple[str, ...], ...]:
    """A text in pages of at most `rows` rows of at most `reading.row` characters."""
    text = plain(text)
    pieces = _pieces(text, reading, language)
    if reading.length(text) <= reading.row:
        return ((text,),)
    if len(pieces) > MANY:
        return _filled(pieces, reading, rows)
    return tuple(_Layout(pieces, reading, rows).pages())


def is_cut(text: str, reading: ReadingLimit) -> bool:
    """Whether a text has a word that is longer than a row, and is broken inside."""
    return any(piece.cut for piece in _pieces(plain(text), reading, ""))


def plain(text: str) -> str:
    """A text with single spaces, and something to see where it says nothing."""
    return " ".join(text.split()) or "…"


def _pieces(text: str, reading: ReadingLimit, language: str) -> list[WordPiece]:
    words = PIECE.findall(text)
    found: list[WordPiece] = []
    for word, after in zip(words, [*words[1:], ""], strict=False):
        cost = _cost(word.strip(), after, rules(), language.partition("-")[0])
        if reading.length(word.strip()) <= reading.row:
            found.append(WordPiece(text=word, cost=cost))
            continue
        *parts, last = _parts(word, reading)
        found += [WordPiece(text=part, cost=INSIDE, cut=True) for part in parts]
        found.append(WordPiece(text=last, cost=cost, cut=True))
    return found


def _cost(word: str, after: str, known: Rules, language: str) -> int:
    """What a break costs behind a word that another follows."""
    plain, following = word.lower().strip("\"'«»“”‘’(["), after.strip().lower().strip("\"'«“‘(")
    languages = [language] if language in known.begins else list(known.begins)
    if INITIAL.match(plain) or any(plain in known.stays[each] for each in languages):
        return INSIDE
    if SENTENCE.search(word):
        return AT_SENTENCE
    if CLAUSE.search(word):
        return AT_CLAUSE
    if any(plain in known.begins[each] for each in languages):
        return BEHIND_WORD
    if after and not after[0].isspace():
        return UNSPACED_WORD
    begins = any(following in known.begins[each] for each in languages)
    return BEFORE_WORD if begins else ANYWHERE


def _parts(word: str, reading: ReadingLimit) -> list[str]:
    """A word that is longer than a row in parts that are not; an accent stays with its letter."""
    found = [""]
    for character in word:
        joined = unicodedata.category(character).startswith("M") or character == "\u200d"
        if found[-1].strip() and reading.length(found[-1].strip() + character) > reading.row:
            found += [] if joined else [""]
        found[-1] += character
    return found


def _filled(
    pieces: list[WordPiece], reading: ReadingLimit, rows: int
) -> tuple[tuple[str, ...], ...]:
    """Pages in the least work: each row as full as it can be."""
    found: list[str] = []
    for piece in pieces:
        if found and reading.length(found[-1] + piece.text) <= reading.row:
            found[-1] += piece.text
        else:
            found.append(piece.text.lstrip())
    return tuple(tuple(found[at : at + rows]) for at in range(0, len(found), rows))


class _Layout:
    """The cheapest way to part pieces into pages."""

    def __init__(self, pieces: list[WordPiece], reading: ReadingLimit, rows: int):
        self.pieces, self.reading, self.rows = pieces, reading, rows
        sizes = [float(reading.length(piece.text)) for piece in pieces]
        spaces = [
            float(reading.length(piece.text[: len(piece.text) - len(piece.text.lstrip())]))
            for piece in pieces
        ]
        self.ends, self.spaces = [0.0, *accumulate(sizes)], spaces

    def pages(self) -> list[tuple[str, ...]]:
        """The rows of each page."""
        count = len(self.pieces)
        best = [(0.0, 0, 0)] + [(float("inf"), 0, 0)] * count  # cost, page's start, inner break
        for start in range(count):
            for stop in range(start + 1, count + 1):
                if self.length(start, stop) > self.reading.row * self.rows:
                    break
                cost, inner = self.page(start, stop)
                if best[start][0] + cost < best[stop][0]:
                    best[stop] = (best[start][0] + cost, start, inner)
        found: list[tuple[str, ...]] = []
        stop = count
        while stop:
            _, start, inner = best[stop]
            found.append(
                (self.text(start, inner), self.text(inner, stop))
                if inner
                else (self.text(start, stop),)
            )
            stop = start
        return found[::-1]

    def length(self, start: int, stop: int) -> float:
        """Characters of a row of these pieces."""
        return self.ends[stop] - self.ends[start] - self.spaces[start]

    def text(self, start: int, stop: int) -> str:
        return "".join(piece.text for piece in self.pieces[start:stop]).strip()

    def page(self, start: int, stop: int) -> tuple[float, int]:
        """What a page costs, and the piece with which its second row begins; 0 of one with one
        row.
        """
        row = self.reading.row
        whole = self.length(start, stop)
        last = 0.0 if stop == len(self.pieces) else 1.5 * self.pieces[stop - 1].cost
        fixed = PAGE + last + max(0.0, (row / 2 - whole) / row * SHORT)
        if whole <= row:
            return fixed, 0
        best = (float("inf"), 0)
        for inner in range(start + 1, stop) if self.rows > 1 else ():
            first, second = self.length(start, inner), self.length(inner, stop)
            if first > row:
                break
            if second <= row:
                uneven = abs(first - second) / row * UNEVEN + (0.3 if first > second else 0.0)
                best = min(best, (fixed + self.pieces[inner - 1].cost + uneven, inner))
        return best
