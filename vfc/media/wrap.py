"""Lines of words: as few as fit a width, and as even as can be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from math import ceil

Measure = Callable[[str], float]  # how wide a text is

# Scripts written without spaces may break between any two characters, but not before closing punctuation.
UNSPACED = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
CLOSING = "、。，．！？：；）」』】〕〉》’”…ー々"
OPENING = "（「『【〔〈《‘“"
PIECE = re.compile(rf"\s*(?:[{OPENING}]*[{UNSPACED}][{CLOSING}]*|[^\s{UNSPACED}]+[{CLOSING}]*|[{CLOSING}]+)")


def wrapped(line: str, measure: Measure, width: float) -> list[str]:
    """A line in the fewest lines that fit a width, then as even as they can be; a longer word is broken where it must.

    Spaces between words are kept single; an empty line stays one.
    """
    pieces = [part for piece in PIECE.findall(" ".join(line.split())) for part in _broken(piece, measure, width)]
    lines = _filled(pieces, measure, width)
    if len(lines) < 2:
        return lines or [""]
    low, high = width / len(lines) / 2, width
    for _ in range(8):
        middle = (low + high) / 2
        narrower = _filled(pieces, measure, middle)
        if len(narrower) > len(lines) or max(map(measure, narrower)) > middle:
            low = middle
        else:
            high, lines = middle, narrower
    return lines


def _filled(pieces: list[str], measure: Measure, width: float) -> list[str]:
    lines, held = [], ""
    for piece in pieces:
        if held and measure(held + piece) > width:
            lines.append(held)
            held = piece.lstrip()
        else:
            held = held + piece if held else piece.lstrip()
    return [*lines, held] if held else lines


def _broken(piece: str, measure: Measure, width: float) -> list[str]:
    """A piece as it is, or in parts where it is wider than a line; letters keep their accents."""
    if measure(piece.strip()) <= width:
        return [piece]
    letters = re.findall(r".(?:[\u0300-\u036f\u200d\ufe0f]+.?)*", piece.strip()) if _marked(piece) else list(piece.strip())
    each = max(1, len(letters) // ceil(measure(piece.strip()) / width * 1.15))
    parts = ["".join(letters[at : at + each]) for at in range(0, len(letters), each)]
    return [" " + parts[0], *parts[1:]] if piece[:1].isspace() else parts


def _marked(text: str) -> bool:
    return any(unicodedata.combining(c) or c in "\u200d\ufe0f" for c in text)
