"""What a segment shows: exact frames, speeds, dissolves, fades, titles, sizes."""

from __future__ import annotations

from fractions import Fraction

import numpy
import pytest

from tests.media.reels import SMALL, moving, numbered, numbers
from vfc.errors import MediaError
from vfc.film.courses import SeenFrames
from vfc.film.cut import Fading
from vfc.film.model import Grade
from vfc.film.timing import Size
from vfc.media.colour.grade import Grading
from vfc.media.frames import Converter, read_frames, yuv_planes
from vfc.media.video.compose import CardSide, Mix, SegmentFade, Title, compose, rgb_of
from vfc.media.video.mezzanine import write_mezzanine
from vfc.media.video.played import FileSide

RATE = Fraction(24)


@pytest.fixture
def clip(tmp_path):
    write_mezzanine(tmp_path / "clip.mp4", numbered(50), size=SMALL, rate=RATE)
    return tmp_path / "clip.mp4"


def shown(sides, frames, size=SMALL, **more):
    converter = Converter()
    return [converter.rgb(frame) for frame in compose(sides, frames=frames, size=size, **more)]


def levels(pictures):
    return [round(float(each[45, 80].mean())) for each in pictures]


def plain(level):
    return CardSide(picture=numpy.full((90, 160, 3), level, numpy.uint8))


def test_a_frame_under_nothing_is_the_files_own(clip):
    made = list(
        compose([FileSide(path=clip, seen=SeenFrames(start=Fraction(7)))], frames=9, size=SMALL)
    )
    wanted = list(read_frames(clip, 7, 16))
    assert all(
        (one.to_ndarray() == other.to_ndarray()).all()
        for one, other in zip(made, wanted, strict=True)
    )


@pytest.mark.parametrize(
    ("start", "speed", "expected"),
    [
        ("0", "1", [0, 1, 2, 3, 4, 5]),
        ("3", "2", [3, 5, 7, 9, 11, 13]),
        ("3", "1/2", [3, 3, 4, 4, 5, 5]),
        ("1", "3/2", [1, 2, 4, 5, 7, 8]),
        ("5/2", "1/2", [2, 3, 3, 4, 4, 5]),
        ("0", "9", [0, 9, 18, 27, 36, 45]),
        ("7/2", "1", [3, 4, 5, 6, 7, 8]),
    ],
)
def test_speed_shows_the_frame_that_the_film_has_reached(clip, start, speed, expected):
    side = FileSide(path=clip, seen=SeenFrames(start=Fraction(start), speed=Fraction(speed)))
    assert numbers(shown([side], 6)) == expected


def test_a_shot_at_half_speed_lasts_twice_as_long_and_no_longer(clip):
    assert numbers(
        shown([FileSide(path=clip, seen=SeenFrames(start=Fraction(0), speed=Fraction(1, 2)))], 100)
    )[-2:] == [49, 49]
    with pytest.raises(MediaError, match="clip.mp4: has 50 frames, 51 are needed"):
        shown([FileSide(path=clip, seen=SeenFrames(start=Fraction(0), speed=Fraction(1, 2)))], 101)


def test_a_dissolve_goes_evenly_from_one_side_to_the_other():
    made = levels(shown([plain(40), plain(200)], 7, mix=Mix(kind="dissolve")))
    assert made == pytest.approx([60, 80, 100, 120, 140, 160, 180], abs=2)


def test_a_dissolve_of_two_clips_moves_on_both_sides(clip):
    sides = [
        FileSide(path=clip, seen=SeenFrames(start=Fraction(0))),
        FileSide(path=clip, seen=SeenFrames(start=Fraction(40))),
    ]
    wanted = [16 + 4 * (index + 40 * (index + 1) / 6) for index in range(5)]
    assert levels(shown(sides, 5, mix=Mix(kind="dissolve"))) == pytest.approx(wanted, abs=2)


def test_an_unknown_transition_and_no_picture_are_mistakes(clip):
    with pytest.raises(MediaError, match="there is no transition 'melt'; there is dissolve, dip"):
        shown([plain(0), plain(9)], 2, mix=Mix(kind="melt"))
    with pytest.raises(MediaError, match="one picture or two, not 0"):
        shown([], 2)


@pytest.mark.parametrize(
    ("fade", "expected"),
    [
        (
            SegmentFade(colour="black", toward=Fading.TO, first=0, total=3, at=2),
            [200, 200, 150, 100, 50],
        ),
        (
            SegmentFade(colour="black", toward=Fading.FROM, first=0, total=3, at=0),
            [50, 100, 150, 200, 200],
        ),
        (
            SegmentFade(colour="white", toward=Fading.TO, first=2, total=10, at=0),
            [215, 220, 225, 230, 235],
        ),
        (
            SegmentFade(colour="#000000", toward=Fading.FROM, first=8, total=9, at=0),
            [180, 200, 200, 200, 200],
        ),
    ],
)
def test_fades(fade, expected):
    assert levels(shown([plain(200)], 5, fades=[fade])) == pytest.approx(expected, abs=2)


def test_a_fade_over_several_segments_is_one_fade():
    whole = levels(
        shown(
            [plain(200)],
            8,
            fades=[SegmentFade(colour="black", toward=Fading.TO, first=0, total=8, at=0)],
        )
    )
    parts = [
        levels(
            shown(
                [plain(200)],
                4,
                fades=[SegmentFade(colour="black", toward=Fading.TO, first=first, total=8, at=0)],
            )
        )
        for first in (0, 4)
    ]
    assert parts[0] + parts[1] == whole


def test_a_title_lies_where_it_is_drawn_and_fades():
    image = numpy.zeros((90, 160, 4), numpy.uint8)
    image[20:60, 40:120] = 255
    made = shown(
        [plain(50)], 8, titles=[Title(image=image, at=2, frames=5, elapsed=0, total=5, fade=1)]
    )
    assert levels(made) == pytest.approx([50, 50, 152, 255, 255, 255, 152, 50], abs=2)
    assert all(abs(int(each[5, 5, 0]) - 50) <= 1 for each in made)


def test_a_title_that_began_before_goes_on():
    image = numpy.full((90, 160, 4), 255, numpy.uint8)
    made = shown(
        [plain(50)], 3, titles=[Title(image=image, at=0, frames=2, elapsed=8, total=10, fade=1)]
    )
    assert levels(made) == pytest.approx([255, 152, 50], abs=2)


def test_half_covered_pixels_are_mixed():
    image = numpy.full((90, 160, 4), (255, 0, 0, 128), numpy.uint8)
    made = shown([plain(0)], 1, titles=[Title(image=image, at=0, frames=1, elapsed=0, total=1)])[0][
        45, 80
    ]
    assert numpy.abs(made.astype(int) - (128, 0, 0)).max() <= 4


@pytest.mark.parametrize(
    "size", [Size(90, 160), Size(320, 180), Size(80, 44), Size(64, 64), Size(162, 90)]
)
@pytest.mark.parametrize("fit", ["crop", "fit", "pad", "stretch"])
def test_every_size_and_fit(tmp_path, size, fit):
    write_mezzanine(
        tmp_path / "a.mp4", [numpy.full((90, 160, 3), 200, numpy.uint8)] * 2, size=SMALL, rate=RATE
    )
    made = shown(
        [FileSide(path=tmp_path / "a.mp4", seen=SeenFrames(start=Fraction(0)), fit=fit)],
        2,
        size=size,
    )
    assert all(each.shape == (size.height, size.width, 3) for each in made)
    assert abs(int(made[0][size.height // 2, size.width // 2, 0]) - 200) <= 1
    bars = fit in ("fit", "pad") and abs(size.width / size.height - 16 / 9) > 0.1
    assert (made[0][1, 1].max() <= 1) == bars


def test_colours_stay_in_place_when_a_picture_is_resized(tmp_path):
    picture = numpy.zeros((90, 160, 3), numpy.uint8)
    picture[:, 80:] = (200, 30, 30)
    write_mezzanine(tmp_path / "a.mp4", [picture], size=SMALL, rate=RATE)
    made = shown(
        [FileSide(path=tmp_path / "a.mp4", seen=SeenFrames(start=Fraction(0)))],
        1,
        size=Size(320, 180),
    )[0]
    assert numpy.abs(made[90, 150].astype(int)).max() <= 4
    assert numpy.abs(made[90, 170].astype(int) - (200, 30, 30)).max() <= 4


def test_frames_are_marked_and_exactly_as_many_as_asked_for(clip):
    made = list(
        compose(
            [CardSide(picture=next(moving(1)))],
            frames=3,
            size=SMALL,
            fades=[SegmentFade(colour="#102030", toward=Fading.FROM, first=0, total=3, at=0)],
        )
    )
    assert len(made) == 3
    assert all((int(frame.colorspace), int(frame.color_range)) == (1, 1) for frame in made)


def test_a_card_is_its_picture():
    picture = next(moving(1))
    made = next(iter(compose([CardSide(picture=picture)], frames=1, size=SMALL)))
    assert (made.to_ndarray() == yuv_planes(picture)).all()


def test_colours():
    assert rgb_of("black") == (0, 0, 0) and rgb_of("#1a2b3c") == (26, 43, 60)
    with pytest.raises(MediaError, match="'blakc' is not a colour"):
        rgb_of("blakc")


# ── graded in the segment's own pass ───────────────────────────────────────────────────────────

GRAINY = Grading(grade=Grade(exposure=0.3, saturation=0.8, vignette=0.3, grain=0.6), seed=5)


def as_planes(frames):
    return [frame.to_ndarray().tobytes() for frame in frames]


def test_a_frame_of_a_shot_is_graded_alike_whatever_the_cut(clip):
    """A cut, a handle under a dissolve, another speed: the grain is the shot's frame's own."""
    whole = as_planes(
        compose(
            [FileSide(path=clip, seen=SeenFrames(start=Fraction(0)), grading=GRAINY)],
            frames=50,
            size=SMALL,
        )
    )
    later = as_planes(
        compose(
            [FileSide(path=clip, seen=SeenFrames(start=Fraction(20)), grading=GRAINY)],
            frames=9,
            size=SMALL,
        )
    )
    fast, slow = (
        FileSide(
            path=clip, seen=SeenFrames(start=Fraction(3), speed=Fraction(speed)), grading=GRAINY
        )
        for speed in ("2", "1/2")
    )
    fast, slow = (as_planes(compose([side], frames=6, size=SMALL)) for side in (fast, slow))
    assert len(set(whole)) == 50
    assert (
        later == whole[20:29]
        and fast == whole[3:14:2]
        and slow == [whole[at] for at in (3, 3, 4, 4, 5, 5)]
    )


def test_each_side_of_a_dissolve_has_its_own_grade(clip):
    dark, bright = (Grading(grade=Grade(exposure=amount), seed=0) for amount in (-2, 1))
    sides = [
        FileSide(path=clip, seen=SeenFrames(start=Fraction(20)), grading=dark),
        FileSide(path=clip, seen=SeenFrames(start=Fraction(20)), grading=bright),
    ]
    alone = [levels(shown([side], 3)) for side in sides]
    made = levels(shown(sides, 3))
    wanted = [
        out + (into - out) * (index + 1) / 4
        for index, (out, into) in enumerate(zip(*alone, strict=True))
    ]
    assert (
        alone[0][0] < 60 < 120 < alone[1][0]
        and numpy.abs(numpy.subtract(made, wanted)).max() <= 1.5
    )


def test_a_grade_lies_under_titles_and_fades_and_at_the_size_of_the_shot(clip):
    negative = Grading(grade=Grade(exposure=-1), seed=0)
    fade = SegmentFade(colour="white", toward=Fading.TO, first=0, total=3, at=0)
    side = FileSide(path=clip, seen=SeenFrames(start=Fraction(20)), grading=negative)
    bare, faded = shown([side], 3)[2].mean(), shown([side], 3, fades=[fade])[2].mean()
    assert abs(faded - (bare / 4 + 255 * 3 / 4)) <= 2, "the white of a fade is not graded"
    lens = FileSide(
        path=clip,
        seen=SeenFrames(start=Fraction(20)),
        grading=Grading(grade=Grade(vignette=0.8), seed=0),
    )
    wide, square = shown([lens], 1)[0], shown([lens], 1, size=Size(64, 64))[0]
    assert square[0, 0, 0] > 1.2 * wide[0, 0, 0], (
        "the lens is the shot's, of which a square shows the middle"
    )


def test_a_smooth_sky_stays_smooth_when_it_is_graded(tmp_path):
    """Rounded at once, each level of a slow ramp becomes one other and some are left out: bands.
    Dithered, the mean of what it becomes is what it should be, and no level between is left out.
    """
    ramp = numpy.linspace(20, 60, SMALL.width).round().astype(numpy.uint8)
    sky = numpy.repeat(numpy.repeat(ramp[None, :, None], SMALL.height, 0), 3, 2)
    write_mezzanine(tmp_path / "sky.mp4", [sky], size=SMALL, rate=RATE)
    look = Grading(grade=Grade(gamma=1.6), seed=0)
    made = next(
        iter(
            compose(
                [
                    FileSide(
                        path=tmp_path / "sky.mp4", seen=SeenFrames(start=Fraction(0)), grading=look
                    )
                ],
                frames=1,
                size=SMALL,
            )
        )
    )
    luma, before = (
        frame.to_ndarray()[: SMALL.height]
        for frame in (made, next(read_frames(tmp_path / "sky.mp4")))
    )
    exact = 16 + 219 * ((before.astype(float) - 16) / 219) ** (1 / 1.6)
    assert abs(luma.mean(axis=0) - exact[0]).max() < 0.2
    assert len(numpy.unique(exact.round())) < len(numpy.unique(luma)) == luma.max() - luma.min() + 1
