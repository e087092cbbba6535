"""Traces as small files beside the objects: the truth of what was made, of which the index is a
cache.

`traces/KE/Y.DIGEST`: a key's first two digits, the rest of it, and the digest of the file's own
bytes, so that a trace is found by its key without an index, is written once, and damage to it
shows. The bytes are one JSON object, a `Trace` by field name. It is written after its object is
durable, and is durable before its step counts as made.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from vfc.errors import StoreError
from vfc.files import replacing, sync_folder
from vfc.store.api import Trace
from vfc.store.folders import make_folder, refuse_link
from vfc.store.objects import hash_bytes, is_digest
from vfc.store.plainfiles import read_plain
from vfc.store.plainjson import plain

FOLDER = "traces"
SHAPE = {
    "key": str,
    "label": str,
    "content": str,
    "inputs": [(str, str)],
    "output": str,
    "size": int,
    "seconds": float,
    "environment": str,
    "made": float,
}
NAME = re.compile(r"([^.]*)\.([0-9a-f]{64})")


class TraceFiles:
    """The folder of traces below `root`; drafts lie in its folder `tmp`."""

    def __init__(self, root: Path):
        self.folder, self.temporary = root / FOLDER, root / "tmp"

    def write(self, trace: Trace) -> None:
        """Keep a trace; it is on the disk when this returns. StoreError where the disk refuses."""
        data = _bytes(trace)
        target = self._place(trace.key, data)
        try:
            new = self._folder(target.parent)
            self._draft(target, data, synced=True)
            for each in new:
                sync_folder(each)
        except OSError as error:
            raise StoreError(
                f"the store {self.folder.parent} cannot be written: {error.strerror or error}"
            ) from error

    def write_all(self, traces: Iterable[Trace]) -> None:
        """Keep the traces of a store that had none in files, all synced together; StoreError where
        the disk refuses.
        """
        try:
            for trace in traces:
                data = _bytes(trace)
                target = self._place(trace.key, data)
                self._folder(target.parent)
                self._draft(target, data, synced=False)
            os.sync()
        except OSError as error:
            raise StoreError(
                f"the store {self.folder.parent} cannot be written: {error.strerror or error}"
            ) from error

    def _place(self, key: str, data: bytes) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.{hash_bytes(data)}"

    def _folder(self, folder: Path) -> list[Path]:
        """Make a shard's folder; the folders that must be synced for what will lie in it to be
        found after a power cut.
        """
        there = folder.is_dir()
        make_folder(self.folder.parent, folder)
        return [folder] if there else [folder, folder.parent, folder.parent.parent]

    def _draft(self, target: Path, data: bytes, *, synced: bool) -> None:
        make_folder(self.folder.parent, self.temporary)
        draft = self.temporary / f"trace-{os.urandom(8).hex()}"
        with replacing(target, draft=draft, synced=synced) as file:
            file.write(data)

    def of(self, keys: Iterable[str]) -> dict[str, tuple[Trace, ...]]:
        """The traces of these keys, oldest first, by one listing of each shard that they would lie
        in.
        """
        wanted: dict[str, set[str]] = {}
        for key in keys:
            wanted.setdefault(key[:2], set()).add(key[2:])
        found: dict[str, list[Trace]] = {}
        for shard, rests in wanted.items():
            for path in self._listed(shard):
                if path.name.partition(".")[0] in rests and (trace := read(path)) is not None:
                    found.setdefault(trace.key, []).append(trace)
        return {
            key: tuple(sorted(each, key=lambda trace: trace.made)) for key, each in found.items()
        }

    def all(self) -> Iterator[Path]:
        """Every trace's file, as the folders list them."""
        for shard in sorted(os.listdir(self.folder)) if self.folder.is_dir() else ():
            refuse_link(self.folder / shard)
            yield from self._listed(shard)

    def _listed(self, shard: str) -> list[Path]:
        try:
            with os.scandir(self.folder / shard) as found:
                names = [
                    each.name
                    for each in found
                    if NAME.fullmatch(each.name) and each.is_file(follow_symlinks=False)
                ]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise StoreError(
                f"the store {self.folder.parent} cannot be read: {error.strerror}"
            ) from error
        return [self.folder / shard / name for name in sorted(names)]

    def drop(self, outputs: set[str]) -> int:
        """Remove the traces with these outputs; how many there were."""
        return self._drop(lambda trace: trace is not None and trace.output in outputs)

    def drop_damaged(self) -> int:
        """Remove the files whose bytes are not those that were written; how many there were."""
        return self._drop(lambda trace: trace is None)

    def _drop(self, wanted: Callable[[Trace | None], bool]) -> int:
        found = [path for path in self.all() if wanted(read(path))]
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)


def read(path: Path) -> Trace | None:
    """A trace from its file; None where that is gone, or its bytes are others than were written.

    StoreError where the disk does not let it be read, which says nothing of the bytes.
    """
    try:
        data = read_plain(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"a trace of the store cannot be read: {error.strerror}") from error
    if hash_bytes(data) != path.name[-64:]:
        return None
    trace = _trace(data)
    return trace if trace is not None and path.name.startswith(f"{trace.key[2:]}.") else None


def _trace(data: bytes) -> Trace | None:
    """The trace of these bytes, if they are one as it is written here: whoever hashes can name a
    file after its bytes.
    """
    said = plain(data, SHAPE)
    if said is None or not is_digest(said["output"]):
        return None
    return Trace(**said | {"inputs": tuple((role, digest) for role, digest in said["inputs"])})


def _bytes(trace: Trace) -> bytes:
    said = {each.name: getattr(trace, each.name) for each in fields(trace)}
    return json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode(
        "ascii"
    )
