"""What was asked of others for one step: a line of JSON an event, on the disk before anybody goes
on.

It outlives the step, the build and the collecting of what is scratch: it says what was paid.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vfc.errors import StoreError
from vfc.files import sync_folder
from vfc.store import folders
from vfc.store.plainfiles import read_plain
from vfc.store.plainjson import fits, plain
from vfc.store.turns import take_turn

FOLDER = "journal"


class Journal:
    """The journal of one step, by its key; each line bears the step's `label`, and the `film` that
    it is of.
    """

    def __init__(self, root: Path, key: str, label: str = "", film: str = ""):
        self.root, self.key, self.label, self.film = root, key, label, film
        self.path = root / FOLDER / f"{key}.jsonl"

    def read(self) -> list[dict[str, Any]]:
        """All lines, oldest first; what is no whole line of JSON, such as the last one of a process
        that was killed while it wrote, is none.
        """
        return entries_in(self.path)

    def all(self) -> Iterator[list[dict[str, Any]]]:
        """The lines of each step of the store, those of this one among them."""
        return (entries for _, entries in all_journals(self.root))

    def turn(self, service: str, per_minute: int) -> float:
        """Take a turn of a service that bears so many requests a minute: 0, or the seconds until
        one is free; StoreError where the disk refuses.
        """
        return take_turn(self.root, service, per_minute)

    def add(self, event: str, **facts: Any) -> None:
        """Write a line down, with the time in seconds since 1970; StoreError where the disk
        refuses.
        """
        head = {"at": round(time.time(), 3), "event": event, "label": self.label, "film": self.film}
        line = json.dumps(head | facts, sort_keys=True)
        try:
            folders.make_folder(self.root, self.path.parent)
            how = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
            descriptor = os.open(self.path, how, 0o666)
            try:
                size = os.fstat(descriptor).st_size
                # a line that was cut short is ended first
                torn = size and os.pread(descriptor, 1, size - 1) != b"\n"
                data = (b"\n" if torn else b"") + line.encode() + b"\n"
                while data:
                    data = data[os.write(descriptor, data) :]
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            if not size:
                sync_folder(self.path.parent)
                sync_folder(self.root)
        except OSError as error:
            raise StoreError(
                f"the journal {self.path} cannot be written: {error.strerror}"
            ) from error


def entries_in(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a journal's file, oldest first; none where it is not there."""
    try:
        lines = read_plain(path).split(b"\n") if not path.is_symlink() else []
    except OSError:
        return []
    found = [plain(line, {str: object}) for line in lines if line]
    return [
        entry
        for entry in found
        if entry is not None and fits(entry.get("event"), str) and fits(entry.get("at"), float)
    ]


def all_journals(root: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The key and the entries of each journal of a store, sorted by key."""
    folder = root / FOLDER
    names = sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []
    for path in names:
        if path.suffix == ".jsonl":
            yield path.stem, entries_in(path)
