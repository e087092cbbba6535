"""People in whole shots: whoever has a trade is dressed by it."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
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
