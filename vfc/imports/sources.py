"""Which tool made a file: each kind of source is asked, and the first that knows says how."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vfc.imports import a1111, comfyui, downloads, midjourney, sora
from vfc.imports.making import Foreign, Making

SOURCES: tuple[Callable[[Foreign], Making | None], ...] = (
    comfyui.read,
    a1111.read,
    midjourney.read,
    downloads.read,
)


def made_of(foreign: Foreign, recorded: Mapping[str, Making]) -> Making | None:
    """How a file was made, by what is `recorded` of its id or its name, by what is written in it
    and by its name; None where none of these says so.
    """
    made = sora.read(foreign, recorded)
    if made is not None:
        return made
    return next((made for read in SOURCES if (made := read(foreign)) is not None), None)
