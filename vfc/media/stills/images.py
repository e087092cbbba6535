"""The door of Pillow for picture files: read upright, over black, and never larger than memory
allows.

Whatever Pillow raises for the bytes of a file is a MediaError. A JPEG that is cut short is shown as
far as it goes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from math import ceil, sqrt
from pathlib import Path
from typing import NamedTuple

import numpy
from PIL import Image, UnidentifiedImageError

from vfc.errors import MediaError, in_a_line
from vfc.film.timing import Size
from vfc.media.colour.cicp import mark_of
from vfc.media.colour.profiles import in_srgb, profile_fault

# Only formats that are pixels: Pillow would run Ghostscript on an EPS file.
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "PPM", "AVIF", "JPEG2000", "QOI", "ICO")
# those that may hold moving pictures; the pages of a TIFF are not
MOVING = {"GIF", "WEBP", "PNG", "AVIF"}
# pixels; what a camera makes (100 MP) costs 0.9 GB to read, a larger file is a mistake
LARGEST = 110_000_000
# pixels; a JPEG, if not progressive, is read at a half, a quarter or an eighth of its size
LARGEST_JPEG = 400_000_000
STRIP = 256  # rows that are turned into an array at once
KEPT = 36_000_000  # pixels; more than 8K shows is scaled down as it is read
# else Python prints its errors for want of a handler
logging.getLogger("PIL").addHandler(logging.NullHandler())
# Pillow warns on the terminal; ours is an error, raised before a pixel is read
Image.MAX_IMAGE_PIXELS = None
ORIENTATION = 0x0112  # EXIF 2.32, table 4; from 5 on the picture lies on its side
UPRIGHT = dict(
    enumerate(
        (
            Image.Transpose.FLIP_LEFT_RIGHT,
            Image.Transpose.ROTATE_180,
            Image.Transpose.FLIP_TOP_BOTTOM,
            Image.Transpose.TRANSPOSE,
            Image.Transpose.ROTATE_270,
            Image.Transpose.TRANSVERSE,
            Image.Transpose.ROTATE_90,
        ),
        2,
    )
)
SIXTEEN = ("I;16", "I;16L", "I;16B", "I;16N", "I")
STILLS = (b"\x89PNG\r\n", b"\xff\xd8\xff")
HEIFS = tuple(b"ftyp" + brand for brand in (b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif"))
END = b"\xff\xd9"  # of a JPEG; with it libjpeg shows what is there and leaves the rest grey


class StillFacts(NamedTuple):
    """The size of a picture file as shown, upright, what will surprise in it, and whether it may be
    transparent.
    """

    size: Size
    remarks: tuple[str, ...] = ()
    alpha: bool = False


@cache
def _formats() -> tuple[str, ...]:
    """Those that this Pillow was built with; it fails on the name of another."""
    Image.init()
    return tuple(name for name in (*FORMATS, *_heif()) if name in Image.OPEN)


def _heif() -> tuple[str, ...]:
    """iPhones' stills, by libheif: ffmpeg's libraries show one tile of them."""
    try:
        from pi_heif import register_heif_opener
    except ImportError:
        return ()
    register_heif_opener(thumbnails=False)
    return ("HEIF",)


@contextmanager
def still_image(path: Path, *, ended: bool = False) -> Iterator[Image.Image]:
    """An open picture file of Pillow, not larger than is read; MediaError for whatever is wrong
    with its bytes.
    """
    try:
        with _open(path, ended) as image:
            # such a one lies in memory whole
            scaled = image.format == "JPEG" and "progressive" not in image.info
            most = LARGEST_JPEG if scaled else LARGEST
            if image.width * image.height > most:
                raise MediaError(
                    f"{path.name}: {image.width}x{image.height} is too large for a still; "
                    f"save it with {most // 1_000_000} megapixels or less"
                )
            yield image
    except MediaError:
        raise
    except UnidentifiedImageError as error:
        raise MediaError(f"{path.name}: is no picture that can be read") from error
    except FileNotFoundError as error:
        raise MediaError(f"{path.name}: {error.strerror}") from error
    # for damaged bytes Pillow raises struct.error, IndexError, KeyError and others
    except Exception as error:
        raise MediaError(f"{path.name}: is damaged or cut short: {in_a_line(error)}") from error


def _open(path: Path, ended: bool) -> Image.Image:
    return Image.open(BytesIO(path.read_bytes() + END) if ended else path, formats=_formats())


def still_facts(path: Path) -> StillFacts | None:
    """What a picture file is, once all of it was read; None where it is none, or holds moving
    pictures.

    MediaError for one that begins as a picture and is damaged, or is too large.
    """
    try:
        with Image.open(path, formats=_formats()):
            pass
    except (UnidentifiedImageError, OSError) as error:
        if _calls_itself_still(path):
            lacking = (
                ""
                if {"HEIF", "AVIF"} <= set(_formats())
                else "; or install pi-heif and pillow 11.3"
            )
            raise MediaError(
                f"{path.name}: is damaged: it begins as a picture and is none{lacking}"
            ) from error
        return None
    except Exception as error:  # a picture, whose bytes Pillow will not have: nobody else is asked
        raise MediaError(
            f"{path.name}: is damaged or too large inside: {in_a_line(error)}"
        ) from error
    with still_image(path) as image:
        if image.format in MOVING and _is_moving(image):
            return None
        sideways = image.getexif().get(ORIENTATION, 1) >= 5
        size = Size(image.height, image.width) if sideways else Size(image.width, image.height)
        form, mark, alpha = image.format, mark_of(path), image.has_transparency_data
        colours = mark.remark if mark is not None else profile_fault(image)
    cut = "is cut short: what is missing of it shows grey" if _read(path, form)[1] else ""
    return StillFacts(size, tuple(filter(None, (colours, cut))), alpha)


def _calls_itself_still(path: Path) -> bool:
    """Whether ffmpeg would make something else of what Pillow refused: a tile of a HEIC, gigabytes
    of a PNG's text.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(12)
    except OSError:
        return False
    return head.startswith(STILLS) or head[4:12] in HEIFS


def _is_moving(image: Image.Image) -> bool:
    try:
        return getattr(image, "n_frames", 1) > 1
    except Exception:  # a GIF damaged after its first frame: ffmpeg shows what is there
        return True


def read_still(path: Path) -> numpy.ndarray:
    """A picture file as `(height, width, 3)` uint8 sRGB, upright, over black; MediaError where it
    is none.

    One of more pixels than are kept comes at a half, a third, ... of its size.
    """
    with still_image(path) as image:
        form = image.format
    image, mark = _read(path, form)[0], mark_of(path)
    if mark is None:
        return over_black(image)
    from vfc.media.colour.tonemap import still_in_sdr

    image.info.pop("icc_profile", None)  # which such a mark outdoes
    return still_in_sdr(over_black(image), mark.primaries, mark.transfer)


def read_transparent(path: Path) -> numpy.ndarray:
    """A picture file as `(height, width, 4)` uint8 straight sRGB with alpha, upright; MediaError
    where it is none.
    """
    with still_image(path) as image:
        form = image.format
    image, mark = _read(path, form)[0], mark_of(path)
    if mark is not None:
        image.info.pop("icc_profile", None)  # which such a mark outdoes
    image = in_srgb(_from_sixteen(image) if image.mode in SIXTEEN else image)
    made = numpy.array(image.convert("RGBA"))
    if mark is not None:
        from vfc.media.colour.tonemap import still_in_sdr

        colours = numpy.ascontiguousarray(made[..., :3])
        made[..., :3] = still_in_sdr(colours, mark.primaries, mark.transfer)
    return made


def transparency(image: Image.Image) -> numpy.ndarray:
    """How much is seen of each pixel of a picture, `(height, width)` uint8."""
    if not image.has_transparency_data:
        return numpy.full((image.height, image.width), 255, numpy.uint8)
    return numpy.asarray(image.convert("RGBA").getchannel("A"))


def profile_of(path: Path) -> bytes:
    """The colour profile of an animated PNG, whose frames ffmpeg decodes without it; none of any
    other file.
    """
    try:
        with open(path, "rb") as file:
            if not file.read(8).startswith(b"\x89PNG"):
                return b""
    except OSError:
        return b""
    with still_image(path) as image:
        return image.info.get("icc_profile") or b""


def _read(path: Path, form: str | None) -> tuple[Image.Image, bool]:
    """A picture with its pixels, upright, and whether its end was made up."""
    try:
        return _pixels(path, False), False
    except MediaError as error:
        if form != "JPEG" or not isinstance(error.__cause__, OSError):
            raise
    return _pixels(path, True), True


def _pixels(path: Path, ended: bool) -> Image.Image:
    with still_image(path, ended=ended) as image:
        times = ceil(sqrt(image.width * image.height / KEPT))
        if times > 1:
            # a JPEG is decoded at this scale
            image.draft(None, (image.width // times, image.height // times))
        image.load()
        times = ceil(sqrt(image.width * image.height / KEPT))
        small = image.reduce(times) if times > 1 and image.mode not in SIXTEEN else image
        turn = UPRIGHT.get(image.getexif().get(ORIENTATION, 1))
    return small if turn is None else small.transpose(turn)


def over_black(image: Image.Image) -> numpy.ndarray:
    """A picture's pixels as `(height, width, 3)` uint8 sRGB, what is transparent black."""
    if image.mode in SIXTEEN:
        image = _from_sixteen(image)
    image = in_srgb(image)
    made = numpy.empty((image.height, image.width, 3), numpy.uint8)
    for top in range(0, image.height, STRIP):  # Pillow copies what it hands over, several times
        below = min(image.height, top + STRIP)
        made[top:below] = numpy.asarray(_opaque(image.crop((0, top, image.width, below))))
    return made


def _opaque(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, (0, 0, 0, 255)), image)
    return image.convert("RGB")


def _from_sixteen(image: Image.Image) -> Image.Image:
    """Grey of 16 bits, which Pillow would clip to white and not scale, in 8."""
    grey = numpy.asarray(image).astype(numpy.uint32)
    made = Image.fromarray((grey.clip(0, 65535) * 255 // 65535).astype(numpy.uint8))
    made.info.update(image.info)
    return made
