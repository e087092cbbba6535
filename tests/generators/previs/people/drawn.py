"""People drawn alone on a plain ground, for tests to look at."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from vfc.film.timing import Size
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.people.figures import Figure, PersonColours
from vfc.generators.previs.reading.scene import Person

GROUND = (120, 160, 120)
LOOK = PersonColours(
    coat=(150, 60, 60),
    shade=(90, 40, 40),
    legs=(50, 52, 64),
    skin=(226, 180, 150),
    hair=(44, 32, 28),
    rim=(255, 255, 255),
    rim_side=0.0,
)


def figure(person: Person, **fields) -> Figure:
    """Somebody in the middle of the picture, three quarters of it high."""
    look = fields.pop("look", LOOK)
    return Figure(
        **{"look": look, "x": 0.0, "foot": 0.42, "tall": 0.75, "person": person, **fields}
    )


def drawn(*figures: Figure, second: float = 0.5, size: Size | None = None) -> np.ndarray:
    """A picture of figures: (240, 320, 3) uint8 RGB."""
    size = size or Size(320, 240)
    frame = ground(size).copy()
    for each in figures:
        each.draw(frame, CameraView(size=size), second, size.height)
    return cv2.cvtColor(frame, cv2.COLOR_RGBA2RGB)


@cache
def ground(size: Size) -> np.ndarray:
    """The plain ground, (height, width, 4) uint8; not to be written into."""
    return np.full((size.height, size.width, 4), (*GROUND, 0), np.uint8)


def covered(picture: np.ndarray) -> np.ndarray:
    """Where somebody is: (height, width) bool."""
    return cv2.inRange(picture, GROUND, GROUND) == 0


def unlike(first: np.ndarray, second: np.ndarray) -> float:
    """The part of both bodies whose colour differs, from 0 to 1."""
    bare = cv2.bitwise_and(*(cv2.inRange(each, GROUND, GROUND) for each in (first, second)))
    alike = cv2.inRange(cv2.absdiff(first, second), (0, 0, 0), (24, 24, 24))
    both, differ = (each.size - cv2.countNonZero(each) for each in (bare, alike))
    return differ / max(1, both)
