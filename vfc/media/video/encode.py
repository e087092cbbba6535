"""Segments: closed groups of pictures that can follow one another in any film of the same settings.

`stitchable` makes x264 write headers that depend on the settings alone; without it, joined segments decode wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2

from vfc.errors import MediaError
from vfc.film.timing import Size
from vfc.media.door import created
from vfc.media.frames import checked_size
from vfc.media.video.mezzanine import mark_bt709

H264 = {"draft": ("superfast", 27), "high": ("veryfast", 18), "master": ("slow", 12)}
H265 = {"draft": ("ultrafast", 30), "high": ("fast", 22), "master": ("medium", 16)}
TAGS = {"h265": "hvc1"}  # parameter sets stand in the header alone, as Apple's players ask
PRORES = {"draft": "0", "high": "2", "master": "3"}  # proxy, standard, HQ
AVX_512 = 13  # of cvdef.h, which Python's cv2 does not name
# By AVX-512 the lookahead of x264 reads memory that nobody wrote: the same pictures become other bytes from run to run.
STEADY = ":asm=AVX2" if cv2.checkHardwareSupport(AVX_512) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeSettings:
    """What all the segments of one file share."""

    size: Size
    rate: Fraction
    codec: str = "h264"
    quality: str = "high"

    @property
    def timescale(self) -> int:
        """Ticks a second, such that every frame lasts a whole number of them."""
        numerator = self.rate.numerator
        return numerator if numerator >= 10000 else numerator * 1000

    @property
    def delay(self) -> int:
        """Frames by which decoding runs ahead of showing: one, where B-frames are used without a pyramid."""
        return 0 if self.codec == "prores" else 1


def encode_segment(path: Path, frames: Iterable[av.VideoFrame], settings: EncodeSettings, expected: int) -> None:
    """Encode a segment into an mp4 (mov for ProRes) on one thread.

    MediaError unless `expected` frames came, each of the size of the settings.
    """
    options, count = {"video_track_timescale": str(settings.timescale)}, 0
    with created(path, "mov" if settings.codec == "prores" else "mp4", options) as container:
        stream = _stream(container, settings)
        for index, packet in enumerate(_packets(stream, frames, settings)):
            # By x265 a segment of a single frame is decoded at a time that it never set, now and then too late to mux.
            packet.dts = index - settings.delay
            count += 1
            container.mux(packet)
    if count != expected:
        raise MediaError(f"{count} frames came, {expected} were asked for")


def _packets(stream: av.VideoStream, frames: Iterable[av.VideoFrame], settings: EncodeSettings) -> Iterator[av.Packet]:
    """The packets of a stream, as many as frames, in the order of decoding."""
    for index, frame in enumerate(frames):
        checked_size(frame, settings.size)
        frame = frame if frame.format.name == stream.pix_fmt else frame.reformat(format=stream.pix_fmt, threads=1)
        # The picture's type would otherwise stay what it was in the file that it comes from.
        frame.pts, frame.time_base, frame.pict_type = index, 1 / settings.rate, 0
        yield from stream.encode(frame)
    yield from stream.encode(None)


def _stream(container: av.container.OutputContainer, settings: EncodeSettings) -> av.VideoStream:
    name, options, pixels = ENCODERS[settings.codec](settings)
    stream = container.add_stream(name, rate=settings.rate, options=options)
    stream.width, stream.height = settings.size
    stream.pix_fmt = pixels
    stream.time_base = stream.codec_context.time_base = 1 / settings.rate
    stream.codec_context.thread_count = 1
    if settings.codec in TAGS:
        stream.codec_context.codec_tag = TAGS[settings.codec]
    mark_bt709(stream.codec_context)
    return stream


def _h264(settings: EncodeSettings) -> tuple[str, dict[str, str], str]:
    preset, crf = H264[settings.quality]
    params = f"stitchable=1:open-gop=0:bframes=2:b-pyramid=none:keyint={_group(settings)}:threads=1{STEADY}"
    return "libx264", {"preset": preset, "crf": str(crf), "profile": "high", "x264-params": params}, "yuv420p"


def _h265(settings: EncodeSettings) -> tuple[str, dict[str, str], str]:
    preset, crf = H265[settings.quality]
    params = (f"info=0:open-gop=0:bframes=2:b-pyramid=0:keyint={_group(settings)}:pools=none:frame-threads=1:"
              f"repeat-headers=0:log-level=error")
    return "libx265", {"preset": preset, "crf": str(crf), "x265-params": params}, "yuv420p"


def _prores(settings: EncodeSettings) -> tuple[str, dict[str, str], str]:
    return "prores_ks", {"profile": PRORES[settings.quality], "vendor": "apl0"}, "yuv422p10le"


def _group(settings: EncodeSettings) -> int:
    """Frames from one key frame to the next: two seconds."""
    return max(1, round(settings.rate * 2))


ENCODERS = {"h264": _h264, "h265": _h265, "prores": _prores}
