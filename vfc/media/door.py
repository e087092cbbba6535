"""The door of PyAV: files opened as local files alone, and its exceptions turned into MediaError in this one place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from vfc.errors import MediaError

PLAYLISTS = (b"#EXTM3U", b"ffconcat", b"<?xml", b"[playlist]")
REFUSED = {"hls", "concat", "dash", "applehttp", "image2", "webm_dash_manifest", "imf", "sdp", "rtsp", "lavfi"}


@contextmanager
def translated(path: Path | str) -> Iterator[None]:
    """Turn what PyAV raises into MediaError, with the file's name and never its folder."""
    name = Path(path).name
    try:
        yield
    except av.error.FFmpegError as error:
        raise MediaError(f"{name}: {error.strerror or type(error).__name__}") from error
    except (EOFError, IndexError, UnicodeDecodeError) as error:
        raise MediaError(f"{name}: is damaged or cut short") from error


@contextmanager
def opened(path: Path) -> Iterator[av.container.InputContainer]:
    """A media file open for reading; MediaError where it cannot be. Playlists, which name other files, are refused."""
    with translated(path):
        _refuse_playlist(path)
        # `file:` and the whitelist keep a name or a header from being taken for a protocol.
        container = av.open(f"file:{path}", options={"protocol_whitelist": "file"})
        try:
            if REFUSED & set(container.format.name.split(",")):
                raise MediaError(f"{path.name}: is a list of other files, not media")
            yield container
        finally:
            container.close()


def _refuse_playlist(path: Path) -> None:
    try:
        with open(path, "rb") as file:
            head = file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")
    except OSError as error:
        raise MediaError(f"{path.name}: {error.strerror}") from error
    if not head:
        raise MediaError(f"{path.name}: is empty")
    if head.startswith(PLAYLISTS):
        raise MediaError(f"{path.name}: is a list of other files, not media")
