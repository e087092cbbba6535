"""People: whoever has a trade is dressed by it, and whoever does something moves."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.people.costumes import costumes, headwear
from vfc.generators.previs.people.gestures import MOTIONS, posed
from vfc.generators.previs.people.hats import HATS
from vfc.generators.previs.picture.drawing import drawing


def drawn(words: str) -> np.ndarray:
    """A frame of a man from head to foot before a plain wall, (180, 120, 3) uint8."""
    camera = Camera(framing="full")
    request = Request(
        prompt=Prompt(camera=camera.words, words=words, place="a studio"),
        camera=camera,
        size=Size(120, 180),
        rate=Fraction(24),
        frames=1,
        length=1,
        seed=7,
    )
    return drawing(request)[0]


@pytest.mark.parametrize("trade", ["chef", "astronaut", "nurse", "king", "knight", "clown"])
def test_a_trade_is_seen(trade: str) -> None:
    apart = np.abs(drawn(f"a {trade} stands").astype(int) - drawn("a man stands"))
    assert (apart.max(axis=2) > 40).mean() > 0.02


def test_every_costume_has_hats_that_are_drawn() -> None:
    assert {each.hat for each in costumes().values()} - {"", "veil"} <= HATS.keys()
    for costume in costumes().values():
        assert all(len(points) > 2 for points, _ in headwear(costume, (0, -0.9, 0.07), lambda c: c))


@pytest.mark.parametrize("action", MOTIONS)
def test_an_action_moves_and_keeps_the_bones_long(action: str) -> None:
    poses = [posed(MOTIONS[action](t), 0.0) for t in np.arange(0, 2, 0.125).tolist()]
    joints = np.array(
        [[each.head, *(limb[2] for limb in (*each.arms, *each.legs))] for each in poses]
    )
    assert np.ptp(joints, axis=0).max() > 0.003
    for pose in poses:
        for root, bend, end in pose.arms:
            assert np.hypot(bend[0] - root[0], bend[1] - root[1]) == pytest.approx(0.17)
            assert np.hypot(end[0] - bend[0], end[1] - bend[1]) == pytest.approx(0.16)
