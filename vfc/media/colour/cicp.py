"""What a still says of its colours by the numbers of ITU-T H.273, as video does: AVIF and HEIC, and
PNG by its cICP.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

from vfc.media.colour.curves import TRANSFERS
from vfc.media.colour.gamut import WIDE

PNG = b"\x89PNG\r\n\x1a\n"
NCLX = b"colrnclx"  # of ISO/IEC 14496-12, 12.1.5
HEAD = 65536  # bytes at a file's beginning within which a still's properties stand


class CodePoints(NamedTuple):
    """The primaries and the transfer of a still, by their numbers."""

    primaries: int
    transfer: int

    @property
    def remark(self) -> str:
        """What to remark of it, if anything."""
        name = TRANSFERS.get(self.transfer)
        return f"is {name}: shown tone-mapped to SDR" if name else ""


def mark_of(path: Path) -> CodePoints | None:
    """What a file says, where that is HLG, PQ or a wide gamut; None of all others."""
    try:
        with open(path, "rb") as file:
            head = file.read(HEAD)
    except OSError:
        return None
    found = (
        _of_png(head) if head.startswith(PNG) else _of_boxes(head) if head[4:8] == b"ftyp" else None
    )
    return found if found and (found.transfer in TRANSFERS or found.primaries in WIDE) else None


def _of_png(head: bytes) -> CodePoints | None:
    place = len(PNG)
    while place + 12 <= len(head) and head[place + 4 : place + 8] != b"IDAT":
        if head[place + 4 : place + 8] == b"cICP":
            return CodePoints(head[place + 8], head[place + 9])
        place += 12 + struct.unpack(">I", head[place : place + 4])[0]
    return None


def _of_boxes(head: bytes) -> CodePoints | None:
    place = head.find(NCLX)
    numbers = head[place + 8 : place + 12]
    return CodePoints(*struct.unpack(">HH", numbers)) if place >= 0 and len(numbers) == 4 else None
