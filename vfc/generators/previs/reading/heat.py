"""What heat and cold do, where the words say how warm it gets: ice melts, water boils."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vfc.generators.previs.reading.drafts import ThingDraft
from vfc.generators.previs.reading.lexicon import kinds

DEGREES = re.compile(
    r"(?<![\w.])([-−]?\d+(?:\.\d+)?) ?(?:°|º|degrees )? ?(?:c|celsius)\b", re.IGNORECASE
)
CLAUSE = re.compile(
    r",? (?:as|while|when|with|at) (?:the|its|a|an) (?:\w+ )?(?:temperature|pressure)\b[^.;,]*"
    r"|,? (?:as|while) (?:it is|they are) exposed to a temperature\b[^.;,]*",
    re.IGNORECASE,
)
MELTS = {  # degrees above which something melts
    "ice_cube": 0,
    "ice_cream": 0,
    "icicle": 0,
    "snowman": 0,
    "snowball": 0,
    "butter": 32,
    "chocolate": 34,
    "cheese": 45,
    "candle": 60,
}
BOILS, FREEZES = 78, 0  # degrees, of what is in a vessel


def tempered(text: str) -> tuple[str, float | None]:
    """A text without what it says of temperature and pressure, and the degrees Celsius that it
    names; None where it names none.
    """
    clause = CLAUSE.search(text)
    if clause is None:
        return text, None
    degrees = DEGREES.search(clause[0])
    warmth = float(degrees[1].replace("−", "-")) if degrees else None
    return text[: clause.start()] + text[clause.end() :], warmth


def warm(things: Sequence[ThingDraft], degrees: float | None) -> None:
    """Let the first of the things do what it does at a temperature."""
    if degrees is None or not things:
        return
    first = things[0]
    held = first.base if isinstance(first.base, ThingDraft) else None
    if first.name in MELTS:
        first.actions = ["melt"] if degrees > MELTS[first.name] else ["stand"]
    elif degrees <= FREEZES:
        first.actions = ["freeze"]
    elif degrees >= BOILS and (held is not None or first.name in kinds("vessels")):
        (held or first).actions = ["cook"]
        first.actions = ["cook"]
