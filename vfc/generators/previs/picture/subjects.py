"""Things that the words are about, set into the picture: how large, how many, where they stand."""

from __future__ import annotations

from dataclasses import replace

from vfc.generators.previs.canvas.layers import Drawable, rgb
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.picture.crowd import going, inside
from vfc.generators.previs.places import sets
from vfc.generators.previs.reading.scene import SceneWords, Thing
from vfc.generators.previs.things import art, catalog
from vfc.generators.previs.things.arranged import Position, arranged
from vfc.generators.previs.things.catalog import CatalogEntry
from vfc.generators.previs.things.lighting import SpriteLight, light_of
from vfc.generators.previs.things.manners import manner
from vfc.generators.previs.things.sprites import Stand, sprite_at

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
WATERS = ("sea", "cliff", "harbour", "beach", "lake", "river", "swimming_pool", "island")
LANDS = ("desert", "field", "hills", "snowfield", "mountains", "forest")
EVERYWHERE = frozenset(
    ("grass", "path", "puddle", "wave", "water", "window", "door", "sun", "moon", "star", "smoke")
)
PAINTED: dict[str, tuple[str, ...]] = {  # what painters of places draw themselves, and where
    "lighthouse": ("cliff", "sea", "harbour"),
    "boat": ("sea", "cliff", "harbour", "beach"),
    "train": (*LANDS, "train"),
    "tree": ("forest", "hills", "field"),
    "pine": ("forest", "mountains", "snowfield", "hills"),
    "house": ("hills", "field", "mountains", "snowfield", "street", "harbour", "village"),
    "fence": ("field", "hills"),
    "street_lamp": ("street", "harbour"),
    "lamp": ("street", "room", "office", "tower", "kitchen", "harbour"),
    "table": ("room", "kitchen", "office", "cafe"),
    "neon": ("street",),
}
LARGEST = 0.74  # of the frame's height that the largest things fill


def shown(words: SceneWords) -> tuple[Thing, ...]:
    """The things of the words that are drawn by themselves, not by a painter of the place nor in a
    hand.
    """
    return tuple(
        thing
        for thing in words.subjects
        if thing.holder is None
        and thing.name not in EVERYWHERE
        and not (words.place in PAINTED.get(thing.name, ()) and not (thing.action or thing.colour))
        and not (thing.name == "bird" and not thing.lead and not inside(words))
    )


def unpainted(words: SceneWords) -> SceneWords:
    """The words without the things that `subjects` draws, so that no painter draws them twice."""
    return replace(words, things=words.things - {thing.name for thing in shown(words)})


def subjects(stage: Staging) -> list[tuple[float, Drawable]]:
    """The things of the words, each with its depth."""
    things = shown(stage.words)
    if stage.words.people and stage.closeness > 0.6:
        things = tuple(thing for thing in things if thing.lead)
    items: list[tuple[float, Drawable]] = []
    for index, thing in enumerate(things):
        items += group(stage, thing, index, len(things))
    return items


def group(stage: Staging, thing: Thing, index: int, many: int) -> list[tuple[float, Drawable]]:
    """All the things of one kind."""
    entry = catalog.known(thing.name)
    high, foot, depth = extent(stage, thing, entry)
    aspect = 1.5 if entry is None else art.aspect(entry.id, near(stage, entry))
    high = min(high, 1.5 * stage.half / aspect)
    room = span(stage, thing, entry, index, many, high, foot)
    spots = arranged(thing.count, high * aspect, high, room, stage.seed + 31 * index)
    return [
        (depth, one(stage, thing, entry, spot, high, depth, number))
        for number, spot in enumerate(spots)
    ]


def near(stage: Staging, entry: CatalogEntry | None) -> bool:
    """Whether the shot is so close that a face is seen alone."""
    return entry is not None and entry.living and stage.words.framing in CLOSE


def extent(stage: Staging, thing: Thing, entry: CatalogEntry | None) -> tuple[float, float, float]:
    """How high a thing is, the y of its foot, and its depth, in units."""
    lens, framing = stage.lens, stage.words.framing
    metres = (entry.height if entry else 0.9) * thing.size
    if entry is not None and entry.habitat == "sky":
        return (0.34 if thing.lead else 0.2), -0.16, 0.06
    if stage.words.people:
        metres = min(max(metres, 0.42 if thing.lead else 0.34), 60.0)
        z = max(lens.distance * 1.03, lens.focal * metres / LARGEST)
        high = metres * lens.scale(z)
    else:
        high = ALONE.get(framing, 0.7)
        if framing in ("extreme wide", "wide"):
            high *= min(1.5, max(0.62, (metres / 1.4) ** 0.22))
        z = lens.distance
    ground = lens.units(0.0, 0.0, z)[1]
    return high, lifted(stage, thing, entry, high, min(ground, 0.43)), min(1.0, lens.depth(z))


def lifted(
    stage: Staging, thing: Thing, entry: CatalogEntry | None, high: float, ground: float
) -> float:
    """The y of a thing's foot: on the ground, in the air, on the water or below it."""
    if entry is None:
        return ground
    how = manner(entry, thing.action)
    if near(stage, entry) or stage.words.place in ("underwater", "space"):
        return 0.5 * high
    if how in ("fly", "glide", "flap", "hover") and entry.kind != "landscape":
        middle = stage.horizon - 0.20 if stage.words.people else min(0.0, stage.horizon - 0.12)
        return middle + 0.5 * high
    if entry.habitat == "wall":
        return ground - 0.5 * stage.figure
    if entry.habitat in ("water", "underwater") and stage.words.place in WATERS:
        return min(ground, stage.horizon + 0.16 + 0.2 * high)
    return ground


def span(
    stage: Staging,
    thing: Thing,
    entry: CatalogEntry | None,
    index: int,
    many: int,
    high: float,
    foot: float,
) -> tuple[float, float, float, float]:
    """The room (left, top, right, bottom) in which the things of one kind stand."""
    half = 0.92 * stage.half
    left, right = -half, half
    if stage.words.people:
        side = -1.0 if (index + stage.seed) % 2 else 1.0
        gap = 0.30 * stage.figure if stage.closeness < 0.6 else 0.55 * stage.half
        left, right = (gap, half) if side > 0 else (-half, -gap)
    elif many > 1:
        step = 2 * half / many
        left, right = -half + step * index, -half + step * (index + 1)
    airy = entry is not None and manner(entry, thing.action) in ("fly", "glide", "flap", "hover")
    if thing.count > 1 and airy:
        return left, -0.46, right, max(-0.1, stage.horizon - 0.02)
    return left, foot - high, right, foot


def one(
    stage: Staging,
    thing: Thing,
    entry: CatalogEntry | None,
    spot: Position,
    high: float,
    depth: float,
    number: int,
) -> Drawable:
    """One of the things, where it stands."""
    living = entry is not None and (entry.living or entry.kind == "vehicle")
    facing = going(stage) if living else 0.0
    x = spot.x * (0.6 if thing.count == 1 and stage.words.people else 1.0)
    over_water = entry is not None and entry.habitat == "water" and stage.words.place in WATERS
    return sprite_at(
        entry.id if entry else thing.name,
        Stand(
            x=x, foot=spot.y, height=high * spot.size, depth=depth, pixels=stage.rig.finest(depth)
        ),
        light(stage, depth),
        word=thing.word or thing.name.replace("_", " "),
        action=thing.action,
        colour=thing.colour,
        facing=facing,
        face=near(stage, entry),
        seconds=stage.rig.seconds,
        half=stage.half,
        seed=stage.take + 101 * number,
        wind=1.0 if stage.words.has("wind", "storm") else 0.3,
        waterline=spot.y - 0.04 * high if over_water else None,
    )


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
