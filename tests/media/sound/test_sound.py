"""Sound: it is found at its sample after decoding; lengths are exact; silence stays silence; equal
in, equal out.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy
import pytest

from tests.media.reels import later, numbers
from tests.media.sound.mixing import Kept, blocks, mix, tape
from vfc.errors import MediaError, Stopped
from vfc.film.timing import Size
from vfc.media.footage.conform import conform_footage
from vfc.media.frames import Converter
from vfc.media.sound.filters import audio_frame
from vfc.media.sound.level import levelled
from vfc.media.sound.mix import SoundEvent, mixed
from vfc.media.sound.peaks import true_peaks
from vfc.media.sound.samples import has_sound, read_blocks, read_samples, write_wav
from vfc.media.video.encode import EncodeSettings, encode_segment
from vfc.media.video.splice import splice_segments

RATE = 48000


def wav(path: Path, samples: numpy.ndarray, rate: int = RATE) -> Path:
    if samples.ndim == 1:
        samples = numpy.repeat(samples[:, None], 2, axis=1)
    write_wav(path, samples.astype(numpy.float32), rate)
    return path


def tone(
    seconds: float, hertz: float = 440, level: float = 0.25, rate: int = RATE
) -> numpy.ndarray:
    return level * numpy.sin(2 * numpy.pi * hertz * numpy.arange(round(seconds * rate)) / rate)


def click(path: Path) -> Path:
    samples = numpy.zeros(480)
    samples[0] = 0.9
    return wav(path, samples)


def encoded(
    path: Path,
    samples: numpy.ndarray,
    *,
    codec: str,
    form: str,
    layout: str = "stereo",
    rate: int = RATE,
    container: str | None = None,
) -> Path:
    """Interleaved samples `(samples, channels)` through any of ffmpeg's encoders."""
    with av.open(str(path), "w", format=container) as output:
        stream = output.add_stream(codec, rate=rate, layout=layout)
        resampler = av.AudioResampler(format=form, layout=layout, rate=rate)
        for start in range(0, len(samples), rate):
            packed = numpy.ascontiguousarray(
                samples[start : start + rate].reshape(1, -1), numpy.float32
            )
            frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
            frame.sample_rate, frame.pts = rate, start
            for made in resampler.resample(frame):
                output.mux(stream.encode(made))
        output.mux(stream.encode(None))
    return path


def made(tmp_path: Path, events: list[SoundEvent], length: int, **options) -> numpy.ndarray:
    path = tmp_path / "film.m4a"
    mix(path, events, length=length, sample_rate=RATE, **options)
    return read_samples(path, RATE)


def summed(events: list[SoundEvent], length: int) -> numpy.ndarray:
    return numpy.concatenate(blocks(events, length))


def loudest(samples: numpy.ndarray, near: int, reach: int = 2000) -> int:
    first = max(0, near - reach)
    return first + int(numpy.argmax(numpy.abs(samples[first : near + reach, 0])))


def level(samples: numpy.ndarray) -> float:
    return float(numpy.sqrt(numpy.mean(numpy.square(samples, dtype=float))))


# ── the clock ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("length", [1, 1023, 1024, 1025, 100_003])
def test_the_length_is_exact_to_the_sample(tmp_path, length):
    path = tape(wav(tmp_path / "tone.wav", tone(1)))
    event = SoundEvent(path=path, start=0, raw=True, repeat=True)
    assert len(made(tmp_path, [event], length)) == length
    assert len(made(tmp_path, [], length)) == length


def test_a_click_is_found_at_its_sample_in_the_film(tmp_path):
    """Through AAC and the mux, at 24000/1001, near the start and at the end."""
    rate, frames = Fraction(24000, 1001), 24 * 20
    length = round(frames / rate * RATE)
    places = [5000, length // 2, length - 9000]
    events = [SoundEvent(path=click(tmp_path / "click.wav"), start=at) for at in places]
    mix(tmp_path / "s.m4a", events, length=length, sample_rate=RATE)
    settings = EncodeSettings(size=Size(32, 32), rate=rate)
    picture = Converter().yuv(numpy.full((32, 32, 3), 90, numpy.uint8))
    encode_segment(tmp_path / "p.mp4", (picture for _ in range(frames)), settings, frames)
    splice_segments(
        tmp_path / "film.mp4", [(tmp_path / "p.mp4", frames)], tmp_path / "s.m4a", settings=settings
    )
    samples = read_samples(tmp_path / "film.mp4", RATE)
    assert [loudest(samples, at) for at in places] == places
    assert abs(len(samples) - length) < RATE // 1000


def test_a_sound_at_another_rate_stays_in_its_place(tmp_path):
    samples = numpy.zeros(44100 * 20)
    samples[44100 * 19] = 0.9
    path = wav(tmp_path / "cd.wav", samples, 44100)
    read = read_samples(path, RATE)
    assert len(read) == RATE * 20
    assert loudest(read, RATE * 19) == RATE * 19


@pytest.mark.parametrize(
    "name, codec, form",
    [
        ("a.wav", "pcm_s16le", "s16"),
        ("a.flac", "flac", "s16"),
        ("a.m4a", "aac", "fltp"),
        ("a.mp3", "libmp3lame", "fltp"),
        ("a.opus", "libopus", "flt"),
    ],
)
def test_reading_from_within_is_reading_on(tmp_path, name, codec, form):
    at = numpy.arange(RATE * 5) / RATE
    rising = 0.3 * numpy.sin(2 * numpy.pi * (200 + 60 * at) * at)[:, None].repeat(2, 1)
    path = encoded(tmp_path / name, rising, codec=codec, form=form)
    start = Fraction(123456, RATE) + 2
    within = numpy.concatenate(list(read_blocks(path, RATE, start=start)))
    assert numpy.abs(read_samples(path, RATE)[round(start * RATE) :] - within).max() < 1e-3


def test_a_hole_in_the_time_stamps_is_silence(tmp_path):
    path = tmp_path / "hole.mkv"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("pcm_s16le", rate=RATE, layout="stereo")
        for second in (0, 1, 3):
            frame = audio_frame(numpy.full((RATE, 2), 0.5, numpy.float32), RATE, second * RATE)
            resampler = av.AudioResampler(format="s16", layout="stereo", rate=RATE)
            for each in resampler.resample(frame):
                output.mux(stream.encode(each))
        output.mux(stream.encode(None))
    samples = read_samples(path, RATE)
    assert len(samples) == 4 * RATE
    assert numpy.abs(samples[2 * RATE : 3 * RATE]).max() == 0
    assert samples[:: RATE // 2, 0].round(1).tolist() == [0.5, 0.5, 0.5, 0.5, 0, 0, 0.5, 0.5]


def test_what_lies_outside_the_film_is_not_heard(tmp_path):
    path = wav(tmp_path / "ramp.wav", numpy.linspace(0, 0.5, RATE))
    events = [SoundEvent(path=path, start=at) for at in (-RATE // 2, RATE)]
    samples = summed(events, RATE * 3 // 2)
    assert samples[0, 0] == pytest.approx(0.25, abs=1e-3)
    assert not samples[RATE // 2 : RATE].any()
    assert samples[-1, 0] == pytest.approx(0.25, abs=1e-3)


def test_a_block_of_a_film_of_days_is_mixed_at_once(tmp_path):
    path = tape(wav(tmp_path / "tone.wav", tone(1)))
    days = 3600 * 100 * RATE
    event = SoundEvent(path=path, start=-days, raw=True, repeat=True)
    assert level(mixed([event], RATE, RATE)) > 0.1


# ── what is heard ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "layout, channel, heard",
    [
        ("mono", 0, (0.707, 0.707)),
        ("5.1", 0, (1, 0)),
        ("5.1", 2, (0.707, 0.707)),
        ("5.1", 3, (0, 0)),
        ("5.1", 5, (0, 0.707)),
    ],
)
def test_other_layouts_are_folded_to_stereo(tmp_path, layout, channel, heard):
    samples = numpy.zeros((RATE // 2, 6 if layout == "5.1" else 1))
    samples[:, channel] = 0.5
    read = read_samples(
        encoded(tmp_path / "a.wav", samples, codec="pcm_s16le", form="s16", layout=layout), RATE
    )
    assert read[RATE // 4] == pytest.approx(numpy.array(heard) * 0.5, abs=1e-3)


def test_fades_that_cross_keep_their_power(tmp_path):
    path = wav(tmp_path / "one.wav", numpy.full(RATE, 0.5))
    out = summed([SoundEvent(path=path, start=0, length=RATE, fade_out=RATE)], RATE)[:, 0]
    into = summed([SoundEvent(path=path, start=0, fade_in=RATE)], RATE)[:, 0]
    assert into[0] == 0
    assert (into**2 + out**2) == pytest.approx(0.25, abs=1e-3)


@pytest.mark.parametrize("seconds", [0.005, 0.3, 2.0])
def test_a_repeated_file_has_no_seam(tmp_path, seconds):
    """Noise keeps its power and a constant its level: nowhere is there a gap or a jump."""
    noise = numpy.random.default_rng(2).normal(scale=0.1, size=round(seconds * RATE))
    path = tape(wav(tmp_path / "noise.wav", noise))
    event = SoundEvent(path=path, start=0, raw=True, repeat=True)
    samples = summed([event], RATE * 5)
    parts = [level(part) for part in numpy.array_split(samples, 100)]
    assert min(parts) > 0.06
    assert max(parts) < 0.14
    assert level(samples[-RATE // 10 :]) > 0.06


def test_a_repeated_file_begins_anew_from_its_start(tmp_path):
    samples = numpy.concatenate([numpy.full(RATE, 0.2), numpy.full(RATE, 0.4)])
    event = SoundEvent(
        path=tape(wav(tmp_path / "two.wav", samples)),
        start=0,
        start_in_file=Fraction(1),
        raw=True,
        repeat=True,
    )
    heard = summed([event], RATE * 3)
    assert heard[RATE // 2 :: RATE, 0] == pytest.approx([0.4, 0.2, 0.4], abs=1e-3)


@pytest.mark.parametrize("speed", [Fraction(1, 4), Fraction(1, 2), Fraction(3, 2), Fraction(3)])
def test_another_speed_keeps_the_pitch(tmp_path, speed):
    path = wav(tmp_path / "tone.wav", tone(3, 500))
    samples = numpy.concatenate(list(read_blocks(path, RATE, speed=speed)))
    assert len(samples) == round(3 * RATE / speed)
    middle = samples[len(samples) // 3 : len(samples) // 3 + RATE // 2, 0]
    assert numpy.argmax(numpy.abs(numpy.fft.rfft(middle))) * 2 == pytest.approx(500, abs=4)


def test_others_go_down_by_twelve_decibels_under_speech(tmp_path):
    music = SoundEvent(path=wav(tmp_path / "music.wav", tone(8, 200)), start=0, duck=True)
    words = numpy.concatenate([tone(0.5), numpy.zeros(RATE // 2), tone(0.5)])
    speech = SoundEvent(path=wav(tmp_path / "speech.wav", words), start=3 * RATE, speech=True)
    lowered = summed([music, speech], 8 * RATE) - summed([speech], 8 * RATE)
    plain = summed([music], 8 * RATE)

    def decibels(second: float) -> float:
        part = slice(round(second * RATE), round((second + 0.05) * RATE))
        return 20 * numpy.log10(level(lowered[part]) / level(plain[part]))

    assert [round(decibels(at)) for at in (1, 2.7, 3, 3.75, 4.4, 6)] == [0, 0, -12, -12, -12, 0]
    assert -12 < decibels(2.85) < 0


# ── level ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("level_before", [0.02, 0.4])
def test_loudness_is_what_was_asked_for(tmp_path, level_before):
    path = wav(
        tmp_path / "tone.wav",
        tone(4, 300, level_before) * (1 + numpy.sin(numpy.arange(4 * RATE) / 9000)) / 2,
    )
    samples = made(tmp_path, [SoundEvent(path=path, start=0)], 4 * RATE, loudness=-16.0)
    import pyloudnorm  # and scipy with it, which no other test needs

    assert pyloudnorm.Meter(RATE).integrated_loudness(samples) == pytest.approx(-16, abs=0.3)


def test_silence_stays_silence(tmp_path):
    path = wav(tmp_path / "nothing.wav", numpy.zeros(RATE))
    for events in ([], [SoundEvent(path=path, start=0)]):
        assert numpy.abs(made(tmp_path, events, RATE, loudness=-16.0)).max() < 1e-4


class Held:
    """Samples for `levelled`, with silence around them."""

    def __init__(self, samples: numpy.ndarray):
        self.samples = samples.astype(numpy.float32)

    def __len__(self) -> int:
        return len(self.samples)

    def read(self, start: int, stop: int) -> numpy.ndarray:
        padded = numpy.pad(self.samples, ((5000, 5000 + 1), (0, 0)))
        return padded[start + 5000 : stop + 5000]


CEILING = 10 ** (-1 / 20)


def limited(samples: numpy.ndarray, gain: float) -> numpy.ndarray:
    """All of some samples, levelled part by part."""
    return numpy.concatenate(
        [
            levelled(
                Held(samples),
                at,
                min(len(samples), at + 50000),
                gain=gain,
                ceiling=CEILING,
                rate=RATE,
            )
            for at in range(0, len(samples), 50000)
        ]
    )


def test_no_true_peak_exceeds_the_ceiling():
    samples = numpy.random.default_rng(3).normal(scale=0.5, size=(RATE * 3, 2))
    found = limited(samples, 2.0)
    assert true_peaks(found).max() <= CEILING + 1e-4
    assert len(found) == len(samples)


def test_between_samples_lie_higher_peaks():
    quarter = numpy.sin(2 * numpy.pi * (numpy.arange(4000) / 4 + 0.125))[:, None].repeat(2, 1)
    assert numpy.abs(quarter).max() == pytest.approx(0.707, abs=1e-3)
    assert true_peaks(quarter)[100:-100].max() == pytest.approx(1.0, abs=0.01)


def test_the_limiter_leaves_what_is_soft_as_it_is():
    samples = (
        numpy.random.default_rng(4).normal(scale=0.1, size=(RATE * 2, 2)).astype(numpy.float32)
    )
    assert numpy.array_equal(limited(samples, 1.0), samples)


def test_sounds_that_add_up_too_high_are_limited_without_a_loudness(tmp_path):
    path = wav(tmp_path / "loud.wav", tone(2, 300, 0.9))
    samples = made(tmp_path, [SoundEvent(path=path, start=0)] * 3, 2 * RATE)
    assert 0.8 < numpy.abs(samples).max() < 1.0


# ── files ──────────────────────────────────────────────────────────────────────────────────────


def test_the_same_sounds_give_the_same_bytes(tmp_path):
    noise = numpy.random.default_rng(5).normal(scale=0.3, size=RATE)
    path = tape(wav(tmp_path / "n.wav", noise), speed=Fraction(4, 5))
    event = SoundEvent(path=path, start=77, raw=True, repeat=True)
    found = []
    for name in ("a.m4a", "b.m4a"):
        mix(tmp_path / name, [event], length=3 * RATE, sample_rate=RATE, loudness=-10)
        found.append((tmp_path / name).read_bytes())
    assert found[0] == found[1]


def test_a_file_without_sound_is_named(tmp_path):
    encode_segment(
        tmp_path / "mute.mp4",
        [Converter().yuv(numpy.zeros((32, 32, 3), numpy.uint8))] * 2,
        EncodeSettings(size=Size(32, 32), rate=Fraction(24)),
        2,
    )
    assert not has_sound(tmp_path / "mute.mp4")
    with pytest.raises(MediaError, match=r"^mute\.mp4: has no sound$"):
        made(tmp_path, [SoundEvent(path=tmp_path / "mute.mp4", start=0)], RATE)


@pytest.mark.parametrize("content", [b"", b"no sound at all" * 40, b"RIFF\xff\xff\xff\xffWAVEfmt "])
def test_a_damaged_file_is_named(tmp_path, content):
    (tmp_path / "bad.wav").write_bytes(content)
    with pytest.raises(MediaError, match="bad.wav"):
        made(tmp_path, [SoundEvent(path=tmp_path / "bad.wav", start=0)], RATE)


def test_a_rate_that_aac_lacks_is_told(tmp_path):
    with pytest.raises(
        MediaError, match="AAC has no rate of 50000 samples a second; write one of 96000"
    ):
        mix(tmp_path / "a.m4a", [], length=100, sample_rate=50000)


def test_who_stops_it_stops_it_between_blocks(tmp_path):
    def stop(done: int, total: int) -> None:
        assert total == 2
        if done:
            raise Stopped("stopped")

    event = SoundEvent(path=wav(tmp_path / "tone.wav", tone(1)), start=0)
    keep = Kept(tmp_path)
    with pytest.raises(Stopped):
        mix(tmp_path / "a.m4a", [event], length=11 * RATE, keep=keep, progress=stop)
    assert keep.made == 1


def test_wav_keeps_samples(tmp_path):
    samples = numpy.random.default_rng(6).uniform(-1, 1, (100_001, 2))
    assert (
        numpy.abs(read_samples(wav(tmp_path / "a.wav", samples), RATE) - samples).max() < 2 / 32768
    )


def filmed(path: Path, seconds: int = 2, hertz: float = 440) -> Path:
    """A transport stream of numbered pictures with a tone whose level rises by the second."""
    with av.open(str(path), "w") as output:
        pictures = output.add_stream(
            "libx264",
            rate=25,
            options={"g": "12", "bf": "3", "qp": "4", "x264-params": "open-gop=1:scenecut=0"},
        )
        pictures.width, pictures.height, pictures.pix_fmt = 160, 90, "yuv420p"
        sounds = output.add_stream("mp2", rate=RATE, layout="stereo")
        samples = tone(seconds, hertz) * numpy.repeat(1 + numpy.arange(seconds), RATE) / seconds
        packed = numpy.repeat(samples, 2).reshape(1, -1)
        converter = Converter()
        for index in range(25 * seconds):
            picture = numpy.full((90, 160, 3), 16 + 4 * (index % 50), numpy.uint8)
            output.mux(pictures.encode(converter.yuv(picture)))
            span = packed[:, index * 3840 : (index + 1) * 3840]
            frame = av.AudioFrame.from_ndarray(
                numpy.int16(span * 32767), format="s16", layout="stereo"
            )
            frame.sample_rate, frame.pts = RATE, index * 1920
            output.mux(sounds.encode(frame))
        output.mux(pictures.encode(None))
        output.mux(sounds.encode(None))
    return path


def rises(samples: numpy.ndarray) -> float:
    """The second at which a tone becomes twice as loud."""
    power = numpy.abs(samples[:, 0]).reshape(-1, 240).max(axis=1)
    return float(numpy.flatnonzero(power > 0.75 * power.max())[0]) * 240 / RATE


def test_sound_begins_with_the_first_picture_that_is_shown(tmp_path):
    """A stream cut inside a group: its sound is there before any picture of it decodes."""
    path = filmed(tmp_path / "a.ts")
    with av.open(str(path)) as container:
        places = [packet.pos for packet in container.demux(video=0) if packet.size]
    path.write_bytes(path.read_bytes()[places[6] // 188 * 188 :])
    first = numbers(
        conform_footage(
            path, start=Fraction(0), frames=1, size=Size(160, 90), rate=Fraction(25), fit="crop"
        )
    )[0]
    heard = read_samples(path)[: 48000 * 3 // 2 // 240 * 240]
    assert first > 6 and abs(rises(heard) - (1 - first / 25)) < 0.02


@pytest.mark.parametrize("hours", [False, True])
def test_the_sound_of_recordings_laid_end_to_end_goes_on(tmp_path, hours):
    path, first, second = tmp_path / "both.ts", filmed(tmp_path / "a.ts"), filmed(tmp_path / "b.ts")
    if hours:
        second = later(tmp_path / "c.ts", second, 10**8)
    path.write_bytes(first.read_bytes() + second.read_bytes())
    heard = read_samples(path)
    assert abs(len(heard) / RATE - 4) < 0.1
    assert (
        abs(rises(heard[: 2 * RATE]) - 1) < 0.05
        and abs(rises(heard[2 * RATE : 7 * RATE // 2]) - 1) < 0.1
    )
