"""What people sit on: a part of the set that stands where they are."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from vfc.generators.previs.canvas.lens import GROWN
from vfc.generators.previs.people.acts.instant import Instant
from vfc.generators.previs.people.acts.table import act
from vfc.generators.previs.places import lands
from vfc.generators.previs.reading.scene import Person, SceneWords, Thing

Table = Mapping[str, Any]
SEATED = 0.25  # heights that a seat is over the feet of one who sits
OWN = ("write", "type", "eat", "play_music", "drive", "row", "ride", "cycle", "work", "paint")
NATURAL = frozenset(
    ("mountains", "hills", "field", "desert", "snowfield", "cliff", "sea", "beach", "forest")
) | {"lake", "river", "jungle", "canyon", "island", "planet", "volcano", "cave", "waterfall"}
ASLEEP = {"bed": 0.5, "sofa": 0.44}  # metres: how high lies who lies on one


@cache
def tables() -> Mapping[str, Mapping[str, Table]]:
    """Seats by the set's `parts`, by `things` of the words, and `outside`."""
    file = resources.files("vfc.generators.previs.picture") / "seats.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def sits(person: Person) -> bool:
    """Whether somebody sits, with no furniture of the action's own."""
    seated = person.action == "sit" or (person.posture == "sit" and person.action not in OWN)
    return seated and person.action not in ("walk", "run")


def may_sit(person: Person, thing: Thing) -> bool:
    """Whether a thing is what somebody sits or lies on, or at."""
    rests = sits(person) or person.action in ("sleep", "lie", *OWN)
    return rests and person.object == thing.name and thing.name in (*tables()["things"], *AT)


AT = ("table", "desk", "dining_table")


def seat(words: SceneWords, index: int) -> Table | None:
    """The part of a set that one of the people sits on: the thing of the words, what the set has, a
    bench or a rock in the open; None where there is the action's own.
    """
    person, design = words.people[index], lands.seen(words)
    named = next((each for each in words.subjects if each.holder == index), None)
    known = tables()["things"].get(named.name) if named is not None else None
    asleep = person.action == "sleep"
    if asleep and known is None:  # in a room without a bed
        inside = () if design is None or not design.inside else design.parts
        asleep = bool(inside) and not any(each["part"] in ("bed", "bunk") for each in inside)
    if not sits(person) and not (asleep and (known is None or known["part"] != "bed")):
        return None
    if at_table(words, person):
        return None
    parts = () if design is None else design.parts
    if known is not None:
        return next((each for each in parts if each["part"] == known["part"]), known)
    for kind in tables()["parts"]:
        entry = next((each for each in parts if each["part"] == kind), None)
        if entry is not None and kind not in ("rock", "bed"):
            return entry
    if design is not None and design.inside:
        return None
    return tables()["outside"]["natural" if words.place in NATURAL else "built"]


def height(entry: Table) -> float:
    """How high one sits on a part of a set, in metres."""
    kind, size = entry["part"], entry.get("size")
    at = entry.get("at", (0.0, 0.0, 0.0))[1]
    if kind == "stool" and size:
        return at + size[0]
    if kind == "seat":
        return at + entry.get("base", 0.42)
    if kind in ("bench", "sofa", "bed") and size:
        return at + size[1]
    return at + tables()["parts"][kind]["high"]


def seated(person: Person, entry: Table | None) -> Person:
    """Somebody as they sit on a part of a set: whoever just sits is seen from before."""
    if entry is None:
        return person
    if person.action == "sleep":
        return replace(person, action="doze", posture="sit")
    if person.action == "sit" or not sitting(person.action):
        return replace(person, action="stand", posture="sit")
    return person


def sitting(action: str) -> bool:
    """Whether an action is done sitting, where whoever does it sits."""
    return act(action)(Instant(second=0.5, seated=True)).lap


def at_table(words: SceneWords, person: Person) -> bool:
    """Whether somebody sits at a table of the words."""
    taken = [each for each in words.subjects if each.holder is not None and each.holder >= 0]
    there = {each.name for each in taken}
    return person.object in AT and person.object in there


def at_rest(words: SceneWords, index: int, person: Person) -> Person:
    """Somebody as they sit at a table, or lie, where nothing of the set is under them."""
    things = [each.name for each in words.subjects if each.holder == index]
    design = lands.seen(words)
    if sits(person) and at_table(words, person):
        return replace(person, action="sit_at", posture="")
    if sits(person) and not sitting(person.action):
        return replace(person, action="sit", posture="")
    bedded = "bed" in things or any(
        each["part"] == "bed" for each in (design.parts if design else ())
    )
    if person.action == "lie" and bedded:
        return replace(person, action="rest")
    if person.action == "sleep" and not bedded and (design is None or not design.inside):
        return replace(person, action="slumber")
    return person


def lift(entry: Table, size: float) -> float:
    """How many metres over the ground the feet would be of somebody on a seat who is `size` of the
    grown.
    """
    return height(entry) - SEATED * GROWN * size


def wide(entry: Table) -> bool:
    """Whether several sit on one."""
    return bool(tables()["parts"][entry["part"]].get("wide"))


def placed(entry: Table, x: float, room: float, turn: tuple[float, float, float]) -> Table:
    """A part of a set where somebody sits, `x` metres beside the middle of the shot and `room` wide
    where several sit on one; `turn` is the camera's, its cosine and its sine.
    """
    degrees, c, s = turn
    z = 0.12
    spot = (x * c - z * s, entry.get("at", (0, 0, 0))[1], x * s + z * c)
    own = {key: value for key, value in entry.items() if key not in ("repeat", "away", "turn")}
    if room:
        size = list(
            entry.get("size", {"sofa": (2.0, 0.42, 0.85)}.get(entry["part"], (1.6, 0.45, 0.45)))
        )
        own["size"] = [max(size[0], room), *size[1:]]
    return {**own, "at": spot, "turn": degrees}


def remaining(parts: Sequence[Table], used: Sequence[Table]) -> list[Table]:
    """The parts of a set without those that stand where somebody sits now."""
    gone = {id(each) for each in used if "repeat" not in each}
    return [each for each in parts if id(each) not in gone]
