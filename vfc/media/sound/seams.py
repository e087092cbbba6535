"""Where blocks of sound that were encoded by themselves join.

A packet of AAC is heard together with the one before it: what each folds over the other takes out.
That holds across a seam where both blocks chose the same windows there, which is heard by decoding
the two packets; among those around the border of two blocks the best is taken.
"""

from __future__ import annotations

import numpy

from vfc.film.soundcodecs import SoundCodec
from vfc.media.sound.encode import ENCODERS, PACKET, Encoded, decoded

RUN_UP = 16  # packets before a block's border that its encoder hears, until it is even
REACH = 16  # packets after a block's border among which the next may take over
SILENCE = 1e-9  # of squares of samples
HIDDEN = 1.5  # times what two blocks are apart, up to which a seam is not heard


def reach_of(codec: SoundCodec) -> tuple[int, int]:
    """The samples before and after a block that its encoder hears too."""
    writes = ENCODERS[codec]
    return RUN_UP * writes.packet, 0 if writes.alone else (REACH + 1) * writes.packet


def seam(
    before: Encoded, after: Encoded, border: int, *, codec: SoundCodec, rate: int, channels: int
) -> int:
    """The index of the first packet that is taken of the block `after`, at or behind that of the
    `border`; with a codec of which a block goes on as the whole would the border itself.
    """
    if ENCODERS[codec].alone:
        return border
    last = min(border + REACH, before.first + len(before.packets), after.first + len(after.packets))
    one, other = (_around(each, border, last, codec, rate, channels) for each in (before, after))
    found = [(True, numpy.inf, border + 1)]
    for index in range(border + 1, last):
        pair = Encoded(index - 1, (before.at(index - 1), after.at(index)), before.setup)
        joined = decoded(pair, codec=codec, rate=rate, channels=channels)[PACKET:]
        place = slice((index - border) * PACKET, (index - border + 1) * PACKET)
        apart = _power(one[place] - other[place])
        off = max(_power(joined - one[place]), _power(joined - other[place]))
        # hidden: it is no further from either than they are from each other
        found.append((off > HIDDEN * apart, off / (_power(one[place]) + SILENCE), index))
    return min(found)[2]


def _power(samples: numpy.ndarray) -> float:
    return float(numpy.square(samples, dtype=float).sum())


def _around(
    block: Encoded, border: int, last: int, codec: SoundCodec, rate: int, channels: int
) -> numpy.ndarray:
    """What a block is heard as from the packet at `border` up to the one at `last`."""
    first = max(block.first, border - 2)
    part = Encoded(first, block.packets[first - block.first : last - block.first], block.setup)
    heard = decoded(part, codec=codec, rate=rate, channels=channels)
    return heard[(border - first) * PACKET :]
