"""Objects: bytes under their own BLAKE3 digest, written whole or not at all, verified when they are
read.

An object is published by: temporary file, fsync, rename, fsync of its folder. A crash at any moment
leaves a temporary file, never half an object.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from blake3 import blake3

from vfc.errors import StoreError
from vfc.files import sync_folder
from vfc.store.folders import make_folder, refuse_link
from vfc.store.plainfiles import opened

BLOCK = 1 << 20
COPIED = 1 << 28  # bytes that the system is asked to copy at once
RACY = 50_000_000  # nanoseconds within which two writes may leave the same time stamp
DIGEST = re.compile("[0-9a-f]{64}")
SHARD, REST = re.compile("[0-9a-f]{2}"), re.compile("[0-9a-f]{62}")


def is_digest(text: object) -> bool:
    """Whether a text is a digest, and so may lead to a file of the store."""
    return isinstance(text, str) and DIGEST.fullmatch(text) is not None


def hash_bytes(data: bytes) -> str:
    """The digest of some bytes: 64 hexadecimal digits of BLAKE3."""
    return blake3(data).hexdigest()


def hash_file(path: Path) -> str:
    """The digest of a file's bytes; OSError where it cannot be read, or is no file."""
    hasher = blake3()
    with opened(path) as file:
        while block := file.read(BLOCK):
            hasher.update(block)
    return hasher.hexdigest()


def copy_file(source: Path, target: Path) -> None:
    """Copy a file by the system, which may let both share their blocks; synced to the disk. OSError
    where it cannot be.
    """
    with opened(source) as read, target.open("wb") as written:
        _copied(read.fileno(), written.fileno())
        shutil.copyfileobj(read, written, BLOCK)  # what the system did not
        written.flush()
        os.fsync(written.fileno())


def _copied(source: int, target: int) -> None:
    """Have the system copy from one open file to another; where it cannot, some or nothing is
    copied, and both stand behind that.
    """
    with suppress(AttributeError, OSError):  # of other systems, of a disk that lets none be copied
        while os.copy_file_range(source, target, COPIED):
            pass


class Numbers(NamedTuple):
    """What changes with every write to a file: its kind, size, times in nanoseconds, inode."""

    mode: int
    size: int
    mtime: int
    ctime: int
    inode: int

    def settled(self, seen: int) -> bool:
        """Whether a change after `seen` (nanoseconds since 1970) would show in them."""
        return max(self.mtime, self.ctime) < seen - RACY


def numbers_of(path: Path) -> Numbers | None:
    """A file's numbers, of a link those of the link itself; None where nothing has this name."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Numbers(found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


class Objects:
    """The folder of objects below `root`."""

    def __init__(self, root: Path):
        self.root = root
        self.folder = root / "objects"
        self.temporary = root / "tmp"
        # as the objects stood when their bytes were last hashed
        self._hashed: dict[str, Numbers] = {}

    def where(self, digest: str) -> Path:
        """Where an object lies, if it is there."""
        return self.folder / digest[:2] / digest[2:]

    def has(self, digest: str) -> bool:
        """Whether an object is there, by its name alone."""
        numbers = numbers_of(self.where(digest))
        return numbers is not None and stat.S_ISREG(numbers.mode)

    def verified(self, digest: str) -> Path | None:
        """The object's path if its bytes were hashed here and nobody wrote to it since, else as
        `hashed` has it.
        """
        held = self._hashed.get(digest)
        path = self.where(digest)
        return path if held is not None and held == numbers_of(path) else self.hashed(digest)

    def hashed(self, digest: str) -> Path | None:
        """The object's path, its bytes hashed now; None where it is gone, or is damaged and was set
        aside.

        StoreError where the disk does not let it be read, which says nothing of the bytes.
        """
        path, seen = self.where(digest), time.time_ns()
        self._hashed.pop(digest, None)
        try:
            numbers = numbers_of(path)
            if numbers is None:
                return None
            sound = stat.S_ISREG(numbers.mode) and hash_file(path) == digest
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(
                f"the object {digest[:12]} of the store cannot be read: {error.strerror}"
            ) from error
        if not sound:
            self._set_aside(path, digest)
            return None
        if numbers.settled(seen):
            self._hashed[digest] = numbers
        return path

    def _set_aside(self, path: Path, digest: str) -> None:
        """Take what is no object out of the way, whatever it is: a folder or a link bears the name
        as well.
        """
        try:
            refuse_link(path.parent)
            aside = make_folder(self.root, self.root / "damaged")
            os.replace(path, aside / f"{digest}.{time.time_ns()}")
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoreError(
                f"the object {digest[:12]} is damaged and stays: {error.strerror}"
            ) from error

    def publish(self, draft: Path) -> tuple[str, int]:
        """Move a finished file into the store; its digest and size. StoreError where the disk
        refuses.
        """
        try:
            seen, before = time.time_ns(), numbers_of(draft)
            digest, size = hash_file(draft), draft.stat().st_size
            target = self.where(digest)
            if self.hashed(digest):
                draft.unlink()
                return digest, size
            new = not target.parent.is_dir()
            make_folder(self.root, target.parent)
            sync_folder(draft)
            os.replace(draft, target)
            for folder in (target.parent, *((self.folder, self.root) if new else ())):
                sync_folder(folder)
            self._note(digest, before, seen)
        except OSError as error:
            raise StoreError(
                f"the store {self.root} cannot be written: {error.strerror or error}"
            ) from error
        return digest, size

    def _note(self, digest: str, before: Numbers | None, seen: int) -> None:
        """Note that an object was hashed as it came, if only its name has changed since."""
        now = numbers_of(self.where(digest))
        if before and now and before.settled(seen) and now._replace(ctime=before.ctime) == before:
            self._hashed[digest] = now

    def all(self) -> Iterator[tuple[str, Path]]:
        """Every object's digest and path, as the folder lists them; what others have put there is
        passed by.
        """
        if self.folder.is_dir():
            for shard in sorted(os.listdir(self.folder)):
                refuse_link(self.folder / shard)
                for name in (
                    sorted(os.listdir(self.folder / shard)) if SHARD.fullmatch(shard) else ()
                ):
                    if REST.fullmatch(name):
                        yield shard + name, self.folder / shard / name
