"""Scalars as values: what a node's text means in the place where it stands.

A reader never complains of a shape: `check_shape` has done so. It tells what only the film's rate,
tempo and names show.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import isfinite
from typing import TypeVar

from vfc.errors import Mistake, Severity, Span, lines_of
from vfc.film.facts import FileKind
from vfc.film.model import Asset, MediaFacts, Scalar
from vfc.film.timing import Tempo, Time, Unit, nearest, parse_time
from vfc.language.resolve.unknown import UnknownNames
from vfc.language.words.kinds import TIME_PATTERN, ScalarKind
from vfc.language.yaml.node import Form, Node, excerpt

Value = TypeVar("Value")
ChosenWord = TypeVar("ChosenWord", bound=str)
NO_FACTS = MediaFacts(kind=FileKind.DATA)
SHAPED = re.compile(TIME_PATTERN)
ENDLESS = 100_000_000  # frames: a thousand hours
# Thirty digits say any number that a film needs; an exponent of nine digits would be worked out for
# hours.
SHORT_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{0,30}|/[0-9]{1,30})?(e[+-]?[0-9]{1,2})?")
LONGEST = 300  # characters of a message that repeats what no line can show


@dataclass(slots=True, kw_only=True)
class Unknown:
    """A name that the film has not, told as the mistake at `at`; `spans` are all that use it, or
    go by its `cause`.
    """

    cause: str
    at: int
    spans: dict[Span, str]

    def with_spans(self, first: Mistake) -> Mistake:
        """The mistake with the other places where it stands."""
        where = lines_of(self.spans, first.span)
        also = "also" if len(set(self.spans.values())) == 1 else f"and more of '{self.cause}'"
        return replace(first, message=f"{first.message}; {also} {where}") if where else first


@dataclass(slots=True)
class Reader:
    """Reads scalars for one film; `mistakes` gathers what is wrong with them."""

    rate: Fraction
    tempo: Tempo | None
    assets: Mapping[str, Asset]
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    mistakes: list[Mistake] = field(default_factory=list)
    lost: UnknownNames | None = None
    _unknown: dict[tuple[str, str], Unknown] = field(default_factory=dict)
    _lines: dict[str, list[str]] = field(default_factory=dict)
    _times: dict[str, Time | str] = field(default_factory=dict)
    _remarked: set[str] = field(default_factory=set)

    def tell(
        self, span: Span, message: str, hint: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        """Add a mistake."""
        message, hint = (
            each if each.isprintable() else excerpt(each, LONGEST) for each in (message, hint)
        )
        self.mistakes.append(Mistake(span=span, message=message, hint=hint, severity=severity))

    def unknown(
        self, section: str, name: str, span: Span, message: str, hint: Callable[[], str]
    ) -> None:
        """Tell of a name that a section of the film has not: once, with the other places where it
        stands.

        Nothing is told where the name may be missing through a fault that is told already.
        """
        if self.is_lost(section, name):
            return
        cause = self.lost.cause(section, name) if self.lost is not None else name
        before = self._unknown.get((section, cause))
        if before is None:
            self._unknown[section, cause] = Unknown(
                cause=cause, at=len(self.mistakes), spans={span: name}
            )
            self.tell(span, message, hint())
        else:
            before.spans.setdefault(span, name)

    def is_lost(self, section: str, name: str) -> bool:
        """Whether a name, or with '' any of a section, may be missing through a fault that is told
        already.
        """
        return self.lost is not None and self.lost.name(section, name)

    def diagnostics(self) -> list[Mistake]:
        """All that was told, each once; unknown names with the other places where they stand."""
        found = list(self.mistakes)
        for each in self._unknown.values():
            if len(each.spans) > 1:
                found[each.at] = each.with_spans(found[each.at])
        return list(dict.fromkeys(found))

    def no_time(self, span: Span, text: str, message: str, hint: str = "") -> None:
        """Tell of a text that is no time; of beats without a tempo once for all of them."""
        if "beat" in text and self.tempo is None:
            self.unknown("tempo", "tempo", span, message, lambda: hint)
        else:
            self.tell(span, message, hint)

    def set_tempo(self, tempo: Tempo | None) -> None:
        """Let times be said in beats from here on."""
        self.tempo = tempo
        self._times.clear()

    def lines(self, file: str) -> list[str]:
        """The lines of one of the film's texts."""
        if file not in self._lines:
            self._lines[file] = self.texts.get(file, "").splitlines()
        return self._lines[file]

    def text(self, node: Node | None, default: str = "") -> str:
        """A scalar's text as it was written."""
        return node.text if node is not None and node.kind is Form.SCALAR else default

    def choice(self, node: Node | None, words: Iterable[ChosenWord]) -> ChosenWord | None:
        """The one of `words` that a scalar says; None where it says none of them."""
        text = self.text(node)
        return next((word for word in words if word == text), None)

    def prose(self, node: Node | None) -> str:
        """A scalar's text on one line: line breaks in prose are spaces."""
        return " ".join(self.text(node).split())

    def number(self, node: Node | None, default: float) -> float:
        """A number; the default where none can be read."""
        try:
            found = float(self.text(node))
        except ValueError:
            return default
        return found if isfinite(found) else default

    def exact(self, node: Node | None, default: Fraction) -> Fraction:
        """A number, exact; the default where none can be read."""
        text = self.text(node).strip()
        try:
            return Fraction(text) if SHORT_NUMBER.fullmatch(text) else default
        except (ValueError, ZeroDivisionError):
            return default

    def whole(self, node: Node | None, default: int) -> int:
        """A whole number; the default where none can be read."""
        try:
            return int(self.text(node))
        except ValueError:
            return default

    def switch(self, node: Node | None, default: bool) -> bool:
        """`on` or `off`, in any of YAML's spellings."""
        word = self.text(node).strip().casefold()
        return default if not word else word in ("on", "yes", "true")

    def heard(self, node: Node | None) -> bool:
        """Whether a shot's own sound is heard: as it is, or as `ambience`."""
        return self.text(node).strip() == "ambience" or self.switch(node, True)

    def time(self, node: Node | None) -> Time | None:
        """A time; None where it is none, which is told where its shape was right and its meaning is
        not.
        """
        if node is None or node.kind is not Form.SCALAR or not node.text.strip():
            return None
        found = self.parsed(node.text)
        if isinstance(found, str):
            if SHAPED.search(node.text):  # other shapes were told of already
                self.no_time(node.span, node.text, found)
            return None
        return found

    def parsed(self, text: str) -> Time | str:
        """A time, or why it is none."""
        found = self._times.get(text)
        if found is None:
            found = self._times[text] = self._parsed(text)
        return found

    def _parsed(self, text: str) -> Time | str:
        if len(text) > LONGEST:
            return f"'{excerpt(text)}' is not a time"
        try:
            found = parse_time(text, self.rate, self.tempo)
        except ValueError as error:
            return str(error)
        return (
            found if found.frames <= ENDLESS else f"'{excerpt(text)}' is longer than a film can be"
        )

    def frames(self, node: Node | None, default: int = 0) -> int:
        """A time as whole frames; a warning where it falls between two."""
        time = self.time(node)
        if node is None or time is None:
            return default
        self.between(node, time)
        return time.nearest

    def some_frames(self, node: Node | None) -> int | None:
        """A time as whole frames; None where none can be read, or where it is less than one, which
        is told.
        """
        time = self.time(node)
        if node is None or time is None or self._too_short(node, time.nearest):
            return None
        self.between(node, time)
        return time.nearest

    def length(self, node: Node | None) -> Fraction | None:
        """A length in frames, at least one: exact where it was written in beats, else the nearest
        frame.
        """
        time = self.time(node)
        if node is None or time is None:
            return None
        if time.unit is not Unit.BEATS and not time.whole:
            frames = self.some_frames(node)
            return None if frames is None else Fraction(frames)
        return None if self._too_short(node, time.frames) else time.frames

    def _too_short(self, node: Node, frames: Fraction | int) -> bool:
        if frames >= 1:
            return False
        self.tell(
            node.span,
            f"'{node.text}' is less than one frame at {self.rate} frames a second",
            "write 1f or more",
        )
        return True

    def in_beats(self, node: Node | None) -> bool:
        """Whether a time was written in beats."""
        return node is not None and node.kind is Form.SCALAR and "beat" in node.text

    def between(self, node: Node, time: Time) -> None:
        """Warn of a time that goes to the nearest frame, unless it is the rate that lets no second
        end on one.

        At 23.976 only what would lie between frames at 24 too is a surprise.
        """
        nominal = time.frames / self.rate * nearest(self.rate)
        if not time.whole and time.unit is not Unit.BEATS and nominal.denominator != 1:
            self.tell(
                node.span,
                f"'{node.text}' falls between two frames and goes to the nearest: {time.nearest}f",
                severity=Severity.WARNING,
            )

    def path(self, node: Node) -> str:
        """A path of the text relative to the film's folder; in an include it is written relative to
        that file.
        """
        return posixpath.normpath(
            posixpath.join(posixpath.dirname(node.span.file), node.text.strip())
        )

    def asset(self, node: Node | None) -> Asset | None:
        """The file that a node names, what is to remark of it noted once; a stand-in without facts
        where it could not be read, which was told already.
        """
        if node is None or node.kind is not Form.SCALAR or not node.text:
            return None
        path = self.path(node)
        found = self.assets.get(path)
        if found is not None and path not in self._remarked:
            self._remarked.add(path)
            for remark in found.facts.remarks:
                self.tell(node.span, f"'{path}' {remark}", severity=Severity.NOTE)
        return (
            found
            if found is not None
            else Asset(path=path, digest="", facts=NO_FACTS, span=node.span)
        )

    def shaped(
        self, node: Node | None, kind: ScalarKind, parse: Callable[[str], Value]
    ) -> Value | None:
        """A scalar of `kind` parsed; None where it cannot be, which is told where its shape was
        right.
        """
        text = self.text(node).strip()
        try:
            return parse(text) if text else None
        except ValueError as error:
            if node is not None and (re.search(kind.pattern, text) or text in kind.words):
                self.tell(node.span, str(error))
            return None

    def free(self, node: Node) -> Scalar | tuple[Scalar, ...]:
        """A value whose type nothing fixes, as YAML 1.2 reads it; quotes make text. A map is its
        pairs, each `key=value`, in the order of the keys.
        """
        if node.kind is Form.MAP:
            return tuple(sorted(f"{key}={self.text(value)}" for key, _, value in entries(node)))
        if node.kind is Form.LIST:
            return tuple(
                value for item in node.items if not isinstance(value := self.free(item), tuple)
            )
        text = node.text
        if node.kind is not Form.SCALAR or node.quoted:
            return text
        words = {
            "true": True,
            "false": False,
            "on": True,
            "off": False,
            "yes": True,
            "no": False,
            "null": None,
            "~": None,
            "": None,
        }
        if text.casefold() in words:
            return words[text.casefold()]
        for kind in (int, float):
            try:
                value = kind(text)
            except ValueError:
                continue
            return value if isfinite(value) else text
        return text


def entries(node: Node | None) -> list[tuple[str, Node, Node]]:
    """The entries of a map, with each key's text; none of what is no map."""
    if node is None or node.kind is not Form.MAP:
        return []
    return [(entry.key.text, entry.key, entry.value) for entry in node.entries]


def items(node: Node | None) -> list[Node]:
    """The items of a list; of one scalar, itself; none of what is empty."""
    if node is None or node.empty:
        return []
    return list(node.items) if node.kind is Form.LIST else [node]


def span_of_word(node: Node, word: str) -> Span:
    """Where the value of a word stands in a map; where the map itself does, if it has no such
    word.
    """
    value = node.get(word)
    return value.span if value is not None else node.span


def part(node: Node, text: str, at: int) -> Node:
    """A piece of a scalar as a scalar of its own, which begins `at` characters into the node's
    text.
    """
    span = node.span
    if not node.quoted and span.length == len(node.text):
        span = span._replace(column=span.column + at, length=max(1, len(text)))
    return Node(span, Form.SCALAR, text)
