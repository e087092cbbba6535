"""The critical path of what a build would make: the longest by seconds and by what costs, and the
time on the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

from vfc.engine.frontier import Frontier
from vfc.engine.stale import State
from vfc.project.network import graph_of, longest
from vfc.project.plan import Planned
from vfc.project.run import jobs_for, pools_of
from vfc.recipes.step import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Critical:
    """The longest ways through what is to be made, `by_time` and `by_cost`; seconds of the work, of
    each way, and on the clock with `jobs` steps at once.
    """

    by_time: tuple[Step, ...]
    by_cost: tuple[Step, ...]
    seconds: float
    costs: float
    work: float
    jobs: int
    wall: float


def critical(planned: Planned, jobs: int = 0) -> Critical:
    """What a build can never be faster than, and how long it takes with `jobs` steps at once (0: as
    a build has).
    """
    graph = graph_of(planned)
    graph.remove_nodes_from(
        [key for key, facts in graph.nodes.items() if facts["state"] != State.MAKE]
    )
    for key, facts in graph.nodes.items():
        facts["seconds"] = planned.seconds.get(key, 0.0)
        facts["dear"] = facts["seconds"] if facts["costs"] else 0.0
    by_time, by_cost = longest(graph, "seconds"), longest(graph, "dear")
    steps, pools = planned.plan.by_key(), pools_of(planned)
    jobs = jobs or jobs_for(pools)
    return Critical(
        by_time=tuple(steps[key] for key in by_time),
        by_cost=tuple(steps[key] for key in by_cost),
        seconds=sum(planned.seconds[key] for key in by_time),
        costs=sum(planned.seconds[key] for key in by_cost),
        work=sum(planned.seconds.values()),
        jobs=jobs,
        wall=wall_time(planned, jobs, pools),
    )


def wall_time(planned: Planned, jobs: int, pools: dict[str, int]) -> float:
    """Seconds on the clock, were each step to take what is expected of it: the build's own order,
    played through.
    """
    to_make = planned.to_make()
    frontier = Frontier(planned.plan.steps, {step.key for step in to_make}, planned.seconds)
    running: list[tuple[float, str, str]] = []
    now = 0.0

    def free(pool: str) -> bool:
        taken = sum(each == pool for _, _, each in running)
        return len(running) < jobs and taken < pools.get(pool, jobs)

    while frontier.pending:
        while (pool := next(filter(free, frontier.pools()), None)) is not None:
            step = frontier.take(pool)
            if step is not None:
                heappush(running, (now + planned.seconds.get(step.key, 0.0), step.key, pool))
        now, key, _ = heappop(running)
        frontier.stands(key)
    return now
