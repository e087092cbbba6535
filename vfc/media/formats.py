"""How each codec and each container is written: the one table of ffmpeg's names for them.

FORMATS of `vfc/film/formats.py` says which container takes which codec.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import cv2

from vfc.errors import MediaError
from vfc.film.formats import Codec, ContainerKind, EditCodec, Quality

# Preset and constant rate factor. A quality is one likeness in all of these: over the gallery at
# 720p an SSIM of luma of .80, .92 and .98 with grain, .95, .97 and .98 without
# (tests/bench/codecs.py).
H264 = {
    Quality.DRAFT: ("superfast", 27),
    Quality.HIGH: ("veryfast", 18),
    Quality.MASTER: ("slow", 12),
}
H265 = {
    Quality.DRAFT: ("ultrafast", 20),
    Quality.HIGH: ("fast", 18),
    Quality.MASTER: ("medium", 10),
}
AV1 = {Quality.DRAFT: ("11", 27), Quality.HIGH: ("9", 15), Quality.MASTER: ("7", 6)}
VP9 = {
    Quality.DRAFT: ("realtime", "8", 41),
    Quality.HIGH: ("good", "5", 26),
    Quality.MASTER: ("good", "4", 12),
}
DNXHR = {Quality.DRAFT: "dnxhr_lb", Quality.HIGH: "dnxhr_sq", Quality.MASTER: "dnxhr_hq"}
PRORES = {Quality.DRAFT: "0", Quality.HIGH: "2", Quality.MASTER: "3"}  # proxy, standard, HQ
AVX_512 = 13  # of cvdef.h, which Python's cv2 does not name
# By AVX-512 the lookahead of x264 reads memory that nobody wrote: the same pictures become other
# bytes from run to run.
STEADY = ":asm=AVX2" if cv2.checkHardwareSupport(AVX_512) else ""


def _h264(quality: Quality, group: int) -> dict[str, str]:
    preset, crf = H264[quality]
    params = f"stitchable=1:open-gop=0:bframes=2:b-pyramid=none:keyint={group}:threads=1{STEADY}"
    return {"preset": preset, "crf": str(crf), "profile": "high", "x264-params": params}


def _h265(quality: Quality, group: int) -> dict[str, str]:
    preset, crf = H265[quality]
    params = (
        f"info=0:open-gop=0:bframes=2:b-pyramid=0:keyint={group}:pools=none:frame-threads=1:"
        f"repeat-headers=0:log-level=error"
    )
    return {"preset": preset, "crf": str(crf), "x265-params": params}


def _av1(quality: Quality, group: int) -> dict[str, str]:
    """Closed groups (irefresh-type 2), one thread (lp 1), nothing of the pictures in the header."""
    preset, crf = AV1[quality]
    params = f"keyint={group}:irefresh-type=2:lp=1:scd=0"
    return {"preset": preset, "crf": str(crf), "svtav1-params": params}


def _vp9(quality: Quality, group: int) -> dict[str, str]:
    deadline, speed, crf = VP9[quality]
    rate = {"crf": str(crf), "b": "0", "g": str(group)}
    return {"deadline": deadline, "cpu-used": speed, "row-mt": "0"} | rate


def _dnxhr(quality: Quality, group: int) -> dict[str, str]:
    return {"profile": DNXHR[quality]}


def _dnxhr_hqx(quality: Quality, group: int) -> dict[str, str]:
    """The one profile of ten bits in 4:2:2 (SMPTE ST 2019-1)."""
    return {"profile": "dnxhr_hqx"}


def _ffv1(quality: Quality, group: int) -> dict[str, str]:
    """Version 3, every frame by itself, with a checksum a slice (RFC 9043)."""
    return {"level": "3", "g": "1", "slices": "4", "slicecrc": "1", "context": "0"}


def _prores(quality: Quality, group: int) -> dict[str, str]:
    return {"profile": PRORES[quality], "vendor": "apl0"}


def _quicktime(pictures: int, film: int) -> dict[str, str]:
    """The index stands before the media; edit lists count in the ticks of the film."""
    return {
        "movflags": "+faststart",
        "video_track_timescale": str(pictures),
        "movie_timescale": str(film),
        "write_tmcd": "1",  # of an .mp4 too, where there is a timecode
    }


def _matroska(pictures: int, film: int) -> dict[str, str]:
    """Packets that prime the sound's decoder stay before 0, where the pictures begin."""
    return {"avoid_negative_ts": "disabled"}


def _webm(pictures: int, film: int) -> dict[str, str]:
    """As Matroska, with the index before the media, for pages that play while they load."""
    return _matroska(pictures, film) | {"cues_to_front": "1"}


class Encoder(NamedTuple):
    """A codec: its encoder, the name of what it makes, its pixels, its options by quality and by
    frames from one key frame to the next, the ending of the files that its segments lie in, and the
    tag in their headers ('' for ffmpeg's own).

    `delay`: frames by which decoding runs ahead of showing, one where B-frames are used without a
    pyramid. `tagged`: its tag in a segment is the one that every container has for it.
    """

    encoder: str
    name: str
    pixels: str
    options: Callable[[Quality, int], dict[str, str]]
    segments: ContainerKind = ContainerKind.MP4
    tag: str = ""
    delay: int = 1
    tagged: bool = True

    @property
    def depth(self) -> int:
        """The bits of a level."""
        return 10 if self.pixels.endswith("10le") else 8


class Muxer(NamedTuple):
    """What writes a container: ffmpeg's name for it, its options by the ticks a second of pictures
    and of the film, and the seconds between two ticks of its own clock (0 of one that keeps the
    ticks of its options). `text` is how it holds subtitles.
    """

    name: str
    options: Callable[[int, int], dict[str, str]]
    clock: Fraction = Fraction(0)
    text: str = "mov_text"


ENCODERS: Mapping[Codec, Encoder] = {
    Codec.H264: Encoder("libx264", "h264", "yuv420p", _h264),
    # Parameter sets stand in the header alone, as Apple's players ask.
    Codec.H265: Encoder("libx265", "hevc", "yuv420p", _h265, tag="hvc1"),
    Codec.AV1: Encoder("libsvtav1", "av1", "yuv420p", _av1, delay=0, tagged=False),
    Codec.VP9: Encoder("libvpx-vp9", "vp9", "yuv420p", _vp9, delay=0, tagged=False),
    Codec.DNXHR: Encoder("dnxhd", "dnxhd", "yuv422p", _dnxhr, segments=ContainerKind.MOV, delay=0),
    Codec.FFV1: Encoder("ffv1", "ffv1", "yuv420p", _ffv1, segments=ContainerKind.MKV, delay=0),
    Codec.PRORES: Encoder(
        "prores_ks", "prores", "yuv422p10le", _prores, segments=ContainerKind.MOV, delay=0
    ),
}
# those that take ten bits beside 8
DEEP: Mapping[Codec, Encoder] = {
    codec: ENCODERS[codec]._replace(pixels=pixels, options=options)
    for codec, pixels, options in (
        (Codec.H265, "yuv420p10le", _h265),
        (Codec.AV1, "yuv420p10le", _av1),
        (Codec.DNXHR, "yuv422p10le", _dnxhr_hqx),
        (Codec.FFV1, "yuv420p10le", _ffv1),
    )
}
EDIT_ENCODERS: Mapping[EditCodec, tuple[str, str, dict[str, str]]] = {  # each picture by itself
    EditCodec.PRORES: ("prores_ks", "yuv422p10le", {"profile": "2", "vendor": "apl0"}),
    EditCodec.DNXHR: ("dnxhd", "yuv422p", {"profile": "dnxhr_hq"}),
    EditCodec.H264: (
        "libx264",
        "yuv420p",
        {
            "preset": "veryfast",
            "crf": "14",
            "profile": "high",
            "x264-params": f"keyint=1:threads=1{STEADY}",
        },
    ),
}
MUXERS: Mapping[str, Muxer] = {
    ContainerKind.MP4: Muxer("mp4", _quicktime),
    ContainerKind.MOV: Muxer("mov", _quicktime),
    ContainerKind.MKV: Muxer("matroska", _matroska, clock=Fraction(1, 1000), text="subrip"),
    ContainerKind.WEBM: Muxer("webm", _webm, clock=Fraction(1, 1000), text="webvtt"),
}


def encoder_of(codec: Codec, depth: int = 0) -> Encoder:
    """What encodes a codec, in so many bits; 0: in its own."""
    return DEEP.get(codec, ENCODERS[codec]) if depth > 8 else ENCODERS[codec]


def factor_of(codec: Codec, quality: Quality) -> int:
    """The constant rate factor of a quality; MediaError for a codec that has none."""
    found = ENCODERS[codec].options(quality, 1).get("crf")
    if found is None:
        raise MediaError(f"{codec} has no constant rate factor")
    return int(found)


def muxer_of(path: Path) -> Muxer:
    """What writes the container that the ending of a file's name is; MediaError where nothing
    does.
    """
    muxer = MUXERS.get(path.suffix.removeprefix("."))
    if muxer is None:
        known = ", ".join(f".{ending}" for ending in MUXERS)
        raise MediaError(f"{path.name}: nothing here writes {path.suffix}; there is {known}")
    return muxer


def key_frames(rate: Fraction) -> int:
    """Frames from one key frame to the next: two seconds."""
    return max(1, round(rate * 2))
