"""Sora: JSON records of tasks with their generations, beside files that bear a generation's id.

A task is `{id, prompt, created_at, seed, generations: [{id, ...}]}`, with cards in `actions`; a
video of its API is `{id: video_..., model, prompt, created_at}`. A file that the app wrote is
`20250105_1242_Elegant Salon_storyboard_01jgvwd77yea4aj4c691mqbypv.mp4`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from vfc.imports.making import Foreign, Making, cleaned, day_of, read_json, seed_of, settings_of

MOST = 50_000  # values of a record that are looked at
ID = re.compile(r"(?:gen_|task_|video_|s_|^|_)([0-9a-z]{26,64})(?=$|[_. (-])", re.IGNORECASE)
NAME = re.compile(
    r"(20\d{6})_\d{4}_(?P<title>.+)_(?P<kind>storyboard|simple_compose|remix|recut|blend|loop|"
    r"extend|assets_task)_(?:gen_|task_)?(?P<id>[0-9a-z]{26,64})(?:_\d{1,2})?"
)
SETTINGS = ("width", "height", "n_frames", "n_variants", "seconds", "size", "operation", "preset")

Record = Mapping[str, Any]


def records(text: str) -> dict[str, Making]:
    """How files were made, by the ids and the names that the records of a JSON text give them."""
    found: dict[str, Making] = {}
    for task in _tasks(read_json(text)):
        listed = task.get("generations")
        several = (
            [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        )
        for one in several or [task]:
            made = _made(task, one)
            alone = _names(task) if len(several) == 1 else []  # the task's id is then the file's
            for name in (*_names(one), *alone):
                found.setdefault(name, made)
    return found


def read(foreign: Foreign, recorded: Mapping[str, Making]) -> Making | None:
    """How a film was made, by the records beside it or by its own name; None where neither
    says.
    """
    stem = foreign.name.stem[:400]
    for name in (foreign.name.name.lower(), *(id_.lower() for id_ in ID.findall(stem))):
        if name in recorded:
            return recorded[name]
    named = NAME.fullmatch(stem)
    if named is None:
        return None
    return Making(
        by="sora",
        words=cleaned(named["title"]),
        at=day_of(named[1]),
        job=named["id"],
        settings={"kind": named["kind"]},
        remarks=("the words are the title in its name: no record of its prompt is here",),
    )


def _tasks(value: Any) -> Iterator[Record]:
    """The maps of a JSON value that have a prompt, wherever they lie, and not what lies in them."""
    pending, seen = [value], 0
    while pending and seen < MOST:
        seen += 1
        each = pending.pop()
        if isinstance(each, list):
            pending += reversed(each)
        elif isinstance(each, dict):
            if _words(each) and (_names(each) or isinstance(each.get("generations"), list)):
                yield each
            else:
                pending += reversed(each.values())


def _words(record: Record) -> str:
    """A record's prompt, or its cards in their order."""
    words = cleaned(record.get("prompt"))
    cards = record.get("actions")
    if not words and isinstance(cards, dict):
        words = cleaned(" ".join(cleaned(card, 2000) for card in list(cards.values())[:100]))
    return words


def _names(record: Record) -> list[str]:
    """What files of a record are called by: its id without what stands before it, its file."""
    names = [match.lower() for match in ID.findall(cleaned(record.get("id"), 100))]
    for key in ("filename", "file", "file_name", "result_filename"):
        name = cleaned(record.get(key), 400).replace("\\", "/").rpartition("/")[2].lower()
        names += [name] if name else []
    return names


def _made(task: Record, one: Record) -> Making:
    both = {**task, **{name: value for name, value in one.items() if value is not None}}
    return Making(
        by="sora",
        words=_words(one) or _words(task),
        model=cleaned(both.get("model"), 200),
        seed=seed_of(both.get("seed")),
        at=_day(both.get("created_at") or both.get("createdAt") or both.get("created")),
        job=cleaned(one.get("id") or task.get("id"), 100),
        settings=settings_of({name: both[name] for name in SETTINGS if name in both}),
    )


def _day(value: object) -> str:
    """The day of an ISO time or of seconds since 1970; '' of anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 4e9:
        return datetime.fromtimestamp(value, UTC).date().isoformat()
    return day_of(value)
