"""From a cut to its segments: entries placed on the film's time, and what lies between two changes
taken for itself.

`vfc.edit.handover` says the same places to editing programs; a law holds both together.
"""

from __future__ import annotations

from dataclasses import replace

from vfc.edit.anchors import check_sounds, points_elsewhere, title_ranges
from vfc.edit.assembly import (
    Assembly,
    CardUse,
    FadePart,
    OverlayPart,
    PictureUse,
    Segment,
    SegmentKind,
    ShotUse,
    Side,
)
from vfc.edit.layers import layer_part, layer_ranges
from vfc.edit.locate import uses_by_shot
from vfc.edit.names import Names
from vfc.edit.overlays import fade_part, fade_ranges, overlay_part, parts
from vfc.edit.placing import Place, Placing, ShotPlace, place
from vfc.errors import TextError
from vfc.film.courses import Between
from vfc.film.model import Cut, Film, TitleCard
from vfc.film.timing import FrameRange

__all__ = [
    "Assembly",
    "CardUse",
    "FadePart",
    "OverlayPart",
    "PictureUse",
    "Segment",
    "ShotUse",
    "assemble",
]


def assemble(film: Film, cut: Cut) -> Assembly:
    """Everything that a cut shows, and when; raises TextError with all that is wrong with the cut,
    titles and sounds.

    Segments cover the film exactly, in order. Each frame that a picture shows is one that its shot
    has, handles with it.
    """
    film = film.seen_in(cut)
    placing, mistakes = place(film, cut)
    if mistakes:
        raise TextError([*mistakes, *points_elsewhere(film, cut)])
    uses = shot_uses(placing)
    fades, wrong = fade_ranges(placing)
    titles, wrong_titles = title_ranges(film, cut, uses_by_shot(uses), placing.frames)
    layers, wrong_layers = layer_ranges(film, cut, uses_by_shot(uses), placing.frames)
    mistakes = wrong + wrong_titles + wrong_layers + check_sounds(film, cut, uses, placing.frames)
    if mistakes:
        raise TextError(mistakes)
    segments = _segments(placing)
    ranges = [each.frames_in_film for each in segments]
    with_fades, with_titles = parts(fades, ranges, fade_part), parts(titles, ranges, overlay_part)
    with_layers = parts(layers, ranges, layer_part)
    for index in with_fades.keys() | with_titles.keys() | with_layers.keys():
        segments[index] = replace(
            segments[index],
            fades=tuple(with_fades.get(index, ())),
            overlays=tuple(with_titles.get(index, ())),
            layers=tuple(with_layers.get(index, ())),
        )
    return Assembly(cut=cut.name, frames=placing.frames, segments=tuple(segments), uses=uses)


def shot_uses(placing: Placing) -> tuple[ShotUse, ...]:
    """Where each use of a shot is seen."""
    return tuple(
        ShotUse(
            shot=each.shot.name,
            use=each.use,
            place=index,
            frames_in_film=placing.seen_in_film(index),
            cut_out=each.stop,
            seen=each.seen,
            entry=each.entry,
            dissolve_in=placing.dissolve_in(index),
            dissolve_out=placing.dissolve_in(index + 1),
        )
        for index, each in enumerate(placing.places)
        if each.shot is not None
    )


def _segments(placing: Placing) -> list[Segment]:
    names = Names()
    found: list[Segment] = []
    for index, each in enumerate(placing.places):
        range_in_film, under = (
            FrameRange(each.start, placing.cut_out(index)),
            placing.dissolve_in(index),
        )
        begin = range_in_film.start + under
        if under:
            head = FrameRange(range_in_film.start, begin)
            found.append(_transition(names, placing, index, head))
        # A place may lie wholly under the transitions at its sides.
        if begin < range_in_film.stop:
            found.append(_alone(names, placing, index, FrameRange(begin, range_in_film.stop)))
    return found


def _alone(names: Names, placing: Placing, index: int, range_in_film: FrameRange) -> Segment:
    each = placing.places[index]
    name = names.of_place(each)
    if each.shot is not None:
        return Segment(
            kind=SegmentKind.SEGMENT,
            name=name,
            frames_in_film=range_in_film,
            pictures=(_picture(placing, index, each, range_in_film, Side.PICTURE),),
        )
    entry = each.entry
    if isinstance(entry, TitleCard):
        fading = entry.style.changes
        return Segment(
            kind=SegmentKind.TITLE,
            name=name,
            frames_in_film=range_in_film,
            cards=(_card(each, entry, range_in_film, Side.PICTURE),) if fading else (),
            text="" if fading else entry.text,
            style=None if fading else entry.style,
        )
    return Segment(
        kind=SegmentKind.PLAIN, name=name, frames_in_film=range_in_film, colour=entry.colour
    )


def _transition(names: Names, placing: Placing, index: int, range_in_film: FrameRange) -> Segment:
    """The transition at the start of place `index`."""
    transition = placing.transitions[index]
    sides = (
        _side(placing, index - 1, range_in_film, Side.OUTGOING),
        _side(placing, index, range_in_film, Side.INCOMING),
    )
    return Segment(
        kind=SegmentKind.TRANSITION,
        name=names.of_transition(placing.places[index - 1], placing.places[index]),
        frames_in_film=range_in_film,
        pictures=tuple(side for side in sides if isinstance(side, PictureUse)),
        cards=tuple(side for side in sides if isinstance(side, CardUse)),
        transition=transition.kind,
        look=transition.look,
    )


def _side(
    placing: Placing, index: int, range_in_film: FrameRange, role: Side
) -> PictureUse | CardUse:
    each = placing.places[index]
    if each.shot is not None:
        return _picture(placing, index, each, range_in_film, role)
    if isinstance(each.entry, TitleCard):
        return _card(each, each.entry, range_in_film, role)
    return CardUse(role=role, colour=each.entry.colour)


def _card(each: Place, entry: TitleCard, range_in_film: FrameRange, role: Side) -> CardUse:
    """A card in a segment; where its words come and go, with the frames that were shown before."""
    fading = entry.style.changes
    return CardUse(
        role=role,
        text=entry.text,
        style=entry.style,
        elapsed=range_in_film.start - each.start if fading else 0,
        total=each.stop - each.start if fading else 0,
    )


def _picture(
    placing: Placing, index: int, each: ShotPlace, range_in_film: FrameRange, role: Side
) -> PictureUse:
    frames, retiming = range_in_film.frames, each.entry.retiming
    seen = (placing.seen(index) or each.seen).later(range_in_film.start - each.start, frames)
    between = Between.REPEAT if retiming is None else retiming.between
    if between is not Between.REPEAT and not any(seen.pair(k)[2] for k in range(frames)):
        between = Between.REPEAT
    return PictureUse(shot=each.shot.name, seen=seen, frames=frames, role=role, between=between)
