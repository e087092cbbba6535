"""Each entry of a cut at its place in the film: lengths add up exactly, and only the running time
is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from vfc.edit.entries import measure
from vfc.edit.playing import seen_frames
from vfc.edit.transitions import check_transition
from vfc.edit.wording import Shown
from vfc.errors import Mistake
from vfc.film.courses import Between, SeenFrames
from vfc.film.cut import Fading
from vfc.film.model import Cut, Fade, Film, Plain, Shot, ShotEntry, TitleCard, Transition
from vfc.film.timing import FrameRange, ceiling, nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lasting:
    """Film frames of an entry that takes time: all of its length, also what an overlap shares with
    the next.

    Of a `length` that is no whole number of frames it takes one more or less by where it stands:
    `least` or `most`.
    """

    start: int
    stop: int
    length: Fraction

    @property
    def least(self) -> int:
        """The fewest film frames that the entry takes wherever it stands."""
        return int(self.length)

    @property
    def most(self) -> int:
        """The most film frames that the entry takes wherever it stands."""
        return ceiling(self.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotPlace(_Lasting):
    """A shot at its place in the film; `use` counts the uses of the shot from 1. What is `seen` of
    it counts from the place's start.
    """

    entry: ShotEntry
    shot: Shot
    use: int
    seen: SeenFrames


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlace(_Lasting):
    """A title card or a plain colour at its place in the film, which is of no shot."""

    entry: TitleCard | Plain
    shot: None = None


Place = ShotPlace | CardPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """A cut in film time. `transitions` maps a place's index to the transition at its start.

    A fade comes with the index of the place after it: a fade `from` begins there, a fade `to` ends
    with the one before.
    """

    places: tuple[Place, ...]
    transitions: Mapping[int, Transition]
    fades: tuple[tuple[Fade, int], ...]

    @property
    def frames(self) -> int:
        """The film's length."""
        return self.places[-1].stop if self.places else 0

    def cut_out(self, index: int) -> int:
        """The film frame at which the next place begins, or the film ends."""
        return (
            self.places[index + 1].start
            if index + 1 < len(self.places)
            else self.places[index].stop
        )

    def dissolve_in(self, index: int) -> int:
        """Frames of the transition at a place's start, or 0."""
        transition = self.transitions.get(index)
        return transition.length if transition else 0

    def seen_in_film(self, index: int) -> FrameRange:
        """The film frames in which a place's picture is seen, those under transitions with it."""
        place = self.places[index]
        return FrameRange(place.start, self.cut_out(index) + self.dissolve_in(index + 1))

    def seen(self, index: int) -> SeenFrames | None:
        """What is seen of a place's shot, where nothing is made from beyond the last frame of that;
        None of a card.
        """
        place = self.places[index]
        if place.shot is None:
            return None
        retiming, seen = place.entry.retiming, place.seen
        if retiming is None or retiming.between is Between.REPEAT or seen.last is not None:
            return seen
        return replace(seen, last=seen.frame(self.seen_in_film(index).frames - 1))


def place(film: Film, cut: Cut) -> tuple[Placing, list[Mistake]]:
    """Place a cut's entries; with mistakes, what is sound of them, and positions that mean
    nothing.
    """
    placer = _Placer(film)
    for entry in cut.entries:
        placer.add(entry)
    placing = placer.finish()
    mistakes = placer.mistakes
    if not placing.places and not mistakes:
        mistakes.append(
            Mistake(
                span=cut.span, message="the cut shows nothing", hint="name a shot in it, or a scene"
            )
        )
    for index in placing.transitions:
        mistakes += check_transition(film, placing, index)
    return placing, mistakes


class _Placer:
    """Adds entry after entry; an entry that cannot be measured leaves a gap that no transition may
    touch.
    """

    def __init__(self, film: Film):
        self.film = film
        self.mistakes: list[Mistake] = []
        self._places: list[Place] = []
        self._transitions: dict[int, Transition] = {}
        self._fades: list[tuple[Fade, int]] = []
        self._running = Fraction(0)
        self._uses: dict[str, int] = {}
        self._pending: Transition | None = None
        self._first = True
        self._gap = False  # the entry before could not be measured

    def add(self, entry: Shown | Transition | Fade) -> None:
        """Place one entry after those before."""
        if isinstance(entry, Transition):
            self._transition(entry)
        elif isinstance(entry, Fade):
            self._fade(entry)
        else:
            self._shown(entry)

    def finish(self) -> Placing:
        """All of them; what still waits for an entry after it is a mistake."""
        if self._pending is not None and not self._gap:
            self._wrong(
                self._pending,
                f"{self._pending.kind.phrase} needs an entry after it",
                f"at the film's end write fade: {{to: black, length: {self._pending.length}f}}",
            )
        for fade, index in self._fades:
            if fade.toward is Fading.FROM and index == len(self._places) and not self._gap:
                self._wrong(
                    fade,
                    "a fade 'from' lies over what follows it, and nothing follows",
                    f"write fade: {{to: {fade.colour}, length: {fade.length}f}}",
                )
        return Placing(
            places=tuple(self._places), transitions=self._transitions, fades=tuple(self._fades)
        )

    def _wrong(self, entry: Transition | Fade, message: str, hint: str) -> None:
        self.mistakes.append(Mistake(span=entry.span, message=message, hint=hint))

    def _transition(self, entry: Transition) -> None:
        if entry.length < 1:
            self._wrong(
                entry, f"{entry.kind.phrase} lasts at least a frame", "leave it out for a hard cut"
            )
        elif self._first:
            self._wrong(
                entry,
                f"{entry.kind.phrase} needs an entry before it",
                f"at the film's start write fade: {{from: black, length: {entry.length}f}}",
            )
        elif self._pending is not None:
            self._wrong(entry, "two transitions stand at one cut", "leave one of them out")
        else:
            self._pending = entry

    def _fade(self, entry: Fade) -> None:
        if entry.length < 1:
            self._wrong(entry, "a fade lasts at least a frame", "leave it out for none")
        elif entry.toward is Fading.TO and self._first:
            self._wrong(
                entry,
                "a fade 'to' lies over what is before it, and nothing is",
                f"write fade: {{from: {entry.colour}, length: {entry.length}f}}",
            )
        else:
            self._fades.append((entry, len(self._places)))

    def _shown(self, entry: Shown) -> None:
        length = measure(entry, self.film, first=self._first)
        transition, self._pending = self._pending, None
        self._first = False
        if isinstance(length, list):
            self.mistakes += length
            self._gap = True
            return
        if transition is not None and not self._gap:
            self._transitions[len(self._places)] = transition
            self._running -= transition.length if transition.overlap else 0
        self._gap = False
        self._append(entry, length)

    def _append(self, entry: Shown, length: Fraction) -> None:
        start = nearest(self._running)
        self._running += length
        stop = nearest(self._running)
        if not isinstance(entry, ShotEntry):
            self._places.append(CardPlace(entry=entry, start=start, stop=stop, length=length))
            return
        use = self._uses[entry.shot] = self._uses.get(entry.shot, 0) + 1
        shot = self.film.shots[entry.shot]
        seen = seen_frames(entry, shot, length)
        self._places.append(
            ShotPlace(
                entry=entry, start=start, stop=stop, length=length, use=use, shot=shot, seen=seen
            )
        )
