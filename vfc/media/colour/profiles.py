"""The colour profiles of stills: Little CMS, by Pillow, makes sRGB of what the file means, as
viewers show it.

Relative colorimetric with black point compensation, which is what Photoshop and browsers do. Grey,
CMYK and Lab have profiles of their own kind; a profile that cannot be read, or is for another kind
of picture, counts as none.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import numpy
from PIL import Image, ImageCms

# a profile's colour space, and Pillow's mode
KINDS = {"GRAY": "L", "RGB ": "RGB", "CMYK": "CMYK", "Lab ": "LAB"}
OWN = {
    "LA": "L",
    "La": "L",
    "RGBA": "RGB",
    "RGBa": "RGB",
    "RGBX": "RGB",
    "P": "RGB",
    "PA": "RGB",
    "1": "L",
}
FAULTS = (ImageCms.PyCMSError, OSError, ValueError)


def in_srgb(image: Image.Image) -> Image.Image:
    """A picture in sRGB by its own profile, its transparency kept; as it is where it has none that
    can be used.
    """
    profile = image.info.get("icc_profile")
    if not profile and image.mode != "LAB":
        return image
    try:
        made = _transform(profile or b"", _colours(image))
        return image if made is None else _applied(image, made)
    except FAULTS:
        return image


def pixels_in_srgb(picture: numpy.ndarray, profile: bytes) -> numpy.ndarray:
    """`(height, width, 3)` uint8 in sRGB by a profile."""
    image = Image.fromarray(picture)
    image.info["icc_profile"] = profile
    return numpy.asarray(in_srgb(image))


def is_srgb(image: Image.Image) -> bool:
    """Whether a picture's levels are sRGB as they are: it has no profile, that of sRGB, or one that
    cannot be used.
    """
    profile = image.info.get("icc_profile")
    try:
        return not profile or _transform(profile, _colours(image)) is None
    except FAULTS:
        return True


def profile_fault(image: Image.Image) -> str:
    """What to remark of a picture's profile, where it cannot be used."""
    profile = image.info.get("icc_profile")
    try:
        if profile:
            _transform(profile, _colours(image))
    except FAULTS:
        return "has a colour profile that is damaged, or of another kind of picture: taken as sRGB"
    return ""


def _colours(image: Image.Image) -> str:
    """The mode of a picture's colours, without its transparency."""
    return "L" if image.mode.startswith("I") else OWN.get(image.mode, image.mode)


def _applied(image: Image.Image, made: ImageCms.ImageCmsTransform) -> Image.Image:
    alpha = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    shown = made.apply(image.convert(made.input_mode))
    if alpha is not None:
        shown.putalpha(alpha)
    return shown


@lru_cache(maxsize=8)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """To sRGB from a profile, from `mode` or for a grey picture RGB; None where the profile is
    sRGB's own.
    """
    own = ImageCms.ImageCmsProfile(BytesIO(profile) if profile else ImageCms.createProfile("LAB"))
    kind = KINDS.get(own.profile.xcolor_space)  # pyright: ignore[reportAttributeAccessIssue]  # never what was read from
    if kind is None or (kind != mode and (mode, kind) != ("L", "RGB")):
        raise ValueError("the profile is for another kind of picture")
    if ImageCms.getProfileDescription(own).startswith("sRGB"):
        return None
    return ImageCms.buildTransform(
        own,
        ImageCms.createProfile("sRGB"),
        kind,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
