"""What people ride and drive: drawn once, with whoever is on it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from vfc.generators.previs.canvas.lens import GROWN
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.people.acts.instant import Instant
from vfc.generators.previs.people.acts.table import act
from vfc.generators.previs.people.figures import Figure
from vfc.generators.previs.picture.attached import front_of
from vfc.generators.previs.picture.framing import size_of
from vfc.generators.previs.picture.subjects import one
from vfc.generators.previs.places import lands
from vfc.generators.previs.reading.scene import Person, SceneWords, Thing
from vfc.generators.previs.things import art, catalog
from vfc.generators.previs.things.arranged import Position

RIDES = ("ride", "cycle", "drive", "skate", "row", "sit", "fly", "climb")
OWN = (("ride", "horse"), ("cycle", "bicycle"), ("row", "boat"), ("row", "canoe"))
UPRIGHT = ("stand", "surf", "balance")
BACK = (0.56, 0.8)  # where the saddle is of an animal that has no row
LEAST, MOST = 1.2, 3.4  # metres: how high an animal is that somebody rides
CROTCH = 0.04  # heights by which the middle of the hip is over what one sits on


@dataclass(frozen=True, slots=True, kw_only=True)
class Saddle:
    """Where somebody sits on a drawing that looks left: in parts of its width and of its height;
    what they do there and it does, and how much of it from its foot stands before them.
    """

    at: tuple[float, float]
    does: str = "ride"
    goes: str = ""
    front: float = 0.0


@cache
def saddles() -> Mapping[str, Saddle]:
    """The saddles of all that is ridden, by the thing's name."""
    file = resources.files("vfc.generators.previs.picture") / "mounts.toml"
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: Saddle(**each) for name, each in found.items()}


def saddle(thing: Thing) -> Saddle | None:
    """Where somebody sits on a thing; None where nobody does."""
    entry = catalog.known(thing.name)
    if entry is None:
        return None
    return saddles().get(entry.id) or (Saddle(at=BACK) if entry.kind == "animal" else None)


def mount_size(thing: Thing) -> tuple[float, float]:
    """The height and width in metres of what is ridden: an animal bears one, and shows whom."""
    high, wide = size_of(thing)
    entry = catalog.known(thing.name)
    size = min(MOST, max(LEAST, high)) if entry is not None and entry.living else high
    return size, wide * size / high


def may_ride(person: Person, thing: Thing) -> bool:
    """Whether a thing is what somebody rides, drives or sits in."""
    found = saddle(thing)
    entry = catalog.known(thing.name)
    rides = person.action in RIDES and person.object == thing.name and found is not None
    known = entry is not None and entry.id in saddles()
    return rides and (known or person.action == "ride")


def ridden(words: SceneWords, index: int) -> Thing | None:
    """What one of the people rides, where it is drawn as a thing, not with the action."""
    person, design = words.people[index], lands.seen(words)
    thing = next(
        (each for each in words.subjects if each.holder == index and may_ride(person, each)), None
    )
    if thing is None or thing.name == person.holds:
        return None
    own = (person.action, thing.name) in OWN and thing.colour is None
    inside = person.action == "drive" and design is not None and design.inside
    return None if own or inside else thing


def riding(person: Person, thing: Thing) -> Person:
    """Somebody as they sit on a thing."""
    found = saddle(thing)
    return person if found is None else replace(person, action=found.does, posture="")


def lift(person: Person, thing: Thing, size: float) -> float:
    """How many metres over the ground the feet of somebody are who sits on a thing and is `size` of
    the grown.
    """
    found = saddle(thing)
    if found is None:
        return 0.0
    high = found.at[1] * mount_size(thing)[0]
    return high if person.action in UPRIGHT else high - (hip(person)[1] - CROTCH) * GROWN * size


def hip(person: Person) -> tuple[float, float]:
    """Where the hip is in an action, (x, y) in the person's heights, y up."""
    pose = act(person.action)(Instant(second=0.5))
    return pose.hip[0] + pose.shift[0], -(pose.hip[1] + pose.shift[1])


def mounted(stage: Staging, figure: Figure, thing: Thing, ground: float) -> Figure:
    """Somebody on what they ride, whose foot is at a y in units."""
    found, entry = saddle(thing), catalog.known(thing.name)
    if found is None or entry is None:
        return figure
    high = mount_size(thing)[0] * stage.lens.scale(stage.lens.distance / figure.depth)
    wide = high * art.aspect(entry.id)
    back = (found.at[0] - 0.5) * wide * -figure.facing
    x = figure.x + hip(figure.person)[0] * figure.tall * figure.facing - back
    goes = "drive" if entry.kind == "vehicle" else "walk"
    still = "" if figure.person.action == "sit" else goes
    moving = replace(thing, action=thing.action or found.goes or still)
    sprite = one(stage, moving, entry, Position(x=x, y=ground), high, figure.depth, 0)
    front = front_of(replace(sprite, speed=0.0, carrier=sprite), found.front)
    return replace(
        figure,
        mount=sprite,
        before=front if found.front else None,
        speed=0.0,
        furnished=False,
        shadow=None,
        facing=sprite.facing or figure.facing,
    )
