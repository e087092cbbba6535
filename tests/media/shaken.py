"""Pictures of a camera that shakes as it is told, by which what is made steady is measured."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

import cv2
import numpy

from vfc.film.timing import Size
from vfc.media.steady.path import after
from vfc.media.steady.tracking import Similarity, track

SIZE = Size(400, 224)


class Shaking(NamedTuple):
    """Where a camera stands in each frame, in pixels, and the logarithm of how it is turned."""

    place: numpy.ndarray  # complex, (frames,)
    turn: numpy.ndarray


def shaking(frames: int, pixels: float, *, pan: float = 0.0, seed: int = 1) -> Shaking:
    """A hand's shaking, of one to eight beats a second at 24 frames, over an even pan."""
    random, seconds = numpy.random.default_rng(seed), numpy.arange(frames) / 24

    def wave(size: float) -> numpy.ndarray:
        beats = enumerate((1.3, 2.7, 5.1, 8.3), 1)
        return size * sum(
            numpy.sin(2 * numpy.pi * each * seconds + random.uniform(0, 6)) / number
            for number, each in beats
        )

    place = wave(pixels) + 1j * wave(pixels) + pan * (numpy.arange(frames) - frames / 2)
    return Shaking(place, wave(pixels / 1000) + 1j * wave(pixels / 400))


def scene(seed: int = 0) -> numpy.ndarray:
    """A large picture, `(height, width)` float32, of soft shapes and things with corners."""
    random, width, height = numpy.random.default_rng(seed), 900, 500
    found = numpy.zeros((height, width), numpy.float32)
    for step in (4, 16, 64):
        small = random.normal(size=(height // step + 1, width // step + 1)).astype(numpy.float32)
        found += cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC) * step**0.5
    found = (found - found.min()) / (found.max() - found.min()) * 180 + 30
    for _ in range(80):
        x, y = int(random.integers(0, width)), int(random.integers(0, height))
        corner = x + int(random.integers(8, 40)), y + int(random.integers(8, 40))
        cv2.rectangle(found, (x, y), corner, float(random.integers(30, 220)), -1)
    return found


def seen(shaking: Shaking, *, size: Size = SIZE, seed: int = 0) -> list[numpy.ndarray]:
    """What such a camera sees, `(height, width)` uint8 each."""
    whole = scene(seed)
    centre = complex(whole.shape[1], whole.shape[0]) / 2
    middle = complex(size.width - 1, size.height - 1) / 2
    found = []
    for place, turn in zip(shaking.place, numpy.exp(shaking.turn), strict=True):
        start = centre + place - turn * middle
        matrix = numpy.array(
            [[turn.real, -turn.imag, start.real], [turn.imag, turn.real, start.imag]]
        )
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        picture = cv2.warpAffine(whole, matrix, tuple(size), flags=flags)
        found.append(picture.round().clip(0, 255).astype(numpy.uint8))
    return found


def jerk(place: numpy.ndarray, turn: numpy.ndarray, size: Size = SIZE) -> float:
    """The mean of the third differences of where a picture's corners are, in pixels."""
    right, down = size.width / 2, size.height / 2
    corners = numpy.array([complex(x, y) for x in (-right, right) for y in (-down, down)])
    at = place[:, None] + numpy.exp(turn)[:, None] * corners[None]
    return float(numpy.sqrt((numpy.abs(numpy.diff(at, 3, axis=0)) ** 2).mean()))


def measured_jerk(pictures: list[numpy.ndarray]) -> float:
    """The jerk that is seen in pictures, `(height, width)` uint8 of one shot."""
    tracked = track(pictures)
    assert tracked.begins == [0]
    stands = list(accumulate(tracked.motions[1:], after, initial=Similarity()))
    turns = numpy.log([each.turn for each in stands])
    return jerk(numpy.array([each.shift for each in stands]), turns)
