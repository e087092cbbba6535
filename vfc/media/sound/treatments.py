"""What sounds are heard through: ffmpeg's filters one after the other, and the reverberation of
spaces by convolution.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy

from vfc.film.timing import ceiling
from vfc.film.treatments import (
    TAILS,
    BandKind,
    Compressor,
    Equaliser,
    HeardThrough,
    Treatment,
    tail_of,
)
from vfc.media.sound.blocks import Block, Blocks
from vfc.media.sound.filters import filtered

PART = 1 << 17  # samples that are convolved at once, at least
LOW, HIGH = 250.0, 4000.0  # Hz, between which a space has its time; lows last longer, highs less
FASTEST = 0.01  # milliseconds of a compressor
HIGHEST = 0.49  # of a rate, where a band may lie
BOOM = 1.15  # of its time that lows last
# ffmpeg's filter for a kind of band, and whether it has a gain
BANDS: Mapping[BandKind, tuple[str, bool]] = {
    BandKind.BELL: ("equalizer", True),
    BandKind.LOW_SHELF: ("lowshelf", True),
    BandKind.HIGH_SHELF: ("highshelf", True),
    BandKind.HIGH_PASS: ("highpass", False),
    BandKind.LOW_PASS: ("lowpass", False),
}
TABLE: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    files("vfc.media.sound").joinpath("treatments.toml").read_text("utf-8")
)  # what each treatment does


def treated(
    samples: Block, treatments: Sequence[HeardThrough], rate: int, *, round: bool = False
) -> Block:
    """A whole sound, `(samples, 2)` float32, through treatments, with what sounds on after it; of
    what goes `round`, that lies over its beginning.
    """
    length = len(samples)
    made = numpy.concatenate(
        [*through(iter([samples]), treatments, rate), numpy.zeros((0, 2), numpy.float32)]
    )
    if not round or not length:
        return made
    whole = numpy.array(made[:length])
    for start in range(length, len(made), length):
        after = made[start : start + length]
        whole[: len(after)] += after
    return whole


def through(blocks: Blocks, treatments: Sequence[HeardThrough], rate: int) -> Blocks:
    """Blocks `(samples, 2)` float32 through treatments, one after the other; spaces sound on for
    their tails.
    """
    for each in treatments:
        if not isinstance(each, Treatment):
            blocks = filtered(blocks, rate, [*filters_of(each, rate)])
            continue
        about = TABLE[each]
        if filters := about.get("filters"):
            blocks = filtered(blocks, rate, [(name, said) for name, said in filters])
        if "reverb" in about or "echoes" in about:
            blocks = _convolved(blocks, response(each, rate), ceiling(tail_of([each]) * rate))
    return blocks


def filters_of(treatment: Equaliser | Compressor, rate: int) -> Iterator[tuple[str, str]]:
    """ffmpeg's filters for what is set by hand, which are those of the cookbook; a band above what
    a rate has lies at its end.
    """
    if isinstance(treatment, Compressor):
        threshold, makeup = (10 ** (each / 20) for each in (treatment.threshold, treatment.gain))
        attack, release = (
            max(FASTEST, float(each * 1000)) for each in (treatment.attack, treatment.release)
        )
        yield (
            "acompressor",
            f"threshold={threshold:.9f}:ratio={treatment.ratio:g}:attack={attack:g}:"
            f"release={release:g}:makeup={makeup:.9f}",
        )
        return
    for band in treatment.bands:
        name, gained = BANDS[band.kind]
        gain = f":g={band.gain:g}" if gained else ""
        yield name, f"f={min(band.frequency, HIGHEST * rate):g}:t=q:w={band.q:g}{gain}"


@cache
def response(space: Treatment, rate: int) -> Block:
    """What a space makes of one sample, `(samples, 2)` float32, not to be written into.

    Noise that dies away, another in each ear (J. A. Moorer, "About this reverberation business",
    Computer Music Journal 3, 1979), in three bands of which the highs die sooner; the same in each
    run. Its energy lies by `wet` beside the sound itself.
    """
    about = TABLE[space]
    length = ceiling(TAILS[space] * rate)
    found = numpy.zeros((length, 2))
    if seconds := about.get("reverb"):
        after = ceiling(about["delay"] * rate / 1000)
        tail = _dying(crc32(space.encode()), length - after, rate, seconds, about["damping"])
        found[after:] += tail * 10 ** (about["wet"] / 20)
    for milliseconds, decibels in about.get("echoes", ()):
        found[ceiling(milliseconds * rate / 1000)] += 10 ** (decibels / 20)
    found[0] += 10 ** (about.get("dry", 0.0) / 20)
    ready = found.astype(numpy.float32)
    ready.flags.writeable = False
    return ready


def _dying(seed: int, length: int, rate: int, seconds: float, damping: float) -> numpy.ndarray:
    """Noise, `(length, 2)` float64, that is 60 dB softer after `seconds`, of energy 1 an ear."""
    noise = numpy.random.default_rng(seed).standard_normal((length, 2))
    spectrum = numpy.fft.rfft(noise, axis=0)
    hertz = numpy.fft.rfftfreq(length, 1 / rate)[:, None]
    low, high = 1 / (1 + (hertz / LOW) ** 4), 1 / (1 + (HIGH / numpy.maximum(hertz, 1e-9)) ** 4)
    times = numpy.arange(length)[:, None] / rate
    total = numpy.zeros((length, 2))
    for band, lasts in ((low, BOOM), (1 - low - high, 1.0), (high, damping)):
        part = numpy.fft.irfft(spectrum * band, length, axis=0)
        total += part * 10 ** (-3 * times / (seconds * lasts))
    return total / numpy.sqrt((total**2).sum(axis=0))


def _convolved(blocks: Blocks, answer: Block, tail: int) -> Blocks:
    """Blocks convolved with the response of a space, and `tail` samples more (overlap and add)."""
    size = 1 << (PART + len(answer)).bit_length()
    step = size - len(answer) + 1
    spectrum = numpy.fft.rfft(answer, size, axis=0)
    over = numpy.zeros((len(answer), 2))
    for part in _parts(blocks, step):
        made = numpy.fft.irfft(numpy.fft.rfft(part, size, axis=0) * spectrum, size, axis=0)
        made[: len(over)] += over
        over = made[len(part) : len(part) + len(over)].copy()
        yield made[: len(part)].astype(numpy.float32)
    yield over[:tail].astype(numpy.float32)


def _parts(blocks: Blocks, step: int) -> Iterator[Block]:
    """Blocks as parts of `step` samples each but the last."""
    held: list[Block] = []
    count = 0
    for block in blocks:
        held.append(block)
        count += len(block)
        if count >= step:
            whole = numpy.concatenate(held)
            while len(whole) >= step:
                yield whole[:step]
                whole = whole[step:]
            held, count = [whole], len(whole)
    if count:
        yield numpy.concatenate(held)
