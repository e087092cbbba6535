"""Whether the entries beside a transition have the frames for it, wherever in the film they
stand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vfc.edit.entries import more_frames
from vfc.edit.playing import frames_until_end
from vfc.edit.wording import count, name_of
from vfc.errors import Mistake
from vfc.film.model import Film, Transition

if TYPE_CHECKING:
    from vfc.edit.placing import Place, Placing, ShotPlace


def check_transition(film: Film, placing: Placing, index: int) -> list[Mistake]:
    """What is wrong with the transition at the start of place `index`: frames that its sides lack,
    in one mistake.
    """
    transition, outgoing, incoming = (
        placing.transitions[index],
        placing.places[index - 1],
        placing.places[index],
    )
    into = (
        _too_long_for(transition, incoming, incoming.least)
        if incoming.least < transition.length
        else []
    )
    if transition.overlap:
        left = outgoing.least - placing.dissolve_in(index - 1)
        out_of = _too_long_for(transition, outgoing, left) if left < transition.length else []
        return out_of if out_of and left < incoming.least else into or out_of
    if not into:
        return _runs_on(film, transition, outgoing)
    # What it may last at most must do for the outgoing side too.
    shorter = _runs_on(film, replace(transition, length=incoming.least), outgoing)
    if shorter and outgoing.shot is not None and (after := frames_after(outgoing)):
        return _too_long_for(
            transition,
            incoming,
            incoming.least,
            f", and {outgoing.shot.name} runs on for {after}",
            after,
        )
    return [
        replace(each, hint=f"{each.hint}; for that {shorter[0].hint}" if shorter else each.hint)
        for each in into
    ]


def _too_long_for(
    transition: Transition, place: Place, left: int, also: str = "", most: int = 0
) -> list[Mistake]:
    shown = f"{name_of(place.entry)} is shown for {count(place.least)}"
    if 0 < left < place.least:
        shown += f", and {count(left)} are left beside its other transition"
    elif left <= 0:
        shown += ", all of them under its other transition"
    hint = f"write a length of at most {most or left}f" if left > 0 else "leave one of the two out"
    message = (
        f"the {transition.kind.spoken} of {count(transition.length)} is too long: {shown}{also}"
    )
    return [Mistake(span=transition.span, message=message, hint=hint)]


def _runs_on(film: Film, transition: Transition, outgoing: Place) -> list[Mistake]:
    """Without overlap the outgoing shot goes on under the incoming: it needs frames after its out
    point.
    """
    after = frames_after(outgoing) if outgoing.shot is not None else None
    if outgoing.shot is None or after is None or after >= transition.length:
        return []
    shot, seen = outgoing.shot, outgoing.seen
    last = seen.frame(outgoing.most + transition.length - 1)
    lacking = -last if seen.backwards else last + 1 - shot.frames - shot.handles
    has = f"there are {after}" if after else "there are none"
    side = (
        "before its in point, for it plays backwards" if seen.backwards else "after its out point"
    )
    message = (
        f"the {transition.kind.spoken} needs {count(transition.length)} of {shot.name} {side}, and "
        f"{has}"
    )
    overlap = f"{{length: {transition.length}f, overlap: true}}, which shortens the film"
    return [
        Mistake(span=transition.span, message=message, hint=_more(film, outgoing, lacking, overlap))
    ]


def _more(film: Film, outgoing: ShotPlace, lacking: int, overlap: str) -> str:
    """What to write so that a shot goes on for `lacking` frames more."""
    if outgoing.seen.backwards:
        first = (outgoing.entry.in_point or 0) + lacking
        return f"cut it in at 'in: {first}f', write 'freeze: last', or {overlap}"
    return more_frames(film, outgoing.shot, lacking, f"write {overlap}")


def frames_after(place: ShotPlace) -> int | None:
    """Film frames for which a shot could run on after its place: its own that `out` left, then its
    handles; None of one whose last frame is held.
    """
    end = frames_until_end(place.seen, place.shot)
    return None if end is None else max(0, end - place.most)
