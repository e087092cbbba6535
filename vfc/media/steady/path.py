"""A camera's path made smooth, and the part of each picture that is seen from it.

The path is smoothed by lines fitted to what lies around each picture, weighted by a Gaussian
(Cleveland, "Robust Locally Weighted Regression", 1979): an even pan stays as it is to its ends. All
pictures of a shot are cropped alike, by no more than keeps what they do not show out of sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

import numpy

from vfc.film.timing import Size
from vfc.media.steady.tracking import Similarity, Tracked, cuts

SECONDS = 1.0  # how far the path is smoothed, at full strength: a Gaussian's deviation
REACH = 4  # deviations
STEADY = 0.4  # pixels by which a camera on a tripod may seem to move
STEPS = 16  # of the search for how far a crop lets the path be smoothed
Path = numpy.ndarray  # complex, (pictures,)


class Steadied(NamedTuple):
    """What is seen of each picture: where each point of it comes from; by how much all are
    enlarged, and the deviation in seconds by which their path was smoothed.
    """

    windows: list[Similarity]
    zoom: float = 1.0
    seconds: float = 0.0

    @property
    def still(self) -> bool:
        """Whether every picture is seen as it is."""
        return not self.windows


class _CameraPath(NamedTuple):
    """Where the camera stands in each picture of a run, and how it is turned: the logarithm of
    what a point of the picture is multiplied by.
    """

    place: Path
    turn: Path


def steadied(
    tracked: Tracked, size: Size, rate: Fraction, *, strength: float, crop: float
) -> Steadied:
    """The windows of pictures of a size; no more than `crop` of their width and height is cut away,
    and where that is too little the path is smoothed less.
    """
    courses = [
        _course(tracked.motions[each.start : each.stop])
        for each in cuts(tracked.begins, len(tracked.motions))
    ]
    most, wanted = 1 / (1 - crop), strength * SECONDS

    def within(seconds: float) -> tuple[list[Similarity], float]:
        windows = [each for course in courses for each in _windows(course, seconds * float(rate))]
        return windows, _zoom(windows, size)

    windows, zoom = within(wanted)
    if _largest(windows, size) < STEADY:
        return Steadied([], seconds=wanted)
    low, high = 0.0, wanted
    for _ in range(STEPS if zoom > most else 0):
        middle = (low + high) / 2
        tried = within(middle)
        if tried[1] > most:
            high = middle
        else:
            low, (windows, zoom) = middle, tried
    if zoom > most:
        return Steadied([])
    seconds = wanted if high == wanted else low
    return Steadied([Similarity(each.turn / zoom, each.shift) for each in windows], zoom, seconds)


def _course(motions: Sequence[Similarity]) -> _CameraPath:
    """The path of a run; what moved before its first picture counts no more."""
    stands = accumulate(motions[1:], after, initial=Similarity())
    found = list(stands)
    turns = numpy.unwrap([numpy.angle(each.turn) for each in found])
    sizes = numpy.log([abs(each.turn) for each in found])
    return _CameraPath(numpy.array([each.shift for each in found]), sizes + 1j * turns)


def after(stand: Similarity, motion: Similarity) -> Similarity:
    """Where a camera stands after a motion: what its picture shows, in the first one's pixels."""
    back = 1 / motion.turn
    return Similarity(stand.turn * back, stand.shift - stand.turn * back * motion.shift)


def _windows(course: _CameraPath, deviation: float) -> list[Similarity]:
    place, turn = _smooth(course.place, deviation), _smooth(course.turn, deviation)
    turned = numpy.exp(turn - course.turn)
    shifts = (place - course.place) * numpy.exp(-course.turn)
    return [Similarity(complex(a), complex(b)) for a, b in zip(turned, shifts, strict=True)]


def _smooth(path: Path, deviation: float) -> Path:
    """A path with lines fitted around each of its points."""
    if deviation <= 0 or len(path) < 3:
        return path
    reach = min(len(path) - 1, max(1, round(REACH * deviation)))
    away = numpy.arange(-reach, reach + 1)
    weights = numpy.exp(-0.5 * (away / deviation) ** 2)

    def summed(values: Path, by: numpy.ndarray) -> Path:
        return numpy.convolve(values, by[::-1])[reach : reach + len(path)]

    ones, own = numpy.ones(len(path)), path[0]
    count, first, second = (summed(ones, weights * away**power) for power in range(3))
    value, leaning = (summed(path - own, weights * away**power) for power in range(2))
    return own + (second * value - first * leaning) / (second * count - first**2)


def _corners(size: Size) -> numpy.ndarray:
    right, down = (size.width - 1) / 2, (size.height - 1) / 2
    return numpy.array([complex(x, y) for x in (-right, right) for y in (-down, down)])


def _seen(windows: Sequence[Similarity]) -> tuple[numpy.ndarray, numpy.ndarray]:
    turns = numpy.array([each.turn for each in windows])
    return turns[:, None], numpy.array([each.shift for each in windows])[:, None]


def _largest(windows: Sequence[Similarity], size: Size) -> float:
    """By how many pixels a corner of a picture moves, at most."""
    turns, shifts = _seen(windows)
    corners = _corners(size)[None]
    return float(numpy.abs(turns * corners + shifts - corners).max())


def _zoom(windows: Sequence[Similarity], size: Size) -> float:
    """The least by which pictures are enlarged so that no window looks beyond one."""
    turns, shifts = _seen(windows)
    found = 1.0
    for part, side in ((numpy.real, size.width), (numpy.imag, size.height)):
        reach = numpy.abs(part(turns * _corners(size)[None]))
        room = (side - 1) / 2 - numpy.abs(part(shifts))
        found = max(found, float((reach / numpy.maximum(room, 1e-9)).max()))
    return found
