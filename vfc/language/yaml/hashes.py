"""Prose cut off at a `#`: what looks like a comment but has no space behind its `#`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from vfc.errors import Mistake, Span
from vfc.language.yaml.hints import BREAK, line_and_column, quote
from vfc.language.yaml.node import Node

DOUBTFUL = re.compile(r"(?<=[ \t])#(?!#*(?:\s|\Z))")
HASH = re.compile(r"(?<![^\s])#")
OUT_OF_FLOW = re.compile(r"[,\]}]")


class Hashes:
    """The doubtful `#` of one text, less those that scalars turn out to hold."""

    def __init__(self, file: str, text: str):
        self.file, self.text = file, text
        self.offsets = (
            [each.start() for each in HASH.finditer(text)] if DOUBTFUL.search(text) else []
        )
        self._ends: list[int] = []  # where plain scalars end, beside the scalars
        self._plain: list[Node] = []

    def saw(self, node: Node, start: int, end: int) -> None:
        """A scalar stands from `start` to `end`: a quoted one holds its `#`, a plain one may be cut
        off at the next.
        """
        if node.quoted:
            first = bisect_left(self.offsets, start)
            del self.offsets[first : bisect_left(self.offsets, end)]
        else:
            self._ends.append(end)
            self._plain.append(node)

    def mistakes(self, stop: int | None = None) -> list[Mistake]:
        """One for each comment before `stop` that begins behind text and without a space."""
        begun = {_line_start(self.text, index): index for index in reversed(self.offsets)}
        return [
            self._mistake(index)
            for start, index in sorted(begun.items())
            if (stop is None or index < stop)
            and DOUBTFUL.match(self.text, index)
            and self.text[start:index].strip()
        ]

    def _mistake(self, index: int) -> Mistake:
        stop = BREAK.search(self.text, index)
        lost = self.text[index : stop.start() if stop else None].rstrip()
        span = Span(self.file, *line_and_column(self.text, index), len(lost))
        before = self.text[_line_start(self.text, index) : index]
        own = (
            lost
            if sum(map(before.count, "[{")) <= sum(map(before.count, "]}"))
            else OUT_OF_FLOW.split(lost, 1)[0]
        )
        cut = self._cut(index)
        hint = (
            f"quote the text: {quote(f'{cut} {own}'.strip())}"
            if cut is not None
            else "a comment has a space behind its '#'"
        )
        return Mistake(span=span, message=f"'{lost}' would be lost as a comment", hint=hint)

    def _cut(self, index: int) -> str | None:
        """The plain text that ends just before the `#`: '' behind a key, None behind anything
        else.
        """
        found = bisect_right(self._ends, index) - 1
        if found < 0:
            return None
        between = self.text[self._ends[found] : index].strip(" \t")
        if between in (":", "-") or not self._plain[found].text:
            return ""
        return None if between else self._plain[found].text


def _line_start(text: str, index: int) -> int:
    return max(text.rfind(mark, 0, index) for mark in "\n\r\x85\u2028\u2029") + 1
