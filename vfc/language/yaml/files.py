"""Files that the text names: whether they may be read, and how they are spelt on the disk."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from vfc.film.accents import alike, differing
from vfc.film.standing import is_file, stands
from vfc.language.yaml.node import excerpt

SEEN = 5000  # entries of the folder that a search for a likely file looks at


def fault(folder: Path, file: str, outside: Sequence[Path] = ()) -> tuple[str, str] | None:
    """Why `file`, relative to `folder`, may not be read, with a hint; None where it may.

    A file outside of the folder (through `..`, an absolute path or a link) is read only below a
    folder of `outside`. A path must be spelt as on the disk, letter case and Unicode form too, so
    that a film can move between systems.
    """
    try:
        return _fault(folder, file, outside)
    except (OSError, ValueError, RuntimeError) as error:
        return (
            f"'{excerpt(file, 200)}' cannot be read: {getattr(error, 'strerror', None) or error}",
            "",
        )


def _fault(folder: Path, file: str, outside: Sequence[Path]) -> tuple[str, str] | None:
    path = folder / file
    inside = path.resolve()
    if not any(inside.is_relative_to(root.resolve()) for root in (folder, *outside)):
        return (
            f"'{excerpt(file, 200)}' lies outside the film's folder",
            "copy it into the folder, or allow its folder with --allow-outside",
        )
    spelt = _spelt(folder, file)
    if spelt != file:
        hint = f"write '{excerpt(spelt, 200)}'"
        if alike(file, spelt):
            hint = (
                f"{differing(file, spelt)}: rename the file, or copy its name from the disk "
                f"into the text"
            )
        return f"'{excerpt(file, 200)}' is spelt otherwise on the disk", hint
    if not stands(path):
        return f"there is no file '{excerpt(file, 200)}'", ""
    if not is_file(path):
        return (
            f"'{excerpt(file, 200)}' is {'a folder, not a file' if path.is_dir() else 'no file'}",
            "",
        )
    return None


def _spelt(folder: Path, file: str) -> str:
    """The path as the disk spells it; as it stands where the disk has nothing like it."""
    parts: list[str] = []
    for part in PurePosixPath(file).parts:
        here = folder.joinpath(*parts)
        names = set(os.listdir(here)) if here.is_dir() and part not in ("..", "/") else {part}
        like = (
            part
            if part in names
            else next((name for name in sorted(names) if _plain(name) == _plain(part)), part)
        )
        parts.append(like)
    return str(PurePosixPath(*parts))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def yaml_files(folder: Path, entry: str) -> list[str]:
    """The YAML files of the film's folder that it could include, hidden folders and what is built
    left out.
    """
    found: list[str] = []
    seen = 0
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "out")
        seen += len(names) + len(folders)
        if seen > SEEN:
            break
        here = Path(where).relative_to(folder)
        found += [
            (here / name).as_posix() for name in sorted(names) if name.endswith((".yaml", ".yml"))
        ]
    return [name for name in found if name != entry]
