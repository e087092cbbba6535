"""Equalisers and compressors set by hand, against the formulas that they are of."""

from __future__ import annotations

from fractions import Fraction

import numpy
import pytest

from vfc.film.treatments import BandKind, Compressor, Equaliser, EqualiserBand
from vfc.media.sound.treatments import treated

RATE = 48000


def response(band: EqualiserBand, hertz) -> numpy.ndarray:
    """What the cookbook's filter makes of frequencies, in dB: R. Bristow-Johnson's formulas, with
    A, w0 and alpha as they are named there.
    """
    a, w0 = 10 ** (band.gain / 40), 2 * numpy.pi * band.frequency / RATE
    cos, alpha = numpy.cos(w0), numpy.sin(w0) / (2 * band.q)
    root = 2 * numpy.sqrt(a) * alpha
    above, below = {
        BandKind.BELL: (
            (1 + alpha * a, -2 * cos, 1 - alpha * a),
            (1 + alpha / a, -2 * cos, 1 - alpha / a),
        ),
        BandKind.LOW_SHELF: (
            (
                a * ((a + 1) - (a - 1) * cos + root),
                2 * a * ((a - 1) - (a + 1) * cos),
                a * ((a + 1) - (a - 1) * cos - root),
            ),
            (
                (a + 1) + (a - 1) * cos + root,
                -2 * ((a - 1) + (a + 1) * cos),
                (a + 1) + (a - 1) * cos - root,
            ),
        ),
        BandKind.HIGH_SHELF: (
            (
                a * ((a + 1) + (a - 1) * cos + root),
                -2 * a * ((a - 1) + (a + 1) * cos),
                a * ((a + 1) + (a - 1) * cos - root),
            ),
            (
                (a + 1) - (a - 1) * cos + root,
                2 * ((a - 1) - (a + 1) * cos),
                (a + 1) - (a - 1) * cos - root,
            ),
        ),
        BandKind.HIGH_PASS: (
            ((1 + cos) / 2, -(1 + cos), (1 + cos) / 2),
            (1 + alpha, -2 * cos, 1 - alpha),
        ),
        BandKind.LOW_PASS: (
            ((1 - cos) / 2, 1 - cos, (1 - cos) / 2),
            (1 + alpha, -2 * cos, 1 - alpha),
        ),
    }[band.kind]
    z = numpy.exp(-2j * numpy.pi * hertz / RATE)
    found = numpy.polyval(above[::-1], z) / numpy.polyval(below[::-1], z)
    return 20 * numpy.log10(numpy.abs(found))


@pytest.mark.parametrize("kind", BandKind)
@pytest.mark.parametrize(("frequency", "gain", "q"), [(120, 9, 0.7), (3000, -12, 4), (9000, 6, 1)])
def test_a_band_is_the_cookbook_s(kind, frequency, gain, q):
    passing = kind in (BandKind.HIGH_PASS, BandKind.LOW_PASS)
    band = EqualiserBand(frequency=frequency, gain=0 if passing else gain, q=q, kind=kind)
    impulse = numpy.zeros((RATE, 2), numpy.float32)
    impulse[0] = 0.1
    made = treated(impulse, [Equaliser(bands=(band,))], RATE)[:, 0] / 0.1
    hertz = numpy.array([30, 120, 700, 3000, 9000, 18000])
    measured = 20 * numpy.log10(numpy.abs(numpy.fft.rfft(made))[hertz] + 1e-12)
    wanted = response(band, hertz)
    assert numpy.all(abs(measured - wanted)[wanted > -50] < 0.1), (measured, wanted)


def test_two_bands_add_up():
    bands = tuple(EqualiserBand(frequency=1000, gain=each) for each in (6, -2))
    impulse = numpy.zeros((RATE, 2), numpy.float32)
    impulse[0] = 0.1
    made = treated(impulse, [Equaliser(bands=bands)], RATE)[:, 0] / 0.1
    assert 20 * numpy.log10(numpy.abs(numpy.fft.rfft(made))[1000]) == pytest.approx(4, abs=0.1)


def test_a_compressor_divides_what_is_above_its_threshold():
    press = Compressor(
        threshold=-30, ratio=4, attack=Fraction(1, 200), release=Fraction(1, 20), gain=6
    )
    times = numpy.arange(RATE) / RATE
    found = []
    for level in (-50, -22, -10):
        wave = 10 ** (level / 20) * numpy.sqrt(2) * numpy.sin(2 * numpy.pi * 997 * times)
        made = treated(numpy.repeat(wave[:, None], 2, -1).astype(numpy.float32), [press], RATE)
        steady = made[RATE // 2 :, 0]
        found.append(20 * numpy.log10(numpy.sqrt((steady.astype(float) ** 2).mean())))
    assert found[0] == pytest.approx(-44, abs=0.2), "under the threshold only louder"
    assert found[1] == pytest.approx(-30 + 8 / 4 + 6, abs=2)  # the knee is soft
    assert found[2] - found[1] == pytest.approx(12 / 4, abs=0.3)
