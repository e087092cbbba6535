"""The door of PyAV: files opened as local files alone, and its exceptions turned into MediaError in
this one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import av
import av.container
import av.error
import av.stream

from vfc.errors import MediaError, in_a_line

# Readers that open what a file names, or a device: none of them may read a film's file, whatever
# its bytes say.
REFUSED = frozenset(
    {
        "alsa",
        "avisynth",
        "concat",
        "dash",
        "fbdev",
        "gdigrab",
        "hds",
        "hls",
        "image2",
        "image2pipe",
        "imf",
        "kmsgrab",
        "lavfi",
        "mpjpeg",
        "oss",
        "rtp",
        "rtsp",
        "sap",
        "sdp",
        "sndio",
        "tty",
        "v4l2",
        "vapoursynth",
        "video4linux2",
        "vobsub",
        "webm_dash_manifest",
        "x11grab",
    }
)
READERS = ",".join(
    sorted(name for name in av.formats_available if not REFUSED & set(name.split(",")))
)
# The whitelists keep a name or a header from being taken for a protocol, and a playlist from being
# opened at all.
LOCAL = {"protocol_whitelist": "file", "format_whitelist": READERS}
# vfc's own files say all in their headers; decoding the first frames to guess at them costs 13 ms a
# file.
OWN = {
    "protocol_whitelist": "file",
    "format_whitelist": "mov,mp4,matroska,webm",
    "probesize": "32",
    "analyzeduration": "0",
}
# PyAV 19 hands `options` to the streams too, and replaces what is no UTF-8 in metadata by itself.
MERGED = int(av.__version__.partition(".")[0]) >= 19
FOREIGN: dict[str, Any] = {} if MERGED else {"metadata_errors": "replace"}
SKIP = {"skip_frame": "all"}  # while the file is opened nothing is decoded
QUICK: dict[str, Any] = (
    {"options": OWN | SKIP} if MERGED else {"options": OWN, "stream_options": [SKIP], **FOREIGN}
)
# of a segment, whose packets alone are wanted: to begin a decoder takes two thirds of the time
BARE: dict[str, Any] = {"format": "mp4", "options": OWN | {"codec_whitelist": "none"}, **FOREIGN}
# Samples a second that sound has: converters make 768,000; for the 2,000,000,000 of a damaged
# header a resampler takes seconds and gigabytes.
HERTZ = range(1000, 1_000_001)
HEAD = 512  # bytes of a file that say whether it is text
WEB_PAGE = "it is a page of the web, perhaps in place of a download"
LIST = "it is a list of other files; name the file itself"
LIKE_TEXT = "it looks like text"
KNOWN = {
    b"version https://git-lfs.github.com": "it is a pointer of Git LFS; fetch the file with git "
    "lfs pull",
    b"<!DOCTYPE html": WEB_PAGE,
    b"<html": WEB_PAGE,
    b"PK\3\4": "it is a zip archive; unpack it",
    b"#EXTM3U": LIST,
    b"[playlist]": LIST,
    b"ffconcat": LIST,
    b"%PDF-": "it is a PDF; export its picture",
}
COVER = av.stream.Disposition.attached_pic  # the picture on a record's sleeve


@contextmanager
def translated(path: Path | str) -> Iterator[None]:
    """Turn what PyAV raises into MediaError, with the file's name and never its folder."""
    try:
        yield
    except av.error.InvalidDataError as error:
        raise MediaError(f"{Path(path).name}: {_no_media(Path(path))}") from error
    except av.error.FFmpegError as error:
        raise MediaError(f"{Path(path).name}: {error.strerror or type(error).__name__}") from error
    except (ValueError, ArithmeticError, MemoryError) as error:  # of a header's numbers
        raise MediaError(f"{Path(path).name}: is damaged: {in_a_line(error)}") from error


@contextmanager
def opened(
    path: Path, *, own: bool = False, bare: bool = False
) -> Iterator[av.container.InputContainer]:
    """A media file open for reading; `own` is one that vfc wrote, opened quickly, `bare` a segment
    of which the packets alone are wanted.

    MediaError where it cannot be read. Playlists, which name other files, are refused unopened.
    """
    _check_bytes(path)
    with translated(path):
        try:
            container = av.open(f"file:{path}", **BARE) if bare else _opened(path, own)
        except av.error.ArgumentError as error:  # what the whitelist answers
            raise MediaError(f"{path.name}: {_no_media(path)}") from error
        with container:
            yield container


def _opened(path: Path, own: bool) -> av.container.InputContainer:
    if not own:
        return av.open(f"file:{path}", options=LOCAL, **FOREIGN)
    try:
        return av.open(f"file:{path}", **QUICK)
    except ValueError as error:
        if isinstance(error, av.error.FFmpegError):
            raise
        raise MediaError(f"{path.name}: is damaged, nothing is found in it") from error


@contextmanager
def created(
    path: Path, form: str, options: Mapping[str, str] | None = None
) -> Iterator[av.container.OutputContainer]:
    """A media file open for writing in a container format, with nothing in it that changes from run
    to run.
    """
    with (
        translated(path),
        av.open(
            f"file:{path}", "w", format=form, options={"fflags": "+bitexact", **(options or {})}
        ) as container,
    ):
        yield container


def picture_stream(container: av.container.InputContainer, path: Path) -> av.VideoStream:
    """The stream of pictures of a file, decoded on one thread; MediaError where it has none."""
    stream = next((each for each in container.streams.video if not each.disposition & COVER), None)
    if stream is None:
        raise MediaError(f"{path.name}: holds no pictures")
    if stream.codec_context is None:
        raise MediaError(
            f"{path.name}: nothing here decodes its pictures; convert it to H.264 or ProRes"
        )
    stream.thread_count = 1
    return stream


def sound_stream(container: av.container.InputContainer) -> av.AudioStream | None:
    """The first stream of sound that can be decoded, at a rate that sound has, where a file has
    one.
    """
    return next(
        (
            each
            for each in container.streams.audio
            if each.codec_context is not None and (not each.rate or each.rate in HERTZ)
        ),
        None,
    )


def packets_of(
    container: av.container.InputContainer, stream: av.stream.Stream
) -> Iterator[av.Packet]:
    """The packets of a stream up to the end, or up to a place that cannot be read: what came before
    it stands.
    """
    with suppress(av.error.FFmpegError, MemoryError):  # the latter for a damaged size
        yield from container.demux(stream)


def _no_media(path: Path) -> str:
    """What a file is that ffmpeg makes nothing of, as far as its first bytes tell, and what to
    do.
    """
    with suppress(OSError), open(path, "rb") as file:
        head = file.read(HEAD)
        known = next((told for begin, told in KNOWN.items() if head.startswith(begin)), "")
        if known or _is_prose(head):
            return f"is no sound or picture that ffmpeg knows: {known or LIKE_TEXT}"
    return "is damaged, or no sound or picture that ffmpeg knows: copy or export it anew"


def _is_prose(head: bytes) -> bool:
    """Whether bytes are text: no control character but those of lines."""
    return head.isascii() and not re.search(rb"[\0-\x08\x0e-\x1f\x7f]", head)


def _check_bytes(path: Path) -> None:
    try:
        with open(path, "rb") as file:
            head = file.read(1)
    except OSError as error:
        raise MediaError(f"{path.name}: {error.strerror}") from error
    if not head:
        raise MediaError(f"{path.name}: is empty")
