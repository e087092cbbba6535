"""One file's text with small changes: spans replaced, a key added to a map, all else kept to the
byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vfc.errors import Span
from vfc.language.yaml.node import Form, Node

FLOW = re.compile(r"(?:&\S+\s+)?\{")
HEAD = re.compile(r"[\"']?\s*")  # of a scalar, before its words


class Patch:
    """Changes of one text that do not overlap; `text` is as it was, `done` as it is with all of
    them.
    """

    def __init__(self, text: str):
        self.text = text
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._changes: dict[tuple[int, int], str] = {}

    def copy(self) -> Patch:
        """The same changes of the same text, to which others can be added."""
        other = Patch.__new__(Patch)
        other.text, other._starts, other._changes = self.text, self._starts, dict(self._changes)
        return other

    def index(self, span: Span) -> int:
        """Where in the text a span begins."""
        return self._starts[span.line - 1] + span.column - 1

    def written(self, span: Span) -> str:
        """The text under a span."""
        start = self.index(span)
        return self.text[start : start + span.length]

    def replace(self, start: int, stop: int, new: str) -> None:
        """Put `new` in the place of the characters from `start` up to `stop`."""
        self._changes[start, stop] = new

    def say(self, node: Node, new: str) -> None:
        """Put other words in the place of a scalar that stands on one line, in the quotes that it
        has.
        """
        start = self.index(node.span)
        mark = self.text[start] if node.quoted and self.text[start] in "\"'" else ""
        self.replace(start, start + node.span.length, f"{mark}{new}{mark}")

    def rename(self, node: Node, old: str, new: str) -> bool:
        """Put one name in the place of another at the head of a scalar; False where it is not
        written there.
        """
        start = self.index(node.span)
        head = HEAD.match(self.text, start)
        found = head.end() if head else start
        if not self.text.startswith(old, found):
            return False
        self.replace(found, found + len(old), new)
        return True

    def done(self) -> str:
        """The text with every change."""
        parts: list[str] = []
        at = 0
        for (start, stop), new in sorted(self._changes.items()):
            parts += [self.text[at:start], new]
            at = stop
        return "".join([*parts, self.text[at:]])

    # ── a key that a map does not have yet ─────────────────────────────────────────────────────

    def with_key(
        self, node: Node, word: str, value: str, after: tuple[str, ...] = ()
    ) -> Iterator[Patch]:
        """Ways to add `word: value` to a map, the best looking first; which of them holds shows
        when it is read again.

        `after` are keys behind which the new one would best stand.
        """
        start = self.index(node.span)
        flow = FLOW.match(self.text, start)
        places = (
            self._in_flow(node, flow.end(), word, value)
            if flow
            else self._in_block(node, word, value, after)
        )
        for place, new in places:
            other = self.copy()
            other.replace(place, place, new)
            yield other

    def _in_flow(self, node: Node, inside: int, word: str, value: str) -> Iterator[tuple[int, str]]:
        whole = self.written(node.span)
        if whole.endswith("}"):
            body = whole[:-1].rstrip()
            comma = "" if not node.entries else " " if body.endswith(",") else ", "
            yield self.index(node.span) + len(body), f"{comma}{word}: {value}"
        yield inside, f"{word}: {value}" + (", " if node.entries else "")

    def _in_block(
        self, node: Node, word: str, value: str, after: tuple[str, ...]
    ) -> Iterator[tuple[int, str]]:
        first = node.entries[0].key.span
        indent = " " * (first.column - 1)
        lines = {
            entry.key.text: entry.key.span.line
            for entry in node.entries
            if self._on_one_line(entry.value)
        }
        places = [lines[key] for key in after if key in lines] + list(reversed(lines.values()))
        for line in dict.fromkeys(places):
            stop = self._line_end(line)
            yield stop, f"{self._newline()}{indent}{word}: {value}"
        yield self.index(first), f"{word}: {value}{self._newline()}{indent}"

    def _on_one_line(self, value: Node) -> bool:
        """Whether a plain scalar is all that its line holds, so that a line can follow."""
        if (
            value.kind is not Form.SCALAR
            or value.quoted
            or not value.text
            or self.written(value.span) != value.text
        ):
            return False
        stop = self.index(value.span) + value.span.length
        rest = self.text[stop : self._line_end(value.span.line)].strip()
        return not rest or rest.startswith("#")

    def _line_end(self, line: int) -> int:
        """Where a line ends, before its line break."""
        stop = self._starts[line] if line < len(self._starts) else len(self.text)
        return self._starts[line - 1] + len(
            self.text[self._starts[line - 1] : stop].rstrip("\r\n\x85\u2028\u2029")
        )

    def _newline(self) -> str:
        found = re.search(r"\r\n|\n|\r", self.text)
        return found[0] if found else "\n"
