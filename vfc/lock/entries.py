"""One entry of a lock and the plain values of its line: what is written, and what is taken as one
when it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from math import isfinite
from operator import attrgetter
from typing import Any, NamedTuple

from vfc.errors import Span
from vfc.film.model import Scalar
from vfc.film.timing import parse_size
from vfc.language.yaml.node import excerpt
from vfc.language.yaml.suggest import did_you_mean
from vfc.lock.abilities import abilities_of
from vfc.lock.model import LockedChoice, LockedFile, LockedGenerator, LockedPin, LockedTake
from vfc.store.objects import hash_bytes

LockEntry = LockedGenerator | LockedTake | LockedPin | LockedChoice | LockedFile
Values = Mapping[str, Any]  # of a line, by word
Way = tuple[str | int, ...]  # the words that lead to a value of a line, or a place in the line
Where = Callable[[Way], Span]  # where that stands

# What the lock's numbers can be: no generator makes a picture of an hour at once, and no film has
# ten thousand takes.
LASTING = 3600  # seconds of one picture
COUNTS = {
    "grid_step": (1, 10_000),
    "grid_offset": (0, 10_000),
    "shortest": (1, 100_000),
    "longest": (1, 100_000_000),
    "size_multiple": (1, 1024),
    "tail": (0, 100_000),
    "prompt_length": (0, 10_000_000),
    "take": (1, 10_000),
    "seed": (0, 2**64 - 1),
    "frames": (1, 100_000_000),
    "made": (1, 100_000_000),
    "version": (0, 1_000_000_000),
}
MOST = 10**40  # of a whole number that an option has
# what decides together how many frames a picture can have
GRID = ("grid_step", "grid_offset", "shortest", "longest")
UNLIMITED = ("longest", "prompt_length")
DIGEST = re.compile(r"[0-9a-f]{64}")
SHOT = re.compile(r"([^\s/#]+/[^\s/#]+)(?:#([0-9]{1,9}))?")


class EntryKind(NamedTuple):
    """A kind of entry: what it makes, the fields that stand under the word that its lines begin
    with, and what an entry is the entry `of`, by which they are sorted.
    """

    entry_type: type[Any]
    under: tuple[str, ...]
    of: Callable[[Any], Any]


KINDS: Mapping[str, EntryKind] = {  # by that word
    "generator": EntryKind(LockedGenerator, ("name",), attrgetter("name")),
    "take": EntryKind(
        LockedTake, ("shot", "take"), attrgetter("profile", "shot", "take", "part", "key")
    ),
    "pin": EntryKind(LockedPin, ("shot", "take"), attrgetter("profile", "shot", "take", "role")),
    "choice": EntryKind(LockedChoice, ("shot",), attrgetter("profile", "shot")),
    "file": EntryKind(LockedFile, ("path",), attrgetter("path")),
}
WORD = {kind.entry_type: word for word, kind in KINDS.items()}


class Damaged(Exception):
    """Something in an entry is none of a lock; `path` leads to it."""

    def __init__(self, message: str, *path: str | int, hint: str = ""):
        super().__init__(message)
        self.message, self.path, self.hint = message, path, hint


# ── writing ────────────────────────────────────────────────────────────────────────────────────


def values_of(entry: LockEntry) -> dict[str, Any]:
    """The values of an entry's line: its own word first, then its fields, without those that say
    nothing.
    """
    word = WORD[type(entry)]
    under = KINDS[word].under
    found: dict[str, Any] = {word: "#".join(str(getattr(entry, name)) for name in under)}
    for name in FIELDS[word]:
        value = getattr(entry, name, "")
        if value not in ("", ()):
            found[name] = _written(value) if isinstance(value, tuple) else value
    if isinstance(entry, LockedChoice):
        found["seal"] = seal_of(entry.take, entry.contest)
    return found


def _written(pairs: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return {name: str(value) if _endless(value) else value for name, value in pairs}


def _endless(value: object) -> bool:
    """Whether a value is a number that JSON has not."""
    return isinstance(value, float) and not isfinite(value)


def seal_of(take: int, contest: str) -> str:
    """What tells a choice from one whose take was damaged: any number would do as a take."""
    return hash_bytes(f"{take} {contest}".encode())[:16]


# ── reading ────────────────────────────────────────────────────────────────────────────────────


def entry_of(values: Values) -> LockEntry:
    """The entry that a line's values say; Damaged where they say none."""
    word = next(iter(values), "")
    if word not in KINDS:
        hint = did_you_mean(word, KINDS, "its lines begin with")
        raise Damaged(f"'{excerpt(word)}' is no part of a lock", word, hint=hint)
    found, checks = _under(word, values[word]), FIELDS[word]
    for name, value in values.items():
        if name == word:
            continue
        check = checks.get(name)
        if check is None:
            hint = did_you_mean(name, checks)
            raise Damaged(f"'{excerpt(name)}' is no word of a {word} in the lock", name, hint=hint)
        found[name] = check(value, name)
    for name in NEEDED[word]:
        if name not in found:
            raise Damaged(f"'{name}' is lacking in this entry of the lock", word)
    seal = found.pop("seal", None)
    if seal is not None and seal != seal_of(found["take"], found["contest"]):
        raise Damaged(
            f"take {found['take']} is not the one that was chosen here: the line was damaged, or "
            f"changed by hand",
            "take",
        )
    return KINDS[word].entry_type(**found)


def _under(word: str, value: object) -> dict[str, Any]:
    """The fields that stand under an entry's own word: a name, a shot, a take of one."""
    under = KINDS[word].under
    match = SHOT.fullmatch(value) if isinstance(value, str) else None
    if under[0] != "shot":
        return {under[0]: _name(value, word)}
    if match is None or (match[2] is not None) is not ("take" in under):
        hint = f"write {'scene/shot#1' if 'take' in under else 'scene/shot'}"
        raise Damaged(f"'{_shown(value)}' is no {word} of a lock", word, hint=hint)
    if match[2] is None:
        return {"shot": match[1]}
    return {"shot": match[1], "take": _count("take", int(match[2]), word)}


def _text(value: object, *path: str) -> str:
    if not isinstance(value, str):
        raise _broken(*path)
    return value


def _name(value: object, *path: str) -> str:
    if not value:
        raise _broken(*path)
    return _text(value, *path)


def _broken(*path: str) -> Damaged:
    return Damaged(f"'{excerpt(path[-1])}' is damaged in this entry of the lock", *path)


def _digest(value: object, *path: str) -> str:
    if not isinstance(value, str) or not DIGEST.fullmatch(value):
        raise Damaged(f"'{_shown(value, 20)}' is no digest", *path)
    return value


def _whole(value: object, *path: str) -> int:
    if type(value) is not int:
        raise Damaged(f"'{path[-1]}' is a whole number in the lock, not '{_shown(value)}'", *path)
    return _count(path[-1], value, *path)


def _count(name: str, value: int, *path: str) -> int:
    least, most = COUNTS[name]
    if not least <= value <= most:
        raise Damaged(
            f"'{name}' is from {least} to {most:,} in the lock, not {_shown(value)}", *path
        )
    return value


def _shown(value: object, longest: int = 60) -> str:
    """A value as a message repeats it, of however many digits or levels it is."""
    if isinstance(value, dict | list):
        return "{...}" if isinstance(value, dict) else "[...]"
    if isinstance(value, int) and abs(value) >= MOST:
        return "a number of more than 40 digits"
    return excerpt(value if isinstance(value, str) else json.dumps(value), longest)


def _map(value: object, *path: str) -> Values:
    if not isinstance(value, dict):
        raise _broken(*path)
    return value


def _weights(value: object, *path: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (each, _digest(digest, *path, each)) for each, digest in _map(value, *path).items()
    )


def _options(value: object, *path: str) -> tuple[tuple[str, Any], ...]:
    return tuple((each, _typed(said, *path, each)) for each, said in _map(value, *path).items())


def _abilities(value: object, *path: str) -> tuple[tuple[str, Any], ...]:
    """What a generator can do, of the kinds that a plan reckons with; words of a later vfc are
    taken as they are.
    """
    found = _options(value, *path)
    for each, said in found:
        if not _fits(each, said):
            raise Damaged(f"'{_shown(said)}' is no '{each}' that a generator has", *path, each)
    together = abilities_of(tuple(each for each in found if each[0] in GRID))
    if together.contradiction:
        raise Damaged(f"no generator has these abilities together: {together.contradiction}", *path)
    return found


def _typed(value: object, *path: str) -> Scalar | tuple[Scalar, ...]:
    if isinstance(value, list):
        return tuple(_scalar(each, *path) for each in value)
    return _scalar(value, *path)


def _scalar(value: Any, *path: str) -> Scalar:
    if isinstance(value, dict | list):
        raise _broken(*path)
    if _endless(value) or (isinstance(value, int) and abs(value) >= MOST):
        raise Damaged(f"'{_shown(value)}' is no number that an option has", *path)
    return value


def _fits(name: str, value: Scalar | tuple[Scalar, ...]) -> bool:
    """Whether a value is one that a generator has under the name of an ability."""
    if name in COUNTS:
        least, most = COUNTS[name]
        return (value is None and name in UNLIMITED) or (
            type(value) is int and least <= value <= most
        )
    if name in EACH:
        return isinstance(value, tuple) and all(map(EACH[name], value))
    if name in ("seeds", "repeats", "costs"):
        return isinstance(value, bool)
    return name != "pool" or (isinstance(value, str) and bool(value))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_length(value: object) -> bool:
    return type(value) is int and 1 <= value <= LASTING


def _is_size(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(parse_size(value))
    except ValueError:
        return False


EACH: Mapping[str, Callable[[object], bool]] = {
    "seconds": _is_length,
    "sizes": _is_size,
    **dict.fromkeys(("makes", "needs", "unkeyed", "stages"), _is_text),
}
CHECKS: Mapping[str, Callable[..., Any]] = {
    **dict.fromkeys(("model", "asked", "revision", "profile", "part", "billed"), _text),
    **dict.fromkeys(("use", "role"), _name),
    **dict.fromkeys(("key", "digest", "contest"), _digest),
    **dict.fromkeys(("version", "take", "seed", "frames", "made"), _whole),
    "abilities": _abilities,
    "options": _options,
    "weights": _weights,
}
FIELDS = {  # of a kind, beside those under its own word, each with its check
    word: {
        each.name: CHECKS[each.name]
        for each in fields(kind.entry_type)
        if each.name not in kind.under
    }
    for word, kind in KINDS.items()
}
FIELDS["choice"]["seal"] = _text
NEEDED = {
    word: [each.name for each in fields(kind.entry_type) if each.default is MISSING]
    for word, kind in KINDS.items()
}
