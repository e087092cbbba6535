"""The mix: every sound at its sample of the film, ducked, levelled, limited, and encoded once.

The mix lies in a file of float samples beside the result while it is made, so that a long film needs no long memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy

from vfc.media.door import translated
from vfc.media.probe import probe
from vfc.media.samples import audio_frame, pulled, read_blocks, read_samples

BLOCK = 1 << 16
CEILING = -1.0  # dB of true peak, as EBU R 128 s1 asks for streaming
DUCK = 0.25  # 12 dB less under speech
DUCK_HOP = 480  # samples between two values of the ducking curve
ATTACK, RELEASE = 0.25, 0.04  # parts of the way to its aim that ducking goes at each hop
SPEECH = 0.01  # louder than this is speech
JOIN = 960  # samples by which a repeated file overlaps itself
SILENCE = -69.0  # LUFS; what is quieter is left as it is
BIT_RATE = 192_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundEvent:
    """A sound in the film. `start_in_film`, `length` and fades in samples, `start_in_file` in seconds, `gain` in dB.

    `length` None is the whole of the file, or with `repeat` until the film's end.
    """

    path: Path
    start_in_film: int
    start_in_file: Fraction = Fraction(0)
    length: int | None = None
    gain: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    repeat: bool = False
    duck: bool = False
    speech: bool = False
    speed: Fraction = Fraction(1)


def mix(path: Path, events: Sequence[SoundEvent], *, length: int, sample_rate: int,
        loudness: float | None = None) -> None:
    """Mix `length` samples of stereo and encode them as AAC into an .m4a; without events they are silence.

    With `loudness` (LUFS, integrated, EBU R 128) the whole is raised or lowered to it. No true peak exceeds -1 dBTP before AAC adds its own.
    """
    bus = _Bus(path.with_suffix(".mix"), length)
    try:
        speech = [event for event in events if event.speech]
        curve = _ducking(speech, length, sample_rate) if any(event.duck for event in events) else None
        for event in events:
            _add(bus.samples, event, length, sample_rate, curve if event.duck else None)
        heard, peak = _measured(bus, sample_rate)
        gain = 10 ** ((loudness - heard) / 20) if loudness is not None and heard > SILENCE else 1.0
        limited = peak * gain > 10 ** (CEILING / 20)
        blocks = _limited(bus, gain, sample_rate) if limited else (block * numpy.float32(gain) for block in bus.blocks())
        _encode(path, blocks, length, sample_rate)
    finally:
        bus.close()


class _Bus:
    """A stereo sum, `(length, 2)` float32, in a file."""

    def __init__(self, path: Path, length: int):
        self.path = path
        self.samples = numpy.memmap(path, numpy.float32, "w+", shape=(max(1, length), 2))
        self.length = length

    def blocks(self) -> Iterator[numpy.ndarray]:
        for start in range(0, self.length, BLOCK):
            yield numpy.array(self.samples[start : min(self.length, start + BLOCK)])

    def close(self) -> None:
        del self.samples
        self.path.unlink(missing_ok=True)


def _add(samples: numpy.ndarray, event: SoundEvent, film: int, rate: int, curve: numpy.ndarray | None) -> None:
    """Add one event to the bus; what lies before the film's start or after its end is not heard."""
    length = _length(event, film, rate)
    gain, done = numpy.float32(10 ** (event.gain / 20)), 0
    for block in _source(event, rate):
        block = block[: max(0, length - done)]
        if not len(block):
            break
        level = _fades(event, done, len(block), length) * gain
        start = event.start_in_film + done
        first, last = max(0, -start), max(0, min(len(block), film - start))
        if last > first:
            where = slice(start + first, start + last)
            if curve is not None:
                level = level * _at(curve, start, len(block))
            samples[where] += block[first:last] * level[first:last, None]
        done += len(block)


def _length(event: SoundEvent, film: int, rate: int) -> int:
    """How many samples of the film the event lasts."""
    left = max(0, film - event.start_in_film)
    if event.length is not None:
        return min(event.length, left)
    if event.repeat:
        return left
    return min(left, round((probe(event.path).seconds - event.start_in_file) / event.speed * rate))


def _source(event: SoundEvent, rate: int) -> Iterator[numpy.ndarray]:
    if not event.repeat:
        return read_blocks(event.path, rate, start=event.start_in_file, speed=event.speed)
    return _repeated(read_samples(event.path, rate)[round(event.start_in_file * rate) :])


def _repeated(samples: numpy.ndarray) -> Iterator[numpy.ndarray]:
    """A file over and over, its end crossing into its beginning over 20 ms at equal power."""
    if not len(samples):
        return
    join = min(JOIN, len(samples) // 2)
    rise = numpy.sin(numpy.linspace(0, numpy.pi / 2, join, dtype=numpy.float32))[:, None]
    crossed = samples[-join:] * rise[::-1] + samples[:join] * rise if join else samples[:0]
    yield samples[: len(samples) - join]
    while True:
        yield crossed
        yield samples[join : len(samples) - join] if len(samples) > 2 * join else samples[:1]


def _fades(event: SoundEvent, done: int, count: int, length: int) -> numpy.ndarray:
    """The level of samples `done` to `done + count` of an event under its fades, a quarter sine each."""
    at = numpy.arange(done, done + count, dtype=numpy.float32)
    level = numpy.ones(count, numpy.float32)
    if event.fade_in:
        level *= numpy.sin(numpy.clip(at / event.fade_in, 0, 1) * numpy.float32(numpy.pi / 2))
    if event.fade_out:
        level *= numpy.sin(numpy.clip((length - at) / event.fade_out, 0, 1) * numpy.float32(numpy.pi / 2))
    return level


def _ducking(speech: Sequence[SoundEvent], film: int, rate: int) -> numpy.ndarray:
    """The level of ducked sounds at each hop: 1, and less while somebody speaks."""
    spoken = numpy.zeros(film // DUCK_HOP + 2, bool)
    for event in speech:
        at = event.start_in_film
        for block in read_blocks(event.path, rate, start=event.start_in_file, speed=event.speed):
            loud = numpy.flatnonzero(numpy.abs(block).max(axis=1) > SPEECH) + at
            hops = loud[(loud >= 0) & (loud < film)] // DUCK_HOP
            spoken[numpy.unique(hops)] = True
            at += len(block)
    level, curve = 1.0, numpy.empty(len(spoken), numpy.float32)
    for index, now in enumerate(spoken):
        level += (DUCK - level) * ATTACK if now else (1 - level) * RELEASE
        curve[index] = level
    return curve


def _at(curve: numpy.ndarray, start: int, count: int) -> numpy.ndarray:
    at = numpy.arange(start, start + count) / DUCK_HOP
    return numpy.interp(at, numpy.arange(len(curve)), curve).astype(numpy.float32)


def _measured(bus: _Bus, rate: int) -> tuple[float, float]:
    """Integrated loudness in LUFS and the true peak, by ffmpeg's ebur128."""
    graph = _graph(rate, "ebur128", "metadata=1:framelog=quiet:peak=true")
    heard, peak, pts = SILENCE - 1, 0.0, 0
    for block in bus.blocks():
        graph.push(audio_frame(block, rate, pts))
        pts += len(block)
        while True:
            try:
                values = graph.pull().metadata
            except (av.error.BlockingIOError, av.error.EOFError):
                break
            heard = float(values.get("lavfi.r128.I", heard))
            peak = float(values.get("lavfi.r128.true_peak", peak))
    return heard, peak


def _limited(bus: _Bus, gain: float, rate: int) -> Iterator[numpy.ndarray]:
    """The bus raised by `gain` and kept under the ceiling by ffmpeg's alimiter, its delay taken out."""
    limit = 10 ** ((CEILING - 0.4) / 20)  # sample peaks a little lower, so that the true peaks between them hold too
    graph = _graph(rate, "alimiter", f"level_in={gain:.9f}:limit={limit:.6f}:attack=5:release=60:level=0:latency=1")
    pts = 0
    for block in bus.blocks():
        graph.push(audio_frame(block, rate, pts))
        pts += len(block)
        yield from pulled(graph)
    graph.push(None)
    yield from pulled(graph)


def _graph(rate: int, name: str, arguments: str) -> av.filter.Graph:
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="stereo", time_base=Fraction(1, rate))
    made = graph.add(name, arguments)
    packed = graph.add("aformat", "sample_fmts=flt:channel_layouts=stereo")
    sink = graph.add("abuffersink")
    source.link_to(made)
    made.link_to(packed)
    packed.link_to(sink)
    graph.configure()
    return graph


def _encode(path: Path, blocks: Iterator[numpy.ndarray], length: int, rate: int) -> None:
    """Encode exactly `length` samples as AAC-LC; the encoder's priming stands in the edit list."""
    with translated(path), av.open(str(path), "w", format="ipod", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("aac", rate=rate, layout="stereo")
        stream.bit_rate = BIT_RATE
        done = 0
        for block in blocks:
            block = block[: length - done]
            if len(block):
                container.mux(stream.encode(_planar(block, rate, done)))
                done += len(block)
        if done < length:
            container.mux(stream.encode(_planar(numpy.zeros((length - done, 2), numpy.float32), rate, done)))
        container.mux(stream.encode(None))


def _planar(block: numpy.ndarray, rate: int, pts: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(numpy.ascontiguousarray(block.T), format="fltp", layout="stereo")
    frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), pts
    return frame
