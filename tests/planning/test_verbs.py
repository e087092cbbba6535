"""What a shot asks of its generator, and how a verb is composed where the generator lacks it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.language.resolving import one_shot
from vfc.generators.api import ABILITIES, Abilities
from vfc.planning.verbs import DOES, WAYS, around_kept, compositions, needs, way

RATE = Fraction(24)


def asked(words: str, **can) -> list[str]:
    """What a shot beside `s/a`, of 96 frames, asks for."""
    shot = one_shot(words, "handles: 6f\n")
    return [need.name for need in needs(shot, Abilities(**can), RATE)]


def test_each_need_has_words_for_people_and_ways_that_generators_can_have():
    assert set(DOES) == set(WAYS)
    assert {word for ways in WAYS.values() for each in ways for word in each.of} <= set(ABILITIES)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("prompt: p, length: 1s", []),
        ("prompt: p, length: 1s, first: a.png", ["first"]),
        ("prompt: p, length: 1s, first: a.png, last: a.png", ["first", "last"]),
        ("prompt: p, after: s/a, length: 1s", ["after"]),
        ("prompt: p, length: 2s, storyboard: {0s: one, 1s: two}", ["cards"]),
        ("prompt: p, length: 2s, storyboard: {0s: one}", []),
        (
            "prompt: p, length: 2s, storyboard: {0s: one, 1s: {words: two, image: a.png}}",
            ["pictures on cards", "cards"],
        ),
        ("prompt: p, length: 2s, storyboard: {1s: {image: a.png}}", ["keyframes"]),
        (
            "prompt: p, length: 2s, storyboard: {0s: {words: one, image: a.png}, 1s: {image: a.png}}",
            ["keyframes"],
        ),
        ("prompt: p, remix: {of: s/a, strength: 0.5}", ["remix"]),
        ("prompt: p, remix: {of: s/a, strength: 0}", []),
        ("prompt: p, extend: {of: s/a, by: 1s}", ["extend"]),
        ("prompt: p, extend: {of: s/a, by: 1s, toward: start}", ["extend-start"]),
        ("prompt: p, blend: {from: s/a, into: s/a}, length: 1s", ["blend"]),
        ("prompt: p, loop: {of: s/a}", ["loop"]),
        ("footage: k.mov, length: 1s", []),
        ("still: a.png, length: 1s", []),
    ],
)
def test_a_shot_asks_for_what_its_words_say(words, names):
    assert asked(words) == names


@pytest.mark.parametrize(
    ("keep", "length", "around", "names"),
    [
        ("[10f, 30f]", 60, (10, 30), ["extend-start", "extend"]),
        ("[0f, 30f]", 60, (0, 30), ["extend"]),
        ("[10f, 30f]", 30, (10, 0), ["extend-start"]),
        ("[10f, 30f]", 24, (4, 0), ["extend-start"]),
        ("[10f, 30f]", 20, (0, 0), []),
    ],
)
def test_what_a_recut_keeps_stays_at_its_time_or_moves_toward_the_start(
    keep, length, around, names
):
    words = f"prompt: p, recut: {{of: s/a, keep: {keep}}}, length: {length}f"
    shot = one_shot(words)
    assert around_kept(shot.source, shot) == around and asked(words) == names


@pytest.mark.parametrize(
    ("words", "longest", "name"),
    [
        ("prompt: p, length: 44f", 50, ""),
        ("prompt: p, length: 45f", 50, "length"),
        ("prompt: p, extend: {of: s/a, by: 43f}", 50, ""),
        ("prompt: p, extend: {of: s/a, by: 44f}", 50, "length"),
        ("prompt: p, extend: {of: s/a, by: 49f, toward: start}", 50, ""),
        ("prompt: p, extend: {of: s/a, by: 50f, toward: start}", 50, "length"),
        ("prompt: p, recut: {of: s/a, keep: [49f, 60f]}, length: 60f", 50, ""),
        ("prompt: p, recut: {of: s/a, keep: [50f, 60f]}, length: 60f", 50, "length"),
        ("prompt: p, recut: {of: s/a, keep: [0f, 10f]}, length: 54f", 50, "length"),
        ("prompt: p, remix: {of: s/a, strength: 0.5}", 101, "length at once"),
        ("prompt: p, remix: {of: s/a, strength: 0.5}", 102, ""),
        ("prompt: p, blend: {from: s/a, into: s/a}, length: 48f", 50, ""),
        ("prompt: p, blend: {from: s/a, into: s/a}, length: 49f", 50, "length at once"),
        ("prompt: p, loop: {of: s/a, seam: 48f}", 50, ""),
        ("prompt: p, loop: {of: s/a, seam: 49f}", 50, "length at once"),
    ],
)
def test_what_must_be_made_at_once_is_asked_for_where_it_is_too_long(words, longest, name):
    """With the handles that are made too, and the frames that are made to be cut off."""
    lengths = [each for each in asked(words, longest=longest) if each.startswith("length")]
    assert lengths == [name] * bool(name)


def test_a_need_points_at_the_words_that_ask_for_it():
    shot = one_shot("prompt: p, length: 4s, first: a.png")
    first, length = needs(shot, Abilities(longest=50), RATE)
    assert first.span == shot.source.span and length.span == shot.length_span != first.span


def test_the_first_way_that_a_generator_has_is_taken():
    both = Abilities(makes=frozenset({"extend", "first"}))
    assert way("after", both).how == "" and way("after", both).of == {"extend"}
    first = way("after", Abilities(makes=frozenset({"first"})))
    assert first.how == "image to video on the last frame"
    assert way("blend", Abilities(makes=frozenset({"first"}))) is None


def test_nothing_is_composed_of_a_length_that_must_be_made_at_once():
    assert way("length at once", Abilities(makes=frozenset(ABILITIES))) is None


@pytest.mark.parametrize(
    ("words", "makes", "told"),
    [
        ("prompt: p, loop: {of: s/a}", ("loop",), ()),
        (
            "prompt: p, loop: {of: s/a}",
            ("first", "last"),
            ("loop: a video from first and last frame",),
        ),
        (
            "prompt: p, recut: {of: s/a, keep: [10f, 30f]}, length: 60f",
            ("first", "last"),
            (
                "extend-start: a video that ends on the first frame",
                "extend: image to video on the last frame",
            ),
        ),
        ("prompt: p, loop: {of: s/a}", (), ()),
    ],
)
def test_what_is_composed_is_told_in_words(words, makes, told):
    assert compositions(one_shot(words), Abilities(makes=frozenset(makes)), RATE) == told
