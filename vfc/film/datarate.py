"""How much room the pictures of a film file take, for those who know: a constant rate factor,
bits a second, bytes of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vfc.film.formats import Codec
from vfc.film.keyed import left_out

# constant rate factors that a codec takes, the finest first; none where the profile decides
FACTORS: Mapping[Codec, range] = {
    Codec.H264: range(1, 52),
    Codec.H265: range(1, 52),
    Codec.AV1: range(1, 64),
    Codec.VP9: range(1, 64),
    Codec.PRORES: range(0),
    Codec.DNXHR: range(0),
    Codec.FFV1: range(0),
}
HALVES = frozenset({Codec.H264, Codec.H265})  # whose factors have something between two
BITRATE = r"^\s*[0-9]{1,6}(\.[0-9]{1,3})?\s*[kM](bit/s|bps|b/s)?\s*$"
BYTES = r"^\s*[0-9]{1,6}(\.[0-9]{1,3})?\s*([kMG]i?)B\s*$"
UNITS: Mapping[str, int] = {
    "k": 10**3,
    "M": 10**6,
    "G": 10**9,
    "ki": 1 << 10,
    "Mi": 1 << 20,
    "Gi": 1 << 30,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRate:
    """What is said of the room that pictures take; 0 where nothing is. `factor` is the constant
    rate factor, `bits` a second the mean of the pictures, `bytes` the most that the file has.
    """

    factor: int = left_out(0)
    bits: int = left_out(0)
    bytes: int = left_out(0)

    @property
    def is_fitted(self) -> bool:
        """Whether the factor hangs on how large the whole film comes out."""
        return bool(self.bits or self.bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLimits:
    """The most that a platform takes of a file: bytes, mean bits a second (0: any)."""

    platform: str
    bytes: int
    bits: int


def parse_bitrate(text: str) -> int:
    """`8M`, `800k`, `2.5 Mbit/s` as bits a second; ValueError of less than 1000."""
    found = _quantity(text)
    if found < 1000:
        raise ValueError(f"'{text}' holds no pictures; write such as 8M")
    return found


def parse_bytes(text: str) -> int:
    """`8MB`, `500kB`, `10MiB` as bytes; ValueError of less than 1000."""
    found = _quantity(text)
    if found < 1000:
        raise ValueError(f"'{text}' holds no film; write such as 8MB")
    return found


def bytes_text(count: int) -> str:
    """Bytes for people: 8 MB, 7.94 MB."""
    unit = "MB" if count >= 10**6 else "kB"
    return f"{count / UNITS[unit[0]]:.3g} {unit}"


def _quantity(text: str) -> int:
    match = re.match(r"\s*([0-9.]+)\s*([kMG]i?)", text)
    if match is None:
        raise ValueError(f"'{text}' is no quantity; write such as 8M")
    return round(float(match[1]) * UNITS[match[2]])
