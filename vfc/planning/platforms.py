"""What a platform does not take of a film that is planned: its length."""

from __future__ import annotations

from fractions import Fraction

from vfc.errors import Mistake, TextError
from vfc.film.datarate import FileLimits
from vfc.film.model import Deliverable
from vfc.film.platforms import platforms


def check_length(wanted: Deliverable, seconds: Fraction) -> None:
    """TextError where a film file is longer or shorter than its platform takes."""
    platform = platforms().get(wanted.platform)
    if platform is None or platform.seconds[0] <= seconds <= platform.seconds[1]:
        return
    least, most = platform.seconds
    message = (
        f"'{wanted.path}' lasts {float(seconds):.1f} s, and {platform.called} takes {least:g} to "
        f"{most:g} s"
    )
    hint = "deliver another of the cuts: cut: teaser"
    raise TextError([Mistake(span=wanted.span, message=message, hint=hint)])


def limits_of(wanted: Deliverable) -> FileLimits | None:
    """How large a film file may be for its platform; None where it says nothing of that."""
    platform = platforms().get(wanted.platform)
    if platform is None or not (platform.bytes or platform.bits):
        return None
    return FileLimits(platform=platform.called, bytes=platform.bytes, bits=platform.bits)
