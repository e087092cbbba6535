"""What passes are prepared for: a frame's size, the shot's seed, and the textures that more than
one of them lays on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

import cv2
import numpy as np

FramePass = Callable[[np.ndarray, int], np.ndarray]  # a frame and its index: the frame after it
Ink = tuple[int, int, int] | list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A frame's size in pixels, the seed of what is by chance, the frames in a second, and how dark
    the hour is: 0 by day, 1 at night.
    """

    height: int
    width: int
    seed: int
    rate: float = 24.0
    dark: float = 0.0

    @property
    def unit(self) -> float:
        """Pixels for each pixel of a picture that is 720 high."""
        return self.height / 720

    def pixels(self, length: float, least: int = 1) -> int:
        """A length in units as whole pixels."""
        return max(least, round(length * self.unit))

    def chance(self, part: str, index: int = 0) -> np.random.Generator:
        """The stream of one part of a style at one frame."""
        key = [self.seed & 0xFFFFFFFF, crc32(part.encode()), index & 0xFFFFFFFF]
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(key)))

    def noise(self, part: str, coarse: float = 1.0, squeeze: float = 1.0) -> np.ndarray:
        """A field of chance, (height, width) float32 about 0 with a deviation near 1, whose grains
        are `coarse` units large and `squeeze` times as wide.
        """
        cell = max(1.0, coarse * self.unit)
        rows = max(2, round(self.height / cell))
        columns = max(2, round(self.width / cell / squeeze))
        field = self.chance(part).standard_normal((rows, columns), np.float32)
        return cv2.resize(field, (self.width, self.height), interpolation=cv2.INTER_CUBIC)

    def paper(self, part: str, strength: float, coarse: float = 2.0) -> np.ndarray:
        """A sheet of paper to multiply by, (height, width, 3) uint8, 255 for none darker."""
        tooth = self.noise(part, coarse) + 0.7 * self.noise(part + " fibre", 5, 3)
        field = 255 * (1 - strength * np.clip(0.5 + 0.35 * tooth, 0, 1.4))
        return cv2.merge([np.clip(field, 0, 255).astype(np.uint8)] * 3)

    def grid(self) -> tuple[np.ndarray, np.ndarray]:
        """The x and y of each pixel in units, (height, width) float32 both."""
        y, x = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32) / max(self.unit, 1e-3)
        return x, y


def multiplied(frame: np.ndarray, by: np.ndarray) -> np.ndarray:
    """A frame darkened in its own memory by a uint8 field of its shape, 255 for unchanged."""
    return cv2.multiply(frame, by, dst=frame, scale=1 / 255)


def ramp(stops: list[list[float]]) -> np.ndarray:
    """A table of 256 levels, (256,) uint8, straight between the stops [level, level after]."""
    xs, ys = zip(*stops, strict=True)
    return np.clip(np.round(np.interp(np.arange(256), xs, ys)), 0, 255).astype(np.uint8)


def inks(colours: list[Ink]) -> np.ndarray:
    """A table from dark to light, (256, 1, 3) uint8, straight between colours evenly apart."""
    xs = np.linspace(0, 255, len(colours))
    parts = [np.interp(np.arange(256), xs, [each[part] for each in colours]) for part in range(3)]
    return np.round(np.dstack(parts)).astype(np.uint8).reshape(256, 1, 3)


def grey(frame: np.ndarray, stretch: float = 0.0) -> np.ndarray:
    """A frame's luma, (height, width) uint8; with `stretch` so much of the way to the full range
    from black to white.
    """
    luma = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
    if not stretch:
        return luma
    low, high = np.percentile(luma[::16, ::16], (2, 98))
    low, high = low * stretch, high + (255 - high) * (1 - stretch)
    gain = 255 / max(40.0, high - low)
    return cv2.LUT(luma, np.clip((np.arange(256) - low) * gain, 0, 255).astype(np.uint8))


def edges(frame: np.ndarray, fine: float, gain: float, floor: float = 3.0) -> np.ndarray:
    """Dark sides of edges by a difference of Gaussians, (height, width) uint8, 0 for none, 255 for
    the strongest: of any channel, so that red on green of the same luma has an edge.
    """
    near = cv2.GaussianBlur(frame, (0, 0), fine)
    wide = cv2.GaussianBlur(near, (0, 0), fine * 1.25)
    red, green, blue = cv2.split(cv2.subtract(wide, near))
    level = np.clip((np.arange(256) - floor) * gain, 0, 255).astype(np.uint8)
    return cv2.LUT(cv2.max(cv2.max(red, green), blue), level)
