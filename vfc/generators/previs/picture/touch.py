"""Hands that meet: of two who give, take, shake hands or dance, whatever their heights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vfc.generators.previs.people.figures import Figure

MEETING = ("give", "take", "shake_hands", "hold_hands", "dance")
MOMENTS = np.arange(0.0, 4.0, 0.1)  # seconds, that have a whole round of each


def hand(figure: Figure, second: float) -> np.ndarray:
    """Where the hand is that gives or takes, `(2,)` float64 in units."""
    pose = figure.pose(second)
    x, y, tall = figure.where(second)
    _, _, end = pose.arms[pose.holding]
    return np.array(
        (x + figure.facing * (end[0] + pose.shift[0]) * tall, y + (end[1] + pose.shift[1]) * tall)
    )


def met(one: Figure, other: Figure) -> tuple[Figure, Figure]:
    """Two who stand before each other with hands that meet where they are farthest out: arms reach
    as far as they can, then feet come nearer.
    """
    if one.person.action not in MEETING or other.person.action != one.person.action:
        return one, other
    second = max(MOMENTS, key=lambda each: one.facing * hand(one, float(each))[0])
    for _ in range(2):
        way = hand(other, second) - hand(one, second)
        one = stretched(one, way / 2)
        other = stretched(other, -way / 2)
    rest = float((hand(other, second) - hand(one, second))[0])
    return replace(one, x=one.x + rest / 2), replace(other, x=other.x - rest / 2)


def stretched(figure: Figure, way: np.ndarray) -> Figure:
    """Somebody whose hand goes a way in units farther."""
    x, y = figure.reach
    dx, dy = float(way[0]) * figure.facing / figure.tall, float(way[1]) / figure.tall
    return replace(figure, reach=(x + dx, y + dy))
