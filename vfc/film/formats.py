"""What can be delivered: by the ending of a file's name, what it is and which codecs it takes.

`vfc.media.formats` has what writes each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

Delivered = Literal["video", "srt", "otio"]
Codec = Literal["h264", "h265", "prores"]
Quality = Literal["draft", "high", "master"]
QUALITIES: tuple[Quality, ...] = get_args(Quality)


class Container(NamedTuple):
    """What a file of an ending is, and the codecs that it takes; the first is its own where the
    text names none.
    """

    kind: Delivered
    codecs: tuple[Codec, ...] = ()


# as people call them
CODECS: Mapping[Codec, str] = {"h264": "H.264", "h265": "H.265", "prores": "ProRes"}
FORMATS: Mapping[str, Container] = {
    "mp4": Container("video", ("h264", "h265")),
    "mov": Container("video", ("prores", "h264", "h265")),
    "srt": Container("srt"),
    "otio": Container("otio"),
}


def format_of(path: str) -> Container:
    """The format of a deliverable's name; KeyError of an ending that is none."""
    return FORMATS[path.rpartition(".")[2].lower()]


def endings(wanted: Codec | None = None) -> str:
    """The endings of all formats, or of those that take a codec, for people:
    `.mp4, .mov, .srt or .otio`.
    """
    found = [
        f".{ending}" for ending, each in FORMATS.items() if wanted is None or wanted in each.codecs
    ]
    return " or ".join([*([", ".join(found[:-1])] if found[:-1] else []), found[-1]])
