"""WebM: pictures in VP9 or AV1 with Opus, exact from the first sample to the last."""

from __future__ import annotations

from pathlib import Path

import av
import numpy
import pytest

from tests.project.test_sources import built, film
from vfc.media.sound.samples import read_samples, write_wav

RATE = 48000
SHOTS = "scenes:\n  a:\n    shots:\n      s: {prompt: x, length: 22s}\n"
SOUND = "sound: {music: [{file: music.wav}]}\n"


def music(folder: Path, seconds: float) -> numpy.ndarray:
    """Tones that come and go over noise, so that each place is told from the next."""
    at = numpy.arange(round(seconds * RATE)) / RATE
    wave = sum(
        numpy.sin(2 * numpy.pi * hertz * at) * numpy.sin(at * hertz / 97) for hertz in (220, 331)
    )
    wave = 0.1 * wave + numpy.random.default_rng(1).normal(0, 0.005, len(at))
    samples = wave[:, None].repeat(2, 1).astype(numpy.float32)
    write_wav(folder / "music.wav", samples, RATE)
    return samples


@pytest.mark.parametrize("rate", ["24", "24000/1001"])
def test_opus_has_each_sample_in_its_place(tmp_path, rate):
    given = music(tmp_path, 30)
    film(tmp_path, SHOTS + SOUND + "deliver: {film.webm: {quality: draft, size: 16x16}}\n")
    text = (tmp_path / "film.yaml").read_text().replace("rate: 24", f"rate: {rate}")
    (tmp_path / "film.yaml").write_text(text.replace("22s", "528f"))
    built(tmp_path)
    with av.open(str(tmp_path / "out/film/film.webm")) as container:
        names = [stream.codec_context.name for stream in container.streams]
        heard = [frame.to_ndarray().T for frame in container.decode(audio=0)]
    assert names == ["vp9", "opus"]
    found = numpy.concatenate(heard)
    assert len(found) == round(528 / eval(rate) * RATE)
    # across the borders of blocks too, which stand at ten and at twenty seconds
    for start in range(0, len(found) - RATE // 4, RATE // 4):
        part, wanted = found[start : start + RATE // 4, 0], given[start : start + RATE // 4, 0]
        lag = numpy.argmax(numpy.correlate(part[:4800], wanted[:4800], "same")) - 2400
        assert lag == 0
        assert ((part - wanted) ** 2).mean() < 0.02 * (wanted**2).mean()


def test_a_film_at_another_rate_of_sound_has_opus_at_48000(tmp_path):
    music(tmp_path, 2)
    text = SHOTS.replace("22s", "1s") + SOUND + "deliver: {film.webm: {}, film.mp4: {}}\n"
    film(tmp_path, text)
    text = (tmp_path / "film.yaml").read_text().replace("rate: 24", "rate: 24, sound: 44100")
    (tmp_path / "film.yaml").write_text(text)
    built(tmp_path)
    for name, rate in (("film.webm", 48000), ("film.mp4", 44100)):
        with av.open(str(tmp_path / "out/film" / name)) as container:
            assert container.streams.audio[0].rate == rate
    assert len(read_samples(tmp_path / "out/film/film.webm", RATE)) == RATE


def test_it_is_as_loud_as_was_asked_for(tmp_path):
    music(tmp_path, 12)
    film(tmp_path, SHOTS.replace("22s", "12s") + SOUND + "deliver: {film.webm: {size: 16x16}}\n")
    text = (tmp_path / "film.yaml").read_text().replace("rate: 24", "rate: 24, loudness: -18")
    (tmp_path / "film.yaml").write_text(text)
    result = built(tmp_path)
    assert not built(tmp_path).made
    assert result.sound["film.webm"][0] == pytest.approx(-18, abs=0.3)
