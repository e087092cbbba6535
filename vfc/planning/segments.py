"""What a segment's step is: its kind, the version in its key, the files that it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from vfc.edit.assembly import Segment, SegmentKind
from vfc.film.courses import Between
from vfc.film.formats import Codec
from vfc.film.grades import Grade
from vfc.film.titles import TitleStyle, is_plain
from vfc.film.transitions import TransitionKind
from vfc.recipes.kinds import (
    ENCODINGS,
    GRADINGS,
    INBETWEENS,
    LAYING,
    LETTERING,
    MIXING,
    SEGMENT,
    SHAPING,
    SUMMING,
    TITLE,
    TRANSITION,
    Kind,
    Tools,
)
from vfc.recipes.params import SegmentParams
from vfc.recipes.step import FileUse

PLAIN = Grade()


def kind_of(segment: Segment) -> Kind:
    match segment.kind:
        case SegmentKind.SEGMENT | SegmentKind.PLAIN:
            return SEGMENT
        case SegmentKind.TRANSITION:
            return TRANSITION
        case SegmentKind.TITLE:
            return TITLE
        case _:
            assert_never(segment.kind)


def version_of(
    segment: Segment, params: SegmentParams, tools: Tools, *, resized: bool = False
) -> int | str:
    """The version of a segment: of its kind, its letters, its mixing, its sums and its grades,
    where it has them; `resized` is one of another size than the film.
    """
    version = kind_of(segment).stamp(tools)
    lettered = segment.text or segment.overlays or params.slate
    if lettered or any(card.text for card in segment.cards):
        version = f"{version} {lettering_of(_words(segment), tools)}"
    if segment.transition not in ("", TransitionKind.DISSOLVE):
        version = f"{version} {MIXING.stamp(tools)}"
    if params.layers or any(part.layers for part in params.pictures):
        version = f"{version} {LAYING.name} {LAYING.stamp(tools)}"
    if _is_summed(segment, params, resized):
        version = f"{version} {SUMMING.name} {SUMMING.stamp(tools)}"
    if any(part.between is not Between.REPEAT for part in params.pictures):
        version = f"{version} {INBETWEENS.name} {INBETWEENS.stamp(tools)}"
    layers = (*params.layers, *(each for part in params.pictures for each in part.layers))
    graded = [part.grade for part in (*params.pictures, *layers) if part.grade]
    for word in gradings(graded):
        version = f"{version} {word}"
    if params.codec in ENCODINGS:
        version = f"{version} {params.codec} {ENCODINGS[params.codec]}"
    return version


def _is_summed(segment: Segment, params: SegmentParams, resized: bool) -> bool:
    """Whether its pictures are worked out beyond a grade alone, or rounded to ten bits."""
    graded = any(part.grade for part in params.pictures)
    return bool(
        segment.transition
        or segment.fades
        or segment.overlays
        or params.layers
        or any(part.subject for part in params.pictures)
        or any(part.layers for part in params.pictures)
        or params.slate
        or any(part.between is not Between.REPEAT for part in params.pictures)
        or any(card.total for card in segment.cards)
        or (graded and (resized or params.codec is Codec.PRORES))
    )


def gradings(grades: Sequence[Grade]) -> tuple[str, ...]:
    """What keys say of the words of grades that are worked out otherwise than at first."""
    return tuple(
        f"{word} {version}"
        for word, version in GRADINGS.items()
        if any(getattr(grade, word) != getattr(PLAIN, word) for grade in grades)
    )


def lettering_of(words: Iterable[tuple[str, TitleStyle]], tools: Tools) -> str:
    """How words are set, in a key."""
    stamp = str(LETTERING.stamp(tools))
    plain = all(is_plain(text, style) for text, style in words)
    return stamp if plain else f"{stamp} {SHAPING.stamp(tools)}"


def _words(segment: Segment) -> Iterator[tuple[str, TitleStyle]]:
    if segment.style is not None:
        yield segment.text, segment.style
    yield from ((card.text, card.style) for card in segment.cards if card.style)
    yield from ((part.text, part.style) for part in segment.overlays)


def luma_of(segment: Segment) -> tuple[FileUse, ...]:
    """The image by which a luma wipe goes, where a segment has one."""
    return (FileUse("luma", segment.look.image.digest),) if segment.look.image else ()


def needs_fonts(text: str) -> bool:
    """Whether a text has letters beyond Latin, Greek and Cyrillic, which vfc's own font has."""
    return any(letter.isalpha() and letter > "\u052f" for letter in text)
