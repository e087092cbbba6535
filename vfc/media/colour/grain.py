"""Film grain: noise that follows from a seed and the number of a frame alone."""

from __future__ import annotations

import cv2
import numpy

SPARE = 256  # pixels by which the field of noise is larger than the picture
DEEPEST = 26.0  # levels of deviation in the middle tones, at a grain of 1
# how much grain each level takes
_MIDDLE = (1 - (numpy.linspace(-1, 1, 256) ** 2) * 0.75).astype(numpy.float32)


class Grain:
    """The grain of one seed over pictures of one size."""

    def __init__(self, amount: float, seed: int):
        self._amount, self._seed = amount, seed
        self._noise: numpy.ndarray | None = None

    def over(self, light: numpy.ndarray, white: float, index: int) -> numpy.ndarray:
        """Film grain over light of uint8, where white is `white`: at each frame another window of
        the field, perhaps mirrored; strongest in the middle tones.
        """
        height, width = light.shape[:2]
        if self._noise is None:
            self._noise = _noise(height, width, self._seed)
        window = _window(self._noise, height, width, self._seed, index)
        return cv2.multiply(
            window, cv2.LUT(light, _MIDDLE), scale=self._amount * DEEPEST / 255 * white
        )


def _noise(height: int, width: int, seed: int) -> numpy.ndarray:
    """A field of noise of deviation 1, `(height + SPARE, width + SPARE)` float32, as soft as grain
    on film.
    """
    random = numpy.random.Generator(numpy.random.PCG64(seed))
    noise = random.standard_normal((height + SPARE, width + SPARE), numpy.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), 0.7)
    return noise / noise.std()


def _window(noise: numpy.ndarray, height: int, width: int, seed: int, index: int) -> numpy.ndarray:
    random = numpy.random.Generator(numpy.random.PCG64([seed, index]))
    down, across = random.integers(0, SPARE + 1, 2)
    window = noise[down : down + height, across : across + width]
    mirrored = (None, 0, 1, -1)[random.integers(0, 4)]
    return window if mirrored is None else cv2.flip(window, int(mirrored))
