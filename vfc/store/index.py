"""The index: a cache of the traces, and what is remembered to be quick, in one SQLite file in WAL
mode.

What it holds of traces lies in files too (`vfc.store.tracefiles`), so that it may be lost or
damaged at any time: it is set aside, and read again from these as they are asked for. Each row that
could lead astray carries a checksum, for a flipped bit is no damage that SQLite sees. That the disk
refuses or another holds the file is an error, and no damage.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import threading
import time
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from vfc.errors import StoreError
from vfc.store.api import Trace
from vfc.store.folders import make_unlisted_folder
from vfc.store.objects import is_digest

SCHEMA = """
CREATE TABLE IF NOT EXISTS traces (
  key TEXT NOT NULL, label TEXT NOT NULL, inputs TEXT NOT NULL, output TEXT NOT NULL,
  size INTEGER NOT NULL, seconds REAL NOT NULL, environment TEXT NOT NULL, made REAL NOT NULL,
  sum INTEGER NOT NULL,
  UNIQUE (key, inputs, output));
CREATE INDEX IF NOT EXISTS traces_by_output ON traces (output);
CREATE TABLE IF NOT EXISTS files (
  path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER, inode INTEGER,
  digest TEXT, facts TEXT, seen_ns INTEGER, sum INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_digest ON files (digest);
CREATE TABLE IF NOT EXISTS labels (
  ledger TEXT, label TEXT, key TEXT, content TEXT, sum INTEGER,
  PRIMARY KEY (ledger, label)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rates (kind TEXT PRIMARY KEY, seconds REAL, units REAL) WITHOUT ROWID;
"""
VERSION = 4
WITH_CONTENT = (1, 2, 3)  # versions whose traces lay in the index alone, each with its step's text
BATCH = 900
FULL = 1 << 17  # bytes: with less, SQLite can neither write nor open
TRACE = "key, label, inputs, output, size, seconds, environment, made, sum"
OUTPUT = 3  # of these

SqlRow = tuple[Any, ...]  # as SQLite hands it back: whoever asks knows the columns


class ReadOnlyError(StoreError):
    """The index may only be read."""


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
    """The SQLite file, one connection a process under a lock; opened when first used.

    Where it is damaged it is set aside and begun anew. `older` is handed the traces of a store
    whose index alone held them, before they leave it.
    """

    def __init__(self, path: Path, older: Callable[[Iterable[Trace]], None] = lambda traces: None):
        self.path, self._older = path, older
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None

    @contextmanager
    def writing(self) -> Generator[sqlite3.Connection]:
        """The connection inside one transaction; StoreError where the disk refuses.

        Where the index is damaged it is begun anew, and what was to be written is forgotten: it is
        remembered again.
        """
        with self._lock:
            try:
                connection = self._open()
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    # SQLite may have rolled back itself, as when the disk is full
                    with suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                if not _is_damage(error):
                    kind = (
                        ReadOnlyError if _primary(error) == sqlite3.SQLITE_READONLY else StoreError
                    )
                    raise kind(
                        f"the store {self.path.parent} cannot be written: {self._why(error)}"
                    ) from error
                self.heal()

    def rows(self, query: str, values: Iterable[str] = ()) -> list[SqlRow]:
        """Rows of a read query; none where no index is there yet. StoreError where it cannot be
        read.

        Where the index is damaged it is begun anew, and there are none.
        """
        with self._lock:
            try:
                if self._connection is None and not os.path.lexists(self.path):
                    return []
                return self._open().execute(query, tuple(values)).fetchall()
            except (sqlite3.Error, OverflowError, UnicodeError) as error:
                if not _is_damage(error):
                    raise StoreError(
                        f"the store {self.path.parent} cannot be read: {self._why(error)}"
                    ) from error
                self.heal()
                return []

    def rows_in(self, query: str, values: Iterable[str]) -> list[SqlRow]:
        """Rows of a query with `IN (?)` over any number of values, in batches."""
        found: list[SqlRow] = []
        values = list(values)
        for start in range(0, len(values), BATCH):
            batch = values[start : start + BATCH]
            found += self.rows(query.replace("(?)", f"({','.join('?' * len(batch))})"), batch)
        return found

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._connection = self._connect()
            except sqlite3.Error as error:
                if _is_damage(error):
                    self.heal()
                    self._connection = self._connect()
                elif self.path.is_file() and not _writable(self.path.parent):
                    self._connection = self._connect_read_only()
                else:
                    raise
        return self._connection

    def _files(self) -> tuple[Path, ...]:
        """The files that SQLite keeps an index in."""
        return tuple(Path(f"{self.path}{suffix}") for suffix in ("", "-wal", "-shm", "-journal"))

    def _connect(self) -> sqlite3.Connection:
        try:
            make_unlisted_folder(self.path.parent)
            if any(map(_is_no_file, self._files())):
                self.heal()  # a folder, a link or a pipe has the name of one
        except OSError as error:
            raise StoreError(
                f"the store {self.path.parent} cannot be made: {error.strerror}"
            ) from error
        connection = sqlite3.connect(
            self.path, timeout=60, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare(connection)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Bring the tables to this version; StoreError for an index of a version that is not
        known.
        """
        if (version := _version(connection)) > VERSION or version < 0:
            raise StoreError(
                f"the store {self.path.parent} was made by a newer vfc (its index has version "
                f"{version}, this one knows {VERSION}): upgrade vfc, or name another folder with "
                f"--store"
            )
        if version == VERSION:
            return
        connection.execute("BEGIN IMMEDIATE")
        with connection:  # which ends the transaction
            if _version(connection) in WITH_CONTENT:  # or another has been here since
                self._migrate(connection)
            for statement in SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={VERSION}")

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Write the traces to files, each with its step's text; the rest is remembered again."""
        rows = connection.execute(
            "SELECT key, label, inputs, output, size, seconds, environment, made, 0, content "
            "FROM traces ORDER BY rowid"
        )
        self._older(row_trace(row, content=row[9]) for row in rows)
        for table in ("traces", "files", "labels"):
            connection.execute(f"DROP TABLE {table}")

    def _connect_read_only(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{quote(str(self.path))}?mode=ro&immutable=1",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        if _version(connection) != VERSION:
            connection.close()
            raise StoreError(
                f"the store {self.path.parent} was made by another vfc, and cannot be written to "
                f"be brought up to date"
            )
        return connection

    def _why(self, error: Exception) -> str:
        """What an error means: SQLite calls a disk without space for its shared memory an I/O
        error.
        """
        full = (
            isinstance(error, sqlite3.OperationalError)
            and shutil.disk_usage(self.path.parent).free < FULL
        )
        return "no space is left on the disk" if full else str(error)

    def heal(self) -> None:
        """Set a damaged index aside, and say so; the next use begins a new one."""
        with self._lock:
            self.close()
            for found in filter(os.path.lexists, self._files()):
                _set_aside(found)
            import logging  # of a damaged index alone

            logging.getLogger("vfc.store").warning(
                "the index of the store %s was damaged and is set aside; the traces are read again "
                "from their files",
                self.path.parent,
            )

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


def _is_no_file(path: Path) -> bool:
    """Whether something has this name that is no file, such as a link to one."""
    try:
        # in one look: another process may take its -wal away meanwhile
        return not stat.S_ISREG(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _is_damage(error: Exception) -> bool:
    """Whether an error tells of bytes that are no index, and not of a disk that refuses or of a
    lock.
    """
    if not isinstance(error, sqlite3.Error):
        return True  # a number or a text in a row that cannot be one
    # SQLITE_ERROR of queries that never change, or a text that is no UTF-8 (which has no code): the
    # tables are others.
    return _primary(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def _primary(error: sqlite3.Error) -> int:
    """The code of an error without what it says in detail; an error of no code tells of damage."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF


def _set_aside(path: Path) -> None:
    aside = Path(f"{path}.damaged")
    try:
        os.replace(
            path,
            aside if path.is_file() and not aside.is_dir() else f"{path}.{time.time_ns()}.damaged",
        )
    except OSError as error:
        raise StoreError(f"{path} is damaged and stays: {error.strerror}") from error


def _writable(folder: Path) -> bool:
    """Whether files can be made in a folder: as root a disk that is mounted read-only is known by
    trying alone.
    """
    if not hasattr(os, "O_TMPFILE"):
        return os.access(folder, os.W_OK)
    try:
        descriptor = os.open(folder, os.O_WRONLY | os.O_TMPFILE, 0o600)
    except OSError as error:
        return error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM)
    os.close(descriptor)
    return True


def checksum(row: Iterable[object]) -> int:
    """The checksum of a row's values."""
    return zlib.crc32(repr(tuple(row)).encode("utf-8", "surrogatepass"))


def summed(row: Iterable[object]) -> SqlRow:
    """A row with its checksum."""
    row = tuple(row)
    return (*row, checksum(row))


def _sound(rows: Iterable[SqlRow]) -> Iterator[SqlRow]:
    """The rows whose last value is the checksum of the others, without it."""
    return (row[:-1] for row in rows if checksum(row[:-1]) == row[-1])


class Records:
    """What is remembered beside the traces: files' numbers, what each label last held, how long
    work took.
    """

    def __init__(self, index: Index):
        self.index = index

    def files(self, paths: Iterable[str]) -> dict[str, FileRecord]:
        """What is remembered of these files, by path."""
        rows = self.index.rows_in(
            "SELECT path, size, mtime_ns, ctime_ns, inode, digest, facts, seen_ns, sum "
            "FROM files WHERE path IN (?)",
            paths,
        )
        return {row[0]: FileRecord(*row) for row in _sound(rows)}

    def facts_of(self, digest: str) -> list[str]:
        """What is remembered of files of these bytes, wherever they lay."""
        rows = self.index.rows(
            "SELECT path, size, mtime_ns, ctime_ns, inode, digest, facts, seen_ns, sum "
            "FROM files WHERE digest = ?",
            [digest],
        )
        return [FileRecord(*row).facts for row in _sound(rows)]

    def keep_files(self, records: Iterable[FileRecord]) -> None:
        """Remember files."""
        self._write(
            ("INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?,?,?)", map(summed, records))
        )

    def labels(self, ledger: str) -> dict[str, str]:
        """The key of each label when a build of this film and profile last finished it."""
        rows = self.index.rows(
            "SELECT ledger, label, key, content, sum FROM labels WHERE ledger = ?", [ledger]
        )
        return {row[1]: row[2] for row in _sound(rows)}

    def content(self, ledger: str, label: str) -> str | None:
        """The content of a label when a build of this film and profile last finished it; None of
        one not known.
        """
        rows = self.index.rows(
            "SELECT ledger, label, key, content, sum FROM labels WHERE ledger = ? AND label = ?",
            [ledger, label],
        )
        return next((row[3] for row in _sound(rows)), None)

    def keep_labels(
        self, ledger: str, before: Mapping[str, str], now: Mapping[str, tuple[str, str]]
    ) -> None:
        """Replace what the labels hold, (key, content) each; only what differs from the keys
        `before` is written.
        """
        changed = [
            summed((ledger, label, *held))
            for label, held in now.items()
            if before.get(label) != held[0]
        ]
        gone = [(ledger, label) for label in before if label not in now]
        self._write(
            ("INSERT OR REPLACE INTO labels VALUES (?,?,?,?,?)", changed),
            ("DELETE FROM labels WHERE ledger = ? AND label = ?", gone),
        )

    def seconds_a_unit(self) -> dict[str, float]:
        """Seconds a unit of work has taken, by kind; recent work counts most."""
        return {
            kind: seconds / units
            for kind, seconds, units in self.index.rows("SELECT kind, seconds, units FROM rates")
            if _is_time(seconds) and _is_time(units)
        }

    def keep_times(self, times: Iterable[tuple[str, float, float]]) -> None:
        """Add work done: (kind, seconds, units); what was known before counts half."""
        times = list(times)
        self._write(
            (
                "UPDATE rates SET seconds = seconds / 2, units = units / 2 WHERE kind = ?",
                {(kind,) for kind, _, _ in times},
            ),
            (
                "INSERT INTO rates VALUES (?,?,?) ON CONFLICT (kind) DO UPDATE SET "
                "seconds = seconds + excluded.seconds, units = units + excluded.units",
                times,
            ),
        )

    def _write(self, *work: tuple[str, Iterable[SqlRow]]) -> None:
        """Write rows in one transaction; where the store may only be read, what was to be
        remembered is not.
        """
        rows = [(statement, list(each)) for statement, each in work]
        if any(each for _, each in rows):
            with suppress(ReadOnlyError), self.index.writing() as connection:
                for statement, each in rows:
                    connection.executemany(statement, each)


class ReadRecords(Records):
    """The same, with nothing added to it: of files that lie somewhere for a while."""

    def _write(self, *work: tuple[str, Iterable[SqlRow]]) -> None:
        """Leave everything as it is."""


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and isfinite(value) and value > 0


def trace_row(trace: Trace) -> SqlRow:
    """A trace as a row of the index: all but its step's text, which its file has."""
    inputs = "\n".join(f"{role}\t{digest}" for role, digest in trace.inputs)
    return summed(
        (
            trace.key,
            trace.label,
            inputs,
            trace.output,
            trace.size,
            trace.seconds,
            trace.environment,
            trace.made,
        )
    )


def row_trace(row: SqlRow, content: str = "") -> Trace:
    """A row of the index as a trace."""
    inputs = tuple(tuple(line.split("\t")) for line in row[2].split("\n") if line)
    return Trace(
        key=row[0],
        label=row[1],
        content=content,
        inputs=inputs,
        output=row[3],
        size=row[4],
        seconds=row[5],
        environment=row[6],
        made=row[7],
    )


def sound_traces(rows: Iterable[SqlRow]) -> Iterator[Trace]:
    """The traces of rows that stand as they were written, of the columns `TRACE`."""
    return (row_trace(row) for row in _sound(rows) if is_digest(row[OUTPUT]))
