"""ffmpeg's sound filters over blocks of samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import av
import av.error
import av.filter
import numpy

from vfc.film.timing import nearest
from vfc.media.sound.blocks import LAYOUTS, Block, Blocks, block_of

# of one atempo filter; below it does not go, above it drops samples: a chain goes further
SLOWEST, FASTEST = 0.5, 2.0
# samples; five sixteenths of atempo's window at the rates of films, measured on clicks and bursts
# of noise
EARLY = 640


def audio_frame(block: Block, rate: int, pts: int | None = None) -> av.AudioFrame:
    """A block `(samples, channels)` float32 as PyAV's frame; `pts` in samples."""
    packed = numpy.ascontiguousarray(block, numpy.float32).reshape(1, -1)
    layout = LAYOUTS[block.shape[1]]
    frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
    frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), pts
    return frame


def sound_graph(rate: int, filters: Sequence[tuple[str, str]]) -> av.filter.Graph:
    """A chain of filters by name and arguments, fed with and giving packed stereo float."""
    graph = av.filter.Graph()
    graph.threads = 1
    last = graph.add_abuffer(
        sample_rate=rate, format="flt", layout="stereo", time_base=Fraction(1, rate)
    )
    for name, arguments in (
        *filters,
        ("aformat", "sample_fmts=flt:channel_layouts=stereo"),
        ("abuffersink", ""),
    ):
        made = graph.add(name, arguments) if arguments else graph.add(name)
        last.link_to(made)
        last = made
    graph.configure()
    return graph


def pulled(graph: av.filter.Graph) -> Iterator[av.AudioFrame]:
    """All frames that a sound filter has ready."""
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        if isinstance(frame, av.AudioFrame):  # a graph may have pictures too
            yield frame


def stretched(blocks: Blocks, rate: int, speed: Fraction) -> Blocks:
    """Blocks `(samples, 2)` float32 at another speed through ffmpeg's atempo (WSOLA), which keeps
    the pitch.

    The length is exact, to the sample; a sound in it lies where it should to some 10 ms (25 at
    quarter speed), without drift.
    """
    graph = sound_graph(rate, [each for tempo in _tempos(float(speed)) for each in _stage(tempo)])
    ended = _PaddedBlocks(blocks, rate)
    done = 0
    for made in _passed(graph, ended, rate):
        left = nearest(ended.count / speed) - done if ended.over else len(made)
        if left > 0:
            yield made[:left]
        done += len(made)


def filtered(blocks: Blocks, rate: int, filters: Sequence[tuple[str, str]]) -> Blocks:
    """Blocks `(samples, 2)` float32 through a chain of filters that hold nothing back, as many
    samples as went in.
    """
    graph, pts, done = sound_graph(rate, filters), 0, 0
    for block in blocks:
        graph.push(audio_frame(block, rate, pts))
        pts += len(block)
        for made in _samples(graph):
            done += len(made)
            yield made
    graph.push(None)
    for made in _samples(graph):
        made = made[: pts - done]
        done += len(made)
        yield made


def _stage(tempo: float) -> list[tuple[str, str]]:
    """One atempo, whose fragments begin before their place, by about this much of what goes in."""
    return [("adelay", f"{EARLY}S:all=1"), ("atempo", f"{tempo:.9f}")]


class _PaddedBlocks:
    """Blocks, then a second of silence by which a filter gives up what it holds back; `count`
    leaves that out.
    """

    def __init__(self, blocks: Blocks, rate: int):
        self.blocks, self.rate, self.count, self.over = blocks, rate, 0, False

    def __iter__(self) -> Blocks:
        for block in self.blocks:
            self.count += len(block)
            yield block
        self.over = True
        yield numpy.zeros((self.rate, 2), numpy.float32)


def _passed(graph: av.filter.Graph, blocks: _PaddedBlocks, rate: int) -> Blocks:
    pts = 0
    for block in blocks:
        graph.push(audio_frame(block, rate, pts))
        pts += len(block)
        yield from _samples(graph)
    graph.push(None)
    yield from _samples(graph)


def _samples(graph: av.filter.Graph) -> Blocks:
    return map(block_of, pulled(graph))


def _tempos(speed: float) -> list[float]:
    found = []
    while not SLOWEST <= speed <= FASTEST:
        found.append(SLOWEST if speed < SLOWEST else FASTEST)
        speed /= found[-1]
    return [*found, speed]
