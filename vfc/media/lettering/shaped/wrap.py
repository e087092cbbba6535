"""Lines of words: as few as fit a width, and as even as can be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from math import ceil

WidthOf = Callable[[str], float]  # how wide a text is
PhrasesOf = Callable[[str], list[str]]  # a text in parts that are better not broken

# Scripts written without spaces may break between any two characters, but not before closing
# punctuation.
UNSPACED = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
CLOSING = "、。，．！？：；）」』】〕〉》’”…ー々"
OPENING = "（「『【〔〈《‘“"
PIECE = re.compile(
    rf"\s*(?:[{OPENING}]*[{UNSPACED}][{CLOSING}]*|[^\s{UNSPACED}]+[{CLOSING}]*|[{CLOSING}]+)"
)
JOINER = "\u200d"

# A word that is wider than a line may break behind these; one that is an address, behind those too
# (the Chicago Manual of Style, 14.18). Thai, Lao, Burmese and Khmer have no spaces, and vfc has no
# dictionary by which to find their words: a run that is too wide breaks between two letters, and
# never before what belongs to the letter before.
BEHIND = "-\u2010\u2013\u2014/\u200b"
BEHIND_IN_ADDRESS = BEHIND + "?&=#._~"
ADDRESS = re.compile(r"\w+://|www\.|[\w-]+(\.[\w-]+)*\.[a-z]{2,}/")
SYLLABIC = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
# vowels written before their consonant
LEADING = "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"
# what ends a syllable or a word
TRAILING = "\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ec6"
STACKING = "\u1039\u17d2"  # the consonant after these stands below

JOINED = JOINER + LEADING + STACKING


def wrapped(
    line: str,
    measure: WidthOf,
    width: float,
    most: int | None = None,
    *,
    whole: bool = False,
    phrases: PhrasesOf | None = None,
) -> list[str]:
    """A line in the fewest lines that fit a width, or the first `most` of them.

    A longer word is broken where its script allows, and where that is not enough, between letters;
    with `whole` it is a line that is too wide. Spaces between words become single; an empty line
    stays one.
    """
    pieces = _pieces(line, measure, width, whole, phrases)
    return list(islice(_filled(pieces, measure, width), most)) or [""]


def evened(
    line: str,
    measure: WidthOf,
    width: float,
    *,
    whole: bool = False,
    phrases: PhrasesOf | None = None,
) -> list[str]:
    """A line in as few lines as `wrapped` has, as even as they can be."""
    # no word is broken for evenness
    pieces = list(_pieces(line, measure, width, whole, phrases))
    lines = list(_filled(pieces, measure, width)) or [""]
    low, high = width / 2, width
    for _ in range(8 if len(lines) > 1 else 0):
        middle = (low + high) / 2
        narrower = list(_filled(pieces, measure, middle))
        if len(narrower) > len(lines) or max(map(measure, narrower)) > middle:
            low = middle
        else:
            high, lines = middle, narrower
    return lines


def pieces_of(line: str, *, kept: bool = False) -> list[str]:
    """The words of a line, and the letters of scripts without spaces, with the spaces before them:
    single ones, or as they were `kept`.
    """
    return PIECE.findall(line if kept else " ".join(line.split()))


def _pieces(
    line: str, measure: WidthOf, width: float, whole: bool, phrases: PhrasesOf | None = None
) -> Iterator[str]:
    """The parts of a line between which it may break: its phrases, where they are told and fit."""
    for phrase in phrases(" ".join(line.split())) if phrases else [line]:
        if phrases and measure(phrase.strip()) <= width:
            yield phrase
            continue
        for piece in pieces_of(phrase):
            yield from _broken(piece, measure, width, whole)


def _filled(pieces: Iterable[str], measure: WidthOf, width: float) -> Iterator[str]:
    held = ""
    for piece in pieces:
        if held and measure(held + piece) > width:
            yield held
            held = piece.lstrip()
        else:
            held = held + piece if held else piece.lstrip()
    if held:
        yield held


def _broken(piece: str, measure: WidthOf, width: float, whole: bool) -> list[str]:
    """A piece as it is, or in parts where it is wider than a line."""
    word = piece.strip()
    if measure(word) <= width:
        return [piece]
    parts = [
        each for part in _parts(word) for each in ([part] if whole else _cut(part, measure, width))
    ]
    return [" " + parts[0], *parts[1:]] if piece[:1].isspace() else parts


def _parts(word: str) -> list[str]:
    """A word in the parts between which its script lets it break."""
    behind = BEHIND_IN_ADDRESS if ADDRESS.match(word) else BEHIND
    letters, parts = letters_of_word(word), [""]
    for letter, after in zip(letters, [*letters[1:], ""], strict=True):
        parts[-1] += letter
        ends = letter[-1] in behind and after[:1] not in behind
        if after and (ends or (SYLLABIC.match(letter) and SYLLABIC.match(after))):
            parts.append("")
    return parts


def _cut(part: str, measure: WidthOf, width: float) -> list[str]:
    """A part as it is, or cut between letters where it is wider than a line."""
    if measure(part) <= width:
        return [part]
    letters = letters_of_word(part)
    each = max(1, len(letters) // ceil(measure(part) / width * 1.15))
    return ["".join(letters[at : at + each]) for at in range(0, len(letters), each)]


def letters_of_word(word: str) -> list[str]:
    """The characters of a word, each with its accents and what is joined to it."""
    found: list[str] = []
    for character in word:
        joined = found and (character == JOINER or character in TRAILING or found[-1][-1] in JOINED)
        if joined or (found and unicodedata.category(character).startswith("M")):
            found[-1] += character
        else:
            found.append(character)
    return found
