"""What sounds are heard through, how they fade and lie, how they go down: measured in samples."""

from __future__ import annotations

from fractions import Fraction

import numpy
import pytest

from tests.media.sound.mixing import blocks, tape
from vfc.film.treatments import TAILS, DuckSetting, FadeCurve, Treatment
from vfc.media.sound.filters import filtered
from vfc.media.sound.mix import SoundEvent, mixed
from vfc.media.sound.samples import write_wav
from vfc.media.sound.treatments import TABLE, response, through, treated

RATE = 48000


def tones(*hertz: float, seconds: float = 0.5, level: float = 0.1) -> numpy.ndarray:
    at = numpy.arange(round(RATE * seconds)) / RATE
    wave = sum(numpy.sin(2 * numpy.pi * each * at) for each in hertz)
    return (level * wave)[:, None].repeat(2, 1).astype(numpy.float32)


def decibels(samples: numpy.ndarray, hertz: float) -> float:
    """How strong a tone is in the middle of samples, in dB of full scale."""
    part = samples[len(samples) // 4 :, 0]
    wave = numpy.exp(-2j * numpy.pi * hertz * numpy.arange(len(part)) / RATE)
    wave *= numpy.hanning(len(part)) * 2
    return float(20 * numpy.log10(2 * abs((part * wave).mean()) + 1e-12))


@pytest.mark.parametrize(
    ("treatment", "low", "kept", "high"),
    [
        (Treatment.TELEPHONE, 100, 1000, 8000),
        (Treatment.RADIO, 60, 1000, 10000),
        (Treatment.MEGAPHONE, 120, 1500, 10000),
        (Treatment.WALL, None, 150, 2000),
        (Treatment.UNDERWATER, None, 150, 1500),
    ],
)
def test_a_band_is_kept_and_the_rest_is_gone(treatment, low, kept, high):
    was = tones(*(each for each in (low, kept, high) if each))
    made = treated(was, [treatment], RATE)
    assert len(made) == len(was)
    lost = {each: decibels(was, each) - decibels(made, each) for each in (low, kept, high) if each}
    assert lost[kept] < 8
    assert all(lost[each] > lost[kept] + 12 for each in (low, high) if each)


def test_each_treatment_has_its_row():
    assert set(TABLE) == set(Treatment)
    assert {each for each in TABLE if {"reverb", "echoes"} & TABLE[each].keys()} == set(TAILS)


def test_compression_brings_loud_and_soft_nearer():
    loud, soft = (
        treated(tones(500, level=each), [Treatment.COMPRESSED], RATE) for each in (0.8, 0.05)
    )
    was, now = 20 * numpy.log10(0.8 / 0.05), decibels(loud, 500) - decibels(soft, 500)
    assert now < was - 8


@pytest.mark.parametrize("place", [each for each in TAILS if each != "canyon"])
def test_a_place_sounds_on_for_its_time(place):
    """By Schroeder's backward integral, from -5 to -35 dB of it, as ISO 3382 has it."""
    tail = numpy.array(response(Treatment(place), RATE)[1:, 0], float)
    left = numpy.cumsum((tail**2)[::-1])[::-1]
    level = 10 * numpy.log10(left / left[0] + 1e-12)
    first, last = (int(numpy.argmax(level < each)) for each in (-5, -35))
    assert 2 * (last - first) / RATE == pytest.approx(float(TAILS[place]), rel=0.25)


def test_both_ears_hear_another_place_and_each_run_the_same():
    left, right = response(Treatment.HALL, RATE)[1:].T
    assert abs(numpy.corrcoef(left, right)[0, 1]) < 0.05
    again = response.__wrapped__(Treatment.HALL, RATE)
    assert (again == response(Treatment.HALL, RATE)).all()


def test_it_is_the_same_in_one_block_and_in_many():
    noise = numpy.random.default_rng(3).normal(0, 0.1, (RATE, 2)).astype(numpy.float32)
    chain = [Treatment.TELEPHONE, Treatment.ROOM]
    one = numpy.concatenate([*through(iter([noise]), chain, RATE)])
    many = numpy.concatenate([*through(iter(numpy.split(noise, 16)), chain, RATE)])
    assert len(one) == len(many) == RATE + round(TAILS["room"] * RATE)
    assert numpy.abs(one - many).max() < 1e-4


def test_what_goes_round_has_its_end_over_its_beginning():
    """A steady tone that goes round in a place is as steady there, without a seam."""
    made = treated(tones(100, seconds=2), [Treatment.HALL], RATE, round=True)
    assert len(made) == 2 * RATE
    twice = numpy.concatenate([made, made])[:, 0]
    assert numpy.abs(numpy.diff(twice)).max() < 1.6 * numpy.abs(numpy.diff(made[RATE:, 0])).max()


def test_a_filter_gives_as_many_samples_as_it_takes():
    sound = tones(300, seconds=0.3)
    made = [*filtered(iter(numpy.split(sound, 6)), RATE, [("lowpass", "f=3000")])]
    assert sum(map(len, made)) == len(sound)


@pytest.mark.parametrize("pan", [-1.0, -0.5, 0.0, 0.3, 1.0])
def test_a_sound_is_as_loud_wherever_it_lies(tmp_path, pan):
    write_wav(tmp_path / "a.wav", tones(400), RATE)
    event = SoundEvent(path=tape(tmp_path / "a.wav"), start=0, raw=True, length=RATE // 2, pan=pan)
    left, right = (mixed([event], RATE // 2, RATE) ** 2).mean(axis=0)
    assert left + right == pytest.approx(0.01, rel=0.01)
    assert (right - left) / (left + right) == pytest.approx(numpy.sin(pan * numpy.pi / 2), abs=0.01)


@pytest.mark.parametrize(
    ("curve", "quarter"),
    [
        (FadeCurve.POWER, numpy.sin(numpy.pi / 8)),
        (FadeCurve.LINEAR, 0.25),
        (FadeCurve.SMOOTH, 0.5 - 0.5 * numpy.cos(numpy.pi / 4)),
        (FadeCurve.LOG, 10 ** (-45 / 20)),
    ],
)
def test_a_fade_goes_by_its_curve(tmp_path, curve, quarter):
    write_wav(tmp_path / "a.wav", numpy.full((RATE, 2), 0.5, numpy.float32), RATE)
    event = SoundEvent(
        path=tape(tmp_path / "a.wav"),
        start=0,
        raw=True,
        length=RATE,
        fade_in=8000,
        fade_out=8000,
        curve=curve,
    )
    made = mixed([event], RATE, RATE)[:, 0] / 0.5
    assert made[0] < 0.01
    assert made[2000] == pytest.approx(quarter, rel=0.02)
    assert made[-2001] == pytest.approx(quarter, rel=0.02)
    assert made[8000:-8000] == pytest.approx(1, abs=0.001)
    assert (numpy.diff(made[:8000]) >= 0).all()


def test_each_sound_goes_down_as_far_and_as_fast_as_it_says(tmp_path):
    for name in ("low", "lower"):
        write_wav(tmp_path / f"{name}.wav", numpy.full((6 * RATE, 2), 0.25, numpy.float32), RATE)
    write_wav(tmp_path / "said.wav", tones(300, seconds=1, level=0.5), RATE)
    said = SoundEvent(path=tmp_path / "said.wav", start=3 * RATE, speech=True, mute=True)
    slow = DuckSetting(by=-20.0, attack=Fraction(2), hold=Fraction(0), release=Fraction(1))

    def level(setting: DuckSetting) -> numpy.ndarray:
        music = SoundEvent(path=tmp_path / "low.wav", start=0, duck=True, ducking=setting)
        (made,) = blocks([music, said], 6 * RATE)
        return 20 * numpy.log10(made[:, 0] / 0.25)

    usual, slowly = level(DuckSetting()), level(slow)
    assert usual[[2 * RATE, 3 * RATE + 100, round(5.5 * RATE)]] == pytest.approx(
        [0, -12, 0], abs=0.1
    )
    assert slowly[[RATE, 2 * RATE, 3 * RATE + 100]] == pytest.approx([0, -10, -20], abs=0.1)
    assert slowly[round(4.5 * RATE)] == pytest.approx(-10, abs=0.2)
    both = [
        SoundEvent(path=tmp_path / "low.wav", start=0, duck=True),
        SoundEvent(path=tmp_path / "lower.wav", start=0, duck=True, ducking=slow),
    ]
    (made,) = blocks([*both, said], 6 * RATE)
    expected = 0.25 * (10 ** (usual / 20) + 10 ** (slowly / 20))
    assert numpy.abs(made[:, 0] - expected).max() < 1e-4
