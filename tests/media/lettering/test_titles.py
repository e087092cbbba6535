"""Titles: words stay in the safe area, grow with the picture, can be read on any; what a font lacks
is told.
"""

from __future__ import annotations

import numpy
import pytest

from vfc.errors import MediaError
from vfc.film.model import TitleStyle
from vfc.film.timing import Size
from vfc.film.titles import TitlePlace
from vfc.media.lettering.shaped.wrap import evened, wrapped
from vfc.media.lettering.titles import SAFE, SMALLEST, _set, draw_card, draw_title, missing_glyphs

HD, SMALL = Size(1280, 720), Size(640, 360)
LONG = "He kept the light on every night of that long winter, and nobody ever asked him what for"


def bright(picture: numpy.ndarray) -> numpy.ndarray:
    """Where words are: rows and columns of a card, as booleans."""
    return picture[..., :3].max(axis=-1) > 100


def box(picture: numpy.ndarray) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the words."""
    rows, columns = (
        numpy.flatnonzero(bright(picture).any(1)),
        numpy.flatnonzero(bright(picture).any(0)),
    )
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


def length(text: str) -> float:
    return float(len(text))


# ── lines ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text, width, lines",
    [
        ("one two three four", 100, ["one two three four"]),
        ("one two three four", 14, ["one two", "three four"]),  # even, not "one two three / four"
        ("", 10, [""]),
        ("  spaced   out ", 20, ["spaced out"]),
        ("longestwordever", 6, ["longe", "stwor", "dever"]),
        ("我把灯一直留着，等你回来。", 7, ["我把灯一直留", "着，等你回来。"]),
        ("灯。", 1, ["灯", "。"]),
        ("see www.example.com/a/long/way?to=it", 20, ["see www.example.com/", "a/long/way?to=it"]),
        ("mother-in-law-of-all-mothers", 20, ["mother-in-law-", "of-all-mothers"]),
        ("mother-in-law walks", 13, ["mother-in-law", "walks"]),
        ("สวัสดีชาวโลกทุกคนเราไป", 12, None),
    ],
)
def test_lines_are_few_and_even(text, width, lines):
    lines = evened(text, length, width) if lines is None else lines
    assert evened(text, length, width) == lines
    assert len(wrapped(text, length, width)) == len(lines)
    assert not any(
        line[0] in "\u0e31\u0e34\u0e35\u0e48\u0e32\u0e30" or line[-1] in "เแโใไ"
        for line in lines
        if line
    )
    for most in (1, 2, 9):
        assert wrapped(text, length, width, most) == wrapped(text, length, width)[:most]


def test_a_word_is_broken_between_letters_and_not_before_accents():
    parts = wrapped("e\u0301" * 12, length, 10)
    assert len(parts) > 1
    assert not any(part.startswith("\u0301") for part in parts)


@pytest.mark.parametrize(
    "text", ["EXTRAORDINARY", "AN EXTRAORDINARY STORY", "Donaudampfschifffahrtsgesellschaft"]
)
@pytest.mark.parametrize("size", [HD, Size(720, 1280), Size(64, 36), SMALL])
def test_no_title_breaks_inside_a_word(size, text):
    """They shrink to fit instead, down to the smallest letters that are drawn."""
    face, lines = _set(size, text, round(size.height * 0.16), None)
    assert (
        face.size == SMALLEST or [word for line in lines for word in line.split()] == text.split()
    )
    assert all(face.getlength(line) <= size.width * SAFE + 1 for line in lines)
    assert size.width < 100 or face.size > SMALLEST


def test_a_part_of_a_word_is_no_line_where_words_are_to_stay_whole():
    assert wrapped("an extraordinary day", length, 8, whole=True) == ["an", "extraordinary", "day"]
    assert wrapped("a/b/c/d/e", length, 4, whole=True) == ["a/b/", "c/d/", "e"]


def test_no_words_are_lost():
    for width in range(3, 60, 5):
        assert "".join(evened(LONG, length, width)).replace(" ", "") == LONG.replace(" ", "")


# ── pictures ───────────────────────────────────────────────────────────────────────────────────


def test_a_card_is_of_its_colours_and_centred():
    card = draw_card(HD, "What If,\nMother", TitleStyle(colour="#ffffff", background="#102030"))
    assert (card.shape, card.dtype) == ((720, 1280, 3), numpy.uint8)
    assert card[0, 0].tolist() == [0x10, 0x20, 0x30]
    assert card.max() == 255
    left, top, right, bottom = box(card)
    assert left + right == pytest.approx(1280, abs=8)
    assert top + bottom == pytest.approx(720, abs=24)  # the comma hangs below its line


@pytest.mark.parametrize(
    "place, within", [("top", (36, 120)), ("middle", (320, 400)), ("bottom", (600, 684))]
)
def test_words_stand_in_their_place(place, within):
    _, top, _, bottom = box(draw_card(HD, "Chengdu, 1984", TitleStyle(size=0.06, place=place)))
    assert within[0] <= top <= bottom <= within[1]


@pytest.mark.parametrize("text", [LONG, "word " * 400, "a\n" * 40, "W" * 300])
def test_words_stay_in_the_safe_area(text):
    left, top, right, bottom = box(draw_card(HD, text, TitleStyle(size=0.1)))
    assert 64 - 2 <= left <= right <= 1216 + 2
    assert 36 - 2 <= top <= bottom <= 684 + 2


def test_words_grow_with_the_picture():
    small, large = (box(draw_card(size, "First Light", TitleStyle())) for size in (SMALL, HD))
    assert (large[2] - large[0]) / (small[2] - small[0]) == pytest.approx(2, abs=0.06)


def test_words_over_a_white_picture_can_be_read():
    title = draw_title(HD, "Chengdu, 1984", TitleStyle(size=0.07, colour="#ffffff")).astype(float)
    assert title.shape == (720, 1280, 4)
    alpha = title[..., 3:] / 255
    seen = title[..., :3] * alpha + 255 * (1 - alpha)
    words = (title[..., 3] > 250) & (title[..., 0] > 250)
    around = numpy.zeros_like(words)
    rows, columns = numpy.nonzero(words)
    around[rows + 4, columns] = True
    around &= title[..., 0] < 30
    assert words.sum() > 1000
    assert seen[words].mean() > 250
    assert seen[around].mean() < 170
    assert title[0, 0, 3] == 0


def test_edges_of_words_keep_their_colour():
    """Straight alpha: half covered pixels are not darkened twice."""
    title = draw_title(HD, "OOO", TitleStyle(size=0.3, colour="#ff0000"))
    full = title[(title[..., 3] == 255) & (title[..., 0] > 200)]
    assert full[:, 0].max() == 255
    assert not title[..., 1:3].any()


def test_the_same_words_give_the_same_picture():
    style = TitleStyle(size=0.05, place=TitlePlace.BOTTOM)
    assert numpy.array_equal(draw_title(SMALL, LONG, style), draw_title(SMALL, LONG, style))


# ── fonts ──────────────────────────────────────────────────────────────────────────────────────


def test_letters_that_the_font_lacks_are_told():
    assert missing_glyphs("Chengdu 成都, 1984 – naïve Ελλάδα Жизнь “yes” …\n成") == "成都"


def test_what_is_no_font_is_named(tmp_path):
    (tmp_path / "bad.ttf").write_bytes(b"not a font")
    with pytest.raises(MediaError, match=r"^bad\.ttf: is no font"):
        draw_card(SMALL, "x", TitleStyle(), tmp_path / "bad.ttf")


def test_what_is_no_colour_is_named():
    with pytest.raises(MediaError, match="'reddish' is not a colour"):
        draw_card(SMALL, "x", TitleStyle(colour="reddish"))
