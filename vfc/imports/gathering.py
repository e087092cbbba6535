"""The files of a folder or of a ZIP archive, as a stranger packed them: nothing is written by a
name from there, no link is followed, and what is unpacked has its bounds.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from vfc.errors import UsageError

STILLS = (".png", ".jpg", ".jpeg", ".heic", ".heif", ".tif", ".tiff", ".bmp")
MOVING = (".webp", ".avif", ".gif", ".apng", ".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi")
PICTURES = frozenset((*STILLS, *MOVING))
RECORDS = frozenset({".json", ".txt"})
MOST = 20_000  # files
LARGEST = 16 << 30  # bytes of a file
LARGEST_RECORD = 16 << 20
RATIO, SLACK = 200, 64 << 20  # what an archive unpacks to: so many times its size, and this more
BLOCK = 1 << 20
ODD_NAME = re.compile(r"[\x00-\x1f\\]|^/|^[A-Za-z]:|(^|/)\.\.(/|$)")


class Left(NamedTuple):
    """A file that did not come in, by its name there, and why."""

    name: str
    why: str


class Gathered(NamedTuple):
    """Files by their names below what was imported, and those that were left."""

    files: dict[PurePosixPath, Path]
    left: list[Left]


def gather(source: Path, scratch: Path) -> Gathered:
    """The files of a folder, or of an archive, which is unpacked into `scratch`.

    UsageError where the source is neither, or holds more files than are read.
    """
    if source.is_dir():
        found = Gathered({}, [])
        for name, why in _walk(source):
            if why:
                found.left.append(Left(str(name), why))
            else:
                found.files[name] = source / name
            if len(found.files) + len(found.left) > MOST:
                raise UsageError(f"{source} holds more than {MOST:,} files; import a part of it")
        return found
    try:
        with zipfile.ZipFile(source) as archive:
            return _unpacked(archive, source.stat().st_size, scratch)
    except FileNotFoundError:
        raise UsageError(f"{source} is not there") from None
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UsageError(f"{source} is no folder and no ZIP archive that can be read") from error
    except OSError as error:
        raise UsageError(f"{source} cannot be read: {error.strerror or error}") from error


def _walk(source: Path) -> Iterator[tuple[PurePosixPath, str]]:
    """Each file's name, with why it is left out."""
    for folder, below, files in os.walk(source):
        here = PurePosixPath(Path(folder).relative_to(source).as_posix())
        if "film.yaml" in files:
            yield here / "film.yaml", "a film of vfc lies there"
            below.clear()
            continue
        for name in sorted(below):
            if (Path(folder) / name).is_symlink():
                yield here / name, "is a link"
        below.sort()
        yield from ((here / name, _fault(Path(folder) / name)) for name in sorted(files))


def _fault(path: Path) -> str:
    try:
        path.name.encode("utf-8")
        facts = path.lstat()
    except UnicodeEncodeError:
        return "its name is no UTF-8"
    except OSError as error:
        return error.strerror or "cannot be read"
    if stat.S_ISLNK(facts.st_mode):
        return "is a link"
    if not stat.S_ISREG(facts.st_mode):
        return "is no file"
    return _unfit(path.suffix.lower(), facts.st_size)


def _unfit(suffix: str, size: int) -> str:
    """Why a file of this ending and size is not read; '' where it is."""
    if suffix not in PICTURES | RECORDS:
        return "is no picture, no film and no record of one, by its ending"
    if size > (LARGEST_RECORD if suffix in RECORDS else LARGEST):
        return f"is larger than is read: {size:,} bytes"
    return "" if size else "is empty"


def _unpacked(archive: zipfile.ZipFile, size: int, scratch: Path) -> Gathered:
    entries = [each for each in archive.infolist() if not each.is_dir()]
    if len(entries) > MOST:
        raise UsageError(f"the archive holds more than {MOST:,} files")
    found, room = Gathered({}, []), RATIO * size + SLACK
    for number, entry in enumerate(entries):
        why = _refused(entry, room, found)
        path = scratch / f"{number:05d}{PurePosixPath(entry.filename).suffix.lower()}"
        if not why:
            why = _unpack(archive, entry, path)
            room -= entry.file_size
        if why:
            found.left.append(Left(entry.filename, why))
        else:
            found.files[PurePosixPath(entry.filename)] = path
    return found


def _refused(entry: zipfile.ZipInfo, room: int, found: Gathered) -> str:
    name = entry.filename
    if ODD_NAME.search(name) or len(name) > 1000:
        return "its name leads out of the archive"
    if PurePosixPath(name) in found.files:
        return "its name stands twice in the archive"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link"
    if entry.flag_bits & 1:
        return "is locked with a password"
    if "__MACOSX" in name.split("/"):
        return "is a note of macOS"
    if entry.file_size > room:
        return f"the archive unpacks to more than {RATIO} times its size"
    return _unfit(PurePosixPath(name).suffix.lower(), entry.file_size)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> str:
    """Write an entry as `path`, no longer than its header says; why it cannot be read."""
    try:
        with archive.open(entry) as packed, path.open("xb") as file:
            while block := packed.read(BLOCK):
                file.write(block)
        return ""
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, zlib.error):
        path.unlink(missing_ok=True)
        return "is damaged in the archive"
