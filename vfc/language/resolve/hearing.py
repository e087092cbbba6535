"""How a sound is heard, as its words say: its gain, what it is heard through, how it goes down."""

from __future__ import annotations

import re
from fractions import Fraction

from vfc.film.treatments import (
    LONGEST_DUCKING,
    PASSES,
    BandKind,
    Compressor,
    DuckSetting,
    Equaliser,
    EqualiserBand,
    HeardThrough,
    ShotSound,
    Treatment,
)
from vfc.language.resolve.values import Reader, items
from vfc.language.yaml.node import Form, Node

LOUDEST_BAND = 24.0  # dB of a band
SLOWEST = Fraction(2)  # seconds of a compressor
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


def _seconds(
    reader: Reader,
    node: Node | None,
    default: Fraction,
    longest: Fraction = LONGEST_DUCKING,
    what: str = "ducking",
) -> Fraction:
    """A time of ducking or the like in seconds; told where it is longer than it can be."""
    time = reader.time(node)
    if node is None or time is None:
        return default
    seconds = time.frames / reader.rate
    if seconds > longest:
        reader.tell(
            node.span, f"'{node.text}' is longer than {what} can take", f"write {longest}s or less"
        )
    return min(seconds, longest)


def through_of(reader: Reader, node: Node | None) -> tuple[HeardThrough, ...]:
    """What a sound is heard through, in order."""
    found = (_treatment(reader, each) for each in items(node))
    return tuple(each for each in found if each is not None)


def _treatment(reader: Reader, node: Node) -> HeardThrough | None:
    if node.kind is not Form.MAP:
        return reader.choice(node, Treatment)
    pressed = node.get("compressor")
    if pressed is not None:
        return _compressor(reader, pressed)
    bands = [_band(reader, each) for each in items(node.get("eq")) if each.kind is Form.MAP]
    return Equaliser(bands=tuple(bands)) if bands else None


def _band(reader: Reader, node: Node) -> EqualiserBand:
    kind, gain = reader.choice(node.get("kind"), BandKind) or BandKind.BELL, node.get("gain")
    if kind in PASSES and gain is not None:
        reader.tell(gain.span, f"a {kind} has no gain", "take it out, or write a shelf")
    if kind not in PASSES and gain is None:
        reader.tell(node.span, f"a {kind} without gain changes nothing", "write gain: -4dB")
    value = _within(reader, gain, -LOUDEST_BAND, LOUDEST_BAND, 0.0)
    usual = EqualiserBand(frequency=1000)
    return EqualiserBand(
        frequency=reader.number(node.get("frequency"), 1000.0),
        gain=0.0 if kind in PASSES else value,
        q=reader.number(node.get("q"), usual.q),
        kind=kind,
    )


def _compressor(reader: Reader, node: Node) -> Compressor:
    usual = Compressor()
    return Compressor(
        threshold=_within(reader, node.get("threshold"), -60.0, 0.0, usual.threshold),
        ratio=reader.number(node.get("ratio"), usual.ratio),
        attack=_seconds(reader, node.get("attack"), usual.attack, SLOWEST, "a compressor"),
        release=_seconds(reader, node.get("release"), usual.release, SLOWEST, "a compressor"),
        gain=_within(reader, node.get("gain"), 0.0, 36.0, usual.gain),
    )


def _within(reader: Reader, node: Node | None, low: float, high: float, default: float) -> float:
    """A gain in dB; told where it is out of a range."""
    if node is None:
        return default
    gain = gain_of(reader, node)
    if not low <= gain <= high:
        reader.tell(
            node.span,
            f"'{node.text}' is not between {low:g} and {high:g} dB",
            f"write {min(max(gain, low), high):g}dB",
        )
    return min(max(gain, low), high)


def gain_of(reader: Reader, node: Node | None) -> float:
    match = GAIN.match(reader.text(node))
    return float(match[1]) if match else 0.0
