"""Tapes: one sound of a film as raw samples at its rate, for what blocks cannot begin within: it
runs at another speed, repeats, or lies in a file that is read from its start.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from vfc.film.timing import nearest
from vfc.media.sound.blocks import Blocks
from vfc.media.sound.raw import write_raw
from vfc.media.sound.samples import read_blocks


def write_tape(
    path: Path,
    source: Path,
    *,
    rate: int,
    channels: int = 2,
    start: Fraction = Fraction(0),
    seconds: Fraction | None = None,
    speed: Fraction = Fraction(1),
) -> None:
    """Write a source's sound from `start` seconds of it on at a speed, `seconds` of the tape at
    most.
    """
    blocks = read_blocks(source, rate, start=start, speed=speed, channels=channels)
    write_raw(path, blocks if seconds is None else _first(blocks, nearest(seconds * rate)))


def _first(blocks: Blocks, count: int) -> Blocks:
    for block in blocks:
        yield block[:count]
        count -= len(block)
        if count <= 0:
            return
