"""A file of notes to notes, and what is wrong with it: a line that cannot be read costs itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from vfc.errors import Mistake, Severity, Span
from vfc.language.yaml.compose import compose
from vfc.language.yaml.conflicts import MARK
from vfc.language.yaml.node import CONTROL, Form, Node, excerpt
from vfc.language.yaml.suggest import did_you_mean
from vfc.notes.model import (
    LARGEST,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_NOTES,
    MOST_POINTS,
    MOST_STROKES,
    Note,
    Reply,
    Signed,
    Stroke,
    threads,
)

WORDS = ("id", "frame", "by", "at", "text", "take", "drawing", "resolved")
OF_REPLIES = ("id", "to", "by", "at", "text")
NAME = re.compile(r"[a-z0-9]{1,40}")
COLOUR = re.compile(r"#[0-9a-f]{6}")
WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
WHOLE = re.compile(r"\d{1,9}")
PART = re.compile(r"(?:0|1|0?\.\d{1,12}|0\.\d{1,12}|1\.0{1,12})")
EXAMPLE = '- {id: bcdfghjk, frame: 12, by: "Ana", at: "2026-11-28T12:20:31Z", text: "too dark"}'


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotNotes:
    """The notes of a shot as its file has them, in the order of their frames; `items` are the nodes
    by id, for whoever edits the text.
    """

    shot: str
    file: str
    text: str
    notes: tuple[Note, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    items: Mapping[str, Node] = field(default_factory=dict[str, Node])
    order: tuple[tuple[Node, str], ...] = ()  # each item with the id of the note that it is of
    whole: bool = True  # whether the file is YAML, a list, and so can be edited


def read_notes(shot: str, file: str, text: str) -> ShotNotes:
    """The notes of a text; nothing is raised, whatever it holds. Where a merge left its marks, the
    lines of both sides count.
    """
    if len(text) > LARGEST:
        return _lost(shot, file, text, f"it has more than {LARGEST >> 20} MiB")
    shown, marks = without_marks(text)
    composed = compose(file, shown)
    told = [replace(each, severity=Severity.WARNING) for each in composed.mistakes]
    if marks:
        told.append(
            _warning(
                Span(file, marks[0], 1),
                "a merge left its marks here; the notes of both sides count",
                "`vfc notes` takes the marks out when it next writes this file, or do so by hand",
            )
        )
    root = composed.root
    if not composed.whole:
        return ShotNotes(shot=shot, file=file, text=text, mistakes=tuple(told), whole=False)
    if root is None or root.empty:
        return ShotNotes(shot=shot, file=file, text=text, mistakes=tuple(told))
    if root.kind is not Form.LIST:
        return _lost(shot, file, text, "notes are a list", root.span)
    if len(root.items) > MOST_NOTES:
        return _lost(shot, file, text, f"it has more than {MOST_NOTES:,} notes", root.span)
    return _NotesReader(shot, file, text, told).all(root)


def without_marks(text: str) -> tuple[str, list[int]]:
    """A text with the marks of merges as empty lines, and what both sides came from too; the
    numbers of the lines with marks.
    """
    if not any(mark * 7 in text for mark in "<|=>"):
        return text, []
    lines, marks, base = text.splitlines(keepends=True), list[int](), False
    for number, line in enumerate(lines, 1):
        mark = MARK.fullmatch(line.rstrip("\r\n"))
        if mark:
            marks.append(number)
            base = mark[1][0] == "|"
        if mark or base:
            lines[number - 1] = "\n"
    return "".join(lines), marks


def _lost(shot: str, file: str, text: str, message: str, span: Span | None = None) -> ShotNotes:
    mistake = _warning(
        span or Span(file, 1, 1), f"no note of this file can be read: {message}", EXAMPLE
    )
    return ShotNotes(shot=shot, file=file, text=text[:0], mistakes=(mistake,), whole=False)


def _warning(span: Span, message: str, hint: str = "") -> Mistake:
    return Mistake(span=span, message=message, hint=hint, severity=Severity.WARNING)


class _Wrong(Exception):
    """An item that is no note: where, why, and what to write."""

    def __init__(self, span: Span, message: str, hint: str = ""):
        super().__init__(message)
        self.span, self.message, self.hint = span, message, hint


class _NotesReader:
    def __init__(self, shot: str, file: str, text: str, mistakes: list[Mistake]):
        self.shot, self.file, self.text, self.mistakes = shot, file, text, mistakes
        self.notes: list[Note] = []
        self.replies: list[Reply] = []
        self.items: dict[str, Node] = {}
        self.order: list[tuple[Node, str]] = []

    def all(self, root: Node) -> ShotNotes:
        for item in root.items:
            try:
                self.item(item)
            except _Wrong as wrong:
                if all(each.span != wrong.span for each in self.mistakes):
                    self.mistakes.append(_warning(wrong.span, wrong.message, wrong.hint))
        known = {note.id for note in self.notes}
        for reply in self.replies:
            if reply.to not in known:
                self.mistakes.append(
                    _warning(reply.span, f"it replies to '{reply.to}', which is no note here")
                )
        return ShotNotes(
            shot=self.shot,
            file=self.file,
            text=self.text,
            notes=threads(self.notes, self.replies),
            mistakes=tuple(sorted(self.mistakes, key=lambda each: each.span)),
            items=self.items,
            order=tuple(self.order),
        )

    def item(self, item: Node) -> None:
        if item.kind is not Form.MAP:
            raise _Wrong(item.span, "a note is a map", EXAMPLE)
        replies = item.get("to") is not None
        known = OF_REPLIES if replies else WORDS
        for entry in item.entries:
            if entry.key.text not in known:
                hint = did_you_mean(entry.key.text, known, "a note has")
                raise _Wrong(
                    entry.key.span, f"'{excerpt(entry.key.text)}' is no word of notes", hint
                )
        name = self.scalar(item, "id", NAME.fullmatch, "small letters, which `vfc notes` chooses")
        signed = self.signed(item)
        text = self.words(item, "text", LONGEST_TEXT)
        if replies:
            to = self.scalar(item, "to", NAME.fullmatch, "the id of a note")
            self.replies.append(Reply(id=name, to=to, signed=signed, text=text, span=item.span))
        else:
            self.notes.append(
                Note(
                    id=name,
                    shot=self.shot,
                    frame=int(self.scalar(item, "frame", WHOLE.fullmatch, "a frame of the shot")),
                    signed=signed,
                    text=text,
                    take=int(self.scalar(item, "take", WHOLE.fullmatch, "the number of a take"))
                    if item.get("take")
                    else None,
                    drawing=tuple(self.strokes(item.get("drawing"))),
                    resolved=self.resolved(item.get("resolved")),
                    span=item.span,
                )
            )
        self.items[name] = item
        self.order.append((item, self.replies[-1].to if replies else name))

    def scalar(self, item: Node, word: str, fits: Callable[[str], object], what: str) -> str:
        node = item.get(word)
        if node is None:
            raise _Wrong(item.span, f"this note has no '{word}'", f"write {word}: and {what}")
        if node.kind is not Form.SCALAR or not fits(node.text):
            shown = f"'{excerpt(node.text)}'" if node.kind is Form.SCALAR else f"a {node.kind}"
            raise _Wrong(node.span, f"{shown} is no '{word}' of a note", f"write {what}")
        return node.text

    def words(self, item: Node, word: str, most: int) -> str:
        """A text for people: no character in it that a terminal would obey."""
        text = self.scalar(item, word, str, "words")
        if len(text) > most or not text.strip():
            node = item.get(word) or item
            why = "is empty" if not text.strip() else f"has more than {most:,} characters"
            raise _Wrong(node.span, f"the '{word}' of this note {why}")
        control = CONTROL.search(text)
        if control:
            node = item.get(word) or item
            raise _Wrong(
                node.span,
                f"there is a control character in the '{word}' of this note, "
                f"U+{ord(control[0]):04X}",
                "take it out",
            )
        return text

    def signed(self, item: Node) -> Signed:
        return Signed(
            by=self.words(item, "by", LONGEST_NAME),
            at=self.scalar(item, "at", WHEN.fullmatch, '"2026-11-28T12:20:31Z", in UTC'),
        )

    def resolved(self, node: Node | None) -> Signed | None:
        if node is None or node.empty or (node.kind is Form.SCALAR and node.text == "no"):
            return None
        if node.kind is not Form.MAP:
            hint = 'write no, or {by: "Ana", at: "2026-11-28T12:20:31Z"}'
            raise _Wrong(node.span, "'resolved' says by whom, and when", hint)
        return self.signed(node)

    def strokes(self, node: Node | None) -> Iterator[Stroke]:
        if node is None:
            return
        if node.kind is not Form.LIST or len(node.items) > MOST_STROKES:
            raise _Wrong(node.span, f"a drawing is a list of strokes, {MOST_STROKES} at most")
        count = 0
        for item in node.items:
            points = item.get("points") if item.kind is Form.MAP else None
            if points is None or points.kind is not Form.LIST or len(points.items) % 2:
                hint = (
                    "write such as {colour: '#ff3b30', width: 0.005, points: [0.1, 0.2, 0.3, 0.2]}"
                )
                raise _Wrong(item.span, "a stroke has points, right and down in turn", hint)
            count += len(points.items) // 2
            if count > MOST_POINTS:
                raise _Wrong(item.span, f"a drawing has {MOST_POINTS:,} points at most")
            parts = [self.part(each) for each in points.items]
            yield Stroke(
                colour=self.scalar(item, "colour", COLOUR.fullmatch, "such as '#ff3b30'"),
                width=self.part(item.get("width") or item),
                points=tuple(zip(parts[::2], parts[1::2], strict=True)),
            )

    def part(self, node: Node) -> float:
        if node.kind is not Form.SCALAR or not PART.fullmatch(node.text):
            raise _Wrong(node.span, "this is no part of the frame", "write a number from 0 to 1")
        return float(node.text)
