"""Things of the words that stand where an action has a thing of its own: whoever pushes a cart
pushes no crate.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from vfc.generators.previs.canvas.shapes import Shape
from vfc.generators.previs.people.acts.poses import BodyPoint

Moving = Callable[[np.ndarray, float], np.ndarray]
Picture = Callable[[int], np.ndarray]  # by its height in pixels: premultiplied RGBA, uint8
CLOSER = 0.82  # of its width: the step from one of several to the next


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """A thing in an action's setting: its `picture`, as wide by its height as `aspect` says, where
    its foot is and how high it is, in the person's heights; None: where the setting's own thing is.

    `side` is which end of it stands there; `count` of them stand beside each other. `beside` are
    settings that are drawn too; `before`: it is nearer than the person.
    """

    picture: Picture
    aspect: float
    high: float
    at: BodyPoint | None
    side: str = "near"
    beside: tuple[str, ...] = ()
    before: bool = False
    count: int = 1
    moving: Moving | None = None  # how its picture is when so much of the action is done

    def at_cycle(self, height: int, cycle: float) -> np.ndarray:
        """Its picture when so much of the action is done."""
        picture = self.picture(height)
        return picture if self.moving is None else self.moving(picture, cycle)

    def boxes(self, own: Sequence[Shape]) -> list[tuple[float, float, float, float]]:
        """Left, top, right and bottom of each, in the person's heights; `own` are the setting's own
        shapes at the moment.
        """
        wide = self.high * self.aspect
        if self.at is None:
            if not own:
                return []
            points = np.concatenate([each for each, _ in own])
            (x, _), bottom = (points.min(0) + points.max(0)) / 2, float(points[:, 1].max())
            if self.before and not self.beside:  # in the air, about the ball's middle
                bottom = float((points[:, 1].min() + bottom) / 2 + self.high / 2)
            return [(x - wide / 2, bottom - self.high, x + wide / 2, bottom)]
        x, bottom = self.at
        left = {"near": x, "far": x - wide, "middle": x - wide / 2}[self.side]
        steps = [CLOSER * wide * number for number in range(self.count)]
        return [(left + s, bottom - self.high, left + s + wide, bottom) for s in steps]


@cache
def table() -> Mapping[str, Mapping[str, Any]]:
    """The settings in which a thing of the words can stand."""
    return {name: row for name, row in _file().items() if name != "as"}


@cache
def manners() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """For an action the ways in which it is done with some things: names by the action that it
    looks like.
    """
    return {
        action: {way: tuple(names) for way, names in ways.items()}
        for action, ways in _file()["as"].items()
    }


def _file() -> dict[str, Any]:
    file = resources.files("vfc.generators.previs.people.settings") / "standins.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def stand_in(setting: str, picture: Picture, aspect: float, high: float, count: int) -> StandIn:
    """A thing `high` of the person's heights in a setting; KeyError where none can stand there."""
    row = table()[setting]
    small = row.get("small")
    if small is not None and high < small["below"]:
        spot, beside, least, most = small["at"], small["on"], 0.05, small["below"]
    else:
        spot, beside = row.get("at"), row.get("with", ())
        least, most = row["high"]
    return StandIn(
        picture=picture,
        aspect=aspect,
        high=min(most, max(least, high)),
        at=None if spot is None else (spot[0], spot[1]),
        side=row.get("side", "near"),
        beside=tuple(beside),
        before=row.get("before", False),
        count=count,
    )
