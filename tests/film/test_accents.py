"""Names that look alike and are not."""

from __future__ import annotations

import unicodedata

from vfc.film.accents import alike, differing

JOINED = unicodedata.normalize("NFC", "café.png")
APART = unicodedata.normalize("NFD", JOINED)


def test_names_that_differ_in_nothing_that_is_seen_are_alike():
    assert alike(JOINED, APART) and alike(APART, JOINED)
    assert not alike(JOINED, JOINED) and not alike(JOINED, "cafe.png")


def test_it_is_told_which_of_them_has_its_accents_joined():
    joined, apart = "joined to their letters (NFC)", "as characters of their own (NFD)"
    assert differing(JOINED, APART) == (
        f"the text has its accents {joined}, the name itself {apart}"
    )
    assert differing(APART, JOINED) == (
        f"the text has its accents {apart}, the name itself {joined}"
    )
    assert "different characters" in differing(APART + JOINED, JOINED + APART)
