"""Lines as subtitles: when, for how long, in what words."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

import pysubs2
import pytest

from tests.edit.cutting import film, point, shot, sound_file, use
from vfc.edit.cues import cues
from vfc.edit.lines import spoken_lines
from vfc.edit.segments import assemble
from vfc.edit.subtitles import to_srt
from vfc.film.cut import Cue, Track
from vfc.film.model import Line, Speech


def srt(whole) -> str:
    return to_srt(whole, assemble(whole, whole.cuts[""]))


def line(text: str, start: int | None = None) -> Line:
    return Line(who="ann", text=text, start_in_shot=start)


def over(text: str, offset: int) -> Speech:
    return Speech(who="ann", text=text, at=point(offset=offset))


def test_lines_are_spoken_in_turn():
    whole = film(
        shot("a/a", 24), shot("a/talk", 120, lines=(line("Have you eaten?"), line("Not yet, no.")))
    )
    assert srt(whole) == (
        "1\n00:00:01,000 --> 00:00:02,000\nHave you eaten?\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\nNot yet, no.\n"
    )


def test_only_what_is_heard_is_shown():
    talk = shot("a/talk", 96, lines=(line("Have you eaten?", 0), line("Not yet, no.", 48)))
    whole = film(
        talk,
        cut=[use("a/talk", in_point=36), use("a/talk", sound=False), use("a/talk", out_point=24)],
    )
    assembly = assemble(whole, whole.cuts[""])
    assert [(each.text, *each.range_in_film) for each in spoken_lines(whole, assembly)] == [
        ("Not yet, no.", 12, 36),
        ("Have you eaten?", 156, 180),
    ]


def test_speed_and_trail_count():
    talk = shot("a/talk", 48, lines=(line("Have you eaten?", 24),))
    whole = film(
        talk, cut=[use("a/talk", speed="0.5", out_point=30, trail=24), use("a/talk", sound=False)]
    )
    assembly = assemble(whole, whole.cuts[""])
    assert [tuple(each.range_in_film) for each in spoken_lines(whole, assembly)] == [(48, 84)]


def test_a_line_stays_until_it_is_read_or_the_next_begins():
    long = (
        "I kept the light on all through the night, because nobody had told me that you would "
        "not come."
    )
    whole = film(
        shot("a/a", 480), dialogue=[over(long, 0), over("Yes.", 300), over("And no {really}.", 310)]
    )
    shown = pysubs2.SSAFile.from_string(srt(whole), format_="srt")
    assert [(each.start, each.end) for each in shown] == [
        (0, 3375),
        (3375, 6292),
        (12500, 12917),
        (12917, 14000),
    ]
    assert "{really}" in srt(whole)
    assert [len(each.text.split(r"\N")) for each in shown] == [2, 2, 1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "This is a very long monologue line that a machine transcribed as one single sentence "
        "without any breath, which goes on and on for more than two hundred and fifty characters, "
        "can it?",
        "これはとても長い日本語の台詞で、空白がないので自動的に改行されるはずですが、どうなるでしょうか。確認してみましょう。",
        "x" * 300,
    ],
)
def test_a_long_line_is_shown_two_rows_at_a_time(text):
    shown = cues(text, Fraction(0), Fraction(240))
    assert [start for start, *_ in shown[1:]] == [stop for _, stop, _ in shown[:-1]]
    assert (shown[0][0], shown[-1][1]) == (0, 240) and len(shown) > 1
    rows = [row for *_, page in shown for row in page.split("\n")]
    assert max(page.count("\n") for *_, page in shown) == 1
    assert (
        max(
            sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in row)
            for row in rows
        )
        <= 42
    )
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")
    assert not any(row[0] in "、。" for row in rows)


def test_a_long_line_of_a_short_shot_is_shown_at_once():
    assert len(cues("word " * 60, Fraction(0), Fraction(2))) == 1


def test_who_speaks_together_is_shown_together():
    whole = film(shot("a/a", 48), dialogue=[over("Yes.", 0), over("No.", 0)])
    assert srt(whole) == "1\n00:00:00,000 --> 00:00:01,000\n- Yes.\n- No.\n"


def test_silence_has_no_subtitles():
    assert srt(film(shot("a/a"))) == ""


def test_a_recorded_line_stands_from_its_place_for_as_long_as_it_is_heard():
    said = Cue(
        track=Track.DIALOGUE,
        file=sound_file(seconds=3),
        at=point(offset=24),
        who="ann",
        text="Yes.",
    )
    silent = Cue(track=Track.DIALOGUE, file=sound_file(seconds=3), at=point())
    whole = film(shot("a/a", 240), cues=[said, silent])
    assert to_srt(whole, assemble(whole, whole.cuts[""])) == (
        "1\n00:00:01,000 --> 00:00:04,000\nYes.\n"
    )
