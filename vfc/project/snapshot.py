"""One file that decides, before YAML is even imported, that a build has nothing to do.

It records every file that the last build read or delivered (size, times, inode, digest), the
options and the versions. A file whose numbers stand as recorded is taken as unchanged, unless it
was so recent when it was recorded that a later change could hide behind an equal time (git's "racy"
files): then its bytes are hashed. A damaged snapshot is none: its JSON stands behind its own
checksum.
"""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypedDict

from vfc.files import replacing
from vfc.project.workspace import Workspace
from vfc.store.folders import make_folder, make_way, refuse_links
from vfc.store.plainfiles import read_plain
from vfc.store.plainjson import AnyOf, plain
from vfc.version import VERSION

FORMAT = 3
SHAPE = {
    "format": int,
    "versions": Path,
    "everything": bool,
    "outside": [Path],
    "files": {Path: AnyOf((None, (int, int, int, float, str, int)))},
    "summary": {
        "deliverables": [Path],
        "steps": int,
        "sound": {Path: (AnyOf((None, float)), float, AnyOf((None, float)))},
    },
}
SIGNERS = ("C2PA_SIGN_CERT", "C2PA_PRIVATE_KEY")  # as `vfc.provenance.signing` has them
RACY = 50_000_000  # nanoseconds; file systems stamp times with a granularity of some milliseconds


class Summary(TypedDict):
    """What the last build made: the paths that it delivered, how many steps its plan has, how loud
    each file with sound is (LUFS, LU, dBTP).
    """

    deliverables: list[str]
    steps: int
    sound: dict[str, tuple[float | None, float, float | None]]


class Stamp(NamedTuple):
    """A file's numbers and its bytes' digest, as they stood at `seen` (nanoseconds since 1970)."""

    size: int
    mtime: int
    ctime: int
    inode: int
    digest: str
    seen: int

    def stands(self, path: Path) -> Stamp | None:
        """This stamp, or a fresher one, if the file is unchanged; else None."""
        seen = time.time_ns()
        numbers = numbers_of(path)
        if numbers is None or numbers != self[:4]:
            return None
        if self.mtime < self.seen - RACY and self.ctime < self.seen - RACY:
            return self
        return Stamp(*numbers, self.digest, seen) if digest_of(path) == self.digest else None


def numbers_of(path: Path) -> tuple[int, int, int, int] | None:
    """Size, modification and change time in nanoseconds, and inode; None where there is no file."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def digest_of(path: Path) -> str:
    """The BLAKE3 digest of a file's bytes, '' where it cannot be read."""
    from vfc.store.objects import hash_file

    try:
        return hash_file(path)
    except OSError:
        return ""


def stamp(path: Path, digest: str | None = None, seen: int | None = None) -> Stamp | None:
    """A file's stamp as it stands now; `digest` if it is known already."""
    now = time.time_ns() if seen is None else seen
    numbers = numbers_of(path)
    return None if numbers is None else Stamp(*numbers, digest or digest_of(path), now)


def versions() -> str:
    """What the build is run by: Python, vfc and its code, and the state of every folder that
    packages lie in.
    """
    said = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    packages = [
        f"{each}:{os.stat(each).st_mtime_ns}"
        for each in sys.path
        if os.path.isdir(each) and (each.endswith("-packages") or each in said)
    ]
    return f"{VERSION} {sys.version} {_code()} {sorted(packages)}{_signer()}"


def _signer() -> str:
    """What of the environment decides who signs what is delivered; '' where nobody does."""
    if not any(os.environ.get(name, "").strip() for name in SIGNERS):
        return ""
    from vfc.provenance.signing import certificate_state  # where something is signed

    return f" {certificate_state()}"


@cache
def _code() -> int:
    """A sum of the times of vfc's own files, which this process runs as it began."""
    found = [
        f"{each.path}:{each.stat().st_mtime_ns}"
        for folder in _folders(Path(__file__).parents[1])
        for each in os.scandir(folder)
        if each.name.endswith(".py")
    ]
    return zlib.crc32(repr(sorted(found)).encode())


def _folders(root: Path) -> Iterable[str]:
    yield str(root)
    for each in os.scandir(root):
        if each.is_dir() and each.name != "__pycache__":
            yield from _folders(Path(each.path))


def write(
    workspace: Workspace, *, everything: bool, files: Mapping[str, Stamp | None], summary: Summary
) -> None:
    """Record what stands: `files` by path relative to the film's folder, None for one that is not
    there.

    A store that cannot be written holds no snapshot, and the next build looks at everything.
    """
    whole = {
        "format": FORMAT,
        "versions": versions(),
        "everything": everything,
        "outside": _outside(workspace, summary["deliverables"]),
        "files": files,
        "summary": summary,
    }
    said = json.dumps(whole).encode()
    with suppress(OSError):
        make_folder(workspace.store, workspace.snapshot.parent)
        make_way(workspace.store, workspace.snapshot)
        with replacing(workspace.snapshot) as file:
            file.write(_sum(said) + said)


def _sum(said: bytes) -> bytes:
    return b"%08x " % zlib.crc32(said)


def _outside(workspace: Workspace, deliverables: Iterable[str]) -> list[str]:
    """The folders outside its own that a film may read; its own as well where a deliverable names
    files by whole paths: then it counts where the film lies.
    """
    whole = any(path.lower().endswith(".xml") for path in deliverables)
    return [str(each) for each in (*workspace.outside, *([workspace.folder] if whole else []))]


def forget(workspace: Workspace) -> None:
    """Let the next build look at everything."""
    refuse_links(workspace.store)
    make_way(workspace.store, workspace.snapshot)
    workspace.snapshot.unlink(missing_ok=True)


def standing(workspace: Workspace, *, everything: bool = False) -> Summary | None:
    """The summary of the last build if all that it read and delivered stands as recorded; else
    None.
    """
    try:
        data = read_plain(workspace.snapshot)
        whole = plain(data[9:], SHAPE) if data[:9] == _sum(data[9:]) else None
    except OSError:
        return None
    if (
        whole is None
        or whole["format"] != FORMAT
        or whole["versions"] != versions()
        or whole["everything"] < everything
    ):
        return None
    summary: Summary = whole["summary"]
    if whole["outside"] != _outside(workspace, summary["deliverables"]):
        return None
    files = {path: None if each is None else Stamp(*each) for path, each in whole["files"].items()}
    # One that came with a film knows neither inodes nor change times here: it must not get by on
    # saying nothing.
    if not all(_is_named(path, files) for path in (workspace.entry, *summary["deliverables"])):
        return None
    fresh = _all_stand(workspace, files)
    if fresh is not None and fresh != files:
        write(workspace, everything=whole["everything"], files=fresh, summary=summary)
    return None if fresh is None else summary


def _is_named(path: str, files: Mapping[str, Stamp | None]) -> bool:
    """Whether a file was recorded as it stood; of numbered stills, `frames/%04d.png`, some of
    them.
    """
    head = path.partition("%")[0]
    return bool(files.get(path)) or (
        head != path and any(each and name.startswith(head) for name, each in files.items())
    )


def _all_stand(
    workspace: Workspace, files: Mapping[str, Stamp | None]
) -> dict[str, Stamp | None] | None:
    fresh: dict[str, Stamp | None] = {}
    for name, recorded in files.items():
        path = workspace.folder / name
        now = recorded.stands(path) if recorded else None
        if now is None and (recorded is not None or numbers_of(path) is not None):
            return None
        fresh[name] = now
    return fresh
