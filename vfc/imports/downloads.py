"""Runway, Kling and Hailuo: what the names of their downloads say.

They are `Gen-3 Alpha Turbo 1620967955, a fox runs in th, M 5.mp4`,
`kling_20250901_Image_to_Video_The_neon_b_900_0.mp4` and
`Hailuo_Video_a fox runs_433373022180130822.mp4`.
"""

from __future__ import annotations

import re

from vfc.imports.making import Foreign, Making, cleaned, day_of, seed_of

CUT = "the words are those of its name, which is cut short"
NONE = "its name has no words"
RUNWAY = re.compile(
    r"(?P<model>Gen-[0-9.]+(?: [A-Z][a-z]+){0,3}) (?P<seed>\d{1,10})(?P<rest>(?:, .*)?)"
)
MOTION = re.compile(r", M \d{1,2}(?: \(\d+\))?$")
CROPPED = re.compile(r"(?:^|, )(?:Cropped - )?[^,]*(?:jpe?g|png|webp)$|(?:^|, )Cropped - .*$")
KLING = re.compile(
    r"kling_(?P<day>20\d{6})_(?P<kind>Text_to_Video|Image_to_Video|Text_to_Image|Image_to_Image|"
    r"[^_]{2,20})_(?P<words>.*?)_(?P<job>\d{1,8})_\d{1,2}(?: \(\d+\))?",
    re.IGNORECASE,
)
HAILUO = re.compile(
    r"Hailuo_(?:Video|Image)_(?P<words>.*)_(?P<job>\d{12,20})(?: \(\d+\))?", re.IGNORECASE
)


def read(foreign: Foreign) -> Making | None:
    """How a download was made, as far as its name says; None where the name is of none of them."""
    stem = foreign.name.stem[:300]
    if named := RUNWAY.fullmatch(stem):
        return _runway(foreign, named)
    if named := KLING.fullmatch(stem):
        words = cleaned(named["words"].replace("_", " "))
        return Making(
            by="kling",
            words=words,
            at=day_of(named["day"]),
            job=named["job"],
            settings={"kind": cleaned(named["kind"].replace("_", " "), 40)},
            remarks=(CUT if words else NONE,),
        )
    if named := HAILUO.fullmatch(stem):
        words = cleaned(named["words"].replace("_", " "))
        day = day_of(foreign.name.parent.name)
        remarks = (CUT if words else NONE,)
        return Making(by="hailuo", words=words, at=day, job=named["job"], remarks=remarks)
    return None


def _runway(foreign: Foreign, named: re.Match[str]) -> Making:
    rest = MOTION.sub("", named["rest"]).removeprefix(", ")
    words = cleaned(CROPPED.sub("", rest))
    return Making(
        by="runway",
        model=named["model"],
        words=words,
        seed=seed_of(named["seed"]),
        at=day_of(foreign.name.parent.name),
        remarks=(CUT if words else NONE,),
    )
