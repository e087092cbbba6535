"""The command that compares two versions of a film: diff."""

from __future__ import annotations

from pathlib import Path

import click

from vfc.cli.options import JSON, OUTSIDE, PROFILE, STORE, TRUST, store_named
from vfc.cli.printing import print_json, print_line, say


@click.command()
@click.argument("sides", nargs=-1, metavar="[BEFORE [AFTER]]")
@click.option(
    "--film",
    type=click.Path(path_type=Path),
    metavar="FILM",
    help="The film, if not that of this folder.",
)
@click.option("--exit-code", is_flag=True, help="Exit 1 if pictures differ.")
@click.option("--markdown", "as_markdown", is_flag=True, help="As Markdown, for a pull request.")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a page, with frames before and after.",
)
@click.option(
    "--sheet",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.png",
    help="Write frames before and after beside each other.",
)
@JSON
@PROFILE
@STORE
@TRUST
@OUTSIDE
def diff(
    sides: tuple[str, ...],
    film: Path | None,
    exit_code: bool,
    as_markdown: bool,
    html: Path | None,
    sheet: Path | None,
    as_json: bool,
    profile: str | None,
    store: Path | None,
    trust_store: bool,
    allow_outside: tuple[Path, ...],
) -> None:
    """Say what BEFORE and AFTER differ in: shots, cut, sound, titles, deliverables, length, cost.

    Each is a git revision, a folder with a film, or a lock file; HEAD and the working tree where
    none is named. A..B are two revisions, A...B begins at their last common commit. Nothing is
    made, and no picture is asked for: frames come from the store.
    """
    from vfc.commands.diff import compared, film_of, write_page, write_sheet
    from vfc.compare.markdown import markdown
    from vfc.compare.prose import prose
    from vfc.compare.record import record
    from vfc.project.workspace import find_workspace

    if as_json and as_markdown:
        raise click.UsageError("--json and --markdown both want standard output: name one")
    workspace = find_workspace(
        film or film_of(sides),
        profile=profile,
        store=store_named(store),
        outside=allow_outside,
        trust=trust_store,
    )
    with compared(workspace, sides) as found:
        for path, write in ((html, write_page), (sheet, write_sheet)):
            if path is not None:
                write(path, found)
                say(f"wrote {path}")
        if as_json:
            print_json(record(found.diff))
        elif as_markdown:
            click.echo(markdown(found.diff), nl=False)
        else:
            for line in prose(found.diff):
                print_line(line)
        differ = found.diff.pictures_differ
    raise click.exceptions.Exit(1 if exit_code and differ else 0)
