"""What a take is measured by, and how much each measure weighs where the film does not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# Each measure goes from 0, bad, to 1, good.
MEASURES: Mapping[str, str] = {
    "sharpness": "how much fine detail the picture has",
    "exposure": "how little is crushed to black or blown to white, and how near the whole lies to "
    "the middle",
    "flicker": "how steady the brightness is from frame to frame",
    "motion": "movement where the text asks for it, stillness where it asks for that",
    "intact": "how few frames are black, of one colour, frozen or torn from the rest",
    "likeness": "how alike the picture is to the pictures of its cast, set and style",
}
WEIGHTS: Mapping[str, float] = {
    "sharpness": 1,
    "exposure": 1,
    "flicker": 2,
    "motion": 1,
    "intact": 4,
    "likeness": 2,
}


HARDLY = 0.01  # of 1; scores that differ by less say nothing that an eye would see


def ranks(values: Sequence[float | None]) -> tuple[int | None, ...]:
    """The place of each value among all, 1 for the greatest; equal values share one, None has
    none.
    """
    there = [value for value in values if value is not None]
    return tuple(
        None if value is None else 1 + sum(other > value for other in there) for value in values
    )


def digits(values: Sequence[float]) -> int:
    """Digits behind the point that tell different values apart, two at least and four at most."""
    return next(
        (
            count
            for count in (2, 3)
            if len({round(value, count) for value in values}) == len(set(values))
        ),
        4,
    )


def overall(scores: Mapping[str, float | None], weights: Mapping[str, float]) -> float:
    """The weighted mean of the measures that a take has; 0 where none of them weighs anything."""
    counted = [
        (value, weights.get(name, 0.0)) for name, value in scores.items() if value is not None
    ]
    total = sum(weight for _, weight in counted)
    return sum(value * weight for value, weight in counted) / total if total else 0.0
