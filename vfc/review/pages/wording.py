"""How pages write what has a form: addresses of media, lengths, texts of films."""

from __future__ import annotations

import re
from fractions import Fraction

from vfc.review.model.values import ReviewMedia

ENDINGS = {
    "video/mp4": "mp4",
    "video/webm": "webm",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
    "application/json": "json",
}
# what no browser draws: control characters, and halves of characters, which no file can hold
UNDRAWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def media_address(media: ReviewMedia) -> str:
    """Where a page finds a file, relative to itself."""
    return f"media/{media.digest}.{ENDINGS[media.type]}"


def drawn(text: str) -> str:
    """A text of a film as a page shows it: what cannot be drawn is a sign that says so."""
    return UNDRAWN.sub("\ufffd", text)


def seconds_of(frames: int, rate: Fraction) -> float:
    """Frames as seconds, to the millisecond."""
    return round(float(frames / rate), 3)
