"""Every error that vfc raises, drawn as a tree.

VfcError                 exit code 1 unless a branch says otherwise
├── TextError            2   the film's text is wrong: all its mistakes at once
├── UsageError           2   a name or an option given on the command line means nothing
├── RefusedError         3   the lock or a flag forbids what would have to be made
├── StepError            1   one step failed; names the step and the reason
│   └── AbilityError     1   no generator here can make what the step asks for
├── GeneratorError       1   a generator cannot be found, or two packages claim one name
├── MissingExtra         1   an optional part is not installed; says what to install
├── MediaError           1   a file cannot be read or written as media
├── StoreError           1   the store or a trace is damaged and cannot heal by itself
├── HistoryError         1   git is not here, or there is no repository that it can read
└── Stopped              130 the user stopped the build
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A run of characters in one file of the film; line and column count from 1.

    `file` is relative to the film's folder, with forward slashes.
    """

    file: str
    line: int
    column: int
    length: int = 1


MOST = 50  # mistakes that are told: more help nobody, and a stranger's text may hold a million
# characters of a line that are shown, as many as a terminal has beside the line's number
EXCERPT = 100

# Control characters, which a terminal obeys, and those that turn the direction of what follows.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """A text for a terminal: control characters stand as escapes, lines and tabs stay."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def in_a_line(error: BaseException) -> str:
    """What a library says of an error, on one line."""
    return " ".join(str(error).split())


class Severity(StrEnum):
    """How wrong a thing is; a note is said by `vfc check` alone."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing wrong with the text: where, what was found, and what to write instead."""

    span: Span
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    excerpt: str = ""
    count: int = 1  # how many it stands for

    def with_excerpt(self, texts: Mapping[str, str]) -> Mistake:
        """A copy that carries its own line of text, taken from `texts` (file to whole text)."""
        return replace(
            self, excerpt=_line(texts.get(self.span.file, "").splitlines(), self.span.line)
        )

    def __str__(self) -> str:
        span = self.span
        prefix = "" if self.severity is Severity.ERROR else f"{self.severity}: "
        head = visible(f"{span.file}:{span.line}:{span.column}: {prefix}{self.message}")
        if not self.excerpt:
            return f"{head}\n  {visible(self.hint)}" if self.hint else head
        return "\n".join([head, *self._drawing()])

    def _drawing(self) -> list[str]:
        number = f"{self.span.line:5d} | "
        excerpt, start = _cut(self.excerpt, self.span.column - 1)
        before = excerpt[:start]
        pad = "".join("\t" if c == "\t" else " " * _width(c) for c in before)
        left = max(1, min(self.span.length, len(excerpt) - len(before)))
        caret = "^" * max(1, sum(_width(c) for c in excerpt[len(before) : len(before) + left]))
        hint = f" {visible(self.hint)}" if self.hint else ""
        return [
            number + CONTROL.sub("\ufffd", excerpt),
            " " * (len(number) - 2) + "| " + pad + caret + hint,
        ]


def _cut(line: str, column: int) -> tuple[str, int]:
    """What is shown of a line around a column that counts from 0, and where that column is then."""
    if len(line) <= EXCERPT:
        return line, column
    start = max(0, min(column - EXCERPT // 3, len(line) - EXCERPT))
    shown = line[start : start + EXCERPT]
    head, tail = "…" if start else "", "…" if start + EXCERPT < len(line) else ""
    return f"{head}{shown}{tail}", column - start + len(head)


def with_excerpts(mistakes: Iterable[Mistake], texts: Mapping[str, str]) -> tuple[Mistake, ...]:
    """Mistakes in the order of the text, each with its own line of `texts` (file to whole text).

    At most `MOST` of them: one more stands for the rest, at the first of these, and counts them.
    """
    found = sorted(mistakes, key=lambda each: each.span)
    rest = found[MOST:]
    if rest:
        wrong = any(each.severity is Severity.ERROR for each in rest)
        worst = Severity.ERROR if wrong else rest[0].severity
        found[MOST:] = [
            Mistake(
                span=rest[0].span,
                severity=worst,
                count=len(rest),
                message=f"and {len(rest):,} more from here on",
                hint="mend those above first",
            )
        ]
    lines = {file: texts.get(file, "").splitlines() for file in {each.span.file for each in found}}
    return tuple(
        replace(each, excerpt=_line(lines[each.span.file], each.span.line)) for each in found
    )


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _width(character: str) -> int:
    import unicodedata

    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


NAMED = 6  # lines that are named where one thing is wrong in many places


def lines_of(spans: Iterable[Span], beside: Span) -> str:
    """Other lines than that of `beside`, as a message names them:
    `on lines 5, 8, looks.yaml:3 and 9 more`; or ''.
    """
    others = sorted(
        {(span.file != beside.file, span.file, span.line) for span in spans}
        - {(False, beside.file, beside.line)}
    )
    lines = [f"{file}:{line}" if elsewhere else str(line) for elsewhere, file, line in others]
    more = f" and {len(lines) - NAMED:,} more" if len(lines) > NAMED else ""
    return f"on line{'s' if lines[1:] else ''} {', '.join(lines[:NAMED])}{more}" if lines else ""


class VfcError(Exception):
    """Anything that vfc says went wrong; `exit_code` is what the command line ends with."""

    exit_code = 1


class TextError(VfcError):
    """The film's text is wrong; `mistakes` holds every one, in the order of the files and lines."""

    exit_code = 2

    def __init__(self, mistakes: Sequence[Mistake]):
        self.mistakes = tuple(sorted(mistakes, key=lambda m: m.span))
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


class UsageError(VfcError):
    """A name or an option on the command line means nothing; the text says what would."""

    exit_code = 2


class RefusedError(VfcError):
    """A flag or the lock forbids what would have to be made; `steps` are their labels, `reasons`
    those of a label.
    """

    exit_code = 3

    def __init__(
        self,
        message: str,
        steps: Sequence[str] = (),
        reasons: Mapping[str, Sequence[str]] | None = None,
    ):
        super().__init__(message)
        self.steps, self.reasons = tuple(steps), dict(reasons or {})


class StepError(VfcError):
    """A step failed, for a reason a person can act on."""


class AbilityError(StepError):
    """No generator here can make what a step asks for; the text says which could."""


class GeneratorError(VfcError):
    """A generator cannot be found or loaded, or two packages claim one name."""


class MissingExtra(VfcError):
    """An optional part of vfc is not installed; the text is one line that says what to install."""


class MediaError(VfcError):
    """A file cannot be read or written as media."""


class StoreError(VfcError):
    """The store is damaged in a way that it cannot heal by itself."""


class HistoryError(VfcError):
    """The film's history cannot be read: git is not here, or there is no repository."""


class Stopped(VfcError):
    """The user stopped the build; what was finished is kept."""

    exit_code = 130
