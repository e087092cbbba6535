"""The blocks of a film's sound: each is mixed, levelled and encoded by itself."""

from __future__ import annotations

PACKET = 1024  # samples; the encoders' own, on which blocks begin
SECONDS = 10  # of a block, about


def block_length(rate: int) -> int:
    """The samples of each block but the last."""
    return max(1, round(SECONDS * rate / PACKET)) * PACKET


def blocks_of(length: int, rate: int) -> tuple[int, ...]:
    """The samples of each block of a film of `length` samples."""
    each = block_length(rate)
    whole, rest = divmod(length, each)
    return (each,) * whole + ((rest,) if rest else ())
