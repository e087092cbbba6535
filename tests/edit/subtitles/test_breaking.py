"""A line in rows and pages: none too long, nothing lost, broken where a reader takes breath."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vfc.edit.subtitles.breaking import is_cut, pages
from vfc.edit.subtitles.rules import rules, script_of


def broken(text: str, language: str = "", rows: int = 2) -> list[str]:
    found = pages(text, rules().reading(text, language), rows, language)
    return ["\n".join(page) for page in found]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Have you eaten?", ["Have you eaten?"]),
        ("", ["…"]),
        (
            "I kept the light on all through the night, because nobody had told me that you "
            "would not come.",
            [
                "I kept the light on all through the night,",
                "because nobody had told me\nthat you would not come.",
            ],
        ),
        (
            "Yes. No. I do not know. Mr. Smith went to the market with J. Doe and bought a fish.",
            [
                "Yes. No. I do not know.",
                "Mr. Smith went to the market\nwith J. Doe and bought a fish.",
            ],
        ),
        (
            "Das Licht brannte die ganze Nacht, weil niemand mir gesagt hatte, dass du kommst.",
            [
                "Das Licht brannte die ganze Nacht,\nweil niemand mir gesagt hatte,",
                "dass du kommst.",
            ],
        ),
        (
            "これはとても長い日本語の台詞で、どうなるでしょうか。確認してみましょう。",
            ["これはとても長い日本語の台詞で、", "どうなるでしょうか。\n確認してみましょう。"],
        ),
    ],
)
def test_a_line_is_broken_where_a_reader_takes_breath(text, rows):
    assert broken(text) == rows


@pytest.mark.parametrize(
    ("text", "script", "row"),
    [
        ("Have you eaten?", "latin", 42),
        ("Ты поел?", "cyrillic", 42),
        ("你吃了吗？", "chinese", 16),
        ("ご飯を食べた？", "japanese", 16),
        ("밥 먹었어?", "korean", 16),
        ("กินข้าวหรือยัง", "thai", 35),
        ("هل أكلت؟", "arabic", 42),
        ("אכלת?", "hebrew", 42),
        ("क्या तुमने खाया?", "devanagari", 42),
        ("42!", "latin", 42),
        ("Er sagt 你 einmal.", "latin", 42),
    ],
)
def test_a_script_says_how_much_is_read(text, script, row):
    assert (script_of(text), rules().reading(text).row) == (script, row)


def test_a_language_says_what_its_script_does_not():
    assert rules().reading("Yes.", "en-GB").speed == 20 and rules().reading("Ja.", "de").speed == 17
    assert rules().reading("漢字", "ja").speed == 4


def test_a_language_says_nothing_of_a_text_in_another_script():
    for language in ("zh", "ja", "ko"):
        assert rules().reading("Goodbye, my friend.", language)[:2] == (42, 17)
    assert rules().reading("你吃了吗？", "en")[:2] == (16, 9)


def test_half_a_character_of_chinese_is_half_a_one():
    assert rules().reading("他买了 iPhone 15。").length("他买了 iPhone 15。") == 4 + 5


def test_marks_above_and_below_are_no_characters():
    assert rules().reading("ที่นี่").length("ที่นี่") == 2


def test_no_row_begins_with_what_closes_or_is_small():
    text = "「彼は行った」、と彼女は言った。" * 6 + "ちょっと" * 12
    rows = [row for page in broken(text) for row in page.split("\n")]
    assert not [row for row in rows if row[0] in "、。」っょ" or row[-1] == "「"]


def test_a_word_that_is_longer_than_a_row_is_known():
    assert is_cut("x" * 43, rules().reading("x")) and not is_cut("x" * 42, rules().reading("x"))


@settings(max_examples=150, deadline=None)
@given(st.text("abc .,!-字あ。「」한\u0301\u200d\t", max_size=400), st.sampled_from([1, 2]))
def test_rows_fit_and_hold_all_that_is_said(text, rows):
    reading = rules().reading(text)
    found = pages(text, reading, rows)
    assert all(len(page) <= rows for page in found)
    assert all(reading.length(row) <= reading.row for page in found for row in page)
    words = "".join("".join(page) for page in found)
    assert "".join(words.split()) == ("".join(text.split()) or "…")


def test_a_text_of_a_megabyte_is_broken_in_little_work():
    assert sum(map(len, pages("a " * 200_000, rules().reading("a")))) > 9000
