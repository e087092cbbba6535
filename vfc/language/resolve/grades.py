"""A grade, read from the text."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from typing import Any

from vfc.film.grades import Channels, Curve, Curves, Grade
from vfc.language.resolve.values import Reader, entries, items
from vfc.language.yaml.node import Form, Node

NAMES = tuple(field.name for field in fields(Grade))


def read_grade(reader: Reader, node: Node | None) -> tuple[Grade, frozenset[str]]:
    """A grade, and which of its values the text sets."""
    values = {
        name: _value(reader, name, value) for name, _, value in entries(node) if name in NAMES
    }
    said = {name: value for name, value in values.items() if value is not None}
    return Grade(**said), frozenset(said)


def _value(reader: Reader, name: str, node: Node) -> Any:
    """A value of a grade; None where none can be read."""
    if name == "lut":
        return reader.asset(node)
    if name == "curves":
        return Curves(**{each: _curve(reader, points) for each, _, points in entries(node)})
    return _channels(reader, node, getattr(Grade(), name))


def _channels(reader: Reader, node: Node, neutral: float) -> Channels:
    """One number, or three that are not all the same."""
    found = [reader.number(each, neutral) for each in items(node)]
    if node.kind is not Form.LIST or len(found) != 3 or len(set(found)) == 1:
        return found[0] if found else neutral
    red, green, blue = found
    return red, green, blue


def _curve(reader: Reader, node: Node) -> Curve:
    """Points from left to right; what does not go so is told."""
    points = [
        (reader.number(pair[0], 0.0), reader.number(pair[1], 0.0))
        for pair in map(items, items(node))
        if len(pair) == 2
    ]
    for (left, _), (right, _) in pairwise(points):
        if left >= right:
            reader.tell(
                node.span,
                f"the points of a curve go from left to right: {right:g} stands after {left:g}",
                "write [[0, 0], [0.5, 0.6], [1, 1]]",
            )
            return ()
    return tuple(points)
