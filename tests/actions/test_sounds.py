"""Sound: every event at its place, and the voice that a line lacks."""

from __future__ import annotations

from fractions import Fraction

import numpy
import pytest

from tests.actions.working import Bench
from tests.recipes.samples import step
from vfc.actions.sounds import make_mix, make_sound, make_tape
from vfc.errors import StepError
from vfc.media.sound.samples import read_samples, write_wav
from vfc.recipes.kinds import MIX, SOUND, TAPE
from vfc.recipes.params import MixParams, SoundEventParams, SoundParams, TapeParams
from vfc.recipes.step import FileUse, Use

RATE = 48000


@pytest.fixture
def tone(tmp_path):
    wave = numpy.sin(numpy.arange(RATE) * 2 * numpy.pi * 440 / RATE).astype(numpy.float32) / 4
    write_wav(tmp_path / "tone.wav", numpy.repeat(wave[:, None], 2, -1), RATE)
    return tmp_path / "tone.wav"


def loud(path) -> list[bool]:
    """Whether each tenth of a second can be heard."""
    samples = read_samples(path)
    tenths = numpy.abs(samples[: len(samples) // 4800 * 4800]).reshape(-1, 4800, 2)
    return [bool(level > 0.05) for level in tenths.mean(axis=(1, 2))]


def mixed(folder, *events, inputs=(), **more):
    params = MixParams(length=RATE, sample_rate=RATE, events=events)
    bench = Bench(folder, {"d": folder / "tone.wav"})
    return make_mix(step(params, kind=MIX, **more), dict(inputs), bench)


def made(folder, *events, bench=None, **more):
    params = SoundParams(blocks=(RATE,), sample_rate=RATE, loudness=None)
    (folder / "sound").mkdir()
    inputs = {"1": mixed(folder, *events, **more)}
    one = step(params, kind=SOUND, uses=(Use("1", "k"),))
    return make_sound(one, inputs, bench or Bench(folder / "sound"))


def test_a_sound_is_heard_from_its_place_on_for_as_long_as_it_lasts(tmp_path, tone):
    event = SoundEventParams(role="sound 1", start=Fraction(3, 10), seconds=Fraction(4, 10))
    path = made(tmp_path, event, files=(FileUse("sound 1", "d"),))
    assert loud(path) == [False] * 3 + [True] * 4 + [False] * 3


def test_a_sound_may_be_another_step_s(tmp_path, tone):
    event = SoundEventParams(role="shot 1", start=Fraction(0), start_in_source=Fraction(1, 2))
    bench = Bench(tmp_path / "sound")
    path = made(tmp_path, event, bench=bench, inputs={"shot 1": tone}, uses=(Use("shot 1", "k"),))
    assert loud(path) == [True] * 5 + [False] * 5 and path.name == "artifact.m4a"
    assert bench.told, "it tells how far it is"
    assert -20 < float(bench.environment["lufs"]) < -10 > float(bench.environment["dbtp"])


def test_a_tape_is_a_sound_at_its_speed(tmp_path, tone):
    params = TapeParams(sample_rate=RATE, speed=Fraction(1, 2), seconds=Fraction(1))
    bench = Bench(tmp_path, {"d": tone})
    one = step(params, kind=TAPE, files=(FileUse("sound", "d"),))
    tape = make_tape(one, {}, bench).rename(tmp_path / "t.f32")
    event = SoundEventParams(role="tape 1", start=Fraction(1, 2))
    path = made(tmp_path, event, inputs={"tape 1": tape}, uses=(Use("tape 1", "k"),))
    assert loud(path) == [False] * 5 + [True] * 5


def test_a_film_without_a_sound_is_silent_for_its_length(tmp_path):
    assert loud(made(tmp_path)) == [False] * 10


def test_a_file_that_is_not_here_is_told(tmp_path):
    with pytest.raises(StepError, match="digest gone"):
        made(tmp_path, files=(FileUse("sound 1", "gone"),))
