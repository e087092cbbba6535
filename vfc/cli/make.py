"""The commands that make: build and watch."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vfc.cli.options import JOBS, JSON, Amount, with_film
from vfc.project.workspace import Workspace

if TYPE_CHECKING:
    from vfc.project.snapshot import Summary


@click.command()
@click.option(
    "--only",
    multiple=True,
    metavar="SHOT",
    help="Make all takes of this shot (or scene) and nothing else.",
)
@click.option("--all", "everything", is_flag=True, help="Make every take of every shot too.")
@JOBS
@click.option(
    "--keep-going", "-k", is_flag=True, help="After a failure, deliver what does not hang on it."
)
@click.option(
    "--frozen", is_flag=True, help="Make nothing that costs: exit 3, naming what is missing."
)
@click.option(
    "--budget",
    type=Amount(),
    metavar="AMOUNT",
    help="Refuse what would spend more than this, such as 20USD.",
)
@click.option("--yes", is_flag=True, help="Spend what it costs without asking.")
@click.option("--assert-noop", is_flag=True, help="Exit 3 if anything had to be made.")
@click.option("--recache", multiple=True, metavar="PATTERN", help="Make these shots or steps anew.")
@click.option(
    "--resend",
    multiple=True,
    metavar="PATTERN",
    help="Send these anew though they may have been sent, and billed, before.",
)
@click.option(
    "--refresh", is_flag=True, help="Take what is installed in place of what the lock holds."
)
@click.option(
    "--proxies", is_flag=True, help="Make small files of the shots for browsers and pages too."
)
@click.option("--verify", is_flag=True, help="Hash every file and all that stands again.")
@click.option(
    "--check",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Make N kept pictures again and compare.",
)
@click.option(
    "--events",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what happens, as JSON lines.",
)
@click.option(
    "--trace",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a Chrome trace of the build.",
)
@click.option("--quiet", "-q", is_flag=True, help="Say only what failed.")
@JSON
@with_film
def build(
    workspace: Workspace,
    events: Path | None,
    trace: Path | None,
    quiet: bool,
    as_json: bool,
    **options,
) -> None:
    """Make what is stale, assemble, and write out/."""
    fast = (
        not any(
            options[name] for name in ("only", "recache", "resend", "refresh", "check", "proxies")
        )
        and trace is None
    )
    summary = _standing(workspace, options) if fast else None
    if summary is not None:
        from vfc.cli.standing import finished, tell

        line = finished(summary, events)
        if as_json:
            click.echo(line, file=sys.__stdout__)
        elif not quiet:
            tell(summary)
        return
    from vfc.cli.building import run_build

    raise click.exceptions.Exit(
        run_build(workspace, options, events=events, trace=trace, quiet=quiet, as_json=as_json)
    )


def _standing(workspace: Workspace, options: Mapping[str, Any]) -> Summary | None:
    from vfc.project.snapshot import standing

    # To verify is to read what stands in the store as well, which no snapshot can know.
    return None if options["verify"] else standing(workspace, everything=options["everything"])


@click.command()
@JOBS
@click.option("--spend", is_flag=True, help="Buy what costs money too, within the film's budget.")
@click.option("--quiet", "-q", is_flag=True, help="Say only what failed.")
@JSON
@with_film
def watch(workspace: Workspace, jobs: int | None, spend: bool, quiet: bool, as_json: bool) -> None:
    """Build now, and again at each saved change, until Ctrl-C.

    With --json each build tells its events and ends with its document, as those of `vfc build`.
    """
    from vfc.cli.building import run_watch

    raise click.exceptions.Exit(
        run_watch(workspace, jobs=jobs or 0, spend=spend, quiet=quiet, as_json=as_json)
    )
