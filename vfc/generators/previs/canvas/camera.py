"""Where the camera is at each moment. Lengths are in heights of the frame, y points down, time runs
over the shot.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, exp, pi, sin
from typing import NamedTuple

import numpy as np

from vfc.film.timing import Size
from vfc.generators.previs.canvas.lens import FRAMINGS, Lens
from vfc.generators.previs.reading.scene import SceneWords


class Move(NamedTuple):
    """A camera move over a whole shot, about its middle, in heights of the frame: how far the
    camera turns and travels (right, down), goes forward, zooms (a factor) and rolls (radians).

    `locked`: what stands at depth 1 keeps its size, so that zoom makes up for the way. `whip`: the
    turn is quick, blurs the picture, and ends on what the shot is about.
    """

    turn: tuple[float, float] = (0.0, 0.0)
    travel: tuple[float, float] = (0.0, 0.0)
    advance: float = 0.0
    zoom: float = 1.0
    roll: float = 0.0
    locked: bool = False
    whip: bool = False


MOVES = {
    "static": Move(),
    "push in": Move(advance=0.30),
    "pull out": Move(advance=-0.30),
    "zoom in": Move(zoom=1.4),
    "zoom out": Move(zoom=1 / 1.4),
    "dolly zoom": Move(advance=-0.75, locked=True),
    "pan left": Move(turn=(-0.34, 0.0)),
    "pan right": Move(turn=(0.34, 0.0)),
    "whip pan left": Move(turn=(-1.0, 0.0), whip=True),
    "whip pan right": Move(turn=(1.0, 0.0), whip=True),
    "tilt up": Move(turn=(0.0, -0.24)),
    "tilt down": Move(turn=(0.0, 0.24)),
    "track left": Move(travel=(-0.36, 0.0)),
    "track right": Move(travel=(0.36, 0.0)),
    "crane up": Move(travel=(0.0, -0.26), advance=-0.08),
    "crane down": Move(travel=(0.0, 0.26), advance=0.08),
    "orbit left": Move(turn=(0.46, 0.0), travel=(-0.46, 0.0)),
    "orbit right": Move(turn=(-0.46, 0.0), travel=(0.46, 0.0)),
    "roll": Move(roll=0.5),
    "handheld": Move(advance=0.03),
    "follow": Move(travel=(0.36, 0.0)),
}
ONWARD = {  # moves of a camera before which there is a place and nobody
    "fly through": Move(advance=1.0),
    "fly over": Move(travel=(0.0, -0.36), advance=0.12),  # high above it
}
MADE = MOVES | ONWARD
PACES = {"walk": 0.62, "run": 1.35}  # heights a second of those who go
FOLLOWED = 1.2  # units that a camera travels at most beside those whom it follows
SHUTTER = 0.5  # of a frame's time that it is open: 180 degrees


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
        (c, s), (x, y) = self.placing(depth)
        return np.array([[c, -s, x], [s, c, y]])

    def placing(self, depth: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """The pixels that a unit to the right at a depth goes right and down, and where the middle
        of the world lies.
        """
        scale = self.scale(depth)
        c, s = cos(self.roll) * scale, sin(self.roll) * scale
        x = self.turn[0] + self.travel[0] * depth
        y = self.turn[1] + self.travel[1] * depth
        return (c, s), (self.size.width / 2 - c * x + s * y, self.size.height / 2 - s * x - c * y)

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
        (c, s), (left, top) = self.placing(depth)
        return c * x - s * y + left, s * x + c * y + top


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
    pace: float = 0.0  # units a second that it goes with those whom it follows
    room: float = 1.0  # part of the sideways way for which there is room
    ground: float = 9.0  # units that it may sink until it is at the ground

    @property
    def aspect(self) -> float:
        """Width of the frame in units."""
        return self.size.width / self.size.height

    def at(self, part: float, second: float) -> CameraView:
        """The view at a part of the shot (0 its start, 1 its end) and a time in seconds."""
        move = MADE[self.move]
        go = whipped(part) - 1.0 if move.whip else eased(part) - 0.5
        narrow = min(1.0, self.aspect) * self.room
        x = move.travel[0] * go * narrow
        if self.pace:
            x = self.pace * (part - 0.5) * self.seconds
        hx, hy, hr = shake(second)
        step = self.bob * abs(sin(pi * 0.95 * second))
        zoom = 1 - move.advance * go if move.locked else move.zoom**go
        return CameraView(
            size=self.size,
            turn=(
                move.turn[0] * go * narrow + hx * self.steady,
                move.turn[1] * go + hy * self.steady - step,
            ),
            travel=(x, min(self.ground, move.travel[1] * go)),
            advance=move.advance * go,
            zoom=1.06 * zoom,
            roll=self.roll + move.roll * go + hr * self.steady,
        )

    def smear(self, index: int, length: int) -> int:
        """How many pixels the picture moves sideways at a frame of `length` while the shutter is
        open; 0 but in a whip pan.
        """
        if not MADE[self.move].whip:
            return 0
        span, way = max(1, length - 1), MADE[self.move].turn[0] * min(1.0, self.aspect) * self.room
        ends = [whipped((index + part * SHUTTER / 2) / span) for part in (-1, 1)]
        return round(abs((ends[1] - ends[0]) * way) * self.size.height)

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


def whipped(part: float) -> float:
    """The time of a whip pan: at rest but for a third in the middle of the shot."""
    go = min(1.0, max(0.0, (part - 0.18) / 0.34))
    return go * go * (3 - 2 * go)


def shake(second: float) -> tuple[float, float, float]:
    """A hand's slow wander: sideways, upright, roll."""
    return (
        sin(second * 1.7) * 0.6 + sin(second * 3.9 + 1) * 0.3 + sin(second * 7.3 + 2) * 0.1,
        sin(second * 2.1 + 3) * 0.5 + sin(second * 4.7 + 2) * 0.3 + sin(second * 8.1) * 0.1,
        sin(second * 1.3 + 1) * 0.4,
    )


def rig(
    words: SceneWords, size: Size, frames: int, length: int, seconds: float, *, walls: bool = False
) -> Rig:
    """The camera of a shot: the move runs over `length` frames, and the handles follow them; among
    `walls` it orbits and whips less far.
    """
    span = max(1, length - 1)
    return Rig(
        size=size,
        move=moved(words),
        roll=0.12 if words.angle == "dutch" else 0.0,
        seconds=seconds,
        first=0.0,
        last=max(1.0, (frames - 1) / span),
        bob=0.007 if words.afoot else 0.0,
        steady=0.012 if words.move == "handheld" else 0.0008,
        pace=followed(words, seconds) if words.move == "follow" else 0.0,
        room=0.5 if walls and words.move.startswith(("orbit", "whip")) else 1.0,
    )


def moved(words: SceneWords) -> str:
    """The move of a shot: a camera that goes forward with nobody before it flies through."""
    onward = (words.afoot and words.move == "static") or words.move == "push in"
    if not words.people and not words.subjects:
        if words.angle == "bird" and (onward or words.move == "static"):
            return "fly over"
        if onward:
            return "fly through"
    return "push in" if onward else words.move


def followed(words: SceneWords, seconds: float) -> float:
    """Units a second that the fastest of those who walk or run aside go; 0 where nobody does."""
    paces = [
        PACES[person.action]
        for person in words.people
        if person.action in PACES and not (person.away or person.toward)
    ]
    figure = FRAMINGS[words.framing].figure
    return min(max(paces, default=0.0) * figure, FOLLOWED / max(0.5, seconds))
