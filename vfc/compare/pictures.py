"""The pictures of a shot in two plans: which they are, where they lie, whether they are alike."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy

from vfc.compare.model import Likeness, Seen
from vfc.project.looks import graded_picture_of
from vfc.project.plan import Planned


def picture_key(planned: Planned, name: str) -> str:
    """The key of the picture that is shown of a shot, of its take where no cut shows it; '' while
    the plan has none, as before its lines were heard.
    """
    plan = planned.plan
    take = f"{name}#{plan.shown_takes.get(name, 1)}"
    return plan.shown.get(name) or plan.takes.get(take, "")


def artifact_of(planned: Planned, key: str) -> str:
    """The digest of the artifact that stands for a key; '' where none does."""
    decision = planned.decisions.get(key)
    return decision.trace.output if decision is not None and decision.trace is not None else ""


def path_of(planned: Planned, key: str) -> Path | None:
    """The file of the artifact that stands for a key; None where it is not in the store."""
    digest = artifact_of(planned, key)
    return planned.loaded.store.path(digest) if digest else None


def likeness_of(before: Planned, old: str, after: Planned, new: str) -> Likeness:
    """How the picture of a key in one plan compares with that of a key in the other: by key, by
    the digests of what stands, then frame by frame, in which noise is none.
    """
    if old == new:
        return Likeness.SAME
    one, other = path_of(before, old), path_of(after, new)
    if one is None or other is None:
        return Likeness.UNKNOWN
    if artifact_of(before, old) == artifact_of(after, new):
        return Likeness.SAME
    from vfc.media.measure.noise import same_but_for_noise

    return Likeness.NOISE if same_but_for_noise(one, other) else Likeness.OTHER


def frames_of(planned: Planned, name: str, seen: Sequence[Seen], count: int) -> list[numpy.ndarray]:
    """So many frames of a shot as the film shows it, `(height, width, 3)` uint8 sRGB, evenly over
    what is first seen of it, or over all of it; none where its picture is not in the store.
    MediaError where it cannot be read.
    """
    from vfc.media.colour.grade import read_graded

    shown = graded_picture_of(planned, name)
    path = path_of(planned, shown.key)
    if path is None:
        return []
    first, last = 0, planned.loaded.film.shots[name].frames - 1
    if seen:
        first, last = seen[0].first, seen[0].last
    wanted = {first + index * (last - first) // max(1, count - 1) for index in range(count)}
    if count == 1:
        wanted = {(first + last) // 2}
    frames = read_graded(path, shown.grading, 0, max(wanted) + 1, wanted=wanted)
    return [frame.copy() for frame in frames]
