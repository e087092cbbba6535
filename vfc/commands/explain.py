"""`vfc explain`: the reasons for one shot, field by field, the value before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from vfc.engine.stale import Change, State, differences
from vfc.project.plan import Planned
from vfc.project.shotsteps import steps_of
from vfc.recipes.step import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One step of a shot: its state, why, and the fields that changed since it last stood."""

    step: Step
    state: State
    reasons: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def words(self) -> str:
        """Its state in words."""
        match self.state:
            case State.KEPT:
                return "kept: it stands as the text wants it"
            case State.SKIP:
                return "not made: nothing shown needs it"
            case State.MAKE:
                return "make"
            case State.WAIT:
                return "waits"
            case _:
                assert_never(self.state)


def explain(planned: Planned, name: str) -> tuple[Explanation, ...]:
    """Every step that bears a shot's name, or the name of a deliverable; UsageError where there is
    none.
    """
    labels = {step.key: step.label for step in planned.plan.steps}
    return tuple(_explained(planned, step, labels) for step in steps_of(planned, name))


def _explained(planned: Planned, step: Step, labels: dict[str, str]) -> Explanation:
    decision = planned.decisions[step.key]
    before = planned.previous.get(step.label)
    changes = (
        ()
        if before is None or before == step.content
        else differences(before, step.content, labels)
    )
    return Explanation(step=step, state=decision.state, reasons=decision.reasons, changes=changes)
