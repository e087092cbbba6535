"""Pictures of a film file fitted into the room that it may take: one constant rate factor for the
whole film, the finest by which it fits.

Each segment is encoded at the factors that are tried, and what comes of it is kept: a film that has
changed a little tries the same ones, and encodes what changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import file_digest
from pathlib import Path

from vfc.actions.context import StepContext
from vfc.errors import StepError
from vfc.film.datarate import FACTORS, HALVES, bytes_text
from vfc.film.formats import CODEC_NAMES
from vfc.media.builds import picture_build
from vfc.media.formats import factor_of
from vfc.media.frames import read_frames
from vfc.media.video.encode import EncodeSettings, encode_segment
from vfc.media.video.samples import read_segment
from vfc.recipes.params import VideoParams

VERSION = 1  # of what is kept
STRIDE = 6  # factors by which the search goes on until it has passed the finest that fits
FULL = 0.92  # of the room; where less is taken, half a factor more is tried
COARSE = 10  # factors beyond the quality's own, from which on the maker of the film hears of it

Segments = Sequence[tuple[Path, int]]  # each with its frames
# writes the film's file of segments that are encoded, and says how large it is
Join = Callable[[Segments], int]


def search(fits: Callable[[int], bool], start: int, least: int, most: int) -> int | None:
    """The finest factor from `least` to `most` that fits, as far as each coarser one does too; None
    where none does. Strides are counted from `start`, whatever the film, so that one that changed a
    little asks for the same factors.
    """
    found, over = (start, None) if fits(start) else (None, start)
    while found is not None and over is None:
        probe = max(least, found - STRIDE)
        if found == least:
            return found
        found, over = (probe, None) if fits(probe) else (found, probe)
    while found is None and over is not None:
        if over == most:
            return None
        probe = min(most, over + STRIDE)
        found, over = (probe, over) if fits(probe) else (None, probe)
    while found is not None and over is not None and found - over > 1:
        middle = (found + over) // 2
        found, over = (middle, over) if fits(middle) else (found, middle)
    return found


@dataclass(slots=True, kw_only=True)
class Fitting:
    """One film file while it is fitted into its room, of `lossless` segments; `join` writes it."""

    name: str
    params: VideoParams
    settings: EncodeSettings
    lossless: Segments
    sound: int  # bytes of the sound's file
    context: StepContext
    join: Join

    def fitted(self) -> Segments:
        """The segments as finely as they fit; StepError where they do not at the coarsest."""
        rate, codec = self.params.data_rate, self.params.codec
        factors = FACTORS[codec]
        start = rate.factor or factor_of(codec, self.params.quality)
        least = factors[0] if rate.bits and not rate.factor else start
        taken = cache(self.taken)
        found = search(lambda factor: taken(factor) <= 1, start, least, factors[-1])
        if found is None:
            raise StepError(self._too_large())
        factor: float = found
        if codec in HALVES and found > least and taken(found) < FULL and taken(found - 0.5) <= 1:
            factor = found - 0.5
        self._tell(factor, start)
        return self.encoded(factor)

    def taken(self, factor: float) -> float:
        """How much of the room a film of a factor takes, as a part of it; endless as soon as it is
        seen to pass it.
        """
        room, found, count = self._room(), 0, 0
        segments: list[tuple[Path, int]] = []
        for number, (path, frames) in enumerate(self.lossless):
            self.context.progress(number, len(self.lossless))
            segments.append((self._piece(path, frames, factor), frames))
            with read_segment(segments[-1][0], self.settings.rate) as segment:
                found += segment.payload
            count += frames
            if found > room:
                return float("inf")
        rate = self.params.data_rate
        parts = [found / room]
        if rate.bytes:
            parts.append(self.join(segments) / rate.bytes)
        return max(parts)

    def encoded(self, factor: float) -> Segments:
        """All segments at a factor."""
        return [(self._piece(path, count, factor), count) for path, count in self.lossless]

    def _room(self) -> float:
        """Bytes that the pictures may take."""
        rate = self.params.data_rate
        seconds = self.params.frames / self.settings.rate
        rooms = [float(rate.bits * seconds / 8)] if rate.bits else []
        rooms += [max(1.0, rate.bytes - self.sound)] if rate.bytes else []
        return min(rooms)

    def _piece(self, path: Path, frames: int, factor: float) -> Path:
        """A segment at a factor."""
        settings = replace(self.settings, factor=factor)
        facts = {
            "pictures": "fitted",
            "version": VERSION,
            "build": picture_build(),
            "of": _digest(path),
            "codec": settings.codec,
            "quality": settings.quality,
            "depth": settings.depth,
            "rate": str(settings.rate),
            "size": settings.size,
            "factor": factor,
        }
        make = partial(_encode, path, settings, frames)
        return self.context.piece(json.dumps(facts, sort_keys=True), make)

    def _tell(self, factor: float, start: int) -> None:
        self.context.environment["crf"] = f"{factor:g}"
        if factor - start >= COARSE:
            rate = self.params.data_rate
            room = f"max_size: {bytes_text(rate.bytes)}" if rate.bytes else "its bitrate"
            self.context.notes.append(
                f"it is encoded at crf {factor:g} to keep {room}, where its quality has {start}; "
                f"a smaller size of the picture would look better"
            )

    def _too_large(self) -> str:
        rate, codec = self.params.data_rate, self.params.codec
        coarsest = FACTORS[codec][-1]
        if rate.bytes and rate.bytes <= self.sound:
            why = f"its sound alone has {bytes_text(self.sound)}"
        else:
            why = f"{CODEC_NAMES[codec]} makes it larger at its coarsest (crf {coarsest})"
        what = f"max_size: {bytes_text(rate.bytes)}" if rate.bytes else f"bitrate: {rate.bits}"
        return f"cannot keep {what}: {why}; write a smaller size of the picture, or more room"


def _encode(path: Path, settings: EncodeSettings, frames: int, out: Path) -> None:
    encode_segment(out, read_frames(path, 0, frames), settings, frames)


@cache
def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
