"""True peaks: how high a signal goes between its samples."""

from __future__ import annotations

import numpy

from vfc.media.sound.blocks import Block, Levels

TAPS = 12  # samples to each side from which the signal between samples is told


def true_peaks(samples: Block) -> Levels:
    """The highest level of any channel of `(samples, channels)` at and after each sample,
    `(samples,)` float64, oversampled by four (BS.1770-4).
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
