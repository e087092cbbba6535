"""Mistakes for machines that look at changes: GitHub's annotations, and SARIF 2.1.0."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from vfc.errors import Mistake, Severity
from vfc.version import VERSION

Placed = tuple[Path, Mistake]  # the folder of its film, and what is said of it
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
RULES = {
    Severity.ERROR: ("mistake", "The text of the film is wrong here, and nothing is built."),
    Severity.WARNING: ("warning", "The film will surprise here."),
    Severity.NOTE: ("note", "Something to know of the film."),
}


def github_lines(diagnostics: Iterable[Placed]) -> Iterator[str]:
    """A workflow command for each, errors first: GitHub shows ten of a kind a step.

    Paths are relative to the repository; a column ends behind the last character.
    """
    for folder, mistake in sorted(
        diagnostics, key=lambda each: list(Severity).index(each[1].severity)
    ):
        span = mistake.span
        place = {
            "file": _shown(folder / span.file),
            "line": str(span.line),
            "endLine": str(span.line),
            "col": str(span.column),
            "endColumn": str(span.column + span.length),
            "title": "vfc check",
        }
        properties = ",".join(f"{name}={_property(value)}" for name, value in place.items())
        yield f"::{COMMANDS[mistake.severity]} {properties}::{_data(_words(mistake))}"


def sarif(diagnostics: Sequence[Placed]) -> dict[str, object]:
    """All as one SARIF log; columns count characters, from 1."""
    rules = [
        {"id": name, "shortDescription": {"text": about}, "defaultConfiguration": {"level": level}}
        for level, (name, about) in RULES.items()
    ]
    driver = {"name": "vfc", "version": VERSION, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(folder, mistake) for folder, mistake in diagnostics],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(folder: Path, mistake: Mistake) -> dict[str, object]:
    span, path = mistake.span, folder / mistake.span.file
    shown = _shown(path)
    artifact = (
        {"uri": path.resolve().as_uri()}
        if Path(shown).is_absolute()
        else {"uri": quote(shown), "uriBaseId": "%SRCROOT%"}
    )
    region: dict[str, object] = {
        "startLine": span.line,
        "startColumn": span.column,
        "endColumn": span.column + span.length,
    }
    if mistake.excerpt:
        region["snippet"] = {"text": mistake.excerpt}
    return {
        "ruleId": RULES[mistake.severity][0],
        "ruleIndex": list(RULES).index(mistake.severity),
        "level": str(mistake.severity),
        "message": {"text": _words(mistake)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }


def _words(mistake: Mistake) -> str:
    return f"{mistake.message}: {mistake.hint}" if mistake.hint else mistake.message


def _shown(path: Path) -> str:
    """A path as the repository has it; whole, where it lies in none."""
    whole = path.resolve()
    said = os.environ.get("GITHUB_WORKSPACE")
    roots = [Path(said).resolve()] if said else []
    roots += [each for each in whole.parents if (each / ".git").exists()][:1]
    root = next((each for each in [*roots, Path.cwd()] if whole.is_relative_to(each)), None)
    return (whole.relative_to(root) if root else whole).as_posix()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
