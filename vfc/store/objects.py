"""Objects: bytes under their own BLAKE3 digest, written whole or not at all, verified when read.

An object is published by: temporary file, fsync, rename, fsync of its folder. A crash at any moment leaves a temporary
file, never half an object.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from blake3 import blake3

from vfc.errors import StoreError

BLOCK = 1 << 20
SHARD, REST = re.compile("[0-9a-f]{2}"), re.compile("[0-9a-f]{62}")


def hash_bytes(data: bytes) -> str:
    """The digest of some bytes: 64 hexadecimal digits of BLAKE3."""
    return blake3(data).hexdigest()


def hash_file(path: Path) -> str:
    """The digest of a file's bytes; OSError where it cannot be read."""
    hasher = blake3()
    with open(path, "rb", buffering=0) as file:
        while block := file.read(BLOCK):
            hasher.update(block)
    return hasher.hexdigest()


class Objects:
    """The folder of objects below `root`."""

    def __init__(self, root: Path):
        self.root = root
        self.folder = root / "objects"
        self.temporary = root / "tmp"
        self._verified: set[str] = set()

    def where(self, digest: str) -> Path:
        """Where an object lies, if it is there."""
        return self.folder / digest[:2] / digest[2:]

    def has(self, digest: str) -> bool:
        """Whether an object is there, by its name alone."""
        return self.where(digest).is_file()

    def verified(self, digest: str) -> Path | None:
        """The object's path once its bytes were hashed (once a process); damaged bytes are set aside, then None."""
        path = self.where(digest)
        if digest in self._verified and path.is_file():
            return path
        try:
            sound = hash_file(path) == digest
        except OSError:
            return None
        if not sound:
            self._set_aside(path, digest)
            return None
        self._verified.add(digest)
        return path

    def _set_aside(self, path: Path, digest: str) -> None:
        self._verified.discard(digest)
        try:
            aside = self.root / "damaged"
            aside.mkdir(parents=True, exist_ok=True)
            os.replace(path, aside / digest)
        except OSError as error:
            raise StoreError(f"the object {digest[:12]} is damaged and stays: {error.strerror}") from error

    def publish(self, made: Path) -> tuple[str, int]:
        """Move a finished file into the store; its digest and size. StoreError where the disk refuses."""
        try:
            digest, size = hash_file(made), made.stat().st_size
            target = self.where(digest)
            if target.is_file() and target.stat().st_size == size and self.verified(digest):
                made.unlink()
                return digest, size
            target.parent.mkdir(parents=True, exist_ok=True)
            _sync(made)
            os.replace(made, target)
            _sync(target.parent)
        except OSError as error:
            raise StoreError(f"the store {self.root} cannot be written: {error.strerror or error}") from error
        self._verified.add(digest)
        return digest, size

    def all(self) -> Iterator[tuple[str, Path]]:
        """Every object's digest and path, as the folder lists them; what others have put there is passed by."""
        if self.folder.is_dir():
            for shard in sorted(os.listdir(self.folder)):
                for name in sorted(os.listdir(self.folder / shard)) if SHARD.fullmatch(shard) else ():
                    if REST.fullmatch(name):
                        yield shard + name, self.folder / shard / name


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
