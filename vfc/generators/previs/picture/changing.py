"""Things that change their colour or their size as they are seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vfc.generators.previs.reading.scene import RGB, Thing
from vfc.generators.previs.things import art, catalog
from vfc.generators.previs.things.drawable import Sprite
from vfc.generators.previs.things.lighting import SpriteLight, lit
from vfc.generators.previs.things.sprites import code_of, flipped

SWELLS = {"large": (0.35, 1.0), "small": (1.0, 0.35)}  # parts of the height


def changing(thing: Thing, made: Sprite, fine: float, light: SpriteLight, *, face: bool) -> Sprite:
    """A thing as it is drawn, with what it becomes; `fine` is the most pixels that a unit takes."""
    if thing.turns is not None:
        made = replace(made, turned=in_colour(thing.turns, made, fine, light, face=face))
    return replace(made, swells=SWELLS.get(thing.swells, made.swells))


def in_colour(
    colour: RGB, made: Sprite, fine: float, light: SpriteLight, *, face: bool
) -> np.ndarray | None:
    """The picture of a thing in the colour that it takes on, of the size of its own; None where
    that is of another.
    """
    entry = catalog.known(made.name)
    if entry is None:
        return None
    rows = max(4, round(made.height * fine))
    flat = art.sprite(
        code_of(entry, made.manner, face), rows, tint=colour, flip=flipped(entry, made.facing)
    )
    seen = lit(flat, light, shines=entry.light)
    return seen if seen.shape == made.picture.shape else None
