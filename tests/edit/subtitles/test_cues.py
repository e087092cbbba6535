"""Lines as subtitles: when, for how long, in what words; and what is said where they cannot be read."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.edit.cutting import dissolve, film, point, shot, sound_file, use
from vfc.edit.lines import spoken_lines
from vfc.edit.segments import assemble
from vfc.edit.subtitles.cues import breaches, subtitle_cues
from vfc.edit.subtitles.rules import rules
from vfc.errors import Span
from vfc.film.cut import Cue, Track
from vfc.film.model import Line, Speech, Still

NIGHT = (
    "I kept the light on all through the night, because nobody had told me that you would not come."
)


def cues(whole) -> list[tuple[int, int, str]]:
    found = subtitle_cues(whole, assemble(whole, whole.cuts[""]))
    return [(each.start, each.stop, "\n".join(each.rows)) for each in found]


def told(whole) -> list[tuple[int, str]]:
    """The line and the message of each breach."""
    found = breaches(whole, assemble(whole, whole.cuts[""]))
    assert all(each.severity == "warning" and each.hint for each in found)
    return [(each.span.line, each.message) for each in found]


def line(text: str, start: int | None = None, who: str = "ann", at: int = 1) -> Line:
    return Line(who=who, text=text, start_in_shot=start, span=Span("film.yaml", at, 3, 5))


def over(text: str, offset: int, who: str = "ann", at: int = 1) -> Speech:
    return Speech(who=who, text=text, at=point(offset=offset), span=Span("film.yaml", at, 3, 5))


def narrated(*speech: Speech, frames: int = 480, cut: tuple = ()):
    return film(shot("a/a", frames), dialogue=speech, cut=cut)


def test_lines_are_spoken_in_turn_two_frames_apart():
    whole = film(
        shot("a/a", 24), shot("a/talk", 120, lines=(line("Have you eaten?"), line("Not yet, no.")))
    )
    assert cues(whole) == [(24, 46, "Have you eaten?"), (48, 72, "Not yet, no.")]
    assert told(whole) == []


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


def test_who_speaks_over_a_still_is_read():
    still = shot("a/photo", 48, source=Still(file=None), lines=(line("That was May."),))
    assert cues(film(still)) == [(0, 24, "That was May.")]


def test_speed_and_trail_count():
    talk = shot("a/talk", 48, lines=(line("Have you eaten?", 24),))
    whole = film(
        talk, cut=[use("a/talk", speed="0.5", out_point=30, trail=24), use("a/talk", sound=False)]
    )
    assembly = assemble(whole, whole.cuts[""])
    assert [tuple(each.range_in_film) for each in spoken_lines(whole, assembly)] == [(48, 84)]


def test_a_long_narration_is_several_subtitles_of_two_rows():
    text = f"{NIGHT} {NIGHT} And so it went on until the morning came."
    found = cues(narrated(over(text, 0)))
    assert len(found) >= 3 and all(page.count("\n") < 2 for *_, page in found)
    assert all(20 <= stop - start <= 168 for start, stop, _ in found)
    assert all(after[0] - before[1] == 2 for before, after in pairwise(found))
    assert " ".join(page.replace("\n", " ") for *_, page in found) == text


def test_a_line_stays_until_it_is_read_where_nobody_speaks_after_it():
    talk = shot("a/talk", 12, lines=(line(NIGHT[:42]),))
    whole = film(talk, shot("a/after", 240))
    assert cues(whole) == [(0, 60, NIGHT[:42])]
    assert told(whole) == []


def test_a_line_that_cannot_be_read_is_told_where_it_stands():
    talk = shot("a/talk", 24, lines=(line(NIGHT[:80].replace(" that", ", that"), at=7),))
    ((where, message),) = told(film(talk))
    assert where == 7 and "stands for 1 s: 81 characters a second, where 17 are read" in message


def test_what_cannot_be_seen_is_told():
    ((_, message),) = told(film(shot("a/a", 12, lines=(line("No."),))))
    assert message == "the subtitle 'No.' stands for 0.5 s, which is too short to be seen"


def test_a_later_narration_does_not_cut_a_subtitle_short():
    whole = narrated(over(f"{NIGHT} {NIGHT}", 0, at=7), over("Nobody came.", 24, "bob", at=8))
    first, second = cues(whole)[:2]
    assert first[1] >= 96 and second == (first[1] + 2, second[1], "Nobody came.")
    assert 8 in [where for where, message in told(whole) if "spoken while another is" in message]


def test_two_who_speak_at_once_are_read_at_once():
    whole = narrated(over("Yes.", 0), over("No.", 6, "bob"), frames=48)
    assert cues(whole) == [(0, 30, "- Yes.\n- No.")]
    three = narrated(over("Yes.", 0), over("No.", 0, "bob"), over("Perhaps.", 0, "cat"), frames=72)
    assert [page for *_, page in cues(three)] == ["- Yes.\n- No.", "Perhaps."]


def test_gaps_of_less_than_half_a_second_are_closed_to_two_frames():
    assert cues(narrated(over("Are you there?", 0), over("I am.", 33)))[0][1] == 31
    assert cues(narrated(over("Are you there?", 0), over("I am.", 36)))[0][1] == 24


def cut_at_100(*speech: Speech):
    return film(shot("a/a", 100), shot("a/b", 200), dialogue=speech)


def test_what_begins_beside_a_cut_begins_at_it():
    begins = {
        frame: cues(cut_at_100(over("Are you there?", frame)))[0][0] for frame in range(86, 115)
    }
    assert [begins[each] for each in range(93, 108)] == [100] * 15
    assert [begins[each] for each in (86, 88, 89, 92)] == [86, 88, 88, 88]
    assert [begins[each] for each in (108, 111, 112, 114)] == [112, 112, 112, 114]


def test_what_ends_beside_a_cut_ends_two_frames_before_it_or_half_a_second_behind():
    stops = {
        100 - 24 + behind: cues(cut_at_100(over("Are you there?", 76 + behind - 24)))[0][1]
        for behind in (0, 20)
    }
    assert stops == {76: 76, 96: 98}
    assert cues(cut_at_100(over(NIGHT[:42], 30)))[0][1] == 98  # read until 90, spoken until 98
    assert cues(cut_at_100(over(NIGHT[:42], 41)))[0][1] == 112


def test_a_dissolve_is_no_cut():
    whole = film(
        shot("a/a", 100),
        shot("a/b", 200),
        cut=[use("a/a"), dissolve(12), use("a/b")],
        dialogue=[over("Are you there?", 97)],
    )
    assert cues(whole)[0][0] == 97


def test_chinese_has_sixteen_characters_in_a_row():
    found = cues(narrated(over("这是一个很长的中文句子，没有空格，所以应该在十六个字处断行。", 0)))
    assert max(len(row) for *_, page in found for row in page.split("\n")) <= 16


def test_silence_has_no_subtitles():
    assert cues(film(shot("a/a"))) == []


SPOKEN = st.lists(
    st.tuples(
        st.integers(0, 300),
        st.sampled_from(["ann", "bob", "cat"]),
        st.text("ab c.,—字。\u0301\n", max_size=200),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(SPOKEN, st.lists(st.integers(1, 80), min_size=1, max_size=5), st.sampled_from([24, 25, 60]))
def test_whatever_is_spoken_is_read_in_order_and_one_at_a_time(spoken, shots, rate):
    whole = film(
        *(shot(f"a/s{number}", frames) for number, frames in enumerate(shots)),
        dialogue=[over(text, offset, who) for offset, who, text in spoken if offset < sum(shots)],
        rate=Fraction(rate),
    )
    assembly = assemble(whole, whole.cuts[""])
    found, frames = subtitle_cues(whole, assembly), sum(shots)
    breaches(whole, assembly)
    assert all(0 <= each.start < each.stop <= frames for each in found)
    assert all(before.stop <= after.start for before, after in pairwise(found))
    assert all(each.stop - each.start <= rules().longest * rate for each in found)
    words = sorted("".join("".join(each.rows) for each in found).replace("- ", ""))
    heard = [text for offset, _, text in spoken if offset < frames]
    wanted = "".join("".join(text.split()) or "…" for text in heard)
    assert sorted(each for each in words if not each.isspace() and each != "-") == sorted(wanted)


def test_a_recorded_line_stands_from_its_place_for_as_long_as_it_is_heard():
    said = Cue(
        track=Track.DIALOGUE,
        file=sound_file(seconds=3),
        at=point(offset=24),
        who="ann",
        text="Yes.",
    )
    silent = Cue(track=Track.DIALOGUE, file=sound_file(seconds=3), at=point())
    assert cues(film(shot("a/a", 240), cues=[said, silent])) == [(24, 96, "Yes.")]
