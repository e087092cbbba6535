"""One file's text to nodes: the door of PyYAML, whose C parser gives events with marks.

Events, not `yaml.compose`: three times as fast, no recursion whatever the nesting, and aliases,
tags and what stood unquoted are still to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import yaml

from vfc.errors import Mistake, Span
from vfc.language.yaml.hashes import Hashes
from vfc.language.yaml.hints import explain, line_and_column, quote
from vfc.language.yaml.keys import checked_keys
from vfc.language.yaml.node import CONTROL, Entry, Form, Node

DEPTH = 40  # maps and lists within each other; the language itself needs ten
ALIASES = 1000
COPIED = 100_000  # values that aliases may copy, all together

TAGGED = re.compile(r"(?:&\S+\s+)?([^\r\n]*)")


class TextMark(Protocol):
    """A place in a text, as PyYAML tells it; all count from 0."""

    line: int
    column: int
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A file as nodes; `root` is None where the text is empty, or `whole` is False: no YAML."""

    root: Node | None
    whole: bool
    mistakes: tuple[Mistake, ...]


def compose(file: str, text: str) -> Composed:
    """The nodes of `text`, the text of `file`, and all its mistakes; nothing is raised whatever the
    text.
    """
    control = CONTROL.search(text)
    if control:
        span = Span(file, *line_and_column(text, control.start()), 1)
        message = f"there is a control character here, U+{ord(control[0]):04X}"
        return Composed(
            root=None,
            whole=False,
            mistakes=(Mistake(span=span, message=message, hint="delete it"),),
        )
    composer = _Composer(file, text)
    composer.run()
    root = composer.root if composer.whole else None
    return Composed(root=root, whole=composer.whole, mistakes=tuple(composer.mistakes))


class _Open:
    """A map or a list whose end has not come yet."""

    __slots__ = (
        "anchor",
        "bare",
        "count",
        "entries",
        "flow",
        "height",
        "items",
        "key",
        "key_end",
        "mark",
        "node",
    )

    def __init__(self, node: Node, event: yaml.CollectionStartEvent, count: int):
        self.node, self.count = node, count
        self.mark: TextMark = event.start_mark
        self.anchor: str | None = event.anchor
        self.flow = bool(event.flow_style)
        self.entries: list[Entry] | None = [] if node.kind is Form.MAP else None
        self.items: list[Node] = []
        self.key: Node | None = None
        self.key_end = -1
        self.bare: set[int] = set()  # places of a flow map's keys that have no ':'
        self.height = 1


class _Refused(Exception):
    """The rest of the text is not read: what is wrong has been told."""


def _events(text: str) -> Iterator[yaml.Event]:
    # its stub says no types
    return yaml.parse(text, Loader=yaml.CLoader)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


class _Composer:
    def __init__(self, file: str, text: str):
        self.file, self.text = file, text
        self.root: Node | None = None
        self.whole = True
        self.mistakes: list[Mistake] = []
        self.stack: list[_Open] = []
        # the node, how many values it holds, how deep it is
        self.anchors: dict[str, tuple[Node, int, int]] = {}
        self.unused: dict[str, Node] = {}
        self.count = self.copied = self.aliases = self.documents = 0
        self.quoted = (0, 0)  # where the last quoted text began and ended
        self.hashes = Hashes(file, text)

    def run(self) -> None:
        take: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.start,
            yaml.SequenceStartEvent: self.start,
            yaml.MappingEndEvent: self.end,
            yaml.SequenceEndEvent: self.end,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        try:
            for event in _events(self.text):
                found = take.get(type(event))
                if found is not None:
                    found(event)
        except _Refused:
            self.whole = False
        except yaml.YAMLError as error:
            self.whole = False
            self.broken(error)
        else:
            self.mistakes += self.hashes.mistakes()
            self.tell_unused()

    def tell(self, span: Span, message: str, hint: str = "") -> None:
        self.mistakes.append(Mistake(span=span, message=message, hint=hint))

    def deep(self, span: Span) -> None:
        self.tell(
            span, f"maps and lists lie more than {DEPTH} deep here", "a film needs no more than ten"
        )

    def broken(self, error: yaml.YAMLError) -> None:
        """A `#` that cut text off is often why YAML stumbled a little later; then it alone is
        told.
        """
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        if mark is not None and "nesting depth" in str(getattr(error, "problem", "")):
            # newer libyaml looks a thousand levels ahead
            self.deep(Span(self.file, mark.line + 1, mark.column + 1, 1))
            return
        trouble = explain(self.file, self.text, error, self.quoted)
        line = trouble.mistake.span.line
        self.mistakes = [mistake for mistake in self.mistakes if mistake.span.line != line]
        cut = self.hashes.mistakes(trouble.stop)
        self.mistakes += cut
        if not any(trouble.first <= each.span.line <= trouble.last for each in cut):
            self.mistakes.append(trouble.mistake)

    def document(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents > 1:
            span = Span(self.file, event.start_mark.line + 1, event.start_mark.column + 1, 3)
            self.tell(
                span,
                "a second document begins here, and a film is one",
                "take the '---' out, or use 'include'",
            )
            raise _Refused

    def span(self, start: TextMark, end: TextMark) -> Span:
        line, column = start.line, start.column
        if end.line == line:
            return Span(self.file, line + 1, column + 1, max(1, end.column - column))
        stop = self.text.find("\n", start.index)
        length = (stop if stop >= 0 else len(self.text)) - start.index
        return Span(self.file, line + 1, column + 1, max(1, length))

    def scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = event.start_mark, event.end_mark
        node = Node(self.span(start, end), Form.SCALAR, event.value, bool(event.style))
        if event.tag is not None:
            self.tagged(event, node.span)
        if event.anchor is not None:
            self.anchors[event.anchor] = (node, 1, 0)
            self.unused[event.anchor] = node
        if event.style == '"' and (control := CONTROL.search(event.value)):
            self.tell(
                node.span,
                f"an escape makes a control character here, U+{ord(control[0]):04X}",
                "take it out: nothing of a film has a use for one",
            )
        if node.quoted:
            self.quoted = (start.index, end.index)
        if self.hashes.offsets:
            self.hashes.saw(node, start.index, end.index)
        self.add(node, start.index, end.index)

    def start(self, event: yaml.CollectionStartEvent) -> None:
        start = event.start_mark
        span = Span(self.file, start.line + 1, start.column + 1, 1)
        if event.tag is not None:
            self.tagged(event, span)
        if len(self.stack) >= DEPTH:
            self.deep(span)
            raise _Refused
        kind = Form.MAP if isinstance(event, yaml.MappingStartEvent) else Form.LIST
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)
        self.stack.append(_Open(Node(span, kind), event, self.count))

    def end(self, event: yaml.Event) -> None:
        opened = self.stack.pop()
        node = opened.node
        if opened.entries is None:
            node.items = opened.items
        else:
            node.entries, mistakes = checked_keys(opened.entries, opened.bare)
            self.mistakes += mistakes
        if opened.flow:
            node.span = self.span(opened.mark, event.end_mark)
        elif node.entries:
            node.span = node.entries[0].key.span
        if opened.anchor is not None:
            self.anchors[opened.anchor] = (node, self.count - opened.count + 1, opened.height)
        self.add(node, -1, -1, opened.height)

    def add(self, node: Node, start: int, end: int, height: int = 0) -> None:
        self.count += 1
        if not self.stack:
            self.root = node
            return
        into = self.stack[-1]
        if height >= into.height:
            into.height = height + 1
        if into.entries is None:
            into.items.append(node)
        elif into.key is None:
            into.key, into.key_end = node, end
        else:
            if into.flow and start == into.key_end and node.empty:
                into.bare.add(len(into.entries))
            into.entries.append(Entry(into.key, node))
            into.key = None

    def alias(self, event: yaml.AliasEvent) -> None:
        name: str = event.anchor
        span = self.span(event.start_mark, event.end_mark)
        self.unused.pop(name, None)
        node, count, height = self.anchors.get(name) or self.lost(name, span)
        self.aliases += 1
        self.copied += count
        if self.aliases > ALIASES or self.copied > COPIED or len(self.stack) + height > DEPTH:
            self.tell(
                span,
                "aliases copy too much here",
                f"a file may hold {ALIASES} aliases, which copy {COPIED} values in all, {DEPTH} "
                f"deep",
            )
            raise _Refused
        self.count += count - 1
        self.add(node, -1, -1, height)

    def lost(self, name: str, span: Span) -> tuple[Node, int, int]:
        if any(opened.anchor == name for opened in self.stack):
            self.tell(
                span,
                f"'*{name}' stands inside the value that it copies",
                "an alias comes after the whole value",
            )
        else:
            self.tell(
                span,
                f"'*{name}' copies nothing: no value before it is marked '&{name}'",
                f"if it is text, quote it: {quote('*' + name)}",
            )
        return Node(span, Form.SCALAR, f"*{name}", True), 1, 0

    def tagged(self, event: yaml.Event, span: Span) -> None:
        found = TAGGED.match(self.text, event.start_mark.index)
        line = found[1].strip() if found else ""
        tag = line.split()[0] if line.startswith("!") else "!"
        self.tell(
            span._replace(length=len(tag)),
            f"'{tag}' is a YAML tag, and a film holds only plain values",
            f"take it out; if it is text, quote it: {quote(line)}",
        )

    def tell_unused(self) -> None:
        for name, node in self.unused.items():
            if not node.quoted:
                self.tell(
                    node.span,
                    f"'&{name}' marks a value to be copied, and nothing copies it",
                    f"if it is text, quote it: {quote(f'&{name} {node.text}'.strip())}",
                )
