"""A build with nothing to do, told without click: importing it would be half of what such a build
costs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from vfc.errors import VfcError, visible
from vfc.project.snapshot import Summary, standing
from vfc.project.workspace import find_workspace

TAKES_VALUE = {"--profile": "profile", "-p": "profile", "--store": "store", "--out": "out"}


def nothing_to_do(arguments: Sequence[str]) -> bool:
    """Whether `vfc build` with these arguments has nothing to do; then it is told.

    Only plain calls are understood here (`--profile`, `--store`, `--out`, `--quiet`, a film); all
    others are click's.
    """
    plain = _plain(arguments)
    if plain is None:
        return False
    store = plain.get("store") or os.environ.get("VFC_STORE") or None
    try:
        summary = standing(
            find_workspace(
                plain.get("film"), profile=plain.get("profile"), store=store, out=plain.get("out")
            )
        )
    except VfcError:
        return False
    if summary is not None and "quiet" not in plain:
        tell(summary)
    return summary is not None


def _plain(arguments: Sequence[str]) -> Mapping[str, str] | None:
    if arguments[:1] != ["build"]:
        return None
    found: dict[str, str] = {}
    rest = iter(arguments[1:])
    for word in rest:
        if word in TAKES_VALUE:
            found[TAKES_VALUE[word]] = next(rest, "")
        elif word in ("-q", "--quiet"):
            found["quiet"] = word
        elif word.startswith("-") or "film" in found:
            return None
        else:
            found["film"] = word
    return found


def tell(summary: Summary) -> None:
    """Say that all stands, on standard error."""
    print(visible(f"nothing to do: {', '.join(summary['deliverables'])}"), file=sys.stderr)


def finished(summary: Summary, events: Path | None = None) -> str:
    """The document of a build that has nothing to do, as one line of JSON; written to `events`
    too.
    """
    from vfc.cli.document import document, written
    from vfc.project.loudness import loudness_json

    line = written(
        document(
            "build",
            deliverables=summary["deliverables"],
            made=[],
            kept=summary["steps"],
            failed=[],
            checked=[],
            gone=[],
            sound=loudness_json(summary["sound"]),
            seconds=0.0,
        )
    )
    if events is not None:
        from vfc.cli.reporters import opened

        with opened(events) as file:
            file.write(line + "\n")
    return line
