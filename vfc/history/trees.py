"""The files of a revision as a folder that lasts for a while: their bytes as git keeps them,
through no filter, and nothing outside it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Self

from vfc.errors import HistoryError, UsageError
from vfc.history.git import Repository, lines

FILE, LINK = {"100644", "100755", "100664"}, "120000"
CHUNK = 1 << 20
POINTER, LONGEST = b"version https://git-lfs.github.com/spec/", 1024


class TreeEntry(NamedTuple):
    """A file or a link of a revision: its path from the top of the repository, and its blob."""

    path: str
    blob: str
    linked: bool


@contextmanager
def tree_folder(
    repository: Repository, commit: str, below: Collection[str], without: Collection[str] = ()
) -> Iterator[Path]:
    """The files that a commit has below these folders (`films/lamp/`; '' is all), at their paths
    in a temporary folder; without those below others. HistoryError where they cannot be read.

    A path or a link that leads out of the folder is left out, and so is a submodule. What Git LFS
    keeps is its file, where that is here.
    """
    with tempfile.TemporaryDirectory(prefix="vfc-tree-") as made:
        root = Path(os.path.realpath(made))
        entries = [
            each
            for each in tree_entries(repository, commit, below)
            if not each.path.startswith(tuple(without) or "\0")
        ]
        try:
            with _Blobs(repository) as blobs:
                for each in entries:
                    if not each.linked:
                        blobs.write(each.blob, _made(root, each.path))
                _link([(each, blobs.text(each.blob)) for each in entries if each.linked], root)
        except OSError as error:
            raise HistoryError(
                f"the files of {commit[:12]} cannot be laid out: {error.strerror}"
            ) from error
        yield root


def tree_entries(
    repository: Repository, commit: str, below: Collection[str] = ("",)
) -> tuple[TreeEntry, ...]:
    """The files and links that a commit has below some folders, by path. Paths that no work tree
    could have are left out.
    """
    folders = [each.rstrip("/") for each in below if each]
    wanted = [] if "" in below else ["--", *folders]
    written = repository.run("ls-tree", "-r", "-z", "--full-tree", commit, *wanted)
    return tuple(
        TreeEntry(path, words[2], words[0] == LINK)
        for line in lines(written)
        for head, _, path in [line.partition("\t")]
        for words in [head.split(" ")]
        if (words[0] in FILE or words[0] == LINK) and _is_plain(path)
    )


def text_of(repository: Repository, commit: str, path: str) -> bytes:
    """The bytes of a file of a commit; UsageError where it has none of that path."""
    found = [each for each in tree_entries(repository, commit, (path,)) if each.path == path]
    if not found or found[0].linked:
        raise UsageError(f"there is no {path} in {commit[:12]}")
    return repository.run("cat-file", "blob", found[0].blob)


def _is_plain(path: str) -> bool:
    parts = path.split("/")
    return not any(part in ("", ".", "..") for part in parts) and parts[0].lower() != ".git"


def _made(root: Path, path: str) -> Path:
    """Where a file goes, in its folder, which is made; no link stands there yet."""
    whole = root / path
    whole.parent.mkdir(parents=True, exist_ok=True)
    return whole


def _link(links: Sequence[tuple[TreeEntry, str]], root: Path) -> None:
    """Make the links, after all files; and take those away again that lead out, by whatever way."""
    made: list[Path] = []
    for entry, target in links:
        whole = _made(root, entry.path)
        if target and not PurePosixPath(target).is_absolute():
            whole.symlink_to(target)
            made.append(whole)
    for each in made:
        if not Path(os.path.realpath(each)).is_relative_to(root):
            each.unlink()


class _Blobs:
    """The blobs of a repository, one after another from one process of git."""

    def __init__(self, repository: Repository):
        self._repository = repository
        self._process = repository.start("cat-file", "--batch")
        assert self._process.stdin is not None and self._process.stdout is not None
        self._stdin, self._stdout = self._process.stdin, self._process.stdout

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        with suppress(OSError):
            self._stdin.close()
        self._process.kill()
        self._process.wait()
        self._stdout.close()

    def write(self, blob: str, path: Path) -> None:
        """Write a blob to a file, or the file that it points to in Git LFS, where that is here."""
        left = self._begun(blob)
        head = self._read(min(left, LONGEST))
        kept = _kept(self._repository, head) if left <= LONGEST else None
        if kept is not None:
            shutil.copyfile(kept, path)
        else:
            with path.open("xb") as file:
                file.write(head)
                left -= len(head)
                while left:
                    left -= file.write(self._read(min(left, CHUNK)))
        self._read(1)  # the line's end behind it

    def text(self, blob: str) -> str:
        """A short blob as text."""
        data = self._read(self._begun(blob))
        self._read(1)
        return data.decode("utf-8", "surrogateescape")

    def _begun(self, blob: str) -> int:
        self._stdin.write(f"{blob}\n".encode())
        self._stdin.flush()
        words = self._stdout.readline().split()
        if len(words) != 3 or words[1] != b"blob":
            raise HistoryError(
                f"git has no object {blob[:12]} here: in a partial clone, check the revision out "
                f"once, which fetches it"
            )
        return int(words[2])

    def _read(self, count: int) -> bytes:
        data = self._stdout.read(count)
        if len(data) != count:
            raise HistoryError("git ended before all files were read")
        return data


def _kept(repository: Repository, head: bytes) -> Path | None:
    """The file that a pointer of Git LFS stands for, where it was fetched; None of what is no
    pointer.
    """
    if not head.startswith(POINTER):
        return None
    digest = head.partition(b"oid sha256:")[2].partition(b"\n")[0].decode("ascii", "replace")
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        return None
    path = repository.common / "lfs" / "objects" / digest[:2] / digest[2:4] / digest
    return path if path.is_file() and not path.is_symlink() else None
