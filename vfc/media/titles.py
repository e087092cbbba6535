"""Words drawn as pictures: shaped by raqm, wrapped to the safe area, sized by the picture's height."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy
from PIL import Image, ImageColor, ImageDraw, ImageFilter, ImageFont

from vfc.errors import MediaError
from vfc.film.model import TitleStyle
from vfc.film.timing import Size

SAFE = 0.9  # of the picture's width and height may hold words (EBU R 95)
LEADING = 1.28  # from one line's baseline to the next, in sizes of the font


def draw_title(size: Size, text: str, style: TitleStyle, font: Path | None = None) -> numpy.ndarray:
    """Words to lie over a picture, `(height, width, 4)` uint8 RGBA, with a soft shadow so that they are read on white."""
    words = _drawn(size, text, style, font)
    shadow = Image.new("RGBA", tuple(size), (0, 0, 0, 0))
    radius = max(1.0, size.height * style.size * 0.09)
    alpha = words.getchannel("A").filter(ImageFilter.GaussianBlur(radius)).point(lambda a: min(255, int(a * 1.5)))
    shadow.putalpha(alpha)
    under = Image.new("RGBA", tuple(size), (0, 0, 0, 0))
    under.alpha_composite(shadow, (0, 0))
    under.alpha_composite(words)
    return numpy.asarray(under)


def draw_card(size: Size, text: str, style: TitleStyle, font: Path | None = None) -> numpy.ndarray:
    """Words on a card, `(height, width, 3)` uint8 sRGB."""
    card = Image.new("RGBA", tuple(size), (*_colour(style.background), 255))
    card.alpha_composite(_drawn(size, text, style, font))
    return numpy.asarray(card.convert("RGB"))


def missing_glyphs(text: str, font: Path | None = None) -> str:
    """The characters of a text that the font has no glyph for, each once."""
    face = _font(font, 32)
    unknown = bytes(face.getmask("\U0010ffff"))
    return "".join(dict.fromkeys(c for c in text if not c.isspace() and bytes(face.getmask(c)) == unknown))


def _drawn(size: Size, text: str, style: TitleStyle, font: Path | None) -> Image.Image:
    pixels = max(6, round(size.height * style.size))
    face = _font(font, pixels)
    lines = [part for line in text.split("\n") for part in _wrapped(line, face, size.width * SAFE)]
    step = pixels * LEADING
    top = _top(size, style, step * (len(lines) - 1) + pixels)
    image = Image.new("RGBA", tuple(size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((size.width / 2, top + pixels * 0.8 + step * number), line, font=face, anchor="ms",
                  fill=(*_colour(style.colour), 255))
    return image


def _top(size: Size, style: TitleStyle, height: float) -> float:
    margin = size.height * (1 - SAFE) / 2
    if style.place == "top":
        return margin
    if style.place == "bottom":
        return size.height - margin - height
    return (size.height - height) / 2


def _wrapped(line: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """A line in as many as its width needs; a word too long for one is broken where it must be."""
    found, held = [], ""
    for word in line.split(" "):
        longer = f"{held} {word}" if held else word
        if held and face.getlength(longer) > width:
            found.append(held)
            longer = word
        while face.getlength(longer) > width and len(longer) > 1:
            cut = next((n for n in range(len(longer) - 1, 1, -1) if face.getlength(longer[:n]) <= width), 1)
            found.append(longer[:cut])
            longer = longer[cut:]
        held = longer
    return [*found, held]


@lru_cache(maxsize=16)
def _font(path: Path | None, pixels: int) -> ImageFont.FreeTypeFont:
    try:
        if path is not None:
            return ImageFont.truetype(str(path), pixels)
        with as_file(files("font_source_sans_pro") / "files" / "SourceSansPro-Semibold.ttf") as own:
            return ImageFont.truetype(str(own), pixels)
    except OSError as error:
        raise MediaError(f"{path.name if path else 'the default font'}: is no font that can be read") from error


def _colour(text: str) -> tuple[int, int, int]:
    try:
        return ImageColor.getrgb(text)[:3]
    except ValueError as error:
        raise MediaError(f"'{text}' is not a colour; write black or #1a2b3c") from error
