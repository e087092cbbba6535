"""Which film delivers which file of an out folder, so that no film overwrites what another has
there.

Films may share a folder (`--out DIR`), and so do texts that lie in one folder. `.vfc-films` in it
names for each file the text of its film, as a path from there; a film that is gone holds nothing
any more. What it says can refuse a build, and removes nothing.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from vfc.errors import StoreError
from vfc.files import write_whole
from vfc.lock.file import alone
from vfc.project.workspace import Workspace
from vfc.store.plainfiles import read_plain

NAME = ".vfc-films"


def refuse_taken(workspace: Workspace, paths: Iterable[str]) -> None:
    """StoreError where another film delivers one of these, paths below the out folder of the
    profile.
    """
    _refuse(workspace, _held(workspace), paths)


def refuse_read(workspace: Workspace, paths: Iterable[str], read: Iterable[Path]) -> None:
    """StoreError where the film itself reads a file in the place of one of these, as in an out
    folder beside it.
    """
    there = {_plain(str(each.resolve())) for each in read}
    for path in paths:
        if _plain(str((workspace.out / path).resolve())) in there:
            raise StoreError(
                f"{workspace.shown(workspace.out / path)} is a file that the film reads, and would "
                f"be written over: give it another name under 'deliver', or build with a folder of "
                f"its own, --out DIR"
            )


def claim(workspace: Workspace, paths: Iterable[str]) -> None:
    """Say that this film delivers these; StoreError where another film does."""
    paths = tuple(paths)
    workspace.folder_of_out(workspace.out_root)
    with alone(workspace.out_root / NAME):
        held = _held(workspace)
        _refuse(workspace, held, paths)
        own = os.path.relpath(_text(workspace), workspace.out_root)
        said = {
            path: text
            for path, text in held.items()
            if text != own or (workspace.out_root / path).is_file()
        }
        said |= {_below(workspace, path): own for path in paths}
        if said != held:
            with suppress(OSError):  # where nothing can be written no film overwrites another
                write_whole(
                    workspace.out_root / NAME,
                    json.dumps(said, indent=1, sort_keys=True).encode("utf-8"),
                )


def _refuse(workspace: Workspace, held: Mapping[str, str], paths: Iterable[str]) -> None:
    others = {_plain(path): workspace.out_root / text for path, text in held.items()}
    for path in (_below(workspace, path) for path in paths):
        other = Path(os.path.normpath(others.get(_plain(path), _text(workspace))))
        if other != _text(workspace) and other.is_file():
            raise StoreError(
                f"{workspace.shown(workspace.out_root / path)} is delivered by "
                f"{workspace.shown(other)}: give it another name under 'deliver', or build with a "
                f"folder of its own, --out DIR; "
                f"where that film goes elsewhere now, remove "
                f"{workspace.shown(workspace.out_root / NAME)}"
            )


def _held(workspace: Workspace) -> dict[str, str]:
    """The text of each file's film; none where nothing is said, or what is said is damaged."""
    try:
        return {
            str(path): str(text)
            for path, text in json.loads(read_plain(workspace.out_root / NAME)).items()
        }
    except (OSError, ValueError, AttributeError):
        return {}


def _text(workspace: Workspace) -> Path:
    return workspace.folder / workspace.entry


def _below(workspace: Workspace, path: str) -> str:
    return f"{workspace.out.name}/{path}"


def _plain(path: str) -> str:
    """A path as it is on a disk to which letter case and Unicode form are nothing."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
