"""Where a film lies: its folder, its text, its store, its out folder. No other module knows these
paths.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vfc.errors import StoreError, UsageError
from vfc.store.folders import links, make_folder, make_unlisted_folder, refuse_link

TEXT = "film.yaml"
OUT = "take it away"
OUT_LINK = "name where it leads with --out DIR, or take it away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A film on this machine, for one profile (None: the text as it stands)."""

    folder: Path
    entry: str
    profile: str | None
    store: Path
    outside: tuple[Path, ...] = ()
    trusted: bool = False  # the store is used even if it came with the film
    elsewhere: Path | None = None  # what stands in for `out/` beside film.yaml

    @property
    def out(self) -> Path:
        """Where the deliverables go: `out/PROFILE/` beside film.yaml, `out/film/` without a
        profile.
        """
        return self.out_root / (self.profile or "film")

    @property
    def out_root(self) -> Path:
        """The folder with the deliverables of all profiles."""
        return self.elsewhere or self.folder / "out"

    @property
    def _root(self) -> Path:
        """The folder below which a link leads astray: the film's, or the out folder that the user
        named.
        """
        return self.elsewhere or self.folder

    def shown(self, path: Path) -> str:
        """A path relative to the film's folder, or whole where it lies elsewhere."""
        return (
            path.relative_to(self.folder) if path.is_relative_to(self.folder) else path
        ).as_posix()

    def folder_of_out(self, path: Path) -> Path:
        """Make a folder in the out folder; StoreError where a link stands in the way, or the disk
        refuses.
        """
        try:
            if self.elsewhere is None:
                refuse_link(self.folder / "out", OUT_LINK)
                make_unlisted_folder(self.folder / "out")
            return make_folder(self._root, path, OUT)
        except OSError as error:
            raise StoreError(f"{path} cannot be made: {error.strerror}") from error

    def is_of_out(self, path: Path) -> bool:
        """Whether a file lies in the out folder itself, and not behind a link."""
        return not links(self._root, path.parent)

    def refuse_links_of_out(self) -> None:
        """StoreError where the out folder is a link, or lies behind one."""
        for each in links(self._root, self.out):
            refuse_link(each, OUT_LINK if each == self.folder / "out" else OUT)

    @property
    def lock(self) -> Path:
        """The lock's file; a text of another name has a lock of its own."""
        return self.folder / f"{Path(self.entry).stem}.lock"

    @property
    def snapshot(self) -> Path:
        """What the last build of this profile left standing."""
        return self.store / "snapshots" / self._record

    @property
    def words(self) -> Path:
        """What the text of this profile said when it was last built whole."""
        return self.store / "words" / self._record

    @property
    def failures(self) -> Path:
        """Where the store has which steps failed when this film was last built."""
        return self.store / "failures" / self._record

    @property
    def delivery_record(self) -> Path:
        """The record of what vfc itself has put into the out folder of this profile."""
        return self.store / "placed" / self._record

    @property
    def _record(self) -> str:
        said = self.ledger if self.elsewhere is None else f"{self.ledger}:{self.elsewhere}"
        return f"{self.entry}.{zlib.crc32(said.encode('utf-8', 'surrogatepass')):08x}.json"

    @property
    def ledger(self) -> str:
        """The name of this film and profile within the store, which several films may share."""
        return f"{os.path.relpath(self.folder / self.entry, self.store)}:{self.profile or ''}"


def find_workspace(
    film: Path | str | None = None,
    *,
    profile: str | None = None,
    store: Path | str | None = None,
    outside: Sequence[Path | str] = (),
    trust: bool = False,
    out: Path | str | None = None,
) -> Workspace:
    """The film in this folder, or in the folder or file named; UsageError where there is none."""
    path = Path(film) if film is not None else Path.cwd()
    folder, entry = (path.parent, path.name) if _is_text(path) else (path, TEXT)
    folder = folder.resolve()
    if not (folder / entry).is_file():
        raise UsageError(_lacking(folder, entry, "this folder" if film is None else str(folder)))
    twin = folder / f"{Path(entry).stem}{'.yml' if entry.endswith('.yaml') else '.yaml'}"
    if entry.endswith((".yaml", ".yml")) and twin.is_file():
        raise UsageError(
            f"{entry} and {twin.name} lie in one folder and would share {Path(entry).stem}.lock: "
            "give one of them another name"
        )
    if profile is not None and (not profile or "/" in profile or profile.startswith(".")):
        raise UsageError(f"'{profile}' is no name of a profile")
    if not store and (folder / ".vfc").is_symlink():
        raise UsageError(
            f"{folder / '.vfc'} is a link, and vfc writes and removes nothing behind one: name "
            f"where it leads with --store DIR"
        )
    where = Path(store).expanduser().resolve() if store else folder / ".vfc"
    return Workspace(
        folder=folder,
        entry=entry,
        profile=profile,
        store=where,
        trusted=trust,
        elsewhere=Path(out).expanduser().resolve() if out else None,
        outside=tuple(Path(each).expanduser().resolve() for each in outside),
    )


def _is_text(path: Path) -> bool:
    """Whether a path names a film's text, and not the folder in which it lies."""
    return path.is_file() or (path.suffix in (".yaml", ".yml") and not (path / TEXT).is_file())


def _lacking(folder: Path, entry: str, shown: str) -> str:
    """Why there is no text to read, and what to do."""
    if os.path.lexists(folder / entry):
        kind = "a folder" if (folder / entry).is_dir() else "no file that can be read"
        return (
            f"{entry} in {shown} is {kind}, and a film's text is a file: give it another name, "
            f"and write the text"
        )
    if not folder.is_dir():
        return (
            f"there is no {entry} in {shown}, which is no folder: a film is named by its folder, "
            "a scene or a shot of it by --only"
        )
    return f"there is no {entry} in {shown}; `vfc new DIR` writes a film that builds"
