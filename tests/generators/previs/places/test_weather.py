"""What the weather does to places: to the sky, to the ground, to the panes of a room."""

from __future__ import annotations

from fractions import Fraction

import cv2
import numpy as np
import pytest

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.picture.drawing import drawing


def frames(words: str, *at: int, framing: str = "wide") -> list[np.ndarray]:
    asked = Request(
        prompt=Prompt(words=words),
        camera=Camera(framing=framing),
        size=Size(256, 144),
        rate=Fraction(24),
        frames=24,
        length=24,
        seed=7,
    )
    picture = drawing(asked)
    return [picture[index] for index in at or (12,)]


def test_a_rainbow_has_its_colours():
    plain, bow = (frames(f"a green field{more}")[0][:70] for more in ("", ", a rainbow"))
    more = bow.astype(int) - plain
    assert (more[..., 0] - more[..., 2]).max() > 60, "red"
    assert (more[..., 1] - more[..., 2]).max() > 60, "yellow and green"
    assert (more[..., 2] - more[..., 1]).max() > 40, "violet"


def test_an_aurora_is_green_light_in_a_night_sky():
    (day,) = frames("a field of snow")
    first, last = frames("northern lights over a field of snow", 0, 23)
    assert first.mean() < 0.6 * day.mean()
    sky = first[:70].astype(int)
    assert ((sky[..., 1] - sky[..., 0] > 40) & (sky[..., 1] - sky[..., 2] > 10)).mean() > 0.05
    assert np.abs(last[:70].astype(int) - first[:70]).mean() > 1, "it moves"


def test_hail_falls_faster_than_snow():
    def flow(words: str) -> float:
        one, other = (
            cv2.cvtColor(each, cv2.COLOR_RGB2GRAY).astype(int) for each in frames(words, 8, 9)
        )
        return float((np.abs(one - other) > 40).mean())

    assert flow("a desert, hail falls") > 2 * flow("a desert") + 0.004


@pytest.mark.parametrize("place", ["a village", "a temple", "a street", "a bridge", "a small town"])
def test_what_lies_under_snow_is_white(place: str):
    bare, white = (frames(f"{place}{more}")[0][110:] for more in ("", " in winter, deep snow"))
    assert white.min(2).mean() > bare.min(2).mean() + 15


def test_leaves_are_red_and_golden_in_autumn():
    summer, autumn = (frames(f"a park{more}")[0].astype(int) for more in ("", " in autumn"))
    red = [(each[..., 0] > each[..., 1] + 20).mean() for each in (summer, autumn)]
    assert red[1] > red[0] + 0.05


def test_dust_is_a_veil_of_the_colour_of_sand():
    clear, dusty = (frames(f"camels walk in a desert{more}")[0] for more in ("", " in a sandstorm"))
    sky = [each[10:40].astype(int).mean((0, 1)) for each in (clear, dusty)]
    assert sky[1][0] - sky[1][2] > sky[0][0] - sky[0][2] + 25


@pytest.mark.parametrize("outside", ["it rains outside", "it snows outside"])
def test_the_weather_is_seen_through_a_window(outside: str):
    plain, wet = (
        frames(f"an empty kitchen{more}", framing="medium wide")[0] for more in ("", f", {outside}")
    )
    changed = np.abs(plain.astype(int) - wet).max(2) > 24
    assert 0.005 < changed.mean() < 0.3, "the panes and nothing else"


def test_a_night_can_be_seen():
    (night,) = frames("a wolf stands in a forest at night", framing="full")
    (day,) = frames("a wolf stands in a forest at noon", framing="full")
    assert 30 < night.mean() < 0.6 * day.mean()
