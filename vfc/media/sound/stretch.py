"""Sound at another speed and the same pitch, in which what begins suddenly stands at its time.

WSOLA (W. Verhelst, M. Roelands: "An overlap-add technique based on waveform similarity (WSOLA) for
high quality time-scale modification of speech", ICASSP 1993): windows of the sound, each where it
goes on most like the one before, overlapped and added. It moves and doubles attacks by up to a
window; so around each attack the sound is copied as it is, at its exact time, and what lies between
two is stretched the more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy

from vfc.film.courses import CourseLegs
from vfc.film.timing import nearest
from vfc.media.sound.blocks import Block, Blocks, Levels
from vfc.media.sound.courseline import CourseLine

HALF = Fraction(10, 1000)  # seconds of half a window
SEARCH = Fraction(10, 1000)  # seconds by which a window may lie beside its time
PART = 5  # seconds that are stretched at once; where two meet the sound is copied as at an attack
FRAME, BEFORE = Fraction(1, 1000), 12  # seconds of a frame of energy; frames before an attack
SUDDEN, AUDIBLE = 8.0, 10**-5.0  # times the energy before; of full scale, -50 dB
ONSET = 0.25  # of the highest sample of an attack, at which it begins


def stretched(blocks: Blocks, rate: int, speed: Fraction, legs: CourseLegs = ()) -> Blocks:
    """Blocks `(samples, channels)` float32 at another speed, or at one that changes by legs in
    seconds, their pitch kept.

    The length is exact, to the sample; so is the time of each attack, but of those that are nearer
    to another one than 20 ms.
    """
    stretch = _Stretch(rate, _Course(rate, legs) if legs else _Even(speed))
    for part in _parts(blocks, rate, stretch.beside):
        yield stretch.made(part)


class _Even:
    """When a sound is heard at one speed, in samples."""

    def __init__(self, speed: Fraction):
        self.speed = speed

    def heard(self, source: int) -> int:
        return nearest(source / self.speed)

    def bends(self, start: int, stop: int, step: int) -> Iterator[_Anchor]:
        """Where its line bends between two heard samples: nowhere."""
        return iter(())


class _Course:
    """When a sound is heard whose speed changes by legs in seconds, in samples."""

    def __init__(self, rate: int, legs: CourseLegs):
        self.rate, self.line = rate, CourseLine(legs)

    def heard(self, source: int) -> int:
        return round(self.line.heard(source / self.rate) * self.rate)

    def bends(self, start: int, stop: int, step: int) -> Iterator[_Anchor]:
        """Points of its line between two heard samples, near enough to one another."""
        for heard in range(start + step, stop - step // 2, step):
            yield _Anchor(round(self.line.source(heard / self.rate) * self.rate), heard)


class _Part(NamedTuple):
    """Samples `first` to `last` of a sound that are stretched at once, with so many beside them on
    both sides, silence where there is nothing. Borders may be attacks; the last part `ends`.
    """

    first: int
    last: int
    samples: Block
    begins_sudden: bool
    ends_sudden: bool
    ends: bool


class _Anchor(NamedTuple):
    """A sample of the sound and that at which it is heard, about which it is copied if it is
    `fixed`.
    """

    source: int
    heard: int
    fixed: bool = False


class _Window(NamedTuple):
    """A window of a sound by its middle, in the sound and where it is heard. What is `fixed` is
    copied as it is; the others lie between the attacks `after` and `until`.
    """

    source: int
    heard: int
    fixed: bool
    after: int
    until: int


def _parts(blocks: Blocks, rate: int, beside: int) -> Iterator[_Part]:
    """Parts of about `PART` seconds; a border that would lie near an attack lies on it."""
    held, first, sudden = None, 0, False
    for block in blocks:
        if held is None:
            held = numpy.zeros((beside, block.shape[1]), numpy.float32)
        held = numpy.concatenate([held, block])
        while len(held) >= PART * rate + 3 * beside:
            length, then = _border(held[beside:].mean(axis=1), rate, beside)
            samples = held[: length + 2 * beside]
            yield _Part(first, first + length, samples, sudden, then, ends=False)
            held, first, sudden = held[length:], first + length, then
    if held is not None and len(held) > beside:
        last = first + len(held) - beside
        silence = numpy.zeros((beside, held.shape[1]), numpy.float32)
        yield _Part(first, last, numpy.concatenate([held, silence]), sudden, False, ends=True)


def _border(mono: Levels, rate: int, beside: int) -> tuple[int, bool]:
    """The samples of a part, to its last attack where one is near; whether one is."""
    usual = PART * rate
    start = usual - 4 * beside
    attacks = [start + each for each in _attacks(mono[start : usual + beside], rate)]
    near = [each for each in attacks if abs(each - usual) < beside]
    return (near[-1], True) if near else (usual, False)


class _Stretch:
    """A sound at a speed while it is made, part after part."""

    def __init__(self, rate: int, clock: _Even | _Course):
        self.rate, self.clock = rate, clock
        self.hop = max(8, int(HALF * rate))
        self.around, self.beside = self.hop + 1, 4 * self.hop
        shape = numpy.hanning(2 * self.hop + 1)[:-1]
        self.shape = shape.astype(numpy.float32)[:, None]
        self.heard = 0  # the middle of the next window
        self.before = -self.beside  # the first sample of the last window
        self.given = -self.hop  # where what is not given yet begins
        self.over: Block | None = None

    def made(self, part: _Part) -> Block:
        """A part at the speed; of what is before its end as much as no window will change."""
        stop, size = self._usual(part.last).heard, 2 * self.hop
        mono = part.samples.mean(axis=1)
        length = stop + 2 * size - self.given
        made = numpy.zeros((length, part.samples.shape[1]), numpy.float32)
        if self.over is not None:
            made[: len(self.over)] = self.over
        for each in self._windows(part, self._anchors(part, mono)):
            begins = self._begins(each, mono, part.first)
            at = each.heard - self.hop - self.given
            made[at : at + size] += self.shape * part.samples[begins : begins + size]
            self.before = begins + part.first - self.beside
        done = stop if part.ends else self.heard - self.hop
        ready, self.over = made[max(0, -self.given) : done - self.given], made[done - self.given :]
        self.given = done
        return ready

    def _begins(self, window: _Window, mono: Levels, first: int) -> int:
        """Where in the samples of a part a window begins."""
        offset, size = self.beside - first, 2 * self.hop
        begins = window.source - self.hop + offset
        if not window.fixed:
            low, high = window.after + offset, window.until + offset - size
            begins = self._likest(mono, self.before + self.hop + offset, begins, low, high)
        return min(max(begins, 0), len(mono) - size)

    def _usual(self, source: int, fixed: bool = False) -> _Anchor:
        return _Anchor(source, self.clock.heard(source), fixed)

    def _anchors(self, part: _Part, mono: Levels) -> list[_Anchor]:
        """The borders of a part, and those of its attacks that have room between them."""
        last = self._usual(part.last, part.ends_sudden)
        found = [self._usual(part.first, part.begins_sudden)]
        for attack in _attacks(mono[self.beside : -self.beside], self.rate):
            anchor = self._usual(part.first + attack, fixed=True)
            if self._apart(found[-1], anchor) and self._apart(anchor, last):
                found.append(anchor)
        return [*found, last]

    def _apart(self, one: _Anchor, other: _Anchor, times: int = 1) -> bool:
        """Whether what is copied about two anchors, or so many times that, has room."""
        sides = one.fixed + other.fixed
        least = min(other.source - one.source, other.heard - one.heard)
        return least > sides * times * self.around

    def _windows(self, part: _Part, anchors: Sequence[_Anchor]) -> Iterator[_Window]:
        corners = [*self._corners(anchors), self._usual(part.last + 4 * self.hop)]
        stop = anchors[-1].heard + (2 * self.hop if part.ends else 0)
        middles = numpy.arange(self.heard, stop, self.hop)
        sources = numpy.interp(
            middles, [each.heard for each in corners], [each.source for each in corners]
        )
        fixed = [each for each in anchors if each.fixed]
        for middle, there in zip(middles.tolist(), sources.tolist(), strict=True):
            near = next((each for each in fixed if abs(middle - each.heard) <= self.around), None)
            source = round(there) if near is None else near.source + middle - near.heard
            after = [each.source for each in fixed if each.source <= source]
            until = [each.source for each in fixed if each.source > source]
            self.heard = middle + self.hop
            yield _Window(
                source,
                middle,
                near is not None,
                max(after, default=part.first - self.beside),
                min(until, default=part.last + self.beside),
            )

    def _corners(self, anchors: Sequence[_Anchor]) -> Iterator[_Anchor]:
        """Where the line bends on which windows lie: it is even about each attack, and soon after
        as late as the speed says.
        """
        for one, other in pairwise(anchors):
            yield self._beside(one, 1)
            if self._apart(one, other, 3):
                start = self._usual(one.source + 3 * self.around * one.fixed)
                stop = self._usual(other.source - 3 * self.around * other.fixed)
                if one.fixed:
                    yield start
                yield from self.clock.bends(start.heard, stop.heard, self.hop)
                if other.fixed:
                    yield stop
            yield self._beside(other, -1)

    def _beside(self, anchor: _Anchor, side: int) -> _Anchor:
        """The end of what is copied about an anchor; of one that is not fixed, itself."""
        by = side * self.around * anchor.fixed
        return _Anchor(anchor.source + by, anchor.heard + by)

    def _likest(self, mono: Levels, goes_on: int, at: int, low: int, high: int) -> int:
        """Where to begin a window near `at`, from `low` to `high`, so that it is most like what
        goes on at `goes_on`.
        """
        low, high = max(0, low), min(len(mono) - 2 * self.hop, high)
        # as far back as on: near an attack all would else come early, or late
        reach = min(int(SEARCH * self.rate), at - low, high - at)
        low, high = at - reach, at + reach
        if goes_on < 0 or goes_on + self.hop > len(mono) or reach < 1:
            return at
        there = mono[low : high + self.hop]
        products = numpy.correlate(there, mono[goes_on : goes_on + self.hop], "valid")
        squares = numpy.cumsum(numpy.concatenate([[0.0], there.astype(float) ** 2]))
        power = squares[self.hop :] - squares[: -self.hop]
        return low + int((products / numpy.sqrt(power + 1e-9)).argmax())


def _attacks(mono: Levels, rate: int) -> list[int]:
    """The samples at which something begins suddenly."""
    frame = max(1, int(FRAME * rate))
    count = len(mono) // frame
    if count <= BEFORE:
        return []
    whole = mono[: count * frame].astype(float)
    energy = (whole.reshape(count, frame) ** 2).mean(axis=1)
    steps = numpy.diff(whole, prepend=whole[:1])
    found: set[int] = set()
    for each in (energy, (steps.reshape(count, frame) ** 2).mean(axis=1)):
        sums = numpy.concatenate([[0.0], numpy.cumsum(each)])
        now = numpy.arange(count)
        begun = numpy.maximum(now - BEFORE, 0)
        mean = (sums[now] - sums[begun]) / numpy.maximum(now - begun, 1)
        sudden = (energy > AUDIBLE) & (each > SUDDEN * mean + 1e-9)
        found.update(numpy.flatnonzero(sudden).tolist())
    return _firsts(mono, sorted(found), frame)


def _firsts(mono: Levels, frames: list[int], frame: int) -> list[int]:
    """The first sample of each run of frames in which something begins."""
    begins = [one for before, one in pairwise([-2 * BEFORE, *frames]) if one - before > BEFORE]
    found: list[int] = []
    for each in begins:
        start = max(0, (each - 1) * frame)
        near = numpy.abs(mono[start : (each + 3) * frame])
        found.append(start + int(numpy.argmax(near > ONSET * near.max())))
    return found
