"""Sluglines and transitions of screenplays: the place, the time, and what of the cut they mean."""

from __future__ import annotations

import re
from typing import NamedTuple

from vfc.language.yaml.write import Written

INSIDE = re.compile(
    r"^(?:INT\.?\s*/\s*EXT|EXT\.?\s*/\s*INT|I\s*/\s*E|INT|EXT|EST)(?:\.|\s)\s*", re.IGNORECASE
)
NUMBER = re.compile(r"\s*#[^#]*#\s*$")
TIMES = re.compile(
    r"DAY|NIGHT|MORNING|AFTERNOON|EVENING|DAWN|DUSK|NOON|MIDDAY|MIDNIGHT|SUNRISE|SUNSET|"
    r"TWILIGHT|MAGIC HOUR|GOLDEN HOUR|TAG|NACHT|MORGEN|ABEND|JOUR|NUIT|MATIN|SOIR|AUBE|D[IÍ]A|"
    r"NOCHE|TARDE|AMANECER|ATARDECER|DIA|NOITE|MANH[AÃ]|GIORNO|NOTTE|MATTINA|SERA|ALBA|TRAMONTO|"
    r"ДЕНЬ|НОЧЬ|УТРО|ВЕЧЕР"
)
GOES_ON = re.compile(
    r"CONTINUOUS|LATER|SAME(?: TIME)?|MOMENTS? LATER|MOMENTS? BEFORE|CONT'?D|"
    r"(?:\w+ )?(?:SECONDS|MINUTES|HOURS|DAYS) LATER"
)
DASH = re.compile(r"\s+[-–—]+\s+")
SHORT, LONG = "12f", "1s"
FADE_IN: dict[str, Written] = {"fade": {"from": "black", "length": LONG}}
FADE_OUT: dict[str, Written] = {"fade": {"to": "black", "length": LONG}}
WIPES = {
    "WIPE": "wipe",
    "WHIP": "whip",
    "SWISH": "whip",
    "FLASH": "flash",
    "MORPH": "morph",
    "PUSH": "push",
}


class Slugline(NamedTuple):
    """A scene's heading: its place and its time in its own words, '' where it names none.
    `goes_on` says that the time is that of the scene before.
    """

    location: str
    time: str
    goes_on: bool = False

    @property
    def name(self) -> str:
        """The words that tell the scene from others."""
        time = "" if self.goes_on else self.time
        return f"{INSIDE.sub('', self.location)} {time}".strip()


def slugline(words: str) -> Slugline:
    """A heading in its parts."""
    plain = NUMBER.sub("", words)
    parts = DASH.split(plain)
    last = parts[-1].strip(" .").upper()
    if len(parts) > 1 and GOES_ON.fullmatch(last):
        return Slugline(plain[: plain.rindex(parts[-1])].rstrip(" -–—"), "", goes_on=True)
    if len(parts) > 1 and re.search(rf"\b(?:{TIMES.pattern})\b", last):
        return Slugline(plain[: plain.rindex(parts[-1])].rstrip(" -–—"), parts[-1].strip())
    return Slugline(plain, "")


class CutJoint(NamedTuple):
    """What a transition of a screenplay is in the cut: what stands at the end of the shot before
    it, and before the shot after; neither of a plain cut. `known` is False of one that vfc has not.
    """

    ends: Written | None = None
    begins: Written | None = None
    known: bool = True


def joint(words: str) -> CutJoint:
    """The transition of a line such as `DISSOLVE TO:`."""
    plain = re.sub(r"[^\w ]", "", words).upper().strip()
    first = plain.split(" ")[0] if plain else ""
    if "DISSOLVE" in plain or "CROSSFADE" in plain or plain in ("FADE TO", "CROSS FADE TO"):
        return CutJoint(begins={"dissolve": SHORT})
    if plain.startswith(("FADE IN", "FADE UP", "FADE FROM", "IRIS IN")):
        return CutJoint(begins=FADE_IN)
    if "WHITE" in plain and first in ("FADE", "BURN"):
        return CutJoint(ends={"fade": {"to": "white", "length": LONG}})
    if plain.startswith(("FADE", "IRIS OUT")):
        return CutJoint(ends=FADE_OUT)
    if first in WIPES and "CUT" not in plain:
        return CutJoint(begins={WIPES[first]: SHORT})
    return CutJoint(
        known=bool(re.search(r"\b(CUT|BACK|INTERCUT|TIME|SMASH|MATCH|JUMP|END)\b", plain))
    )
