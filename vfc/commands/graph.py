"""`vfc graph`: the plan as mermaid, dot or JSON."""

from __future__ import annotations

import json

from vfc.errors import visible
from vfc.project.plan import Planned
from vfc.recipes.step import Step


def graph_text(planned: Planned, form: str) -> str:
    """The plan drawn: an arrow from each step to those that use it. `form` is mermaid or dot."""
    return {"mermaid": _mermaid, "dot": _dot}[form](planned)


def _edges(planned: Planned) -> list[tuple[Step, Step]]:
    steps = planned.plan.by_key()
    return [(steps[key], step) for step in planned.plan.steps for key in dict.fromkeys(u.key for u in step.uses)]


def _names(planned: Planned) -> dict[str, str]:
    return {step.key: f"s{number}" for number, step in enumerate(planned.plan.steps)}


def _state(planned: Planned, step: Step) -> str:
    return planned.decisions[step.key].state


def _mermaid(planned: Planned) -> str:
    names = _names(planned)
    lines = ["flowchart LR"]
    for step in planned.plan.steps:
        label = " ".join(visible(step.label).split("\n")).replace('"', "'").replace("#", "&num;")
        lines.append(f'  {names[step.key]}["{label}"]:::{_state(planned, step)}')
    lines += [f"  {names[used.key]} --> {names[step.key]}" for used, step in _edges(planned)]
    return "\n".join([*lines, "  classDef make fill:#f7d9b0,stroke:#b06a00",
                      "  classDef kept fill:#d8ead8,stroke:#4d7f4d",
                      "  classDef skip fill:#eee,stroke:#999",
                      "  classDef wait fill:#d9e2f3,stroke:#5a6f9c"]) + "\n"


def _dot(planned: Planned) -> str:
    names, colours = _names(planned), {"make": "#f7d9b0", "kept": "#d8ead8", "skip": "#eeeeee", "wait": "#d9e2f3"}
    lines = ["digraph film {", "  rankdir=LR; node [shape=box, style=filled];"]
    for step in planned.plan.steps:
        colour = colours[_state(planned, step)]
        lines.append(f'  {names[step.key]} [label={json.dumps(step.label)}, fillcolor="{colour}"];')
    lines += [f"  {names[used.key]} -> {names[step.key]};" for used, step in _edges(planned)]
    return "\n".join([*lines, "}"]) + "\n"


def graph_fields(planned: Planned) -> dict[str, object]:
    """The plan as plain values: each step with its state, and the steps it uses by role."""
    steps = [{"step": step.label, "kind": step.kind.name, "key": step.key, "state": _state(planned, step),
              "uses": [{"role": use.role, "key": use.key} for use in step.uses]} for step in planned.plan.steps]
    return {"profile": planned.plan.profile, "steps": steps}
