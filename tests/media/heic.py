"""A HEIC file as phones write it: a picture in tiles of HEVC, of which only their grid says that
they are one.

Boxes by ISO/IEC 14496-12 (8.11) and ISO/IEC 23008-12 (6.6.2.3, the grid).
"""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy

from tests.media.reels import footage


def heic(path: Path, picture: numpy.ndarray, *, tile: int = 64, turned: int = 0) -> Path:
    """Write a picture `(height, width, 3)` in tiles; `turned` by quarters counter-clockwise when it
    is shown.
    """
    rows, columns = picture.shape[0] // tile, picture.shape[1] // tile
    tiles = [
        picture[row * tile :, column * tile :][:tile, :tile]
        for row in range(rows)
        for column in range(columns)
    ]
    made = footage(
        path.with_suffix(".mp4"),
        tiles,
        codec="libx265",
        rate=Fraction(1),
        options={"x265-params": "log-level=none:keyint=1:qp=8"},
    )
    with av.open(str(made)) as container:
        header = bytes(container.streams.video[0].codec_context.extradata)
        pictures = [bytes(packet) for packet in container.demux(video=0) if packet.size]
    made.unlink()
    path.write_bytes(_file(header, pictures, rows, columns, tile, turned))
    return path


def _file(
    header: bytes, pictures: list[bytes], rows: int, columns: int, tile: int, turned: int
) -> bytes:
    grid = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, columns * tile, rows * tile)
    items = [*pictures, grid]
    whole, kind = len(items), _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    size = len(kind + _meta(header, items, whole, rows, columns, tile, turned, 0))
    meta = _meta(header, items, whole, rows, columns, tile, turned, size + 8)
    return kind + meta + _box(b"mdat", b"".join(items))


def _meta(
    header: bytes,
    items: list[bytes],
    whole: int,
    rows: int,
    columns: int,
    tile: int,
    turned: int,
    start: int,
) -> bytes:
    entries = [
        _full(
            b"infe",
            struct.pack(">HH", number, 0) + (b"grid" if number == whole else b"hvc1") + b"\0",
            2,
        )
        for number in range(1, whole + 1)
    ]
    places, at = b"", start
    for number, data in enumerate(items, 1):
        places += struct.pack(">HHHII", number, 0, 1, at, len(data))
        at += len(data)
    properties = (
        _box(b"hvcC", header)
        + _full(b"ispe", struct.pack(">II", tile, tile))
        + _full(b"ispe", struct.pack(">II", columns * tile, rows * tile))
        + _box(b"irot", bytes([turned]))
    )
    used = b"".join(
        struct.pack(">HB", number, 2) + (b"\x83\x84" if number == whole else b"\x81\x02")
        for number in range(1, whole + 1)
    )
    tiles = struct.pack(">HH", whole, whole - 1) + struct.pack(f">{whole - 1}H", *range(1, whole))
    return _full(
        b"meta",
        b"".join(
            [
                _full(b"hdlr", bytes(4) + b"pict" + bytes(13)),
                _full(b"pitm", struct.pack(">H", whole)),
                _full(b"iloc", b"\x44\x00" + struct.pack(">H", whole) + places),
                _full(b"iinf", struct.pack(">H", whole) + b"".join(entries)),
                _full(b"iref", _box(b"dimg", tiles)),
                _box(
                    b"iprp",
                    _box(b"ipco", properties) + _full(b"ipma", struct.pack(">I", whole) + used),
                ),
            ]
        ),
    )


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def _full(kind: bytes, content: bytes, version: int = 0) -> bytes:
    return _box(kind, bytes([version, 0, 0, 0]) + content)
