"""Phrases of scripts that are written without spaces, between which lines break: by BudouX, for
Japanese, Chinese and Thai.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from vfc.media.lettering.shaped.faces import TRADITIONAL
from vfc.media.lettering.shaped.wrap import pieces_of

KANA = re.compile("[\u3040-\u30ff]")
HAN = re.compile("[\u3400-\u9fff]")
THAI = re.compile("[\u0e00-\u0e7f]")
WORD = re.compile(r"\s*\S+")


def phrases_of(text: str) -> list[str]:
    """A text in words and phrases, each with the space before it; all of them are the text."""
    found: list[str] = []
    for word in WORD.findall(text):
        kind = _kind(word, text)
        space = word[: len(word) - len(word.lstrip())]
        parts: list[str] = _parser(kind).parse(word.strip()) if kind else [word.strip()]
        found += [space + parts[0], *parts[1:]]
    return found


def words_in(text: str) -> list[str]:
    """The words of a text, each with the space before it, as they are said one by one: a Han letter
    or kana is one, and Thai's are its phrases.
    """
    return [
        piece
        for phrase in (phrases_of(text) if THAI.search(text) else [text])
        for piece in ([phrase] if THAI.search(phrase) else pieces_of(phrase, kept=True))
    ]


def _kind(word: str, text: str) -> str:
    """Which parser splits a word; '' for none."""
    if THAI.search(word):
        return "thai"
    if not HAN.search(word) and not KANA.search(word):
        return ""
    if KANA.search(text):
        return "japanese"
    return "traditional_chinese" if TRADITIONAL & set(text) else "simplified_chinese"


@lru_cache(maxsize=4)
def _parser(kind: str) -> Any:
    import budoux

    return getattr(budoux, f"load_default_{kind}_parser")()
