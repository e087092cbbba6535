"""Sound as samples: any file read as stereo float at the film's rate, from an exact place, at a speed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy

from vfc.errors import MediaError
from vfc.media.door import opened, translated

SLOWEST = 0.5  # of one atempo filter; slower is a chain of them


def read_blocks(path: Path, rate: int, *, start: Fraction = Fraction(0),
                speed: Fraction = Fraction(1)) -> Iterator[numpy.ndarray]:
    """Blocks `(samples, 2)` float32 of a file from `start` seconds on; its pitch is kept where the speed is not 1.

    Time counts from the first picture where the file has pictures. MediaError where it has no sound.
    """
    with opened(path) as container:
        if not container.streams.audio:
            raise MediaError(f"{path.name}: has no sound")
        stream = container.streams.audio[0]
        pictures = container.streams.video
        zero_stream = pictures[0] if pictures and pictures[0].start_time is not None else stream
        begin = start + Fraction(zero_stream.start_time or 0) * zero_stream.time_base
        if start > 1:
            container.seek(int((begin - Fraction(1, 2)) / stream.time_base), stream=stream, backward=True)
        blocks = _placed(container, stream, rate, begin)
        yield from blocks if speed == 1 else _stretched(blocks, rate, speed)


def _placed(container: av.container.InputContainer, stream: av.AudioStream, rate: int,
            begin: Fraction) -> Iterator[numpy.ndarray]:
    """Decoded and resampled blocks, cut so that the first sample is the one at `begin` seconds."""
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=rate)
    at: int | None = None
    skip = round(begin * rate)
    for frame in _decoded(container, stream):
        if at is None:
            at = round(Fraction(frame.pts or 0) * frame.time_base * rate)
            if at > skip:
                yield numpy.zeros((at - skip, 2), numpy.float32)
        for made in resampler.resample(frame):
            block, at = _cut(made, at, skip)
            if len(block):
                yield block
    for made in resampler.resample(None) if at is not None else ():
        block, at = _cut(made, at, skip)
        if len(block):
            yield block


def _decoded(container: av.container.InputContainer, stream: av.AudioStream) -> Iterator[av.AudioFrame]:
    """Frames that can be decoded; one damaged frame is left out, as players do."""
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue


def _cut(frame: av.AudioFrame, at: int, skip: int) -> tuple[numpy.ndarray, int]:
    samples = frame.to_ndarray().reshape(-1, 2)
    return samples[max(0, skip - at) :], at + len(samples)


def _stretched(blocks: Iterator[numpy.ndarray], rate: int, speed: Fraction) -> Iterator[numpy.ndarray]:
    """Blocks at another speed through ffmpeg's atempo, which keeps the pitch."""
    graph = av.filter.Graph()
    last = graph.add_abuffer(sample_rate=rate, format="flt", layout="stereo", time_base=Fraction(1, rate))
    source, left = last, float(speed)
    while left < SLOWEST:
        last, left = _chained(graph, last, SLOWEST), left / SLOWEST
    last = _chained(graph, last, left)
    sink = graph.add("abuffersink")
    last.link_to(sink)
    graph.configure()
    for block in blocks:
        source.push(audio_frame(block, rate))
        yield from pulled(graph)
    source.push(None)
    yield from pulled(graph)


def _chained(graph: av.filter.Graph, before: av.filter.FilterContext, tempo: float) -> av.filter.FilterContext:
    made = graph.add("atempo", f"{tempo:.9f}")
    before.link_to(made)
    return made


def pulled(graph: av.filter.Graph) -> Iterator[numpy.ndarray]:
    """All blocks that a sound filter has ready."""
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        yield frame.to_ndarray().reshape(-1, 2)


def audio_frame(block: numpy.ndarray, rate: int, pts: int | None = None) -> av.AudioFrame:
    """A block `(samples, 2)` float32 as PyAV's frame."""
    packed = numpy.ascontiguousarray(block, numpy.float32).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(packed, format="flt", layout="stereo")
    frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), pts
    return frame


def read_samples(path: Path, rate: int = 48000) -> numpy.ndarray:
    """A whole file as `(samples, 2)` float32."""
    blocks = list(read_blocks(path, rate))
    return numpy.concatenate(blocks) if blocks else numpy.zeros((0, 2), numpy.float32)


def write_wav(path: Path, samples: numpy.ndarray, rate: int) -> None:
    """Write `(samples, 2)` float32 as 16-bit PCM."""
    with translated(path), av.open(str(path), "w", format="wav", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("pcm_s16le", rate=rate, layout="stereo")
        resampler = av.AudioResampler(format="s16", layout="stereo", rate=rate)
        for start in range(0, len(samples), 48000):
            for frame in resampler.resample(audio_frame(samples[start : start + 48000], rate, start)):
                container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
