"""The store in a folder: `objects/`, `traces/`, `index.sqlite3`, `films/`, `scratch/`, `tmp/`,
`leases/`, `journal/`, `turns/`, `in-use`.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from vfc.errors import StoreError
from vfc.store import folders
from vfc.store.api import Trace
from vfc.store.index import TRACE, Index, Records, sound_traces, trace_row
from vfc.store.journal import Journal
from vfc.store.objects import Objects
from vfc.store.tracefiles import TraceFiles


class LocalStore:
    """Artifacts and traces in one folder of this machine; several processes may use it at once.

    StoreError where one of its own folders is a link.
    """

    def __init__(self, root: Path):
        folders.refuse_links(root)
        self.root = root
        self.objects = Objects(root)
        self.tracefiles = TraceFiles(root)
        self.index = Index(root / "index.sqlite3", older=self.tracefiles.write_all)
        self.records = Records(self.index)

    def traces(self, keys: Iterable[str]) -> Mapping[str, tuple[Trace, ...]]:
        """All traces of these keys, oldest first, without their contents; a key that has none is
        left out.

        What the index does not know is looked for in the files, and remembered.
        """
        keys = list(dict.fromkeys(keys))
        found: dict[str, list[Trace]] = {}
        for trace in sound_traces(
            self.index.rows_in(f"SELECT {TRACE} FROM traces WHERE key IN (?) ORDER BY rowid", keys)
        ):
            found.setdefault(trace.key, []).append(trace)
        again = self.tracefiles.of(key for key in keys if key not in found)
        self._remember(trace for each in again.values() for trace in each)
        found |= {
            key: [replace(trace, content="") for trace in each] for key, each in again.items()
        }
        return {key: tuple(found[key]) for key in keys if key in found}

    def _remember(self, traces: Iterable[Trace]) -> None:
        """Put traces into the index, where it can be written."""
        rows = [trace_row(trace) for trace in traces]
        if rows:
            with suppress(StoreError), self.index.writing() as connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO traces VALUES (?,?,?,?,?,?,?,?,?)", rows
                )

    def has(self, digests: Iterable[str]) -> set[str]:
        """Which of these artifacts are here, by one listing of each shard that they would lie
        in.
        """
        digests = set(digests)
        shards = {digest[:2] for digest in digests}
        standing = {
            shard + name for shard in shards for name in _files(self.objects.folder / shard)
        }
        return digests & standing

    def path(self, digest: str, *, fresh: bool = False) -> Path | None:
        """An artifact's file, its bytes verified since it was last written, `fresh`: now; None
        where it is gone or was damaged.
        """
        return self.objects.hashed(digest) if fresh else self.objects.verified(digest)

    def keep(self, artifact: Path, trace: Trace) -> Trace:
        """Take a finished file in, then its trace; the trace with its output and size. Both are on
        the disk then.
        """
        digest, size = self.objects.publish(artifact)
        whole = replace(trace, output=digest, size=size)
        self.tracefiles.write(whole)
        self._remember([whole])
        return whole

    @contextmanager
    def lease(self, key: str) -> Generator[None]:
        """Hold a key: waits while another process holds it. The kernel ends it with the process."""
        path = self._made("leases") / key
        descriptor = _locked(path)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
            os.close(descriptor)

    def scratch(self, key: str) -> Path:
        """A folder of a step's own that outlives a killed build; a link in it that leads out of it
        is taken away.
        """
        folder = self._made("scratch", key)
        for above, *names in os.walk(folder):
            for path in (Path(above, name) for each in names for name in each):
                if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
                    path.unlink()
        return folder

    def drop_scratch(self, key: str) -> None:
        """Remove a step's scratch folder."""
        shutil.rmtree(self.root / "scratch" / key, ignore_errors=True)

    def journal(self, key: str, label: str = "", film: str = "") -> Journal:
        """What was asked of others for a step; it is never collected."""
        return Journal(self.root, key, label, film)

    def draft(self) -> Path:
        """A new empty folder for a file that is being made; on the same disk as the objects."""
        return Path(tempfile.mkdtemp(prefix="step-", dir=self._made("tmp")))

    def check_writable(self) -> None:
        """StoreError where nothing can be kept here: told before anything is made."""
        try:
            with tempfile.TemporaryFile(dir=self._made()):
                pass
        except OSError as error:
            raise StoreError(
                f"the store {self.root} cannot be written: {error.strerror}"
            ) from error

    @contextmanager
    def busy(self) -> Generator[None]:
        """Hold the store for a build, beside others; the kernel ends it with the process.

        Whoever is alone at that moment first removes what builds that were killed have left half
        made.
        """
        try:
            descriptor = os.open(
                self._made() / "in-use", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666
            )
        except (OSError, StoreError):  # read-only: nothing can be made in it, and nothing collected
            yield
            return
        try:
            if _locks(descriptor, fcntl.LOCK_EX):
                shutil.rmtree(self.objects.temporary, ignore_errors=True)
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def alone(self) -> Generator[None]:
        """Hold the store while no build runs in it; StoreError where one does, or where it cannot
        be written.
        """
        try:
            descriptor = os.open(
                self._made() / "in-use", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666
            )
        except OSError as error:
            raise StoreError(
                f"the store {self.root} cannot be written: {error.strerror}"
            ) from error
        try:
            if not _locks(descriptor, fcntl.LOCK_EX):
                raise StoreError("a build runs in this store: try again when it has ended")
            yield
        finally:
            os.close(descriptor)

    def _made(self, *parts: str) -> Path:
        """One of the store's own folders, made if it is not there."""
        folder = self.root.joinpath(*parts)
        try:
            folders.make_unlisted_folder(self.root)
            return folders.make_folder(self.root, folder)
        except OSError as error:
            raise StoreError(f"{folder} cannot be made: {error.strerror}") from error

    def close(self) -> None:
        """Close the index."""
        self.index.close()


def _locks(descriptor: int, how: int) -> bool:
    """Whether a lock can be had at once."""
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def leased_keys(root: Path) -> set[str]:
    """The keys that some process of this machine holds in a store while it makes them."""
    return {name for name in _files(root / "leases") if _is_held(root / "leases" / name)}


def _is_held(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def previews(root: Path) -> dict[str, Path]:
    """The small stills of what is being made in a store, by key."""
    found = sorted((root / "tmp").glob("step-*/preview-*.jpg"))
    return {each.stem.removeprefix("preview-"): each for each in found if not each.is_symlink()}


def _locked(path: Path) -> int:
    """A descriptor that holds the lock of a file which still has its name: the one before may have
    removed it.
    """
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        except OSError as error:
            raise StoreError(f"{path.parent} cannot be written: {error.strerror}") from error
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        try:
            if os.stat(path).st_ino == os.fstat(descriptor).st_ino:
                return descriptor
        except FileNotFoundError:
            pass
        os.close(descriptor)


def _files(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as found:
            return [each.name for each in found if each.is_file(follow_symlinks=False)]
    except OSError:
        return []
