"""A colour that is seen through, such as a green screen's: what is left of each pixel, and of what
colour it is by itself.

How far a pixel is from the key's hue says what is left of it. On an edge a pixel is both, screen
and what stands before it: there it is measured between the two that are near it, and the screen is
taken out of it. What the screen throws on the rest loses the key's hue.

A screen is never of the pure colour by which it is called: where next to nothing of a picture is as
near to the key as is asked for, the screen is what there is most of in its hue.
"""

from __future__ import annotations

from math import hypot

import cv2
import numpy
from PIL import ImageColor

from vfc.film.layers import ColourKey
from vfc.media.frames import MATRIX

SPILL = 0.5  # how much of the key's hue may be left in a colour, in parts of what it has beside it
EDGE = 9  # pixels within which both sides of an edge are seen
COARSE = 4  # times smaller than the picture, that the screen is measured
SCREEN = 1 / 16  # of a picture's width, within which a screen is of one brightness
LEAST = 1e-3
SOME, MUCH = 0.02, 0.08  # parts of a picture
CONE = 0.35  # of a hue, how much another may be beside it: 19 degrees
FAINT = 16.0  # levels from grey that a screen has at least
Colour = tuple[float, float, float]  # luma, blue and red, counted from black and grey


class Keying:
    """Keys pictures by one colour."""

    def __init__(self, key: ColourKey):
        rgb = numpy.array(ImageColor.getrgb(key.colour)[:3], numpy.float32)
        self._key = key
        # counted from black and grey
        luma, blue, red = (float(each) for each in MATRIX[:, :3] @ rgb)
        self._colour: Colour = luma, blue, red

    def keyed(self, planes: list[numpy.ndarray]) -> tuple[list[numpy.ndarray], numpy.ndarray]:
        """Three planes, `(height, width)` float32 levels counted from black and grey, without the
        screen and multiplied by what is left of each pixel; and that, from 0 to 1.
        """
        screen = self._screen(planes)
        far = _far(planes, screen)
        own, left = self._shares(far)
        screened, kept = 1 - own, left / numpy.maximum(own, LEAST)
        luma, blue, red = (
            cv2.multiply(plane - cv2.multiply(screened, behind), kept)
            for plane, behind in zip(planes, self._behind(planes, far, screen), strict=True)
        )
        return [numpy.maximum(luma, 0), *_without_spill(blue, red, screen)], left

    def _screen(self, planes: list[numpy.ndarray]) -> Colour:
        """The screen's colour in a picture."""
        small = [each[::COARSE, ::COARSE] for each in planes]
        near = _far(small, self._colour) < self._key.tolerance
        if near.mean() >= SOME:
            return self._colour
        _, right, down = self._colour
        purity = hypot(right, down)
        along = (small[1] * right + small[2] * down) / purity
        beside = numpy.abs(small[1] * down - small[2] * right) / purity
        like = (along > FAINT) & (beside < CONE * along)
        if like.mean() < MUCH:
            return self._colour
        luma, blue, red = (float(numpy.median(each[like])) for each in small)
        return luma, blue, red

    def _shares(self, far: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
        """How much of each pixel is not the screen, and how much of it is left to see."""
        tolerance, soft = self._key.tolerance, max(self._key.soft, LEAST)
        around = numpy.ones((EDGE, EDGE), numpy.uint8)
        widest = numpy.maximum(cv2.dilate(far, around), tolerance + soft)
        on_edge = cv2.erode(far, around) < tolerance
        ramp = numpy.where(on_edge, widest - tolerance, soft)
        left = numpy.clip((far - tolerance) / ramp, 0, 1)
        own = numpy.where(on_edge, numpy.minimum(far / widest, 1), left)
        return own.astype(numpy.float32), left.astype(numpy.float32)

    def _behind(
        self, planes: list[numpy.ndarray], far: numpy.ndarray, screen: Colour
    ) -> list[numpy.ndarray]:
        """The screen as it is about each pixel; where none of it is near, the key's colour."""
        rows, columns = far.shape
        small = max(1, columns // COARSE), max(1, rows // COARSE)
        across = max(3, int(small[0] * SCREEN)) | 1
        bare = (far < self._key.tolerance).astype(numpy.float32)
        near = self._around(bare, small, across)
        return [
            cv2.resize(
                numpy.where(
                    near > LEAST,
                    self._around(cv2.multiply(plane, bare), small, across)
                    / numpy.maximum(near, LEAST),
                    level,
                ).astype(numpy.float32),
                (columns, rows),
                interpolation=cv2.INTER_LINEAR,
            )
            for plane, level in zip(planes, screen, strict=True)
        ]

    @staticmethod
    def _around(plane: numpy.ndarray, small: tuple[int, int], across: int) -> numpy.ndarray:
        return cv2.blur(cv2.resize(plane, small, interpolation=cv2.INTER_AREA), (across, across))


def _far(planes: list[numpy.ndarray], screen: Colour) -> numpy.ndarray:
    """How far the hue of each pixel is from a screen's, in parts of the way from that to grey."""
    _, right, down = screen
    return cv2.magnitude(planes[1] - right, planes[2] - down) / hypot(right, down)


def _without_spill(blue: numpy.ndarray, red: numpy.ndarray, screen: Colour) -> list[numpy.ndarray]:
    purity = hypot(*screen[1:])
    right, down = (each / purity for each in screen[1:])
    much = cv2.addWeighted(blue, right, red, down, 0)
    other = numpy.abs(cv2.addWeighted(blue, down, red, -right, 0))
    spill = numpy.maximum(cv2.addWeighted(much, 1, other, -SPILL, 0), 0)
    return [cv2.addWeighted(blue, 1, spill, -right, 0), cv2.addWeighted(red, 1, spill, -down, 0)]
