"""People drawn alone on a plain ground, for tests to look at."""

from __future__ import annotations

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
    frame = np.zeros((size.height, size.width, 4), np.uint8)
    frame[..., :3] = GROUND
    for each in figures:
        each.draw(frame, CameraView(size=size), second, size.height)
    return frame[..., :3]


def covered(picture: np.ndarray) -> np.ndarray:
    """Where somebody is: (height, width) bool."""
    red, green, blue = (picture[..., index] != GROUND[index] for index in range(3))
    return red | green | blue


def unlike(first: np.ndarray, second: np.ndarray) -> float:
    """The part of both bodies whose colour differs, from 0 to 1."""
    both = covered(first) | covered(second)
    one, other = first[both].astype(np.int16), second[both]
    differs = np.abs(one - other).max(axis=1) > 24
    return float(differs.sum() / max(1, both.sum()))
