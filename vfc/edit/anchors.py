"""Titles and sounds at their points, and what is wrong with a point.

In the film's own cut a point that is nowhere, or outside the film, is a mistake, and so it is of
what a named cut has of its own. Of the film's such a title or sound is left out there: a named cut
shows less of the same film.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vfc.edit.assembly import ShotUse
from vfc.edit.locate import Uses, locate, not_in_cut, uses_by_shot
from vfc.edit.wording import count
from vfc.errors import Mistake, Span
from vfc.film.model import Cue, Cut, Film, Overlay, Point, ShotEntry
from vfc.film.timing import FrameRange

Lying = tuple[Overlay, FrameRange]  # a title and its film frames
Run = tuple[ShotUse, ShotUse]  # the first and the last use of an unbroken run


def title_ranges(
    film: Film, cut: Cut, uses: Uses, frames: int
) -> tuple[list[Lying], list[Mistake]]:
    """The film frames of each title over the picture; in a named cut they may reach beyond its
    ends.
    """
    found, mistakes = [], []
    strict = not cut.name or cut.own.titles is not None
    for title in film.titles:
        start = locate(title.at, uses)
        if isinstance(start, int):
            wrong = outside(title.span, "title", start, title.length, frames)
            if wrong is None or not strict:
                found.append((title, FrameRange(start, start + title.length)))
                continue
            start = wrong
        mistakes += [start] if strict else []
    return found, mistakes


def outside(span: Span, what: str, start: int, length: int, frames: int) -> Mistake | None:
    """Why a range is no part of the film, if it is not."""
    if length < 1:
        return Mistake(span=span, message=f"a {what} lasts at least a frame")
    if start >= 0 and start + length <= frames:
        return None
    if start < 0:
        where = f"begins {count(-start)} before the film"
    elif start >= frames:
        where = f"begins at {start}f, after the film's end"
    else:
        where = f"ends {count(start + length - frames)} after the film's end"
    return Mistake(
        span=span,
        message=f"the {what} {where}, which has {count(frames)}",
        hint="move it" if length == 1 else "move it, or write it shorter",
    )


def check_sounds(film: Film, cut: Cut, uses: Iterable[ShotUse], frames: int) -> list[Mistake]:
    """What is wrong with where the sounds of the film's own cut lie, or those of a named cut's
    own.
    """
    sound = cut.own.sound if cut.name else film.sound
    ordered = tuple(uses)
    by_shot = uses_by_shot(ordered)
    wrong = []
    for cue in sound.cues:
        wrong += _check_cue(film, cue, ordered, by_shot, frames)
    for speech in sound.dialogue:
        wrong += _check_start(speech.at, speech.span, "line", by_shot, frames)
    return wrong


def _check_cue(
    film: Film, cue: Cue, uses: tuple[ShotUse, ...], by_shot: Uses, frames: int
) -> list[Mistake]:
    wrong = []
    seconds = cue.file.facts.seconds
    if seconds and cue.start >= seconds:
        wrong.append(
            Mistake(
                span=cue.span,
                message=f"{cue.file.path} lasts {float(seconds):g}s, and the sound would "
                f"begin at {float(cue.start):g}s of it",
                hint="write an earlier start",
            )
        )
    if cue.under and not runs_of(film, cue.under, uses):
        wrong.append(_nothing_under(cue))
    if cue.at is not None:
        wrong += _check_start(cue.at, cue.span, "sound", by_shot, frames)
    return wrong


def _nothing_under(cue: Cue) -> Mistake:
    return Mistake(
        span=cue.span,
        message=f"the cut shows nothing of {cue.under}",
        hint="put it into the cut, or name a scene or shot that is in it",
    )


def _check_start(at: Point, span: Span, what: str, uses: Uses, frames: int) -> list[Mistake]:
    start = locate(at, uses)
    if isinstance(start, Mistake):
        return [start]
    wrong = outside(span, what, start, 1, frames)
    return [wrong] if wrong else []


def runs_of(film: Film, name: str, uses: Iterable[ShotUse]) -> list[Run]:
    """Each unbroken run of a shot or a scene in the film: its first and its last use."""
    found: list[Run] = []
    for use in uses:
        if use.shot != name and film.shots[use.shot].scene != name:
            continue
        if found and found[-1][1].place == use.place - 1:
            found[-1] = (found[-1][0], use)
        else:
            found.append((use, use))
    return found


def points_elsewhere(film: Film, cut: Cut) -> Iterator[Mistake]:
    """Points of a cut's own titles and sounds on shots that it does not name: what can be told even
    where the cut cannot be placed.
    """
    titles = (cut.own.titles or ()) if cut.name else film.titles
    sound = cut.own.sound if cut.name else film.sound
    shots = {entry.shot for entry in cut.entries if isinstance(entry, ShotEntry)}
    scenes = {film.shots[name].scene for name in shots if name in film.shots}
    layers = () if cut.name else film.layers
    points = [title.at for title in titles] + [speech.at for speech in sound.dialogue]
    points += [layer.at for layer in layers if layer.at is not None]
    for point in points + [cue.at for cue in sound.cues if cue.at is not None]:
        if point.shot and point.shot not in shots:
            yield not_in_cut(point)
    for cue in sound.cues:
        if cue.under and cue.under not in shots | scenes:
            yield _nothing_under(cue)
