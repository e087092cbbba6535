"""Folders below a root, made and found without following a link: a film from a stranger leads to no
other folder.

A link that a repository brings lies there before vfc begins; so it is enough that every folder is
looked at, part by part, when it is made or before something in it is removed.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from vfc.errors import StoreError

OWN = (
    "objects",
    "traces",
    "scratch",
    "tmp",
    "damaged",
    "leases",
    "films",
    "snapshots",
    "placed",
    "journal",
    "turns",
    "words",
    "failures",
    "in-use",
)
STORE = "take it away, or name another folder with --store DIR"
PART = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


def make_folder(root: Path, path: Path, hint: str = STORE) -> Path:
    """Make the folder `path` below `root`, and `root`; `path`.

    StoreError with the `hint` where a link stands in the way, OSError where the disk refuses.
    """
    if not root.is_dir():
        root.mkdir(parents=True, exist_ok=True)
    descriptor, here = os.open(root, os.O_RDONLY | os.O_DIRECTORY), root
    try:
        for part in path.relative_to(root).parts:
            here /= part
            below = _opened(part, descriptor)
            os.close(descriptor)
            descriptor = below
    except OSError:
        refuse_link(here, hint)
        raise
    finally:
        os.close(descriptor)
    return path


def make_way(root: Path, path: Path) -> None:
    """Set aside what is no file in the place of a record of the store `root`, whatever it is, and
    not what it leads to.

    OSError where the disk refuses.
    """
    if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
        os.replace(path, make_folder(root, root / "damaged") / f"{path.name}.{time.time_ns()}")


def make_unlisted_folder(folder: Path) -> None:
    """Make a folder of vfc's own, if it is not there; a new one has a .gitignore, so that git
    leaves it out.

    OSError where the disk refuses the folder.
    """
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(OSError), (folder / ".gitignore").open("x", encoding="utf-8") as file:
        file.write("*\n")


def _opened(part: str, above: int) -> int:
    with suppress(FileNotFoundError):
        return os.open(part, PART, dir_fd=above)
    with suppress(FileExistsError):  # another build makes it too
        os.mkdir(part, dir_fd=above)
    return os.open(part, PART, dir_fd=above)


def refuse_link(path: Path, hint: str = STORE) -> None:
    """StoreError where a path is a link."""
    if path.is_symlink():
        raise StoreError(f"{path} is a link, and vfc writes and removes nothing behind one: {hint}")


def refuse_links(root: Path) -> None:
    """StoreError where one of a store's own folders is a link."""
    for name in OWN:
        refuse_link(root / name)


def links(root: Path, path: Path) -> tuple[Path, ...]:
    """The links among the folders on the way from `root` to `path`, itself one of them."""
    return tuple(
        each
        for each in (path, *path.parents)
        if each != root and each.is_relative_to(root) and each.is_symlink()
    )
