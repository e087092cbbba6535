"""The file film.lock: read, held and written whole; its blocks follow shots that get another
name.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from vfc.errors import Severity, StoreError
from vfc.files import write_whole
from vfc.film.model import Film
from vfc.film.standing import is_file
from vfc.lock.model import Lock, LockedChoice, LockedPin, LockedTake
from vfc.lock.text import read_lock, write_lock

Block = TypeVar("Block", LockedTake, LockedPin, LockedChoice)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a film's folder against another build that writes the same lock; the kernel ends it with
    the process.
    """
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        # a file system that has no such locks: one build at a time is the user's to see to
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def lock_text(path: Path) -> str:
    """The lock's text as it is now; '' where there is none."""
    return path.read_text(encoding="utf-8", errors="replace") if is_file(path) else ""


def write_lock_text(path: Path, text: str, before: str) -> None:
    """Write the lock whole, if it differs from what was there `before`; StoreError where it cannot
    be.
    """
    if text == before:
        return
    try:
        write_whole(inside(path), text.encode("utf-8"))
    except OSError as error:
        raise StoreError(f"{path.name} cannot be written: {error.strerror}") from error


def inside(path: Path) -> Path:
    """The file that a lock's path leads to; StoreError where that lies outside of the film's
    folder.
    """
    found = path.resolve()
    if not found.is_relative_to(path.parent.resolve()):
        raise StoreError(
            f"{path.name} is a link that leads out of the film's folder, and nothing is written "
            f"through it: put the file itself in its place"
        )
    return found


def moved(lock: Lock, film: Film) -> Lock:
    """A lock whose blocks of a shot that got another name (`was:`) are the new shot's."""
    names: dict[str, str] = {}
    for name, shot in film.shots.items():
        if shot.seed_name not in film.shots:
            names.setdefault(shot.seed_name, name)
    return renamed(lock, names) if names else lock


def rename_in_lock(path: Path, names: Mapping[str, str]) -> None:
    """Give the entries of shots, of all profiles, new names in the lock's file; one that is
    unreadable stays.
    """
    with alone(path):
        before = lock_text(path)
        lock, mistakes = read_lock(path.name, before)
        if not any(each.severity is Severity.ERROR for each in mistakes):
            write_lock_text(path, write_lock(renamed(lock, names)), before)


def renamed(lock: Lock, names: Mapping[str, str]) -> Lock:
    """A lock with other names of shots; a block that stands under the new name already goes
    before.
    """

    def here(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        there = {(each.profile, each.shot) for each in blocks}
        return tuple(
            replace(each, shot=names[each.shot])
            if each.shot in names and (each.profile, names[each.shot]) not in there
            else each
            for each in blocks
        )

    return replace(lock, takes=here(lock.takes), pins=here(lock.pins), choices=here(lock.choices))
