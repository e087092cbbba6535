"""Disks that only the process of one program sees."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMESPACES = 0x00020000 | 0x10000000  # CLONE_NEWNS, CLONE_NEWUSER of Linux


def read_only(folder: Path) -> str:
    """The lines of a shell that leave a folder readable alone."""
    return f"mount --bind {folder} {folder} && mount -o remount,bind,ro {folder}"


def mounted(lines: str) -> str:
    """What a program runs before its own first line, to have these lines of a shell in force."""
    return (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        f"from tests.faults.mounts import mount; mount({lines!r})"
    )


def mount(lines: str) -> None:
    """Leave the mounts of all others, and mount; OSError where this process may not."""
    import ctypes

    users = {"uid_map": f"0 {os.geteuid()} 1", "gid_map": f"0 {os.getegid()} 1"}
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(NAMESPACES):
        raise OSError(ctypes.get_errno(), "unshare")
    for name, text in {"setgroups": "deny", **users}.items():
        Path("/proc/self", name).write_text(text)
    subprocess.run(["sh", "-c", lines], check=True)
