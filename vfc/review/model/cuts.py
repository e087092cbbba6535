"""The cuts of a film as pages see them: what lies on the timeline of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from vfc.edit.anchors import title_ranges
from vfc.edit.assembly import Assembly, SegmentKind, ShotUse
from vfc.edit.layers import layer_ranges
from vfc.edit.lines import spoken_lines
from vfc.edit.locate import uses_by_shot
from vfc.edit.segments import assemble
from vfc.edit.soundlanes import TRACKS, in_lanes
from vfc.edit.soundplan import SoundPart, sound_plan
from vfc.film.model import Cut, Film, Footage
from vfc.film.timing import FrameRange, nearest
from vfc.project.plan import Planned
from vfc.review.model.files import review_files
from vfc.review.model.values import ReviewCut, ReviewLane, ReviewPart, ReviewUse

SPOKEN = "Lines"


def review_cuts(planned: Planned) -> tuple[ReviewCut, ...]:
    """Every cut of a film, its own first; TextError where one cannot be made."""
    film = planned.loaded.film
    ordered = sorted(film.cuts.values(), key=lambda cut: cut.name != "")
    return tuple(_cut(planned, cut) for cut in ordered if cut.entries)


def _cut(planned: Planned, cut: Cut) -> ReviewCut:
    film = planned.loaded.film
    assembly, view = assemble(film, cut), film.seen_in(cut)
    return ReviewCut(
        name=cut.name,
        title=view.title,
        frames=assembly.frames,
        start=view.format.start or 0,
        uses=tuple(map(_use, assembly.uses)),
        transitions=tuple(
            ReviewPart(label=each.transition, frames=each.frames_in_film)
            for each in assembly.segments
            if each.kind is SegmentKind.TRANSITION
        ),
        cards=tuple(_cards(cut, assembly)),
        above=tuple(_above(view, cut, assembly)),
        sounds=tuple(_sounds(view, assembly)),
        files=review_files(planned, cut),
    )


def _use(use: ShotUse) -> ReviewUse:
    source = tuple(use.seen.frame(k) for k in range(use.frames_in_film.frames))
    first = source[0] if source else 0
    runs_on = source == tuple(range(first, first + len(source)))
    return ReviewUse(
        shot=use.shot,
        use=use.use,
        frames=use.frames_in_film,
        begins=use.dissolve_in,
        ends=use.dissolve_out,
        source=(first,) if runs_on else source,
        file=use.entry.span.file,
        line=use.entry.span.line,
    )


def _cards(cut: Cut, assembly: Assembly) -> Iterator[ReviewPart]:
    """The entries that are no shots, each where nothing of a shot is seen."""
    for segment in assembly.segments:
        if segment.kind is SegmentKind.TITLE:
            text = segment.text or next((card.text for card in segment.cards), "")
            yield ReviewPart(label=text, frames=segment.frames_in_film)
        elif segment.kind is SegmentKind.PLAIN:
            yield ReviewPart(
                label=segment.colour, frames=segment.frames_in_film, colour=segment.colour
            )


def _above(film: Film, cut: Cut, assembly: Assembly) -> Iterator[ReviewLane]:
    """What lies over the picture: titles, then layers of the film."""
    uses, whole = uses_by_shot(assembly.uses), FrameRange(0, assembly.frames)
    titles = [
        (title.text, frames) for title, frames in title_ranges(film, cut, uses, whole.stop)[0]
    ]
    yield from _lanes("Titles", titles, whole)
    layers = [
        (layer.shot or layer.name, frames)
        for layer, frames in layer_ranges(film, cut, uses, whole.stop)[0]
    ]
    yield from _lanes("Overlays", layers, whole)


def _sounds(film: Film, assembly: Assembly) -> Iterator[ReviewLane]:
    """What is heard: lines, then each track of sounds."""
    rate, whole = film.format.rate, FrameRange(0, assembly.frames)
    lines = [
        (f"{line.who}: {line.text}" if line.who else line.text, line.range_in_film)
        for line in spoken_lines(film, assembly)
        if not line.recorded
    ]
    yield from _lanes(SPOKEN, lines, whole)
    sounding = {
        shot.name
        for shot in film.shots.values()
        if isinstance(shot.source, Footage) and shot.source.file.facts.channels
    }
    plan = sound_plan(film, assembly, sounding)
    for track, name in TRACKS.items():
        heard = [(_label(part), _frames(part, rate)) for part in plan if part.track is track]
        yield from _lanes("Shots" if track is None else name, heard, whole)


def _label(part: SoundPart) -> str:
    return part.source if isinstance(part.source, str) else part.source.path


def _frames(part: SoundPart, rate: Fraction) -> FrameRange:
    start = nearest(part.start_in_film * rate)
    return FrameRange(start, max(start + 1, nearest((part.start_in_film + part.seconds) * rate)))


def _lanes(
    name: str, items: Iterable[tuple[str, FrameRange]], whole: FrameRange
) -> Iterator[ReviewLane]:
    """As few lanes as hold what lies within the film without overlap."""
    within = [
        (label, FrameRange(max(frames.start, 0), min(frames.stop, whole.stop)))
        for label, frames in items
    ]
    seen = [(label, frames) for label, frames in within if frames.frames > 0]
    for lane in in_lanes(seen):
        yield ReviewLane(
            name=name, parts=tuple(ReviewPart(label=label, frames=frames) for label, frames in lane)
        )
