"""What a cut comes to, as frozen values: segments in order, where each shot is seen, how long the
film is.

All that decides a segment's pixels stands in it relative to its own first frame; `frames_in_film`
alone tells where it lies, so that moving a shot changes nothing else about its segment.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vfc.film.courses import Between, SeenFrames
from vfc.film.cut import Fading
from vfc.film.keyed import left_out
from vfc.film.layers import EditLayer
from vfc.film.model import ShotEntry, TitleStyle
from vfc.film.timing import FrameRange
from vfc.film.transitions import TransitionLook


class Side(StrEnum):
    """Where in a segment something is shown: alone, or at a side of a transition."""

    PICTURE = "picture"
    OUTGOING = "outgoing"
    INCOMING = "incoming"


class SegmentKind(StrEnum):
    """What a segment shows: one picture, two, words on a card, a colour."""

    SEGMENT = "segment"
    TRANSITION = "transition"
    TITLE = "title"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureUse:
    """`frames` film frames of a shot: which of its own are `seen`, from the first of them on, and
    what stands where one falls `between` two.

    `role` is `picture` where the shot is seen alone, else its side of a transition.
    """

    shot: str
    seen: SeenFrames
    frames: int
    role: Side = Side.PICTURE
    between: Between = Between.REPEAT

    @property
    def first(self) -> int:
        """The lowest number of the shot's frames that are seen."""
        return min(self._ends)

    @property
    def last(self) -> int:
        """The highest number of them."""
        return max(self._ends)

    @property
    def _ends(self) -> tuple[int, int]:
        return self.seen.frame(0), self.seen.frame(self.frames - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardUse:
    """A side of a segment that is no shot: a title card (`text` and `style`) or a plain `colour`.

    Of words that come and go, `elapsed` of the `total` frames of the card were shown before.
    """

    role: Side
    text: str = left_out("")
    style: TitleStyle | None = left_out(None)
    colour: str = left_out("")
    elapsed: int = left_out(0)
    total: int = left_out(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FadePart:
    """The part of a fade that lies over a segment.

    It begins at frame `at` of the segment with frame `first` of the fade's `total`, and lasts until
    the fade or the segment ends.
    """

    colour: str
    toward: Fading
    first: int
    total: int
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayPart:
    """The part of a title that lies over a segment: `frames` from frame `at` of the segment on.

    `elapsed` of the title's `total` frames were shown before, in earlier segments.
    """

    text: str
    style: TitleStyle
    at: int
    frames: int
    elapsed: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerUse:
    """The part of a layer of the film that lies over a segment: `frames` from frame `at` of the
    segment on; `elapsed` were shown before, and `left` will be after.
    """

    layer: EditLayer
    at: int
    frames: int
    elapsed: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter: the film frame at which it begins, and what it is called."""

    start: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One piece of the film that is encoded by itself; segments follow one another without hole or
    overlap.

    `segment` has one picture. `transition` has two sides, outgoing and incoming, each among
    `pictures` or, where it is no shot, among `cards`. `title` has `text` and `style`, or among
    `cards` words that come and go; `plain` has a `colour`. `name` is unique in the cut and says
    nothing of the place.
    """

    kind: SegmentKind
    name: str
    frames_in_film: FrameRange
    pictures: tuple[PictureUse, ...] = ()
    cards: tuple[CardUse, ...] = ()
    transition: str = ""
    look: TransitionLook = TransitionLook()
    fades: tuple[FadePart, ...] = ()
    overlays: tuple[OverlayPart, ...] = ()
    layers: tuple[LayerUse, ...] = ()
    text: str = ""
    style: TitleStyle | None = None
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotUse:
    """Where one use of a shot is seen, transitions at both its sides with it.

    `use` counts the uses of the shot from 1; `place` counts the cut's entries that take time, so
    that neighbours have consecutive places. `cut_out` is the film frame at which its own place ends
    (what is seen after it lies under a transition). What is `seen` counts from the first of its
    film frames.
    """

    shot: str
    use: int
    place: int
    frames_in_film: FrameRange
    cut_out: int
    seen: SeenFrames
    entry: ShotEntry
    dissolve_in: int = 0
    dissolve_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """One cut of a film: its exact length in frames, its segments in order, the uses of its shots
    in order.
    """

    cut: str
    frames: int
    segments: tuple[Segment, ...]
    uses: tuple[ShotUse, ...]
