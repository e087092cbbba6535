"""From the name of a thing to what is drawn: its art in size and colour, in the light, with what it
does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix
from vfc.generators.previs.canvas.noise import stream
from vfc.generators.previs.reading.scene import RGB
from vfc.generators.previs.reading.signs import LETTERS
from vfc.generators.previs.things import art, bodies, catalog, legs, lighting
from vfc.generators.previs.things.card import card, letters
from vfc.generators.previs.things.catalog import CatalogEntry
from vfc.generators.previs.things.drawable import BEATS, Sprite
from vfc.generators.previs.things.lighting import SpriteLight
from vfc.generators.previs.things.manners import manner
from vfc.generators.previs.things.stances import PACES

FIRELIGHT: Colour = (1.0, 0.78, 0.52)  # what fire leaves of red, green, blue
GOLDEN: RGB = (244, 196, 84)  # of letters that no colour is said of
WARM: Colour = (255, 186, 104)
SHINES: dict[str, tuple[Colour, tuple[float, float]]] = {  # whose light is no flame in its middle
    "candle": ((255, 190, 100), (0.5, 0.2)),
    "street_lamp": ((255, 206, 120), (0.5, 0.15)),
    "floor_lamp": ((255, 206, 120), (0.5, 0.15)),
    "lamp": ((255, 206, 120), (0.5, 0.3)),
    "lighthouse": ((255, 230, 170), (0.5, 0.2)),
    "fireplace": ((255, 150, 60), (0.5, 0.75)),
    "torch": ((255, 160, 70), (0.5, 0.25)),
    "oil_lamp": ((255, 170, 80), (0.75, 0.25)),
    "cake": ((255, 190, 100), (0.5, 0.15)),
    "paper_lantern": ((255, 90, 60), (0.5, 0.5)),
    "neon_sign": ((255, 70, 190), (0.5, 0.5)),
    "ufo": ((190, 230, 255), (0.5, 0.55)),
    "spaceship": ((150, 210, 255), (0.9, 0.5)),
    "moon": ((190, 200, 225), (0.5, 0.5)),
    "half_moon": ((190, 200, 225), (0.6, 0.5)),
    "crescent_moon": ((190, 200, 225), (0.6, 0.5)),
    "siren": ((255, 60, 60), (0.5, 0.4)),
    "traffic_light": ((255, 90, 70), (0.5, 0.25)),
    "crystal_ball": ((190, 150, 255), (0.5, 0.4)),
    "mirror_ball": ((200, 210, 255), (0.5, 0.5)),
    "fairy": ((255, 240, 170), (0.5, 0.5)),
    "volcano": ((255, 110, 50), (0.5, 0.1)),
    "flashlight": ((255, 240, 200), (0.2, 0.2)),
    "light_bulb": ((255, 226, 150), (0.5, 0.4)),
}
SELF_LIT = ("fire", "campfire", "fireworks", "sparkler", "sun", "star", "lightning", "explosion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where a thing is drawn: its middle `x`, its `foot`, its `height`, in units at a depth;
    `pixels` is the most that a unit ever takes there.
    """

    x: float
    foot: float
    height: float
    depth: float = 1.0
    pixels: float = 360.0


def sprite_at(
    name: str,
    stand: Stand,
    light: SpriteLight,
    *,
    word: str = "",
    action: str = "",
    colour: RGB | None = None,
    facing: float = 0.0,
    face: bool = False,
    seconds: float = 4.0,
    half: float = 0.9,
    seed: int = 0,
    wind: float = 0.3,
    blur: float = 0.0,
    waterline: float | None = None,
) -> Sprite:
    """A thing of the catalog in its stand, or a card with its `word` where it has no art.

    `facing` is 1 to the right, -1 to the left, 0 as its art looks; `half` is half the frame's width
    in units, within which what goes stays; `blur` is in units.
    """
    entry = catalog.known(name)
    if entry is None:
        said, plain = word or name.replace("_", " "), name.replace("_", " ")
        if name == LETTERS:
            return letters_at(said, stand, seconds, colour or GOLDEN)
        return card_at(said, stand, light, blur=blur, seconds=seconds, instead=plain)
    how = manner(entry, action)
    if how == "burn":
        light = replace(light, gains=mix(light.gains, FIRELIGHT, 0.6))
    code = code_of(entry, how, face)
    rows = max(4, round(stand.height * stand.pixels))
    facing = facing or (1.0 if entry.faces == "right" else -1.0)
    shines, shine_at = SHINES.get(entry.id, (WARM, (0.5, 0.45)))
    flat = art.sprite(code, rows, tint=colour, flip=flipped(entry, facing))
    inner = entry.light and (entry.id in SELF_LIT or entry.kind == "sky")
    seen = lighting.lit(flat, light, shines=inner or entry.light, blur=blur * stand.pixels)
    rng = stream(seed, f"thing {name}")
    whole = Sprite(
        picture=seen,
        x=stand.x,
        foot=stand.foot,
        height=stand.height * len(seen) / rows,
        depth=stand.depth,
        manner=how,
        facing=facing,
        speed=facing * pace(how, stand.height * art.aspect(code), half, seconds),
        middle=seconds / 2,
        seconds=seconds,
        phase=float(rng.uniform(0, 6.28)),
        wind=wind,
        seed=seed,
        light=light,
        waterline=stand.foot if how == "breach" else waterline,
        shine=shines if entry.light else None,
        shine_at=shine_at if facing < 0 else (1 - shine_at[0], shine_at[1]),
        steps=legs.legs_of(seen) if how in (*BEATS, "sleep", "eat") else None,
        name=entry.id,
        tint=colour,
    )
    whole = shaded(whole, entry)
    return winged(whole, entry, flat, light, colour) if code.startswith("flight ") else whole


def letters_at(word: str, stand: Stand, seconds: float, tone: RGB) -> Sprite:
    """A word in large letters that nothing bears, which shine by themselves."""
    rows = max(12, round(stand.height * stand.pixels))
    return Sprite(
        picture=letters(word, rows, tone),
        x=stand.x,
        foot=stand.foot,
        height=stand.height,
        depth=stand.depth,
        seconds=seconds,
        manner="hover",
    )


def card_at(
    word: str,
    stand: Stand,
    light: SpriteLight,
    *,
    blur: float = 0.0,
    seconds: float = 4.0,
    instead: str = "?",
) -> Sprite:
    """A card that bears a word, in its stand; `instead` where the font has no letter of it."""
    rows = max(12, round(stand.height * stand.pixels))
    picture = lighting.lit(card(word, rows, instead), light, blur=blur * stand.pixels)
    return Sprite(
        picture=picture,
        x=stand.x,
        foot=stand.foot,
        height=stand.height * len(picture) / rows,
        depth=stand.depth,
        seconds=seconds,
        light=light,
        under=lighting.disc_picture(light.shadow),
    )


def code_of(entry: CatalogEntry, how: str, face: bool) -> str:
    """The drawing that shows a thing as it does what it does."""
    if how in ("fly", "hang", "take_off", "land") and bodies.flies(entry.id) and not face:
        return f"flight {entry.id}"
    if face and (entry.face or entry.bodied):
        return entry.face or entry.art
    return entry.id


def flipped(entry: CatalogEntry, facing: float) -> bool:
    """Whether the art of a thing is turned round so that it faces as it should."""
    return (entry.faces == "left" and facing > 0) or (entry.faces == "right" and facing < 0)


def pace(how: str, length: float, half: float, seconds: float) -> float:
    """How fast a thing goes, in units a second, slow enough that most of its way is seen."""
    return min(PACES.get(how, 0.0) * length, 1.3 * half / max(0.5, seconds))


def shaded(whole: Sprite, entry: CatalogEntry) -> Sprite:
    """The thing with its shadow, where it stands on something."""
    light = whole.light
    if light is None or entry.habitat in ("sky", "wall", "underwater", "water"):
        return whole
    if entry.kind in ("landscape", "weather") or entry.light:
        return replace(whole, under=lighting.disc_picture(0.5 * light.shadow))
    if whole.manner in ("fly", "hover", "glide"):
        return whole
    return replace(
        whole,
        shadow=lighting.mask_of(whole.picture, light.shadow),
        under=lighting.disc_picture(1.3 * light.shadow),
    )


def winged(
    whole: Sprite, entry: CatalogEntry, flat: np.ndarray, light: SpriteLight, colour: RGB | None
) -> Sprite:
    """A bird in flight with its wings, its body as long as that of one that stands."""
    code = f"pinion {entry.id}"
    _, _, _, body_high = art.extent(*art.source(f"flight {entry.id}"))
    _, _, _, wing_high = art.extent(*art.source(code))
    rows = round((0.7 if entry.height > 2 else 1.0) * len(flat) * wing_high / body_high)
    wing = art.sprite(code, rows, tint=colour, flip=flipped(entry, whole.facing))
    shoulder = 0.46 if whole.facing < 0 else 0.54
    return replace(
        whole,
        wing=lighting.lit(wing, light),
        shoulder=(shoulder, 0.35),
        height=whole.height * (0.8 if entry.height > 2 else 0.42),
    )
