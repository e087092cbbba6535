"""Tapes: one sound of a film as raw samples at its rate, for what blocks cannot begin within: it
runs at another speed, repeats, or lies in a file that is read from its start.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy

from vfc.film.timing import nearest
from vfc.film.treatments import HeardThrough
from vfc.media.sound.blocks import Blocks
from vfc.media.sound.raw import write_raw
from vfc.media.sound.samples import read_blocks
from vfc.media.sound.treatments import through, treated


def write_tape(
    path: Path,
    source: Path,
    *,
    rate: int,
    channels: int = 2,
    start: Fraction = Fraction(0),
    seconds: Fraction | None = None,
    speed: Fraction = Fraction(1),
    treatments: Sequence[HeardThrough] = (),
    round: bool = False,
) -> None:
    """Write a source's sound from `start` seconds of it on at a speed, `seconds` of the tape at
    most, then through treatments; of what goes `round`, what sounds on lies over its beginning.
    """
    blocks = read_blocks(source, rate, start=start, speed=speed, channels=channels)
    if seconds is not None:
        blocks = _first(blocks, nearest(seconds * rate))
    if round:
        whole = numpy.concatenate([*blocks, numpy.zeros((0, channels), numpy.float32)])
        blocks = iter([treated(whole, treatments, rate, round=True)])
    elif treatments:
        blocks = through(blocks, treatments, rate)
    write_raw(path, blocks)


def _first(blocks: Blocks, count: int) -> Blocks:
    for block in blocks:
        yield block[:count]
        count -= len(block)
        if count <= 0:
            return
