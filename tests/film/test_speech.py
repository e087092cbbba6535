"""How long words take to be spoken."""

from __future__ import annotations

from fractions import Fraction

from vfc.film.speech import speaking_seconds


def test_speaking_counts_letters_and_wide_characters():
    assert speaking_seconds("Oh") == 1
    assert speaking_seconds("x" * 30) == 2
    assert speaking_seconds("你吃了吗我一直亮着灯") == 2
    assert speaking_seconds("  a\n" * 30) == Fraction(59, 15)
