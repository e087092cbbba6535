"""Sources: which shots, pictures and generators a shot comes from."""

from __future__ import annotations

import pytest

from tests.language.resolving import film_of, one_shot
from vfc.film.sources import FrameRef, Keyframe, keyframes, pictures_shown, shots_used


@pytest.mark.parametrize(
    ("words", "used"),
    [
        ("prompt: p, length: 1s", []),
        ("prompt: p, length: 1s, first: s/a@last", [("s/a", None)]),
        ("prompt: p, length: 1s, first: 's/a#2@last', last: s/a@3f", [("s/a", 2), ("s/a", None)]),
        ("prompt: p, length: 1s, after: s/a", [("s/a", None)]),
        ("prompt: p, remix: {of: 's/a#2'}", [("s/a", 2)]),
        ("prompt: p, extend: {of: s/a, by: 1s}", [("s/a", None)]),
        ("prompt: p, recut: {of: s/a, keep: [1s, 2s]}, length: 3s", [("s/a", None)]),
        ("prompt: p, blend: {from: s/a, into: 's/a#2'}, length: 1s", [("s/a", None), ("s/a", 2)]),
        ("prompt: p, loop: {of: s/a}", [("s/a", None)]),
        ("prompt: p, length: 1s, first: a.png, last: b.png", []),
        ("footage: k.mov, length: 1s", []),
        ("still: a.png, length: 1s", []),
    ],
)
def test_a_shot_is_derived_from_those_that_it_names(words, used):
    text = (
        "title: T\nscenes:\n  s:\n    shots:\n      a: {prompt: p, takes: 2, length: 4s}\n"
        f"      b: {{{words}}}\n"
    )
    shot = film_of(text).shots["s/b"]
    assert [(each.shot, each.take) for each in shots_used(shot.source)] == used
    assert shot.uses == tuple(shots_used(shot.source))


def test_the_pictures_of_a_shot_are_its_first_its_last_and_its_cards():
    source = one_shot(
        "prompt: p, length: 4s, first: a.png, last: {generator: paint, prompt: q}, storyboard: "
        "{1s: one, 2s: {words: two, image: s/a@first}}"
    ).source
    first, last, card = pictures_shown(source)
    assert first.path == "a.png" and isinstance(last, Keyframe) and isinstance(card, FrameRef)
    assert keyframes(source) == [last]


def test_a_verb_shows_no_picture_of_its_own():
    assert pictures_shown(one_shot("prompt: p, remix: {of: s/a}").source) == []


def test_a_shot_is_made_by_its_generator_and_those_of_its_keyframes():
    shot = one_shot("prompt: p, length: 1s, first: {generator: paint, prompt: q}")
    assert [each.name for each in shot.generators] == ["previs", "paint"]
    assert [each.name for each in one_shot("prompt: p, length: 1s").generators] == ["previs"]
