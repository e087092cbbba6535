"""The lines that are spoken in a cut, in shots and as voice-over, each with its film frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from vfc.edit.assembly import Assembly, ShotUse
from vfc.edit.locate import frame_in_film, locate, uses_by_shot
from vfc.edit.soundplan import SoundPart, heard_in_film, playing, recorded
from vfc.errors import Span
from vfc.film.courses import CourseLegs, in_seconds
from vfc.film.facts import span_field
from vfc.film.model import Asset, Cue, Film, Speech
from vfc.film.speech import LineDelivery, Translations, WordTime, line_seconds
from vfc.film.timing import FrameRange, ceiling
from vfc.film.treatments import HeardThrough

CUT_SHORT = Fraction(2, 100)  # seconds of fade where a line is cut short


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSound:
    """Where a line that a voice speaks is heard: `seconds` of film time from `start_in_film` on, of
    the line from `start_in_line` on, at a `speed` or by `legs` in seconds, `backwards` to its
    start; whether it ends before it is over.
    """

    start_in_film: Fraction
    seconds: Fraction
    start_in_line: Fraction = Fraction(0)
    speed: Fraction = Fraction(1)
    legs: CourseLegs = ()
    backwards: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLine:
    """A line as the film speaks it: by whom, what, and when. `shot` is '' for voice-over; `number`
    counts from 1 in its shot, or among the film's voice-over; `gain` in dB, `pan` and `through` as
    for other sounds. `recorded`: a file of the soundtrack speaks it. `delivery` is that of one that
    a voice speaks, `sounds` where it is heard: several where its shot stands still meanwhile.
    `words` are the film frames of each of its words, exact, where they are known.
    """

    who: str
    text: str
    range_in_film: FrameRange
    shot: str = ""
    number: int = 0
    gain: float = 0.0
    pan: float = 0.0
    through: tuple[HeardThrough, ...] = ()
    recorded: bool = False
    delivery: LineDelivery | None = None
    sounds: tuple[LineSound, ...] = ()
    words: tuple[WordTime, ...] = ()
    translations: Translations = ()
    span: Span = span_field()


def spoken_lines(film: Film, assembly: Assembly) -> tuple[SpokenLine, ...]:
    """Every line of a cut that is heard, in the order of the film."""
    film = film.as_cut(assembly.cut)
    found = [*_in_shots(film, assembly), *_voice_over(film, assembly), *_recorded(film, assembly)]
    return tuple(sorted(found, key=lambda line: line.range_in_film))


def part_of_line(spoken: SpokenLine, sound: LineSound, source: Asset | str) -> SoundPart:
    """A line at its place in the sound plan: of a recording, its file, or what it is called."""
    return SoundPart(
        source=source,
        start_in_film=sound.start_in_film,
        seconds=sound.seconds,
        start_in_source=sound.start_in_line,
        gain=spoken.gain,
        fade_out=CUT_SHORT if sound.short else Fraction(0),
        pan=spoken.pan,
        through=spoken.through,
        speech=True,
        speed=sound.speed,
        legs=sound.legs,
        backwards=sound.backwards,
    )


def _in_shots(film: Film, assembly: Assembly) -> Iterator[SpokenLine]:
    rate = film.format.rate
    for use in assembly.uses:
        shot = film.shots[use.shot]
        if not (shot.lines and shot.sound.heard and use.entry.sound):
            continue
        heard = heard_in_film(assembly, use)
        spoken = zip(shot.lines, shot.spoken(rate), strict=True)
        for number, (line, range_in_shot) in enumerate(spoken, 1):
            range_in_film = _heard(use, range_in_shot, heard)
            if range_in_film.frames <= 0:
                continue
            yield SpokenLine(
                who=line.who,
                text=line.text,
                range_in_film=range_in_film,
                shot=use.shot,
                number=number,
                gain=shot.sound.gain,
                pan=shot.sound.pan,
                through=shot.sound.through,
                delivery=line.delivery,
                sounds=_sounds(line.text, line.delivery, use, range_in_shot.start, heard, rate),
                words=_words(line.delivery, use, range_in_shot.start, rate),
                translations=line.translations,
                span=line.span,
            )


def _when(use: ShotUse, frame_in_shot: Fraction) -> Fraction:
    """The film frame at which a shot is, or would be, at a time of its own; of one that never is,
    where it ends.
    """
    seen = use.seen
    gone = seen.start + 1 - frame_in_shot if seen.backwards else frame_in_shot - seen.start
    found = seen.when(gone)
    return (
        use.frames_in_film.start + found if found is not None else Fraction(use.frames_in_film.stop)
    )


def _heard(use: ShotUse, range_in_shot: FrameRange, heard: FrameRange) -> FrameRange:
    """The film frames of a part of a shot, as far as they are heard; may be empty."""
    start, stop = range_in_shot
    if use.seen.backwards:
        start, stop = stop - 1, start - 1
    return FrameRange(
        max(heard.start, frame_in_film(use, start)), min(heard.stop, frame_in_film(use, stop))
    )


def _sounds(
    text: str,
    delivery: LineDelivery | None,
    use: ShotUse,
    first_in_shot: int,
    heard: FrameRange,
    rate: Fraction,
) -> tuple[LineSound, ...]:
    """Where a line is heard that begins at a frame of its shot: as the shot's own sound is."""
    seen, begins = use.seen, Fraction(first_in_shot)
    if delivery is None:
        return ()
    if seen.one_speed and not seen.backwards:
        at = _when(use, begins)
        return _at_one_speed(text, delivery, at, heard, seen.speed, rate)
    ends = begins + line_seconds(text, delivery) * rate
    start, stop = sorted((_when(use, begins), _when(use, ends)))
    within = max(start, heard.start), min(stop, heard.stop)
    found: list[LineSound] = []
    for first, last in playing(use, within):
        gone = seen.passed(first - use.frames_in_film.start)
        at = seen.start + 1 - gone if seen.backwards else seen.start + gone
        later = seen.later(first - use.frames_in_film.start, ceiling(last - first) + 1)
        found.append(
            LineSound(
                start_in_film=first / rate,
                seconds=(last - first) / rate,
                start_in_line=(at - begins) / rate,
                speed=later.speed,
                legs=in_seconds(later.legs, rate),
                backwards=seen.backwards,
                short=last < stop,
            )
        )
    return tuple(found)


def _at_one_speed(
    text: str,
    delivery: LineDelivery | None,
    begins: Fraction,
    within: FrameRange,
    speed: Fraction,
    rate: Fraction,
) -> tuple[LineSound, ...]:
    """Where a line that begins at a film frame is heard within film frames; nowhere one that no
    voice speaks.
    """
    if delivery is None:
        return ()
    seconds = line_seconds(text, delivery)
    start, stop = begins / rate, begins / rate + seconds / speed
    first, last = max(start, within.start / rate), min(stop, within.stop / rate)
    if last <= first:
        return ()
    return (
        LineSound(
            start_in_film=first,
            seconds=last - first,
            start_in_line=(first - start) * speed,
            speed=speed,
            short=last < stop,
        ),
    )


def _words(
    delivery: LineDelivery | None, use: ShotUse, first_in_shot: int, rate: Fraction
) -> tuple[WordTime, ...]:
    """The film frames of each word of a line that begins at a frame of its shot; none where they
    are not known, or where they are heard backwards.
    """
    if delivery is None or delivery.heard is None or use.seen.backwards:
        return ()
    return tuple(
        (_when(use, first_in_shot + start * rate), _when(use, first_in_shot + stop * rate))
        for start, stop in delivery.heard.words
    )


def _voice_over(film: Film, assembly: Assembly) -> Iterator[SpokenLine]:
    uses, rate = uses_by_shot(assembly.uses), film.format.rate
    whole = FrameRange(0, assembly.frames)
    for number, speech in enumerate(film.sound.dialogue, 1):
        start = locate(speech.at, uses)
        if isinstance(start, int) and 0 <= start < assembly.frames:
            yield _said(speech, number, start, whole, rate)


def _said(speech: Speech, number: int, start: int, whole: FrameRange, rate: Fraction) -> SpokenLine:
    """A line of voice-over that begins at a film frame."""
    stop = start + ceiling(line_seconds(speech.text, speech.delivery) * rate)
    one, begins = Fraction(1), Fraction(start)
    heard = speech.delivery.heard if speech.delivery else None
    return SpokenLine(
        who=speech.who,
        text=speech.text,
        range_in_film=FrameRange(start, min(stop, whole.stop)),
        number=number,
        gain=speech.gain,
        pan=speech.pan,
        through=speech.through,
        delivery=speech.delivery,
        sounds=_at_one_speed(speech.text, speech.delivery, begins, whole, one, rate),
        words=tuple(
            (begins + start * rate, begins + stop * rate)
            for start, stop in (heard.words if heard else ())
        ),
        translations=speech.translations,
        span=speech.span,
    )


def _recorded(film: Film, assembly: Assembly) -> Iterator[SpokenLine]:
    rate = film.format.rate
    for cue, part in recorded(film, assembly):
        start, stop = part.start_in_film * rate, (part.start_in_film + part.seconds) * rate
        yield SpokenLine(
            who=cue.who,
            text=cue.text,
            range_in_film=FrameRange(int(start), ceiling(stop)),
            recorded=True,
            words=_recorded_words(cue, part, rate),
            translations=cue.translations,
            span=cue.span,
        )


def _recorded_words(cue: Cue, part: SoundPart, rate: Fraction) -> tuple[WordTime, ...]:
    """The film frames of each word of a recording, as far as it is heard."""
    heard = cue.delivery.heard if cue.delivery is not None else None
    begins = part.start_in_film - (part.start_in_source - cue.start)
    first, last = part.start_in_film * rate, (part.start_in_film + part.seconds) * rate
    return tuple(
        (
            min(last, max(first, (begins + start) * rate)),
            min(last, max(first, (begins + stop) * rate)),
        )
        for start, stop in (heard.words if heard else ())
    )
