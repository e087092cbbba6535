"""How a line came out, as facts beside its artifact, and read from them again."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from vfc.film.speech import HeardLine, WordTime

SECONDS, WORDS, LEVEL = "seconds", "said", "level"


def facts_of(heard: HeardLine) -> dict[str, str]:
    """What is known of a line, in words."""
    return {
        SECONDS: str(heard.seconds),
        WORDS: " ".join(f"{float(start):.3f}-{float(stop):.3f}" for start, stop in heard.words),
        LEVEL: heard.level,
    }


def heard_of(facts: Mapping[str, str]) -> HeardLine | None:
    """What is known of a line, of its facts; None where they are none."""
    try:
        seconds = Fraction(facts[SECONDS])
        words = tuple(_time(each) for each in facts[WORDS].split())
        level = facts[LEVEL]
    except (KeyError, ValueError, ZeroDivisionError):
        return None
    if not 0 < seconds < 36_000 or (level and not (level.isascii() and level.isdecimal())):
        return None
    return HeardLine(seconds=seconds, words=words, level=level)


def _time(text: str) -> WordTime:
    start, _, stop = text.partition("-")
    return Fraction(start), Fraction(stop)
