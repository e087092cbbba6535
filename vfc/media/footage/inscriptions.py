"""What tools write into the files that they make: text chunks, EXIF, XMP, a container's tags.

The texts are a stranger's: they are as long as they may be, and no longer, and nothing is decoded
but they.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from PIL import Image

from vfc.errors import MediaError
from vfc.media.door import opened
from vfc.media.stills.images import still_image

LONGEST = 4_000_000  # characters of one text; ComfyUI's graphs of hundreds of nodes have fewer
MOST = 64  # texts of one file
MAKE, MODEL, DESCRIPTION = 0x010F, 0x0110, 0x010E  # of EXIF 2.32, table 4
USER_COMMENT, EXIF = 0x9286, 0x8769
CODES = {b"ASCII\0\0\0": "ascii", b"\0" * 8: "utf-8"}  # of a user comment
UNICODE = b"UNICODE\0"


def inscriptions(path: Path) -> Mapping[str, str]:
    """The texts of a picture or a film by their names, in the order of the file; none where it
    cannot be read.

    Those of a container are in small letters. EXIF's have the names `exif:make`, `exif:model`,
    `exif:description` and `exif:comment`, XMP is `xmp`.
    """
    found: dict[str, str] = {}
    with suppress(MediaError, OSError):
        for name, text in _all(path):
            if len(found) < MOST and isinstance(text, str) and 0 < len(text) <= LONGEST:
                found.setdefault(str(name), text)
    return found


def _all(path: Path) -> Iterator[tuple[str, object]]:
    try:
        with still_image(path) as image:
            texts = list(_of_picture(image))
    except MediaError:
        with opened(path) as container:
            # Matroska writes its names in capitals
            texts = [(name.lower(), text) for name, text in container.metadata.items()]
    yield from texts


def _of_picture(image: Image.Image) -> Iterator[tuple[str, object]]:
    with suppress(Exception):  # Pillow's own, of any kind, for damaged bytes
        if image.format == "PNG" and getattr(image, "text", None) is None:
            image.load()
    for name, value in image.info.items():
        if isinstance(value, str):
            yield str(name), value
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if isinstance(xmp, bytes):
        yield "xmp", xmp[: LONGEST * 4].decode("utf-8", "replace")
    elif isinstance(xmp, str):
        yield "xmp", xmp
    with suppress(Exception):
        tags = image.getexif()
        yield "exif:make", tags.get(MAKE)
        yield "exif:model", tags.get(MODEL)
        yield "exif:description", tags.get(DESCRIPTION)
        yield "exif:comment", _comment(tags.get_ifd(EXIF).get(USER_COMMENT))


def _comment(value: object) -> str:
    """A user comment, whose first eight bytes say how it is written."""
    if isinstance(value, str):
        return value
    if not isinstance(value, bytes):
        return ""
    head, rest = value[:8], value[8:]
    if head == UNICODE:
        little = rest[1:2] == b"\0" and rest[:1] != b"\0"
        return rest.decode("utf-16-le" if little else "utf-16-be", "replace").strip("\0")
    return rest.decode(CODES.get(head, "utf-8"), "replace").strip("\0")
