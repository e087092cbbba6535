"""The films that a store serves: where the text of each lies, so that collecting keeps what every
one of them needs.

One small JSON file a film in `films/`, with paths relative to the store where film and store lie
together; they outlive the index, which is a cache.
"""

from __future__ import annotations

import errno
import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

from vfc.errors import StoreError
from vfc.files import write_whole
from vfc.store.folders import make_folder, make_unlisted_folder, make_way, refuse_links
from vfc.store.plainfiles import read_plain
from vfc.store.plainjson import plain

SHAPE = {"text": Path, "outside": [Path]}

READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A film's text, and the folders outside its own that it may read."""

    text: Path
    outside: tuple[Path, ...] = ()


def enlist(root: Path, film: Served) -> bool:
    """Remember that a film is built with this store, unless it is known; False where the store may
    only be read, StoreError where it cannot be written.
    """
    place, said = _place(root, film.text), json.dumps(_plain(root, film))
    try:
        if place.is_file() and read_plain(place).decode("utf-8", "replace") == said:
            return True
        make_unlisted_folder(root)
        make_folder(root, place.parent)
        make_way(root, place)
        write_whole(place, said.encode("utf-8"))
    except OSError as error:
        if error.errno in READ_ONLY and root.is_dir():
            return False
        raise StoreError(f"the store {root} cannot be written: {error.strerror}") from error
    return True


def enlisted(root: Path) -> tuple[Served, ...]:
    """The films that were built with this store; StoreError where one's record cannot be read."""
    found: list[Served] = []
    for path in sorted((root / "films").glob("*.json")):
        try:
            said = plain(read_plain(path), SHAPE)
        except OSError:
            said = None
        if said is None:
            raise StoreError(
                f"{path} is damaged: take it out, and build each film of this store once"
            )
        found.append(
            Served(
                text=_there(root, said["text"]),
                outside=tuple(Path(each) for each in said["outside"]),
            )
        )
    return tuple(found)


def strike(root: Path, text: Path) -> bool:
    """Forget a film; whether it was known."""
    refuse_links(root)
    place = _place(root, text)
    there = place.is_file()
    if there:
        place.unlink()
    return there


def film_id(root: Path, text: Path) -> str:
    """A film's name within its store: the path of its text from there, which stays when both move
    together.
    """
    return os.path.relpath(text, root)


def _place(root: Path, text: Path) -> Path:
    return (
        root
        / "films"
        / f"{zlib.crc32(film_id(root, text).encode('utf-8', 'surrogateescape')):08x}.json"
    )


def _plain(root: Path, film: Served) -> dict[str, object]:
    return {"text": film_id(root, film.text), "outside": [str(each) for each in film.outside]}


def _there(root: Path, text: str) -> Path:
    return Path(os.path.normpath(root / text))
