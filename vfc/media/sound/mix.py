"""Sounds summed at their samples of the film, block by block; no more of each than a block is
held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path

import numpy

from vfc.film.timing import nearest
from vfc.media.footage.probe import probe
from vfc.media.sound.blocks import Block, Blocks, Levels
from vfc.media.sound.duck import Ducking
from vfc.media.sound.samples import read_blocks

BLOCK = 1 << 16
JOIN = Fraction(20, 1000)  # seconds by which a repeated file overlaps itself
KEPT = 64  # blocks of a repeated file up to which it is kept in memory rather than read again


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundEvent:
    """A sound in the film. `start_in_film`, `length` and fades in samples, `start_in_file` in
    seconds, `gain` in dB.

    `length` None is the whole of the file, or with `repeat` until the film's end. What is longer
    than the film ends, and fades out, at the film's end. Fades are quarter sines: two that cross
    keep their power. With `repeat` the file begins anew, from its start, at its end, over which it
    crosses for 20 ms. `duck` lowers it by 12 dB while a sound with `speech` is heard. At another
    `speed` it keeps its pitch; `length` stays film time.
    """

    path: Path
    start_in_film: int
    start_in_file: Fraction = Fraction(0)
    length: int | None = None
    gain: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    repeat: bool = False
    duck: bool = False
    speech: bool = False
    speed: Fraction = Fraction(1)


def mixed(events: Sequence[SoundEvent], length: int, rate: int) -> Blocks:
    """The sum of all events as blocks `(samples, 2)` float32, `length` samples together."""
    waiting = sorted(events, key=lambda event: event.start_in_film, reverse=True)
    ducking = _ducking(events, rate) if any(event.duck for event in events) else None
    playing: list[_Playing] = []
    for start in range(0, length, BLOCK):
        block = numpy.zeros((min(BLOCK, length - start), 2), numpy.float32)
        while waiting and waiting[-1].start_in_film < start + len(block):
            playing.append(_Playing(waiting.pop(), length, rate, ducking))
        playing = [each for each in playing if each.adds_to(block, start)]
        yield block


def _ducking(events: Sequence[SoundEvent], rate: int) -> Ducking:
    speech = [event for event in events if event.speech]
    return Ducking(((event.start_in_film, _sound(event, rate)) for event in speech), rate)


class _Playing:
    """One event while the film passes by."""

    def __init__(self, event: SoundEvent, film: int, rate: int, ducking: Ducking | None):
        self.event, self.ducking = event, ducking if event.duck else None
        self.length = _length(event, film, rate)
        self.blocks = _sound(event, rate)
        self.sample = event.start_in_film  # of the next sample that `blocks` brings
        self.rest = numpy.zeros((0, 2), numpy.float32)

    def adds_to(self, block: Block, start: int) -> bool:
        """Add what is heard in a block of the film, `(samples, 2)` float32, that begins at `start`;
        whether more is to come.
        """
        stop = min(start + len(block), self.event.start_in_film + self.length)
        while self.sample < stop:
            if not len(self.rest):
                following = next(self.blocks, None)
                if following is None:
                    return False
                self.rest = following
            part, self.rest = self.rest[: stop - self.sample], self.rest[stop - self.sample :]
            # what lies before the film's start is not heard
            heard = part[max(0, start - self.sample) :]
            first = self.sample + len(part) - len(heard)
            block[first - start : first - start + len(heard)] += (
                heard * self._levels(first, len(heard))[:, None]
            )
            self.sample += len(part)
        return stop == start + len(block)

    def _levels(self, first: int, count: int) -> Levels:
        """What samples `first` to `first + count` of the film are multiplied by."""
        event = self.event
        level = numpy.full(count, 10 ** (event.gain / 20), numpy.float32)
        done = first - event.start_in_film
        if event.fade_in > done:
            level *= _quarter_sine(numpy.arange(done, done + count) / event.fade_in)
        if event.fade_out > self.length - done - count:
            level *= _quarter_sine(
                (self.length - numpy.arange(done, done + count)) / event.fade_out
            )
        return level if self.ducking is None else level * self.ducking.levels(first, count)


def _quarter_sine(part: Levels) -> Levels:
    return numpy.sin(numpy.clip(part, 0, 1) * (numpy.pi / 2)).astype(numpy.float32)


def _length(event: SoundEvent, film: int, rate: int) -> int:
    """How many samples of the film the event lasts."""
    left = max(0, film - event.start_in_film)
    if event.length is not None:
        return min(event.length, left)
    if event.repeat or not event.fade_out:
        return left
    seconds = probe(event.path, decode=False).seconds - event.start_in_file
    return max(0, min(left, nearest(seconds / event.speed * rate)))


def _sound(event: SoundEvent, rate: int) -> Blocks:
    """The event's samples before any level, cut to its own length; without end where it repeats."""
    blocks = read_blocks(event.path, rate, start=event.start_in_file, speed=event.speed)
    if event.repeat:
        return _repeated(
            blocks, lambda: read_blocks(event.path, rate, speed=event.speed), nearest(JOIN * rate)
        )
    return blocks


def _repeated(first: Blocks, again: Callable[[], Blocks], join: int) -> Blocks:
    """One reading after another, the end of each crossing into the beginning of the next at equal
    power.
    """
    tail = None
    rounds = _again(first, again)
    while True:
        held = numpy.zeros((0, 2), numpy.float32)
        for block in _crossed(tail, next(rounds)):
            held = numpy.concatenate([held, block])
            yield held[: max(0, len(held) - join)]
            held = held[max(0, len(held) - join) :]
        if not len(held):
            return
        # a very short file crosses by no more than its half
        half = len(held) // 2 if len(held) < join else 0
        yield held[:half]
        tail = held[half:]


def _crossed(tail: Block | None, blocks: Blocks) -> Blocks:
    """Blocks whose beginning a tail goes down under."""
    if tail is None:
        yield from blocks
        return
    head = numpy.zeros((0, 2), numpy.float32)
    while len(head) < len(tail):
        block = next(blocks, None)
        if block is None:
            break
        head = numpy.concatenate([head, block])
    if not len(head):
        return
    count = min(len(head), len(tail))
    rise = _quarter_sine((numpy.arange(count) + 0.5) / count)[:, None]
    head[:count] = head[:count] * rise + tail[:count] * rise[::-1]
    yield head
    yield from blocks


def _again(first: Blocks, again: Callable[[], Blocks]) -> Iterator[Blocks]:
    """The first reading, then one after another; a short file is read once and kept."""
    yield first
    start = again()
    kept = list(islice(start, KEPT))
    short = len(kept) < KEPT
    yield _followed(kept, start)
    while True:
        yield iter(kept) if short else again()


def _followed(kept: Sequence[Block], rest: Blocks) -> Blocks:
    yield from kept
    yield from rest
