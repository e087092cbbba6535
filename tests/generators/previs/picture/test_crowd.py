"""Many people: as many as the words count, each seen, each doing what all do."""

from __future__ import annotations

import pytest

from tests.generators.previs.picture.shots import asked, head, people
from vfc.generators.previs.picture.gathering import UNCOUNTED, gathered
from vfc.generators.previs.reading.scene import Person, SceneWords

COUNTS = [
    ("a dozen soldiers march", 12, "walk"),
    ("twelve monks pray", 12, "pray"),
    ("ten people wait", 10, "wait"),
    ("eight policemen stand", 8, "stand"),
    ("five children run", 5, "run"),
    ("three women laugh", 3, "laugh"),
    ("a crowd claps", UNCOUNTED, "clap"),
    ("an empty stage", 0, ""),
]


@pytest.mark.parametrize(("words", "many", "action"), COUNTS)
@pytest.mark.parametrize("framing", ["wide", "full"])
def test_there_are_as_many_as_the_words_count_and_all_do_it(words, many, action, framing):
    found = people(asked(words, framing, place="a square"))
    assert len(found) == many
    assert {each.person.action for each in found} == ({action} if many else set())
    assert len({each.person.born for each in found}) == many


@pytest.mark.parametrize("words", [words for words, many, _ in COUNTS if many > 3])
@pytest.mark.parametrize("framing", ["wide", "full", "medium"])
def test_nobody_hides_another_face(words: str, framing: str):
    found = people(asked(words, framing, place="a square"))
    for index, far in enumerate(found):
        for near in found[index + 1 :]:
            x, y = head(far)
            other, level = head(near)
            size = 0.072 * near.tall
            hidden = abs(x - other) < 0.9 * size and y > level - 1.2 * size
            assert not hidden, (far.x, near.x)


def test_many_stand_in_rows_at_different_depths():
    depths = {round(each.depth, 3) for each in people(asked("a crowd claps", "wide"))}
    assert len(depths) >= 3


def test_who_goes_through_a_crowd_is_before_it():
    found = people(asked("a man walks through a crowd", "wide", place="a square"))
    first = found[-1]
    assert first.person.action == "walk" and first.speed > 0
    assert all(each.depth < first.depth for each in found[:-1])
    assert len(found) == UNCOUNTED


def test_a_child_is_smaller_and_a_giant_larger():
    child, man = people(asked("a child and a man stand", "wide"))
    talls = sorted((child.tall, man.tall))
    assert talls[0] < 0.75 * talls[1]


def test_a_crowd_has_nobody_new_where_there_is_nobody():
    assert gathered(SceneWords(crowd=24)).people == ()
    alone = gathered(SceneWords(crowd=5, people=(Person(action="clap", born=4),)))
    assert len(alone.people) == 5


def test_two_whom_a_crowd_watches_are_in_the_middle_before_it():
    words = "a bride and a groom kiss, a crowd of guests claps"
    found = people(asked(words, "wide", place="a garden"))
    pair = [each for each in found if each.person.action == "kiss"]
    others = [each for each in found if each.person.action != "kiss"]
    assert len(pair) == 2 and len(others) > 3
    assert max(each.depth for each in others) < min(each.depth for each in pair)
    assert min(each.x for each in others) < pair[0].x < max(each.x for each in others)
