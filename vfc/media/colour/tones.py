"""What a grade does to each pixel by itself: exposure, white balance, contrast; saturation, lift,
gain, gamma; curves.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy

from vfc.film.grades import Channels, Grade
from vfc.media.colour.curves import DISPLAY
from vfc.media.colour.points import LEVELS, tables
from vfc.media.frames import BACK, BLUE, RED

LUMA = numpy.array([RED, 1 - RED - BLUE, BLUE], numpy.float32)
WARM, TINTED = 0.18, 0.14  # how far a channel moves at 1
LEAST_GAMMA = 0.01


class Toning:
    """The tones of one grade over pictures of one size; one thread uses one."""

    def __init__(self, grade: Grade):
        first = _first(grade)
        self._of_planes = _after(first, BACK)
        self._of_rgb = _after(first, numpy.eye(3, 4, dtype=numpy.float32))
        self._second = _second(grade)
        self._powers = [1 / max(each, LEAST_GAMMA) for each in _three(grade.gamma)]
        self._tables = tables(grade.curves)
        # Room for the steps of a picture: fresh memory for each would cost more than the sums.
        self._light: numpy.ndarray | None = None
        self._mixed: numpy.ndarray | None = None

    def applied(self, levels: numpy.ndarray, *, of_planes: bool) -> numpy.ndarray:
        """Levels of 0 to 255, `(height, width, 3)` float32 Y'CbCr or RGB, as RGB of 0 to 1, where
        what is brighter than white may be above 1.
        """
        matrix = self._of_planes if of_planes else self._of_rgb
        made = self._light = cv2.transform(levels, matrix, self._light)
        if self._second is not None:
            numpy.maximum(made, 0, out=made)
            made = self._mixed = cv2.transform(made, self._second, self._mixed)
        if self._powers != [1, 1, 1]:
            numpy.maximum(made, 0, out=made)
            _raised(made, self._powers)
        return made if self._tables is None else _looked_up(made, self._tables)


def _three(value: Channels) -> tuple[float, float, float]:
    return value if isinstance(value, tuple) else (value, value, value)


def _first(grade: Grade) -> numpy.ndarray:
    """Exposure, white balance and contrast of RGB of 0 to 1: `(3, 4)` float32, a gain for each
    channel and what is added.

    Light is the signal to the power of DISPLAY (ITU-R BT.1886): so many stops of it are a gain.
    """
    warm, tint = WARM * grade.temperature, TINTED * grade.tint
    gains = numpy.array([1 + warm + tint / 2, 1 - tint, 1 - warm + tint / 2])
    gains *= 2.0 ** (grade.exposure / DISPLAY) * grade.contrast / (gains @ LUMA)
    return numpy.column_stack([numpy.diag(gains), [grade.pivot * (1 - grade.contrast)] * 3]).astype(
        numpy.float32
    )


def _after(tones: numpy.ndarray, first: numpy.ndarray) -> numpy.ndarray:
    """The tones of what comes of `first`, levels 0 to 255, in one matrix of three rows and an
    offset.
    """
    whole = tones[:, :3].astype(float) @ (first / 255)
    whole[:, 3] += tones[:, 3]
    return whole.astype(numpy.float32)


def _second(grade: Grade) -> numpy.ndarray | None:
    """Saturation, which draws colours toward their own grey (below 1) or away from it, then lift
    and gain: `(3, 3)` or `(3, 4)` float32; None where nothing changes.
    """
    amount = numpy.float32(grade.saturation)
    mixed = numpy.eye(3, dtype=numpy.float32) * amount + (1 - amount) * LUMA[None, :]
    if grade.lift == 0 and grade.gain == 1:
        return None if grade.saturation == 1 else mixed
    lift, gain = numpy.array(_three(grade.lift)), numpy.array(_three(grade.gain))
    scaled = mixed * (gain * (1 - lift))[:, None]
    return numpy.column_stack([scaled, gain * lift]).astype(numpy.float32)


def _raised(picture: numpy.ndarray, powers: Sequence[float]) -> None:
    """Raise the channels of a picture, none below 0, to their powers, in place."""
    if len(set(powers)) == 1:
        cv2.pow(picture, powers[0], picture)
        return
    for index, power in enumerate(powers):
        channel = cv2.extractChannel(picture, index)
        cv2.insertChannel(cv2.pow(channel, power), picture, index)


def _looked_up(picture: numpy.ndarray, levels: numpy.ndarray) -> numpy.ndarray:
    """A picture, `(height, width, 3)` float32, through a table for each channel."""
    numpy.clip(picture, 0, 1, out=picture)
    at = (picture * numpy.float32(LEVELS - 1) + numpy.float32(0.5)).astype(numpy.uint16)
    return cv2.merge([numpy.take(table, at[..., index]) for index, table in enumerate(levels)])
