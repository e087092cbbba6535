"""The sound of a film's files: what ProRes bears, how recorded lines are heard."""

from __future__ import annotations

import av
import numpy
import pytest

import vfc
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
