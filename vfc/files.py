"""Files written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(
    path: Path, *, draft: Path | None = None, synced: bool = False, mode: int | None = None
) -> Iterator[BinaryIO]:
    """A file to write, which takes the place of `path` (a link with this name too) once all of it
    is written.

    It is written as `draft`, on the same disk; beside `path` under a name of chance where none is
    said, and a draft that a killed process left is written over. `synced`: file and folder are on
    the disk when this returns. `mode` are its permission bits. Whatever is raised meanwhile is
    raised on, and no draft stays behind.
    """
    draft, how = (
        (draft, "wb") if draft else (path.with_name(f".{path.name}.{os.urandom(4).hex()}"), "xb")
    )
    try:
        with draft.open(how) as file:
            yield file
            file.flush()
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            if synced:
                os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    if synced:
        sync_folder(path.parent)


def write_whole(path: Path, data: bytes, mode: int | None = None) -> None:
    """Replace a file by `data`, synced; `mode` are its permission bits. OSError where the disk
    refuses.
    """
    with replacing(path, synced=True, mode=mode) as file:
        file.write(data)


def sync_folder(path: Path) -> None:
    """Have a folder's entries, or a file's bytes, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
