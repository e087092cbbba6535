"""The manual page: what the commands' own help says, in the language of man.

`python -m vfc.cli.manual > schemas/vfc.1` remakes the file that goes with the project.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

import click

from vfc.cli.main import vfc
from vfc.version import VERSION

EXITS = {
    "0": "Every deliverable stands, and is right.",
    "1": "A step failed.",
    "2": "The text or the call is wrong.",
    "3": "Refused by the lock or by an option, with nothing made.",
    "70": "A fault of vfc's own: one sentence, and a file for the report.",
    "130": "Stopped.",
}
FILES = {
    "film.yaml": "The film's text.",
    "film.lock": "What costs, bound to version, seed, key and digest.",
    ".vfc/": "The store beside the text; --store or VFC_STORE name another.",
    "out/PROFILE/": "What a build delivers.",
}


def page() -> str:
    """The text of `schemas/vfc.1`."""
    # click keeps the help option it makes by them
    root = click.Context(vfc, info_name="vfc", **vfc.context_settings)
    return "\n".join(
        [
            f'.TH VFC 1 "" "vfc {VERSION}" "User Commands"',
            ".SH NAME",
            "vfc \\- compile films",
            ".SH SYNOPSIS",
            ".B vfc",
            plain(" ".join(vfc.collect_usage_pieces(root))),
            ".SH DESCRIPTION",
            *prose(vfc),
            ".SH OPTIONS",
            *options(vfc, root),
            ".SH COMMANDS",
            *commands(vfc, root),
            ".SH EXIT STATUS",
            *listed(EXITS),
            ".SH FILES",
            *listed(FILES),
            ".SH SEE ALSO",
            plain(
                "vfc help WORD explains a word of the film language; schemas/LANGUAGE.md has them "
                "all."
            ),
            "",
        ]
    )


def commands(group: click.Group, above: click.Context) -> Iterator[str]:
    """Each command of a group, and those below it."""
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        if command is None:
            continue
        context = click.Context(command, info_name=name, parent=above)
        usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
        yield f".SS {plain(usage)}"
        yield from prose(command)
        yield from options(command, context)
        if isinstance(command, click.Group):
            yield from commands(command, context)


def prose(command: click.Command) -> Iterator[str]:
    """A command's help, a paragraph each."""
    for number, paragraph in enumerate(inspect.cleandoc(command.help or "").split("\n\n")):
        yield from ([".PP"] if number else [])
        yield plain(" ".join(paragraph.split()))


def options(command: click.Command, context: click.Context) -> Iterator[str]:
    """A command's options, but --help, which all have; arguments stand in its usage."""
    records = [param.get_help_record(context) for param in command.get_params(context)]
    yield from listed(
        {name: text for name, text in filter(None, records) if text and not name.endswith("--help")}
    )


def listed(rows: dict[str, str]) -> Iterator[str]:
    """Each name in bold with its text indented below."""
    for name, text in rows.items():
        yield from (".TP", f".B {plain(name)}", plain(text))


def plain(text: str) -> str:
    """A text in which man reads nothing but the text."""
    found = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return f"\\&{found}" if found.startswith((".", "\\(aq")) else found


if __name__ == "__main__":
    sys.stdout.write(page())
