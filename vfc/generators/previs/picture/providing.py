"""What actions take as their object: the thing of the words stands where the action would have
one of its own.
"""

from __future__ import annotations

from dataclasses import replace

from vfc.generators.previs.canvas.lens import GROWN
from vfc.generators.previs.people.acts.instant import Instant
from vfc.generators.previs.people.acts.table import act
from vfc.generators.previs.people.figures import Figure
from vfc.generators.previs.people.settings.standins import Moving, StandIn, manners, stand_in, table
from vfc.generators.previs.picture.framing import size_of
from vfc.generators.previs.reading.scene import Person, SceneWords, Thing
from vfc.generators.previs.things import art, catalog, changes
from vfc.generators.previs.things.manners import HINGED

LOOSE, LARGEST = ("hand", "table"), 0.28  # what lies on a table, and how high it is at most
HIGHEST, ON_THE_LARGE = 2.4, ("climb", "hide", "lean")  # metres; actions to what is higher
LOW = 0.8  # metres: to what is no higher one crouches
MANY = 4  # of a thing that stand in a setting
MOMENTS = (0.2, 0.9, 1.5, 2.1)  # seconds at which an action's settings are asked for
WET = frozenset(("water", "bubbles"))  # settings of a place that has them itself
WATERS = frozenset(("underwater", "sunken_city"))
SUNK = frozenset(("underwater", "space"))  # where one who dives is in it already
CLIMBED = frozenset(("staircase", "stairs", "steps"))  # that the place has itself


def settings(person: Person) -> list[str]:
    """The settings of somebody's action in which a thing can stand."""
    return [name for name in about(person) if name in table()]


def about(person: Person) -> list[str]:
    """The settings of somebody's action."""
    does = act(person.action, "", person.trade)
    poses = [does(Instant(second=each, thing=person.object)) for each in MOMENTS]
    names = [name for pose in poses for name in (*pose.behind, *pose.before)]
    return list(dict.fromkeys(names))


def provided(words: SceneWords) -> SceneWords:
    """The words with a holder for each thing that stands in somebody's setting; whoever plays at a
    board sits at it, whoever builds on the ground crouches.
    """
    things, people = list(words.subjects), list(words.people)
    for index, person in enumerate(people):
        person = replace(person, action=done_as(person))
        if person.action == "dive" and words.place not in SUNK:
            person = replace(person, action="plunge")
        at = next((at for at, each in enumerate(things) if may_stand(each, person, index)), None)
        if at is not None and person.action == "pet" and size_of(things[at])[0] > LOW:
            person = replace(person, action="open")  # a hand out to it, standing
        people[index] = person
        if at is None:
            continue
        if things[at].name in about(person) and things[at].colour is None:  # the action's own
            things[at] = replace(things[at], holder=index)
        if not settings(person):
            continue
        if things[at].holder is None:
            things[at] = replace(things[at], holder=index)
        if person.holds == person.object:
            person = replace(person, holds="")
        people[index] = person
    return replace(words, subjects=tuple(things), people=tuple(people))


def done_as(person: Person) -> str:
    """The action that somebody's looks like, by its object: `play` at a board is done as `type`,
    with what lives as `pet`.
    """
    ways, entry = manners().get(person.action, {}), catalog.known(person.object)
    if person.action == "play" and entry is not None and entry.living:
        return "pet"
    return next((way for way, names in ways.items() if person.object in names), person.action)


def may_stand(thing: Thing, person: Person, index: int) -> bool:
    """Whether a thing is what somebody's action is done to, and nobody else has it."""
    entry = catalog.known(thing.name)
    free = thing.base is None and (thing.holder in (None, index) or thing.count > 1)
    fits = size_of(thing)[0] <= HIGHEST or person.action in ON_THE_LARGE
    wanted = entry is not None and entry.habitat != "sky" and thing.name == person.object
    return free and fits and wanted


def supplied(words: SceneWords, index: int, figure: Figure, size: float) -> Figure:
    """A figure with what stands in the setting of its action; `size` is its height by a grown
    person's.
    """
    person, gone = figure.person, set[str]()
    if words.place in WATERS:
        gone |= WET
    if person.object in CLIMBED or words.place == "staircase":
        gone.add("rock")
    thing = next((each for each in words.subjects if is_of(each, person)), None)
    if thing is None:
        gone |= {"dog"} if person.object not in ("", "dog") else set()
        return replace(figure, gone=frozenset(gone))
    if thing.holder != index and thing.count == 1:  # the other has it before both
        return replace(figure, gone=frozenset((*gone, *settings(person))))
    alone = sum(each.object == thing.name for each in words.people) == 1
    found: dict[str, StandIn] = {}
    entry = catalog.known(thing.name)
    if entry is None:
        return replace(figure, gone=frozenset(gone))
    high = size_of(thing)[0] / (GROWN * size)
    if entry.habitat in LOOSE:
        high = min(high, LARGEST)
    for name in settings(person):
        found[name] = stand_in(
            name,
            lambda height: art.sprite(entry.id, height, tint=thing.colour),
            art.aspect(entry.id),
            high,
            min(MANY, thing.count) if alone else 1,
        )
    moving = opened(entry.id) if person.action in ("open", "close") else None
    found = {name: replace(each, moving=moving) for name, each in found.items()}
    return replace(figure, stand_ins=found, gone=frozenset(gone))


def opened(name: str) -> Moving | None:
    """How a thing is seen that is more or less open; None for what is not opened."""
    if name == "curtain":
        return lambda picture, part: changes.drawn_shut(picture, 1 - part)
    return changes.opening if name in HINGED else None


def is_of(thing: Thing, person: Person) -> bool:
    """Whether a thing stands in somebody's setting."""
    return thing.holder is not None and thing.name == person.object != person.holds
