"""What is spoken: by which voice, how long it takes, when each word is said, and what it is in
other languages.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from vfc.errors import Span
from vfc.film.facts import Asset, Options, span_field
from vfc.film.keyed import outside_keys

LETTERS_A_SECOND = 15  # a measured reading voice, about 150 words a minute
WIDE_A_SECOND = 5  # of scripts that write a syllable or a word in one character
SHORTEST = Fraction(1)  # second
LEVELS_A_SECOND = 50  # digits of how loud a line is
RECORDING = "recording"  # the voice of a line that has a file

Translations = tuple[tuple[str, str], ...]  # tags of languages, and what is said in them
WordTime = tuple[Fraction, Fraction]  # seconds from the line's beginning: from when, until when


def speaking_seconds(text: str) -> Fraction:
    """How long speaking a text takes, nearly: by its letters, at least a second."""
    text = " ".join(text.split())
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return max(
        SHORTEST, Fraction(len(text) - wide, LETTERS_A_SECOND) + Fraction(wide, WIDE_A_SECOND)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceUse:
    """What speaks: the name of a voice, and what the text says of it. `spans` are where each option
    is said.
    """

    use: str
    options: Options = ()
    span: Span = span_field()
    spans: tuple[tuple[str, Span], ...] = outside_keys((), shown=False)

    def where(self, option: str) -> Span:
        """Where an option is said; the voice's own place where it is not."""
        return dict(self.spans).get(option, self.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardLine:
    """How a line came out: its seconds, the time of each of its words (none where they are not
    known), and how loud it is, a digit for each of `LEVELS_A_SECOND`.
    """

    seconds: Fraction
    words: tuple[WordTime, ...] = ()
    level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A line as one take of it is asked of a voice; `seed` and `language` are the film's, `file`
    holds it where it was recorded, for so many `seconds` from its second `start` on.
    """

    voice: VoiceUse
    text: str
    take: int = 1
    seed: int = 0
    language: str = ""
    file: Asset | None = None
    start: Fraction = Fraction(0)
    seconds: Fraction | None = None


Hear = Callable[[Utterance], HeardLine | None]  # what is known of how a line came out


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDelivery:
    """How a line is spoken: by which voice, in how many takes, which of them is picked (None while
    none is), from which recordings, a take each; and how it came out, None while nobody has heard
    it. `pace` is what an estimate of its length is divided by. Of recordings no more is heard than
    `seconds` from the second `start` on.
    """

    voice: VoiceUse
    takes: int = 1
    pick: int | None = None
    files: tuple[Asset, ...] = ()
    heard: HeardLine | None = None
    pace: Fraction = Fraction(1)
    start: Fraction = Fraction(0)
    seconds: Fraction | None = None

    @property
    def shown(self) -> int:
        """The take that is heard: the picked one, else the first."""
        return self.pick or 1

    @property
    def numbers(self) -> range:
        """The takes that are needed: all while none is picked."""
        return range(1, self.takes + 1) if self.pick is None else range(self.pick, self.pick + 1)

    @property
    def file(self) -> Asset | None:
        """The recording that is heard; None of a line that a voice speaks."""
        return self.files[self.shown - 1] if self.files else None

    @property
    def about(self) -> bool:
        """Whether its length is an estimate, until somebody has heard it."""
        return self.heard is None and not self.files

    def utterance(self, text: str, take: int, seed: int, language: str) -> Utterance:
        """What one of its takes is asked of the voice."""
        file = self.files[take - 1] if self.files else None
        return Utterance(
            voice=self.voice,
            text=text,
            take=take,
            seed=seed,
            language=language,
            file=file,
            start=self.start,
            seconds=self.seconds,
        )


def line_seconds(text: str, delivery: LineDelivery | None) -> Fraction:
    """How long a line takes: as it was heard, as its recording has it, or else by its letters."""
    if delivery is None:
        return speaking_seconds(text)
    if delivery.heard is not None:
        return delivery.heard.seconds
    if delivery.file is not None and delivery.file.facts.seconds:
        return delivery.file.facts.seconds
    return speaking_seconds(text) / delivery.pace


def word_count(text: str) -> int:
    """The words of a line, each of which has a time: what stands between its spaces."""
    return len(text.split())
