"""The timecode of a slate: the shot's own time, counted over the frames of a segment."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy
from PIL import Image, ImageDraw

from vfc.film.courses import SeenFrames
from vfc.film.timing import Size, timecode
from vfc.media.lettering.slate import SAFE_TITLE, letters_of_slate, safe_area
from vfc.media.lettering.titles import own_font

SIGNS = "0123456789:"


@dataclass(frozen=True, kw_only=True)
class Counter:
    """The shot's own frames that are `seen` in a segment, which are counted at `rate` from
    00:00:00:00.
    """

    size: Size
    rate: Fraction
    seen: SeenFrames = SeenFrames(start=Fraction(0))

    def text(self, index: int) -> str:
        """The timecode at a frame of the segment."""
        return timecode(self.seen.frame(index), self.rate)

    @property
    def corner(self) -> tuple[int, int]:
        """The left and upper pixel of the timecode, both even: at the lower right of what is safe
        for titles.
        """
        _, _, right, bottom = safe_area(self.size, SAFE_TITLE)
        patch = self.signs["0"]
        wide = patch.shape[1] * len("00:00:00:00")
        return (right - wide) // 2 * 2, (bottom - patch.shape[0]) // 2 * 2

    @cached_property
    def signs(self) -> dict[str, numpy.ndarray]:
        """Each sign white on black, `(rows, columns)` uint8 luma from 16 to 235, all of one even
        size.
        """
        pixels = letters_of_slate(self.size)
        face = own_font(pixels)
        wide = (round(max(face.getlength(sign) for sign in SIGNS)) + 2) // 2 * 2
        high = round(pixels * 1.3) // 2 * 2
        found = {}
        for sign in SIGNS:
            image = Image.new("L", (wide, high), 16)
            ImageDraw.Draw(image).text((wide / 2, pixels), sign, font=face, anchor="ms", fill=235)
            found[sign] = numpy.array(image)
        return found

    def stamp(self, planes: numpy.ndarray, index: int) -> None:
        """Write the timecode into a frame's planes, `(height * 3 / 2, width)` float32 or
        uint8 levels of yuv420p."""
        strip = numpy.hstack([self.signs[sign] for sign in self.text(index)])
        (left, top), (high, wide) = self.corner, strip.shape
        planes[top : top + high, left : left + wide] = strip
        half = Size(self.size.width // 2, self.size.height // 2)
        colours = planes[self.size.height :].reshape(2, half.height, half.width)
        colours[:, top // 2 : (top + high) // 2, left // 2 : (left + wide) // 2] = 128
