"""How near the camera is where the words do not say: who does something is seen whole, and large."""

from __future__ import annotations

from fractions import Fraction

import pytest

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.canvas.stage import stage
from vfc.generators.previs.picture.setups import setup as set_up
from vfc.generators.previs.picture.subjects import subjects
from vfc.generators.previs.things.drawable import Sprite


def asked(words: str, framing: str = "") -> Request:
    return Request(
        prompt=Prompt(words=words),
        camera=Camera(framing=framing),
        size=Size(320, 180),
        rate=Fraction(24),
        frames=1,
        length=1,
        seed=7,
    )


@pytest.mark.parametrize(
    ("words", "framing"),
    [
        ("a waiter carries a pizza in a restaurant", "full"),
        ("a couple dances in an empty ballroom", "full"),
        ("a wide shot of a waiter in a restaurant", "wide"),
        ("a girl stands beside an elephant in a zoo", "wide"),
        ("a knight rides across a field", "wide"),
        ("a crowd dances in a nightclub", "wide"),
        ("a lake in the mountains", "wide"),
    ],
)
def test_the_usual_framing(words: str, framing: str):
    assert set_up(asked(words)).words.framing == framing


@pytest.mark.parametrize("count", ["six", "eight", "a dozen"])
def test_a_herd_stands_in_rows_within_the_frame(count: str):
    found = stage(set_up(asked(f"{count} cows graze in a field", "wide")))
    cows = [each for _, each in subjects(found) if isinstance(each, Sprite)]
    assert len(cows) == {"six": 6, "eight": 8, "a dozen": 12}[count]
    feet = {round(each.foot, 3) for each in cows}
    assert len(feet) == (2 if count != "a dozen" else 3)
    assert [each.foot for each in cows] == sorted(each.foot for each in cows), "the far ones first"
    assert min(each.height for each in cows) > 0.12


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("dawn over a calm sea, birds, mist between the hills", 0),
        ("seven birds fly over a lake", 7),
        ("a bird sits in a tree", 1),
    ],
)
def test_birds_beside_a_place_are_far_off(words: str, near: int):
    found = stage(set_up(asked(words)))
    names = [each.picture.shape for _, each in subjects(found) if isinstance(each, Sprite)]
    birds = len(names) - (1 if "tree" in words else 0)
    assert birds == near
    assert found.words.has("bird") == (near == 0), "the painter's, where they are not things"
