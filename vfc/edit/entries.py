"""How long each entry of a cut is, exactly, and whether its shot has the frames for it."""

from __future__ import annotations

from fractions import Fraction

from vfc.edit.playing import check_retiming, played_length, seen_frames
from vfc.edit.wording import Shown, count
from vfc.errors import Mistake
from vfc.film.model import Film, Footage, Shot, ShotEntry
from vfc.film.timing import ceiling


def measure(entry: Shown, film: Film, *, first: bool) -> Fraction | list[Mistake]:
    """The film time that an entry takes, in frames, exact; or what is wrong with it.

    The first entry of a cut, when its length is in beats, lasts until the beat: `tempo.first` comes
    on top.
    """
    if not isinstance(entry, ShotEntry):
        return _positive(
            entry, entry.length + _until_first_beat(entry.length, entry.beats, film, first)
        )
    shot = film.shots.get(entry.shot)
    if shot is None:
        return [Mistake(span=entry.span, message=f"there is no shot '{entry.shot}'")]
    wrong = _check_points(entry, shot)
    if wrong:
        return wrong
    length = played_length(entry, shot)
    if length is None:
        return [_endless(entry)]
    wrong = _check_length(entry, shot, length) or [*check_retiming(entry, shot, length)]
    if wrong:
        return wrong
    extra = _until_first_beat(*_said(entry, shot), film, first)
    return _check_extra(entry, film, length + extra) if extra else _positive(entry, length)


def _said(entry: ShotEntry, shot: Shot) -> tuple[Fraction, bool]:
    """The length as the text says it, and whether in beats; of a part of a shot, none."""
    if entry.length is not None:
        return entry.length, entry.beats
    whole = entry.in_point is None and entry.out_point is None
    return (shot.length, shot.beats) if whole else (Fraction(0), False)


def _until_first_beat(length: Fraction, beats: bool, film: Film, first: bool) -> Fraction:
    if not first or film.tempo is None or not (beats or Fraction(length).denominator != 1):
        return Fraction(0)
    return film.tempo.first * film.format.rate


def _endless(entry: ShotEntry) -> Mistake:
    return Mistake(
        span=entry.span,
        message=f"{entry.shot} never ends: its speed is 0 before all of it was seen",
        hint="say its length, or end at a speed above 0",
    )


def _positive(entry: Shown, length: Fraction) -> Fraction | list[Mistake]:
    if length < 1:  # between half and a whole frame, whether it is seen would depend on its place
        return [
            Mistake(
                span=entry.span,
                message="this is shorter than a frame, so nothing of it is seen",
                hint="give it a length of 1f or more",
            )
        ]
    return length


def _check_points(entry: ShotEntry, shot: Shot) -> list[Mistake]:
    if entry.speed <= 0:
        return [
            Mistake(
                span=entry.span,
                message="a speed is more than 0",
                hint="write 0.5 for half as fast, 2 for twice",
            )
        ]
    start, stop = entry.in_point or 0, entry.out_point
    wrong = []
    if not 0 <= start < shot.length:
        wrong.append(
            Mistake(
                span=entry.span,
                message=f"in: {start}f is outside {_has(shot)}",
                hint=f"write an in from 0f to {shot.frames - 1}f",
            )
        )
    if stop is not None and not 0 < stop <= shot.frames:
        wrong.append(
            Mistake(
                span=entry.span,
                message=f"out: {stop}f is outside {_has(shot)}",
                hint=f"write an out of at most {shot.frames}f",
            )
        )
    if not wrong and stop is not None and stop <= start:
        wrong.append(Mistake(span=entry.span, message=f"out: {stop}f is not after in: {start}f"))
    return wrong


def _has(shot: Shot) -> str:
    return f"{shot.name}, which has {count(shot.frames)}"


def _check_length(entry: ShotEntry, shot: Shot, length: Fraction) -> list[Mistake]:
    """A `length` of film time must be filled by the shot's own frames, at its speed."""
    if entry.length is None or (entry.retiming and entry.retiming.holds_last):
        return []
    start, seen = entry.in_point or 0, seen_frames(entry, shot, length)
    if start + seen.passed(length) <= shot.frames:
        return []
    has = seen.reach(shot.frames - start) or 0
    has -= seen.passed(has) > shot.frames - start
    at_speed = f" at speed {_speed(entry.speed)}" if entry.speed != 1 else ""
    from_in = f" from {start}f on" if start else ""
    if has < 1:
        hint = "show it more slowly"
    else:
        hint = f"write a length of at most {has}f" + _slower(entry, shot, length)
    message = (
        f"{shot.name} fills {count(has)}{from_in}{at_speed}, and not the "
        f"{count(ceiling(length))} asked for"
    )
    return [Mistake(span=entry.span, message=message, hint=hint)]


def _slower(entry: ShotEntry, shot: Shot, length: Fraction) -> str:
    if entry.retiming is not None:
        return ", or freeze: last" if entry.retiming.freeze is None else ""
    speed = int(100 * (shot.frames - (entry.in_point or 0)) / length)
    return f", or speed: {speed / 100:g}" if speed else ""


def _speed(speed: Fraction) -> str:
    return f"{float(speed):g}"


def _check_extra(entry: ShotEntry, film: Film, length: Fraction) -> Fraction | list[Mistake]:
    """The first entry lasts until the beat; its handles may fill the time before the first beat."""
    shot = film.shots[entry.shot]
    seen = seen_frames(entry, shot, length)
    if seen.last is not None:
        return length
    has, gone, first = shot.frames + shot.handles, ceiling(seen.passed(length)), int(seen.start)
    lacking = max(gone - 1 - first, first + 1 - has) if seen.backwards else gone + first - has
    if lacking <= 0:
        return length
    message = (
        f"the film's first entry lasts until the beat (tempo.first), for which {shot.name} "
        f"lacks {count(lacking)}"
    )
    hint = more_frames(film, shot, lacking, "begin the cut with black")
    return [Mistake(span=entry.span, message=message, hint=hint)]


def more_frames(film: Film, shot: Shot, lacking: int, otherwise: str) -> str:
    """What to write so that a shot has `lacking` more frames after its end, or else `otherwise`."""
    if isinstance(shot.source, Footage) and _left_in_file(film, shot, shot.source) < lacking:
        return f"its file ends there; {otherwise}"
    return f"give the shot 'handles: {shot.handles + lacking}f', or {otherwise}"


def _left_in_file(film: Film, shot: Shot, source: Footage) -> int:
    """Film frames that the shot's file still has after the shot and its handles."""
    return (
        int((source.file.facts.seconds - source.start) * film.format.rate)
        - shot.frames
        - shot.handles
    )
