"""The plan as a graph of networkx, where people ask for it: no build, and no plan that is not
asked, imports this.
"""

from __future__ import annotations

from collections.abc import Collection

import networkx

from vfc.errors import visible
from vfc.project.plan import Planned


def graph_of(planned: Planned) -> networkx.DiGraph:
    """The plan as a DiGraph: a node for each step by its key, an edge from each step to every one
    that uses it.

    Nodes have `step` (its label), `kind`, `state` (make, kept, skip or wait), `costs` and
    `seconds`, those that making it is expected to take; edges have `roles`, under which the one is
    used.
    """
    graph = networkx.DiGraph(film=planned.loaded.film.title, profile=planned.plan.profile or "")
    for step in planned.plan.steps:
        graph.add_node(
            step.key,
            step=step.label,
            kind=step.kind.name,
            state=str(planned.decisions[step.key].state),
            costs=step.costs,
            seconds=round(planned.seconds.get(step.key, 0.0), 3),
        )
    for step in planned.plan.steps:
        for use in step.uses:
            roles = (
                graph.edges[use.key, step.key]["roles"] + ", "
                if graph.has_edge(use.key, step.key)
                else ""
            )
            graph.add_edge(use.key, step.key, roles=roles + use.role)
    return graph


def around(graph: networkx.DiGraph, keys: Collection[str]) -> networkx.DiGraph:
    """These steps with all that they need and all that needs them."""
    near = set(keys)
    for key in keys:
        near |= networkx.ancestors(graph, key) | networkx.descendants(graph, key)
    return graph.subgraph([key for key in graph if key in near]).copy()


def reduced(graph: networkx.DiGraph) -> networkx.DiGraph:
    """The same graph without edges that a longer way says already."""
    found = graph.copy()
    found.remove_edges_from(set(graph.edges) - set(networkx.transitive_reduction(graph).edges))
    return found


def below(graph: networkx.DiGraph, keys: Collection[str]) -> set[str]:
    """These steps and all that uses them, also through others."""
    found = set(keys)
    for key in keys:
        found |= networkx.descendants(graph, key)
    return found


def graphml(graph: networkx.DiGraph) -> str:
    """A graph as GraphML, which yEd, Gephi and Cytoscape read."""
    told = graph.copy()
    for facts in told.nodes.values():
        # XML would make a line's end of some signs, and has no others at all
        facts["step"] = visible(facts["step"])
    return "\n".join(networkx.generate_graphml(told)) + "\n"
