"""Pictures seen through windows: their planes are warped as they are, so that no colour changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import av
import cv2
import numpy

from vfc.film.framing import Area
from vfc.media.frames import EIGHT, TEN, Converter, read_frames, tagged
from vfc.media.steady.tracking import Grey, Similarity
from vfc.media.video.transitions.planes import Plane, joined, split


def read_yuv(path: Path, count: int) -> Iterator[av.VideoFrame]:
    """The frames of a picture as yuv420p, of 8 or of 10 bits as they are."""
    converter = Converter()
    for frame in read_frames(path, 0, count):
        yield frame if frame.format.name == TEN else converter.yuv(frame)


def luma(frame: av.VideoFrame, area: Area | None = None) -> Grey:
    """The luma of a yuv420p frame, of 8 or of 10 bits, as `(height, width)` uint8."""
    plane = split(frame.to_ndarray())[0]
    if area is not None:
        left, top, width, height = area
        plane = plane[top : top + height, left : left + width]
    return plane if plane.dtype == numpy.uint8 else (plane >> 2).astype(numpy.uint8)


def warped(
    frames: Iterable[av.VideoFrame],
    windows: Iterable[Similarity],
    area: Area | None = None,
    *,
    bars: int = 16,
) -> Iterator[av.VideoFrame]:
    """Yuv420p frames, of 8 or of 10 bits, each seen through its window; of what has an `area`, that
    is seen through it, and all around is `bars`, a level of 8 bits.
    """
    for frame, window in zip(frames, windows, strict=True):
        planes = frame.to_ndarray()
        deep = planes.dtype != numpy.uint8
        parts = split(planes)
        made = [
            _placed(part, partial(_warped, window=window, half=half, deep=deep), area, half, level)
            for part, half, level in zip(
                parts,
                (False, True, True),
                [each << 2 * deep for each in (bars, 128, 128)],
                strict=True,
            )
        ]
        yield tagged(av.VideoFrame.from_ndarray(joined(made), format=TEN if deep else EIGHT))


def _placed(plane: Plane, change, area: Area | None, half: bool, level: int) -> Plane:
    """A plane with its area changed, and one level around it."""
    if area is None:
        return change(plane)
    left, top, width, height = (each // 2 if half else each for each in area)
    part = numpy.s_[top : top + height, left : left + width]
    found = numpy.full_like(plane, level)
    found[part] = change(numpy.ascontiguousarray(plane[part]))
    return found


def _warped(plane: Plane, *, window: Similarity, half: bool, deep: bool) -> Plane:
    height, width = plane.shape
    middle = complex(width - 1, height - 1) / 2
    turn, shift = window.turn, window.shift / (2 if half else 1)
    start = middle + shift - turn * middle
    matrix = numpy.array([[turn.real, -turn.imag, start.real], [turn.imag, turn.real, start.imag]])
    found = cv2.warpAffine(
        plane,
        matrix,
        (width, height),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return numpy.minimum(found, 1023) if deep else found
