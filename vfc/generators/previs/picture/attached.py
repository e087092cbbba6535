"""What hangs together in a picture: things that others carry, and words in letters of their own."""

from __future__ import annotations

from dataclasses import replace

from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.reading.scene import Thing
from vfc.generators.previs.things.card import lines
from vfc.generators.previs.things.drawable import Sprite


def carried(sprite: Sprite, by: Sprite) -> Sprite:
    """A thing that goes with another, in whose shadow it is."""
    return replace(sprite, carrier=by, speed=0.0, shadow=None, under=None, waterline=None)


def front_of(sprite: Sprite, part: float) -> Sprite:
    """The lower part of a thing again, to stand before what is in it."""
    picture = sprite.picture.copy()
    picture[: round((1 - part) * len(picture))] = 0
    return replace(sprite, picture=picture, shadow=None, under=None, shine=None)


def lettered(stage: Staging, thing: Thing) -> float:
    """How high letters are that nothing bears, so that the longest of their lines fits."""
    rows = lines(thing.word)
    return len(rows) * min(0.3, 1.5 * stage.half / (0.62 * max(len(row) for row in rows)))
