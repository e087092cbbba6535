"""Footage conformed to the film: its rate, its size, its colour, its rotation, whatever the file's own are."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.door import opened
from vfc.media.fit import fitted
from vfc.media.frames import Converter
from vfc.media.probe import shown_size


def conform_footage(path: Path, *, start: Fraction, frames: int, size: Size, rate: Fraction,
                    fit: str) -> Iterator[numpy.ndarray]:
    """`frames` pictures at `rate` from `start` seconds of the file: at each time, the frame that is shown then.

    Files of variable rate are sampled by their time stamps. MediaError where the file ends before, saying how long
    it is.
    """
    made = 0
    for picture, begins, ends in _pictures(path, start, size, fit):
        while made < frames and begins <= (time := start + made / rate) < ends or (made == 0 and time < begins):
            yield picture
            made += 1
            if made == frames:
                return
    if made < frames:
        raise MediaError(f"{path.name}: ends {frames - made} frames too early: from {float(start):g} s there are "
                         f"{made} frames at the film's rate, {frames} are needed")


def _pictures(path: Path, start: Fraction, size: Size, fit: str) -> Iterator[tuple[numpy.ndarray, Fraction, Fraction]]:
    """Each picture with the seconds at which it begins and ends, from the one that is shown at `start`."""
    converter, held = Converter(), None
    with opened(path) as container:
        stream = container.streams.video[0]
        stream.thread_count = 1
        first = Fraction(stream.start_time or 0) * stream.time_base
        if start:
            container.seek(int((first + start) / stream.time_base), stream=stream, backward=True)
        shape = None
        for frame in _progressive(container, stream):
            begins = Fraction(frame.pts) * (frame.time_base or stream.time_base) - first
            shape = shape or shown_size(stream, frame)
            if held is not None and begins > start:
                yield _shown(converter, held[0], shape, size, fit), held[1], begins
            held = (frame, begins)
        if held is not None:
            length = 1 / Fraction(stream.average_rate or stream.guessed_rate or 25)
            yield _shown(converter, held[0], shape, size, fit), held[1], held[1] + length


def _progressive(container: av.container.InputContainer, stream: av.VideoStream) -> Iterator[av.VideoFrame]:
    """The frames in the order they are shown; interlaced ones through ffmpeg's bwdif."""
    graph = None
    for frame in container.decode(stream):
        if frame.pts is None:
            continue
        if graph is None and not frame.interlaced_frame:
            yield frame
            continue
        graph = graph or _deinterlacer(stream)
        graph.push(frame)
        yield from _pulled(graph)
    if graph is not None:
        graph.push(None)
        yield from _pulled(graph)


def _deinterlacer(stream: av.VideoStream) -> av.filter.Graph:
    graph = av.filter.Graph()
    source, lines, sink = graph.add_buffer(template=stream), graph.add("bwdif", "mode=send_frame"), graph.add("buffersink")
    source.link_to(lines)
    lines.link_to(sink)
    graph.configure()
    return graph


def _pulled(graph: av.filter.Graph) -> Iterator[av.VideoFrame]:
    while True:
        try:
            yield graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def _shown(converter: Converter, frame: av.VideoFrame, shape: Size, size: Size, fit: str) -> numpy.ndarray:
    picture = converter.rgb(frame)
    turns = {90: cv2.ROTATE_90_COUNTERCLOCKWISE, -270: cv2.ROTATE_90_COUNTERCLOCKWISE, 180: cv2.ROTATE_180,
             -180: cv2.ROTATE_180, 270: cv2.ROTATE_90_CLOCKWISE, -90: cv2.ROTATE_90_CLOCKWISE}
    if frame.rotation in turns:
        picture = cv2.rotate(picture, turns[frame.rotation])
    return fitted(picture, size, fit, shape=shape)
