"""Words of any script, and words that move: what stands where, and when."""

from __future__ import annotations

import numpy
import pytest

from vfc.film.timing import Size
from vfc.film.titles import (
    Outline,
    Slide,
    TitleAlign,
    TitleBox,
    TitleLook,
    TitleMove,
    TitlePlace,
    TitleStyle,
    TitleWeight,
    TypedBy,
    Typing,
    is_plain,
)
from vfc.film.transitions import PictureEdge
from vfc.media.lettering.shaped.faces import Faces, lacking
from vfc.media.lettering.shaped.lines import TypeSize, set_line
from vfc.media.lettering.shaped.motion import ShapedTitle, word_times
from vfc.media.lettering.titles import draw_title

SIZE = Size(320, 180)
LETTERS = TypeSize(Faces(None, TitleWeight.SEMIBOLD), 40)


def title(text: str, total: int = 1, **words) -> ShapedTitle:
    style = {key: words.pop(key) for key in ("place", "size", "fade") if key in words}
    return ShapedTitle(SIZE, text, TitleStyle(**style, look=TitleLook(**words)), total=total)


def edges(picture: numpy.ndarray) -> tuple[int, int, int, int]:
    """Left, top, right and lower edge of what is seen well."""
    seen = picture[..., 3] > 200
    across, down = numpy.flatnonzero(seen.any(0)), numpy.flatnonzero(seen.any(1))
    return across[0], down[0], across[-1], down[-1]


def order(text: str) -> list[int]:
    return [glyph.letter for glyph in set_line(text, LETTERS).glyphs]


def test_what_was_said_before_is_plain_and_what_is_new_is_not():
    assert is_plain("What If,\nMother – Ελλάδα, Москва, Čeština", TitleStyle(size=0.2, fade=6))
    assert not is_plain("שלום", TitleStyle())
    assert not is_plain("x", TitleStyle(place=TitlePlace.TOP_LEFT))
    assert not is_plain("x", TitleStyle(look=TitleLook(bar="#ffffff")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("שלום", [3, 2, 1, 0]),
        ("אב 12", [3, 4, 2, 1, 0]),  # numbers run to the right
        ("a אב b", [0, 1, 3, 2, 4, 5]),
        ("אב (ab)", [6, 4, 5, 3, 2, 1, 0]),
    ],
)
def test_words_from_the_right_stand_as_they_are_read(text, expected):
    assert order(text) == expected


def test_letters_of_arabic_are_joined_and_those_of_devanagari_and_thai_stack():
    def wide(text):
        return set_line(text, LETTERS).width

    assert wide("سلام") < sum(wide(letter) for letter in "سلام")
    assert len(set_line("क्ष", LETTERS).glyphs) == 1
    assert wide("ที่") == pytest.approx(wide("ท"))
    assert set_line("ที่", LETTERS).above > set_line("ท", LETTERS).above


def test_each_script_has_a_font_and_what_has_none_is_named():
    known = "Ag Ελ Жы שלום سلام नमस्ते สวัสดี 你好 こんにちは 안녕 ሰላም 🎬 ★ →"
    assert lacking(known) == ""
    assert lacking("ab ᚠ") == "ᚠ"


@pytest.mark.parametrize("place", TitlePlace)
def test_a_place_is_within_the_safe_area(place):
    left, top, right, bottom = edges(title("Ana\nRuiz", place=place).picture(0))
    assert left >= 15 and right <= 304 and top >= 8 and bottom <= 171
    middle = {
        TitleAlign.LEFT: (0, 120),
        TitleAlign.CENTRE: (150, 170),
        TitleAlign.RIGHT: (200, 320),
    }
    low, high = middle[place.side]
    assert low <= (left + right) / 2 <= high


def test_a_point_is_where_words_stand_and_never_out_of_the_picture():
    left, top, right, bottom = edges(title("Ana", at=(0.3, 0.7)).picture(0))
    assert (left + right) / 2 == pytest.approx(96, abs=3)
    assert (top + bottom) / 2 == pytest.approx(126, abs=3)
    assert edges(title("Ana Ruiz", at=(1.0, 1.0)).picture(0))[2] <= 305


def test_tracking_widens_and_leading_parts():
    usual, wide = edges(title("Ana").picture(0)), edges(title("Ana", tracking=0.5).picture(0))
    assert wide[2] - wide[0] > usual[2] - usual[0] + 10
    near, far = (title("A\nB", leading=each).picture(0) for each in (1.0, 3.0))
    assert edges(far)[3] - edges(far)[1] > edges(near)[3] - edges(near)[1] + 20


def test_an_outline_a_box_and_a_bar_are_seen_around_the_words():
    plain = edges(title("Ana", shadow=None).picture(0))
    outlined = title("Ana", size=0.3, outline=Outline(colour="#ff0000")).picture(0)
    assert (
        (outlined[..., 0] > 200) & (outlined[..., 1] < 60) & (outlined[..., 3] > 250)
    ).sum() > 50
    boxed = title("Ana", box=TitleBox(colour="#0000ff", opacity=0.5)).picture(0)
    assert boxed[..., 3].max() == 255
    assert (boxed[..., 3] == 128).sum() > 200
    assert edges(title("Ana", bar="#00ff00").picture(0))[0] < plain[0]


def test_words_are_typed_on_and_stay():
    typed = title("abcd", 20, typed=Typing(frames=8))
    counts = [typed.state(frame).shown for frame in range(10)]
    assert counts == [1, 1, 2, 2, 3, 3, 4, 4, 4, 4]
    assert typed.picture(12) is typed.picture(15)  # nothing is drawn anew
    words = title("ab cd", 20, typed=Typing(frames=8, by=TypedBy.WORD), words=(0, 6))
    assert [words.state(frame).shown for frame in (0, 5, 6)] == [3, 3, 5]


def test_words_are_sung_evenly_or_when_it_is_told():
    sung = title("aa bbbb", 12, karaoke="#ffff00")
    assert word_times(sung.block, sung.style, 12) == pytest.approx([0, 12 * 3 / 7, 12])
    told = title("aa bb", 12, karaoke="#ffff00", words=(2, 4, 10))
    assert told.state(3).sung == (1.0, 0.0)
    assert told.state(6).sung == (1.0, 0.5)


def test_words_from_the_right_are_sung_from_the_right():
    half = title("שלום", 10, size=0.3, karaoke="#ff0000", words=(0, 10)).picture(4)
    seen = half[..., 3] > 250
    red = seen & (half[..., 1] < 60) & (half[..., 0] > 200)
    assert numpy.flatnonzero(red.any(0)).mean() > numpy.flatnonzero(seen.any(0)).mean() + 10


def test_words_slide_in_stand_and_go():
    sliding = title(
        "Ana", 40, slide=Slide(come_from=PictureEdge.LEFT, go_to=PictureEdge.BOTTOM, frames=8)
    )
    xs, ys = zip(*((sliding.state(f).x, sliding.state(f).y) for f in range(40)), strict=True)
    assert list(xs[:9]) == sorted(xs[:9]) and xs[0] + 50 < xs[8] == xs[20]
    assert ys[20] == sliding.corner[1] < ys[-1]


def test_credits_roll_through_the_whole_picture():
    rolling = title("a\nb\nc", 100, move=TitleMove.ROLL)
    ys = [rolling.state(frame).y for frame in range(100)]
    steps = numpy.diff(ys)
    assert numpy.allclose(steps, steps[0]) and steps[0] < 0
    assert ys[0] > 170 and ys[-1] + rolling.block.below < 10


def test_pages_hold_all_rows_once():
    pages = title(
        "\n\n".join(f"a{n}\tb{n}" for n in range(12)), 60, move=TitleMove.PAGES, size=0.15
    )
    shown = [row.line.text for rows, _ in pages.pages for row in rows]
    assert shown == [f"{kind}{n}" for n in range(12) for kind in "ab"]
    for frame in (0, 30, 59):
        assert edges(pages.picture(frame))[3] < 175


def test_thai_and_japanese_break_between_phrases():
    thai = title("วันนี้อากาศดีมากฉันอยากไปเที่ยวทะเลกับเพื่อนๆ", size=0.12)
    assert all(row.line.text[0] not in "\u0e31\u0e34\u0e48\u0e49" for row in thai.block.rows)
    rows = [
        row.line.text for row in title("彼女は海辺の古い家で暮らしている", size=0.15).block.rows
    ]
    assert len(rows) > 1 and all(row[-1] in "はのでるい" for row in rows)


def test_a_large_picture_sets_its_words_anew():
    small, large = (
        edges(draw_title(Size(320 * n, 180 * n), "ab", TitleStyle(place=TitlePlace.LEFT)))
        for n in (1, 4)
    )
    assert [each / 4 for each in large] == pytest.approx(list(small), abs=2.5)
