"""Where a shot's subject is in what previs draws of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.picture.sightline import subject_way

TALL = 0.3164  # of a 16:9 picture, what 9:16 shows


def way(words: str, move: str = "", window: float = TALL, frames: int = 48):
    return subject_way(
        Request(
            prompt=Prompt(words=words),
            camera=Camera(move=move),
            size=Size(640, 360),
            rate=Fraction(24),
            frames=frames,
            length=frames,
            seed=7,
        ),
        window,
    )


def test_who_stands_is_one_point_and_who_goes_a_way():
    assert len(way("a woman stands on a beach")) == 1
    walked = way("a woman walks on a beach")
    rights = [right for _, right, _ in walked]
    assert len(walked) > 4 and walked[0][0] == 0
    assert rights == sorted(rights) or rights == sorted(rights, reverse=True)
    assert abs(rights[-1] - rights[0]) > 0.1


def test_a_camera_that_turns_moves_what_it_sees():
    (left,), (right,) = (
        way("a woman stands on a beach", frames=1),
        way("a woman stands on a beach", "pan right", frames=1),
    )
    assert right[1] > left[1] + 0.05, "at the beginning of a pan she is to the right"


def test_of_two_who_do_not_fit_one_is_seen_and_of_two_who_do_both_are():
    (narrow,) = way("two men talk in a kitchen")
    (wide,) = way("two men talk in a kitchen", window=0.9)
    assert abs(wide[1] - 0.5) < 0.12 and abs(narrow[1] - wide[1]) > 0.02


@pytest.mark.parametrize("words", ["a desert at noon", "a city street with cars", ""])
def test_a_place_has_no_subject(words):
    assert way(words) == ()


def test_every_point_is_of_the_picture_or_just_beside_it():
    for words in ("a dog runs on a beach", "a boat on the sea", "a bird flies over hills"):
        for frame, right, down in way(words, "push in"):
            assert 0 <= frame < 48 and -0.2 <= right <= 1.2 and -0.2 <= down <= 1.2
