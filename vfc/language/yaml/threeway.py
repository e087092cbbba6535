"""What becomes of values that two sides changed, each for itself: of lists and of orders."""

from __future__ import annotations

import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeAlias

from vfc.language.yaml.node import Form, Node

Value: TypeAlias = "dict[str, Value] | list[Value] | str"


class ListEdit(NamedTuple):
    """Items of a list that go, from `start` up to `stop`, and those that come in their place."""

    start: int
    stop: int
    items: tuple[Value, ...]


def value_of(node: Node) -> Value:
    """A node without its layout."""
    if node.kind is Form.MAP:
        return {entry.key.text: value_of(entry.value) for entry in node.entries}
    if node.kind is Form.LIST:
        return [value_of(item) for item in node.items]
    return node.text


def same(one: Value, other: Value) -> bool:
    """Whether two values say the same, however their lines are broken."""
    return plain(one) == plain(other)


def plain(value: Value) -> str:
    """A value as one text that is the same for the same value."""
    return json.dumps(_flat(value), ensure_ascii=False)


def _flat(value: Value) -> object:
    if isinstance(value, dict):
        return {key: _flat(each) for key, each in value.items()}
    if isinstance(value, str):
        return " ".join(value.split())
    return [_flat(each) for each in value]


def list_edits(
    base: Sequence[Value], mine: Sequence[Value], new: Sequence[Value]
) -> list[ListEdit] | None:
    """The edits of `mine` that make of it what `new` made of `base`; None where both changed the
    same items, each otherwise.
    """
    ours, theirs = _changes(base, mine), _changes(base, new)
    places = _places(base, mine)
    edits: list[ListEdit] = []
    for start, stop, first, last in theirs:
        come = tuple(new[first:last])
        twins = [(a, b, c, d) for a, b, c, d in ours if (a, b) == (start, stop)]
        if any(same(list(mine[c:d]), list(come)) for _, _, c, d in twins):
            continue
        if any(a < stop and start < b for a, b, _, _ in ours):
            return None
        if any(a < start < b or (start < stop and start < a == b < stop) for a, b, _, _ in ours):
            return None
        at = places.get(start - 1, -1) + 1 if start - 1 in places or not start else None
        at = places.get(start) if at is None else at
        if at is None:
            return None
        if stop > start:
            at = places[start]
        edits.append(ListEdit(at, at + stop - start, come))
    return edits


def edited(items: Sequence[Value], edits: Sequence[ListEdit]) -> list[Value]:
    """A list with its edits made."""
    found = list(items)
    for each in sorted(edits, key=lambda edit: edit.start, reverse=True):
        found[each.start : each.stop] = each.items
    return found


def _changes(base: Sequence[Value], other: Sequence[Value]) -> list[tuple[int, int, int, int]]:
    matcher = SequenceMatcher(None, list(map(plain, base)), list(map(plain, other)), autojunk=False)
    return [
        (start, stop, first, last)
        for tag, start, stop, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]


def _places(base: Sequence[Value], other: Sequence[Value]) -> dict[int, int]:
    """The places of items in another list, of those that are still in it."""
    matcher = SequenceMatcher(None, list(map(plain, base)), list(map(plain, other)), autojunk=False)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }


def moved_keys(base: Sequence[str], new: Sequence[str]) -> list[str]:
    """The names that stand elsewhere among the others, in their new order."""
    old = [name for name in base if name in set(new)]
    now = [name for name in new if name in set(base)]
    matcher = SequenceMatcher(None, old, now, autojunk=False)
    blocks = matcher.get_matching_blocks()
    stay = {name for block in blocks for name in old[block.a : block.a + block.size]}
    return [name for name in now if name not in stay]
