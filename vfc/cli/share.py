"""The commands that share: the store, and the cut for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from vfc.cli.options import JSON, with_film
from vfc.cli.printing import counted, print_json, print_line, say
from vfc.project.workspace import Workspace


@click.group()
def store() -> None:
    """Look after the store: stats, verify, gc."""


def _size(count: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000 or unit == "GB":
            return f"{count:.0f} {unit}" if unit == "bytes" else f"{count:.1f} {unit}"
        count /= 1000
    return ""


@store.command()
@JSON
@with_film
def stats(workspace: Workspace, as_json: bool) -> None:
    """Say how much the store holds."""
    from vfc.commands.store import only_copies, store_stats

    found, (count, size) = store_stats(workspace), only_copies(workspace)
    if as_json:
        print_json(
            {
                "objects": found.objects,
                "bytes": found.size,
                "traces": found.traces,
                "damaged": found.damaged,
                "only_copies": {"objects": count, "bytes": size},
            }
        )
    else:
        print_line(
            f"{counted(found.objects, 'object')}, {_size(found.size)}, "
            f"{counted(found.traces, 'trace')}"
            + (f", {found.damaged} damaged and set aside" if found.damaged else "")
        )
        if count:
            print_line(
                f"{counted(count, 'original')}, {_size(size)}, that nobody can make again, and of "
                f"which no other copy is known: copy {workspace.store}"
            )


@store.command()
@JSON
@with_film
def verify(workspace: Workspace, as_json: bool) -> None:
    """Hash every object and delivered file; set damaged objects aside, so that the next build makes
    them again.
    """
    from vfc.commands.store import store_verify

    found = store_verify(workspace)
    if as_json:
        print_json(
            {
                "objects": found.objects,
                "damaged": list(found.damaged),
                "dead_traces": found.dead_traces,
                "delivered": list(found.delivered),
            },
            ok=not found.damaged and not found.delivered,
        )
    else:
        print_line(
            f"{counted(found.objects, 'object')} read, {len(found.damaged)} damaged, "
            f"{counted(found.dead_traces, 'dead trace')} dropped"
        )
        for path in found.delivered:
            print_line(
                f"{path} is another than was delivered, or gone: `vfc build --verify` puts it back"
            )
    raise click.exceptions.Exit(1 if found.damaged or found.delivered else 0)


@store.command()
@click.option(
    "--older-than",
    type=click.FloatRange(0),
    default=7.0,
    show_default=True,
    metavar="DAYS",
    help="Keep what is younger.",
)
@click.option("--dry-run", "-n", is_flag=True, help="Only say what would go.")
@click.option(
    "--gone",
    type=click.Path(path_type=Path),
    metavar="FILM",
    help="A film that uses this store no more.",
)
@JSON
@with_film
def gc(
    workspace: Workspace, older_than: float, dry_run: bool, gone: Path | None, as_json: bool
) -> None:
    """Let go of what no film of this store needs, in any profile: takes that are planned, shown or
    locked stay.
    """
    from vfc.commands.store import store_collect

    found = store_collect(
        workspace, older_than=older_than * 86400, dry_run=dry_run, gone=gone and gone.absolute()
    )
    if as_json:
        print_json(
            {
                "objects": found.objects,
                "bytes": found.size,
                "traces": found.traces,
                "dry_run": dry_run,
            }
        )
    else:
        word = "would go" if dry_run else "are gone"
        print_line(f"{counted(found.objects, 'object')}, {_size(found.size)} {word}")


@click.command()
@click.argument(
    "form",
    type=click.Choice(
        ["otio", "edl", "fcp7xml", "fcpxml", "aaf", "srt", "vtt", "ass", "ttml", "sheet"]
    ),
)
@click.option("--cut", default="", metavar="NAME", help="Another cut than the film's own.")
@click.option(
    "--language", default="", metavar="TAG", help="Of subtitles: another language, such as de."
)
@click.option(
    "--only",
    multiple=True,
    metavar="SHOT",
    help="Of a sheet: these shots (or scenes), in this order.",
)
@click.option(
    "--frames",
    type=click.IntRange(1, 24),
    default=8,
    show_default=True,
    help="Of a sheet: frames a shot.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file instead of standard output; a sheet goes to sheet.png if not said.",
)
@JSON
@with_film
def export(
    workspace: Workspace,
    form: str,
    cut: str,
    language: str,
    only: tuple[str, ...],
    frames: int,
    output: Path | None,
    as_json: bool,
) -> None:
    """Write the cut for an editing program (OpenTimelineIO, EDL, XML of Final Cut Pro 7, FCPXML,
    AAF) or as subtitles; or the shots as a contact sheet (PNG).

    What the form does not hold of the cut is said. With --json and no FILE, the text stands in the
    document. An AAF is no text, and wants a FILE.
    """
    from vfc.cli.see import planned_for

    if form == "sheet":
        from vfc.commands.sheet import sheet

        path = sheet(planned_for(workspace), output or Path("sheet.png"), only, frames)
        say(f"wrote {path}")
        if as_json:
            print_json({"form": form, "file": str(path)})
        return
    from vfc.commands.export import export as export_cut
    from vfc.project.texts import write_file

    if form == "aaf" and output is None:
        raise click.UsageError("an AAF is no text: say which file it shall be, with --output FILE")

    written = export_cut(planned_for(workspace), form, cut, output and output.parent, language)
    for each in written.lost:
        say(f"not in it: {each}")
    if output is not None:
        write_file(output, written.data)
        say(f"wrote {output}")
    if as_json:
        where = {"file": str(output)} if output else {"text": written.data.decode("utf-8")}
        print_json({"form": form, **where, "lost": list(written.lost)})
    elif output is None:
        click.echo(written.data.decode("utf-8"), nl=False)
