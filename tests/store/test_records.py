"""What is no file in the place of one of the store's small records: out of the way, and the record
is written.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vfc.commands.build import BuildOptions, build
from vfc.commands.store import store_collect
from vfc.project.snapshot import forget, standing
from vfc.project.workspace import Workspace, find_workspace
from vfc.store.films import enlisted, strike
from vfc.testing import Recorder

FILM = """\
title: T
format: {size: 32x32}
handles: 0f
scenes: {a: {shots: {one: {prompt: rain, length: 2f}}}}
"""


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    (tmp_path / "film.yaml").write_text(FILM)
    (tmp_path / "other").write_text("{}")
    return find_workspace(tmp_path)


def stand_in(path: Path, kind: str) -> None:
    """Put what is no file where a record is."""
    path.unlink()
    {
        "folder": lambda: (path / "deep").mkdir(parents=True),
        "pipe": lambda: os.mkfifo(path),
        "link": lambda: path.symlink_to(path.parents[2] / "other"),
    }[kind]()


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
@pytest.mark.parametrize("which", ["placed", "snapshots", "films"])
def test_what_is_no_record_gives_way(workspace, which, kind):
    assert build(workspace, BuildOptions(), Recorder()).ok
    record = next((workspace.store / which).iterdir())
    stand_in(record, kind)
    (workspace.folder / "film.yaml").write_text(FILM.replace("2f", "3f"))
    assert build(workspace, BuildOptions(), Recorder()).ok
    assert (
        record.is_file()
        and not record.is_symlink()
        and (workspace.folder / "other").read_text() == "{}"
    )
    assert standing(workspace) is not None
    (workspace.folder / "film.yaml").write_text(FILM + "deliver: {other.mp4: {}}\n")
    assert build(workspace, BuildOptions(), Recorder()).gone == ("out/film/film.mp4",)
    assert [each.text for each in enlisted(workspace.store)] == [workspace.folder / "film.yaml"]


def test_a_folder_in_the_place_of_a_record_is_forgotten_and_struck_off(workspace):
    assert build(workspace, BuildOptions(), Recorder()).ok
    for which in ("snapshots", "films"):
        stand_in(next((workspace.store / which).iterdir()), "folder")
    forget(workspace)
    assert not workspace.snapshot.exists()
    assert not strike(workspace.store, workspace.folder / "film.yaml")


def test_collecting_removes_indexes_that_were_set_aside(workspace):
    assert build(workspace, BuildOptions(), Recorder()).ok
    for name in (
        "index.sqlite3.damaged",
        "index.sqlite3-wal.123.damaged",
        "index.sqlite3.9.damaged",
    ):
        (workspace.store / name).mkdir() if ".9." in name else (workspace.store / name).write_text(
            "no index"
        )
        os.utime(workspace.store / name, (1.7e9, 1.7e9))
    (workspace.store / "index.sqlite3-shm.damaged").write_text("young")
    store_collect(workspace, older_than=86400, dry_run=False)
    assert [each.name for each in workspace.store.glob("*.damaged")] == [
        "index.sqlite3-shm.damaged"
    ]
    assert (workspace.store / "index.sqlite3").is_file()
