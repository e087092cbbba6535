"""Which tool made a file: each kind of source is asked, and the first that knows says how."""

from __future__ import annotations

from collections.abc import Callable

from vfc.imports import a1111, comfyui
from vfc.imports.making import Foreign, Making

SOURCES: tuple[Callable[[Foreign], Making | None], ...] = (comfyui.read, a1111.read)


def made_of(foreign: Foreign) -> Making | None:
    """How a file was made; None where nothing in it, beside it or in its name says so."""
    return next((made for read in SOURCES if (made := read(foreign)) is not None), None)
