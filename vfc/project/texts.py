"""Writing the film's own text: each file whole or not at all."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from pathlib import Path

from vfc.errors import UsageError
from vfc.files import write_whole
from vfc.project.workspace import Workspace


def edit_text(path: Path, text: str) -> None:
    """Replace a text of the film with its edited self, which was read without its byte order mark:
    that stays.

    A link stays one too; the file that it leads to is replaced. UsageError where it cannot be
    written.
    """
    with path.open("rb") as file:
        marked = file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    write_text(path.resolve(), "\ufeff" + text if marked else text)


def refuse_outside(workspace: Workspace, files: Iterable[str]) -> None:
    """UsageError where one of the film's texts is a link that leads out of what the film may
    read.
    """
    for file in files:
        found = (workspace.folder / file).resolve()
        if not any(found.is_relative_to(each) for each in (workspace.folder, *workspace.outside)):
            raise UsageError(
                f"{file} is a link that leads out of the film's folder, and nothing is written "
                f"through it: put the file itself in its place, or allow its folder with "
                f"--allow-outside"
            )


def write_text(path: Path, text: str) -> None:
    """Replace a text file, line ends as they stand in `text`; UsageError where it cannot be
    written.
    """
    write_file(path, text.encode("utf-8"))


def write_file(path: Path, data: bytes) -> None:
    """Replace a file; UsageError where it cannot be written."""
    try:
        write_whole(path, data, path.stat().st_mode & 0o777 if path.exists() else None)
    except OSError as error:
        raise UsageError(f"{path.name} cannot be written: {error.strerror}") from error
