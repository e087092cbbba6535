"""A speed that changes as a line of times: when each second of a sound is heard, and how fast."""

from __future__ import annotations

from itertools import pairwise
from math import ceil

import numpy

from vfc.film.courses import CourseLegs, Leg
from vfc.media.sound.blocks import Levels

STEP, MOST = 0.001, 1_000_000  # seconds between two points of the line; points of it
LEAST = 1e-3  # of a speed, after the line


class CourseLine:
    """The seconds of a sound by the seconds at which they are heard, from legs in seconds. Within a
    microsecond or two for speeds that change by 20 in a second.
    """

    def __init__(self, legs: CourseLegs):
        times, sources, speeds = (
            [numpy.zeros(1)],
            [numpy.zeros(1)],
            [_speed(legs[0], numpy.zeros(1))],
        )
        length = float(legs[-1].at)
        step = max(STEP, length / MOST)
        for leg, after in pairwise(legs):
            seconds = float(after.at - leg.at)
            count = max(1, ceil(seconds / step))
            since = numpy.linspace(0, seconds, count + 1)[1:]
            times.append(float(leg.at) + since)
            sources.append(sources[-1][-1] + _passed(leg, since))
            speeds.append(_speed(leg, since))
        self.times, self.sources = numpy.concatenate(times), numpy.concatenate(sources)
        self.first = max(LEAST, float(legs[0].speed_at(legs[0].at)))
        self.last = max(LEAST, float(legs[-1].speed[0]))
        speeds[-1][-1] = float(legs[-1].speed[0])
        self.speeds = numpy.concatenate(speeds)

    def heard(self, source: float) -> float:
        """When a second of the sound is heard."""
        if source < 0:
            return source / self.first
        if source > self.sources[-1]:
            return float(self.times[-1] + (source - self.sources[-1]) / self.last)
        return float(numpy.interp(source, self.sources, self.times))

    def source(self, heard: float) -> float:
        """The second of the sound that is heard at a second."""
        if heard < 0:
            return heard * self.first
        if heard > self.times[-1]:
            return float(self.sources[-1] + (heard - self.times[-1]) * self.last)
        return float(numpy.interp(heard, self.times, self.sources))

    def speeds_at(self, first: int, count: int, rate: int) -> Levels:
        """The speeds at so many samples from one on."""
        return numpy.interp((first + numpy.arange(count)) / rate, self.times, self.speeds)


def _speed(leg: Leg, since: Levels) -> Levels:
    return numpy.polynomial.polynomial.polyval(since, [float(each) for each in leg.speed])


def _passed(leg: Leg, since: Levels) -> Levels:
    factors = [0.0, *(float(each) / (n + 1) for n, each in enumerate(leg.speed))]
    return numpy.polynomial.polynomial.polyval(since, factors)
