"""Whether what a reference picture shows is seen in a frame: by its colours, and by its marks."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, hypot

import cv2
import numpy

from vfc.media.measure.meters import shrunk

SMALL = 96  # pixels of the longer side, for colours
# windows of the whole frame, of its half and of its third, each moved by half of itself
PARTS = (1, 2, 3)
# bins of L, and of a and b in steps of so many units; ends hold all beyond
LIGHTS, COLOURS, STEP = 6, 12, 10
# features by picture; how much nearer the best match is than the next (Lowe 2004, 7.1)
MARKS, RATIO = 500, 0.75
PATCH = 31  # pixels that a feature spans
REACH = 8.0  # pixels by which a mark may lie off its place
CHANCE, ENOUGH = 5, 15.0  # marks that agree by chance; so many more score 1 - 1/e
# by which a picture may have shrunk or grown; RANSAC else finds points where all falls together
SCALES = (0.1, 4.0)


class Reference:
    """One reference picture `(height, width, 3)` uint8 sRGB, ready to be looked for."""

    def __init__(self, picture: numpy.ndarray) -> None:
        self._colours = _histogram(_bins(picture))
        self._points, self._marks = _marks(picture, 320)

    def likeness(self, frame: numpy.ndarray) -> float:
        """How much of it a frame `(height, width, 3)` uint8 sRGB shows: 1 - (1 - c)(1 - m), 0 to 1.

        Colours c or marks m are enough, as a made picture has new marks.

        c is the intersection of Lab histograms (Swain and Ballard, "Color indexing", IJCV 7, 1991),
        the best of windows of three sizes. m is 1 - exp(-(n - 5) / 15), n the ORB features (Rublee
        et al., ICCV 2011) that pass the ratio test and agree on one move, turn and scale by RANSAC.
        """
        return 1 - (1 - self._colour(frame)) * (1 - self._marked(frame))

    def _colour(self, frame: numpy.ndarray) -> float:
        bins = _bins(frame)
        return max(
            float(numpy.minimum(_histogram(each), self._colours).sum()) for each in _windows(bins)
        )

    def _marked(self, frame: numpy.ndarray) -> float:
        points, marks = _marks(frame, 640)
        if self._marks is None or marks is None or len(marks) < 2:
            return 0.0
        pairs = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(self._marks, marks, k=2)
        good = [best for best, other in pairs if best.distance < RATIO * other.distance]
        if len(good) <= CHANCE:
            return 0.0
        own = numpy.array([self._points[each.queryIdx].pt for each in good], numpy.float32)
        seen = numpy.array([points[each.trainIdx].pt for each in good], numpy.float32)
        return 1 - exp(-max(0, _agreeing(own, seen) - CHANCE) / ENOUGH)


def _agreeing(own: numpy.ndarray, seen: numpy.ndarray) -> int:
    """How many pairs of points one move, turn and scale explains."""
    found, agree = cv2.estimateAffinePartial2D(own, seen, ransacReprojThreshold=REACH)
    if found is None or not SCALES[0] < hypot(found[0, 0], found[1, 0]) < SCALES[1]:
        return 0
    return int(agree.sum())


def _marks(
    picture: numpy.ndarray, longest: int
) -> tuple[Sequence[cv2.KeyPoint], numpy.ndarray | None]:
    grey = cv2.cvtColor(shrunk(picture, longest), cv2.COLOR_RGB2GRAY)
    if min(grey.shape) < PATCH:
        return (), None
    return cv2.ORB.create(MARKS).detectAndCompute(grey, None)


def _bins(picture: numpy.ndarray) -> numpy.ndarray:
    """`(height, width)` of which bin each pixel's colour falls in."""
    lab = cv2.cvtColor(shrunk(picture, SMALL), cv2.COLOR_RGB2Lab).astype(numpy.int32)
    a, b = (((lab[..., each] - 128) // STEP + COLOURS // 2).clip(0, COLOURS - 1) for each in (1, 2))
    return (lab[..., 0] * LIGHTS // 256 * COLOURS + a) * COLOURS + b


def _histogram(bins: numpy.ndarray) -> numpy.ndarray:
    """Shares of the bins, their sum 1."""
    return numpy.bincount(bins.ravel(), minlength=LIGHTS * COLOURS * COLOURS) / bins.size


def _windows(bins: numpy.ndarray) -> list[numpy.ndarray]:
    height, width = bins.shape
    found = []
    for part in PARTS:
        high, wide = max(1, height // part), max(1, width // part)
        tops = numpy.linspace(0, height - high, 2 * part - 1).astype(int)
        lefts = numpy.linspace(0, width - wide, 2 * part - 1).astype(int)
        found += [bins[top : top + high, left : left + wide] for top in tops for left in lefts]
    return found
