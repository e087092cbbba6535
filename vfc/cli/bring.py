"""The commands that bring in what was made elsewhere: import, conform."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from vfc.cli.options import JSON, with_film
from vfc.cli.printing import counted, print_json, say
from vfc.project.workspace import Workspace

SHOWN = 40  # files that a terminal is told of; --json has all
EDITS = ("otio", "edl", "xml", "fcpxml")
SCRIPTS = ("fountain", "fdx")


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path, exists=True), metavar="SOURCE")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The film's folder; one named after SOURCE, here, if not said.",
)
@click.option(
    "--media",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    metavar="FOLDER",
    help="Of an edit: where its media are looked for too.",
)
@click.option("--rate", metavar="RATE", help="Of an EDL, which says none: its frames a second.")
@click.option(
    "--prefer",
    type=click.Choice(["mine", "script"]),
    help="Of a script read again: whose words count where both changed.",
)
@click.option(
    "--dry-run", is_flag=True, help="Of a script: say what would change, and write nothing."
)
@JSON
def import_(
    source: Path,
    out: Path | None,
    media: tuple[Path, ...],
    rate: str | None,
    prefer: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write a new film of what other tools made.

    SOURCE is a folder or a ZIP archive of pictures and films: each session becomes a scene, each
    prompt a shot, its variations shots beside it. The files are copied; what they say of how they
    were made stands under each shot's 'made'.

    Or SOURCE is an edit, .otio, .edl, .xml (Final Cut Pro 7) or .fcpxml: its cut becomes a film of
    footage. Media that lie in the film's folder stay where they are, others are copied there; a
    card stands for each that was not found.

    Or SOURCE is a screenplay, .fountain or .fdx (Final Draft): a scene a slugline, a shot a
    paragraph with the lines after it, every word kept. Read again, it changes in the film what
    changed in the script, and nothing else.

    What was not understood is listed, with why.
    """
    ending = source.suffix.lower().lstrip(".") if source.is_file() else ""
    if (media or rate) and ending not in EDITS:
        word = "--media" if media else "--rate"
        raise click.UsageError(f"{word} is for edits, which end in .otio, .edl, .xml or .fcpxml")
    if (prefer or dry_run) and ending not in SCRIPTS:
        word = "--prefer" if prefer else "--dry-run"
        raise click.UsageError(f"{word} is for screenplays, which end in .fountain or .fdx")
    if ending in EDITS:
        _edit(source, out, media, rate, as_json)
        return
    if ending in SCRIPTS:
        _script(source, out, prefer, dry_run, as_json)
        return
    from vfc.commands.importing import import_film

    done = import_film(source, out)
    _listed("left out", [f"{name}: {why}" for name, why in done.left])
    _listed("not certain", [f"{name}: {why}" for name, why in done.remarks])
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


def _edit(
    source: Path, out: Path | None, media: tuple[Path, ...], rate: str | None, as_json: bool
) -> None:
    """An edit as a film."""
    from vfc.commands.importedit import import_edit

    done = import_edit(source, out, rate or "", media)
    _listed("offline media", done.offline)
    _listed("otherwise", done.remarks)
    say(
        f"wrote {done.folder}: {counted(done.frames, 'frame')}, {counted(done.shots, 'shot')}; "
        f"now: vfc build {done.folder}"
    )
    if as_json:
        print_json(
            {
                "folder": str(done.folder),
                "scenes": done.scenes,
                "shots": done.shots,
                "frames": done.frames,
                "offline": list(done.offline),
                "remarks": list(done.remarks),
            }
        )


def _script(
    source: Path, out: Path | None, prefer: str | None, dry_run: bool, as_json: bool
) -> None:
    """A screenplay as a film, or its changes in the film that it became."""
    from vfc.commands.importscript import import_script

    done = import_script(source, out, prefer=prefer or "", dry_run=dry_run)
    _listed("otherwise", done.remarks)
    _listed("conflict", done.conflicts)
    if not done.conflicts:
        _listed("from the script", done.changes)
    if dry_run:
        click.echo(done.diff, nl=False, err=as_json)
    if as_json:
        print_json(
            {
                "folder": str(done.folder),
                "scenes": done.scenes,
                "shots": done.shots,
                "remarks": list(done.remarks),
                "again": done.again,
                "changes": list(done.changes),
                "conflicts": list(done.conflicts),
                "diff": done.diff,
            },
            ok=not done.conflicts,
        )
    if done.conflicts:
        say(
            f"{counted(len(done.conflicts), 'place')} changed in the script and in film.yaml, and "
            f"nothing is written: make them the same, or say --prefer mine or --prefer script"
        )
        raise click.exceptions.Exit(3)
    holds = f"{counted(done.scenes, 'scene')}, {counted(done.shots, 'shot')}"
    if done.again and not done.changes:
        say(f"{done.folder / 'film.yaml'} has what {source.name} says: {holds}")
    elif not dry_run:
        say(f"wrote {done.folder}: {holds}; now: vfc build {done.folder}")


def _listed(title: str, lines: Sequence[str]) -> None:
    """Lines on a terminal, as many as are read."""
    for each in lines[:SHOWN]:
        say(f"{title}: {each}")
    if len(lines) > SHOWN:
        say(f"{title}: {len(lines) - SHOWN:,} more; --json lists them all")


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
