"""A cut on paper: contact sheets and storyboards, by what is on them."""

from __future__ import annotations

import shutil

import numpy
import pypdfium2
import pytest
from PIL import Image

import vfc
from tests.project.test_sources import built, film
from vfc.errors import TextError
from vfc.media.viewing.contact import CELL, GAP, HEAD, MARGIN
from vfc.testing import Flat

WORDS = {
    "greek": "Ελληνικά και русский",
    "hebrew": "שלום עולם",
    "thai": "ผู้หญิงเสื้อแดง",
    "hindi": "क्षत्रिय हिन्दी",
    "han": "雨の夜、傘をさした人",
    "arabic": "ثلاثة رجال يمشون",
}
SHOTS = (
    "cast: {ana: {look: a woman}}\nscenes:\n  a:\n    slug: EXT. HILL\n    shots:\n"
    "      s: {prompt: a hill at dusk, length: 24f, camera: {framing: wide, move: pan right},\n"
    "        lines: [{ana: I kept the light on.}]}\n"
    "      t: {prompt: a lamp, length: 12f}\n"
)


def pages(path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_range() for page in document]


def test_a_storyboard_says_what_is_to_be_known_of_each_shot(tmp_path):
    film(
        tmp_path,
        f"{SHOTS}cut: [a/s, {{dissolve: 6f}}, a/t, black: 1s, a/s]\n"
        "deliver: {storyboard.pdf: {}}\n".replace("black: 1s", "{black: 1s}"),
    )
    built(tmp_path)
    (page,) = pages(tmp_path / "out/film/storyboard.pdf")
    for text in (
        "T EXT. HILL 1 / 1",
        "1 a/s 00:00:00:00",
        "2 a/t 00:00:01:00",
        "3 a/s 00:00:02:12",
    ):
        assert text in page
    assert page.count("wide, pan right") == 2 and "ana: I kept the light on." in page
    before = (tmp_path / "out/film/storyboard.pdf").read_bytes()
    assert not built(tmp_path).made
    (tmp_path / "clean").mkdir()
    shutil.copy(tmp_path / "film.yaml", tmp_path / "clean")
    built(tmp_path / "clean")
    assert (tmp_path / "clean/out/film/storyboard.pdf").read_bytes() == before


def test_six_are_on_a_page_and_every_script_is_found(tmp_path):
    shots = "".join(f"      {name}: {{prompt: {words}}}\n" for name, words in WORDS.items())
    shots += "      many: {prompt: " + "word " * 400 + "end}\n"
    body = f"scenes:\n  a:\n    length: 2f\n    shots:\n{shots}deliver: {{storyboard.pdf: {{}}}}\n"
    film(tmp_path, body)
    built(tmp_path)
    first, second = pages(tmp_path / "out/film/storyboard.pdf")
    for name in WORDS.keys() - {"arabic"}:
        assert WORDS[name] in first, name
    # pdfium turns round what the file says in the order of reading
    assert sorted("".join(WORDS["arabic"].split())) == sorted(
        "".join(letter for letter in first if "\u0600" <= letter <= "\u06ff")
    )
    assert "7 a/many" in second and "…" in second and "end" not in second


def test_a_contact_sheet_has_each_shot_as_it_is_shown_and_costs_what_changed(tmp_path):
    film(tmp_path, SHOTS + "deliver: {contact.png: {}, s.jpg: {as: contact}, contact/x.png: {}}\n")
    made = built(tmp_path).made
    assert sum(each.startswith("thumbnail") for each in made) == 2
    with Image.open(tmp_path / "out/film/contact.png") as sheet:
        shown = numpy.asarray(sheet)
    with Image.open(tmp_path / "out/film/contact/x.png") as poster:
        assert poster.size == (64, 36), "called so by its folder alone, it is a frame"
    top, high = MARGIN + round(HEAD * 1.8) + 20, CELL * 36 // 64
    places = [MARGIN + CELL // 2 + index * (CELL + GAP) for index in range(2)]
    levels = [shown[top : top + high - 40, place - 50 : place + 50] for place in places]
    assert all(level.std() < 3 for level in levels), "Flat draws one colour a frame"
    text = (tmp_path / "film.yaml").read_text()
    (tmp_path / "film.yaml").write_text(text.replace("a lamp", "two lamps"))
    made = built(tmp_path).made
    assert sum(each.startswith("thumbnail") for each in made) == 1
    (tmp_path / "film.yaml").write_text(
        text.replace("length: 12f", "length: 12f, grade: {exposure: -2}")
    )
    made = built(tmp_path).made
    assert [each for each in made if each.startswith("thumbnail")] == ["thumbnail a/t 6f"]
    with Image.open(tmp_path / "out/film/contact.png") as sheet:
        darker = numpy.asarray(sheet)[top : top + high - 40, places[1] - 50 : places[1] + 50]
    assert darker.mean() < 0.8 * levels[1].mean()


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("storyboard.pdf: {size: 64x36}", "'size' is about pictures, and this is a storyboard"),
        ("contact.png: {at: a/s}", "'at' is of a still"),
        ("film.mp4: {as: contact}", "'as' is about stills, and this is a film file"),
        ("x.png: {as: sheet}", "'as' is frame or contact, not 'sheet'"),
        ("contact.png: {slate: on}", "'slate' is about pictures, and this is a contact sheet"),
    ],
)
def test_what_says_nothing_of_a_cut_on_paper_is_told(tmp_path, entry, message):
    film(tmp_path, f"{SHOTS}deliver:\n  {entry}\n")
    with pytest.raises(TextError) as told:
        vfc.plan(tmp_path, generators=[Flat()])
    assert message in "\n".join(f"{each.message} {each.hint}" for each in told.value.mistakes)
