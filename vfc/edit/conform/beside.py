"""What an edit has beside its pictures otherwise than the film: sounds, titles and marks, which
conforming leaves as the text has them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from vfc.edit.incoming.cutlist import IncomingCut, IncomingSound, IncomingText
from vfc.film.timing import FrameRange, frames_of_an_hour, smpte_timecode

One = TypeVar("One")


def beside_the_pictures(film: IncomingCut, edit: IncomingCut) -> tuple[str, ...]:
    """What of a film's sounds, titles and marks an edit has elsewhere, or not, and what it has
    that the film has not; `film` is the film as it reads in the edit's format, conformed.
    """
    return tuple(_differences(film, edit))


def _differences(film: IncomingCut, edit: IncomingCut) -> Iterator[str]:
    if edit.sounds:  # many are handed back without their tracks of sound
        yield from _compared(film, edit, "sound", film.sounds, edit.sounds, _file)
    if edit.titles:
        yield from _compared(film, edit, "title", film.titles, edit.titles, _words)
    known = {mark.words for mark in film.markers}
    for mark in edit.markers:
        if mark.words not in known:
            yield f"the marker '{mark.words}' {_at(edit, mark.range_in_film.start)} is new"


def _compared(
    film: IncomingCut,
    edit: IncomingCut,
    what: str,
    mine: Sequence[One],
    theirs: Sequence[One],
    name: Callable[[One], str],
) -> Iterator[str]:
    for each in dict.fromkeys(name(item) for item in (*mine, *theirs)):
        here = list(dict.fromkeys(_place(item) for item in mine if name(item) == each))
        there = list(dict.fromkeys(_place(item) for item in theirs if name(item) == each))
        stays = set(here) & set(there)
        gone = [place for place in here if place not in stays]
        come = [place for place in there if place not in stays]
        for (old, begins), (new, starts) in zip(gone, come, strict=False):
            if old.start != new.start:
                where = (
                    f"{_at(edit, new.start)} in the edit, and {_at(film, old.start)} in the film"
                )
                yield f"the {what} '{each}' is {where}"
            elif begins != starts:
                yield f"the {what} '{each}' {_at(film, old.start)} is another part of its file"
            else:
                frames = f"{new.frames} frames long in the edit, and {old.frames} in the film"
                yield f"the {what} '{each}' {_at(film, old.start)} is {frames}"
        for place, _ in gone[len(come) :]:
            yield f"the {what} '{each}' {_at(film, place.start)} is gone"
        for place, _ in come[len(gone) :]:
            yield f"the {what} '{each}' {_at(edit, place.start)} is new"


def _place(item: object) -> tuple[FrameRange, Hashable]:
    """The film frames of a sound or a title, and where in its file it begins."""
    if isinstance(item, IncomingSound):
        return item.range_in_film, item.start_in_file
    if isinstance(item, IncomingText):
        return item.range_in_film, None
    raise TypeError(item)


def _file(sound: IncomingSound) -> str:
    return sound.file.spoken


def _words(title: IncomingText) -> str:
    return " ".join(title.words.split())


def _at(cut: IncomingCut, frame: int) -> str:
    return f"at {smpte_timecode(frames_of_an_hour(cut.rate) + frame, cut.rate)}"
