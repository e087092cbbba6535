"""Moving pictures that Pillow reads and ffmpeg does not (animated WebP) or by halves (animated
AVIF).

They come as whole frames, each with the time that it lasts. Numbered pictures (`frame_%04d.png`)
come one by one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy

from vfc.errors import MediaError
from vfc.film.sequence import is_sequence, members
from vfc.media.stills.images import (
    over_black,
    read_still,
    read_transparent,
    still_image,
    transparency,
)

ANIMATED = 0x02  # of the flags of WebP's VP8X chunk (RFC 9649, 2.7.1.1)
# milliseconds; frames up to the first are shown for the second, as browsers do
HURRIED, USUAL = 10, 100


def is_moving(path: Path) -> bool:
    """Whether a file is an animated WebP or AVIF by its first bytes; False where it cannot be
    opened.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(21)
    except OSError:
        return False
    if head[4:12] == b"ftypavis":
        return True
    return (
        head[:4] == b"RIFF"
        and head[8:16] == b"WEBPVP8X"
        and len(head) > 20
        and bool(head[20] & ANIMATED)
    )


def moving_pictures(path: Path, *, matte: bool = False) -> Iterator[tuple[numpy.ndarray, Fraction]]:
    """Frames `(height, width, 3)` uint8 sRGB, what is transparent black, each with its seconds; of
    a `matte` how much is seen of them, `(height, width)`.

    MediaError where the first cannot be read; a later one that cannot is the end.
    """
    with still_image(path) as image:
        for index in range(getattr(image, "n_frames", 1)):
            try:
                image.seek(index)
                picture = transparency(image) if matte else over_black(image)
            except Exception as error:  # Pillow's own, of any kind, for damaged bytes
                if not index:
                    raise MediaError(f"{path.name}: no frame of it can be decoded") from error
                return
            lasts = image.info.get("duration") or 0
            yield picture, Fraction(int(lasts) if lasts > HURRIED else USUAL, 1000)


def is_numbered(path: Path) -> bool:
    """Whether a path stands for numbered pictures, and is not a file whose name happens to hold
    such a sign.
    """
    return is_sequence(path) and not path.exists()


def numbered_pictures(
    path: Path, first: int = 0, *, matte: bool = False
) -> Iterator[tuple[int, numpy.ndarray | None]]:
    """The pictures that a name such as `frame_%04d.png` stands for, each with how far its number is
    from the lowest.

    Each is `(height, width, 3)` uint8 sRGB, None where it lacks or cannot be read; those before
    `first` are left out. Of a `matte` it is how much is seen of them, `(height, width)`. MediaError
    where all lack.
    """
    found = members(path.name, os.listdir(path.parent))
    if not found:
        raise MediaError(f"{path.name}: there are no pictures of this name")
    lowest, due = found[0][0], first
    for number, name in found:
        if number - lowest < first:
            continue
        yield from ((lacking, None) for lacking in range(due, number - lowest))
        due = number - lowest + 1
        yield due - 1, _readable(path.parent / name, matte)


def _readable(path: Path, matte: bool) -> numpy.ndarray | None:
    try:
        return read_transparent(path)[..., 3].copy() if matte else read_still(path)
    except MediaError:
        return None
