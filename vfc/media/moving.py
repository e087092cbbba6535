"""Moving pictures that Pillow reads and ffmpeg does not (animated WebP) or by halves (animated AVIF).

They come as whole frames, each with the time that it lasts.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy

from vfc.errors import MediaError
from vfc.media.images import over_black, still_image

ANIMATED = 0x02  # of the flags of WebP's VP8X chunk (RFC 9649, 2.7.1.1)
HURRIED, USUAL = 10, 100  # milliseconds; frames up to the first are shown for the second, as browsers do


def is_moving(path: Path) -> bool:
    """Whether a file is an animated WebP or AVIF by its first bytes; False where it cannot be opened."""
    try:
        with open(path, "rb") as file:
            head = file.read(21)
    except OSError:
        return False
    if head[4:12] == b"ftypavis":
        return True
    return head[:4] == b"RIFF" and head[8:16] == b"WEBPVP8X" and len(head) > 20 and bool(head[20] & ANIMATED)


def moving_pictures(path: Path) -> Iterator[tuple[numpy.ndarray, Fraction]]:
    """Frames `(height, width, 3)` uint8 sRGB, what is transparent black, each with its seconds.

    MediaError where the first cannot be read; a later one that cannot is the end.
    """
    with still_image(path) as image:
        for index in range(getattr(image, "n_frames", 1)):
            try:
                image.seek(index)
                picture = over_black(image)
            except Exception as error:  # Pillow's own, of any kind, for damaged bytes
                if not index:
                    raise MediaError(f"{path.name}: no frame of it can be decoded") from error
                return
            lasts = image.info.get("duration") or 0
            yield picture, Fraction(int(lasts) if lasts > HURRIED else USUAL, 1000)
