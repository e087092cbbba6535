"""`vfc explain`: the reasons for one shot, field by field, the value before and after."""

from __future__ import annotations

from dataclasses import dataclass

from vfc.engine.stale import Change, differences
from vfc.errors import UsageError
from vfc.project.plan import Planned, no_such_shot
from vfc.recipes.step import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One step of a shot: its state, why, and the fields that changed since it last stood."""

    step: Step
    state: str
    reasons: tuple[str, ...]
    changes: tuple[Change, ...]


def explain(planned: Planned, name: str) -> tuple[Explanation, ...]:
    """Every step that bears a shot's name, or the name of a deliverable; UsageError where there is none."""
    shots = planned.loaded.film.shots
    shot = name.partition("#")[0]
    if shot not in shots and name not in planned.plan.deliverables:
        raise UsageError(no_such_shot(name, [*shots, *planned.plan.deliverables]))
    plan = planned.plan
    labels, own = {step.key: step.label for step in plan.steps}, {plan.shown.get(shot)} if shot == name else set()
    own |= {key for take, key in plan.takes.items() if name in (take, take.partition("#")[0])}  # equal shots: one step
    return tuple(_explained(planned, step, labels) for step in plan.steps
                 if step.key in own or _concerns(step, name, shot))


def _concerns(step: Step, name: str, shot: str) -> bool:
    words = step.name.replace(">", " ").split(" ")
    if "#" in name and step.kind.is_take:
        return step.name == name
    return any(word.partition("#")[0].partition(":")[0] == shot for word in words) or step.name == name


def _explained(planned: Planned, step: Step, labels: dict[str, str]) -> Explanation:
    decision = planned.decisions[step.key]
    before = planned.previous.get(step.label)
    changed = before is not None and before != step.content
    return Explanation(step=step, state=decision.state, reasons=decision.reasons,
                       changes=differences(before, step.content, labels) if changed else ())
