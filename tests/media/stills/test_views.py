"""Views of pictures: exact to a fraction of a pixel, at all of their pixels, and even in time."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import cv2
import numpy
import pytest

from tests.media.reels import footage
from vfc.film.framing import View, focus_after
from vfc.film.sources import Fit
from vfc.film.timing import Size
from vfc.media.fit import fitted
from vfc.media.footage.conform import conform_footage
from vfc.media.stills.move import moved
from vfc.media.views import seen

SIZE = Size(160, 90)


def noise(width: int, height: int, blur: float = 2.0) -> numpy.ndarray:
    """Soft colours without a pattern."""
    drawn = numpy.random.default_rng(3).random((height, width, 3)).astype(numpy.float32)
    soft = cv2.GaussianBlur(drawn, (0, 0), blur)
    return ((soft - soft.min()) / (soft.max() - soft.min()) * 255).astype(numpy.uint8)


def viewed(picture: numpy.ndarray, view: View, frames: int = 25, fit: Fit = Fit.CROP, **more):
    return list(
        moved(picture, frames=frames, length=frames, size=SIZE, fit=fit, move="", view=view, **more)
    )


def waves(width: int, height: int, period: int) -> numpy.ndarray:
    """Waves of a period in pixels, to the right and down, with noise that hides how they round."""
    rows, columns = numpy.mgrid[:height, :width] * (2 * numpy.pi / period)
    grey = 128 + 50 * numpy.sin(columns) + 50 * numpy.sin(rows)
    grey += numpy.random.default_rng(5).normal(0, 6, grey.shape)
    return numpy.dstack([grey] * 3).round().astype(numpy.uint8)


def shift(one: numpy.ndarray, other: numpy.ndarray, period: int) -> tuple[float, float]:
    """How far waves of a period moved, in pixels, by the phases of both."""
    found = []
    for axis in (0, 1):
        sides = [each[..., 0].astype(float).mean(axis) for each in (one, other)]
        sides = [side[: len(side) // period * period] for side in sides]
        turn = numpy.exp(-2j * numpy.pi * numpy.arange(len(sides[0])) / period)
        first, second = (complex(side @ turn) for side in sides)
        found.append(float(numpy.angle(first / second)) * period / (2 * numpy.pi))
    return found[0], found[1]


@pytest.mark.parametrize("slow", [0.5, 0.05, 0.01])
def test_a_pan_moves_by_the_same_fraction_of_a_pixel_at_each_frame(slow):
    """24 frames; each goes by a part of a pixel, and none stands, jumps or goes back."""
    picture = waves(640, 360, 80)
    far = slow * 24 / 160 * 0.5
    view = View(start=(0.1, 0.2, 0.5, 0.5), stop=(0.1 + far, 0.2, 0.5, 0.5), ease="linear")
    frames = viewed(picture, view)
    ways = [shift(frames[0], each, 40) for each in frames]
    assert numpy.allclose([right for right, _ in ways], -slow * numpy.arange(25), atol=0.02)
    assert (numpy.diff([right for right, _ in ways]) < 0.002).all(), "none stands or goes back"
    assert max(abs(down) for _, down in ways) < 0.02


def test_a_zoom_grows_by_one_factor_and_its_corners_go_straight():
    view = View(start=(0, 0, 1, 1), stop=(0.5, 0.25, 0.25, 0.25), ease="linear")
    windows = view.windows(Size(1600, 900), SIZE, Fit.CROP, None)
    found = [windows.at(index / 10) for index in range(11)]
    factors = [after[2] / before[2] for before, after in pairwise(found)]
    assert numpy.allclose(factors, factors[0]) and found[0] == (0, 0, 1600, 900)
    assert numpy.allclose(found[-1], (800, 225, 400, 225))
    ways = [(left / 800, top / 225) for left, top, *_ in found]
    assert numpy.allclose([left for left, _ in ways], [top for _, top in ways])


def test_the_view_of_a_still_has_all_of_its_pixels():
    """A part of a large still is as sharp as the still, and not as what was fitted first."""
    picture = noise(1600, 900, 1.0)
    part = viewed(picture, View(start=(0.5, 0.5, 0.1, 0.1), stop=(0.5, 0.5, 0.1, 0.1)), 1)[0]
    assert (part == picture[450:540, 800:960]).all()


def test_what_is_seen_is_the_part_at_both_ends_and_rests_in_the_handles():
    picture = noise(640, 360)
    view = View(start=(0, 0, 1, 1), stop=(0.25, 0.25, 0.25, 0.25))
    frames = list(moved(picture, frames=20, length=12, size=SIZE, fit=Fit.CROP, move="", view=view))
    ends = fitted(picture, SIZE, Fit.CROP), picture[90:180, 160:320]
    assert numpy.abs(frames[0].astype(int) - ends[0]).mean() < 3
    assert all((frame == ends[1]).all() for frame in frames[11:])


@pytest.mark.parametrize(
    ("fit", "focus", "window"),
    [
        (Fit.CROP, None, (100, 25, 400, 225)),
        (Fit.CROP, (0.0, 1.0), (100, 75, 400, 225)),
        (Fit.STRETCH, None, (100, 0, 400, 300)),
        (Fit.PAD, None, (33.3333, 0, 533.3333, 300)),
        (Fit.FIT, None, (33.3333, 0, 533.3333, 300)),
    ],
)
def test_a_part_of_another_shape_fills_the_frame_as_fit_says(fit, focus, window):
    view = View(start=(0.125, 0, 0.5, 1), stop=(0.125, 0, 0.5, 1))
    found = view.windows(Size(800, 300), Size(160, 90), fit, focus).at(0)
    if focus is None and fit is Fit.CROP:
        window = (100, 37.5, 400, 225)
    assert numpy.allclose(found, window, atol=1e-3)


def test_what_lies_beyond_the_picture_is_black():
    picture = numpy.full((300, 200, 3), 200, numpy.uint8)
    made = viewed(picture, View(start=(0, 0, 1, 1), stop=(0, 0, 1, 1)), 1, Fit.PAD)[0]
    assert made[:, :40].max() == 0 and made[:, -40:].max() == 0
    assert made[:, 60:100].min() >= 199


@pytest.mark.parametrize("kind", [numpy.uint8, numpy.uint16])
def test_pictures_of_more_bits_keep_them(kind):
    ramp = numpy.linspace(0, numpy.iinfo(kind).max, 400).astype(kind)
    picture = numpy.dstack([numpy.tile(ramp, (200, 1))] * 3)
    made = seen(picture, (50.25, 10.5, 200, 100), (400, 200))
    assert made.dtype == kind and made.shape == (200, 400, 3)
    steps = numpy.diff(made[100, 5:-5, 0].astype(float))
    assert len(numpy.unique(made)) > (200 if kind == numpy.uint16 else 90) and steps.min() >= 0


def test_footage_is_viewed_frame_by_frame_of_the_film(tmp_path):
    """A file of 12 pictures a second in a film of 24: the view moves between two of them as well,
    and a pixel's shape is kept.
    """
    picture = waves(320, 180, 40)
    path = footage(tmp_path / "a.mp4", [picture] * 12, rate=Fraction(12), aspect=Fraction(2))
    view = View(start=(0, 0, 0.5, 1), stop=(0.5, 0, 0.5, 1), ease="linear")
    frames = list(
        conform_footage(
            path,
            start=Fraction(0),
            frames=24,
            size=SIZE,
            rate=Fraction(24),
            fit=Fit.CROP,
            view=view,
            length=24,
        )
    )
    steps = [shift(one, other, 40)[0] for one, other in pairwise(frames)]
    assert numpy.allclose(steps, -160 / 23, atol=0.1)


def test_a_crop_keeps_its_focus_in_sight():
    picture = numpy.zeros((90, 300, 3), numpy.uint8)
    picture[40:50, 240:250] = 255
    for focus, there in (((0.816, 0.5), True), ((0.5, 0.5), False), (None, False), ((1, 1), True)):
        made = fitted(picture, Size(90, 90), Fit.CROP, focus=focus)
        assert (made.max() == 255) == there
    middle = fitted(picture, Size(90, 90), Fit.CROP, focus=(0.816, 0.5))
    assert 40 <= numpy.argmax(middle.max((0, 2))) <= 45


@pytest.mark.parametrize("fit", list(Fit))
@pytest.mark.parametrize("focus", [(0.1, 0.9), (0.5, 0.5), (0.8, 0.25)])
def test_a_focus_is_followed_into_the_frame(fit, focus):
    shape, size = Size(300, 120), Size(160, 90)
    picture = numpy.zeros((120, 300), numpy.uint8)
    across, along = round(focus[0] * 300), round(focus[1] * 120)
    picture[along - 4 : along + 4, across - 4 : across + 4] = 255
    seen_at = numpy.argwhere(fitted(picture, size, fit, focus=focus) > 128).mean(0)
    found = focus_after(focus, shape, size, fit)
    assert abs(found[0] * 160 - seen_at[1]) < 1.5 and abs(found[1] * 90 - seen_at[0]) < 1.5
