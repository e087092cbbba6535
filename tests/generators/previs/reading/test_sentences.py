"""Sentences of the kinds that people write for video models, and what previs must read in each."""

from __future__ import annotations

import pytest

from tests.generators.previs.reading.facts import deeds, read, things


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("she walks toward us, rain", "woman walk"),
        ("a boy gives a girl a flower", "boy give>1 flower; girl stand"),
        ("a man and a woman dance in a ballroom", "man dance>1; woman dance>0"),
        ("Maria pours tea in a kitchen", "woman flow tea"),
        ("silhouette of a man against the sunset", "man stand"),
        ("a woman waves at us", "woman wave camera"),
        ("a robot plays the violin on stage", "robot play_music violin"),
        ("a man sits in a train and reads a newspaper", "man read newspaper"),
        ("a chef tosses pizza dough", "chef cook pizza"),
        ("a city street at night, no people", ""),
        ("it is not raining, nobody in the street", ""),
        ("two boxers fight in a ring", "boxer fight>1; boxer fight>0"),
        ("The camera slowly pushes in on an old man's face", "man stand"),
    ],
)
def test_who_does_what_to_whom(words: str, who: str) -> None:
    assert deeds(read(words)) == who


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("three birds fly over a calm sea at dawn", "3 bird fly"),
        ("waves crash on the rocks", "4 wave flow; 4 rock"),
        ("a car drives through a desert", "1 car drive"),
        ("a dog with a red ball runs along the beach", "1 dog run; 1 ball"),
        ("a red balloon floats over the city", "1 balloon float"),
        ("a street, no cars", ""),
    ],
)
def test_things_are_counted_and_do_what_is_said(words: str, what: str) -> None:
    assert things(read(words)) == what


def test_a_member_of_the_cast_is_born_of_the_look_alone() -> None:
    ana, ben = "a woman in a red coat", "a man in a black hat"
    first = read(f"{ana} looks at {ben}", cast=(ana, ben))
    second = read(f"{ben} looks at {ana}", cast=(ben, ana))
    assert first.people[0].born == second.people[1].born != second.people[0].born
    assert (first.people[0].target, second.people[0].target) == (1, 1)


@pytest.mark.parametrize("name", ["dog", "cat", "horse", "dragon", "car"])
def test_a_member_of_the_cast_may_be_no_person(name: str) -> None:
    look = f"a brown {name}"
    scene = read(f"{look} runs along a street", cast=(look,))
    assert not scene.people
    assert [(each.name, each.action) for each in scene.subjects] == [(name, "run")]
    assert scene.subjects[0].colour == (98, 66, 44)
