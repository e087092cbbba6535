"""The hub's cache on this disk: which files of which commit are here. Its layout is
huggingface_hub's, which shares it.

`models--ORG--NAME/` holds `blobs/` by the digest that the hub knows them by, `snapshots/COMMIT/`
with links to them, and `refs/BRANCH` with the commit that a branch was when it was last asked for.
`vfc/COMMIT.json` is vfc's own: all files of a commit with their sizes and digests, so that what is
missing can be said without the network.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from vfc.errors import GeneratorError
from vfc.files import replacing

COMMIT = re.compile(r"[0-9a-f]{40}")
NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFile:
    """A file of a commit: its size in bytes and the digest that the hub gives: SHA-256 of a large
    file, else git's.
    """

    name: str
    size: int
    sha256: str = ""
    git: str = ""

    @property
    def blob(self) -> str:
        """The name under which its bytes lie in the cache."""
        return self.sha256 or self.git


def cache_folder() -> Path:
    """Where the hub's files are kept on this machine (huggingface_hub, constants.py)."""
    said = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    if said:
        return Path(said).expanduser()
    home = os.environ.get("HF_HOME")
    if home:
        return Path(home).expanduser() / "hub"
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "huggingface" / "hub"


def plain(name: str) -> bool:
    """Whether a file's name from elsewhere stays inside the folder that it is put into."""
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


class Repo:
    """What the cache holds of one model."""

    def __init__(self, model: str, cache: Path | None = None):
        if not NAME.fullmatch(model) or ".." in model:
            raise GeneratorError(
                f"'{model}' is neither a folder of the film nor the name of a model on the hub, "
                f"such as Wan-AI/Wan2.1-T2V-1.3B-Diffusers"
            )
        self.model = model
        self.cache = cache or cache_folder()
        self.root = self.cache / f"models--{model.replace('/', '--')}"

    def commit(self, revision: str) -> str | None:
        """The commit that a revision is as far as this disk knows; None of a branch that was never
        asked for.
        """
        if COMMIT.fullmatch(revision):
            return revision
        try:
            found = self._ref(revision).read_text(encoding="utf-8").strip()
        except OSError:
            return None
        return found if COMMIT.fullmatch(found) else None

    def _ref(self, revision: str) -> Path:
        if not plain(revision):
            raise GeneratorError(f"'{revision}' is no revision of '{self.model}'")
        return self.root / "refs" / revision

    def keep_commit(self, revision: str, commit: str) -> None:
        """Remember what a branch is now."""
        if revision != commit:
            self._write(self._ref(revision), commit)

    def snapshot(self, commit: str) -> Path:
        """The folder of a commit, whether it is here or not."""
        return self.root / "snapshots" / commit

    def names(self, commit: str) -> set[str]:
        """The files of a commit that are here."""
        folder = self.snapshot(commit)
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    def listing(self, commit: str) -> tuple[HubFile, ...] | None:
        """All files of a commit, if its list was fetched once; else None."""
        try:
            found = json.loads(self._listing(commit).read_text(encoding="utf-8"))
            return tuple(HubFile(**each) for each in found["files"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _listing(self, commit: str) -> Path:
        return self.root / "vfc" / f"{commit}.json"

    def keep_listing(self, commit: str, files: Iterable[HubFile]) -> None:
        """Remember all files of a commit, which never change."""
        self._write(
            self._listing(commit), json.dumps({"files": [asdict(each) for each in files]}, indent=1)
        )

    def blob(self, file: HubFile) -> Path:
        """Where a file's bytes lie, or will."""
        return self.root / "blobs" / file.blob

    def link(self, commit: str, file: HubFile) -> None:
        """Let a commit's folder show a file whose bytes are here."""
        shown = self.snapshot(commit) / file.name
        shown.parent.mkdir(parents=True, exist_ok=True)
        draft = shown.with_name(f".{shown.name}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        draft.symlink_to(os.path.relpath(self.blob(file), shown.parent))
        os.replace(draft, shown)

    def digest(self, commit: str, name: str) -> str:
        """The SHA-256 of a large file that is here, by the name of what it links to; '' where none
        is told.
        """
        path = self.snapshot(commit) / name
        target = os.readlink(path).rpartition("/")[2] if path.is_symlink() else ""
        return target if len(target) == 64 else ""

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write(text.encode("utf-8"))
