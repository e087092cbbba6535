"""What people can read: rows, characters a second, times; by the script and language of a text."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

# the first words of the names that Unicode has for letters
SCRIPTS = {
    "LATIN": "latin",
    "CYRILLIC": "cyrillic",
    "GREEK": "greek",
    "ARABIC": "arabic",
    "HEBREW": "hebrew",
    "DEVANAGARI": "devanagari",
    "BENGALI": "bengali",
    "TAMIL": "tamil",
    "TELUGU": "telugu",
    "THAI": "thai",
    "CJK": "chinese",
    "HIRAGANA": "japanese",
    "KATAKANA": "japanese",
    "KATAKANA-HIRAGANA": "japanese",
    "HANGUL": "korean",
}
FULL = ("chinese", "japanese", "korean")  # whose characters are as wide as they are high
SAID = 3  # letters of others that say as much as one of theirs
SEEN = 400  # letters by which a text's script is known


class ReadingLimit(NamedTuple):
    """What can be read in a script: characters in a row, characters in a second; `full`: a
    character of half the width counts half.
    """

    row: int
    speed: int
    full: bool = False

    def length(self, text: str) -> Fraction:
        """How many characters a text has for readers: one above or below another is none."""
        wide, narrow = _widths(text)
        return wide + Fraction(narrow, 2) if self.full else Fraction(2 * wide + narrow)


class LanguageLimits(NamedTuple):
    """What a language has otherwise than the scripts in which it is written."""

    scripts: frozenset[str]
    limits: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of all scripts: seconds, and `gap` in frames. `away` and `near` are distances from
    a cut.
    """

    rows: int
    shortest: Fraction
    longest: Fraction
    gap: int
    away: Fraction
    near: Fraction
    scripts: Mapping[str, Mapping[str, int]]
    languages: Mapping[str, LanguageLimits]
    begins: Mapping[str, frozenset[str]]
    stays: Mapping[str, frozenset[str]]

    def reading(self, text: str, language: str = "") -> ReadingLimit:
        """What can be read of a text, by its script and, where it is known, its language."""
        script = script_of(text)
        limits = self.scripts[script]
        own = self.languages.get(language.partition("-")[0])
        if own is not None and script in own.scripts:
            limits = {**limits, **own.limits}
        return ReadingLimit(limits["row"], limits["speed"], script in FULL)


@cache
def rules() -> Rules:
    """The rules, as `rules.toml` has them."""
    said = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
    words: Mapping[str, Mapping[str, str]] = said["words"]
    return Rules(
        rows=said["rows"],
        shortest=Fraction(said["shortest"]),
        longest=Fraction(said["longest"]),
        gap=said["gap"],
        away=Fraction(said["cuts"]["away"]),
        near=Fraction(said["cuts"]["near"]),
        scripts=said["scripts"],
        languages={
            name: LanguageLimits(
                frozenset(of["scripts"]),
                {word: each for word, each in of.items() if word != "scripts"},
            )
            for name, of in said["languages"].items()
        },
        begins={each: frozenset(of["begins"].split()) for each, of in words.items()},
        stays={each: frozenset(of["stays"].split()) for each, of in words.items()},
    )


def script_of(text: str) -> str:
    """The script that most letters of a text are in; Japanese where some are kana, Latin where
    there are none.
    """
    if text.isascii():
        return "latin"
    letters = [each for each in text if each.isalpha()][:SEEN]
    counted: Counter[str] = Counter()
    for each in letters:
        script = SCRIPTS.get(unicodedata.name(each, "").partition(" ")[0], "")
        counted[script] += SAID if script in FULL else 1
    if counted["chinese"] and counted["japanese"]:
        counted["japanese"] += counted["chinese"]
    counted.pop("", None)
    return counted.most_common(1)[0][0] if counted else "latin"


def _widths(text: str) -> tuple[int, int]:
    """How many characters of a text are wide, and how many narrow."""
    if text.isascii():
        return 0, len(text)
    seen = [each for each in text if unicodedata.category(each) not in ("Mn", "Me", "Cf")]
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in seen)
    return wide, len(seen) - wide
