"""Sounds summed at their samples of a film, block by block: each block reads of a sound what is
heard in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy

from vfc.film.timing import nearest
from vfc.media.sound.blocks import Block, Blocks, Levels
from vfc.media.sound.duck import Ducking, Spoken
from vfc.media.sound.raw import open_raw
from vfc.media.sound.samples import read_blocks

JOIN = Fraction(20, 1000)  # seconds by which a repeated file overlaps itself


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundEvent:
    """A sound in a block. `start`, `length` and fades in samples, `start` from the block's first,
    below 0 of one that began before; `start_in_file` in seconds, `gain` in dB.

    `length` None is the whole of the file, or with `repeat` until the film's end. Fades are quarter
    sines: two that cross keep their power. `raw`: the file holds raw samples at the film's rate.
    With `repeat`, which takes raw samples, the file begins anew, from its start, at its end, over
    which it crosses for 20 ms. `duck` lowers it by 12 dB while a sound with `speech` is
    heard, or would be if it were not `mute`.
    """

    path: Path
    start: int
    start_in_file: Fraction = Fraction(0)
    length: int | None = None
    gain: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    raw: bool = False
    repeat: bool = False
    duck: bool = False
    speech: bool = False
    mute: bool = False


def mixed(events: Sequence[SoundEvent], length: int, rate: int, channels: int = 2) -> Block:
    """The sum of all events in a block of `length` samples, `(length, channels)` float32."""
    block = numpy.zeros((length, channels), numpy.float32)
    ducking = _ducking(events, length, rate, channels)
    for event in events:
        if event.mute:
            continue
        first, last = max(0, event.start), min(length, _end(event, length))
        for at, heard in _heard(event, first, last, rate, channels):
            levels = _levels(event, at, len(heard))
            if event.duck and ducking is not None:
                levels = levels * ducking.levels(at, len(heard))
            block[at : at + len(heard)] += heard * levels[:, None]
    return block


def _end(event: SoundEvent, otherwise: int) -> int:
    return otherwise if event.length is None else event.start + event.length


def _heard(
    event: SoundEvent, first: int, last: int, rate: int, channels: int
) -> Iterator[tuple[int, Block]]:
    """What an event is between two samples of the block before any level, in parts with their
    places.
    """
    for part in _read(event, first - event.start, rate, channels) if first < last else ():
        part = part[: last - first]
        yield first, part
        first += len(part)
        if first >= last:
            return


def _read(event: SoundEvent, skip: int, rate: int, channels: int) -> Blocks:
    """An event's samples from its sample `skip` on."""
    if not event.raw:
        yield from read_blocks(
            event.path, rate, start=event.start_in_file, skip=skip, channels=channels
        )
        return
    samples = open_raw(event.path, channels)
    begin = nearest(event.start_in_file * rate) + skip
    if event.repeat:
        yield from _round(samples, begin, nearest(JOIN * rate), rate)
    else:
        yield samples[begin:]


def _round(samples: Block, place: int, join: int, rate: int) -> Blocks:
    """Samples again and again from a place of the first round on, the end of each crossing into the
    beginning of the next at equal power; without end.
    """
    join = min(join, len(samples) // 2)  # a very short file crosses by no more than its half
    period = len(samples) - join
    if period <= 0:
        return
    rise = _quarter_sine((numpy.arange(join) + 0.5) / max(1, join))[:, None]
    again = numpy.array(samples[:period])
    if join:
        again[:join] = again[:join] * rise + samples[period:] * rise[::-1]
    if place < period:
        yield samples[place:period]
        place = period
    turns = max(1, rate // period)  # of a short file, many at once
    rest = (place - period) % period
    yield again[rest:]
    many = numpy.tile(again, (turns, 1))
    while True:
        yield many


def _ducking(events: Sequence[SoundEvent], length: int, rate: int, channels: int) -> Ducking | None:
    """How far others go down in a block; None where none does."""
    if not any(event.duck for event in events):
        return None
    reach = Ducking.reach(rate)
    spoken = [
        Spoken(at, part)
        for event in events
        if event.speech
        for at, part in _heard(
            event,
            max(-reach, event.start),
            min(length + reach, _end(event, length + reach)),
            rate,
            channels,
        )
    ]
    return Ducking(spoken, rate)


def _levels(event: SoundEvent, first: int, count: int) -> Levels:
    """What an event's samples are multiplied by from sample `first` of the block on."""
    level = numpy.full(count, 10 ** (event.gain / 20), numpy.float32)
    done = first - event.start
    if event.fade_in > done:
        level *= _quarter_sine(numpy.arange(done, done + count) / event.fade_in)
    if event.length is not None and event.fade_out > event.length - done - count:
        level *= _quarter_sine((event.length - numpy.arange(done, done + count)) / event.fade_out)
    return level


def _quarter_sine(part: Levels) -> Levels:
    return numpy.sin(numpy.clip(part, 0, 1) * (numpy.pi / 2)).astype(numpy.float32)
