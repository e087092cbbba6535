"""The whole picture: which layers and moving things a place and its words call for, far to near."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from vfc.generators.previs.air import sky, weather
from vfc.generators.previs.air.light import glow
from vfc.generators.previs.air.pane import pane
from vfc.generators.previs.canvas.camera import CameraView
from vfc.generators.previs.canvas.layers import Colour, Drawable, mix
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.picture import inserts, seats, subjects
from vfc.generators.previs.picture.crowd import figures, hands, seating, used
from vfc.generators.previs.picture.framing import TABLE
from vfc.generators.previs.places import (
    homes,
    lands,
    macro,
    sets,
    space,
    street,
    terrain,
    town,
    water,
    woods,
)
from vfc.generators.previs.places.furniture import pieces
from vfc.generators.previs.places.sets import SetDesign
from vfc.generators.previs.places.shell import shell
from vfc.generators.previs.places.solids import Facet, box, drawn, into_view
from vfc.generators.previs.reading.lexicon import lineage
from vfc.generators.previs.things import life, trains

PLACES: dict[str, Callable[[Staging], Sequence[Drawable]]] = {
    "mountains": terrain.mountains,
    "hills": terrain.hills,
    "field": terrain.field,
    "desert": terrain.desert,
    "snowfield": terrain.snowfield,
    "cliff": water.cliff,
    "sea": water.sea,
    "beach": water.beach,
    "harbour": water.harbour,
    "space": space.space,
    "street": street.street,
    "skyline": town.skyline,
    "rooftops": town.rooftops,
    "forest": woods.forest,
    "sky": lambda stage: (),
}


def build(stage: Staging) -> list[Drawable]:
    """Every item of the shot, far to near: last the hands of whoever looks."""
    return [*scenery(stage), *hands(stage)]


def scenery(stage: Staging) -> list[Drawable]:
    """Every item of the place and of whoever and whatever is there, far to near."""
    if stage.words.framing in ("macro", "insert"):
        thing = inserts.inserted(stage)
        close = macro.macro(stage) if thing is None else inserts.insert(stage, thing)
        return [*close, *falling(stage)]
    design = lands.seen(stage.words)
    if design is not None and design.inside:
        return room(stage, design)
    items: list[Drawable] = [*sky.backdrop(stage)]
    if stage.words.has("storm"):
        items.append(weather.lightning(stage))
    if design is not None:
        return [*items, underlay(stage, design), *open_set(stage, design)]
    ground = [*PLACES.get(stage.words.place, terrain.hills)(stage)]
    if stage.words.place not in ("sky", "space"):
        items.append(underlay(stage))
    if stage.words.place in SETTLED:  # behind the ground that people stand on
        ground[-1:-1] = homes.settled(stage)
    items += beyond(stage, ground)
    items += living(stage)
    if stage.words.has("rain") and stage.closeness < 0.8 and stage.words.place in PAVED:
        items.append(weather.splashes(stage, 70))
    people = figures(stage)
    items += [*things(stage), *by_depth(seating(stage)), *people]
    return [*items, *before(stage), *falling(stage)]


def beyond(stage: Staging, ground: list[Drawable]) -> list[Drawable]:
    """A painter's land, with what tells the country behind its nearer parts."""
    if stage.words.place not in ("skyline", "rooftops", "street"):
        return ground
    faces = [face for entry in lands.landmarks(stage.words) for face in pieces.faces(entry)]
    marks = [item for _, item in drawn(stage, faces)]
    at = 2 if stage.words.place == "street" else 1
    return [*ground[:at], *marks, *ground[at:]]


def things(stage: Staging) -> list[Drawable]:
    """The things that the words are about, far to near."""
    return by_depth(subjects.subjects(stage))


def room(stage: Staging, design: SetDesign) -> list[Drawable]:
    """A set inside: its shell, then furniture and people by their depth, and its lamps' light."""
    people = [(person.depth, person) for person in figures(stage)]
    standing = [
        *furnished(stage, design),
        *subjects.subjects(stage),
        *seating(stage),
        *people,
        *lamps(stage, design),
    ]
    return [*shell(stage, design), *by_depth(standing), *inside_weather(stage)]


def open_set(stage: Staging, design: SetDesign) -> list[Drawable]:
    """A set under the sky: what a painter has behind it, its own ground, then what stands on it."""
    faces = faces_of(stage, design)
    ground = shell(stage, design, faces) if design.floor else []
    people = [(person.depth, person) for person in figures(stage)]
    standing = [
        *drawn(stage, faces),
        *subjects.subjects(stage),
        *seating(stage),
        *people,
        *lamps(stage, design),
    ]
    return [*behind(stage, design), *ground, *by_depth(standing), *falling(stage)]


def behind(stage: Staging, design: SetDesign) -> Sequence[Drawable]:
    """What is seen beyond a set under the sky: its painter's land, or from above that land's
    ground.
    """
    if not stage.aerial:
        return PLACES.get(design.backdrop, terrain.hills)(stage)
    land = sets.from_above(design.backdrop)
    return [] if land is None or land.name == design.name else shell(stage, land)


def by_depth(items: list[tuple[float, Drawable]]) -> list[Drawable]:
    """Items far to near; of those as far, as they come."""
    return [item for _, item in sorted(items, key=lambda each: each[0])]


def furnished(stage: Staging, design: SetDesign) -> list[tuple[float, Drawable]]:
    """The parts of a set, each with its depth."""
    return drawn(stage, faces_of(stage, design))


def faces_of(stage: Staging, design: SetDesign) -> list[Facet]:
    """The faces of a set's parts, in metres."""
    parts = seats.remaining(subjects.besides(stage.words, design.parts), used(stage))
    faces = [face for entry in parts if wanted(stage, entry) for face in pieces.faces(entry)]
    if stage.lift:
        wood = TABLETOPS.get(stage.words.place, (150, 106, 68))
        faces = [*faces, *box((-1.0, TABLE - 0.06, -0.55), (2.0, 0.06, 1.1), wood)]
    if not design.inside and stage.words.has("snowy"):
        return [face.snowed() for face in faces]
    if not design.inside and stage.words.has("leaves"):
        return [face.autumnal() for face in faces]
    return faces


def wanted(stage: Staging, entry: Mapping[str, Any]) -> bool:
    """Whether a part of a set is there: not where the words bring a thing that its `unless` names,
    and only where they bring one of those that its `when` names and nothing else draws.
    """
    named = {each.name for each in stage.words.subjects} | stage.words.things
    if named & set(entry.get("unless", ())):
        return False
    alone = {name for each in subjects.shown(stage.words) for name in lineage(each.name)}
    return "when" not in entry or bool((stage.words.things - alone) & set(entry["when"]))


def lamps(stage: Staging, design: SetDesign) -> list[tuple[float, Drawable]]:
    """The lights of a set, each with its depth: again in `repeat` steps of [count, x, y, z], and by
    night alone where it says `night`.
    """
    items: list[tuple[float, Drawable]] = []
    for entry in design.lights:
        count, *step = entry.get("repeat", (1, 0, 0, 0))
        if not entry.get("night") or stage.palette.dark > 0.3:
            places = [np.add(entry["at"], np.multiply(step, k)) for k in range(int(count))]
            items += [lamp(stage, entry, place) for place in places]
    return items


def lamp(stage: Staging, entry: Mapping[str, Any], at: np.ndarray) -> tuple[float, Drawable]:
    """A light at x, y, z, `(3,)` float64 metres, with its `radius`, `colour`, `strength` and
    `squash`.
    """
    (point,) = into_view(stage, at[None])
    z = max(float(point[2]), 0.3 * stage.lens.distance)
    x, y = stage.lens.units(float(point[0]), float(point[1]), z)
    strength = entry.get("strength", 0.4) * (0.35 + 0.65 * stage.palette.dark)
    radius = entry.get("radius", 1.5) * (1 + 0.6 * stage.palette.dark) * stage.lens.scale(z)
    tint = tuple(entry.get("colour", (255, 206, 140)))
    depth = stage.lens.depth(z)
    return depth, glow(x, y, radius, tint, strength, depth, entry.get("squash", 1.0))


def inside_weather(stage: Staging) -> list[Drawable]:
    """What drifts in a room: smoke, dust or mist, where the words have it; drops on its pane."""
    if stage.words.has("wet pane"):
        return [pane(stage)]
    if not stage.words.has("fog", "dust"):
        return []
    return [weather.fog(stage, "fog", 0.6, stage.horizon - 0.13, stage.horizon + 0.2, 0.5)]


TABLETOPS: dict[str, Colour] = {
    "black_studio": (38, 38, 44),
    "white_studio": (226, 226, 230),
    "studio": (126, 132, 142),
}
PAVED = ("street", "rooftops", "harbour", "beach", "sea", "cliff", "field", "desert")
SETTLED = ("mountains", "hills", "field", "snowfield", "desert", "cliff", "forest")
WATERS = ("sea", "cliff", "harbour", "beach")
OPEN = ("mountains", "hills", "field", "cliff")


def underlay(stage: Staging, design: SetDesign | None = None) -> Drawable:
    """The ground's colour under all that is painted on it, as far as any view from above sees."""
    paper = stage.paper(0.3, top=stage.horizon)
    colours = stage.palette
    tone = mix(colours.ground, colours.near, 0.35)
    if design is not None and "colour" in design.floor and stage.aerial:
        tone = stage.indoors(tuple(design.floor["colour"]))
    paper.rect(paper.left, stage.horizon, paper.right, paper.bottom, tone)
    return paper.layer(0.3)


def living(stage: Staging) -> list[Drawable]:
    """What lives in the middle distance."""
    words = stage.words
    items: list[Drawable] = []
    if words.has("boat") and words.place in WATERS:
        items += life.boats(stage)
    if words.has("bird"):
        items.append(life.birds(stage))
    if words.has("train") and words.place in (
        "desert",
        "field",
        "hills",
        "snowfield",
        "mountains",
        "forest",
    ):
        items += trains.train(stage)
    if words.has("car"):
        items += life.cars(stage, stage.horizon + 0.16, 0.26)
    return items


def before(stage: Staging) -> list[Drawable]:
    """What stands between the people and the viewer: grass, out of focus."""
    words = stage.words
    if not (words.has("grass") or words.place in OPEN):
        return []
    colour = mix(stage.palette.near, (8, 8, 12), 0.45)
    tall = 0.30 if words.has("grass") or words.place == "field" else 0.17
    return [
        *life.grass(stage, "front grass", 1.35, 0.56, tall, 0.006, 26 if tall > 0.2 else 14, colour)
    ]


def falling(stage: Staging) -> list[Drawable]:
    """What falls or drifts before everything."""
    words = stage.words
    items: list[Drawable] = []
    if words.has("fog"):
        items.append(weather.fog(stage, "fog", 0.6, stage.horizon - 0.13, stage.horizon + 0.2, 0.6))
    if words.has("rain"):
        items += rain(stage)
    if words.has("storm"):
        flash = weather.lightning(stage)
        items.append(replace(flash, bolts=((),) * len(flash.bolts), gain=0.4))
    if words.has("snow"):
        items += snow(stage)
    if words.has("hail"):
        items += hail(stage)
    if words.has("leaves"):
        colour = stage.lit((196, 108, 44))
        size = (0.005, 0.011) if words.people or words.subjects else (0.010, 0.022)
        items.append(weather.flakes(stage, "leaves", 36, size, colour, 0.12, 0.16, 0.05, True))
    if words.has("wet pane"):
        items.append(pane(stage))
    if words.has("dust"):
        items += dust(stage)
    return items


def dust(stage: Staging) -> list[Drawable]:
    """Dust in the air: a veil of the ground's colour that thickens with the wind, and grains."""
    blown = stage.words.has("wind", "storm")
    veil, grain = stage.lit((206, 168, 112)), stage.lit((168, 128, 80))
    size, wind = (0.001, 0.003), 0.9 if blown else 0.25
    low = stage.horizon + 0.3
    return [
        weather.fog(stage, "veil", 0.6, -0.5, low, 0.85 if blown else 0.6, veil),
        weather.flakes(stage, "dust", 260 if blown else 120, size, grain, wind, 0.01, 0.03),
        weather.fog(stage, "near veil", 1.2, stage.horizon - 0.1, 0.5, 0.4, veil),
    ]


def hail(stage: Staging) -> list[Drawable]:
    """Grains of ice that fall fast and straight, far and near."""
    ice = stage.lit((236, 242, 250), 0.6)
    return [
        weather.flakes(stage, "hail", 190, (0.002, 0.004), ice, 0.05, 1.7, 0.0),
        weather.flakes(stage, "near hail", 50, (0.005, 0.009), ice, 0.05, 2.3, 0.0),
    ]


def rain(stage: Staging) -> list[Drawable]:
    """Rain far and near, more of it in a storm."""
    drop = mix(stage.palette.horizon, (205, 215, 235), 0.5)
    heavy = 1.35 if stage.words.has("storm") else 1.0
    far, near = mix(drop, (0, 0, 0), 0.68), mix(drop, (0, 0, 0), 0.55)
    return [
        weather.rain(stage, "far rain", int(380 * heavy), 0.05, far, 1.5),
        weather.rain(stage, "near rain", int(90 * heavy), 0.14, near, 2.6),
    ]


def snow(stage: Staging) -> list[Drawable]:
    """Flakes far, and a few near ones out of focus; wind carries them."""
    wind = 0.12 if stage.words.has("wind") else 0.03
    far, near = (246, 248, 252), (230, 236, 246)
    small, large = (0.0010, 0.0045), (0.010, 0.024)
    return [
        weather.flakes(stage, "snow", 300, small, far, wind, 0.11, 0.02),
        weather.flakes(stage, "near snow", 34, large, near, wind * 2, 0.2, 0.04, soft=True),
    ]


def draw(items: list[Drawable], frame: np.ndarray, view: CameraView, second: float) -> None:
    """Paint all items into a frame, none lower than what nearer ones hide."""
    clip = view.size.height
    clips = []
    for item in reversed(items):
        clips.append(clip)
        clip = min(clip, item.covers(view, second))
    for item, limit in zip(items, reversed(clips), strict=True):
        item.draw(frame, view, second, limit)
