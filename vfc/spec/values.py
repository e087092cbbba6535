"""Scalars as values: what a node's text means in the place where it stands.

A reader never complains of a shape: `check_shape` has done so. It tells what only the film's rate, tempo and names show.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from vfc.errors import Mistake, Severity, Span
from vfc.film.model import Asset, MediaFacts, Scalar
from vfc.film.timing import Tempo, Time, parse_time
from vfc.spec.node import Node, shown

NO_FACTS = MediaFacts(kind="data")
LONGEST = 300  # characters of a message that repeats what no line can show


@dataclass(slots=True)
class Reader:
    """Reads scalars for one film; `mistakes` gathers what is wrong with them."""

    rate: Fraction
    tempo: Tempo | None
    assets: Mapping[str, Asset]
    mistakes: list[Mistake] = field(default_factory=list)
    _times: dict[str, Time | str] = field(default_factory=dict)

    def tell(self, span: Span, message: str, hint: str = "", severity: Severity = "error") -> None:
        """Add a mistake."""
        message, hint = (each if each.isprintable() else shown(each, LONGEST) for each in (message, hint))
        self.mistakes.append(Mistake(span=span, message=message, hint=hint, severity=severity))

    def text(self, node: Node | None, default: str = "") -> str:
        """A scalar's text as it was written."""
        return node.text if node is not None and node.kind == "scalar" else default

    def prose(self, node: Node | None) -> str:
        """A scalar's text on one line: line breaks in prose are spaces."""
        return " ".join(self.text(node).split())

    def number(self, node: Node | None, default: float) -> float:
        """A number; the default where none can be read."""
        try:
            return float(self.text(node))
        except ValueError:
            return default

    def exact(self, node: Node | None, default: Fraction) -> Fraction:
        """A number, exact; the default where none can be read."""
        try:
            return Fraction(self.text(node).strip())
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

    def time(self, node: Node | None) -> Time | None:
        """A time; None where it is none, which is told where its shape was right and its meaning is not."""
        if node is None or node.kind != "scalar" or not node.text.strip():
            return None
        found = self._times.get(node.text)
        if found is None:
            found = self._times[node.text] = self._parsed(node.text)
        if isinstance(found, str):
            if re.search(r"beat|[:;]|\d\.\d+\s*f|/", node.text):  # other shapes were told of already
                self.tell(node.span, found)
            return None
        return found

    def _parsed(self, text: str) -> Time | str:
        try:
            return parse_time(text, self.rate, self.tempo)
        except ValueError as error:
            return str(error)

    def frames(self, node: Node | None, default: int = 0) -> int:
        """A time as whole frames; a warning where it falls between two."""
        time = self.time(node)
        if time is None:
            return default
        self.between(node, time)
        return time.nearest

    def some_frames(self, node: Node | None) -> int | None:
        """A time as whole frames, at least one, which is told; None where none can be read."""
        time = self.time(node)
        if time is None:
            return None
        if time.nearest < 1:
            self._too_short(node)
            return 1
        self.between(node, time)
        return time.nearest

    def length(self, node: Node | None) -> Fraction | None:
        """A length in frames: exact where it was written in beats, else the nearest frame, at least one."""
        time = self.time(node)
        if time is None:
            return None
        if time.unit != "beats" and not time.whole:
            return Fraction(self.some_frames(node))
        if time.frames < 1:
            self._too_short(node)
            return Fraction(1)
        return time.frames

    def _too_short(self, node: Node) -> None:
        self.tell(node.span, f"'{node.text}' is less than one frame at {self.rate} frames a second", "write 1f or more")

    def in_beats(self, node: Node | None) -> bool:
        """Whether a time was written in beats."""
        return node is not None and node.kind == "scalar" and "beat" in node.text

    def between(self, node: Node, time: Time) -> None:
        """Warn of a time that goes to the nearest frame."""
        if not time.whole and time.unit != "beats":
            self.tell(node.span, f"'{node.text}' falls between two frames and goes to the nearest: {time.nearest}f",
                      severity="warning")

    def path(self, node: Node) -> str:
        """A path of the text relative to the film's folder; in an include it is written relative to that file."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(node.span.file), node.text.strip()))

    def asset(self, node: Node | None) -> Asset | None:
        """The file that a node names; a stand-in without facts where it could not be read, which was told already."""
        if node is None or node.kind != "scalar" or not node.text:
            return None
        path = self.path(node)
        found = self.assets.get(path)
        return found if found is not None else Asset(path=path, digest="", facts=NO_FACTS, span=node.span)

    def free(self, node: Node) -> Scalar | tuple[Scalar, ...]:
        """A value whose type nothing fixes, as YAML 1.2 reads it; quotes make text."""
        if node.kind == "list":
            return tuple(value for item in node.items if not isinstance(value := self.free(item), tuple))
        text = node.text
        if node.kind != "scalar" or node.quoted:
            return text
        words = {"true": True, "false": False, "on": True, "off": False, "yes": True, "no": False, "null": None,
                 "~": None, "": None}
        if text.casefold() in words:
            return words[text.casefold()]
        for kind in (int, float):
            try:
                return kind(text)
            except ValueError:
                continue
        return text


def entries(node: Node | None) -> list[tuple[str, Node, Node]]:
    """The entries of a map, with each key's text; none of what is no map."""
    if node is None or node.kind != "map":
        return []
    return [(entry.key.text, entry.key, entry.value) for entry in node.entries]


def items(node: Node | None) -> list[Node]:
    """The items of a list; of one scalar, itself; none of what is empty."""
    if node is None or node.empty:
        return []
    return list(node.items) if node.kind == "list" else [node]


def part(node: Node, text: str, at: int) -> Node:
    """A piece of a scalar as a scalar of its own, which begins `at` characters into the node's text."""
    span = node.span
    if not node.quoted and span.length == len(node.text):
        span = span._replace(column=span.column + at, length=max(1, len(text)))
    return Node(span, "scalar", text)
