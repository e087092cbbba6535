"""The builds of the libraries that cheap steps carry in their keys, read once a process."""

from __future__ import annotations

from functools import cache

from vfc.plan.pictures import Tools


@cache
def tools() -> Tools:
    """What pictures, sound, titles, effects and previs are made with here."""
    from importlib.metadata import version

    from vfc.media.version import picture_build

    picture = picture_build()
    drawing = f"opencv {version('opencv-python-headless')} numpy {version('numpy')}"
    return Tools(picture=f"{picture} {drawing}", sound=picture, titles=f"pillow {version('pillow')}",
                 effects=f"moviepy {version('moviepy')}", previs=drawing)
