"""A text to its parts, by PyYAML's events: what stands where, and no comment lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from vfc.language.layout.comments import attach
from vfc.language.layout.parts import LayoutNode, LayoutPage, LayoutSlot
from vfc.language.yaml.node import Form

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
MARKS = re.compile(r"(?:(?:&\S+|!\S*)(?:\s+|$)|[#][^\n]*\n\s*)*")


class Unreadable(Exception):
    """The text has no layout: a key that is no word, or a root that is no map."""


def read_page(text: str) -> LayoutPage:
    """The parts of a text that YAML can read; `Unreadable` for what no layout holds."""
    reader = _PageReader(text)
    root = reader.read()
    if root is None or root.kind is not Form.MAP or "!" in root.marks:
        raise Unreadable
    root.marks = ""  # nothing can copy the whole text
    newline = BREAK.search(text)
    page = LayoutPage(root, "\r\n" if newline and newline[0] == "\r\n" else "\n")
    attach(page, text, reader.slots, reader.flows, reader.scalars)
    return page


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=yaml.CLoader)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


def _dashes(text: str) -> Iterator[Any]:
    """Where each item of a block list begins."""
    tokens: Iterator[Any] = yaml.scan(text, Loader=yaml.CLoader)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return (each.start_mark for each in tokens if isinstance(each, yaml.BlockEntryToken))  # pyright: ignore[reportUnknownVariableType]


class _PageReader:
    def __init__(self, text: str):
        self.text = text
        self.root: LayoutNode | None = None
        self.slots: list[LayoutSlot] = []  # in the order of the text
        self.flows: list[LayoutNode] = []
        self.scalars: list[LayoutNode] = []
        self.stack: list[LayoutNode] = []
        self.keys: list[tuple[LayoutNode, Any] | None] = []  # the key that waits for its value
        self.dashes = _dashes(text)

    def read(self) -> LayoutNode | None:
        for event in _events(self.text):
            if isinstance(event, yaml.ScalarEvent):
                self.scalar(event)
            elif isinstance(event, yaml.AliasEvent):
                mark = event.start_mark
                raw = self.text[mark.index : event.end_mark.index]
                part = LayoutNode(Form.SCALAR, mark.index, event.end_mark.index, raw, style="*")
                self.add(part, mark)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self.open(event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                part = self.stack.pop()
                self.keys.pop()
                part.stop = event.end_mark.index
        return self.root

    def scalar(self, event: Any) -> None:
        start, stop = event.start_mark.index, event.end_mark.index
        written = self.text[start:stop]
        marks = ""
        if event.anchor is not None or event.tag is not None:
            found = MARKS.match(written)
            marks = written[: found.end()] if found else ""
        raw = written[len(marks) :]
        part = LayoutNode(Form.SCALAR, start, stop, raw, event.value, event.style or "")
        part.marks = " ".join(re.sub("#[^\n]*\n", " ", marks).split())
        self.scalars.append(part)
        self.add(part, event.start_mark)

    def open(self, event: Any) -> None:
        mark = event.start_mark
        kind = Form.MAP if isinstance(event, yaml.MappingStartEvent) else Form.LIST
        part = LayoutNode(kind, mark.index, mark.index, flow=bool(event.flow_style))
        if event.anchor is not None or event.tag is not None:
            found = MARKS.match(self.text, mark.index)
            marks = found[0] if found else ""
            part.marks = " ".join(re.sub("#[^\n]*\n", " ", marks).split())
        if part.flow:
            end = self.text[event.end_mark.index :][:200]
            part.expanded = event.end_mark.index > mark.index and bool(
                re.match(r"[ \t]*(#|\r|\n|$)", end)
            )
            self.flows.append(part)
        self.add(part, mark)
        self.stack.append(part)
        self.keys.append(None)

    def add(self, part: LayoutNode, mark: Any) -> None:
        if not self.stack:
            self.root = part
            return
        into = self.stack[-1]
        if into.kind is Form.LIST:
            if not into.flow:
                mark = next(self.dashes)
            self.slot(into, LayoutSlot(into, mark.index, mark.line, mark.column, part))
            return
        waiting = self.keys[-1]
        if waiting is None:
            if part.kind is not Form.SCALAR or part.style in ("|", ">"):
                raise Unreadable
            self.keys[-1] = part, mark
            return
        key, at = waiting
        self.keys[-1] = None
        part.below = mark.line > at.line
        slot = LayoutSlot(into, at.index, at.line, at.column, part, key)
        slot.bare = into.flow and part.empty and not part.marks and part.start == key.stop
        self.slot(into, slot)

    def slot(self, into: LayoutNode, slot: LayoutSlot) -> None:
        if not into.slots:
            into.column = slot.column
        into.slots.append(slot)
        slot.value.owner = slot
        self.slots.append(slot)
