"""The voice `scratch`: a murmur in the rhythm of speech, to time a film by before anybody speaks
it. It needs nothing, and speaks any language.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy

from vfc.film.facts import Options
from vfc.film.speech import LETTERS_A_SECOND, WIDE_A_SECOND
from vfc.generators.api import Context
from vfc.voices.api import VoiceAbilities, VoiceRequest, tell_words

RATE = 24000
PITCHES = {"low": 110.0, "middle": 165.0, "high": 215.0}  # Hz
SPEEDS = 0.5, 2.0
PAUSES = {",": 0.18, ";": 0.25, ":": 0.25, ".": 0.35, "!": 0.35, "?": 0.35, "…": 0.4, "。": 0.35}
SYLLABLE = 3.0  # letters
FORMANTS = ((500.0, 90.0), (1500.0, 140.0), (2500.0, 200.0))  # Hz, and how wide: of a neutral vowel


class Scratch:
    """Says nothing that can be understood, as long as it would take."""

    name = "scratch"
    version = 1

    def abilities(self, options: Options) -> VoiceAbilities:
        """Three pitches, any language, the times of its words."""
        return VoiceAbilities(
            speakers=tuple(PITCHES), speed=SPEEDS, words=True, seeds=True, rate=RATE
        )

    def run(
        self, request: VoiceRequest, inputs: Mapping[str, Path], context: Context
    ) -> Iterator[numpy.ndarray]:
        """Yield the murmur word by word."""
        dice, times, at = Random(request.seed), [], 0.0
        pitch = PITCHES.get(request.speaker, PITCHES["low"])
        words = request.text.split()
        for number, word in enumerate(words):
            fall = 1 - 0.18 * number / max(1, len(words))
            rise = 1.25 if word.rstrip("\"'”’)").endswith("?") else 1.0
            said = _word(word, pitch * fall * rise, request.speed, dice)
            pause = numpy.zeros(round(_pause(word) / request.speed * RATE), numpy.float32)
            times.append((at, at + len(said) / RATE))
            at += (len(said) + len(pause)) / RATE
            yield said
            yield pause
        tell_words(context, times)


class _Sound(NamedTuple):
    seconds: float
    syllables: int


def _measure(word: str) -> _Sound:
    """How long a word takes, with the space after it, and in how many beats."""
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in word)
    letters = sum(each.isalnum() for each in word) - wide
    seconds = (max(1, letters) + 1) / LETTERS_A_SECOND if not wide else letters / LETTERS_A_SECOND
    return _Sound(seconds + wide / WIDE_A_SECOND, max(1, wide, round(letters / SYLLABLE)))


def _pause(word: str) -> float:
    return PAUSES.get(word.rstrip("\"'”’)")[-1:], 0.0)


def _word(word: str, pitch: float, speed: float, dice: Random) -> numpy.ndarray:
    sound = _measure(word)
    each = max(1, round(sound.seconds / speed / sound.syllables * RATE))
    return numpy.concatenate(
        [_beat(each, pitch * dice.uniform(0.94, 1.06)) for _ in range(sound.syllables)]
    )


def _beat(samples: int, pitch: float) -> numpy.ndarray:
    """A syllable: the harmonics of a pitch as a throat weighs them, swelling and going."""
    seconds = numpy.arange(samples) / RATE
    glide = pitch * (1.03 - 0.06 * numpy.arange(samples) / samples)
    phase = 2 * numpy.pi * numpy.cumsum(glide) / RATE
    wave = numpy.zeros(samples)
    for harmonic in range(1, int(4000 / pitch)):
        hertz = harmonic * pitch
        weight = sum(1 / (1 + ((hertz - middle) / width) ** 2) for middle, width in FORMANTS)
        wave += weight / harmonic * numpy.sin(harmonic * phase)
    shape = numpy.sin(numpy.pi * numpy.clip(seconds * RATE / samples, 0, 1)) ** 0.6
    return (0.2 * wave * shape).astype(numpy.float32)
