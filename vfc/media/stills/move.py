"""A still picture under a camera move: smooth to a fraction of a pixel."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, radians, sin
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy

from vfc.film.framing import Focus, View
from vfc.film.sources import Fit
from vfc.film.timing import Size
from vfc.media.fit import fitted
from vfc.media.stills.deep import read_deep
from vfc.media.stills.images import read_still
from vfc.media.views import reduced, seen

ZOOM = 1.18  # how far a move goes: the largest crop over the smallest
ROLL = 4.0  # degrees from the horizon at the end of a roll


class Viewport(NamedTuple):
    """What the camera sees: `zoom` from 1, how far right and down on the free way, -1 to 1, its
    `roll` in degrees.
    """

    zoom: float
    right: float = 0.0
    down: float = 0.0
    roll: float = 0.0


REST = Viewport(1.0)
# By words that a move may hold, the first that fits; other moves, such as handheld, leave a still
# as it is.
MOVES = (
    (("push", "zoom in", "dolly in"), (REST, Viewport(ZOOM))),
    (("pull", "zoom out", "dolly out"), (Viewport(ZOOM), REST)),
    (("roll left",), (Viewport(ZOOM), Viewport(ZOOM, roll=-ROLL))),
    (("roll right",), (Viewport(ZOOM), Viewport(ZOOM, roll=ROLL))),
    (("left",), (Viewport(ZOOM, right=1), Viewport(ZOOM, right=-1))),
    (("right",), (Viewport(ZOOM, right=-1), Viewport(ZOOM, right=1))),
    (("up",), (Viewport(ZOOM, down=1), Viewport(ZOOM, down=-1))),
    (("down",), (Viewport(ZOOM, down=-1), Viewport(ZOOM, down=1))),
)


def conform_still(
    path: Path,
    *,
    frames: int,
    length: int,
    size: Size,
    fit: Fit,
    move: str,
    focus: Focus | None = None,
    view: View | None = None,
    deep: bool = False,
) -> Iterator[numpy.ndarray]:
    """`frames` pictures `(height, width, 3)` uint8 sRGB of a still, uint16 of a `deep` one, under a
    camera `move` in the words of the text, or with a `view` of it.

    Either runs over the first `length` frames and rests at its end after. EXIF orientation is
    obeyed; what is transparent is black. MediaError where the file is no picture.
    """
    return moved(
        read_deep(path) if deep else read_still(path),
        frames=frames,
        length=length,
        size=size,
        fit=fit,
        move=move,
        focus=focus,
        view=view,
    )


def moved(
    picture: numpy.ndarray,
    *,
    frames: int,
    length: int,
    size: Size,
    fit: Fit,
    move: str,
    focus: Focus | None = None,
    view: View | None = None,
) -> Iterator[numpy.ndarray]:
    """The same of a picture, `(height, width)` or `(height, width, 3)` uint8 or uint16."""
    if view is not None:
        yield from _viewed(picture, view, frames, length, size, fit, focus)
        return
    ends = next((ends for words, ends in MOVES if any(word in move for word in words)), None)
    if ends is None:
        still = fitted(picture, size, fit, focus=focus)
        for _ in range(frames):
            yield still
        return
    base = _canvas(picture, size, fit, focus)
    for index in range(frames):
        yield _seen(base, size, _between(*ends, _eased(min(1.0, index / max(1, length - 1)))))


def _viewed(
    picture: numpy.ndarray,
    view: View,
    frames: int,
    length: int,
    size: Size,
    fit: Fit,
    focus: Focus | None,
) -> Iterator[numpy.ndarray]:
    windows = view.windows(Size(picture.shape[1], picture.shape[0]), size, fit, focus)
    closest = min(
        across / along
        for each in (windows.start, windows.stop)
        for across, along in zip(each[2:], size, strict=True)
    )
    base, times = reduced(picture, closest) if picture.dtype == numpy.uint8 else (picture, 1)
    shown, last = None, None
    for index in range(frames):
        left, top, width, height = windows.at(min(1.0, index / max(1, length - 1)))
        window = left / times, top / times, width / times, height / times
        if shown is None or window != last:
            shown, last = seen(base, window, size), window
        yield shown


def _canvas(picture: numpy.ndarray, size: Size, fit: Fit, focus: Focus | None) -> numpy.ndarray:
    """The still filling the frame, kept larger than it where its pixels allow, so that moves stay
    sharp.
    """
    scale = min(ZOOM, max(1.0, min(picture.shape[1] / size.width, picture.shape[0] / size.height)))
    whole = Size(round(size.width * scale), round(size.height * scale))
    return fitted(picture, whole, fit, focus=focus)


def _eased(part: float) -> float:
    return (1 - cos(pi * part)) / 2


def _between(first: Viewport, last: Viewport, part: float) -> Viewport:
    return Viewport(*(begin + (end - begin) * part for begin, end in zip(first, last, strict=True)))


def _seen(base: numpy.ndarray, size: Size, view: Viewport) -> numpy.ndarray:
    """The canvas through the camera."""
    height, width = base.shape[:2]
    across, along = width / view.zoom / size.width, height / view.zoom / size.height
    middle_x = width / 2 + (width - width / view.zoom) / 2 * view.right
    middle_y = height / 2 + (height - height / view.zoom) / 2 * view.down
    turn, lean = cos(radians(view.roll)), sin(radians(view.roll))
    linear = numpy.array([[across * turn, -along * lean], [across * lean, along * turn]])
    # Pixel centres map to pixel centres, so that a move by less than a pixel is seen.
    half = numpy.array([(size.width - 1) / 2, (size.height - 1) / 2])
    moved = numpy.array([middle_x - 0.5, middle_y - 0.5]) - linear @ half
    return cv2.warpAffine(
        base,
        numpy.column_stack([linear, moved]),
        tuple(size),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
