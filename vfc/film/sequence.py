"""Numbered pictures that are footage together, named as printf does: `frame_%04d.png`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

NUMBERED = re.compile(r"([^%]*?)(\d+)(\.(?:png|jpe?g|tiff?|webp|bmp|avif|heic))", re.IGNORECASE)
FIELD = re.compile(r"%(?:0(\d))?d")


def is_sequence(path: str | PurePath) -> bool:
    """Whether a path's name stands for many files."""
    return FIELD.search(PurePath(path).name) is not None


def numbered(path: str, number: int) -> str:
    """The file of a number among those that a path's name stands for."""
    folder, slash, name = path.rpartition("/")
    field = FIELD.search(name)
    if field is None:
        return path
    digits = str(number).zfill(int(field[1] or 1))
    return f"{folder}{slash}{name[: field.start()]}{digits}{name[field.end() :]}"


def is_numbered(pattern: str, path: str) -> bool:
    """Whether a path is one of those that a path with a field stands for."""
    folder, _, name = pattern.rpartition("/")
    above, _, own = path.rpartition("/")
    return above == folder and bool(members(name, [own]))


def patterns(names: Iterable[str]) -> list[str]:
    """The names with a field that numbered pictures among `names` go by, those of the most pictures
    first.
    """
    names = list(names)
    found: dict[str, int] = {}
    for name in names:
        match = NUMBERED.fullmatch(name)
        if match is not None:
            width = len(match[2])
            padded = f"%0{width}d" if match[2].startswith("0") and 1 < width < 10 else "%d"
            found.setdefault(f"{match[1]}{padded}{match[3]}", 0)
    counts = {pattern: len(members(pattern, names)) for pattern in found}
    return sorted(
        (each for each in counts if counts[each] > 1), key=lambda each: (-counts[each], each)
    )


def members(pattern: str, names: Iterable[str]) -> list[tuple[int, str]]:
    """The numbers and names of the files that a name with a field stands for, in the order of their
    numbers.
    """
    field = FIELD.search(pattern)
    if field is None:
        return []
    width = int(field[1] or 1)
    shape = re.compile(
        re.escape(pattern[: field.start()]) + r"(\d+)" + re.escape(pattern[field.end() :])
    )
    found = ((match[1], name) for name in names if (match := shape.fullmatch(name)))
    # %04d writes 12 as 0012 and 12345 as it is.
    return sorted(
        (int(digits), name) for digits, name in found if digits == str(int(digits)).zfill(width)
    )
