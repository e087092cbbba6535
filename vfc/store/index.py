"""The index: traces, and what is remembered to be quick, in one SQLite file in WAL mode.

It is a cache that heals: a damaged file is set aside and begun anew, and what it knew is made again. A trace is written
after its object is durable, so the index never names bytes that a crash could take.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from vfc.errors import StoreError
from vfc.store.api import Trace

SCHEMA = """
CREATE TABLE IF NOT EXISTS traces (
  key TEXT NOT NULL, label TEXT NOT NULL, content TEXT NOT NULL, inputs TEXT NOT NULL, output TEXT NOT NULL,
  size INTEGER NOT NULL, seconds REAL NOT NULL, environment TEXT NOT NULL, made REAL NOT NULL,
  UNIQUE (key, inputs, output));
CREATE INDEX IF NOT EXISTS traces_by_output ON traces (output);
CREATE TABLE IF NOT EXISTS files (
  path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER, inode INTEGER, digest TEXT, facts TEXT,
  seen_ns INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS labels (
  ledger TEXT, label TEXT, key TEXT, content TEXT, PRIMARY KEY (ledger, label)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rates (kind TEXT PRIMARY KEY, seconds REAL, units REAL) WITHOUT ROWID;
"""
VERSION = 3
BATCH = 900


class FileRecord(NamedTuple):
    """A file's numbers when it was read at `seen_ns`, its digest, and its facts as JSON."""

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    digest: str
    facts: str
    seen_ns: int


class Index:
    """The SQLite file, one connection a process under a lock; opened when first used, healed when damaged."""

    def __init__(self, path: Path):
        self.path = path
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """The connection, or None where no index is there yet."""
        with self._lock:
            yield self._open() if self._connection or self.path.exists() else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection inside one transaction; StoreError where the disk refuses."""
        with self._lock:
            try:
                connection = self._open()
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
            except sqlite3.OperationalError as error:
                raise StoreError(f"the store {self.path.parent} cannot be written: {error}") from error
            except sqlite3.DatabaseError as error:
                self.heal()
                raise StoreError(f"the store's index was damaged ({error}) and is begun anew; build again") from error

    def rows(self, query: str, values: Iterable[str] = ()) -> list[tuple]:
        """Rows of a read query; where the index is damaged it is set aside, and there are none."""
        with self.reading() as connection:
            if connection is None:
                return []
            try:
                return connection.execute(query, tuple(values)).fetchall()
            except sqlite3.DatabaseError:
                self.heal()
                return []

    def rows_in(self, query: str, values: Iterable[str]) -> list[tuple]:
        """Rows of a query with `IN (?)` over any number of values, in batches."""
        found: list[tuple] = []
        values = list(values)
        for start in range(0, len(values), BATCH):
            batch = values[start : start + BATCH]
            found += self.rows(query.replace("(?)", f"({','.join('?' * len(batch))})"), batch)
        return found

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._connection = self._connect()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) and self.path.parent.is_dir() \
                        and not os.access(self.path.parent, os.W_OK):
                    self._connection = self._connect_read_only()
                elif isinstance(error, sqlite3.OperationalError) and "not a database" not in str(error) \
                        and "malformed" not in str(error):
                    raise StoreError(f"the store {self.path.parent} cannot be opened: {error}") from error
                else:
                    self.heal()
                    self._connection = self._connect()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"the store {self.path.parent} cannot be made: {error.strerror}") from error
        connection = sqlite3.connect(self.path, timeout=60, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.executescript(SCHEMA)
            if connection.execute("PRAGMA user_version").fetchone()[0] not in (0, VERSION):
                raise sqlite3.DatabaseError("another version of the index: malformed")
            connection.execute(f"PRAGMA user_version={VERSION}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect_read_only(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True, isolation_level=None,
                               check_same_thread=False)

    def heal(self) -> None:
        """Set a damaged index aside; the next use begins a new one."""
        with self._lock:
            self.close()
            for suffix in ("", "-wal", "-shm"):
                found = Path(f"{self.path}{suffix}")
                if found.exists():
                    os.replace(found, f"{found}.damaged")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


class Records:
    """What is remembered beside the traces: files' numbers, what each label last held, how long work took."""

    def __init__(self, index: Index):
        self.index = index

    def files(self, paths: Iterable[str]) -> dict[str, FileRecord]:
        """What is remembered of these files, by path."""
        rows = self.index.rows_in("SELECT path, size, mtime_ns, ctime_ns, inode, digest, facts, seen_ns FROM files "
                                  "WHERE path IN (?)", paths)
        return {row[0]: FileRecord(*row) for row in rows}

    def facts_of(self, digest: str) -> list[str]:
        """What is remembered of files of these bytes, wherever they lay."""
        return [row[0] for row in self.index.rows("SELECT facts FROM files WHERE digest = ?", [digest])]

    def keep_files(self, records: Iterable[FileRecord]) -> None:
        """Remember files."""
        records = list(records)
        if records:
            with self.index.writing() as connection:
                connection.executemany("INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?,?)", records)

    def labels(self, ledger: str) -> dict[str, str]:
        """The key of each label when a build of this film and profile last finished it."""
        return dict(self.index.rows("SELECT label, key FROM labels WHERE ledger = ?", [ledger]))

    def content(self, ledger: str, label: str) -> str | None:
        """The content of a label when a build of this film and profile last finished it; None of one not known."""
        rows = self.index.rows("SELECT content FROM labels WHERE ledger = ? AND label = ?", [ledger, label])
        return rows[0][0] if rows else None

    def keep_labels(self, ledger: str, before: Mapping[str, str], now: Mapping[str, tuple[str, str]]) -> None:
        """Replace what the labels hold, (key, content) each; only what differs from the keys `before` is written."""
        changed = [(ledger, label, *held) for label, held in now.items() if before.get(label) != held[0]]
        gone = [(ledger, label) for label in before if label not in now]
        if changed or gone:
            with self.index.writing() as connection:
                connection.executemany("INSERT OR REPLACE INTO labels VALUES (?,?,?,?)", changed)
                connection.executemany("DELETE FROM labels WHERE ledger = ? AND label = ?", gone)

    def seconds_a_unit(self) -> dict[str, float]:
        """Seconds a unit of work has taken, by kind; recent work counts most."""
        return {kind: seconds / units for kind, seconds, units in
                self.index.rows("SELECT kind, seconds, units FROM rates") if units}

    def keep_times(self, times: Iterable[tuple[str, float, float]]) -> None:
        """Add work done: (kind, seconds, units); what was known before counts half."""
        times = list(times)
        if times:
            with self.index.writing() as connection:
                connection.executemany("UPDATE rates SET seconds = seconds / 2, units = units / 2 WHERE kind = ?",
                                       {(kind,) for kind, _, _ in times})
                connection.executemany(
                    "INSERT INTO rates VALUES (?,?,?) ON CONFLICT (kind) DO UPDATE SET "
                    "seconds = seconds + excluded.seconds, units = units + excluded.units", times)


def trace_row(trace: Trace) -> tuple:
    """A trace as a row of the index."""
    inputs = "\n".join(f"{role}\t{digest}" for role, digest in trace.inputs)
    return (trace.key, trace.label, trace.content, inputs, trace.output, trace.size, trace.seconds, trace.environment,
            trace.made)


def row_trace(row: tuple) -> Trace:
    """A row of the index as a trace; its content is not read, which a plan of thousands of steps need not hold."""
    inputs = tuple(tuple(line.split("\t")) for line in row[3].split("\n") if line)
    return Trace(key=row[0], label=row[1], content=row[2], inputs=inputs, output=row[4], size=row[5], seconds=row[6],
                 environment=row[7], made=row[8])
