"""A1111's web UI and its kin: the text `parameters` of a PNG, the EXIF comment of a JPEG or a WebP,
or a text file beside the picture.
"""

from __future__ import annotations

import re

from vfc.imports.making import Foreign, Making, cleaned, day_of_file, seed_of, settings_of

NEGATIVE = "Negative prompt:"
LAST = re.compile(r"^Steps: \d+, ", re.MULTILINE)  # with it the line of settings begins
SETTING = re.compile(r'\s*([A-Za-z][\w \-/]{0,40}):\s*("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)')
KEPT = {"steps", "sampler", "schedule type", "cfg scale", "size", "clip skip", "denoising strength"}


def read(foreign: Foreign) -> Making | None:
    """How a picture was made; None where no such text is in it."""
    text = foreign.texts.get("parameters") or foreign.texts.get("exif:comment") or ""
    start = LAST.search(text)
    if start is None:
        return None
    words, _, avoid = text[: start.start()].partition(NEGATIVE)
    given = {
        name.strip().lower(): value.strip().strip('"')
        for name, value in SETTING.findall(text[start.start() :][:8000].split("\n")[0])
    }
    return Making(
        by="a1111",
        words=cleaned(words),
        avoid=cleaned(avoid),
        model=cleaned(given.get("model", ""), 200),
        seed=seed_of(given.get("seed")),
        at=day_of_file(foreign.name),
        settings=settings_of({name: given[name] for name in given if name in KEPT}),
    )
