"""Languages by their tags, as BCP 47 has them, and the codes by which containers call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TAG_PATTERN = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"
UNKNOWN = "und"  # of a track whose language nobody said


def standard_tag(text: str) -> str:
    """A tag in its usual case: `pt-br` is pt-BR, `zh-hant` zh-Hant; '' of what is no language's."""
    first, *rest = text.split("-")
    if not re.match(TAG_PATTERN, text) or first.lower() not in _codes():
        return ""
    return "-".join([first.lower(), *map(_cased, rest)])


def code_of(tag: str) -> str:
    """The three letters of ISO 639 for a tag, `deu`; `und` of ''."""
    return _codes()[tag.partition("-")[0].lower()] if tag else UNKNOWN


def _cased(part: str) -> str:
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


@cache
def _codes() -> Mapping[str, str]:
    """The code of three letters by a tag's first part: by that of two, where there is one."""
    text = Path(__file__).with_name("languages.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {short or code: code for short, code in rows}
