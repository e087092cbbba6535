"""How people look in the light of a shot: the colours of skin, hair and clothes, their shadows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.canvas.stage import Staging
from vfc.generators.previs.people.figures import COATS, PersonColours
from vfc.generators.previs.people.wardrobe.costumes import costumes
from vfc.generators.previs.places import sets
from vfc.generators.previs.reading import drafts
from vfc.generators.previs.reading.scene import Person, SceneWords

SKINS: tuple[Colour, ...] = (
    (226, 180, 150),
    (198, 146, 112),
    (142, 98, 72),
    (236, 196, 168),
    (110, 74, 56),
)
HAIRS: tuple[Colour, ...] = ((44, 32, 28), (28, 24, 26), (96, 66, 42), (148, 108, 62), (70, 42, 30))
APART = 120  # of red, green and blue together, that a coat is unlike a skin
FAIR_SKINS: tuple[Colour, ...] = ((226, 180, 150), (236, 196, 168))
FAIR = (drafts.HAIRS["blonde"], drafts.HAIRS["redhead"])  # hair of the words that fair skin has
UMBRELLAS: tuple[Colour, ...] = (
    (44, 50, 70),
    (150, 44, 44),
    (180, 150, 60),
    (60, 96, 100),
    (40, 38, 44),
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


def inside(words: SceneWords) -> bool:
    """Whether a scene plays in a set with walls."""
    design = sets.design(words.place)
    return design is not None and design.inside


def indoors_or_out(stage: Staging) -> Callable[[Colour], Colour]:
    """How clothes are lit: by the room's light, or the sky's."""
    design = sets.design(stage.words.place)
    return stage.indoors if design is not None and design.inside else partial(stage.lit, part=0.6)


def coat_beside(turn: int, skin: Colour) -> Colour:
    """The coat of somebody of whom the words say no colour: unlike the skin, so that none seems
    bare.
    """
    apart = [
        coat for coat in COATS if sum(abs(a - b) for a, b in zip(coat, skin, strict=True)) > APART
    ]
    return apart[turn % len(apart)]


def look(stage: Staging, person: Person, rng: np.random.Generator) -> PersonColours:
    """The colours of a person in this light: wide shots keep them near silhouettes."""
    colours = stage.palette
    born = stream(person.born, "born")
    costume = costumes().get(person.trade)
    turn = int(born.integers(len(COATS)))
    skin = SKINS[int(born.integers(len(SKINS)))]
    if person.hair in FAIR:
        skin = FAIR_SKINS[turn % len(FAIR_SKINS)]
    own = coat_beside(turn, person.skin or skin) if costume is None else costume.coat
    coats = own if person.coat is None else person.coat
    choice = (coats, skin, HAIRS[int(born.integers(len(HAIRS)))])
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


def going(stage: Staging) -> float:
    """Which way people and things go: as the words say, with a camera that follows, else away from
    the sun.
    """
    if stage.words.heading:
        return float(stage.words.heading)
    move = stage.words.move
    if move.endswith(("left", "right", "follow")):
        return -1.0 if move.endswith("left") else 1.0
    return -1.0 if stage.sun_x > 0 else 1.0
