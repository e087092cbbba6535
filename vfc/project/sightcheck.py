"""What people will not see of a deliverable: titles too small to read, people whom its shape cuts
off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from vfc.errors import MediaError, Mistake, Severity, Span
from vfc.film.model import Cut, Deliverable, Film, Shot, ShotEntry, TitleCard, TitleStyle
from vfc.film.sources import Fit
from vfc.recipes.params import GeneratedParams
from vfc.recipes.step import Plan

# Of the picture's width. A deliverable that keeps less has no room for two people side by side, who
# fill it: a picture of 16:9 keeps 0.75 of its width in 4:3, 0.56 in a square, 0.32 in 9:16.
ROOM_FOR_TWO = 0.6
NAMED = 3  # shots that a warning names


def sight_warnings(film: Film, plan: Plan, files: Mapping[str, Path]) -> list[Mistake]:
    """Warnings of a film that can be built, one a title and one a deliverable; `files` are by
    digest.
    """
    cut_off = (_cut_off(film, plan, each) for each in film.videos)
    return [*_small(film, files), *(each for each in cut_off if each is not None)]


# ── titles ─────────────────────────────────────────────────────────────────────────────────────


def _small(film: Film, files: Mapping[str, Path]) -> Iterator[Mistake]:
    told: set[Span] = set()
    for video in film.videos:
        for text, style, span in _titles(film, film.cuts[video.cut]):
            found = None if span in told else _too_small(film, video, text, style, span, files)
            if found is not None:
                told.add(span)
                yield found


def _titles(film: Film, cut: Cut) -> Iterator[tuple[str, TitleStyle, Span]]:
    yield from (
        (each.text, each.style, each.span) for each in cut.entries if isinstance(each, TitleCard)
    )
    yield from ((each.text, each.style, each.span) for each in film.seen_in(cut).titles)


def _too_small(
    film: Film,
    video: Deliverable,
    text: str,
    style: TitleStyle,
    span: Span,
    files: Mapping[str, Path],
) -> Mistake | None:
    from vfc.media.lettering.titles import SMALLEST_READABLE, letters_of

    size = video.size or film.format.size
    try:
        pixels = letters_of(size, text, style, files.get(style.font.digest) if style.font else None)
    except MediaError:  # told where the title is drawn, or of the font's letters
        return None
    if pixels >= SMALLEST_READABLE * size.height:
        return None
    hint = (
        f"write size: {SMALLEST_READABLE} or more"
        if style.size < SMALLEST_READABLE
        else "it has shrunk to fit: say less, or break it into lines"
    )
    return Mistake(
        span=span,
        severity=Severity.WARNING,
        hint=hint,
        message=f"this title is too small to read in {video.path}: letters of {pixels} pixels, "
        f"where the picture has {size.height}",
    )


# ── shapes ─────────────────────────────────────────────────────────────────────────────────────


def _cut_off(film: Film, plan: Plan, video: Deliverable) -> Mistake | None:
    """That a narrow deliverable, which shows the middle of each picture, cuts people off."""
    size, shape = video.size or film.format.size, film.format.size
    kept = size.width * shape.height / (size.height * shape.width)
    if video.fit is not Fit.CROP or kept >= ROOM_FOR_TWO:
        return None
    shown = (
        film.shots[each.shot]
        for each in film.cuts[video.cut].entries
        if isinstance(each, ShotEntry)
    )
    names = [
        name
        for name, shot in {shot.name: shot for shot in shown}.items()
        if _loses(plan, shot, kept)
    ]
    if not names:
        return None
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return Mistake(
        span=video.span,
        severity=Severity.WARNING,
        message=f"{video.path} shows the middle {round(100 * kept)} % of each picture, and people "
        f"are cut off in {', '.join(names[:NAMED])}{more}",
        hint="write fit: pad to show all of it, or frame these shots for its shape",
    )


def _loses(plan: Plan, shot: Shot, kept: float) -> bool:
    """Whether somebody is mostly outside the middle: previs knows where people stand, of others it
    is known where there are several.
    """
    step = plan.by_key().get(plan.takes.get(f"{shot.name}#{plan.shown_takes[shot.name]}", ""))
    params = step.params if step is not None else None
    if (
        step is None
        or step.uses
        or step.files
        or not isinstance(params, GeneratedParams)
        or params.generator != "previs"
    ):
        return len(shot.cast) > 1 or shot.camera.framing.replace("-", " ") == "two shot"
    from vfc.generators.previs.picture.whereabouts import whereabouts

    return any(
        2 * sum(abs(place - 0.5) > kept / 2 for place in places) > len(places)
        for places in whereabouts(params.whole_request)
    )
