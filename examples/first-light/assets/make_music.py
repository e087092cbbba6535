"""How assets/music.ogg and assets/sea.ogg were made: additive piano and strings at 72 beats a
minute; filtered noise.

    python examples/first-light/assets/make_music.py

The film does not run this: the files stand in the repository. It is here so that nothing about the
film is a secret.
"""

from __future__ import annotations

from pathlib import Path

import av
import numpy

RATE = 48000
BEAT = 60 / 72
HERE = Path(__file__).parent
NOTES = {name: index for index, name in enumerate("C C# D D# E F F# G G# A A# B".split())}


def hertz(note: str) -> float:
    """`A4` as 440."""
    return 440 * 2 ** ((NOTES[note[:-1]] + 12 * int(note[-1]) - 57) / 12)


def piano(note: str, beats: float, level: float) -> numpy.ndarray:
    """One struck string: partials slightly sharp, each decaying faster than the one below."""
    time = numpy.arange(int(RATE * (beats * BEAT + 2.5))) / RATE
    base, sound = hertz(note), numpy.zeros_like(time)
    for partial in range(1, 10):
        pitch = base * partial * (1 + 0.0004 * partial**2) ** 0.5
        if pitch < 9000:
            sound += (
                numpy.sin(2 * numpy.pi * pitch * time)
                * numpy.exp(-time * (0.7 + 0.55 * partial))
                / partial**1.35
            )
    attack = numpy.minimum(time / 0.006, 1)
    release = numpy.clip((time[-1] - time) / 1.2, 0, 1)
    return sound * attack * release * level


def strings(notes: str, beats: float, level: float) -> numpy.ndarray:
    """A held chord: detuned saw-like voices, slow attack."""
    time = numpy.arange(int(RATE * (beats * BEAT + 1.5))) / RATE
    sound = numpy.zeros_like(time)
    for note in notes.split():
        for detune in (-0.0018, 0.0, 0.0021):
            base = hertz(note) * (1 + detune)
            for partial in range(1, 7):
                sound += numpy.sin(2 * numpy.pi * base * partial * time + partial) / partial**2.1
    swell = numpy.minimum(time / 1.6, 1) * numpy.clip((time[-1] - time) / 1.5, 0, 1)
    return sound * swell * level


def place(track: numpy.ndarray, beat: float, sound: numpy.ndarray, pan: float) -> None:
    """Add a mono sound to the stereo track at a beat; pan -1 is left."""
    start = int(beat * BEAT * RATE)
    stop = min(len(track), start + len(sound))
    track[start:stop, 0] += sound[: stop - start] * (1 - pan) / 2
    track[start:stop, 1] += sound[: stop - start] * (1 + pan) / 2


CHORDS = [
    ("A2", "A3 C4 E4"),
    ("F2", "A3 C4 F4"),
    ("C3", "G3 C4 E4"),
    ("G2", "G3 B3 D4"),
    ("D3", "A3 D4 F4"),
    ("A2", "A3 C4 E4"),
    ("E2", "G#3 B3 E4"),
    ("E2", "G#3 B3 D4"),
    ("F2", "A3 C4 F4"),
    ("C3", "G3 C4 E4"),
    ("G2", "G3 B3 D4"),
    ("A2", "A3 C4 E4"),
    ("F2", "A3 C4 F4"),
    ("G2", "G3 B3 D4"),
    ("C3", "G3 C4 E4"),
    ("C2", "C4 E4 G4"),
]
MELODY = (
    "E5:2 C5:1 B4:1 A4:3 -:1 G4:2 E5:1 D5:1 B4:3 -:1 F5:2 E5:1 D5:1 E5:3 -:1 E5:1 D5:1 B4:2 G#4:3 "
    "-:1 A4:1 C5:1 F5:2 E5:3 D5:1 D5:1 B4:1 G4:2 E5:3 -:1 F5:2 A5:2 G5:2 D5:2 E5:1 G5:1 C5:2 C5:4"
)


def music() -> numpy.ndarray:
    """Sixteen bars of four beats, `(samples, 2)` float."""
    track = numpy.zeros((int((16 * 4 * BEAT + 4) * RATE), 2))
    for bar, (bass, chord) in enumerate(CHORDS):
        place(track, bar * 4, piano(bass, 4, 0.5), -0.3)
        for step, note in enumerate((chord + " " + chord.split()[1]).split()):
            place(track, bar * 4 + step, piano(note, 1, 0.20), -0.1)
        if bar >= 4:
            place(track, bar * 4, strings(chord, 4, 0.018 + 0.0022 * (bar - 4)), 0.15)
    beat = 0.0
    for note, beats in (each.split(":") for each in MELODY.split()):
        if note != "-":
            place(track, beat, piano(note, float(beats), 0.42), 0.25)
        beat += float(beats)
    return echo(track)


def echo(track: numpy.ndarray) -> numpy.ndarray:
    """A small hall: a few quiet reflections."""
    wet = track.copy()
    for seconds, level in (
        (0.031, 0.22),
        (0.067, 0.17),
        (0.113, 0.13),
        (0.197, 0.10),
        (0.311, 0.07),
    ):
        lag = int(seconds * RATE)
        wet[lag:] += track[:-lag, ::-1] * level
    return wet


def sea(seconds: float = 12.0) -> numpy.ndarray:
    """Waves and wind that run round without a seam: noise shaped in the frequency domain, slow
    swells.
    """
    count = int(seconds * RATE)
    random = numpy.random.default_rng(7)
    pitch = numpy.fft.rfftfreq(count, 1 / RATE)
    shape = 1 / (1 + (pitch / 350) ** 1.4) * (1 - numpy.exp(-pitch / 60))
    noise = [
        numpy.fft.irfft(numpy.fft.rfft(random.normal(size=count)) * shape, count) for _ in range(2)
    ]
    time = numpy.arange(count) / count * 2 * numpy.pi
    swell = 0.55 + 0.3 * numpy.sin(2 * time) ** 3 + 0.15 * numpy.sin(3 * time + 1)
    return numpy.stack(noise, axis=1) * swell[:, None]


def write(name: str, samples: numpy.ndarray, peak: float) -> None:
    """Encode to Opus in Ogg at 96 kbit/s."""
    samples = (samples / numpy.abs(samples).max() * peak).astype(numpy.float32)
    with av.open(str(HERE / name), "w") as container:
        stream = container.add_stream("libopus", rate=RATE, layout="stereo")
        stream.bit_rate = 96_000
        frame = av.AudioFrame.from_ndarray(
            numpy.ascontiguousarray(samples.reshape(1, -1)), "flt", "stereo"
        )
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


if __name__ == "__main__":
    write("music.ogg", music(), 0.7)
    write("sea.ogg", sea(), 0.5)
