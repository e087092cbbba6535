"""What the store holds, whether it is sound, and letting go of what no film needs any more."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass

from vfc.store.journal import all_journals
from vfc.store.local import LocalStore
from vfc.store.tracefiles import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """How much a store holds: objects and their bytes, traces, damaged objects that were set
    aside.
    """

    objects: int
    size: int
    traces: int
    damaged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What verifying found: objects read, those damaged (set aside), traces whose object is nowhere
    and those whose bytes are damaged (dropped), and delivered files that are gone or are others
    than were delivered, by path.
    """

    objects: int
    damaged: tuple[str, ...]
    dead_traces: int
    damaged_traces: int = 0
    delivered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What collecting removed, or would remove: objects, their bytes, traces."""

    objects: int
    size: int
    traces: int


def stats(store: LocalStore) -> Stats:
    """Count the store."""
    sizes = [path.stat().st_size for _, path in store.objects.all()]
    aside = store.root / "damaged"
    return Stats(
        objects=len(sizes),
        size=sum(sizes),
        traces=sum(1 for _ in store.tracefiles.all()),
        damaged=len(list(aside.iterdir())) if aside.is_dir() else 0,
    )


def verify(store: LocalStore) -> Verified:
    """Hash every object; damaged ones are set aside, and the traces that nothing stands behind are
    dropped.
    """
    sound: set[str] = set()
    damaged: list[str] = []
    for digest, _ in list(store.objects.all()):
        if store.objects.verified(digest):
            sound.add(digest)
        else:
            damaged.append(digest)
    store.index.rows("SELECT 1")  # the traces of an older store are in files from now on
    outputs = {trace.output for path in store.tracefiles.all() if (trace := read(path)) is not None}
    # A build beside this one may have kept objects since they were listed.
    dead = _drop(store, {digest for digest in outputs - sound if not store.objects.has(digest)})
    traces = store.tracefiles.drop_damaged()
    return Verified(
        objects=len(sound) + len(damaged),
        damaged=tuple(damaged),
        dead_traces=dead,
        damaged_traces=traces,
    )


def collect(
    store: LocalStore, roots: Iterable[str], *, older_than: float = 0.0, dry_run: bool = False
) -> Collected:
    """Remove every object that no trace of the keys in `roots` names and that is older than
    `older_than` seconds.

    Locked digests are roots too: pass them among the keys. StoreError while a build runs in this
    store: what it has just made is named by nothing yet.
    """
    with store.alone():
        return _collect(store, roots, older_than, dry_run)


def _collect(
    store: LocalStore, roots: Iterable[str], older_than: float, dry_run: bool
) -> Collected:
    roots = set(roots)
    traces = [trace for each in store.traces(roots).values() for trace in each]
    kept = {digest for trace in traces for digest in (trace.output, *trace.pieces)} | roots
    limit = time.time() - older_than
    gone = [
        (digest, path, path.stat()) for digest, path in store.objects.all() if digest not in kept
    ]
    gone = [(digest, path, stat.st_size) for digest, path, stat in gone if stat.st_mtime <= limit]
    report = Collected(
        objects=len(gone),
        size=sum(size for _, _, size in gone),
        traces=_drop(store, {digest for digest, _, _ in gone}, dry_run=dry_run),
    )
    if not dry_run:
        for _, path, _ in gone:
            path.unlink(missing_ok=True)
        _sweep(store, limit)
    return report


def _drop(store: LocalStore, outputs: set[str], *, dry_run: bool = False) -> int:
    """Drop the traces with these outputs, from the index last: a crash leaves rows whose object is
    gone, which count for nothing; how many there were.
    """
    if not outputs:
        return 0
    if dry_run:
        return sum(
            trace is not None and trace.output in outputs
            for trace in map(read, store.tracefiles.all())
        )
    count = store.tracefiles.drop(outputs)
    with store.index.writing() as connection:
        connection.executemany("DELETE FROM traces WHERE output = ?", [(each,) for each in outputs])
    return count


def _sweep(store: LocalStore, limit: float) -> None:
    """Remove drafts, scratch, damaged objects and indexes that were left behind before `limit`; no
    scratch of a step with a journal: what was paid may lie there, and not be kept yet.
    """
    folders = [store.root / name for name in ("tmp", "scratch", "damaged")]
    left = [each for folder in folders if folder.is_dir() for each in folder.iterdir()]
    paid = {store.root / "scratch" / key for key, _ in all_journals(store.root)}
    left = [each for each in left if each not in paid]
    for each in (*left, *store.root.glob("index.sqlite3*.damaged")):
        if each.lstat().st_mtime <= limit:
            plain = each.is_symlink() or not each.is_dir()
            each.unlink(missing_ok=True) if plain else shutil.rmtree(each, ignore_errors=True)
