"""The sound of a film's files: what ProRes bears, how recorded lines are heard."""

from __future__ import annotations

import json

import av
import numpy
import pytest

import vfc
from tests.programs import inside
from vfc.media.sound.samples import read_samples, write_wav

RATE = 48000
TEXT = """\
title: T
format: {size: 64x36, rate: 24}
generator: previs
cast: {ana: {look: a woman}}
deliver: {film.mov: {quality: draft}, film.mkv: {codec: prores, quality: draft}}
sound:
  music: [{file: music.wav, duck: dialogue}]
  dialogue: [{who: ana, line: Yes., file: said.wav, at: s/a + 1s, gain: -6dB}]
scenes:
  s:
    shots:
      a: {prompt: a street, length: 3s}
"""


def told(folder, *words: str) -> dict:
    """The document of a command."""
    return json.loads(inside(*words, "--json", cwd=folder).stdout.splitlines()[-1])


def tone(folder, name: str, hertz: int, seconds: float) -> None:
    wave = 0.25 * numpy.sin(numpy.arange(round(RATE * seconds)) * 2 * numpy.pi * hertz / RATE)
    write_wav(folder / name, wave[:, None].repeat(2, 1).astype(numpy.float32), RATE)


@pytest.fixture
def film(tmp_path):
    tone(tmp_path, "music.wav", 200, 3)
    tone(tmp_path, "said.wav", 1000, 0.5)
    (tmp_path / "film.yaml").write_text(TEXT)
    assert vfc.build(tmp_path).ok
    return tmp_path / "out" / "film"


def strength(samples: numpy.ndarray, hertz: int) -> float:
    """The amplitude of a tone in samples of one channel."""
    wave = numpy.exp(-2j * numpy.pi * hertz * numpy.arange(len(samples)) / RATE)
    return 2 * abs(float(numpy.abs((samples * wave).mean())))


def test_prores_bears_its_sound_as_it_is(film):
    for name in ("film.mov", "film.mkv"):
        with av.open(str(film / name)) as container:
            (stream,) = container.streams.audio
            assert stream.codec_context.name == "pcm_s24le"
        samples = read_samples(film / name, RATE)
        assert len(samples) == 3 * RATE
        assert strength(samples[: RATE // 2, 0], 200) == pytest.approx(0.25, abs=1e-4)


def test_music_goes_down_under_a_recorded_line(film):
    samples = read_samples(film / "film.mov", RATE)[:, 0]
    spoken, after = samples[RATE : RATE * 3 // 2], samples[-RATE // 10 :]
    assert strength(spoken, 1000) == pytest.approx(0.25 / 2, abs=0.003)
    assert strength(spoken, 200) == pytest.approx(0.25 / 4, abs=0.003)
    assert strength(after, 200) == pytest.approx(0.25, abs=0.003)


def test_stems_add_up_to_the_film_and_how_loud_each_is_is_told(tmp_path):
    tone(tmp_path, "music.wav", 200, 3)
    tone(tmp_path, "said.wav", 1000, 0.5)
    text = TEXT.replace("rate: 24}", "rate: 24, loudness: -20}").replace(
        "deliver: {film.mov: {quality: draft}, film.mkv: {codec: prores, quality: draft}}",
        "deliver: {film.wav: {}, dialogue.wav: {}, music.wav: {}, fx.wav: {stem: effects}}",
    )
    (tmp_path / "film.yaml").write_text(text)
    result = vfc.build(tmp_path)
    out = tmp_path / "out" / "film"
    film, *stems = (
        read_samples(out / f"{name}.wav", RATE) for name in ("film", "dialogue", "music", "fx")
    )
    gain = (film * sum(stems)).sum() / (sum(stems) ** 2).sum()
    assert numpy.abs(sum(stems) * gain - film).max() < 1e-5
    assert result.sound["film.wav"][0] == pytest.approx(-20, abs=0.3)
    assert result.sound["fx.wav"] == (None, 0, None)
    again = told(tmp_path, "build")
    assert again["sound"]["film.wav"].keys() == {"lufs", "lra", "dbtp"}
    assert again["sound"]["film.wav"]["lufs"] == pytest.approx(-20, abs=0.3)
    assert told(tmp_path, "status")["sound"] == again["sound"]


def test_pieces_of_sound_stay_as_long_as_their_film(tmp_path):
    tone(tmp_path, "music.wav", 200, 3)
    tone(tmp_path, "said.wav", 1000, 0.5)
    (tmp_path / "film.yaml").write_text(TEXT)
    assert vfc.build(tmp_path).ok
    objects = tmp_path / ".vfc" / "objects"
    before = {path.name for path in objects.rglob("*") if path.is_file()}
    assert inside("store", "gc", cwd=tmp_path).returncode == 0
    assert {path.name for path in objects.rglob("*") if path.is_file()} == before
