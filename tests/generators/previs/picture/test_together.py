"""What two do together, whom they look at, and what they have in their hands."""

from __future__ import annotations

from math import hypot

import numpy as np
import pytest

from tests.generators.previs.picture.shots import asked, frame, hand, head, people, staging
from vfc.generators.previs.picture.subjects import shown, subjects
from vfc.generators.previs.things.drawable import Sprite

TOUCH = [
    ("a boy gives a girl a flower", "give"),
    ("an old woman gives a boy a cake", "give"),
    ("a man gives a child a box", "give"),
    ("a man and a woman dance", "dance"),
]


@pytest.mark.parametrize(("words", "action"), TOUCH)
@pytest.mark.parametrize("framing", ["wide", "medium"])
def test_hands_of_two_meet(words: str, action: str, framing: str):
    one, other = people(asked(words, framing))
    assert one.person.action == other.person.action == action
    assert {one.role, other.role} == {"a", "b"}
    apart = [
        min(hypot(*np.subtract(hand(one, t), hand(other, t, k))) for k in (0, 1))
        for t in np.arange(0, 4, 0.1)
    ]
    assert min(apart) < 0.06 * one.tall


@pytest.mark.parametrize("words", ["a bride and a groom kiss", "two friends embrace"])
@pytest.mark.parametrize("framing", ["full", "medium", "close"])
def test_heads_of_two_meet(words: str, framing: str):
    request = asked(words, framing)
    one, other = people(request)
    heads = [[head(each, t) for each in (one, other)] for t in np.arange(0, 4, 0.2)]
    assert min(abs(a[0] - b[0]) for a, b in heads) < 0.2 * one.tall
    half = staging(request).half
    assert all(abs(x) < half and abs(y) < 0.45 for both in heads for x, y in both)


FACING = [
    "a boy gives a girl a flower",
    "the chef points at the boy",
    "a knight kneels before the king",
    "two men fight",
    "a man talks to a woman",
    "a detective looks at a girl",
    "a photographer photographs a girl",
    "a king shouts at a knight",
    "a thief runs, a policeman chases the thief",
]


@pytest.mark.parametrize("words", FACING)
def test_who_does_something_to_somebody_is_turned_to_them(words: str):
    found = people(asked(words, "full"))
    doer = next(
        each for each in found if each.person.target is not None or each.person.action == "kneel"
    )
    (other,) = [each for each in found if each is not doer]
    assert doer.facing * (other.x - doer.x) > 0
    if doer.person.action != "run":
        assert other.facing * (doer.x - other.x) > 0


def test_of_three_the_one_with_a_target_looks_at_it():
    found = people(asked("a man and a woman talk, a boy looks at the man", "full"))
    boy = next(each for each in found if each.person.child)
    man = next(each for each in found if not each.person.child and not each.person.woman)
    assert boy.facing * (man.x - boy.x) > 0


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("an old man walks with a lantern", "lantern"),
        ("a boy holds a cat", "cat"),
        ("a girl carries a basket with bread", "basket"),
        ("a girl gives the dragon a bread", "bread"),
    ],
)
def test_what_is_in_a_hand_is_drawn_there_alone(words: str, thing: str):
    request = asked(words, "full")
    (one,) = people(request)
    assert one.person.holds == thing
    assert not {"bread", thing} & {each.name for each in shown(staging(request).words)}
    assert (one.lamp is not None) == (thing == "lantern")
    assert (one.art is not None) == (thing in ("cat", "bread"))


def test_a_held_picture_is_as_large_as_the_thing():
    (one,) = people(asked("a boy holds a cat", "medium"))
    assert 0.2 < one.art_size < 0.42
    assert (frame(asked("a boy holds a cat", "medium")) != 0).any()


@pytest.mark.parametrize(
    ("words", "gaze"),
    [("a man in a coat looks at the moon", "up"), ("a boy looks at the camera", "camera")],
)
def test_eyes_go_where_the_words_say(words: str, gaze: str):
    (one,) = people(asked(words, "medium"))
    assert one.gaze == gaze


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_who_fights_a_beast_is_turned_to_it(seed: int):
    request = asked("a knight fights a dragon", "wide", place="a field", seed=seed)
    (knight,) = people(request)
    picture = frame(request).astype(int)
    green = (picture[..., 1] - picture[..., 0] > 50) & (picture[..., 1] - picture[..., 2] > 50)
    dragon = (np.nonzero(green)[1].mean() / 320 - 0.5) * 16 / 9
    assert knight.facing * (dragon - knight.x) > 0


def test_people_are_seen_from_above_by_a_bird():
    (one,) = people(asked("a man walks", "wide", "bird", place="a square"))
    assert one.overhead


@pytest.mark.parametrize(
    "words",
    [
        "a fat chef stands beside a wedding cake",
        "a boy looks at the cake",
        "a man walks past a candle",
    ],
)
def test_what_is_only_near_or_looked_at_is_in_no_hand(words: str):
    request = asked(words, "full", place="a kitchen")
    (one,) = people(request)
    assert one.person.holds == "" and one.art is None
    assert shown(staging(request).words)


def test_who_points_at_a_thing_over_a_shoulder_is_turned_to_it():
    request = asked("over the shoulder of a captain, a robot points at a dragon", "medium")
    robot, shot = people(request)[0], staging(request)
    (dragon,) = [each for _, each in subjects(shot) if isinstance(each, Sprite)]
    assert robot.facing * (dragon.x - robot.x) > 0


def test_two_boxers_hit_each_other():
    one, other = people(asked("two boxers punch each other", "full"))
    assert one.facing * (other.x - one.x) > 0 > one.facing * other.facing


def test_couples_on_a_dance_floor_stand_in_rows_two_by_two():
    found = people(asked("friends dance on the crowded dance floor", "wide", place="a nightclub"))
    assert len({round(each.depth, 3) for each in found}) > 1


def test_who_plays_with_a_dog_is_down_beside_it():
    (boy,) = people(asked("a boy plays with a dog", "full", place="a park"))
    assert boy.person.action == "pet"


def test_each_of_several_has_a_candle_of_their_own_that_is_lit() -> None:
    found = people(asked("three monks carry candles through a forest", "wide"))
    assert [each.thing for each in found] == ["candle"] * 3
    assert all(each.lamp is not None for each in found)


@pytest.mark.parametrize("words", ["a boy flies a kite", "한 아이가 연을 날린다"])
def test_a_kite_is_in_the_air_and_whoever_flies_it_on_the_ground(words: str) -> None:
    request = asked(words, "full")
    (one,) = people(request)
    (kite,) = [each for _, each in subjects(staging(request)) if isinstance(each, Sprite)]
    assert one.person.action == "look_up"
    assert not one.thing
    assert kite.where(1.0)[1] < 0.1
