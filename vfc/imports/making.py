"""A file from elsewhere, and what is known of how it was made; a stranger's words made fit for a
film's text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from vfc.errors import CONTROL

LONGEST = 20_000  # characters of words that are kept
SHORT = 200  # of a name, a setting
SETTINGS = 40
LARGEST_SEED = 2**64 - 1
PARTED_DAY = re.compile(r"(?<!\d)(20\d\d)([-_.])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
DAY = re.compile(r"(?<!\d)(20\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A file that came: its name below what was imported, with forward slashes, where it lies now,
    and the texts that are written in it.
    """

    name: PurePosixPath
    path: Path
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How a file was made, as far as it is said; `graph` is ComfyUI's, in its API format, and
    `flow` the name of one that is kept elsewhere.

    `remarks` are what is not certain, told at the end.
    """

    by: str
    words: str = ""
    avoid: str = ""
    model: str = ""
    seed: int | None = None
    at: str = ""
    job: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    graph: Mapping[str, Any] | None = None
    flow: str = ""
    remarks: tuple[str, ...] = ()


def cleaned(text: object, longest: int = LONGEST) -> str:
    """A stranger's text on one line, without what a terminal obeys; '' of what is no text."""
    if not isinstance(text, str):
        return ""
    kept = CONTROL.sub(" ", text[: longest * 2]).encode("utf-8", "replace").decode("utf-8")
    return " ".join(re.sub("[\ufeff\ufffe\uffff]", "", kept).split())[:longest]


def seed_of(value: object) -> int | None:
    """A seed from 0 to 64 bits, written as a number or in digits; None of anything else."""
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,20}\s*", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= LARGEST_SEED else None


def day_of(text: object) -> str:
    """The first day that a text names as 2025-03-01, 20250301 or 2025_03_01; '' where there is
    none.
    """
    found = DAY.search(text[:SHORT]) if isinstance(text, str) else None
    return "-".join(found.groups()) if found else ""


def day_of_file(name: PurePosixPath) -> str:
    """The day that a file's folder names, or its own name with signs between year, month and day,
    for eight digits may be a seed; '' where there is none.
    """
    found = PARTED_DAY.search(name.stem[:SHORT])
    return day_of(name.parent.name) or ("-".join(found.group(1, 3, 4)) if found else "")


def settings_of(values: Mapping[str, object]) -> dict[str, str]:
    """What else is known, cleaned; names and values that are empty are left out."""
    pairs = (
        (
            cleaned(name, 40).lower(),
            cleaned(str(value) if isinstance(value, int | float) else value, SHORT),
        )
        for name, value in list(values.items())[:SETTINGS]
    )
    return {name: value for name, value in pairs if name and value}


def read_json(text: str) -> Any:
    """What a JSON text holds, with null for the NaN that some tools write; None where it is
    none.
    """
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None
