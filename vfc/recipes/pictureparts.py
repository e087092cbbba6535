"""Where the frames of a segment come from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from vfc.edit.assembly import Side
from vfc.film.courses import Between, Leg, SeenFrames
from vfc.film.framing import Focus
from vfc.film.keyed import left_out, outside_keys
from vfc.film.model import Grade
from vfc.generators.api import Request
from vfc.recipes.layers import LayerPart


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePart:
    """Where a segment's frames come from: the role of a picture, the first of its frames, how fast
    it runs, and what stands where a frame of the film falls `between` two of it.

    By `legs` its speed changes; `backwards` it runs to its start, and none of its frames beyond the
    `last` is used. `grade` is None where the picture is shown as it is; its table of colour is the
    file `lut ROLE`. `focus` is the point of it that a crop keeps in sight; `layers` lie over it, by
    its own frames.
    """

    role: Side
    start: Fraction
    speed: Fraction = left_out(Fraction(1))
    grade: Grade | None = left_out(None)
    focus: Focus | None = left_out(None)
    legs: tuple[Leg, ...] = left_out(())
    backwards: bool = left_out(False)
    last: int | None = left_out(None)
    between: Between = left_out(Between.REPEAT)
    layers: tuple[LayerPart, ...] = left_out(())
    subject: str = left_out("")  # which a crop follows: the generator that says where it is
    request: Request | None = outside_keys(None)  # of that picture

    @property
    def seen(self) -> SeenFrames:
        """Which of its frames is seen at each frame of the segment."""
        return SeenFrames(
            start=self.start,
            speed=self.speed,
            legs=self.legs,
            backwards=self.backwards,
            last=self.last,
        )
