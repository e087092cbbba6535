"""A text that says `then` has two scenes: what is done first, and what afterwards."""

from __future__ import annotations

import pytest

from tests.generators.previs.reading.facts import deeds, read, things


@pytest.mark.parametrize(
    ("words", "first", "then"),
    [
        (
            "A person is brushing their teeth, then they suddenly start making breakfast.",
            "person brush_teeth",
            "person cook",
        ),
        ("A woman reads a book and then sings", "woman read book", "woman sing"),
        ("Eine Frau liest, dann tanzt sie", "woman read", "woman dance"),
        ("Un homme mange, puis il dort", "man eat", "man sleep"),
    ],
)
def test_who_does_another_thing_then(words, first, then):
    scene = read(words)
    assert deeds(scene) == first
    assert scene.after is not None
    assert deeds(scene.after) == then


@pytest.mark.parametrize(
    ("words", "first", "then"),
    [
        ("The flowers first wilt and then bloom again", "4 flower wilt", "4 flower grow"),
        (
            "A dog is chasing a ball, then it suddenly stops and lies down",
            "1 dog run; 1 ball",
            "1 dog lie; 1 ball",
        ),
        ("A plane lands and then takes off again", "1 plane land", "1 plane take_off"),
    ],
)
def test_what_does_another_thing_then(words, first, then):
    scene = read(words)
    assert things(scene) == first
    assert scene.after is not None
    assert things(scene.after) == then


@pytest.mark.parametrize(
    ("words", "was", "comes"),
    [
        (
            "A cat is under the table, then the cat runs to the front of the table",
            "under",
            "before",
        ),
        ("A bird is on the left of an apple, then it flies behind the apple", "left", "behind"),
        ("A monkey is behind a rock, then it jumps to the right of the rock", "behind", "right"),
    ],
)
def test_what_is_elsewhere_then(words, was, comes):
    scene = read(words)
    assert scene.after is not None
    assert (scene.subjects[0].how, scene.after.subjects[0].how) == (was, comes)


def test_both_scenes_have_one_place_and_one_framing():
    scene = read("A man drinks tea, then he cooks soup")
    assert scene.after is not None
    assert (scene.place, scene.framing) == (scene.after.place, scene.after.framing)
    assert scene.place == "kitchen"


@pytest.mark.parametrize("words", ["A man walks", "Then a man walks", "A man walks, and then home"])
def test_one_deed_is_one_scene(words):
    assert read(words).after is None


def test_what_was_in_the_hand_is_gone_then():
    scene = read("A woman eats an apple, then she dances")
    assert scene.after is not None
    assert [each.name for each in scene.subjects] == ["apple"]
    assert not scene.after.subjects


def test_what_is_told_says_what_follows():
    assert ("then", "man: sleep") in read("A man eats, then he sleeps").understood


def test_one_place_that_is_named_is_that_of_both_scenes():
    scene = read("A horse stands by the fence, then it walks to the barn")
    assert scene.after is not None
    assert (scene.place, scene.after.place) == ("farm", "farm")
