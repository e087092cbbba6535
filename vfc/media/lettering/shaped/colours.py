"""Colours by name or number."""

from __future__ import annotations

from PIL import ImageColor

from vfc.errors import MediaError


def rgb(text: str) -> tuple[int, int, int]:
    """A colour by name or as `#rrggbb`; MediaError for another."""
    try:
        return ImageColor.getrgb(text)[:3]
    except ValueError as error:
        raise MediaError(f"'{text}' is not a colour; write black or #1a2b3c") from error
