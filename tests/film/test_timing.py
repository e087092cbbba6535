"""Times: exact at every rate, half a frame goes up, and what is no time says what to write."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vfc.film.timing import (
    FrameRange,
    Size,
    Tempo,
    Unit,
    ceiling,
    nearest,
    parse_rate,
    parse_size,
    parse_time,
    parse_timecode,
    timecode_base,
)

FILM = Fraction(24000, 1001)
NTSC = Fraction(30000, 1001)


@pytest.mark.parametrize(
    ("frames", "whole"),
    [("1/2", 1), ("3/2", 2), ("5/2", 3), ("-1/2", 0), ("49/100", 0), ("-51/100", -1), ("7", 7)],
)
def test_half_a_frame_goes_to_the_later(frames, whole):
    assert nearest(Fraction(frames)) == whole


@given(st.fractions(-1000, 1000))
def test_the_nearest_is_near_and_the_ceiling_holds(frames):
    assert abs(nearest(frames) - frames) <= Fraction(1, 2)
    assert 0 <= ceiling(frames) - frames < 1


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("24", Fraction(24)),
        (" 12.5 ", Fraction(25, 2)),
        ("30000/1001", NTSC),
        ("23.976", FILM),
        ("23.98", FILM),
        ("29.97", NTSC),
        ("59.94", Fraction(60000, 1001)),
    ],
)
def test_a_rate_is_exact_under_the_names_that_people_have_for_it(text, rate):
    assert parse_rate(text) == rate


@pytest.mark.parametrize("text", ["0", "1001", "24/0", "24 fps", "-24", "", "2.4e1"])
def test_what_is_no_rate_is_told(text):
    with pytest.raises(ValueError, match="is not a rate"):
        parse_rate(text)


@pytest.mark.parametrize(
    ("text", "frames", "unit"),
    [
        ("4s", 96, Unit.SECONDS),
        ("1.5 s", 36, Unit.SECONDS),
        ("1/3s", 8, Unit.SECONDS),
        ("500ms", 12, Unit.SECONDS),
        ("2m", 2880, Unit.SECONDS),
        ("1m 20s", 1920, Unit.SECONDS),
        ("60f", 60, Unit.FRAMES),
        ("1 frame", 1, Unit.FRAMES),
        ("00:00:04:12", 108, Unit.TIMECODE),
        ("1:00:00:00", 86400, Unit.TIMECODE),
        ("2 beats", 30, Unit.BEATS),
    ],
)
def test_a_time_has_the_frames_of_its_unit(text, frames, unit):
    found = parse_time(text, Fraction(24), Tempo(bpm=Fraction(96)))
    assert (found.frames, found.unit, found.whole) == (frames, unit, True)


def test_a_time_between_frames_stays_exact_until_it_is_rounded():
    found = parse_time("1s", NTSC)
    assert found.frames == NTSC and not found.whole and found.nearest == 30
    third = parse_time("1 beat", Fraction(24), Tempo(bpm=Fraction(108)))
    assert 27 * third.frames == 27 * Fraction(40, 3), "27 beats of 108 a minute are 15 s"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("4", "'4' has no unit; write 4s for seconds or 4f for frames"),
        ("1.5f", "'1.5f' is not a whole number of frames"),
        ("1/0s", "'1/0' is not a number"),
        ("2 beats", "beats need a 'tempo'"),
        ("soon", "'soon' is not a time; write 4s, 60f"),
        ("4:12", "is not a timecode; write hours"),
        ("00:00:04:24", "is not a timecode at 24: minutes and seconds end at 59, frames at 23"),
        ("00:60:00:00", "is not a timecode at 24"),
        ("00:00:04;12", "is drop-frame, which exists at 29.97 and 59.94 only"),
    ],
)
def test_what_is_no_time_says_what_to_write(text, told):
    with pytest.raises(ValueError) as caught:
        parse_time(text, Fraction(24))
    assert told in str(caught.value)


def test_a_timecode_counts_whole_frames_a_second():
    assert [timecode_base(rate) for rate in (FILM, NTSC, Fraction(25))] == [24, 30, 25]
    assert parse_timecode("00:01:00:00", NTSC) == 1800, "with ':' nothing is dropped"


@pytest.mark.parametrize(("rate", "base", "dropped"), [("29.97", 30, 2), ("59.94", 60, 4)])
def test_drop_frame_skips_numbers_and_no_frame(rate, base, dropped):
    """SMPTE ST 12-1: the first numbers of each minute but every tenth."""
    written = [
        f"00:{minute:02d}:{second:02d};{frame:02d}"
        for minute, second, frame in itertools.product(range(12), (0, 1, 58, 59), range(base))
        if second or frame >= dropped or minute % 10 == 0
    ]
    frames = [parse_timecode(each, parse_rate(rate)) for each in written]
    steps = {later - one for one, later in itertools.pairwise(frames)}
    assert steps == {1, 56 * base + 1}, "a second to its next, and over those left out here"
    assert parse_timecode("01:00:00;00", parse_rate(rate)) == 3600 * base - 54 * dropped
    with pytest.raises(ValueError, match=f"the next is frame {dropped:02d}"):
        parse_timecode(f"00:01:00;{dropped - 1:02d}", parse_rate(rate))


@pytest.mark.parametrize(
    ("text", "size"),
    [("1280x720", (1280, 720)), (" 64 × 36 ", (64, 36)), ("16x16384", (16, 16384))],
)
def test_a_size_is_read(text, size):
    assert parse_size(text) == size and parse_size(str(Size(*size))) == size


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("641x361", "not 641x361; write 640x360"),
        ("8x36", "write 16x36"),
        ("99999x720", "write 16384x720"),
        ("720p", "'720p' is not a size; write 1280x720"),
    ],
)
def test_a_size_that_cannot_be_says_the_next_that_can(text, told):
    with pytest.raises(ValueError) as caught:
        parse_size(text)
    assert told in str(caught.value)


def test_ranges_that_follow_each_other_share_no_frame():
    one = FrameRange(0, 10)
    assert one.frames == 10 and one.overlaps(FrameRange(9, 12))
    assert not one.overlaps(FrameRange(10, 12)) and not FrameRange(10, 12).overlaps(one)
