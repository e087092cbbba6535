"""A grade: how a picture is finished after it was made, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from vfc.film.facts import Asset
from vfc.film.keyed import left_out

PIVOT = 0.435  # contrast turns about middle grey as sRGB shows it
Channels = float | tuple[float, float, float]  # one value for all, or red's, green's and blue's
Curve = tuple[
    tuple[float, float], ...
]  # points from left to right, each a level and what it becomes


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Curves of levels from 0 to 1, those of a channel before that of `all`; () changes nothing."""

    all: Curve = left_out(())
    red: Curve = left_out(())
    green: Curve = left_out(())
    blue: Curve = left_out(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How a picture is graded after it was made: multipliers around 1, amounts from 0 to 1, a .cube
    `lut`.
    """

    exposure: float = left_out(0.0)  # stops of light
    contrast: float = left_out(1.0)
    pivot: float = left_out(PIVOT)
    saturation: float = left_out(1.0)
    temperature: float = left_out(0.0)  # -1 cool to 1 warm
    tint: float = left_out(0.0)  # -1 green to 1 magenta
    lift: Channels = left_out(0.0)
    gamma: Channels = left_out(1.0)
    gain: Channels = left_out(1.0)
    curves: Curves = left_out(Curves())
    denoise: float = left_out(0.0)
    sharpen: float = left_out(0.0)
    halation: float = left_out(0.0)
    bloom: float = left_out(0.0)
    vignette: float = left_out(0.0)  # 0 to 1
    grain: float = left_out(0.0)
    letterbox: float = left_out(0.0)  # width over height of what is left to see; 0: all
    lut: Asset | None = left_out(None)

    @property
    def neutral(self) -> bool:
        """Whether grading would leave every picture as it is."""
        return self == Grade()
