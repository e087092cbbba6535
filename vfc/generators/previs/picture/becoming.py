"""What things turn into: an egg whoever is in it, a pumpkin a carriage."""

from __future__ import annotations

from dataclasses import replace

from vfc.generators.previs.reading.scene import Thing
from vfc.generators.previs.things import catalog

WITHIN = ("dragon", "dinosaur", "turtle", "crocodile", "snake", "penguin")  # in whose egg
USUAL = "chick"  # in an egg of which no more is said
SIZES = (0.6, 1.2)  # times the height of the one that the other is at least and at most


def hatched(thing: Thing) -> Thing:
    """A thing; of an egg that hatches, who is in it."""
    if thing.name != "egg" or thing.action != "hatch":
        return thing
    return replace(thing, name=next((each for each in WITHIN if each in thing.word), USUAL))


def becomes(thing: Thing) -> tuple[Thing, float] | None:
    """What a thing turns into, and how high that is, times its own height; None of what stays."""
    start, end = catalog.known(thing.name), catalog.known(thing.object)
    if thing.action != "transform" or end is None:
        return None
    part = (end.height / (start.height if start else end.height)) ** 0.5
    other = replace(thing, name=end.id, action="", object="", colour=None)
    return other, min(SIZES[1], max(SIZES[0], part))
