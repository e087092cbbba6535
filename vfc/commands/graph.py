"""`vfc graph`: the plan as mermaid, dot, GraphML or JSON; all of it, or what lies around one
shot.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import assert_never

from networkx import DiGraph

from vfc.engine.stale import State
from vfc.errors import visible
from vfc.project.network import around, graph_of, graphml, reduced
from vfc.project.plan import Planned
from vfc.project.shotsteps import steps_of


def graph(planned: Planned, *, of: str = "", reduce: bool = False) -> DiGraph:
    """The plan, or what the steps `of` a shot or a deliverable need and what needs them; with
    `reduce` without edges that a longer way says already. UsageError where there is no such shot.
    """
    found = graph_of(planned)
    if of:
        found = around(found, [step.key for step in steps_of(planned, of)])
    return reduced(found) if reduce else found


def _colours(state: State) -> tuple[str, str]:
    """How a step of a state is filled, and its edge."""
    match state:
        case State.MAKE:
            return "#f7d9b0", "#b06a00"
        case State.KEPT:
            return "#d8ead8", "#4d7f4d"
        case State.SKIP:
            return "#eeeeee", "#999999"
        case State.WAIT:
            return "#d9e2f3", "#5a6f9c"
        case _:
            assert_never(state)


def graph_text(network: DiGraph, form: str) -> str:
    """A graph drawn: an arrow from each step to those that use it. `form` is mermaid, dot or
    graphml.
    """
    return visible({"mermaid": _mermaid, "dot": _dot, "graphml": graphml}[form](network))


def _names(found: DiGraph) -> Mapping[str, str]:
    return {key: f"s{number}" for number, key in enumerate(found)}


def _mermaid(found: DiGraph) -> str:
    names = _names(found)
    lines = ["flowchart LR"]
    for key, facts in found.nodes.items():
        label = " ".join(facts["step"].split("\n")).replace('"', "'").replace("#", "&num;")
        lines.append(f'  {names[key]}["{label}"]:::{facts["state"]}')
    lines += [f"  {names[used]} --> {names[key]}" for used, key in found.edges]
    for state in State:
        fill, edge = _colours(state)
        lines.append(f"  classDef {state} fill:{fill},stroke:{edge}")
    return "\n".join(lines) + "\n"


def _dot(found: DiGraph) -> str:
    names = _names(found)
    lines = ["digraph film {", "  rankdir=LR; node [shape=box, style=filled];"]
    lines += [
        f"  {names[key]} [label={json.dumps(facts['step'])}, "
        f'fillcolor="{_colours(State(facts["state"]))[0]}"];'
        for key, facts in found.nodes.items()
    ]
    lines += [f"  {names[used]} -> {names[key]};" for used, key in found.edges]
    return "\n".join([*lines, "}"]) + "\n"


def graph_fields(planned: Planned, network: DiGraph) -> dict[str, object]:
    """A graph as plain values: each step with its state, and the steps it uses by role."""
    steps = [
        {
            "step": step.label,
            "kind": step.kind.name,
            "key": step.key,
            "state": network.nodes[step.key]["state"],
            "uses": [
                {"role": use.role, "key": use.key}
                for use in step.uses
                if network.has_edge(use.key, step.key)
            ],
        }
        for step in planned.plan.steps
        if step.key in network
    ]
    return {"profile": planned.plan.profile, "steps": steps}
