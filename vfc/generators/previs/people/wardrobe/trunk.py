"""The trunk as a frame of its own: across the chest, and down from the neck."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

import numpy as np

from vfc.generators.previs.people.acts.poses import Pose

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trunk:
    """The trunk of a pose: `wide` is half the shoulders, `waist` and `hips` half of those, `long`
    from neck to hip, `low` down to the hem, all in the person's heights.

    From the side, what lies before the chest is drawn in towards the face.
    """

    at: tuple[float, float]
    down: tuple[float, float]
    long: float
    low: float
    wide: float
    waist: float
    hips: float
    side: bool
    back: bool

    def points(self, points: Points, *, body: bool = False) -> np.ndarray:
        """Points across and down as points of the picture, `(n, 2)` float64; of the `body` itself
        they are not drawn in.
        """
        local = np.array(points, float)
        if self.side and not body:
            local[:, 0] = 0.022 + local[:, 0] * 0.46
        x, y = self.down
        return local @ np.array([(y, -x), (x, y)]) + self.at

    def point(self, u: float, v: float) -> tuple[float, float]:
        """One point."""
        ((x, y),) = self.points([(u, v)])
        return float(x), float(y)


def trunk(pose: Pose, woman: bool, child: bool, broad: float, hem: float) -> Trunk:
    """The trunk of somebody in a pose."""
    dx, dy = pose.hip[0] - pose.neck[0], pose.hip[1] - pose.neck[1]
    long = hypot(dx, dy)
    if pose.side:
        wide, waist, hips = (0.064, 0.054, 0.066) if woman else (0.068, 0.062, 0.062)
    else:
        wide, waist, hips = (0.102, 0.068, 0.092) if woman else (0.118, 0.090, 0.088)
    if child:
        wide, waist, hips = wide * 0.92, waist * 1.06, hips * 0.98
    return Trunk(
        at=pose.neck,
        down=(dx / long, dy / long),
        long=long,
        low=long + (min(hem, 0.03) if pose.lap else hem),
        wide=wide * broad,
        waist=waist * broad,
        hips=hips * (1 + (broad - 1) * 0.7),
        side=pose.side,
        back=pose.back,
    )
