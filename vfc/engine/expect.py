"""The time to expect: from the CPU seconds that the like of each step took, corrected by what steps
take now.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping

TIMED = 0.8, 1.4  # of what its like took on this machine, a step takes from .. to
GUESSED = 0.6, 1.8  # of a figure that was measured on other machines
# of the whole work: as much weight has what was expected, against what the steps made so far took
TRUST = 0.1


class Expected:
    """What is left of a run's work, in seconds.

    `seconds` are those of each step by key, none of those that nothing is known of; `guessed` are
    keys whose like was never timed here. `slots` steps run at once; `load` is how many others want
    a core of `cores` now.
    """

    def __init__(
        self,
        seconds: Mapping[str, float],
        guessed: Collection[str],
        slots: int,
        *,
        load: float | None = None,
        cores: int = 0,
    ):
        self._seconds, self._slots = seconds, max(1, slots)
        self._work = self._left = sum(seconds.values())
        self._bounds = tuple(
            sum(seconds[key] * (GUESSED if key in guessed else TIMED)[side] for key in seconds)
            for side in (0, 1)
        )
        self._crowd = max(1.0, (self._slots + _load(load)) / max(1, cores or os.cpu_count() or 1))
        self._took = self._known = 0.0

    def begun(self) -> tuple[float, float]:
        """Before anything is made: the least and the most to expect, the most with others on the
        same cores.
        """
        least, most = self._bounds
        return least / self._slots, most / self._slots * self._crowd

    def made(self, key: str, seconds: float) -> None:
        """A step was made in so many seconds by the clock."""
        known = self._seconds.get(key, 0.0)
        if known:
            self._took, self._known = self._took + seconds, self._known + known

    def stands(self, key: str) -> None:
        """A step is no more to be made."""
        self._left -= self._seconds.get(key, 0.0)

    def left(self) -> float:
        """The rest, by the pace of what was made so far."""
        weight = TRUST * self._work
        pace = (self._took + weight) / (self._known + weight) if weight else 1.0
        return max(0.0, self._left) * pace / self._slots


def _load(load: float | None) -> float:
    try:
        return os.getloadavg()[0] if load is None else load
    except OSError:
        return 0.0


def work_of(seconds: float, cpu: float) -> float:
    """What a step is remembered to take: its CPU time, which does not grow where others want the
    same cores.

    Of one that waits, for a card or for a process of its own, the seconds by the clock.
    """
    return cpu if cpu > seconds / 4 else seconds
