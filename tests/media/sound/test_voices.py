"""A line as it is kept: trimmed, at one level, its words found in time."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from random import Random
from statistics import median

import numpy
import pytest

from vfc.media.sound.loudness import SILENT, loudness_of, measured
from vfc.media.sound.samples import read_samples
from vfc.media.sound.voices import HEAD, SPOKEN_LUFS, TAIL, heard, levelled, trimmed, write_voice
from vfc.voices.api import WORDS, VoiceRequest
from vfc.voices.scratch import Scratch

RATE = 24000
WORDS_OF_A_FILM = [
    "the",
    "light",
    "was",
    "on",
    "all",
    "night",
    "because",
    "nobody",
    "had",
    "told",
    "her",
    "that",
    "they",
    "would",
    "not",
    "come",
    "back",
    "again",
    "and",
    "when",
    "morning",
    "came",
    "she",
    "closed",
    "the",
    "door",
    "behind",
    "herself",
]


class Told:
    """A context that remembers what it is told."""

    def __init__(self):
        self.environment = {}


def spoken(text: str, **more) -> tuple[numpy.ndarray, list[tuple[float, float]]]:
    """A line in the voice that tells its words exactly, and their times."""
    context = Told()
    parts = list(Scratch().run(VoiceRequest(text=text, **more), {}, context))
    times = [tuple(map(float, each.split("-"))) for each in context.environment[WORDS].split()]
    return numpy.concatenate(parts), times


def sentence(dice: Random) -> str:
    """Words at random, with stops between some of them."""
    words = [dice.choice(WORDS_OF_A_FILM) for _ in range(dice.randint(1, 16))]
    stops = [dice.choice(["", "", "", ",", "."]) for _ in words[1:]]
    return " ".join(word + stop for word, stop in zip(words, [*stops, "."], strict=True))


def test_words_are_found_by_what_is_loud_and_by_their_letters():
    dice, away = Random(7), []
    for _ in range(40):
        text = sentence(dice)
        samples, told = spoken(text)
        found = heard(samples, RATE, text).words
        assert len(found) == len(text.split())
        assert all(start < stop for start, stop in found)
        assert all(a[0] <= b[0] for a, b in pairwise(found))
        away += [abs(float(a[0]) - b[0]) for a, b in zip(found, told, strict=True)]
    assert median(away) < 0.03
    assert sorted(away)[len(away) * 95 // 100] < 0.15


def test_words_that_a_voice_tells_are_taken_as_told_where_there_are_as_many():
    samples, _ = spoken("one two")
    told = ((Fraction(0), Fraction(1, 4)), (Fraction(1, 4), Fraction(1, 2)))
    assert heard(samples, RATE, "one two", told).words == told
    assert heard(samples, RATE, "one two three", told).words != told


def test_a_line_keeps_a_little_silence_around_it_and_no_more():
    samples, _ = spoken("hello there")
    wide = numpy.concatenate([numpy.zeros(RATE), samples, numpy.zeros(2 * RATE)])
    found, before = trimmed(wide.astype(numpy.float32), RATE)
    assert float(before) == pytest.approx(1 - float(HEAD), abs=0.03)
    assert len(found) / RATE == pytest.approx(len(samples) / RATE + float(HEAD + TAIL), abs=0.06)
    assert not len(trimmed(numpy.zeros(RATE, numpy.float32), RATE)[0])


@pytest.mark.parametrize("gain", [0.05, 0.3, 3.0])
@pytest.mark.parametrize("text", ["No.", "I kept the light on all through the night."])
def test_every_line_has_one_level(tmp_path, gain, text):
    samples, _ = spoken(text)
    found, lufs = levelled(trimmed(samples * gain, RATE)[0], RATE)
    assert lufs == pytest.approx(SPOKEN_LUFS, abs=0.2)
    write_voice(tmp_path / "line.wav", found, RATE)
    both = read_samples(tmp_path / "line.wav", 48000)  # as it is heard in the film
    block = both if len(both) > 48000 else numpy.resize(both, (48000, 2))
    told = loudness_of([measured(block, 0, len(block), 0, 48000)], len(block), 48000)
    assert told.integrated == pytest.approx(SPOKEN_LUFS, abs=0.4)


def test_silence_has_no_level():
    assert levelled(numpy.zeros(RATE, numpy.float32), RATE)[1] == SILENT


def test_the_level_is_open_where_somebody_speaks_and_shut_in_silence():
    samples, told = spoken("one. two")
    level = heard(samples, RATE, "one. two").level
    assert len(level) == -(-len(samples) * 50 // RATE)
    middle = round(sum(told[0]) / 2 * 50)
    pause = round((told[0][1] + told[1][0]) / 2 * 50)
    assert int(level[middle]) >= 7 and level[pause] == "0"
