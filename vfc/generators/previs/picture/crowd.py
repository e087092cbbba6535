"""Who stands where: the people of the words set into the place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from vfc.generators.previs.air.light import glow_picture, shadow_picture
from vfc.generators.previs.canvas.camera import PACES
from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.people.figures import COATS, Figure, PersonColours, spin
from vfc.generators.previs.people.wardrobe.costumes import costumes
from vfc.generators.previs.places import sets
from vfc.generators.previs.places.street import under_lamp
from vfc.generators.previs.reading.scene import Person, SceneWords

SKINS: tuple[Colour, ...] = (
    (226, 180, 150),
    (198, 146, 112),
    (142, 98, 72),
    (236, 196, 168),
    (110, 74, 56),
)
HAIRS: tuple[Colour, ...] = ((44, 32, 28), (28, 24, 26), (96, 66, 42), (148, 108, 62), (70, 42, 30))
UMBRELLAS: tuple[Colour, ...] = (
    (44, 50, 70),
    (150, 44, 44),
    (180, 150, 60),
    (60, 96, 100),
    (40, 38, 44),
)


def figures(stage: Staging) -> list[Figure]:
    """Every person, the farther first."""
    people = stage.words.people
    if stage.words.framing in ("medium close", "close", "extreme close", "macro"):
        people = people[:1] if stage.words.framing != "macro" else ()
    many = len(people)
    spread = min(0.62 * stage.figure + 0.04, stage.half * 1.5 / max(1, many))
    first = stage.chance("people").uniform(-0.10, 0.10) * (1 if stage.closeness < 0.3 else 0.5)
    middle = first * 2 * stage.half
    if stage.words.place == "street" and stage.words.has("lamp") and stage.closeness < 0.3:
        middle = float(np.clip(under_lamp(stage), -0.8 * stage.half, 0.8 * stage.half))
    return [
        set_person(
            stage, person, index, middle + order(stage, person) * (index - (many - 1) / 2) * spread
        )
        for index, person in enumerate(people)
    ][::-1]


def order(stage: Staging, person: Person) -> float:
    """Which way the row of people runs, so that those who walk go one behind the other, the first
    in front.
    """
    return -going(stage) if person.action in ("walk", "run") and not person.away else 1.0


def set_person(stage: Staging, person: Person, index: int, x: float) -> Figure:
    """One person in place, going as the words say."""
    rng = stage.chance(f"person {index}")
    tall = stage.figure * (small(stage) if person.child else 1.0) * rng.uniform(0.97, 1.03)
    foot = stage.foot
    if stage.closeness > 0.3:  # the head stays where the framing wants it
        alone = 1.0 if len(stage.words.people) == 1 or stage.closeness > 0.6 else 0.35
        foot -= (stage.figure - tall * (0.76 if person.action == "sit" else 1.0)) * 0.93 * alone
    close = stage.closeness > 0.3
    seconds = max(0.5, stage.rig.seconds)
    pace = PACES.get(person.action, 0.0) * tall
    facing = going(stage)
    if person.action == "talk":
        facing = 1.0 if index % 2 == 0 else -1.0
    talks = person.action == "talk" or stage.words.speaks
    speed = min(pace, 0.95 * stage.half / seconds) * (0.35 if close else 1.0)
    speed = stage.rig.pace if pace and stage.rig.pace else speed
    beat = {"walk": 0.92, "run": 1.5}.get(person.action, 0.0) * (
        0.6 + 0.4 * speed / pace if pace else 1
    )
    return Figure(
        person=person,
        look=replace(look(stage, person, rng), light=facing if stage.sun_x > 0 else -facing),
        x=x,
        foot=foot + rng.uniform(-0.012, 0.012) * stage.figure,
        tall=tall,
        facing=facing,
        speed=0.0 if person.away else speed,
        beat=beat,
        middle=seconds / 2,
        phase=spin(rng),
        recede=min(0.11, 0.5 / seconds) if person.away else 0.0,
        close=close,
        turn=index * np.pi if talks else None,
        shadow=None if close else shadow_picture(shadow_strength(stage)),
        shade_way=shadow_way(stage),
        wind=1.0 if stage.words.has("wind", "storm") else 0.12,
        lamp=glow_picture((255, 186, 104)) if person.holds == "lantern" else None,
    )


def shadow_strength(stage: Staging) -> float:
    """How much light a shadow takes away."""
    return 26 + 40 * (1 - stage.palette.dark)


def shadow_way(stage: Staging) -> tuple[float, float]:
    """Where shadows fall: from the sun, to the viewer, the longer the lower it stands; short under
    cloud.
    """
    if inside(stage.words) or stage.words.has("rain", "storm", "fog", "cloudy"):
        return 0.05, 0.06
    low = 0.5 / max(0.25, stage.palette.sun * 2.2 + 0.15)
    return -0.55 * low * (1 if stage.sun_x > 0 else -1), 0.20 * low


def small(stage: Staging) -> float:
    """How tall a child is, as part of a grown person: up close the camera comes down to them."""
    return 0.66 if stage.closeness < 0.3 else 0.78 if stage.closeness < 0.6 else 0.9


def inside(words: SceneWords) -> bool:
    """Whether a scene plays in a set with walls."""
    design = sets.design(words.place)
    return design is not None and design.inside


def going(stage: Staging) -> float:
    """Which way people go: with a camera that follows, else away from the sun."""
    move = stage.words.move
    if move.endswith(("left", "right", "follow")):
        return -1.0 if move.endswith("left") else 1.0
    return -1.0 if stage.sun_x > 0 else 1.0


def indoors_or_out(stage: Staging) -> Callable[[Colour], Colour]:
    """How clothes are lit: by the room's light, or the sky's."""
    design = sets.design(stage.words.place)
    return stage.indoors if design is not None and design.inside else partial(stage.lit, part=0.6)


def look(stage: Staging, person: Person, rng: np.random.Generator) -> PersonColours:
    """The colours of a person in this light: wide shots keep them near silhouettes."""
    colours = stage.palette
    born = stream(person.born, "born")
    costume = costumes().get(person.trade)
    own = COATS[int(born.integers(len(COATS)))] if costume is None else costume.coat
    coats = own if person.coat is None else person.coat
    choice = (coats, SKINS[int(born.integers(len(SKINS)))], HAIRS[int(born.integers(len(HAIRS)))])
    lamps = inside(stage.words) or stage.words.has("lamp", "lantern", "neon")
    bright = indoors_or_out(stage)
    ink = 0.0 if costume else 0.12 if stage.closeness > 0.3 else 0.22 if person.coat else 0.5
    coat = mix(
        stage.lit(choice[0], 0.45 if lamps else 0.7),
        colours.near,
        ink * (0.6 if person.coat else 1),
    )
    skin = mix(
        stage.lit(choice[1], 0.4 if lamps or stage.closeness > 0.3 else 0.8), colours.near, ink
    )
    hair = (176, 174, 172) if person.old else choice[2]
    side = 1.0 if stage.sun_x > 0 else -1.0
    rim = mix(
        coat,
        colours.light,
        0.62 * min(1.0, colours.glow) if not stage.words.has("storm", "rain") else 0.3,
    )
    return PersonColours(
        coat=coat if costume is None else bright(coats),
        shade=mix(coat if costume is None else bright(coats), colours.near, 0.34),
        costume=costume,
        tint=bright((255, 255, 255)),
        legs=mix(colours.near, (14, 14, 18), 0.4) if costume is None else bright(costume.legs),
        skin=skin,
        hair=mix(stage.lit(hair, 0.8), colours.near, ink),
        rim=rim,
        rim_side=side,
        scarf=mix(stage.lit(person.scarf or (150, 60, 50), 0.5), colours.near, ink * 0.6),
        cloth=mix(
            stage.lit(UMBRELLAS[int(born.integers(len(UMBRELLAS)))], 0.6), colours.near, 0.25
        ),
    )
