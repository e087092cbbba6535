"""Prompts: `$name` is a member's look at the first mention in a shot, and what they are called
after.
"""

from __future__ import annotations

import re

from vfc.errors import Span
from vfc.language.resolve.looks import Looks
from vfc.language.resolve.values import Reader
from vfc.language.yaml.node import Node

MENTION = re.compile(r"\$(\$|[A-Za-z0-9][A-Za-z0-9-]*)?")
LONGEST = 100  # lines of one prompt that are searched for a name


class Mentions:
    """The people mentioned in one shot so far; shared by its prompt and its cards."""

    def __init__(self, reader: Reader, looks: Looks):
        self.reader, self.looks, self.cast = reader, looks, looks.cast
        self.names: list[str] = []

    def expanded(self, node: Node | None) -> str:
        """A node's prose with every mention put in words."""
        if node is None:
            return ""
        text = self.reader.prose(node)
        return MENTION.sub(lambda match: self._word(match, node), text) if "$" in text else text

    def _word(self, match: re.Match[str], node: Node) -> str:
        written = match[1] or ""
        if written == "$":
            return "$"
        name, tail = self._split(written)
        member = self.cast.get(name)
        if member is None:
            self._unknown(written.rstrip("-"), node)
            return match[0]
        if name in self.names:
            return member.called + tail
        self.names.append(name)
        if not member.look:
            self.reader.tell(
                self._place(node, name),
                f"'{name}' has no look, and is only heard",
                f"write cast: {{{name}: {{look: a woman in a red coat}}}}",
            )
        return member.look + tail

    def _split(self, written: str) -> tuple[str, str]:
        """The longest name that the cast knows at the head, and what follows: `$mother-in-law`,
        `$mother-`.
        """
        name = written
        while name not in self.cast and "-" in name:
            name = name.rpartition("-")[0]
        return name, written[len(name) :]

    def _unknown(self, name: str, node: Node) -> None:
        span = self._place(node, name)
        if not name or name[0].isdigit():
            self.reader.tell(span, "a '$' names a member of the cast", "write $$ for a dollar sign")
        else:
            self.looks.check_member(span, name, f"${name}")

    def _place(self, node: Node, name: str) -> Span:
        """Where `$name` stands; in prose of several lines too."""
        word = re.compile(rf"(?<!\$)(?:\$\$)*(\${re.escape(name)})(?![A-Za-z0-9])")
        lines, column = self.reader.lines(node.span.file), node.span.column - 1
        for number in range(node.span.line, min(len(lines), node.span.line + LONGEST) + 1):
            found = word.search(lines[number - 1], column)
            if found:
                return Span(node.span.file, number, found.start(1) + 1, len(name) + 1)
            column = 0
        return node.span
