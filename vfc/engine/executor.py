"""Where steps run: threads of this process, so many at once in each pool."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from typing import Protocol

from vfc.engine.work import Done

Job = Callable[[], Done]


class Executor(Protocol):
    """Runs work in pools. `finished` hands back what is done, in the order in which it was done."""

    def free(self, pool: str) -> bool:
        """Whether work can start in this pool now."""
        ...

    def start(self, pool: str, name: str, work: Job) -> None:
        """Start work, which must not raise; its value comes back through `finished`."""
        ...

    def finished(self, timeout: float) -> tuple[str, Done] | None:
        """The name and value of work that is done; None after so many seconds without any."""
        ...

    def slots(self) -> int:
        """How many pieces of work can run at once, in all."""
        ...

    def close(self) -> None:
        """Start nothing more."""
        ...


class LocalExecutor:
    """Daemon threads, begun when needed; `pools` limits how many run in a pool, `jobs` in all."""

    def __init__(self, jobs: int, pools: Mapping[str, int] | None = None):
        self.jobs, self.pools = max(1, jobs), dict(pools or {})
        self._running: dict[str, int] = {}
        self._done: queue.SimpleQueue[tuple[str, str, Done]] = queue.SimpleQueue()
        self._waiting: queue.SimpleQueue[tuple[str, str, Job] | None] = queue.SimpleQueue()
        self._threads = 0

    def free(self, pool: str) -> bool:
        """Whether work can start in this pool now."""
        return sum(self._running.values()) < self.jobs and self._running.get(
            pool, 0
        ) < self.pools.get(pool, self.jobs)

    def start(self, pool: str, name: str, work: Job) -> None:
        """Hand work to an idle thread."""
        self._running[pool] = self._running.get(pool, 0) + 1
        if self._threads < sum(self._running.values()):
            self._threads += 1
            # A daemon: a second Ctrl-C ends the program though a step is deep inside a library.
            threading.Thread(
                target=self._serve, daemon=True, name=f"vfc step {self._threads}"
            ).start()
        self._waiting.put((pool, name, work))

    def _serve(self) -> None:
        while (found := self._waiting.get()) is not None:
            pool, name, work = found
            self._done.put((pool, name, work()))

    def finished(self, timeout: float) -> tuple[str, Done] | None:
        """The name and value of work that is done; None after so many seconds without any."""
        try:
            pool, name, value = self._done.get(timeout=timeout)
        except queue.Empty:
            return None
        self._running[pool] -= 1
        return name, value

    def slots(self) -> int:
        """How many pieces of work can run at once, in all."""
        return self.jobs

    def close(self) -> None:
        """Let the idle threads end."""
        for _ in range(self._threads):
            self._waiting.put(None)
