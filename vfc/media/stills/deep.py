"""Picture files of 16 bits a level, PNG and TIFF, with all of them: Pillow keeps eight."""

from __future__ import annotations

from math import ceil, sqrt
from pathlib import Path

import cv2
import numpy
from PIL import Image

from vfc.errors import MediaError
from vfc.media.colour.cicp import mark_of
from vfc.media.colour.profiles import is_srgb
from vfc.media.stills.images import KEPT, ORIENTATION, still_image

BITS_PER_SAMPLE, EXTRA_SAMPLES = 258, 338  # tags of TIFF 6.0
ASSOCIATED = 1  # extra samples: what is transparent is weighed in already
PNG_DEPTH = 24  # the byte of a PNG that says its bits (ISO/IEC 15948, 11.2.2)
TURNS = {  # EXIF's orientations, as turns and mirrors of rows and columns
    2: lambda picture: picture[:, ::-1],
    3: lambda picture: picture[::-1, ::-1],
    4: lambda picture: picture[::-1],
    5: lambda picture: picture.swapaxes(0, 1),
    6: lambda picture: picture.swapaxes(0, 1)[:, ::-1],
    7: lambda picture: picture[::-1, ::-1].swapaxes(0, 1),
    8: lambda picture: picture.swapaxes(0, 1)[::-1],
}


def is_deep(path: Path, image: Image.Image) -> bool:
    """Whether an open picture file has 16 bits a level, which mean sRGB as they are: by no profile
    of another kind and no mark of another light.
    """
    if mark_of(path) is not None or not is_srgb(image):
        return False
    if image.format == "PNG":
        with path.open("rb") as file:
            return file.read(PNG_DEPTH + 1)[PNG_DEPTH:] == b"\x10"
    tags = getattr(image, "tag_v2", {})
    return image.format == "TIFF" and set(tags.get(BITS_PER_SAMPLE, (8,))) == {16}


def read_deep(path: Path) -> numpy.ndarray:
    """A picture file as `(height, width, 3)` uint16 sRGB, upright, over black; MediaError where it
    is none, or has no 16 bits.
    """
    with still_image(path) as image:
        turn = TURNS.get(image.getexif().get(ORIENTATION, 1))
        tags = getattr(image, "tag_v2", {})
        weighed = ASSOCIATED in tuple(tags.get(EXTRA_SAMPLES, ()))
    found = cv2.imdecode(numpy.fromfile(path, numpy.uint8), cv2.IMREAD_UNCHANGED)
    if found is None or found.dtype != numpy.uint16:
        raise MediaError(f"{path.name}: is damaged: its 16 bits cannot be read")
    picture = _colours(found, weighed)
    times = ceil(sqrt(picture.shape[0] * picture.shape[1] / KEPT))
    if times > 1:
        size = picture.shape[1] // times, picture.shape[0] // times
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return picture if turn is None else numpy.ascontiguousarray(turn(picture))


def _colours(found: numpy.ndarray, weighed: bool) -> numpy.ndarray:
    """The colours of what OpenCV decodes, in the order of red, green and blue, over black."""
    if found.ndim == 2:
        return cv2.cvtColor(found, cv2.COLOR_GRAY2RGB)
    colours = cv2.cvtColor(found[..., :3], cv2.COLOR_BGR2RGB)
    if found.shape[2] < 4 or weighed:
        return colours
    weights = cv2.cvtColor(found[..., 3], cv2.COLOR_GRAY2RGB)
    return cv2.multiply(colours, weights, scale=1 / 65535)
