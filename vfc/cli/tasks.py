"""`vfc tasks`: what services work on."""

from __future__ import annotations

import time

import click

from vfc.cli.options import JSON, with_film
from vfc.cli.printing import duration, print_json, print_line, say
from vfc.project.workspace import Workspace


@click.command()
@click.option("--cancel", multiple=True, metavar="SHOT", help="End the tasks of this shot or take.")
@JSON
@with_film
def tasks(workspace: Workspace, cancel: tuple[str, ...], as_json: bool) -> None:
    """List the tasks that services were sent for the films of this store and that have not ended;
    the next build of each takes them up.

    A request is in doubt whose answer never came. Cancelling saves money where the service says so.
    """
    from vfc.commands.tasks import cancel_tasks, open_tasks

    if cancel:
        _cancel(cancel_tasks(workspace, cancel), as_json)
        return
    found = open_tasks(workspace)
    if as_json:
        print_json({"tasks": [_plain(each) for each in found]})
        return
    if not found:
        print_line("no task runs anywhere")
    for each in found:
        attempt = each.attempt
        since = duration(max(0.0, time.time() - attempt.at))
        task = f"task {attempt.ticket.id}" if attempt.ticket else f"key {attempt.key}"
        cost = f", {attempt.expected} expected" if attempt.expected else ""
        whose = f" of {each.other}" if each.other else ""
        print_line(
            f"{each.name}{whose}: {attempt.provider} {attempt.model}, {attempt.state} for {since}, "
            f"{task}{cost}"
        )


def _cancel(found, as_json: bool) -> None:
    wrong = [(task, why) for task, why in found if why]
    if as_json:
        told = [_plain(task) | {"cancelled": not why, "why": why or None} for task, why in found]
        print_json({"tasks": told}, ok=not wrong)
    for task, why in found:
        say(f"{task.name}: {f'not cancelled: {why}' if why else 'cancelled'}")
    raise click.exceptions.Exit(1 if wrong else 0)


def _plain(task) -> dict[str, object]:
    attempt = task.attempt
    return {
        "take": task.name,
        "film": task.other or None,
        "provider": attempt.provider,
        "model": attempt.model,
        "state": str(attempt.state),
        "task": attempt.ticket.id if attempt.ticket else None,
        "key": attempt.key,
        "at": attempt.at,
        "expected": str(attempt.expected) if attempt.expected else None,
    }
