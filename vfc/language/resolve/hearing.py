"""How a sound is heard, as its words say: its gain, what it is heard through, how it goes down."""

from __future__ import annotations

import re
from fractions import Fraction

from vfc.film.treatments import LONGEST_DUCKING, DuckSetting, ShotSound, Treatment
from vfc.language.resolve.values import Reader, items
from vfc.language.yaml.node import Form, Node

GAIN = re.compile(r"^\s*([+-]?\d+(?:\.\d+)?)\s*dB\s*$")


def shot_sound(reader: Reader, node: Node | None) -> ShotSound:
    """How a shot's own sound is heard."""
    if node is None or node.kind is not Form.MAP:
        word = reader.text(node).strip()
        return ShotSound(heard=reader.heard(node), ambience=word == "ambience")
    return ShotSound(
        ambience=reader.switch(node.get("ambience"), False),
        gain=gain_of(reader, node.get("gain")),
        pan=reader.number(node.get("pan"), 0.0),
        through=through_of(reader, node.get("through")),
    )


def duck_of(reader: Reader, node: Node | None) -> DuckSetting | None:
    if node is None:
        return None
    usual = DuckSetting()
    return DuckSetting(
        by=_softer(reader, node.get("by"), usual.by),
        attack=_seconds(reader, node.get("attack"), usual.attack),
        hold=_seconds(reader, node.get("hold"), usual.hold),
        release=_seconds(reader, node.get("release"), usual.release),
    )


def _softer(reader: Reader, node: Node | None, default: float) -> float:
    """How much softer, in dB; told where it is louder."""
    if node is None:
        return default
    gain = gain_of(reader, node)
    if gain > 0:
        reader.tell(node.span, f"'{node.text}' is louder, and what ducks goes down", "write -12dB")
    return min(gain, 0.0)


def _seconds(reader: Reader, node: Node | None, default: Fraction) -> Fraction:
    """A time of ducking in seconds; told where it is longer than it can be."""
    time = reader.time(node)
    if node is None or time is None:
        return default
    seconds = time.frames / reader.rate
    if seconds > LONGEST_DUCKING:
        reader.tell(
            node.span,
            f"'{node.text}' is longer than ducking can take",
            f"write {LONGEST_DUCKING}s or less",
        )
    return min(seconds, LONGEST_DUCKING)


def through_of(reader: Reader, node: Node | None) -> tuple[Treatment, ...]:
    said = [node] if node is not None and node.kind is Form.SCALAR else items(node)
    return tuple(found for each in said if (found := reader.choice(each, Treatment)) is not None)


def gain_of(reader: Reader, node: Node | None) -> float:
    match = GAIN.match(reader.text(node))
    return float(match[1]) if match else 0.0
