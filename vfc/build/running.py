"""A plan handed to the engine, with all that a run on this machine needs."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Mapping

from vfc.actions.table import actions
from vfc.build.planning import Planned, recache
from vfc.engine.events import Reporter
from vfc.engine.executor import LocalExecutor
from vfc.engine.loop import Outcome, Run, run
from vfc.engine.stale import Decision


def run_plan(planned: Planned, decisions: Mapping[str, Decision], reporter: Reporter, stop: threading.Event, *,
             jobs: int = 0, keep_going: bool = False, frozen: bool = False) -> Outcome:
    """Make what the decisions say, `jobs` steps at once (0: as many as there are cores); `frozen`: nothing that costs.
    """
    loaded, wanted = planned.loaded, planned.wanted
    if not gc.isenabled():  # the command line plans without: the plan stays to the end, and need not be looked through
        gc.freeze()
        gc.enable()
    pools = {step.pool: 1 for step in planned.plan.steps if step.costs} | {"sound": 1}
    return run(Run(
        plan=planned.plan, decisions=decisions, actions=actions(loaded.registry), store=loaded.store,
        executor=LocalExecutor(jobs or os.cpu_count() or 1, pools), reporter=reporter, files=loaded.files,
        seconds=planned.seconds, keep_going=keep_going, frozen=frozen, stop=stop,
        recache=recache(wanted, planned.plan) if wanted.recache else None))
