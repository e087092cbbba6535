"""Git as vfc runs it: what it says of revisions and of folders without any, and that a repository
from a stranger starts no program.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from vfc.errors import HistoryError, UsageError
from vfc.history.git import COMMANDS, GitFailed, find_repository

PERSON = {
    "GIT_AUTHOR_NAME": "Ana",
    "GIT_AUTHOR_EMAIL": "ana@example.org",
    "GIT_COMMITTER_NAME": "Ana",
    "GIT_COMMITTER_EMAIL": "ana@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, env=os.environ | PERSON, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def begun(folder: Path) -> Path:
    """A repository with two commits of a film in a folder of it."""
    film = folder / "films" / "lamp"
    film.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    for text in ("vfc: 1\ntitle: One\n", "vfc: 1\ntitle: Two\n"):
        (film / "film.yaml").write_text(text)
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", text.split()[-1])
    return film


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    return begun(tmp_path_factory.mktemp("repository"))


def test_a_film_in_a_folder_of_a_repository(film: Path):
    found = find_repository(film)
    assert (found.prefix, found.shallow) == ("films/lamp/", False)
    assert found.top == Path(os.path.realpath(film.parents[1]))
    assert found.common == found.top / ".git"
    assert found.within(film / "film.yaml") == "films/lamp/film.yaml"
    assert found.within(found.top.parent) is None
    commit = found.commit("HEAD~1")
    assert len(commit) == 40 and found.commit(commit[:12]) == commit
    assert found.run("cat-file", "blob", f"{commit}:films/lamp/film.yaml").endswith(b"One\n")
    assert found.merge_base("main", "HEAD~1") == commit


@pytest.mark.parametrize(
    ("revision", "told"),
    [
        ("--output=/tmp/x", "is no revision of git"),
        ("", "is no revision of git"),
        ("main\n", "is no revision of git"),
        ("nowhere", "there is no revision 'nowhere' in the repository"),
        ("HEAD:films/lamp/film.yaml", "there is no revision"),
    ],
)
def test_what_is_no_revision_is_told(film: Path, revision: str, told: str):
    with pytest.raises(UsageError, match=told):
        find_repository(film).commit(revision)


def test_a_worktree_of_a_repository_has_its_own_files(film: Path, tmp_path: Path):
    git(film, "worktree", "add", "-q", "--detach", str(tmp_path / "other"), "HEAD~1")
    found = find_repository(tmp_path / "other" / "films" / "lamp")
    assert found.commit("HEAD") == find_repository(film).commit("HEAD~1")
    assert found.common == find_repository(film).common


def test_a_shallow_clone_says_how_to_have_more(film: Path, tmp_path: Path):
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{film.parents[1]}", "shallow")
    found = find_repository(tmp_path / "shallow" / "films" / "lamp")
    assert found.shallow
    with pytest.raises(UsageError, match="shallow clone, and `git fetch --unshallow`"):
        found.commit("HEAD~1")


def test_a_bare_clone_has_no_films_folder(film: Path, tmp_path: Path):
    git(tmp_path, "clone", "-q", "--bare", str(film.parents[1]), "bare.git")
    with pytest.raises(HistoryError, match="a bare repository, which has no files of its own"):
        find_repository(tmp_path / "bare.git")


def test_a_folder_without_a_repository_is_told(tmp_path: Path):
    with pytest.raises(HistoryError, match=r"lies in no git repository; `git init` makes one"):
        find_repository(tmp_path)


def test_a_repository_without_a_commit_is_told(tmp_path: Path):
    git(tmp_path, "init", "-q")
    with pytest.raises(UsageError, match="has no commit yet"):
        find_repository(tmp_path).commit("HEAD")


def test_a_machine_without_git_is_told(film: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(HistoryError, match="git is not installed here"):
        find_repository(film)


def test_an_older_git_is_refused(film: Path, tmp_path: Path, monkeypatch):
    """It would let the repository's configuration say what is run."""
    (tmp_path / "git").write_text("#!/bin/sh\necho git version 2.20.1\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(HistoryError, match=r"git 2\.31 or newer, and this is git version 2\.20\.1"):
        find_repository(film)


def test_a_damaged_repository_is_told(film: Path, tmp_path: Path):
    git(tmp_path, "init", "-q")
    (tmp_path / ".git" / "config").write_text("[core\n")
    with pytest.raises(HistoryError, match="cannot be read: bad config"):
        find_repository(tmp_path)


def test_the_environment_of_a_hook_names_no_other_repository(film: Path, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert find_repository(film).prefix == "films/lamp/"


def test_a_repository_starts_no_program(tmp_path: Path):
    film = begun(tmp_path / "theirs")
    top, mark = film.parents[1], tmp_path / "started"
    evil = tmp_path / "evil"
    evil.write_text(f"#!/bin/sh\necho $0 >> {mark}\ncat\n")
    evil.chmod(0o755)
    (top / ".gitattributes").write_text("*.yaml filter=theirs diff=theirs merge=theirs\n")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "Attributes")
    hooks = top / ".git" / "hooks"
    for name in ("post-checkout", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(evil.read_text())
        (hooks / name).chmod(0o755)
    for key in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.gitProxy", "core.editor",
        "core.alternateRefsCommand", "diff.external", "filter.theirs.clean", "filter.theirs.smudge",
        "filter.theirs.process", "diff.theirs.textconv", "diff.theirs.command", "pager.log",
        "pager.blame", "merge.theirs.driver", "gpg.program", "credential.helper",
        "remote.origin.uploadpack", "alias.log", "uploadpack.packObjectsHook",
    ):  # fmt: skip
        git(top, "config", key, str(evil))
    for key, value in {
        "filter.theirs.required": "true", "log.showSignature": "true",
        "remote.origin.url": f"ext::{evil}", "remote.origin.promisor": "true",
        "protocol.ext.allow": "always", "core.hooksPath": str(hooks),
        "extensions.partialClone": "origin", "core.repositoryFormatVersion": "1",
        "submodule.recurse": "true", "diff.submodule": "log",
    }.items():  # fmt: skip
        git(top, "config", key, value)
    (film / "film.yaml").write_text("vfc: 1\ntitle: Three\n")
    mark.unlink(missing_ok=True)

    found = find_repository(film)
    commit = found.commit("HEAD")
    found.run("log", "-p", commit, "--", "film.yaml")
    assert b"title: Three" in found.run("blame", "--porcelain", "--", "film.yaml")
    found.run("ls-tree", "-r", "-z", commit)
    found.run("cat-file", "--batch", given=f"{commit}:films/lamp/film.yaml\n".encode())
    found.run("rev-list", "--objects", commit)
    with pytest.raises(GitFailed):  # what is missing is fetched by no way
        found.run("cat-file", "-e", "0123456789012345678901234567890123456789")
    assert not mark.exists()
    subprocess.run(["git", "blame", "film.yaml"], cwd=film, capture_output=True, check=False)
    assert mark.exists()  # it would, had git been asked as usual


def test_only_commands_that_read_are_run(film: Path):
    assert not {"fetch", "checkout", "commit", "archive", "diff", "status"} & COMMANDS.keys()
    with pytest.raises(ValueError, match="git push"):
        find_repository(film).run("push")


def test_paths_are_no_patterns(film: Path):
    found = find_repository(film)
    assert not found.run("log", "--format=%H", "HEAD", "--", "*.yaml")
    assert found.run("log", "--format=%H", "HEAD", "--", "film.yaml").count(b"\n") == 2
