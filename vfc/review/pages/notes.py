"""The notes page: what people said of frames, with what they drew over them; said, answered and
resolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vfc.commands.notes import add_note, reply_to_note, resolve_note
from vfc.errors import UsageError
from vfc.film.proxies import ProxiesWanted, ProxyForm, ProxyName
from vfc.history.git import configured_name
from vfc.notes.model import MOST_POINTS, MOST_STROKES, Note, Stroke
from vfc.notes.reading import COLOUR
from vfc.review.model.values import Review, ReviewShot
from vfc.review.pages.film import media_of_take
from vfc.review.pages.page import Desk, PageAction, PageData, ReviewPage
from vfc.review.pages.takes import shot_of


def notes_data(review: Review) -> PageData:
    """All notes, and of each shot what they are seen over."""
    film = review.film
    if film is None:
        return {}
    return {
        "shots": {name: _shot(review, each) for name, each in film.shots.items()},
        "notes": [dict(_note(each)) for each in review.notes],
    }


def _shot(review: Review, shot: ReviewShot) -> PageData:
    label = f"{shot.name}#{shot.take}"
    return {
        "frames": shot.frames,
        "take": shot.take,
        "words": shot.words,
        "state": shot.state,
        "movie": media_of_take(review, ProxyName(label, ProxyForm.MOVIE)),
        "poster": media_of_take(review, ProxyName(label, ProxyForm.POSTER)),
    }


def _note(note: Note) -> Iterator[tuple[str, Any]]:
    yield from {
        "id": note.id,
        "shot": note.shot,
        "frame": note.frame,
        "by": note.signed.by,
        "at": note.signed.at,
        "text": note.text,
    }.items()
    if note.take is not None:
        yield "take", note.take
    if note.drawing:
        yield "drawing", [[each.colour, each.width, each.points] for each in note.drawing]
    if note.resolved:
        yield "resolved", [note.resolved.by, note.resolved.at]
    if note.replies:
        yield "replies", [[each.signed.by, each.signed.at, each.text] for each in note.replies]


def notes_want(review: Review) -> tuple[ProxiesWanted, ...]:
    """The movies of the shots that somebody said something of."""
    said = {note.shot for note in review.notes}
    shots = tuple(name for name in (review.film.shots if review.film else ()) if name in said)
    return (ProxiesWanted(shots=shots, forms=(ProxyForm.MOVIE,)),) if shots else ()


def want_movie(desk: Desk, given: dict[str, Any]) -> PageData:
    """Make the movie of a shot before others."""
    wanted = (ProxyForm.MOVIE, ProxyForm.POSTER)
    desk.reading.making.want(ProxiesWanted(shots=(shot_of(desk, given),), forms=wanted))
    return {}


def who(desk: Desk, given: dict[str, Any]) -> PageData:
    """The name that notes of this page are signed with, where git knows one."""
    return {"name": configured_name(desk.workspace.folder)}


def add(desk: Desk, given: dict[str, Any]) -> PageData:
    """Write a note; UsageError where it is none."""
    shot, frame, take = shot_of(desk, given), given.get("frame"), given.get("take")
    if not isinstance(frame, int) or isinstance(frame, bool):
        raise UsageError("a note is on a frame, counted from 0")
    if take is not None and (not isinstance(take, int) or isinstance(take, bool) or take < 1):
        raise UsageError("a take is a number")
    note = add_note(
        desk.workspace,
        shot,
        frame,
        text_of(given, "text"),
        by=text_of(given, "by"),
        take=take,
        drawing=tuple(_strokes(given.get("drawing") or [])),
    )
    return {"id": note.id}


def reply(desk: Desk, given: dict[str, Any]) -> PageData:
    """Answer to a note."""
    note, _ = reply_to_note(
        desk.workspace, _id(given), text_of(given, "text"), by=text_of(given, "by")
    )
    return {"id": note.id}


def resolve(desk: Desk, given: dict[str, Any]) -> PageData:
    """Call a note resolved, or open again."""
    note = resolve_note(
        desk.workspace, _id(given), resolved=given.get("resolved") is True, by=text_of(given, "by")
    )
    return {"id": note.id}


def text_of(given: dict[str, Any], name: str) -> str:
    """A text of a request, '' where there is none; UsageError where it is something else."""
    found = given.get(name, "")
    if not isinstance(found, str):
        raise UsageError(f"'{name}' is a text")
    return found


def _id(given: dict[str, Any]) -> str:
    found = text_of(given, "id")
    if not found:
        raise UsageError("say which note")
    return found


def _strokes(given: object) -> Iterator[Stroke]:
    """A drawing as a page sends it: `[[colour, width, [[right, down], ...]], ...]`."""
    if not isinstance(given, list) or len(given) > MOST_STROKES:
        raise UsageError(f"a drawing has {MOST_STROKES} strokes at most")
    count = 0
    for each in given:
        match each:
            case [str(colour), width, list(points)] if COLOUR.fullmatch(colour):
                count += len(points)
                if count > MOST_POINTS:
                    raise UsageError(f"a drawing has {MOST_POINTS:,} points at most")
                yield Stroke(colour=colour, width=_part(width), points=tuple(map(_point, points)))
            case _:
                raise UsageError("a stroke has a colour, a width and points")


def _point(given: object) -> tuple[float, float]:
    match given:
        case [right, down]:
            return _part(right), _part(down)
        case _:
            raise UsageError("a point has two numbers")


def _part(given: object) -> float:
    if isinstance(given, (int, float)) and not isinstance(given, bool) and 0 <= given <= 1:
        return float(given)
    raise UsageError("a part of the frame is a number from 0 to 1")


NOTES = ReviewPage(
    name="notes",
    title="Notes",
    key="n",
    data=notes_data,
    actions=(
        PageAction(name="want", act=want_movie, edits=False),
        PageAction(name="who", act=who),
        PageAction(name="add", act=add),
        PageAction(name="reply", act=reply),
        PageAction(name="resolve", act=resolve),
    ),
    wants=notes_want,
)
