"""What two versions differ in, as Markdown for a pull request.

Every text of a film stands as code, in which nobody is mentioned, nothing is linked and no tag is
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vfc.compare.model import FilmDiff, ShotDiff
from vfc.compare.summary import (
    SECTIONS,
    became,
    cost_lines,
    cut_lines,
    field_texts,
    length_text,
    reasons,
    seen_texts,
    verdict,
    version_text,
    word_text,
)
from vfc.errors import visible

MOST = 40  # rows of a table, and lines of a list
LONGEST = 200  # characters of a text
WHOLE = 60_000  # characters of all: a comment holds 65,536


def markdown(diff: FilmDiff) -> str:
    """The whole, headed by the film's title, its verdict, length and cost."""
    found, size = [], 0
    for line in _lines(diff):
        size += len(line) + 1
        if size > WHOLE:
            found.append("\n… and more, which no comment holds")
            break
        found.append(line)
    return "\n".join(found) + "\n"


def code(text: str, *, table: bool = False) -> str:
    """A text as it is, on one line, as code, also for a cell of a table."""
    line = visible(" ".join(text.split()))
    line = line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
    if not line:
        return ""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    pad = " " if line[0] in "` " or line[-1] in "` " else ""
    whole = f"{fence}{pad}{line}{pad}{fence}"
    return whole.replace("|", "\\|") if table else whole


def _lines(diff: FilmDiff) -> Iterator[str]:
    yield f"### {code(diff.after.title)}"
    yield ""
    sides = f"{code(version_text(diff.before))} → {code(version_text(diff.after))}"
    yield f"{sides}: **{verdict(diff)}**"
    yield ""
    if diff.same:
        return
    yield f"- length {length_text(diff)}"
    yield from (f"- {line}" for line in cost_lines(diff))
    yield ""
    if diff.shots:
        yield "| shot | what became of it | why | seen |"
        yield "| --- | --- | --- | --- |"
        yield from _capped((_row(shot, diff) for shot in diff.shots), "| … | {} more | | |")
        yield ""
    for cut in diff.cuts:
        yield f"**Cut {code(cut.name)}**" if cut.name else "**Cut**"
        yield ""
        lines = (f"- {at} {code(text)}" if at else f"- {text}" for at, text in cut_lines(cut, diff))
        yield from _capped(lines, "- and {} more")
        yield ""
    for section in SECTIONS:
        words = diff.words_of(section)
        if words:
            yield f"**{section.capitalize()}**"
            yield ""
            yield from _capped((f"- {code(word_text(word))}" for word in words), "- and {} more")
            yield ""
    if diff.files:
        yield "**Files**"
        yield ""
        files = (f"- {code(each.path)} {each.change}" for each in diff.files)
        yield from _capped(files, "- and {} more")


def _row(shot: ShotDiff, diff: FilmDiff) -> str:
    why = [*reasons(shot)] or [*field_texts(shot)]
    what = became(shot)
    renamed = shot.before_name not in ("", shot.name)
    cells = (
        code(shot.name, table=True),
        code(what, table=True) if renamed else what,
        "<br>".join(code(each, table=True) for each in why[:4]),
        "<br>".join(code(each, table=True) for each in list(seen_texts(shot, diff))[:4]),
    )
    return f"| {' | '.join(cells)} |"


def _capped(lines: Iterable[str], more: str) -> Iterator[str]:
    """The first lines, and how many there are beside."""
    whole = list(lines)
    yield from whole[:MOST]
    if whole[MOST:]:
        yield more.format(f"{len(whole) - MOST:,}")
