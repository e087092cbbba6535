"""Inserts: the things that fill the frame, and the table under them."""

from __future__ import annotations

from fractions import Fraction

import cv2
import numpy as np
import pytest

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.canvas.stage import stage
from vfc.generators.previs.picture.drawing import drawing
from vfc.generators.previs.picture.inserts import insert, inserted
from vfc.generators.previs.picture.setups import setup as set_up
from vfc.generators.previs.things.drawable import Sprite


def asked(words: str, angle: str = "") -> Request:
    return Request(
        prompt=Prompt(words=words),
        camera=Camera(framing="insert", angle=angle),
        size=Size(320, 180),
        rate=Fraction(24),
        frames=1,
        length=1,
        seed=7,
    )


@pytest.mark.parametrize(
    ("words", "many"),
    [
        ("a map, a compass and a knife", 3),
        ("a gun on the table", 1),  # the insert's own table
        ("a bee on a purple flower", 2),
        ("three candles", 3),
        ("an old key in an open hand", 2),
        ("a cup on the desk, a cloud in the sky", 1),
    ],
)
def test_all_that_lies_on_the_table_is_shown(words: str, many: int):
    staged = stage(set_up(asked(words)))
    thing = inserted(staged)
    assert thing is not None
    sprites = [each for each in insert(staged, thing) if isinstance(each, Sprite)]
    assert len(sprites) == many
    assert all(abs(each.x) < staged.half for each in sprites)


def test_from_above_there_is_nothing_but_the_table():
    def upper(angle: str) -> np.ndarray:
        frame = drawing(asked("a compass", angle))[0][8:40, 120:200]
        return cv2.cvtColor(frame, cv2.COLOR_RGB2HSV).reshape(-1, 3).mean(0)

    above, level = upper("overhead"), upper("")
    assert above[0] < 25 < level[0]  # the hue of wood, and of the day
