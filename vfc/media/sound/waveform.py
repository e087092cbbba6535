"""How loud a sound is over time, as a page draws it."""

from __future__ import annotations

import numpy

from vfc.media.sound.blocks import Blocks

LOUDEST = 255


def peaks_of(blocks: Blocks, samples: int) -> list[int]:
    """The largest level of each `samples` samples of a sound, `(samples, channels)` float32 from -1
    to 1, in any channel: 0 to LOUDEST at full scale.
    """
    found: list[int] = []
    left = numpy.zeros(0, numpy.float32)
    for block in blocks:
        levels = numpy.concatenate([left, numpy.abs(block).max(axis=1)])
        whole = len(levels) // samples * samples
        found += _scaled(levels[:whole].reshape(-1, samples))
        left = levels[whole:]
    return found + (_scaled(left[None]) if len(left) else [])


def _scaled(rows: numpy.ndarray) -> list[int]:
    if not len(rows):
        return []
    return (rows.max(axis=1).clip(0, 1) * LOUDEST).round().astype(int).tolist()
