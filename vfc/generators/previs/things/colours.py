"""A thing in another colour: the leading colour of its drawing changed, its lights and shades
kept.
"""

from __future__ import annotations

import re
from colorsys import rgb_to_hsv

import numpy as np

from vfc.generators.previs.reading.scene import RGB

COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b")
NEAR = 0.075  # of the circle of hues: colours so near are one colour in light and shade
GREY = 0.24  # of saturation: under it a colour is a grey


def recoloured(text: str, tint: RGB, picture: np.ndarray, *, pale: bool = False) -> str:
    """A drawing with its leading colour and the shades of that changed to another.

    `picture` is the drawing in pixels, (height, width, 4) uint8 straight RGBA, by which areas are
    measured; of a `pale` one it is the pale parts that are changed.
    """
    fills = {fill: channels(fill) for fill in COLOUR.findall(text)}
    areas = measured(picture, list(fills.values()))
    among = dict(zip(fills, areas, strict=True))
    if pale:
        among = {fill: area for fill, area in among.items() if is_grey(fills[fill])}
    cluster = leading(among, fills)
    if not cluster:
        return text
    weight = sum(cluster.values())
    middle = sum(luma(fills[fill]) * area for fill, area in cluster.items()) / weight
    changed = {fill: shaded(tint, luma(fills[fill]), middle) for fill in cluster}
    return COLOUR.sub(lambda found: changed.get(found[0], found[0]), text)


def channels(fill: str) -> RGB:
    """The channels of `#rrggbb` or `#rgb`."""
    digits = fill[1:] if len(fill) == 7 else "".join(digit * 2 for digit in fill[1:])
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def luma(colour: RGB) -> float:
    """How bright a colour is, 0 to 1."""
    red, green, blue = colour
    return (0.30 * red + 0.59 * green + 0.11 * blue) / 255


def measured(picture: np.ndarray, fills: list[RGB]) -> list[int]:
    """How many pixels have each colour."""
    solid = picture[picture[..., 3] > 200][:, :3].astype(np.int32)
    if not fills or not len(solid):
        return [0] * len(fills)
    away = np.abs(solid[:, None, :] - np.array(fills, np.int32)[None]).sum(axis=2)
    nearest = away.argmin(axis=1)[away.min(axis=1) < 24]
    return np.bincount(nearest, minlength=len(fills)).tolist()


def leading(areas: dict[str, int], fills: dict[str, RGB]) -> dict[str, float]:
    """The colours that are the leading one or a shade of it, with their areas."""
    best: dict[str, float] = {}
    for seed in areas:
        family = {
            fill: float(area) for fill, area in areas.items() if alike(fills[seed], fills[fill])
        }
        if sum(family.values()) * worth(fills[seed]) > sum(
            area * worth(fills[fill]) for fill, area in best.items()
        ):
            best = family
    return best


def is_grey(colour: RGB) -> bool:
    """Whether a colour is a grey."""
    return rgb_to_hsv(*(part / 255 for part in colour))[1] <= GREY


def worth(colour: RGB) -> float:
    """How much more than a grey a colour strikes the eye."""
    _, saturation, value = rgb_to_hsv(*(part / 255 for part in colour))
    return 1.8 if saturation > GREY and value > 0.2 else 1.0


def alike(one: RGB, other: RGB) -> bool:
    """Whether two colours are one in light and in shade."""
    hue, saturation, _ = rgb_to_hsv(*(part / 255 for part in one))
    hue2, saturation2, _ = rgb_to_hsv(*(part / 255 for part in other))
    if saturation <= GREY or saturation2 <= GREY:
        return saturation <= GREY and saturation2 <= GREY and abs(luma(one) - luma(other)) < 0.34
    away = abs(hue - hue2)
    return min(away, 1 - away) < NEAR


def shaded(tint: RGB, bright: float, middle: float) -> str:
    """The tint as light or dark as a shade is beside the leading colour, as `#rrggbb`."""
    if bright <= middle:
        part = 0.35 + 0.65 * bright / max(middle, 1e-6)
        parts = [channel * part for channel in tint]
    else:
        part = 0.75 * (bright - middle) / max(1 - middle, 1e-6)
        parts = [channel + (255 - channel) * part for channel in tint]
    return "#" + "".join(f"{min(255, max(0, round(channel))):02x}" for channel in parts)
