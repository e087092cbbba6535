"""Pictures between two: how near they are to what was there, and what they do at a cut."""

from __future__ import annotations

import cv2
import numpy
import pytest

from vfc.film.courses import Between
from vfc.media.frames import yuv_planes
from vfc.media.video.inbetweens import InBetweens

WIDTH, HEIGHT = 320, 180


def picture(at: float, seed: int = 0, *, disc: int = 9) -> numpy.ndarray:
    """A ground that slides, and a disc that slides over it the other way, as planes."""
    random = numpy.random.default_rng(seed)
    ground, cover = (
        cv2.GaussianBlur(random.uniform(0, 255, (HEIGHT, WIDTH + 200)).astype("f4"), (0, 0), 2)
        for _ in range(2)
    )
    ground, cover = ((each - 128) * 3 + 128 for each in (ground, cover))
    shown = _slid(ground, -3 * at)
    down, across = numpy.mgrid[:HEIGHT, :WIDTH]
    inside = numpy.hypot(across - 120 - disc * at, down - 90) < 40
    shown = numpy.where(inside, _slid(cover, disc * at), shown).clip(0, 255)
    return yuv_planes(numpy.repeat(shown[..., None], 3, 2).astype(numpy.uint8)).astype("f4")


def _slid(image: numpy.ndarray, by: float) -> numpy.ndarray:
    move = numpy.array([[1, 0, by], [0, 1, 0]], "f4")
    return cv2.warpAffine(image, move, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)


def noise(one: numpy.ndarray, other: numpy.ndarray) -> float:
    """The ratio of a whole level to how far two pictures are apart, in dB."""
    return float(10 * numpy.log10(255**2 / ((one - other)[:HEIGHT] ** 2).mean()))


@pytest.mark.parametrize("way", [0.25, 0.5, 0.75])
def test_along_the_flow_it_is_what_was_there(way):
    one, other, there = picture(0), picture(1), picture(way)
    flow, mixed = (InBetweens(each, one, other).at(way) for each in (Between.FLOW, Between.MIX))
    assert noise(flow, there) > max(35, noise(mixed, there) + 7)


def test_at_its_ends_it_is_all_but_the_pictures_themselves():
    one, other = picture(0), picture(1)
    found = InBetweens(Between.FLOW, one, other)
    assert noise(found.at(0.01), one) > 30 and noise(found.at(0.99), other) > 30


def test_over_a_hard_cut_nothing_melts():
    one, other = picture(0), picture(0, seed=5)
    found = InBetweens(Between.FLOW, one, other)
    assert found.at(0.4) is one and found.at(0.6) is other


def test_a_mix_is_worked_out_between_levels():
    one, other = (numpy.full((HEIGHT * 3 // 2, WIDTH), each, "f4") for each in (100, 101))
    assert InBetweens(Between.MIX, one, other).at(0.25)[0, 0] == pytest.approx(100.25)


@pytest.mark.parametrize("size", [(16, 16), (34, 18)])
def test_small_pictures_move_too(size):
    width, height = size
    one = numpy.random.default_rng(1).uniform(16, 235, (height * 3 // 2, width)).astype("f4")
    assert numpy.isfinite(InBetweens(Between.FLOW, one, one).at(0.5)).all()
