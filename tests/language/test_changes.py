"""What a text says otherwise than it did, place by place."""

from __future__ import annotations

import pytest

from vfc.language.changes import beside, word_changes, words_of
from vfc.language.yaml.compose import compose

BEFORE = """\
title: T
cast: {ana: {look: a woman in a red coat}}
scenes:
  street:
    style: soft
    shots:
      walk: {prompt: $ana walks, length: 2s}
      door: {prompt: a door, avoid: people}
cut: [street/walk, street/door, {fade: 12f}]
"""


def changes(before: str, after: str) -> list[tuple[str, str, str, int]]:
    old, new = compose("film.yaml", before).root, compose("film.yaml", after).root
    assert old is not None and new is not None
    return [
        (".".join(each.path), each.before, each.after, each.span.line)
        for each in word_changes(words_of(old), new)
    ]


def changed(*pairs: tuple[str, str]) -> list[tuple[str, str, str, int]]:
    text = BEFORE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return changes(BEFORE, text)


def test_a_text_that_says_the_same_has_none():
    assert changes(BEFORE, BEFORE) == []
    spaced = BEFORE.replace("title: T", "# a remark\n\ntitle:   'T'")
    assert changes(BEFORE, spaced) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("title: T", "title: U", ("title", "T", "U", 1)),
        ("red", "green", ("cast.ana.look", "… a red coat", "… a green coat", 2)),
        ("2s", "3s", ("scenes.street.shots.walk.length", "2s", "3s", 7)),
        (", avoid: people", "", ("scenes.street.shots.door.avoid", "people", "", 8)),
        ("    style: soft\n", "", ("scenes.street.style", "soft", "", 5)),
        ("fade: 12f", "fade: 6f", ("cut.2.fade", "12f", "6f", 9)),
        (", street/door", "", ("cut", "street/door", "", 9)),
        ("[street/walk", "[street/door, street/walk", ("cut", "", "street/door", 9)),
    ],
)
def test_a_change_is_told_where_it_stands(old, new, found):
    ((path, before, after, line),) = changed((old, new))
    assert (path, before, after, line) == found


def test_a_shot_that_is_new_or_gone_is_one_change():
    more = changed(("      door:", "      run: {prompt: she runs, length: 1s}\n      door:"))
    assert [each[:2] for each in more] == [("scenes.street.shots.run", "")]
    gone = changed(("      door: {prompt: a door, avoid: people}\n", ""))
    assert [(path, after) for path, _, after, _ in gone] == [("scenes.street.shots.door", "")]


def test_the_first_names_of_a_section_are_each_new():
    found = changed(("scenes:", "sets: {attic: {look: dusty}, hall: {look: bare}}\nscenes:"))
    assert [path for path, *_ in found] == ["sets.attic", "sets.hall"]


def test_a_value_of_another_shape_is_one_change():
    (found,) = changed(("prompt: $ana walks", "prompt: [a, b]"))
    assert found[:3] == ("scenes.street.shots.walk.prompt", "$ana walks", '["a", "b"]')


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("red", "green", ("red", "green")),
        ("a long way down the red road to the sea", "a long way down the green road to the sea",
         ("… the red road …", "… the green road …")),
        ("a narrow street at night", "a narrow street at night in the rain",
         ("… night", "… night in the rain")),
        ("one two three four five six", "six five four three two one",
         ("one two three four five six", "six five four three two one")),
        ("word " * 100, "other " * 100, None),
    ],
)  # fmt: skip
def test_of_long_values_the_words_that_differ_are_shown(before, after, shown):
    found = beside(before, after)
    assert found == shown if shown else all(len(each) < 50 for each in found)
