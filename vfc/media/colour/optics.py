"""What lens and film add to a graded picture: sharpness, halation, bloom, a vignette, bars.

Pictures are `(height, width, 3)` float32 RGB of 0 to 1 and are changed in place. Lengths go by the
height of the picture, so that a draft looks as its film does. Light is added as the squares of
signals, which is near what a display does and far cheaper.
"""

from __future__ import annotations

import cv2
import numpy

from vfc.film.grades import Grade
from vfc.media.colour.tones import LUMA

FINE = 1 / 900  # of the height: the deviation of what is sharpened
LEAST_FINE = 0.6  # pixels
SHARPEST = 2.0  # how much of the detail is added at 1
SHRUNK = 4  # how much smaller a picture is on which glow is worked out
BRIGHT, BRIGHTEST = 0.6, 0.95  # levels between which light begins to glow
BLOOMS = ((1 / 60, 0.5), (1 / 15, 0.5))  # deviations by the height, and how much goes so far
MIST = 0.12  # of all light, that a mist filter spreads at 1
BLOOMING = 0.5  # of what is bright, at 1
HALO = 1 / 110
RED_OF_HALO = numpy.array([1.0, 0.22, 0.04], numpy.float32)  # of what the base of film throws back
HALATION = 0.9


class Optics:
    """What a grade adds over pictures of one size; one thread uses one."""

    def __init__(self, grade: Grade):
        self._grade = grade
        self._vignette: numpy.ndarray | None = None

    def applied(self, made: numpy.ndarray) -> numpy.ndarray:
        """A picture, `(height, width, 3)` float32 RGB of 0 to 1, through the lens and on the
        film.
        """
        grade = self._grade
        if grade.sharpen:
            _sharpen(made, grade.sharpen)
        if grade.halation or grade.bloom:
            made = _glowing(made, grade.halation, grade.bloom)
        if grade.vignette:
            cv2.multiply(made, self._through(*made.shape[:2]), made)
        return made

    def _through(self, height: int, width: int) -> numpy.ndarray:
        if self._vignette is None:
            self._vignette = _vignette(height, width, self._grade.vignette)
        return self._vignette


def _sharpen(made: numpy.ndarray, amount: float) -> None:
    """Raise what of the luma is finer than a blur of it."""
    luma = cv2.transform(made, LUMA[None])
    soft = cv2.GaussianBlur(luma, (0, 0), max(LEAST_FINE, made.shape[0] * FINE))
    detail = (luma - soft) * numpy.float32(amount * SHARPEST)
    cv2.add(made, cv2.cvtColor(detail, cv2.COLOR_GRAY2RGB), made)
    numpy.clip(made, 0, 1, out=made)


def _glowing(made: numpy.ndarray, halation: float, bloom: float) -> numpy.ndarray:
    """The picture with the glow of what is bright in it."""
    height, width = made.shape[:2]
    small = cv2.resize(
        made, (max(1, width // SHRUNK), max(1, height // SHRUNK)), interpolation=cv2.INTER_AREA
    )
    light = small * small
    brightness = cv2.transform(small, LUMA[None])
    bright = numpy.clip((brightness - BRIGHT) / (BRIGHTEST - BRIGHT), 0, 1)
    glow = numpy.zeros_like(light)
    if bloom:
        source = light * (bright * BLOOMING + MIST)[..., None]
        for far, part in BLOOMS:
            glow += _spread(source, far) * numpy.float32(part * bloom)
    if halation:
        source = brightness**2 * bright
        halo = numpy.maximum(_spread(source, HALO) - source * 0.5, 0) * numpy.float32(
            halation * HALATION
        )
        glow += halo[..., None] * RED_OF_HALO
    glow = cv2.resize(glow, (width, height), interpolation=cv2.INTER_LINEAR)
    kept = numpy.float32(1 - MIST * bloom)  # what is spread is taken from where it was
    made = cv2.sqrt(cv2.add(cv2.multiply(made, made, scale=float(kept)), glow))
    return numpy.minimum(made, 1, out=made)


def _spread(light: numpy.ndarray, far: float) -> numpy.ndarray:
    return cv2.GaussianBlur(
        light, (0, 0), max(0.5, light.shape[0] * far), borderType=cv2.BORDER_REPLICATE
    )


def _vignette(height: int, width: int, amount: float) -> numpy.ndarray:
    """What the lens lets through, `(height, width, 3)` float32: 1 in the middle, less toward the
    corners.
    """
    down = numpy.linspace(-1, 1, height, dtype=numpy.float32)[:, None]
    across = numpy.linspace(-1, 1, width, dtype=numpy.float32)[None, :]
    far = (down**2 + across**2) / 2
    return numpy.repeat((1 - numpy.float32(amount) * far**1.5)[..., None], 3, -1)


def bars(height: int, width: int, ratio: float) -> tuple[int, int]:
    """Even numbers of rows at the top and at the bottom, and of columns at each side, that leave a
    picture of a shape.
    """
    if not ratio:
        return 0, 0
    rows, columns = (height - width / ratio) / 4, (width - height * ratio) / 4
    return max(0, round(rows)) * 2, max(0, round(columns)) * 2
