"""Ducking: other sounds go down while somebody speaks, a little before the first word and up again
after the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import numpy

from vfc.media.sound.blocks import Blocks, Levels

LOWER = -12.0  # dB under speech
ATTACK = Fraction(200, 1000)  # seconds, ending at the first word
HOLD = Fraction(300, 1000)  # seconds after a word that it stays down, so that pauses do not pump
RELEASE = Fraction(700, 1000)  # seconds
SPEECH = 0.01  # louder than this (-40 dBFS) is speech
HOP = Fraction(10, 1000)  # seconds within which speech is looked for

SpeechBlocks = Iterable[tuple[int, Blocks]]


class Ducking:
    """How far others are lowered at each sample of a film, known by the few corners of a line in
    dB.
    """

    def __init__(self, speech: SpeechBlocks, rate: int):
        """`speech` gives each sound's first sample in the film and its blocks."""
        attack, hold, release = (int(each * rate) for each in (ATTACK, HOLD, RELEASE))
        spoken = sorted(
            each for start, blocks in speech for each in _spoken(start, blocks, int(HOP * rate))
        )
        corners = [(-1, 0.0)]
        for start, stop in _joined(spoken, attack + hold + release):
            corners += [
                (start - attack, 0.0),
                (start, LOWER),
                (stop + hold, LOWER),
                (stop + hold + release, 0.0),
            ]
        self.samples = numpy.array([place for place, _ in corners], float)
        self.decibels = numpy.array([decibel for _, decibel in corners])

    def levels(self, first: int, count: int) -> Levels:
        """What samples `first` to `first + count` of the film are multiplied by, `(count,)`
        float32.
        """
        decibels = numpy.interp(numpy.arange(first, first + count), self.samples, self.decibels)
        return (10 ** (decibels / 20)).astype(numpy.float32)


def _spoken(start: int, blocks: Blocks, hop: int) -> Iterator[tuple[int, int]]:
    """Runs of samples of the film in which one sound is loud enough to be speech."""
    for block in blocks:
        loud = numpy.abs(block).max(axis=1) > SPEECH
        for at in range(0, len(block), hop):
            if loud[at : at + hop].any():
                yield start + at, start + min(at + hop, len(block))
        start += len(block)


def _joined(runs: Iterable[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """Sorted runs, those with less than a gap between them made one."""
    found: list[tuple[int, int]] = []
    for start, stop in runs:
        if found and start - found[-1][1] <= gap:
            found[-1] = found[-1][0], max(found[-1][1], stop)
        else:
            found.append((start, stop))
    return found
