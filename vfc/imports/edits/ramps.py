"""The line by which a clip of an edit changes its speed, as the speeds that the language has for
it: the fewest stops, by the easing that needs fewest, which show the same frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy

from vfc.edit.incoming.cutlist import SpeedPoint, position_at
from vfc.film.courses import WAYS, Easing, Retiming, SeenFrames, SpeedStop, legs_of
from vfc.film.timing import ceiling

FASTEST = Fraction(20)
LONGEST = 20_000  # film frames of which the line is looked at frame by frame
REACH = 1500  # film frames in which one speed becomes another, at most
NEAR = 2e-4  # frames by which a curve may miss its line
EXACT = Fraction(1, 1000)  # of a frame, in which a line is told
PLAIN = (1, 2, 3, 4, 5, 8, 10, 20, 100, 1000, 100_000)  # what a speed is a fraction of, at best
NEARER = 2e-4
DIGITS = 10**10  # in parts of which a speed is written


class Ramp(NamedTuple):
    """How a clip plays: its stops of speed, how one becomes the other, whether backwards."""

    retiming: Retiming

    @property
    def seen(self) -> SeenFrames:
        """The frames that are gone at each film frame."""
        return SeenFrames(start=Fraction(0), legs=legs_of(Fraction(1), self.retiming))


def ramp_of(line: Sequence[SpeedPoint], frames: int) -> Ramp | None:
    """The speeds of so many film frames of a line; None where it goes back and forth, or faster
    than a shot can.
    """
    if len(line) < 2 or frames < 1:
        return None
    start = position_at(line, Fraction(0))
    bends = sorted({Fraction(0), *(each.at for each in line if 0 < each.at < frames)})
    ends = [*bends, Fraction(frames)]
    gone = [position_at(line, at) - start for at in ends]
    back = gone[-1] < 0
    gone = [-each if back else each for each in gone]
    speeds = [
        (there - here) / (stop - at)
        for (at, stop), (here, there) in zip(pairwise(ends), pairwise(gone), strict=True)
    ]
    if any(each < -EXACT or each > FASTEST for each in speeds):
        return None
    steps = _steps(bends, [max(Fraction(0), each) for each in speeds])
    held = _ramp(steps, Easing.HOLD, back)
    if len(steps) <= 2 or frames > LONGEST:
        return held
    samples = [abs(position_at(line, Fraction(at)) - start) for at in range(frames + 1)]
    seen = [_floor(each, back) for each in samples[:-1]]
    gone_by = numpy.array([float(each) for each in samples])
    best = held
    for ease in (Easing.LINEAR, Easing.IN_OUT, Easing.IN, Easing.OUT):
        curve = _curve(gone_by, ease, len(best.retiming.stops) + 2)
        ramp = _ramp(curve, ease, back) if curve else best
        fewer = len(ramp.retiming.stops) < len(best.retiming.stops)
        if fewer and _shown(ramp, frames) == seen:
            best = ramp
    return best


def _shown(ramp: Ramp, frames: int) -> list[int]:
    seen = ramp.seen
    return [_floor(seen.passed(at), ramp.retiming.reverse) for at in range(frames)]


def _floor(gone: Fraction, back: bool) -> int:
    """The whole frames that are gone; of what is told in thousandths."""
    told = Fraction(round(gone / EXACT)) * EXACT
    return told.__floor__() if not back else ceiling(told - EXACT)


def _steps(at: Sequence[Fraction], speeds: Sequence[Fraction]) -> list[SpeedStop]:
    """Stops without those that change nothing."""
    found: list[SpeedStop] = []
    for place, speed in zip(at, speeds, strict=True):
        plain = _plain(float(speed))
        speed = plain if abs(plain - speed) < Fraction(1, 10**9) else speed
        if not found or found[-1].speed != speed:
            found.append(SpeedStop(at=place, speed=speed))
    return found


def _plain(speed: float) -> Fraction:
    """The plainest fraction that is near a speed."""
    exact = Fraction(speed)
    return next(
        found
        for each in PLAIN
        if abs((found := exact.limit_denominator(each)) - exact) < NEARER or each == PLAIN[-1]
    )


def decimal_of(speed: Fraction) -> Fraction:
    """The number that is written for a speed: of one that no digits say that above it, so that no
    frame is seen too long.
    """
    return Fraction(ceiling(speed * DIGITS), DIGITS)


def _ramp(stops: Sequence[SpeedStop], ease: Easing, back: bool) -> Ramp:
    """Stops as they are written: none that says what holds before the first of them."""
    kept = [SpeedStop(at=each.at, speed=decimal_of(each.speed)) for each in stops]
    while len(kept) > 1 and kept[0].speed == kept[1].speed:
        del kept[0]
    while len(kept) > 1 and kept[-1].speed == kept[-2].speed:
        kept.pop()
    return Ramp(Retiming(stops=tuple(kept), ease=ease, reverse=back))


def _curve(gone: numpy.ndarray, ease: Easing, most: int) -> list[SpeedStop] | None:
    """Stops by which a curve goes through all points; None where that takes more than `most`."""
    stops: list[SpeedStop] = []
    at, speed, last = 0, None, len(gone) - 1
    while at < last:
        found = _even(gone, at, speed) or _farthest(gone, at, speed, ease)
        if found is None or len(stops) > most:
            return None
        stop, first, speed = found
        if not stops:
            stops.append(SpeedStop(at=Fraction(0), speed=first))
        stops.append(SpeedStop(at=Fraction(stop), speed=speed))
        at = stop
    return stops


def _even(
    gone: numpy.ndarray, at: int, speed: Fraction | None
) -> tuple[int, Fraction, Fraction] | None:
    """The farthest frame, two on at least, to which one speed leads, and that speed twice."""
    low, high, found = at + 1, len(gone) - 1, None
    while low < high:
        middle = (low + high + 1) // 2
        frames = middle - at
        even = _plain(float(gone[middle] - gone[at]) / frames) if speed is None else speed
        off = float(even) * numpy.arange(frames + 1) - (gone[at : middle + 1] - gone[at])
        if numpy.abs(off).max() < NEAR / 10:
            low, found = middle, (middle, even, even)
        else:
            high = middle - 1
    return found


def _farthest(
    gone: numpy.ndarray, at: int, speed: Fraction | None, ease: Easing
) -> tuple[int, Fraction, Fraction] | None:
    """The farthest frame to which one leg leads, and the speeds at its ends."""
    for stop in range(min(len(gone) - 1, at + REACH), at, -1):
        fits = _leg(gone[at : stop + 1], speed, ease)
        if fits is not None:
            return stop, *fits
    return None


def _leg(
    gone: numpy.ndarray, speed: Fraction | None, ease: Easing
) -> tuple[Fraction, Fraction] | None:
    """The speeds at the ends of a leg through points; None where none leads through them."""
    frames = len(gone) - 1
    time = numpy.arange(1, frames + 1) / frames
    turned = numpy.zeros(frames)
    for power, factor in enumerate(WAYS[ease]):
        turned += frames * factor * time ** (power + 1) / (power + 1)
    straight, way = frames * time - turned, gone[1:] - gone[0]

    def missed(one: float, other: float) -> numpy.ndarray:
        return straight * one + turned * other - way

    if speed is None:
        both = numpy.stack([straight, turned], axis=1)
        first, second = numpy.linalg.lstsq(both, way, rcond=None)[0]
    else:
        first = float(speed)
        second = float(numpy.dot(way - straight * first, turned) / numpy.dot(turned, turned))
    if min(first, second) < -NEARER or numpy.abs(missed(first, second)).max() >= NEAR:
        return None
    one, other = _plain(max(0.0, first)) if speed is None else speed, _plain(max(0.0, second))
    fits = numpy.abs(missed(float(one), float(other))).max() < NEAR and other <= FASTEST
    return (one, other) if fits else None
