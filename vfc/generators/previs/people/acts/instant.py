"""A moment of an action, and the curves that its poses run along."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """A moment of somebody's action: the time, their own phase, double steps a second, what the
    action is done with, and whether they sit.
    """

    second: float
    phase: float = 0.0
    beat: float = 0.9
    thing: str = ""
    seated: bool = False
    close: bool = False

    def wave(self, rate: float, ahead: float = 0.0) -> float:
        """A swing from -1 to 1, `rate` times a second, `ahead` by a part of a turn."""
        return sin(2 * pi * (rate * self.second + ahead) + self.phase)

    def rise(self, rate: float, ahead: float = 0.0) -> float:
        """The same swing from 0 to 1."""
        return 0.5 + 0.5 * self.wave(rate, ahead)

    def turn(self, seconds: float) -> float:
        """How much of a round of so many seconds is over, from 0 to 1."""
        return (self.second / seconds + self.phase / (2 * pi)) % 1.0

    @property
    def breath(self) -> float:
        """The chest's slow rise, in heights."""
        return 0.004 * sin(self.second * 1.9 + self.phase)


def ease(part: float) -> float:
    """From 0 to 1, slowly off and slowly to rest."""
    part = min(1.0, max(0.0, part))
    return 0.5 - 0.5 * cos(pi * part)


def there_and_back(part: float, out: float = 0.3, back: float = 0.7) -> float:
    """From 0 up to 1 until `out` of the round, and down again from `back` on."""
    return ease(part / out) if part < back else 1 - ease((part - back) / (1 - back))


def between(a: tuple[float, float], b: tuple[float, float], part: float) -> tuple[float, float]:
    """A point of the way from a to b."""
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def aimed(at: tuple[float, float], angle: float, far: float) -> tuple[float, float]:
    """A point so far from another at an angle: 0 hangs down, positive forward."""
    return at[0] + far * sin(angle), at[1] + far * cos(angle)
