"""The builds of the libraries that cheap steps carry in their keys, read once a process."""

from __future__ import annotations

from functools import cache

from vfc.media.builds import (
    drawing_build,
    effects_build,
    pages_build,
    picture_build,
    shaping_build,
    titles_build,
)
from vfc.recipes.kinds import Tools


@cache
def tools() -> Tools:
    """What pictures, sound, titles and effects are made with here."""
    picture, drawing = picture_build(), drawing_build()
    return Tools(
        picture=f"{picture} {drawing}",
        sound=picture,
        titles=titles_build(),
        shaping=shaping_build(),
        effects=effects_build(),
        pages=pages_build(),
    )
