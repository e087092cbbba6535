"""What is spoken: how long it takes, and what it is in other languages."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

LETTERS_A_SECOND = 15  # a measured reading voice, about 150 words a minute
WIDE_A_SECOND = 5  # of scripts that write a syllable or a word in one character
SHORTEST = Fraction(1)  # second

Translations = tuple[tuple[str, str], ...]  # tags of languages, and what is said in them


def speaking_seconds(text: str) -> Fraction:
    """How long speaking a text takes, nearly: by its letters, at least a second."""
    text = " ".join(text.split())
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return max(
        SHORTEST, Fraction(len(text) - wide, LETTERS_A_SECOND) + Fraction(wide, WIDE_A_SECOND)
    )
