"""The door of Pillow for picture files: read upright, over black, and never larger than memory allows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy
from PIL import Image, ImageOps, UnidentifiedImageError

from vfc.errors import MediaError
from vfc.film.timing import Size

# Only formats that are pixels: Pillow would run Ghostscript on an EPS file.
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "PPM", "AVIF", "JPEG2000", "QOI", "ICO")
MOVING = {"GIF", "WEBP", "PNG"}  # those that may hold moving pictures; the pages of a TIFF are not
LARGEST = 120_000_000  # pixels; a larger file is a mistake or an attack
Image.MAX_IMAGE_PIXELS = None  # Pillow warns on the terminal; ours is an error, raised before a pixel is read
ORIENTATION = 0x0112  # EXIF 2.32, table 4; from 5 on the picture lies on its side
SIXTEEN = ("I;16", "I;16L", "I;16B", "I;16N", "I")


@cache
def _formats() -> tuple[str, ...]:
    """Those that this Pillow was built with; it fails on the name of another."""
    Image.init()
    return tuple(name for name in FORMATS if name in Image.OPEN)


@contextmanager
def _image(path: Path) -> Iterator[Image.Image]:
    try:
        with Image.open(path, formats=_formats()) as image:
            if image.width * image.height > LARGEST:
                raise MediaError(f"{path.name}: {image.width}x{image.height} is too large for a still")
            yield image
    except UnidentifiedImageError as error:
        raise MediaError(f"{path.name}: is no picture that can be read") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise MediaError(f"{path.name}: is damaged or cut short: {error}") from error


def still_size(path: Path) -> Size | None:
    """The size of a picture file as shown, upright; None where it is none, or holds moving pictures."""
    try:
        with Image.open(path, formats=_formats()):
            pass
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    with _image(path) as image:
        if image.format in MOVING and getattr(image, "n_frames", 1) > 1:
            return None
        sideways = image.getexif().get(ORIENTATION, 1) >= 5
        return Size(image.height, image.width) if sideways else Size(image.width, image.height)


def read_still(path: Path) -> numpy.ndarray:
    """A picture file as `(height, width, 3)` uint8 sRGB, upright, over black; MediaError where it is none."""
    with _image(path) as image:
        upright = ImageOps.exif_transpose(image)
        if upright.mode in SIXTEEN:
            return _from_sixteen(upright)
        if upright.has_transparency_data:
            upright = upright.convert("RGBA")
            black = Image.new("RGBA", upright.size, (0, 0, 0, 255))
            upright = Image.alpha_composite(black, upright)
        return numpy.asarray(upright.convert("RGB"))


def _from_sixteen(image: Image.Image) -> numpy.ndarray:
    """Grey of 16 bits, which Pillow would clip to white and not scale."""
    grey = numpy.asarray(image).astype(numpy.uint32)
    return numpy.repeat((grey.clip(0, 65535) * 255 // 65535).astype(numpy.uint8)[..., None], 3, -1)
