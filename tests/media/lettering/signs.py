"""A small font of one coloured sign (OpenType's sbix), for tests: U+1F3AC is a red square on
green's left.
"""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

from PIL import Image

SIGN = "\U0001f3ac"
SIDE = 40  # pixels of the sign


def sign_font(path: Path) -> Path:
    """A font file whose one sign is half red, half green."""
    picture = Image.new("RGBA", (SIDE, SIDE), (0, 160, 0, 255))
    picture.paste((220, 0, 0, 255), (0, 0, SIDE // 2, SIDE))
    data = BytesIO()
    picture.save(data, "PNG")
    glyph = struct.pack(">hh4s", 0, 0, b"png ") + data.getvalue()
    tables = {
        b"cmap": struct.pack(
            ">HHHHIHHIIIIII", 0, 1, 3, 10, 12, 12, 0, 28, 0, 1, ord(SIGN), ord(SIGN), 1
        ),
        b"glyf": bytes(4),
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            0x10000,
            0x10000,
            0,
            0x5F0F3CF5,
            0,
            1000,
            0,
            0,
            0,
            0,
            1000,
            1000,
            0,
            8,
            2,
            0,
            0,
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH", 0x10000, 900, -100, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, 2
        ),
        b"hmtx": struct.pack(">HhHh", 1000, 0, 1000, 0),
        b"loca": struct.pack(">HHH", 0, 0, 0),
        b"maxp": struct.pack(">IH13H", 0x10000, 2, *[0] * 8, 2, 0, 0, 0, 0),
        b"sbix": struct.pack(">HHIIHHIII", 1, 1, 1, 12, SIDE, 72, 16, 16, 16 + len(glyph)) + glyph,
    }
    place, records, body = 12 + 16 * len(tables), b"", b""
    for name, content in sorted(tables.items()):
        records += name + struct.pack(">III", 0, place + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    path.write_bytes(struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0) + records + body)
    return path
