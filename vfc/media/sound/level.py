"""Sound at a gain, its true peaks kept under a ceiling."""

from __future__ import annotations

from typing import Protocol

import numpy

from vfc.media.sound.blocks import Block, Levels
from vfc.media.sound.peaks import TAPS, true_peaks

LOOK = 0.02  # seconds in which the limiter goes down before a peak, and up after it
# of the ceiling; where no sample exceeds it, no peak between samples exceeds the ceiling
BETWEEN = 0.7


class Samples(Protocol):
    """Samples by their places, silence around them."""

    def __len__(self) -> int: ...

    def read(self, start: int, stop: int) -> Block:
        """Samples `start` to `stop`, `(samples, channels)` float32."""
        ...


def margin_of(rate: int) -> int:
    """The samples before and after others of which their level depends."""
    return 2 * int(LOOK * rate) + TAPS


def is_limited(samples: Block, gain: float, ceiling: float) -> bool:
    """Whether samples `(samples, channels)` float32 at a gain may exceed a ceiling; both are
    factors.
    """
    return bool(numpy.abs(samples).max(initial=0.0) * gain > BETWEEN * ceiling)


def levelled(
    samples: Samples, start: int, stop: int, *, gain: float, ceiling: float, rate: int
) -> Block:
    """Samples `start` to `stop` times `gain`, `(samples, channels)` float32, lowered around peaks
    that would exceed the ceiling; both are factors.

    The limiter looks both ways: its gain is the least that any peak within 20 ms asks for, smoothed
    over as much, so that it never exceeds what is asked for and never jumps. Each sample depends on
    its neighbours alone.
    """
    reach = int(LOOK * rate)
    window = numpy.hanning(2 * reach + 3)[1:-1]
    window /= window.sum()
    margin = margin_of(rate)
    wide = samples.read(start - margin, stop + margin) * numpy.float32(gain)
    block = wide[margin : margin + stop - start]
    if is_limited(wide, 1.0, ceiling):
        asked = numpy.minimum(1.0, ceiling / numpy.maximum(true_peaks(wide), 1e-9))[
            TAPS : len(wide) - TAPS
        ]
        if asked.min() < 1:
            level = _smoothed(_least(asked, 2 * reach + 1), window)
            block = block * numpy.minimum(level, 1.0).astype(numpy.float32)[:, None]
    return block


def _least(values: Levels, width: int) -> Levels:
    """The least of each `width` neighbours, `width - 1` fewer values; the span doubles until it is
    wide enough.
    """
    span = 1
    while span < width:
        step = min(span, width - span)
        values = numpy.minimum(values[:-step], values[step:])
        span += step
    return values


def _smoothed(values: Levels, window: Levels) -> Levels:
    """The mean of neighbours weighed by a window, `len(window) - 1` fewer values."""
    size = 1 << (len(values) + len(window)).bit_length()
    product = numpy.fft.rfft(values, size) * numpy.fft.rfft(window, size)
    return numpy.fft.irfft(product, size)[len(window) - 1 : len(values)]
