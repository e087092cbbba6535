"""Likeness of two pictures: equal is one, and the more is done to a picture, the less alike it
is.
"""

from __future__ import annotations

import cv2
import numpy
import pytest

from tests.media.reels import moving
from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.measure.similarity import luma, ssim


@pytest.fixture
def picture() -> numpy.ndarray:
    soft = next(moving(1, Size(240, 136)))
    grain = numpy.random.default_rng(1).normal(0, 12, soft.shape)
    return (soft + grain).clip(0, 255).astype(numpy.uint8)


def noisy(picture: numpy.ndarray, amount: float) -> numpy.ndarray:
    noise = numpy.random.default_rng(2).normal(0, amount, picture.shape)
    return (picture + noise).clip(0, 255).astype(numpy.uint8)


@pytest.mark.parametrize(
    "colour, level",
    [
        ((255, 0, 0), 54.213),
        ((0, 255, 0), 182.376),
        ((0, 0, 255), 18.411),
        ((9, 9, 9), 9),
        ((255, 255, 255), 255),
    ],
)
def test_luma_weighs_colours_as_bt709(colour, level):
    made = luma(numpy.full((4, 6, 3), colour, numpy.uint8))
    assert (made.shape, made.dtype) == ((4, 6), numpy.float32)
    assert made == pytest.approx(level, abs=1e-3)


def test_equal_pictures_are_one(picture):
    assert ssim(picture, picture.copy()) == pytest.approx(1, abs=1e-6)


def test_the_order_of_two_does_not_matter(picture):
    other = noisy(picture, 20)
    assert ssim(picture, other) == pytest.approx(ssim(other, picture), abs=1e-6)


@pytest.mark.parametrize(
    "done, amounts",
    [
        (noisy, (4, 10, 25, 60)),
        (lambda picture, amount: cv2.GaussianBlur(picture, (0, 0), amount), (0.6, 1.0, 2.0, 5.0)),
    ],
)
def test_more_damage_is_less_alike(picture, done, amounts):
    scores = [ssim(picture, done(picture, amount)) for amount in amounts]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.85
    assert scores[-1] < 0.7


def test_a_negative_is_unlike_and_light_counts_less_than_structure(picture):
    brighter = cv2.add(picture, (15, 15, 15, 0))
    assert ssim(picture, 255 - picture) < 0
    assert ssim(picture, brighter) > ssim(picture, noisy(picture, 15))


def test_two_flat_pictures_are_as_alike_as_the_formula_says():
    dark, light = (numpy.full((32, 32, 3), level, numpy.uint8) for level in (100, 150))
    steady = (0.01 * 255) ** 2
    # all that is left where nothing varies
    expected = (2 * 100 * 150 + steady) / (100**2 + 150**2 + steady)
    assert ssim(dark, light) == pytest.approx(expected, abs=2e-4)


def test_small_pictures_can_be_compared():
    small = next(moving(1, Size(8, 6)))
    assert ssim(small, small) == pytest.approx(1, abs=1e-6)


def test_two_sizes_cannot_be_compared(picture):
    with pytest.raises(MediaError) as raised:
        ssim(picture, picture[:100])
    assert str(raised.value) == "a picture of 240x136 cannot be compared with 240x100"


def by_definition(a: numpy.ndarray, b: numpy.ndarray) -> float:
    """Wang et al. 2004, formulas 13 to 17, window by window in float64: no blur, no shortcut for
    the variances.

    Compared once with scikit-image (Gaussian weights, no sample covariance): the same to 14 digits.
    """
    bell = numpy.exp(-(numpy.arange(-5, 6.0) ** 2) / (2 * 1.5**2))
    weights = numpy.outer(bell, bell) / bell.sum() ** 2
    one, two = (
        numpy.lib.stride_tricks.sliding_window_view(luma(each).astype(float), (11, 11))
        for each in (a, b)
    )

    def weighted(values: numpy.ndarray) -> numpy.ndarray:
        return (values * weights).sum((2, 3), keepdims=True)

    mean, other = weighted(one), weighted(two)
    variance, its = weighted((one - mean) ** 2), weighted((two - other) ** 2)
    both = weighted((one - mean) * (two - other))
    light = (2 * mean * other + 6.5025) / (mean**2 + other**2 + 6.5025)
    return float((light * (2 * both + 58.5225) / (variance + its + 58.5225)).mean())


def test_it_is_what_the_definition_says(picture):
    picture = picture[:70, :90]
    for other in (
        noisy(picture, 12),
        cv2.GaussianBlur(picture, (0, 0), 2),
        255 - picture,
        picture[::-1],
    ):
        assert ssim(picture, other) == pytest.approx(by_definition(picture, other), abs=1e-4)
