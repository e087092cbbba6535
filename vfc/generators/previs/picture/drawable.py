"""The words of a shot in the terms of the painters: what none of them knows by its nearest kin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vfc.generators.previs.people.acts.table import ACTIONS
from vfc.generators.previs.places import lands, sets
from vfc.generators.previs.places.sets import SetDesign
from vfc.generators.previs.reading.lexicon import fitting, kinds, lineage
from vfc.generators.previs.reading.scene import Person, SceneWords, Thing
from vfc.generators.previs.things import catalog

OUTSIDE = frozenset(
    ("mountains", "hills", "field", "desert", "snowfield", "cliff", "sea", "beach", "harbour")
) | {"space", "street", "skyline", "rooftops", "forest", "sky"}
SKY = ("sun", "moon", "star", "water")  # what painters of skies and places draw
FITS = 0.75  # of a room's height: what lives or goes in it is no higher
TALL = 2.6  # metres: what is higher is in no room
INDOORS = ("lamp", "floor_lamp", "chandelier", "street_lamp")  # of which a street has its own
LAMPLIT = ("street", "harbour")  # whose painters draw lamps
AFOOT = ("swim", "walk", "run", "float", "dive", "jump")  # which in the sky is flying
TOWERS = ("tower", "towers", "turm", "türme", "tour", "tours", "torre", "torres", "torri")
CITIES = ("skyline", "street", "megacity", "rooftops", "square", "harbour", "park")
HOUSED = ("village", "white_village", "town", "suburb")  # which are houses themselves
BORNE = ("mouth", "worn", "played", "ahead")  # what each of several has
NOBODY = -1  # who holds what is not drawn by itself
TIMES = {"noon": "day", "afternoon": "day", "golden": "dusk", "blue": "dusk"}


def drawable(words: SceneWords) -> SceneWords:
    """The words with each place, hour, move and action one that is painted."""
    place = lands.placed(words)
    if sets.design(place) is None and place not in OUTSIDE:
        place = "room"
    return replace(
        words,
        place=place,
        subjects=standing(tuple(there(thing, place) for thing in seen_alone(words))),
        time=TIMES.get(words.time, words.time),
        people=tuple(acting(person, len(words.people)) for person in words.people),
    )


def seen_alone(words: SceneWords) -> tuple[Thing, ...]:
    """The things; a sun or a moon leads only where the lens is close, else it is the sky's."""
    near = words.framing in ("medium close", "close", "extreme close", "insert")
    return tuple(
        replace(each, lead=each.lead and (near or is_special(each))) if each.name in SKY else each
        for each in words.subjects
    )


def is_special(thing: Thing) -> bool:
    """Whether a sun or a moon is no usual one: of several, or of another colour then."""
    return thing.count > 1 or thing.turns is not None


def standing(things: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """The things; those placed to what is not drawn are by themselves: a duck on the water; what
    one alone is on is one too, as a bottle on stones.
    """
    things = tuple(crossing(each, things) for each in things)
    bases = {each.base for each in things if each.count == 1 and each.how not in BORNE} - {None}
    things = tuple(
        replace(each, count=1) if each.name in kinds("matter") or (at in bases) else each
        for at, each in enumerate(things)
    )
    return tuple(
        replace(each, base=None, how="")
        if each.base is not None
        and (things[each.base].holder == NOBODY or apart(each, things[each.base]))
        else each
        for each in things
    )


def crossing(thing: Thing, things: tuple[Thing, ...]) -> Thing:
    """A thing that goes over a bridge of the words: it is on it."""
    at = next((n for n, each in enumerate(things) if each.name == "bridge"), None)
    over = thing.object == "bridge" and thing.action in ("walk", "run", "drive")
    return thing if at is None or not over or thing.base else replace(thing, base=at, how="on")


def apart(thing: Thing, base: Thing) -> bool:
    """Whether something is only near the thing that it is placed to: in one that it does not fit
    into, as a bear in a pot, or itself what is seen before a building.
    """
    one, other = catalog.known(thing.name), catalog.known(base.name)
    small = other is not None and other.id in kinds("holdable") and other.kind != "clothing"
    if one is None or other is None:
        return False
    if thing.how == "before" and other.kind == "building":
        return other.height > 2 * one.height
    if thing.how == "in" and other.light:  # wine in candlelight
        return True
    if not small or thing.how != "in":
        return False
    return one.height * thing.size > 1.5 * other.height * base.size


def there(thing: Thing, place: str) -> Thing:
    """A thing that is drawn by itself, or is nobody's: a castle is not in its own throne room, and
    the one that a place is stands there already.
    """
    if (thing.name in SKY and not thing.lead) or (
        thing.name == "wave" and thing.count > 1 and not thing.lead
    ):
        return replace(thing, holder=NOBODY)
    design, entry = sets.design(place), catalog.known(thing.name)
    if entry is None:
        return thing
    if place == "sky" and thing.action in AFOOT and entry.living:
        thing = replace(thing, action="fly")
    if thing.word in kinds("plain_light") and (
        design is None or not design.inside or "studio" in place or thing.count > 1
    ):
        return replace(thing, holder=NOBODY)
    if thing.name in INDOORS and (design is None or not design.inside):
        lit = place in LAMPLIT or any(each["part"] == "lamppost" for each in parts_of(design))
        return replace(thing, name="street_lamp", holder=NOBODY if lit else thing.holder)
    if entry.id == "skyscraper" and thing.word in TOWERS and place not in CITIES:
        if thing.lead:
            return replace(thing, name="watchtower")
        return replace(thing, holder=NOBODY)  # a castle's tower is its own
    house = "house" in lineage(entry.id) and not thing.action
    if house and (place == "mansion" or (place in HOUSED and thing.count > 1)):
        return replace(thing, holder=NOBODY)
    if place.endswith("_field") and entry.id in fitting()["sown"] and thing.count > 2:
        return replace(thing, holder=NOBODY)
    if entry.id == "earth" and place == "space" and thing.base is None:
        return replace(thing, holder=NOBODY)  # whoever paints space has it
    large = entry.kind in ("building", "landscape") and entry.height * thing.size > TALL
    itself = thing.name == place and thing.base is None and not thing.action
    if (large and design is not None and design.inside) or itself:
        return replace(thing, holder=NOBODY)
    if design is not None and design.inside:  # a plane in an office is one of paper
        high = entry.height * thing.size
        return replace(thing, size=thing.size * min(1.0, FITS * design.size[1] / high))
    return thing


def parts_of(design: SetDesign | None) -> tuple[Mapping[str, Any], ...]:
    """The parts of a set, of none where it is a painter's."""
    return () if design is None else design.parts


def acting(person: Person, many: int) -> Person:
    """A person whose action is one that is painted."""
    action = person.action if person.action in ACTIONS else person.posture
    if action not in ACTIONS:
        action = "stand"
    return replace(person, action=action)
