"""The frames of a file as they are shown: what decodes, when each begins and ends, and what was
damaged between them.

Time counts from the first frame that decodes. The last frame lasts its own duration, and is
followed by nothing. A packet that cannot be decoded costs its frames: the one before them is held.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

import av
import av.container
import av.error
import av.filter

from vfc.film.timing import Size
from vfc.media.door import opened, packets_of, picture_stream
from vfc.media.footage.decoders import picture_decoder
from vfc.media.rates import display_size, frame_rate, tick
from vfc.media.stills.moving import is_moving, is_numbered, moving_pictures, numbered_pictures

RUN_UP = 3  # frames decoded before the first, for the deinterlacer looks back
JOINED = ("mpegts", "mpeg")  # streams that may be laid end to end, as recorders and `cat` do
# seconds; a longer hole in the time of such a stream is none, as for ffmpeg (its
# dts_delta_threshold)
JUMP = 10


class Decoded(NamedTuple):
    """A frame, the size at which it is seen, from when to when in the file, and how long one
    usually lasts there.
    """

    frame: av.VideoFrame
    shape: Size
    begins: Fraction
    ends: Fraction
    usual: Fraction


class LostPacket(NamedTuple):
    """A packet that gave no frame: when it would be shown in the file's clock, and after how many
    frames it came.
    """

    at: Fraction | None
    after: int


def decoded(
    path: Path,
    start: Fraction = Fraction(0),
    *,
    whole_fields: bool = True,
    lost: list[LostPacket] | None = None,
    rate: Fraction = Fraction(1),
    matte: bool = False,
) -> Iterator[Decoded]:
    """The frames of a file in the order they are shown, from one before `start` on; `lost` gathers
    what is damaged.

    A seek may land too late; only a start of 0 is sure to begin with the file's first frame. Fields
    are woven into whole frames, except where only times are wanted. Numbered pictures pass at
    `rate`. Of a `matte` pictures that Pillow reads come as grey ones that say how much is seen of
    them. MediaError where the file cannot be read.
    """
    if is_numbered(path):
        yield from _numbered(path, start, rate, lost, matte)
        return
    if is_moving(path):
        yield from _pictures(path, matte)
        return
    with opened(path) as container:
        stream = picture_stream(container, path)
        frames = good_frames(container, stream, lost)
        # before any seek: its first packet may tell what the decoder must know of all others
        head = next(frames, None)
        if head is None:
            return
        aim = start - RUN_UP / frame_rate(stream)
        began = _second(head, stream)
        if aim > 0 and began is not None and not clock_jumps(path, container.format.name):
            container.seek(int((began + aim) / tick(stream)), stream=stream, backward=True)
            frames = good_frames(container, stream, lost)
        else:
            frames = chain([head], frames)
        yield from _timed(_progressive(frames, stream) if whole_fields else frames, head, stream)


def first_second(path: Path) -> Fraction | None:
    """When the first picture that decodes is shown, in seconds of the file's own clock; None where
    nothing says so.
    """
    with opened(path) as container:
        stream = picture_stream(container, path)
        head = next(good_frames(container, stream), None)
        return None if head is None else _second(head, stream)


def good_frames(
    container: av.container.InputContainer,
    stream: av.VideoStream,
    lost: list[LostPacket] | None = None,
) -> Iterator[av.VideoFrame]:
    """Frames that decode; what does not is left out, as players do, and so is all after a place
    that cannot be read.
    """
    count, decoder = 0, picture_decoder(stream)
    for packet in _packets(container, stream):
        try:
            frames = decoder.decode(packet)
        except av.error.EOFError:
            return
        except (av.error.FFmpegError, ValueError):
            frames = []
            if lost is not None and packet is not None:
                shown = packet.pts if packet.pts is not None else packet.dts
                lost.append(LostPacket(None if shown is None else shown * packet.time_base, count))
        count += len(frames)
        yield from frames


def _packets(
    container: av.container.InputContainer, stream: av.VideoStream
) -> Iterator[av.Packet | None]:
    """Packets with something in them, then None: an empty one would end the decoder before its
    time.
    """
    yield from (packet for packet in packets_of(container, stream) if packet.size)
    yield None


def _second(frame: av.VideoFrame, stream: av.VideoStream) -> Fraction | None:
    """When a frame is shown, in seconds of the file's clock; None where it carries no time."""
    return None if frame.pts is None else frame.pts * (frame.time_base or tick(stream))


def _timed(
    frames: Iterator[av.VideoFrame], head: av.VideoFrame, stream: av.VideoStream
) -> Iterator[Decoded]:
    usual, first = 1 / frame_rate(stream), _second(head, stream)
    before, ends = Fraction(0), Fraction(0)
    for count, frame in enumerate(frames):
        second = _second(frame, stream)  # bare streams of pictures may carry no times
        begins = count * usual if second is None or first is None else second - first
        if begins < before or (begins > ends + JUMP and stream.container.format.name in JOINED):
            # another recording begins, by a clock of its own
            first, begins = (first or 0) + begins - ends, ends
        lasts = frame.duration * (frame.time_base or tick(stream)) if frame.duration else usual
        before, ends = begins, begins + lasts
        yield Decoded(frame, display_size(stream, frame), begins, ends, usual)


def clock_jumps(path: Path, form: str) -> bool:
    """Whether a stream is of several recordings, so that no seek finds a time in it; told by its
    packets.
    """
    if form not in JOINED:
        return False
    with opened(path) as container:
        stream = picture_stream(container, path)
        times = [
            packet.dts * packet.time_base
            for packet in _packets(container, stream)
            if packet and packet.dts is not None
        ]
    return any(not 0 <= after - before <= JUMP for before, after in pairwise(times))


def _progressive(
    frames: Iterator[av.VideoFrame], stream: av.VideoStream
) -> Iterator[av.VideoFrame]:
    """The frames in the order they are shown; once one is interlaced, it and all after it through
    ffmpeg's bwdif.
    """
    graph, form = None, None
    for frame in frames:
        if graph is None and not frame.interlaced_frame:
            yield frame
            continue
        # some streams change in their midst
        if form != (frame.width, frame.height, frame.format.name):
            yield from _pushed(graph, None)
            form = frame.width, frame.height, frame.format.name
            graph = _deinterlacer(*form, frame.time_base or tick(stream))
        yield from _pushed(graph, frame)
    yield from _pushed(graph, None)


def _deinterlacer(width: int, height: int, pixels: str, unit: Fraction) -> av.filter.Graph:
    graph = av.filter.Graph()
    graph.threads = 1
    source = graph.add_buffer(
        width=width, height=height, format=av.VideoFormat(pixels), time_base=unit
    )
    graph.link_nodes(source, graph.add("bwdif", "mode=send_frame"), graph.add("buffersink"))
    graph.configure()
    return graph


def _pushed(graph: av.filter.Graph | None, frame: av.VideoFrame | None) -> Iterator[av.VideoFrame]:
    if graph is not None:
        graph.vpush(frame)
        yield from _pulled(graph)


def _pulled(graph: av.filter.Graph) -> Iterator[av.VideoFrame]:
    while True:
        try:
            yield graph.vpull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def _pictures(path: Path, matte: bool) -> Iterator[Decoded]:
    begins = Fraction(0)
    for picture, lasts in moving_pictures(path, matte=matte):
        frame = av.VideoFrame.from_ndarray(picture, format="gray" if matte else "rgb24")
        yield Decoded(frame, Size(frame.width, frame.height), begins, begins + lasts, lasts)
        begins += lasts


def _numbered(
    path: Path, start: Fraction, rate: Fraction, lost: list[LostPacket] | None, matte: bool
) -> Iterator[Decoded]:
    usual = 1 / rate
    for count, (index, picture) in enumerate(
        numbered_pictures(path, max(0, int(start * rate) - RUN_UP), matte=matte)
    ):
        if picture is None:
            if lost is not None:
                lost.append(LostPacket(index * usual, count))
            continue
        frame = av.VideoFrame.from_ndarray(picture, format="gray" if matte else "rgb24")
        frame.pts, frame.time_base = index, usual
        yield Decoded(
            frame, Size(frame.width, frame.height), index * usual, (index + 1) * usual, usual
        )
