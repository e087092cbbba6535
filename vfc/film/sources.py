"""What a shot's pictures come from, as frozen values: words, another shot, a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from vfc.errors import Span
from vfc.film.facts import Asset, Options, span_field
from vfc.film.keyed import outside_keys
from vfc.film.timing import FrameRange


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratorUse:
    """A generator as a shot uses it: the film's name for it, which one, and its options, all of
    them decided.

    `patience`: for how many seconds its process may be silent while it makes a picture; None where
    the text is, too.
    """

    name: str
    use: str
    options: Options = ()
    patience: int | None = outside_keys(None)
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRef:
    """One frame of a shot's take, of its own frames: `frame` -1 is the last. `take` None is the one
    shown.
    """

    shot: str
    take: int | None = None
    frame: int = 0
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotRef:
    """A shot's take, whole. `take` None is the one shown."""

    shot: str
    take: int | None = None
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyframe:
    """A picture that another generator makes from words, for a shot to begin or end with; `words`
    '' are the shot's.
    """

    words: str
    generator: GeneratorUse
    span: Span = span_field()


Picture = Asset | FrameRef | Keyframe  # what `first`, `last` and a card may show


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A timed card of a storyboard: what is seen from `frame` on, in words (prompt text) or as an
    image.
    """

    frame: int
    words: str = ""
    image: Picture | None = None
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Pictures from words alone, perhaps with cards, a first and a last frame, or after another
    shot.

    `match` has the colours of what comes after matched to the other shot, as measured where the two
    overlap.
    """

    kind: Literal["words"] = "words"
    cards: tuple[Card, ...] = ()
    first: Picture | None = None
    last: Picture | None = None
    after: ShotRef | None = None
    match: bool = False
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remix:
    """The same clip, said anew; strength 0 is the source, 1 a new shot."""

    kind: Literal["remix"] = "remix"
    of: ShotRef
    strength: float
    span: Span = span_field()


class Edge(StrEnum):
    """The side of a clip at which it is extended."""

    END = "end"
    START = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """The source with `by` new frames after its end or before its start; `match`: colours matched
    at the join.
    """

    kind: Literal["extend"] = "extend"
    of: ShotRef
    by: int
    toward: Edge = Edge.END
    match: bool = False
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recut:
    """The source's frames `keep_in_shot`, with the rest of the shot made around them."""

    kind: Literal["recut"] = "recut"
    of: ShotRef
    keep_in_shot: FrameRange
    match: bool = False
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blend:
    """What plays between the last frame of one shot and the first of another."""

    kind: Literal["blend"] = "blend"
    start: ShotRef
    into: ShotRef
    curve: str = "linear"
    span: Span = span_field()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """The source made to run round without a visible seam of `seam` frames."""

    kind: Literal["loop"] = "loop"
    of: ShotRef
    seam: int
    span: Span = span_field()


class Fit(StrEnum):
    """How a picture fills a frame of another shape."""

    CROP = "crop"
    FIT = "fit"
    PAD = "pad"
    STRETCH = "stretch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footage:
    """A file of moving pictures; `start` is the first frame shown, in seconds of the file,
    exact.
    """

    kind: Literal["footage"] = "footage"
    file: Asset
    start: Fraction = Fraction(0)
    fit: Fit = Fit.CROP


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """A picture file, held for the shot's length under the shot's camera move."""

    kind: Literal["still"] = "still"
    file: Asset
    fit: Fit = Fit.CROP


Source = Words | Remix | Extend | Recut | Blend | Loop | Footage | Still


def pictures_shown(source: Source) -> list[Picture]:
    """The pictures that a source begins or ends with, or shows on its cards."""
    if not isinstance(source, Words):
        return []
    return [
        each
        for each in (source.first, source.last, *(card.image for card in source.cards))
        if each is not None
    ]


def keyframes(source: Source) -> list[Keyframe]:
    """The pictures of a source that another generator makes."""
    return [each for each in pictures_shown(source) if isinstance(each, Keyframe)]


def shots_used(source: Source) -> list[ShotRef]:
    """Every shot that a source refers to, in the order of its fields."""
    found: list[ShotRef] = []
    if isinstance(source, Words):
        for picture in pictures_shown(source):
            if isinstance(picture, FrameRef):
                found.append(ShotRef(shot=picture.shot, take=picture.take, span=picture.span))
        found += [source.after] if source.after else []
    elif isinstance(source, Blend):
        found += [source.start, source.into]
    elif isinstance(source, Remix | Extend | Recut | Loop):
        found.append(source.of)
    return found
