"""A plan handed to the engine, with all that a run on this machine needs."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping

from vfc.actions.table import action
from vfc.engine.events import Reporter
from vfc.engine.executor import LocalExecutor
from vfc.engine.loop import BuildRun, Outcome, run
from vfc.engine.stale import Decision
from vfc.project.collecting import resume
from vfc.project.plan import Planned, recache, resend
from vfc.recipes.params import GeneratedParams


def run_plan(
    planned: Planned,
    decisions: Mapping[str, Decision],
    reporter: Reporter,
    stop: threading.Event,
    *,
    jobs: int = 0,
    keep_going: bool = False,
    frozen: bool = False,
) -> Outcome:
    """Make what the decisions say, `jobs` steps at once (0: as many as there are cores); `frozen`:
    nothing that costs.
    """
    loaded, wanted = planned.loaded, planned.wanted
    resume()
    pools = pools_of(planned)
    return run(
        BuildRun(
            plan=planned.plan,
            decisions=decisions,
            act=action(loaded.registry, loaded.voices.registry),
            store=loaded.store,
            executor=LocalExecutor(jobs or jobs_for(pools), pools),
            reporter=reporter,
            files=loaded.files,
            seconds=planned.seconds,
            untimed=planned.untimed,
            guessed=planned.guessed,
            keep_going=keep_going,
            frozen=frozen,
            stop=stop,
            film=loaded.workspace.ledger,
            recache=recache(wanted, planned.plan) if wanted.recache else None,
            resend=resend(wanted, planned.plan) if wanted.resend else None,
        )
    )


def jobs_for(pools: Mapping[str, int]) -> int:
    """How many steps run at once where nobody says: as many as there are cores, and more for more
    cards than one.
    """
    # a second card is no work for this one
    return (os.cpu_count() or 1) + sum(pools.values()) - len(pools)


def pools_of(planned: Planned) -> dict[str, int]:
    """How many steps run at once in each pool that has a bound: in those of what costs, as many as
    its generators make at once here.
    """
    found: dict[str, int] = {"sound": 1}
    asked: dict[tuple[str, object], int] = {}
    for step in planned.to_make():
        if step.costs and isinstance(step.params, GeneratedParams):
            which = step.params.generator, step.params.unkeyed
            if which not in asked:
                asked[which] = _lanes(planned, step.params)
            found[step.pool] = max(found.get(step.pool, 1), asked[which])
    return found


def _lanes(planned: Planned, params: GeneratedParams) -> int:
    generator = planned.loaded.registry.get(params.generator)
    return generator.lanes(params.whole_request.options) if generator is not None else 1
