"""Small pictures of a film file on one sheet, for a page that shows what lies where."""

from __future__ import annotations

from pathlib import Path

import numpy

from vfc.film.proxies import SpriteSheet
from vfc.media.fit import resized
from vfc.media.frames import Converter, read_frames
from vfc.media.stills.encode import jpeg_of

QUALITY = 70


def sprite_sheet(path: Path, sheet: SpriteSheet) -> bytes:
    """The sheet of a film file as a JPEG; places without a picture are black. MediaError where the
    file has too few frames.
    """
    rows = -(-sheet.count // sheet.columns)
    width, height = sheet.size
    drawn = numpy.zeros((rows * height, sheet.columns * width, 3), numpy.uint8)
    converter = Converter()
    for index, frame in enumerate(read_frames(path, 0, (sheet.count - 1) * sheet.every + 1)):
        number, between = divmod(index, sheet.every)
        if not between:
            row, column = divmod(number, sheet.columns)
            drawn[row * height : (row + 1) * height, column * width : (column + 1) * width] = (
                resized(converter.rgb(frame), sheet.size)
            )
    return jpeg_of(drawn, QUALITY)
