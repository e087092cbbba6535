"""`vfc graph`, and what `vfc plan --critical` says: the plan as a graph."""

from __future__ import annotations

from collections.abc import Iterator

import click

from vfc.cli.options import JSON, with_film
from vfc.cli.printing import counted, duration, listed, print_json, print_line, span_of
from vfc.cli.see import planned_for
from vfc.project.workspace import Workspace

FORMS = ("mermaid", "dot", "graphml", "json")


@click.command()
@click.option("--form", type=click.Choice(FORMS), default="mermaid", show_default=True)
@click.option(
    "--of",
    metavar="SHOT",
    default="",
    help="Only what this shot, take or deliverable needs, and what needs it.",
)
@click.option("--reduce", is_flag=True, help="Leave out each arrow that a longer way says already.")
@JSON
@with_film
def graph(workspace: Workspace, form: str, of: str, reduce: bool, as_json: bool) -> None:
    """Print the plan as a graph."""
    from vfc.commands.graph import graph as graph_of
    from vfc.commands.graph import graph_fields, graph_text

    planned = planned_for(workspace)
    found = graph_of(planned, of=of, reduce=reduce)
    if as_json or form == "json":
        print_json(graph_fields(planned, found), mistakes=planned.loaded.warnings)
    else:
        click.echo(graph_text(found, form), nl=False)


def critical_lines(planned, jobs: int) -> Iterator[str]:
    """The critical path, in lines."""
    from vfc.project.critical import critical

    found = critical(planned, jobs)
    if not found.by_time:
        return
    yield f"longest way: {duration(found.seconds)} of {duration(found.work)} in all"
    yield from (
        f"    {duration(planned.seconds[step.key]):>10}  {step.label}" for step in found.by_time
    )
    if found.by_cost:
        yield (
            f"longest way of what costs: {duration(found.costs)}, "
            f"{counted(len(found.by_cost), 'step')}"
        )
        yield from (f"    {_cost(planned, step):>10}  {step.label}" for step in found.by_cost)
    yield (
        f"on the clock: about {duration(found.wall)} with {counted(found.jobs, 'job')}, never "
        f"under {duration(found.seconds)}"
    )


def _cost(planned, step) -> str:
    return "never timed" if step.key in planned.untimed else duration(planned.seconds[step.key])


def critical_json(planned, jobs: int) -> dict[str, object]:
    """The critical path, as `vfc plan --critical --json` gives it."""
    from vfc.project.critical import critical

    found = critical(planned, jobs)
    return {
        "path": [step.label for step in found.by_time],
        "seconds": round(found.seconds, 3),
        "costly_path": [step.label for step in found.by_cost],
        "costly_seconds": round(found.costs, 3),
        "work": round(found.work, 3),
        "jobs": found.jobs,
        "wall": round(found.wall, 3),
    }


def tell_dependents(planned, name: str, *, as_json: bool) -> None:
    """What depends on a file, a preset, a person, a set, a generator or a model of the film."""
    from vfc.commands.dependents import dependents

    found = dependents(planned, name)
    if as_json:
        print_json(
            {
                "name": found.name,
                "holds": list(found.holds),
                "shots": list(found.shots),
                "readers": list(found.readers),
                "made": [step.label for step in found.steps],
                "exact": found.exact,
                "places": [{"file": span.file, "line": span.line} for span in found.spans],
                "seconds": [round(each, 1) for each in found.seconds],
            },
            mistakes=planned.loaded.warnings,
        )
        return
    for line in _dependents_lines(found):
        print_line(line)


def _dependents_lines(found) -> Iterator[str]:
    readers = found.shots or found.readers
    what = counted(len(readers), "shot" if found.shots else "step")
    yield (
        f"{found.name}: read by {what}: {listed(readers, 6)}"
        if readers
        else f"{found.name}: read by nothing"
    )
    if found.holds:
        yield f"    holds {listed(found.holds, 6)}"
    if found.spans:
        yield (
            f"    stands in "
            f"{listed([f'{span.file}:{span.line}' for span in dict.fromkeys(found.spans)], 6)}"
        )
    if not found.steps:
        yield "    nothing is made if it changes"
        return
    counts = ", ".join(
        counted(count, kind, found.plurals.get(kind, "")) for kind, count in found.counts().items()
    )
    costly = sum(step.costs for step in found.steps)
    parts = [
        counts,
        counted(costly, "of them costs", "of them cost") if costly else "",
        span_of(*found.seconds),
    ]
    made = "made if it changes" if found.exact else "made at most if it changes"
    yield f"    {made}: {'; '.join(part for part in parts if part)}"
