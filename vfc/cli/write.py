"""The commands that write text: new, fmt, pick, rename, schema."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vfc.cli.options import FILMS, JSON, ONLY_FILMS, with_film
from vfc.cli.printing import colourful, counted, listed, print_json, print_line, say
from vfc.errors import visible
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
@FILMS
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a text would change.")
@click.option(
    "--diff", is_flag=True, help="Write nothing, show what would change; exit 1 if a text would."
)
@ONLY_FILMS
@JSON
def fmt(films: tuple[Path, ...], check: bool, diff: bool, only_films: bool, as_json: bool) -> None:
    """Lay the texts of films out in one way: keys in the order of the schema, quotes only where
    they are needed; comments, and what the text says, stay.

    Each of FILMS is a folder, a text of a film, which stands for what it includes too, or an
    included file; none is the film of this folder, and - is a text from standard input, which is
    written to standard output. Texts with mistakes are laid out as well, where YAML can read them.
    """
    from vfc.commands.fmt import difference, lay_out, lay_out_input, write

    through = [str(each) for each in films] == ["-"]
    laid = lay_out_input(sys.stdin.buffer) if through else lay_out(films, only_films=only_films)
    changed = [each for each in laid if each.changed]
    differences = {each.name: difference(each.name, each.before, each.after) for each in changed}
    dry = check or diff
    if not dry and not through:
        write(laid)
    if as_json:
        print_json(
            {
                "files": [
                    {"file": each.name, "changed": each.changed}
                    | ({"diff": differences.get(each.name, "")} if diff else {})
                    | ({"text": each.after} if through else {})
                    for each in laid
                ]
            },
            ok=not (dry and changed),
        )
    elif diff:
        for each in differences.values():
            _print_difference(each)
    elif through and not check:
        click.echo(laid[0].after, nl=False)
    else:
        for each in changed:
            print_line(each.name)
    if not through:
        done = "would be laid out anew" if dry else "laid out anew"
        kept = len(laid) - len(changed)
        say(f"{counted(len(changed), 'file')} {done}, {counted(kept, 'file')} left as they are")
    raise click.exceptions.Exit(1 if dry and changed else 0)


def _print_difference(text: str) -> None:
    looks = {"+": "green", "-": "red", "@": "cyan"}
    for line in text.splitlines():
        shown = visible(line)
        click.echo(click.style(shown, fg=looks.get(line[:1])) if colourful() else shown)


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
    """Rename the shot OLD to NEW (both as scene/shot), a scene, or presets.night, cast.ana or
    sets.yard: same seeds, same pictures, references carried along.

    Shots in which a person speaks who has another name are made again: who speaks is part of them.
    """
    from vfc.commands.pick import rename_in_film

    def tell(shots: tuple[str, ...]) -> None:
        if shots:
            say(f"the next build makes again where they speak: {listed(shots)}")

    files = rename_in_film(workspace, old, new_name, tell)
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
