"""Where in the text a cursor stands, told from lines and indentation: an unfinished line, or a
text that YAML cannot read, is no hindrance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

DASH = re.compile(r"-(?:[ \t]+|$)")
KEY = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s\-#'"{}\[\],&*!|>%@`][^#{}\[\]\n]*?)\s*:(?=\s|$)"""
)
BARE = re.compile(r"\s*(?:- +)*[^\s:#]+:\s*(?:#.*)?$")
BLOCK_TEXT = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
ITEM = None  # a step of a way that leads into a list
Way = tuple[str | None, ...]
MOST = 400  # lines that a flow may have behind its key


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a text: the `way` of keys that leads to its map or list, what is typed of a word
    there, and the keys that the map has already.

    `key` is the key whose value is typed, '' in a list and where a key itself is. `start` is the
    column, from 0, at which the typed word begins.
    """

    way: Way
    key: str
    in_value: bool
    typed: str
    start: int
    keys: frozenset[str] = frozenset()
    flow: bool = False
    bare: bool = False  # nothing stands before it: a key or an item may begin here


class _Mark(NamedTuple):
    """A dash or a key that begins in a column of a line."""

    column: int
    key: str | None  # None: a dash
    stop: int  # behind its ':' or its dash


def cursor_at(lines: Sequence[str], line: int, column: int) -> Cursor | None:
    """What stands at a place; None in comments and in texts of `|` and `>`."""
    before = lines[line][:column] if line < len(lines) else ""
    if re.search(r"(^|\s)#", _without_quotes(before)):
        return None
    flow = _in_flow(lines, line, column)
    return flow if flow is not None else _in_block(lines, line, before)


# ── blocks ─────────────────────────────────────────────────────────────────────────────────────


def _in_block(lines: Sequence[str], line: int, before: str) -> Cursor | None:
    marks = _marks(before)
    indent = len(before) - len(before.lstrip(" "))
    keys = [each for each in marks if each.key is not None]
    last = marks[-1] if marks else None
    if last is not None and keys and last is keys[-1]:  # behind `key: `
        found = _above(lines, line, marks[:-1], last.column)
        if found is None:
            return None
        typed = before[last.stop :].lstrip()
        return Cursor(found, last.key or "", True, typed, len(before) - len(typed))
    typed = before[last.stop if last else indent :].lstrip()
    start = len(before) - len(typed)
    if last is not None:
        way = _above(lines, line, marks[:-1], last.column, dash=True)
        way = (*way, ITEM) if way is not None else None
    else:
        way = _above(lines, line, [], start)
    if way is None:
        return None
    own = frozenset(_siblings(lines, line, start))
    return Cursor(way, "", False, typed, start, own, bare=True)


def _above(
    lines: Sequence[str], line: int, marks: list[_Mark], column: int, dash: bool = False
) -> Way | None:
    """The way to what begins in a column, by what stands before it in its line and above; None
    within a text of `|` or `>`.
    """
    way: list[str | None] = []
    limit, wanted = column, dash
    while True:
        for mark in reversed(marks):
            if mark.column < limit or (wanted and mark.key is not None and mark.column == limit):
                way.append(mark.key)
                limit, wanted = mark.column, mark.key is None
        if not limit and not wanted:
            break
        line -= 1
        while line >= 0 and not _leads(lines[line], limit, wanted):
            line -= 1
        if line < 0:
            break
        marks = _marks(lines[line])
        if marks and BLOCK_TEXT.match(lines[line][marks[-1].stop :].strip()):
            return None
        marks = [
            each
            for each in marks
            if each.column < limit or (wanted and each.key is not None and each.column == limit)
        ]
    return tuple(reversed(way))


def _leads(line: str, limit: int, dash: bool) -> bool:
    """Whether a line holds something that what begins in a column may stand in."""
    bare = line.lstrip(" ")
    if not bare.strip() or bare.startswith("#"):
        return False
    column = len(line) - len(bare)
    return column < limit or (dash and column == limit and not DASH.match(bare))


def _siblings(lines: Sequence[str], line: int, column: int) -> Iterator[str]:
    """The keys of the map whose entries begin in a column, around a line."""
    for step in (-1, 1):
        at = line + step
        while 0 <= at < len(lines):
            text = lines[at]
            at += step
            bare = text.lstrip(" ")
            if not bare.strip() or bare.startswith("#"):
                continue
            marks = _marks(text)
            depth = len(text) - len(bare)
            if step > 0 and depth < column:
                break
            own = [each for each in marks if each.key is not None and each.column == column]
            yield from (each.key or "" for each in own)
            if depth < column:
                break
            if marks and marks[0].key is None and depth <= column and step > 0:
                break


def _marks(line: str) -> list[_Mark]:
    """The dashes and the key with which a line begins."""
    found: list[_Mark] = []
    at = len(line) - len(line.lstrip(" "))
    while dash := DASH.match(line, at):
        found.append(_Mark(at, None, dash.end()))
        at = dash.end()
    key = KEY.match(line, at)
    if key is not None:
        found.append(_Mark(at, _unquoted(key[1]), key.end()))
    return found


def _unquoted(text: str) -> str:
    return text[1:-1] if text[:1] in "\"'" and len(text) > 1 else text


def _without_quotes(text: str) -> str:
    """A line's text, its quoted parts as blanks of the same width."""
    return (
        re.sub(r"\"(?:[^\"\\]|\\.)*\"?|'[^']*'?", lambda found: "x" * len(found[0]), text)
        if ("#" in text)
        else text
    )


# ── flows ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Flow:
    """An open bracket: the key that waits for its value, and those before it."""

    sign: str
    key: str
    keys: list[str]


def _in_flow(lines: Sequence[str], line: int, column: int) -> Cursor | None:
    """The cursor within brackets, or None where it is in none."""
    first = line
    while first > 0 and line - first < MOST:
        text = lines[first]
        if first < line and (BARE.match(text) or not text.strip()):
            break
        if _marks(text) and ("{" in text or "[" in text) and _open(lines, first, line, column):
            break
        if text[:1].strip() and (KEY.match(text) or (first < line and text[0] not in "]}#")):
            break
        first -= 1
    open_ = _open(lines, first, line, column)
    if not open_:
        return None
    head = _marks(lines[first])
    way = (
        _above(lines, first, head[:-1], head[-1].column, dash=head[-1].key is None) if head else ()
    )
    if way is None:
        return None
    way = (*way, head[-1].key) if head else way
    flows, typed, start = open_
    for each in flows[:-1]:
        way = (*way, each.key if each.sign == "{" else ITEM)
    last = flows[-1]
    if last.sign == "[":
        return Cursor((*way, ITEM), "", False, typed, start, flow=True, bare=True)
    in_value = bool(last.key)
    keys = frozenset(last.keys)
    return Cursor(way, last.key, in_value, typed, start, keys, flow=True, bare=not in_value)


def _open(
    lines: Sequence[str], first: int, line: int, column: int
) -> tuple[list[_Flow], str, int] | None:
    """The brackets that are open at a place, of those that open from a line on, what is typed of a
    word there, and the column in which it begins.
    """
    flows: list[_Flow] = []
    word = ""
    for number in range(first, line + 1):
        text = lines[number] if number < line else lines[number][:column]
        marks = _marks(text)
        at = marks[-1].stop if number == first and marks else 0
        word = ""
        while at < len(text):
            sign = text[at]
            if sign in "\"'" and not word.strip():
                stop = text.find(sign, at + 1)
                stop = len(text) if stop < 0 else stop + 1
                word, at = text[at:stop], stop
                continue
            if sign == "#" and (not at or text[at - 1] in " \t"):
                break
            at += 1
            if sign in "{[":
                if not flows and word.strip():
                    return None  # a bracket within a text
                flows.append(_Flow(sign, "", []))
            elif sign in "}]" and flows:
                flows.pop()
            elif sign == "," and flows:
                flows[-1].key = ""
            elif sign == ":" and flows and text[at : at + 1] in ("", " ", "\t"):
                flows[-1].key = _unquoted(word.strip())
                flows[-1].keys.append(flows[-1].key)
            else:
                word += sign
                continue
            word = ""
    if not flows:
        return None
    typed = word.lstrip()
    return flows, typed, column - len(typed)
