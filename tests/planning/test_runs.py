"""Runs: a shot is split where its generator must be asked anew, and nowhere is it asked for more
than it makes.
"""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.planned import film, plan, requests
from vfc.film.facts import FileKind
from vfc.film.model import Asset, Card, MediaFacts, ShotRef, Words
from vfc.generators.api import Abilities
from vfc.planning.runs import follows_cards, runs_of, tail_of

RATE = Fraction(24)
IMAGE = Asset(path="a.png", digest="d", facts=MediaFacts(kind=FileKind.STILL, frames=1))


def runs(source: Words, end: int, *makes: str, **can) -> list[tuple[int, int, str, str]]:
    """Start, frames, words of each run, and the role of its picture."""
    found = runs_of(source, end, Abilities(makes=frozenset(makes), **can), RATE)
    return [
        (each.start, each.frames, each.words, (each.image and each.role) or "") for each in found
    ]


def test_what_a_generator_can_make_at_once_is_one_run():
    assert runs(Words(), 60) == [(0, 60, "", "")]
    assert runs(Words(first=IMAGE), 60, "first", longest=60) == [(0, 60, "", "first")]


def test_cards_that_are_not_followed_part_a_shot():
    cards = Words(cards=(Card(frame=0, words="one"), Card(frame=20, words="two", image=IMAGE)))
    assert runs(cards, 60, "extend") == [(0, 20, "one", ""), (20, 40, "two", "card 2")]
    assert runs(cards, 60, "cards") == [(0, 60, "", "")]


def test_a_shot_begins_with_its_first_frame_where_its_first_card_shows_none():
    cards = Words(first=IMAGE, cards=(Card(frame=0, words="one"), Card(frame=20, words="two")))
    assert runs(cards, 60, "first") == [(0, 20, "one", "first"), (20, 40, "two", "")]


def test_cards_are_followed_by_a_generator_that_is_told_them_or_holds_their_pictures():
    said = Words(cards=(Card(frame=0, words="one"), Card(frame=20, words="two")))
    shown = Words(cards=(Card(frame=0, words="one", image=IMAGE), Card(frame=20, image=IMAGE)))
    for source, makes, follows in [
        (said, "cards", True),
        (said, "keyframes", False),
        (shown, "keyframes", True),
        (shown, "first", False),
    ]:
        assert follows_cards(source, Abilities(makes=frozenset({makes}))) == follows
    assert runs(shown, 60, "keyframes") == [(0, 60, "one", "")]


def test_a_longer_shot_is_made_in_equal_parts_and_only_the_first_has_its_picture():
    found = runs(Words(first=IMAGE), 60, "first", longest=20)
    assert [each[:2] for each in found] == [(0, 15), (15, 15), (30, 15), (45, 15)]
    assert [each[3] for each in found] == ["first", "", "", ""]


def test_a_storyboard_that_is_longer_is_parted_at_its_cards_first():
    cards = Words(cards=(Card(frame=0, words="one"), Card(frame=12, words="two")))
    found = runs(cards, 40, "cards", "extend", longest=30, tail=3)
    assert [each[:3] for each in found] == [(0, 12, "one"), (12, 14, "two"), (26, 14, "two")]


def test_a_generator_that_does_not_extend_goes_on_from_one_frame():
    assert tail_of(Abilities(makes=frozenset({"extend"}), tail=9)) == 9
    assert tail_of(Abilities(makes=frozenset({"first"}), tail=9)) == 1


@given(
    st.lists(st.integers(1, 25), min_size=1, max_size=4),
    st.booleans(),
    st.sampled_from([("extend", "first", "last"), ("first", "last"), ("extend", "cards")]),
    st.integers(1, 8),
    st.integers(10, 20),
)
def test_runs_follow_one_another_and_none_asks_for_more_than_is_made(
    lengths, after, makes, tail, longest
):
    """With what it must have in common with the run before, and the picture that it ends on."""
    *frames, end = itertools.accumulate(lengths)
    cards = tuple(Card(frame=each, words="w", image=IMAGE) for each in frames)
    source = Words(cards=cards, after=ShotRef(shot="s/a") if after else None)
    abilities = Abilities(makes=frozenset(makes), tail=tail, longest=longest)
    found, place = runs_of(source, end, abilities, RATE), 0
    for number, run in enumerate(found):
        assert run.start == place and run.frames > 0
        place += run.frames
        before = tail_of(abilities) if run.start or after else 0
        last = [each.image for each in found[number + 1 : number + 2]]
        assert before + run.frames + bool("last" in makes and any(last)) <= longest
    assert place == end


@pytest.mark.parametrize(
    ("words", "makes"),
    [
        ("after: s/a, length: 20f", ("extend",)),
        ("after: s/a, length: 20f", ("first",)),
        (
            "length: 40f, storyboard: {0f: {words: one, image: s/a@first}, 20f: {words: two, "
            "image: s/a@last}}",
            ("first", "last"),
        ),
        ("after: s/a, length: 20f, storyboard: {0f: {words: one}}", ("extend", "cards")),
    ],
)
def test_a_first_part_that_goes_on_or_ends_on_a_picture_is_no_longer_than_the_others(words, makes):
    found = requests(
        plan(film("prompt: p, length: 8f", f"prompt: q, {words}"), makes, longest=20, tail=4)
    )
    assert max(each.request.frames for each in found) <= 20


def test_a_storyboard_after_another_shot_keeps_its_cards_where_it_is_too_long_with_the_tail():
    words = "prompt: q, after: s/a, length: 24f, storyboard: {0f: one, 12f: two}"
    found = requests(
        plan(film("prompt: p, length: 8f", words), ("extend", "cards"), longest=24, tail=4)
    )
    assert [each.request.prompt.words for each in found] == ["q, one", "q, two"]
