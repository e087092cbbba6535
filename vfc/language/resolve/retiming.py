"""How a shot in the cut plays: its speeds, a frame that is held, backwards."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from vfc.film.courses import Between, Easing, FreezeFrame, Retiming, SpeedStop
from vfc.language.resolve.values import Reader, entries, span_of_word
from vfc.language.yaml.node import Form, Node

PLAIN = Retiming()


def speed_of(reader: Reader, use: Node) -> Fraction:
    """The one speed of a use of a shot; 1 where it has several."""
    node = use.get("speed")
    if node is not None and node.kind is Form.MAP:
        return Fraction(1)
    return reader.exact(node, Fraction(1))


def retiming_of(reader: Reader, use: Node) -> Retiming | None:
    """How a use plays beyond one speed; None where no more is said."""
    stops = _stops(reader, use.get("speed"))
    ease = reader.choice(use.get("ease"), Easing)
    if ease and len(stops) < 2:
        reader.tell(
            span_of_word(use, "ease"),
            "'ease' is how one speed becomes another, and here is one speed",
            "write the speeds with their times, such as speed: {1s: 1, 2s: 0.25}, or take "
            "'ease' out",
        )
    found = Retiming(
        stops=stops,
        ease=ease or Easing.LINEAR,
        between=reader.choice(use.get("between"), Between) or Between.REPEAT,
        freeze=_freeze(reader, use.get("freeze")),
        reverse=reader.switch(use.get("reverse"), False),
    )
    return None if found == PLAIN else found


def _stops(reader: Reader, node: Node | None) -> tuple[SpeedStop, ...]:
    """Stops of speed in the order of their times."""
    found: list[tuple[SpeedStop, Node]] = []
    for _, key, value in entries(node):
        time = reader.time(key)
        if time is not None:
            stop = SpeedStop(at=time.frames, speed=reader.exact(value, Fraction(1)))
            found.append((stop, key))
    found.sort(key=lambda each: each[0].at)
    for (one, _), (other, key) in pairwise(found):
        if one.at == other.at:
            reader.tell(
                key.span,
                f"two speeds stand at one time, '{key.text}'",
                "leave one of them out; for a sudden change write ease: hold",
            )
            return ()
    if node is not None and node.kind is Form.MAP and not node.entries:
        reader.tell(node.span, "this names no speed", "write {1s: 1, 2s: 0.25}, or one number")
    return tuple(stop for stop, _ in found)


def _freeze(reader: Reader, node: Node | None) -> FreezeFrame | None:
    if node is None or node.empty:
        return None
    if node.kind is not Form.MAP:
        return FreezeFrame()
    at, lasting = node.get("at"), node.get("for")
    frames = reader.some_frames(lasting)
    if lasting is not None and frames is None:
        return None
    last = reader.text(at).strip() == "last"
    return FreezeFrame(at=None if last else reader.frames(at), frames=frames)
