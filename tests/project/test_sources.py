"""Shots from files, effects, derived shots, sound: whole films, judged by facts."""

from __future__ import annotations

import itertools
import shutil
from fractions import Fraction
from pathlib import Path

import numpy
import pytest
from PIL import Image

import vfc
from vfc.errors import TextError
from vfc.film.timing import Size
from vfc.media.footage.probe import probe
from vfc.media.frames import read_rgb
from vfc.media.sound.samples import read_samples, write_wav
from vfc.media.video.mezzanine import write_mezzanine
from vfc.testing import Flat


def film(folder: Path, body: str) -> Path:
    (folder / "film.yaml").write_text(
        "title: T\nformat: {size: 64x36, rate: 24}\ngenerator: flat\n" + body
    )
    return folder


def frames_of(folder: Path, name: str = "film.mp4") -> list[numpy.ndarray]:
    return list(read_rgb(folder / "out/film" / name))


def built(folder: Path, **options):
    result = vfc.build(folder, generators=[Flat()], **options)
    assert result.ok, result.failed
    return result


def test_footage_is_conformed_and_its_sound_lies_under_its_picture(tmp_path):
    ramp = [numpy.full((72, 128, 3), 2 * index, numpy.uint8) for index in range(100)]
    write_mezzanine(tmp_path / "clip.mp4", ramp, size=Size(128, 72), rate=Fraction(25))
    film(
        tmp_path, "scenes:\n  a:\n    shots:\n      clip: {footage: clip.mp4, in: 1s, length: 2s}\n"
    )
    built(tmp_path)
    shown = [int(frame[18, 32, 0]) for frame in frames_of(tmp_path)]
    assert len(shown) == 48
    # Film frame k shows the file at 1 s + k / 24, which is its frame 25 + 25 k / 24.
    assert all(abs(level - 2 * (25 + 25 * index / 24)) <= 4 for index, level in enumerate(shown))


def test_a_still_moves_under_the_camera(tmp_path):
    picture = numpy.zeros((72, 128, 3), numpy.uint8)
    picture[26:46, 54:74] = 255
    Image.fromarray(picture).save(tmp_path / "photo.png")
    film(
        tmp_path,
        "scenes:\n  a:\n    shots:\n      photo:\n        still: photo.png\n        length: 1s\n"
        "        camera: {move: push in}\n",
    )
    built(tmp_path)
    seen = [float((frame > 128).mean()) for frame in frames_of(tmp_path)]
    assert len(seen) == 24 and seen[-1] > 1.2 * seen[0]


def test_speed_in_out_and_length(tmp_path):
    film(
        tmp_path,
        "scenes:\n  a:\n    shots:\n      s: {prompt: x, length: 48f}\n"
        "cut:\n  - a/s: {in: 12f, out: 24f}\n  - a/s: {speed: 0.5, length: 20f}\n  - black: 6f\n",
    )
    built(tmp_path)
    levels = [int(frame[0, 0, 0]) for frame in frames_of(tmp_path)]
    assert len(levels) == 12 + 20 + 6
    assert [b - a for a, b in itertools.pairwise(levels[:12])] == pytest.approx([1] * 11, abs=1)
    assert abs((levels[31] - levels[12]) - 9) <= 2, "half speed: twenty frames show ten of the shot"
    assert levels[-1] <= 2


def test_a_dissolve_runs_into_the_handles_and_moves_nothing(tmp_path):
    shots = (
        "scenes:\n  a:\n    shots:\n      s: {prompt: x, length: 24f}\n      t: {prompt: y, "
        "length: 24f}\n"
    )
    film(tmp_path, shots + "cut: [a/s, {dissolve: 12f}, a/t]\n")
    built(tmp_path)
    assert len(frames_of(tmp_path)) == 48
    film(tmp_path, shots + "cut: [a/s, {dissolve: {length: 12f, overlap: true}}, a/t]\n")
    made = built(tmp_path).made
    assert len(frames_of(tmp_path)) == 36
    assert not [step for step in made if step.startswith("picture")]


def test_picture_and_sound_are_in_step_to_a_millisecond_at_the_end(tmp_path):
    click = numpy.zeros((4800, 2), numpy.float32)
    click[0:8] = 0.9
    write_wav(tmp_path / "click.wav", click, 48000)
    body = (
        "format: {size: 64x36, rate: 24000/1001}\ngenerator: flat\ntitle: T\nscenes:\n  a:\n    "
        "shots:\n"
        "      s: {prompt: x, length: 400f}\n      t: {prompt: y, length: 401f}\n"
        "sound:\n  sfx:\n    - {file: click.wav, at: a/t@400f}\n"
    )
    (tmp_path / "film.yaml").write_text(body)
    built(tmp_path)
    sound = read_samples(tmp_path / "out/film/film.mp4")[:, 0]
    heard = int(numpy.argmax(numpy.abs(sound))) / 48000
    assert abs(heard - 800 * 1001 / 24000) < 0.001
    facts = probe(tmp_path / "out/film/film.mp4")
    assert facts.frames == 801 and facts.seconds == Fraction(801 * 1001, 24000)


def test_effects_run_by_name_and_mistakes_of_them_are_told(tmp_path):
    body = (
        "scenes:\n  a:\n    shots:\n      s:\n        prompt: x\n        length: 6f\n        "
        "effects: [{}]\n"
    )
    film(
        tmp_path,
        body.replace("{}", "InvertColors: {}").replace(
            "[InvertColors: {}]", "[{InvertColors: {}}]"
        ),
    )
    made = built(tmp_path).made
    assert "finish a/s#1" in made
    plain = Flat()
    film(tmp_path, body.replace("        effects: [{}]\n", ""))
    assert [
        step for step in built(tmp_path).made if step.startswith("picture")
    ] == [] and plain.drawn == []
    film(tmp_path, body.replace("{}", "MirorX"))
    with pytest.raises(TextError, match="did you mean 'MirrorX'"):
        vfc.build(tmp_path, generators=[Flat()])


def test_a_generator_that_is_not_installed_is_named(tmp_path):
    film(
        tmp_path, "scenes:\n  a:\n    shots:\n      s: {prompt: x, length: 6f, generator: hosted}\n"
    )
    with pytest.raises(TextError, match="unknown generator 'hosted'"):
        vfc.build(tmp_path, generators=[Flat()])
    (tmp_path / "film.yaml").write_text(
        (tmp_path / "film.yaml").read_text().replace("hosted", "dear")
    )
    assert vfc.build(tmp_path, generators=[Flat(), Flat("dear", costs=True)]).ok
    shutil.rmtree(tmp_path / ".vfc")
    # the lock knows the generator, and it is gone
    failed = vfc.build(tmp_path, generators=[Flat()]).failed
    assert (
        "needs the generator 'dear', which is not installed: install the package that brings it"
        in failed[0][1]
    )


def test_a_generator_that_lies_about_its_frames_keeps_nothing(tmp_path):
    class Short(Flat):
        def frames(self, request, context):
            yield from list(super().frames(request, context))[:-1]

    film(tmp_path, "scenes:\n  a:\n    shots:\n      s: {prompt: x, length: 6f}\n")
    result = vfc.build(tmp_path, generators=[Short()])
    assert "17 frames came, 18 were asked for" in result.failed[0][1]
    assert vfc.plan(tmp_path, generators=[Flat()]).to_make()


def test_python_users_get_clips_of_what_stands(tmp_path):
    film(tmp_path, "scenes:\n  a:\n    shots:\n      s: {prompt: x, length: 12f}\n")
    from vfc.errors import UsageError

    registry_free = "previs"
    (tmp_path / "film.yaml").write_text(
        (tmp_path / "film.yaml").read_text().replace("flat", registry_free)
    )
    with pytest.raises(UsageError, match="build it first"):
        vfc.clip("a/s", tmp_path)
    assert vfc.build(tmp_path).ok
    with vfc.clip("a/s", tmp_path) as shot, vfc.clip(None, tmp_path) as whole:
        assert (shot.duration, tuple(shot.size)) == (0.5, (64, 36))
        assert whole.duration == pytest.approx(0.5, abs=0.01)
        assert shot.get_frame(0.1).shape == (36, 64, 3)
