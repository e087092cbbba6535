"""Frames of the shots that differ, before and after, as far as the stores have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy

from vfc.compare.model import FilmDiff, ShotDiff
from vfc.compare.pictures import frames_of
from vfc.project.plan import Planned


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotStills:
    """Frames `(height, width, 3)` uint8 sRGB of a shot that differs, before and after; where there
    are none, `missing` says why, for each side.
    """

    shot: ShotDiff
    before: tuple[numpy.ndarray, ...]
    after: tuple[numpy.ndarray, ...]
    missing: tuple[str, str]


def stills_of_shots(
    diff: FilmDiff, before: Planned, after: Planned, count: int
) -> Iterator[ShotStills]:
    """So many frames of each shot whose pictures differ, in the order of the film. MediaError
    where one cannot be read.
    """
    for shot in diff.shots:
        if not shot.changes_pictures:
            continue
        there = [stands is not None for stands in shot.standing]
        one = frames_of(before, shot.before_name, shot.seen_before, count) if there[0] else []
        other = frames_of(after, shot.name, shot.seen_after, count) if there[1] else []
        yield ShotStills(
            shot=shot,
            before=tuple(one),
            after=tuple(other),
            missing=(
                _missing(there[0], bool(one), diff.before.name),
                _missing(there[1], bool(other), diff.after.name),
            ),
        )


def _missing(there: bool, standing: bool, name: str) -> str:
    if standing:
        return ""
    return f"no picture of {name} in the store" if there else f"no such shot in {name}"
