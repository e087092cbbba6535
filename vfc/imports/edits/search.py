"""Where the files of an edit lie: at the paths that it says, beside it, or below folders that were
named.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from vfc.edit.incoming.cutlist import IncomingFile

MOST = 200_000  # files that are looked through
SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")


class MediaSearch:
    """Finds the files of an edit. `folders` are looked through, the nearest first; `remarks` say of
    what was found what is not certain.
    """

    def __init__(self, folders: Sequence[Path]):
        self.folders = list(dict.fromkeys(each.resolve() for each in folders))
        self.remarks: list[str] = []
        self._below: dict[str, list[Path]] | None = None  # by name, and by name without ending

    def path_to(self, file: IncomingFile) -> Path | None:
        """The file on this disk; None where there is none."""
        if file.nested:
            return None
        for path in self._said(file.path):
            if path.is_file():
                return path
        names = (file.filename, *file.names, file.reel)
        return next((path for name in names if name and (path := self._named(file, name))), None)

    def _said(self, text: str) -> Iterator[Path]:
        """The places that a path means, of whichever system it is."""
        text = text.replace("\\", "/")
        if not text or "\0" in text or len(text) > 4000:
            return
        path = Path(text)
        if path.is_absolute():
            yield path
        elif not re.match(r"[A-Za-z]:|[a-z]+://", text):
            yield from (folder / path for folder in self.folders)

    def _named(self, file: IncomingFile, name: str) -> Path | None:
        """The file of a name below the folders that lies most like the path says."""
        likely = self._files().get(name.rpartition("/")[2].casefold(), [])
        if not likely:
            return None
        said = [part.casefold() for part in file.path.replace("\\", "/").split("/")]

        def alike(path: Path) -> int:
            own = [part.casefold() for part in path.parts]
            return next(
                (n for n, (a, b) in enumerate(zip(own[::-1], said[::-1], strict=False)) if a != b),
                min(len(own), len(said)),
            )

        best = max(likely, key=alike)
        others = [path for path in likely if path != best and alike(path) == alike(best)]
        if others:
            self.remarks.append(
                f"{file.spoken}: {best} is taken, and {others[0]} has this name too"
            )
        return best

    def _files(self) -> dict[str, list[Path]]:
        if self._below is None:
            self._below = {}
            for path in self._walk():
                for name in dict.fromkeys((path.name, SUFFIX.sub("", path.name))):
                    self._below.setdefault(name.casefold(), []).append(path)
        return self._below

    def _walk(self) -> Iterator[Path]:
        """Files with an ending below the folders, without hidden ones and without links."""
        seen: set[str] = set()
        for top in self.folders:
            for folder, below, files in os.walk(top):
                below[:] = sorted(
                    name
                    for name in below
                    if not name.startswith(".") and f"{folder}/{name}" not in seen
                )
                seen.add(folder)
                for name in sorted(files):
                    path = Path(folder, name)
                    if SUFFIX.search(name) and not name.startswith(".") and not path.is_symlink():
                        yield path
                if len(seen) > MOST:
                    return
