"""The slate of a film that is worked on: which shot and take a segment shows, its camera and words,
and how much of the picture every screen shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy
from PIL import Image, ImageDraw

from vfc.film.timing import Size
from vfc.media.lettering.lines import Lettering
from vfc.media.lettering.titles import SMALLEST, Weight

# Of the picture's width and height, about its middle (SMPTE ST 2046-1).
SAFE_ACTION, SAFE_TITLE = 0.93, 0.90
LETTERS = 0.032  # of the picture's height
LINE = (255, 255, 255, 120)  # of the safe areas, RGBA
BEHIND = (0, 0, 0, 150)  # the words
WHITE = (255, 255, 255, 255)
WORDS = 2  # lines of the shot's words at most
PART = 0.74  # of the safe width for the words; the timecode has the rest


def letters_of_slate(size: Size) -> int:
    """The size of a slate's letters in pixels."""
    return max(SMALLEST, round(size.height * LETTERS))


def safe_area(size: Size, part: float) -> tuple[int, int, int, int]:
    """The left, upper, right and lower pixel of an area that is so much of the picture."""
    x, y = round(size.width * (1 - part) / 2), round(size.height * (1 - part) / 2)
    return x, y, size.width - 1 - x, size.height - 1 - y


def draw_slate(
    size: Size, name: str, camera: str, words: str, fonts: Sequence[Path] = ()
) -> numpy.ndarray:
    """A slate to lie over a picture, `(height, width, 4)` uint8 straight RGBA: `name` and `camera`
    above, `words` below, and the lines of the areas that are safe for action and for titles.

    A letter that vfc's own font lacks is of the first of `fonts` that has it, or of the system's.
    MediaError without vfc's own font, or for a font that is none.
    """
    image = Image.new("RGBA", size, (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    thick = max(1, round(size.height / 720))
    for part in (SAFE_ACTION, SAFE_TITLE):
        draw.rectangle(safe_area(size, part), outline=LINE, width=thick)
    pixels = letters_of_slate(size)
    face, step = Lettering(pixels, Weight.SEMIBOLD, fonts), round(pixels * 1.3)
    left, top, right, bottom = safe_area(size, SAFE_TITLE)
    half = (right - left) * 0.5 - pixels
    above = face.lines(name, half, 1)[0]
    _line(draw, face, left + thick, top + thick, above)
    if camera:
        aside = face.lines(camera, half, 1)[0]
        _line(draw, face, right - thick - _wide(face, aside), top + thick, aside)
    below = face.lines(words, (right - left) * PART - pixels, WORDS) if words else []
    for number, line in enumerate(below):
        _line(draw, face, left + thick, bottom - thick - step * (len(below) - number), line)
    return numpy.array(image)


def _wide(face: Lettering, text: str) -> int:
    return round(face.width(text) + face.pixels * 0.6)


def _line(draw: ImageDraw.ImageDraw, face: Lettering, left: int, top: int, text: str) -> None:
    """One line on a strip of its own, whose upper left corner is given."""
    strip = (left, top, left + _wide(face, text), top + round(face.pixels * 1.3) - 1)
    draw.rectangle(strip, fill=BEHIND)
    face.draw(draw, left + face.pixels * 0.3, top + face.pixels, text, "#ffffff")
