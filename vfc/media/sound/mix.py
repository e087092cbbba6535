"""Sounds summed at their samples of a film, block by block: each block reads of a sound what is
heard in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import pi
from pathlib import Path
from typing import assert_never

import numpy

from vfc.film.timing import nearest
from vfc.film.treatments import DuckSetting, FadeCurve
from vfc.media.sound.blocks import Block, Blocks, Levels
from vfc.media.sound.duck import Ducking, Spoken
from vfc.media.sound.raw import open_raw
from vfc.media.sound.samples import read_blocks

EARS = 0.0, pi / 2  # of left and right on the quarter circle of equal power
FADED = -60.0  # dB at the far end of a fade that is even in dB
JOIN = Fraction(20, 1000)  # seconds by which a repeated file overlaps itself


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundEvent:
    """A sound in a block. `start`, `length` and fades in samples, `start` from the block's first,
    below 0 of one that began before; `start_in_file` in seconds, `gain` in dB.

    `length` None is the whole of the file, or with `repeat` until the film's end. Fades go by their
    `curve`. `pan` is -1 at the left and 1 at the right; power stays. `raw`: the file holds raw
    samples at the film's rate. With `repeat`, which takes raw samples, the file begins anew, from
    its start, at its end, over which it crosses for 20 ms. `duck` lowers it by its `ducking` while
    a sound with `speech` is heard, or would be if it were not `mute`.
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
    ducking: DuckSetting = DuckSetting()
    pan: float = 0.0
    curve: FadeCurve = FadeCurve.POWER


def mixed(events: Sequence[SoundEvent], length: int, rate: int, channels: int = 2) -> Block:
    """The sum of all events in a block of `length` samples, `(length, channels)` float32."""
    block = numpy.zeros((length, channels), numpy.float32)
    settings = {event.ducking for event in events if event.duck and not event.mute}
    ducking = {each: _ducking(events, each, length, rate, channels) for each in settings}
    for event in events:
        if event.mute:
            continue
        first, last = max(0, event.start), min(length, _end(event, length))
        for at, heard in _heard(event, first, last, rate, channels):
            levels = _levels(event, at, len(heard))
            if event.duck:
                levels = levels * ducking[event.ducking].levels(at, len(heard))
            block[at : at + len(heard)] += _panned(heard, event.pan) * levels[:, None]
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


def _panned(heard: Block, pan: float) -> Block:
    """Samples to one side, at equal power: of one channel in the middle, 3 dB less in each ear."""
    if not pan or heard.shape[1] != len(EARS):
        return heard
    sides = numpy.sqrt(2) * numpy.cos((pan + 1) * numpy.pi / 4 - numpy.array(EARS))
    return heard * sides.astype(numpy.float32)


def _ducking(
    events: Sequence[SoundEvent], setting: DuckSetting, length: int, rate: int, channels: int
) -> Ducking:
    """How far others go down in a block."""
    reach = Ducking.reach(rate, setting)
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
    return Ducking(spoken, rate, setting)


def _levels(event: SoundEvent, first: int, count: int) -> Levels:
    """What an event's samples are multiplied by from sample `first` of the block on."""
    level = numpy.full(count, 10 ** (event.gain / 20), numpy.float32)
    done = first - event.start
    if event.fade_in > done:
        level *= _faded(numpy.arange(done, done + count) / event.fade_in, event.curve)
    if event.length is not None and event.fade_out > event.length - done - count:
        left = event.length - numpy.arange(done, done + count)
        level *= _faded(left / event.fade_out, event.curve)
    return level


def _faded(part: Levels, curve: FadeCurve) -> Levels:
    """What the parts of a fade that are over are multiplied by."""
    part = numpy.clip(part, 0, 1)
    match curve:
        case FadeCurve.POWER:
            return _quarter_sine(part)
        case FadeCurve.LINEAR:
            return part.astype(numpy.float32)
        case FadeCurve.SMOOTH:
            return (0.5 - 0.5 * numpy.cos(numpy.pi * part)).astype(numpy.float32)
        case FadeCurve.LOG:
            even = 10 ** (FADED * (1 - part) / 20)
            return numpy.where(part > 0, even, 0).astype(numpy.float32)
    assert_never(curve)


def _quarter_sine(part: Levels) -> Levels:
    return numpy.sin(numpy.clip(part, 0, 1) * (numpy.pi / 2)).astype(numpy.float32)
