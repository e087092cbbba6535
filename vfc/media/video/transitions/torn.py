"""A transition as of a signal that fails: lines are torn sideways, colours slip, and bands of the
next picture break through.
"""

from __future__ import annotations

import numpy

from vfc.media.video.transitions.mixing import Mixing, swell
from vfc.media.video.transitions.planes import Planes, joined, split

BANDS = 24  # strips that are torn one by one


def glitch(mixing: Mixing) -> Planes:
    """Bands of both pictures, torn by chance; the same at the same frame of each film."""
    random = numpy.random.default_rng(mixing.index)
    torn = swell(mixing.part)
    shifts = random.normal(0, 0.12 * torn, BANDS) * (random.random(BANDS) < torn)
    comes = random.random(BANDS) < mixing.part
    slip = random.normal(0, 0.015 * torn, 2)
    return joined(
        [
            _torn(outgoing, incoming, shifts + extra, comes)
            for outgoing, incoming, extra in zip(
                split(mixing.outgoing), split(mixing.incoming), (0, *slip), strict=True
            )
        ]
    )


def _torn(
    outgoing: numpy.ndarray, incoming: numpy.ndarray, shifts: numpy.ndarray, comes: numpy.ndarray
) -> numpy.ndarray:
    """Each band of one plane moved sideways by its part of the width, round the edge."""
    height, width = outgoing.shape
    bounds = numpy.linspace(0, height, BANDS + 1).astype(int)
    return numpy.concatenate(
        [
            numpy.roll((incoming if new else outgoing)[start:stop], round(shift * width), 1)
            for start, stop, shift, new in zip(bounds, bounds[1:], shifts, comes, strict=False)
        ]
    )
