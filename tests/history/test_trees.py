"""The files of a revision as a folder: as git keeps them, and nothing outside it."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from tests.history.test_git import PERSON, begun, git
from vfc.errors import HistoryError, UsageError
from vfc.history.git import find_repository
from vfc.history.trees import text_of, tree_entries, tree_folder


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return begun(tmp_path / "repository")


def files(root: Path) -> list[str]:
    return sorted(each.relative_to(root).as_posix() for each in root.rglob("*") if each.is_file())


def test_a_revision_is_laid_out_where_it_lies(film: Path):
    (film.parents[1] / "other.txt").write_text("beside")
    (film / "ä b.wav").write_bytes(b"\0" * 3_000_000)
    (film / "none").write_bytes(b"")
    (film / ".vfc").mkdir()
    (film / ".vfc" / "kept").write_text("no text")
    git(film, "add", "-A", ".")
    git(film, "commit", "-q", "-m", "Three")
    (film / "film.yaml").unlink()
    found = find_repository(film)
    with tree_folder(found, found.commit("HEAD"), ["films/lamp/"], ["films/lamp/.vfc/"]) as root:
        assert files(root) == ["films/lamp/film.yaml", "films/lamp/none", "films/lamp/ä b.wav"]
        assert (root / "films/lamp/ä b.wav").stat().st_size == 3_000_000
        assert (root / "films/lamp/film.yaml").read_text().endswith("Two\n")
    assert not root.exists()
    with tree_folder(found, found.commit("HEAD~1"), [""]) as root:
        assert (root / "films/lamp/film.yaml").read_text().endswith("Two\n")
    assert text_of(found, found.commit("HEAD~2"), "films/lamp/film.yaml").endswith(b"One\n")
    with pytest.raises(UsageError, match=r"there is no films/lamp/gone\.yaml"):
        text_of(found, found.commit("HEAD"), "films/lamp/gone.yaml")


def test_links_lead_nowhere_outside(film: Path, tmp_path: Path):
    (tmp_path / "secret").write_text("secret")
    (film / "deep" / "er").mkdir(parents=True)
    (film / "deep" / "er" / "still.png").write_text("picture")
    for name, target in {
        "good": "deep/er/still.png",
        "absolute": str(tmp_path / "secret"),
        "above": "../../../secret",
        "down": "deep/er",
        "round": "down/../../../../../secret",
        "circle": "circle",
    }.items():
        (film / name).symlink_to(target)
    git(film, "add", ".")
    git(film, "commit", "-q", "-m", "Links")
    found = find_repository(film)
    with tree_folder(found, found.commit("HEAD"), [found.prefix]) as root:
        inside = root / "films" / "lamp"
        assert (inside / "good").read_text() == "picture"
        assert not [n for n in ("absolute", "above", "round") if os.path.lexists(inside / n)]


def test_paths_that_leave_the_folder_are_left_out(film: Path):
    """Git itself writes no such tree; who sends one means harm."""
    blob = git(film, "rev-parse", "HEAD:films/lamp/film.yaml")
    inner = b"100644 ..\0" + bytes.fromhex(blob) + b"100644 ok\0" + bytes.fromhex(blob)
    tree = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
        cwd=film, input=inner, capture_output=True, check=True, env=os.environ | PERSON,
    ).stdout.decode().strip()  # fmt: skip
    commit = git(film, "commit-tree", tree, "-m", "Harm")
    found = find_repository(film)
    assert [each.path for each in tree_entries(found, commit)] == ["ok"]


def test_filters_do_not_run_and_large_files_of_lfs_are_themselves(film: Path):
    data = b"large" * 1000
    digest = hashlib.sha256(data).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(data)}\n"
    (film / "big.mov").write_text(pointer)
    (film / "gone.mov").write_text(pointer.replace(digest, "0" * 64))
    git(film, "add", ".")
    git(film, "commit", "-q", "-m", "Pointers")
    (film / ".gitattributes").write_text("* filter=lfs ident export-subst\nfilm.yaml export-ignore")
    git(film, "add", ".")
    git(film, "commit", "-q", "-m", "Attributes")
    git(film, "config", "filter.lfs.smudge", "false")
    git(film, "config", "filter.lfs.required", "true")
    found = find_repository(film)
    kept = found.common / "lfs" / "objects" / digest[:2] / digest[2:4]
    kept.mkdir(parents=True)
    (kept / digest).write_bytes(data)
    with tree_folder(found, found.commit("HEAD"), [found.prefix]) as root:
        inside = root / "films" / "lamp"
        assert (inside / "big.mov").read_bytes() == data
        assert (inside / "gone.mov").read_text().startswith("version")
        assert (inside / "film.yaml").is_file()


def test_a_file_that_is_not_here_is_told(film: Path):
    blob = git(film, "rev-parse", "HEAD:films/lamp/film.yaml")
    (film.parents[1] / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    found = find_repository(film)
    with (
        pytest.raises(HistoryError, match="git has no object"),
        tree_folder(found, found.commit("HEAD"), [""]),
    ):
        raise AssertionError
