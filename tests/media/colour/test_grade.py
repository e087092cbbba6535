"""The grade: each setting does what it says, a neutral one nothing, and grain repeats."""

from __future__ import annotations

from fractions import Fraction

import av
import av.filter
import cv2
import numpy
import PyOpenColorIO as ocio
import pytest

from tests.media.reels import SMALL, moving
from vfc.errors import MediaError
from vfc.film.grades import Curves, Grade
from vfc.film.timing import Size
from vfc.media.colour.grade import Grader, Grading
from vfc.media.colour.lut import read_cubes
from vfc.media.colour.points import on_curve
from vfc.media.frames import Converter

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
        (Grade(exposure=0.5), 148, 148, 148),
        (Grade(exposure=-1), 96, 96, 96),
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
    made = graded(GREY, Grade(exposure=-2.4), negative)
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
        read_cubes(tmp_path / "look.cube")


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


def test_a_stop_doubles_the_light_of_a_display():
    ramp = numpy.repeat(numpy.arange(20, 150, dtype=numpy.uint8)[None, :, None], 3, 2)
    brighter, darker = graded(ramp, Grade(exposure=1)), graded(ramp, Grade(exposure=-1.5))
    light, more, less = ((each / 255.0) ** 2.4 for each in (ramp, brighter, darker))
    assert abs(255 * (2 * light) ** (1 / 2.4) - 255 * more ** (1 / 2.4)).max() <= 1
    assert abs(255 * (light / 2**1.5) ** (1 / 2.4) - 255 * less ** (1 / 2.4)).max() <= 1


def test_contrast_leaves_its_pivot():
    dark = numpy.full((8, 8, 3), 51, numpy.uint8)
    assert graded(dark, Grade(contrast=2, pivot=0.2))[0, 0, 0] == 51
    assert graded(dark, Grade(contrast=2))[0, 0, 0] == 0


@pytest.mark.parametrize(
    ("settings", "black", "middle", "white"),
    [
        (Grade(lift=0.2), (51, 51, 51), (153, 153, 153), (255, 255, 255)),
        (Grade(gain=0.5), (0, 0, 0), (64, 64, 64), (128, 128, 128)),
        (Grade(gamma=(2, 1, 0.5)), (0, 0, 0), (181, 128, 64), (255, 255, 255)),
        (Grade(lift=(0, 0.1, 0.2), gain=(1, 0.5, 1)), (0, 13, 51), (128, 70, 153), (255, 128, 255)),
    ],
)
def test_lift_moves_black_and_gain_moves_white_by_channel(settings, black, middle, white):
    for level, wanted in ((0, black), (128, middle), (255, white)):
        made = graded(numpy.full((8, 8, 3), level, numpy.uint8), settings)
        assert numpy.abs(made[0, 0].astype(int) - wanted).max() <= 1


def test_what_gain_brings_back_was_not_cut_off_by_the_exposure_before():
    bright = numpy.repeat(numpy.arange(120, 250, dtype=numpy.uint8)[None, :, None], 3, 2)
    made = graded(bright, Grade(exposure=2.4, gain=0.5))
    assert abs(made.astype(int) - bright).max() <= 1


POINTS = ((0.0, 0.1), (0.2, 0.15), (0.5, 0.7), (0.8, 0.75), (1.0, 1.0))


def of_ffmpeg(path, points, picture):
    """A picture through ffmpeg's own curve of the same kind, in 16 bits."""
    graph = av.filter.Graph()
    source = graph.add_buffer(
        width=picture.shape[1],
        height=picture.shape[0],
        format=av.VideoFormat("rgb48le"),
        time_base=Fraction(1, 24),
    )
    said = " ".join(f"{left}/{right}" for left, right in points)
    curve = graph.add("curves", f"interp=pchip:all='{said}'")
    graph.link_nodes(source, curve, graph.add("buffersink")).configure()
    graph.vpush(av.VideoFrame.from_ndarray(picture.astype(numpy.uint16) * 257, format="rgb48le"))
    return graph.vpull().to_ndarray() / 257


@pytest.mark.parametrize("points", [POINTS, ((0, 0), (1, 0.5)), ((0, 1), (0.5, 0.2), (1, 0))])
def test_a_curve_is_ffmpegs_to_a_level(tmp_path, points):
    ramp = numpy.tile(numpy.arange(256, dtype=numpy.uint8)[None, :, None], (4, 1, 3))
    made = graded(ramp, Grade(curves=Curves(all=points)))
    assert abs(made - of_ffmpeg(tmp_path, points, ramp)).max() <= 1


def test_a_channels_curve_comes_before_that_of_all():
    curves = Curves(red=((0, 1), (1, 0)), all=((0, 0), (1, 0.5)))
    made = graded(numpy.full((8, 8, 3), 51, numpy.uint8), Grade(curves=curves))[0, 0]
    assert numpy.abs(made.astype(int) - (102, 26, 26)).max() <= 1


def test_a_curve_goes_no_higher_than_its_points_and_is_level_beyond_them():
    made = on_curve(numpy.linspace(0, 1, 101), ((0.25, 0.1), (0.3, 0.9), (0.7, 0.9)))
    assert made.min() == made[0] == 0.1 and made.max() == pytest.approx(made[-1]) == 0.9


HEADS = {
    "LUT_3D_SIZE 17": (17, 3),
    "LUT_3D_SIZE 17\nDOMAIN_MIN 0.1 0 -0.5\nDOMAIN_MAX 0.8 2 1.5": (17, 3),
    "LUT_3D_SIZE 5\nLUT_3D_INPUT_RANGE 0.0 0.8": (5, 3),
    "LUT_1D_SIZE 33": (33, 1),
    "LUT_1D_SIZE 33\nDOMAIN_MIN 0.1 0.1 0.1\nDOMAIN_MAX 0.9 0.9 0.9": (33, 1),
    "LUT_1D_SIZE 33\nLUT_1D_INPUT_RANGE 0.1 0.9": (33, 1),
    "LUT_1D_SIZE 33\nLUT_3D_SIZE 17\nLUT_1D_INPUT_RANGE -0.1 1.1": (17, 4),
}


@pytest.mark.parametrize("head", HEADS)
def test_a_table_is_that_of_opencolorio_to_a_level(tmp_path, head):
    """With the domains and the two tables in one file that Resolve writes."""
    size, kind = HEADS[head]
    steps = numpy.linspace(0, 1, size)
    blue, green, red = (each.ravel() for each in numpy.meshgrid(steps, steps, steps, indexing="ij"))
    mixed = numpy.stack([red**0.7 * 0.9 + 0.05 * green, green**1.3, 0.8 * blue + 0.1 * red], -1)
    curve = numpy.stack([each := numpy.linspace(0, 1, 33), each**1.4, 1 - each], -1)
    rows = numpy.concatenate([*([curve] if kind in (1, 4) else []), *([mixed] if kind > 1 else [])])
    path = tmp_path / "look.cube"
    path.write_text(head + "\n" + "\n".join("{} {} {}".format(*row) for row in rows.round(6)))
    picture = numpy.random.default_rng(1).integers(0, 256, (36, 64, 3)).astype(numpy.uint8)
    wanted = numpy.ascontiguousarray(picture / numpy.float32(255), numpy.float32)
    interpolation = ocio.INTERP_LINEAR if kind == 1 else ocio.INTERP_TETRAHEDRAL
    transform = ocio.FileTransform(src=str(path), interpolation=interpolation)
    ocio.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor().applyRGB(wanted)
    assert abs(graded(picture, Grade(), path) - 255 * wanted.clip(0, 1)).max() <= 1


def lamp(level=250, around=30):
    picture = numpy.full((90, 160, 3), around, numpy.uint8)
    cv2.circle(picture, (80, 45), 12, (level, level, level), -1, cv2.LINE_AA)
    return picture


def test_bloom_spreads_light_and_halation_is_red():
    beside = {
        word: graded(lamp(), Grade(**{word: 1}))[45, 94].astype(int)
        for word in ("bloom", "halation")
    }
    assert beside["bloom"].min() > 60 and numpy.ptp(beside["bloom"]) <= 2
    red, green, blue = beside["halation"]
    assert red > 60 and red > green + 20 >= blue
    assert (graded(lamp(120), Grade(halation=1)) == lamp(120)).all(), (
        "nothing bright, nothing glows"
    )


def test_glow_is_the_same_in_a_draft():
    large = graded(cv2.resize(lamp(), (640, 360)), Grade(bloom=0.6, halation=0.6))
    small = graded(cv2.resize(lamp(), (320, 180)), Grade(bloom=0.6, halation=0.6))
    shrunk = cv2.resize(large, (320, 180), interpolation=cv2.INTER_AREA).astype(int)
    assert numpy.percentile(abs(shrunk - small), 99) <= 12 and abs(shrunk - small).mean() < 1


def test_sharpening_raises_edges_and_leaves_what_is_flat():
    picture = numpy.full((90, 160, 3), 80, numpy.uint8)
    picture[:, 80:] = 160
    made = graded(picture, Grade(sharpen=0.8))
    assert made[45, 80, 0] > 165 and made[45, 79, 0] < 75
    assert (made[:, :70] == 80).all() and (made[:, 90:] == 160).all()


def test_denoising_takes_noise_and_leaves_edges():
    clean = lamp(200)
    noise = numpy.random.default_rng(2).normal(0, 6, clean.shape)
    noisy = (clean + noise).clip(0, 255).astype(numpy.uint8)
    made = graded(noisy, Grade(denoise=0.5))
    before, after = (((each.astype(float) - clean) ** 2).mean() for each in (noisy, made))
    assert after < before / 4


@pytest.mark.parametrize(
    ("ratio", "rows", "columns"), [(2.39, 12, 0), (1.0, 0, 36), (16 / 9, 0, 0), (4, 24, 0)]
)
def test_bars_leave_the_shape_that_was_asked_for_and_lie_over_all_else(ratio, rows, columns):
    settings = Grade(letterbox=ratio, grain=1, bloom=1, lift=0.2)
    white = numpy.full((90, 160, 3), 255, numpy.uint8)
    made = Grader(Grading(grade=settings, seed=1)).frame(Converter().yuv(white), 0).to_ndarray()
    luma, blue = made[:90], made[90 : 90 + 22].reshape(-1)
    inside = luma[rows : 90 - rows, columns : 160 - columns]
    assert inside.min() > 150 and (luma == 16).sum() == luma.size - inside.size
    assert (blue[: rows // 2 * 80] == 128).all()
