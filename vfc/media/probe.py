"""What a file is: its kind, exact frames, rate, size as shown, time code, sound."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av

from vfc.errors import MediaError
from vfc.film.model import MediaFacts
from vfc.film.timing import Size, parse_timecode
from vfc.media.door import COVER, opened, picture_stream
from vfc.media.images import still_size

DATA = {".cube", ".safetensors", ".ttf", ".otf", ".ttc", ".json", ".txt", ".srt"}
RATES = tuple(Fraction(rate) for rate in (24, 25, 30, 48, 50, 60, 100, 120)) + tuple(
    Fraction(rate * 1000, 1001) for rate in (24, 30, 48, 60, 120))
ROUNDED = Fraction(1, 500)  # seconds that Matroska's milliseconds may be off
WIDEST = 16384


def probe(path: Path) -> MediaFacts:
    """The facts of a file; MediaError where it calls itself media and cannot be read.

    Frames are counted by their packets, for containers round and lie. `data` is a file that is no media by its name.
    """
    if path.suffix.lower() in DATA:
        return MediaFacts(kind="data")
    size = still_size(path)
    if size is not None:
        return MediaFacts(kind="still", frames=1, size=size)
    with opened(path) as container:
        if any(not stream.disposition & COVER for stream in container.streams.video):
            return _video(container, path)
        if not container.streams.audio:
            raise MediaError(f"{path.name}: holds neither pictures nor sound")
        return _sound(container)


def frame_rate(stream: av.VideoStream) -> Fraction:
    """The rate of a stream, exact where its container rounded a usual one."""
    rate = Fraction(stream.average_rate or stream.guessed_rate or 25)
    return next((usual for usual in RATES if abs(rate / usual - 1) < Fraction(1, 20000)), rate)


def whole_frames(seconds: Fraction, rate: Fraction) -> Fraction:
    """Seconds as a whole number of frames, where they are so but for a container's rounding."""
    whole = round(seconds * rate) / rate
    return whole if abs(seconds - whole) <= min(ROUNDED, 1 / (8 * rate)) else seconds


def shown_size(stream: av.VideoStream, frame: av.VideoFrame) -> Size:
    """The size as shown: pixel aspect made square, rotation obeyed."""
    width, height = frame.width, frame.height
    aspect = stream.sample_aspect_ratio
    if aspect and aspect > 0 and aspect != 1:
        width = max(1, round(width * Fraction(aspect)))
    if frame.rotation % 180:
        width, height = height, width
    return Size(width, height)


def _sound(container: av.container.InputContainer) -> MediaFacts:
    stream = container.streams.audio[0]
    ends, start = Fraction(0), Fraction(stream.start_time or 0) * stream.time_base
    for packet in container.demux(stream):
        if packet.pts is not None:
            ends = max(ends, (packet.pts + (packet.duration or 0)) * packet.time_base)
    return MediaFacts(kind="sound", seconds=max(Fraction(0), ends - max(start, Fraction(0))), channels=stream.channels,
                      sample_rate=stream.rate or 0)


def _video(container: av.container.InputContainer, path: Path) -> MediaFacts:
    stream = picture_stream(container, path)
    rate = frame_rate(stream)
    counted = _counted(container, stream, rate)
    with opened(path) as again:  # some formats cannot be wound back
        frame = next(again.decode(picture_stream(again, path)), None)
    if not counted.frames or frame is None:
        raise MediaError(f"{path.name}: no frame of it can be decoded")
    if max(frame.width, frame.height) > WIDEST:
        raise MediaError(f"{path.name}: {frame.width}x{frame.height} is too large")
    sound = container.streams.audio[0] if container.streams.audio else None
    return MediaFacts(kind="video", frames=counted.frames, rate=rate, seconds=whole_frames(counted.seconds, rate),
                      size=shown_size(stream, frame), timecode=_timecode(container, stream, rate),
                      channels=sound.channels if sound else 0, sample_rate=(sound.rate or 0) if sound else 0)


class _Counted(NamedTuple):
    frames: int
    seconds: Fraction


def _counted(container: av.container.InputContainer, stream: av.VideoStream, rate: Fraction) -> _Counted:
    """How many packets are shown, and from when to when; those that are only decoded are left out."""
    usual = round(1 / rate / stream.time_base)
    frames, first, last = 0, None, 0
    for packet in container.demux(stream):
        if packet.size == 0 or packet.is_discard:
            continue
        frames += 1
        shown = packet.pts if packet.pts is not None else packet.dts
        if shown is not None:
            first = shown if first is None else min(first, shown)
            last = max(last, shown + (packet.duration or usual))
    if first is None:  # bare streams of pictures carry no times
        return _Counted(frames, frames / rate)
    return _Counted(frames, (last - first) * stream.time_base)


def _timecode(container: av.container.InputContainer, stream: av.VideoStream, rate: Fraction) -> int:
    """The first frame's time code in frames; 0 where the file has none that can be read."""
    for metadata in (stream.metadata, container.metadata, *(each.metadata for each in container.streams)):
        if metadata.get("timecode"):
            try:
                return parse_timecode(metadata["timecode"], rate)
            except ValueError:
                return 0
    return 0
