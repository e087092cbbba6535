"""A thing that fills the frame of an insert: on a table, its surroundings out of focus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, Drawable, mix
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.picture import subjects
from vfc.generators.previs.picture.framing import TABLES
from vfc.generators.previs.places.macro import bokeh
from vfc.generators.previs.reading.scene import Thing
from vfc.generators.previs.things import catalog

OWN = ("shoe", "cup", "flower", "puddle")  # what the painter of macros draws better
MOST = 4  # kinds of things in an insert
GOING = ("run", "walk", "drive")
TABLE = 0.10  # where the table begins
ABOVE = ("bird", "high")  # angles that see nothing but the table
WOOD = (150, 112, 82)
PLAIN: dict[str, Colour] = {"black_studio": (14, 14, 18), "white_studio": (242, 242, 245)}


def inserted(stage: Staging) -> Thing | None:
    """The thing that an insert is of: the first that the words are about, else the first."""
    things = [
        each
        for each in stage.words.subjects
        if (each.name not in OWN or bool(each.action or each.colour))
        and catalog.known(each.name) is not None
    ]
    leads = [each for each in things if each.lead] or things
    return leads[0] if leads else None


def insert(stage: Staging, thing: Thing) -> list[Drawable]:
    """A thing on a table before a soft backdrop, with what belongs to it and what lies beside."""
    things, entry = stage.words.subjects, catalog.known(thing.name)
    lives, floats = entry is not None and entry.living, hangs(thing.name)
    some = family(things, thing) if lives or floats else lying(things)
    words = replace(stage.words, people=(), subjects=tuple(kept(things, some)))
    items = subjects.subjects(replace(stage, words=words, lift=0.0))
    return [*backdrop(stage, not floats), *(item for _, item in sorted(items, key=depth_of))]


def depth_of(item: tuple[float, Drawable]) -> float:
    """How near an item is."""
    return item[0]


def kept(things: Sequence[Thing], indices: Sequence[int]) -> Iterator[Thing]:
    """The things at some indices as if nobody held them, placed to each other as they were."""
    for index in indices:
        thing = things[index]
        base = indices.index(thing.base) if thing.base in indices else None
        action = thing.action if thing.action not in GOING else ""
        yield replace(thing, holder=None, base=base, action=action)


def lying(things: Sequence[Thing]) -> list[int]:
    """The indices of what an insert shows on its table: nothing of walls or of the sky."""
    return [
        index
        for index, each in enumerate(things)
        if each.name not in TABLES and not hangs(each.name) and (each.lead or is_drawn(each))
    ][:MOST]


def is_drawn(thing: Thing) -> bool:
    """Whether a thing has a picture, and is no card with its word."""
    return catalog.known(thing.name) is not None


def family(things: Sequence[Thing], thing: Thing) -> list[int]:
    """The indices of a thing, of what it is placed to, and of what is placed to it."""
    at = things.index(thing)
    return [n for n, each in enumerate(things) if n in (at, thing.base) or each.base == at]


def hangs(name: str) -> bool:
    """Whether a thing of a name is no thing to lie on a table: of walls, the sky, the air."""
    entry = catalog.known(name)
    return entry is not None and entry.habitat in ("air", "sky", "wall", "underwater")


def backdrop(stage: Staging, table: bool) -> list[Drawable]:
    """What lies behind and below: a soft ground of colour, lights out of focus, a table's top."""
    colours, rng = stage.palette, stage.chance("insert")
    paper = stage.paper(0.3)
    plain = PLAIN.get(stage.words.place)
    far, near = mix(colours.horizon, colours.sky, 0.5), mix(colours.ground, colours.near, 0.3)
    far, near = (plain, plain) if plain else (far, near)
    paper.rect(paper.left - 1, paper.top - 1, paper.right + 1, paper.bottom + 1, far)
    part = np.clip((paper.rows() + 0.45) / 0.9, 0, 1)[:, None]
    paper.shade(np.array(far) * (1 - part) + np.array(near) * part)
    items: list[Drawable] = [paper.layer(0.3)]
    for _ in range(0 if plain else 9):
        x, y = rng.uniform(-1, 1) * stage.half, rng.uniform(-0.48, 0.0)
        size, dim = rng.uniform(0.05, 0.13), 0.10 + 0.22 * colours.dark
        tint = mix((255, 214, 150), colours.light, float(rng.uniform(0.1, 0.8)))
        items.append(bokeh(stage, x, y, size, tint, dim))
    if table:
        edge = TABLE if stage.words.angle not in ABOVE else -1.0
        top = stage.paper(0.8, top=edge)
        wood = mix(plain, WOOD, 0.12) if plain else stage.lit(WOOD, 0.7)
        top.rect(top.left - 1, edge, top.right + 1, top.bottom + 1, wood)
        down = np.clip((top.rows() - edge) / 0.4, 0, 1)[:, None]
        shades = np.array(mix(wood, far, 0.35)) * (1 - down) + np.array(mix(wood, near, 0.2)) * down
        top.shade(shades)
        top.blur(0.006)
        items.append(top.layer(0.8))
    return items
