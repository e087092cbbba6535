"""`vfc build --check N`: kept pictures made again in another place and compared with what the store holds."""

from __future__ import annotations

import random
import shutil
import threading
from pathlib import Path

from vfc.actions.table import actions
from vfc.build.planning import Planned
from vfc.engine.loop import Outcome
from vfc.engine.work import StepContext
from vfc.errors import VfcError
from vfc.plan.step import Step
from vfc.store.objects import hash_file


def recheck(planned: Planned, count: int, outcome: Outcome, *, frozen: bool = False) -> tuple[str, ...]:
    """Make `count` kept pictures again, drawn at random; a sentence for each on whether the same came.

    Where `frozen`, only of those that cost nothing.
    """
    kept = [step for step in planned.plan.steps if step.kind == "picture" and step.key in outcome.digests
            and step.label not in outcome.made and not (frozen and step.costs)]
    drawn = random.sample(kept, min(count, len(kept)))
    return tuple(_again(planned, step, outcome) for step in sorted(drawn, key=lambda step: step.label))


def _again(planned: Planned, step: Step, outcome: Outcome) -> str:
    loaded = planned.loaded
    folder = loaded.store.draft()
    try:
        context = StepContext(folder, lambda: _scratch(folder), loaded.files, lambda done, total: None,
                              threading.Event())
        inputs = {use.role: loaded.store.path(outcome.digests[use.key]) for use in step.uses}
        made = actions(loaded.registry)[step.kind](step, inputs, context)
        same = hash_file(made) == outcome.digests[step.key]
        return f"{step.label}: {'the same bytes came again' if same else 'OTHER bytes came this time'}"
    except Exception as error:  # as in a build, a generator may raise anything
        told = str(error) if isinstance(error, VfcError) else f"{type(error).__name__}: {error}"
        return f"{step.label}: could not be made again: {told}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _scratch(folder: Path) -> Path:
    (folder / "scratch").mkdir(exist_ok=True)
    return folder / "scratch"
