"""Notes into the text of their file: all else in it stays to the byte.

A note is one line, in the order of frames and ids. So git merges the lines of two branches but
where both change the same or neighbours; and there `merge=union`, which the folder's
`.gitattributes` asks for, keeps both, which is right for notes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from vfc.errors import UsageError
from vfc.language.yaml.node import Node
from vfc.language.yaml.patch import Patch
from vfc.notes.model import Note, Reply, Signed, Stroke
from vfc.notes.reading import ShotNotes, read_notes, without_marks

ATTRIBUTES = "# The notes of both sides are kept where branches meet.\n*.yaml merge=union\n"
HEAD = "# Notes on {shot}, a line each. `vfc notes` reads and writes them.\n"


def with_note(notes: ShotNotes, note: Note) -> str:
    """The text with one note more; UsageError where the file cannot be edited."""
    return _checked(notes, _inserted(_editable(notes), _line(_note_words(note)), note), note.id)


def with_reply(notes: ShotNotes, reply: Reply) -> str:
    """The text with one reply more, behind the note that it replies to and what others said to
    it; UsageError where the file cannot be edited.
    """
    found = _editable(notes)
    item = [node for node, to in found.order if to == reply.to][-1]
    words = {"id": reply.id, "to": reply.to, **_signed_words(reply.signed)}
    text = _after(found, item, _line(words | {"text": _quoted(reply.text)}))
    return _checked(notes, text, reply.id)


def with_resolved(notes: ShotNotes, name: str, resolved: Signed | None) -> str:
    """The text in which the note of an id is resolved, or is open again; UsageError where the file
    cannot be edited.
    """
    found = _editable(notes)
    value = "no" if resolved is None else _flow(_signed_words(resolved))
    item, patch = found.items[name], Patch(found.text)
    before = item.get("resolved")
    if before is None:
        ways = [each.done() for each in patch.with_key(item, "resolved", value)]
    else:
        start = patch.index(before.span)
        patch.replace(start, start + max(before.span.length, 0), value)
        ways = [patch.done()]
    for text in ways:
        after = read_notes(notes.shot, notes.file, text)
        if not after.mistakes and {each.id: each.resolved for each in after.notes} == {
            each.id: resolved if each.id == name else each.resolved for each in found.notes
        }:
            return text
    raise UsageError(
        f"{notes.file}:{item.span.line}: this note is written so that it can only be edited by "
        f"hand: write resolved: {value}"
    )


def _editable(notes: ShotNotes) -> ShotNotes:
    """The notes as they can be edited: without the marks of a merge."""
    text, marks = without_marks(notes.text)
    found = read_notes(notes.shot, notes.file, text) if marks else notes
    if not found.whole or found.mistakes:
        first = found.mistakes[0] if found.mistakes else None
        why = f" ({first.span.line}: {first.message})" if first else ""
        raise UsageError(f"{notes.file} has mistakes, and is not written to{why}: mend it first")
    return found


def _checked(before: ShotNotes, text: str, name: str) -> str:
    """A text that reads as before, with one note or reply more; UsageError for another."""
    after = read_notes(before.shot, before.file, text)
    if after.mistakes or set(after.items) != {*before.items, name}:
        raise UsageError(
            f"{before.file} is written so that no note can be added to it: write each note on a "
            f"line of its own that begins with '- '"
        )
    return text


def _inserted(notes: ShotNotes, line: str, note: Note) -> str:
    """A note before the first that comes after it; the comments above that stay with it."""
    if not notes.order:
        head = notes.text or HEAD.format(shot=notes.shot)
        return f"{head.rstrip()}\n{line}\n"
    frames = {each.id: each.frame for each in notes.notes}
    before = [
        item
        for item, to in notes.order
        if to not in frames or (frames[to], to) < (note.frame, note.id)
    ]
    if before:
        return _after(notes, before[-1], line)
    lines = notes.text.splitlines(keepends=True)
    first = at = notes.order[0][0].span.line - 1
    while at and lines[at - 1].startswith("#"):
        at -= 1
    at = at or first  # a comment that the file begins with is of all of it
    return "".join([*lines[:at], f"{line}\n", *lines[at:]])


def _after(notes: ShotNotes, item: Node, line: str) -> str:
    """A line behind an item and what follows on its lines."""
    lines = notes.text.splitlines(keepends=True)
    starts = sorted(each.span.line - 1 for each, _ in notes.order)
    stop = next((start for start in starts if start > item.span.line - 1), len(lines))
    while stop > item.span.line and (not lines[stop - 1].strip() or lines[stop - 1][0] == "#"):
        stop -= 1
    if not lines[stop - 1].endswith(("\n", "\r")):
        lines[stop - 1] += "\n"
    return "".join([*lines[:stop], f"{line}\n", *lines[stop:]])


def _note_words(note: Note) -> dict[str, str]:
    words = {"id": note.id, "frame": str(note.frame), **_signed_words(note.signed)}
    if note.take is not None:
        words["take"] = str(note.take)
    words["text"] = _quoted(note.text)
    if note.drawing:
        words["drawing"] = f"[{', '.join(map(_stroke, note.drawing))}]"
    return words


def _stroke(stroke: Stroke) -> str:
    parts = ", ".join(_part(each) for point in stroke.points for each in point)
    return _flow(
        {"colour": _quoted(stroke.colour), "width": _part(stroke.width), "points": f"[{parts}]"}
    )


def _part(value: float) -> str:
    """A part of the frame, to a tenth of a pixel of the largest frames."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _signed_words(signed: Signed) -> dict[str, str]:
    return {"by": _quoted(signed.by), "at": _quoted(signed.at)}


def _quoted(text: str) -> str:
    """A text in double quotes, whose escapes YAML and JSON have in common."""
    return json.dumps(text, ensure_ascii=False)


def _line(words: dict[str, str]) -> str:
    return f"- {_flow(words)}"


def _flow(words: dict[str, str]) -> str:
    return "{" + ", ".join(_pairs(words)) + "}"


def _pairs(words: dict[str, str]) -> Iterator[str]:
    yield from (f"{word}: {value}" for word, value in words.items())
