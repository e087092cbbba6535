"""Lines of words: as few as fit a width, and as even as can be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from math import ceil

Measure = Callable[[str], float]  # how wide a text is

# Scripts written without spaces may break between any two characters, but not before closing punctuation.
UNSPACED = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
CLOSING = "、。，．！？：；）」』】〕〉》’”…ー々"
OPENING = "（「『【〔〈《‘“"
PIECE = re.compile(rf"\s*(?:[{OPENING}]*[{UNSPACED}][{CLOSING}]*|[^\s{UNSPACED}]+[{CLOSING}]*|[{CLOSING}]+)")
JOINER = "\u200d"


def wrapped(line: str, measure: Measure, width: float, most: int | None = None) -> list[str]:
    """A line in the fewest lines that fit a width, or the first `most` of them; a longer word is broken where it must.

    Spaces between words become single; an empty line stays one.
    """
    pieces = PIECE.findall(" ".join(line.split()))
    parts = (part for piece in pieces for part in _broken(piece, measure, width))
    return list(islice(_filled(parts, measure, width), most)) or [""]


def evened(line: str, measure: Measure, width: float) -> list[str]:
    """A line in as few lines as `wrapped` has, as even as they can be."""
    lines = wrapped(line, measure, width)
    low, high = width / 2, width
    for _ in range(8 if len(lines) > 1 else 0):
        middle = (low + high) / 2
        narrower = wrapped(line, measure, middle)
        if len(narrower) > len(lines) or max(map(measure, narrower)) > middle:
            low = middle
        else:
            high, lines = middle, narrower
    return lines


def _filled(pieces: Iterable[str], measure: Measure, width: float) -> Iterator[str]:
    held = ""
    for piece in pieces:
        if held and measure(held + piece) > width:
            yield held
            held = piece.lstrip()
        else:
            held = held + piece if held else piece.lstrip()
    if held:
        yield held


def _broken(piece: str, measure: Measure, width: float) -> list[str]:
    """A piece as it is, or in parts where it is wider than a line."""
    word = piece.strip()
    if measure(word) <= width:
        return [piece]
    letters = _letters(word)
    each = max(1, len(letters) // ceil(measure(word) / width * 1.15))
    parts = ["".join(letters[at : at + each]) for at in range(0, len(letters), each)]
    return [" " + parts[0], *parts[1:]] if piece[:1].isspace() else parts


def _letters(word: str) -> list[str]:
    """The characters of a word, each with its accents and what is joined to it."""
    found: list[str] = []
    for character in word:
        joined = found and (character == JOINER or found[-1].endswith(JOINER))
        if joined or found and unicodedata.category(character).startswith("M"):
            found[-1] += character
        else:
            found.append(character)
    return found
