"""Where a point of the text lies in the film."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vfc.edit.assembly import ShotUse
from vfc.edit.wording import count
from vfc.errors import Mistake
from vfc.film.model import Point

Uses = Mapping[str, list[ShotUse]]


def uses_by_shot(uses: Iterable[ShotUse]) -> Uses:
    """The uses of each shot, in the order of the film."""
    found: dict[str, list[ShotUse]] = {}
    for use in uses:
        found.setdefault(use.shot, []).append(use)
    return found


def locate(point: Point, uses: Uses) -> int | Mistake:
    """The film frame of a point, which may lie outside the film; or why it is nowhere in this cut.

    A point on a frame of a shot, without the number of a use, is where that frame is first seen.
    """
    if not point.shot:
        return point.offset
    found = uses.get(point.shot, [])
    if not found:
        return not_in_cut(point)
    if point.use > len(found):
        times = {1: "once", 2: "twice"}.get(len(found), f"{len(found)} times")
        return Mistake(
            span=point.span,
            message=f"there is no {point.shot}:{point.use}: the cut shows it {times}",
        )
    if point.frame_in_shot is None:
        return found[point.use - 1].frames_in_film.start + point.offset
    candidates = found if point.use == 1 else [found[point.use - 1]]
    for use in candidates:
        seen = frame_in_film(use, point.frame_in_shot)
        if use.frames_in_film.start <= seen < use.frames_in_film.stop:
            return seen + point.offset
    return _not_seen(point, candidates[0])


def not_in_cut(point: Point) -> Mistake:
    """The mistake of a point on a shot that the cut does not show."""
    return Mistake(
        span=point.span,
        message=f"the cut does not show {point.shot}",
        hint="put the shot into the cut, or name one that is in it",
    )


def frame_in_film(use: ShotUse, frame_in_shot: int) -> int:
    """The film frame at which a shot's frame, or the next one shown, is first seen if the use goes
    on that long; of one that never is, where the use ends.
    """
    seen = use.seen.first_seen(frame_in_shot)
    return use.frames_in_film.stop if seen is None else use.frames_in_film.start + seen


def _not_seen(point: Point, use: ShotUse) -> Mistake:
    shown = use.frames_in_film.frames
    first, last = sorted((use.seen.frame(0), use.seen.frame(shown - 1)))
    return Mistake(
        span=point.span,
        message=f"frame {point.frame_in_shot} of {point.shot} is not seen: the cut shows "
        f"its frames {first} to {last}",
        hint=f"it is seen for {count(shown)} of the film",
    )
