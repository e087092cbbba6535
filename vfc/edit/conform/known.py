"""Which shot, card or black of a film a clip of an editing program shows: by the names that the
handover gave to its file, or by the footage that the film itself is made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from vfc.edit.handover.editlist import card_files, shot_file
from vfc.edit.incoming.cutlist import IncomingClip, IncomingCut, IncomingFile, IncomingJoint
from vfc.edit.placing import Placing
from vfc.edit.wording import name_of
from vfc.film.model import Film, Footage, Plain, TitleCard
from vfc.film.timing import FrameRange, frames_of_an_hour

CutCard = TitleCard | Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem:
    """What a line shows of a shot or of a card, and the black before it.

    `shot` is '' of a card; `card` is that without its length. `position` is the frame of the shot
    at its first. `gap` are the frames of black before it, `gap_joint` the transition into those.
    """

    shot: str
    card: CutCard | None
    name: str
    range_in_film: FrameRange
    position: Fraction
    speed: Fraction
    joint: IncomingJoint | None
    fade_in: int
    fade_out: int
    gap: int = 0
    gap_joint: IncomingJoint | None = None
    odd: bool = False  # it plays backwards, stands still or changes its speed

    @property
    def frames(self) -> int:
        """Film frames from its cut to the next, or to black."""
        return self.range_in_film.frames

    def shows_as(self, other: LineItem) -> bool:
        """Whether both are of one shot, or of cards that look the same."""
        return self.shot == other.shot and self.card == other.card

    def plays_as(self, other: LineItem) -> bool:
        """Whether both show as much of one shot, from one frame on."""
        near = abs(self.position - other.position) <= 1
        return self.shows_as(other) and near and self.frames == other.frames


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLine:
    """A cut as what it shows, one after another; `tail` is the black at its end."""

    items: tuple[LineItem, ...]
    tail: int = 0
    tail_joint: IncomingJoint | None = None


class KnownFiles:
    """The files that a film hands over, and those that it is made of, by all their names."""

    def __init__(self, film: Film, placing: Placing):
        self.film = film
        self.made: dict[str, tuple[str, CutCard | None]] = {}
        for shot in film.shots.values():
            file = shot_file(film, shot)
            self._know(shot.name, None, (file.made, file.name, _stem(file.made), file.reel))
        for each in card_files(film, placing):
            look = replace(each.entry, length=Fraction(0), beats=False)
            self._know("", look, (each.file.made, _stem(each.file.made), each.file.reel))
        self.footage: dict[str, list[str]] = {}
        for shot in film.shots.values():
            if isinstance(shot.source, Footage):
                name = shot.source.file.path.rpartition("/")[2].casefold()
                self.footage.setdefault(name, []).append(shot.name)

    def _know(self, shot: str, card: CutCard | None, names: Iterable[str]) -> None:
        for name in names:
            self.made.setdefault(name.casefold(), (shot, card))

    def item(self, clip: IncomingClip) -> LineItem | None:
        """What a clip shows of the film; None where its file is none of the film's."""
        file = clip.file
        if file is None or file.nested:
            return None
        found = next((self.made[name] for name in _names(file, clip) if name in self.made), None)
        if found is not None:
            shot, card = found
            position = Fraction(0) if card else self._position(clip)
            return _item(clip, shot, card, position)
        for name in _names(file, clip):
            if name in self.footage:
                return self._of_footage(clip, self.footage[name])
        return None

    def _position(self, clip: IncomingClip) -> Fraction:
        """The frame of a file that the handover made."""
        first = clip.file.first if clip.file else None
        return clip.begin - (frames_of_an_hour(self.film.format.rate) if first is None else first)

    def _of_footage(self, clip: IncomingClip, names: list[str]) -> LineItem:
        """A clip of the footage itself, as the shot that shows most of those frames."""
        places = {name: self._place_in(clip, name) for name in names}

        def fits(name: str) -> tuple[bool, Fraction]:
            start, frames = places[name], self.film.shots[name].frames
            stop = start + clip.range_in_film.frames * (clip.speed or 1)
            return clip.name == name, min(stop, Fraction(frames)) - max(start, Fraction(0))

        best = max(names, key=fits)
        return _item(clip, best, None, places[best])

    def _place_in(self, clip: IncomingClip, name: str) -> Fraction:
        """The frame of a shot of footage at a clip's first."""
        source, rate = self.film.shots[name].source, self.film.format.rate
        if not isinstance(source, Footage):
            return Fraction(0)
        inside, facts = clip.start_in_file, source.file.facts
        first = facts.timecode * rate / facts.rate if facts.rate else Fraction(0)
        if (clip.file is None or clip.file.first is None) and inside >= first:
            inside -= first
        return inside - source.start * rate


def line_of(
    cut: IncomingCut, known: KnownFiles, own: CutLine | None = None
) -> tuple[CutLine, list[IncomingClip]]:
    """A cut as what it shows of a film, and the clips that are none of it: those too that play
    backwards, stand still or change their speed, unless they do so in the film's `own` line, which
    is read without one.
    """
    odd = [each for each in own.items if each.odd] if own is not None else None
    items: list[LineItem] = []
    strange: list[IncomingClip] = []
    gap, gap_joint = 0, None
    for clip in cut.clips:
        if clip.file is None:
            gap += clip.range_in_film.frames
            gap_joint = clip.joint or gap_joint
            continue
        item = known.item(clip)
        if item is None or (item.odd and odd is not None and not any(map(item.plays_as, odd))):
            strange.append(clip)
            continue
        items.append(replace(item, gap=gap, gap_joint=gap_joint))
        gap, gap_joint = 0, None
    return CutLine(items=tuple(items), tail=gap, tail_joint=gap_joint), strange


def _item(clip: IncomingClip, shot: str, card: CutCard | None, position: Fraction) -> LineItem:
    return LineItem(
        shot=shot,
        card=card,
        name=shot or (name_of(card) if card else clip.name),
        range_in_film=clip.range_in_film,
        position=position,
        speed=Fraction(1) if card or clip.speed is None else clip.speed,
        odd=clip.speed is None or clip.speed <= 0,
        joint=clip.joint,
        fade_in=clip.fade_in,
        fade_out=clip.fade_out,
    )


def _names(file: IncomingFile, clip: IncomingClip) -> Iterator[str]:
    """The names that a clip's file may go by, the surest first."""
    for name in (file.filename, *file.names, clip.name):
        if name:
            yield name.casefold()
            yield _stem(name).casefold()
    if file.reel:
        yield file.reel.casefold()


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def without_fades(line: CutLine, of: Mapping[int, LineItem]) -> CutLine:
    """A line of a file that may have lost its fades, with those of the items that its own
    correspond to.
    """
    items = tuple(
        replace(each, fade_in=of[index].fade_in, fade_out=of[index].fade_out)
        if index in of
        else each
        for index, each in enumerate(line.items)
    )
    return replace(line, items=items)
