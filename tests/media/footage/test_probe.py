"""Probing: the exact frames, rates, sizes and lengths of files as other programs write them."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from random import Random

import numpy
import pytest
from PIL import Image

from tests.media.reels import SMALL, footage, moving, numbered, segment
from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.footage.probe import probe
from vfc.media.sound.samples import write_wav
from vfc.media.video.encode import EncodeSettings
from vfc.media.video.mezzanine import check_mezzanine

NTSC = Fraction(24000, 1001)


@pytest.mark.parametrize(
    "rate", [Fraction(24), Fraction(25), NTSC, Fraction(30000, 1001), Fraction(60)]
)
@pytest.mark.parametrize("form", ["mp4", "mkv", "mov"])
@pytest.mark.parametrize("frames", [1, 2, 3, 37])
def test_frames_rate_and_length_are_exact_in_any_container(tmp_path, form, rate, frames):
    path = footage(tmp_path / f"clip.{form}", list(numbered(frames)), rate=rate)
    facts = probe(path)
    assert (facts.kind, facts.frames, facts.rate, facts.seconds) == (
        "video",
        frames,
        rate,
        frames / rate,
    )
    assert facts.size == SMALL and facts.channels == 0


@pytest.mark.parametrize(
    ("form", "codec"),
    [
        ("webm", "libvpx-vp9"),
        ("avi", "mpeg4"),
        ("ts", "mpeg2video"),
        ("mov", "prores_ks"),
        ("m2v", "mpeg2video"),
        ("gif", "gif"),
    ],
)
def test_other_codecs_are_counted(tmp_path, form, codec):
    pixels = {"prores_ks": "yuv422p10le", "gif": "rgb8"}.get(codec, "yuv420p")
    path = footage(
        tmp_path / f"clip.{form}",
        list(moving(12)),
        rate=Fraction(25),
        codec=codec,
        pixels=pixels,
        options={"b": "500000"},
    )
    facts = probe(path)
    assert (facts.kind, facts.frames, facts.rate) == ("video", 12, 25)
    assert abs(facts.seconds - Fraction(12, 25)) < Fraction(1, 20)


def test_b_frames_and_an_edit_list_change_nothing(tmp_path):
    settings = EncodeSettings(size=SMALL, rate=NTSC)
    path, _ = segment(tmp_path / "segment.mp4", moving(31), settings, 31)
    assert (probe(path).frames, probe(path).seconds) == (31, 31 / NTSC)


def test_a_variable_rate_counts_its_frames_and_its_time(tmp_path):
    path = footage(tmp_path / "clip.mkv", list(numbered(5)), times=[0, 40, 500, 540, 1000])
    facts = probe(path)
    assert facts.frames == 5 and Fraction(1) < facts.seconds < Fraction(3, 2)


def test_the_size_is_the_one_shown(tmp_path):
    lying = footage(tmp_path / "lying.mp4", list(numbered(2)), rotation=90)
    wide = footage(tmp_path / "wide.mp4", list(numbered(2, Size(72, 64))), aspect=Fraction(4, 3))
    assert probe(lying).size == Size(90, 160)
    assert probe(wide).size == Size(96, 64)


def test_the_time_code_counts_at_the_rate_of_the_file(tmp_path):
    dropping = footage(
        tmp_path / "a.mov",
        list(numbered(3)),
        rate=Fraction(30000, 1001),
        metadata={"timecode": "01:00:00;00"},
    )
    plain = footage(
        tmp_path / "b.mov",
        list(numbered(3)),
        rate=Fraction(25),
        metadata={"timecode": "00:00:04:12"},
    )
    assert probe(dropping).timecode == 107892
    assert probe(plain).timecode == 112


@pytest.mark.parametrize("form", ["png", "jpg", "webp", "tiff", "bmp", "gif"])
def test_stills_are_stills(tmp_path, form):
    path = tmp_path / f"still001.{form}"
    Image.fromarray(next(moving(1))).save(path)
    facts = probe(path)
    assert (facts.kind, facts.size, facts.frames) == ("still", SMALL, 1)


def test_a_photo_on_its_side_is_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(next(moving(1))).save(tmp_path / "photo.jpg", exif=exif)
    assert probe(tmp_path / "photo.jpg").size == Size(90, 160)


def test_sound_and_data(tmp_path):
    write_wav(tmp_path / "sound.wav", numpy.zeros((24000, 2), numpy.float32), 48000)
    facts = probe(tmp_path / "sound.wav")
    assert (facts.kind, facts.seconds, facts.channels, facts.sample_rate) == (
        "sound",
        Fraction(1, 2),
        2,
        48000,
    )
    (tmp_path / "look.cube").write_text("LUT_3D_SIZE 2\n")
    assert probe(tmp_path / "look.cube").kind == "data"


@pytest.mark.parametrize("name", ["clip.mp4", "photo.png", "photo.jpg"])
def test_a_file_cut_short_is_an_error_or_counts_what_is_there(tmp_path, name):
    if name.endswith("mp4"):
        footage(tmp_path / name, list(moving(12)))
    else:
        Image.fromarray(next(moving(1))).save(tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[:40])
    with pytest.raises(MediaError, match=name):
        probe(tmp_path / name)


@pytest.mark.parametrize("form", ["mp4", "mkv", "ts", "png", "jpg", "gif"])
def test_damaged_files_are_facts_or_media_errors_and_nothing_else(tmp_path, form):
    random, path = Random(form), tmp_path / f"clip.{form}"
    if form in ("png", "jpg", "gif"):
        Image.fromarray(next(moving(1))).save(path)
    else:
        footage(
            path,
            list(moving(6)),
            codec="mpeg2video" if form == "ts" else "libx264",
            rate=Fraction(25),
        )
    whole = path.read_bytes()
    for _ in range(25):
        damaged = bytearray(whole[: random.choice((len(whole), random.randrange(1, len(whole))))])
        for _ in range(random.choice((1, 5, 50))):
            damaged[random.randrange(min(len(damaged), random.choice((40, 600, 1 << 30))))] = (
                random.randrange(256)
            )
        path.write_bytes(damaged)
        with suppress(MediaError):
            probe(path)
        with suppress(MediaError):
            check_mezzanine(path, frames=6, size=SMALL, rate=Fraction(25))
