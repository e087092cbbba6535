"""Writing the film's own text: each file whole or not at all."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from vfc.errors import UsageError


def edit_text(path: Path, text: str) -> None:
    """Replace a text of the film with its edited self, which was read without its byte order mark: that stays.

    A link stays one too; the file that it leads to is replaced. UsageError where it cannot be written.
    """
    with path.open("rb") as file:
        marked = file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    write_text(path.resolve(), "\ufeff" + text if marked else text)


def write_text(path: Path, text: str) -> None:
    """Replace a text file, line ends as they stand in `text`; UsageError where it cannot be written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(text.encode("utf-8"))
        if path.exists():
            draft.chmod(path.stat().st_mode & 0o777)
        os.replace(draft, path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UsageError(f"{path.name} cannot be written: {error.strerror}") from error
