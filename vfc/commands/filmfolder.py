"""A new film's folder, which appears whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vfc.errors import UsageError
from vfc.language.words.schema import schema_text
from vfc.language.yaml.write import Written, yaml_text

HEAD = "# yaml-language-server: $schema=film.schema.json\n"
IGNORE = "/.vfc/\n/out/\n"


@contextmanager
def film_folder(folder: Path, *, beside: bool = False) -> Iterator[Path]:
    """A draft of a film's folder, which takes the place of `folder` once it is whole.

    With `beside`, `folder` may hold other files, beside which those of the draft are put, none over
    another. UsageError where something lies there, or the folder cannot be written.
    """
    empty = not os.path.lexists(folder) or (folder.is_dir() and not any(folder.iterdir()))
    if not empty and (not beside or not folder.is_dir() or (folder / "film.yaml").exists()):
        film = ", with a film in it" if (folder / "film.yaml").exists() else ""
        raise UsageError(f"{folder} is there already{film}; name another folder with --out")
    parent = folder.absolute().parent
    draft = parent / f".{folder.absolute().name}.{os.urandom(4).hex()}"
    try:
        parent.mkdir(parents=True, exist_ok=True)
        draft.mkdir()
        yield draft
        if empty:
            os.replace(draft, folder)
        else:
            _put_beside(draft, folder)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def write_film(draft: Path, text: dict[str, Written]) -> None:
    """The film's text, its schema for editors and its .gitignore."""
    (draft / "film.yaml").write_text(HEAD + yaml_text(text), encoding="utf-8")
    (draft / "film.schema.json").write_text(schema_text(), encoding="utf-8")
    (draft / ".gitignore").write_text(IGNORE, encoding="utf-8")


def _put_beside(draft: Path, folder: Path) -> None:
    """Move a draft's files into a folder, its text last; none in the place of another."""
    files = sorted(path for path in draft.rglob("*") if path.is_file())
    names = [each.relative_to(draft) for each in files if each.name != ".gitignore"]
    for name in names:
        if os.path.lexists(folder / name) and name.name != "film.schema.json":
            raise UsageError(f"{folder / name} is there already; name another folder with --out")
    for name in sorted(names, key=lambda each: each.name == "film.yaml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(draft / name, folder / name)
    if not (folder / ".gitignore").exists():
        os.replace(draft / ".gitignore", folder / ".gitignore")
