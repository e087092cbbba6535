"""Whether git tracks a folder, read from indexes that git wrote, of every version and kind of work
tree.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from vfc.store.tracked import is_tracked


def git(folder: Path, *words: str) -> None:
    settings = {"user.name": "T", "user.email": "t@example.org", "protocol.file.allow": "always"}
    subprocess.run(
        [
            "git",
            *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
            *words,
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
    )


def a_tree(folder: Path, *options: str, tracked: bool = True) -> Path:
    """A work tree with two films, whose second one's store is tracked; that store."""
    for name in (
        "a/.vfc/films/one.json",
        "a.vfc",
        "b/.gitignore",
        "b/.vfcs/x",
        "b/.vfc/films/one.json",
        "c",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    git(folder, "init", *options)
    git(folder, "add", "a.vfc", "b/.gitignore", "b/.vfcs", "c", *(["b/.vfc"] if tracked else []))
    git(folder, "commit", "-m", "a film")
    return folder / "b/.vfc"


@pytest.mark.parametrize("version", ["2", "3", "4"])
@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_an_index_of_each_version_is_read(tmp_path, version, form):
    store = a_tree(tmp_path, f"--object-format={form}")
    if version == "3":
        (tmp_path / "added").write_text("an entry with more flags")
        git(tmp_path, "add", "--intent-to-add", "added")
    git(tmp_path, "update-index", f"--index-version={version}")
    assert (tmp_path / ".git/index").read_bytes()[7] == int(version)
    assert is_tracked(store) and not is_tracked(tmp_path / "a/.vfc")
    git(tmp_path, "rm", "-r", "--cached", "b/.vfc")
    assert not is_tracked(store)


def test_an_index_in_two_files_is_read(tmp_path):
    store = a_tree(tmp_path)
    git(tmp_path, "update-index", "--split-index")
    (tmp_path / "d").write_text("d")
    git(tmp_path, "add", "d")
    assert (
        list((tmp_path / ".git").glob("sharedindex.*"))
        and is_tracked(store)
        and not is_tracked(tmp_path / "a/.vfc")
    )


def test_a_submodule_and_a_further_work_tree_are_work_trees(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    a_tree(tmp_path / "one")
    git(tmp_path / "one", "worktree", "add", "../further")
    assert is_tracked(tmp_path / "further/b/.vfc") and not is_tracked(tmp_path / "further/a/.vfc")
    git(tmp_path / "two", "init")
    git(tmp_path / "two", "submodule", "add", "../one", "film")
    assert is_tracked(tmp_path / "two/film/b/.vfc") and not is_tracked(tmp_path / "two/film/a/.vfc")
    git(tmp_path / "two", "submodule", "add", "../one", ".vfc")
    assert is_tracked(tmp_path / "two/.vfc"), "a store that is a submodule"


def test_another_way_of_writing_the_name_is_the_same_name(tmp_path):
    (tmp_path / "Caf\u00e9/.VFC").mkdir(parents=True)
    (tmp_path / "Caf\u00e9/.VFC/x").write_text("x")
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    assert is_tracked(tmp_path / "Cafe\u0301/.vfc") and not is_tracked(tmp_path / "Cafe/.vfc")


def test_no_work_tree_and_a_damaged_index_track_nothing(tmp_path):
    assert not is_tracked(tmp_path / ".vfc")
    store = a_tree(tmp_path)
    data = (tmp_path / ".git/index").read_bytes()
    for end in (0, 5, 12, 60, len(data) // 2):
        (tmp_path / ".git/index").write_bytes(data[:end])
        assert not is_tracked(store) or end > 60
    (tmp_path / ".git/index").unlink()
    assert not is_tracked(store)
