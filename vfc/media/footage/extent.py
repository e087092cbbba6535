"""How long footage is, and where it is damaged: by decoding it, once for each file that a film
reads.

Decoding counts what is shown and finds what is not. A long file (more than WHOLE pixels) is decoded
at both its ends alone, which decide its length: all of an hour in 4K would take half an hour. Its
packets count its frames. Of so many numbered pictures the first is decoded, and the names say the
rest.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import av.container

from vfc.errors import MediaError
from vfc.film.sequence import members
from vfc.film.timing import Size
from vfc.media.door import opened, packets_of, picture_stream
from vfc.media.footage.decode import Decoded, LostPacket, clock_jumps, decoded
from vfc.media.footage.plain import is_plain
from vfc.media.rates import frame_rate, tick
from vfc.media.stills.moving import is_moving, is_numbered

# pixels that are decoded to measure a file: half a minute of 1080p, 3 to 20 s of one core
WHOLE = 1_500_000_000
WIDEST = 16384  # pixels of a side
# pixels of a frame; 8K both ways, as cameras for spheres make, and 0.4 GB in work
LARGEST = 70_000_000


class Measure(NamedTuple):
    """Frames and seconds that are shown, the size they have, the usual frame's seconds; from when
    on how many lack; whether each packet gives a plain frame, as far as they were decoded.
    """

    frames: int
    seconds: Fraction
    size: Size
    usual: Fraction
    damage: tuple[tuple[Fraction, int], ...] = ()
    plain: bool = False


class _Packets(NamedTuple):
    frames: int
    seconds: Fraction


def measure(path: Path) -> Measure:
    """What of a file decodes; MediaError where nothing does, or it is too large."""
    lost: list[LostPacket] = []
    if is_numbered(path) and (found := _by_names(path)) is not None:
        return found
    if is_moving(path) or is_numbered(path):
        return _measured(path, decoded(path, lost=lost), lost)
    with opened(path) as container:
        stream = picture_stream(container, path)
        _check_size(path, stream.width or 0, stream.height or 0)
        packets = _packets(container, stream)
        rate, pixels = (
            frame_rate(stream),
            packets.frames * (stream.width or 0) * (stream.height or 0),
        )
        form = container.format.name
    if pixels > WHOLE and not clock_jumps(path, form):
        return _by_ends(path, packets, 1 / rate)
    found = _measured(path, decoded(path, whole_fields=False, lost=lost), lost)
    return found._replace(plain=found.plain and found.frames == packets.frames and not lost)


def measure_packets(
    container: av.container.InputContainer, path: Path, stream: av.VideoStream
) -> Measure:
    """The same of a file that vfc wrote, from its packets and its header; MediaError where it holds
    no frame.
    """
    packets = _packets(container, stream)
    head = next(decoded(path, whole_fields=False), None)
    if head is None or not packets.frames:
        raise _nothing(path)
    return Measure(packets.frames, packets.seconds, head.shape, head.usual)


def _measured(path: Path, frames: Iterable[Decoded], lost: list[LostPacket]) -> Measure:
    count, head, last, plain, before = 0, None, None, True, None
    for last in frames:
        plain = plain and _is_after(last.frame, before) and is_plain(last.frame, last.shape)
        before = last.frame.pts
        if head is None:
            head = last
            _check_size(path, *head.shape)
        count += 1
    if head is None or last is None:
        raise _nothing(path)
    return Measure(count, last.ends, head.shape, head.usual, _damage(lost, head), plain)


def _is_after(frame: av.VideoFrame, before: int | None) -> bool:
    """Whether a frame is shown after the one that was decoded before it."""
    return frame.pts is not None and (before is None or frame.pts > before)


def _by_ends(path: Path, packets: _Packets, usual: Fraction) -> Measure:
    head = next(decoded(path, whole_fields=False), None)
    if head is None:
        raise _nothing(path)
    tail = deque(
        decoded(path, max(Fraction(0), packets.seconds - usual), whole_fields=False), maxlen=1
    )
    ends = tail[0].ends if tail else packets.seconds
    plain = all(is_plain(each.frame, each.shape) for each in (head, *tail))
    return Measure(packets.frames, ends, head.shape, usual, plain=plain)


def _by_names(path: Path) -> Measure | None:
    """Numbered pictures that are too many to decode, by their numbers and the first of them."""
    numbers = [number for number, _ in members(path.name, os.listdir(path.parent))]
    head = next(decoded(path), None)
    if head is None or len(numbers) * head.shape.width * head.shape.height <= WHOLE:
        return None
    there, first = set(numbers), numbers[0]
    lost = [
        LostPacket(Fraction(number - first), 0)
        for number in range(first, numbers[-1])
        if number not in there
    ]
    span = numbers[-1] - first + 1
    return Measure(len(numbers), Fraction(span), head.shape, head.usual, _damage(lost, head))


def _packets(container: av.container.InputContainer, stream: av.VideoStream) -> _Packets:
    """How many packets are shown, and from when to when; those that are only decoded are left
    out.
    """
    usual, times = round(1 / frame_rate(stream) / tick(stream)), []
    frames = 0
    for packet in packets_of(container, stream):
        if packet.size == 0 or packet.is_discard:
            continue
        frames += 1
        shown = packet.pts if packet.pts is not None else packet.dts
        if shown is not None:
            times.append((shown, packet.duration or usual))
    if not times:  # bare streams of pictures carry no times
        return _Packets(frames, frames / frame_rate(stream))
    last, lasts = max(times)
    return _Packets(frames, (last + lasts - min(times)[0]) * tick(stream))


def _damage(lost: list[LostPacket], head: Decoded) -> tuple[tuple[Fraction, int], ...]:
    """Runs of packets that gave no frame, as seconds from the first frame and how many; none of
    before it.
    """
    tick = head.frame.time_base
    first = head.frame.pts * tick if head.frame.pts is not None and tick else None
    times = sorted(
        after * head.usual if at is None or first is None else at - first for at, after in lost
    )
    runs: list[tuple[Fraction, int]] = []
    for time in times:
        if runs and time - runs[-1][0] < (runs[-1][1] + 1) * head.usual:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif time > 0:
            runs.append((time, 1))
    return tuple(runs)


def _check_size(path: Path, width: int, height: int) -> None:
    if max(width, height) > WIDEST or width * height > LARGEST:
        raise MediaError(f"{path.name}: {width}x{height} is too large")


def _nothing(path: Path) -> MediaError:
    return MediaError(f"{path.name}: no frame of it can be decoded")
