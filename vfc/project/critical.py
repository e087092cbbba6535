"""The critical path of what a build would make: the longest by seconds and by what costs, and the
time on the clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from vfc.engine.frontier import Frontier
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
    to_make, seconds = planned.to_make(), planned.seconds
    dear = {step.key: seconds.get(step.key, 0.0) for step in to_make if step.costs}
    by_time, by_cost = longest_way(to_make, seconds), longest_way(to_make, dear)
    pools = pools_of(planned)
    jobs = jobs or jobs_for(pools)
    return Critical(
        by_time=by_time,
        by_cost=by_cost,
        seconds=sum(seconds.get(step.key, 0.0) for step in by_time),
        costs=sum(seconds.get(step.key, 0.0) for step in by_cost),
        work=sum(seconds.values()),
        jobs=jobs,
        wall=wall_time(planned, jobs, pools),
    )


def longest_way(steps: Sequence[Step], weights: Mapping[str, float]) -> tuple[Step, ...]:
    """The way through steps, each after what it uses, that weighs the most, without those that
    weigh nothing; `weights` by key.
    """
    by_key = {step.key: step for step in steps}
    until: dict[str, float] = {}
    before: dict[str, str] = {}
    for step in steps:
        used = [use.key for use in step.uses if use.key in until]
        if used:
            before[step.key] = max(used, key=lambda key: until[key])
        until[step.key] = until.get(before.get(step.key, ""), 0.0) + weights.get(step.key, 0.0)
    key = max(until, key=lambda each: until[each], default="")
    way: list[Step] = []
    while key:
        way.append(by_key[key])
        key = before.get(key, "")
    return tuple(step for step in reversed(way) if weights.get(step.key, 0.0) > 0)


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
