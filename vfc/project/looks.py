"""What is shown of a shot, for all that looks at it outside the film: which picture, and how it is
graded.
"""

from __future__ import annotations

from typing import NamedTuple

from vfc.media.colour.grade import Grading
from vfc.project.plan import Planned
from vfc.recipes.step import grain_seed


class GradedPicture(NamedTuple):
    """The key of a picture, and how its frames are graded as they are read; None: not, or they are
    graded already.
    """

    key: str
    grading: Grading | None


def graded_picture_of(planned: Planned, name: str) -> GradedPicture:
    """A shot as the film shows it; one that no cut shows, as its take was made."""
    key, shot = planned.plan.shown.get(name), planned.loaded.film.shots[name]
    if key is None:
        return GradedPicture(planned.plan.takes[f"{name}#{planned.plan.shown_takes[name]}"], None)
    if shot.effects or shot.grade.neutral:
        return GradedPicture(key, None)
    lut = planned.loaded.files[shot.grade.lut.digest].path if shot.grade.lut else None
    return GradedPicture(key, Grading(grade=shot.grade, seed=grain_seed(key), lut=lut))
