"""Prompts: `$name` is a member's look at the first mention in a shot, and what they are called after."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vfc.errors import Span
from vfc.film.model import CastMember
from vfc.spec.node import Node
from vfc.spec.suggest import did_you_mean
from vfc.spec.values import Reader

MENTION = re.compile(r"\$(\$|[A-Za-z][A-Za-z0-9-]*)?")


class Mentions:
    """The people mentioned in one shot so far; shared by its prompt and its cards."""

    def __init__(self, reader: Reader, cast: Mapping[str, CastMember], whole: bool = True):
        self.reader, self.cast, self.whole = reader, cast, whole
        self.names: list[str] = []

    def said(self, node: Node | None) -> str:
        """A node's prose with every mention put in words."""
        if node is None:
            return ""
        text = self.reader.prose(node)
        return MENTION.sub(lambda match: self._word(match, node), text) if "$" in text else text

    def _word(self, match: re.Match[str], node: Node) -> str:
        name = match[1] or ""
        if name == "$":
            return "$"
        tail = ""
        while name and name not in self.cast and "-" in name and name.rpartition("-")[0] in self.cast:
            name, dash, rest = name.rpartition("-")
            tail = f"{dash}{rest}{tail}"
        member = self.cast.get(name)
        if member is None:
            self._unknown(name, node)
            return match[0]
        if name in self.names:
            return member.called + tail
        self.names.append(name)
        return member.look + tail

    def _unknown(self, name: str, node: Node) -> None:
        if not self.whole:
            return
        span = _at(node, f"${name}")
        if name:
            self.reader.tell(span, f"unknown member of the cast '${name}'", did_you_mean(name, self.cast, "cast"))
        else:
            self.reader.tell(span, "a '$' names a member of the cast", "write $$ for a dollar sign")


def _at(node: Node, word: str) -> Span:
    """Where a word stands in a node that is written on one line; the node's own span where it is not."""
    column = node.text.find(word)
    if column < 0 or "\n" in node.text or node.span.length < len(node.text):
        return node.span
    shift = 1 if node.quoted else 0
    return node.span._replace(column=node.span.column + column + shift, length=len(word))
