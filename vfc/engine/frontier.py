"""What is still to be made, and what of it can start now: each step once all that it uses
stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush

from vfc.engine.order import priorities, users
from vfc.recipes.step import Step

QueueEntry = tuple[float, int, str]


class Frontier:
    """The steps that are pending, the longest path first.

    In a pool, steps of one setup (a model that must be loaded) follow each other while there are
    any.
    """

    def __init__(
        self, steps: Sequence[Step], pending: Collection[str], seconds: Mapping[str, float]
    ):
        self._steps = {step.key: step for step in steps}
        self._place = {step.key: index for index, step in enumerate(steps)}
        self._users = users(steps)
        self._priority = priorities([step for step in steps if step.key in pending], seconds)
        self._setup: dict[str, str] = {}  # of the step that a pool started last
        self.pending = {step.key: step for step in steps if step.key in pending}
        self._count(())

    def users(self, key: str) -> tuple[str, ...]:
        """The keys of the steps that use a step."""
        return tuple(dict.fromkeys(step.key for step in self._users.get(key, ())))

    def _count(self, running: Collection[str]) -> None:
        self._waiting = {
            key: len({use.key for use in step.uses if use.key in self.pending})
            for key, step in self.pending.items()
        }
        self._ready: dict[str, dict[str, list[QueueEntry]]] = {}
        for key, waiting in self._waiting.items():
            if not waiting and key not in running:
                self._push(self.pending[key])

    def _push(self, step: Step) -> None:
        entry = (-self._priority.get(step.key, 0.0), self._place[step.key], step.key)
        heappush(self._ready.setdefault(step.pool, {}).setdefault(step.setup, []), entry)

    def add(self, keys: Iterable[str], running: Collection[str]) -> None:
        """Steps that must be made after all; those that run are not started again meanwhile."""
        self.pending |= {key: self._steps[key] for key in keys}
        self._count(running)

    def stands(self, key: str) -> None:
        """A step stands: what waited for it alone can start."""
        self.pending.pop(key, None)
        for user in self.users(key):
            if user in self._waiting and user in self.pending:
                self._waiting[user] -= 1
                if not self._waiting[user]:
                    self._push(self.pending[user])

    def drop(self, key: str) -> None:
        """A step that will not be made: what waits for it waits for ever."""
        self.pending.pop(key, None)

    def pools(self) -> tuple[str, ...]:
        """The pools in which a step can start, the one with the longest path first."""
        heads = {
            pool: min(heap[0] for heap in setups.values() if heap)
            for pool, setups in self._ready.items()
            if any(setups.values())
        }
        return tuple(sorted(heads, key=heads.__getitem__))

    def take(self, pool: str) -> Step | None:
        """The step of a pool to start next, taken out of what can start; None where it is pending
        no more.
        """
        setups = {setup: heap for setup, heap in self._ready[pool].items() if heap}
        last = self._setup.get(pool, "")
        setup = last if last in setups else min(setups, key=lambda each: setups[each][0])
        self._setup[pool] = setup
        return self.pending.get(heappop(setups[setup])[2])
