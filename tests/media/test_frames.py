"""Frames: BT.709 both ways, no drift from step to step, exact indexes."""

from __future__ import annotations

from fractions import Fraction

import numpy
import pytest

from tests.media.reels import SMALL, moving, numbered, numbers
from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.frames import Converter, read_frames, read_rgb, yuv_planes
from vfc.media.video.mezzanine import write_mezzanine

# 75 % and full bars as ITU-R BT.709-6 gives them, rounded.
COLOURS = {
    (0, 0, 0): (16, 128, 128),
    (255, 255, 255): (235, 128, 128),
    (255, 0, 0): (63, 102, 240),
    (0, 255, 0): (173, 42, 26),
    (0, 0, 255): (32, 240, 118),
    (255, 255, 0): (219, 16, 138),
    (128, 128, 128): (126, 128, 128),
}


@pytest.mark.parametrize(("rgb", "yuv"), COLOURS.items())
def test_colours_are_those_of_bt709_of_limited_range(rgb, yuv):
    picture = numpy.full((16, 16, 3), rgb, numpy.uint8)
    frame = Converter().yuv(picture)
    assert (frame.format.name, int(frame.colorspace), int(frame.color_range)) == ("yuv420p", 1, 1)
    assert (int(frame.color_primaries), int(frame.color_trc)) == (1, 1)
    planes = [numpy.frombuffer(plane, numpy.uint8)[0] for plane in frame.planes]
    assert [int(each) for each in planes] == list(yuv)
    assert numpy.abs(Converter().rgb(frame).astype(int) - picture).max() <= 2


def test_pictures_do_not_drift_from_step_to_step():
    converter = Converter()
    once = numpy.array(converter.rgb(converter.yuv(next(moving(1)))))
    often = once
    for _ in range(6):
        often = numpy.array(converter.rgb(converter.yuv(often)))
    # Colours that RGB cannot hold are clipped once; nothing else may move, and nothing may grow
    # darker.
    assert numpy.abs(often.astype(int) - once).mean() < 0.1
    assert abs(often.astype(float).mean() - once.mean()) < 0.05


def test_the_colours_of_four_pixels_are_their_mean():
    picture = numpy.zeros((2, 4, 3), numpy.uint8)
    picture[:, :2] = [[[255, 0, 0], [0, 0, 255]], [[255, 0, 0], [0, 0, 255]]]
    planes = yuv_planes(picture)
    assert planes.shape == (3, 4) and planes[2].tolist() == [171, 128, 179, 128]


def test_a_picture_with_an_odd_side_is_refused():
    with pytest.raises(MediaError, match="5x4 has an odd side"):
        Converter().yuv(numpy.zeros((4, 5, 3), numpy.uint8))


@pytest.mark.parametrize("lossless_rgb", [False, True])
@pytest.mark.parametrize("rate", [Fraction(24), Fraction(24000, 1001), Fraction(60000, 1001)])
def test_any_range_of_frames_is_exact(tmp_path, rate, lossless_rgb):
    path = tmp_path / ("a.mkv" if lossless_rgb else "a.mp4")
    write_mezzanine(path, numbered(40), size=SMALL, rate=rate, lossless_rgb=lossless_rgb)
    for start, stop in (
        (0, None),
        (0, 1),
        (11, 12),
        (12, 25),
        (13, 40),
        (39, 40),
        (39, None),
        (5, 5),
    ):
        assert numbers(read_rgb(path, start, stop)) == list(
            range(start, 40 if stop is None else stop)
        )


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_the_shortest_files_are_read(tmp_path, frames):
    path = tmp_path / "a.mp4"
    write_mezzanine(path, numbered(frames), size=SMALL, rate=Fraction(24000, 1001))
    assert numbers(read_rgb(path, frames - 1, frames)) == [frames - 1]


def test_frames_that_are_not_there_are_missed(tmp_path):
    path = tmp_path / "a.mp4"
    write_mezzanine(path, numbered(4), size=SMALL, rate=Fraction(24))
    with pytest.raises(MediaError, match="has 4 frames, 6 are needed"):
        list(read_frames(path, 2, 6))


def test_pictures_with_alpha_lie_over_black():
    converter = Converter()
    frame = converter.yuv(numpy.full((16, 16, 3), 200, numpy.uint8)).reformat(format="yuva420p")
    numpy.frombuffer(frame.planes[3], numpy.uint8)[:] = 128
    assert abs(int(converter.rgb(frame)[3, 3, 0]) - 100) <= 2


def test_sizes_with_padded_rows_come_through():
    for size in (Size(162, 90), Size(34, 18), Size(1002, 16)):
        picture = next(moving(1, size))
        back = Converter().rgb(Converter().yuv(picture))
        assert back.shape == picture.shape and numpy.abs(back.astype(int) - picture).mean() < 6
