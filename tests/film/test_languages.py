"""Tags of languages, and what containers call them."""

from __future__ import annotations

import pytest

from vfc.film.languages import code_of, standard_tag


@pytest.mark.parametrize(
    ("text", "tag", "code"),
    [
        ("de", "de", "deu"),
        ("EN-gb", "en-GB", "eng"),
        ("pt-br", "pt-BR", "por"),
        ("zh-hant", "zh-Hant", "zho"),
        ("zh-hant-tw", "zh-Hant-TW", "zho"),
        ("es-419", "es-419", "spa"),
        ("yue", "yue", "yue"),
        ("no", "no", "nor"),
    ],
)
def test_a_tag_has_its_usual_case_and_a_code(text, tag, code):
    assert standard_tag(text) == tag and code_of(tag) == code


@pytest.mark.parametrize(
    "text",
    ["", "german", "deu", "xx", "ann", "mother", "de_DE", "de-", "-de", "de-a", "d", "de\n", "дe"],
)
def test_what_is_no_language_has_no_tag(text):
    assert standard_tag(text) == ""


def test_a_track_of_no_language_is_undetermined():
    assert code_of("") == "und"
