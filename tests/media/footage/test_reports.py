"""What users of other tools reported of footage, tried here: each file is shown as its own times
say.

The reports: auto-editor 152, moviepy 784 and 1233, decord 54 and 91, PyAV 349 and 526,
pytorch/audio 3824, SMPlayer 386, OpenShot 1285 (numbered pictures: tests/project/test_footage.py)
and 4023.
"""

from __future__ import annotations

import subprocess
from fractions import Fraction

import av
import imageio_ffmpeg
import numpy
import pytest

from tests.media.footage.test_world import shown
from tests.media.reels import SMALL, footage, numbered, numbers
from vfc.film.timing import Size
from vfc.media.footage.conform import conform_footage
from vfc.media.footage.probe import probe

FILM = Fraction(25)
QUALITY = {"b": "3000000", "qmax": "4"}


def ffmpeg(*arguments):
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *map(str, arguments)], check=True
    )


def plain(path, frames=60, **more):
    return footage(
        path, list(numbered(frames)), rate=FILM, options={"bf": "3", "g": "12", "qp": "4"}, **more
    )


def plays(path, expected, *starts):
    assert numbers(shown(path)) == expected
    for start in starts:
        assert numbers(shown(path, start=Fraction(start, 25))) == expected[start:]


@pytest.mark.parametrize("form", ["mp4", "mkv", "mov"])
def test_a_recording_of_a_screen_at_whatever_rate_it_had(tmp_path, form):
    """auto-editor 152: a mean of 23 frames a second out of 10 to 61, and sound half a minute late
    each minute.
    """
    times = [0, 16, 33, 50, 66, 83, 150, 250, 266, 283, 500, 516, 533, 900]
    path = footage(
        tmp_path / f"a.{form}",
        list(numbered(14)),
        rate=FILM,
        times=times,
        options={"bf": "0", "qp": "4"},
    )
    made = numbers(shown(path))
    at = [
        max(index for index, time in enumerate(times) if time <= 40 * frame + 20)
        for frame in range(len(made))
    ]
    assert made == at and len(made) >= 23


def test_all_frames_of_a_fast_camera_are_counted(tmp_path):
    """moviepy 784: of 250 frames a second one too many was counted, or one too few, from run to
    run.
    """
    path = footage(
        tmp_path / "a.avi", list(numbered(60)), rate=Fraction(250), codec="mpeg4", options=QUALITY
    )
    assert (probe(path).frames, probe(path).seconds) == (60, Fraction(60, 250))
    plays(path, [0, 10, 20, 30, 40, 50], 2)


@pytest.mark.parametrize("longer", [False, True])
@pytest.mark.parametrize("form", ["mp4", "mkv", "mov"])
def test_the_last_frames_are_there_whether_or_not_sound_goes_on(tmp_path, form, longer):
    """moviepy 1233, OpenShot 4023: the end was held or cut, for the length was that of the
    sound.
    """
    ffmpeg(
        "-i",
        plain(tmp_path / "plain.mp4"),
        "-f",
        "lavfi",
        "-i",
        f"sine=440:d={5 if longer else 1}",
        "-c:v",
        "copy",
        "-c:a",
        "aac",
        tmp_path / f"a.{form}",
    )
    assert probe(tmp_path / f"a.{form}").seconds == Fraction(60, 25)
    plays(tmp_path / f"a.{form}", list(range(60)), 58)


def test_two_frames_at_one_time_cost_one_and_move_nothing(tmp_path):
    """decord 54: times that come twice, and frames then found at other places by a seek than by
    playing on.
    """
    source = footage(
        tmp_path / "b.mkv", list(numbered(20)), rate=FILM, options={"bf": "0", "qp": "4"}
    )
    with av.open(str(source)) as read, av.open(str(tmp_path / "a.mkv"), "w") as written:
        stream = written.add_stream_from_template(read.streams[0])
        for index, packet in enumerate(each for each in read.demux() if each.size):
            packet.pts = packet.dts = index // 2 * 80
            packet.stream = stream
            written.mux(packet)
    made = numbers(shown(tmp_path / "a.mkv"))
    assert len(made) == 19 and made[::2] == list(range(1, 20, 2))


@pytest.mark.parametrize("form", ["mp4", "mkv", "ts"])
def test_a_file_whose_clock_does_not_begin_at_zero(tmp_path, form):
    """pytorch/audio 3824: a seek that counts from zero lands elsewhere."""
    ffmpeg(
        "-i",
        plain(tmp_path / "plain.mp4"),
        "-c",
        "copy",
        "-output_ts_offset",
        5,
        tmp_path / f"a.{form}",
    )
    plays(tmp_path / f"a.{form}", list(range(60)), 1, 20, 59)


@pytest.mark.parametrize(
    ("form", "codec"), [("webm", "libvpx"), ("webm", "libvpx-vp9"), ("avi", "mpeg4")]
)
def test_a_seek_finds_its_frame(tmp_path, form, codec):
    """decord 91 (VP8: always the same frames), PyAV 349 (AVI: black after a seek)."""
    options = QUALITY | {"g": "20", "bf": "2" if codec == "mpeg4" else "0"}
    path = footage(
        tmp_path / f"a.{form}", list(numbered(60)), rate=FILM, codec=codec, options=options
    )
    plays(path, list(range(60)), 7, 33, 59)


def test_what_was_cut_without_encoding_begins_where_it_was_cut(tmp_path):
    """Phones and LosslessCut keep the whole group and say in an edit list from where on it is
    shown.
    """
    ffmpeg("-ss", 0.72, "-i", plain(tmp_path / "plain.mp4"), "-c", "copy", tmp_path / "a.mp4")
    made = numbers(shown(tmp_path / "a.mp4"))
    assert made == list(range(18, 60))
    plays(tmp_path / "a.mp4", made, 20)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_aspect_and_rotation_together(tmp_path, rotation):
    """SMPlayer 386: each alone is right, and both are not."""
    pictures = [numpy.zeros((64, 72, 3), numpy.uint8)] * 2
    path = footage(tmp_path / "a.mp4", pictures, aspect=Fraction(4, 3), rotation=rotation)
    assert probe(path).size == (Size(96, 64) if rotation == 180 else Size(64, 96))


@pytest.mark.parametrize("fields", [False, True])
def test_a_stream_that_changes_its_size_goes_on(tmp_path, fields):
    """PyAV 526; broadcasts do so where a programme begins. The second part stands between bars,
    undistorted.
    """
    options = {"bf": "0", "qp": "4"} | ({"x264-params": "interlaced=1"} if fields else {})
    wide = footage(tmp_path / "a.ts", list(numbered(20, Size(160, 96))), rate=FILM, options=options)
    tall = footage(
        tmp_path / "b.ts", list(numbered(20, Size(96, 96), 20)), rate=FILM, options=options
    )
    (tmp_path / "c.ts").write_bytes(wide.read_bytes() + tall.read_bytes())
    made = list(
        conform_footage(
            tmp_path / "c.ts", start=Fraction(0), frames=40, size=SMALL, rate=FILM, fit="fit"
        )
    )
    assert numbers(made) == list(range(40))
    assert made[5][45, 12].min() > 20 > made[35][45, 12].max()


@pytest.mark.parametrize(("width", "height"), [(161, 91), (33, 17), (1, 1), (2, 300)])
def test_odd_sizes(tmp_path, width, height):
    red = f"color=red:s={width}x{height}:r=25:d=0.2,format=gbrp"
    ffmpeg("-f", "lavfi", "-i", red, "-c:v", "ffv1", tmp_path / "a.mkv")
    assert probe(tmp_path / "a.mkv").size == Size(width, height)
    made = shown(tmp_path / "a.mkv")
    assert len(made) == 5 and numpy.abs(made[2][45, 80].astype(int) - (255, 0, 0)).max() < 4
