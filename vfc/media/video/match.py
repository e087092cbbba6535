"""Colours matched where two clips show the same: what is made anew goes on in the colours of what
was there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

import cv2
import numpy

from vfc.errors import MediaError
from vfc.media.measure.meters import shrunk

LARGEST = 320  # pixels of the longer side; grain, which two clips need not share, shrinks away
FAINT = 4.0  # squared levels added to each variance, so that what is flat in both is left as it is
# gains; a flat picture asks for far more of a lively one, and would be all noise
LEAST, MOST = 0.5, 2.0


@dataclass(frozen=True, slots=True, eq=False)
class ColourMatch:
    """A linear change of colour, `(3, 4)` float32 for sRGB levels of 0 to 255; None where nothing
    is to be changed.
    """

    matrix: numpy.ndarray | None

    @classmethod
    def between(cls, own: Iterable[numpy.ndarray], wanted: Iterable[numpy.ndarray]) -> ColourMatch:
        """The change that gives frames `own` the means and deviations of as many frames `wanted`.

        Frames are `(height, width, 3)` uint8 sRGB and need not agree pixel by pixel, nor be of one
        size. Means and deviations as Reinhard, Ashikhmin, Gooch and Shirley: "Color transfer
        between images", IEEE CG&A 21, 2001; the covariance of the channels with them, by the linear
        map that moves colours least: Pitié and Kokaram, "The linear Monge-Kantorovitch linear
        colour mapping for example-based colour transfer", CVMP 2007. So a tint, which scales
        channels, is undone whole; by Lab channels alone a third of it stays. MediaError for no
        frames, or unequally many.
        """
        ours, theirs = _Statistics(), _Statistics()
        for mine, other in zip_longest(own, wanted):
            if mine is None or other is None:
                raise MediaError(
                    "colours are matched over equal numbers of frames; one side has more"
                )
            ours.see(mine)
            theirs.see(other)
        if not ours.pixels:
            raise MediaError("colours cannot be matched over no frames")
        if ours.equals(theirs):
            return cls(None)
        gains = _limited(_mapping(ours.covariance(), theirs.covariance()))
        return cls(
            numpy.column_stack([gains, theirs.mean() - gains @ ours.mean()]).astype(numpy.float32)
        )

    def apply(self, frame: numpy.ndarray) -> numpy.ndarray:
        """A frame `(height, width, 3)` uint8 sRGB with its colours changed; itself where there is
        nothing to change.
        """
        return frame if self.matrix is None else cv2.transform(frame, self.matrix)


class _Statistics:
    """Sums over the pixels of frames, from which their mean colour and covariance follow."""

    def __init__(self) -> None:
        self.pixels = 0
        self._sums, self._products = numpy.zeros(3), numpy.zeros((3, 3))

    def see(self, frame: numpy.ndarray) -> None:
        colours = shrunk(frame, LARGEST).reshape(-1, 3).astype(float)
        self.pixels += len(colours)
        self._sums += colours.sum(0)
        self._products += colours.T @ colours

    def mean(self) -> numpy.ndarray:
        return self._sums / self.pixels

    def covariance(self) -> numpy.ndarray:
        return (
            self._products / self.pixels
            - numpy.outer(self.mean(), self.mean())
            + FAINT * numpy.eye(3)
        )

    def equals(self, other: _Statistics) -> bool:
        return (
            self.pixels == other.pixels
            and numpy.array_equal(self._sums, other._sums)
            and numpy.array_equal(self._products, other._products)
        )


def _mapping(own: numpy.ndarray, wanted: numpy.ndarray) -> numpy.ndarray:
    """The symmetric T with T own T = wanted."""
    root = _root(own)
    back = numpy.linalg.inv(root)
    return back @ _root(root @ wanted @ root) @ back


def _root(matrix: numpy.ndarray) -> numpy.ndarray:
    values, axes = numpy.linalg.eigh(matrix)
    return (axes * numpy.sqrt(numpy.maximum(values, 0))) @ axes.T


def _limited(gains: numpy.ndarray) -> numpy.ndarray:
    """Gains along each of their own axes, none under or over what is sane."""
    values, axes = numpy.linalg.eigh((gains + gains.T) / 2)
    return (axes * values.clip(LEAST, MOST)) @ axes.T
