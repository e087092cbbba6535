"""The commands about the machine that a film is built on: models, doctor."""

from __future__ import annotations

from pathlib import Path

import click

from vfc.cli.options import FILM, JSON, PROFILE, STORE, TRUST, with_film
from vfc.cli.printing import print_json, print_line, say
from vfc.project.workspace import Workspace


@click.command()
@click.option(
    "--fetch", is_flag=True, help="Bring what lacks from the hub; what came before is gone on with."
)
@click.option(
    "--refresh",
    is_flag=True,
    help="With --fetch: bring what each branch is now, not what the lock holds.",
)
@JSON
@with_film
def models(workspace: Workspace, fetch: bool, refresh: bool, as_json: bool) -> None:
    """List the models that the film needs, with what is here and what is missing."""
    from vfc.commands.models import fetch_models, film_models
    from vfc.errors import UsageError

    if refresh and not fetch:
        raise UsageError(
            "--refresh asks the hub for what is to be brought: write --fetch --refresh"
        )
    found = fetch_models(workspace, _telling, fresh=refresh) if fetch else film_models(workspace)
    if as_json:
        print_json(
            {"models": [_plain(each) for each in found]}, ok=all(each.whole for each in found)
        )
    elif not found:
        print_line("no shot of this film needs a model")
    for each in () if as_json else found:
        print_line(_line(each))
    raise click.exceptions.Exit(0 if all(each.whole for each in found) else 1)


def _telling(model: str):
    """Who hears how far a model is: a line on standard error at each tenth of a file set."""
    said = {"tenth": -1}

    def told(name: str, here: int, total: int) -> None:
        tenth = 10 * here // max(1, total)
        if tenth != said["tenth"]:
            said["tenth"] = tenth
            say(f"{model}: {_size(here)} of {_size(total)}, {name}")

    return told


def _line(each) -> str:
    names = ", ".join(each.generators)
    if each.problem or each.standing is None:
        return f"{each.model} ({names}): {each.problem or 'not known'}"
    standing = each.standing
    head = f"{each.model}{f' at {standing.commit[:12]}' if standing.commit else ''} ({names}): "
    if standing.folder is None:
        return f"{head}nothing of it is here; vfc models --fetch brings it"
    size = _size(standing.size) if standing.size is not None else "size not known"
    if each.whole:
        kept = f"; the lock holds {each.locked[:12]} until vfc build --refresh"
        return f"{head}{size}, here{kept if each.locked not in ('', standing.commit) else ''}"
    more = f" and {len(standing.missing) - 6} more" if len(standing.missing) > 6 else ""
    return (
        f"{head}{size}, {_size(standing.here)} here, missing: "
        f"{', '.join(standing.missing[:6])}{more}; "
        f"{'vfc models --fetch brings it' if each.fetched else 'put it there'}"
    )


def _size(count: int) -> str:
    return f"{count / 1e9:.2f} GB" if count >= 1e8 else f"{count / 1e6:.1f} MB"


def _plain(each) -> dict[str, object]:
    standing = each.standing
    return {
        "model": each.model,
        "revision": each.revision,
        "generators": list(each.generators),
        "whole": each.whole,
        "problem": each.problem,
        "commit": standing.commit if standing else "",
        "locked": each.locked,
        "bytes": standing.size if standing else None,
        "here": standing.here if standing else 0,
        "missing": list(standing.missing) if standing else [],
    }


@click.command()
@FILM
@PROFILE
@STORE
@TRUST
@JSON
def doctor(
    film: Path | None, profile: str | None, store: Path | None, trust_store: bool, as_json: bool
) -> None:
    """Say what this machine has and lacks, and what each lack means for the film, if there is one
    here.
    """
    from vfc.commands.doctor import examine
    from vfc.errors import UsageError
    from vfc.project.workspace import find_workspace

    try:
        workspace = find_workspace(film, profile=profile, store=store, trust=trust_store)
    except UsageError:
        if film is not None or profile is not None:
            raise
        workspace = None
    found = examine(workspace)
    if as_json:
        print_json(
            {
                "well": all(each.well for each in found),
                "findings": [
                    {"name": each.name, "well": each.well, "here": each.here, "means": each.means}
                    for each in found
                ],
            },
            ok=all(each.well for each in found),
        )
    else:
        for each in found:
            print_line(
                f"{'ok  ' if each.well else 'LACK'}  {each.name}: {each.here}"
                + (f"\n      {each.means}" if each.means else "")
            )
    raise click.exceptions.Exit(0 if all(each.well for each in found) else 1)
