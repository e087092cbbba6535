"""Mezzanines: exact, lossless, the same bytes each time, and checked before they are kept."""

from __future__ import annotations

from fractions import Fraction

import numpy
import pytest

from tests.media.reels import SMALL, decoded, moving, shown
from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.door import opened
from vfc.media.frames import Converter, read_frames, read_rgb, yuv_planes
from vfc.media.video.mezzanine import check_mezzanine, write_mezzanine

NTSC = Fraction(24000, 1001)


@pytest.mark.parametrize("frames", [1, 2, 3, 30])
def test_what_is_written_passes_the_check(tmp_path, frames):
    path = tmp_path / "a.mp4"
    assert write_mezzanine(path, moving(frames), size=SMALL, rate=NTSC) == frames
    check_mezzanine(path, frames=frames, size=SMALL, rate=NTSC)


def test_planes_come_back_as_they_went_in(tmp_path):
    pictures = list(moving(20))
    write_mezzanine(tmp_path / "a.mp4", pictures, size=SMALL, rate=NTSC)
    assert all(
        (back == yuv_planes(picture)).all()
        for back, picture in zip(decoded(tmp_path / "a.mp4"), pictures, strict=True)
    )


def test_rgb_comes_back_as_it_went_in(tmp_path):
    pictures = list(moving(14))
    write_mezzanine(tmp_path / "a.mkv", pictures, size=SMALL, rate=NTSC, lossless_rgb=True)
    check_mezzanine(tmp_path / "a.mkv", frames=14, size=SMALL, rate=NTSC)
    back = list(read_rgb(tmp_path / "a.mkv"))
    assert all((one == other).all() for one, other in zip(back, pictures, strict=True))


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_the_same_frames_make_the_same_bytes(tmp_path, name):
    made = []
    for _ in range(2):
        write_mezzanine(
            tmp_path / name, moving(13), size=SMALL, rate=NTSC, lossless_rgb=name == "a.mkv"
        )
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_frames_of_a_decoder_go_through_untouched(tmp_path):
    write_mezzanine(tmp_path / "a.mp4", moving(5), size=SMALL, rate=NTSC)
    write_mezzanine(tmp_path / "b.mp4", read_frames(tmp_path / "a.mp4"), size=SMALL, rate=NTSC)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_colour_is_marked(tmp_path):
    write_mezzanine(tmp_path / "a.mp4", moving(2), size=SMALL, rate=NTSC)
    with opened(tmp_path / "a.mp4") as container:
        context = container.streams.video[0].codec_context
        assert (
            context.colorspace,
            context.color_range,
            context.color_primaries,
            context.color_trc,
        ) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ({"frames": 6}, "5 frames came, 6 were asked for"),
        ({"size": Size(90, 160)}, "160x90 came, 90x160 was asked for"),
        ({"rate": Fraction(25)}, "24 frames a second came, 25 were asked for"),
        ({"rate": NTSC}, "24 frames a second came, 24000/1001 were asked for"),
    ],
)
def test_what_was_not_asked_for_is_refused(tmp_path, wanted, text):
    write_mezzanine(tmp_path / "a.mp4", moving(5), size=SMALL, rate=Fraction(24))
    with pytest.raises(MediaError, match=f"^{text}$"):
        check_mezzanine(
            tmp_path / "a.mp4", **({"frames": 5, "size": SMALL, "rate": Fraction(24)} | wanted)
        )


@pytest.mark.parametrize("decode", [True, False])
def test_a_frame_too_few_is_told_however_it_is_counted(tmp_path, decode):
    write_mezzanine(tmp_path / "a.mp4", moving(30), size=SMALL, rate=NTSC)
    check_mezzanine(tmp_path / "a.mp4", frames=30, size=SMALL, rate=NTSC, decode=decode)
    with pytest.raises(MediaError, match="30 frames came, 31 were asked for"):
        check_mezzanine(tmp_path / "a.mp4", frames=31, size=SMALL, rate=NTSC, decode=decode)


def test_what_need_not_be_exact_is_near_and_smaller(tmp_path):
    """Grain is noise to a lossless encoder; kept near, it is half the bytes, and no eye sees the
    difference.
    """
    random = numpy.random.default_rng(3)
    grainy = [
        numpy.clip(each + random.normal(0, 3, each.shape), 0, 255).astype(numpy.uint8)
        for each in moving(24)
    ]
    for name, near in (("exact.mp4", False), ("near.mp4", True)):
        write_mezzanine(tmp_path / name, grainy, size=SMALL, rate=NTSC, near=near)
    exact, near = (
        numpy.stack([each.to_ndarray() for each in read_frames(tmp_path / name)]).astype(float)
        for name in ("exact.mp4", "near.mp4")
    )
    assert 10 * numpy.log10(255**2 / ((exact - near) ** 2).mean()) > 48
    assert (tmp_path / "near.mp4").stat().st_size < 0.7 * (tmp_path / "exact.mp4").stat().st_size


def test_a_file_cut_short_fails_the_check(tmp_path):
    path = tmp_path / "a.mkv"
    write_mezzanine(path, moving(9), size=SMALL, rate=NTSC, lossless_rgb=True)
    path.write_bytes(path.read_bytes()[:-4000])
    with pytest.raises(MediaError):
        check_mezzanine(path, frames=9, size=SMALL, rate=NTSC)


def test_a_frame_of_another_size_and_no_frames_are_refused(tmp_path):
    with pytest.raises(MediaError, match="a frame of 80x90 came, 160x90 was asked for"):
        write_mezzanine(
            tmp_path / "a.mp4", [numpy.zeros((90, 80, 3), numpy.uint8)], size=SMALL, rate=NTSC
        )
    with pytest.raises(MediaError, match="no frames came"):
        write_mezzanine(tmp_path / "b.mp4", [], size=SMALL, rate=NTSC)


def test_frames_are_taken_one_by_one(tmp_path):
    waiting = []

    def watched():
        for picture in moving(50):
            waiting.append(1)
            yield Converter().yuv(picture)

    assert (
        write_mezzanine(tmp_path / "a.mp4", watched(), size=SMALL, rate=NTSC) == len(waiting) == 50
    )
    assert len(shown(tmp_path / "a.mp4")) == 50
