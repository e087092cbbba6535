"""`vfc status`: what stands, what is stale, what has drifted from the lock."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from vfc.build.locking import drift
from vfc.build.planning import Planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Counts of steps by kind that stand and that are stale, deliverables that stand, drift in sentences."""

    standing: tuple[tuple[str, int], ...]
    stale: tuple[tuple[str, int], ...]
    deliverables: tuple[tuple[str, bool], ...]
    drift: tuple[str, ...]


def status(planned: Planned) -> Status:
    """How a film stands."""
    states = Counter((planned.decisions[step.key].state, step.kind) for step in planned.plan.steps)
    place = planned.loaded.place
    delivered = tuple((path, planned.decisions[key].state == "kept" and (place.out / path).is_file())
                      for path, key in planned.plan.deliverables.items())
    return Status(standing=_counts(states, "kept"), stale=_counts(states, "make"), deliverables=delivered,
                  drift=drift(planned.loaded))


def _counts(states: Counter, state: str) -> tuple[tuple[str, int], ...]:
    return tuple((kind, count) for (each, kind), count in states.items() if each == state)
