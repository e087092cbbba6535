"""Small ICC profiles (ICC.1:2001-04) for tests: primaries with a gamma, grey, and inks by the Lab
of their corners.
"""

from __future__ import annotations

import struct
from itertools import product

import numpy

D50 = (0.9642, 1.0, 0.8249)
ADOBE = ((0.640, 0.330), (0.210, 0.710), (0.150, 0.060))
P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
D65 = (0.3127, 0.3290)
BRADFORD = numpy.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)


def to_xyz(primaries) -> numpy.ndarray:
    """RGB of primaries with a white of D65 to XYZ of D65."""
    *colours, white = (numpy.array([x / y, 1, (1 - x - y) / y]) for x, y in (*primaries, D65))
    columns = numpy.column_stack(colours)
    return columns * numpy.linalg.solve(columns, white)


def rgb_profile(primaries, gamma: float) -> bytes:
    """A display's profile."""
    white = to_xyz(primaries).sum(1)
    adapted = numpy.linalg.solve(
        BRADFORD, numpy.diag(BRADFORD @ D50 / (BRADFORD @ white)) @ BRADFORD
    )
    columns = (adapted @ to_xyz(primaries)).T
    tags = {
        name: _xyz(column)
        for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)
    }
    return _profile(
        b"mntr",
        b"RGB ",
        b"XYZ ",
        tags | {name: _gamma(gamma) for name in (b"rTRC", b"gTRC", b"bTRC")},
    )


def grey_profile(gamma: float) -> bytes:
    """A grey display's profile."""
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": _gamma(gamma)})


def ink_profile(lab_of) -> bytes:
    """A printer's profile: `lab_of(c, m, y, k)` at each corner from 0 to 1, straight lines
    between.
    """
    ends = struct.pack("256B", *range(256))
    table = b"".join(
        struct.pack("3B", round(lightness * 2.55), round(a + 128), round(b + 128))
        for lightness, a, b in (lab_of(*inks) for inks in product((0, 1), repeat=4))
    )
    unit = struct.pack(">9i", *(round(each * 65536) for each in (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    lut = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + unit + ends * 4 + table + ends * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": lut})


def _profile(kind: bytes, space: bytes, between: bytes, tags: dict[bytes, bytes]) -> bytes:
    name = b"desc" + bytes(4) + struct.pack(">I", 5) + b"test\0" + bytes(78)
    tags = {b"desc": name, b"cprt": b"text" + bytes(4) + b"-\0", b"wtpt": _xyz(D50)} | tags
    index, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        data += bytes(-len(data) % 4)
        index += name + struct.pack(">II", 132 + 12 * len(tags) + len(body), len(data))
        body += data
    head = (
        struct.pack(">I", 128 + len(index) + len(body))
        + b"lcms"
        + struct.pack(">I", 0x02100000)
        + kind
        + space
        + between
        + bytes(12)
        + b"acsp"
        + bytes(28)
        + struct.pack(">3i", *(round(each * 65536) for each in D50))
    )
    return head.ljust(128, b"\0") + index + body


def _xyz(values) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(float(each) * 65536) for each in values))


def _gamma(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256))
