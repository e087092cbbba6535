"""The `vfc` program: its commands in four groups, each imported only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from keyword import iskeyword

import click

from vfc.cli.document import asked, command_of, failed, written
from vfc.cli.quiet import hush_libraries
from vfc.errors import Stopped, TextError, UsageError, VfcError, visible
from vfc.project.collecting import pause
from vfc.version import VERSION

FAULT = 70  # the exit code of a fault of vfc's own (EX_SOFTWARE of sysexits.h)

GROUPS: dict[str, dict[str, tuple[str, str]]] = {
    "Write": {
        "new": ("write", "write a film that builds at once"),
        "import": ("bring", "a new film of what other tools made, with how they made it"),
        "conform": ("bring", "the cut as somebody trimmed it in an editing program"),
        "check": ("see", "every mistake in the text, with carets"),
        "fmt": ("write", "one layout for the text; its comments stay"),
        "takes": ("takes", "the takes of a shot side by side, with their scores"),
        "pick": ("write", "choose a take: edits the text, keeps its comments"),
        "notes": ("notes", "what people say of frames: list, add, reply, resolve"),
        "rename": ("write", "a new name for a shot or a scene, the same pictures"),
        "help": ("words", "a word of the language: meaning, example, what it changes"),
        "schema": ("write", "the JSON schema that editors complete from"),
        "lsp": ("lsp", "what an editor starts: completion, hover, rename, mistakes"),
    },
    "See": {
        "show": ("see", "one shot, resolved: prompt, seeds, frames, what it uses"),
        "plan": ("see", "what would be made and why, what is kept"),
        "explain": ("see", "why one shot is made: each field, before and after"),
        "diff": ("compare", "two versions: shots, cut, sound, length, cost of the change"),
        "graph": ("graphs", "the plan as mermaid, dot, GraphML or JSON"),
        "status": ("see", "what stands, what is stale, what has drifted"),
        "review": ("review", "the film in the browser: watch, look at its storyboard"),
        "generators": ("see", "what can make pictures here"),
        "tasks": ("tasks", "what services work on, and its end where that is wanted"),
        "models": ("machine", "the models a film needs: here, missing, fetched"),
        "blame": ("provenance", "which lines of the text decided a frame, and who wrote them"),
        "verify": ("provenance", "a delivered file against its text, lock and store"),
        "doctor": ("machine", "what this machine lacks, and what that means"),
    },
    "Build": {
        "build": ("make", "make what is stale, assemble, write out/"),
        "watch": ("make", "build again at each saved change"),
    },
    "Share": {
        "store": ("share", "the store: stats, verify, gc"),
        "export": ("share", "the cut for other tools: otio, edl, xml, aaf, subtitles, a sheet"),
    },
}


class Commands(click.Group):
    """The commands by group; a module is imported when one of its commands is called, not for the
    help.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the help."""
        return [name for group in GROUPS.values() for name in group]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        for group in GROUPS.values():
            if cmd_name in group:
                module = importlib.import_module(f"vfc.cli.{group[cmd_name][0]}")
                return getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)
        return None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words before the command; UsageError, with where it goes, for an option that is
        the command's.
        """
        words = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as wrong:
            command = next(filter(None, (self.get_command(ctx, word) for word in words)), None)
            if command is None or not any(
                wrong.option_name in each.opts for each in command.params
            ):
                raise
            raise click.UsageError(
                f"{wrong.option_name} is an option of '{command.name}' and comes after it: "
                f"vfc {command.name} {wrong.option_name} ...",
                ctx,
            ) from wrong

    def resolve_command(self, ctx: click.Context, args: list[str]):
        """Find the command; UsageError, with the name that comes nearest, where there is none."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), 1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(f"there is no command '{args[0]}'{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the groups, a line a command."""
        for title, group in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name, text) for name, (_, text) in group.items()])


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(VERSION, prog_name="vfc")
def vfc() -> None:
    """Compile films: a storyboard in film.yaml to shots, and the shots to a film. Each reads
    film.yaml of this folder, or of the folder or file named last.
    """


def run() -> int:
    """Run the program; every error that vfc knows becomes its text and its exit code."""
    pause()
    hush_libraries()
    # a terminal or a pipe that has not every character of a film
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")
    if asked(sys.argv[1:]):
        _alone()
    output = sys.stdout
    try:
        # Without standalone mode click hands back the code of its Exit, and what a command returns,
        # which is None.
        return vfc.main(standalone_mode=False) or 0
    except click.ClickException as wrong:
        wrong.show()
        _document(UsageError(wrong.format_message()))
        return 2
    except (click.Abort, KeyboardInterrupt):
        _document(Stopped("stopped"))
        return 130
    except VfcError as error:
        click.echo(_text(error), err=True)
        _document(error)
        return error.exit_code
    except BrokenPipeError:
        return 1
    except SystemExit as ended:  # a library's, with whatever code: nothing of vfc ends so
        # click has put another there, for nobody reads the output any more
        if sys.stdout is not output:
            return 1
        told = f"a library ended the command (SystemExit: {ended.code})"
        click.echo(visible(f"vfc: {told}"), err=True)
        _document(ended, told)
        return 1
    except OSError as error:  # a disk that is full or may not be written
        told = f"{error.filename or 'the disk'}: {error.strerror or error}"
        click.echo(visible(f"vfc: {told}"), err=True)
        _document(error, told)
        return 1
    # the one door for what is foreseen nowhere else: no text brings a traceback
    except Exception as error:
        return _fault(error)


def _fault(error: BaseException) -> int:
    """What vfc did not foresee: one sentence, and a file with what a programmer needs; the exit
    code.
    """
    import tempfile
    import traceback

    where = ""
    with (
        suppress(OSError),
        tempfile.NamedTemporaryFile(
            "w",
            prefix="vfc-report-",
            suffix=".txt",
            delete=False,
            encoding="utf-8",
            errors="backslashreplace",
        ) as file,
    ):
        file.write(
            f"vfc {VERSION}, Python {sys.version}\n\n{''.join(traceback.format_exception(error))}"
        )
        where = f"; please report it with {file.name}"
    kind = (
        "memory ran out"
        if isinstance(error, MemoryError)
        else f"{type(error).__name__} was not foreseen"
    )
    told = f"this is a fault of vfc's and not of your film: {kind}{where}"
    click.echo(visible(f"vfc: {told}"), err=True)
    _document(error, told)
    return FAULT


def _alone() -> None:
    """Keep standard output for the document: what else is written there, by a plugin or by a
    library in C, goes to standard error.
    """
    with suppress(OSError):  # no standard output is open: nobody reads the document
        own = os.fdopen(os.dup(1), "w", encoding=sys.stdout.encoding, errors=sys.stdout.errors)
        os.dup2(2, 1)
        sys.__stdout__, sys.stdout = own, sys.stderr


def _document(error: BaseException, message: str = "") -> None:
    """Where `--json` asks for it, the error as the command's document: a script finds one, whatever
    went wrong.
    """
    if asked(sys.argv[1:]):
        with suppress(OSError):
            click.echo(
                written(failed(command_of(sys.argv[1:]), error, message)), file=sys.__stdout__
            )


def _text(error: VfcError) -> str:
    if isinstance(error, TextError):
        from vfc.cli.printing import mistakes_text

        return mistakes_text(error.mistakes)
    return f"vfc: {visible(str(error))}"
