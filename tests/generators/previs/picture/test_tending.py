"""Hands are where the words have them of one who does something to another; doors open."""

from __future__ import annotations

import numpy as np
import pytest

from tests.generators.previs.picture.shots import asked, hand, head, people
from vfc.generators.previs.people.figures import Figure
from vfc.generators.previs.things import changes


def two(words: str) -> tuple[Figure, Figure]:
    """Who does it, and to whom."""
    found = people(asked(words, "full"))
    doer = next(each for each in found if each.role == "a")
    return doer, next(each for each in found if each.role == "b")


@pytest.mark.parametrize(
    ("words", "high"),
    [
        ("one person puts a helmet on another person", 0.95),
        ("one person adjusts the collar of another person", 0.75),
        ("one person ties the shoes of another person", 0.12),
    ],
)
def test_hands_are_at_the_other(words: str, high: float):
    doer, other = two(words)
    x, y = hand(doer, 1.0)
    assert abs(x - other.x) < 0.2 * doer.tall
    assert abs((doer.foot - y) / doer.tall - high) < 0.12


def test_whoever_kneels_at_anothers_shoes_is_lower():
    doer, other = two("one person cleans another person's shoes")
    assert head(doer)[1] > head(other)[1] + 0.2 * other.tall


def test_who_opens_a_door_for_another_is_nearer_to_it():
    doer, other = people(asked("one person opens the door for another person", "full"))
    doer, other = (doer, other) if doer.person.action == "open" else (other, doer)
    assert doer.facing == other.facing == np.sign(doer.x - other.x)
    door = doer.stand_ins["door"]
    shut, opened = door.at_cycle(80, 0.0), door.at_cycle(80, 1.0)
    assert shut.shape == opened.shape
    assert (opened[..., :3].mean(axis=2) < 40).sum() > (shut[..., :3].mean(axis=2) < 40).sum()


def test_curtains_close():
    cloth = np.zeros((60, 40, 4), np.uint8)
    cloth[:, :10] = cloth[:, 30:] = (200, 30, 40, 255)
    bare = [(changes.drawn_shut(cloth, part)[30, :, 3] == 0).sum() for part in (0.0, 0.5, 1.0)]
    assert bare[0] == 20 and bare[1] == 20 and bare[2] == 0
