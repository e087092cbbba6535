"""Locks of older forms, as the values of today's lines: lists of blocks of YAML, and lines of YAML.
The next build writes them anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from vfc.errors import Mistake, Span
from vfc.language.yaml.compose import compose
from vfc.language.yaml.node import Form, Node, excerpt
from vfc.language.yaml.suggest import did_you_mean
from vfc.lock.entries import FIELDS, KINDS, Values, Way, Where
from vfc.lock.merged import too_much

# What a line says that may be there ten thousand times, without YAML, which takes thirty times as
# long for it.
LINE = re.compile(
    r"(take|pin|choice) ([^:\"'{}]+): \{((?:[a-z]+: [0-9a-f]{1,64}(?:, (?=[a-z])|(?=\})))+)\}"
)
FILE = re.compile(r"(?:file ([^\s:\"'\\]+)|(\"file (?:[^\"\\]|\\.)+\")): ([0-9a-f]{64})")
OF = re.compile(r"(?:(?P<profile>[^ /]+) )?(?P<of>[^ /]+/[^ /#]+(?:#[0-9]+)?)(?: (?P<word>.+))?")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+(e[+-]?[0-9]+)?|e[+-]?[0-9]+)?")
WHOLE = re.compile("-?[0-9]{1,40}")
GENERATOR = ("generator ", '"generator ')  # a merge that keeps both sides may leave its line twice
NUMBERS = ("version", "take", "seed", "frames", "made")
NAMED: Mapping[str, Any] = {"true": True, "false": False, "none": None}
WORDS = {"take": "part", "pin": "role"}  # what stood last in the key of a line
SECTIONS = dict.fromkeys(("generators", "files"), Form.MAP) | dict.fromkeys(
    ("takes", "pins", "choices"), Form.LIST
)
# characters in lines that are not as vfc wrote them: YAML takes a second for these
MOST_BY_HAND = 1 << 19


def read_older(
    file: str, lines: Sequence[tuple[int, str]]
) -> tuple[list[tuple[Values, Where]], list[Mistake]]:
    """What numbered lines of an older form say, and the mistakes in them."""
    said: list[tuple[Values, Where]] = []
    rest: dict[int, str] = {}
    seen: set[str] = set()
    for number, line in lines:
        values = _as_written(line.rstrip())
        if values is None:
            twice = line.startswith(GENERATOR) and line in seen
            seen.add(line)
            rest[number] = "" if twice else line
        else:
            span = Span(file, number, 1, len(line))
            said.append((values, lambda _, span=span: span))
    text = "\n".join(rest.get(number, "") for number in range(1, max(rest, default=0) + 1))
    if len(text) - text.count("\n") > MOST_BY_HAND:
        message = "the lock has more than 500 kB of lines that are not as vfc writes them"
        return [], [too_much(file, 1, message)]
    composed = compose(file, text)
    if composed.mistakes or composed.root is None:
        return said, list(composed.mistakes)
    mistakes: list[Mistake] = []
    said += _of_root(composed.root, mistakes)
    return said, mistakes


def _as_written(line: str) -> Values | None:
    if match := LINE.fullmatch(line):
        pairs = [pair.split(": ") for pair in match[3].split(", ")]
        fields = {name: _value(name, text) for name, text in pairs}
        return _entry(match[1], match[2], fields) if len(fields) == len(pairs) else None
    match = FILE.fullmatch(line)
    try:
        return match and {"file": match[1] or json.loads(match[2])[5:], "digest": match[3]}
    except ValueError:  # an escape of YAML's own
        return None


def _entry(kind: str, name: str, fields: Values) -> Values | None:
    """The values of an entry whose key was `kind name`; None where the name is none."""
    if kind in ("generator", "file"):
        return {kind: name, **fields}
    match = OF.fullmatch(name)
    if match is None or (match["word"] and kind not in WORDS):
        return None
    said = {"profile": match["profile"], WORDS.get(kind, ""): match["word"]}
    return {kind: match["of"]} | {word: text for word, text in said.items() if text} | dict(fields)


def _of_root(root: Node, mistakes: list[Mistake]) -> Iterator[tuple[Values, Where]]:
    if root.kind is not Form.MAP:
        hint = "delete the file; the next build writes it anew"
        mistakes.append(Mistake(span=root.span, message="this is no lock", hint=hint))
    for key, node in root.entries:
        kind, _, name = key.text.partition(" ")
        if key.text in SECTIONS and node.kind is not SECTIONS[key.text] and not node.empty:
            message = f"'{key.text}' of the lock is damaged"
            hint = "delete it; the next build writes it anew"
            mistakes.append(Mistake(span=node.span, message=message, hint=hint))
        elif key.text in SECTIONS:
            yield from _section(key.text.removesuffix("s"), node)
        elif kind not in KINDS or not name:
            mistakes.append(
                Mistake(
                    span=key.span,
                    message=f"'{excerpt(key.text)}' is no part of a lock",
                    hint=did_you_mean(kind, KINDS, "its lines begin with"),
                )
            )
        else:
            yield (
                _entry(kind, name, _fields(kind, node)) or {kind: name},
                partial(_place, key, node),
            )


def _section(kind: str, node: Node) -> Iterator[tuple[Values, Where]]:
    """The entries of a list of blocks, or of a map of them by their name."""
    for key, each in node.entries:
        yield {kind: key.text, **_fields(kind, each)}, partial(_place, key, each)
    for each in node.items:
        fields = _fields(kind, each)
        of = fields.pop("shot", "")
        if kind != "choice" and "take" in fields:
            of = f"{of}#{fields.pop('take')}"
        yield {kind: of, **fields}, partial(_place, each, each)


def _place(key: Node, node: Node, path: Way) -> Span:
    """Where a value stands, by the words that lead to it; the key's place where it is lacking."""
    for word in path:
        found = node.get(word) if isinstance(word, str) else None
        if found is None:
            return key.span if node.kind is Form.MAP else node.span
        node = found
    return node.span


def _fields(kind: str, node: Node) -> dict[str, Any]:
    """The fields of an entry that are known today."""
    if kind == "file":
        return {"digest": node.text}
    known = {*FIELDS[kind], "shot", "take"}
    return {key.text: _said(key.text, each) for key, each in node.entries if key.text in known}


def _said(name: str, node: Node) -> Any:
    if name in ("abilities", "options"):
        return {key.text: _typed(each) for key, each in node.entries}
    if name == "weights":
        return {key.text: each.text for key, each in node.entries}
    return _value(name, node.text) if node.kind is Form.SCALAR else {}


def _value(name: str, text: str) -> str | int:
    return int(text) if name in NUMBERS and WHOLE.fullmatch(text) else text


def _typed(node: Node) -> Any:
    if node.kind is Form.LIST:
        return [_typed(each) for each in node.items]
    if node.quoted or not NUMBER.fullmatch(node.text):
        return node.text if node.quoted else NAMED.get(node.text, node.text)
    return int(node.text) if WHOLE.fullmatch(node.text) else float(node.text)
