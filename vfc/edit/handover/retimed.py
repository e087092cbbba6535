"""Speeds that change, for editing programs: as a line of points, or as the one speed that comes
nearest.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from vfc.edit.placing import ShotPlace
from vfc.film.courses import Between, SeenFrames
from vfc.film.timing import FrameRange, ceiling, nearest


class CoursePoint(NamedTuple):
    """A frame of a file that is seen at a film frame after the cut; both may lie between two."""

    at: Fraction
    position: Fraction


class PlayedFrames(NamedTuple):
    """What an edit shows of a file that plays at more than one speed, backwards, or with pictures
    made in between.
    """

    seen: SeenFrames
    between: Between

    @property
    def one_speed(self) -> bool:
        """Whether its speed is one."""
        return self.seen.one_speed

    def mean(self, frames: int) -> Fraction:
        """The one speed at which so many film frames show as much; below 0 backwards."""
        if self.one_speed:
            return -self.seen.speed if self.seen.backwards else self.seen.speed
        way = self.seen.position(frames) - self.seen.position(0)
        return way / frames if frames else Fraction(0)

    def points(self, frames: int) -> tuple[CoursePoint, ...]:
        """Its line over so many film frames: a point wherever it bends, and one a frame where its
        speed changes all the time.
        """
        seen = self.seen
        stop = Fraction(frames)
        held = seen.reach(seen.most) if seen.most is not None else None
        at = {Fraction(0), stop, *(leg.at for leg in seen.legs if leg.at < stop)}
        if held is not None and held < frames:
            at.add(Fraction(held))
        for leg, after in pairwise(seen.legs):  # the last one is even
            if len(leg.speed) > 1:
                end = min(stop, after.at)
                at.update(Fraction(each) for each in range(ceiling(leg.at), int(end) + 1))
        return tuple(CoursePoint(each, _position(seen, each)) for each in sorted(at))

    def lost(self, frames: int, *, speed: bool = True, between: bool = True) -> Iterator[str]:
        """What a format lacks of it that has no `speed` that changes, no pictures `between`."""
        if speed and not self.one_speed:
            percent = float(self.mean(frames) * 100)
            yield f"its change of speed, which is {percent:.3g} % throughout there"
        if between and self.between is not Between.REPEAT:
            yield f"its pictures in between: {self.between}"


def played_frames(each: ShotPlace) -> PlayedFrames | None:
    """How a place plays; None of one that plays on at one speed."""
    retiming = each.entry.retiming
    if retiming is None:
        return None
    between = retiming.between
    if each.seen.one_speed and not each.seen.backwards and between is Between.REPEAT:
        return None
    return PlayedFrames(each.seen, between)


def range_in_file(start: int, frames: int, speed: Fraction) -> FrameRange:
    """The frames of a file from one on that film frames show, or of one that runs backwards those
    before it.
    """
    shown = frames if speed == 1 else max(1, nearest(frames * abs(speed)))
    return (
        FrameRange(start, start + shown) if speed >= 0 else FrameRange(start + 1 - shown, start + 1)
    )


def _position(seen: SeenFrames, at: Fraction) -> Fraction:
    gone, most = seen.passed(at), seen.most
    gone = gone if most is None else min(gone, most)
    return seen.start - gone if seen.backwards else seen.start + gone
