"""Shots for the tests of who stands where."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from vfc.film.model import Camera, Prompt
from vfc.film.timing import Size
from vfc.generators.api import Request
from vfc.generators.previs.canvas.stage import Staging, stage
from vfc.generators.previs.people.figures import Figure
from vfc.generators.previs.picture.crowd import figures
from vfc.generators.previs.picture.drawing import drawing
from vfc.generators.previs.picture.setups import setup as set_up

WIDE = Size(320, 180)


def asked(
    words: str,
    framing: str = "medium",
    angle: str = "",
    place: str = "a studio",
    size: Size = WIDE,
    seed: int = 7,
) -> Request:
    """A request for a shot of four seconds."""
    camera = Camera(framing=framing, angle=angle)
    return Request(
        prompt=Prompt(words=words, place=place),
        camera=camera,
        size=size,
        rate=Fraction(24),
        frames=96,
        length=96,
        seed=seed,
    )


def staging(request: Request) -> Staging:
    """The shot as painters see it."""
    return stage(set_up(request))


def people(request: Request) -> list[Figure]:
    """Everybody in the shot, the farther first."""
    return figures(staging(request))


def frame(request: Request, index: int = 24) -> np.ndarray:
    """A frame, (height, width, 3) uint8."""
    return drawing(request)[index]


def head(figure: Figure, second: float = 2.0) -> tuple[float, float]:
    """The middle of a head, in units."""
    pose = figure.alive(second)
    x, y, tall = figure.where(second)
    c, s = np.cos(pose.spin), np.sin(pose.spin)
    dx, dy = pose.head[0] - pose.hip[0], pose.head[1] - pose.hip[1]
    hx = dx * c - dy * s + pose.hip[0] + pose.shift[0]
    hy = dx * s + dy * c + pose.hip[1] + pose.shift[1]
    return x + hx * tall * figure.facing, y + hy * tall


def hand(figure: Figure, second: float, index: int = 1) -> tuple[float, float]:
    """Where a hand is, in units: 0 the far or left one, 1 the near or right one."""
    pose = figure.alive(second)
    x, y, tall = figure.where(second)
    (hx, hy), (sx, sy) = pose.arms[index][2], pose.shift
    return x + (hx + sx) * tall * figure.facing, y + (hy + sy) * tall
