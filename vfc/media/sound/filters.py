"""ffmpeg's sound filters over blocks of samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import av
import av.error
import av.filter
import numpy

from vfc.media.sound.blocks import LAYOUTS, Block, Blocks, block_of


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


def _samples(graph: av.filter.Graph) -> Blocks:
    return map(block_of, pulled(graph))
