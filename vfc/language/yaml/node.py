"""The film's text as a tree of nodes, each with the span that it was written in.

A scalar keeps its own text: `1917`, `No` and `00:00:04:12` are what was written, and have the type
that their place expects. Nothing here is a value yet; `resolve` makes the values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from vfc.errors import Span


class Form(StrEnum):
    """What YAML tells apart: a map, a list, and whatever is written in one piece."""

    MAP = "map"
    LIST = "list"
    SCALAR = "scalar"


# Bidi controls turn what follows them around: a text that reads otherwise than it is. Arabic and
# Hebrew need none.
CONTROL = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


class Entry(NamedTuple):
    """One `key: value` of a map; the key is a scalar."""

    key: Node
    value: Node


@dataclass(slots=True, eq=False)
class Node:
    """A piece of the text: a map of `entries`, a list of `items`, or a scalar's `text`, quotes
    removed.

    An empty value (`photo:` with nothing after it) is a scalar with the text '' that is not quoted.
    The span of a map or a list is its first line only.
    """

    span: Span
    kind: Form
    text: str = ""
    quoted: bool = False
    entries: Sequence[Entry] = ()
    items: Sequence[Node] = ()

    def get(self, key: str) -> Node | None:
        """The value under `key`, or None where the map has no such key (or this is no map)."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None

    def keys(self) -> list[str]:
        """The map's keys in the order of the text."""
        return [entry.key.text for entry in self.entries]

    @property
    def empty(self) -> bool:
        """Whether nothing was written here: `photo:` with no value."""
        return self.kind is Form.SCALAR and not self.text and not self.quoted


def excerpt(text: str, longest: int = 60) -> str:
    """A text as a message repeats it: on one line, shortened, nothing in it that a terminal would
    obey.
    """
    line = " ".join(
        "".join(each if each.isprintable() else " " for each in text[: longest * 4]).split()
    )
    return line if len(line) <= longest else line[: longest - 3].rstrip() + "..."
