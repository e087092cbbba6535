"""Midjourney: the prompt with its parameters in a PNG's `Description`, or what is left of it in the
file's name: `user_words_--ar_169_--v_6_JOB_2.png`.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from vfc.imports.making import LONGEST, Foreign, Making, cleaned, day_of, seed_of, settings_of

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
JOB = re.compile(rf"Job ID:\s{{0,9}}({UUID})", re.IGNORECASE)
NAME = re.compile(rf"(?:(?P<words>.+?)_)?(?P<job>{UUID})(?:_\d{{1,2}})?(?: \(\d+\))?", re.DOTALL)
XMP = re.compile(
    r"<dc:description>\s*(?:<rdf:Alt>\s*<rdf:li[^>]{0,99}>)?([^<]*)|"
    rf"(?:DigImageGUID|DigitalImageGUID)[>=\"]{{1,2}}({UUID})"
)
ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
PARAMETER = re.compile(r"(?:^|\s)(?:--|—)(?=[a-z])")
VERSIONS = {"v": "", "version": "", "niji": "niji "}
PICTURE = re.compile(r"https?://\S+")


def read(foreign: Foreign) -> Making | None:
    """How a picture was made; None where neither its texts nor its name hold a job of
    Midjourney.
    """
    texts = foreign.texts
    told, guid = _xmp(texts.get("xmp", ""))
    for text in (texts.get("Description", ""), texts.get("exif:description", ""), told):
        if job := JOB.search(text[: 2 * LONGEST]):
            return _made(foreign, text[: job.start()], job[1])
    named = NAME.fullmatch(foreign.name.stem[:400])
    if named is None:
        return None
    written = (named["words"] or "").replace("_", " ")
    if guid == "" and not written and "Author" not in texts:
        return None  # a bare id is anybody's
    # before the words stands the artist's own name, as one word
    words = written.partition(" ")[2]
    remark = "the words are those of its name, which is cut short and lacks signs"
    return _made(foreign, words, named["job"], (remark,) if words else ())


def _xmp(text: str) -> tuple[str, str]:
    """The description of an XMP packet, and the id of the picture."""
    told = guid = ""
    for description, found in XMP.findall(text[:100_000]):
        told, guid = told or description, guid or found
    for entity, sign in ENTITIES.items():
        told = told.replace(entity, sign)
    return told, guid


def _made(foreign: Foreign, text: str, job: str, remarks: tuple[str, ...] = ()) -> Making:
    """What a prompt with its parameters says: `words --no cars --ar 16:9 --seed 7 --v 6`."""
    words, *parameters = PARAMETER.split(text)
    given: dict[str, str] = {}
    for each in parameters:
        name, _, value = each.strip().partition(" ")
        given.setdefault(name.lower(), value.strip() or "on")
    model = next((f"{VERSIONS[name]}{given[name]}" for name in VERSIONS if name in given), "")
    pictures = PICTURE.findall(words)
    if pictures:
        given["pictures"] = " ".join(pictures)
    return Making(
        by="midjourney",
        words=cleaned(PICTURE.sub(" ", words)),
        avoid=cleaned(given.pop("no", "")),
        model=cleaned(model, 200),
        seed=seed_of(given.get("seed")),
        at=_day(foreign.texts.get("Creation Time", "")) or day_of(foreign.name.parent.name),
        job=job.lower(),
        settings=settings_of({n: v for n, v in given.items() if n not in (*VERSIONS, "seed")}),
        remarks=remarks,
    )


def _day(text: str) -> str:
    """The day of `Thu, 05 Dec 2024 10:11:12 GMT`; '' of what is no time."""
    try:
        return parsedate_to_datetime(text[:100]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return day_of(text)
