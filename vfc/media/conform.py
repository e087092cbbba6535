"""Footage conformed to the film: its rate, its size, its colour, its rotation, whatever the file's own are.

At each frame of the film the file's frame is shown whose time stamp is nearest, and one that is held longer, in a file
of variable rate, until the next. Half of the shorter of the two frames' lengths decides what is near: so a container
that rounds its times to milliseconds loses no frame and doubles none.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import cv2
import numpy
from av.video.reformatter import Colorspace

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.door import opened, picture_stream
from vfc.media.fit import fitted
from vfc.media.frames import Converter
from vfc.media.probe import frame_rate, shown_size, whole_frames

RUN_UP = 3  # frames decoded before the first, for the deinterlacer looks back
SD_LINES = 576  # up to these a file that names no matrix has that of ITU-R BT.601, as players take it
TURNS = {90: cv2.ROTATE_90_COUNTERCLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_CLOCKWISE}


def conform_footage(path: Path, *, start: Fraction, frames: int, size: Size, rate: Fraction,
                    fit: str) -> Iterator[numpy.ndarray]:
    """`frames` pictures `(height, width, 3)` uint8 sRGB at `rate`, the first at `start` seconds of the file.

    MediaError where the file ends before, saying how many there are.
    """
    converter, made = Converter(), 0
    for shown in _timed(path, start, 1 / rate):
        picture = None
        while made < frames and start + made / rate < shown.ends:
            if picture is None:
                picture = _picture(converter, shown, size, fit)
            yield picture
            made += 1
        if made == frames:
            return
    raise MediaError(f"{path.name}: {frames} frames are needed from {float(start):g} s on, "
                     f"the file has {made} at the film's rate")


class _Shown(NamedTuple):
    """A frame, the size at which it is seen, and the second of the file, from its first frame, at which it ends."""

    frame: av.VideoFrame
    shape: Size
    ends: Fraction


def _timed(path: Path, start: Fraction, film_frame: Fraction) -> Iterator[_Shown]:
    """The frames from the one that is shown at `start` on."""
    frames = _decoded(path, start)
    head = next(frames, None)
    if start and (head is None or head.begins > start):  # a seek may land too late, or not at all
        frames = _decoded(path, Fraction(0))
        head = next(frames, None)
    if head is None:
        raise MediaError(f"{path.name}: no frame of it can be decoded")
    near = min(head.usual, film_frame) / 2
    for following in frames:
        yield _Shown(head.frame, head.shape, following.begins - near)
        head = following
    yield _Shown(head.frame, head.shape, whole_frames(head.ends, 1 / head.usual))


class _Decoded(NamedTuple):
    """A frame, the size at which it is seen, from when to when in the file, and how long one usually lasts there."""

    frame: av.VideoFrame
    shape: Size
    begins: Fraction
    ends: Fraction
    usual: Fraction


def _decoded(path: Path, start: Fraction) -> Iterator[_Decoded]:
    with opened(path) as container:
        stream = picture_stream(container, path)
        first = None if stream.start_time is None else stream.start_time * stream.time_base
        usual = 1 / frame_rate(stream)
        aim = start - RUN_UP * usual
        if aim > 0 and first is not None:
            container.seek(int((first + aim) / stream.time_base), stream=stream, backward=True)
        shape = None
        for count, frame in enumerate(_progressive(container, stream)):
            shape = shape or shown_size(stream, frame)
            tick = frame.time_base or stream.time_base
            if first is None and frame.pts is not None:
                first = frame.pts * tick
            # Bare streams of pictures may carry no times.
            begins = count * usual if frame.pts is None else frame.pts * tick - first
            lasts = frame.duration * tick if frame.duration else usual
            yield _Decoded(frame, shape, begins, begins + lasts, usual)


def _progressive(container: av.container.InputContainer, stream: av.VideoStream) -> Iterator[av.VideoFrame]:
    """The frames in the order they are shown; once one is interlaced, it and all after it through ffmpeg's bwdif."""
    graph = None
    for frame in container.decode(stream):
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
    graph.threads = 1
    graph.link_nodes(graph.add_buffer(template=stream), graph.add("bwdif", "mode=send_frame"), graph.add("buffersink"))
    graph.configure()
    return graph


def _pulled(graph: av.filter.Graph) -> Iterator[av.VideoFrame]:
    while True:
        try:
            yield graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def _picture(converter: Converter, shown: _Shown, size: Size, fit: str) -> numpy.ndarray:
    frame = shown.frame
    unmarked = Colorspace.ITU601 if frame.height <= SD_LINES else Colorspace.ITU709
    picture = converter.rgb(frame, unmarked)
    if frame.rotation % 360 in TURNS:
        picture = cv2.rotate(picture, TURNS[frame.rotation % 360])
    return fitted(picture, size, fit, shape=shown.shape)
