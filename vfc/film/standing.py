"""What stands at a path. What cannot be known is an error: from Python 3.14 on pathlib takes it for
nothing there.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

NOTHING = {errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP}


def stands(path: Path) -> bool:
    """Whether a path leads to anything; OSError where nobody can say, as below a folder that may
    not be entered.
    """
    return _mode(path) is not None


def is_file(path: Path) -> bool:
    """Whether a path leads to a file; OSError where nobody can say."""
    return stat.S_ISREG(_mode(path) or 0)


def _mode(path: Path) -> int | None:
    try:
        return os.stat(path).st_mode
    except ValueError:  # a name with a NUL
        return None
    except OSError as error:
        if error.errno in NOTHING:
            return None
        raise
