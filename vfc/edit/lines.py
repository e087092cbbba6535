"""The lines that are spoken in a cut, in shots and as voice-over, each with its film frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from vfc.edit.assembly import Assembly, ShotUse
from vfc.edit.locate import frame_in_film, locate, uses_by_shot
from vfc.edit.soundplan import heard_in_film, recorded
from vfc.errors import Span
from vfc.film.facts import span_field
from vfc.film.model import Film, Speech
from vfc.film.speech import LineDelivery, Translations, WordTime, line_seconds
from vfc.film.timing import FrameRange, ceiling
from vfc.film.treatments import HeardThrough

CUT_SHORT = Fraction(2, 100)  # seconds of fade where a line is cut short


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSound:
    """Where a line that a voice speaks is heard: `seconds` of film time from `start_in_film` on, of
    the line from `start_in_line` on, at a `speed`; whether it ends before it is over.
    """

    start_in_film: Fraction
    seconds: Fraction
    start_in_line: Fraction = Fraction(0)
    speed: Fraction = Fraction(1)
    short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLine:
    """A line as the film speaks it: by whom, what, and when. `shot` is '' for voice-over; `number`
    counts from 1 in its shot, or among the film's voice-over; `gain` in dB, `pan` and `through` as
    for other sounds. `recorded`: a file of the soundtrack speaks it. `delivery` is that of one that
    a voice speaks, `sound` where it is heard. `words` are the film frames of each of its words,
    exact, where they are known.
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
    sound: LineSound | None = None
    words: tuple[WordTime, ...] = ()
    translations: Translations = ()
    span: Span = span_field()


def spoken_lines(film: Film, assembly: Assembly) -> tuple[SpokenLine, ...]:
    """Every line of a cut that is heard, in the order of the film."""
    film = film.as_cut(assembly.cut)
    found = [*_in_shots(film, assembly), *_voice_over(film, assembly), *_recorded(film, assembly)]
    return tuple(sorted(found, key=lambda line: line.range_in_film))


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
            begins = _exact(use, range_in_shot.start)
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
                sound=_sound(line.text, line.delivery, begins, heard, use.speed, rate),
                words=_words(line.delivery, begins, use.speed, rate),
                translations=line.translations,
                span=line.span,
            )


def _exact(use: ShotUse, frame_in_shot: int) -> Fraction:
    """The film frame at which a shot's frame is, or would be, exact."""
    return use.frames_in_film.start + (frame_in_shot - use.start_in_shot) / Fraction(use.speed)


def _heard(use: ShotUse, range_in_shot: FrameRange, heard: FrameRange) -> FrameRange:
    """The film frames of a part of a shot, as far as they are heard; may be empty."""
    return FrameRange(
        max(heard.start, frame_in_film(use, range_in_shot.start)),
        min(heard.stop, frame_in_film(use, range_in_shot.stop)),
    )


def _sound(
    text: str,
    delivery: LineDelivery | None,
    begins: Fraction,
    within: FrameRange,
    speed: Fraction,
    rate: Fraction,
) -> LineSound | None:
    """Where a line that begins at a film frame is heard within film frames; None of one that no
    voice speaks, and where nothing of it is heard.
    """
    if delivery is None:
        return None
    seconds = line_seconds(text, delivery)
    start, stop = begins / rate, begins / rate + seconds / speed
    first, last = max(start, within.start / rate), min(stop, within.stop / rate)
    if last <= first:
        return None
    return LineSound(
        start_in_film=first,
        seconds=last - first,
        start_in_line=(first - start) * speed,
        speed=speed,
        short=last < stop,
    )


def _words(
    delivery: LineDelivery | None, begins: Fraction, speed: Fraction, rate: Fraction
) -> tuple[WordTime, ...]:
    """The film frames of each word of a line that begins at one; none where they are not known."""
    if delivery is None or delivery.heard is None:
        return ()
    return tuple(
        (begins + start * rate / speed, begins + stop * rate / speed)
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
    return SpokenLine(
        who=speech.who,
        text=speech.text,
        range_in_film=FrameRange(start, min(stop, whole.stop)),
        number=number,
        gain=speech.gain,
        pan=speech.pan,
        through=speech.through,
        delivery=speech.delivery,
        sound=_sound(speech.text, speech.delivery, begins, whole, one, rate),
        words=_words(speech.delivery, begins, one, rate),
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
            translations=cue.translations,
            span=cue.span,
        )
