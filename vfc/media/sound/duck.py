"""Ducking: other sounds go down while somebody speaks, a little before the first word and up again
after the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

import numpy

from vfc.film.treatments import DuckSetting
from vfc.media.sound.blocks import Block, Levels

SPEECH = 0.01  # louder than this (-40 dBFS) is speech
HOP = Fraction(10, 1000)  # seconds; softer samples between louder ones are speech up to this long


class Spoken(NamedTuple):
    """Samples that may be speech, `(samples, channels)` float32, and where in a block they lie."""

    start: int
    samples: Block


class Ducking:
    """How far others are lowered at each sample of a block, known by the few corners of a line in
    dB.
    """

    def __init__(self, speech: Iterable[Spoken], rate: int, setting: DuckSetting):
        times = setting.attack, setting.hold, setting.release
        attack, hold, release = (max(1, int(each * rate)) for each in times)
        spoken = sorted(run for each in speech for run in _spoken(each, int(HOP * rate)))
        corners = [(-(10**12), 0.0)]
        for start, stop in _joined(spoken, attack + hold + release):
            corners += [
                (start - attack, 0.0),
                (start, setting.by),
                (stop + hold, setting.by),
                (stop + hold + release, 0.0),
            ]
        self.samples = numpy.array([place for place, _ in corners], float)
        self.decibels = numpy.array([decibel for _, decibel in corners])

    @staticmethod
    def reach(rate: int, setting: DuckSetting) -> int:
        """The samples before and after a block whose speech counts in it."""
        return int((setting.reach + 2 * HOP) * rate)

    def levels(self, first: int, count: int) -> Levels:
        """What samples `first` to `first + count` of the block are multiplied by, `(count,)`
        float32.
        """
        decibels = numpy.interp(numpy.arange(first, first + count), self.samples, self.decibels)
        return (10 ** (decibels / 20)).astype(numpy.float32)


def _spoken(each: Spoken, hop: int) -> Iterator[tuple[int, int]]:
    """Runs of samples in which a sound is loud enough to be speech."""
    loud = numpy.flatnonzero(numpy.abs(each.samples).max(axis=1) > SPEECH)
    breaks = numpy.flatnonzero(numpy.diff(loud) > hop)
    for first, last in zip([0, *(breaks + 1)], [*breaks, len(loud) - 1], strict=True):
        if len(loud):
            yield each.start + int(loud[first]), each.start + int(loud[last]) + 1


def _joined(runs: Iterable[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """Sorted runs, those with less than a gap between them made one."""
    found: list[tuple[int, int]] = []
    for start, stop in runs:
        if found and start - found[-1][1] <= gap:
            found[-1] = found[-1][0], max(found[-1][1], stop)
        else:
            found.append((start, stop))
    return found
