"""A film as its pages see it, as frozen values.

Film frames count from 0. Media are named by the digest of their bytes, and never by a path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from vfc.errors import Mistake
from vfc.film.proxies import ProxyForm, ProxyName
from vfc.film.timing import FrameRange, Size
from vfc.notes.model import Note
from vfc.project.plan import Planned


class ShotState(StrEnum):
    """How the picture of a shot stands, as its text wants it; `not in the film yet`: it stands, and
    the film file that plays shows another.
    """

    UP_TO_DATE = "up to date"
    NOT_IN_FILM = "not in the film yet"
    STALE = "stale"
    NEVER = "never made"
    FAILED = "failed"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMedia:
    """A file that a browser shows: the digest of its bytes and its media type."""

    digest: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmPicture:
    """What a film file shows of a shot: the take, its seed ('' where it has none) and the digest of
    its picture.
    """

    take: int
    seed: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewShot:
    """A shot: its words, where they stand, what makes its picture, how that stands and why.

    `key` is that of the take that is shown, `seed` its seed, `made_with` the generator with its
    options or the file. `cost` is what it has cost, in words; '' where nothing was bought. `line`
    is that of its name, `words_line` that of its prompt. `in_film` is what the film file that plays
    shows of it, where that is another picture.
    """

    name: str
    scene: str
    words: str
    style: str
    camera: str
    lines: tuple[str, ...]
    note: str
    frames: int
    take: int
    takes: int
    seed: int | None
    generator: str
    made_with: str
    key: str
    cost: str
    file: str
    line: int
    words_file: str
    words_line: int
    state: ShotState
    reasons: tuple[str, ...] = ()
    in_film: FilmPicture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewUse:
    """Where a shot is seen in a cut, transitions at both its sides with it, and which line of the
    text puts it there. `source` are the frames of the shot that are seen, one a film frame; a
    single one where they run on from it one by one.
    """

    shot: str
    use: int
    frames: FrameRange
    begins: int  # the frames of the transition at its start
    ends: int
    source: tuple[int, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPart:
    """Anything else that lies on the timeline: a transition, a card, a title, a layer, a sound."""

    label: str
    frames: FrameRange
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLane:
    """A row of the timeline: what it holds, and its parts without overlap."""

    name: str
    parts: tuple[ReviewPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFile:
    """A film file that a cut is delivered as: what a browser plays of it, None where nothing of it
    stands or no browser plays it; whether that is of the text as it is now; a word on both; what it
    shows of each shot, where it is of an older text.
    """

    path: str
    media: ReviewMedia | None
    current: bool
    word: str = ""
    pictures: Mapping[str, FilmPicture] = field(default_factory=dict[str, FilmPicture])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCut:
    """A cut, '' for the film's own, with what lies on its timeline and the files of it."""

    name: str
    title: str
    frames: int
    start: int  # the frame by timecode at which it begins
    uses: tuple[ReviewUse, ...]
    transitions: tuple[ReviewPart, ...]
    cards: tuple[ReviewPart, ...]
    above: tuple[ReviewLane, ...]  # titles, and what lies over the picture
    sounds: tuple[ReviewLane, ...]
    files: tuple[ReviewFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewScene:
    """A scene: its name and its slug line."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFilm:
    """A film with its cuts, its shots by name in the order of the text, and the commits of their
    lines, by file and line, where git knows them.
    """

    title: str
    profile: str
    rate: Fraction
    size: Size
    language: str
    scenes: tuple[ReviewScene, ...]
    shots: Mapping[str, ReviewShot]
    cuts: tuple[ReviewCut, ...]
    commits: Mapping[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])

    @property
    def media(self) -> Mapping[str, ReviewMedia]:
        """The film files of its cuts that a browser plays, by digest."""
        files = [each.media for cut in self.cuts for each in cut.files]
        return {each.digest: each for each in files if each is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is known of a film at a moment: the film as it could last be read, None where it never
    could, with the plan that it is of; the mistakes of its text as it stands now; and what else
    went wrong (`problem`); what people said of its frames. `version` is another after each change;
    `proxies` are those that stand.
    """

    version: int
    film: ReviewFilm | None = None
    planned: Planned | None = field(default=None, compare=False, repr=False)
    mistakes: tuple[Mistake, ...] = ()
    problem: str = ""
    notes: tuple[Note, ...] = ()
    proxies: Mapping[ProxyName, ReviewMedia] = field(
        default_factory=dict[ProxyName, ReviewMedia], repr=False
    )

    def poster(self, shot: str) -> ReviewMedia | None:
        """A still of the take that is shown of a shot."""
        take = self.film.shots[shot].take if self.film else 1
        return self.proxies.get(ProxyName(f"{shot}#{take}", ProxyForm.POSTER))

    @property
    def media(self) -> Mapping[str, ReviewMedia]:
        """Every file that its pages show, by digest."""
        films = self.film.media if self.film else {}
        return {**films, **{each.digest: each for each in self.proxies.values()}}
