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


def listed(names: Sequence[str], most: int = 4) -> str:
    """`a, b`; of many the first, and how many more."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest:,} more" if rest > 0 else "")


def counted(number: int, word: str, many: str = "") -> str:
    """`1 shot`, `2 shots`."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


STEPS = (
    1,
    2,
    3,
    4,
    5,
    7,
    10,
    15,
    20,
    30,
    45,
    60,
    90,
    120,
    180,
    240,
    300,
    420,
    600,
    900,
    1200,
    1800,
    2700,
    3600,
)


def span_of(least: float, most: float) -> str:
    """Seconds that are not known yet, as people say them: `10 to 30 s`, `45 s to 2 min`; '' of less
    than a second.
    """
    if most < 1:
        return ""
    low = (
        max((step for step in STEPS if step <= least), default=0)
        if least < STEPS[-1]
        else _hour(least)
    )
    high = next((step for step in STEPS if step >= most), 0) or _hour(most + 3599)
    if not low or low == high:
        return f"{'about' if low else 'up to'} {_plain(high)}"
    (one, unit), (other, of) = _plain(low).split(" ", 1), _plain(high).split(" ", 1)
    return f"{one} to {other} {of}" if unit == of else f"{one} {unit} to {other} {of}"


def _hour(seconds: float) -> int:
    return int(seconds // 3600) * 3600


def _plain(seconds: int) -> str:
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def duration(seconds: float) -> str:
    """Seconds as people say them: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
