"""Flat art in the light of the picture: the hour's tint, a rim from the sun's side, shadows on the
ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import cv2
import numpy as np

from vfc.generators.previs.canvas.layers import Colour, mix, rgb
from vfc.generators.previs.canvas.palette import Palette
from vfc.generators.previs.canvas.stage import Staging

MASK = 64  # pixels of the height of a shadow's picture; it is soft, so it may be enlarged
DARK = np.array((1, 1, 0.9, 0), np.float32)  # what a shadow takes of red, green, blue


@dataclass(frozen=True, slots=True, kw_only=True)
class SpriteLight:
    """The light that falls on a thing.

    `gains` are what it leaves of red, green and blue; `side` is -1 where it comes from the left, 1
    from the right, 0 from nowhere; `shade_way` is where shadows fall, in the thing's heights.
    """

    gains: Colour = (1.0, 1.0, 1.0)
    rim: Colour = (255, 255, 255)
    rim_part: float = 0.4
    side: float = 1.0
    haze: Colour = (190, 200, 210)
    haze_part: float = 0.0
    shadow: float = 60.0  # how much light a shadow takes away
    shade_way: tuple[float, float] = (-0.3, 0.1)
    dark: float = 0.0  # 0 by day, 1 at night


def light_of(stage: Staging, depth: float = 1.0) -> SpriteLight:
    """The light of a shot at a depth, 0 far and 1 where people stand."""
    dull = stage.words.has("rain", "storm", "fog", "cloudy")
    side = 1.0 if stage.sun_x > 0 else -1.0
    return palette_light(stage.palette, side, depth, dull)


def palette_light(
    colours: Palette, side: float, depth: float = 1.0, dull: bool = False, indoors: bool = False
) -> SpriteLight:
    """The light of some colours, from a side; `dull` under cloud, where no sun casts shadows."""
    bright = max(1.0, max(colours.horizon))
    dim = 1 - (0.28 if indoors else 0.40) * colours.dark
    gains = rgb(dim * (0.68 + 0.32 * tint / bright) for tint in colours.horizon)
    low = 0.5 / max(0.25, colours.sun * 2.2 + 0.15)
    soft = dull or indoors
    return SpriteLight(
        gains=gains,
        rim=mix(colours.light, colours.horizon, 0.25),
        rim_part=(0.12 if soft else 0.5) * min(1.0, colours.glow),
        side=side,
        haze=colours.far,
        haze_part=0.5 * (1 - min(1.0, max(0.0, depth))) ** 1.5 + (0.12 if dull else 0.0),
        shadow=26 + 40 * (1 - colours.dark),
        shade_way=(0.05, 0.06) if soft else (-0.55 * low * side, 0.20 * low),
        dark=colours.dark,
    )


def lit(
    picture: np.ndarray, light: SpriteLight, *, shines: bool = False, blur: float = 0.0
) -> np.ndarray:
    """A sprite in the light: (height, width, 4) uint8 premultiplied RGBA, as it comes and as it
    goes, a rim wider where `blur`, in pixels, puts it out of focus.

    What `shines` keeps its own colours.
    """
    if blur > 0.4:
        rim = ceil(2.5 * blur)
        picture = cv2.copyMakeBorder(picture, rim, rim, rim, rim, cv2.BORDER_CONSTANT)
    gains = np.array(mix(light.gains, (1.0, 1.0, 1.0), 0.85 if shines else 0.0), np.float32)
    alpha = picture[..., 3].astype(np.float32)
    shaded = picture[..., :3] * gains
    if not shines:
        shaded *= volume(picture.shape[1], picture.shape[0], light.side)[..., None]
        edge = rimmed(alpha, light.side)[..., None] * np.float32(light.rim_part)
        rim_colour = np.array(light.rim, np.float32) / 255
        shaded += (alpha[..., None] * rim_colour - shaded).clip(0) * edge
    if light.haze_part:
        haze = np.array(light.haze, np.float32) / 255 * alpha[..., None]
        shaded += (haze - shaded) * np.float32(light.haze_part)
    result = np.empty_like(picture)
    result[..., :3] = np.clip(shaded, 0, alpha[..., None])
    result[..., 3] = picture[..., 3]
    return cv2.GaussianBlur(result, (0, 0), blur) if blur > 0.4 else result


def volume(width: int, height: int, side: float) -> np.ndarray:
    """How round light makes a flat thing: (height, width) float32 about 1, less away from the light
    and below.
    """
    across = np.linspace(-1, 1, width, dtype=np.float32)[None, :] * np.float32(side)
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    return 1.0 + np.float32(0.11) * across - np.float32(0.14) * down * down


def rimmed(alpha: np.ndarray, side: float) -> np.ndarray:
    """Where the rim of light lies: (height, width) float32, 0 to 1."""
    height = alpha.shape[0]
    step = max(1.0, height * 0.022)
    matrix = np.array([[1, 0, -side * step], [0, 1, step * 0.7]])
    moved = cv2.warpAffine(alpha, matrix, alpha.shape[::-1])
    edge = np.clip(alpha - moved, 0, 255) / np.float32(255)
    return cv2.GaussianBlur(edge, (0, 0), max(0.5, height * 0.006))


def mask_of(picture: np.ndarray, strength: float) -> np.ndarray:
    """The shadow of a sprite, (MASK, width, 4) uint8, what it takes away, blurred towards its
    top.
    """
    alpha = picture[..., 3]
    width = max(2, round(MASK * alpha.shape[1] / alpha.shape[0]))
    small = cv2.resize(alpha, (width, MASK), interpolation=cv2.INTER_AREA).astype(np.float32)
    small = cv2.copyMakeBorder(small, 6, 0, 6, 6, cv2.BORDER_CONSTANT)
    soft = cv2.GaussianBlur(small, (0, 0), 3.0)
    fade = np.linspace(0.25, 1, small.shape[0], dtype=np.float32)[:, None]
    part = np.linspace(0, 1, small.shape[0], dtype=np.float32)[:, None]
    shadow = (small * part + soft * (1 - part)) * fade / 255
    return np.clip(shadow[..., None] * DARK * strength, 0, 255).astype(np.uint8)


def laid(frame: np.ndarray, picture: np.ndarray, matrix: np.ndarray, clip: int) -> None:
    """Take a picture away from the frame, where a map (2, 3) float64 lays it; both uint8, four
    channels.
    """
    box = reach(matrix, picture.shape[1], picture.shape[0], frame.shape[1], clip)
    if box is None:
        return
    left, top, right, bottom = box
    moved = matrix.copy()
    moved[:, 2] -= (left, top)
    spot = frame[top:bottom, left:right]
    cv2.subtract(spot, cv2.warpAffine(picture, moved, (right - left, bottom - top)), dst=spot)


def reach(
    matrix: np.ndarray, width: int, height: int, right_most: int, clip: int
) -> tuple[int, int, int, int] | None:
    """The box of the frame that a picture of a size comes to by a map; None where it is empty."""
    corners = np.array([(0, 0, 1), (width, 0, 1), (0, height, 1), (width, height, 1)]) @ matrix.T
    left, top = (max(0, floor(least)) for least in corners.min(axis=0).tolist())
    right, bottom = (ceil(most) + 1 for most in corners.max(axis=0).tolist())
    right, bottom = min(right, right_most), min(bottom, clip)
    return None if left >= right or top >= bottom else (left, top, right, bottom)


def disc_picture(strength: float) -> np.ndarray:
    """The dark that lies under what stands, (MASK, MASK, 4) uint8, what it takes away."""
    at = np.linspace(-1, 1, MASK, dtype=np.float32)
    away = np.sqrt(at[None, :] ** 2 + at[:, None] ** 2)
    dark = np.clip(1 - away, 0, 1) ** 1.2
    return np.clip(dark[..., None] * DARK * strength, 0, 255).astype(np.uint8)
