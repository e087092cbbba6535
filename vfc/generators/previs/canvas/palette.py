"""Colours of a shot: from time of day, place, weather and style. All are RGB, 0 to 255."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vfc.generators.previs.canvas.layers import Colour, mix, rgb
from vfc.generators.previs.reading.scene import SceneWords
from vfc.generators.previs.styles.design import acting


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours: the sky from above to the horizon, what is far and near, the sun or moon, lit
    windows, ground.

    `dark` is 0 by day and 1 at night; `sun` is how high it stands above the horizon, in units.
    """

    zenith: Colour
    sky: Colour
    horizon: Colour
    far: Colour
    near: Colour
    light: Colour
    lamp: Colour = (255, 196, 110)
    ground: Colour = (90, 90, 80)
    sun: float = 0.1
    dark: float = 0.0
    glow: float = 1.0

    def at(self, depth: float) -> Colour:
        """The colour of land at a depth: haze far off, near ink close by."""
        return mix(self.far, self.near, min(1.0, max(0.0, depth)) ** 0.7)


TIMES: dict[str, Palette] = {
    "dawn": Palette(
        zenith=(70, 84, 140),
        sky=(206, 136, 150),
        horizon=(255, 205, 150),
        far=(216, 160, 158),
        near=(48, 40, 66),
        light=(255, 236, 190),
        ground=(96, 78, 88),
        sun=0.07,
        dark=0.35,
        glow=1.0,
    ),
    "morning": Palette(
        zenith=(104, 152, 202),
        sky=(172, 202, 220),
        horizon=(252, 232, 200),
        far=(188, 202, 204),
        near=(52, 64, 66),
        light=(255, 246, 216),
        ground=(128, 124, 100),
        sun=0.24,
        dark=0.1,
        glow=0.8,
    ),
    "day": Palette(
        zenith=(62, 124, 196),
        sky=(120, 176, 222),
        horizon=(214, 232, 238),
        far=(172, 200, 214),
        near=(40, 62, 60),
        light=(255, 252, 236),
        ground=(140, 132, 104),
        sun=0.40,
        dark=0.0,
        glow=0.6,
    ),
    "dusk": Palette(
        zenith=(44, 42, 98),
        sky=(116, 70, 128),
        horizon=(250, 146, 108),
        far=(186, 124, 134),
        near=(30, 24, 48),
        light=(255, 240, 176),
        ground=(66, 50, 70),
        sun=0.06,
        dark=0.5,
        glow=1.1,
    ),
    "night": Palette(
        zenith=(12, 18, 42),
        sky=(26, 42, 80),
        horizon=(64, 90, 136),
        far=(54, 74, 112),
        near=(13, 18, 34),
        light=(226, 234, 250),
        ground=(40, 50, 72),
        sun=0.30,
        dark=1.0,
        glow=0.5,
    ),
}
# where there is no air: the sky of night and the sun's own light
SKYLESS = replace(
    TIMES["night"],
    near=(30, 28, 40),
    far=(96, 88, 104),
    horizon=(120, 112, 130),
    ground=(110, 100, 96),
    dark=0.35,
    glow=0.7,
)
GROUNDS: dict[str, tuple[Colour, Colour]] = {  # of the ground, of what is far, by day
    "desert": ((222, 164, 98), (226, 190, 150)),
    "snowfield": ((232, 238, 246), (206, 220, 236)),
    "beach": ((214, 190, 146), (170, 196, 206)),
    "field": ((150, 150, 74), (170, 190, 160)),
    "forest": ((70, 78, 52), (150, 176, 168)),
    "space": ((168, 74, 48), (120, 60, 50)),
}


def palette(words: SceneWords) -> Palette:
    """The colours that the words ask for; an aurora makes any hour night."""
    colours = TIMES["night" if words.has("aurora") else words.time]
    if words.place in ("space", "planet", "moon_surface", "domed_colony"):
        colours = SKYLESS
    colours = grounded(colours, words)
    if words.has("rain", "cloudy", "storm") or words.has("fog"):
        colours = dulled(colours, 0.75 if words.has("storm", "rain") else 0.45)
    if "fog" in words.weather:
        colours = replace(
            colours,
            zenith=mix(colours.zenith, colours.horizon, 0.3),
            sky=mix(colours.sky, colours.horizon, 0.4),
            far=mix(colours.far, colours.horizon, 0.75),
            near=mix(colours.near, colours.far, 0.15),
        )
    return styled(colours, words)


def grounded(colours: Palette, words: SceneWords) -> Palette:
    """The colours with the ground of the place under the light of the hour."""
    place = (
        "snowfield"
        if "snowy" in words.weather and words.place not in ("space", "desert")
        else words.place
    )
    if place not in GROUNDS:
        return colours
    ground, far = GROUNDS[place]
    dim = 1 - 0.72 * colours.dark
    lit = rgb(c * dim for c in mix(ground, colours.horizon, 0.25 * (1 - colours.dark) + 0.1))
    near = mix(colours.near, rgb(c * 0.45 * dim for c in ground), 0.5)
    return replace(
        colours, ground=lit, far=mix(colours.far, rgb(c * dim for c in far), 0.45), near=near
    )


def dulled(colours: Palette, part: float) -> Palette:
    """The colours under cloud."""

    def dull(colour: Colour) -> Colour:
        grey = sum(colour) / 3
        return mix(colour, (grey * 0.86, grey * 0.92, grey * 1.0), part * 0.75)

    return replace(
        colours,
        zenith=dull(colours.zenith),
        sky=dull(colours.sky),
        horizon=dull(colours.horizon),
        far=dull(colours.far),
        glow=colours.glow * (1 - 0.7 * part),
    )


def styled(colours: Palette, words: SceneWords) -> Palette:
    """The colours with the style's tint."""
    names = (*words.styles, "neon") if words.has("neon") else words.styles
    tints = [(style.tint, style.part) for style in acting(names) if style.tint]
    for tint, part in tints:
        dim = rgb(c * (1 - 0.65 * colours.dark) for c in tint)
        colours = replace(
            colours,
            zenith=mix(colours.zenith, dim, part),
            sky=mix(colours.sky, dim, part),
            horizon=mix(colours.horizon, dim, part * 0.7),
            far=mix(colours.far, dim, part),
            near=mix(colours.near, dim, part * 0.35),
            ground=mix(colours.ground, dim, part * 0.6),
        )
    return colours
