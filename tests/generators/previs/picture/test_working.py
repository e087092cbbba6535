"""Hands that do something are somebody's, and seen near; a carriage has the horse of its name."""

from __future__ import annotations

import pytest

from tests.generators.previs.picture.shots import asked, people, staging
from vfc.film.model import Camera, Prompt
from vfc.generators.previs.picture import setups


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("Close-up of hands kneading dough", "knead"),
        ("Close-up of a woman's hands typing on a keyboard", "type"),
        ("A pair of hands shapes clay on a wheel", "pottery"),
        ("Two hands hold a steaming cup", "hold"),
    ],
)
def test_hands_at_work_are_somebodys_and_in_the_middle(words, action):
    request = asked(words, framing="")
    (someone,) = people(request)
    assert someone.person.action == action
    assert not [
        each
        for each in setups.setup(request).words.subjects
        if each.name == "hand" and each.holder is None
    ]
    pose, (x, y, tall) = someone.alive(2.0), someone.where(2.0)
    for _, _, (hx, hy) in pose.arms:
        assert abs(x + hx * tall * someone.facing) < 0.5 and abs(y + hy * tall) < 0.5


def test_who_works_with_the_hands_is_seen_with_them_and_a_face_stays_near():
    framings = {
        words: setups.setup(asked(words, "close")).words.framing
        for words in ("a chef chops onions", "a chef smiles", "the face of a chef who chops onions")
    }
    assert list(framings.values()) == ["medium wide", "close", "close"]


@pytest.mark.parametrize(
    ("words", "horses"), [("a horse-drawn carriage on a street", 1), ("a carriage on a street", 0)]
)
def test_a_horse_is_before_a_carriage_that_it_draws(words, horses):
    things = setups.setup(asked(words, "wide")).words.subjects
    assert sum(each.name == "horse" for each in things) == horses
    assert all(each.how == "pulling" for each in things if each.name == "horse")


def test_a_dance_before_a_tower_is_under_the_sky():
    request = asked("a couple dances in front of the Eiffel Tower", "full")
    request = type(request)(
        **{
            name: getattr(request, name)
            for name in request.__dataclass_fields__
            if name not in ("prompt", "camera")
        },
        prompt=Prompt(words=request.prompt.words),
        camera=Camera(),
    )
    assert staging(request).words.place != "stage"


def test_the_flames_of_a_wok_are_under_it():
    words = setups.setup(asked("a chef tosses noodles in a wok, flames", "full")).words
    assert [each.action for each in words.people] == ["flip"]
    assert not [each for each in words.subjects if each.name == "fire" and each.holder is None]
