"""Blocks of a film's sound: each costs itself alone, and no seam of them is heard."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy
import pytest

from tests.media.sound.mixing import Kept, blocks, mix, tape
from vfc.film.soundblocks import block_length, blocks_of
from vfc.film.soundcodecs import SoundCodec
from vfc.film.treatments import DuckSetting, ducking_reach
from vfc.media.sound.duck import Ducking
from vfc.media.sound.encode import ENCODERS, PACKET, decoded, encoded
from vfc.media.sound.loudness import loudness_of, measured
from vfc.media.sound.mix import SoundEvent
from vfc.media.sound.samples import read_blocks, read_samples, write_wav
from vfc.media.sound.seams import reach_of, seam

RATE = 48000
BLOCK = block_length(RATE)


def drums(seconds: float) -> numpy.ndarray:
    """Tones with a beat of noise over them, which an encoder has to switch its windows for."""
    random, at = numpy.random.default_rng(3), numpy.arange(round(seconds * RATE)) / RATE
    one = 0.2 * numpy.sin(2 * numpy.pi * 330 * at) + 0.1 * numpy.sin(2 * numpy.pi * 3000 * at)
    beat = numpy.exp(-(numpy.arange(len(at)) % 5300) / 200) * random.normal(0, 0.3, len(at))
    return numpy.stack([one + beat, 0.7 * one + beat], 1).astype(numpy.float32)


def wav(path, samples, rate: int = RATE):
    write_wav(path, samples, rate)
    return path


def noise(found: numpy.ndarray, wanted: numpy.ndarray) -> float:
    """What lies between two, in dB of the second."""
    power = numpy.square(found - wanted, dtype=float).mean() / numpy.square(wanted).mean()
    return float(10 * numpy.log10(power))


def test_blocks_are_whole_packets_and_make_up_the_film():
    lengths = blocks_of(RATE * 60 + 1, RATE)
    assert sum(lengths) == RATE * 60 + 1
    assert set(lengths[:-1]) == {BLOCK} and BLOCK % PACKET == 0
    assert blocks_of(0, RATE) == ()


@pytest.mark.parametrize("border", [60, 73, 91])
def test_a_seam_is_no_louder_than_what_the_encoder_does_anyway(border):
    samples = drums(3)
    before, after = reach_of(SoundCodec.AAC)
    begun, at = border * PACKET - before, border * PACKET
    told = {"codec": SoundCodec.AAC, "rate": RATE}
    whole, head = encoded(samples, 0, **told), encoded(samples[: at + after], 0, **told)
    tail = encoded(samples[begun:], begun // PACKET, **told)
    taken = seam(head, tail, border, **told, channels=2)
    packets = (*head.packets[:taken], *tail.packets[taken - tail.first :])
    assert len(packets) == len(whole.packets) and border < taken <= border + 16
    place = slice(taken * PACKET - PACKET, taken * PACKET)
    heard = [
        decoded(each, **told, channels=2)[PACKET:][place]
        for each in (whole, whole._replace(packets=packets))
    ]
    assert noise(heard[1], samples[place]) < noise(heard[0], samples[place]) + 1


@pytest.mark.parametrize("codec", SoundCodec)
def test_each_sample_of_a_film_of_several_blocks_is_in_its_place(tmp_path, codec):
    samples = drums(21 if codec is SoundCodec.AAC else 11) * 0.5  # one lies between two others
    assert len(blocks_of(len(samples), RATE)) == (3 if codec is SoundCodec.AAC else 2)
    event = SoundEvent(path=wav(tmp_path / "d.wav", samples), start=0)
    path = tmp_path / f"film.{ENCODERS[codec].ending}"
    mix(path, [event], length=len(samples), codec=codec)
    found = read_samples(path, RATE)
    assert len(found) == len(samples)
    for part in range(0, len(samples), RATE // 2):
        piece = slice(part, part + RATE // 2)
        assert noise(found[piece], samples[piece]) < (-12 if ENCODERS[codec].primes else -60)


def test_a_change_costs_the_blocks_that_hear_it(tmp_path):
    long = SoundEvent(path=wav(tmp_path / "d.wav", drums(31) * 0.3), start=0)
    short = SoundEvent(path=wav(tmp_path / "s.wav", drums(1) * 0.3), start=RATE * 14)
    keep, told = Kept(tmp_path), {"length": 31 * RATE, "loudness": -20.0}
    mix(tmp_path / "a.m4a", [long, short], keep=keep, **told)
    cold, keep.made = keep.made, 0
    heard = mix(
        tmp_path / "b.m4a", [long, SoundEvent(path=short.path, start=RATE * 15)], keep=keep, **told
    )
    assert cold >= 8 and keep.made <= 3  # its loudness, its piece, one more where a gain is tried
    assert heard.integrated == pytest.approx(-20, abs=0.3)


@pytest.mark.parametrize("rate", [44100, 22050, 48000])
@pytest.mark.parametrize("kind", ["wav", "flac"])
def test_parts_that_are_read_one_by_one_go_on(tmp_path, rate, kind):
    at = numpy.arange(rate * 4) / rate
    wave = 0.3 * numpy.sin(2 * numpy.pi * (300 + 900 * at) * at)[:, None].repeat(2, 1)
    path = wav(tmp_path / "a.wav", wave.astype(numpy.float32), rate)
    if kind == "flac":
        path = flac(tmp_path / "a.flac", wave, rate)
    start = Fraction(1, 7)
    whole = numpy.concatenate(list(read_blocks(path, RATE, start=start)))
    for skip in (70_001, 123_456):
        part = numpy.concatenate(list(read_blocks(path, RATE, start=start, skip=skip)))
        assert len(part) == len(whole) - skip
        assert numpy.abs(part - whole[skip:]).max() < 1e-4


def flac(path, samples, rate):
    import av

    with av.open(str(path), "w") as output:
        stream = output.add_stream("flac", rate=rate, layout="stereo")
        packed = numpy.ascontiguousarray((samples * 32767).astype(numpy.int16).reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(packed, format="s16", layout="stereo")
        frame.sample_rate, frame.pts = rate, 0
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def test_a_loop_goes_on_over_the_borders_of_blocks(tmp_path):
    at = numpy.arange(RATE * 3) / RATE
    wave = (0.3 * numpy.sin(2 * numpy.pi * 50 * at))[:, None].repeat(2, 1).astype(numpy.float32)
    loop = SoundEvent(path=tape(wav(tmp_path / "a.wav", wave)), start=0, raw=True, repeat=True)
    samples = numpy.concatenate(blocks([loop], 25 * RATE))
    assert numpy.abs(numpy.diff(samples[:, 0])).max() < 0.3 * 2 * numpy.pi * 50 / RATE * 2


@pytest.mark.parametrize("hold", [0, Fraction(3, 10), 8])
def test_a_plan_gives_a_block_all_speech_that_counts_in_it(hold):
    setting = DuckSetting(hold=Fraction(hold))
    assert Ducking.reach(RATE, setting) <= ducking_reach([setting]) * RATE


def test_ducking_goes_on_over_the_borders_of_blocks(tmp_path):
    music = SoundEvent(path=wav(tmp_path / "m.wav", drums(21) * 0 + 0.25), start=0, duck=True)
    words = wav(tmp_path / "w.wav", drums(0.1))
    for near in (-9000, -2000, 2000):  # samples from the border, of which speech begins
        speech = SoundEvent(path=words, start=BLOCK + near, speech=True, mute=True)
        samples = numpy.concatenate(blocks([music, speech], 20 * RATE))[:, 0]
        assert samples.min() == pytest.approx(0.25 * 10 ** (-12 / 20), abs=0.01)
        assert numpy.abs(numpy.diff(samples)).max() < 1e-3


# ── how loud it is heard ───────────────────────────────────────────────────────────────────────


def broad(seconds: int) -> numpy.ndarray:
    return numpy.random.default_rng(1).normal(0, 0.1, (seconds * RATE, 2)).astype(numpy.float32)


def banging(seconds: int) -> numpy.ndarray:
    samples = broad(seconds) * (numpy.arange(seconds * RATE) % RATE < RATE // 2)[:, None]
    for at in range(RATE, len(samples) - RATE, 2 * RATE):
        samples[at : at + 200] += 0.9
    return samples.clip(-1, 1).astype(numpy.float32)


@pytest.mark.parametrize("made", [broad, banging])
@pytest.mark.parametrize("wanted", [-16.0, -23.0])
def test_what_is_delivered_is_as_loud_as_was_asked_for(tmp_path, made, wanted):
    event = SoundEvent(path=wav(tmp_path / "a.wav", made(4)), start=0)
    told = mix(tmp_path / "film.m4a", [event], length=4 * RATE, loudness=wanted)
    samples = read_samples(tmp_path / "film.m4a", RATE).astype(float)
    import pyloudnorm  # and scipy with it, which few tests need

    found = pyloudnorm.Meter(RATE).integrated_loudness(samples)
    assert found == pytest.approx(wanted, abs=0.3) == told.integrated
    assert told.integrated == pytest.approx(found, abs=0.06)
    assert told.peak < -1


def test_loudness_of_blocks_is_the_loudness_of_the_whole():
    samples = banging(5)
    whole = loudness_of([measured(samples, 0, len(samples), 0, RATE)], len(samples), RATE)
    edges = [*range(0, len(samples), 70_001), len(samples)]
    parts = [
        measured(
            samples[max(0, one - RATE) : other],
            min(one, RATE),
            min(one, RATE) + other - one,
            one,
            RATE,
        )
        for one, other in pairwise(edges)
    ]
    assert loudness_of(parts, len(samples), RATE) == pytest.approx(whole, abs=1e-3)


def test_each_channel_is_weighed_whichever_are_silent_or_alike():
    one, other = (banging(1) * numpy.array([[1, 0.5]], numpy.float32)).T
    none = numpy.zeros_like(one)

    def sums(*channels: numpy.ndarray) -> numpy.ndarray:
        samples = numpy.stack(channels, 1)
        return numpy.array(measured(samples, 0, len(samples), 0, RATE).sums)

    for left, right in ((one, other), (other, one), (one, none), (none, other), (none, none)):
        assert sums(left, right) == pytest.approx((sums(left, left) + sums(right, right)) / 2)
    surround = sums(one, other, one, none, other, other)
    assert surround == pytest.approx(sums(one, one) + 1.91 * sums(other, other))


def test_a_range_is_told_and_silence_has_none():
    samples = broad(20) * numpy.repeat([1, 0.1], 10 * RATE)[:, None]
    found = loudness_of([measured(samples, 0, len(samples), 0, RATE)], len(samples), RATE)
    assert found.range == pytest.approx(20, abs=1)
    nothing = loudness_of([measured(samples * 0, 0, RATE, 0, RATE)], RATE, RATE)
    assert (nothing.integrated, nothing.range, nothing.peak) == (-70, 0, -numpy.inf)
