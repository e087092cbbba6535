"""Where the camera is at each moment. Lengths are in heights of the frame, y points down, time runs
over the shot.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, exp, pi, sin

import numpy as np

from vfc.film.timing import Size
from vfc.generators.previs.canvas.lens import Lens
from vfc.generators.previs.reading.scene import SceneWords

# (turn x, turn y, travel x, travel y, advance, zoom) over the whole shot, about its middle
SHIFTS = {
    "push in": (0, 0, 0, 0, 0.20, 1),
    "pull out": (0, 0, 0, 0, -0.20, 1),
    "zoom in": (0, 0, 0, 0, 0, 1.28),
    "zoom out": (0, 0, 0, 0, 0, 1 / 1.28),
    "pan left": (-0.34, 0, 0, 0, 0, 1),
    "pan right": (0.34, 0, 0, 0, 0, 1),
    "tilt up": (0, -0.24, 0, 0, 0, 1),
    "tilt down": (0, 0.24, 0, 0, 0, 1),
    "track left": (0, 0, -0.36, 0, 0, 1),
    "track right": (0, 0, 0.36, 0, 0, 1),
    "crane up": (0, 0, 0, -0.22, -0.04, 1),
    "crane down": (0, 0, 0, 0.22, 0.04, 1),
    "orbit": (-0.16, 0, 0.34, 0, 0.04, 1),
    "handheld": (0, 0, 0, 0, 0.03, 1),
    "static": (0, 0, 0, 0, 0, 1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraView:
    """The camera at one moment: maps world points at a depth (0 far, 1 where people stand) to
    pixels.
    """

    size: Size
    turn: tuple[float, float] = (0.0, 0.0)
    travel: tuple[float, float] = (0.0, 0.0)
    advance: float = 0.0
    zoom: float = 1.0
    roll: float = 0.0

    def scale(self, depth: float) -> float:
        """Pixels in a unit of the world at a depth."""
        return self.size.height * self.zoom / max(0.25, 1 - self.advance * depth)

    def matrix(self, depth: float) -> np.ndarray:
        """The map from world units at a depth to pixels, `(2, 3)` float64."""
        scale = self.scale(depth)
        c, s = cos(self.roll) * scale, sin(self.roll) * scale
        x = self.turn[0] + self.travel[0] * depth
        y = self.turn[1] + self.travel[1] * depth
        middle = (self.size.width / 2, self.size.height / 2)
        return np.array([[c, -s, middle[0] - c * x + s * y], [s, c, middle[1] - s * x - c * y]])

    def projection(self, lens: Lens) -> np.ndarray:
        """The homogeneous map from metres before a lens, (x, y, z, 1), to pixels, `(3, 4)` float64:
        what `matrix` does at each depth.
        """
        grow = self.size.height * self.zoom
        turn, travel, far = self.turn, self.travel, lens.distance
        flat = np.array(
            [
                [lens.focal, 0, -turn[0], -travel[0] * far],
                [0, -lens.focal, lens.horizon - turn[1], lens.focal * lens.eye - travel[1] * far],
                [0, 0, 1, -self.advance * far],
            ]
        )
        c, s = cos(self.roll) * grow, sin(self.roll) * grow
        return (
            np.array([[c, -s, self.size.width / 2], [s, c, self.size.height / 2], [0, 0, 1]]) @ flat
        )

    def pixels(self, points: np.ndarray, depth: float = 1.0) -> np.ndarray:
        """World points `(n, 2)` in units as pixels, `(n, 2)` float64."""
        matrix = self.matrix(depth)
        return points @ matrix[:, :2].T + matrix[:, 2]

    def point(self, x: float, y: float, depth: float = 1.0) -> tuple[float, float]:
        """One world point as pixels."""
        m = self.matrix(depth)
        return m[0, 0] * x + m[0, 1] * y + m[0, 2], m[1, 0] * x + m[1, 1] * y + m[1, 2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rig:
    """The camera over a shot: its move, and the part of the shot, from -0.5 before to 1.5 after it,
    that is seen.
    """

    size: Size
    move: str
    roll: float
    first: float
    last: float
    seconds: float
    steady: float = 0.0  # how far a hand shakes, in units
    bob: float = 0.0  # how far the camera rises with each step, where it walks

    @property
    def aspect(self) -> float:
        """Width of the frame in units."""
        return self.size.width / self.size.height

    def at(self, part: float, second: float) -> CameraView:
        """The view at a part of the shot (0 its start, 1 its end) and a time in seconds."""
        go = eased(part) - 0.5
        tx, ty, x, y, advance, zoom = SHIFTS[self.move]
        narrow = min(1.0, self.aspect)
        hx, hy, hr = shake(second)
        step = self.bob * abs(sin(pi * 0.95 * second))
        return CameraView(
            size=self.size,
            turn=(tx * go * narrow + hx * self.steady, ty * go + hy * self.steady - step),
            travel=(x * go * narrow, y * go),
            advance=advance * go,
            zoom=1.06 * zoom**go,
            roll=self.roll + hr * self.steady,
        )

    def views(self) -> tuple[CameraView, ...]:
        """Views all through what is seen, enough to bound it."""
        return _views(self)

    def reach(self, depth: float, margin: float = 0.02) -> tuple[float, float, float, float]:
        """The world's rectangle that is ever seen at a depth."""
        views = np.stack([view.matrix(depth) for view in self.views()])
        wide, high = self.size
        corners = (
            np.array([(0, 0), (wide, 0), (0, high), (wide, high)], float) - views[:, None, :, 2]
        )
        world = corners @ np.linalg.inv(views[:, :, :2]).transpose(0, 2, 1)
        left, top = world.min(axis=(0, 1)) - margin
        right, bottom = world.max(axis=(0, 1)) + margin
        return float(left), float(top), float(right), float(bottom)

    def finest(self, depth: float) -> float:
        """The most pixels that a unit ever takes at a depth."""
        return max(view.scale(depth) for view in self.views())


@lru_cache(maxsize=16)  # asked for twice by every layer
def _views(camera: Rig) -> tuple[CameraView, ...]:
    parts = np.linspace(camera.first, camera.last, 24)
    return tuple(camera.at(part, part * camera.seconds) for part in parts)


def eased(part: float) -> float:
    """Time that sets off and comes to rest softly, and drifts on ever slower outside the shot."""
    if part < 0 or part > 1:
        edge, way = (0.0, -1.0) if part < 0 else (1.0, 1.0)
        return edge + way * 0.5 * (1 - exp(-0.7 * abs(part - edge)))
    return part - 0.65 * sin(2 * pi * part) / (2 * pi)


def shake(second: float) -> tuple[float, float, float]:
    """A hand's slow wander: sideways, upright, roll."""
    return (
        sin(second * 1.7) * 0.6 + sin(second * 3.9 + 1) * 0.3 + sin(second * 7.3 + 2) * 0.1,
        sin(second * 2.1 + 3) * 0.5 + sin(second * 4.7 + 2) * 0.3 + sin(second * 8.1) * 0.1,
        sin(second * 1.3 + 1) * 0.4,
    )


def rig(words: SceneWords, size: Size, frames: int, length: int, seconds: float) -> Rig:
    """The camera of a shot: the move runs over `length` frames, and the handles follow them."""
    span = max(1, length - 1)
    return Rig(
        size=size,
        move="push in" if words.afoot and words.move == "static" else words.move,
        roll=0.12 if words.angle == "dutch" else 0.0,
        seconds=seconds,
        first=0.0,
        last=max(1.0, (frames - 1) / span),
        bob=0.007 if words.afoot else 0.0,
        steady=0.012 if words.move == "handheld" else 0.0008,
    )
