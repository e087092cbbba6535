"""Cuts as whole edits: what each has of its own, and what of the film stays in it."""

from __future__ import annotations

import av
import numpy
import pytest

import vfc
from tests.project.test_sources import built, film, frames_of
from vfc.errors import TextError
from vfc.media.sound.samples import read_samples, write_wav
from vfc.testing import Flat

RATE = 48000
BODY = """\
scenes:
  a:
    shots:
      s: {prompt: x, length: 24f}
      t: {prompt: y, length: 24f}
titles: [{at: a/t, length: 12f, text: FILM, size: 0.5}]
sound:
  music: [{file: low.wav}]
  sfx: [{file: high.wav, at: a/t}]
cuts:
  teaser:
    title: Soon
    cut: [a/t, {a/s: {length: 12f}}]
    titles: [{at: a/s, length: 12f, text: SOON, size: 0.5}]
    sound: {music: [], ambience: [{file: middle.wav}]}
    format: {size: 36x64, loudness: -20, start: 02:00:00:00}
  plain: {cut: [a/t, a/s]}
deliver:
  film.mp4: {}
  teaser.mp4: {cut: teaser}
  wide.mp4: {cut: teaser, size: 64x36}
  plain.mp4: {cut: plain}
  teaser.edl: {cut: teaser}
"""


def tones(folder):
    for name, hertz in (("low", 220), ("middle", 880), ("high", 3520)):
        wave = numpy.sin(numpy.arange(RATE) * 2 * numpy.pi * hertz / RATE).astype(numpy.float32)
        write_wav(
            folder / f"{name}.wav",
            numpy.repeat(wave[:, None] / 8, 2, -1).astype(numpy.float32),
            RATE,
        )


def heard(path) -> list[bool]:
    """Whether each of the three tones is in a file."""
    samples = read_samples(path)[:, 0]
    power = numpy.abs(numpy.fft.rfft(samples))
    hertz = numpy.fft.rfftfreq(len(samples), 1 / RATE)
    level = [power[abs(hertz - each) < 20].max() for each in (220, 880, 3520)]
    return [bool(each > 0.05 * max(level)) for each in level]


def lettered(folder, name: str) -> list[bool]:
    """Whether words stand over each frame of Flat's plain colours."""
    return [bool(frame.astype(int).std(axis=(0, 1)).max() > 6) for frame in frames_of(folder, name)]


def test_a_cut_has_titles_sound_and_format_of_its_own(tmp_path):
    tones(tmp_path)
    film(tmp_path, BODY)
    result = built(tmp_path)
    out = tmp_path / "out/film"
    assert lettered(tmp_path, "film.mp4") == [False] * 24 + [True] * 12 + [False] * 12
    assert lettered(tmp_path, "teaser.mp4") == [False] * 24 + [True] * 12
    assert lettered(tmp_path, "plain.mp4") == [True] * 12 + [False] * 36
    assert heard(out / "film.mp4") == heard(out / "plain.mp4") == [True, False, True]
    assert heard(out / "teaser.mp4") == [False, True, True]
    with av.open(str(out / "teaser.mp4")) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == (36, 64)
        assert stream.metadata["timecode"] == "02:00:00:00"
        assert container.metadata["title"] == "Soon"
    with av.open(str(out / "wide.mp4")) as container:
        assert container.streams.video[0].width == 64
    assert result.sound["teaser.mp4"][0] == pytest.approx(-20, abs=0.3)
    assert result.sound["film.mp4"][0] != pytest.approx(-20, abs=0.3), "as mixed"
    edl = (out / "teaser.edl").read_text()
    assert "TITLE: Soon" in edl and " 02:00:00:00 02:00:01:00" in edl and "SOON" in edl
    assert len([each for each in result.made if each.startswith("picture")]) == 2


def test_a_cut_s_own_title_costs_what_it_lies_over(tmp_path):
    tones(tmp_path)
    film(tmp_path, BODY)
    built(tmp_path)
    text = (tmp_path / "film.yaml").read_text()
    (tmp_path / "film.yaml").write_text(text.replace("SOON", "LATER"))
    made = built(tmp_path).made
    assert not [each for each in made if each.startswith(("picture", "sound", "mix"))]
    assert sum(each.startswith("segment") for each in made) == 2, "in two sizes"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("size: 36x64, ", "size: 36x64, rate: 25, ", "unknown key 'rate' in the format of a cut"),
        ("at: a/s, length: 12f", "at: 5s, length: 12f", "the title begins at 120f, after the"),
        ("[a/t, {a/s: {length: 12f}}]", "[a/t]", "the cut does not show a/s"),
        (
            "ambience: [{file: middle.wav}]",
            "sfx: [{file: high.wav, at: 9s}]",
            "the sound begins at 216f",
        ),
        ("start: 02:00:00:00", "start: 2s", "'start' is a timecode, not '2s'"),
        ("loudness: -20", "loudness: loud", "'loudness' is a loudness from -70 to 0 LUFS"),
    ],
)
def test_what_a_cut_cannot_have_is_told(tmp_path, old, new, message):
    tones(tmp_path)
    assert old in BODY
    film(tmp_path, BODY.replace(old, new, 1))
    with pytest.raises(TextError) as told:
        vfc.plan(tmp_path, generators=[Flat()])
    found = "\n".join(f"{each.message} {each.hint}" for each in told.value.mistakes)
    assert message in found, found
