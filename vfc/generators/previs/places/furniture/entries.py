"""What furniture takes: its entry in a set's file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vfc.generators.previs.canvas.layers import Colour

Table = Mapping[str, Any]


def colour_of(entry: Table, other: Colour, name: str = "colour") -> Colour:
    """The colour that a table gives, or another."""
    return tuple(entry.get(name, other))
