"""A card with a word on it, as storyboard artists letter what they cannot draw."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from vfc.generators.previs.canvas.layers import Colour

FONT = ("font_source_sans_pro", "files", "SourceSansPro-Semibold.ttf")
PAPER, INK, FRAME = (250, 249, 245), (40, 42, 48), (92, 96, 104)
NO_GLYPH = "\U0010ffff"
SIZE = 96  # pixels of the letters before they are fitted
LINE = 11  # letters after which a word of several parts goes on below


@lru_cache(maxsize=8)
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font that vfc brings, in pixels."""
    with as_file(files(FONT[0]).joinpath(*FONT[1:])) as path:
        return ImageFont.truetype(str(path), size)


def lettered(word: str, instead: str = "?") -> str:
    """The word as far as the font has its letters; `instead` where it has none of them."""
    letters = font(32)
    unknown = bytes(letters.getmask(NO_GLYPH))
    kept = "".join(c for c in word if c.isspace() or bytes(letters.getmask(c)) != unknown).strip()
    return kept if any(c.isalnum() for c in kept) else instead


def lines(word: str) -> list[str]:
    """A word or phrase in lines that are not too long."""
    rows: list[str] = []
    for part in word.split():
        if rows and len(rows[-1]) + len(part) < LINE:
            rows[-1] += " " + part
        else:
            rows.append(part)
    return rows or ["?"]


@lru_cache(maxsize=32)
def letters(word: str, height: int, tone: Colour, instead: str = "?") -> np.ndarray:
    """A word in large letters that nothing bears, (height, width, 4) uint8 premultiplied RGBA,
    read-only.
    """
    rows = lines(lettered(word, instead))
    face, edge = font(SIZE), SIZE // 14
    wide = max(face.getlength(row) for row in rows) + 0.4 * SIZE
    image = Image.new("RGBA", (round(wide), round(1.15 * SIZE * len(rows))), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    for index, row in enumerate(rows):
        spot = (wide / 2, 1.15 * SIZE * (index + 0.5))
        dark = tuple(round(part * 0.35) for part in tone)
        fill = tuple(round(part) for part in tone)
        pen.text(spot, row, fill, face, anchor="mm", stroke_width=edge, stroke_fill=dark)
    picture = np.asarray(image).astype(np.float32)
    picture[..., :3] *= picture[..., 3:] / 255
    size = (max(2, round(image.width * height / image.height)), max(2, height))
    result = cv2.resize(picture.astype(np.uint8), size, interpolation=cv2.INTER_AREA)
    result.flags.writeable = False
    return result


@lru_cache(maxsize=32)
def card(word: str, height: int, instead: str = "?") -> np.ndarray:
    """A white card with a thin frame and the word on it, (height, width, 4) uint8 premultiplied
    RGBA, read-only.
    """
    rows = lines(lettered(word, instead))
    letters = font(SIZE)
    wide = max(letters.getlength(row) for row in rows) + 0.8 * SIZE
    high = max(1.15 * SIZE * len(rows) + 0.6 * SIZE, 0.62 * wide)
    width = max(round(wide), round(1.1 * high))
    image = Image.new("RGB", (width, round(high)), PAPER)
    pen = ImageDraw.Draw(image)
    edge = round(0.10 * SIZE)
    pen.rectangle((edge, edge, width - edge, round(high) - edge), outline=FRAME, width=4)
    top = high / 2 - 1.15 * SIZE * (len(rows) - 1) / 2
    for index, row in enumerate(rows):
        pen.text((width / 2, top + 1.15 * SIZE * index), row, INK, letters, anchor="mm")
    picture = np.dstack([np.asarray(image), np.full(image.size[::-1], 255, np.uint8)])
    size = (max(2, round(width * height / high)), max(2, height))
    mode = cv2.INTER_AREA if height < high else cv2.INTER_LINEAR
    result = cv2.resize(picture, size, interpolation=mode)
    result.flags.writeable = False
    return result
