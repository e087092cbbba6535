"""Files as cameras, tools and bad disks leave them: what is measured is what decodes, and is what a
film shows.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import av
import numpy
import pytest
from PIL import Image

from tests.media.reels import SMALL, footage, later, moving, numbered, numbers
from vfc.errors import MediaError
from vfc.film.timing import Size, ceiling
from vfc.media.footage import conform as conforming
from vfc.media.footage import extent as measuring
from vfc.media.footage.conform import conform_footage
from vfc.media.footage.probe import probe
from vfc.media.stills.images import read_still

FILM = Fraction(25)


def shown(
    path: Path, rate: Fraction = FILM, size: Size = SMALL, start: Fraction = Fraction(0)
) -> list[numpy.ndarray]:
    """All that a film shows of a file from `start` on, as many frames as its facts say."""
    facts = probe(path)
    wanted = ceiling((facts.seconds - start) * rate)
    return list(conform_footage(path, start=start, frames=wanted, size=size, rate=rate, fit="crop"))


def places(path: Path) -> list[int]:
    """Where each packet of pictures lies in a file."""
    with av.open(str(path)) as container:
        return [packet.pos for packet in container.demux(video=0) if packet.size]


def damage(path: Path, wanted: slice) -> Path:
    """Overwrite whole packets, and nothing around them."""
    with av.open(str(path)) as container:
        contents = [bytes(packet) for packet in container.demux(video=0) if packet.size]
    data = path.read_bytes()
    for each in contents[wanted]:
        data = data.replace(each, b"\xff" * len(each))
    path.write_bytes(data)
    return path


# ── what is measured is what decodes ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("cut", [1, 5, 9, 17])
def test_a_transport_stream_cut_inside_a_group_begins_at_its_first_whole_picture(tmp_path, cut):
    path = footage(
        tmp_path / "a.ts",
        list(numbered(50)),
        rate=FILM,
        options={
            "g": "12",
            "bf": "3",
            "x264-params": "open-gop=1:scenecut=0:b-pyramid=normal",
            "qp": "4",
        },
    )
    path.write_bytes(path.read_bytes()[places(path)[cut] // 188 * 188 :])
    facts, made = probe(path), numbers(shown(path))
    assert made == list(range(made[0], 50)) and 0 < made[0] <= 36
    assert (facts.frames, facts.seconds) == (len(made), len(made) / FILM)


def test_a_variable_rate_with_b_frames_ends_with_the_frame_shown_last(tmp_path):
    """The packet decoded last but one carries the longest time in an mp4, which is none of its
    own.
    """
    times = [0, 40, 80, 120, 400, 440, 480, 900, 940, 980]
    path = footage(
        tmp_path / "a.mp4",
        list(numbered(10)),
        rate=FILM,
        times=times,
        options={"bf": "3", "qp": "4"},
    )
    facts = probe(path)
    assert facts.frames == 10 and Fraction(980, 1000) < facts.seconds <= Fraction(1100, 1000)
    assert numbers(shown(path))[:3] == [0, 1, 2] and numbers(shown(path))[-1] == 9


def test_a_gif_that_ends_in_a_comment_is_as_long_as_its_pictures(tmp_path):
    pictures = [Image.fromarray(each) for each in moving(5)]
    pictures[0].save(tmp_path / "a.gif", save_all=True, append_images=pictures[1:], duration=200)
    whole = (tmp_path / "a.gif").read_bytes()
    comment = b"\x21\xfe\x09PhotoTool\x00"  # a packet to ffmpeg, and no picture
    (tmp_path / "a.gif").write_bytes(whole[:-1] + comment + b"\x3b")
    assert probe(tmp_path / "a.gif").seconds == 1 and len(shown(tmp_path / "a.gif")) == 25


def test_times_before_zero_play(tmp_path):
    made = footage(
        tmp_path / "b.mkv", list(numbered(20)), rate=FILM, options={"bf": "0", "qp": "4"}
    )
    path = later(tmp_path / "a.mkv", made, -300)
    assert probe(path).seconds == Fraction(20, 25) and numbers(shown(path)) == list(range(20))


@pytest.mark.parametrize("hours", [False, True])
def test_recordings_laid_end_to_end_play_on(tmp_path, hours):
    """What `cat` and recorders make: the clock of the second begins anew, or hours after."""
    one, other = (
        footage(
            tmp_path / f"{first}.ts",
            list(numbered(25, first=first)),
            rate=FILM,
            options={"g": "5", "bf": "2", "qp": "4"},
        )
        for first in (0, 25)
    )
    if hours:
        other = later(tmp_path / "later.ts", other, 10**8)
    path = tmp_path / "both.ts"
    path.write_bytes(one.read_bytes() + other.read_bytes())
    assert probe(path).seconds == 2 and numbers(shown(path)) == list(range(50))
    assert numbers(shown(path, start=Fraction(30, 25))) == list(range(30, 50))


def test_a_long_file_is_measured_at_both_its_ends_alike(tmp_path, monkeypatch):
    path = footage(
        tmp_path / "a.mp4", list(numbered(50)), rate=FILM, options={"bf": "3", "g": "12", "qp": "4"}
    )
    whole = probe(path)
    monkeypatch.setattr(measuring, "WHOLE", 0)
    assert probe(path) == whole


def test_a_frame_of_too_many_pixels_is_refused(tmp_path, monkeypatch):
    path = footage(tmp_path / "a.mp4", list(numbered(3)), rate=FILM)
    monkeypatch.setattr(measuring, "LARGEST", 160 * 90 - 1)
    with pytest.raises(MediaError, match="a.mp4: 160x90 is too large"):
        probe(path)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_its_times_all_that_the_facts_promise_is_there(tmp_path, monkeypatch, seed):
    """And none of it held: 6 of 30 such clips had a frame or two less than their packets said."""
    random, times = Random(seed), [0]
    for _ in range(random.randrange(2, 40)):
        times.append(times[-1] + random.choice((16, 17, 33, 34, 40, 100, random.randrange(1, 400))))
    options = {
        "bf": str(random.choice((0, 2, 3))),
        "g": str(random.choice((3, 12, 250))),
        "qp": "10",
    }
    path = footage(
        tmp_path / f"a.{random.choice(('mp4', 'mkv', 'mov'))}",
        list(numbered(len(times))),
        times=times,
        options=options,
    )
    monkeypatch.setattr(conforming, "HELD", 0)
    assert probe(path).frames == len(times)
    for rate in (Fraction(24), Fraction(30000, 1001), Fraction(60)):
        whole = numbers(shown(path, rate))
        for start in (len(whole) // 2, len(whole) - 1):
            assert numbers(shown(path, rate, start=start / rate)) == whole[start:]


# ── damage costs its frames ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", ["mp4", "mkv", "mov"])
def test_a_damaged_packet_costs_its_frame_and_is_told_by_its_second(tmp_path, form):
    path = footage(
        tmp_path / f"a.{form}", list(numbered(50)), rate=FILM, options={"g": "1", "qp": "4"}
    )
    damage(path, slice(30, 34))
    facts, made = probe(path), numbers(shown(path))
    assert made == [*range(30), 29, 29, 29, 29, *range(34, 50)]
    assert (facts.frames, facts.seconds, facts.damage) == (46, 2, ((Fraction(30, 25), 4),))


def test_damage_at_the_end_makes_a_file_shorter(tmp_path):
    path = damage(
        footage(tmp_path / "a.mp4", list(numbered(50)), rate=FILM, options={"g": "1", "qp": "4"}),
        slice(47, 50),
    )
    assert probe(path).seconds == Fraction(47, 25) and numbers(shown(path)) == list(range(47))


def test_a_file_of_which_nothing_decodes_is_refused(tmp_path):
    path = damage(footage(tmp_path / "a.mp4", list(numbered(5)), rate=FILM), slice(0, 5))
    with pytest.raises(MediaError, match="a.mp4: no frame of it can be decoded"):
        probe(path)


@pytest.mark.parametrize("lacking", [8, 200])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_that_is_cut_short_is_shown_as_far_as_it_goes(tmp_path, lacking, progressive):
    picture = next(moving(1, Size(320, 180)))
    Image.fromarray(picture).save(tmp_path / "a.jpg", quality=90, progressive=progressive)
    whole = read_still(tmp_path / "a.jpg")
    (tmp_path / "a.jpg").write_bytes((tmp_path / "a.jpg").read_bytes()[:-lacking])
    facts = probe(tmp_path / "a.jpg")
    assert (facts.size, facts.remarks) == (
        Size(320, 180),
        ("is cut short: what is missing of it shows grey",),
    )
    assert numpy.abs(read_still(tmp_path / "a.jpg").astype(int) - whole)[:90].max() < (
        40 if progressive else 1
    )


@pytest.mark.parametrize("form", ["png", "webp", "tiff", "avif"])
def test_other_stills_that_are_cut_short_are_refused_when_they_are_probed(tmp_path, form):
    Image.fromarray(next(moving(1))).save(tmp_path / f"a.{form}")
    whole = (tmp_path / f"a.{form}").read_bytes()
    (tmp_path / f"a.{form}").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MediaError, match=f"a.{form}: "):
        probe(tmp_path / f"a.{form}")


@cache
def undamaged(form: str) -> bytes:
    """A file of two seconds and a half with open groups, before anything is damaged."""
    with TemporaryDirectory() as folder:
        return footage(
            Path(folder) / f"a.{form}",
            list(moving(60)),
            rate=FILM,
            options={"bf": "3", "g": "12", "b": "800000", "x264-params": "open-gop=1"},
        ).read_bytes()


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_damaged_all_that_the_facts_promise_is_there(tmp_path, monkeypatch, seed):
    random, form = Random(seed), ("mp4", "mkv", "ts")[seed % 3]
    path, data = tmp_path / f"a.{form}", bytearray(undamaged(form))
    if form == "ts":
        data = data[
            random.randrange(len(data) // 376) * 188 : random.randrange(
                len(data) * 2 // 3, len(data)
            )
        ]
    for _ in range(random.choice((1, 3, 20))):
        at = random.randrange(len(data) // 6, len(data))
        data[at : at + 4] = random.randbytes(4)
    path.write_bytes(data)
    monkeypatch.setattr(conforming, "HELD", 0)
    for rate in (FILM, Fraction(30000, 1001)):
        for start in (0, int(probe(path).seconds * rate) // 2):
            assert shown(path, rate, start=start / rate)


# ── seeks ────────────────────────────────────────────────────────────────────────────────────────


def test_a_seek_finds_the_pictures_that_playing_on_finds_where_the_first_packet_names_the_encoder(
    tmp_path,
):
    """libavcodec decodes 4:4:4 of x264 before build 151 otherwise, and knows the build from the
    first packet alone.
    """
    path = footage(
        tmp_path / "a.mp4",
        list(moving(50)),
        rate=FILM,
        pixels="yuv444p",
        options={"g": "10", "crf": "30"},
    )
    data = path.read_bytes()
    at = data.index(b"x264 - core ") + 12
    path.write_bytes(data[:at] + b"142" + data[at + 3 :])
    whole, part = shown(path), shown(path, start=Fraction(40, 25))
    assert all((one == other).all() for one, other in zip(whole[40:], part, strict=True))


@pytest.mark.parametrize("run", [0, 1])
@pytest.mark.parametrize("late", [Fraction(1, 2), 1])
def test_where_the_times_of_a_head_are_damaged_all_is_found_from_any_start(tmp_path, run, late):
    path = footage(tmp_path / "a.mp4", list(moving(60)), rate=FILM, options={"bf": "3", "g": "12"})
    data = bytearray(path.read_bytes())
    # how many frames, and by what they are shown later than decoded
    entry = data.index(b"ctts") + 12 + 8 * run
    data[entry + 4 : entry + 8] = int(late * 12800).to_bytes(4, "big")
    path.write_bytes(data)
    middle = int(probe(path).seconds * FILM) // 2
    whole, part = shown(path), shown(path, start=middle / FILM)
    assert len(part) == len(whole) - middle and (part[-1] == whole[-1]).all()
