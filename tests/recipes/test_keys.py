"""Keys: all that decides an artifact stands in its text, and nothing else does."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from tests.recipes.samples import REQUEST, SAMPLES, sample
from vfc.film.facts import FileKind
from vfc.film.model import Asset, Camera, Effect, Grade, MediaFacts
from vfc.film.timing import Size
from vfc.recipes.keys import content, key_of, plain
from vfc.recipes.params import FinishParams, GeneratedParams, TimelineParams
from vfc.recipes.step import FileUse, Use
from vfc.store.objects import hash_bytes

FILES = (FileUse("lut", "d1"),)
USES = (Use("picture", "k1"),)


def lut(path: str, digest: str) -> Grade:
    return Grade(lut=Asset(path=path, digest=digest, facts=MediaFacts(kind=FileKind.DATA)))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(24), 24),
        (Fraction(24000, 1001), "24000/1001"),
        (1.0, 1),
        (0.5, 0.5),
        (True, True),
        (None, None),
        (Size(64, 36), [64, 36]),
        (frozenset("hgfedcba"), list("abcdefgh")),
        ((1, (2.0, "x")), [1, [2, "x"]]),
        ({"a": Fraction(1, 2)}, {"a": "1/2"}),
    ],
)
def test_a_value_counts_as_plain_json(value, said):
    assert plain(value) == said and type(plain(value)) is type(said)


def test_a_file_counts_by_its_bytes_and_not_by_its_path():
    assert plain(lut("a.cube", "d1")) == plain(lut("b/c.cube", "d1")) == {"lut": "blake3:d1"}
    assert plain(lut("a.cube", "d2")) != plain(lut("a.cube", "d1"))


def test_a_class_of_one_field_counts_by_its_name():
    assert plain(TimelineParams(text="1\n")) == {"text": "1\n"}


def test_what_was_not_said_does_not_show():
    assert plain(Camera()) == {} and plain(Camera(move="push in")) == {"move": "push in"}
    assert plain(Effect(name="MirrorX")) == {"name": "MirrorX"}
    assert plain(Grade(contrast=1.0)) == plain(Grade(contrast=1)) == {}


def test_the_text_of_a_step_says_its_five_fields():
    text = content("finish", "2 av 1", TimelineParams(text="x"), FILES, USES)
    assert json.loads(text) == {
        "kind": "finish",
        "version": "2 av 1",
        "params": {"text": "x"},
        "files": [["lut", "d1"]],
        "uses": [["picture", "k1"]],
    }


@pytest.mark.parametrize(
    "changed",
    [
        ("title", 1, sample(TimelineParams), FILES, USES),
        ("text", 2, sample(TimelineParams), FILES, USES),
        ("text", 1, TimelineParams(text="2\n"), FILES, USES),
        ("text", 1, sample(TimelineParams), (FileUse("lut", "d2"),), USES),
        ("text", 1, sample(TimelineParams), (FileUse("font 1", "d1"),), USES),
        ("text", 1, sample(TimelineParams), FILES, (Use("picture", "k2"),)),
        ("text", 1, sample(TimelineParams), FILES, (Use("outgoing", "k1"),)),
        ("text", 1, sample(TimelineParams), FILES, (*USES, Use("sound", "k3"))),
    ],
)
def test_each_of_them_decides_the_key(changed):
    assert content(*changed) != content("text", 1, sample(TimelineParams), FILES, USES)
    assert key_of(content(*changed)) != key_of(
        content("text", 1, sample(TimelineParams), FILES, USES)
    )


def test_no_two_samples_have_one_key():
    keys = {key_of(content("", 0, each, (), ())) for each in SAMPLES}
    assert len(keys) == len(SAMPLES) and all(len(key) == 64 for key in keys)


@pytest.mark.parametrize(
    "more",
    [{"patience": 600}, {"unkeyed": (("offload", "disk"),)}, {"ranges": ()}, {"revision": ""}],
)
def test_how_a_picture_is_made_stands_outside_its_key(more):
    made = sample(GeneratedParams)
    assert content("picture", 1, replace(made, **more), (), ()) == content(
        "picture", 1, made, (), ()
    )


@pytest.mark.parametrize(
    "more",
    [
        {"revision": "abc"},
        {"generator": "other"},
        {"request": replace(REQUEST, seed=8)},
        {"request": replace(REQUEST, options=(("steps", 20),))},
    ],
)
def test_what_is_asked_of_a_generator_stands_in_it(more):
    made = sample(GeneratedParams)
    assert content("picture", 1, replace(made, **more), (), ()) != content(
        "picture", 1, made, (), ()
    )


def test_the_order_in_which_a_map_was_written_does_not_count():
    one, other = {"a": 1, "b": 2}, {"b": 2, "a": 1}
    assert content("", 0, one, (), ()) == content("", 0, other, (), ())


def test_a_key_is_no_digest_of_a_file():
    """Whoever puts the text of a step into a file gets no file under its key."""
    assert key_of("x") != hash_bytes(b"x")


def test_a_text_of_any_characters_has_a_key():
    assert key_of("a \udc80 name") != key_of("a \udc81 name")


def test_grade_and_effects_count_by_what_they_say():
    params = sample(FinishParams)
    assert plain(params) == {
        "frames": 31,
        "size": [64, 36],
        "rate": "24000/1001",
        "grade": {"grain": 0.5},
    }
    mirrored = replace(params, effects=(Effect(name="Rotate", arguments=(("angle", 3.0),)),))
    assert plain(mirrored)["effects"] == [{"name": "Rotate", "arguments": [["angle", 3]]}]
