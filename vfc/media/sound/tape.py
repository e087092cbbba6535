"""Tapes: one sound of a film as raw samples at its rate, for what blocks cannot begin within: it
runs at another speed, repeats, or lies in a file that is read from its start.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain
from pathlib import Path

import numpy

from vfc.film.courses import CourseLegs, SeenFrames, turned
from vfc.film.timing import nearest
from vfc.film.treatments import HeardThrough
from vfc.media.sound.blocks import Blocks
from vfc.media.sound.courseline import CourseLine
from vfc.media.sound.raw import write_raw
from vfc.media.sound.samples import read_blocks
from vfc.media.sound.stretch import stretched
from vfc.media.sound.treatments import through, treated

SLOW = 0.05  # the least speed that the language has; what is slower fades to nothing


def write_tape(
    path: Path,
    source: Path,
    *,
    rate: int,
    channels: int = 2,
    start: Fraction = Fraction(0),
    seconds: Fraction | None = None,
    speed: Fraction = Fraction(1),
    legs: CourseLegs = (),
    backwards: bool = False,
    treatments: Sequence[HeardThrough] = (),
    round: bool = False,
) -> None:
    """Write a source's sound from `start` seconds of it on at a speed, or by legs in seconds, and
    `backwards` from there to its start; `seconds` of the tape at most, then through treatments. Of
    what goes `round`, what sounds on lies over its beginning.
    """
    if backwards:
        blocks = _backwards(source, rate, start, seconds or Fraction(0), speed, legs, channels)
    elif legs:
        blocks = _by_legs(read_blocks(source, rate, start=start, channels=channels), rate, legs)
    else:
        blocks = read_blocks(source, rate, start=start, speed=speed, channels=channels)
    if seconds is not None:
        blocks = _first(blocks, nearest(seconds * rate))
    if round:
        whole = numpy.concatenate([*blocks, numpy.zeros((0, channels), numpy.float32)])
        blocks = iter([treated(whole, treatments, rate, round=True)])
    elif treatments:
        blocks = through(blocks, treatments, rate)
    write_raw(path, blocks)


def _backwards(
    source: Path,
    rate: int,
    start: Fraction,
    seconds: Fraction,
    speed: Fraction,
    legs: CourseLegs,
    channels: int,
) -> Blocks:
    """What lies before `start` seconds of a source, from there back; silence before it begins.

    It is stretched before it is turned, so that what begins suddenly ends so, at its time.
    """
    begin = start - SeenFrames(start=Fraction(0), speed=speed, legs=legs).passed(seconds)
    before = numpy.zeros((nearest(max(-begin, Fraction(0)) * rate), channels), numpy.float32)
    rest = read_blocks(source, rate, start=max(begin, Fraction(0)), channels=channels)
    blocks = chain([before], rest) if len(before) else rest
    if legs:
        blocks = _by_legs(blocks, rate, turned(legs, seconds))
    elif speed != 1:
        blocks = stretched(blocks, rate, speed)
    count = nearest(seconds * rate)
    found = numpy.zeros((count, channels), numpy.float32)
    at = 0
    for block in _first(blocks, count):
        found[at : at + len(block)] = block
        at += len(block)
    yield found[::-1]


def _by_legs(blocks: Blocks, rate: int, legs: CourseLegs) -> Blocks:
    return _silent_when_slow(stretched(blocks, rate, Fraction(1), legs), rate, legs)


def _silent_when_slow(blocks: Blocks, rate: int, legs: CourseLegs) -> Blocks:
    """Blocks by legs that fade to nothing where they all but stand still."""
    line, at = CourseLine(legs), 0
    for block in blocks:
        levels = numpy.clip(line.speeds_at(at, len(block), rate) / SLOW, 0, 1)
        yield (block * levels[:, None]).astype(numpy.float32)
        at += len(block)


def _first(blocks: Blocks, count: int) -> Blocks:
    for block in blocks:
        yield block[:count]
        count -= len(block)
        if count <= 0:
            return
