"""What of a picture is seen: a point that a crop keeps in sight, a part of it, and a way from one
part to another.

Points and rectangles are parts of the width and the height, from the top left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from vfc.film.easing import CURVES
from vfc.film.keyed import left_out
from vfc.film.sources import Fit
from vfc.film.timing import Size

Focus = tuple[float, float]
Rectangle = tuple[float, float, float, float]  # left, top, width, height
Area = tuple[int, int, int, int]  # left, top, width and height in pixels
CENTRE: Focus = (0.5, 0.5)
SMALLEST = 16  # pixels of a side between bars, in which something can be seen


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is seen of a file's picture from the first frame of a shot to its last."""

    start: Rectangle
    stop: Rectangle
    ease: str = left_out("ease")

    def windows(self, shape: Size, size: Size, fit: Fit, focus: Focus | None) -> Windows:
        """What a frame of a size shows of a picture of a shape, in its pixels."""
        return Windows(
            start=_window(self.start, shape, size, fit, focus),
            stop=_window(self.stop, shape, size, fit, focus),
            ease=self.ease,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """The first and the last window of a view, in pixels of the picture, beyond which they may
    reach.
    """

    start: Rectangle
    stop: Rectangle
    ease: str

    def at(self, part: float) -> Rectangle:
        """The window at a part of the time, from 0 to 1.

        Its sides grow by equal factors in equal times, so that a zoom runs evenly, and its corners
        go straight.
        """
        way = CURVES[self.ease](part)
        left, width = _between(self.start[0], self.start[2], self.stop[0], self.stop[2], way)
        top, height = _between(self.start[1], self.start[3], self.stop[1], self.stop[3], way)
        return left, top, width, height


def cropped(whole: float, seen: float, focus: float) -> float:
    """Where in a whole a part of it begins that keeps a point as near to its middle as it can."""
    return min(max(0.0, focus * whole - seen / 2), max(0.0, whole - seen))


def focus_after(focus: Focus, shape: Size, size: Size, fit: Fit) -> Focus:
    """Where a point of a picture of a shape lies once the picture fills a size."""
    if not shape.width or not shape.height or fit is Fit.STRETCH:
        return focus
    scales = size.width / shape.width, size.height / shape.height
    scale = max(scales) if fit is Fit.CROP else min(scales)
    found: list[float] = []
    for whole, seen, at in zip(shape, size, focus, strict=True):
        begins = cropped(whole * scale, seen, at) if fit is Fit.CROP else (whole * scale - seen) / 2
        found.append(min(1.0, max(0.0, (at * whole * scale - begins) / seen)))
    return found[0], found[1]


def area_within(shape: Size, size: Size, fit: Fit) -> Area | None:
    """Where a picture of a shape stands between bars in a frame of a size; None where it has none.

    Its sides lie at even pixels, as colour does, within the picture.
    """
    if fit not in (Fit.FIT, Fit.PAD) or not shape.width or shape.is_shaped_as(size):
        return None
    scale = min(size.width / shape.width, size.height / shape.height)
    found: list[tuple[int, int]] = []
    for whole, seen in zip(shape, size, strict=True):
        inner = max(1, round(whole * scale))
        start = (seen - inner) // 2
        first, last = start + start % 2, (start + inner) // 2 * 2
        found.append((first, last - first))
    (left, width), (top, height) = found
    return (left, top, width, height) if min(width, height) >= SMALLEST else None


def _window(part: Rectangle, shape: Size, size: Size, fit: Fit, focus: Focus | None) -> Rectangle:
    """The part of a picture that fills a size: the largest of its shape within a rectangle, or the
    smallest around it, which lies within the picture where it can.
    """
    left, top = part[0] * shape.width, part[1] * shape.height
    width, height = part[2] * shape.width, part[3] * shape.height
    wide = width * size.height >= height * size.width
    match fit:
        case Fit.STRETCH:
            return left, top, width, height
        case Fit.CROP:
            across = height * size.width / size.height if wide else width
            along = height if wide else width * size.height / size.width
            at = (part[0] + part[2] / 2, part[1] + part[3] / 2) if focus is None else focus
            return (
                left + cropped(width, across, (at[0] - part[0]) / part[2]),
                top + cropped(height, along, (at[1] - part[1]) / part[3]),
                across,
                along,
            )
        case Fit.FIT | Fit.PAD:
            across = width if wide else height * size.width / size.height
            along = width * size.height / size.width if wide else height
            return (
                _around(left, width, across, shape.width),
                _around(top, height, along, shape.height),
                across,
                along,
            )
        case _:
            assert_never(fit)


def _around(start: float, length: float, seen: float, whole: float) -> float:
    """Where a larger part begins around a part, within the whole where it fits into it."""
    if seen >= whole:
        return (whole - seen) / 2
    return min(max(0.0, start + (length - seen) / 2), whole - seen)


def _between(
    start: float, length: float, last_start: float, last_length: float, way: float
) -> tuple[float, float]:
    """Where a side of a window begins and how long it is, on its way."""
    if abs(last_length / length - 1) < 1e-6:
        return start + (last_start - start) * way, length
    now = length * (last_length / length) ** way
    moved = (now - length) / (last_length - length)
    return start + (last_start - start) * moved, now
