"""A vessel is drawn with what is in it, as high and in the colours that the moment has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vfc.generators.previs.reading.matter import names
from vfc.generators.previs.reading.scene import Liquid
from vfc.generators.previs.things.vessels import PROFILES, paint

GAINS = (1.0, 1.0, 1.0)
RED, BLUE = (220, 20, 20), (20, 20, 220)
FILLING = Liquid(shape="glass", first=RED, last=RED, low=0.1, high=0.9)


def seen(liquid: Liquid, part: float) -> np.ndarray:
    """A vessel of 100 pixels over black, (120, 200, 3) uint8."""
    frame = np.zeros((120, 200, 4), np.uint8)
    paint(frame, (100.0, 110.0), 100.0, 2 * part, part, 120, liquid, GAINS)
    return frame[..., :3]


def reds(frame: np.ndarray) -> int:
    """How many pixels are red."""
    return int(((frame[..., 0] > 150) & (frame[..., 2] < 110)).sum())


def test_a_vessel_fills():
    assert (
        reds(seen(FILLING, 0.0)) < 0.4 * reds(seen(FILLING, 0.5)) < 0.4 * reds(seen(FILLING, 1.0))
    )


def test_a_vessel_runs_empty():
    empties = replace(FILLING, low=0.9, high=0.1)
    assert reds(seen(empties, 1.0)) < 0.4 * reds(seen(empties, 0.0))


@pytest.mark.parametrize("stream", [None, BLUE])
def test_what_is_in_it_takes_on_another_colour(stream: tuple[int, int, int] | None):
    turns = Liquid(shape="beaker", first=RED, last=BLUE, low=0.7, high=0.7, stream=stream)
    assert reds(seen(turns, 0.0)) > 3000 and reds(seen(turns, 1.0)) < 300


def test_two_colours_swirl_until_they_are_one():
    swirls = Liquid(shape="bowl", first=RED, second=BLUE, last=(120, 20, 120), low=0.6, high=0.6)
    start, end = seen(swirls, 0.0), seen(swirls, 1.0)
    assert reds(start) > 300 and reds(end) < 60


@pytest.mark.parametrize("shape", sorted(PROFILES))
def test_each_shape_is_drawn_with_all_that_may_happen_in_it(shape: str):
    more = {
        "boils": True,
        "freezes": True,
        "foams": True,
        "iced": True,
        "fumes": True,
        "steams": True,
        "smoke": BLUE,
        "stream": RED,
    }
    plain = Liquid(shape=shape, first=RED, last=RED)
    bare = seen(plain, 0.4)
    assert bare.any()
    for name, value in more.items():
        assert (seen(replace(plain, **{name: value}), 0.4) != bare).any(), name


def test_each_vessel_that_is_read_has_a_shape():
    assert {shape for _, shape in names("vessels")} <= set(PROFILES)
