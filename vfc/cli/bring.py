"""The commands that bring in what was made elsewhere: import, conform."""

from __future__ import annotations

from pathlib import Path

import click

from vfc.cli.options import JSON, with_film
from vfc.cli.printing import counted, print_json, say
from vfc.project.workspace import Workspace

SHOWN = 40  # files that a terminal is told of; --json has all


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path, exists=True), metavar="DIR|ZIP")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The new film's folder; one named after DIR or ZIP, here, if not said.",
)
@JSON
def import_(source: Path, out: Path | None, as_json: bool) -> None:
    """Write a new film of what other tools made: the files of DIR, or of the archive ZIP.

    Each session becomes a scene, each prompt a shot, its variations shots beside it. The files are
    copied; what they say of how they were made stands under each shot's 'made'. What was not
    understood is listed, with why.
    """
    from vfc.commands.importing import import_film

    done = import_film(source, out)
    for title, each in (("left out", done.left), ("not certain", done.remarks)):
        for name, why in each[:SHOWN]:
            say(f"{title}: {name}: {why}")
        if len(each) > SHOWN:
            say(f"{title}: {len(each) - SHOWN:,} more; --json lists them all")
    makers = "".join(f", {count:,} by {name}" for name, count in sorted(done.by.items()))
    say(
        f"wrote {done.folder}: {counted(done.scenes, 'scene')}, {counted(done.shots, 'shot')}"
        f"{makers}; now: vfc build {done.folder}"
    )
    if as_json:
        print_json(
            {
                "folder": str(done.folder),
                "scenes": done.scenes,
                "shots": done.shots,
                "by": dict(done.by),
                "left": [each._asdict() for each in done.left],
                "remarks": [each._asdict() for each in done.remarks],
            }
        )


@click.command()
@click.argument(
    "edit", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="EDIT"
)
@click.option("--cut", default="", metavar="NAME", help="This cut instead of the film's own.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@JSON
@with_film
def conform(workspace: Workspace, edit: Path, cut: str, dry_run: bool, as_json: bool) -> None:
    """Take over an edit of the cut: EDIT is an .otio, .edl, .xml (Final Cut Pro 7) or .fcpxml that
    this film handed over and somebody trimmed.

    Writes the smallest change of the text that gives that cut, to the frame; comments stay. What
    changes is said first. An edit that no text can say is refused, and nothing is written.
    """
    from vfc.commands.conform import conform as conformed
    from vfc.commands.conform import write_conformed

    done = conformed(workspace, edit, cut)
    for each in done.left:
        say(f"not taken over: {each}")
    for each in done.changes:
        say(each)
    if not done.texts:
        say(f"the text has the cut of {edit.name} already")
    elif dry_run:
        click.echo(done.diff, nl=False, err=as_json)
    else:
        write_conformed(workspace, done)
        say(f"wrote {', '.join(done.texts)}")
    if as_json:
        print_json(
            {
                "changes": list(done.changes),
                "files": [] if dry_run else list(done.texts),
                "diff": done.diff,
                "left": list(done.left),
            }
        )
