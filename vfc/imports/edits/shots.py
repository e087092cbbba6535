"""A clip of an edit as a shot: which part of its file, at which speed, and what stands in its place
where the file is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from vfc.edit.incoming.cutlist import IncomingClip, IncomingFile
from vfc.film.facts import FileKind, MediaFacts
from vfc.film.timing import ceiling, nearest, smpte_timecode
from vfc.imports.making import cleaned
from vfc.language.yaml.write import Written

SLOWEST, FASTEST = Fraction(1, 20), Fraction(20)
HELD = 2  # frames that a file may lack at its end
HANDLES = 12  # frames that a shot has after its length, if nothing is said


class EditMedia(NamedTuple):
    """A file of an edit: where it lies in the film's folder, what it is, and what it is called
    there.
    """

    target: str
    facts: MediaFacts


class Freeze(NamedTuple):
    """A frame that stands still: the file, the second in it, and the picture's own place."""

    of: str
    second: Fraction
    target: str


class Offline(NamedTuple):
    """A card in the place of media: its place in the film, and the lines on it."""

    target: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipAsShot:
    """A clip as a shot's words. `frames` are the film frames that it can fill at `speed`, `tail`
    those that it can run on after them.
    """

    words: Mapping[str, Written]
    frames: int
    speed: Fraction = Fraction(1)
    tail: int = HANDLES
    freeze: Freeze | None = None
    offline: Offline | None = None
    remarks: tuple[str, ...] = ()


def shot_of(
    clip: IncomingClip, tail: int, media: EditMedia | None, why: str, rate: Fraction, number: int
) -> ClipAsShot:
    """The shot of a clip that runs on for `tail` frames; `why` says what is wrong with its media,
    where it has none, and `number` tells its pictures from others'.
    """
    if media is None:
        return _offline(clip, tail, why, rate, number)
    if media.facts.kind is FileKind.STILL:
        return _still(clip, tail, media.target)
    speed, remarks = _speed(clip)
    frames = clip.range_in_film.frames
    start = _start(clip, media.facts, rate)
    if clip.speed is not None and clip.speed < 0:
        start -= frames * speed - 1
    has = ceiling((media.facts.seconds * rate) - start)
    needs = ceiling(frames * speed)
    if clip.speed == 0:
        needs = 1
    if start < 0 or needs > has + HELD:
        first = f"{float(start):g}".rstrip("0").rstrip(".") if start % 1 else str(start)
        why = f"the edit shows {needs} frames from its frame {first} on, and it has {max(0, has)}"
        return _offline(clip, tail, why, rate, number)
    if clip.speed == 0:
        stem = media.target.rpartition("/")[2].rpartition(".")[0]
        freeze = Freeze(media.target, start / rate, f"media/frames/{stem}-{number}.png")
        return _still(clip, tail, freeze.target, freeze)
    words: dict[str, Written] = {"footage": media.target}
    if start:
        words["in"] = time_words(start, rate)
    words["length"] = f"{needs}f"
    left = max(0, has - needs)
    wanted = ceiling((frames + tail) * speed) - needs
    if min(wanted, left) > HANDLES:
        words["handles"] = f"{min(wanted, left)}f"
    tail = ceiling((needs + min(left, max(HANDLES, wanted))) / speed) - frames
    return ClipAsShot(words=words, frames=frames, speed=speed, tail=tail, remarks=remarks)


def time_words(frames: Fraction | int, rate: Fraction) -> str:
    """A time as the language writes it: frames where it falls on one, else exact seconds."""
    exact = Fraction(frames)
    if exact.denominator == 1:
        return f"{exact}f"
    seconds = exact / rate
    return f"{seconds.numerator}/{seconds.denominator}s"


def _start(clip: IncomingClip, facts: MediaFacts, rate: Fraction) -> Fraction:
    """The frame of the film's rate, counted from the file's first, at a clip's first."""
    inside = clip.start_in_file
    own = facts.timecode * rate / facts.rate if facts.rate else Fraction(0)
    said = clip.file is not None and clip.file.first is not None
    if not said and inside >= own:
        inside -= own
    return inside


def _speed(clip: IncomingClip) -> tuple[Fraction, tuple[str, ...]]:
    """A speed that a shot can have, and what of the clip's is not in it."""
    name = f"'{cleaned(clip.name, 100)}'"
    if clip.speed is None:
        return Fraction(1), (f"{name} changes its speed; it plays at its own, from its start on",)
    speed = abs(clip.speed) or Fraction(1)
    fit = min(FASTEST, max(SLOWEST, speed))
    remarks = (f"{name} plays backwards; its frames are those, forwards",) if clip.speed < 0 else ()
    if fit != speed:
        remarks += (f"{name} plays at speed {float(speed):g}; here at {float(fit):g}",)
    return fit, remarks


def _still(clip: IncomingClip, tail: int, target: str, freeze: Freeze | None = None) -> ClipAsShot:
    frames = clip.range_in_film.frames
    words: dict[str, Written] = {"still": target, "length": f"{frames}f"}
    if tail > HANDLES:
        words["handles"] = f"{tail}f"
    return ClipAsShot(words=words, frames=frames, tail=max(HANDLES, tail), freeze=freeze)


def _offline(clip: IncomingClip, tail: int, why: str, rate: Fraction, number: int) -> ClipAsShot:
    """A card that names the media in its place."""
    file = clip.file or IncomingFile()
    name = cleaned(file.spoken, 120)
    begin, stop = nearest(clip.begin), nearest(clip.begin + clip.range_in_film.frames)
    codes = f"{smpte_timecode(max(0, begin), rate)} – {smpte_timecode(max(0, stop), rate)}"
    target = f"media/offline/{number}.png"
    found = _still(clip, tail, target)
    start = clip.start_in_file
    begins = f", in: {time_words(start, rate)}" if start > 0 else ""
    note = f"offline media: {name}: {why}; then 'footage: …{begins}' instead of 'still'"
    return ClipAsShot(
        words={**found.words, "note": note},
        frames=found.frames,
        tail=found.tail,
        offline=Offline(target, ("OFFLINE MEDIA", name, codes)),
    )
