"""The generator itself, as data: what draws is imported when something is drawn, not when a film is planned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vfc.film.model import Options
from vfc.generators.api import Abilities, Context, PictureGenerator, Request

if TYPE_CHECKING:
    import numpy

OPTIONS: Options = (("caption", False), ("letterbox", False))


class Previs(PictureGenerator):
    """Draws moving pictures from a shot's words: layers of depth, people, weather, a camera that moves."""

    name = "previs"
    version = 1

    def abilities(self, options: Options) -> Abilities:
        """Any size and length, at no cost; `caption` and `letterbox` are off unless asked for."""
        return Abilities(options=OPTIONS)

    def frames(self, request: Request, context: Context) -> Iterator[numpy.ndarray]:
        """Yield `request.frames` frames of `request.size`, (height, width, 3) uint8 sRGB, each a new array."""
        from vfc.generators.previs.drawing import draw

        return draw(request)
