"""Lines of words on a sheet or a slate: vfc's own font, and where it lacks a letter, one of the
film's or of the system's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

from vfc.media.lettering.shaped.wrap import wrapped
from vfc.media.lettering.titles import Weight, missing_glyphs, own_font

# Tried in this order for a letter that vfc's own font lacks; Pillow finds them where the system
# keeps its fonts.
SYSTEM = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "Arial Unicode.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansThai-Regular.ttf",
)
# of the size, by letter; a text that is longer than a place filled with these is cut off anyway
THINNEST = 0.12


class Lettering:
    """One size and weight of letters, in pixels; `fonts` are asked before the system's."""

    def __init__(
        self, pixels: int, weight: Weight = Weight.REGULAR, fonts: Sequence[Path] = ()
    ) -> None:
        self.pixels, self._own = pixels, own_font(pixels, weight)
        self._fonts = tuple(fonts)

    def width(self, text: str) -> float:
        """How wide a text on one line is."""
        return sum(face.getlength(run) for face, run in self._runs(text))

    def draw(
        self, draw: ImageDraw.ImageDraw, left: float, baseline: float, text: str, fill: str
    ) -> None:
        """Draw one line."""
        for face, run in self._runs(text):
            draw.text((left, baseline), run, font=face, anchor="ls", fill=fill)
            left += face.getlength(run)

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """A text in lines that fit a width, at most so many; what is cut off shows as an
        ellipsis.
        """
        longest = 80 + int(most * width / (self.pixels * THINNEST))
        found = wrapped(_shown(text[:longest]), self.width, width, most + 1)
        if len(found) <= most:
            return found
        last = found[most - 1]
        while last and self.width(last + "…") > width:
            last = last[:-1]
        return [*found[: most - 1], last.rstrip(" ,.;:") + "…"]

    def _runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """The text in parts of one font each."""
        if text.isascii() and text.isprintable():  # most texts, measured word by word
            yield self._own, text
            return
        names, last = [], None
        for letter in text:
            last = last if _joined(letter) and names else _other(letter, self._fonts)
            names.append(last)
        for name, part in groupby(zip(names, text, strict=True), key=lambda pair: pair[0]):
            yield (
                self._own if name is None else _face(name, self.pixels),
                "".join(each for _, each in part),
            )


def _shown(text: str) -> str:
    """A text without what moves the cursor or shows nothing; the joiners of scripts stay."""
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Cf" else " " for c in text)


def _joined(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf", "Zs")


def unset(text: str, fonts: Sequence[Path] = ()) -> str:
    """The letters of a text that no font here has, each once; MediaError for a font that is
    none.
    """
    return "".join(c for c in missing_glyphs(text) if _other(c, tuple(fonts)) is None)


@lru_cache(maxsize=4096)
def _other(letter: str, fonts: tuple[Path, ...]) -> str | None:
    """Another font for a letter, of the film's or the system's; None where vfc's own has it, or
    none does.
    """
    if not missing_glyphs(letter):
        return None
    names = (*map(str, fonts), *SYSTEM)
    return next(
        (name for name in names if (path := _path(name)) and not missing_glyphs(letter, path)), None
    )


@lru_cache(maxsize=32)
def _path(name: str) -> Path | None:
    try:
        found = ImageFont.truetype(name, 16).path
    except OSError:
        return None
    return Path(found) if isinstance(found, str) else None


@lru_cache(maxsize=32)
def _face(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_path(name)), pixels)
