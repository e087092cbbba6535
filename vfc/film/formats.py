"""What can be delivered: by the ending of a file's name, what it is and which codecs it takes.

MUXERS and ENCODERS of `vfc/media/formats.py` have what writes each.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from vfc.film.timing import Size


class DeliverableKind(StrEnum):
    """What is delivered: a film file, moving pictures for a page, a still, all frames as numbered
    stills, a picture of each shot on one sheet, or on pages with what is to be known of it,
    subtitles, a timeline for other tools, the cut in the form of an editing program, or with all
    its media in one file, sound alone.
    """

    VIDEO = "video"
    PREVIEW = "preview"
    POSTER = "poster"
    FRAMES = "frames"
    CONTACT = "contact"
    STORYBOARD = "storyboard"
    SUBTITLES = "subtitles"
    HANDOVER = "handover"
    BUNDLE = "bundle"
    SOUND = "sound"


class ContainerKind(StrEnum):
    """The container of a film file, by the ending of its name."""

    MP4 = "mp4"
    MOV = "mov"
    MKV = "mkv"
    WEBM = "webm"


class SubtitleKind(StrEnum):
    """What a file of subtitles is, by the ending of its name: SubRip, WebVTT, Advanced SubStation
    Alpha, and IMSC, the TTML of W3C.
    """

    SRT = "srt"
    VTT = "vtt"
    ASS = "ass"
    TTML = "ttml"


class Codec(StrEnum):
    """How pictures are encoded."""

    H264 = "h264"
    H265 = "h265"
    AV1 = "av1"
    VP9 = "vp9"
    PRORES = "prores"
    DNXHR = "dnxhr"
    FFV1 = "ffv1"


class StillKind(StrEnum):
    """What a still shows: one frame of the film, or a picture of each shot."""

    FRAME = "frame"
    CONTACT = "contact"


class EditCodec(StrEnum):
    """How the media that editing programs open are encoded: each picture by itself, in a .mov."""

    PRORES = "prores"
    DNXHR = "dnxhr"
    H264 = "h264"


class Quality(StrEnum):
    """How finely pictures are encoded."""

    DRAFT = "draft"
    HIGH = "high"
    MASTER = "master"


class FileFormat(NamedTuple):
    """What a file of an ending is, and the codecs that it takes; the first is its own where the
    text names none.
    """

    kind: DeliverableKind
    codecs: tuple[Codec, ...] = ()


# as people call them
CODEC_NAMES: Mapping[Codec, str] = {
    Codec.H264: "H.264",
    Codec.H265: "H.265",
    Codec.AV1: "AV1",
    Codec.VP9: "VP9",
    Codec.PRORES: "ProRes",
    Codec.DNXHR: "DNxHR",
    Codec.FFV1: "FFV1",
}
# the bits that a codec takes; the first are its own where the text says none
DEPTHS: Mapping[Codec, tuple[int, ...]] = {
    Codec.H264: (8,),
    Codec.H265: (8, 10),
    Codec.AV1: (8, 10),
    Codec.VP9: (8,),
    Codec.PRORES: (10,),
    Codec.DNXHR: (8, 10),
    Codec.FFV1: (8, 10),
}
LOSSLESS = frozenset({Codec.FFV1})  # which a quality says nothing of
FORMATS: Mapping[str, FileFormat] = {
    ContainerKind.MP4: FileFormat(
        DeliverableKind.VIDEO, (Codec.H264, Codec.H265, Codec.AV1, Codec.VP9)
    ),
    ContainerKind.MOV: FileFormat(
        DeliverableKind.VIDEO, (Codec.PRORES, Codec.H264, Codec.H265, Codec.DNXHR)
    ),
    ContainerKind.MKV: FileFormat(
        DeliverableKind.VIDEO,
        (Codec.H264, Codec.H265, Codec.PRORES, Codec.AV1, Codec.VP9, Codec.FFV1),
    ),
    ContainerKind.WEBM: FileFormat(DeliverableKind.VIDEO, (Codec.VP9, Codec.AV1)),
    "gif": FileFormat(DeliverableKind.PREVIEW),
    "webp": FileFormat(DeliverableKind.PREVIEW),
    "png": FileFormat(DeliverableKind.POSTER),
    "jpg": FileFormat(DeliverableKind.POSTER),
    "pdf": FileFormat(DeliverableKind.STORYBOARD),
    **{kind: FileFormat(DeliverableKind.SUBTITLES) for kind in SubtitleKind},
    "otio": FileFormat(DeliverableKind.HANDOVER),
    "otioz": FileFormat(DeliverableKind.BUNDLE),
    "edl": FileFormat(DeliverableKind.HANDOVER),
    "xml": FileFormat(DeliverableKind.HANDOVER),
    "fcpxml": FileFormat(DeliverableKind.HANDOVER),
    "aaf": FileFormat(DeliverableKind.HANDOVER),
    "wav": FileFormat(DeliverableKind.SOUND),
}


def ending_of(path: str) -> str:
    """The ending of a file's name, as FORMATS has it."""
    return path.rpartition(".")[2].lower()


def is_linking(path: str) -> bool:
    """Whether a deliverable is a text that links to media beside it."""
    form = FORMATS.get(ending_of(path))
    return form is not None and form.kind is DeliverableKind.HANDOVER


def smallest(codec: Codec) -> Size:
    """The smallest picture that a codec takes; of DNxHR that of SMPTE ST 2019-1."""
    return Size(256, 120) if codec is Codec.DNXHR else Size(2, 2)


def endings(wanted: Codec | None = None) -> str:
    """The endings of all formats, or of those that take a codec, for people:
    `.mp4, .mov, .srt or .otio`.
    """
    found = [
        f".{ending}" for ending, each in FORMATS.items() if wanted is None or wanted in each.codecs
    ]
    return " or ".join([*([", ".join(found[:-1])] if found[:-1] else []), found[-1]])
