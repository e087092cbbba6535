"""Things of the words in the whole picture of a shot."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.canvas.stage import Staging, stage
from vfc.generators.previs.picture import drawing, inserts, scene, setups, subjects
from vfc.generators.previs.reading.scene import SceneWords, Thing
from vfc.generators.previs.things.drawable import Sprite


def staged(words: str, framing: str = "wide") -> Staging:
    return stage(setups.setup(request(words, framing)))


def request(words: str, framing: str = "wide") -> Request:
    return Request(
        prompt=Prompt(words=words),
        camera=Camera(framing=framing),
        size=Size(320, 180),
        rate=Fraction(24),
        frames=24,
        length=24,
        seed=3,
    )


def sprites(words: str, framing: str = "wide") -> list[Sprite]:
    found = [item for _, item in subjects.subjects(staged(words, framing))]
    return [item for item in found if isinstance(item, Sprite)]


@pytest.mark.parametrize(("words", "count"), [("three dogs on a beach", 3), ("a fox in snow", 1)])
def test_as_many_as_the_words_say(words, count):
    assert len(sprites(words)) == count


def test_a_fox_is_seen():
    """More orange than the same snow without it."""
    fox, none = (drawing.drawing(request(words))[8] for words in ("a fox in snow", "snow"))
    orange = [
        int(((frame[..., 0] > 150) & (frame[..., 2] < 100) & (frame[..., 0] > frame[..., 1])).sum())
        for frame in (fox, none)
    ]
    assert orange[0] > orange[1] + 200


@pytest.mark.parametrize("framing", ["wide", "full", "medium", "close"])
@pytest.mark.parametrize("words", ["a dog on a beach", "an elephant in a desert", "a plane flies"])
def test_a_thing_that_the_shot_is_about_is_not_cut_off(words, framing):
    for sprite in sprites(words, framing):
        assert sprite.foot - sprite.height >= -0.52 and sprite.foot <= 0.52


def test_close_shots_show_a_face():
    wide, close = sprites("a wolf in a forest")[0], sprites("a wolf in a forest", "close")[0]
    aspects = [each.picture.shape[1] / each.picture.shape[0] for each in (wide, close)]
    assert abs(aspects[0] - aspects[1]) > 0.1
    assert close.height > wide.height


def test_an_insert_is_of_the_thing():
    shot = staged("a golden ring on a table", "insert")
    thing = inserts.inserted(shot)
    assert thing is not None and thing.name == "ring"
    items = [item for item in scene.build(shot) if isinstance(item, Sprite)]
    assert len(items) == 1 and items[0].height > 0.4


def test_an_unknown_thing_is_a_card():
    shot = staged("a field")
    words = replace(shot.words, subjects=(Thing(name="zamboni", word="Zamboni", lead=True),))
    (sprite,) = (item for _, item in subjects.subjects(replace(shot, words=words)))
    assert isinstance(sprite, Sprite)
    assert sprite.picture[..., 3].min() > 200 and sprite.picture[..., :3].mean() > 120


def test_what_is_in_a_hand_is_drawn_with_whoever_has_it():
    words = SceneWords(subjects=(Thing(name="book", holder=0), Thing(name="dog")))
    assert [thing.name for thing in subjects.shown(words)] == ["dog"]


def test_a_painter_does_not_draw_again_what_is_a_subject():
    words = SceneWords(place="street", subjects=(Thing(name="car", colour=(200, 0, 0)),))
    words = replace(words, things=frozenset(("car", "lamp")))
    assert subjects.unpainted(words).things == {"lamp"}


def test_the_same_shot_twice():
    first, second = (drawing.drawing(request("two birds fly"))[5] for _ in range(2))
    assert np.array_equal(first, second)
