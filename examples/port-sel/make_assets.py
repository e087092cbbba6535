"""How assets/ was made: a map of the town, a mark, a waltz, the sea, a bell, the market.

    python examples/port-sel/make_assets.py

The film does not run this: the files stand in the repository. It is here so that nothing about the
film is a secret.
"""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import numpy

HERE = Path(__file__).parent / "assets"
RATE = 48000
BEAT = 0.5  # seconds; a bar has three
CHORDS = [
    "D3 A3 F4",
    "G2 D4 B3",
    "C3 G3 E4",
    "A2 E4 C4",
    "D3 A3 F4",
    "G2 D4 B3",
    "C3 E4 G4",
    "C3 G3 E4",
]
TUNE = "A4 F4 D4 B4 - G4 E4 G4 C5 A4 - - F4 A4 D5 B4 - D5 C5 - G4 E4 - -".split()
NOTES = {name: index for index, name in enumerate("C C# D D# E F F# G G# A A# B".split())}


def hertz(note: str) -> float:
    """`A4` as 440."""
    return 440 * 2 ** ((NOTES[note[:-1]] + 12 * int(note[-1]) - 57) / 12)


def struck(note: str, level: float) -> numpy.ndarray:
    """A string that is struck, and dies away."""
    time = numpy.arange(int(RATE * 2.4)) / RATE
    sound = sum(
        numpy.sin(2 * numpy.pi * hertz(note) * partial * time)
        * numpy.exp(-time * (0.9 + 0.7 * partial))
        / partial**1.4
        for partial in range(1, 8)
    )
    return sound * numpy.minimum(time / 0.005, 1) * numpy.clip((2.4 - time) / 0.4, 0, 1) * level


def waltz() -> numpy.ndarray:
    """Twice eight bars, `(samples, 2)`."""
    bars = len(CHORDS) * 2
    track = numpy.zeros((int(RATE * (bars * 3 * BEAT + 2.4)), 2))

    def lay(beat: float, sound: numpy.ndarray, pan: float) -> None:
        at = int(beat * BEAT * RATE)
        track[at : at + len(sound)] += sound[:, None] * numpy.array([1 - pan, 1 + pan]) / 2

    for bar in range(bars):
        low, *high = CHORDS[bar % len(CHORDS)].split()
        lay(bar * 3, struck(low, 0.5), -0.3)
        for beat in (1, 2):
            for note in high:
                lay(bar * 3 + beat, struck(note, 0.16), -0.1)
    for index, note in enumerate(TUNE * 2):
        if note != "-" and index < bars * 3:
            lay(index, struck(note, 0.34), 0.3)
    return track / numpy.abs(track).max() * 0.6


def coloured(seconds: float, low: float, high: float, seed: int) -> numpy.ndarray:
    """Noise between two frequencies, `(samples, 2)`, that goes on at its end as it began."""
    size = int(seconds * RATE)
    random = numpy.random.default_rng(seed)
    steps = numpy.fft.rfftfreq(size, 1 / RATE)
    shape = (steps > low) * (steps < high) / numpy.maximum(steps, low) ** 0.7
    found = [
        numpy.fft.irfft(shape * numpy.exp(2j * numpy.pi * random.random(len(steps))), size)
        for _ in range(2)
    ]
    sound = numpy.stack(found, 1)
    return sound / numpy.abs(sound).max()


def sea() -> numpy.ndarray:
    """Two waves in twelve seconds."""
    time = numpy.arange(12 * RATE) / RATE
    swell = 0.35 + 0.65 * numpy.sin(numpy.pi * time / 6) ** 4
    return coloured(12, 60, 5000, 1) * swell[:, None] * 0.5


def market() -> numpy.ndarray:
    """Many voices, none of which says a word."""
    time = numpy.arange(8 * RATE) / RATE
    made = numpy.zeros((8 * RATE, 2))
    random = numpy.random.default_rng(2)
    for voice in range(9):
        band = coloured(8, 180 + 40 * voice, 700 + 160 * voice, 10 + voice)
        beats = numpy.sin(2 * numpy.pi * random.integers(9, 25) / 8 * time + voice) ** 2
        phrase = numpy.clip(
            numpy.sin(2 * numpy.pi * random.integers(1, 4) / 8 * time + voice), 0, 1
        )
        made += band * (beats * phrase)[:, None]
    return made / numpy.abs(made).max() * 0.5


def bell() -> numpy.ndarray:
    """One stroke of a bell of bronze: hum, prime, tierce, quint, nominal."""
    time = numpy.arange(3 * RATE) / RATE
    parts = {0.5: 0.5, 1.0: 0.8, 1.2: 0.6, 1.5: 0.3, 2.0: 0.7, 2.6: 0.2, 3.0: 0.2}
    sound = sum(
        level * numpy.sin(2 * numpy.pi * 520 * part * time) * numpy.exp(-time * (0.8 + part))
        for part, level in parts.items()
    )
    sound *= numpy.minimum(time / 0.002, 1) * numpy.clip((3 - time) / 0.3, 0, 1)
    return numpy.repeat((sound / numpy.abs(sound).max() * 0.7)[:, None], 2, 1)


def write(name: str, sound: numpy.ndarray) -> None:
    """Samples `(samples, 2)` as Ogg with Opus."""
    with av.open(str(HERE / name), "w") as container:
        stream = container.add_stream("libopus", RATE, layout="stereo")
        stream.bit_rate = 64000
        frame = av.AudioFrame.from_ndarray(
            numpy.ascontiguousarray(sound, numpy.float32).reshape(1, -1), "flt", "stereo"
        )
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def chart() -> numpy.ndarray:
    """An old map of the town, `(1200, 1920, 3)` uint8 BGR: coast, streets, depths, a compass."""
    height, width = 1200, 1920
    paper = numpy.full((height, width, 3), (186, 215, 232), numpy.uint8)
    across = numpy.arange(0, width + 1, 8)
    shore = 640 + 120 * numpy.sin(across / 260) + 60 * numpy.sin(across / 97 + 1)
    bay = 180 * numpy.exp(-(((across - 1100) / 220) ** 2))
    coast = numpy.stack([across, shore - bay], 1).astype(numpy.int32)
    land = numpy.concatenate([coast, [[width, 0], [0, 0]]]).astype(numpy.int32)
    cv2.fillPoly(paper, [land], (150, 190, 205), cv2.LINE_AA)
    ink = (60, 70, 90)
    for depth in range(1, 6):
        line = coast + [0, 46 * depth + depth**2 * 4]
        cv2.polylines(paper, [line.astype(numpy.int32)], False, (190, 170, 120), 2, cv2.LINE_AA)
    cv2.polylines(paper, [coast], False, ink, 5, cv2.LINE_AA)
    random = numpy.random.default_rng(5)
    for street in range(9):
        at = 700 + street * 90
        top = 150 + int(random.integers(0, 60))
        foot = int(numpy.interp(at, across, coast[:, 1])) - 26
        cv2.line(paper, (at, top), (at + int(random.integers(-30, 30)), foot), ink, 3, cv2.LINE_AA)
        for house in range(top, foot - 40, 44):
            side = int(random.integers(16, 30))
            corner = (at + 12, house)
            cv2.rectangle(paper, corner, (at + 12 + side, house + 26), (90, 110, 150), -1)
    for lane in (220, 330):
        cv2.line(paper, (660, lane), (1460, lane + 20), ink, 3, cv2.LINE_AA)
    cv2.putText(paper, "PORT SEL", (760, 120), cv2.FONT_HERSHEY_TRIPLEX, 2.4, ink, 4, cv2.LINE_AA)
    cv2.putText(paper, "the bay", (1000, 930), cv2.FONT_HERSHEY_COMPLEX, 1.4, ink, 2, cv2.LINE_AA)
    centre = (260, 980)
    cv2.circle(paper, centre, 110, ink, 3, cv2.LINE_AA)
    for turn in range(8):
        angle = turn * numpy.pi / 4
        tip = (int(260 + 104 * numpy.sin(angle)), int(980 - 104 * numpy.cos(angle)))
        cv2.line(paper, centre, tip, ink, 5 if turn % 2 == 0 else 2, cv2.LINE_AA)
    cv2.putText(paper, "N", (242, 860), cv2.FONT_HERSHEY_TRIPLEX, 1.2, ink, 2, cv2.LINE_AA)
    edge = numpy.minimum.outer(
        numpy.minimum(numpy.arange(height), numpy.arange(height)[::-1]) * 1.6,
        numpy.minimum(numpy.arange(width), numpy.arange(width)[::-1]),
    )
    aged = 0.72 + 0.28 * numpy.clip(edge / 260, 0, 1)
    return (paper * aged[..., None]).astype(numpy.uint8)


def mark() -> numpy.ndarray:
    """The mark of the film, a boat on two waves, `(240, 240, 4)` uint8 BGRA."""
    large = numpy.zeros((960, 960, 4), numpy.uint8)
    white = (255, 255, 255, 255)
    cv2.fillPoly(large, [numpy.array([[470, 120], [470, 560], [200, 560]])], white)
    cv2.fillPoly(large, [numpy.array([[510, 220], [510, 560], [720, 560]])], white)
    cv2.fillPoly(large, [numpy.array([[160, 600], [800, 600], [700, 740], [260, 740]])], white)
    across = numpy.arange(60, 901, 6)
    for height in (800, 870):
        wave = numpy.stack([across, height + 22 * numpy.sin(across / 46)], 1).astype(numpy.int32)
        cv2.polylines(large, [wave], False, white, 26)
    return cv2.resize(large, (240, 240), interpolation=cv2.INTER_AREA)


def main() -> None:
    HERE.mkdir(exist_ok=True)
    cv2.imwrite(str(HERE / "map.jpg"), chart(), [cv2.IMWRITE_JPEG_QUALITY, 82])
    cv2.imwrite(str(HERE / "mark.png"), mark())
    for name, sound in {
        "waltz.opus": waltz(),
        "sea.opus": sea(),
        "market.opus": market(),
        "bell.opus": bell(),
    }.items():
        write(name, sound)


if __name__ == "__main__":
    main()
