"""What changes its colour, its size, or what it is made of, is read from and to."""

from __future__ import annotations

import pytest

from tests.generators.previs.reading.facts import read
from vfc.generators.previs.reading.drafts import COLOURS


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("A flower changes from orange to purple.", "orange", "purple"),
        ("A green lime turns a vibrant pink", "green", "pink"),
        ("A green rose gradually transitions to a shade of blue", "green", "blue"),
        ("The wooden wheel turned into a metal wheel.", "brown", "silver"),
        ("A green banana turning yellow as it ripens", "green", "yellow"),
        ("White t-shirt yellows and stiffens", "white", "yellow"),
    ],
)
def test_a_colour_changes(words, start, end):
    first = read(words).subjects[0]
    assert (first.colour, first.turns) == (COLOURS[start], COLOURS[end])


def test_each_of_two_changes_to_its_own():
    rose, tulip = read(
        "Green rose darkens to brown beside a violet tulip turning bright orange"
    ).subjects
    assert (rose.turns, tulip.turns) == (COLOURS["brown"], COLOURS["orange"])


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("A balloon changes from small to large.", "large"),
        ("A lion changes from big to small.", "small"),
        ("A snowball rolls down a hill, growing in size", "large"),
    ],
)
def test_a_size_changes(words, size):
    assert read(words).subjects[0].swells == size


@pytest.mark.parametrize(
    "words",
    ["The dog turns", "A car turns near a red house", "A caterpillar turns into a butterfly"],
)
def test_nothing_changes_its_colour(words):
    assert all(each.turns is None for each in read(words).subjects)
