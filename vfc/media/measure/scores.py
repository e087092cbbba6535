"""Scores of one take, by which takes of one shot are set side by side: from 0, bad, to 1, good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy

from vfc.errors import MediaError
from vfc.media.measure.likeness import Reference
from vfc.media.measure.meters import (
    ExposureMeter,
    FlickerMeter,
    IntactMeter,
    MeteredFrame,
    MotionMeter,
    SharpnessMeter,
    viewed,
)

# What each measure says, in one sentence; how it is worked out stands at its meter.
MEASURES: Mapping[str, str] = {
    "sharpness": "how steep the edges are, whatever their contrast; blur and noise lower it",
    "exposure": "how much of the picture is neither black nor white, and how far its light is from "
    "the middle",
    "flicker": "how steadily the light changes from frame to frame; 1 is without flicker",
    "motion": "how much moves where motion was asked for, and how little where it was not",
    "intact": "how many frames are neither of one colour, nor frozen where motion was asked for, "
    "nor unlike their neighbours",
    "likeness": "how much of the reference pictures, where there are any, is seen in some frame",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the measures of `MEASURES` say of a take, each 0 to 1; `likeness` is None without
    reference pictures.
    """

    sharpness: float
    exposure: float
    flicker: float
    motion: float
    intact: float
    likeness: float | None = None

    def overall(self, weights: Mapping[str, float]) -> float:
        """The mean of the scores that are there, by weight; one without a weight counts nothing,
        and none gives 0.

        ValueError for a name that is no measure, or a weight below 0.
        """
        for name, weight in weights.items():
            if name not in MEASURES:
                raise ValueError(f"there is no measure '{name}'; there are {', '.join(MEASURES)}")
            if not weight >= 0:
                raise ValueError(f"the weight of '{name}' is {weight}; it must be 0 or more")
        scored = [(getattr(self, name), weight) for name, weight in weights.items()]
        known = [(score, weight) for score, weight in scored if score is not None]
        whole = sum(weight for _, weight in known)
        return sum(score * weight for score, weight in known) / whole if whole else 0.0


def measure(
    frames: Iterable[numpy.ndarray],
    *,
    motion_asked: bool,
    references: Sequence[numpy.ndarray] = (),
    frames_total: int,
    rate: Fraction = Fraction(24),
) -> Scores:
    """The scores of frames `(height, width, 3)` uint8 sRGB, seen once and not kept.

    `frames_total`, their number as planned, lets short takes be compared more closely. References
    are pictures of any size, of which each is looked for every half second. MediaError where no
    frame comes.
    """
    meters = {
        "sharpness": SharpnessMeter(),
        "exposure": ExposureMeter(),
        "flicker": FlickerMeter(),
        "motion": MotionMeter(
            asked=motion_asked, step=max(1, min(round(rate / 4), frames_total // 4))
        ),
        "intact": IntactMeter(motion_asked=motion_asked, hold=max(1, round(rate / 8))),
    }
    if references:
        meters["likeness"] = _Likeness(
            references, step=max(1, min(round(rate / 2), frames_total // 2))
        )
    view = None
    for frame in frames:
        view = viewed(frame)
        for meter in meters.values():
            meter.see(view)
    if view is None:
        raise MediaError("no frames came")
    return Scores(**{name: min(1.0, max(0.0, meter.score())) for name, meter in meters.items()})


class _Likeness:
    """The mean over references of the best that each has in the frames seen, of which one in `step`
    is.
    """

    def __init__(self, references: Sequence[numpy.ndarray], *, step: int) -> None:
        self._references = [Reference(each) for each in references]
        self._best, self._step, self._frames = [0.0] * len(references), step, 0

    def see(self, view: MeteredFrame) -> None:
        if self._frames % self._step == 0:
            found = [each.likeness(view.picture) for each in self._references]
            self._best = [max(pair) for pair in zip(self._best, found, strict=True)]
        self._frames += 1

    def score(self) -> float:
        return sum(self._best) / len(self._best)
