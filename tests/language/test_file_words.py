"""What a generator is told says nothing of a file, and is refused at a shot that shows one."""

from __future__ import annotations

import pytest

from tests.language.resolving import read
from vfc.language.resolve.filewords import MADE

FILM = """\
title: T
generators: {{p: {{use: previs}}}}
sets: {{yard: {{look: a yard}}}}
scenes:
  a:
    shots:
      s: {{{source}, length: 1s, {word}}}
"""
SAID = {
    "generator": "p",
    "style": "dark",
    "avoid": "noise",
    "references": "[x.png]",
    "adapters": "[]",
    "takes": "2",
    "seed": "7",
    "set": "yard",
}


def told(source: str, word: str) -> list[str]:
    return [each.message for each in read(FILM.format(source=source, word=word))[1]]


@pytest.mark.parametrize("word", MADE)
@pytest.mark.parametrize("source", ["still: x.png", "footage: k.mov"])
def test_a_word_of_what_is_made_is_refused_at_a_file(source, word):
    assert f"'{word}' is about pictures that are made, and this shot shows a file" in told(
        source, f"{word}: {SAID[word]}"
    )
    assert told("prompt: x", f"{word}: {SAID[word]}") == []


@pytest.mark.parametrize("word", ["was: a/old", "note: x", "grade: {contrast: 2}"])
def test_what_is_seen_of_a_file_may_be_said(word):
    assert told("still: x.png", word) == []
