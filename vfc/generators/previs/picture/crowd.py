"""Who stands where: the people of the words set into the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from vfc.generators.previs.air.light import glow_picture, shadow_picture
from vfc.generators.previs.canvas.camera import PACES
from vfc.generators.previs.canvas.lens import GROWN
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.people.figures import Figure, spin
from vfc.generators.previs.picture.blocking import STANDING, Actor, actors, gap
from vfc.generators.previs.picture.looks import inside, look, shadow_strength, shadow_way
from vfc.generators.previs.places.street import under_lamp

__all__ = ["figures", "going", "inside"]
GOING = PACES | {  # heights a second
    "carry": 0.5,
    "crawl": 0.16,
    "ride": 1.1,
    "cycle": 1.0,
    "row": 0.25,
    "ski": 1.0,
    "skate": 0.8,
}
STEPS = {"walk": 0.92, "run": 1.5}  # double steps a second
SHOULDER = 1.55  # how much larger than those beyond somebody is whose shoulder the lens looks over
LARGE = 1.7  # heights of the frame that they are tall at least
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
    there = actors(stage.words)
    row = [actor for actor in there if not actor.near]
    if row and len(there) == len(row) and walks(row):
        row = row[:: int(going(stage))]
    marks = [mark(stage, x) for x in places(stage, row)]
    near = [actor for actor in there if actor.near]
    if near:
        marks = [
            replace(each, x=each.x - 0.24 * stage.half * near[0].facing * -1) for each in marks
        ]
    everyone = [*zip(row, marks, strict=True), *((each, shoulder(stage, each)) for each in near)]
    drawn = [person(stage, actor, at, among(everyone, actor)) for actor, at in everyone]
    drawn.reverse()
    return sorted(drawn, key=lambda each: each.depth)


def walks(row: Sequence[Actor]) -> bool:
    """Whether all of a row go the same way, one behind the other, the first in front."""
    return (
        all(
            actor.person.action in ("walk", "run") and not actor.person.away and not actor.facing
            for actor in row
        )
        and len(row) != 2
    )


def among(everyone: Sequence[tuple[Actor, Mark]], actor: Actor) -> float:
    """The way in which the one stands whom somebody is turned to: 1 right, -1 left, 0 nobody."""
    own = next(mark for each, mark in everyone if each is actor)
    for each, there in everyone:
        if each.index == actor.other:
            return 1.0 if there.x > own.x else -1.0
    return 0.0


def places(stage: Staging, row: Sequence[Actor]) -> list[float]:
    """The x in units of everybody in a row, in the middle of the frame or under its lamp."""
    spread = min(0.62 * stage.figure + 0.04, stage.half * 1.5 / max(1, len(row)))
    xs = [0.0]
    for one, two in pairwise(row):
        apart = gap(one, two)
        tall = 0.5 * (one.size(stage.closeness) + two.size(stage.closeness))
        xs.append(xs[-1] + (apart * tall * stage.figure if apart else spread))
    first = stage.chance("people").uniform(-0.10, 0.10) * (1 if stage.closeness < 0.3 else 0.5)
    middle = first * 2 * stage.half
    if len(row) > 1 and stage.closeness > 0.3:
        middle = 0.0
    if stage.words.place == "street" and stage.words.has("lamp") and stage.closeness < 0.3:
        middle = float(np.clip(under_lamp(stage), -0.8 * stage.half, 0.8 * stage.half))
    if len(row) == 1 and stage.closeness > 0.3:
        side, _ = row[0].head(close=True)
        if abs(side) > 0.15:  # who lies has the head, not the middle, in the frame's
            middle -= side * stage.figure * (row[0].facing or going(stage))
    return [x - 0.5 * (xs[0] + xs[-1]) + middle for x in xs[: len(row)]]


def mark(stage: Staging, x: float, z: float = 0.0) -> Mark:
    """A mark at an x in units on the line where people stand, `z` metres beyond it."""
    lens = stage.lens
    away = lens.distance + z
    scale = lens.scale(away)
    return Mark(
        x=x * lens.distance / away,
        foot=lens.units(0.0, 0.0, away)[1],
        tall=GROWN * scale,
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


def person(stage: Staging, actor: Actor, at: Mark, toward: float) -> Figure:
    """One person in place, going as the words say."""
    who, close = actor.person, stage.closeness > 0.3
    rng = stage.chance(f"person {actor.index}")
    tall = at.tall * actor.size(stage.closeness) * rng.uniform(0.97, 1.03)
    facing = actor.facing or toward or going(stage)
    seconds = max(0.5, stage.rig.seconds)
    pace = 0.0 if actor.role else GOING.get(who.action, 0.0) * tall
    speed = min(pace, 0.95 * stage.half / seconds) * (0.35 if close else 1.0)
    speed = stage.rig.pace if who.action in PACES and pace and stage.rig.pace else speed
    steps = STEPS.get(who.action, 0.0)
    talks = who.action == "talk" or stage.words.speaks
    phase = spin(stage.chance("together") if actor.role else rng)
    if actor.role == "b" and who.action == "fight":
        phase += np.pi
    nudge = 0.0 if close else rng.uniform(-0.012, 0.012) * at.tall
    return Figure(
        person=who,
        look=replace(look(stage, who, rng), light=facing if stage.sun_x > 0 else -facing),
        x=at.x,
        foot=at.foot + (0.0 if actor.role else nudge),
        tall=tall,
        facing=facing,
        speed=0.0 if who.away or actor.near else speed,
        beat=steps * (0.6 + 0.4 * speed / pace if pace else 1),
        middle=seconds / 2,
        phase=phase,
        depth=at.depth,
        recede=min(0.11, 0.5 / seconds) if who.away and not actor.near else 0.0,
        close=close,
        turn=actor.index * np.pi if talks else None,
        shadow=None if close or actor.near else shadow_picture(shadow_strength(stage)),
        shade_way=shadow_way(stage),
        wind=1.0 if stage.words.has("wind", "storm") else 0.12,
        lamp=glow_picture((255, 186, 104)) if who.holds == "lantern" else None,
        role=actor.role,
        gaze=actor.gaze,
        soft=SOFT if actor.near else 0.0,
        overhead=stage.words.angle == "bird",
    )


def going(stage: Staging) -> float:
    """Which way people go: with a camera that follows, else away from the sun."""
    move = stage.words.move
    if move.endswith(("left", "right", "follow")):
        return -1.0 if move.endswith("left") else 1.0
    return -1.0 if stage.sun_x > 0 else 1.0
