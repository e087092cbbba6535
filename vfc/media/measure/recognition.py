"""Which frame of a film a still was grabbed from, by small pictures of both: whatever its size,
after JPEG, and where its edges were cut off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy

from vfc.media.frames import Converter, read_frames

WIDE, HIGH = 64, 36  # pixels of the small picture of a frame
COARSE, FINE = (16, 9), (32, 18)  # pixels in which pictures are compared, first and last
NEAREST = 48  # frames that are compared in all crops
# parts of a frame that a crop may have kept of each side, and where in what is left it may lie
KEPT, PLACES = (1.0, 0.95, 0.9, 0.85, 0.8), (0.0, 0.5, 1.0)


class FrameLikeness(NamedTuple):
    """How far a frame of a film is from a still: the mean difference of their levels, 0 to 255."""

    frame: int
    difference: float


def small_frames(path: Path) -> Iterator[numpy.ndarray]:
    """The frames of a film file as small pictures, `(HIGH, WIDE, 3)` uint8 sRGB. MediaError where
    it cannot be read.
    """
    converter = Converter()
    for frame in read_frames(path):
        yield small(converter.rgb(frame))


def small(picture: numpy.ndarray) -> numpy.ndarray:
    """A picture `(height, width, 3)` uint8 sRGB at `(HIGH, WIDE, 3)`."""
    return cv2.resize(picture, (WIDE, HIGH), interpolation=cv2.INTER_AREA)


def likest(still: numpy.ndarray, frames: Sequence[numpy.ndarray]) -> list[FrameLikeness]:
    """The frames, of small pictures `(HIGH, WIDE, 3)`, that a still `(height, width, 3)` uint8 sRGB
    may be, the likest first; each by the crop of it that fits best.
    """
    if not frames:
        return []
    shrunk, coarse = small(still), _levels(small(still), COARSE)
    far = [(_differ(coarse, _levels(frame, COARSE)), number) for number, frame in enumerate(frames)]
    near = sorted(number for _, number in sorted(far)[:NEAREST])
    fine = _levels(shrunk, FINE)
    found = [FrameLikeness(number, _best(fine, frames[number])) for number in near]
    return sorted(found, key=lambda each: (each.difference, each.frame))


def _best(still: numpy.ndarray, frame: numpy.ndarray) -> float:
    return min(
        _differ(still, _levels(frame[top:bottom, left:right], FINE))
        for left, right, top, bottom in _crops()
    )


def _crops() -> list[tuple[int, int, int, int]]:
    """Left, right, top and bottom of the parts of a small picture that a crop may have kept."""
    wide = {_kept(WIDE, part, place) for part, place in product(KEPT, PLACES)}
    high = {_kept(HIGH, part, place) for part, place in product(KEPT, PLACES)}
    return [(*across, *down) for across, down in product(sorted(wide), sorted(high))]


def _kept(size: int, part: float, place: float) -> tuple[int, int]:
    kept = round(size * part)
    start = round((size - kept) * place)
    return start, start + kept


def _levels(picture: numpy.ndarray, size: tuple[int, int]) -> numpy.ndarray:
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(numpy.float32)


def _differ(one: numpy.ndarray, other: numpy.ndarray) -> float:
    return float(numpy.abs(one - other).mean())
