"""What two versions of a film differ in, as frozen values; each form that tells of it is a module
of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from vfc.engine.stale import Change


class ShotChange(StrEnum):
    """What became of a shot. `made anew`: its picture is another; `another take`: it is
    another take's; `said otherwise`: its words changed, and its picture is the same, but for a
    codec's noise; `other takes`: more or fewer are wanted; `finished otherwise`: its grade,
    its effects' place, overlays or focus are; `trimmed`: other frames of it are seen, or at
    another speed; `moved`: it stands elsewhere among the shots that both cuts have.
    """

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    REMADE = "made anew"
    PICKED = "another take"
    REWORDED = "said otherwise"
    TAKES = "other takes"
    FINISHED = "finished otherwise"
    TRIMMED = "trimmed"
    MOVED = "moved"
    HEARD = "heard otherwise"


SEEN_ALIKE = {ShotChange.RENAMED, ShotChange.HEARD, ShotChange.REWORDED, ShotChange.TAKES}


class Likeness(StrEnum):
    """How two pictures of a shot compare: by key, by digest, then by frames. `unknown`: a side has
    not made it, and its key is another.
    """

    SAME = "the same"
    NOISE = "the same but for the codec's noise"
    OTHER = "another picture"
    UNKNOWN = "not compared"


class Section(StrEnum):
    """Which part of the text says a word."""

    FILM = "film"
    LOOKS = "looks"
    GENERATORS = "generators"
    SHOTS = "shots"
    CUT = "cut"
    SOUND = "sound"
    TITLES = "titles"
    DELIVERABLES = "deliverables"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordDiff:
    """A word of the text, or a file, that says something else: told as a build tells its causes
    (`text`), and where it stands now (`line` 0: nowhere).
    """

    text: str
    section: Section
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Where a cut shows a shot: from frame `first` to frame `last` of the shot, for `frames` film
    frames from film frame `at` on.
    """

    cut: str
    use: int
    first: int
    last: int
    at: int
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotDiff:
    """One shot that differs: what became of it and why.

    `name` is the one that it has after, of a removed one before; `before_name` is '' for one that
    was added. `why` are the words that changed, `fields` what its picture is told otherwise.
    `frames` and `standing` (whether the picture is in the store) are before and after, None where
    there is no such shot. `takes` are how many are wanted, `shown_takes` the numbers of
    those that are shown.
    """

    name: str
    before_name: str
    changes: tuple[ShotChange, ...]
    likeness: Likeness = Likeness.SAME
    why: tuple[WordDiff, ...] = ()
    fields: tuple[Change, ...] = ()
    hint: str = ""
    frames: tuple[int | None, int | None] = (None, None)
    takes: tuple[int, int] = (1, 1)
    shown_takes: tuple[int, int] = (1, 1)
    standing: tuple[bool | None, bool | None] = (None, None)
    seen_before: tuple[Seen, ...] = ()
    seen_after: tuple[Seen, ...] = ()

    @property
    def changes_pictures(self) -> bool:
        """Whether it is, or will be, seen otherwise: more than a new name, another
        sound, words that show nothing, or how many takes there are.
        """
        return bool(set(self.changes) - SEEN_ALIKE)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDiff:
    """An entry of a cut as its text says it, before and after ('' where there is none), and the
    film frame at which it lies: after, or where it is gone before.
    """

    before: str
    after: str
    at: int
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CutDiff:
    """One cut: its frames before and after (None where there is no such cut), the entries that
    differ, and whether other pictures are seen in it, or elsewhere.
    """

    name: str
    frames: tuple[int | None, int | None]
    entries: tuple[EntryDiff, ...] = ()
    pictures: bool = False


class FileChange(StrEnum):
    """What became of a deliverable."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDiff:
    """A deliverable that is added, removed, or made of something else."""

    path: str
    change: FileChange


@dataclass(frozen=True, slots=True, kw_only=True)
class CostOfChange:
    """What is wanted after and was not before: steps to make by kind, how many of them cost, the
    seconds to expect (least and most), the money by unit, and how many have a price that nobody
    knows; and what stands of it already, with the seconds that it took.
    """

    make: Mapping[str, int] = field(default_factory=dict[str, int])
    costly: int = 0
    seconds: tuple[float, float] = (0.0, 0.0)
    untimed: int = 0
    money: tuple[str, ...] = ()
    unpriced: int = 0
    made: Mapping[str, int] = field(default_factory=dict[str, int])
    took: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmVersion:
    """One of the two: what it is called, its commit ('' where it is none), title, the frames of its
    own cut, frames a second, frame size, and profile.
    """

    name: str
    commit: str
    title: str
    frames: int
    rate: Fraction
    size: tuple[int, int]
    profile: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmDiff:
    """All that two versions of a film differ in. `words` are those of the text that count in
    something, in the order of the text.
    """

    before: FilmVersion
    after: FilmVersion
    shots: tuple[ShotDiff, ...] = ()
    cuts: tuple[CutDiff, ...] = ()
    words: tuple[WordDiff, ...] = ()
    files: tuple[FileDiff, ...] = ()
    cost: CostOfChange = CostOfChange()

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.shots or self.words or self.files or self.cuts)

    @property
    def pictures_differ(self) -> bool:
        """Whether any picture of a shot, or of a cut, is another, or stands elsewhere."""
        return (
            (self.before.size, self.before.rate) != (self.after.size, self.after.rate)
            or any(each.changes_pictures for each in self.shots)
            or any(each.pictures for each in self.cuts)
        )

    def words_of(self, *sections: Section) -> tuple[WordDiff, ...]:
        """The words of some parts of the text."""
        return tuple(each for each in self.words if each.section in sections)
