"""Words that a thing bears: a sign that says OPEN is a card with that word."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from vfc.generators.previs.reading.drafts import ThingDraft

NAME = "sign"  # of the thing in a scene; the table of things has none of this name
LONGEST = 40  # characters of what a sign says
OPENING, CLOSING = "[\"“„«「『'‘]", "[\"”“»」』'’]"
QUOTED = rf"{OPENING}\s*([^\"“”„«»「」『』\n]{{1,{LONGEST}}}?)\s*{CLOSING}"
LOUD = r"([A-Z0-9][A-Z0-9!?&'.-]*(?: [A-Z0-9!?&'.-]+)*)(?![a-z])"
SAID = ("的", "と書かれた", "という", "라고 쓰인", "라고 적힌", "이라고 쓰인")  # of what follows
UNSPACED = ("zh", "ja", "ko")


def signed(text: str, language: str, first: int) -> tuple[str, list[ThingDraft]]:
    """The text with a character from `first` on for each sign and what it says, and the signs."""
    found: list[ThingDraft] = []

    def sign(match: re.Match[str]) -> str:
        says = next(part for part in match.groups() if part)
        found.append(ThingDraft(name=NAME, text=says.strip()[:LONGEST]))
        return f" {chr(first + len(found) - 1)} "

    return pattern(language).sub(sign, text), found


@cache
def pattern(language: str) -> re.Pattern[str]:
    """What finds a sign and its words, quoted or in capitals; in the languages that have the words
    first, before it.
    """
    row: Any = tables("signs")[language]
    bears, says = (
        "|".join(map(re.escape, sorted(row[key], key=len, reverse=True)))
        for key in ("bears", "says")
    )
    if language in UNSPACED:
        return re.compile(
            rf"(?:{bears})(?:{says})?\s*{QUOTED}(?:と書かれて(?:いる|ある)?)?"
            rf"|(?:{says})?\s*{QUOTED}\s*(?:{'|'.join(SAID)})\s*(?:{bears})"
        )
    return re.compile(
        rf"\b(?i:{bears})\s*,?\s+(?i:{says})\s*:?\s*(?:{QUOTED}|{LOUD})"
        rf"|\b(?i:{bears})\s*:?\s*{QUOTED}"
    )


@cache
def tables(name: str) -> dict[str, Any]:
    """A table of words by language, from its file beside this module."""
    file = resources.files("vfc.generators.previs.reading") / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
