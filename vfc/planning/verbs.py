"""What a shot asks of its generator, and how verbs are composed of abilities where the generator
lacks them.

A way is one or more abilities that together answer a need; the first way that a generator has is
taken. Ways with words in `how` are compositions: the plan makes them as steps of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from vfc.errors import Span
from vfc.film.model import Blend, Extend, Footage, Loop, Recut, Remix, Shot, Still, Words
from vfc.film.sources import Edge
from vfc.generators.api import Abilities


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """Abilities that answer a need; `how` says of what it is composed, '' where the generator does
    it at once.
    """

    of: frozenset[str]
    how: str = ""


def _way(*of: str, how: str = "") -> Composition:
    return Composition(of=frozenset(of), how=how)


TAILS = _way("extend", how="parts, each from the tail of the one before")
LAST_FRAMES = _way("first", how="parts, each from the last frame of the one before")
PICTURES = (
    _way("first", "last", how="parts between first and last frames"),
    _way("first", how="parts, each from its card's picture"),
)
WAYS: Mapping[str, tuple[Composition, ...]] = {
    "first": (_way("first"),),
    "last": (_way("last"),),
    "after": (_way("extend"), _way("first", how="image to video on the last frame")),
    "cards": (_way("cards"), TAILS, LAST_FRAMES),
    "pictures on cards": (_way("cards"), *PICTURES),
    "keyframes": (_way("cards"), _way("keyframes"), *PICTURES),
    "length": (TAILS, LAST_FRAMES),
    "length at once": (),  # a remix, a blend or a loop has no joins
    "remix": (_way("remix"),),
    "extend": (_way("extend"), _way("first", how="image to video on the last frame")),
    "extend-start": (
        _way("extend-start"),
        _way("last", how="a video that ends on the first frame"),
    ),
    "blend": (_way("blend"), _way("first", "last", how="a video from first and last frame")),
    "loop": (_way("loop"), _way("first", "last", how="a video from first and last frame")),
}
DOES: Mapping[str, str] = {
    "first": "start from an image",
    "last": "end on an image",
    "after": "go on from another shot",
    "cards": "follow cards",
    "pictures on cards": "follow cards with pictures",
    "length": "make so long a picture",
    "length at once": "make so long a picture at once",
    "keyframes": "hold pictures at frames",
    "remix": "say a clip anew",
    "extend": "extend a clip toward its end",
    "extend-start": "extend a clip toward its start",
    "blend": "blend one clip into another",
    "loop": "close a loop",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that a shot asks of its generator, and where the text asks for it."""

    name: str
    span: Span


def way(need: str, abilities: Abilities) -> Composition | None:
    """The first way in which a generator of these abilities answers a need; None where it has
    none.
    """
    return next((each for each in WAYS[need] if each.of <= abilities.makes), None)


def needs(shot: Shot, abilities: Abilities, rate: Fraction) -> tuple[Need, ...]:
    """All that a shot asks of its generator beyond plain words."""
    source = shot.source
    if isinstance(source, Footage | Still):
        return ()
    names = _of_words(source) if isinstance(source, Words) else _of_verb(source, shot)
    found = [Need(name=name, span=source.span) for name in names]
    most = abilities.most(rate)
    if most is not None and _longest(shot) > most:
        parted = isinstance(source, Words | Extend | Recut)
        found.append(Need(name="length" if parted else "length at once", span=shot.length_span))
    return tuple(found)


def pictures_alone(source: Words) -> bool:
    """Whether each card is a picture, and none but the first has words of its own: they are
    keyframes.
    """
    return bool(source.cards) and all(
        card.image is not None and not (card.frame and card.words) for card in source.cards
    )


def _of_words(source: Words) -> list[str]:
    keyframes = pictures_alone(source)
    asked = {
        "first": source.first,
        "last": source.last,
        "after": source.after,
        "keyframes": keyframes,
        "pictures on cards": not keyframes and any(card.image for card in source.cards),
        "cards": not keyframes and any(card.frame for card in source.cards),
    }
    return [name for name, value in asked.items() if value]


def _of_verb(source: Remix | Extend | Recut | Blend | Loop, shot: Shot) -> list[str]:
    if isinstance(source, Remix):
        return ["remix"] if source.strength > 0 else []
    if isinstance(source, Extend):
        return ["extend-start" if source.toward is Edge.START else "extend"]
    if isinstance(source, Recut):
        before, after = around_kept(source, shot)
        return ["extend-start"] * bool(before) + ["extend"] * bool(after)
    return [source.kind]


def around_kept(source: Recut, shot: Shot) -> tuple[int, int]:
    """The frames that a recut makes before and after what it keeps, without handles.

    What is kept stays at its own time; where the shot ends too early for that, it moves toward the
    start.
    """
    kept = source.keep_in_shot
    before = max(0, min(kept.start, shot.frames - kept.frames))
    return before, shot.frames - kept.frames - before


def _longest(shot: Shot) -> int:
    """The frames of the longest piece that a generator would have to make at once."""
    source = shot.source
    if isinstance(source, Extend):
        return source.by + (shot.handles if source.toward is Edge.END else 0) + 1
    if isinstance(source, Recut):
        before, after = around_kept(source, shot)
        return max(before, after + shot.handles) + 1
    if isinstance(source, Blend | Loop):
        return (source.seam if isinstance(source, Loop) else shot.frames) + 2
    return shot.frames + shot.handles


def compositions(shot: Shot, abilities: Abilities, rate: Fraction) -> tuple[str, ...]:
    """What the plan composes for a shot, in words: `blend: a video from first and last frame`."""
    found = [(need.name, way(need.name, abilities)) for need in needs(shot, abilities, rate)]
    return tuple(f"{name}: {taken.how}" for name, taken in found if taken is not None and taken.how)
