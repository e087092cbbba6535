"""What is done then is seen in the second half of a shot, and not before."""

from __future__ import annotations

import numpy as np
import pytest

from tests.generators.previs.picture.shots import asked
from vfc.generators.previs.people.figures import Figure
from vfc.generators.previs.picture.drawing import drawing
from vfc.generators.previs.things.coming import Coming
from vfc.generators.previs.things.drawable import Sprite


def unlike(one: np.ndarray, other: np.ndarray) -> float:
    return float((np.abs(one.astype(int) - other.astype(int)).max(axis=2) > 30).mean())


def test_the_second_half_is_of_the_second_deed():
    two = drawing(asked("A man reads a book, then he dances", place="", framing=""))
    one = drawing(asked("A man reads a book", place="a stage", framing="wide"))
    assert two.after
    assert not one.after
    assert unlike(two[44], two[52]) > 3 * unlike(two[40], two[44])


def test_what_is_elsewhere_then_goes_there_and_rests():
    whole = drawing(
        asked(
            "A cat is on the left of a chair, then the cat runs to the right of the chair", "wide"
        )
    )
    (cat,) = (each for each in whole.after if isinstance(each, Coming) and each.goal.name == "cat")
    xs = [cat.now(second).x for second in (2.0, 2.6, 3.1, 3.9)]
    assert xs == sorted(xs)
    assert xs[-1] == cat.goal.x > cat.start[0]
    assert cat.now(2.4).manner == "run"
    assert cat.now(3.9).manner != "run"


def test_a_change_takes_the_half_that_is_its_own():
    whole = drawing(asked("The flowers first wilt and then bloom again", "wide", place="a garden"))
    first = next(each for each in whole.items if isinstance(each, Sprite))
    then = next(each for each in whole.after if isinstance(each, Sprite))
    brown = [float(first.look(each)[..., 0].mean()) for each in (0.1, 1.9)]
    again = [float(then.look(each)[..., 0].mean()) for each in (2.1, 3.9)]
    assert brown[0] > brown[1]
    assert again[0] < again[1]


@pytest.mark.parametrize(
    ("words", "channel"), [("A white apple turns red", 2), ("A red apple turns green", 0)]
)
def test_a_thing_takes_on_its_colour(words, channel):
    (apple,) = (each for each in drawing(asked(words)).items if isinstance(each, Sprite))
    early, late = (apple.look(each)[..., channel].mean() for each in (0.1, 3.9))
    assert early > 1.2 * late


def test_a_thing_swells():
    (dog,) = (
        each
        for each in drawing(asked("A dog changes from small to big", "wide")).items
        if isinstance(each, Sprite)
    )
    assert dog.swollen(3.9).height > 2 * dog.swollen(0.1).height


def test_what_something_goes_round_stays():
    whole = drawing(
        asked(
            "A cat is on the left of a chair, then the cat runs to the right of the chair", "wide"
        )
    )
    first = next(each for each in whole.items if isinstance(each, Sprite) and each.name == "chair")
    then = [each.goal if isinstance(each, Coming) else each for each in whole.after]
    (chair,) = (each for each in then if isinstance(each, Sprite) and each.name == "chair")
    assert chair.x == pytest.approx(first.x)


def test_a_vessel_is_tipped_over_the_one_that_it_fills():
    whole = drawing(asked("A bottle pouring into a cup", "full", place=""))
    by_name = {each.name: each for each in whole.items if isinstance(each, Sprite)}
    bottle, cup = by_name["bottle"], by_name["cup"]
    assert bottle.manner == "tip"
    assert bottle.foot < cup.foot - 0.9 * cup.height
    assert cup.poured is not None


def test_two_people_after_a_thing_are_framed_whole():
    whole = drawing(asked("A ring lies there, and then a man kisses a woman", "", place=""))
    figures = [each for each in whole.after if isinstance(each, Figure)]
    assert len(figures) == 2
    assert all(each.tall < 2.0 for each in figures)
