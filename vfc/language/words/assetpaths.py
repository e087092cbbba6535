"""Which files the text names, found by walking it beside the vocabulary: a place that takes a path
is one.
"""

from __future__ import annotations

import posixpath
import re

from vfc.errors import Mistake, Span
from vfc.language.words.kinds import (
    PATH,
    PICTURE,
    Either,
    Fields,
    ListOf,
    MapOf,
    ScalarKind,
    ValueKind,
    chosen,
)
from vfc.language.words.vocabulary import FILM
from vfc.language.yaml.node import Form, Node
from vfc.language.yaml.text import SourceText

FRAME_WITHOUT_SCENE = re.compile(r"^[a-z0-9-]+(#\d+)?@(first|last|\d+(\.\d+)?(s|f|ms))$")
FRAME_OF_SHOT = re.compile(r"^[a-z0-9-]+/[a-z0-9-]+(#\d+)?(@\S.*)?$")


def asset_paths(source: SourceText) -> tuple[list[tuple[str, Span]], list[Mistake]]:
    """Every path that the text names, relative to the film's folder, with its place; and mistakes
    of its spelling.
    """
    found: list[tuple[str, Span]] = []
    mistakes: list[Mistake] = []
    pending: list[tuple[ValueKind, Node, str]] = [(FILM, source.root, "")]
    while pending:
        kind, node, key = pending.pop()
        if key == "include":
            continue
        if node.kind is Form.SCALAR:
            if node.text and _names_a_file(kind, node):
                _add(node, found, mistakes)
        else:
            pending += _below(kind, node)
    return sorted(found, key=lambda each: each[1]), mistakes


def _names_a_file(kind: ValueKind, node: Node) -> bool:
    scalar = chosen(kind, Form.SCALAR)
    shot = FRAME_OF_SHOT.match(node.text) or FRAME_WITHOUT_SCENE.match(node.text)
    return scalar is PATH or (scalar is PICTURE and not shot)


def _below(kind: ValueKind, node: Node) -> list[tuple[ValueKind, Node, str]]:
    inner = chosen(kind, node.kind)
    if isinstance(inner, ListOf):
        return [(inner.item, item, "") for item in node.items]
    if isinstance(inner, MapOf):
        return [(inner.value, entry.value, "") for entry in node.entries]
    if not isinstance(inner, Fields):
        return []
    below: list[tuple[ValueKind, Node, str]] = []
    for entry in node.entries:
        field = inner.table.get(entry.key.text)
        below_kind = field.kind if field else inner.rest
        if isinstance(below_kind, ScalarKind | ListOf | MapOf | Fields | Either):
            below.append((below_kind, entry.value, entry.key.text if inner is FILM else ""))
    return below


def _add(node: Node, found: list[tuple[str, Span]], mistakes: list[Mistake]) -> None:
    text = node.text.strip()
    wrong = ""
    if "\0" in text or "\n" in text:
        wrong = "a path is one line of text"
    elif "\\" in text:
        wrong = "paths are written with forward slashes"
    elif "://" in text:
        wrong = "a film reads files, not addresses; save it into the film's folder"
    if wrong:
        mistakes.append(Mistake(span=node.span, message=wrong))
        return
    found.append(
        (posixpath.normpath(posixpath.join(posixpath.dirname(node.span.file), text)), node.span)
    )
