"""Parts to lines: two blanks a step, a flow in one line where it fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vfc.language.layout.parts import LayoutComment, LayoutNode, LayoutPage, LayoutSlot
from vfc.language.layout.scalars import EXOTIC, one_line, scalar_lines
from vfc.language.yaml.node import Form

WIDTH = 100  # columns that a flow may reach
STEP = 2
NEAR = 2  # blanks before a comment that stands behind something
HEADER = re.compile(r"([|>])([-+0-9]*)")


def page_text(page: LayoutPage) -> str:
    """A whole text, laid out; it ends with a line break."""
    writer = _PageWriter(page.root)
    header = _own_lines(page.header, 0)
    body = writer.lines(page.root, writer.written(page.root, 0), 0)
    body = body if page.root.slots else ["{}", *body]
    lines = [*header, *([""] if page.header_apart and body else []), *body]
    return "".join(f"{line}{page.newline}" for line in lines)


@dataclass(slots=True)
class _Written:
    """A slot as it is written: the comments above it, and its own lines."""

    slot: LayoutSlot
    above: list[LayoutComment]
    own: list[str]


class _PageWriter:
    def __init__(self, root: LayoutNode):
        self.root = root
        # between words of the film that have lines of their own stands a blank line, where the
        # text has any
        first = min(root.slots, key=lambda each: each.start, default=None)
        self.airy = any(slot.apart for n, slot in enumerate(root.slots) if n or slot is not first)

    # ── blocks ─────────────────────────────────────────────────────────────────────────────────

    def lines(self, part: LayoutNode, written: list[_Written], indent: int) -> list[str]:
        """The lines of a map or a list in block style."""
        lines: list[str] = []
        for number, each in enumerate(written):
            airy = self.airy and part is self.root
            if number and (
                each.slot.apart
                or (airy and (len(each.own) > 1 or len(written[number - 1].own) > 1))
            ):
                lines.append("")
            lines += _own_lines(each.above, indent)
            if each.above and each.slot.above and each.slot.blank:
                lines.append("")
            lines += each.own
        if written and part.footers and part.footers[0].blank:
            lines.append("")
        return lines + _own_lines(part.footers, indent)

    def written(self, part: LayoutNode, indent: int) -> list[_Written]:
        """Each entry or item of a map or a list in block style."""
        return [self._slot(slot, indent) for slot in part.slots]

    def _slot(self, slot: LayoutSlot, indent: int) -> _Written:
        value, inner = slot.value, indent + STEP
        opens = slot.key is None and not value.marks and self._has_lines(value, inner)
        kept = 0 if opens else 1
        above = [*slot.above, *slot.behind[: len(slot.behind) - kept]]
        behind = slot.behind[-1] if slot.behind and kept else None
        if opens:
            within = self.written(value, inner)
            above += within[0].above  # none can stand behind a dash
            within[0].above = []
            first, *rest = self.lines(value, within, inner)
            own = [f"{' ' * indent}- {first[inner:]}", *rest]
        else:
            own = self._value(slot, indent, behind)
        return _Written(slot, above, [*own, *_own_lines(slot.under, inner)])

    def _value(self, slot: LayoutSlot, indent: int, behind: LayoutComment | None) -> list[str]:
        value, inner = slot.value, indent + STEP
        head = " " * indent + (f"{self._key(slot.key)}:" if slot.key is not None else "-")
        bare, head = head, f"{head} {value.marks}".rstrip(" ")
        if self._has_lines(value, len(head) + 1):
            if behind is not None and value.flow:  # its column was that behind a longer line
                behind.gap = NEAR
            return [_with(head, behind), *self.lines(value, self.written(value, inner), inner)]
        if value.empty:
            return [_with(head, behind)]
        if value.style in ("|", ">") and not EXOTIC.search(value.raw.replace("\r\n", "\n")):
            return self._text_block(value, head, inner, behind)
        if value.kind is not Form.SCALAR:
            return [_with(f"{bare} {self._flow(value)}", behind)]
        first, *rest = scalar_lines(value)
        lines = [f"{' ' * inner}{each}" if each else "" for each in rest]
        if rest and value.below:
            lines = [head, f"{' ' * inner}{first}", *lines]
        else:
            lines = [f"{head} {first}", *lines]
        return [*lines[:-1], _with(lines[-1], behind)]

    def _key(self, key: LayoutNode) -> str:
        marked = f"{key.marks} {one_line(key)}".strip(" ")
        return f"{marked} " if key.style == "*" else marked

    def _has_lines(self, value: LayoutNode, column: int) -> bool:
        """Whether a value that begins in a column has lines of its own below its key."""
        if value.kind is Form.SCALAR or not value.slots:
            return False
        return value.block or self._breaks(value, column)

    def _breaks(self, flow: LayoutNode, column: int) -> bool:
        """Whether a flow gives way to lines: it holds comments, does not fit, or has a line break
        behind its bracket.
        """
        if flow.commented:
            return True
        if any(slot.bare for slot in flow.slots):
            return False
        return flow.expanded or column + len(self._flow(flow)) > WIDTH

    def _text_block(
        self, value: LayoutNode, head: str, inner: int, behind: LayoutComment | None
    ) -> list[str]:
        """A text of `|` or `>`: its lines as they are, at their new indentation."""
        first, _, rest = value.raw.partition("\n")
        lines = [each.removesuffix("\r") for each in rest.split("\n")]
        found = HEADER.match(first)
        mark, signs = (found[1], found[2]) if found else ("|", "")
        chomp = re.sub("[0-9]", "", signs)
        digit = re.sub("[^0-9]", "", signs)
        if not chomp.endswith("-") and value.text and not value.text.endswith("\n"):
            chomp = "-"  # the file ended without a line break
        full = [each for each in lines if each.strip(" ")]
        depth = len(full[0]) - len(full[0].lstrip(" ")) if full else 0
        if digit and value.owner is not None:
            depth = value.owner.column + int(digit)
        body = [each[depth:] for each in lines]
        if body and not body[-1]:
            body.pop()
        while chomp != "+" and body and not body[-1]:
            body.pop()
        leading = next((each for each in body if each.strip(" ")), "")
        digit = str(STEP) if leading[:1] in (" ", "\t") else ""
        told = [f"{' ' * inner}{each}" if each else "" for each in body]
        return [_with(f"{head} {mark}{digit}{chomp}", behind), *told]

    # ── flows ──────────────────────────────────────────────────────────────────────────────────

    def _flow(self, part: LayoutNode) -> str:
        """A value on one line."""
        if part.kind is Form.SCALAR:
            return f"{part.marks} {one_line(part, flow=True)}".strip(" ")
        inner = ", ".join(self._flow_slot(slot) for slot in part.slots)
        text = f"{{{inner}}}" if part.kind is Form.MAP else f"[{inner}]"
        return f"{part.marks} {text}".strip(" ")

    def _flow_slot(self, slot: LayoutSlot) -> str:
        value = self._flow(slot.value)
        if slot.key is None:
            return value
        key = self._flow(slot.key) + (" " if slot.key.style == "*" else "")
        return key if slot.bare else f"{key}: {value}"


def _with(line: str, behind: LayoutComment | None) -> str:
    """A line with the comment behind it, in the column that it was put into."""
    if behind is None:
        return line
    column = len(line) + NEAR
    return line.ljust(max(column, behind.column) if behind.gap > NEAR else column) + behind.text


def _own_lines(comments: Sequence[LayoutComment], indent: int) -> list[str]:
    """Comments on lines of their own, with the blank lines between them."""
    lines: list[str] = []
    for number, each in enumerate(comments):
        lines += [""] if number and each.blank else []
        lines.append(f"{' ' * indent}{each.text}")
    return lines
