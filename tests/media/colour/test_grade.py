"""The grade: each setting does what it says, a neutral one nothing, and grain repeats."""

from __future__ import annotations

import cv2
import numpy
import pytest

from tests.media.reels import SMALL, moving
from vfc.errors import MediaError
from vfc.film.model import Grade
from vfc.film.timing import Size
from vfc.media.colour.grade import Grader, Grading
from vfc.media.colour.lut import check_lut

GREY = numpy.full((90, 160, 3), 128, numpy.uint8)


def graded(picture, settings, lut=None, *, index=0, seed=1):
    return Grader(Grading(grade=settings, seed=seed, lut=lut)).grade(picture, index)


def cube(path, change, size=9):
    """A 3D table of a function of RGB from 0 to 1."""
    steps = [index / (size - 1) for index in range(size)]
    rows = [change(red, green, blue) for blue in steps for green in steps for red in steps]
    table = "\n".join(" ".join(f"{value:.6f}" for value in row) for row in rows)
    path.write_text(f'TITLE "a look"\n# made by hand\nLUT_3D_SIZE {size}\n\n{table}\n')
    return path


def test_a_neutral_grade_changes_nothing():
    picture = next(moving(1))
    assert (graded(picture, Grade()) == picture).all()


@pytest.mark.parametrize(
    ("settings", "red", "green", "blue"),
    [
        (Grade(exposure=0.5), 181, 181, 181),
        (Grade(exposure=-1), 64, 64, 64),
        (Grade(contrast=2), 145, 145, 145),
        (Grade(gamma=2), 181, 181, 181),
        (Grade(saturation=0), 128, 128, 128),
        (Grade(saturation=0.5, gamma=2), 181, 181, 181),
    ],
)
def test_tones_of_grey(settings, red, green, blue):
    assert numpy.abs(graded(GREY, settings)[4, 4].astype(int) - (red, green, blue)).max() <= 1


def test_warm_and_cool_magenta_and_green():
    warm, cool = (
        graded(GREY, Grade(temperature=amount))[4, 4].astype(int) for amount in (0.5, -0.5)
    )
    assert warm[0] > warm[1] > warm[2] and cool[0] < cool[1] < cool[2]
    magenta, green = (graded(GREY, Grade(tint=amount))[4, 4].astype(int) for amount in (0.5, -0.5))
    assert magenta[1] < magenta[0] and green[1] > green[0]


def test_no_saturation_is_grey_of_the_same_luma():
    made = graded(next(moving(1)), Grade(saturation=0)).astype(int)
    assert numpy.abs(made[..., 0] - made[..., 1]).max() <= 1
    red = graded(numpy.full((16, 16, 3), (255, 0, 0), numpy.uint8), Grade(saturation=0))
    assert abs(int(red[0, 0, 0]) - 54) <= 1


def test_a_vignette_darkens_the_corners_alone():
    made = graded(GREY, Grade(vignette=0.8))[..., 0]
    assert made[45, 80] >= 127 and made[0, 0] < 50 and abs(int(made[0, 0]) - int(made[-1, -1])) <= 1


def test_grain_repeats_by_seed_and_index_and_moves():
    settings = Grade(grain=0.5)
    first = Grader(Grading(grade=settings, seed=7))
    made = [first.grade(GREY, index) for index in range(4)]
    assert all(
        (graded(GREY, settings, index=index, seed=7) == each).all()
        for index, each in enumerate(made)
    )
    assert len({each.tobytes() for each in made}) == 4
    assert (graded(GREY, settings, index=0, seed=8) != made[0]).any()
    assert abs(made[0].astype(float).mean() - 128) < 1 and 5 < made[0].astype(float).std() < 20


def test_grain_is_strongest_in_the_middle_tones():
    spread = [
        graded(numpy.full((90, 160, 3), level, numpy.uint8), Grade(grain=0.3)).astype(float).std()
        for level in (30, 128, 225)
    ]
    assert spread[1] > 1.5 * max(spread[0], spread[2])


def test_a_grader_goes_on_with_the_next_picture_and_leaves_the_last_alone(tmp_path):
    table = cube(tmp_path / "turned.cube", lambda red, green, blue: (blue, red, 1 - green))
    settings = Grade(contrast=1.2, saturation=0.7, gamma=1.1, vignette=0.2)
    grader = Grader(Grading(grade=settings, seed=1, lut=table))
    pictures = list(moving(3))
    made = [grader.grade(each, 0) for each in pictures]
    assert all(
        (graded(each, settings, table) == one).all()
        for each, one in zip(pictures, made, strict=True)
    )


@pytest.mark.parametrize("size", [SMALL, Size(162, 90), Size(1002, 18)])
def test_a_table_of_colour_is_applied(tmp_path, size):
    same = cube(tmp_path / "same.cube", lambda *rgb: rgb)
    turned = cube(tmp_path / "turned.CUBE", lambda red, green, blue: (blue, red, 1 - green))
    picture = next(moving(1, size))
    assert numpy.abs(graded(picture, Grade(), same).astype(int) - picture).max() <= 1
    made = graded(picture, Grade(), turned).astype(int)
    wanted = numpy.dstack([picture[..., 2], picture[..., 0], 255 - picture[..., 1]])
    assert numpy.abs(made - wanted).max() <= 1


def test_a_table_comes_after_the_tones(tmp_path):
    negative = cube(tmp_path / "negative.cube", lambda *rgb: [1 - each for each in rgb])
    made = graded(GREY, Grade(exposure=-1), negative)
    assert abs(int(made[0, 0, 0]) - 191) <= 1


def test_a_table_of_one_dimension(tmp_path):
    path = tmp_path / "curve.cube"
    path.write_text("LUT_1D_SIZE 3\n0 0 0\n0.25 0.25 0.25\n1 1 1\n")
    assert abs(int(graded(GREY, Grade(), path)[0, 0, 0]) - 64) <= 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "LUT_3D_SIZE 2\n0 0 0\nnonsense here\n",
            "look.cube:3: is no line of a .cube file: nonsense here",
        ),
        ("LUT_3D_SIZE 2\n0 0\n", "look.cube:2: is no line"),
        ("LUT_3D_SIZE 2\n0 0 nan\n", "look.cube:2: is no line"),
        ("LUT_3D_SIZE many\n", "look.cube:1: is no line"),
        ("0 0 0\n", "has no LUT_3D_SIZE"),
        ("LUT_3D_SIZE 2\n0 0 0\n", "has 1 rows of three numbers, LUT_3D_SIZE 2 needs 8"),
        ("LUT_3D_SIZE 900\n", "a size of 900 is not usable"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_its_line(tmp_path, text, message):
    (tmp_path / "look.cube").write_text(text)
    with pytest.raises(MediaError, match=message):
        check_lut(tmp_path / "look.cube")


def test_threads_change_nothing():
    picture, settings = (
        next(moving(1, Size(640, 360))),
        Grade(contrast=1.2, saturation=0.5, grain=0.3, vignette=0.3),
    )
    before, made = cv2.getNumThreads(), []
    for threads in (1, 2):
        cv2.setNumThreads(threads)
        made.append(graded(picture, settings))
    cv2.setNumThreads(before)
    assert (made[0] == made[1]).all()
