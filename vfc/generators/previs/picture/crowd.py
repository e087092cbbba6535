"""Who stands where: the people of the words set into the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, radians, sin

import numpy as np

from vfc.generators.previs.air.light import glow_picture, shadow_picture
from vfc.generators.previs.canvas.camera import PACES
from vfc.generators.previs.canvas.layers import Drawable
from vfc.generators.previs.canvas.lens import GROWN
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.people.acts.instant import Instant
from vfc.generators.previs.people.acts.table import act
from vfc.generators.previs.people.figures import HELD_SIZE, LIT, Figure, spin
from vfc.generators.previs.people.hands import Hands
from vfc.generators.previs.people.props.table import HELD
from vfc.generators.previs.picture import seats
from vfc.generators.previs.picture.belongings import in_hand
from vfc.generators.previs.picture.blocking import STANDING, Actor, actors, gap
from vfc.generators.previs.picture.framing import size_of
from vfc.generators.previs.picture.looks import going, look, shadow_strength, shadow_way
from vfc.generators.previs.picture.mounts import mounted
from vfc.generators.previs.picture.providing import supplied
from vfc.generators.previs.picture.rows import spots, walks
from vfc.generators.previs.picture.sight import gaze_at, way_to
from vfc.generators.previs.picture.subjects import side_of
from vfc.generators.previs.picture.touch import met
from vfc.generators.previs.places import lands
from vfc.generators.previs.places.furniture import pieces
from vfc.generators.previs.places.solids import Facet, drawn
from vfc.generators.previs.reading.scene import Person, Thing
from vfc.generators.previs.reading.signs import NAME as SIGN
from vfc.generators.previs.things import art, catalog
from vfc.generators.previs.things.card import card

GOING = PACES | {  # heights a second
    "carry": 0.5,
    "crawl": 0.16,
    "ride": 1.1,
    "cycle": 1.0,
    "row": 0.25,
    "ski": 1.0,
    "skate": 0.8,
    "skateboard": 0.8,
    "surf": 0.5,
    "slide": 0.8,
}
STEPS = {"walk": 0.92, "run": 1.5}  # double steps a second
SHOULDER = 1.55  # how much larger than those beyond somebody is whose shoulder the lens looks over
LARGE = 1.7  # heights of the frame that they are tall at least
FEW = 6  # people each of whom has a rim of light
ORBIT = 1.2  # radians that a camera goes round somebody in a shot
SOFT = 0.011  # units by which they are out of focus


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where somebody stands: `x` and the `foot`'s y in units, how tall a grown person is there, and
    the depth.
    """

    x: float
    foot: float
    tall: float
    depth: float = 1.0


def figures(stage: Staging) -> list[Figure]:
    """Every person, the farther first."""
    everyone = blocked(stage)
    row = [actor for actor, _ in everyone if not actor.near]
    least = min((each.size(stage.closeness) for each in row), default=1.0)
    people = [person(stage, actor, at, among(everyone, actor), least) for actor, at in everyone]
    people = [
        supplied(stage.words, actor.index, each, actor.size(stage.closeness))
        for (actor, _), each in zip(everyone, people, strict=True)
    ]
    people = together([actor for actor, _ in everyone], people)
    people.reverse()
    return sorted(people, key=lambda each: each.depth)


def blocked(stage: Staging) -> list[tuple[Actor, Mark]]:
    """Everybody with the mark where they stand."""
    there = actors(stage.words)
    row = [actor for actor in there if not actor.near]
    if row and len(there) == len(row) and walks(row):
        row = row[:: int(going(stage))]
    marks = [mark(stage, x, z) for x, z in spots(stage, row)]
    near = [actor for actor in there if actor.near]
    if near and not row:  # what is looked at is on the other side
        near = [replace(near[0], facing=side_of(stage, 0))]
    if near:
        marks = [replace(each, x=each.x + 0.24 * stage.half * near[0].facing) for each in marks]
    return [*zip(row, marks, strict=True), *((each, shoulder(stage, each)) for each in near)]


def seating(stage: Staging) -> list[tuple[float, Drawable]]:
    """What people sit on, where they are, each with its depth: just behind them."""
    turn = (stage.turn, cos(radians(stage.turn)), sin(radians(stage.turn)))
    sitting = [(actor.seat, at) for actor, at in blocked(stage) if actor.seat is not None]
    faces: list[Facet] = []
    for entry in {id(entry): entry for entry, _ in sitting}.values():
        xs = [at.x * GROWN / at.tall for each, at in sitting if each is entry]
        shared = len(xs) > 1 and seats.wide(entry)
        spots = [sum(xs) / len(xs)] if shared else xs
        for x in spots:
            wide = max(xs) - min(xs) + 0.9 if shared else 0.0
            faces += pieces.faces(seats.placed(entry, x, wide, turn))
    return [(min(0.999, depth), layer) for depth, layer in drawn(stage, faces)]


def used(stage: Staging) -> list[seats.Table]:
    """The parts of a set on which people sit and lie."""
    there = actors(stage.words)
    design = lands.seen(stage.words)
    found = [actor.seat for actor in there if actor.seat is not None]
    if design is not None and any(
        actor.person.action in ("sleep", "rest", "wake") for actor in there
    ):
        found += [each for each in design.parts if each["part"] == "bed"][:1]
    return found


def together(row: Sequence[Actor], people: list[Figure]) -> list[Figure]:
    """Everybody, the hands of neighbours who give to each other brought together."""
    for at, (one, two) in enumerate(pairwise(row)):
        if gap(one, two):
            people[at : at + 2] = met(people[at], people[at + 1])
    return people


def among(everyone: Sequence[tuple[Actor, Mark]], actor: Actor) -> float:
    """The way in which the one stands whom somebody is turned to: 1 right, -1 left, 0 nobody."""
    own = next(mark for each, mark in everyone if each is actor)
    for each, there in everyone:
        if each.index == actor.other:
            return 1.0 if there.x > own.x else -1.0
    return 0.0


def mark(stage: Staging, x: float, z: float = 0.0) -> Mark:
    """A mark at an x in units, `z` metres behind the line on which people stand."""
    lens = stage.lens
    away = lens.distance + z
    return Mark(
        x=x,
        foot=lens.units(0.0, 0.0, away)[1],
        tall=GROWN * lens.scale(away),
        depth=lens.depth(away),
    )


def shoulder(stage: Staging, actor: Actor) -> Mark:
    """The mark of somebody whose shoulder the lens looks over: at a side, cut by the frame's edge,
    the eyes at about the height of those beyond.
    """
    tall = max(LARGE, SHOULDER * stage.figure * (0.8 if stage.closeness > 0.9 else 1.0))
    _, high = actor.head(close=False)
    level = stage.foot - STANDING * stage.figure
    head = min(max(level - 0.05, -0.30), -0.12)
    size = actor.size(stage.closeness)
    side = -actor.facing
    return Mark(
        x=side * (stage.half - 0.085 * tall),
        foot=head + high * tall * size,
        tall=tall,
        depth=min(3.0, tall / stage.figure),
    )


def person(stage: Staging, actor: Actor, at: Mark, toward: float, least: float) -> Figure:
    """One person in place, going as the words say, no faster than the smallest does, who is so much
    of the grown.
    """
    who, close = actor.person, stage.closeness > 0.3
    toward = toward or (0.0 if actor.near else way_to(stage, who))
    thing = in_hand(stage.words, actor.index) if actor.index < len(stage.words.people) else None
    rng = stage.chance(f"person {actor.index}")
    size = actor.size(stage.closeness)
    tall = at.tall * size * rng.uniform(0.97, 1.03)
    facing = actor.facing or toward or going(stage)
    seconds = max(0.5, stage.rig.seconds)
    pace = 0.0 if actor.role else GOING.get(who.action, 0.0) * at.tall * least**0.5
    speed = min(pace, 0.95 * stage.half / seconds) * (0.35 if close else 1.0)
    speed = stage.rig.pace if who.action in PACES and pace and stage.rig.pace else speed
    steps = STEPS.get(who.action, 0.0)
    own = stage.words.people[actor.index].action if actor.index < len(stage.words.people) else ""
    heard = any(each.says for each in stage.words.people)
    talks = not heard and (own == "talk" or stage.words.speaks)
    phase = spin(stage.chance("together") if actor.role else rng)
    if actor.role == "b" and who.action == "fight":
        phase += np.pi
    nudge = 0.0 if close else rng.uniform(-0.012, 0.012) * at.tall
    x = at.x - (facing * tall * reach_of(who) if stage.words.hands else 0.0)
    ground, lifted = at.foot + (0.0 if actor.role else nudge), actor.lift(stage.closeness)
    lifted *= at.tall / GROWN
    found = Figure(
        person=who,
        look=replace(look(stage, who, rng), light=facing if stage.sun_x > 0 else -facing),
        x=x,
        foot=ground - lifted,
        tall=tall,
        facing=facing,
        speed=0.0 if who.away or actor.near else speed,
        beat=steps * (0.6 + 0.4 * speed / pace if pace else 1) * (least / size) ** 0.5,
        middle=seconds / 2,
        phase=phase,
        depth=at.depth,
        orbit=orbit_of(stage, actor),
        recede=0.0 if actor.near else receding(who, seconds),
        close=close,
        turn=actor.index * np.pi if talks else None,
        shadow=None if close or actor.near else shadow_picture(shadow_strength(stage)),
        shade_way=shadow_way(stage) if at.depth > 0.99 else (0.0, 0.0),
        wind=1.0 if stage.words.has("wind", "storm") else 0.12,
        lamp=glow_picture((255, 186, 104)) if who.holds in LIT else None,
        role=actor.role,
        gaze=actor.gaze or gaze(stage, who, toward),
        art=None if thing is None else art_of(thing),
        art_size=HELD_SIZE if thing is None else art_size_of(thing, size),
        soft=SOFT if actor.near else 0.0,
        overhead=stage.words.angle == "bird",
        furnished=actor.seat is None,
    )
    if len(stage.words.people) > FEW:  # of many no rim of light is seen, and each costs
        found = replace(found, look=replace(found.look, rim_side=0.0))
    return found if actor.mount is None else mounted(stage, found, actor.mount, ground)


def orbit_of(stage: Staging, actor: Actor) -> float:
    """How fast the camera goes round somebody who stands alone, in radians a second."""
    way = {"orbit right": 1.0, "orbit left": -1.0}.get(stage.rig.move, 0.0)
    alone = len(stage.words.people) == 1 and actor.mount is None and actor.seat is None
    return way * ORBIT / max(0.5, stage.rig.seconds) if alone else 0.0


def reach_of(who: Person) -> float:
    """How far before somebody the hands are in what they do, in heights."""
    pose = act(who.action, "", who.trade)(Instant(second=0.5, thing=who.object))
    return sum(arm[2][0] for arm in pose.arms) / 2 if pose.side else 0.0


def receding(who: Person, seconds: float) -> float:
    """The part of the height that somebody loses in a second who goes away; below 0 of who comes
    nearer.
    """
    if who.away:
        return min(0.22, 0.5 / seconds)
    comes = who.toward and who.action in PACES
    return -min(0.22, 0.45 / seconds) if comes else 0.0


def gaze(stage: Staging, who: Person, toward: float) -> str:
    """Where somebody's eyes go: to whom they are turned to, to what they look at."""
    if who.target is not None and toward:
        return "right" if toward > 0 else "left"
    return gaze_at(stage, who, toward)


def art_of(thing: Thing) -> Callable[[int], np.ndarray] | None:
    """The picture of a thing that is held, by its height in pixels: (height, width, 4) uint8
    premultiplied RGBA, read-only; None for one without art.
    """
    if thing.name == SIGN:
        return lambda height: card(thing.word, height)
    entry = catalog.known(thing.name)
    if entry is None or thing.name in HELD:
        return None
    return lambda height: art.sprite(entry.id, height, tint=thing.colour)


def art_size_of(thing: Thing, size: float) -> float:
    """How high a thing in the hand is, in heights of somebody who is `size` of the grown."""
    return min(0.42, max(0.08, size_of(thing)[0] / (GROWN * size)))


def hands(stage: Staging) -> list[Drawable]:
    """The hands of whoever looks, where they hold something."""
    who = stage.hands
    if who is None:
        return []
    thing = Thing(name=who.holds)
    return [
        Hands(
            person=who,
            look=look(stage, who, stage.chance("hands")),
            art=art_of(thing),
            size=art_size_of(thing, 1.0),
        )
    ]
