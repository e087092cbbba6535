"""Where things stand to each other: a cat on a sofa, a fish in a bowl, sunglasses on a dog."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from vfc.generators.previs.reading.scene import Thing
from vfc.generators.previs.things import art, bodies, catalog

TABLE = Path(__file__).with_name("anchors.toml")
MOST_GROWN = 1.7  # times its own size that a thing is at most, for what is in it
BESIDE = 0.12  # of the two widths: the gap between neighbours
SEEN = 0.1  # widths of what is hidden that its middle stands beside what hides it
PEEK = 0.42  # of its width: how far what stands behind a thing looks out
FOOD = (0.16, 0.34)  # heights of whoever has it: what is in a mouth
CAUGHT = 0.32  # heights of a bird: what it has caught
PLAYED = 0.62  # heights of whoever plays an instrument in its hands
HeightOf = Callable[[Thing], float]  # the height of a thing by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One of some things where it stands in its group: `x` from the group's middle, its foot `up`
    from the ground, `high`, all in units; `index` is of its thing among all.

    `carrier` is the place in the group of what it goes with; `front` is how much of that stands
    before it, from its foot.
    """

    index: int
    x: float
    up: float
    high: float
    wide: float
    carrier: int | None = None
    front: float = 0.0
    number: int = 0


@cache
def anchors() -> dict[str, dict[str, Any]]:
    """Where things touch, by relation and the thing's name."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def roots(things: Sequence[Thing], shown: Sequence[int]) -> dict[int, list[int]]:
    """The indices of those shown that stand by themselves, each with what is placed to it."""
    tree: dict[int, list[int]] = {index: [] for index in shown}
    for index in shown:
        base = things[index].base
        if base in tree and base != index:
            tree[base].append(index)
    return tree


def width(name: str, high: float) -> float:
    """How wide a thing is that is so high."""
    entry = catalog.known(name)
    return high * (1.5 if entry is None else art.aspect(entry.id))


def group(
    things: Sequence[Thing], tree: Mapping[int, list[int]], root: int, size: HeightOf, facing: float
) -> list[Placement]:
    """A thing and all that is placed to it, in the order in which they are drawn."""
    high = size(things[root])
    roof = [size(things[each]) for each in tree[root] if things[each].how == "under"]
    up = 0.45 * max(roof, default=0.0) if shelters(things[root].name) else 0.0
    wide = width(things[root].name, high)
    grown = min(MOST_GROWN, max(1.0, needed(things, tree[root], size) / wide))
    first = Placement(index=root, x=0.0, up=up, high=high * grown, wide=wide * grown)
    return [first, *hung(things, tree, first, 0, size, facing)]


def needed(things: Sequence[Thing], hung: Sequence[int], size: HeightOf) -> float:
    """How wide a thing has to be for what is on it or in it."""
    most = 0.0
    for each in (things[index] for index in hung):
        if each.how in ("on", "in"):
            wide = width(each.name, size(each)) * min(4, each.count)
            most = max(most, wide * (1.0 if each.how == "on" else 1.25))
    return most


def hung(
    things: Sequence[Thing],
    tree: Mapping[int, list[int]],
    base: Placement,
    at: int,
    size: HeightOf,
    facing: float,
) -> list[Placement]:
    """What is placed to a thing, which is the group's number `at`, and to that in turn."""
    found: list[Placement] = []
    for index in tree[base.index]:
        for each in spread(things[index], things[base.index], index, base, size, facing):
            number = at + len(found) + 1
            found.append(replace(each, carrier=at if each.carrier is not None else None))
            if each.number == 0:
                found += hung(things, tree, found[-1], number, size, facing)
    return found


def spread(
    thing: Thing, on: Thing, index: int, base: Placement, size: HeightOf, facing: float
) -> Iterator[Placement]:
    """All of one kind that is placed to a thing, side by side."""
    one = touching(thing, on, index, base, size(thing), facing)
    many = 1 if thing.how in ("worn", "played") else min(6, thing.count)
    room = base.wide * {"on": 0.9, "in": 0.66, "under": 0.9}.get(thing.how, 2.0)
    step = min(one.wide * 1.04, room / many)
    least, over = (0.75, 1.7) if thing.how == "in" else (0.5, 1.25)
    part = min(1.0, max(least, over * step / one.wide)) if many > 1 else 1.0
    for number in range(many):
        x = one.x + (number - (many - 1) / 2) * step
        yield replace(one, x=x, high=one.high * part, wide=one.wide * part, number=number)


def touching(
    thing: Thing, on: Thing, index: int, base: Placement, high: float, facing: float
) -> Placement:
    """One thing placed to another by how it is to it."""
    name, how = on.name, thing.how
    wide = width(thing.name, high)
    one = Placement(index=index, x=base.x, up=base.up, high=high, wide=wide)
    if how == "on":
        up = anchors()["on"].get(known(name), 0.97)
        return replace(one, up=base.up + up * base.high, carrier=0)
    if how == "in":
        return inside(one, known(name), base)
    if how == "under":
        return under(one, name, base)
    if how in ("worn", "mouth", "played"):
        return borne(one, thing, name, base, facing)
    if how == "pulling":
        return replace(one, x=base.x + 0.47 * (base.wide + wide) * facing, carrier=0)
    if how == "pouring":
        away = 0.30 * base.wide + 0.42 * high
        return replace(one, x=base.x + away, up=base.up + 1.02 * base.high)
    if how == "above":
        return replace(one, up=base.up + 1.08 * base.high)
    if how == "behind":
        away = max(PEEK * (base.wide + 0.3 * wide), 0.5 * base.wide + SEEN * wide)
        return replace(one, x=base.x - away * facing, up=base.up + 0.04 * min(high, base.high))
    if how == "before":
        away = 0.2 * base.wide if wide < 0.4 * base.wide else 0.5 * wide + SEEN * base.wide
        return replace(one, x=base.x + away * facing, up=base.up - 0.08 * min(high, base.high))
    side = {"left": -1.0, "right": 1.0, "ahead": facing}.get(how, -facing)
    return replace(one, x=base.x + side * (0.5 + BESIDE) * (base.wide + wide))


def known(name: str) -> str:
    """A thing's name in the catalogue, else its own."""
    entry = catalog.known(name)
    return name if entry is None else entry.id


def inside(one: Placement, name: str, base: Placement) -> Placement:
    """What is in a thing: no larger than that has room for, its lower part hidden by the front."""
    foot, most, broad, front = anchors()["in"].get(name, (0.3, 0.6, 0.6, 0.0))
    part = min(1.0, most * base.high / one.high, broad * base.wide / one.wide)
    part = max(part, min(1.0, 0.2 * base.high / one.high))
    return replace(
        one,
        up=base.up + max(foot * base.high, front * base.high - 0.5 * one.high * part),
        high=one.high * part,
        wide=one.wide * part,
        carrier=0,
        front=front,
    )


def under(one: Placement, name: str, base: Placement) -> Placement:
    """What is under a thing: between its legs, else at its foot."""
    entry = catalog.known(name)
    most = 0.8 * base.high if entry and entry.kind in ("furniture", "building") else 0.6 * base.high
    part = min(1.0, most / one.high)
    up = -0.01 * base.high
    return replace(one, high=one.high * part, wide=one.wide * part, up=up)


def borne(one: Placement, thing: Thing, name: str, base: Placement, facing: float) -> Placement:
    """What an animal wears, has in its mouth or plays."""
    eye_x, eye_y, top_x, top_y, mouth_x, mouth_y, head = head_of(known(name))
    entry = catalog.known(thing.name)
    if thing.how == "worn":
        spot, broad = anchors()["worn"].get(known(thing.name), ("neck", 0.9))
        wide = broad * (1.0 if spot == "body" else head) * base.wide
        high = one.high * wide / one.wide
        x, y = {
            "eye": (eye_x, eye_y - 0.5 * high / base.high),
            "top": (top_x, top_y - 0.16 * high / base.high),
            "neck": (top_x + 0.12, mouth_y - 0.12 - 0.6 * high / base.high),
            "back": (0.6, 0.62),
            "body": (0.56, 0.60 - 0.5 * high / base.high),
        }[spot]
    elif thing.how == "played" and entry is not None and entry.habitat in ("ground", "table"):
        part = 0.85 * base.high / one.high
        high, wide = one.high * part, one.wide * part
        reach = (0.5 * base.wide + 0.34 * wide) / base.wide
        x, y = 0.5 - reach, -0.02
    elif thing.how == "played":
        high = PLAYED * base.high
        wide = one.wide * high / one.high
        x, y = 0.42, max(0.08, min(0.3, mouth_y - 0.55))
    elif bodies.flies(known(name)) and entry is not None and entry.living:  # in its claws
        high = CAUGHT * base.high
        wide = one.wide * high / one.high
        x, y = 0.5, -CAUGHT
    else:
        high = min(FOOD[1], max(FOOD[0], one.high / base.high)) * base.high
        wide = one.wide * high / one.high
        x, y = mouth_x, mouth_y - 0.7 * high / base.high
    away = (x - 0.5) * base.wide * -turned(name, facing)
    return replace(
        one, x=base.x + away, up=base.up + y * base.high, high=high, wide=wide, carrier=0
    )


def turned(name: str, facing: float) -> float:
    """-1 where a drawing lies as it does in its file, 1 where it is turned round."""
    entry = catalog.known(name)
    looks = {"left": -1.0, "right": 1.0}.get(entry.faces if entry else "", -1.0)
    return facing * -looks if entry and entry.faces != "front" else -1.0


def head_of(name: str) -> Sequence[float]:
    """Where the eye, the top and the mouth of an animal are, and how wide its head is."""
    found = anchors()["head"].get(name)
    if found is not None:
        return found
    entry = catalog.known(name)
    body = bodies.tables()["body"].get(name)
    if entry is not None and entry.bodied and body is not None:
        left, top, wide, high = art.extent(*art.source(name))
        x, y = (body["head"][0] - left) / wide, 1 - (body["head"][1] - top) / high
        half = body["size"] / 2
        return (
            *(x, y + 0.04, x, y + 0.8 * half / high),
            *(x - 0.3 * half / wide, y - 0.5 * half / high, body["size"] / wide),
        )
    if entry is not None and entry.faces == "front":
        return 0.5, 0.7, 0.5, 0.96, 0.5, 0.5, 0.7
    return 0.2, 0.76, 0.24, 0.95, 0.05, 0.6, 0.4


def shelters(name: str) -> bool:
    """Whether a thing is over what is under it, not on the ground beside: an umbrella."""
    entry = catalog.known(name)
    return entry is not None and entry.habitat in ("hand", "air", "worn")


def extent(group: Sequence[Placement]) -> tuple[float, float, float]:
    """How far a group reaches to the left and the right of its middle, and up."""
    left = min(each.x - each.wide / 2 for each in group)
    right = max(each.x + each.wide / 2 for each in group)
    return left, right, max(each.up + each.high for each in group)


def scaled(group: Sequence[Placement], part: float, shift: float = 0.0) -> list[Placement]:
    """A group made smaller or larger, and moved aside."""
    return [
        replace(
            each,
            x=each.x * part + shift,
            up=each.up * part,
            high=each.high * part,
            wide=each.wide * part,
        )
        for each in group
    ]
