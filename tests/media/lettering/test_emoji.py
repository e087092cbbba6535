"""Fonts of coloured signs in titles: in their colours, beside letters of vfc's own font."""

from __future__ import annotations

import numpy
import pytest

from tests.media.lettering.signs import SIGN, sign_font
from vfc.film.model import TitleStyle
from vfc.film.timing import Size
from vfc.media.lettering.titles import draw_card, draw_title, letters_of, missing_glyphs

SIZE, STYLE = Size(640, 360), TitleStyle()


def areas(picture: numpy.ndarray) -> tuple[int, int, int]:
    """How many pixels are red, green, and light."""
    red, green, blue = picture[..., 0] > 150, picture[..., 1] > 110, picture[..., 2] > 150
    return (
        int((red & ~green & ~blue).sum()),
        int((green & ~red & ~blue).sum()),
        int((red & green & blue).sum()),
    )


@pytest.mark.parametrize("draw", [draw_card, draw_title])
def test_a_sign_is_as_large_as_the_letters_and_in_its_colours(tmp_path, draw):
    font = sign_font(tmp_path / "signs.ttf")
    seen = draw(SIZE, f"The End {SIGN}", STYLE, font)
    side = letters_of(SIZE, SIGN, STYLE, font)
    red, green, light = areas(seen[..., :3])
    assert red == pytest.approx(side * side / 2, rel=0.2) and green == pytest.approx(
        side * side / 2, rel=0.2
    )
    assert light > 100
    columns = numpy.flatnonzero((seen[..., :3].max(-1) > 100).any(0))
    assert abs((columns[0] + columns[-1]) / 2 - SIZE.width / 2) < 4


def test_what_neither_font_has_is_told(tmp_path):
    font = sign_font(tmp_path / "signs.ttf")
    assert missing_glyphs(f"Ende {SIGN}\ufe0f 字", font) == "字"
    assert missing_glyphs(f"Ende {SIGN}") == SIGN


def test_letters_alone_look_as_without_it(tmp_path):
    plain = draw_card(SIZE, "The End", STYLE)
    signed = draw_card(SIZE, "The End", STYLE, sign_font(tmp_path / "signs.ttf"))
    assert numpy.abs(plain.astype(int) - signed).mean() < 0.5
