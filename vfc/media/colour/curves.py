"""The curves of HLG, PQ and SDR, and the one that brings light down to what SDR shows.

Signals become light as ITU-R BT.2100-2 says (table 4 for PQ, table 5 for HLG, on a display of 1000
cd/m2), SDR's as ITU-R BT.1886. Light is brought down by the curve of ITU-R BT.2390-11, 5.4.1, to
the white of SDR, which is 203 cd/m2 (ITU-R BT.2408-7, table 1). So pictures that were SDR come back
as they were.
"""

from __future__ import annotations

import numpy

TRANSFERS = {16: "PQ", 18: "HLG"}  # ITU-T H.273, table 3
WHITE = 203.0  # cd/m2
HLG_PEAK, SYSTEM = 1000.0, 1.2  # cd/m2 of the display, and its gamma over the whole system
DISPLAY = 2.4  # BT.1886's gamma
# where bringing down begins: libplacebo's 1, which keeps steps in highlights, for BT.2390's own 0.5
KNEE = 1.0
LUMINANCE = numpy.array([0.2627, 0.6780, 0.0593])  # of BT.2020
A, B, C = 0.17883277, 0.28466892, 0.55991073  # of HLG
M1, M2, C1, C2, C3 = 2610 / 16384, 2523 / 32, 107 / 128, 2413 / 128, 2392 / 128  # of PQ


def light(values: numpy.ndarray, transfer: str) -> numpy.ndarray:
    """R'G'B' `(..., 3)` float64 from 0 to 1 of a transfer (`PQ`, `HLG`, else SDR) as cd/m2 of its
    own primaries.
    """
    if transfer == "PQ":
        return _from_pq(values)
    if transfer == "HLG":
        scene = numpy.where(values <= 0.5, values**2 / 3, (numpy.exp((values - C) / A) + B) / 12)
        return HLG_PEAK * scene * (scene @ LUMINANCE)[..., None].clip(1e-9) ** (SYSTEM - 1)
    return WHITE * values**DISPLAY


def brought_down(light: numpy.ndarray, peak: float) -> numpy.ndarray:
    """Light `(..., 3)` float64 in cd/m2, whose brightest is `peak`, as light up to WHITE; colours
    keep their proportions.
    """
    if peak <= WHITE:
        return light
    brightest, whole = light.max(-1, keepdims=True), _to_pq(peak)
    most, at = _to_pq(WHITE) / whole, (_to_pq(brightest) / whole).clip(0, 1)
    knee = (1 + KNEE) * most - KNEE
    part = ((at - knee) / (1 - knee)).clip(0)
    curve = (
        (2 * part**3 - 3 * part**2 + 1) * knee
        + (part**3 - 2 * part**2 + part) * (1 - knee)
        + (3 * part**2 - 2 * part**3) * most
    )
    return light * _from_pq(numpy.where(at < knee, at, curve) * whole) / brightest.clip(1e-9)


def _from_pq(values: numpy.ndarray) -> numpy.ndarray:
    root = values ** (1 / M2)
    return 10000 * ((root - C1).clip(0) / (C2 - C3 * root)) ** (1 / M1)


def _to_pq(light: numpy.ndarray | float) -> numpy.ndarray:
    power = (numpy.asarray(light).clip(0) / 10000) ** M1
    return ((C1 + C2 * power) / (1 + C3 * power)) ** M2
