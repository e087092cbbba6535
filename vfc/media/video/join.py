"""A picture joined from pieces of others: frames passed on as they are, retimed, or matched in
colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import av
import cv2
import numpy

from vfc.film.easing import CURVES
from vfc.film.sources import Fit
from vfc.film.timing import Size
from vfc.media.fit import fitted
from vfc.media.frames import Converter, read_frames, read_rgb
from vfc.media.video.match import ColourMatch

Frame = numpy.ndarray | av.VideoFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Frames that two files have in common: `frames` of `path` from `start` on are those of this
    one from `own` on.
    """

    path: Path
    start: int
    own: int
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`frames` of a file from `start` on, the last one on `hold` for so many more.

    With `over` the file's first `of` frames are played as `over` frames, by a curve, and `start`
    counts these.
    """

    path: Path
    start: int
    frames: int
    hold: int = 0
    of: int = 0
    over: int = 0
    curve: str = "linear"
    match: Overlap | None = None


def joined(parts: Sequence[Part], size: Size) -> Iterator[Frame]:
    """The frames of all parts in order, at a size; those that nothing is done to come as they were
    decoded.
    """
    for part in parts:
        last = None
        for last in _sized(_matched(part, _timed(part)), size):
            yield last
        if last is not None:
            yield from repeat(last, part.hold)


def _timed(part: Part) -> Iterator[Frame]:
    if not part.over:
        return read_frames(part.path, part.start, part.start + part.frames)
    return _retimed(part)


def _retimed(part: Part) -> Iterator[numpy.ndarray]:
    """Frames between two of the file are mixed from both; two at most are held at a time."""
    curve, stretch = CURVES[part.curve], max(1, part.over - 1)
    places = [curve((part.start + index) / stretch) * (part.of - 1) for index in range(part.frames)]
    first, last = int(places[0]), min(part.of - 1, int(places[-1]) + 1)
    frames = read_rgb(part.path, first, last + 1)
    below, at = next(frames), first
    above = next(frames, below)
    for place in places:
        while at < int(place):
            below, above, at = above, next(frames, above), at + 1
        yield _mixed(below, above, place - at)


def _mixed(below: numpy.ndarray, above: numpy.ndarray, part: float) -> numpy.ndarray:
    return below if part < 1e-6 else cv2.addWeighted(below, 1 - part, above, part, 0)


def _matched(part: Part, frames: Iterator[Frame]) -> Iterator[Frame]:
    overlap = part.match
    if overlap is None:
        return frames
    match = ColourMatch.between(
        read_rgb(part.path, overlap.own, overlap.own + overlap.frames),
        read_rgb(overlap.path, overlap.start, overlap.start + overlap.frames),
    )
    converter = Converter()
    return (
        match.apply(frame if isinstance(frame, numpy.ndarray) else converter.rgb(frame))
        for frame in frames
    )


def _sized(frames: Iterator[Frame], size: Size) -> Iterator[Frame]:
    converter = Converter()
    for frame in frames:
        shape = (
            (frame.width, frame.height)
            if isinstance(frame, av.VideoFrame)
            else (frame.shape[1], frame.shape[0])
        )
        if shape == size:
            yield frame
        else:
            picture = converter.rgb(frame) if isinstance(frame, av.VideoFrame) else frame
            yield fitted(picture, size, Fit.CROP)
