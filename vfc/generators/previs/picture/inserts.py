"""A thing that fills the frame of an insert: on a table, its surroundings out of focus."""

from __future__ import annotations

import numpy as np

from vfc.generators.previs.canvas.layers import Drawable, mix
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.picture.subjects import light
from vfc.generators.previs.places.macro import bokeh
from vfc.generators.previs.reading.scene import Thing
from vfc.generators.previs.things import art, catalog
from vfc.generators.previs.things.arranged import arranged
from vfc.generators.previs.things.sprites import Stand, sprite_at

OWN = ("shoe", "cup", "flower", "puddle")  # what the painter of macros draws better
HIGH, FOOT = 0.66, 0.36  # of a thing in an insert, and where it stands
TABLE = 0.10  # where the table begins
WOOD = (150, 112, 82)


def inserted(stage: Staging) -> Thing | None:
    """The thing that an insert is of: the first that the words are about, else the first."""
    things = [
        each
        for each in stage.words.subjects
        if each.name not in OWN and catalog.known(each.name) is not None
    ]
    leads = [each for each in things if each.lead] or things
    return leads[0] if leads else None


def insert(stage: Staging, thing: Thing) -> list[Drawable]:
    """A thing on a table before a soft backdrop."""
    entry = catalog.known(thing.name)
    name = thing.name if entry is None else entry.id
    aspect = 1.5 if entry is None else art.aspect(name)
    high = min(HIGH, 1.5 * stage.half / aspect)
    floats = entry is not None and entry.habitat in ("air", "sky", "wall", "underwater")
    foot = 0.5 * high if floats else FOOT
    room = (-0.92 * stage.half, foot - high, 0.92 * stage.half, foot)
    spots = arranged(thing.count, high * aspect, high, room, stage.seed)
    sprites = [
        sprite_at(
            name,
            Stand(x=spot.x, foot=spot.y, height=high * spot.size, pixels=stage.rig.finest(1.0)),
            light(stage, 1.0),
            word=thing.word,
            action=thing.action if thing.action not in ("run", "walk", "drive") else "",
            colour=thing.colour,
            face=entry is not None and entry.living,
            seconds=stage.rig.seconds,
            half=stage.half,
            seed=stage.take + number,
        )
        for number, spot in enumerate(spots)
    ]
    return [*backdrop(stage, not floats), *sprites]


def backdrop(stage: Staging, table: bool) -> list[Drawable]:
    """What lies behind and below: a soft ground of colour, lights out of focus, a table's top."""
    colours, rng = stage.palette, stage.chance("insert")
    paper = stage.paper(0.3)
    far, near = mix(colours.horizon, colours.sky, 0.5), mix(colours.ground, colours.near, 0.3)
    paper.rect(paper.left - 1, paper.top - 1, paper.right + 1, paper.bottom + 1, far)
    part = np.clip((paper.rows() + 0.45) / 0.9, 0, 1)[:, None]
    paper.shade(np.array(far) * (1 - part) + np.array(near) * part)
    items: list[Drawable] = [paper.layer(0.3)]
    for _ in range(9):
        x, y = rng.uniform(-1, 1) * stage.half, rng.uniform(-0.48, 0.0)
        size, dim = rng.uniform(0.05, 0.13), 0.10 + 0.22 * colours.dark
        tint = mix((255, 214, 150), colours.light, float(rng.uniform(0.1, 0.8)))
        items.append(bokeh(stage, x, y, size, tint, dim))
    if table:
        top = stage.paper(0.8, top=TABLE)
        wood = stage.lit(WOOD, 0.7)
        top.rect(top.left - 1, TABLE, top.right + 1, top.bottom + 1, wood)
        down = np.clip((top.rows() - TABLE) / 0.4, 0, 1)[:, None]
        shades = np.array(mix(wood, far, 0.35)) * (1 - down) + np.array(mix(wood, near, 0.2)) * down
        top.shade(shades)
        top.blur(0.006)
        items.append(top.layer(0.8))
    return items
