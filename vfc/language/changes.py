"""What a film's text says otherwise than it did: its words as plain values, and the places in which
two such differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeAlias, TypeGuard

from vfc.errors import Span
from vfc.language.yaml.node import Form, Node, excerpt

Words: TypeAlias = "Mapping[str, Words] | Sequence[Words] | str"
WHOLE = 20  # characters of a value that is shown whole beside what it was
PART = 40  # characters of what is shown of a longer one
AROUND = 1  # words on each side of those that differ


class WordChange(NamedTuple):
    """A place of the text that says something else: its `path`, the value before and after, each as
    it is shown ('' where there is none), and the span of what stands there now.
    """

    path: tuple[str, ...]
    before: str
    after: str
    span: Span


def words_of(node: Node) -> Words:
    """A tree of the text as plain values, every scalar as it was written."""
    match node.kind:
        case Form.MAP:
            return {entry.key.text: words_of(entry.value) for entry in node.entries}
        case Form.LIST:
            return [words_of(item) for item in node.items]
        case Form.SCALAR:
            return node.text


def word_changes(before: Words, now: Node) -> Iterator[WordChange]:
    """Every place in which a text differs from what it was, in the order of the text now; a map
    that is new or gone is one place, and so is a list of other items.
    """
    return _changes((), before, now, now.span)


def _changes(path: tuple[str, ...], before: Words, now: Node, at: Span) -> Iterator[WordChange]:
    if isinstance(before, Mapping) and now.kind is Form.MAP:
        yield from _of_map(path, before, now)
    elif _is_list(before) and now.kind is Form.LIST:
        yield from _of_list(path, before, now)
    elif before != (after := words_of(now)):
        yield WordChange(path, *beside(_text(before), _text(after)), at)


def _of_map(path: tuple[str, ...], before: Mapping[str, Words], now: Node) -> Iterator[WordChange]:
    for key, value in now.entries:
        own = (*path, key.text)
        if key.text in before:
            yield from _changes(own, before[key.text], value, key.span)
        elif value.kind is Form.MAP and len(own) == 1:
            # the first `cast:` of a film: each of its names is new
            yield from _of_map(own, {}, value)
        else:
            yield WordChange(own, "", _text(words_of(value)) or "''", key.span)
    there = set(now.keys())
    for key in before:
        if key not in there:
            yield WordChange((*path, key), _text(before[key]) or "''", "", now.span)


def _of_list(path: tuple[str, ...], before: Sequence[Words], now: Node) -> Iterator[WordChange]:
    if len(before) == len(now.items):
        for index, (one, other) in enumerate(zip(before, now.items, strict=True)):
            yield from _changes((*path, str(index)), one, other, other.span)
        return
    old, new = [_text(each) for each in before], [_text(words_of(each)) for each in now.items]
    gone: list[str] = []
    come: list[str] = []
    at = now.span
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how != "equal":
            gone += old[a:b]
            come += new[c:d]
            at = now.items[min(c, len(new) - 1)].span if new else now.span
    yield WordChange(path, *beside(", ".join(gone), ", ".join(come)), at)


def _is_list(words: Words) -> TypeGuard[Sequence[Words]]:
    return isinstance(words, Sequence) and not isinstance(words, str)


def _text(words: Words) -> str:
    return words if isinstance(words, str) else json.dumps(words, ensure_ascii=False)


def beside(before: str, after: str) -> tuple[str, str]:
    """Two values as they are shown beside each other: of long ones the words that differ, with one
    on each side.
    """
    if max(len(before), len(after)) <= WHOLE or not before or not after:
        return excerpt(before, PART), excerpt(after, PART)
    old, new = before.split(), after.split()
    start = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    rest = min(len(old), len(new)) - start
    end = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    return _part(old, start, end), _part(new, start, end)


def _part(words: Sequence[str], start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(words), len(words) - end + AROUND)
    head, tail = "… " if first else "", " …" if last < len(words) else ""
    return head + excerpt(" ".join(words[first:last]), PART) + tail
