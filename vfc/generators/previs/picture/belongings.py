"""What belongs to whom: what is in a hand is drawn there, and not beside."""

from __future__ import annotations

from dataclasses import replace

from vfc.generators.previs.people.props.table import HELD
from vfc.generators.previs.picture.framing import size_of
from vfc.generators.previs.picture.mounts import may_ride
from vfc.generators.previs.picture.seats import may_sit
from vfc.generators.previs.reading.scene import Person, SceneWords, Thing
from vfc.generators.previs.reading.signs import NAME as SIGN
from vfc.generators.previs.things import catalog

HANDS = ("hold", "carry", "show", "give", "take", "throw", "embrace", "pet")  # of what lives too
MOVING = ("walk", "run", "eat", "drink", "sit", "dance", "wave", "climb", "stand", "wait")
LOOKED = ("book", "letter", "map", "newspaper", "phone", "watch", "photo", "ring", "magnifier")
BORNE = ("hold", "carry", "walk", "climb", "stand", "run")  # while each of several has one
UP = ("fly", "play", "look_up")  # while a kite is in the air
LARGEST = 0.8  # metres of what a hand holds
TALLEST = 1.6  # and of what has a shape of its own there: an umbrella, a staff
FILLED = ("basket", "bag", "box", "tray", "bowl", "plate", "bucket")


def owned(words: SceneWords) -> SceneWords:
    """The words with a holder for each thing that somebody has in the hand, or that lies in what
    is.
    """
    if words.framing in ("insert", "macro"):  # of things alone
        return words
    things, people = list(words.subjects), list(words.people)
    for index, each in enumerate(people):
        if any(it.name == each.holds and may_ride(each, it) for it in things):
            each = people[index] = replace(each, holds="")
        used = next((at for at, it in enumerate(things) if may_use(each, it)), None)
        if used is not None:
            things[used] = replace(things[used], holder=index)
            continue
        place = next((at for at, it in enumerate(things) if may_hold(each, it)), None)
        if each.holds or place is None:
            continue
        things[place] = replace(things[place], holder=index, count=1)
        name = things[place].name
        for at, other in enumerate(people):  # each has one of several
            if at == index or (other.object == name == each.object and not other.holds):
                people[at] = replace(other, holds=name)
    for at, it in enumerate(things):
        container = filled(things, at)
        if container is not None:
            things[at] = replace(it, holder=container.holder)
    return replace(words, subjects=tuple(things), people=tuple(people))


def may_use(person: Person, thing: Thing) -> bool:
    """Whether a thing is what somebody rides or sits on, and nobody else does."""
    free = thing.holder is None and thing.base is None
    return free and (may_ride(person, thing) or may_sit(person, thing))


def may_hold(person: Person, thing: Thing) -> bool:
    """Whether a thing is what somebody does it with or to, and small enough for a hand."""
    entry = catalog.known(thing.name)
    free = thing.holder is None and thing.base is None
    if thing.count > 1 and not (person.action in BORNE and thing.name in HELD):
        return False
    if not free or person.object != thing.name:
        return False
    if entry is None:
        return thing.name == SIGN and person.action in HANDS
    if (
        entry.habitat in ("sky", "wall")
        or (thing.name == "kite" and person.action in UP)
        or (person.action != "eat" and thing.size > 1)
    ):
        return False
    if size_of(thing)[0] > (TALLEST if thing.name in HELD else LARGEST):
        return False
    if person.action in HANDS:
        return True
    if person.action in ("eat", "drink"):
        return not entry.living and entry.habitat in ("hand", "table")
    if person.action == "look":
        return thing.name in LOOKED
    return person.action in MOVING and (entry.habitat == "hand" or thing.name in HELD)


def filled(things: list[Thing], at: int) -> Thing | None:
    """What a thing is in, where somebody holds that."""
    thing = things[at]
    if thing.holder is not None:
        return None
    if thing.base is not None:
        base = things[thing.base] if thing.base < len(things) else thing
        return base if in_hands(base) and thing.how in ("in", "on") else None
    before = things[at - 1] if at else None
    entry = catalog.known(thing.name)
    small = entry is not None and entry.habitat in ("hand", "table") and not thing.action
    holds = before is not None and in_hands(before) and before.name in FILLED
    return before if small and holds else None


def in_hands(thing: Thing) -> bool:
    """Whether somebody who is seen has a thing."""
    return thing.holder is not None and thing.holder >= 0


def in_hand(words: SceneWords, index: int) -> Thing | None:
    """The thing that one of the people has in the hand."""
    holds = words.people[index].holds
    return next(
        (each for each in words.subjects if each.holder == index and each.name == holds), None
    )
