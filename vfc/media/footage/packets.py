"""Footage whose packets are kept as they lie in its file, for each gives a frame that films would
keep so.

A copy begins with the key frame that its first frame is decoded from. What lies before that frame
is decoded and not shown, by the edit list of the copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, pairwise
from math import ceil
from pathlib import Path
from typing import NamedTuple

import av
import av.container

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.door import created, opened, picture_stream
from vfc.media.footage.extent import WHOLE
from vfc.media.footage.plain import is_plain
from vfc.media.frames import read_frames
from vfc.media.rates import frame_rate, tick

HOLDERS = ("mov", "matroska")  # containers whose packets bear lengths before their units
CONFIGURED = b"\1"  # with which such a configuration begins: the version of its record
FARTHEST = 128  # frames from one key frame to the next, for whoever wants one of them decodes all
AHEAD = 32  # packets among which the first frame of a file is


class _Codec(NamedTuple):
    """How a codec's units are told: the byte of its configuration that says how long their lengths
    are, and the kinds of those that nothing before is needed for, by a unit's first byte.
    """

    length_at: int
    kind: Callable[[int], int]
    closed: tuple[int, ...]


CODECS: Mapping[str, _Codec] = {
    "h264": _Codec(4, lambda byte: byte & 31, (5,)),  # ISO/IEC 14496-15, 5.3.3; H.264, table 7-1
    # ISO/IEC 14496-15, 8.3.3; H.265, table 7-1
    "hevc": _Codec(21, lambda byte: byte >> 1 & 63, (16, 17, 18, 19, 20)),
}


class _Packet(NamedTuple):
    """A packet in the order of decoding: when its frame is shown, and whether all from it on is
    decoded without what lies before it.
    """

    shown: int
    is_key: bool


def copy_packets(
    path: Path, to: Path, *, start: Fraction, frames: int, size: Size, rate: Fraction
) -> bool:
    """Write an .mp4 whose first `frames` are those of a file from `start` seconds on, with the
    packets of the file; False, and nothing is written, where its packets do not stand for frames of
    a film of this size and rate, or where they cannot be copied. The file's frames are plain, as
    far as it was decoded to be measured.
    """
    try:
        if _is_copied(path, to, start, frames, size, rate):
            return True
    except MediaError:  # whoever conforms the file says what is wrong, if it is the file
        pass
    to.unlink(missing_ok=True)
    return False


def _is_copied(
    path: Path, to: Path, start: Fraction, frames: int, size: Size, rate: Fraction
) -> bool:
    """Whether packets were written that stand for these frames."""
    with opened(path) as source:
        stream = picture_stream(source, path)
        if not _is_holding(source, stream, size, rate):
            return False
        # all of what is that short was decoded by whoever measured it
        measured = 0 < stream.frames * size.width * size.height <= WHOLE
        begins, packets = _packets(source, stream, start, start + frames / rate)
        if any(map(_is_odd, packets)):
            return False
        listed = [_Packet(each.pts or 0, _is_closed(each, stream)) for each in packets]
        times = [(each - begins) * tick(stream) for each in sorted(each.shown for each in listed)]
        first = _first(times, start, frames, rate)
        found = None if first is None else _run(listed, first, frames)
        if found is None:
            return False
        ranks, begin, end = found
        for packet, each in zip(packets[begin:end], listed[begin:end], strict=True):
            packet.is_keyframe = each.is_key
        _write(to, stream, packets[begin:end], ranks[begin:end], rate)
    # of those that are shown in another order, a stream need not say how many wait for each other
    is_sure = measured and all(one < other for one, other in pairwise(ranks[begin:end]))
    return _stands(to, sorted(ranks[begin:end]), rate, 1 if is_sure else frames)


def _is_holding(
    source: av.container.InputContainer, stream: av.VideoStream, size: Size, rate: Fraction
) -> bool:
    return (
        stream.codec_context.name in CODECS
        and (stream.codec_context.extradata or b"").startswith(CONFIGURED)
        and any(name in HOLDERS for name in source.format.name.split(","))
        and (stream.width, stream.height) == size
        and frame_rate(stream) == rate
    )


def _is_odd(packet: av.Packet) -> bool:
    """Whether a packet is not shown, has no time, or begins a stream of another configuration."""
    return packet.pts is None or packet.is_discard or packet.has_sidedata("new_extradata")


def _is_closed(packet: av.Packet, stream: av.VideoStream) -> bool:
    """Whether a packet begins a closed group of pictures. Those of an open one, and of pictures
    that are refreshed by parts, are marked as key frames too.
    """
    if not packet.is_keyframe:
        return False
    codec, data, at = CODECS[stream.codec_context.name], bytes(packet), 0
    width = ((stream.codec_context.extradata or b"")[codec.length_at :][:1] or b"\0")[0] % 4 + 1
    while at + width < len(data):
        if codec.kind(data[at + width]) in codec.closed:
            return True
        at += width + int.from_bytes(data[at : at + width])
    return False


def _packets(
    source: av.container.InputContainer, stream: av.VideoStream, start: Fraction, stop: Fraction
) -> tuple[int, list[av.Packet]]:
    """When the first frame of a file is shown, in its ticks, and the packets of the frames between
    two seconds, in the order of decoding; of a file that is not long, all of them.
    """
    packets = [each for each in islice(source.demux(stream), AHEAD) if each.size]
    begins = min((each.pts for each in packets if each.pts is not None), default=0)
    seconds = Fraction(source.duration or 0, av.time_base)
    if seconds * frame_rate(stream) * stream.width * stream.height <= WHOLE:
        return begins, packets + [each for each in source.demux(stream) if each.size]
    source.seek(begins + int(start / tick(stream)), stream=stream, backward=True)
    return begins, list(_until(source, stream, begins + ceil(stop / tick(stream))))


def _until(
    source: av.container.InputContainer, stream: av.VideoStream, last: int
) -> Iterator[av.Packet]:
    """The packets from here on, up to those that are decoded after a tick."""
    for packet in source.demux(stream):
        if packet.dts is not None and packet.dts > last:
            return
        if packet.size:
            yield packet


def _first(times: Sequence[Fraction], start: Fraction, frames: int, rate: Fraction) -> int | None:
    """Which of the frames that begin at these seconds is shown at `start`; None where each of those
    after it is not shown just once, as `vfc.media.footage.conform` has it.
    """
    near = 1 / rate / 2
    ends = [later - near for later in times[1:]]
    first = next((index for index, end in enumerate(ends) if start < end), len(ends))
    if first + frames > len(times) or start < times[first] - near:
        return None
    shown = zip(range(first, first + frames), ends[first:], strict=False)
    for index, end in shown:
        if not start + (index - first) / rate < end <= start + (index - first + 1) / rate:
            return None
    return first


def _run(packets: Sequence[_Packet], first: int, frames: int) -> tuple[list[int], int, int] | None:
    """The place of each packet's frame in showing, counted from frame `first`, and from which
    packet to which `frames` are decoded; None where key frames lie too far apart.
    """
    order = sorted(range(len(packets)), key=lambda index: packets[index].shown)
    ranks = [0] * len(packets)
    for place, index in enumerate(order):
        ranks[index] = place - first
    keys = [index for index, each in enumerate(packets) if each.is_key]
    begin = max((index for index in keys if ranks[index] <= 0), default=None)
    if begin is None:
        return None
    end = 1 + max(index for index, rank in enumerate(ranks) if 0 <= rank < frames)
    inside = [index for index in keys if begin <= index < end] + [end]
    if any(later - key > FARTHEST for key, later in pairwise(inside)):
        return None
    return ranks, begin, end


def _write(
    to: Path,
    stream: av.VideoStream,
    packets: Sequence[av.Packet],
    ranks: Sequence[int],
    rate: Fraction,
) -> None:
    ticks = rate.numerator if rate.numerator >= 10000 else rate.numerator * 1000
    delay = max(index - rank for index, rank in enumerate(ranks))
    with created(to, "mp4", {"video_track_timescale": str(ticks)}) as container:
        track = container.add_stream_from_template(stream, opaque=True)
        track.time_base, track.codec_context.framerate = 1 / rate, rate
        for index, (packet, rank) in enumerate(zip(packets, ranks, strict=True)):
            packet.stream, packet.time_base = track, 1 / rate
            packet.pts, packet.dts, packet.duration = rank, index - delay, 1
            container.mux_one(packet)


def _stands(path: Path, ranks: Sequence[int], rate: Fraction, frames: int) -> bool:
    """Whether a copy has each of its frames at its time, and the first so many are decoded, and are
    plain.
    """
    with opened(path, own=True) as container:
        stream = picture_stream(container, path)
        came = sorted(
            round((each.pts or 0) * each.time_base * rate)
            for each in container.demux(stream)
            if each.size
        )
    if came != list(ranks):
        return False
    return all(
        is_plain(each, Size(each.width, each.height)) for each in read_frames(path, 0, frames)
    )
