"""What the soundtrack's words make of a film: heard in the file, and at the cost of what changed."""

from __future__ import annotations

import numpy
import pytest

import vfc
from tests.project.test_sound_files import RATE, strength, tone
from vfc.errors import TextError
from vfc.media.sound.samples import read_samples, write_wav
from vfc.testing import Flat

TEXT = """\
title: T
format: {size: 64x36, rate: 24}
generator: previs
deliver: {film.wav: {}}
sound:
  sfx:
    - {file: beep.wav, at: 0s}
scenes:
  s:
    shots:
      a: {prompt: a street, length: 3s}
"""


@pytest.fixture
def film(tmp_path):
    tone(tmp_path, "beep.wav", 1000, 0.5)
    return tmp_path


def heard(film, words: str = "") -> numpy.ndarray:
    text = TEXT.replace("at: 0s}", f"at: 0s{words}}}")
    (film / "film.yaml").write_text(text)
    assert vfc.build(film).ok
    return read_samples(film / "out" / "film" / "film.wav")


def test_a_place_is_heard_after_the_sound_and_a_fade_ends_it(film):
    dry, after = heard(film), slice(round(0.6 * RATE), round(0.9 * RATE))
    assert numpy.abs(dry[after]).max() == 0
    wet = heard(film, ", through: [telephone, church]")
    assert numpy.abs(wet[after]).max() > 0.003
    assert len(wet) == len(dry)
    faded = heard(film, ", through: church, fade: [0s, 0.25s]")
    assert numpy.abs(faded[after]).max() == 0


def test_a_sound_at_one_side_is_there_alone(film):
    made = heard(film, ", pan: 1")
    assert strength(made[: RATE // 2, 0], 1000) < 0.001
    assert strength(made[: RATE // 2, 1], 1000) == pytest.approx(0.25 * 2**0.5, rel=0.02)


def test_what_it_is_heard_through_costs_its_tape_and_its_blocks(film):
    heard(film, ", through: room")
    (film / "film.yaml").write_text(TEXT.replace("at: 0s}", "at: 0s, through: hall}"))
    made = vfc.build(film).made
    assert made
    assert not [label for label in made if "picture" in label or "segment" in label]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (", through: phone", "telephone"),
        (", pan: 2", "from -1 to 1"),
        (", curve: straight", "power, linear, smooth or log"),
        (", duck: {by: 3dB}", "what ducks goes down"),
        (", duck: {attack: 30s}", "longer than ducking can take"),
        (", duck: {attak: 1s}", "attack"),
        (", duck: music", "dialogue"),
    ],
)
def test_what_cannot_be_is_told_where_it_stands(film, words, told):
    (film / "film.yaml").write_text(TEXT.replace("at: 0s}", f"at: 0s{words}}}"))
    with pytest.raises(TextError) as error:
        vfc.plan(film)
    assert told in str(error.value)
    assert "film.yaml:7" in str(error.value)


def test_a_shots_own_sound_is_heard_as_it_says(film):
    import av

    with av.open(str(film / "clip.mov"), "w") as clip:
        picture = clip.add_stream("libx264", rate=24)
        picture.width, picture.height, picture.pix_fmt = 64, 36, "yuv420p"
        track = clip.add_stream("pcm_s16le", rate=RATE, layout="stereo")
        for _ in range(48):
            frame = av.VideoFrame.from_ndarray(numpy.zeros((36, 64, 3), numpy.uint8))
            clip.mux(picture.encode(frame.reformat(format="yuv420p")))
        clip.mux(picture.encode(None))
        wave = numpy.sin(numpy.arange(2 * RATE) * 2 * numpy.pi * 1000 / RATE)
        packed = (8192 * wave).astype(numpy.int16).repeat(2).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="s16", layout="stereo")
        frame.sample_rate, frame.pts = RATE, 0
        clip.mux(track.encode(frame))
        clip.mux(track.encode(None))

    def own(sound: str) -> numpy.ndarray:
        text = TEXT.partition("sound:")[0] + "scenes: {s: {shots: {a: {footage: clip.mov"
        (film / "film.yaml").write_text(f"{text}, sound: {sound}" + "}}}}\n")
        assert vfc.build(film).ok
        return read_samples(film / "out" / "film" / "film.wav")

    assert strength(own("on")[:RATE, 0], 1000) == pytest.approx(0.25, rel=0.02)
    soft = own("{gain: -6dB, pan: -1, ambience: on}")[:RATE]
    assert strength(soft[:, 0], 1000) == pytest.approx(0.25 * 10 ** (-6 / 20) * 2**0.5, rel=0.02)
    assert strength(soft[:, 1], 1000) < 0.001
    assert strength(own("{through: wall}")[:RATE, 0], 1000) < 0.1
    assert not own("off").any()


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{eq: [{gain: 3dB}]}", "needs 'frequency'"),
        ("{eq: [{frequency: 300}]}", "a bell without gain changes nothing write gain: -4dB"),
        ("{eq: [{frequency: 30, kind: high-pass, gain: 3dB}]}", "a high-pass has no gain"),
        ("{eq: [{frequency: 300, gain: 40dB}]}", "'40dB' is not between -24 and 24 dB write 24dB"),
        ("{eq: [{frequency: 1, gain: 3dB}]}", "'frequency' is a number from 10 to 20000"),
        ("{compressor: {threshold: 3dB}}", "'3dB' is not between -60 and 0 dB write 0dB"),
        ("{compressor: {attack: 9s}}", "'9s' is longer than a compressor can take"),
        ("{eq: []}", "'eq' is a list of bands, not 0"),
        ("[radio, {eqq: 1}]", "eqq"),
        ("{}", "a treatment by hand is empty"),
    ],
)
def test_what_is_set_wrong_by_hand_is_told(tmp_path, said, message):
    (tmp_path / "film.yaml").write_text(
        "title: T\ngenerator: flat\nscenes: {a: {shots: {s: {prompt: x, length: 1s}}}}\n"
        f"sound: {{music: [{{file: a.wav, through: {said}}}]}}\n"
    )
    write_wav(tmp_path / "a.wav", numpy.zeros((4800, 2), numpy.float32), 48000)
    with pytest.raises(TextError) as told:
        vfc.plan(tmp_path, generators=[Flat()])
    found = "\n".join(f"{each.message} {each.hint}" for each in told.value.mistakes)
    assert message in found, found
