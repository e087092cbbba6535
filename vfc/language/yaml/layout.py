"""The lines of one file's text, in which entries of maps and items of lists come, go, move and get
other values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from vfc.errors import UsageError
from vfc.language.yaml.node import Entry, Form, Node
from vfc.language.yaml.patch import FLOW, Patch
from vfc.language.yaml.write import Written, inline, lines_of

if TYPE_CHECKING:
    from vfc.language.yaml.threeway import ListEdit, Value


class TextLayout:
    """Changes of a text that are made together; entries and items are taken by their lines, with
    what stands behind them.
    """

    def __init__(self, file: str, text: str):
        self.file, self.text = file, text
        self.lines = text.splitlines(keepends=True)
        if self.lines and not self.lines[-1].endswith(("\n", "\r")):
            self.lines[-1] += "\n"
        self.text = "".join(self.lines)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.patch = Patch(self.text)
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line))
        self._changes: list[tuple[int, int, int, str]] = []  # start, stop, their order, new text

    def done(self) -> str:
        """The text with every change; UsageError where two lie over each other."""
        parts: list[str] = []
        at = 0
        for start, stop, _, new in sorted(self._changes):
            if start < at:
                raise self._by_hand(1)
            parts += [self.text[at:start], new]
            at = stop
        return "".join([*parts, self.text[at:]])

    def say(self, entry: Entry, parent: Node, value: Value) -> None:
        """Another value in the place of an entry's; UsageError where the text cannot have it."""
        node, start = entry.value, self.patch.index(entry.value.span)
        first, stop = self._extent(entry)
        written = self.patch.written(node.span)
        flow = self._is_flow(parent)
        whole = node.kind is Form.SCALAR and node.span.length and node.span.line == stop
        if whole and isinstance(value, str) and written[:1] not in "|>":
            self._change(start, start + node.span.length, inline(value))
        elif flow:
            raise self._by_hand(entry.key.span.line)
        else:
            comment = self._comment(first) if stop == first + 1 else ""
            new = self._written(entry.key.text, value, entry.key.span.column - 1)
            self._change(self._starts[first], self._starts[stop], self._with(new, comment))

    def add(self, node: Node, key: str, value: Value, before: str) -> None:
        """A new entry of a map, behind another, or at its head where that is ''; UsageError where
        nothing stands in it yet.
        """
        if self._is_flow(node):
            at = self.text.index("{", self.patch.index(node.span))
            comma = ", " if node.entries else ""
            self._change(at + 1, at + 1, f"{key}: {inline(cast('Written', value))}{comma}")
            return
        if not node.entries:
            raise self._by_hand(node.span.line)
        indent = node.entries[0].key.span.column - 1
        behind = next((each for each in node.entries if each.key.text == before), None)
        line = self._extent(behind)[1] if behind else node.entries[0].key.span.line - 1
        self._change(self._starts[line], self._starts[line], self._written(key, value, indent))

    def drop(self, entry: Entry, parent: Node) -> None:
        """Take an entry out, with its lines; UsageError where it has none of its own."""
        if self._is_flow(parent):
            self._drop_in_flow(entry, parent)
            return
        first, stop = self._extent(entry)
        self._change(self._starts[first], self._starts[stop], "")

    def _drop_in_flow(self, entry: Entry, parent: Node) -> None:
        """Take an entry out of a map in braces, up to the next one, or from the one before on."""
        at = next(number for number, each in enumerate(parent.entries) if each is entry)
        start = self.patch.index(entry.key.span)
        if at + 1 < len(parent.entries):
            self._change(start, self.patch.index(parent.entries[at + 1].key.span), "")
        elif at and entry.value.kind is parent.entries[at - 1].value.kind is Form.SCALAR:
            ends = [
                self.patch.index(each.value.span) + each.value.span.length
                for each in parent.entries[at - 1 :]
            ]
            self._change(ends[0], ends[1], "")
        else:
            raise self._by_hand(entry.key.span.line)

    def move(self, node: Node, key: str, before: str) -> None:
        """Put an entry behind another, or at the head where that is ''; UsageError where they have
        no lines of their own.
        """
        if self._is_flow(node):
            raise self._by_hand(node.span.line)
        entry = next(each for each in node.entries if each.key.text == key)
        behind = next((each for each in node.entries if each.key.text == before), None)
        first, stop = self._extent(entry)
        line = self._extent(behind)[1] if behind else node.entries[0].key.span.line - 1
        if line in (first, stop):
            return
        self._change(self._starts[line], self._starts[line], "".join(self.lines[first:stop]))
        self._change(self._starts[first], self._starts[stop], "")

    def edit_list(
        self, entry: Entry, parent: Node, items: Sequence[Value], edits: Sequence[ListEdit]
    ) -> None:
        """Other items in a list; UsageError where comments would go with the old ones."""
        node = entry.value
        start = self.patch.index(node.span)
        if self.text[start] == "[" or not items:
            from vfc.language.yaml.threeway import edited

            if self.has_comments(entry):
                raise self._by_hand(entry.key.span.line)
            self._again(entry, parent, edited(items, edits))
            return
        _, end = self._extent(entry)
        starts = [self._item_line(item) for item in node.items] + [end]
        dash = " " * self.lines[starts[0]].index("-")
        for each in edits:
            first, last = starts[each.start], starts[each.stop]
            if each.stop == each.start and each.start:
                first = last = self._item_end(starts[each.start - 1], starts[each.start])
            elif each.stop > each.start:
                last = self._item_end(starts[each.stop - 1], starts[each.stop])
            comments = [self._comment(line) for line in range(first, last)]
            new = [f"{dash}- {inline(cast('Written', item))}{self.newline}" for item in each.items]
            if any(comments) and len(new) == 1 and last == first + 1:
                new = [self._with(new[0], comments[0])]
            elif any(comments):
                raise self._by_hand(first + 1)
            self._change(self._starts[first], self._starts[last], "".join(new))

    def has_comments(self, entry: Entry) -> bool:
        """Whether comments stand in an entry's lines."""
        return any(self._comment(line) for line in range(*self._extent(entry)))

    # ── lines ──────────────────────────────────────────────────────────────────────────────────

    def _again(self, entry: Entry, parent: Node, value: Value) -> None:
        """Write an entry anew."""
        first, stop = self._extent(entry)
        if self._is_flow(parent):
            raise self._by_hand(entry.key.span.line)
        flat = f"{entry.key.text}: {inline(cast('Written', value))}{self.newline}"
        indent = " " * (entry.key.span.column - 1)
        self._change(self._starts[first], self._starts[stop], indent + flat)

    def _change(self, start: int, stop: int, new: str) -> None:
        self._changes.append((start, stop, len(self._changes), new))

    def _is_flow(self, node: Node) -> bool:
        return bool(FLOW.match(self.text, self.patch.index(node.span)))

    def _extent(self, entry: Entry) -> tuple[int, int]:
        """The lines of an entry of a block, from 0: its own, and all that stand deeper."""
        first = entry.key.span.line - 1
        indent = entry.key.span.column - 1
        stop = first + 1
        for number in range(first + 1, len(self.lines)):
            line = self.lines[number]
            text = line.strip()
            if not text:
                continue
            depth = len(line) - len(line.lstrip(" "))
            listed = depth == indent and text.startswith("-") and entry.value.kind is Form.LIST
            if depth <= indent and not listed:
                break
            stop = number + 1
        return first, stop

    def _item_line(self, item: Node) -> int:
        line = item.span.line - 1
        if not self.lines[line].lstrip().startswith("-"):
            raise self._by_hand(item.span.line)
        return line

    def _item_end(self, first: int, after: int) -> int:
        """The line after an item's last, without comments of what follows it."""
        stop = after
        while stop > first + 1 and self.lines[stop - 1].lstrip()[:1] in ("#", ""):
            stop -= 1
        return stop

    def _written(self, key: str, value: Value, indent: int) -> str:
        lines = lines_of({key: cast("Written", value)}, " " * indent)
        return "".join(f"{line}{self.newline}" for line in lines)

    def _with(self, line: str, comment: str) -> str:
        return f"{line.rstrip()}{comment}{self.newline}" if comment else line

    def _comment(self, number: int) -> str:
        """The comment on a line, with the blanks before it; '' where there is none."""
        line, quote = self.lines[number].rstrip("\r\n"), ""
        for at, sign in enumerate(line):
            if quote:
                if sign == quote and not (quote == '"' and line[at - 1] == "\\"):
                    quote = ""
            elif sign in "\"'" and (not at or line[at - 1] in " \t[{,:-"):
                quote = sign
            elif sign == "#" and (not at or line[at - 1] in " \t"):
                return line[len(line[:at].rstrip()) :]
        return ""

    def _by_hand(self, line: int) -> UsageError:
        return UsageError(
            f"'{self.file}', line {line}: the text is laid out so that this cannot be changed in "
            f"it; change it by hand"
        )
