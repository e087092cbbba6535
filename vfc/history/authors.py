"""Who wrote a line of the film's text, as git has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from vfc.errors import HistoryError
from vfc.history.git import Repository

NOBODY = "0" * 40  # the commit of what is not committed yet


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAuthor:
    """The commit that a line comes from ('' of one that is not committed yet), its author, the day
    of it where that was written, `2026-11-28`, and the first line of its message.
    """

    commit: str
    author: str
    date: str
    summary: str


UNCOMMITTED = LineAuthor(commit="", author="", date="", summary="not committed yet")


def authors_of(
    repository: Repository, file: str, lines: Iterable[int], *, revision: str = ""
) -> Mapping[int, LineAuthor]:
    """The authors of lines of a file, whose path is relative to the repository's folder: as it lies
    there now, or as a `revision` has it. None of lines that the file has not, and of a file that
    git does not know.
    """
    wanted = sorted({line for line in lines if line > 0})
    if not wanted:
        return {}
    ranges = [word for line in wanted for word in ("-L", f"{line},{line}")]
    at = [repository.commit(revision)] if revision else []
    try:
        written = repository.run("blame", "--porcelain", *ranges, *at, "--", file)
    except HistoryError:
        # one line too many, of a file that is shorter now, spoils all: ask line by line
        if len(wanted) == 1:
            return {}
        halves = wanted[: len(wanted) // 2], wanted[len(wanted) // 2 :]
        return {
            line: author
            for half in halves
            for line, author in authors_of(repository, file, half, revision=revision).items()
        }
    return _read(written.decode("utf-8", "replace"))


def commit_with_blob(repository: Repository, file: str, blob: str) -> str:
    """The newest commit in which a file has the bytes that git calls `blob`; '' where none has."""
    if not blob.isalnum():
        return ""
    try:
        found = repository.run("log", "--format=%H", f"--find-object={blob}", "--", file)
        for commit in found.decode("ascii", "replace").split():
            names = repository.run("ls-tree", commit, "--", file).split()
            if len(names) > 2 and names[2].decode("ascii", "replace") == blob:
                return commit
    except HistoryError:
        pass
    return ""


def _read(written: str) -> dict[int, LineAuthor]:
    """What `git blame --porcelain` says, by the line of the file; of a commit it tells all but
    once.
    """
    facts: dict[str, dict[str, str]] = {}
    found: dict[int, str] = {}
    commit = ""
    for line in written.split("\n"):
        word, _, rest = line.partition(" ")
        if len(word) in (40, 64) and rest and not line.startswith("\t"):
            commit = word
            found[int(rest.split()[1])] = commit
            facts.setdefault(commit, {})
        elif commit and not line.startswith("\t"):
            facts[commit].setdefault(word, rest)
    return {line: _author(commit, facts[commit]) for line, commit in found.items()}


def _author(commit: str, facts: Mapping[str, str]) -> LineAuthor:
    if not commit.strip("0"):
        return UNCOMMITTED
    return LineAuthor(
        commit=commit,
        author=facts.get("author", ""),
        date=_date(facts.get("author-time", ""), facts.get("author-tz", "")),
        summary=facts.get("summary", ""),
    )


def _date(seconds: str, zone: str) -> str:
    try:
        minutes = int(zone[:-2]) * 60 + int(zone[0] + zone[-2:])
        at = datetime.fromtimestamp(int(seconds), UTC)
        return at.astimezone(timezone(timedelta(minutes=minutes))).date().isoformat()
    except (ValueError, OverflowError, IndexError, OSError):
        return ""
