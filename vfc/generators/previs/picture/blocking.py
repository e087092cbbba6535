"""What part each of the people has in a shot: who is seen, who does what with whom, which way each
faces.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from vfc.generators.previs.canvas.lens import FRAMINGS, GROWN
from vfc.generators.previs.canvas.stage import CLOSENESS
from vfc.generators.previs.people.acts.pairs import ROLES, Pairing, paired
from vfc.generators.previs.people.acts.table import head_at, top_of
from vfc.generators.previs.picture import mounts, seats
from vfc.generators.previs.picture.gathering import leads
from vfc.generators.previs.picture.sides import left_to_right, side, side_among
from vfc.generators.previs.reading.lexicon import kinds
from vfc.generators.previs.reading.scene import Person, SceneWords, Thing

NEAR = ("medium close", "close", "extreme close")
TOUCHING = ("kiss", "embrace", "dance", "whisper", "shake_hands", "hold_hands")
ALIKE = (
    *TOUCHING,
    "fight",
    "argue",
    "talk",
    "punch",
    "kick",
    "exchange",
    "toss",
    "tug",
    "measure",
)  # what two do to each other where both do it
TOWARD = ("kneel", "bow", "salute", "give", "point", "take", "show", "pray", "shoot", "throw")
FOLLOWING = ("run", "walk", "ride", "cycle")  # going after somebody, who goes too
IDLE = ("stand", "look", "wait", "smile", "hold", "listen")
LEAVING = ("fall", "jump", "dive")  # what takes a head from where it was
USUAL = Pairing(distance=0.70)
SPEECH = ("talk", "whisper", "argue", "shout", "cry", "laugh", "smile", "look", "stand", "wait")
SIZES = {"giant": 1.7, "dwarf": 0.72, "baby": 0.42, "toddler": 0.5}  # in heights of the grown


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One of the people as the shot has them.

    `index` is theirs among the people, `other` that of whom they are turned to. `role` is `a` or
    `b` of two who do something together; `facing` is 1 to the right, -1 to the left, 0 where
    everybody goes. `near` has them before the others, their back to the lens.
    """

    person: Person
    index: int
    role: str = ""
    facing: float = 0.0
    other: int | None = None
    gaze: str = ""
    near: bool = False
    distance: float = 0.0  # to the other, in heights
    mount: Thing | None = None  # what they ride
    seat: seats.Table | None = None  # the part of a set that they sit on

    def size(self, closeness: float) -> float:
        """How tall they are by a grown person: up close the camera comes down to a child."""
        child = 0.66 if closeness < 0.3 else 0.78 if closeness < 0.6 else 0.9
        usual = SIZES.get(self.person.kind, child if self.person.child else 1.0)
        return usual * self.person.stature

    def lift(self, closeness: float) -> float:
        """How many metres over the ground their feet are."""
        size = self.size(closeness)
        if self.mount is not None:
            return mounts.lift(self.person, self.mount, size)
        return 0.0 if self.seat is None else seats.lift(self.seat, size)

    def high(self, closeness: float) -> float:
        """How high the middle of the head is over the ground, in heights of the grown."""
        return self.size(closeness) * self.head(close=True)[1] + self.lift(closeness) / GROWN

    def head(self, *, close: bool) -> tuple[float, float]:
        """Where the head is, `(x, y)` in their own heights: x to the face's side, y up."""
        person = self.person
        sits = person.posture == "sit" and person.action not in ("sit", "walk", "run")
        kneels = person.posture == "kneel"
        thing = person.holds or person.object
        return head_at(person.action, self.role, sits, close, person.trade, kneels, thing)


def actors(words: SceneWords) -> list[Actor]:
    """The people who are seen, from left to right, each on what they ride or sit on; of a shot over
    a shoulder, whoever lends it last.
    """
    return [each if each.near else borne(words, each) for each in standing(words)]


def borne(words: SceneWords, actor: Actor) -> Actor:
    """One of the people on what they ride or sit on."""
    person, index = actor.person, actor.index
    if index >= len(words.people):
        return actor
    mount, seat = mounts.ridden(words, index), seats.seat(words, index)
    if mount is not None:
        return replace(actor, person=mounts.riding(person, mount), mount=mount, role="")
    if seats.sits(person):
        toward = {1.0: "right", -1.0: "left"}.get(actor.facing, "")
        actor = replace(actor, role="", gaze=actor.gaze or toward)
    if seat is None:
        return replace(actor, person=seats.at_rest(words, index, person))
    return replace(actor, person=seats.seated(person, seat), seat=seat)


def standing(words: SceneWords) -> list[Actor]:
    """The people who are seen, from left to right, whatever they are on."""
    people = words.people
    if words.framing == "macro" or not people:
        return []
    if words.composition == "over shoulder":
        return over_shoulder(people)
    two = {} if leads(people) == 1 else couples(people)
    if words.framing in NEAR and words.composition != "two shot":
        near = [index for index in (0, two.get(0)) if index is not None]
        fits = len(near) == 2 and people[0].action in TOUCHING
        if words.framing == "extreme close" or not fits:
            return [single(words, 0)]
        two, indices = {0: near[1]}, near
    else:
        indices = list(range(len(people)))
    return in_row(words, two, indices)


def over_shoulder(people: tuple[Person, ...]) -> list[Actor]:
    """Those beyond, who look past the lens, then whoever stands with the back to us."""
    near = next((index for index, each in enumerate(people) if each.away), len(people) - 1)
    beyond = [index for index in range(len(people)) if index != near]
    pair = (people[beyond[0]], people[near]) if beyond else ()
    left = side_among(pair, 1) if pair else side(people[near])
    to_near = "left" if left < 0 else "right"
    return [
        *(
            Actor(
                person=people[index],
                index=index,
                facing=0.0 if busy(people[index]) else left,
                other=None if busy(people[index]) else near,
                gaze="" if busy(people[index]) else to_near,
            )
            for index in beyond
        ),
        Actor(
            person=replace(people[near], action="listen", posture="", holds=""),
            index=near,
            facing=-left,
            near=True,
        ),
    ]


def busy(person: Person) -> bool:
    """Whether somebody is turned to a thing, not to whom they talk."""
    return bool(person.object) and person.target is None and person.action not in SPEECH


def single(words: SceneWords, index: int) -> Actor:
    """One alone, who looks to the side where the other is; through somebody's eyes, at the lens."""
    person, way = words.people[index], -side_among(words.people, index)
    speaks = words.speaks or person.action in ("talk", "whisper", "argue")
    if person.object == "camera" or words.composition == "pov":
        return Actor(person=person, index=index, gaze="camera")
    if speaks or person.target is not None or len(words.people) == 2:
        gaze = ("right" if way > 0 else "left") if person.action in SPEECH else ""
        return Actor(person=person, index=index, facing=way, gaze=gaze)
    return Actor(person=person, index=index)


def couples(people: tuple[Person, ...]) -> dict[int, int]:
    """Who does something with whom: the index of the doer, and of the other."""
    two: dict[int, int] = {}
    for index, each in enumerate(people):
        target = each.target
        if taken(two, index) or target is None or target == index or target >= len(people):
            continue
        if target >= 0 and not taken(two, target):
            two[index] = target
    free = [index for index in range(len(people)) if not taken(two, index)]
    alike = [
        index for index in free if people[index].action in ALIKE and people[index].target is None
    ]
    if len(people) == 2 and len(free) == 2:
        doers = [index for index in free if people[index].action in TOWARD]
        if doers and not people[doers[0]].object:
            return {doers[0]: 1 - doers[0]}
    for one, other in zip(alike[::2], alike[1::2], strict=False):
        if people[one].action == people[other].action:
            two[one] = other
    return two


def taken(two: dict[int, int], index: int) -> bool:
    """Whether somebody does something with another already."""
    return index in two or index in two.values()


def in_row(words: SceneWords, two: dict[int, int], indices: list[int]) -> list[Actor]:
    """Everybody beside each other, those who do something together side by side."""
    people, row, done = words.people, [], set()
    for index in left_to_right(people, indices):
        if index in done:
            continue
        other = two.get(index, next((a for a, b in two.items() if b == index), None))
        if other is None or other not in indices:
            row.append(alone(words, index))
            continue
        done |= {index, other}
        a, b = (index, other) if two.get(index) == other else (other, index)
        first = left_to_right(people, (a, b))[0]
        row += together(people, a, b, first == a)
    return row


def alone(words: SceneWords, index: int) -> Actor:
    """One among others who does a thing by themselves, or to a third."""
    person = words.people[index]
    if len(words.people) == 1:
        return single(words, index) if words.framing == "medium" else looks(words, person, index)
    target = person.target
    if target is not None and target != index and 0 <= target < len(words.people):
        return Actor(person=person, index=index, other=target)
    return looks(words, person, index)


def looks(words: SceneWords, person: Person, index: int) -> Actor:
    """One who looks at the lens where the words or the setup say so."""
    lens = person.object == "camera" or words.composition == "pov"
    return Actor(person=person, index=index, gaze="camera" if lens else "")


def together(people: tuple[Person, ...], a: int, b: int, a_left: bool) -> list[Actor]:
    """Two who do something together, the left one first."""
    doer, other = people[a], people[b]
    pairing = paired(doer.action) or USUAL
    way = 1.0 if a_left else -1.0
    one = Actor(person=doer, index=a, role="a", facing=way, other=b, distance=pairing.distance)
    same = f"{doer.action} b" in ROLES and (other.action in IDLE or other.action == doer.action)
    if doer.action in FOLLOWING:
        runs = replace(other, action=other.action if other.action in FOLLOWING else doer.action)
        second = Actor(person=runs, index=b, facing=way, distance=0.9)
        return [replace(one, role="", distance=0.9), second][:: int(way)]
    if doer.action in kinds("at_a_door"):  # the other waits behind
        second = Actor(person=other, index=b, facing=-way, distance=0.7)
        return [replace(one, role="", facing=-way, distance=0.7), second][:: int(way)]
    taking = replace(other, action=doer.action) if same else other
    if not same and other.action in IDLE and not other.posture:
        taking = replace(other, action="stand")
    second = Actor(
        person=replace(taking, holds="" if taking.holds == doer.holds else taking.holds),
        index=b,
        role="b",
        facing=-way,
        other=a,
        distance=pairing.distance,
    )
    return [one, second][:: int(way)]


def widest(words: SceneWords, aspect: float) -> str:
    """The framing in which all who are to be seen fit: the words' own, or a wider one."""
    names = list(FRAMINGS)[:8]
    if words.framing not in names or not words.people:
        return words.framing
    for name in names[names.index(words.framing) :: -1]:
        there = actors(replace(words, framing=name))
        if fits(there, name, aspect):
            return name
    return names[1]


def fits(there: list[Actor], framing: str, aspect: float) -> bool:
    """Whether the heads of all in a row are inside the frame."""
    row = [actor for actor in there if not actor.near]
    figure, closeness = FRAMINGS[framing].figure, CLOSENESS.get(framing, 1.2)
    if len(row) < 2 or closeness <= 0.3:
        return True
    heads = [actor.high(closeness) for actor in row]
    gaps = sum(gap(one, two) for one, two in pairwise(row))
    if 0.115 * len(row) * figure > 0.85 * aspect:  # a face hides none
        return False
    wide = (max(gaps, 0.3 * min(len(row) - 1, 3)) + 0.22) * figure
    return wide <= aspect and (max(heads) - min(heads)) * figure <= 0.66


def gap(one: Actor, two: Actor) -> float:
    """How far two neighbours who do something together stand apart, in heights; else nothing."""
    return one.distance if one.distance and one.other == two.index else 0.0


def pedestal(words: SceneWords) -> float:
    """How many metres the camera stands higher than for one who stands, to have in the frame the
    highest head of those who sit, kneel or ride.
    """
    closeness = CLOSENESS.get(words.framing, 1.2)
    there = [actor for actor in actors(words) if not actor.near]
    if not there or words.angle == "bird":
        return 0.0
    if words.framing in WHOLE:  # who lies is lower than the shortest that is framed for
        top = max(actor.high(0.0) for actor in there) * GROWN + HAT
        cut = FRAMINGS[words.framing].foot > 0.5 and len(there) == 1
        return min(0.0, top - SHORT) if cut else 0.0
    heads = [
        STANDING if actor.person.action in LEAVING else actor.high(closeness) + bob(actor)
        for actor in there
    ]
    down = ASLEEP / FRAMINGS[words.framing].figure if max(heads) < LYING else 0.0
    low = HANDS if words.hands else 0.0
    return (max(heads) - STANDING + down - low) * GROWN


def tilt(words: SceneWords) -> float:
    """How many units lower than their framing has them people are: straight from above they are in
    the middle.
    """
    if words.angle != "bird" or not actors(words):
        return 0.0
    return MIDDLE - FRAMINGS[words.framing].foot


def bob(actor: Actor) -> float:
    """How far somebody's mount throws them up, in heights."""
    return 0.06 if actor.mount else 0.0


def people_height(words: SceneWords, aspect: float) -> float:
    """The height in metres for which the people of a shot are framed: of the highest head or mount
    where they are seen whole, so that all of it is.
    """
    there = [actor for actor in actors(words) if not actor.near]
    framing = FRAMINGS[words.framing]
    if words.framing not in WHOLE or not there:
        return GROWN
    closeness = CLOSENESS.get(words.framing, 1.2)
    tops = [actor.high(closeness) * GROWN + HAT for actor in there]
    tops += [
        actor.size(closeness) * top_of(*does(actor)) * GROWN + HAT
        for actor in there
        if actor.person.posture != "sit"
    ]
    for actor in there:
        if actor.mount is not None:
            high, wide = mounts.mount_size(actor.mount)
            tops += [high, wide * framing.figure / (0.9 * aspect)]
    top = max(tops) * WHOLE[words.framing]
    least = YOUNG if all(actor.person.child for actor in there) else SHORT
    return max(GROWN if len(there) > 1 or WHOLE[words.framing] < 1 else least, top)


def does(actor: Actor) -> tuple[str, str, str]:
    """What somebody does: the action, the role, and with what."""
    return actor.person.action, actor.role, actor.person.holds or actor.person.object


WHOLE = {"extreme wide": 0.55, "wide": 0.55, "full": 1.0, "medium wide": 1.0}
HANDS = 0.24  # heights that hands at work are lower than a head
LYING = 0.4  # heights: how high the head is at most of one who lies
ASLEEP = 0.2  # units that the head of one who lies is lower in the frame than of one who stands
MIDDLE = 0.04  # the y in units of those who are seen from above
HAT = 0.28  # metres over the middle of a head: the crown, a hat, a plume
YOUNG = 1.5  # metres: the same of children alone, who are seen to be small
SHORT = 1.15  # metres: the least height that a shot is framed for


STANDING = head_at("stand")[1]
