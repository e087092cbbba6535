"""A line as it is kept: the silence around it trimmed, levelled, its words found in time.

Words are found by what is loud: the time that is no silence is shared among them by their letters,
and long silences fall behind the punctuation nearest to them.
"""

from __future__ import annotations

import unicodedata
import wave
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy

from vfc.film.speech import LEVELS_A_SECOND, HeardLine, WordTime
from vfc.film.timing import nearest
from vfc.media.sound.blocks import Block, Levels
from vfc.media.sound.loudness import SILENT, loudness_of, measured

SPOKEN_LUFS = -23.0  # of each line, EBU R 128's of a programme
CEILING = -1.5  # dBTP
QUIET = -38.0  # dB under the loudest; what is softer is silence
HEAD, TAIL = Fraction(4, 100), Fraction(2, 10)  # seconds of silence that are left around a line
HOP = Fraction(1, 100)  # seconds of what is looked at
PAUSE = 9  # hops of silence that are a pause, and no closed lip
OPEN = -30.0  # dB under the loudest at which a mouth is shut
ENDS = ".,;:!?…—。，、；：！？"  # behind them one pauses
DIGIT = 3.5  # letters that a digit takes to say
NEAR = 2.5  # words by which a pause may lie from where the letters say


def levelled(samples: Levels, rate: int) -> tuple[Levels, float]:
    """A line `(samples,)` at the level of all lines, and what that is in LUFS; softer where its
    peaks allow no more. SILENT LUFS of one that nobody can hear.
    """
    loudness, peak = _loudness(samples, rate)
    if loudness <= SILENT:
        return samples, SILENT
    gain = min(SPOKEN_LUFS - loudness, CEILING - peak)
    return (samples * 10 ** (gain / 20)).astype(numpy.float32), loudness + gain


def _loudness(samples: Levels, rate: int) -> tuple[float, float]:
    """LUFS and dBTP; of a line that is shorter than what is measured, as if it went on."""
    least = rate  # one second
    whole = samples if len(samples) >= least else numpy.resize(samples, least)
    block: Block = numpy.asarray(whole, numpy.float32)[:, None]
    found = loudness_of([measured(block, 0, len(block), 0, rate)], len(block), rate)
    return found.integrated, found.peak


def trimmed(samples: Levels, rate: int) -> tuple[Levels, Fraction]:
    """A line with a little silence around it, behind it as much as behind all others, so that lines
    in turn do not run on; and how many seconds before it were left out. Nothing of what is silence
    alone.
    """
    loud = numpy.nonzero(_is_loud(samples, rate))[0]
    if not len(loud):
        return samples[:0], Fraction(0)
    hop = nearest(HOP * rate)
    first = max(0, int(loud[0]) * hop - nearest(HEAD * rate))
    last = (int(loud[-1]) + 1) * hop + nearest(TAIL * rate)
    silence = numpy.zeros(max(0, last - len(samples)), samples.dtype)
    return numpy.concatenate([samples[first:last], silence]), Fraction(first, rate)


def heard(samples: Levels, rate: int, text: str, words: Sequence[WordTime] = ()) -> HeardLine:
    """What is known of a line `(samples,)`: its seconds, the times of its words, as told or as they
    are found, and how loud it is.
    """
    seconds = Fraction(len(samples), rate)
    told = tuple(words) if len(words) == len(text.split()) else _aligned(samples, rate, text)
    return HeardLine(seconds=seconds, words=told, level=_level(samples, rate))


def write_voice(path: Path, samples: Levels, rate: int) -> None:
    """Write `(samples,)` float, from -1 to 1, as 16-bit PCM of one channel."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((numpy.clip(samples, -1, 1) * 32767).round().astype("<i2").tobytes())


# ── how loud, and when ─────────────────────────────────────────────────────────────────────────


def _decibels(samples: Levels, hop: int) -> Levels:
    """How loud each hop is, in dB under the loudest."""
    count = -(-len(samples) // hop)
    whole = numpy.pad(numpy.asarray(samples, numpy.float64), (0, count * hop - len(samples)))
    power = numpy.square(whole).reshape(count, hop).mean(axis=1) if count else numpy.zeros(0)
    top = float(power.max(initial=0.0))
    return 10 * numpy.log10(numpy.maximum(power, 1e-12) / max(top, 1e-12))


def _is_loud(samples: Levels, rate: int) -> numpy.ndarray:
    """Of each hop, whether something is said."""
    if not numpy.abs(samples).max(initial=0.0) > 1e-4:
        return numpy.zeros(0, bool)
    return _decibels(samples, nearest(HOP * rate)) > QUIET


def _level(samples: Levels, rate: int) -> str:
    """A digit for each fiftieth of a second: how far a mouth opens for it."""
    decibels = _decibels(samples, max(1, rate // LEVELS_A_SECOND))
    if not len(decibels):
        return ""
    smooth = numpy.convolve(numpy.pad(decibels, 1, mode="edge"), (0.25, 0.5, 0.25), "valid")
    digits = numpy.clip(9 * (1 - smooth / OPEN), 0, 9).round().astype(int)
    return "".join(map(str, digits))


# ── the times of words ─────────────────────────────────────────────────────────────────────────


def _aligned(samples: Levels, rate: int, text: str) -> tuple[WordTime, ...]:
    words = text.split()
    loud = _is_loud(samples, rate)
    if not words or not loud.any():
        return ()
    loud = _without_gaps(loud)
    first, last = int(numpy.argmax(loud)), len(loud) - int(numpy.argmax(loud[::-1]))
    spoken = numpy.concatenate([[0], numpy.cumsum(loud)])  # hops that are said, up to each
    pauses = [pause for pause in _runs(~loud) if first < pause[0] and pause[1] < last]
    edges = _edges(words, spoken, pauses, first, last)
    hop = HOP
    return tuple(
        (start * hop, max(start + 1, stop) * hop)
        for start, stop in (
            (_after(edges[number], pauses), _before(edges[number + 1], pauses))
            for number in range(len(words))
        )
    )


def _without_gaps(loud: numpy.ndarray) -> numpy.ndarray:
    """What is said, with the short silences within it."""
    filled = loud.copy()
    for start, stop in _runs(~loud):
        if start > 0 and stop < len(loud) and stop - start < PAUSE:
            filled[start:stop] = True
    return filled


def _runs(flags: numpy.ndarray) -> list[tuple[int, int]]:
    """Where flags stand in a row, from and until."""
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate([[0], flags.astype(int), [0]])))
    return [(int(start), int(stop)) for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def _letters(word: str) -> float:
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in word)
    digits = sum(each.isdecimal() for each in word)
    letters = sum(each.isalpha() for each in word) - wide
    return max(1.0, letters + DIGIT * digits + 3 * wide) + 1.0


def _edges(
    words: Sequence[str],
    spoken: numpy.ndarray,
    pauses: Sequence[tuple[int, int]],
    first: int,
    last: int,
) -> list[int]:
    """The hops at which words meet, by letters between the pauses that stand behind words."""
    lengths = numpy.concatenate([[0.0], numpy.cumsum([_letters(word) for word in words])])
    anchors = [(0, first, first)]
    for number, (start, stop) in _paired(words, lengths, spoken, pauses, first, last):
        anchors.append((number, start, stop))
    anchors.append((len(words), last, last))
    edges = [0] * (len(words) + 1)
    for (low, _, begin), (high, end, _) in pairwise(anchors):
        said = spoken[end] - spoken[begin]
        for number in range(low, high + 1):
            share = (lengths[number] - lengths[low]) / max(1e-9, lengths[high] - lengths[low])
            edges[number] = int(numpy.searchsorted(spoken, spoken[begin] + share * said))
            edges[number] = min(max(edges[number], begin), end)
    for number, start, _ in anchors[1:-1]:
        edges[number] = start
    return edges


def _paired(
    words: Sequence[str],
    lengths: numpy.ndarray,
    spoken: numpy.ndarray,
    pauses: Sequence[tuple[int, int]],
    first: int,
    last: int,
) -> list[tuple[int, tuple[int, int]]]:
    """Pauses with the words behind which they lie, in order: the pairing that costs least, where a
    pause is the dearer to leave out the longer it is, and a word without punctuation no place for
    one.
    """
    total = spoken[last] - spoken[first]
    expected = [spoken[first] + total * each / lengths[-1] for each in lengths]
    one = total / max(1, len(words))
    places = list(range(1, len(words)))
    costs = numpy.full((len(pauses) + 1, len(places) + 1), numpy.inf)
    costs[0] = 0.0
    for row, (start, stop) in enumerate(pauses, 1):
        left_out = min(3.0, (stop - start) / 12)
        for column in range(len(places) + 1):
            best = costs[row - 1, column] + left_out
            if column:
                number = places[column - 1]
                away = abs(spoken[start] - expected[number]) / max(1.0, one)
                fits = away + (0.0 if words[number - 1][-1] in ENDS else 1.5)
                if away <= NEAR:
                    best = min(best, costs[row - 1, column - 1] + fits)
                best = min(best, costs[row, column - 1])
            costs[row, column] = best
    found = []
    row, column = len(pauses), len(places)
    while row and column >= 0:
        if column and costs[row, column] == costs[row, column - 1]:
            column -= 1
        elif costs[row, column] == costs[row - 1, column] + min(
            3.0, (pauses[row - 1][1] - pauses[row - 1][0]) / 12
        ):
            row -= 1
        else:
            found.append((places[column - 1], pauses[row - 1]))
            row, column = row - 1, column - 1
    return found[::-1]


def _after(edge: int, pauses: Sequence[tuple[int, int]]) -> int:
    """Where a word begins: behind the pause that it would begin in."""
    return next((stop for start, stop in pauses if start <= edge < stop), edge)


def _before(edge: int, pauses: Sequence[tuple[int, int]]) -> int:
    """Where a word ends: before the pause that it would end in."""
    return next((start for start, stop in pauses if start < edge <= stop), edge)
