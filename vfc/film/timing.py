"""Times, exact: integer frames at a rational rate, timecodes, and beats as fractions of frames.

A duration that was written in beats stays a `Fraction` of frames until the running time is rounded,
so that a hundred cuts of two beats each still fall on the beat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import NamedTuple

NTSC = {
    "23.976": Fraction(24000, 1001),
    "23.98": Fraction(24000, 1001),
    "29.97": Fraction(30000, 1001),
    "47.952": Fraction(48000, 1001),
    "59.94": Fraction(60000, 1001),
    "119.88": Fraction(120000, 1001),
}


class Size(NamedTuple):
    """Width and height of a picture, in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"

    def is_shaped_as(self, other: Size) -> bool:
        """Whether both have one ratio of width to height."""
        return self.width * other.height == other.width * self.height


class FrameRange(NamedTuple):
    """Frames from `start` up to, and without, `stop`; the variable's name says in whose frames."""

    start: int
    stop: int

    @property
    def frames(self) -> int:
        """How many frames the range holds."""
        return self.stop - self.start

    def overlaps(self, other: FrameRange) -> bool:
        """Whether the two ranges share a frame."""
        return self.start < other.stop and other.start < self.stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """The beat of the film's music: `bpm` beats a minute, the first of them at `first` seconds."""

    bpm: Fraction
    first: Fraction = Fraction(0)

    def beats(self, count: Fraction, rate: Fraction) -> Fraction:
        """`count` beats in frames at `rate`, exact."""
        return count * 60 / self.bpm * rate


class Unit(StrEnum):
    """What a time was written in."""

    FRAMES = "frames"
    SECONDS = "seconds"
    TIMECODE = "timecode"
    BEATS = "beats"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time as it was written: `frames` exact, and whether it falls on a frame (`whole`)."""

    frames: Fraction
    unit: Unit

    @property
    def whole(self) -> bool:
        """Whether the time falls on a frame, without rounding."""
        return self.frames.denominator == 1

    @property
    def nearest(self) -> int:
        """The nearest frame; a time half-way between two goes to the later."""
        return nearest(self.frames)


def nearest(frames: Fraction | int) -> int:
    """The nearest whole frame; half goes up, everywhere in vfc."""
    exact = frames if isinstance(frames, int) else Fraction(frames)
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def ceiling(frames: Fraction | int) -> int:
    """The least whole number of frames that holds `frames`."""
    exact = frames if isinstance(frames, int) else Fraction(frames)
    return -(-exact.numerator // exact.denominator)


def parse_rate(text: str) -> Fraction:
    """`24`, `25`, `24000/1001`, `29.97` as an exact rate; ValueError says what would do."""
    text = text.strip()
    if text in NTSC:
        return NTSC[text]
    if not re.fullmatch(r"\d+(\.\d+)?|\d+/\d+", text):
        raise ValueError(f"'{text}' is not a rate; write 24, 25, 29.97 or 24000/1001")
    try:
        rate = Fraction(text)
    except ZeroDivisionError:
        rate = Fraction(0)
    if not 1 <= rate <= 1000:
        raise ValueError(f"'{text}' is not a rate between 1 and 1000 frames a second")
    return rate


def parse_size(text: str) -> Size:
    """`1280x720` as a Size; both even and from 16 to 16384, as yuv420p asks; else ValueError."""
    match = re.fullmatch(r"(\d{1,5})\s*[x×]\s*(\d{1,5})", text.strip())
    if not match:
        raise ValueError(f"'{text}' is not a size; write 1280x720")
    size = Size(int(match[1]), int(match[2]))
    if any(side % 2 or not 16 <= side <= 16384 for side in size):
        even = Size(*(min(16384, max(16, side - side % 2)) for side in size))
        raise ValueError(f"a size has two even numbers from 16 to 16384, not {size}; write {even}")
    return size


def parse_time(text: str, rate: Fraction, tempo: Tempo | None = None) -> Time:
    """`4s`, `60f`, `1.5s`, `500ms`, `1m 20s`, `00:00:04:12`, `2 beats` as a Time; ValueError says
    what would do.
    """
    text = text.strip()
    if ":" in text:
        return Time(frames=Fraction(parse_timecode(text, rate)), unit=Unit.TIMECODE)
    match = re.fullmatch(r"(\d+(?:\.\d+)?|\d+/\d+)\s*(f|s|ms|m|frames?|beats?)", text)
    if match:
        return _unit_time(match[1], match[2], rate, tempo)
    match = re.fullmatch(r"(\d+)\s*m\s*(\d+(?:\.\d+)?)\s*s", text)
    if match:
        return Time(frames=(int(match[1]) * 60 + Fraction(match[2])) * rate, unit=Unit.SECONDS)
    shown = f"'{text}' is not a time; write 4s, 60f, 00:00:04:12 or, with a tempo, 2 beats"
    if re.fullmatch(r"\d+(\.\d+)?", text):
        shown = f"'{text}' has no unit; write {text}s for seconds or {text}f for frames"
    raise ValueError(shown)


def _unit_time(number: str, unit: str, rate: Fraction, tempo: Tempo | None) -> Time:
    try:
        count = Fraction(number)
    except ZeroDivisionError:
        raise ValueError(f"'{number}' is not a number") from None
    if unit.startswith("beat"):
        if tempo is None:
            raise ValueError("beats need a 'tempo', such as tempo: {bpm: 96}")
        return Time(frames=tempo.beats(count, rate), unit=Unit.BEATS)
    if unit.startswith("f"):
        if count.denominator != 1:
            raise ValueError(f"'{number}{unit}' is not a whole number of frames")
        return Time(frames=count, unit=Unit.FRAMES)
    seconds = {"s": Fraction(1), "ms": Fraction(1, 1000), "m": Fraction(60)}[unit]
    return Time(frames=count * seconds * rate, unit=Unit.SECONDS)


def timecode_base(rate: Fraction) -> int:
    """Frames that a timecode counts in a second: 30 at 29.97, 24 at 23.976."""
    return ceil(rate)


def timecode(frames: int, rate: Fraction) -> str:
    """Frames since 00:00:00:00 as a timecode that drops none: hours:minutes:seconds:frames."""
    seconds, frame = divmod(frames, timecode_base(rate))
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{frame:02}"


def smpte_timecode(frames: int, rate: Fraction) -> str:
    """Frames since 00:00:00:00 as a timecode that drops numbers where the rate has such (29.97,
    59.94), with `;` before the frames there (SMPTE ST 12-1).
    """
    base, skipped = timecode_base(rate), _dropped(rate)
    if not skipped:
        return timecode(frames, rate)
    tens, rest = divmod(frames, base * 600 - skipped * 9)
    minutes = max(0, (rest - base * 60) // (base * 60 - skipped) + 1)
    text = timecode(frames + skipped * (tens * 9 + minutes), rate)
    return f"{text[:8]};{text[9:]}"


def drops_numbers(rate: Fraction) -> bool:
    """Whether timecode at a rate drops numbers, so that it keeps to the clock."""
    return _dropped(rate) > 0


def frames_of_an_hour(rate: Fraction) -> int:
    """The frame at which a timecode shows 01:00:00:00, where films and their media begin."""
    return timecode_base(rate) * 3600 - _dropped(rate) * 54


def _dropped(rate: Fraction) -> int:
    base = timecode_base(rate)
    return base // 15 if rate.denominator == 1001 and base % 30 == 0 else 0


def parse_timecode(text: str, rate: Fraction) -> int:
    """Frames since 00:00:00:00; `;` before the frames counts drop-frame (SMPTE ST 12-1), else
    ValueError.
    """
    match = re.fullmatch(r"(\d{1,2}):(\d{2}):(\d{2})([:;])(\d{2,3})", text.strip())
    if not match:
        raise ValueError(
            f"'{text}' is not a timecode; write hours:minutes:seconds:frames, as in 00:00:04:12"
        )
    hours, minutes, seconds, frames = int(match[1]), int(match[2]), int(match[3]), int(match[5])
    base = timecode_base(rate)
    if minutes > 59 or seconds > 59 or frames >= base:
        raise ValueError(
            f"'{text}' is not a timecode at {rate}: minutes and seconds end at 59, frames at "
            f"{base - 1}"
        )
    count = ((hours * 60 + minutes) * 60 + seconds) * base + frames
    if match[4] == ":":
        return count
    dropped = _dropped(rate)
    if not dropped:
        raise ValueError(
            f"'{text}' is drop-frame, which exists at 29.97 and 59.94 only; write ':' before the "
            f"frames"
        )
    if minutes % 10 and not seconds and frames < dropped:
        raise ValueError(
            f"'{text}' does not exist: drop-frame skips it; the next is frame {dropped:02d}"
        )
    total_minutes = hours * 60 + minutes
    return count - dropped * (total_minutes - total_minutes // 10)
