"""What a file is: its kind, exact frames, rate, size as shown, time code, sound."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import av
import av.container

from vfc.errors import MediaError
from vfc.film.facts import FileKind, MediaFacts
from vfc.film.sequence import members
from vfc.film.timing import parse_timecode
from vfc.media.colour.curves import TRANSFERS
from vfc.media.door import COVER, opened, packets_of, picture_stream, sound_stream
from vfc.media.footage.decoders import is_transparent, priming
from vfc.media.footage.extent import measure, measure_packets
from vfc.media.rates import frame_rate, tick, whole_frames
from vfc.media.stills.deep import is_deep
from vfc.media.stills.images import still_facts, still_image
from vfc.media.stills.moving import is_moving, is_numbered

HEADED = {"mov", "mp4"}  # containers whose header says how long each stream is
SHORT = Fraction(1, 2)  # seconds that a file may lack of what its header says before it is told
DATA = {".cube", ".safetensors", ".ttf", ".otf", ".ttc", ".json", ".txt", ".srt"}


def probe(path: Path, *, decode: bool = True) -> MediaFacts:
    """The facts of a file; MediaError where it calls itself media and cannot be read.

    What decodes is measured, for containers round and lie, and packets may be damaged; without
    `decode`, for files that vfc wrote, packets are counted. `data` is a file that is no media by
    its name.
    """
    if path.suffix.lower() in DATA:
        return MediaFacts(kind=FileKind.DATA)
    if is_numbered(path):
        return _sequence(path)
    still = still_facts(path) if decode else None
    if still is not None:
        with still_image(path) as image:
            depth = 16 if is_deep(path, image) else 8
        return MediaFacts(
            kind=FileKind.STILL,
            frames=1,
            size=still.size,
            remarks=still.remarks,
            alpha=still.alpha,
            depth=depth,
        )
    if is_moving(path):
        return _pictures(path)
    with opened(path) as container:
        if any(not stream.disposition & COVER for stream in container.streams.video):
            return _video(container, path, decode)
        stream = sound_stream(container)
        if stream is None:
            raise MediaError(f"{path.name}: holds neither pictures nor sound that can be decoded")
        return _sound(container, stream)


def _sound(container: av.container.InputContainer, stream: av.AudioStream) -> MediaFacts:
    ends, start = Fraction(0), Fraction(stream.start_time or 0) * tick(stream)
    for packet in packets_of(container, stream):
        if packet.pts is not None:
            ends = max(ends, (packet.pts + (packet.duration or 0)) * packet.time_base)
    return MediaFacts(
        kind=FileKind.SOUND,
        seconds=max(Fraction(0), ends - max(start, Fraction(0)) - priming(stream)),
        channels=stream.channels,
        sample_rate=stream.rate or 0,
    )


def _video(container: av.container.InputContainer, path: Path, decode: bool) -> MediaFacts:
    stream = picture_stream(container, path)
    rate = frame_rate(stream)
    found = measure(path) if decode else measure_packets(container, path, stream)
    sound = sound_stream(container)
    return MediaFacts(
        kind=FileKind.VIDEO,
        frames=found.frames,
        rate=rate,
        seconds=whole_frames(found.seconds, rate),
        size=found.size,
        timecode=_timecode(container, stream, rate),
        damage=found.damage,
        channels=sound.channels if sound else 0,
        sample_rate=(sound.rate or 0) if sound else 0,
        remarks=(*_remarks(stream), *_cut_short(container, stream, found.seconds)),
        depth=_depth(stream),
        alpha=is_transparent(stream),
        plain=found.plain,
    )


def _depth(stream: av.VideoStream) -> int:
    """The bits of a level; 8 of a stream that does not say."""
    form = stream.codec_context.format
    return max((each.bits for each in form.components), default=8) if form is not None else 8


def _remarks(stream: av.VideoStream) -> tuple[str, ...]:
    transfer = TRANSFERS.get(int(stream.codec_context.color_trc))
    return (f"is {transfer}: shown tone-mapped to SDR",) if transfer else ()


def _cut_short(
    container: av.container.InputContainer, stream: av.VideoStream, seconds: Fraction
) -> tuple[str, ...]:
    """What to say of a file that ends long before its header says: a download or a copy that
    stopped.
    """
    said = Fraction(0)
    if stream.duration and HEADED & set(container.format.name.split(",")):
        said = stream.duration * tick(stream)
    elif container.duration and not container.streams.audio and "matroska" in container.format.name:
        starts = (stream.start_time or 0) * tick(stream)
        said = Fraction(container.duration, av.time_base) - max(Fraction(0), starts)
    short = said - seconds > SHORT
    return (
        (f"ends after {float(seconds):.1f} s, where its header says {float(said):.1f} s",)
        if short
        else ()
    )


def _pictures(path: Path) -> MediaFacts:
    """Moving pictures that are whole frames with their times: the rate is the one most frames
    have.
    """
    found = measure(path)
    return MediaFacts(
        kind=FileKind.VIDEO,
        frames=found.frames,
        rate=1 / found.usual,
        seconds=found.seconds,
        size=found.size,
        alpha=_is_seen_through(path),
    )


def _sequence(path: Path) -> MediaFacts:
    """Numbered pictures, at one a second, for only the text knows their rate; their time code is
    the first number.
    """
    found = measure(path)
    first, name = members(path.name, os.listdir(path.parent))[0]
    return MediaFacts(
        kind=FileKind.VIDEO,
        frames=int(found.seconds),
        rate=Fraction(1),
        seconds=found.seconds,
        size=found.size,
        timecode=first,
        damage=found.damage,
        numbered=True,
        alpha=_is_seen_through(path.parent / name),
    )


def _is_seen_through(path: Path) -> bool:
    """Whether a picture file says how much is seen of its pixels; False of one that cannot be
    read.
    """
    try:
        with still_image(path) as image:
            return image.has_transparency_data
    except MediaError:
        return False


def _timecode(
    container: av.container.InputContainer, stream: av.VideoStream, rate: Fraction
) -> int:
    """The first frame's time code in frames; 0 where the file has none that can be read."""
    for metadata in (
        stream.metadata,
        container.metadata,
        *(each.metadata for each in container.streams),
    ):
        if metadata.get("timecode"):
            try:
                return parse_timecode(metadata["timecode"], rate)
            except ValueError:
                return 0
    return 0
