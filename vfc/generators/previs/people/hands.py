"""The hands of whoever looks, at the lower edge of the frame, and what they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sin

import cv2
import numpy as np

from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import SHIFT, blend
from vfc.generators.previs.canvas.shapes import Shape
from vfc.generators.previs.people.acts.poses import Limb
from vfc.generators.previs.people.bodies import tones
from vfc.generators.previs.people.figures import fixed
from vfc.generators.previs.people.props.table import prop
from vfc.generators.previs.people.wardrobe import limbs
from vfc.generators.previs.people.wardrobe.colours import PersonColours
from vfc.generators.previs.people.wardrobe.costumes import dressed
from vfc.generators.previs.reading.scene import Person

TALL = 1.7  # units: how tall whoever looks would be as near as their hands
SWAY = 0.006  # heights by which hands move
DEPTH = 1.6


@dataclass(frozen=True, kw_only=True)
class Hands:
    """Two arms from below, a thing in the right hand: drawn by shapes, or an `art` by its height in
    pixels, `size` heights high.
    """

    person: Person
    look: PersonColours
    art: Callable[[int], np.ndarray] | None = None
    size: float = 0.16

    def covers(self, view: CameraView, second: float) -> int:
        """Hands hide no row whole."""
        return view.size.height

    def arms(self, second: float) -> tuple[Limb, Limb]:
        """Both arms at a time, in heights from the middle of the frame."""
        up = SWAY * sin(1.7 * second)
        left: Limb = ((-0.24, 0.44), (-0.19, 0.33), (-0.085, 0.215 - up))
        right: Limb = ((0.24, 0.44), (0.19, 0.33), (0.085, 0.205 + up))
        return left, right

    def shapes(self, second: float) -> list[Shape]:
        """All shapes at a time, in heights."""
        worn = dressed(self.person)
        tone = tones(self.person, self.look, worn)
        found: list[Shape] = []
        both = self.arms(second)
        x, y = both[1][2]
        held = prop(self.person.holds, self.look.cloth, (x, y - 0.02), 0.1)
        found += [(points, self.look.lit(colour)) for points, colour in held]
        for bone in both:
            found += limbs.arm(
                bone, tone.coat, tone.skin, worn.sleeves, tone.gloves, worn.hands, worn.broad
            )
        return found

    def draw(self, frame: np.ndarray, view: CameraView, second: float, clip: int) -> None:
        """Draw what they hold, then the hands about it; the camera's moves do not move them."""
        still = CameraView(size=view.size)
        if self.art is not None:
            self.show(frame, still, second)
        for points, colour in self.shapes(second):
            cv2.fillPoly(frame, [fixed(still, points * TALL, DEPTH)], colour, cv2.LINE_AA, SHIFT)

    def show(self, frame: np.ndarray, view: CameraView, second: float) -> None:
        """Lay the picture of what they hold between both hands."""
        assert self.art is not None
        (_, _, (lx, ly)), (_, _, (rx, ry)) = self.arms(second)
        px, py = view.point((lx + rx) / 2 * TALL, (ly + ry) / 2 * TALL, DEPTH)
        picture = self.art(max(6, round(self.size * TALL * view.scale(DEPTH))))
        high, wide = picture.shape[:2]
        left, top = max(0, round(px - wide / 2)), max(0, round(py - high * 0.8))
        region = frame[top : top + high, left : left + wide]
        blend(region, np.ascontiguousarray(picture[: region.shape[0], : region.shape[1]]))
