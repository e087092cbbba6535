"""From the air: what flies or floats is in the frame, and the ground is far below."""

from __future__ import annotations

from fractions import Fraction

import pytest

from vfc.film.model import Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.canvas.stage import Staging, stage
from vfc.generators.previs.picture.setups import setup as set_up
from vfc.generators.previs.picture.subjects import subjects
from vfc.generators.previs.things.drawable import Sprite


def staged(words: str) -> Staging:
    return stage(
        set_up(
            Request(
                prompt=Prompt(words=words),
                size=Size(320, 180),
                rate=Fraction(24),
                frames=1,
                length=1,
                seed=7,
            )
        )
    )


@pytest.mark.parametrize(
    "words",
    [
        "aerial shot of a helicopter over the city skyline",
        "bird's eye view of an eagle flying over a forest",
        "drone shot of a boat on a lake",
        "drone shot of a red car on a road through a forest",
    ],
)
def test_from_the_air_the_subject_is_whole_in_the_frame(words: str):
    found = staged(words)
    assert found.lens.eye > 15, "metres above the ground"
    (sprite,) = [each for _, each in subjects(found) if isinstance(each, Sprite)]
    assert sprite.foot - sprite.height >= -0.5 and sprite.foot <= 0.5


def test_up_close_an_overhead_shot_stays_near_its_subject():
    assert staged("close-up, overhead shot of a cat").lens.eye < 5
