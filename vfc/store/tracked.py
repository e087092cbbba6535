"""Whether git tracks a folder: then it came with a repository, from whoever wrote that.

Read from git's index alone (https://git-scm.com/docs/index-format): git itself would run what the
repository's configuration names.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# bytes of an entry before its digest; the flag of one that has two bytes of flags more
ENTRY, EXTENDED = 40, 0x4000


def is_tracked(folder: Path) -> bool:
    """Whether the index of a work tree around this folder, or in it, lists it or something in
    it.
    """
    return any(_lists(top, folder) for top in (folder, *folder.parents))


def _lists(top: Path, folder: Path) -> bool:
    wanted, name = (
        _plain(folder.relative_to(top).as_posix()),
        folder.name.casefold().encode("utf-8", "surrogateescape"),
    )
    for data in _indexes(top):
        if folder != top and name.isascii() and data[7:8] != b"\4" and name not in data.lower():
            # of a hundred thousand paths none need be read; version 4 writes them in pieces
            continue
        with suppress(struct.error, ValueError, IndexError):  # a damaged index, which lists nothing
            if any(
                wanted == "." or found == wanted or found.startswith(f"{wanted}/")
                for found in map(_plain, _paths(data))
            ):
                return True
    return False


def _plain(path: str) -> str:
    """A path as disks that know no case, or write signs as their parts, compare it."""
    return (
        path if path.isascii() and path.islower() else unicodedata.normalize("NFC", path).casefold()
    )


def _indexes(top: Path) -> Iterator[bytes]:
    """The index of the work tree whose top is here, and those that it shares entries with; none
    where there is none.
    """
    place = top / ".git"
    with suppress(OSError, UnicodeError):
        if place.is_file():  # of a submodule, or of a further work tree
            place = top / place.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
        for path in (place / "index", *place.glob("sharedindex.*")):
            with suppress(FileNotFoundError, NotADirectoryError):
                yield path.read_bytes()


def _paths(data: bytes) -> Iterator[str]:
    """The paths of an index of version 2, 3 or 4."""
    import hashlib  # OpenSSL with it, for films in a repository alone

    _, version, count = struct.unpack_from(">4sLL", data)
    digest = 32 if hashlib.sha256(data[:-32]).digest() == data[-32:] else 20
    at, path = 12, b""
    for _ in range(count):
        (flags,) = struct.unpack_from(">H", data, at + ENTRY + digest)
        start = at + ENTRY + digest + (4 if version > 2 and flags & EXTENDED else 2)
        if version == 4:
            cut, start = _number(data, start)
            end = data.index(b"\0", start)
            path, at = path[: len(path) - cut] + data[start:end], end + 1
        else:
            end = data.index(b"\0", start)
            path, at = data[start:end], at + (end - at + 8) // 8 * 8
        yield path.decode("utf-8", "surrogateescape")


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, as packs have it; where it ends."""
    value = data[at] & 0x7F
    while data[at] & 0x80:
        at += 1
        value = (value + 1 << 7) + (data[at] & 0x7F)
    return value, at + 1
