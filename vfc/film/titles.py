"""How words over the picture and on cards look, and how they come, move and go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from vfc.film.facts import Asset
from vfc.film.keyed import left_out
from vfc.film.transitions import PictureEdge

# What vfc's own font has of Latin, Greek and Cyrillic, and the signs beside them. Words of other
# characters are set by HarfBuzz, in fonts that have them.
PLAIN = re.compile(
    "[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"  # what ends a line
    "\x20-\x7e\xa0-\u017e\u0192\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u01fc\u01fd\u0218-\u021b"
    "\u02c6\u02c7\u02d8-\u02dd\u0300-\u030c\u0323-\u032a"
    "\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490-\u0493"
    "\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9\u1f00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d"
    "\u1f50-\u1f57\u1f59\u1f5b\u1f5d\u1f5f-\u1f7d\u1f80-\u1fb4\u1fb6-\u1fc4\u1fc6-\u1fd3"
    "\u1fd6-\u1fdb\u1fdd-\u1fef\u1ff2-\u1ff4\u1ff6-\u1ffe"
    "\u2007\u2012-\u2016\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u202f\u2030\u2032\u2033"
    "\u2039\u203a\u2044\u2070\u2074-\u2079\u2080-\u2089\u20a9\u20ab\u20ac\u20b4\u20ba\u20bd"
    "\u2116\u2117\u2122\u2126\u2150-\u215e\u2190-\u2193\u2211\u2212\u221e\u2248\u2260"
    "\u2264\u2265\u25a0\u25ca\u266a\u2713\ufb00-\ufb04]*"
)
TAB = "\t"  # between the two columns of a row


class TitlePlace(StrEnum):
    """Where in the picture words stand."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"
    TOP_LEFT = "top-left"
    TOP_RIGHT = "top-right"
    LEFT = "left"
    RIGHT = "right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM_RIGHT = "bottom-right"

    @property
    def upright(self) -> TitlePlace:
        """Of top, middle and bottom, where they stand."""
        first = self.partition("-")[0]
        return TitlePlace(first) if first in ("top", "bottom") else TitlePlace.MIDDLE

    @property
    def side(self) -> TitleAlign:
        """The side of the picture at which they stand."""
        last = self.rpartition("-")[2]
        return TitleAlign(last) if last in ("left", "right") else TitleAlign.CENTRE


class TitleAlign(StrEnum):
    """At which side the lines of words are even."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class TitleKind(StrEnum):
    """What words are for, which says how they look where nothing else is said."""

    TITLE = "title"
    CAPTION = "caption"
    LOWER_THIRD = "lower-third"


class TitleWeight(StrEnum):
    """How bold letters are."""

    LIGHT = "light"
    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"
    BLACK = "black"


class SafeArea(StrEnum):
    """The part of the picture within which words stay."""

    TITLE = "title"
    ACTION = "action"
    OFF = "off"

    @property
    def part(self) -> float:
        """How much of width and height it is (SMPTE ST 2046-1, EBU R 95)."""
        return {SafeArea.TITLE: 0.90, SafeArea.ACTION: 0.93, SafeArea.OFF: 1.0}[self]


class TitleMove(StrEnum):
    """How more words than the picture holds go by."""

    ROLL = "roll"
    CRAWL = "crawl"
    PAGES = "pages"


class TypedBy(StrEnum):
    """In which pieces words are typed on."""

    LETTER = "letter"
    WORD = "word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A line around the letters; `width` in sizes of the letters."""

    colour: str = left_out("#000000")
    width: float = left_out(0.06)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """A shadow under the letters: `blur` and `drop` (to the right and down) in sizes of the
    letters; none where its `strength` is 0.
    """

    colour: str = left_out("#000000")
    blur: float = left_out(0.06)
    drop: tuple[float, float] = left_out((0.04, 0.04))
    strength: float = left_out(0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleBox:
    """A box behind the words: `margin` around them and the radius of its corners in sizes of the
    letters; `opacity` from 0 to 1.
    """

    colour: str = left_out("#000000")
    opacity: float = left_out(1.0)
    margin: float = left_out(0.4)
    round: float = left_out(0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """Words that come from one edge of the picture and go to another, each in `frames`; None: they
    stand. `by` is how far, as a part of the picture; 0 is from outside of it.
    """

    come_from: PictureEdge | None = left_out(None)
    go_to: PictureEdge | None = left_out(None)
    frames: int = left_out(12)
    by: float = left_out(0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """Words typed on within so many `frames`."""

    frames: int
    by: TypedBy = left_out("letter", default=TypedBy.LETTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleLook:
    """How words look beside what their style says; sizes are in sizes of the letters.

    `at` is a point of the picture, both from 0 to 1, from the top left, that stands in for the
    place. `second` is the size of the lines after the first, as a part of its. `align` None is by
    the place; `leading` 0 and `shadow` None are what is usual. `words` are the frames of the title
    at which each word is said, and, one more, at which the last has been.
    """

    align: TitleAlign | None = left_out(None)
    at: tuple[float, float] | None = left_out(None)
    safe: SafeArea = left_out("title", default=SafeArea.TITLE)
    weight: TitleWeight | None = left_out(None)
    second: float = left_out(1.0)
    tracking: float = left_out(0.0)
    leading: float = left_out(0.0)
    outline: Outline | None = left_out(None)
    shadow: Shadow | None = left_out(None)
    box: TitleBox | None = left_out(None)
    bar: str = left_out("")
    fade_out: int | None = left_out(None)  # where it is not that of the style
    slide: Slide | None = left_out(None)
    typed: Typing | None = left_out(None)
    karaoke: str = left_out("")
    words: tuple[int, ...] = left_out(())
    move: TitleMove | None = left_out(None)

    @property
    def moves(self) -> bool:
        """Whether the words are not the same in each frame, fades aside."""
        return bool(self.slide or self.typed or self.karaoke or self.move)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleStyle:
    """How words look: a font of the film or vfc's own, a size as a part of the picture's height,
    colours, a place.
    """

    font: Asset | None = left_out(None)
    size: float = left_out(0.08)
    colour: str = left_out("#f2ede4")
    background: str = left_out("#000000")  # of a card
    box: str = left_out("")  # behind words over the picture; '' is a shadow alone
    place: TitlePlace = left_out("middle", default=TitlePlace.MIDDLE)
    fade: int = left_out(0)  # frames of fade in and out
    look: TitleLook = left_out(TitleLook())

    @property
    def fade_out(self) -> int:
        """Frames of the fade with which the words go."""
        return self.fade if self.look.fade_out is None else self.look.fade_out

    @property
    def changes(self) -> bool:
        """Whether frames of the words differ from each other."""
        return bool(self.fade or self.fade_out or self.look.moves)


def is_plain(text: str, style: TitleStyle) -> bool:
    """Whether words are set as they always were: in one font that has them all, with no more said
    of them than a size, colours and a height.
    """
    said = style.look != TitleLook() or style.place != TitlePlace(style.place).upright
    return not said and PLAIN.fullmatch(text) is not None
