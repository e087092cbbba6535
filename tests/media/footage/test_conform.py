"""Footage and stills conformed: rates, times, rotation, aspect, fields, colour, camera moves."""

from __future__ import annotations

import itertools
from fractions import Fraction

import av
import cv2
import numpy
import pytest
from PIL import Image

from tests.media.reels import SMALL, footage, moving, numbered, numbers, segment
from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.footage.conform import conform_footage
from vfc.media.footage.probe import probe
from vfc.media.stills.move import conform_still
from vfc.media.video.encode import EncodeSettings

FILM = Fraction(24)
NTSC = Fraction(24000, 1001)


def conformed(path, frames, *, start=Fraction(0), rate=FILM, size=SMALL, fit="crop"):
    return list(conform_footage(path, start=start, frames=frames, size=size, rate=rate, fit=fit))


@pytest.mark.parametrize("rate", [FILM, NTSC, Fraction(25), Fraction(30000, 1001), Fraction(60)])
@pytest.mark.parametrize("form", ["mp4", "mkv", "mov"])
def test_a_file_of_the_films_rate_gives_each_frame_once(tmp_path, form, rate):
    path = footage(tmp_path / f"a.{form}", list(numbered(48)), rate=rate)
    for start in (0, 1, 17, 47):
        assert numbers(conformed(path, 48 - start, start=start / rate, rate=rate)) == list(
            range(start, 48)
        )


@pytest.mark.parametrize(
    ("file_rate", "film_rate", "expected"),
    [
        (48, 24, [0, 2, 4, 6, 8]),
        (12, 24, [0, 0, 1, 1, 2, 2]),
        (25, 24, [*range(12), *range(13, 25)]),
        (24, 25, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 13, 14, 15]),
    ],
)
@pytest.mark.parametrize("form", ["mp4", "mkv"])
def test_another_rate_gives_the_nearest_frame(tmp_path, form, file_rate, film_rate, expected):
    path = footage(tmp_path / f"a.{form}", list(numbered(50)), rate=Fraction(file_rate))
    assert numbers(conformed(path, len(expected), rate=Fraction(film_rate))) == expected


def test_a_variable_rate_is_sampled_by_its_times(tmp_path):
    path = footage(tmp_path / "a.mkv", list(numbered(6)), times=[0, 42, 83, 500, 542, 583])
    assert numbers(conformed(path, 15)) == [0, 1, 2] + [2] * 9 + [3, 4, 5]


@pytest.mark.parametrize("frames", [1, 2, 3, 30])
@pytest.mark.parametrize("file_rate", [FILM, Fraction(25), Fraction(30000, 1001), Fraction(10)])
def test_all_the_frames_that_the_facts_promise_are_there_and_no_more(tmp_path, frames, file_rate):
    path = footage(tmp_path / "a.mkv", list(numbered(frames)), rate=file_rate)
    there = -(-probe(path).seconds * FILM // 1)
    assert len(conformed(path, int(there))) == there
    with pytest.raises(
        MediaError, match=f"needed from 0 s on, the file has {there} at the film's rate"
    ):
        conformed(path, int(there) + 3)


def test_a_frame_or_two_that_lack_at_the_end_are_held(tmp_path):
    path = footage(tmp_path / "a.mp4", list(numbered(10)), rate=FILM)
    assert numbers(conformed(path, 12)) == [*range(10), 9, 9]


def test_frames_that_are_decoded_out_of_order_and_long_groups_are_found(tmp_path):
    settings = EncodeSettings(size=SMALL, rate=FILM)
    path, _ = segment(tmp_path / "a.mp4", numbered(56), settings, 56)
    for start in (1, 23, 24, 25, 55):
        assert numbers(conformed(path, 1, start=start / FILM)) == [start]


@pytest.mark.parametrize("form", ["ts", "m2v", "avi"])
def test_containers_without_an_index_are_found_too(tmp_path, form):
    codec = "mpeg4" if form == "avi" else "mpeg2video"
    path = footage(
        tmp_path / f"a.{form}",
        list(numbered(50)),
        rate=Fraction(25),
        codec=codec,
        options={"g": "10", "bf": "2" if form == "ts" else "0", "q:v": "2", "b": "3000000"},
    )
    assert numbers(conformed(path, 4, start=Fraction(33, 25), rate=Fraction(25))) == [
        33,
        34,
        35,
        36,
    ]


@pytest.mark.parametrize(
    ("rotation", "middle"),
    [(0, (9.5, 9.5)), (90, (149.5, 9.5)), (180, (79.5, 149.5)), (270, (9.5, 79.5))],
)
def test_rotation_is_obeyed(tmp_path, rotation, middle):
    """The display matrix turns counter-clockwise: the upper left corner goes down the left side
    first.
    """
    picture = numpy.zeros((90, 160, 3), numpy.uint8)
    picture[:20, :20] = (250, 0, 0)
    path = footage(tmp_path / "a.mp4", [picture] * 2, rotation=rotation)
    size = Size(90, 160) if rotation % 180 else SMALL
    made = conformed(path, 1, size=size)[0]
    lit = numpy.argwhere(made[..., 0] > 128).mean(axis=0)
    assert numpy.abs(lit - middle).max() < 2


def test_pixels_that_are_not_square_are_made_so(tmp_path):
    picture = numpy.zeros((64, 72, 3), numpy.uint8)
    # a circle, once it is 4:3 wider
    cv2.ellipse(picture, (36, 32), (18, 24), 0, 0, 360, (255, 255, 255), -1)
    path = footage(tmp_path / "a.mp4", [picture] * 2, aspect=Fraction(4, 3))
    made = conformed(path, 1, size=Size(96, 64))[0]
    rows, columns = numpy.nonzero(made[..., 0] > 128)
    assert abs((rows.max() - rows.min()) - (columns.max() - columns.min())) <= 2


@pytest.mark.parametrize(
    ("fit", "bars"), [("crop", False), ("stretch", False), ("fit", True), ("pad", True)]
)
def test_fits(tmp_path, fit, bars):
    path = footage(tmp_path / "a.mp4", [numpy.full((90, 160, 3), 200, numpy.uint8)] * 2)
    made = conformed(path, 1, size=Size(90, 160), fit=fit)[0]
    assert made.shape == (160, 90, 3)
    assert (int(made[2, 45, 0]) < 5) == bars and int(made[80, 45, 0]) > 195


def test_fields_are_woven_into_whole_frames(tmp_path):
    combs = []
    for index in range(10):
        comb = numpy.full((96, 160, 3), 60, numpy.uint8)
        # what one field saw, and the other a moment later
        comb[::2, 20 + 10 * index : 40 + 10 * index] = 220
        comb[1::2, 25 + 10 * index : 45 + 10 * index] = 220
        combs.append(comb)
    path = footage(
        tmp_path / "a.ts",
        combs,
        rate=Fraction(25),
        codec="mpeg2video",
        options={"flags": "+ildct+ilme", "b": "8000000", "qmax": "2"},
    )
    made = conformed(path, 10, rate=Fraction(25), size=Size(160, 96))
    assert len(made) == 10 and _combing(combs[5]) > 100 > 4 * _combing(made[5])


def _combing(picture):
    """How much the lines of a picture differ from the mean of those beside them, where they do
    most.
    """
    lines = picture[30:60, :, 0].astype(int)
    return numpy.abs(lines[1:-1] - (lines[:-2] + lines[2:]) / 2).mean(axis=0).max()


@pytest.mark.parametrize(
    ("matrix", "size", "old"),
    [(1, SMALL, False), (5, SMALL, True), (2, SMALL, True), (2, Size(160, 720), False)],
)
def test_colour_is_read_by_the_matrix_of_the_file(tmp_path, matrix, size, old):
    """An unmarked file is taken for BT.601 up to 576 lines, for BT.709 above."""
    path = tmp_path / "a.mp4"
    yuv = (82, 90, 240) if old else (63, 102, 240)  # pure red in each
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=24, options={"qp": "0"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.codec_context.colorspace = matrix
        frame = av.VideoFrame(size.width, size.height, "yuv420p")
        for plane, value in zip(frame.planes, yuv, strict=True):
            numpy.frombuffer(plane, numpy.uint8)[:] = value
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    made = conformed(path, 1, size=size)[0][40, 80].astype(int)
    assert numpy.abs(made - (255, 0, 0)).max() <= 4


def test_frames_come_one_by_one(tmp_path):
    path = footage(tmp_path / "a.mp4", list(moving(48)))
    frames = conform_footage(path, start=Fraction(0), frames=48, size=SMALL, rate=FILM, fit="crop")
    assert next(frames).shape == (90, 160, 3)
    frames.close()


# ── stills ───────────────────────────────────────────────────────────────────────────────────────


def photo(path, size=Size(320, 180), **more):
    quick = {"compress_level": 1} if path.suffix == ".png" else {}
    Image.fromarray(next(moving(1, size))).save(path, **quick | more)
    return path


def stills(path, frames=24, *, length=None, move="", size=SMALL, fit="crop"):
    return list(
        conform_still(path, frames=frames, length=length or frames, size=size, fit=fit, move=move)
    )


def test_without_a_move_a_still_stands(tmp_path):
    made = stills(photo(tmp_path / "a.png"), 3, move="static")
    assert len(made) == 3 and all((each == made[0]).all() for each in made)


@pytest.mark.parametrize(
    ("move", "right", "down"),
    [
        ("pan left", -1, 0),
        ("pan right", 1, 0),
        ("tilt up", 0, -1),
        ("tilt down", 0, 1),
        ("track left", -1, 0),
        ("crane up", 0, -1),
    ],
)
def test_the_camera_goes_where_it_is_told(tmp_path, move, right, down):
    made = stills(photo(tmp_path / "a.png"), 24, move=move)
    grey = [numpy.float32(cv2.cvtColor(made[index], cv2.COLOR_RGB2GRAY)) for index in (8, 16)]
    (across, along), _ = cv2.phaseCorrelate(*grey)
    # What is seen goes against the camera.
    assert (across * -right + along * -down) > 1.5 > abs(across * down) + abs(along * right)


@pytest.mark.parametrize("move", ["push in", "pull out", "zoom in", "pan left", "roll right"])
def test_moves_are_smooth_and_rest_on_the_handles(tmp_path, move):
    made = stills(photo(tmp_path / "a.png", Size(640, 360)), 48, length=36, move=move)
    changes = [numpy.abs(one.astype(int) - other).mean() for one, other in itertools.pairwise(made)]
    assert all(change == 0 for change in changes[35:])
    assert min(changes[2:33]) > 0 and max(changes) < 6 * numpy.median(changes[:35])
    assert all(abs(changes[index + 1] - changes[index]) < 0.5 * max(changes) for index in range(34))


def test_a_still_lies_upright_and_over_black(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 3
    picture = numpy.zeros((90, 160, 3), numpy.uint8)
    picture[:20, :20] = 255
    Image.fromarray(picture).save(tmp_path / "turned.png", exif=exif)
    made = stills(tmp_path / "turned.png", 1)[0]
    assert made[85, 155].tolist() == [255] * 3 and made[5, 5].tolist() == [0] * 3
    Image.fromarray(numpy.full((90, 160, 4), (200, 100, 50, 0), numpy.uint8)).save(
        tmp_path / "clear.png"
    )
    assert not stills(tmp_path / "clear.png", 1)[0].any()


def test_grey_of_sixteen_bits_keeps_its_tones(tmp_path):
    Image.fromarray(numpy.full((90, 160), 32896, numpy.uint16)).save(tmp_path / "grey.png")
    assert stills(tmp_path / "grey.png", 1)[0][3, 3].tolist() == [128] * 3


def test_what_is_no_picture_is_refused(tmp_path):
    (tmp_path / "a.png").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n")
    with pytest.raises(MediaError, match="a.png: is no picture"):
        stills(tmp_path / "a.png", 1)
    with pytest.raises(MediaError, match="none.png: "):
        stills(tmp_path / "none.png", 1)
