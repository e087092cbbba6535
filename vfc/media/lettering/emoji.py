"""Fonts of coloured signs: drawn in their colours beside the letters of vfc's own font, which they
lack.

Their signs are pictures of one size (CBDT, sbix), scaled to the letters', or layers of outlines
(COLR, version 0).
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import numpy
from PIL import Image, ImageDraw, ImageFont

COLOURED = (b"CBDT", b"sbix", b"COLR")
JOINERS = "\u200d\ufe0f"  # after a sign they, skin tones and tags belong to it
LARGEST = 256  # pixels; Noto's signs have 109, Apple's 160
FIRST = "\u2000"  # such fonts have digits too, as parts of signs; those stay letters


def is_coloured(path: Path) -> bool:
    """Whether a font's signs have colours of their own."""
    return any(table in COLOURED for table in _tables(path))


def strike(path: Path, pixels: float) -> float:
    """The largest size, in pixels, at which a font has its signs; `pixels` where they are outlines.

    ValueError where all are larger than LARGEST: a line of them would fill the memory.
    """
    tables, data = _tables(path), path.read_bytes()
    if b"CBLC" in tables:  # OpenType 1.9: of a BitmapSize's 48 bytes the 45th are pixels an em
        start = tables[b"CBLC"]
        (count,) = struct.unpack_from(">I", data, start + 4)
        sizes = [data[start + 8 + 48 * number + 44] for number in range(min(count, 64))]
    elif b"sbix" in tables:
        start = tables[b"sbix"]
        (count,) = struct.unpack_from(">I", data, start + 4)
        places = struct.unpack_from(f">{min(count, 64)}I", data, start + 8)
        sizes = [struct.unpack_from(">H", data, start + place)[0] for place in places]
    else:
        return pixels
    return max(size for size in sizes if 0 < size <= LARGEST)


def _tables(path: Path) -> dict[bytes, int]:
    """Where each table of a font begins; nothing of a file that is none."""
    with open(path, "rb") as file:
        head = file.read(12)
        count = struct.unpack(">H", head[4:6])[0] if len(head) == 12 else 0
        records = [file.read(16) for _ in range(min(count, 64))]
    return {
        record[:4]: struct.unpack(">I", record[8:12])[0] for record in records if len(record) == 16
    }


class SignedFace:
    """Letters of one font and signs of another, measured and drawn as one face, of the letters'
    size.
    """

    def __init__(self, letters: ImageFont.FreeTypeFont, path: Path):
        self.letters, self.size = letters, letters.size
        self.signs = ImageFont.truetype(str(path), strike(path, self.size))
        self.scale = self.size / self.signs.size
        self._known: dict[str, bool] = {}
        self._nothing = self._drawn("\U0010ffff").tobytes()
        self.getbbox, self.getmetrics = letters.getbbox, letters.getmetrics

    def getlength(self, text: str) -> float:
        """How wide a line is."""
        return sum(self._length(run, sign) for sign, run in self._runs(text))

    def has(self, character: str) -> bool:
        """Whether there is a sign for a character."""
        if character not in self._known:
            self._known[character] = (
                character >= FIRST and self._drawn(character).tobytes() != self._nothing
            )
        return self._known[character]

    def _drawn(self, run: str, fill: tuple[int, int, int] = (0, 0, 0)) -> Image.Image:
        """Signs at the size that they have; their colours times their opacity, as Pillow writes
        them.
        """
        above, below = self.signs.getmetrics()
        made = Image.new("RGBA", (max(1, round(self.signs.getlength(run))), above + below))
        ImageDraw.Draw(made).text(
            (0, above), run, font=self.signs, anchor="ls", fill=(*fill, 255), embedded_color=True
        )
        return made

    def draw(
        self,
        words: Image.Image,
        middle: float,
        baseline: float,
        line: str,
        fill: tuple[int, int, int],
    ) -> None:
        """Draw a line, centred, on a picture of RGBA that is transparent and of the letters'
        colour.
        """
        left = middle - self.getlength(line) / 2
        for sign, run in self._runs(line):
            if sign:
                self._draw_signs(words, left, baseline, run, fill)
            else:
                ImageDraw.Draw(words).text(
                    (left, baseline), run, font=self.letters, anchor="ls", fill=(*fill, 255)
                )
            left += self._length(run, sign)

    def _draw_signs(
        self, words: Image.Image, left: float, baseline: float, run: str, fill: tuple
    ) -> None:
        large, above = self._drawn(run, fill), self.signs.getmetrics()[0]
        size = max(1, round(large.width * self.scale)), max(1, round(large.height * self.scale))
        words.alpha_composite(
            _straight(large).resize(size, Image.Resampling.LANCZOS),
            (max(0, round(left)), max(0, round(baseline - above * self.scale))),
        )

    def _length(self, run: str, sign: bool) -> float:
        return self.signs.getlength(run) * self.scale if sign else self.letters.getlength(run)

    def _runs(self, text: str) -> Iterator[tuple[bool, str]]:
        kinds: list[bool] = []
        for letter in text:
            joined = (
                kinds
                and kinds[-1]
                and (letter in JOINERS or unicodedata.category(letter) in ("Sk", "Cf"))
            )
            kinds.append(bool(joined) or self.has(letter))
        for sign, part in groupby(zip(kinds, text, strict=True), key=lambda pair: pair[0]):
            yield sign, "".join(letter for _, letter in part)


def _straight(picture: Image.Image) -> Image.Image:
    """Colours as they are, out of colours times opacity."""
    values = numpy.array(picture, numpy.float32)
    values[..., :3] *= 255 / numpy.maximum(values[..., 3:], 1)
    return Image.fromarray(numpy.uint8(values.clip(0, 255)))
