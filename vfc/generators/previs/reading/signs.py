"""Words that a thing bears: a sign that says OPEN is a card with that word."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from vfc.generators.previs.reading.drafts import ThingDraft

LETTERS = "lettering"  # of words that nothing bears
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
        draft = ThingDraft(name=NAME, text=says.strip()[:LONGEST])
        if is_of(match[0], language, "letters", "neon"):
            draft.name, draft.lead = LETTERS, True
            draft.colour = "pink" if is_of(match[0], language, "neon") else ""
        found.append(draft)
        return f" {chr(first + len(found) - 1)} "

    return pattern(language).sub(sign, text), found


def is_of(whole: str, language: str, *rows: str) -> bool:
    """Whether what bears the words is of some rows of the table: it leads in what was matched, or
    ends it in the languages that have the words first.
    """
    about = whole.strip().casefold()
    words = tuple(each.casefold() for row in rows for each in tables("signs")[language][row])
    bears = tuple(each.casefold() for each in tables("signs")[language]["bears"])
    if language in UNSPACED:
        return any(each in about for each in words) and not any(each in about for each in bears)
    borne = about.startswith(tuple({*bears} - {*words}))
    return about.startswith(words) or (not borne and about.endswith(words))


@cache
def pattern(language: str) -> re.Pattern[str]:
    """What finds a sign and its words, quoted or in capitals; in the languages that have the words
    first, before it.
    """
    row: Any = tables("signs")[language]
    bears, says, more = (
        "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
        for words in (row["bears"], row["says"], [*row["neon"], *row["letters"]])
    )
    bears = f"{bears}|{more}"
    if language in UNSPACED:
        return re.compile(
            rf"(?:{bears})(?:{says})?\s*{QUOTED}(?:と書かれて(?:いる|ある)?)?"
            rf"|(?:{says})?\s*{QUOTED}\s*(?:{'|'.join(SAID)})\s*(?:{bears})"
            rf"|{QUOTED}\s*(?:の|이라는|라는|という)?(?:{more})"
        )
    return re.compile(
        rf"\b(?i:{bears})\s*,?\s+(?i:{says})\s*:?\s*(?:{QUOTED}|{LOUD})"
        rf"|\b(?i:{bears})\s*:?\s*{QUOTED}"
        rf"|{QUOTED}\s+(?:[^\W\d_]+\s+){{0,2}}(?i:{more})\b"
    )


@cache
def tables(name: str) -> dict[str, Any]:
    """A table of words by language, from its file beside this module."""
    file = resources.files("vfc.generators.previs.reading") / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
