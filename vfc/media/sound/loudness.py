"""Loudness by EBU R 128: integrated (ITU-R BS.1770-4), its range (EBU Tech 3342), the true peak.

A block of a film is measured by itself: what it adds to each tenth of a second of the film. The
sums of several make the loudness of the whole, so that a change costs its block.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy

from vfc.media.sound.blocks import Block, Levels
from vfc.media.sound.peaks import TAPS, true_peaks

SILENT = -70.0  # LUFS; the absolute gate
HOPS = 10  # a second
MOMENT, SHORT = 4, 30  # hops of a gated block, and of short-term loudness
RELATIVE, RANGE_GATE = -10.0, -20.0  # LU under the mean of what passes the absolute gate
RANGE = 10, 95  # percentiles
# what each channel weighs: those at the sides more, what is low not at all
WEIGHTS = {1: (1.0,), 2: (1.0, 1.0), 6: (1.0, 1.0, 1.0, 0.0, 1.41, 1.41)}
PART = 1 << 12  # samples among which a peak is looked for at once
UNDER = 0.5  # of the highest sample; a part whose samples are lower holds no higher peak


class Loudness(NamedTuple):
    """How loud a sound is: integrated (LUFS), its range (LU), its true peak (dBTP). -70 LUFS and
    -inf dBTP are silence.
    """

    integrated: float
    range: float
    peak: float


class BlockLoudness(NamedTuple):
    """What a block adds to each hop of the film from `first` on, in weighed squares of samples, and
    its true peak as a factor.
    """

    first: int
    sums: tuple[float, ...]
    peak: float


def measured(samples: Block, start: int, stop: int, at: int, rate: int) -> BlockLoudness:
    """The loudness of samples `start` to `stop` of `(samples, channels)` float32; those before let
    the filters settle. `at` is the film's sample at `start`.
    """
    heard = _weighted(samples[:stop], rate)[start:]
    first, last = at * HOPS // rate, -(-(at + stop - start) * HOPS // rate)
    edges = [_edge(hop, rate) - at for hop in range(first, last)]
    sums = numpy.add.reduceat(heard, [max(0, edge) for edge in edges]) if edges else ()
    return BlockLoudness(first, tuple(float(each) for each in sums), _peak(samples[start:stop]))


def loudness_of(blocks: Iterable[BlockLoudness], length: int, rate: int) -> Loudness:
    """The loudness of a film of `length` samples from that of its blocks."""
    hops = numpy.zeros(length * HOPS // rate + 2)
    peak = 0.0
    for block in blocks:
        part = hops[block.first : block.first + len(block.sums)]
        part += block.sums[: len(part)]
        peak = max(peak, block.peak)
    whole = hops[: length * HOPS // rate] / (rate / HOPS)
    top = 20 * numpy.log10(peak) if peak > 0 else -numpy.inf
    return Loudness(_integrated(whole), _range(whole), float(top))


def _integrated(hops: Levels) -> float:
    blocks = _means(hops, MOMENT)
    heard = blocks[_lufs(blocks) > SILENT]
    if not len(heard):
        return SILENT
    return float(_lufs(heard[_lufs(heard) > _lufs(heard.mean()) + RELATIVE].mean()))


def _range(hops: Levels) -> float:
    short = _means(hops, SHORT)
    heard = short[_lufs(short) > SILENT]
    if not len(heard):
        return 0.0
    gated = _lufs(heard)[_lufs(heard) > _lufs(heard.mean()) + RANGE_GATE]
    low, high = numpy.percentile(gated, RANGE)
    return float(high - low)


def _means(hops: Levels, width: int) -> Levels:
    """The mean of each `width` hops in a row."""
    sums = numpy.concatenate([[0.0], numpy.cumsum(hops)])
    return numpy.maximum(0.0, sums[width:] - sums[:-width]) / width


def _lufs(power: Levels | numpy.floating) -> Levels:
    return -0.691 + 10 * numpy.log10(numpy.maximum(power, 1e-12))


def _edge(hop: int, rate: int) -> int:
    """The sample at which a hop begins."""
    return -(-hop * rate // HOPS)


def _peak(samples: Block) -> float:
    """The highest true peak; only where samples are high is looked between them."""
    tops = [
        float(numpy.abs(samples[at : at + PART]).max(initial=0.0))
        for at in range(0, len(samples), PART)
    ]
    highest = max(tops, default=0.0)
    padded = numpy.pad(samples, ((TAPS, TAPS), (0, 0)))
    peaks = [highest]
    for number, top in enumerate(tops):
        if top > UNDER * highest:
            around = padded[number * PART : (number + 1) * PART + 2 * TAPS]
            peaks.append(float(true_peaks(around)[TAPS:-TAPS].max(initial=0.0)))
    return max(peaks)


def _weighted(samples: Block, rate: int) -> Levels:
    """The squares of the K-weighted samples of all channels, summed by their weights."""
    size = 1 << (len(samples) + rate // 2).bit_length()  # its tail dies away in the silence after
    weighting = _weighting(size, rate)
    total = numpy.zeros(len(samples))
    before, squares = None, total  # of a channel that is as the one before it, as in mono
    for channel, weight in zip(samples.T, WEIGHTS[samples.shape[1]], strict=True):
        if not weight or not channel.any():
            continue
        if before is None or not numpy.array_equal(channel, before):
            heard = numpy.fft.irfft(numpy.fft.rfft(channel, size) * weighting, size)
            before, squares = channel, numpy.square(heard[: len(samples)])
        total += weight * squares
    return total


@cache
def _weighting(size: int, rate: int) -> numpy.ndarray:
    """The response of BS.1770's two filters at the frequencies of a transform of `size`: one for
    all blocks of a film, not to be written into.
    """
    step = numpy.exp(-2j * numpy.pi * numpy.arange(size // 2 + 1) / size)
    high = 10 ** (3.999843853973347 / 20)
    corner = numpy.tan(numpy.pi * 1681.974450955533 / rate)
    damped, middle = corner / 0.7071752369554196, high**0.4996667741545416
    shelf = (high + middle * damped + corner**2) + 2 * (corner**2 - high) * step
    shelf = shelf + (high - middle * damped + corner**2) * step**2
    under = (
        (1 + damped + corner**2) + 2 * (corner**2 - 1) * step + (1 - damped + corner**2) * step**2
    )
    corner = numpy.tan(numpy.pi * 38.13547087602444 / rate)
    damped = corner / 0.5003270373238773
    low = (1 + damped + corner**2) + 2 * (corner**2 - 1) * step + (1 - damped + corner**2) * step**2
    # of the second filter's numerator BS.1770 leaves its own gain out
    return shelf / under * (1 - step) ** 2 * (1 + damped + corner**2) / low
