"""Files read and written whole: what is no file never holds a build up, and what counts as written is on the disk."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file open for reading, unbuffered; OSError of what is no file, such as a pipe, whose other end may never write.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with open(descriptor, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no file", str(path))
        yield file


def read_plain(path: Path) -> bytes:
    """A file's bytes; OSError where it cannot be read or is no file."""
    with opened(path) as file:
        return file.read()


def write_whole(path: Path, data: bytes, mode: int | None = None) -> None:
    """Replace a file by `data`, whole or not at all; file and folder are on the disk when this returns.

    `mode` are its permission bits. OSError where the disk refuses; no draft stays behind then.
    """
    draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Have a folder's entries, or a file's bytes, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
