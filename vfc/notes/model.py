"""Notes as frozen values, and their bounds: they come from anybody."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace

from vfc.errors import Span

LETTERS = "bcdfghjkmnpqrstvwxz"  # of ids: no word comes of them, and no number
ID = 8  # letters of an id: two branches share one in 17,000,000,000
LONGEST_TEXT, LONGEST_NAME = 4000, 80  # characters
MOST_STROKES, MOST_POINTS = 64, 2000  # of a drawing; points of all its strokes
MOST_NOTES = 1000  # of a shot, with replies
LARGEST = 1 << 20  # bytes of a file
NOWHERE = Span("", 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A line drawn over a frame: its colour, `#rrggbb`, its width as a part of the frame's width,
    and its points, each right and down as parts of the frame.
    """

    colour: str
    width: float
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who did something, and when: UTC to the second, `2026-11-28T12:20:31Z`."""

    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody replies to the note of an id."""

    id: str
    to: str
    signed: Signed
    text: str
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody says of a frame of a shot, counted from 0; `take` is the one that it was said
    of, None where that is not known. `resolved` is by whom; None while it is open.
    """

    id: str
    shot: str
    frame: int
    signed: Signed
    text: str
    take: int | None = None
    drawing: tuple[Stroke, ...] = ()
    resolved: Signed | None = None
    replies: tuple[Reply, ...] = ()
    span: Span = NOWHERE


def new_id(taken: Collection[str]) -> str:
    """An id that no note has yet."""
    while True:
        found = "".join(secrets.choice(LETTERS) for _ in range(ID))
        if found not in taken:
            return found


def threads(notes: Collection[Note], replies: Collection[Reply]) -> tuple[Note, ...]:
    """Notes in the order of their frames, each with its replies in the order of their times. Of
    several with one id, which a merge leaves, the last holds, and it is resolved if one of them is.
    """
    by_id: dict[str, Note] = {}
    for note in notes:
        before = by_id.get(note.id)
        settled = note.resolved or (before.resolved if before else None)
        by_id[note.id] = replace(note, resolved=settled)
    said: dict[str, dict[str, Reply]] = {}
    for reply in replies:
        said.setdefault(reply.to, {})[reply.id] = reply
    whole = (
        replace(
            note,
            replies=tuple(
                sorted(said.get(note.id, {}).values(), key=lambda each: (each.signed.at, each.id))
            ),
        )
        for note in by_id.values()
    )
    return tuple(sorted(whole, key=lambda each: (each.shot, each.frame, each.id)))
