"""Rates, times and sizes as containers mean them, not as they round them."""

from __future__ import annotations

from fractions import Fraction

import av

from vfc.film.timing import Size

RATES = tuple(Fraction(rate) for rate in (24, 25, 30, 48, 50, 60, 100, 120)) + tuple(
    Fraction(rate * 1000, 1001) for rate in (24, 30, 48, 60, 120)
)
ROUNDED = Fraction(1, 500)  # seconds that Matroska's milliseconds may be off


def frame_rate(stream: av.VideoStream) -> Fraction:
    """The rate of a stream, exact where its container rounded a usual one."""
    rate = Fraction(stream.average_rate or stream.guessed_rate or 25)
    return next((usual for usual in RATES if abs(rate / usual - 1) < Fraction(1, 20000)), rate)


def tick(clocked: av.VideoStream | av.AudioStream | av.VideoFrame | av.AudioFrame) -> Fraction:
    """The seconds that the time stamps of a stream or a frame count in; ValueError, of a damaged
    header, for none.
    """
    if clocked.time_base is None:
        raise ValueError("its time stamps count in nothing")
    return clocked.time_base


def whole_frames(seconds: Fraction, rate: Fraction) -> Fraction:
    """Seconds as a whole number of frames, where they are so but for a container's rounding."""
    whole = round(seconds * rate) / rate
    return whole if abs(seconds - whole) <= min(ROUNDED, 1 / (8 * rate)) else seconds


def display_size(stream: av.VideoStream, frame: av.VideoFrame) -> Size:
    """The size as shown: pixel aspect made square, rotation obeyed."""
    width, height = frame.width, frame.height
    aspect = stream.sample_aspect_ratio
    if aspect and aspect > 0 and aspect != 1:
        width = max(1, round(width * Fraction(aspect)))
    if frame.rotation % 180:
        width, height = height, width
    return Size(width, height)
