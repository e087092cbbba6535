"""Loudness measured by EBU R 128, and true peaks kept under a ceiling."""

from __future__ import annotations

from typing import Protocol

import numpy

from vfc.media.sound.blocks import Block, Blocks, Levels
from vfc.media.sound.filters import audio_frame, pulled, sound_graph

CEILING = 10 ** (-1.0 / 20)  # of true peaks: -1 dBTP, EBU R 128
BLOCK = 1 << 16
LOOK = 0.02  # seconds in which the limiter goes down before a peak, and up after it
TAPS = 12  # samples to each side from which the signal between samples is told
# of the ceiling; where no sample exceeds it, no peak between samples exceeds the ceiling
BETWEEN = 0.7


class Meter:
    """Integrated loudness of what was heard, by ffmpeg's ebur128 (ITU-R BS.1770); -70 LUFS is its
    silence.
    """

    def __init__(self, rate: int):
        self.rate, self.samples, self.loudness = rate, 0, -70.0
        self.graph = sound_graph(rate, [("ebur128", "metadata=1:framelog=quiet")])

    def hear(self, block: Block) -> None:
        """Measure the next block `(samples, 2)` float32."""
        self.graph.push(audio_frame(block, self.rate, self.samples))
        self.samples += len(block)
        for frame in pulled(self.graph):
            self.loudness = float(frame.metadata.get("lavfi.r128.I", self.loudness))


class Samples(Protocol):
    """Samples by their places, silence around them."""

    def __len__(self) -> int: ...

    def read(self, start: int, stop: int) -> Block:
        """Samples `start` to `stop`, `(samples, 2)` float32."""
        ...


def levelled(samples: Samples, gain: float, rate: int) -> Blocks:
    """Blocks `(samples, 2)` float32 of the samples times `gain`, lowered around peaks that would
    exceed the ceiling.

    The limiter looks both ways: its gain is the least that any peak within 20 ms asks for, smoothed
    over as much, so that it never exceeds what is asked for and never jumps. Each block depends on
    its samples alone.
    """
    reach = int(LOOK * rate)
    window = numpy.hanning(2 * reach + 3)[1:-1]
    window /= window.sum()
    margin = 2 * reach + TAPS
    for start in range(0, len(samples), BLOCK):
        stop = min(len(samples), start + BLOCK)
        wide = samples.read(start - margin, stop + margin) * numpy.float32(gain)
        block = wide[margin : margin + stop - start]
        if numpy.abs(wide).max() > BETWEEN * CEILING:
            asked = numpy.minimum(1.0, CEILING / numpy.maximum(true_peaks(wide), 1e-9))[
                TAPS : len(wide) - TAPS
            ]
            if asked.min() < 1:
                level = _smoothed(_least(asked, 2 * reach + 1), window)
                block = block * numpy.minimum(level, 1.0).astype(numpy.float32)[:, None]
        yield block


def true_peaks(samples: Block) -> Levels:
    """The highest level of either channel of `(samples, 2)` at and after each sample, `(samples,)`
    float64, oversampled by four (BS.1770-4).
    """
    peaks = numpy.abs(samples).max(axis=1).astype(float)
    for part in (0.25, 0.5, 0.75):
        places = numpy.arange(-TAPS + 1, TAPS + 1) - part
        taps = numpy.sinc(places) * numpy.cos(places * numpy.pi / (2 * TAPS + 1)) ** 2
        for channel in samples.T:
            between = numpy.abs(
                numpy.convolve(channel, taps[::-1], "full")[TAPS : TAPS + len(samples)]
            )
            peaks = numpy.maximum(peaks, between)
    return peaks


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
