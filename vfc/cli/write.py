"""The commands that write text: new, pick, rename, schema."""

from __future__ import annotations

from pathlib import Path

import click

from vfc.cli.options import JSON, with_film
from vfc.cli.printing import counted, print_json, say
from vfc.project.workspace import Workspace


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@JSON
def new(folder: Path, as_json: bool) -> None:
    """Write a film into DIR that builds at once."""
    from vfc.commands.new import new_film

    written = new_film(folder)
    if as_json:
        print_json({"files": [str(path) for path in written]})
    for path in written:
        say(f"wrote {path}")
    say(
        f"now: vfc build {folder} --profile draft for a first look in seconds, then vfc build "
        f"{folder}"
    )


@click.command()
@click.argument("shot", metavar="SHOT")
@click.argument("take", metavar="TAKE")
@click.option("--line", type=click.IntRange(1), metavar="N", help="A take of the shot's Nth line.")
@JSON
@with_film
def pick(workspace: Workspace, shot: str, take: str, line: int | None, as_json: bool) -> None:
    """Choose TAKE (a number) of SHOT for the film, or with --profile for that profile; with --line
    that of a line which is spoken in it.

    Edits the text and nothing else in it. Makes no take; what derives from the shot is made again
    by the next build.
    """
    from vfc.commands.pick import pick_line, pick_take

    def tell(remade: tuple[str, ...]) -> None:
        if remade:
            say(f"the next build makes again what hangs on the choice: {', '.join(remade)}")

    if line is not None:
        done = pick_line(workspace, shot, line, take, tell)
        say(f"{done.file}: in line {line} of {shot} take {take} is now heard")
    else:
        done = pick_take(workspace, shot, take, tell)
        shown = "its best take" if take == "best" else f"take {take}"
        say(f"{done.file}: {shot} now shows {shown}")
    if as_json:
        print_json(
            {"shot": shot, "take": done.take, "file": done.file, "remade": list(done.remade)}
            | ({"line": line} if line is not None else {})
        )


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new_name", metavar="NEW")
@JSON
@with_film
def rename(workspace: Workspace, old: str, new_name: str, as_json: bool) -> None:
    """Rename the shot OLD to NEW (both as scene/shot), or a scene: same seeds, same pictures,
    references carried along.
    """
    from vfc.commands.pick import rename_in_film

    files = rename_in_film(workspace, old, new_name)
    say(f"renamed {old} to {new_name} in {counted(len(files), 'file')}: {', '.join(files)}")
    if as_json:
        print_json({"old": old, "new": new_name, "files": list(files)})


@click.command()
@JSON
def schema(as_json: bool) -> None:
    """Print the JSON schema of film.yaml, which editors complete from; with --json as the `schema`
    of the document.
    """
    from vfc.commands.new import film_schema, schema_text

    if as_json:
        print_json({"schema": film_schema()})
    else:
        click.echo(schema_text(), nl=False)
