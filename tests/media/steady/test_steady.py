"""Shaken pictures held steady: how far the shaking falls, what is kept, that no edge is seen."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy
import pytest

from tests.media.shaken import SIZE, Shaking, jerk, seen, shaking
from vfc.film.timing import Size
from vfc.media.frames import TEN, tagged
from vfc.media.steady.path import Steadied, steadied
from vfc.media.steady.tracking import Similarity, track
from vfc.media.steady.warp import luma, warped

RATE = Fraction(24)


def steady(pictures, *, strength: float = 0.5, crop: float = 0.2) -> Steadied:
    return steadied(track(pictures), SIZE, RATE, strength=strength, crop=crop)


def after_it(shaken: Shaking, found: Steadied) -> Shaking:
    """Where the camera seems to stand once pictures are seen through their windows."""
    turns = numpy.array([each.turn for each in found.windows])
    shifts = numpy.array([each.shift for each in found.windows])
    seen_from = numpy.exp(shaken.turn)
    return Shaking(shaken.place + seen_from * shifts, numpy.log(seen_from * turns))


@pytest.mark.parametrize("pan", [0.0, 2.5])
def test_the_jerk_of_a_shaken_camera_falls_a_hundredfold_and_its_pan_stays(pan):
    shaken = shaking(60, 5.0, pan=pan)
    found = steady(seen(shaken))
    left = after_it(shaken, found)
    assert jerk(*left) < jerk(*shaken) / 100
    moved = numpy.diff(left.place).real.mean()
    assert moved == pytest.approx(pan, abs=0.15)
    assert 1 < found.zoom < 1.15


def test_no_window_looks_beyond_its_picture():
    found = steady(seen(shaking(40, 4.0)))
    right, down = (SIZE.width - 1) / 2, (SIZE.height - 1) / 2
    corners = numpy.array([complex(x, y) for x in (-right, right) for y in (-down, down)])
    for each in found.windows:
        at = each.turn * corners + each.shift
        assert abs(at.real).max() <= right + 1e-6 and abs(at.imag).max() <= down + 1e-6
    # and one of them touches an edge: it is the smallest crop
    reach = [each.turn * corners + each.shift for each in found.windows]
    assert (
        max(max(abs(at.real).max() / right, abs(at.imag).max() / down) for at in reach) > 1 - 1e-6
    )


def test_a_camera_on_a_tripod_is_left_alone_though_somebody_walks_by():
    still = seen(shaking(1, 0.0))[0]
    pictures = []
    for index in range(30):
        picture = still.copy()
        picture[40:200, 9 * index : 9 * index + 60] = 60
        pictures.append(picture)
    assert steady(pictures).still


def test_pictures_without_anything_to_see_are_left_alone():
    for level in (0, 128):
        assert steady([numpy.full((SIZE.height, SIZE.width), level, numpy.uint8)] * 12).still
    noise = numpy.random.default_rng(0).integers(120, 136, (12, SIZE.height, SIZE.width))
    assert steady(list(noise.astype(numpy.uint8))).still


def test_one_picture_is_left_alone():
    assert steady(seen(shaking(1, 5.0))).still


def test_a_cut_is_no_motion_and_a_flash_no_cut():
    one, other = shaking(30, 3.0, pan=2.0), shaking(30, 3.0, seed=4)
    pictures = seen(one) + seen(other, seed=7)
    pictures[12] = numpy.full_like(pictures[0], 250)
    pictures[45:48] = [numpy.full_like(pictures[0], 16)] * 3
    tracked = track(pictures)
    assert tracked.begins == [0, 30]
    found = steady(pictures)
    for shaken, part in ((one, slice(0, 30)), (other, slice(30, 60))):
        left = after_it(shaken, found._replace(windows=found.windows[part]))
        bridged = [12] if part.start == 0 else [15, 16, 17]
        kept = [each for each in range(30) if each not in bridged]
        steps = numpy.abs(numpy.diff(left.place[kept], 2))
        before = numpy.abs(numpy.diff(shaken.place[kept], 2))
        assert numpy.median(steps) < numpy.median(before) / 40
    # what comes after the cut has nothing of what came before it
    alone = steady(seen(other, seed=7), strength=0.2)
    both = steady(pictures, strength=0.2)
    assert abs(both.windows[30].shift - alone.windows[0].shift) < 0.3


def test_a_picture_that_fades_is_followed():
    shaken = shaking(30, 3.0)
    pictures = [
        (16 + (each.astype(float) - 16) * index / 29).astype(numpy.uint8)
        for index, each in enumerate(seen(shaken))
    ]
    found = steady(pictures)
    left = after_it(shaken, found)
    assert jerk(left.place[8:], left.turn[8:]) < jerk(shaken.place[8:], shaken.turn[8:]) / 20


def test_where_the_crop_is_too_little_the_path_is_smoothed_less():
    pictures = seen(shaking(60, 6.0))
    whole, little = steady(pictures, crop=0.4), steady(pictures, crop=0.03)
    assert whole.seconds == 0.5 and whole.zoom > 1 / 0.97
    assert 0 < little.seconds < 0.5 and little.zoom <= 1 / 0.97 + 1e-9


def test_the_more_strength_the_evener_the_path():
    shaken = shaking(72, 3.0)
    pictures = seen(shaken)
    found = [jerk(*after_it(shaken, steady(pictures, strength=each))) for each in (0.02, 0.1, 1.0)]
    assert found[0] > 3 * found[1] > 3 * found[2]


def frame(planes: numpy.ndarray) -> av.VideoFrame:
    return tagged(av.VideoFrame.from_ndarray(planes, format=TEN))


def test_ten_bits_stay_ten_and_a_plain_colour_stays_as_it_is():
    width, height = 64, 36
    planes = numpy.empty((height * 3 // 2, width), numpy.uint16)
    planes[:height] = numpy.linspace(400, 500, width).round()[None]
    planes[height:] = 611
    window = Similarity(0.9 + 0.01j, 1.3 + 0.4j)
    (made,) = warped([frame(planes)], [window])
    levels = made.to_ndarray()
    assert made.format.name == TEN and (levels[height:] == 611).all()
    # as many levels as the part of the ramp has that is seen
    assert len(numpy.unique(levels[:height])) > 80
    across = numpy.arange(width) - 31.5
    wanted = 400 + 100 / 63 * (31.5 + (window.turn * across).real + window.shift.real)
    assert numpy.abs(levels[18, :] - wanted).max() < 2


def test_of_a_picture_between_bars_only_the_picture_moves():
    width, height = 64, 48
    planes = numpy.full((height * 3 // 2, width), 64, numpy.uint16)
    planes[8:40, :width] = 600
    planes[height:] = 512
    area = (0, 8, 64, 32)
    assert luma(frame(planes), area).shape == (32, 64)
    (made,) = warped([frame(planes)], [Similarity(0.9 + 0j, 0 + 2j)], area)
    levels = made.to_ndarray()[:height]
    assert (levels[8:40] == 600).all() and (levels[:8] == 64).all() and (levels[40:] == 64).all()


def test_motion_is_found_at_any_size():
    large = Size(1200, 300)
    shaken = Shaking(numpy.array([0, 9 + 3j, 4 - 2j]), numpy.zeros(3, complex))
    found = track(seen(shaken, size=large))
    assert [each.shift for each in found.motions] == pytest.approx([0, -9 - 3j, 5 + 5j], abs=0.2)
