"""`vfc notes`: what people say of a film's frames; written, answered, resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

from vfc.errors import Mistake, Severity, Span, TextError, UsageError
from vfc.film.model import Film
from vfc.film.timing import nearest, parse_time
from vfc.history.git import configured_name
from vfc.language.yaml.node import CONTROL
from vfc.notes.files import NoteFiles
from vfc.notes.model import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_NOTES,
    Note,
    Reply,
    Signed,
    Stroke,
    new_id,
)
from vfc.notes.reading import ShotNotes
from vfc.notes.writing import with_note, with_reply, with_resolved
from vfc.project.load import load
from vfc.project.plan import no_such_shot, shots_named
from vfc.project.workspace import Workspace

FRAME = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmNotes:
    """The notes of a film that were asked for, what is wrong with their files, and the film's rate;
    None where its text has mistakes.
    """

    notes: tuple[Note, ...]
    mistakes: tuple[Mistake, ...]
    rate: Fraction | None


def files_of(workspace: Workspace) -> NoteFiles:
    """The files of notes of a film."""
    return NoteFiles(workspace.folder, workspace.entry)


def list_notes(
    workspace: Workspace, *, shots: Sequence[str] = (), only_open: bool = False
) -> FilmNotes:
    """The notes of a film, or of these shots and scenes, with all replies, or those that are open;
    UsageError for a shot that is nowhere.
    """
    read = files_of(workspace).all()
    film = _film(workspace)
    names = dict.fromkeys([*(film.shots if film else ()), *(each.shot for each in read)])
    wanted = set(shots_named(names, shots)) if shots else set(names)
    order = {name: number for number, name in enumerate(names)}
    read = sorted((each for each in read if each.shot in wanted), key=lambda one: order[one.shot])
    return FilmNotes(
        notes=tuple(
            note for each in read for note in each.notes if not only_open or note.resolved is None
        ),
        mistakes=tuple(mistake for each in read for mistake in each.mistakes),
        rate=film.format.rate if film else None,
    )


def add_note(
    workspace: Workspace,
    shot: str,
    when: str | int,
    text: str,
    *,
    by: str = "",
    take: int | None = None,
    drawing: tuple[Stroke, ...] = (),
) -> Note:
    """Say something of a frame of a shot, which is a number, `12f` or a time in the shot.

    UsageError for a shot or a frame that is not there, for words that are none, and where nobody
    says who says it.
    """
    film = load(workspace).film
    if shot not in film.shots:
        raise UsageError(no_such_shot(shot, film.shots))
    files, frame = files_of(workspace), _frame(when, film, shot)
    read = files.all()
    here = files.read(shot)
    _refuse_many(here)
    note = Note(
        id=new_id({name for each in read for name in each.items}),
        shot=shot,
        frame=frame,
        signed=_signed(workspace, by),
        text=_words(text),
        take=take,
        drawing=drawing,
    )
    files.write(shot, with_note(here, note))
    return note


def reply_to_note(
    workspace: Workspace, name: str, text: str, *, by: str = ""
) -> tuple[Note, Reply]:
    """Reply to a note, by its id or the beginning of it; UsageError where there is none."""
    files = files_of(workspace)
    here, note, taken = _note(files, name)
    _refuse_many(here)
    reply = Reply(id=new_id(taken), to=note.id, signed=_signed(workspace, by), text=_words(text))
    files.write(note.shot, with_reply(here, reply))
    return note, reply


def resolve_note(workspace: Workspace, name: str, *, resolved: bool = True, by: str = "") -> Note:
    """Call a note resolved, or open again, by its id or the beginning of it; UsageError where there
    is none.
    """
    files = files_of(workspace)
    here, note, _ = _note(files, name)
    signed = _signed(workspace, by) if resolved else None
    if (note.resolved is None) == (signed is None):
        return note
    files.write(note.shot, with_resolved(here, note.id, signed))
    return note


def note_warnings(workspace: Workspace, film: Film) -> Iterator[Mistake]:
    """What is wrong with files of notes, and the open notes on frames or shots that are no more."""
    for each in files_of(workspace).all():
        yield from each.mistakes
        left = [note for note in each.notes if note.resolved is None]
        shot = film.shots.get(each.shot)
        if shot is None:
            if left:
                count = f"{len(left)} note{'s' if len(left) > 1 else ''}"
                yield _warning(
                    Span(each.file, 1, 1),
                    f"{no_such_shot(each.shot, film.shots)}, and {count} on it "
                    f"{'are' if len(left) > 1 else 'is'} open",
                    "resolve them, or move the file to the shot's new name",
                )
            continue
        for note in left:
            if note.frame >= shot.frames and not film.about:
                yield _warning(
                    note.span,
                    f"a note on frame {note.frame} of {note.shot}, which has {shot.frames} frames",
                    f"`vfc notes resolve {note.id}`, or write another frame",
                )


def move_notes(workspace: Workspace, names: Sequence[tuple[str, str]]) -> None:
    """Take the notes of shots along to new names."""
    files = files_of(workspace)
    for old, new in names:
        files.move(old, new)


def _warning(span: Span, message: str, hint: str) -> Mistake:
    return Mistake(span=span, message=message, hint=hint, severity=Severity.WARNING)


def _film(workspace: Workspace) -> Film | None:
    try:
        return load(workspace).film
    except TextError:
        return None


def _note(files: NoteFiles, name: str) -> tuple[ShotNotes, Note, set[str]]:
    read = files.all()
    taken = {each for one in read for each in one.items}
    matched = [(one, note) for one in read for note in one.notes if note.id.startswith(name)]
    exact = [(one, note) for one, note in matched if note.id == name]
    if len(exact or matched) == 1:
        return *(exact or matched)[0], taken
    if not matched or not name:
        raise UsageError(f"there is no note '{name}'; `vfc notes` lists them with their ids")
    ids = ", ".join(note.id for _, note in matched[:6])
    raise UsageError(f"'{name}' may mean several notes: {ids}")


def _frame(when: str | int, film: Film, shot: str) -> int:
    there = film.shots[shot].frames
    if isinstance(when, int) or FRAME.fullmatch(when):
        frame = int(when)
    else:
        try:
            frame = nearest(parse_time(when, film.format.rate, film.tempo).frames)
        except ValueError as error:
            raise UsageError(f"{error}, or a number for a frame") from None
    if not 0 <= frame < there:
        raise UsageError(f"{shot} has the frames 0 to {there - 1}, and not {frame}")
    return frame


def _signed(workspace: Workspace, by: str) -> Signed:
    name = by.strip() or configured_name(workspace.folder)
    if not name:
        raise UsageError("who says so? write --as NAME, or `git config user.name NAME` once")
    if len(name) > LONGEST_NAME or CONTROL.search(name) or "\n" in name:
        raise UsageError(f"a name has {LONGEST_NAME} characters at most, and none of control")
    return Signed(by=name, at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _words(text: str) -> str:
    if not text.strip():
        raise UsageError("a note says something: its words are empty")
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"a note has {LONGEST_TEXT:,} characters at most")
    if CONTROL.search(text):
        raise UsageError("there are control characters in the words of this note: leave them out")
    return text.strip()


def _refuse_many(here: ShotNotes) -> None:
    if len(here.order) >= MOST_NOTES:
        raise UsageError(f"{here.file} has {MOST_NOTES:,} notes already")
