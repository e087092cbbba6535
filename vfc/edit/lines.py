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
from vfc.film.model import Film, Line, Shot
from vfc.film.speech import Translations, speaking_seconds
from vfc.film.timing import FrameRange, ceiling


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLine:
    """A line as the film speaks it: by whom, what, and when. `shot` is '' for voice-over; `gain` in
    dB. `recorded`: a file of the film speaks it.
    """

    who: str
    text: str
    range_in_film: FrameRange
    shot: str = ""
    gain: float = 0.0
    recorded: bool = False
    translations: Translations = ()
    span: Span = span_field()


def spoken_lines(film: Film, assembly: Assembly) -> tuple[SpokenLine, ...]:
    """Every line of a cut that is heard, in the order of the film."""
    film = film.as_cut(assembly.cut)
    found = [*_in_shots(film, assembly), *_voice_over(film, assembly), *_recorded(film, assembly)]
    return tuple(sorted(found, key=lambda line: line.range_in_film))


def _in_shots(film: Film, assembly: Assembly) -> Iterator[SpokenLine]:
    for use in assembly.uses:
        shot = film.shots[use.shot]
        if shot.lines and shot.sound.heard and use.entry.sound:
            heard = heard_in_film(assembly, use)
            for line, range_in_shot in _in_turn(shot, film.format.rate):
                range_in_film = _heard(use, range_in_shot, heard)
                if range_in_film.frames > 0:
                    yield SpokenLine(
                        who=line.who,
                        text=line.text,
                        range_in_film=range_in_film,
                        shot=use.shot,
                        translations=line.translations,
                        span=line.span,
                    )


def _in_turn(shot: Shot, rate: Fraction) -> Iterator[tuple[Line, FrameRange]]:
    at = 0
    for line in shot.lines:
        start = at if line.start_in_shot is None else line.start_in_shot
        at = start + ceiling(speaking_seconds(line.text) * rate)
        yield line, FrameRange(start, at)


def _heard(use: ShotUse, range_in_shot: FrameRange, heard: FrameRange) -> FrameRange:
    """The film frames of a part of a shot, as far as they are heard; may be empty."""
    return FrameRange(
        max(heard.start, frame_in_film(use, range_in_shot.start)),
        min(heard.stop, frame_in_film(use, range_in_shot.stop)),
    )


def _voice_over(film: Film, assembly: Assembly) -> Iterator[SpokenLine]:
    uses = uses_by_shot(assembly.uses)
    for speech in film.sound.dialogue:
        start = locate(speech.at, uses)
        if isinstance(start, int) and 0 <= start < assembly.frames:
            stop = start + ceiling(speaking_seconds(speech.text) * film.format.rate)
            yield SpokenLine(
                who=speech.who,
                text=speech.text,
                gain=speech.gain,
                range_in_film=FrameRange(start, min(stop, assembly.frames)),
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
