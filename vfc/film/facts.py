"""Values that many others are made of: spans, options, a file with its facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from vfc.errors import Span
from vfc.film.keyed import outside_keys
from vfc.film.timing import Size

NOWHERE = Span("", 0, 0, 0)
Scalar = str | int | float | bool | None
Option = Scalar | tuple[Scalar, ...]
Options = tuple[tuple[str, Option], ...]  # sorted by name


def span_field() -> Span:
    return outside_keys(NOWHERE, shown=False)


class FileKind(StrEnum):
    """What a file of the film is; `data` is no media."""

    VIDEO = "video"
    STILL = "still"
    SOUND = "sound"
    DATA = "data"


# ── what a file of the film is, once it was read (made by `assets`) ────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFacts:
    """What probing a media file found; of a file that is not media, `kind` is `data`.

    `frames` counts at the file's own `rate`; `seconds` is exact, and its last frame lasts its own
    duration; `timecode` is the first frame's, as frames at the file's rate counted from
    00:00:00:00. `size` is as shown: after rotation and pixel aspect. `damage` is from which second
    on how many frames cannot be decoded. `remarks` say what will surprise in how it is shown, as
    ends of sentences that begin with its name. Only the text knows the rate of `numbered` ones.
    `depth` is the bits of a level; `alpha`: it may be transparent; `plain`: each of its packets
    gives a frame that is as films keep theirs (`vfc/media/footage/plain.py`).
    """

    kind: FileKind
    frames: int = 0
    rate: Fraction = Fraction(0)
    seconds: Fraction = Fraction(0)
    size: Size = Size(0, 0)
    timecode: int = 0
    channels: int = 0
    sample_rate: int = 0
    damage: tuple[tuple[Fraction, int], ...] = ()
    remarks: tuple[str, ...] = ()
    numbered: bool = False
    depth: int = 8
    alpha: bool = False
    plain: bool = False

    def fills(self, size: Size, rate: Fraction) -> bool:
        """Whether each packet gives a picture of a film of this size and rate."""
        return self.plain and self.size == size and self.rate == rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that the film reads: its path relative to the film's folder, its bytes' digest, its
    facts.
    """

    path: str
    digest: str
    facts: MediaFacts
    span: Span = span_field()
