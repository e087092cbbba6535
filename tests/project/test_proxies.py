"""Proxies: what browsers play of takes and film files, posters, small pictures, waveforms; made of
what stands, and never in the way of a build.
"""

from __future__ import annotations

import json
import subprocess
import threading
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import cv2
import imageio_ffmpeg
import numpy
import pytest

import vfc
from tests.media.reels import complaints, footage, numbered, numbers, shown
from tests.programs import inside
from tests.project.test_shot_sound import Talkie
from vfc.film.proxies import ProxiesWanted, ProxyForm
from vfc.film.timing import Size
from vfc.media.frames import read_rgb
from vfc.media.sound.samples import read_samples, write_wav
from vfc.project.events import Quiet
from vfc.project.load import LoadedFilm
from vfc.project.proxies import (
    ProxyMedia,
    all_proxies,
    make_proxies,
    plan_proxies,
    proxies_in_turn,
    proxies_of,
)
from vfc.testing import Flat

NTSC = Fraction(24000, 1001)
TEXT = """\
title: T
format: {size: 768x432, rate: 23.976}
handles: 4f
scenes:
  s:
    shots:
      clip: {footage: clip.mkv, in: 2f, length: 37f, grade: {exposure: 1}}
      still: {footage: clip.mkv, length: 9f, sound: off}
deliver: {film.mov: {codec: prores, size: 384x216}}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("proxies")
    tone = 0.5 * numpy.sin(numpy.arange(48000 * 2) * 2 * numpy.pi * 440 / 48000)
    tone[: int(48000 * 14 / NTSC)] = 0
    write_wav(folder / "tone.wav", numpy.stack([tone, tone], 1).astype(numpy.float32), 48000)
    footage(folder / "silent.mkv", list(numbered(48, Size(128, 72))), rate=NTSC)
    joined(folder / "clip.mkv", folder / "silent.mkv", folder / "tone.wav")
    (folder / "film.yaml").write_text(TEXT)
    assert vfc.build(folder).ok
    return folder


def joined(path: Path, pictures: Path, sound: Path) -> None:
    """A file with the pictures of one and the sound of another."""
    words = ["-v", "error", "-i", pictures, "-i", sound, "-c", "copy", path]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *words], check=True)


def made(folder: Path, **wanted) -> dict[tuple[str, str], tuple[ProxyMedia, Path]]:
    """All proxies of a film, made, each with its file."""
    loaded = vfc.load(folder)
    asked = ProxiesWanted(**wanted) if wanted else all_proxies(loaded.film)
    outcome = make_proxies(plan_proxies(loaded, asked), Quiet(), threading.Event())
    assert not outcome.failed
    found = proxies_of(plan_proxies(loaded, asked))
    return {(*name,): (each, file_of(loaded, each)) for name, each in found.items()}


def file_of(loaded: LoadedFilm, media: ProxyMedia) -> Path:
    path = loaded.store.path(media.digest)
    assert path is not None
    return path


def test_a_take_s_movie_has_its_frames_as_the_film_shows_them(built):
    found = made(built)
    _, path = found["s/clip#1", "movie"]
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (stream.frames, stream.average_rate) == (37, NTSC)
        assert (context.width, context.height) == (640, 360)
        assert (context.codec.name, context.pix_fmt) == ("h264", "yuv420p")
        assert container.streams.audio[0].codec_context.name == "aac"
        packets = [each for each in container.demux(stream) if each.size]
        keys = [at for at, each in enumerate(packets) if each.is_keyframe]
        assert max(after - before for before, after in pairwise([*keys, 37])) <= 12
        times = sorted(each.pts * stream.time_base for each in packets)
        assert times == [number / NTSC for number in range(37)]
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat") and not complaints(path)
    seen = [float(each[180, 320].mean()) for each in read_rgb(path)]
    plain = numbers(read_rgb(built / "silent.mkv"))
    assert plain == list(range(48))
    film = list(read_rgb(built / "out/film/film.mov"))[:37]
    # graded: as the film, and not as the take was made
    assert [float(each[180, 320].mean()) for each in film] == pytest.approx(seen, abs=2)
    assert seen[0] > 16 + 4 * 2 + 4


def test_its_own_sound_lies_under_its_picture(built):
    found = made(built)
    heard = read_samples(found["s/clip#1", "movie"][1])[:, 0]
    assert len(heard) == pytest.approx(37 / NTSC * 48000, abs=2)
    begins = int(12 / NTSC * 48000)  # 14 frames of silence, 2 of them before its `in`
    assert abs(heard[: begins - 2000]).max() < 0.02 < 0.3 < abs(heard[begins + 500 :]).max()
    document = json.loads(found["s/clip#1", "waveform"][1].read_text())
    each, at = document["peaks"], round(12 / NTSC * document["peaks_a_second"])
    assert max(each[: at - 2]) < 8 and min(each[at + 2 : -2]) > 100
    assert ("s/still#1", "waveform") not in found, "its sound is off"


def test_small_pictures_show_the_frames_that_the_layout_says(built):
    media, path = made(built)["s/clip#1", "sprites"]
    sheet = media.sheet
    assert (sheet.count, sheet.every, sheet.size) == (19, 2, Size(160, 90))
    drawn = cv2.imread(str(path))
    assert drawn.shape == (180, 1600, 3)
    movie = list(read_rgb(made(built)["s/clip#1", "movie"][1]))
    for number in (0, 9, 10, 18):
        row, column = divmod(number, sheet.columns)
        middle = drawn[row * 90 + 45, column * 160 + 80].mean()
        assert middle == pytest.approx(movie[number * 2][180, 320].mean(), abs=4)
    poster, path = made(built)["s/clip#1", "poster"]
    assert poster.media_type == "image/jpeg"
    assert cv2.imread(str(path)).shape == (360, 640, 3)


def test_a_film_file_that_browsers_do_not_play_has_one_that_they_do(built):
    _, path = made(built)["film.mov", "movie"]
    with av.open(str(path)) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        assert container.streams.video[0].frames == 46
        assert container.streams.audio[0].codec_context.name == "aac"
    film = [each[180, 320].mean() for each in read_rgb(built / "out/film/film.mov")]
    assert [each[180, 320].mean() for each in read_rgb(path)] == pytest.approx(film, abs=3)


def test_a_build_makes_none_unless_it_is_asked(built):
    made(built)
    assert not vfc.build(built).made
    assert inside("build", built, "--proxies", "--assert-noop").returncode == 0
    (built / "film.yaml").write_text(TEXT.replace("length: 9f", "length: 10f"))
    assert not [each for each in vfc.build(built).made if "prox" in each or "sprites" in each]
    asked = inside("build", built, "--proxies", "--assert-noop")
    assert asked.returncode == 3 and "proxy s/still#1" in asked.stderr
    assert "proxy s/clip#1" not in asked.stderr, "only what changed"
    assert inside("build", built, "--proxies").returncode == 0
    assert inside("build", built, "--proxies", "--assert-noop").returncode == 0
    assert inside("store", "gc", "--older-than", "0", built).returncode == 0
    assert inside("build", built, "--proxies", "--assert-noop").returncode == 0, "gc keeps them"
    (built / "film.yaml").write_text(TEXT)
    vfc.build(built)


def test_no_take_is_made_for_a_proxy(tmp_path):
    flat = Flat(costs=True)
    (tmp_path / "film.yaml").write_text(
        "title: T\nformat: {size: 64x36, rate: 24}\ngenerator: flat\n"
        "scenes: {s: {shots: {a: {prompt: x, length: 9f, takes: 2}, b: {prompt: y, length: 9f}}}}\n"
    )
    loaded = vfc.load(tmp_path, generators=[flat])
    planned = plan_proxies(loaded, all_proxies(loaded.film, takes=True))
    assert not planned.to_make()
    assert not any(each.makeable or each.digest for each in proxies_of(planned).values())
    assert vfc.build(tmp_path, generators=[flat], only=["s/b"]).ok
    drawn = list(flat.drawn)
    wanted = ProxiesWanted(shots=("s/b", "s/a"), forms=(ProxyForm.MOVIE, ProxyForm.POSTER))
    turns = list(proxies_in_turn(loaded, wanted, Quiet(), threading.Event(), at_once=1))
    assert [[(each.of, each.form.value) for each in turn] for turn in turns] == [
        [("s/b#1", "movie"), ("s/b#1", "poster")],
        [("s/a#1", "movie"), ("s/a#1", "poster")],
    ]
    assert all(each.digest for each in turns[0].values())
    assert not any(each.digest for each in turns[1].values()) and flat.drawn == drawn


def test_the_sound_that_came_with_a_take_is_heard_where_it_stands(tmp_path):
    text = (
        "title: T\nformat: {size: 64x36, rate: 24}\ngenerator: talkie\n"
        "scenes: {s: {shots: {a: {prompt: x, length: 24f, takes: 2}}}}\n"
    )
    (tmp_path / "film.yaml").write_text(text)
    assert vfc.build(tmp_path, generators=[Talkie()], everything=True).ok
    loaded = vfc.load(tmp_path, generators=[Talkie()])
    asked = all_proxies(loaded.film, takes=True)
    make_proxies(plan_proxies(loaded, asked), Quiet(), threading.Event())
    found = {(*name,): each for name, each in proxies_of(plan_proxies(loaded, asked)).items()}
    first, second = (file_of(loaded, found[f"s/a#{take}", "movie"]) for take in (1, 2))
    assert abs(read_samples(first)).max() > 0.3 and len(shown(first)) == 24
    assert ("s/a#2", "waveform") not in found and len(shown(second)) == 24
