"""Moving pictures for a page: an animated GIF or WebP of a film, without sound, played for ever.

A GIF has 256 colours, chosen over the whole film (ffmpeg's palettegen, paletteuse), and counts time
in hundredths of a second; a WebP counts in thousandths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import NamedTuple, cast

import av
import av.error
import av.filter

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.door import created, translated
from vfc.media.frames import Converter, read_frames

PACE = 15  # pictures a second, at most


class Animation(NamedTuple):
    """What writes moving pictures of an ending: ffmpeg's encoder and muxer, the pixels, the ticks a
    second, options of the encoder.
    """

    encoder: str
    muxer: str
    pixels: str
    ticks: int
    options: dict[str, str]


ANIMATIONS = {
    "gif": Animation("gif", "gif", "pal8", 100, {}),
    "webp": Animation("libwebp_anim", "webp", "yuv420p", 1000, {"quality": "80", "loop": "0"}),
}


def write_preview(
    path: Path, segments: Iterable[tuple[Path, int]], size: Size, rate: Fraction
) -> int:
    """Write the moving pictures that the ending of `path` names, of segments in order, each with
    its number of frames; how many of them were shown. Every n-th frame is, so that no more than
    PACE go by in a second. MediaError where a segment is shorter, or an ending is of none.
    """
    made = ANIMATIONS.get(path.suffix.removeprefix("."))
    if made is None:
        raise MediaError(f"{path.name}: nothing here writes moving pictures as {path.suffix}")
    parts, every = list(segments), ceil(rate / PACE)
    palette = _palette(_shown(parts, every)) if made.pixels == "pal8" else None
    frames = _shown(parts, every)
    count = 0
    with created(path, made.muxer, {"loop": "0"}) as container:
        stream = cast(
            "av.VideoStream",
            container.add_stream(made.encoder, rate=made.ticks, options=dict(made.options)),
        )
        stream.width, stream.height = size
        stream.pix_fmt = made.pixels
        stream.time_base = stream.codec_context.time_base = Fraction(1, made.ticks)
        stream.codec_context.thread_count = 1
        for frame in frames if palette is None else _in_colours(frames, palette):
            if frame.format.name != made.pixels:
                frame = frame.reformat(format=made.pixels)
            frame.time_base = Fraction(1, made.ticks)
            frame.pts = round(count * every * made.ticks / rate)
            container.mux(stream.encode(frame))
            count += 1
        container.mux(stream.encode(None))
    return count


def _shown(segments: list[tuple[Path, int]], every: int) -> Iterator[av.VideoFrame]:
    """Every n-th frame of segments in order, as RGB."""
    converter, before = Converter(), 0
    for path, frames in segments:
        for index, frame in enumerate(read_frames(path, 0, frames), before):
            if index % every == 0:
                yield av.VideoFrame.from_ndarray(converter.rgb(frame), format="rgb24")
        before += frames


def _palette(frames: Iterator[av.VideoFrame]) -> av.VideoFrame:
    """The 256 colours of which a film can best be made, as a picture of 16 by 16."""
    graph: av.filter.Graph | None = None
    with translated(Path("palette")):
        for index, frame in enumerate(frames):
            if graph is None:
                graph = av.filter.Graph()
                graph.link_nodes(
                    _source(graph, frame),
                    graph.add("palettegen", "stats_mode=full:reserve_transparent=0"),
                    graph.add("buffersink"),
                ).configure()
            frame.pts, frame.time_base = index, Fraction(1, 25)
            graph.push(frame)
        if graph is None:
            raise MediaError("a preview needs at least one frame")
        graph.push(None)
        return cast("av.VideoFrame", graph.pull())


def _in_colours(frames: Iterator[av.VideoFrame], palette: av.VideoFrame) -> Iterator[av.VideoFrame]:
    """Frames in the colours of a palette, dithered by a pattern that stands still."""
    graph: av.filter.Graph | None = None
    sources: list[av.filter.context.FilterContext] = []
    for index, frame in enumerate(frames):
        if graph is None:
            graph = av.filter.Graph()
            colours = graph.add("paletteuse", "dither=bayer:bayer_scale=4:diff_mode=rectangle")
            sources = [_source(graph, frame), _source(graph, palette)]
            for pad, source in enumerate(sources):
                source.link_to(colours, 0, pad)
            colours.link_to(graph.add("buffersink"))
            graph.configure()
            palette.pts, palette.time_base = 0, Fraction(1, 25)
            sources[1].push(palette)
            sources[1].push(None)
        frame.pts, frame.time_base = index, Fraction(1, 25)
        sources[0].push(frame)
        yield from _pulled(graph)
    if graph is not None:
        sources[0].push(None)
        yield from _pulled(graph)


def _source(graph: av.filter.Graph, frame: av.VideoFrame) -> av.filter.context.FilterContext:
    return graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, 25)
    )


def _pulled(graph: av.filter.Graph) -> Iterator[av.VideoFrame]:
    """What a graph has ready."""
    while True:
        try:
            yield cast("av.VideoFrame", graph.pull())
        except (av.error.BlockingIOError, av.error.EOFError):
            return
