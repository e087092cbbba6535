"""Where a word of the text stands that stood elsewhere when a film was built."""

from __future__ import annotations

from collections.abc import Sequence

from vfc.language.resolve.values import items
from vfc.language.yaml.node import Entry, Form, Node
from vfc.provenance.words import DecidingWord, text_of


def line_now(root: Node, word: DecidingWord) -> DecidingWord | None:
    """A word as the text has it now; None where it has no such word any more. An item of a list is
    the one that says the same, or else the one at its place.
    """
    found = _at(root, word.path, word.text)
    if found is None:
        return None
    key, value = found
    text = text_of(value) if word.text else ""
    return DecidingWord(word.path, key.span.file, key.span.line, text)


def _at(node: Node, path: Sequence[str], text: str) -> Entry | None:
    for size in range(len(path), 0, -1):  # an option's name may have a dot
        name, rest = ".".join(path[:size]), path[size:]
        entry = next((each for each in node.entries if each.key.text == name), None)
        if entry is not None:
            return _at(entry.value, rest, text) if rest else entry
    if node.kind is not Form.LIST or not path or not path[0].isdigit():
        return None
    return _item(node, int(path[0]), path[1:], text)


def _item(node: Node, index: int, rest: Sequence[str], text: str) -> Entry | None:
    listed = items(node)
    same = [each for each in listed if not rest and text_of(each) == text]
    at = same or listed[index : index + 1]
    if not at:
        return None
    return _at(at[0], rest, text) if rest else Entry(at[0], at[0])
