"""The film page: a cut that plays, its timeline, and what is known of what is seen."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from vfc.film.proxies import ProxyForm, ProxyName
from vfc.review.model.values import (
    Review,
    ReviewCut,
    ReviewFile,
    ReviewLane,
    ReviewMedia,
    ReviewPart,
    ReviewShot,
    ReviewUse,
)
from vfc.review.pages.page import PageData, ReviewPage
from vfc.review.pages.wording import media_address, seconds_of


def film_data(review: Review) -> PageData:
    """The cuts with their timelines and files, and what is known of each shot that they show."""
    film = review.film
    if film is None:
        return {}
    return {
        "cuts": [_cut(review, each) for each in film.cuts],
        "shots": {name: shot_data(review, each) for name, each in film.shots.items()},
    }


def shot_data(review: Review, shot: ReviewShot) -> dict[str, Any]:
    """What is known of a shot; what is empty is left out."""
    rate = review.film.rate if review.film else Fraction(1)
    commits = review.film.commits if review.film else {}
    there = shot.in_film
    known = {
        "words": shot.words,
        "style": shot.style,
        "camera": shot.camera,
        "lines": list(shot.lines),
        "note": shot.note,
        "frames": shot.frames,
        "length": seconds_of(shot.frames, rate),
        "take": shot.take,
        "takes": shot.takes,
        "film_take": there.take if there and there.take != shot.take else 0,
        "film_seed": there.seed if there and there.take != shot.take else "",
        "seed": str(shot.seed) if shot.seed is not None else "",
        "generator": shot.generator,
        "with": shot.made_with,
        "key": shot.key,
        "cost": shot.cost,
        "at": f"{shot.words_file}:{shot.words_line}",
        "commit": commits.get((shot.words_file, shot.words_line), ""),
        "state": shot.state,
        "reasons": list(shot.reasons),
        "poster": _address(review.poster(shot.name)),
    }
    return {name: value for name, value in known.items() if value or name == "seed"}


def media_of_take(review: Review, name: ProxyName) -> str:
    """Where a page finds a proxy; '' while there is none."""
    return _address(review.proxies.get(name))


def _address(media: ReviewMedia | None) -> str:
    return media_address(media) if media else ""


def _cut(review: Review, cut: ReviewCut) -> PageData:
    return {
        "name": cut.name,
        "title": cut.title,
        "frames": cut.frames,
        "start": cut.start,
        "uses": [_use(review, each) for each in cut.uses],
        "transitions": [_part(each) for each in cut.transitions],
        "cards": [_part(each) for each in cut.cards],
        "above": [_lane(each) for each in cut.above],
        "sounds": [_lane(each) for each in cut.sounds],
        "files": [_file(review, each) for each in cut.files],
    }


def _use(review: Review, use: ReviewUse) -> list[object]:
    """`[shot, first film frame, film frame after the last, frames of the transition before, and
    after it, the shot's frames, file:line, its commit]`.
    """
    commits = review.film.commits if review.film else {}
    first, stop = use.frames
    source = use.source[0] if len(use.source) == 1 else list(use.source)
    at, commit = f"{use.file}:{use.line}", commits.get((use.file, use.line), "")
    return [use.shot, first, stop, use.begins, use.ends, source, at, commit]


def _part(part: ReviewPart) -> list[object]:
    return [part.label, *part.frames, *([part.colour] if part.colour else [])]


def _lane(lane: ReviewLane) -> PageData:
    return {"name": lane.name, "parts": [_part(each) for each in lane.parts]}


def _file(review: Review, file: ReviewFile) -> PageData:
    proxy = review.proxies.get(ProxyName(file.path, ProxyForm.MOVIE))
    media = file.media or (proxy if file.current else None)
    return {
        "path": file.path,
        "media": _address(media),
        "current": file.current,
        "word": "shown by a small proxy" if media and media is proxy else file.word,
    }


FILM = ReviewPage(name="film", title="Film", key="f", data=film_data)
