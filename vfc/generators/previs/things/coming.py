"""Something that goes from where it was to where it is said to be then."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from vfc.generators.previs.canvas.camera import CameraView, eased
from vfc.generators.previs.things import catalog
from vfc.generators.previs.things.drawable import Sprite
from vfc.generators.previs.things.manners import idle

LEAPS = ("jump", "bounce", "pounce")
LEAP = 0.35  # heights of the thing that it is off the ground midway


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A thing on its way to a `goal` from `start` (x, foot, height), from the second `since` on for
    `lasts` seconds; there it rests.
    """

    goal: Sprite
    start: tuple[float, float, float]
    since: float
    lasts: float

    def covers(self, view: CameraView, second: float) -> int:
        """A thing hides no row whole."""
        return view.size.height

    def now(self, second: float) -> Sprite:
        """It as it is at a time."""
        part = (second - self.since) / max(0.01, self.lasts)
        goal, entry = self.goal, catalog.known(self.goal.name)
        if part >= 1:
            still = idle(entry) if entry is not None else "stand"
            return replace(goal, manner=still, speed=0.0, steps=None)
        go = eased(max(0.0, part))
        x, foot, high = (a + (b - a) * go for a, b in zip(self.start, self.end, strict=True))
        leap = LEAP * goal.height * 4 * go * (1 - go) if goal.manner in LEAPS else 0.0
        return replace(
            goal,
            x=x,
            foot=foot - leap,
            height=high,
            speed=0.0,
            manner="stand" if goal.manner in LEAPS else goal.manner,
        )

    @property
    def end(self) -> tuple[float, float, float]:
        """Where it comes to."""
        return self.goal.x, self.goal.foot, self.goal.height

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw it where it is."""
        self.now(second).draw(frame, view, second, clip)
