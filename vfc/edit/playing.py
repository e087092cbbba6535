"""How a shot plays in the cut: the frames of it that are seen, and for how long.

A shot that plays backwards shows the same frames from the last one on; what it shows under a
transition are those before its `in`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from vfc.edit.wording import count
from vfc.errors import Mistake
from vfc.film.courses import Between, Retiming, SeenFrames, legs_of
from vfc.film.model import Shot, ShotEntry
from vfc.film.timing import ceiling


def own_frames(entry: ShotEntry, shot: Shot) -> Fraction:
    """The shot's frames from `in` to `out`, exact."""
    out = shot.length if entry.out_point is None else Fraction(entry.out_point)
    return out - entry.in_point if entry.in_point else out


def played_length(entry: ShotEntry, shot: Shot) -> Fraction | None:
    """The film frames that an entry takes, exact; of stops of speed whole ones, until each of its
    frames went by. None of one that never ends.
    """
    if entry.length is not None:
        return Fraction(entry.length)
    own, retiming = own_frames(entry, shot), entry.retiming
    if retiming is None:
        return own if entry.speed == 1 else own / entry.speed
    freeze = retiming.freeze
    held = (freeze.frames or 0) if freeze is not None else 0
    if not retiming.stops:
        return own / entry.speed + held
    if freeze is not None and freeze.frames is None:
        retiming = replace(retiming, freeze=None)  # it ends when it would
    reached = _course(entry, retiming).reach(own)
    if reached is None:
        return None
    return Fraction(reached + (held if freeze is not None and freeze.at is None else 0))


def seen_frames(entry: ShotEntry, shot: Shot, length: Fraction) -> SeenFrames:
    """The frames that are seen of a shot whose entry takes `length` film frames; where its last one
    is held, no others under a transition.
    """
    first, retiming = entry.in_point or 0, entry.retiming
    if retiming is None:
        return SeenFrames(start=Fraction(first), speed=entry.speed)
    seen = _course(entry, retiming)
    gone = seen.passed(length)
    if retiming.holds_last:
        gone = min(gone, own_frames(entry, shot))
    if retiming.reverse:
        if entry.out_point is not None or entry.length is None:
            first = shot.frames if entry.out_point is None else entry.out_point
        else:
            first += ceiling(gone)
        first -= 1
    seen = replace(seen, start=Fraction(first), backwards=retiming.reverse)
    if not retiming.holds_last:
        return seen
    last = min(ceiling(own_frames(entry, shot)) - 1, int(seen.passed(ceiling(length) - 1)))
    return replace(seen, last=first - last if retiming.reverse else first + last)


def _course(entry: ShotEntry, retiming: Retiming) -> SeenFrames:
    """How fast an entry plays, from frame 0 of its shot on."""
    legs = legs_of(entry.speed, retiming)
    return SeenFrames(
        start=Fraction(0), speed=Fraction(1) if retiming.stops else entry.speed, legs=legs
    )


def frames_until_end(seen: SeenFrames, shot: Shot) -> int | None:
    """The film frames for which a shot can play, its handles with it, from its first on; None of
    one that is held.
    """
    if seen.last is not None:
        return None
    if seen.backwards:
        return seen.reach(seen.start + 1)
    return seen.reach(shot.frames + shot.handles - seen.start)


def check_retiming(entry: ShotEntry, shot: Shot, length: Fraction) -> Iterator[Mistake]:
    """What of an entry's words is never seen."""
    retiming = entry.retiming
    if retiming is None:
        return
    seen, frames = seen_frames(entry, shot, length), ceiling(length)
    if retiming.between is not Between.REPEAT and not any(
        seen.position(each).denominator != 1 for each in range(frames)
    ):
        yield Mistake(
            span=entry.span,
            message=f"between: {retiming.between} makes nothing here: no frame of the film falls "
            f"between two of {shot.name}",
            hint="take 'between' out, or play it more slowly",
        )
    times = [("a stop of its speed", stop.at) for stop in retiming.stops[:-1]]
    if retiming.freeze is not None and retiming.freeze.at is not None:
        times.append(("its freeze", Fraction(retiming.freeze.at)))
    for what, at in times:
        if at >= length:
            yield Mistake(
                span=entry.span,
                message=f"{what} is at {ceiling(at)}f, and {shot.name} is seen for {count(frames)}",
                hint=f"write an earlier time, below {frames}f",
            )
            return
