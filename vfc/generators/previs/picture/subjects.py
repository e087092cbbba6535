"""Things that the words are about, set into the picture: how large, how many, where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import ceil
from typing import Any

from vfc.generators.previs.canvas.layers import Drawable, rgb
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.picture.attached import carried, front_of, lettered
from vfc.generators.previs.picture.becoming import becomes, hatched
from vfc.generators.previs.picture.changing import changing
from vfc.generators.previs.picture.framing import SMALL, TABLES, lead, moves, portrayed, sky_high
from vfc.generators.previs.picture.looks import going, inside
from vfc.generators.previs.picture.pouring import holding
from vfc.generators.previs.places import sets
from vfc.generators.previs.reading.lexicon import common, kinds
from vfc.generators.previs.reading.scene import SceneWords, Thing
from vfc.generators.previs.reading.signs import LETTERS
from vfc.generators.previs.things import catalog, placing
from vfc.generators.previs.things.arranged import Position, arranged
from vfc.generators.previs.things.catalog import CatalogEntry
from vfc.generators.previs.things.drawable import Sprite
from vfc.generators.previs.things.lighting import SpriteLight, light_of
from vfc.generators.previs.things.manners import manner
from vfc.generators.previs.things.placing import Placement
from vfc.generators.previs.things.sprites import Stand, sprite_at
from vfc.generators.previs.things.stances import PACES

ALONE = {  # how much of the frame's height a thing fills that the shot is about
    "extreme wide": 0.16,
    "wide": 0.40,
    "full": 0.62,
    "medium wide": 0.66,
    "medium": 0.70,
    "medium close": 0.76,
    "close": 0.82,
    "extreme close": 0.95,
}
CLOSE = ("medium close", "close", "extreme close")
WATERS = kinds("waters")
EVERYWHERE = frozenset(
    ("grass", "path", "puddle", "wave", "water", "window", "door", "sun", "moon", "star", "smoke")
)
PAINTED = common()["painted"]  # what painters of places draw themselves, and where
HIGH_UP = -0.24  # the y of the middle of what flies, at most
LARGEST = 0.74  # of the frame's height that the largest things fill
HIGHEST = {"extreme wide": 0.4, "wide": 0.66, "full": 0.74}  # that a group of them fills
LEAST = 0.3  # to what part of it a picture's things are made smaller where it is narrow
BEHIND = 1.6  # times as far as the subject: where scenery stands
RATIOS = (0.34, 3.2)  # of a thing's height beside the one that the shot is about
SEEN = 0.17  # metres: the smallest thing among people is drawn so high in a wide shot
WET = ("underwater", "space", "aquarium", "sunken_city")
RECEDES, COMES = 0.7, 0.3  # how fast things go from the camera, and to it
FROM_SHORE = {"lake": 9.0, "river": 7.0}  # metres to the water beyond the subject
PLAIN = {  # of what the drawings have in a colour that says a kind, or cannot be seen
    "bird": (104, 92, 80),
    "parrot": (206, 50, 44),
    "tornado": (74, 72, 82),
}
HOLDING = frozenset(("on", "in", "worn", "mouth", "played"))


def shown(words: SceneWords) -> tuple[Thing, ...]:
    """The things of the words that are drawn by themselves, not by a painter of the place nor in a
    hand.
    """
    return tuple(words.subjects[index] for index in places(words))


def places(words: SceneWords) -> list[int]:
    """The indices of the things that are drawn by themselves, or that something is placed to."""
    bases = {each.base for each in words.subjects if each.base is not None and each.holder is None}
    return [
        index
        for index, thing in enumerate(words.subjects)
        if thing.holder is None
        and not (thing.name == "wall" and any(hangs(words, each, index) for each in words.subjects))
        and not (thing.how in ("worn", "mouth") and catalog.known(thing.name) is None)
        and (
            index in bases
            or (
                (thing.name not in EVERYWHERE or moves(thing))
                and not painted(words, thing)
                and not (thing.name == "bird" and afar(words, thing))
            )
        )
    ]


def hangs(words: SceneWords, thing: Thing, on: int) -> bool:
    """Whether a thing hangs on the wall of a room that is a thing of the words itself."""
    entry = catalog.known(thing.name)
    return thing.base == on and inside(words) and entry is not None and entry.habitat == "wall"


def afar(words: SceneWords, thing: Thing) -> bool:
    """Whether birds are those far off in a landscape, whose painter draws them: what the words are
    not about, or name beside the place and no more.
    """
    if inside(words) or words.framing in CLOSE:
        return False
    beside = thing.count > 1 and words.placed and not (thing.action or thing.colour or thing.base)
    return not thing.lead or beside


def painted(words: SceneWords, thing: Thing) -> bool:
    """Whether the painter of the place draws a thing, as long as it is nothing special."""
    if words.angle == "bird" and thing.name in kinds("flat"):
        return True
    sea = thing.name == "wave" and thing.count > 1 and thing.action == "flow"
    special = (thing.action and not sea) or thing.colour or thing.base is not None
    special = special or portrayed(words, thing)
    return words.place in PAINTED.get(thing.name, ()) and not special


def unpainted(words: SceneWords) -> SceneWords:
    """The words without the things that `subjects` draws, so that no painter draws them twice."""
    return replace(words, things=words.things - {thing.name for thing in shown(words)})


def besides(words: SceneWords, parts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The parts of a set that are not among the things of the words: a room has one sofa then."""
    named = {thing.name for thing in shown(words)} & kinds("once")
    return [each for each in parts if each.get("part") not in named]


def subjects(stage: Staging) -> list[tuple[float, Drawable]]:
    """The things of the words, each with its depth."""
    things, drawn = furnished(stage)
    if stage.words.people and stage.closeness > 0.6:
        drawn = [index for index in drawn if things[index].lead or things[index].how in HOLDING]
    tree = placing.roots(things, drawn)
    tops = [index for index in drawn if things[index].base not in tree]
    if stage.words.people:
        return beside_people(stage, things, tree, tops)
    return alone(stage, things, tree, tops)


def furnished(stage: Staging) -> tuple[tuple[Thing, ...], list[int]]:
    """The things, and the indices of those drawn: small ones among people in a room are on a table;
    one that the shot is about has the table of the set.
    """
    words = stage.words
    things, drawn = words.subjects, places(words)
    if stage.lift:
        return things, [index for index in drawn if things[index].name not in TABLES]
    if not (words.people and inside(words)) or words.place in kinds("tableless"):
        return things, drawn
    loose = {
        index for index in drawn if things[index].base not in drawn and stands_on(things[index])
    }
    if not loose:
        return things, drawn
    table = next((index for index in drawn if things[index].name in TABLES), len(things))
    put = tuple(
        replace(each, base=table, how="on") if index in loose else each
        for index, each in enumerate(things)
    )
    if table < len(things):
        return put, drawn
    return (*put, Thing(name="table")), [*drawn, table]


def stands_on(thing: Thing) -> bool:
    """Whether a thing is of those that stand on a table."""
    entry = catalog.known(thing.name)
    return entry is not None and entry.habitat in ("table", "hand") and entry.height < SMALL


def alone(
    stage: Staging, things: Sequence[Thing], tree: Mapping[int, list[int]], tops: Sequence[int]
) -> list[tuple[float, Drawable]]:
    """The things of a shot without people, from the first on to where it looks."""
    groups = {
        top: placing.group(things, tree, top, partial(size_alone, stage), going(stage))
        for top in tops
    }
    most = HIGHEST.get(stage.words.framing, 0.86)
    wide = {}
    for top, group in groups.items():
        left, right, high = placing.extent(group)
        groups[top] = placing.scaled(group, min(1.0, most / high))
        wide[top] = (right - left) * min(1.0, most / high) * copies(things[top], tree[top])
        if spreads(stage, things[top]):
            wide[top] = 0.0
    room, gap = 1.84 * stage.half, 0.1
    many = sum(each > 0 for each in wide.values())
    needed = sum(wide.values()) + gap * max(0, many - 1)
    part = max(LEAST, min(1.0, room / max(1e-6, needed)))
    spare = max(0.0, room - needed * part) / (many + 1)
    at = -room / 2 + spare
    items: list[tuple[float, Drawable]] = []
    for top in tops if going(stage) > 0 else reversed(tops):
        span = (at, at + wide[top] * part) if wide[top] else (-room / 2, room / 2)
        items += stood(stage, things, tree, placing.scaled(groups[top], part), top, span)
        at += wide[top] * part + (spare + gap * part if wide[top] else 0.0)
    return items


def spreads(stage: Staging, thing: Thing) -> bool:
    """Whether things of a kind are all over the picture: a flock in the air, trees behind."""
    entry = catalog.known(thing.name)
    afloat = airy(stage.words.place, entry, thing) and thing.count > 1
    return afloat or scenery(thing) or thing.name == LETTERS


def scenery(thing: Thing) -> bool:
    """Whether things stand behind what the shot is about: trees, houses."""
    entry = catalog.known(thing.name)
    behind = entry is not None and entry.kind in ("plant", "building", "landscape")
    return behind and metres_of(thing) > 3 and not thing.lead and not thing.action


def copies(thing: Thing, hung: Sequence[int]) -> float:
    """How many of a thing stand side by side, spaces between them counted."""
    most = 6 if hung else 8
    many = ceil(thing.count / rows_of(thing))
    return 1.0 if many == 1 else 1.16 * min(many, most)


def rows_of(thing: Thing) -> int:
    """In how many rows things of a kind stand: a herd stands in depth."""
    entry = catalog.known(thing.name)
    herd = (
        entry is not None and entry.living and entry.kind != "plant" and not airy("", entry, thing)
    )
    return 1 if not herd or thing.count <= 5 else 2 if thing.count <= 8 else 3


def herded(
    thing: Thing, wide: float, high: float, room: tuple[float, float, float, float], seed: int
) -> list[Position]:
    """Where the things of a kind stand in rows, the far one first."""
    rows, left = rows_of(thing), thing.count
    spots: list[Position] = []
    for row in range(rows):
        many = ceil(left / (rows - row))
        left -= many
        back = rows - 1 - row
        small, up = 0.85**back, 0.42 * back * high
        span = (room[0], room[1] - up, room[2], room[3] - up)
        aside = 0.3 * wide * (back % 2)
        spots += [
            replace(each, x=each.x + aside, size=each.size * small)
            for each in arranged(many, wide, high, span, seed + row)
        ]
    return spots


def beside_people(
    stage: Staging, things: Sequence[Thing], tree: Mapping[int, list[int]], tops: Sequence[int]
) -> list[tuple[float, Drawable]]:
    """The things among people, to their sides by turns."""
    items: list[tuple[float, Drawable]] = []
    for number, top in enumerate(tops):
        group = placing.group(things, tree, top, partial(size_by, stage, things[top]), going(stage))
        side = side_of(stage, number)
        gap = 0.30 * stage.figure if stage.closeness < 0.6 else 0.55 * stage.half
        half = 0.92 * stage.half
        span = (gap, half) if side > 0 else (-half, -gap)
        if things[top].name == LETTERS:
            span = (-half, half)
        if things[top].count > 2 and stage.closeness < 0.6:  # a herd stands behind them
            span = (-half, half)
        items += stood(stage, things, tree, group, top, span)
    return items


def side_of(stage: Staging, number: int) -> float:
    """The side of the people on which the so-manieth thing stands: 1 right, -1 left."""
    return -1.0 if (number + stage.seed) % 2 else 1.0


def size_alone(stage: Staging, thing: Thing) -> float:
    """How high a thing is in a shot of things, in units: the greater the nearer the shot; beside
    the one that it is about, as far as the picture has room.
    """
    first = lead(stage.words) or thing
    high, framing = ALONE.get(stage.words.framing, 0.7), stage.words.framing
    metres = metres_of(first)
    if framing in ("extreme wide", "wide"):
        least = 0.8 if first.count <= 2 else 0.62  # many small ones have room
        high *= min(1.5, max(least, (metres / 1.4) ** 0.22))
    if sky_high(thing):
        return max(0.34, 0.7 * high) if thing.lead else 0.2
    if thing.name == LETTERS:
        return lettered(stage, thing)
    if thing.name in kinds("matter") or (thing.name == "smoke" and "studio" in stage.words.place):
        return 0.8
    if stage.lift:
        high = min(high, max(0.14, metres * stage.lens.scale(stage.lens.distance)))
    return high * min(RATIOS[1], max(RATIOS[0], (metres_of(thing) / metres) ** 0.55))


def size_by(stage: Staging, root: Thing, thing: Thing) -> float:
    """How high a thing is beside people, in units: true to them, but for the smallest."""
    if thing.name == LETTERS:
        return lettered(stage, thing)
    if sky_high(thing):
        return 0.34 if thing.lead else 0.2
    least = SEEN * max(0.45, 1 - 0.7 * stage.closeness) * (1.25 if thing.lead else 1.0)
    metres = max(metres_of(thing), least)
    return metres * stage.lens.scale(distance(stage, root))


def metres_of(thing: Thing) -> float:
    """The height of a thing in metres, no more than a picture can tell."""
    entry = catalog.known(thing.name)
    return min(60.0, (entry.height if entry else 0.9) * thing.size)


def distance(stage: Staging, thing: Thing) -> float:
    """How far from the lens a thing stands that is with people, in metres: large ones farther."""
    lens = stage.lens
    return max(lens.distance * 1.03, lens.focal * metres_of(thing) / LARGEST)


def stood(
    stage: Staging,
    things: Sequence[Thing],
    tree: Mapping[int, list[int]],
    group: Sequence[Placement],
    top: int,
    span: tuple[float, float],
) -> list[tuple[float, Drawable]]:
    """A thing and what is placed to it, as many as there are of it, between two ends."""
    thing, entry = things[top], catalog.known(things[top].name)
    high, foot, depth = extent(stage, thing, entry, group[0].high)
    if len(group) > 1 and entry is not None and entry.kind == "plant":  # it bears something
        foot = min(0.43, stage.foot)
    room = (span[0], top_of(stage, thing, entry, foot, high), span[1], foot)
    if airy(stage.words.place, entry, thing) and thing.count > 1:
        room = (*room[:3], max(-0.1, stage.horizon - 0.02))
    left, right, _ = placing.extent(group)
    wide = right - left
    shown = replace(thing, count=min(thing.count, 6)) if tree[top] else thing
    spots = herded(shown, wide, high, room, stage.seed + 31 * top)
    items: list[tuple[float, Drawable]] = []
    for number, spot in enumerate(spots):
        x = spot.x * (0.6 if thing.count == 1 and stage.words.people else 1.0)
        middle = x - (left + right) / 2 * spot.size
        own = placing.scaled(group, spot.size, middle)
        items += [(depth, each) for each in drawn(stage, things, own, spot.y, depth, number)]
    return items


def drawn(
    stage: Staging,
    things: Sequence[Thing],
    group: Sequence[Placement],
    foot: float,
    depth: float,
    number: int,
) -> list[Drawable]:
    """One group as sprites: what is behind first, the front of what holds something last."""
    sprites: list[Sprite] = []
    behind: list[Drawable] = []
    items: list[Drawable] = []
    for each in group:
        thing = things[each.index]
        spot = Position(x=each.x, y=foot - each.up)
        made = one(
            stage, thing, catalog.known(thing.name), spot, each.high, depth, number + each.number
        )
        if each.carrier is not None:
            made = carried(made, sprites[each.carrier])
        sprites.append(made)
        (behind if thing.how == "behind" and each.carrier is None else items).append(made)
        if each.front and each.carrier is not None:
            items.append(front_of(sprites[each.carrier], each.front))
    return [*behind, *items]


def near(stage: Staging, entry: CatalogEntry | None) -> bool:
    """Whether the shot is so close that a face is seen alone."""
    return entry is not None and entry.living and stage.words.framing in CLOSE


def extent(
    stage: Staging, thing: Thing, entry: CatalogEntry | None, high: float
) -> tuple[float, float, float]:
    """How high a thing is, the y of its foot, and its depth, in units."""
    lens = stage.lens
    if entry is not None and entry.habitat == "sky":
        return high, max(-0.16, 0.5 * high), 0.06
    z = distance(stage, thing) if stage.words.people else lens.distance
    z = max(z, BEHIND * lens.distance) if scenery(thing) and not stage.lift else z
    afloat = entry is not None and entry.habitat == "water"
    z = max(z, lens.distance + FROM_SHORE.get(stage.words.place, 0.0)) if afloat else z
    ground = lens.units(0.0, 0.0, z)[1]
    return high, lifted(stage, thing, entry, high, min(ground, 0.43)), min(1.0, lens.depth(z))


def lifted(
    stage: Staging, thing: Thing, entry: CatalogEntry | None, high: float, ground: float
) -> float:
    """The y of a thing's foot: on the ground, in the air, on the water or below it."""
    if thing.name == LETTERS:
        return 0.5 * high - 0.06
    if entry is None:
        return ground
    if thing.name in kinds("hanging") and inside(stage.words) and thing.base is None:
        return high - 0.44
    how = manner(entry, thing.action)
    if near(stage, entry) or stage.words.place in WET:
        return 0.5 * high
    ground -= 0.7 * high if how == "swing" and entry.living else 0.0
    if how in ("fly", "hang", "glide", "flap", "hover") and entry.kind != "landscape":
        middle = stage.horizon - 0.20 if stage.words.people else min(0.0, stage.horizon - 0.12)
        return max(HIGH_UP, middle) + 0.5 * high  # within the frame, where the horizon is not
    if entry.habitat == "wall" and thing.name not in ("curtain", "lift"):
        return ground - min(0.5 * stage.figure, max(0.1, 0.4 - high))
    if entry.habitat in ("water", "underwater") and stage.words.place in WATERS:
        return min(ground, max(0.0, stage.horizon + 0.16) + 0.2 * high)
    return ground


def top_of(
    stage: Staging, thing: Thing, entry: CatalogEntry | None, foot: float, high: float
) -> float:
    """The top of the room in which the things of one kind stand."""
    return -0.46 if airy(stage.words.place, entry, thing) and thing.count > 1 else foot - high


def airy(place: str, entry: CatalogEntry | None, thing: Thing) -> bool:
    """Whether a thing is in the air, or in the midst of water."""
    ways = ("fly", "hang", "glide", "flap", "hover", *(("swim",) if place in WET else ()))
    return entry is not None and manner(entry, thing.action) in ways


def one(
    stage: Staging,
    thing: Thing,
    entry: CatalogEntry | None,
    spot: Position,
    high: float,
    depth: float,
    number: int,
) -> Sprite:
    """One of the things, where it stands."""
    thing = hatched(thing)
    entry = catalog.known(thing.name)
    living = entry is not None and (entry.living or entry.kind == "vehicle")
    facing = going(stage) if living or stage.words.heading else 0.0
    if living and thing.count == 2 and thing.action in kinds("mutual"):
        facing = 1.0 if number == 0 else -1.0  # they face each other
    over_water = entry is not None and entry.habitat == "water" and stage.words.place in WATERS
    bathes = stage.words.place == "hot_spring" and entry is not None and entry.living
    recedes = RECEDES if thing.away else -COMES if thing.toward else 0.0
    perched = thing.how in ("on", "in") and thing.action in ("", "hold", "look")
    made = sprite_at(
        entry.id if entry else thing.name,
        Stand(
            x=spot.x,
            foot=spot.y,
            height=high * spot.size,
            depth=depth,
            pixels=stage.rig.finest(depth),
        ),
        light(stage, depth),
        word=thing.word or thing.name.replace("_", " "),
        action="sit" if perched else thing.action,
        colour=thing.colour or PLAIN.get(thing.name),
        facing=facing,
        face=near(stage, entry),
        seconds=stage.rig.seconds,
        half=stage.half,
        seed=stage.take + 101 * number,
        wind=1.0 if stage.words.has("wind", "storm") else 0.3,
        waterline=spot.y - (0.3 if bathes else 0.04) * high if over_water or bathes else None,
    )
    fed = any(it.how == "mouth" and it.name not in EVERYWHERE for it in stage.words.subjects)
    made = replace(made, steps=None) if fed and made.manner == "eat" else made  # no head moves
    made = holding(made, thing)
    if (end := becomes(thing)) is not None:
        other = one(stage, end[0], catalog.known(end[0].name), spot, high * end[1], depth, number)
        made = replace(made, into=other)
    fine = stage.rig.finest(depth)
    made = changing(thing, made, fine, light(stage, depth), face=near(stage, entry))
    if recedes and made.manner in PACES:
        return replace(made, recede=recedes, vanish=stage.horizon, speed=0.0)
    return made


def light(stage: Staging, depth: float) -> SpriteLight:
    """The light of the shot, of the set's own lamps inside."""
    outside = light_of(stage, depth)
    design = sets.design(stage.words.place)
    if design is None or not design.inside:
        return outside
    gains = rgb(part / 255 for part in stage.indoors((255, 255, 255)))
    return replace(
        outside, gains=gains, rim_part=0.15, haze_part=0.0, shade_way=(0.05, 0.06), shadow=40.0
    )
