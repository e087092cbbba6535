"""The sounds of a cut as other tools hold them: each with its file, on tracks of their kind, in
lanes without overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple, TypeVar

from vfc.edit.assembly import Assembly
from vfc.edit.lines import SpokenLine, part_of_line, spoken_lines
from vfc.edit.soundplan import SoundPart, sound_plan
from vfc.film.cut import Track
from vfc.film.model import Asset, Film, Footage
from vfc.film.speech import line_seconds
from vfc.film.timing import FrameRange, nearest

Item = TypeVar("Item")

TRACKS: Mapping[Track | None, str] = {  # None: of the shots' own sound
    None: "Dialogue",
    Track.MUSIC: "Music",
    Track.AMBIENCE: "Ambience",
    Track.SFX: "Effects",
    Track.DIALOGUE: "Voice-over",
}
NAME = 50  # letters of a line in the name of its clip
MOST_REPEATS = 1000  # a sound that repeats more often than this stands once, as long as it is heard


class SoundFile(NamedTuple):
    """A file that sounds come from: one of the film at its `path`, or one that is made of what a
    voice says, under the name `made`; `first` is the second that its own timecode has at its first
    frame, from which editing programs count.
    """

    seconds: Fraction
    channels: int
    sample_rate: int
    path: str = ""
    made: str = ""
    first: Fraction = Fraction(0)


class Heard(NamedTuple):
    """A sound with the file that it comes from, and the second of that at which it begins; `name`
    is what is said, of a line.
    """

    part: SoundPart
    file: SoundFile
    start: Fraction
    name: str = ""


def _sound_file(asset: Asset) -> SoundFile:
    facts = asset.facts
    return SoundFile(
        seconds=facts.seconds,
        channels=facts.channels,
        sample_rate=facts.sample_rate,
        path=asset.path,
        first=Fraction(facts.timecode) / facts.rate if facts.rate else Fraction(0),
    )


def line_file(shot: str, number: int) -> str:
    """The name of the file of a line that a voice speaks in a shot, '' of voice-over."""
    return f"{shot.replace('/', '_') or 'voice-over'}_line_{number}.wav"


def heard_on(film: Film, assembly: Assembly) -> dict[str, list[tuple[Heard, FrameRange]]]:
    """The sounds of each track, by its name, with their film frames; one that repeats is an item
    for each time that it is heard.
    """
    plan = sound_plan(film, assembly)
    spoken = list(_spoken(film, assembly))
    return {
        name: [
            *(
                item
                for part in plan
                if part.track is kind
                for item in _repeats(film, part, _frames(film, part))
            ),
            *((each, _frames(film, each.part)) for each in spoken if each.part.track is kind),
        ]
        for kind, name in TRACKS.items()
    }


def _spoken(film: Film, assembly: Assembly) -> Iterator[Heard]:
    """The lines that voices speak, each in a file of its own, and those that recordings do; none
    that nobody has heard yet, of which it is not known how long they are.
    """
    for line in spoken_lines(film, assembly):
        delivery = line.delivery
        if delivery is None or delivery.about or line.recorded:
            continue
        file = (
            _sound_file(delivery.file)
            if delivery.file is not None
            else SoundFile(
                seconds=line_seconds(line.text, delivery),
                channels=1,
                sample_rate=film.format.sound,
                made=line_file(line.shot, line.number),
            )
        )
        for sound in line.sounds:
            part = part_of_line(line, sound, delivery.file or line.shot)
            track = None if line.shot else Track.DIALOGUE
            yield Heard(replace(part, track=track), file, sound.start_in_line, _called(line))


def _called(line: SpokenLine) -> str:
    """Who says what, as a clip is called."""
    said = line.text if len(line.text) <= NAME else f"{line.text[: NAME - 1].rstrip()}…"
    return f"{line.who} “{said}”"


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
        return Heard(part, _sound_file(part.source), part.start_in_source)
    source = film.shots[part.source].source
    if not isinstance(source, Footage) or not source.file.facts.channels:
        return None
    return Heard(part, _sound_file(source.file), source.start + part.start_in_source)


def _repeats(
    film: Film, part: SoundPart, range_in_film: FrameRange
) -> list[tuple[Heard, FrameRange]]:
    """A sound that repeats, as one item for each time that it is heard."""
    found = _heard(film, part)
    if found is None:
        return []
    # The file begins anew from where the sound began in it.
    once = nearest((found.file.seconds - found.start) * film.format.rate)
    if not part.repeat or once < 1 or range_in_film.frames > once * MOST_REPEATS:
        return [(found, range_in_film)]
    starts = range(range_in_film.start, range_in_film.stop, once)
    return [(found, FrameRange(start, min(start + once, range_in_film.stop))) for start in starts]
