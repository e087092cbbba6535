"""A sound is heard where ffmpeg's own program puts it, as loud, whatever holds it; at another speed
in its time.
"""

from __future__ import annotations

import subprocess
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import numpy
import pytest

from vfc.media.footage import decoders
from vfc.media.footage.decoders import SPOKEN
from vfc.media.footage.probe import probe
from vfc.media.sound.samples import read_blocks, read_samples, write_wav
from vfc.media.sound.stretch import stretched

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
RATE = 48000
TELEPHONE = "-c:a libopencore_amrnb -ar 8000 -ac 1 -b:a 12.2k"
FORMS = {
    "a.mp3": "-c:a libmp3lame",
    "headless.mp3": "-c:a libmp3lame -write_xing 0",
    "a.m4a": "-c:a aac",
    "alac.m4a": "-c:a alac",
    "a.mkv": "-c:a aac",
    "a.webm": "-c:a libopus",
    "v.webm": "-c:a libvorbis",
    "a.opus": "-c:a libopus",
    "a.ogg": "-c:a libvorbis",
    "a.flac": "",
    "a.wma": "-c:a wmav2",
    "a.ac3": "",
    "a.mp2": "",
    "a.caf": "-c:a pcm_s16be",
    "a.amr": TELEPHONE,
    "a.3gp": TELEPHONE,
    "aac.3gp": "-c:a aac -ac 1",
    "mono.wav": "-ac 1",
}


@pytest.fixture
def bursts() -> numpy.ndarray:
    """Three seconds with a burst of soft noise at each second, stereo."""
    random = numpy.random.default_rng(0)
    samples = numpy.zeros((3 * RATE, 2), numpy.float32)
    for at in (RATE, 2 * RATE):
        noise = numpy.convolve(random.standard_normal(2400), numpy.ones(24) / 24, "same")
        samples[at : at + 2400] = (noise * numpy.hanning(2400))[:, None]
    return samples


def ffmpeg(*arguments: str | Path) -> bytes:
    return subprocess.run(
        [FFMPEG, "-v", "error", *map(str, arguments)], capture_output=True, check=True
    ).stdout


def encoded(path: Path, samples: numpy.ndarray, options: str) -> Path:
    source = path.with_name("source.wav")
    write_wav(source, samples, RATE)
    ffmpeg("-i", source, *options.split(), path)
    return path


def as_ffmpeg_hears(path: Path, *options: str) -> numpy.ndarray:
    data = ffmpeg(*options, "-i", path, "-ac", 2, "-ar", RATE, "-f", "f32le", "-")
    return numpy.frombuffer(data, numpy.float32).reshape(-1, 2)


def lag(samples: numpy.ndarray, other: numpy.ndarray) -> float:
    """Milliseconds by which one sound is later than another."""
    room = 1 << 18
    both = numpy.fft.rfft(samples[:, 0], room) * numpy.conj(numpy.fft.rfft(other[:, 0], room))
    place = int(numpy.fft.irfft(both).argmax())
    return (place if place < room // 2 else place - room) / RATE * 1000


def louder(samples: numpy.ndarray, other: numpy.ndarray) -> float:
    """Decibels by which one sound is louder than another."""
    return float(
        10 * numpy.log10((samples.astype(float) ** 2).sum() / (other.astype(float) ** 2).sum())
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_sound_is_where_and_as_loud_as_ffmpeg_has_it(tmp_path, bursts, form):
    path = encoded(tmp_path / form, bursts, FORMS[form])
    wanted = as_ffmpeg_hears(path)
    assert abs(lag(read_samples(path), wanted)) < 1
    assert abs(louder(read_samples(path), wanted)) < 0.5


@pytest.mark.parametrize("form", ["a.aac", "a.ts"])
def test_bare_aac_is_heard_in_time_though_its_form_cannot_say_where_it_begins(
    tmp_path, bursts, form
):
    path = encoded(tmp_path / form, bursts, "-c:a aac")
    assert abs(lag(read_samples(path), bursts)) < 1
    assert abs(probe(path).seconds - 3) < Fraction(1, 50)


@pytest.mark.parametrize(
    ("form", "options"), [("o.webm", "-c:a libopus"), ("v.webm", "-c:a libvorbis")]
)
def test_sound_of_a_webm_that_does_not_say_its_delay_is_in_time(tmp_path, bursts, form, options):
    path = encoded(tmp_path / form, bursts, options)
    # CodecDelay, made an unknown word
    path.write_bytes(path.read_bytes().replace(b"\x56\xaa", b"\x56\x01", 1))
    assert abs(lag(read_samples(path), bursts)) < 1


@pytest.mark.parametrize("spoken", [SPOKEN, {}], ids=["OpenCORE", "ffmpeg's own"])
def test_a_telephone_that_sends_only_notes_of_silence_is_as_loud_as_it_was(
    tmp_path, bursts, monkeypatch, spoken
):
    """PyAV 19 comes without OpenCORE: what nobody else reads is silence, and what is said stays."""
    monkeypatch.setattr(decoders, "SPOKEN", spoken)
    hiss = numpy.random.default_rng(1).standard_normal((3 * RATE, 1)) * 0.003
    path = encoded(tmp_path / "a.3gp", numpy.float32(bursts + hiss), TELEPHONE + " -dtx 1")
    wanted, heard = as_ffmpeg_hears(path, "-c:a", "libopencore_amrnb"), read_samples(path)
    assert abs(lag(heard, wanted)) < 1 and abs(louder(heard, wanted)) < 0.5
    quiet = slice(RATE // 2, RATE // 2 + 9600)
    if spoken.get("amrnb") in av.codecs_available:
        assert abs(louder(heard[quiet], wanted[quiet])) < 1
        assert len(heard) == pytest.approx(3 * RATE, abs=RATE // 50)
    else:
        assert not heard[quiet].any()


def test_a_telephones_sound_from_within_is_the_same(tmp_path, bursts):
    path = encoded(tmp_path / "a.3gp", bursts, TELEPHONE)
    later = numpy.concatenate(list(read_blocks(path, RATE, start=Fraction(3, 2))))
    assert numpy.abs(later - read_samples(path)[RATE * 3 // 2 :]).max() < 0.01


@pytest.mark.parametrize(
    "speed",
    [
        Fraction(1, 2),
        Fraction(3, 4),
        Fraction(9, 10),
        Fraction(11, 10),
        Fraction(5, 4),
        Fraction(3, 2),
        Fraction(2),
    ],
)
def test_at_another_speed_sounds_are_on_the_whole_in_their_time(speed):
    random, places = numpy.random.default_rng(2), [0.5 + 0.613 * number for number in range(10)]
    samples = numpy.zeros((8 * RATE, 2), numpy.float32)
    for at in places:
        burst = random.standard_normal((2400, 1)) * numpy.hanning(2400)[:, None] * 0.4
        samples[int(at * RATE) : int(at * RATE) + 2400] = burst
    heard = numpy.concatenate(list(stretched(iter([samples]), RATE, speed)))[:, 0]
    late = [_middle(heard, int((at * RATE + 1200) / float(speed))) for at in places]
    assert abs(numpy.mean(late)) < 7 and numpy.abs(late).max() < 15


@pytest.mark.parametrize("rate", [16000, 48000])
@pytest.mark.parametrize("form", ["beep", "click", "noise"])
@pytest.mark.parametrize(
    "speed", [Fraction(1, 4), Fraction(1, 2), Fraction(5, 4), Fraction(2), Fraction(3)]
)
def test_at_another_speed_what_begins_suddenly_is_in_its_time(speed, form, rate):
    random, places = numpy.random.default_rng(2), [0.5, 1.0031, 1.7, 4.98, 5.3, 6.11]
    samples = random.normal(0, 0.001, (7 * rate, 2)).astype(numpy.float32)
    made = {
        "beep": 0.5 * numpy.sin(numpy.arange(rate // 20) * 2 * numpy.pi * 1000 / rate),
        "click": numpy.array([0.8]),
        "noise": random.normal(0, 0.3, rate // 20),
    }[form]
    for at in places:
        samples[int(at * rate) : int(at * rate) + len(made)] += made[:, None]
    blocks = iter(numpy.array_split(samples, 40))
    heard = numpy.concatenate(list(stretched(blocks, rate, speed)))[:, 0]
    loud = numpy.flatnonzero(numpy.abs(heard) > 0.1)
    begun = loud[numpy.diff(loud, prepend=-rate) > rate // 20] / rate
    assert begun == pytest.approx([at / float(speed) for at in places], abs=0.001)


def test_a_steady_tone_stays_one_at_another_speed():
    wave = numpy.sin(numpy.arange(6 * RATE) * 2 * numpy.pi * 110 / RATE).astype(numpy.float32)
    for speed in (Fraction(1, 2), Fraction(3, 2)):
        made = numpy.concatenate([*stretched(iter([wave[:, None].repeat(2, 1)]), RATE, speed)])
        part = made[RATE // 4 : -RATE // 4, 0] * numpy.hanning(len(made) - RATE // 2)
        power, at = numpy.abs(numpy.fft.rfft(part)) ** 2, round(110 * len(part) / RATE)
        assert power[at - 12 : at + 13].sum() > (1 - 1e-4) * power.sum()


def _middle(heard: numpy.ndarray, place: int) -> float:
    """How many milliseconds after a place the middle of the sound around it lies."""
    around = numpy.arange(place - RATE // 7, place + RATE // 7)
    power = heard[around].astype(float) ** 2
    return float((power * around).sum() / power.sum() - place) / RATE * 1000
