"""Where what people look at and act on is: beside them, above, below."""

from __future__ import annotations

from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.picture.subjects import furnished, metres_of, side_of
from vfc.generators.previs.reading.scene import Person
from vfc.generators.previs.things import catalog, placing

ABOVE = ("sky", "air")
HIGH = ("sky", "ceiling", "sun", "moon", "star", "cloud", "clouds", "rain", "snow")
LOW = ("ground", "floor", "shoe", "shoes", "feet", "path", "grass", "puddle", "water")
SMALL = 0.5  # metres: what is lower is looked down at
TO = ("give", "feed", "show", "throw", "fight", "shoot", "talk", "point")  # whatever lives
LOOKING = ("look", "stand", "wait", "smile", "talk", "sit", "photograph")


def way_to(stage: Staging, person: Person) -> float:
    """On which side the thing is that somebody does something to: 1 right, -1 left, 0 where there
    is none.
    """
    if not person.object:
        return 0.0
    things, drawn = furnished(stage)
    tree = placing.roots(things, drawn)
    tops = [index for index in drawn if things[index].base not in tree]
    for number, top in enumerate(tops):
        if person.object in (things[top].name, *(things[each].name for each in tree[top])):
            return side_of(stage, number)
    for number, top in enumerate(tops if person.action in TO else ()):
        entry = catalog.known(things[top].name)
        if entry is not None and entry.living:
            return side_of(stage, number)
    return 0.0


def gaze_at(stage: Staging, person: Person, way: float) -> str:
    """Where the eyes go to a thing that is on a side: `up` to what is in the sky, `down` to what
    is low and in the hand, else to the side.
    """
    name, entry = person.object, catalog.known(person.object)
    if name in HIGH or (entry is not None and entry.habitat in ABOVE):
        return "up"
    if person.holds and person.action not in ("talk", "walk", "run"):
        return "down" if person.holds == name else ""
    if person.action not in LOOKING:
        return ""
    if name in LOW:
        return "down"
    if not way:
        return ""
    thing = next((each for each in stage.words.subjects if each.name == name), None)
    low = thing is not None and metres_of(thing) < SMALL and stage.closeness < 0.6
    return "down" if low else "right" if way > 0 else "left"
