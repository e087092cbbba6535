"""A spoken line as subtitles: in rows that a screen holds, two at a time, each for its share of the
time.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil

from vfc.film.timing import nearest

# columns, as broadcasters' guides have it; a character of Chinese, Japanese or Korean fills two
WIDTH = 42
ROWS = 2  # at once; the same guides
CLOSING = "、。，．！？：；）」』】〕〉》’”…ー々"  # never begin a row
PIECE = re.compile(
    rf"\s*(?:[\u2e80-\u9fff\uf900-\uffef][{CLOSING}]*|[^\s\u2e80-\u9fff\uf900-\uffef]+[{CLOSING}]*)"
)

SubtitleCue = tuple[Fraction, Fraction, str]  # start, stop, text


def rows(text: str, width: int = WIDTH) -> list[str]:
    """A text in rows of at most so many columns, broken between words, in scripts without spaces
    between characters.
    """
    found = [""]
    for piece in PIECE.findall(" ".join(text.split())):
        if found[-1] and _columns(found[-1] + piece) > width:
            found.append("")
        found[-1] = found[-1] + piece if found[-1] else piece.lstrip()
        while _columns(found[-1]) > width:  # a word that is longer than a row
            most = next(
                each for each in range(len(found[-1]), 0, -1) if _columns(found[-1][:each]) <= width
            )
            found[-1:] = [found[-1][:most], found[-1][most:]]
    return found if found[0] else ["…"]


def cues(text: str, start: Fraction, stop: Fraction) -> list[SubtitleCue]:
    """A line said from frame `start` to `stop`, two rows after two; all at once where the frames
    are too few.
    """
    count = ceil(len(rows(text)) / ROWS)
    if not 1 < count <= stop - start:
        return [(start, stop, "\n".join(rows(text)))]
    even = next(
        found
        for width in range(WIDTH // 2, WIDTH + 1)
        if len(found := rows(text, width)) <= count * ROWS
    )
    pages = ["\n".join(even[at : at + ROWS]) for at in range(0, len(even), ROWS)]
    spoken = list(accumulate((len(page) for page in pages), initial=0))
    ends = [
        start + max(number, nearest((stop - start) * done / spoken[-1]))
        for number, done in enumerate(spoken)
    ]
    return [
        (begin, end, page)
        for (begin, end), page in zip(pairwise([*ends[:-1], stop]), pages, strict=True)
    ]


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
