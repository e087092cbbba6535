"""What is poured: a liquid that flows into something or over it is seen as its stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vfc.generators.previs.canvas.layers import Colour
from vfc.generators.previs.reading.scene import SceneWords, Thing
from vfc.generators.previs.things import catalog
from vfc.generators.previs.things.drawable import Sprite

POURED: dict[str, Colour] = {  # the colours of liquids, by the thing's name
    "coffee": (84, 50, 30),
    "tea": (176, 104, 44),
    "milk": (250, 248, 242),
    "honey": (240, 168, 36),
    "wine": (122, 20, 44),
    "beer": (240, 180, 60),
    "whisky": (206, 122, 40),
    "champagne": (246, 222, 150),
    "cocktail": (240, 110, 90),
    "chocolate": (92, 52, 32),
    "water": (150, 205, 240),
    "juice_box": (250, 170, 50),
    "soup": (222, 130, 60),
    "butter": (250, 220, 110),
    "sake": (236, 240, 240),
    "drink_with_straw": (170, 60, 50),
}
FLOWS = ("flow", "fall", "poured", "melt", "splash")
OVER = ("on", "in", "")
SERVED = (
    "coffee",
    "tea",
    "milk",
    "wine",
    "beer",
    "whisky",
    "champagne",
    "cocktail",
    "sake",
    "soup",
)
NOBODY = -1
VESSELS = ("container", "drink", "food")


def poured(words: SceneWords) -> SceneWords:
    """The words with the stream of what flows, over what it flows into; a liquid that is drawn in
    what it is served in is poured into that.
    """
    things = coloured(boiled(list(words.subjects)))
    for at, each in enumerate(things):
        emptied = filled(each, things)
        flows = each.name in POURED or emptied is not None
        if not flows or each.action not in FLOWS or each.holder is not None:
            continue
        base = each.base
        if each.name not in POURED and emptied is not None:
            things[emptied] = into(things[emptied], replace(each, name="water"))
            things[at] = replace(each, action="tip", base=emptied, how="pouring")
            continue
        if base is not None and base != at and things[base].holder is None:
            things[base] = into(things[base], each)
            things[at] = replace(each, holder=NOBODY)
        elif each.name in SERVED and each.action != "melt":
            things[at] = into(each, each)
    return replace(words, subjects=tuple(things))


def filled(vessel: Thing, things: Sequence[Thing]) -> int | None:
    """The index of the vessel into which another flows; None of what is emptied into none."""
    if vessel.action != "flow" or not is_vessel(vessel):
        return None
    names = [index for index, each in enumerate(things) if each.name == vessel.object]
    return next((at for at in names if is_vessel(things[at]) and things[at] is not vessel), None)


def coloured(things: list[Thing]) -> list[Thing]:
    """The things; what a vessel is full of changes its colour with it."""
    for at, each in enumerate(things):
        if each.turns is not None and each.base is not None and each.how == "in":
            base = things[each.base]
            if is_vessel(base) and each.name in POURED:
                things[each.base] = replace(base, turns=each.turns, colour=each.colour, lead=True)
                things[at] = replace(each, holder=NOBODY)
    return things


def is_vessel(thing: Thing) -> bool:
    """Whether something can be poured from and into."""
    entry = catalog.known(thing.name)
    return entry is not None and entry.kind in VESSELS


def boiled(things: list[Thing]) -> list[Thing]:
    """The things, a vessel that boils where the water in it does; its bubbles and its steam are
    drawn with it.
    """
    for at, each in enumerate(things):
        base = each.base
        if each.action == "cook" and each.name in ("water", "soup", "milk") and base is not None:
            things[base] = replace(things[base], action="cook", lead=True)
            things[at] = replace(each, holder=NOBODY)
    if any(each.action == "cook" and each.holder is None for each in things):
        return [
            replace(each, holder=NOBODY) if each.name in ("bubbles", "smoke") else each
            for each in things
        ]
    return things


def into(vessel: Thing, liquid: Thing) -> Thing:
    """A vessel, or a dish, with what is poured over it; only one is filled."""
    return replace(vessel, action="poured", object=liquid.name, count=1, lead=True)


def holding(made: Sprite, thing: Thing) -> Sprite:
    """A vessel with what is in it; a solid thing, or a dish, with what is poured over it."""
    if thing.liquid is None:
        return replace(made, poured=POURED.get(thing.object) if thing.action == "poured" else None)
    if thing.liquid.shape:
        return replace(made, liquid=thing.liquid, shadow=None)
    return replace(made, poured=thing.liquid.stream)
