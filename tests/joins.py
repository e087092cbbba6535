"""How much a picture jumps where two clips are joined: mean absolute difference of 8-bit luma
between neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy

from vfc.media.frames import read_rgb
from vfc.media.measure.similarity import luma


def steps(frames: Iterable[numpy.ndarray]) -> list[float]:
    """The difference between each frame and the next."""
    found, before = [], None
    for frame in frames:
        now = numpy.round(luma(frame))
        if before is not None:
            found.append(float(numpy.abs(now - before).mean()))
        before = now
    return found


def jump(differences: Sequence[float], join: int) -> float:
    """The step onto frame `join`, over the largest within the clips on both sides; a level is
    always allowed.
    """
    within = [each for index, each in enumerate(differences) if index != join - 1]
    return differences[join - 1] / max(max(within), 1 / 1.5)


def of_file(path: Path, start: int = 0, stop: int | None = None) -> list[float]:
    """The steps of a kept picture."""
    return steps(read_rgb(path, start, stop))
