"""The command that brings in what was made elsewhere: import."""

from __future__ import annotations

from pathlib import Path

import click

from vfc.cli.options import JSON
from vfc.cli.printing import counted, print_json, say

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
