"""What a file is: its kind, exact frames, rate, size as shown, time code, sound."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av

from vfc.errors import MediaError
from vfc.film.model import MediaFacts
from vfc.film.timing import Size, parse_timecode
from vfc.media.door import opened

DATA = {".cube", ".safetensors", ".ttf", ".otf", ".ttc", ".json", ".txt", ".srt"}
STILLS = {"png_pipe", "jpeg_pipe", "bmp_pipe", "tiff_pipe", "webp_pipe", "image2", "exr_pipe", "dpx_pipe", "gif_pipe",
          "ppm_pipe", "pgm_pipe", "jpegxl_pipe", "qoi_pipe", "psd_pipe", "j2k_pipe", "svg_pipe"}


def probe(path: Path) -> MediaFacts:
    """The facts of a file; MediaError where it calls itself media and cannot be read.

    Frames are counted by their packets, for containers round and lie.
    """
    if path.suffix.lower() in DATA:
        return MediaFacts(kind="data")
    with opened(path) as container:
        pictures = [stream for stream in container.streams.video if not stream.disposition & 0x400]  # cover art
        if not pictures and not container.streams.audio:
            raise MediaError(f"{path.name}: holds neither pictures nor sound")
        if not pictures:
            return _sound(container)
        if container.format.name in STILLS:
            return _still(container, pictures[0])
        return _video(container, pictures[0])


def _still(container: av.container.InputContainer, stream: av.VideoStream) -> MediaFacts:
    for frame in container.decode(stream):
        return MediaFacts(kind="still", frames=1, size=shown_size(stream, frame))
    raise MediaError(f"{Path(container.name).name}: holds no picture")


def _sound(container: av.container.InputContainer) -> MediaFacts:
    stream = container.streams.audio[0]
    last = Fraction(0)
    for packet in container.demux(stream):
        if packet.pts is not None:
            last = max(last, (packet.pts + (packet.duration or 0)) * packet.time_base)
    start = Fraction(stream.start_time or 0) * stream.time_base
    return MediaFacts(kind="sound", seconds=max(Fraction(0), last - max(start, Fraction(0))), channels=stream.channels,
                      sample_rate=stream.rate or 0)


def _video(container: av.container.InputContainer, stream: av.VideoStream) -> MediaFacts:
    times, ends = _times(container, stream)
    if not times:
        raise MediaError(f"{Path(container.name).name}: holds no picture")
    rate = Fraction(stream.average_rate or stream.guessed_rate or 25)
    container.seek(0)
    frame = next(container.decode(stream), None)
    if frame is None:
        raise MediaError(f"{Path(container.name).name}: no frame of it can be decoded")
    sound = container.streams.audio[0] if container.streams.audio else None
    seconds = max(ends) - min(times)
    return MediaFacts(kind="video", frames=len(times), rate=rate, seconds=seconds, size=shown_size(stream, frame),
                      timecode=_timecode(container, stream, rate), channels=sound.channels if sound else 0,
                      sample_rate=(sound.rate or 0) if sound else 0)


def _times(container: av.container.InputContainer, stream: av.VideoStream) -> tuple[list[Fraction], list[Fraction]]:
    """When each packet is shown, and when it ends, in seconds; packets that are only decoded are left out."""
    times, ends = [], []
    rate = Fraction(stream.average_rate or stream.guessed_rate or 25)
    for packet in container.demux(stream):
        if packet.pts is None or packet.size == 0 or packet.is_discard:
            continue
        shown = packet.pts * packet.time_base
        times.append(shown)
        ends.append(shown + (packet.duration * packet.time_base if packet.duration else 1 / rate))
    return times, ends


def shown_size(stream: av.VideoStream, frame: av.VideoFrame) -> Size:
    """The size as shown: pixel aspect made square, rotation obeyed."""
    width, height = frame.width, frame.height
    aspect = stream.sample_aspect_ratio
    if aspect and aspect > 0 and aspect != 1:
        width = round(width * Fraction(aspect))
    if frame.rotation % 180:
        width, height = height, width
    return Size(width, height)


def _timecode(container: av.container.InputContainer, stream: av.VideoStream, rate: Fraction) -> int:
    for metadata in (stream.metadata, container.metadata, *(each.metadata for each in container.streams)):
        text = metadata.get("timecode")
        if text:
            try:
                return parse_timecode(text, rate)
            except ValueError:
                return 0
    return 0
