"""A clip of an edit as a shot: which part of its file, at which speed, and what stands in its place
where the file is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from vfc.edit.incoming.cutlist import IncomingClip, IncomingFile
from vfc.film.courses import Between, Easing, Retiming, SeenFrames
from vfc.film.facts import FileKind, MediaFacts
from vfc.film.timing import ceiling, nearest, smpte_timecode
from vfc.imports.edits.ramps import decimal_of, ramp_of
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
    """A clip as a shot's words, and what its entry in the cut says of how it `plays`. `frames` are
    the film frames that it fills, `tail` those that it can run on after them.
    """

    words: Mapping[str, Written]
    frames: int
    plays: Mapping[str, Written] = field(default_factory=dict[str, Written])
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
    start = _start(clip, media.facts, rate)
    if clip.speed == 0:
        return _frozen(clip, tail, media, start, why, rate, number)
    playing, remarks = _playing(clip, clip.range_in_film.frames + tail)
    return _played(clip, tail, media.facts, media.target, start, playing, remarks, rate, number)


def _frozen(
    clip: IncomingClip,
    tail: int,
    media: EditMedia,
    start: Fraction,
    why: str,
    rate: Fraction,
    number: int,
) -> ClipAsShot:
    """A frame of a file that stands still."""
    has = ceiling((media.facts.seconds * rate) - start)
    if start < 0 or has + HELD < 1:
        return _offline(clip, tail, _too_short(start, 1, has), rate, number)
    stem = media.target.rpartition("/")[2].rpartition(".")[0]
    freeze = Freeze(media.target, start / rate, f"media/frames/{stem}-{number}.png")
    return _still(clip, tail, freeze.target, freeze)


def _played(
    clip: IncomingClip,
    tail: int,
    facts: MediaFacts,
    target: str,
    start: Fraction,
    playing: Playing,
    remarks: tuple[str, ...],
    rate: Fraction,
    number: int,
) -> ClipAsShot:
    """A part of a file, as it plays."""
    frames, seen = clip.range_in_film.frames, playing.seen
    needs = max(1, ceiling(seen.passed(frames)))
    if playing.back:
        start -= needs - 1
    has = ceiling((facts.seconds * rate) - start)
    if start < 0 or needs > has + HELD:
        return _offline(clip, tail, _too_short(start, needs, has), rate, number)
    wanted = max(0, ceiling(seen.passed(frames + tail)) - needs)
    head = min(wanted, start.__floor__()) if playing.back else 0
    left = head if playing.back else max(0, has - needs)
    words: dict[str, Written] = {"footage": target}
    if start - head:
        words["in"] = time_words(start - head, rate)
    words["length"] = f"{head + needs}f"
    if not playing.back and min(wanted, left) > HANDLES:
        words["handles"] = f"{min(wanted, left)}f"
    reach = seen.reach(needs + (head if playing.back else min(left, max(HANDLES, wanted))))
    plays = dict(playing.words)
    if head:
        plays["in"] = f"{head}f"
    if plays:
        plays["length"] = f"{frames}f"
    lasts = tail if reach is None else max(0, reach - frames)
    return ClipAsShot(words=words, frames=frames, plays=plays, tail=lasts, remarks=remarks)


def _too_short(start: Fraction, needs: int, has: int) -> str:
    first = f"{float(start):g}".rstrip("0").rstrip(".") if start % 1 else str(start)
    return f"the edit shows {needs} frames from its frame {first} on, and it has {max(0, has)}"


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


class Playing(NamedTuple):
    """How a clip plays: the frames of its file that are gone at each film frame, whether backwards,
    and the words of its entry for that.
    """

    seen: SeenFrames
    back: bool = False
    words: Mapping[str, Written] = MappingProxyType({})


def _playing(clip: IncomingClip, frames: int) -> tuple[Playing, tuple[str, ...]]:
    """How a shot plays as a clip does for so many film frames, and what of that is not in it."""
    name = f"'{cleaned(clip.name, 100)}'"
    remarks: tuple[str, ...] = ()
    ramp = ramp_of(clip.ramp, frames) if clip.ramp else None
    if ramp is not None:
        retiming, seen = ramp.retiming, ramp.seen
        words = _speed_words(retiming)
        back = retiming.reverse
    else:
        if clip.speed is None or clip.ramp:
            remarks = (f"{name} changes its speed; it plays at its own, from its start on",)
        speed = abs(clip.speed or Fraction(1)) if not clip.ramp else Fraction(1)
        fit = decimal_of(min(FASTEST, max(SLOWEST, speed)))
        if not SLOWEST <= speed <= FASTEST:
            remarks += (f"{name} plays at speed {float(speed):g}; here at {float(fit):g}",)
        seen, back = SeenFrames(start=Fraction(0), speed=fit), (clip.speed or 1) < 0
        words = {"speed": number_words(fit)} if fit != 1 else {}
    if back:
        words["reverse"] = True
    if clip.between in (Between.MIX, Between.FLOW) and any(
        seen.passed(at).denominator != 1 for at in range(clip.range_in_film.frames)
    ):
        words["between"] = str(clip.between)
    return Playing(seen, back, words), remarks


def _speed_words(retiming: Retiming) -> dict[str, Written]:
    """Stops of speed as the language says them; one alone is a number."""
    stops = retiming.stops
    if len(stops) == 1:
        return {"speed": number_words(stops[0].speed)} if stops[0].speed != 1 else {}
    words: dict[str, Written] = {
        "speed": {_time(each.at): number_words(each.speed) for each in stops}
    }
    return words if retiming.ease is Easing.LINEAR else words | {"ease": str(retiming.ease)}


def _time(frames: Fraction) -> str:
    return f"{frames}f"


def number_words(value: Fraction) -> Written:
    """A speed as the language has it."""
    return int(value) if value.denominator == 1 else float(decimal_of(value))


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
