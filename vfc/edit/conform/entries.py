"""What becomes of a cut: its new entries, and the shots that grow for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from vfc.errors import Mistake
from vfc.film.model import Cut, CutEntry, Film, Footage, Plain, Shot, ShotEntry, TitleCard


class NewEntry(NamedTuple):
    """An entry of the new cut, and the place in the old one's of that which it was; None of one
    that is new.
    """

    entry: CutEntry
    origin: int | None


class Growth(NamedTuple):
    """Frames that a shot has to have more before its first, and after its last."""

    head: int = 0
    tail: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCut:
    """A cut's new entries, the shots that grow for it, and what no text can say of it."""

    entries: tuple[NewEntry, ...] = ()
    grown: Mapping[str, Growth] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def changes(self, cut: Cut) -> int:
        """How many entries are others than they were, or stand elsewhere."""
        kept = [each.origin or 0 for each in self.entries if _stays(each, cut)]
        moved = sum(after < before for before, after in pairwise(kept))
        return len(self.entries) + len(cut.entries) - 2 * len(kept) + moved


def _stays(new: NewEntry, cut: Cut) -> bool:
    return new.origin is not None and cut.entries[new.origin] == new.entry


def grown_film(film: Film, grown: Mapping[str, Growth]) -> Film:
    """A film with shots grown."""
    shots = {name: grown_shot(shot, grown, film) for name, shot in film.shots.items()}
    return replace(film, shots=shots)


def grown_shot(shot: Shot, grown: Mapping[str, Growth], film: Film) -> Shot:
    """A shot grown as far as it shall, out of its handles at its end."""
    if shot.name not in grown:
        return shot
    head, tail = grown[shot.name]
    source = shot.source
    if head and isinstance(source, Footage):
        source = replace(source, start=source.start - head / film.format.rate)
    return replace(
        shot,
        source=source,
        length=Fraction(shot.frames + head + tail),
        handles=max(0, shot.handles - tail),
        beats=False,
    )


def growth_problems(film: Film, shot: Shot, grown: Growth, name: str) -> list[str]:
    """Why a shot cannot be so much longer, where it cannot."""
    footage = shot.source if isinstance(shot.source, Footage) else None
    if grown.head and footage is None:
        return [f"{name} is shown from {grown.head} frames before its first on"]
    if footage is not None and footage.start < grown.head / film.format.rate:
        return [f"{name} is shown from before its file's first frame on"]
    if shot.source.kind not in ("words", "still", "footage"):
        return [
            f"{name} is shown for {grown.tail} frames more than it has, and what it is made from "
            f"says how long it is"
        ]
    return []


def leading(entry: ShotEntry, shot: Shot, start: int) -> ShotEntry:
    """An entry that begins with a frame of its shot, without a lead where no sound is before it."""
    inside = start or (isinstance(shot.source, Footage) and shot.source.start > 0)
    return entry if inside else replace(entry, lead=0)


def telling(mistake: Mistake) -> str:
    """A mistake in one sentence, with what to write instead."""
    return mistake.message + (f"; {mistake.hint}" if mistake.hint else "")


def trimmed_by_hand(entry: ShotEntry) -> list[str]:
    """Why a shot is not trimmed that does not play on at one speed."""
    if entry.retiming is None:
        return []
    return [
        f"{entry.shot} is trimmed, and does not play on at one speed: trim it by hand in the cut"
    ]


def lasting(entry: CutEntry, length: Fraction) -> CutEntry:
    """A card or a colour that stands for so long."""
    if isinstance(entry, TitleCard | Plain):
        return replace(entry, length=length, beats=False)
    return entry
