"""Footage that is as films keep their pictures: told by its frames, and its packets copied so that
each frame comes back bit for bit.
"""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import numpy
import pytest

from tests.media.footage.test_world import damage
from tests.media.reels import SMALL, footage, later, moving
from vfc.film.sources import Fit
from vfc.film.timing import Size
from vfc.media.footage import extent, packets
from vfc.media.footage.conform import conform_footage
from vfc.media.footage.decode import decoded
from vfc.media.footage.packets import FARTHEST, copy_packets
from vfc.media.footage.probe import probe
from vfc.media.frames import read_frames
from vfc.media.video.mezzanine import check_mezzanine

RATE = Fraction(24)
FRAMES = 48
CLOSED = "scenecut=0:keyint=16:log-level=error"
SORTS = {  # of files: ending, codec, options, rate
    "b-frames": ("mp4", "libx264", {"x264-params": f"{CLOSED}:bframes=3:b-pyramid=normal"}, RATE),
    "open groups": ("mov", "libx264", {"x264-params": f"{CLOSED}:open-gop=1:bframes=3"}, RATE),
    "no key frames": ("mp4", "libx264", {"x264-params": "intra-refresh=1:keyint=16"}, RATE),
    "ntsc": ("mkv", "libx264", {"x264-params": CLOSED}, Fraction(30000, 1001)),
    "h265": ("mp4", "libx265", {"x265-params": f"{CLOSED}:open-gop=0"}, RATE),
    "h265, open": ("mkv", "libx265", {"x265-params": f"{CLOSED}:open-gop=1:bframes=3"}, RATE),
}


def file_of(
    path: Path, sort: str = "b-frames", frames: int = FRAMES, size: Size = SMALL, **more
) -> Path:
    _, codec, options, rate = SORTS[sort]
    said = {"rate": rate, "codec": codec, "options": options, "colorspace": 1} | more
    return footage(path, list(moving(frames, size)), **said)


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("plain")
    return {sort: file_of(folder / f"{sort}.{each[0]}", sort) for sort, each in SORTS.items()}


def planes(frames) -> list[numpy.ndarray]:
    return [each.to_ndarray() for each in frames]


def same(found, wanted) -> bool:
    return len(found) == len(wanted) and all(map(numpy.array_equal, found, wanted))


@pytest.mark.parametrize("sort", SORTS)
def test_copied_packets_give_the_frames_of_the_file_from_anywhere(files, tmp_path, sort):
    path, rate = files[sort], SORTS[sort][3]
    assert probe(path).plain
    whole = planes(each.frame for each in decoded(path))
    for start, frames in ((0, 48), (0, 1), (1, 7), (15, 18), (16, 16), (31, 17), (47, 1)):
        copy = tmp_path / "copy.mp4"
        asked = {"start": start / rate, "frames": frames, "size": SMALL, "rate": rate}
        assert copy_packets(path, copy, **asked)
        assert same(planes(read_frames(copy, 0, frames)), whole[start : start + frames])
        for at in {0, frames // 2, frames - 1}:  # and each of them is found by a seek
            assert same(planes(read_frames(copy, at, at + 1)), [whole[start + at]])


def test_a_copy_of_whole_groups_is_a_mezzanine_like_another(files, tmp_path):
    copy = tmp_path / "copy.mp4"
    assert copy_packets(
        files["b-frames"], copy, start=Fraction(0), frames=FRAMES, size=SMALL, rate=RATE
    )
    check_mezzanine(copy, frames=FRAMES, size=SMALL, rate=RATE)


@pytest.mark.parametrize(
    ("asked", "start", "frames"),
    [
        ("frames that end before", 1, FRAMES),
        ("a start between two frames", Fraction(1, 2), 4),
        ("another rate", 0, 4),
        ("another size", 0, 4),
    ],
)
def test_packets_that_are_not_the_films_frames_are_not_copied(
    files, tmp_path, asked, start, frames
):
    copy = tmp_path / "copy.mp4"
    made = copy_packets(
        files["b-frames"],
        copy,
        start=start / RATE,
        frames=frames,
        size=Size(80, 46) if asked == "another size" else SMALL,
        rate=Fraction(25) if asked == "another rate" else RATE,
    )
    # a start between two frames shows them a little early or late, as it does with any other file
    assert made == (asked == "a start between two frames")
    assert copy.exists() == made


def test_times_that_vary_and_key_frames_far_apart_are_conformed(tmp_path):
    times = [round(index * 1000 / 24) + (index % 7 == 3) * 30 for index in range(FRAMES)]
    varies = file_of(tmp_path / "varies.mkv", "ntsc", times=times)
    far = {"x264-params": "keyint=infinite:scenecut=0"}
    one = file_of(tmp_path / "one.mp4", frames=FARTHEST + 2, options=far)
    assert probe(one).plain
    for path, frames in ((varies, 40), (one, FARTHEST + 2)):
        asked = {"start": Fraction(0), "frames": frames, "size": SMALL, "rate": RATE}
        assert not copy_packets(path, tmp_path / "copy.mp4", **asked)
    near = {"start": Fraction(0), "frames": FARTHEST - 8, "size": SMALL, "rate": RATE}
    assert copy_packets(one, tmp_path / "copy.mp4", **near)


def test_a_file_that_begins_late_is_copied_from_its_first_frame(files, tmp_path):
    moved = later(tmp_path / "moved.mp4", files["b-frames"], 5000)
    whole = planes(each.frame for each in decoded(moved))
    asked = {"start": 3 / RATE, "frames": 9, "size": SMALL, "rate": RATE}
    assert copy_packets(moved, tmp_path / "copy.mp4", **asked)
    assert same(planes(read_frames(tmp_path / "copy.mp4", 0, 9)), whole[3:12])


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ({}, True),
        ({"pixels": "yuv420p10le"}, True),
        ({"pixels": "yuv422p"}, False),
        ({"pixels": "yuvj420p", "codec": "mjpeg", "options": {}}, False),
        ({"color_range": 2}, False),
        ({"colorspace": 5}, False),
        ({"colorspace": 2}, False),  # of so few lines it is taken for BT.601
        ({"color_trc": 16}, False),  # PQ
        ({"color_primaries": 9}, False),
        ({"rotation": 90}, False),
        ({"aspect": Fraction(4, 3)}, False),
        ({"options": {"bf": "0", "x264-params": "interlaced=1"}, "size": Size(160, 96)}, False),
    ],
)
def test_frames_tell_whether_they_are_as_films_keep_them(tmp_path, said, plain):
    assert probe(file_of(tmp_path / "a.mov", frames=3, **said)).plain == plain


def test_a_damaged_file_is_not_plain(files, tmp_path):
    path = tmp_path / "damaged.mp4"
    data = bytearray(files["b-frames"].read_bytes())
    at = data.index(b"mdat") + 4
    data[at + 400 : at + 2400] = bytes(2000)
    path.write_bytes(data)
    facts = probe(path)
    assert facts.damage or facts.frames < FRAMES
    assert not facts.plain


def test_what_a_film_would_keep_so_is_conformed_as_it_was_decoded(files):
    path = files["b-frames"]
    whole = planes(each.frame for each in decoded(path))
    made = conform_footage(
        path,
        start=Fraction(0),
        frames=24,
        size=SMALL,
        rate=Fraction(12),
        fit=Fit.CROP,
        as_it_is=True,
    )
    assert same(planes(made), whole[::2])


@pytest.mark.parametrize("sort", ["b-frames", "ntsc", "open groups"])
def test_of_a_long_file_what_is_copied_is_looked_for_and_decoded(
    files, tmp_path, monkeypatch, sort
):
    """Long files are decoded at their ends alone, so that nobody knows what lies between."""
    monkeypatch.setattr(extent, "WHOLE", 1)
    monkeypatch.setattr(packets, "WHOLE", 1)
    path, rate = files[sort], SORTS[sort][3]
    assert probe(path).plain
    whole = planes(each.frame for each in decoded(path))
    asked = {"frames": 12, "size": SMALL, "rate": rate}
    for start in (0, 21, 36):
        copy = tmp_path / "copy.mp4"
        made = copy_packets(path, copy, start=start / rate, **asked)
        assert made or (sort == "open groups" and start > 0)
        assert not made or same(planes(read_frames(copy, 0, 12)), whole[start : start + 12])


def test_damage_in_the_midst_of_a_long_file_is_found(tmp_path, monkeypatch):
    path = file_of(tmp_path / "a.mp4", options={"x264-params": "keyint=8:scenecut=0:bframes=0"})
    damage(path, slice(30, 34))
    monkeypatch.setattr(extent, "WHOLE", 1)
    monkeypatch.setattr(packets, "WHOLE", 1)
    facts = probe(path)
    assert facts.plain and not facts.damage
    asked = {"frames": 10, "size": SMALL, "rate": RATE}
    assert copy_packets(path, tmp_path / "copy.mp4", start=10 / RATE, **asked)
    assert not copy_packets(path, tmp_path / "copy.mp4", start=25 / RATE, **asked)


def test_what_no_mp4_holds_is_left_to_be_conformed(files, tmp_path):
    """H.264 of cameras has tags of its own in QuickTime."""
    path = tmp_path / "camera.mov"
    path.write_bytes(files["open groups"].read_bytes().replace(b"avc1", b"AVin", 1))
    assert probe(path).plain
    copy = tmp_path / "copy.mp4"
    asked = {"start": Fraction(0), "frames": FRAMES, "size": SMALL, "rate": RATE}
    assert copy_packets(path, copy, **asked) == copy.exists()
    assert not copy.exists() or same(
        planes(read_frames(copy, 0, FRAMES)), planes(read_frames(path))
    )


def test_times_that_are_not_in_the_order_of_the_frames_are_not_copied(files, tmp_path):
    data = bytearray(files["b-frames"].read_bytes())
    at = data.index(b"ctts") + 8
    (rows,) = struct.unpack_from(">I", data, at)
    one = data[at + 8 : at + 12]
    for row in range(rows):  # each frame is shown in the order of decoding
        data[at + 8 + 8 * row : at + 12 + 8 * row] = one
    path = tmp_path / "astray.mp4"
    path.write_bytes(data)
    facts = probe(path)
    assert facts.frames == FRAMES and not facts.plain
