"""Where notes lie: `notes/SCENE/SHOT.yaml` beside the film. No link is followed, no file read that
is larger than notes are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from vfc.errors import Mistake, Severity, Span, UsageError
from vfc.files import write_whole
from vfc.notes.model import LARGEST
from vfc.notes.reading import ShotNotes, read_notes
from vfc.notes.writing import ATTRIBUTES
from vfc.store.folders import links, make_folder
from vfc.store.plainfiles import opened

PART = re.compile(r"[a-z0-9-]{1,200}")  # of a shot's name
ENDING = ".yaml"
MOST_FILES = 20_000


class NoteFiles:
    """The files of notes of the film whose text is `entry` in a folder; a text of another name than
    film.yaml has notes of its own.
    """

    def __init__(self, folder: Path, entry: str = "film.yaml"):
        stem = entry.rpartition(".")[0]
        self.folder = folder
        self.name = "notes" if stem == "film" else f"{stem}.notes"

    def path(self, shot: str) -> Path:
        """Where the notes of a shot lie."""
        return self.folder / self.name / f"{shot}{ENDING}"

    def file(self, shot: str) -> str:
        """The same, relative to the film's folder, with forward slashes."""
        return f"{self.name}/{shot}{ENDING}"

    def shots(self) -> list[str]:
        """The shots of which there are files of notes, sorted."""
        return sorted(self._shots())

    def _shots(self) -> Iterator[str]:
        count = 0
        for scene in _entries(self.folder / self.name):
            if PART.fullmatch(scene.name) and scene.is_dir():
                for each in _entries(Path(scene.path)):
                    name, ending = os.path.splitext(each.name)
                    count += 1
                    if ending == ENDING and PART.fullmatch(name) and count <= MOST_FILES:
                        yield f"{scene.name}/{name}"

    def read(self, shot: str) -> ShotNotes:
        """The notes of a shot; none where there is no file. Nothing is raised."""
        path, file = self.path(shot), self.file(shot)
        if any(os.path.islink(each) for each in (path, *links(self.folder, path))):
            return _unread(shot, file, "it is a link, or lies behind one, which is not followed")
        try:
            with opened(path) as read:
                data = read.read(LARGEST + 1)
        except FileNotFoundError:
            return ShotNotes(shot=shot, file=file, text="")
        except OSError as error:
            return _unread(shot, file, f"it cannot be read: {error.strerror or error}")
        if len(data) > LARGEST:
            return _unread(shot, file, f"it has more than {LARGEST >> 20} MiB")
        try:
            text = data.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            return _unread(shot, file, "it is not UTF-8")
        return read_notes(shot, file, text)

    def all(self) -> list[ShotNotes]:
        """The notes of each shot that has a file of them, sorted by the names of shots."""
        return [self.read(shot) for shot in self.shots()]

    def write(self, shot: str, text: str) -> None:
        """Write the notes of a shot; StoreError where a link stands in the way, UsageError where
        the disk refuses.
        """
        path = self.path(shot)
        try:
            make_folder(self.folder, path.parent, "take it away")
            if path.is_symlink():
                raise UsageError(f"{self.file(shot)} is a link, and nothing is written behind one")
            attributes = self.folder / self.name / ".gitattributes"
            if not os.path.lexists(attributes):
                write_whole(attributes, ATTRIBUTES.encode())
            write_whole(path, text.encode("utf-8"))
        except OSError as error:
            raise UsageError(f"{self.file(shot)} cannot be written: {error.strerror}") from error

    def move(self, old: str, new: str) -> bool:
        """Take the notes of a shot along to its new name; whether there were any. What stands there
        already stays, with them behind. UsageError where either cannot be read.
        """
        found, there = self.read(old), self.read(new)
        if not os.path.lexists(self.path(old)):
            return False
        if not found.whole or not there.whole:
            raise UsageError(f"{(there if found.whole else found).file} cannot be read: mend it")
        text = f"{there.text.rstrip()}\n\n{found.text}" if there.text.strip() else found.text
        self.write(new, text.replace(f"# Notes on {old},", f"# Notes on {new},"))
        self.path(old).unlink(missing_ok=True)
        if not any(_entries(self.path(old).parent)):
            self.path(old).parent.rmdir()
        return True


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder; nothing where there is none, or a link in its place."""
    if folder.is_symlink():
        return []
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []


def _unread(shot: str, file: str, why: str) -> ShotNotes:
    mistake = Mistake(
        span=Span(file, 1, 1),
        message=f"the notes of {shot} are not read: {why}",
        severity=Severity.WARNING,
    )
    return ShotNotes(shot=shot, file=file, text="", mistakes=(mistake,), whole=False)
