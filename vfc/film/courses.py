"""How a shot plays in the cut: which of its frames is seen at each frame of the film, exactly.

A speed is a polynomial of film time, its factors exact fractions; so is the number of frames that
went by, which is its integral, and no length is ever rounded on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import comb

from vfc.film.timing import ceiling

FARTHEST = 1 << 40  # film frames; no film is as long


class Easing(StrEnum):
    """How a speed goes from one stop to the next."""

    LINEAR = "linear"
    IN = "ease-in"  # it changes slowly at first
    OUT = "ease-out"  # it changes slowly at last
    IN_OUT = "ease"  # at both ends
    HOLD = "hold"  # it stays, and changes at once at the next stop


class Between(StrEnum):
    """What is seen where a frame of the film falls between two of the shot."""

    REPEAT = "repeat"  # the earlier of them
    MIX = "mix"  # both, each as much as it is near
    FLOW = "flow"  # what moves, on its way from one to the other


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedStop:
    """A speed that is reached `at` film frames after the shot's first one, exact."""

    at: Fraction
    speed: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeFrame:
    """A frame that is held: the one seen `at` film frames after the first, None for the last one;
    for so many film `frames` more, None for as long as the shot is seen.
    """

    at: int | None = None
    frames: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retiming:
    """How a shot plays, beyond one speed: by stops of speed, with frames held, or backwards."""

    stops: tuple[SpeedStop, ...] = ()
    ease: Easing = Easing.LINEAR
    between: Between = Between.REPEAT
    freeze: FreezeFrame | None = None
    reverse: bool = False

    @property
    def holds_last(self) -> bool:
        """Whether the last frame is held for as long as the shot is seen."""
        return self.freeze is not None and self.freeze.at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A part of a course from film frame `at` on: its speed, as the factors of the powers of the
    frames since then, the lowest first.
    """

    at: Fraction
    speed: tuple[Fraction, ...]

    def speed_at(self, frame: Fraction) -> Fraction:
        """The speed at a film frame."""
        return sum((c * (frame - self.at) ** n for n, c in enumerate(self.speed)), Fraction(0))

    def passed(self, frame: Fraction) -> Fraction:
        """The frames of the shot that went by from its start to a film frame."""
        since, found = frame - self.at, Fraction(0)
        for n in range(len(self.speed), 0, -1):
            found = (found + self.speed[n - 1] / n) * since
        return found

    def moved(self, at: Fraction) -> Leg:
        """The same part from a later film frame on."""
        by, size = at - self.at, len(self.speed)
        speed = tuple(
            sum((comb(n, k) * self.speed[n] * by ** (n - k) for n in range(k, size)), Fraction(0))
            for k in range(size)
        )
        return Leg(at=at, speed=_shortest(speed))


CourseLegs = tuple[Leg, ...]


def in_seconds(legs: CourseLegs, rate: Fraction) -> CourseLegs:
    """CourseLegs in seconds of film and of the shot, of those in frames at a rate."""
    return tuple(
        Leg(
            at=leg.at / rate,
            speed=tuple(factor * rate**power for power, factor in enumerate(leg.speed)),
        )
        for leg in legs
    )


def turned(legs: CourseLegs, stop: Fraction) -> CourseLegs:
    """CourseLegs from a time back to 0, as those of what is played the other way."""
    found: list[Leg] = []
    for leg, after in reversed([*zip(legs, (*legs[1:], None), strict=True)]):
        end = stop if after is None else min(stop, after.at)
        if end > leg.at or not found:
            speed = enumerate(leg.moved(end).speed)
            turn = tuple(factor * (-1) ** power for power, factor in speed)
            found.append(Leg(at=stop - end, speed=turn))
    return (*found, Leg(at=stop - legs[0].at, speed=legs[0].speed[:1]))


def legs_of(speed: Fraction, retiming: Retiming | None) -> CourseLegs:
    """The legs of a course; none where it has but one speed."""
    if retiming is None:
        return ()
    legs = _between_stops(retiming) if retiming.stops else [Leg(at=Fraction(0), speed=(speed,))]
    freeze = retiming.freeze
    if freeze is not None and freeze.at is not None:
        legs = _frozen(legs, Fraction(freeze.at), freeze.frames)
    return tuple(legs) if len(legs) > 1 or retiming.stops else ()


def _between_stops(retiming: Retiming) -> list[Leg]:
    stops = retiming.stops
    legs = [Leg(at=Fraction(0), speed=(stops[0].speed,))] if stops[0].at > 0 else []
    for one, other in pairwise(stops):
        speed = _eased(retiming.ease, one.speed, other.speed, other.at - one.at)
        legs.append(Leg(at=one.at, speed=speed))
    return [*legs, Leg(at=stops[-1].at, speed=(stops[-1].speed,))]


# the way from 0 to 1 as the factors of its powers
WAYS = {
    Easing.LINEAR: (0, 1),
    Easing.IN: (0, 0, 1),
    Easing.OUT: (0, 2, -1),
    Easing.IN_OUT: (0, 0, 3, -2),
    Easing.HOLD: (0,),
}


def _eased(ease: Easing, start: Fraction, stop: Fraction, frames: Fraction) -> tuple[Fraction, ...]:
    way = [factor * (stop - start) / frames**power for power, factor in enumerate(WAYS[ease])]
    return _shortest((start + way[0], *way[1:]))


def _shortest(speed: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    while len(speed) > 1 and not speed[-1]:
        speed = speed[:-1]
    return speed


def _frozen(legs: Sequence[Leg], at: Fraction, frames: int | None) -> list[Leg]:
    """CourseLegs that stand still for so long: what the speed would be then is not seen."""
    found = [leg for leg in legs if leg.at < at]
    found.append(Leg(at=at, speed=(Fraction(0),)))
    if frames is not None:
        found += _from(legs, at + frames)
    return found


def _from(legs: Sequence[Leg], at: Fraction) -> list[Leg]:
    """CourseLegs from a film frame on."""
    after = [leg for leg in legs if leg.at > at]
    if len(after) == len(legs):
        return [Leg(at=at, speed=legs[0].speed[:1]), *after]
    return [legs[-len(after) - 1].moved(at), *after]


@lru_cache(maxsize=1024)
def _counts(legs: CourseLegs) -> tuple[Fraction, ...]:
    """The frames of the shot that went by before each leg."""
    found = [Fraction(0)]
    for leg, after in pairwise(legs):
        found.append(found[-1] + leg.passed(after.at))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFrames:
    """Which frame of a shot is seen at each film frame, counted from a first one.

    At frame k it is that at `start` and as many on as went by, or back where it plays `backwards`;
    none beyond `last`, which is held. Without `legs` its `speed` is one.
    """

    start: Fraction
    speed: Fraction = Fraction(1)
    legs: CourseLegs = ()
    backwards: bool = False
    last: int | None = None

    @property
    def one_speed(self) -> bool:
        """Whether it plays on at one speed, and is never held."""
        return not self.legs and self.last is None

    def speed_at(self, frame: Fraction | int) -> Fraction:
        """The speed at a film frame; 0 where the last frame is held."""
        if self.holds_at(frame):
            return Fraction(0)
        leg = next((leg for leg in reversed(self.legs) if leg.at <= frame), None)
        if leg is not None:
            return leg.speed_at(Fraction(frame))
        return self.legs[0].speed[0] if self.legs else self.speed

    def passed(self, frame: Fraction | int) -> Fraction:
        """The frames of the shot that went by until a film frame, those that are not seen among
        them; below 0 before the first one.
        """
        if not self.legs:
            return frame * self.speed
        exact = Fraction(frame)
        if exact < self.legs[0].at:
            return (exact - self.legs[0].at) * self.legs[0].speed[0]
        index = len(self.legs) - 1
        while self.legs[index].at > exact:
            index -= 1
        before = _counts(self.legs)[index] if index else 0
        return before + self.legs[index].passed(exact)

    @property
    def most(self) -> Fraction | None:
        """How many frames go by until the last frame is reached, which is held."""
        if self.last is None:
            return None
        return self.start - self.last if self.backwards else self.last - self.start

    def holds_at(self, frame: Fraction | int) -> bool:
        """Whether the last frame is held at a film frame."""
        most = self.most
        return most is not None and self.passed(frame) >= most + 1

    @property
    def still(self) -> tuple[tuple[Fraction | None, Fraction | None], ...]:
        """The times, in film frames, at which the shot stands still, in their order and apart from
        each other; None where one has no beginning or no end.
        """
        parts: list[tuple[Fraction | None, bool]] = [(None, not self.speed)]
        if self.legs:
            parts = [(None, not self.legs[0].speed[0])]
            parts += [(leg.at, not any(leg.speed)) for leg in self.legs]
        found: list[tuple[Fraction | None, Fraction | None]] = []
        for (at, stands), after in zip(parts, (*parts[1:], (None, False)), strict=True):
            if stands and found and found[-1][1] == at:
                found[-1] = (found[-1][0], after[0])
            elif stands:
                found.append((at, after[0]))
        return tuple(found)

    def position(self, frame: Fraction | int) -> Fraction:
        """Where in the shot a film frame lies, in the shot's frames."""
        count, most = self.passed(frame), self.most
        if most is not None:
            count = min(count, most)
        return self.start - count if self.backwards else self.start + count

    def frame(self, frame: int) -> int:
        """The frame of the shot that is seen at a film frame, where none is made in between."""
        position = self.position(frame)
        return ceiling(position) if self.backwards else position.__floor__()

    def pair(self, frame: int) -> tuple[int, int, Fraction]:
        """The two frames of the shot between which a film frame falls, as they come, and how far it
        is on its way from one to the other; the same twice where it falls on one.
        """
        position, seen = self.position(frame), self.frame(frame)
        way = abs(position - seen)
        return seen, seen + (0 if not way else -1 if self.backwards else 1), way

    def reach(self, count: Fraction | int) -> int | None:
        """The first film frame, below 0 too, at which so many frames of the shot went by; None
        where they never do.
        """
        if not self.legs:
            return ceiling(count / self.speed) if self.speed else None if count > 0 else 0
        if count <= 0:
            first = self.legs[0].speed[0]
            return ceiling(count / first) if first else 0
        low, high = 0, 1
        while self.passed(high) < count:
            if high > FARTHEST:
                return None
            high *= 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.passed(middle) < count else (low, middle)
        return high

    def when(self, count: Fraction | int) -> Fraction | None:
        """The time at which so many frames of the shot went by, in film frames: exact at one speed,
        else within a thousandth of one; None where they never do.
        """
        if not self.legs:
            return Fraction(count) / self.speed
        reached = self.reach(count)
        if reached is None or self.passed(reached) == count:
            return None if reached is None else Fraction(reached)
        low, high = Fraction(reached - 1), Fraction(reached)
        for _ in range(10):
            middle = (low + high) / 2
            low, high = (middle, high) if self.passed(middle) < count else (low, middle)
        return high

    def first_seen(self, frame_in_shot: int) -> int | None:
        """The film frame at which a frame of the shot, or the next one shown, is first seen, if the
        shot goes on that long; None where it never is.
        """
        gone = self.start - frame_in_shot if self.backwards else frame_in_shot - self.start
        if self.most is not None and gone > self.most:
            return None
        return self.reach(gone)

    def later(self, frame: Fraction | int, frames: int) -> SeenFrames:
        """What is seen in `frames` film frames from one on, in the fewest words."""
        if self.one_speed and not self.backwards:
            return replace(self, start=self.start + frame * self.speed)
        position, end = self.position(frame), self.position(frame + frames - 1)
        found = replace(self, start=position, legs=self._legs_later(frame, frames))
        if not found.legs and self.legs:
            found = replace(found, speed=self.speed_at(frame))
        elif len(found.legs) == 1 and len(found.legs[0].speed) == 1:
            found = replace(found, speed=found.legs[0].speed[0], legs=())
        if found.last is not None and position == found.last:
            return replace(found, speed=Fraction(0), legs=(), last=None)
        free = replace(found, last=None)
        return free if free.position(frames - 1) == end else found

    def _legs_later(self, frame: Fraction | int, frames: int) -> CourseLegs:
        """The legs of so many film frames from one on; the last one is of one speed."""
        if not self.legs:
            return ()
        stop = Fraction(max(frame + 1, frame + frames - 1))
        legs = [leg for leg in _from(self.legs, Fraction(frame)) if leg.at < stop]
        if len(legs[-1].speed) > 1:
            legs.append(Leg(at=stop, speed=(legs[-1].speed_at(stop),)))
        return tuple(replace(leg, at=leg.at - frame) for leg in legs)
