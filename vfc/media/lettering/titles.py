"""Words drawn as pictures: shaped by raqm, wrapped evenly within the safe area, sized by the
picture's height.
"""

from __future__ import annotations

import struct
from enum import StrEnum
from functools import lru_cache
from importlib.resources import as_file, files
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.film.titles import TitleLook, TitlePlace, TitleStyle, is_plain
from vfc.media.lettering.emoji import SignedFace, is_coloured
from vfc.media.lettering.shaped.colours import rgb as _colour
from vfc.media.lettering.shaped.wrap import evened, wrapped

if TYPE_CHECKING:
    from vfc.media.lettering.shaped.motion import ShapedTitle

SAFE = 0.9  # of the picture's width and height may hold words (EBU R 95)
LEADING = 1.3  # from one line's baseline to the next, in sizes of the font
SMALLEST = 8  # pixels; words that are too many for the picture shrink to it
# Of the picture's height: capitals of 16 minutes of arc, the least that ISO 9241-303 lets people
# read, seen from three picture heights, where HD is made to be watched (ITU-R BT.500); capitals are
# 0.66 of the font's size.
SMALLEST_READABLE = 0.022
# blur and drop in sizes of the font, and strength
SHADOWS = ((0.04, 0.03, 0.9), (0.16, 0.05, 0.85))

BOX = (0.4, 0.25)  # beside and above the words, in sizes of the font

VARIANTS = "\ufe0e\ufe0f"  # say how the sign before them shall look, and are none themselves
# Latin, Greek, Cyrillic; SIL OFL 1.1
DEFAULT = ("font_source_sans_pro", "files", "SourceSansPro-Semibold.ttf")


class Weight(StrEnum):
    """How bold vfc's own font is, as its files are named."""

    REGULAR = "Regular"
    SEMIBOLD = "Semibold"


Face = ImageFont.FreeTypeFont | SignedFace


def draw_title(size: Size, text: str, style: TitleStyle, font: Path | None = None) -> numpy.ndarray:
    """Words to lie over a picture, `(height, width, 4)` uint8 straight RGBA, with a soft shadow
    that is read on white; on a box, where the style has one.

    Words too many or too long for the safe area are set smaller until they fit; none is broken that
    can be whole. MediaError for a font or a colour that is none.
    """
    if not is_old(text, style, font):
        return shaped(size, text, style, font).picture(0)
    mask, pixels, colours = _words(size, text, style, font)
    if style.box:
        return _boxed(size, mask, pixels, colours, _colour(style.box))
    words = numpy.asarray(mask, numpy.float32) / 255
    alpha = 1 - (1 - words) * (1 - _shadow(mask, pixels))
    # the shadow is black: the words are this much of what is seen
    part = words / numpy.maximum(alpha, 1e-6)
    image = numpy.empty((size.height, size.width, 4), numpy.uint8)
    image[..., :3] = numpy.rint(part[..., None] * numpy.asarray(colours, numpy.float32))
    image[..., 3] = numpy.rint(alpha * 255)
    return image


def draw_words(size: Size, text: str, style: TitleStyle, font: Path | None = None) -> numpy.ndarray:
    """The words of a card alone, `(height, width, 4)` uint8 straight RGBA; errors as
    `draw_title`.
    """
    if not is_old(text, style, font):
        return shaped(size, text, style, font, over_picture=False).picture(0)
    mask, _, colours = _words(size, text, style, font)
    image = numpy.empty((size.height, size.width, 4), numpy.uint8)
    image[..., :3] = numpy.asarray(colours)
    image[..., 3] = numpy.asarray(mask)
    return image


def draw_card(size: Size, text: str, style: TitleStyle, font: Path | None = None) -> numpy.ndarray:
    """Words on a card of the style's background, `(height, width, 3)` uint8 sRGB; errors as
    `draw_title`.
    """
    if not is_old(text, style, font):
        over = shaped(size, text, style, font, over_picture=False).picture(0)
        return _laid(over, _colour(style.background))
    mask, _, colours = _words(size, text, style, font)
    card = Image.new("RGB", (size.width, size.height), _colour(style.background))
    card.paste(colours, mask=mask)
    return numpy.array(card)


def letters_of(size: Size, text: str, style: TitleStyle, font: Path | None = None) -> float:
    """The size in pixels in which words are drawn on a picture: what the style asks for, or less;
    errors as above.
    """
    if not is_old(text, style, font):
        return shaped(size, text, style, font).block.type_.pixels
    return _set(size, text, round(size.height * style.size), font)[0].size


def is_old(text: str, style: TitleStyle, font: Path | None) -> bool:
    """Whether words are set by Pillow, in one font: those of which nothing more is said, and those
    with coloured signs of the film's font.
    """
    if is_plain(text, style):
        return True
    said = style.look != TitleLook() or style.place != TitlePlace(style.place).upright
    return not said and font is not None and is_coloured(font)


def shaped(
    size: Size,
    text: str,
    style: TitleStyle,
    font: Path | None,
    *,
    total: int = 1,
    over_picture: bool = True,
) -> ShapedTitle:
    """Words set by HarfBuzz, for so many frames; MediaError for a font or a colour that is none."""
    from vfc.media.lettering.shaped.motion import ShapedTitle

    return ShapedTitle(size, text, style, font, total=total, over_picture=over_picture)


def _laid(over: numpy.ndarray, colour: tuple[int, int, int]) -> numpy.ndarray:
    weight = over[..., 3:].astype(numpy.float32) / 255
    mixed = over[..., :3] * weight + (1 - weight) * numpy.array(colour)
    return numpy.rint(mixed).astype(numpy.uint8)


def unset_letters(text: str, style: TitleStyle, font: Path | None = None) -> str:
    """The characters of a text that are not seen where it is set as the style says, each once;
    MediaError for a font that is none.
    """
    if is_old(text, style, font):
        return missing_glyphs(text, font)
    from vfc.media.lettering.shaped.faces import lacking

    if font is not None:
        missing_glyphs("a", font)  # a file that Pillow cannot read is none
    return lacking(text, font)


def missing_glyphs(text: str, font: Path | None = None) -> str:
    """The characters of a text for which a font (None: vfc's own) has no glyph, each once, in their
    order.
    """
    face = _font(font, 32)
    letters, signs = (face.letters, face) if isinstance(face, SignedFace) else (face, None)
    unknown = _drawn(letters, "\U0010ffff")
    seen = (
        c for c in dict.fromkeys(text) if c.isprintable() and not c.isspace() and c not in VARIANTS
    )
    return "".join(
        c for c in seen if _drawn(letters, c) == unknown and not (signs and signs.has(c))
    )


def _drawn(face: ImageFont.FreeTypeFont, character: str) -> tuple[tuple[int, int], bytes]:
    mask = face.getmask(character)
    return mask.size, bytes(mask)


def _words(
    size: Size, text: str, style: TitleStyle, font: Path | None
) -> tuple[Image.Image, float, Image.Image]:
    """Where the words are, as a picture of one channel; the size of the font in pixels; the colours
    of the words.
    """
    face, lines = _set(size, text, round(size.height * style.size), font)
    step = face.size * LEADING
    baseline = _top(size, style, face, step * (len(lines) - 1)) + _height(face, "H")
    if isinstance(face, SignedFace):
        words = Image.new("RGBA", (size.width, size.height), (*_colour(style.colour), 0))
        for number, line in enumerate(lines):
            face.draw(words, size.width / 2, baseline + step * number, line, _colour(style.colour))
        return words.getchannel("A"), face.size, words.convert("RGB")
    mask = Image.new("L", (size.width, size.height), 0)
    draw = ImageDraw.Draw(mask)
    for number, line in enumerate(lines):
        draw.text(
            (size.width / 2, baseline + step * number), line, font=face, anchor="ms", fill=255
        )
    return mask, face.size, Image.new("RGB", (size.width, size.height), _colour(style.colour))


def _set(size: Size, text: str, pixels: int, font: Path | None) -> tuple[Face, list[str]]:
    """The font, at the size asked for or a smaller at which the words fit the safe area, and their
    lines.
    """
    width, height = size.width * SAFE, size.height * SAFE
    lines = text.splitlines() or [""]
    while True:
        face = _font(font, max(SMALLEST, pixels))
        last = pixels <= SMALLEST  # then alone is a word broken that is too long
        set_ = [
            part for line in lines for part in wrapped(line, face.getlength, width, whole=not last)
        ]
        needed, widest = len(set_) * face.size * LEADING, max(map(face.getlength, set_))
        if last or (needed <= height and widest <= width):
            return face, [
                part
                for line in lines
                for part in evened(line, face.getlength, width, whole=not last)
            ]
        much = min(sqrt(height / needed), width / widest) if widest else sqrt(height / needed)
        pixels = min(pixels - 1, round(pixels * max(0.7, min(1, much))))


def _top(size: Size, style: TitleStyle, face: Face, below: float) -> float:
    """Where the capitals of the first line begin, with `below` from its baseline to the last
    one's.
    """
    margin = size.height * (1 - SAFE) / 2
    match TitlePlace(style.place).upright:
        case TitlePlace.TOP:
            return margin + _height(face, "Éd") - _height(face, "H")
        case TitlePlace.MIDDLE:
            return (size.height - below - _height(face, "H")) / 2
        case TitlePlace.BOTTOM:
            return size.height - margin - face.getmetrics()[1] - below - _height(face, "H")
        case other:
            raise AssertionError(other)


def _height(face: Face, letters: str) -> float:
    """How high letters stand above their line; a block of lines is centred for the eye by its
    capitals.
    """
    return -face.getbbox(letters, anchor="ls")[1]


def _boxed(
    size: Size, mask: Image.Image, pixels: float, colours: Image.Image, box: tuple[int, int, int]
) -> numpy.ndarray:
    """Words on a box that is a little larger than they are."""
    card = Image.new("RGBA", (size.width, size.height))
    around = mask.getbbox()
    if around is not None:
        wide, high = round(pixels * BOX[0]), round(pixels * BOX[1])
        left, top, right, bottom = around
        place = (left - wide, top - high, right + wide - 1, bottom + high - 1)
        ImageDraw.Draw(card).rectangle(place, fill=box)
        card.paste(colours, mask=mask)
    return numpy.array(card)


def _shadow(mask: Image.Image, pixels: float) -> numpy.ndarray:
    """How dark the shadow is, 0 to 1: a narrow one that draws the edge, and a wide one that
    quietens the picture.
    """
    light = numpy.ones((mask.height, mask.width), numpy.float32)
    for blur, drop, strength in SHADOWS:
        moved = Image.new("L", mask.size, 0)
        moved.paste(mask, (0, round(pixels * drop)))
        blurred = moved.filter(ImageFilter.GaussianBlur(max(0.8, pixels * blur)))
        light *= 1 - strength * numpy.asarray(blurred, numpy.float32) / 255
    return 1 - light


def _font(path: Path | None, pixels: int) -> Face:
    return own_font(pixels) if path is None else _other_font(path, pixels)


@lru_cache(maxsize=16)
def own_font(pixels: int, weight: Weight = Weight.SEMIBOLD) -> ImageFont.FreeTypeFont:
    """vfc's own letters in a size; MediaError where they are not installed, or cannot be read."""
    package, folder, name = DEFAULT
    try:
        with as_file(
            files(package).joinpath(folder, name.replace(Weight.SEMIBOLD, weight))
        ) as path:
            return ImageFont.truetype(str(path), pixels)
    except OSError as error:
        raise MediaError("the default font: is no font that can be read") from error
    except ModuleNotFoundError as error:
        raise MediaError("vfc's own font is missing: pip install font-source-sans-pro") from error


@lru_cache(maxsize=16)
def _other_font(path: Path, pixels: int) -> Face:
    try:
        return (
            SignedFace(own_font(pixels), path)
            if is_coloured(path)
            else ImageFont.truetype(str(path), pixels)
        )
    except (OSError, ValueError, struct.error, IndexError) as error:
        raise MediaError(f"{path.name}: is no font that can be read") from error
