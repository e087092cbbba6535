"""The slate: safe areas at SMPTE's pixels, words where they are expected, a timecode that counts."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy
import pytest

from vfc.film.courses import SeenFrames
from vfc.film.timing import Size, timecode
from vfc.media.frames import Converter
from vfc.media.lettering.slate import LINE, draw_slate, safe_area
from vfc.media.video.compose import CardSide, compose
from vfc.media.video.counter import Counter

SIZE = Size(640, 360)
GREY = CardSide(picture=numpy.full((360, 640, 3), 90, numpy.uint8))


def test_the_safe_areas_are_93_and_90_percent():
    image = draw_slate(SIZE, "a/b  take 1", "", "")
    assert safe_area(SIZE, 0.93) == (22, 13, 617, 346)
    for left, top, right, bottom in ((22, 13, 617, 346), (32, 18, 607, 341)):
        for x, y in ((left, 180), (right, 180), (320, top), (320, bottom)):
            assert tuple(image[y, x]) == LINE
        assert image[180, left + 2, 3] == image[bottom - 2, 320, 3] == 0


def test_words_lie_inside_what_is_safe_for_titles():
    image = draw_slate(SIZE, "street/walk  take 2", "wide, pan right", "a fox in the snow " * 20)
    white = (image[..., :3] > 200).all(2) & (image[..., 3] > 240)
    assert white[18:40, 32:300].any() and white[18:40, 400:608].any()
    assert white[300:342, 32:460].any()
    assert not white[45:300].any() and not white[:, 470:][300:].any()


def test_another_word_is_another_picture():
    one, other = (draw_slate(SIZE, "a/b  take 1", "", words) for words in ("a fox", "a dog"))
    assert (one != other).any()


@pytest.mark.parametrize(
    ("frames", "rate", "text"),
    [
        (0, Fraction(24), "00:00:00:00"),
        (23, Fraction(24), "00:00:00:23"),
        (24, Fraction(24), "00:00:01:00"),
        (30, Fraction(30000, 1001), "00:00:01:00"),
        (25 * 3661 + 4, Fraction(25), "01:01:01:04"),
    ],
)
def test_a_timecode_counts_frames(frames, rate, text):
    assert timecode(frames, rate) == text


def test_the_counter_shows_the_frame_of_the_shot():
    counter = Counter(
        size=SIZE, rate=Fraction(24), seen=SeenFrames(start=Fraction(22), speed=Fraction(2))
    )
    assert [counter.text(index)[-5:] for index in range(3)] == ["00:22", "01:00", "01:02"]


def test_a_frame_bears_its_timecode_and_nothing_else_changes():
    counter = Counter(size=SIZE, rate=Fraction(24), seen=SeenFrames(start=Fraction(22)))
    frames = [
        Converter().rgb(frame) for frame in compose([GREY], frames=3, size=SIZE, counter=counter)
    ]
    left, top = counter.corner
    high, wide = counter.signs["0"].shape
    assert left + 11 * wide <= 608 and top + high <= 342
    boxes = [frame[top : top + high, left : left + 11 * wide].astype(int) for frame in frames]
    assert all(box.min() < 10 and box.max() > 240 for box in boxes)
    digits = [numpy.hsplit(box, 11) for box in boxes]
    moved = [
        [at for at in range(11) if numpy.abs(one[at] - other[at]).max() > 60]
        for one, other in pairwise(digits)
    ]
    assert moved == [[10], [7, 9, 10]]
    for frame in frames:
        frame[top : top + high, left : left + 11 * wide] = 90
        assert numpy.abs(frame.astype(int) - 90).max() <= 2
