"""What next? The order of the critical path, weighted by the seconds that earlier builds took. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vfc.plan.step import Step


def priorities(steps: Sequence[Step], seconds: Mapping[str, float]) -> dict[str, float]:
    """For each step, the seconds from its start to the end of the film along its longest path.

    The step with the most goes first. `steps` are those to be made, each after those it uses.
    """
    import networkx

    keys = {step.key for step in steps}
    graph = networkx.DiGraph()
    graph.add_nodes_from(keys)
    graph.add_edges_from((use.key, step.key) for step in steps for use in step.uses if use.key in keys)
    longest: dict[str, float] = {}
    for key in reversed(list(networkx.topological_sort(graph))):
        after = max((longest[user] for user in graph.successors(key)), default=0.0)
        longest[key] = after + seconds.get(key, 1.0)
    return longest


def users(steps: Sequence[Step]) -> dict[str, list[Step]]:
    """For each key, the steps that use it."""
    found: dict[str, list[Step]] = {}
    for step in steps:
        for use in step.uses:
            found.setdefault(use.key, []).append(step)
    return found

