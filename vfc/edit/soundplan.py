"""Every sound of a cut at its place on the film's absolute time, in exact seconds.

A shot's own sound is heard for as long as its picture is seen, fading where the picture dissolves;
`lead` and `trail` widen that at the cut. A sound `under` a shot or a scene follows its unbroken
runs in the same way. Nothing is heard before the film's first frame or after its last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from vfc.edit.anchors import runs_of
from vfc.edit.assembly import Assembly, ShotUse
from vfc.edit.locate import Uses, locate, uses_by_shot
from vfc.film.courses import CourseLegs, in_seconds
from vfc.film.cut import Track
from vfc.film.model import Asset, Cue, Film, Footage, Shot, Still
from vfc.film.soundcodecs import Stem
from vfc.film.timing import FrameRange, ceiling
from vfc.film.treatments import DuckSetting, FadeCurve, HeardThrough

FilmTimes = tuple[Fraction | int, Fraction | int]  # film frames, from the first up to the second
SOFT = Fraction(1, 200)  # seconds of a fade where a frame begins or ends to be held


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPart:
    """One sound in the film: `seconds` of film time from `start_in_film` on, read from
    `start_in_source` at `speed`.

    Where its speed changes it goes by `legs`, in seconds; `backwards` it is read on from there to
    the file's start. `source` is a file, or a shot's name for its own sound; then `start_in_source`
    counts from the shot's first frame, and is below zero where a `lead` hears footage from before
    its `in`. With `repeat` the source begins anew, from its start, when it ends. `speech` tells
    sounds that others duck under. `track` is None of a shot's own sound. What it is heard `through`
    sounds on after its `seconds`.
    """

    source: Asset | str
    start_in_film: Fraction
    seconds: Fraction
    start_in_source: Fraction = Fraction(0)
    gain: float = 0.0
    fade_in: Fraction = Fraction(0)
    fade_out: Fraction = Fraction(0)
    repeat: bool = False
    duck: DuckSetting | None = None
    pan: float = 0.0
    curve: FadeCurve = FadeCurve.POWER
    through: tuple[HeardThrough, ...] = ()
    speech: bool = False
    speed: Fraction = Fraction(1)
    legs: CourseLegs = ()
    backwards: bool = False
    track: Track | None = None


def sound_plan(
    film: Film, assembly: Assembly, sounding: Collection[str] | None = None
) -> tuple[SoundPart, ...]:
    """All the sounds of an assembled cut: the shots' own in the film's order, then the cues in the
    order of the text.

    `sounding` are the shots that have sound of their own, where that is known; None: all may have.
    What is anchored to nothing in this cut is left out; `assemble` has said so where that is a
    mistake.
    """
    film = film.as_cut(assembly.cut)
    own = (
        part
        for use in assembly.uses
        if sounding is None or use.shot in sounding
        for part in _own_sound(film, assembly, use)
    )
    return (*own, *_cues(film, assembly))


def stem_of(part: SoundPart) -> Stem:
    """The stem that a sound belongs to: what is spoken, music, or everything else."""
    if part.track is Track.MUSIC:
        return Stem.MUSIC
    return Stem.DIALOGUE if part.speech else Stem.EFFECTS


def heard_in_film(assembly: Assembly, use: ShotUse) -> FrameRange:
    """The film frames in which a shot's own sound may be heard: its picture's, widened by lead and
    trail.
    """
    seen = use.frames_in_film
    stop = max(seen.stop, use.cut_out + use.entry.trail)
    return FrameRange(max(0, seen.start - use.entry.lead), min(assembly.frames, stop))


def is_heard(film: Film, use: ShotUse) -> bool:
    """Whether a use of a shot may have sound of its own at all."""
    shot = film.shots[use.shot]
    return use.entry.sound and shot.sound.heard and not isinstance(shot.source, Still)


def _own_sound(film: Film, assembly: Assembly, use: ShotUse) -> Iterator[SoundPart]:
    """A use's own sound: one part, or of a use that stands still now and then one for each time
    that it plays.
    """
    if not is_heard(film, use):
        return
    shot, rate = film.shots[use.shot], film.format.rate
    anchor, seen = use.frames_in_film.start, use.seen
    heard = _has_sound(shot, use, heard_in_film(assembly, use), rate)
    for start, stop in playing(use, heard):
        if stop <= start:
            continue
        # frames of the shot, before its picture where below zero
        begun = seen.passed(start - anchor)
        begin = seen.start + 1 - begun if seen.backwards else seen.start + begun
        fade_in, fade_out = _dissolved(use)
        part = SoundPart(
            source=shot.name,
            start_in_film=start / rate,
            seconds=(stop - start) / rate,
            start_in_source=begin / rate,
            fade_in=fade_in / rate if start == heard[0] else SOFT,
            fade_out=fade_out / rate if stop == heard[1] else SOFT,
            gain=shot.sound.gain,
            pan=shot.sound.pan,
            through=shot.sound.through,
            speech=_is_speech(shot),
            speed=seen.speed,
            backwards=seen.backwards,
        )
        if not seen.one_speed:
            later = seen.later(start - anchor, ceiling(stop - start) + 1)
            part = replace(part, speed=later.speed, legs=in_seconds(later.legs, rate))
        yield part


def playing(use: ShotUse, heard: FilmTimes) -> Iterator[FilmTimes]:
    """The film frames, of those in which a use is heard, in which it plays on: none where one of
    its frames is held.
    """
    start, stop = heard
    if use.seen.one_speed or stop <= start:
        yield heard
        return
    anchor, seen = use.frames_in_film.start, use.seen
    still, most = seen.still, seen.most
    held = None if most is None else seen.reach(most + 1)
    begun: Fraction | int | None = None
    for frame in range(int(start) - anchor, ceiling(stop) - anchor):
        moves = (held is None or frame < held) and not any(
            (begins is None or begins <= frame) and (ends is None or frame + 1 <= ends)
            for begins, ends in still
        )
        if moves and begun is None:
            begun = max(start, anchor + frame)
        elif not moves and begun is not None:
            yield begun, anchor + frame
            begun = None
    if begun is not None:
        yield begun, stop


def _is_speech(shot: Shot) -> bool:
    """Whether others duck under a shot's own sound: somebody has lines in it, or it was recorded
    with its picture; not where the text says that it is ambience.
    """
    return not shot.sound.ambience and (bool(shot.lines) or isinstance(shot.source, Footage))


def _has_sound(shot: Shot, use: ShotUse, wanted: FrameRange, rate: Fraction) -> FilmTimes:
    """The film frames, of those wanted, for which the shot's source has sound at all."""
    footage = isinstance(shot.source, Footage)
    if not (footage or use.entry.lead or use.entry.trail):
        return wanted
    first, last = _source_limits(shot, rate)
    anchor, seen = use.frames_in_film.start, use.seen  # here the source is at its start
    if seen.one_speed and not seen.backwards:
        return (
            max(wanted.start, anchor + (first - seen.start) / seen.speed),
            min(wanted.stop, anchor + (last - seen.start) / seen.speed),
        )
    counts = (
        (seen.start + 1 - last, seen.start + 1 - first)
        if seen.backwards
        else (first - seen.start, last - seen.start)
    )
    begins, ends = (seen.reach(each) for each in counts)
    return (
        wanted.stop if begins is None else max(wanted.start, anchor + begins),
        wanted.stop if ends is None else min(wanted.stop, anchor + ends),
    )


def _source_limits(shot: Shot, rate: Fraction) -> tuple[Fraction, Fraction]:
    """Where a shot's own sound begins and ends, in the shot's frames: footage's lies around the
    part shown.
    """
    has = Fraction(shot.frames + shot.handles)
    if isinstance(shot.source, Footage):
        seconds = shot.source.file.facts.seconds
        return -shot.source.start * rate, (seconds - shot.source.start) * rate if seconds else has
    return Fraction(0), has


def _dissolved(use: ShotUse) -> tuple[int, int]:
    """Film frames of fade at both ends: where the picture dissolves, unless lead or trail pass
    that.
    """
    fade_in = 0 if use.entry.lead else use.dissolve_in
    return fade_in, 0 if use.entry.trail > use.dissolve_out else use.dissolve_out


def _cues(film: Film, assembly: Assembly) -> Iterator[SoundPart]:
    by_shot = uses_by_shot(assembly.uses)
    for cue in film.sound.cues:
        for range_in_film, fades in _cue_ranges(film, assembly, by_shot, cue):
            part = _cue_part(film, assembly, cue, range_in_film, fades)
            if part is not None:
                yield part


def recorded(film: Film, assembly: Assembly) -> Iterator[tuple[Cue, SoundPart]]:
    """The recordings of lines that are heard in a cut, each with its place."""
    film = film.as_cut(assembly.cut)
    by_shot = uses_by_shot(assembly.uses)
    for cue in film.sound.cues:
        if cue.track is Track.DIALOGUE and cue.text:
            for range_in_film, fades in _cue_ranges(film, assembly, by_shot, cue):
                part = _cue_part(film, assembly, cue, range_in_film, fades)
                if part is not None:
                    yield cue, part


def _cue_ranges(
    film: Film, assembly: Assembly, uses: Uses, cue: Cue
) -> Iterator[tuple[FrameRange, tuple[int, int]]]:
    """The film frames that a cue may fill, each with the fades of the dissolves at its ends."""
    if not cue.under:
        start = 0 if cue.at is None else locate(cue.at, uses)
        if isinstance(start, int):
            yield FrameRange(start, assembly.frames), (0, 0)
        return
    for first, last in runs_of(film, cue.under, assembly.uses):
        dissolves = (first.dissolve_in, last.dissolve_out)
        yield FrameRange(first.frames_in_film.start, last.frames_in_film.stop), dissolves


def _cue_part(
    film: Film, assembly: Assembly, cue: Cue, within: FrameRange, fades: tuple[int, int]
) -> SoundPart | None:
    rate = film.format.rate
    start, stop = Fraction(within.start) / rate, Fraction(min(within.stop, assembly.frames)) / rate
    if cue.length is not None:
        stop = min(stop, start + Fraction(cue.length) / rate)
    length = cue.file.facts.seconds
    if length and not cue.repeat:
        stop = min(stop, start + length - cue.start)
    skipped = max(Fraction(0), -start)  # of a named cut that begins later
    if skipped and cue.repeat and length:
        skipped %= length - cue.start
    start = max(Fraction(0), start)
    if stop <= start:
        return None
    fade_in, fade_out = _fit(
        max(cue.fade_in, fades[0]) / rate, max(cue.fade_out, fades[1]) / rate, stop - start
    )
    return SoundPart(
        source=cue.file,
        start_in_film=start,
        seconds=stop - start,
        start_in_source=cue.start + skipped,
        gain=cue.gain,
        fade_in=fade_in,
        fade_out=fade_out,
        repeat=cue.repeat,
        duck=cue.duck,
        pan=cue.pan,
        curve=cue.curve,
        through=cue.through,
        speech=cue.track is Track.DIALOGUE,
        track=cue.track,
    )


def _fit(fade_in: Fraction, fade_out: Fraction, seconds: Fraction) -> tuple[Fraction, Fraction]:
    """Two fades that a sound of `seconds` has room for, shortened alike where it has not."""
    both = fade_in + fade_out
    if both <= seconds:
        return fade_in, fade_out
    return fade_in * seconds / both, fade_out * seconds / both
