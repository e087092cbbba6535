"""Mono, stereo and 5.1: what is heard in which channel, and that one downmix serves."""

from __future__ import annotations

import av
import numpy
import pytest

import vfc
from tests.project.test_cuts import RATE, tones
from tests.project.test_sources import built, film
from vfc.errors import TextError
from vfc.testing import Flat

BODY = """\
scenes: {a: {shots: {s: {prompt: x, length: 48f}}}}
sound:
  dialogue: [{file: middle.wav, at: 0s}]
  music: [{file: low.wav, at: 1s, pan: -1}]
  sfx: [{file: high.wav, at: 0.5s, pan: 1}]
deliver:
"""
FOLD = 0.5**0.5


def channels_of(path) -> tuple[str, numpy.ndarray]:
    """The name of a file's layout, and its samples by channel."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        name = stream.layout.name
        resampler = av.AudioResampler(format="fltp", layout=name, rate=RATE)
        blocks = [
            made.to_ndarray()
            for frame in container.decode(stream)
            for made in resampler.resample(frame)
        ]
    return name, numpy.concatenate(blocks, axis=1)[:, : 2 * RATE]


def tone(samples, hertz: int) -> float:
    """How much of a tone is in samples."""
    wave = numpy.exp(2j * numpy.pi * hertz * numpy.arange(len(samples)) / RATE)
    return float(abs((samples * wave).mean()) * 2)


def test_surround_has_each_sound_where_it_belongs_and_folds_down_to_the_stereo_mix(tmp_path):
    tones(tmp_path)
    film(
        tmp_path,
        BODY + "  film.wav: {}\n  six.wav: {channels: surround}\n  one.wav: {channels: mono}\n"
        "  six.mp4: {channels: surround, loudness: -20}\n  six.mov: {channels: surround}\n",
    )
    result = built(tmp_path)
    out = tmp_path / "out/film"
    _, (left, right) = channels_of(out / "film.wav")
    for name in ("six.wav", "six.mov", "six.mp4"):
        layout, (fl, fr, fc, low, bl, br) = channels_of(out / name)
        assert layout in ("5.1", "5.1(side)")
        assert tone(fc, 880) > 0.01 and tone(fc, 220) < 1e-3 and tone(fc, 3520) < 1e-3
        assert tone(fl, 880) < 1e-3 and tone(fl, 220) > 3 * tone(bl, 220) / 2 > 1e-3
        assert tone(fr, 3520) > 4 * tone(br, 3520) > 1e-3 and tone(fr, 220) < 1e-3
        assert abs(low).max() < 1e-4
        folded = numpy.stack([fl + FOLD * (fc + bl), fr + FOLD * (fc + br)])
        if name != "six.mp4":
            assert abs(folded - numpy.stack([left, right])).max() < 1e-4, name
        else:  # levelled, and begun where its encoder begins
            gain = tone(folded[0], 880) / tone(left, 880)
            for hertz in (220, 880, 3520):
                found, wanted = tone(folded.sum(axis=0), hertz), tone(left + right, hertz)
                assert found == pytest.approx(gain * wanted, rel=0.05), hertz
    layout, mono = channels_of(out / "one.wav")
    assert layout == "mono" and abs(mono[0] - FOLD * (left + right)).max() < 1e-4
    assert result.sound["six.mp4"][0] == pytest.approx(-20, abs=0.3)
    assert not built(tmp_path).made


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("music.wav: {channels: surround}", "the music alone is stereo"),
        ("film.webm: {channels: surround}", "surround does not go into a .webm here"),
        ("film.srt: {channels: mono}", "'channels' is about sound"),
        ("film.mp4: {channels: 5.1}", "'channels' is mono, stereo or surround, not '5.1'"),
    ],
)
def test_what_has_no_such_channels_is_told(tmp_path, entry, message):
    tones(tmp_path)
    film(tmp_path, f"{BODY}  {entry}\n")
    with pytest.raises(TextError) as told:
        vfc.plan(tmp_path, generators=[Flat()])
    found = "\n".join(f"{each.message} {each.hint}" for each in told.value.mistakes)
    assert message in found, found
