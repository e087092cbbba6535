"""What vfc itself has put into the out folder, so that what left the text can be taken away, and
nothing else.

A file is vfc's only where the record names it with the content that it still has; whatever else
lies there is the user's. The record is written before a file is placed, so that a build that was
killed leaves nothing unknown.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from vfc.files import write_whole
from vfc.film.formats import is_linking
from vfc.project.snapshot import digest_of
from vfc.project.workspace import Workspace
from vfc.store.folders import make_folder, make_way
from vfc.store.plainfiles import read_plain
from vfc.store.plainjson import AnyOf, plain

ANY = "*"  # the content of a draft, which is vfc's however far its writing came
FILES = {Path: [Path]}
SHAPE = AnyOf(({"ledger": Path, "out": Path, "files": FILES}, {"ledger": Path, "files": FILES}))
DRAFT = re.compile(r"\.vfc-[0-9a-f]{16}")


class DeliveryRecord:
    """The record of one film and profile: by path below the out folder, what vfc gave the file
    there.

    A content is the digest of a file's bytes, `-> TARGET` of a link. Use it while holding the
    film's folder alone.
    """

    def __init__(self, workspace: Workspace):
        self._workspace = workspace
        self._held = dict(_read(workspace))
        self._noted: set[str] = set()

    @contextmanager
    def writing(self, contents: Mapping[Path, str]) -> Iterator[Mapping[Path, Path]]:
        """Note files, each with its content, before they are placed; for each a draft's name that
        no other build has.

        No draft stays behind.
        """
        drafts = {target: target.with_name(f".vfc-{os.urandom(8).hex()}") for target in contents}
        for target, content in (*contents.items(), *((draft, ANY) for draft in drafts.values())):
            path = self._path(target)
            self._held[path] = self._held.get(path, frozenset()) | {content}
        if contents:
            self._write()
        try:
            yield drafts
        finally:
            for draft in drafts.values():
                draft.unlink(missing_ok=True)
                del self._held[self._path(draft)]

    def stands(self, target: Path, content: str) -> None:
        """Note that a file has this content now; where vfc did not give it that, the file is the
        user's.
        """
        path = self._path(target)
        self._noted.add(path)
        if content in self._held.get(path, ()):
            self._held[path] = frozenset((content,))
        else:
            self._held.pop(path, None)

    def settle(self) -> None:
        """Write what has been noted."""
        if self._held != dict(_read(self._workspace)):
            self._write()

    def take_away(self, wanted: Callable[[str], bool]) -> tuple[str, ...]:
        """Remove what vfc placed, which stands as it was placed, and which is not `wanted`; the
        paths of those files.

        Folders that are empty then go too. What cannot be removed is tried again by the next build.
        """
        gone = []
        for path, contents in sorted(self._held.items(), key=lambda each: not is_linking(each[0])):
            # timelines were asked for first: a link is wanted as long as its timeline is there
            if wanted(path):
                continue
            target = self._workspace.out / path
            with suppress(OSError):
                if self._workspace.is_of_out(target) and _is(target, contents):
                    target.unlink()
                    _without_empty(target.parent, self._workspace.out)
                    gone += [path] if ANY not in contents else []
                del self._held[path]
        return tuple(gone)

    def holds(self, target: Path, content: str) -> bool:
        """Whether a file was given this content before."""
        return content in self._held.get(self._path(target), ())

    def is_own(self, target: Path) -> bool:
        """Whether a file stands as vfc placed it."""
        contents = self._held.get(self._path(target), frozenset())
        return ANY not in contents and _is(target, contents)

    def noted(self, path: str) -> bool:
        """Whether a file was said to stand."""
        return path in self._noted

    def _path(self, target: Path) -> str:
        return target.relative_to(self._workspace.out).as_posix()

    def _write(self) -> None:
        """Write the record; a store that cannot be written holds none, and then nothing is ever
        taken away.
        """
        path = self._workspace.delivery_record
        said = {
            "ledger": self._workspace.ledger,
            "out": _elsewhere(self._workspace),
            "files": {each: sorted(held) for each, held in self._held.items()},
        }
        with suppress(OSError):
            make_folder(self._workspace.store, path.parent)
            make_way(self._workspace.store, path)
            write_whole(path, json.dumps(said).encode("utf-8"))


def changed(workspace: Workspace) -> tuple[str, ...]:
    """Delivered files of a film that are gone, or are others than vfc placed, in any profile, as
    `Workspace.shown`.
    """
    ledger = replace(workspace, profile=None).ledger
    profiles = {
        said.removeprefix(ledger) for said in _ledgers(workspace) if said.startswith(ledger)
    }
    places = [replace(workspace, profile=profile or None) for profile in sorted(profiles)]
    return tuple(
        workspace.shown(each.out / path)
        for each in places
        for path, contents in _read(each)
        if not _is(each.out / path, contents)
    )


def _ledgers(workspace: Workspace) -> Iterator[str]:
    for path in workspace.delivery_record.parent.glob("*.json"):
        with suppress(OSError):
            said = plain(read_plain(path), SHAPE)
            yield from [said["ledger"]] if said is not None else ()


def _read(workspace: Workspace) -> Iterator[tuple[str, frozenset[str]]]:
    """The files that the record names, each with its contents; none where it is damaged or another
    film's.
    """
    try:
        said = plain(read_plain(workspace.delivery_record), SHAPE)
    except OSError:
        return
    if (
        said is None
        or said["ledger"] != workspace.ledger
        or said.get("out", "") != _elsewhere(workspace)
    ):
        return
    for path, contents in said["files"].items():
        parts, held = PurePosixPath(path).parts, frozenset(contents)
        if parts and ".." not in parts and not path.startswith("/"):
            # a stranger may have written the record
            yield path, held if DRAFT.fullmatch(parts[-1]) else held - {ANY}


def _elsewhere(workspace: Workspace) -> str:
    return str(workspace.elsewhere or "")


def _is(target: Path, contents: Collection[str]) -> bool:
    """Whether a file or a link is as vfc placed it."""
    with suppress(OSError):  # such as a name that is too long
        if target.is_symlink():
            return f"-> {os.readlink(target)}" in contents
        return target.is_file() and (ANY in contents or digest_of(target) in contents)
    return False


def _without_empty(folder: Path, root: Path) -> None:
    """Remove a folder and those above it, up to `root`, as far as they are empty."""
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent
