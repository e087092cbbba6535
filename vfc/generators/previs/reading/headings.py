"""Which way the words have somebody or something go across the picture."""

from __future__ import annotations

import re
from functools import cache

from vfc.generators.previs.reading.camera import CAMERA_SIGNS, CAMERA_WORDS
from vfc.generators.previs.reading.signs import UNSPACED, tables

MOVES = ("pan", "pans", "track", "tracks", "dolly", "tilt", "tilts", "orbit", "orbits")
OF_CAMERA = frozenset((*CAMERA_WORDS, *CAMERA_SIGNS, *MOVES))


def heading_of(text: str, language: str) -> int:
    """-1 for the left, 1 for the right, 0 where the text does not say; what it says of the camera
    is none of it.
    """
    for clause in re.split(r"[.,;:。、，；]", text.casefold()):
        words = {*clause.split(), *(sign for sign in CAMERA_SIGNS if sign in clause)}
        if words & OF_CAMERA:
            continue
        for way, found in ((-1, ways(language)[0]), (1, ways(language)[1])):
            if found.search(clause):
                return way
    return 0


@cache
def ways(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds the way to the left, and that to the right."""
    row = tables("headings")[language]
    edge = "" if language in UNSPACED else r"\b"
    after = "".join(rf"(?!\s+{word}\b)" for word in row.get("position", ()))
    left, right = (
        re.compile(edge + "(?:" + "|".join(map(re.escape, row[key])) + ")" + edge + after)
        for key in ("left", "right")
    )
    return left, right
