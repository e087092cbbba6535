"""The steps of a plan that belong to a shot, a take of it, or a deliverable."""

from __future__ import annotations

from vfc.errors import UsageError
from vfc.project.plan import Planned, no_such_shot
from vfc.recipes.step import Step


def steps_of(planned: Planned, name: str) -> tuple[Step, ...]:
    """Every step that bears a shot's name, or the name of a deliverable; UsageError where there is
    none.
    """
    shots, plan = planned.loaded.film.shots, planned.plan
    shot = name.partition("#")[0]
    if shot not in shots and name not in plan.deliverables:
        raise UsageError(no_such_shot(name, [*shots, *plan.deliverables]))
    own = {plan.shown.get(shot)} if shot == name else set()
    # equal shots: one step
    own |= {key for take, key in plan.takes.items() if name in (take, take.partition("#")[0])}
    found = tuple(step for step in plan.steps if step.key in own or _concerns(step, name, shot))
    if not found and name != shot:
        has = [take for take in plan.takes if take.partition("#")[0] == shot]
        raise UsageError(
            f"there is no '{name}'; " + (f"{shot} has {', '.join(has)}" if has else f"name {shot}")
        )
    return found


def _concerns(step: Step, name: str, shot: str) -> bool:
    words = step.name.replace(">", " ").split(" ")
    if "#" in name:
        return name in words
    return (
        any(word.partition("#")[0].partition(":")[0] == shot for word in words) or step.name == name
    )
