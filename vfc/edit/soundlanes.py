"""The sounds of a cut as other tools hold them: each with its file, on tracks of their kind, in
lanes without overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple, TypeVar

from vfc.edit.assembly import Assembly
from vfc.edit.soundplan import SoundPart, sound_plan
from vfc.film.cut import Track
from vfc.film.model import Asset, Film, Footage
from vfc.film.timing import FrameRange, nearest

Item = TypeVar("Item")

TRACKS: Mapping[Track | None, str] = {  # None: of the shots' own sound
    None: "Dialogue",
    Track.MUSIC: "Music",
    Track.AMBIENCE: "Ambience",
    Track.SFX: "Effects",
    Track.DIALOGUE: "Voice-over",
}
MOST_REPEATS = 1000  # a sound that repeats more often than this stands once, as long as it is heard


class Heard(NamedTuple):
    """A sound with the file that it comes from, and the second of that at which it begins."""

    part: SoundPart
    file: Asset
    start: Fraction

    @property
    def first(self) -> Fraction:
        """The second that the file's own timecode has at its first frame: editing programs count
        from there.
        """
        facts = self.file.facts
        return Fraction(facts.timecode) / facts.rate if facts.rate else Fraction(0)


def heard_on(film: Film, assembly: Assembly) -> dict[str, list[tuple[Heard, FrameRange]]]:
    """The sounds of each track, by its name, with their film frames; one that repeats is an item
    for each time that it is heard.
    """
    plan = sound_plan(film, assembly)
    return {
        name: [
            item
            for part in plan
            if part.track is kind
            for item in _repeats(film, part, _frames(film, part))
        ]
        for kind, name in TRACKS.items()
    }


def in_lanes(items: Iterable[tuple[Item, FrameRange]]) -> list[list[tuple[Item, FrameRange]]]:
    """As few lanes as hold items without overlap, each in the order of the film."""
    lanes: list[list[tuple[Item, FrameRange]]] = []
    for item in sorted(items, key=lambda each: each[1]):
        lane = next((lane for lane in lanes if lane[-1][1].stop <= item[1].start), None)
        if lane is None:
            lanes.append([item])
        else:
            lane.append(item)
    return lanes


def _frames(film: Film, part: SoundPart) -> FrameRange:
    start = part.start_in_film * film.format.rate
    return FrameRange(
        nearest(start), max(nearest(start) + 1, nearest(start + part.seconds * film.format.rate))
    )


def _heard(film: Film, part: SoundPart) -> Heard | None:
    """A sound with its file; None of a shot that has no file."""
    if isinstance(part.source, Asset):
        return Heard(part, part.source, part.start_in_source)
    source = film.shots[part.source].source
    if not isinstance(source, Footage) or not source.file.facts.channels:
        return None
    return Heard(part, source.file, source.start + part.start_in_source)


def _repeats(
    film: Film, part: SoundPart, range_in_film: FrameRange
) -> list[tuple[Heard, FrameRange]]:
    """A sound that repeats, as one item for each time that it is heard."""
    found = _heard(film, part)
    if found is None:
        return []
    # The file begins anew from where the sound began in it.
    once = nearest((found.file.facts.seconds - found.start) * film.format.rate)
    if not part.repeat or once < 1 or range_in_film.frames > once * MOST_REPEATS:
        return [(found, range_in_film)]
    starts = range(range_in_film.start, range_in_film.stop, once)
    return [(found, FrameRange(start, min(start + once, range_in_film.stop))) for start in starts]
