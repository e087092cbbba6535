"""How values are shown: mistakes with carets, times for people, JSON for scripts."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import assert_never

import click

from vfc.cli.document import command_of, document, written
from vfc.errors import Mistake, Severity, visible
from vfc.project.amounts import counted as counted
from vfc.project.amounts import duration as duration
from vfc.project.amounts import listed as listed
from vfc.project.amounts import span_of as span_of


def _look(severity: Severity) -> tuple[str, str]:
    """What one of a severity is called where they are counted, and its colour."""
    match severity:
        case Severity.ERROR:
            return "mistake", "red"
        case Severity.WARNING:
            return "warning", "yellow"
        case Severity.NOTE:
            return "note", "cyan"
        case _:
            assert_never(severity)


def print_json(
    fields: Mapping[str, object], *, ok: bool = True, mistakes: Sequence[Mistake] = ()
) -> None:
    """The document of the command that runs, on standard output, one line."""
    click.echo(
        written({**document(command_of(sys.argv[1:]), ok=ok, mistakes=mistakes), **fields}),
        file=sys.__stdout__,
    )


def say(text: str) -> None:
    """A line for people, on standard error, where it never meets the JSON."""
    click.echo(visible(text), err=True)


def print_line(text: str) -> None:
    """A line of what was asked for, on standard output."""
    click.echo(visible(text))


def say_mistakes(mistakes: Sequence[Mistake]) -> None:
    """All mistakes, on standard error."""
    click.echo(mistakes_text(mistakes), err=True)


def colourful(stream=None) -> bool:
    """Whether colour may be shown: on a terminal, and NO_COLOR is not set."""
    stream = sys.stdout if stream is None else stream
    return stream.isatty() and not os.environ.get("NO_COLOR")


def mistakes_text(mistakes: Sequence[Mistake]) -> str:
    """All mistakes with their carets, and how many there are."""
    blocks = [_coloured(mistake) for mistake in mistakes]
    found: Counter[Severity] = Counter()
    for mistake in mistakes:
        found[mistake.severity] += mistake.count
    counts = [counted(found[each], _look(each)[0]) for each in Severity if found[each]]
    return "\n".join([*blocks, ", ".join(counts)])


def seen_from_here(folder: Path, mistake: Mistake) -> Mistake:
    """A mistake of one film among several, its file as a path from the folder that people are
    in.
    """
    file = os.path.relpath(folder / mistake.span.file)
    return replace(mistake, span=mistake.span._replace(file=file))


def _coloured(mistake: Mistake) -> str:
    text = str(mistake)
    if not colourful(sys.stderr):
        return text
    head, _, rest = text.partition("\n")
    head = click.style(head, fg=_look(mistake.severity)[1], bold=True)
    return f"{head}\n{rest}" if rest else head
