"""Comments and blank lines to what they belong to.

A comment behind something belongs to it. One on a line of its own belongs to what follows, where it
is indented as that; deeper, to the end of what is indented so; else to what follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from vfc.language.layout.parts import LayoutComment, LayoutNode, LayoutPage, LayoutSlot

HASH = re.compile(r"(?<![^\s\ufeff])#[^\r\n\x85\u2028\u2029]*")
BREAKS = "\n\r\x85\u2028\u2029"
MODELINE = re.compile(r"#\s*(yaml-language-server:|vim?:|-\*-|!)")


class _Found(NamedTuple):
    """A comment, where it begins, and whether it has a line of its own."""

    place: int
    comment: LayoutComment
    alone: bool


def attach(
    page: LayoutPage,
    text: str,
    slots: Sequence[LayoutSlot],
    flows: Sequence[LayoutNode],
    scalars: Sequence[LayoutNode],
) -> None:
    """Give each comment of a text to its entry, item or collection, and to each slot whether a
    blank line stands above it.
    """
    _Attaching(page, text, slots, flows, scalars).run()


class _Attaching:
    def __init__(
        self,
        page: LayoutPage,
        text: str,
        slots: Sequence[LayoutSlot],
        flows: Sequence[LayoutNode],
        scalars: Sequence[LayoutNode],
    ):
        self.page, self.text, self.flows = page, text, flows
        self.flow_starts = [each.start for each in flows]
        self.lines = _line_starts(text)
        self.first = len(text) - len(text.lstrip())
        self.scalars = [each for each in scalars if each.stop > each.start]
        self.kept = {  # lines of texts that end with blank lines, which are theirs
            line
            for each in self.scalars
            if each.style in ("|", ">") and "+" in each.raw.split("\n", 1)[0]
            for line in range(self.line(each.start), self.line(each.stop - 1) + 1)
        }
        self.blocks = [each for each in slots if not each.container.flow]
        self.starts = [each.start for each in self.blocks]
        for slot in slots:
            slot.blank = self.leads(slot) and self.blank_above(slot.start)
        self.gap: tuple[int, LayoutNode | None] = (-1, None)  # where the last deep comment went

    def run(self) -> None:
        comments = self.comments()
        self.page.comments = len(comments)
        for each in comments:
            flow = self.flow_at(each.place)
            if flow is not None:
                self.in_flow(flow, each)
            elif each.alone or not bisect_left(self.starts, each.place):
                self.alone(each)
            else:
                self.before(each.place).behind.append(each.comment)
        for each in self.scalars:
            head = each.raw.partition("\n")[0]
            found = HASH.search(head) if each.style in ("|", ">") else None
            if found and each.owner:
                column = each.start - self.lines[self.line(each.start)] + found.start()
                each.owner.behind.append(LayoutComment(found[0].rstrip(), column, 3))
                self.page.comments += 1
        self.header()

    def comments(self) -> list[_Found]:
        """Every comment, in the order of the text."""
        found: list[_Found] = []
        ends = [each.stop for each in self.scalars]
        at = 0
        while match := HASH.search(self.text, at):
            index = match.start()
            within = bisect_right(ends, index)
            if within < len(ends) and self.scalars[within].start <= index:
                at = self.scalars[within].stop
                continue
            start = self.lines[self.line(index)]
            before = self.text[start:index]
            gap = len(before) - len(before.rstrip())
            comment = LayoutComment(
                match[0].rstrip(), index - start, gap, blank=self.blank_above(index)
            )
            found.append(_Found(index, comment, not before.strip(" \t\ufeff")))
            at = match.end()
        return found

    # ── where ──────────────────────────────────────────────────────────────────────────────────

    def line(self, index: int) -> int:
        return bisect_right(self.lines, index) - 1

    def blank_above(self, index: int) -> bool:
        line = self.line(index) - 1
        if line < 0 or line in self.kept or self.lines[line] < self.first:
            return False
        return not self.text[self.lines[line] : self.lines[line + 1]].strip(" \t\ufeff" + BREAKS)

    def leads(self, slot: LayoutSlot) -> bool:
        """Whether a slot is the first of its line."""
        return not self.text[self.lines[self.line(slot.start)] : slot.start].strip(" -\t\ufeff")

    def before(self, index: int) -> LayoutSlot:
        """The last entry or item of a block that begins before a place."""
        return self.blocks[max(0, bisect_left(self.starts, index) - 1)]

    def flow_at(self, index: int) -> LayoutNode | None:
        """The innermost flow collection around a place."""
        for each in reversed(self.flows[: bisect_left(self.flow_starts, index)]):
            if index < each.stop:
                return each
            if each.owner is None or not each.owner.container.flow:
                return None
        return None

    # ── whose ──────────────────────────────────────────────────────────────────────────────────

    def in_flow(self, flow: LayoutNode, found: _Found) -> None:
        owner = flow.owner
        opening = not flow.slots or (flow.slots[0].start > found.place and not found.alone)
        if owner is not None and opening:  # behind the bracket that opens
            (owner.above if found.alone else owner.behind).append(found.comment)
            self.broken(flow if flow.slots else owner.container)
            return
        self.broken(flow)
        after = next((each for each in flow.slots if each.start > found.place), None)
        before = next((each for each in reversed(flow.slots) if each.start < found.place), None)
        if not found.alone and before is not None:
            before.behind.append(found.comment)
        elif after is not None:
            after.above.append(found.comment)
        else:
            flow.footers.append(found.comment)

    def broken(self, flow: LayoutNode | None) -> None:
        """Mark a flow in which a comment stands, and those around it: no line holds them."""
        while flow is not None and flow.flow:
            flow.commented = True
            flow = flow.owner.container if flow.owner else None

    def alone(self, found: _Found) -> None:
        at = bisect_left(self.starts, found.place)
        after = self.blocks[at] if at < len(self.blocks) else None
        if not at:  # above everything
            (after.above if after else self.page.root.footers).append(found.comment)
            return
        before = self.blocks[at - 1]
        if not before.value.block and before.value.raw and before.value.start > found.place:
            before.above.append(found.comment)  # between a key and its text
        elif after is not None and (after.above or found.comment.column <= after.column):
            after.above.append(found.comment)
        else:
            self.deeper(at, before, after, found.comment)

    def deeper(
        self, at: int, before: LayoutSlot, after: LayoutSlot | None, comment: LayoutComment
    ) -> None:
        """A comment that is indented deeper than what follows, the slot `at`: of the blocks that
        end there the deepest that it reaches, and none deeper than the comment before it.
        """
        last = self.gap[1] if self.gap[0] == at else None
        text = before.value.style in ("|", ">")  # which would take in what is indented as it is
        own = not before.value.block and not text and comment.column > before.column
        if own and last is None:
            before.under.append(comment)
            return
        going = set(_containers(after)) if after is not None else set[LayoutNode]()
        ended = [each for each in _containers(before) if each not in going]
        for each in ended[ended.index(last) if last is not None else 0 :]:
            if each.column <= comment.column:
                each.footers.append(comment)
                self.gap = at, each
                return
        (after.above if after is not None else self.page.root.footers).append(comment)

    def header(self) -> None:
        """What of the comments above the first entry is about the file, and stays at its head."""
        if not self.page.root.slots:
            return
        first = self.page.root.slots[0]
        above = first.above
        about_film = first.key is not None and first.key.text in ("vfc", "title")
        kept = len(above) if about_film or first.blank else 0
        for number, each in enumerate(above):
            if MODELINE.match(each.text):
                kept = max(kept, number + 1)
            if number and each.blank:
                kept = max(kept, number)
        self.page.header, first.above = above[:kept], above[kept:]
        if kept:
            self.page.header_apart = first.apart
            if first.above:
                first.above[0].blank = False
            else:
                first.blank = False


def _containers(slot: LayoutSlot) -> list[LayoutNode]:
    """The collections that a slot stands in, the innermost first."""
    found: list[LayoutNode] = []
    at: LayoutSlot | None = slot
    while at is not None:
        found.append(at.container)
        at = at.container.owner
    return found


def _line_starts(text: str) -> list[int]:
    return [0, *(each.end() for each in re.finditer("\r\n|[\n\r\x85\u2028\u2029]", text))]
