"""A picture made to fill a size: fit, crop, pad or stretch."""

from __future__ import annotations

from typing import assert_never

import cv2
import numpy

from vfc.film.framing import CENTRE, Focus, cropped
from vfc.film.sources import Fit
from vfc.film.timing import Size


def fitted(
    picture: numpy.ndarray,
    size: Size,
    fit: Fit,
    *,
    shape: Size | None = None,
    fill: int = 0,
    focus: Focus | None = None,
) -> numpy.ndarray:
    """`(height, width)` or `(height, width, channels)` uint8 at another size, bars of `fill`.

    `shape` is the picture's as it is shown, where its pixels are not square.

    `crop` fills the frame and loses the edges, those far from the `focus`; `fit` and `pad` show the
    whole between bars,
    `stretch` does neither.
    """
    shape = shape or Size(picture.shape[1], picture.shape[0])
    if shape.width * size.height == shape.height * size.width:
        return resized(picture, size)
    by_width, by_height = size.width / shape.width, size.height / shape.height
    match fit:
        case Fit.STRETCH:
            return resized(picture, size)
        case Fit.CROP:
            scale = max(by_width, by_height)
        case Fit.FIT | Fit.PAD:
            scale = min(by_width, by_height)
        case _:
            assert_never(fit)
    inner = Size(max(1, round(shape.width * scale)), max(1, round(shape.height * scale)))
    return _cut(resized(picture, inner), size, fill, focus or CENTRE)


def resized(picture: numpy.ndarray, size: Size) -> numpy.ndarray:
    """`(height, width)` or `(height, width, channels)` uint8 stretched to a size: by area where it
    shrinks, by cubic where it grows.
    """
    if (picture.shape[1], picture.shape[0]) == size:
        return picture
    shrinks = size.width < picture.shape[1] or size.height < picture.shape[0]
    return cv2.resize(
        picture, tuple(size), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    )


def _cut(picture: numpy.ndarray, size: Size, fill: int, focus: Focus) -> numpy.ndarray:
    height, width = picture.shape[:2]
    left = int(cropped(width, size.width, focus[0]))
    top = int(cropped(height, size.height, focus[1]))
    cut = picture[top : top + size.height, left : left + size.width]
    if cut.shape[:2] == (size.height, size.width):
        return numpy.ascontiguousarray(cut)
    whole = numpy.full((size.height, size.width, *picture.shape[2:]), fill, picture.dtype)
    top, left = (size.height - cut.shape[0]) // 2, (size.width - cut.shape[1]) // 2
    whole[top : top + cut.shape[0], left : left + cut.shape[1]] = cut
    return whole
