"""What git leaves in a text where two versions of it cannot be merged: marks, with the lines of
both sides between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vfc.errors import Mistake, Span
from vfc.language.yaml.node import excerpt

# Seven characters at a line's start, as git, Mercurial, Jujutsu and diff3 write them; no line of
# YAML begins so.
MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?:[ \t]+(\S.*?))?[ \t\r]*")
SHOWN = 60  # characters of a side's line
HINT = "keep the lines of one side, or of both, and take the marks out"


@dataclass(slots=True)
class _Side:
    """The lines of one side of a conflict, from line `first` on, and the name that the merge gave
    it.
    """

    name: str
    first: int
    lines: list[str] = field(default_factory=list)

    def told(self, other: Sequence[str]) -> str:
        """The first line that the other side has not, and where all stand."""
        own = [line.strip() for line in self.lines if line.strip()]
        if not own:
            return f"nothing ({self.name})"
        text = next((line for line in own if line not in {each.strip() for each in other}), own[0])
        more = f" and {len(own) - 1} more line{'s' if len(own) > 2 else ''}" if len(own) > 1 else ""
        last = self.first + len(self.lines) - 1
        where = f"line {self.first}" if last == self.first else f"lines {self.first} to {last}"
        return f"'{excerpt(text, SHOWN)}'{more} ({self.name}, {where})"


def conflicts(file: str, text: str) -> list[Mistake]:
    """A mistake for each conflict that stands in a text, and for each mark that was left of one."""
    if not any(mark * 7 in text for mark in "<|=>"):
        return []
    lines = text.splitlines()
    marks = {
        number: found for number, line in enumerate(lines, 1) if (found := MARK.fullmatch(line))
    }
    return list(_told(file, lines, marks))


def _told(file: str, lines: Sequence[str], marks: dict[int, re.Match[str]]) -> Iterator[Mistake]:
    begun: dict[int, re.Match[str]] = {}  # the marks of the conflict that is open
    for number, mark in marks.items():
        kind = mark[1][0]
        if kind == "<":
            if begun:
                yield _left(file, lines, min(begun))
            begun = {number: mark}
        elif not begun:
            yield _left(file, lines, number)
        else:
            begun[number] = mark
            if kind == ">":
                yield _conflict(file, lines, begun)
                begun = {}
    if begun:
        yield _left(file, lines, min(begun))


def _left(file: str, lines: Sequence[str], number: int) -> Mistake:
    return Mistake(
        span=Span(file, number, 1, len(lines[number - 1])),
        message="a merge left this mark of a conflict",
        hint="keep the lines that are meant, and take the mark out",
    )


def _conflict(file: str, lines: Sequence[str], marks: dict[int, re.Match[str]]) -> Mistake:
    """The sides are the lines behind `<<<<<<<` and those behind `=======`; `|||||||` begins what
    both came from.
    """
    first, last = min(marks), max(marks)
    middle = next((number for number, mark in marks.items() if mark[1][0] == "="), last)
    end = next(
        (number for number, mark in marks.items() if mark[1][0] == "|" and number < middle), middle
    )
    one = _Side(
        excerpt(marks[first][2] or "one side", SHOWN), first + 1, list(lines[first : end - 1])
    )
    other = _Side(
        excerpt(marks[last][2] or "the other", SHOWN), middle + 1, list(lines[middle : last - 1])
    )
    message = f"a merge left two versions here: {one.told(other.lines)} or {other.told(one.lines)}"
    return Mistake(span=Span(file, first, 1, len(lines[first - 1])), message=message, hint=HINT)
