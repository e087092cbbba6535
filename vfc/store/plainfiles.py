"""Files read: what is no file never holds a build up."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def opened(path: Path) -> Generator[BinaryIO]:
    """A file open for reading, unbuffered; OSError of what is no file, such as a pipe, whose other
    end may never write.
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
