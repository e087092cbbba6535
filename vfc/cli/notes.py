"""`vfc notes`: what people say of a film's frames, listed, written, answered, resolved."""

from __future__ import annotations

import click

from vfc.cli.options import JSON, with_film
from vfc.cli.printing import print_json, print_line, say, say_mistakes
from vfc.project.workspace import Workspace

AS = click.option("--as", "by", default="", metavar="NAME", help="Who says so; git's user.name.")


class Listing(click.Group):
    """A group whose first command is the one that is meant where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; without a command of the group they are those of its first."""
        if not any(word in self.commands or word in ("--help", "-h") for word in args[:1]):
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)


@click.group(cls=Listing)
def notes() -> None:
    """What people say of the film's frames: list, add, reply, resolve, reopen."""


@notes.command("list")
@click.option("--open", "only_open", is_flag=True, help="Those that are not resolved.")
@click.option("--shot", "shots", multiple=True, metavar="SHOT", help="Those of this shot or scene.")
@JSON
@with_film
def list_(workspace: Workspace, only_open: bool, shots: tuple[str, ...], as_json: bool) -> None:
    """List the notes, each with its shot, frame, id, who said it, when, and the replies."""
    from vfc.commands.notes import list_notes

    found = list_notes(workspace, shots=shots, only_open=only_open)
    if as_json:
        print_json(
            {"notes": [note_json(each, found.rate) for each in found.notes]},
            mistakes=found.mistakes,
        )
    else:
        for note in found.notes:
            _print_note(note, found.rate)
        if not found.notes:
            print_line("no notes" if not only_open else "no open notes")
    if found.mistakes:
        say_mistakes(found.mistakes)


def _print_note(note, rate) -> None:
    at = f" ({float(note.frame / rate):.2f} s)" if rate else ""
    marks = [
        *([f"take {note.take}"] if note.take else []),
        *(["with a drawing"] if note.drawing else []),
        *([f"resolved by {note.resolved.by}"] if note.resolved else []),
    ]
    print_line(
        f"{note.shot} {note.frame}f{at}  {note.id}  {note.signed.by}, {_day(note.signed.at)}"
        + "".join(f", {mark}" for mark in marks)
    )
    _print_words(note.text, "    ")
    for each in note.replies:
        print_line(f"    {each.signed.by}, {_day(each.signed.at)}")
        _print_words(each.text, "        ")


def _print_words(text: str, before: str) -> None:
    for line in text.splitlines():
        print_line(f"{before}{line}")


def _day(at: str) -> str:
    return f"{at[:10]} {at[11:16]}"


def note_json(note, rate) -> dict[str, object]:
    """A note as JSON; `at` is UTC, `time` seconds in the shot."""
    signed = {"by": note.signed.by, "at": note.signed.at}
    return {
        "id": note.id,
        "shot": note.shot,
        "frame": note.frame,
        "time": round(float(note.frame / rate), 4) if rate else None,
        **signed,
        "text": note.text,
        "take": note.take,
        "drawing": [
            {"colour": each.colour, "width": each.width, "points": [*map(list, each.points)]}
            for each in note.drawing
        ],
        "resolved": note.resolved and {"by": note.resolved.by, "at": note.resolved.at},
        "replies": [
            {"id": each.id, "by": each.signed.by, "at": each.signed.at, "text": each.text}
            for each in note.replies
        ],
        "file": note.span.file,
        "line": note.span.line,
    }


@notes.command()
@click.argument("shot", metavar="SHOT")
@click.argument("when", metavar="FRAME")
@click.argument("words", metavar="WORDS")
@AS
@click.option("--take", type=click.IntRange(1), metavar="N", help="The take that is meant.")
@JSON
@with_film
def add(
    workspace: Workspace, shot: str, when: str, words: str, by: str, take: int | None, as_json: bool
) -> None:
    """Say WORDS of FRAME of SHOT: a number from 0 on, or a time in the shot such as 1.5s."""
    from vfc.commands.notes import add_note, files_of

    note = add_note(workspace, shot, when, words, by=by, take=take)
    file = files_of(workspace).file(shot)
    say(f"{file}: {note.id}, on frame {note.frame} of {shot}")
    if as_json:
        print_json({"note": note_json(note, None) | {"file": file, "line": None}})


@notes.command()
@click.argument("name", metavar="ID")
@click.argument("words", metavar="WORDS")
@AS
@JSON
@with_film
def reply(workspace: Workspace, name: str, words: str, by: str, as_json: bool) -> None:
    """Say WORDS in reply to a note."""
    from vfc.commands.notes import reply_to_note

    note, said = reply_to_note(workspace, name, words, by=by)
    say(f"{note.span.file}: replied to {note.id}")
    if as_json:
        print_json({"note": note.id, "reply": said.id})


@notes.command()
@click.argument("name", metavar="ID")
@AS
@JSON
@with_film
def resolve(workspace: Workspace, name: str, by: str, as_json: bool) -> None:
    """Call a note resolved: what it asks for is done."""
    from vfc.commands.notes import resolve_note

    note = resolve_note(workspace, name, by=by)
    say(f"{note.span.file}: {note.id} is resolved")
    if as_json:
        print_json({"note": note.id, "resolved": True})


@notes.command()
@click.argument("name", metavar="ID")
@JSON
@with_film
def reopen(workspace: Workspace, name: str, as_json: bool) -> None:
    """Call a note open again."""
    from vfc.commands.notes import resolve_note

    note = resolve_note(workspace, name, resolved=False)
    say(f"{note.span.file}: {note.id} is open")
    if as_json:
        print_json({"note": note.id, "resolved": False})
