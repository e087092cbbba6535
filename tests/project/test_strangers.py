"""A film from a stranger: what its repository holds leads to no file outside the film, and nothing
outside changes.

Each test lays the films and a `home` side by side, links from the one into the other, and finds
`home` as it was.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

import vfc
from tests import programs
from vfc.commands.build import BuildOptions, Result, build
from vfc.commands.check import check
from vfc.commands.new import new_film
from vfc.commands.pick import pick_take, rename_in_film
from vfc.commands.sheet import sheet
from vfc.commands.store import store_collect, store_stats, store_verify
from vfc.commands.takes import takes_of
from vfc.errors import StoreError, UsageError, VfcError
from vfc.project.load import load
from vfc.project.plan import PlanOptions, plan_film
from vfc.project.snapshot import stamp, standing, write
from vfc.project.workspace import Workspace, find_workspace
from vfc.store.local import LocalStore
from vfc.testing import Flat, Recorder

FILM = """\
title: T
format: {size: 32x32}
handles: 0f
scenes:
  a:
    shots:
      one: {prompt: rain, length: 2f, takes: 2}
deliver: {film.mp4: {}, notes.srt: {}, film.otio: {}}
"""


@pytest.fixture
def home(tmp_path) -> Path:
    """A folder with files of the user's, all a year old."""
    home = tmp_path / "home"
    (home / "photos").mkdir(parents=True)
    for name in (
        "film.mp4",
        "notes.srt",
        "letter.txt",
        "photos/a.jpg",
        "film.yaml",
        "film.lock",
        "sheet.png",
        f".vfc-{'0' * 16}",
    ):
        (home / name).write_text(FILM if name == "film.yaml" else f"the only copy of {name}")
    (home / "film.lock").write_text("")
    for each in (*home.rglob("*"), home):
        os.utime(each, (1.7e9, 1.7e9))
    return home


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    (tmp_path / "film").mkdir()
    (tmp_path / "film/film.yaml").write_text(FILM)
    return find_workspace(tmp_path / "film")


def held(home: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder: its bytes and its time; and the folders."""
    return {
        str(each.relative_to(home)): (
            each.read_bytes() if each.is_file() else b"",
            each.stat().st_mtime_ns,
        )
        for each in (home, *home.rglob("*"))
    }


def built(workspace: Workspace) -> Result:
    return build(workspace, BuildOptions(), Recorder())


def everything(workspace: Workspace) -> str:
    """Each command that writes or removes; the words of the first error, and then every other
    one.
    """
    told = []
    for command in (
        built,
        lambda workspace: store_collect(workspace, older_than=0.0, dry_run=False),
        store_verify,
        lambda workspace: takes_of(workspace, "a/one", Recorder()),
    ):
        try:
            command(workspace)
        except VfcError as error:
            told.append(str(error))
    return "\n".join(told)


def record(workspace: Workspace, files: dict[str, list[str]]) -> None:
    workspace.delivery_record.parent.mkdir(parents=True, exist_ok=True)
    workspace.delivery_record.write_text(json.dumps({"ledger": workspace.ledger, "files": files}))


@pytest.mark.parametrize("path", ["out", "out/film", "out/film/film.media", "out/film/takes"])
def test_nothing_is_delivered_through_a_link(home, workspace, path):
    (workspace.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (workspace.folder / path).symlink_to("../" * path.count("/") + "../home")
    before = held(home)
    assert (
        f"{workspace.folder / path} is a link, and vfc writes and removes nothing behind one"
        in everything(workspace)
    )
    assert held(home) == before


def test_a_deliverable_that_is_a_link_is_replaced_and_not_written_through(home, workspace):
    workspace.out.mkdir(parents=True)
    for name in ("film.mp4", "notes.srt", "film.otio"):
        (workspace.out / name).symlink_to("../../../home/film.mp4")
    before = held(home)
    assert built(workspace).ok and held(home) == before
    assert not any(
        (workspace.out / name).is_symlink() for name in ("film.mp4", "notes.srt", "film.otio")
    )


@pytest.mark.parametrize("path", ["out", "out/film", "out/film/rough"])
def test_a_record_names_no_file_behind_a_link(home, workspace, path):
    (workspace.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (workspace.folder / path).symlink_to(home)
    below = {"out": "film/", "out/film": "", "out/film/rough": "rough/"}[path]
    (home / "film").mkdir()
    (home / "film/letter.txt").write_text("another")
    record(
        workspace,
        {f"{below}{name}": ["*"] for name in ("letter.txt", "photos/a.jpg", f".vfc-{'0' * 16}")}
        | {f"{below}notes.srt": ["-> anything"]},
    )
    before = held(home)
    everything(workspace)
    assert held(home) == before


def test_a_record_takes_away_what_it_names_with_its_digest_and_else_only_drafts(workspace):
    workspace.out.mkdir(parents=True)
    names = ["letter.txt", ".vfc-letter", f".vfc-{'0' * 16}"]
    for name in names:
        (workspace.out / name).write_text("mine")
    record(workspace, {name: ["*"] for name in names})
    assert built(workspace).ok
    assert [name for name in names if (workspace.out / name).exists()] == names[:2]


@pytest.mark.parametrize(
    "name",
    [
        "objects",
        "traces",
        "scratch",
        "tmp",
        "damaged",
        "leases",
        "films",
        "snapshots",
        "placed",
        "in-use",
    ],
)
@pytest.mark.parametrize("whole", [False, True])
def test_no_folder_of_a_store_is_a_link(home, workspace, name, whole):
    """In a store that is new, and in one that a build has filled."""
    if whole:
        assert built(workspace).ok
        (workspace.store / name).rename(workspace.folder / "away") if (
            workspace.store / name
        ).exists() else None
        (workspace.out / "film.mp4").unlink()
    workspace.store.mkdir(exist_ok=True)
    (workspace.store / name).symlink_to(f"../../home{'/film.mp4' if name == 'in-use' else ''}")
    before = held(home)
    assert f"{workspace.store / name} is a link" in everything(workspace)
    assert held(home) == before
    with pytest.raises(StoreError, match="is a link"):
        store_collect(workspace, older_than=0.0, dry_run=False)
    assert held(home) == before


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal"])
def test_no_file_of_an_index_is_a_link(home, workspace, ending):
    """It is set aside: the index is a cache, and what it knew is read again."""
    assert built(workspace).ok
    (workspace.store / f"index.sqlite3{ending}").unlink(missing_ok=True)
    (workspace.store / f"index.sqlite3{ending}").symlink_to("../../home/letter.txt")
    (workspace.folder / "film.yaml").write_text(FILM.replace("2f", "3f"))
    before = held(home)
    assert built(workspace).ok and built(workspace).made == () and held(home) == before
    assert not (workspace.store / f"index.sqlite3{ending}").is_symlink()


def test_no_shard_is_a_link(tmp_path, workspace):
    """A shard that leads into another film's store: nothing goes there, and collecting removes
    nothing from it.
    """
    other = tmp_path / "other"
    other.mkdir()
    (other / "film.yaml").write_text(FILM)
    assert built(find_workspace(other)).ok
    for folder in ("objects", "traces"):
        (workspace.store / folder).mkdir(parents=True)
        for number in range(256):
            (workspace.store / f"{folder}/{number:02x}").symlink_to(
                f"../../../other/.vfc/{folder}/{number:02x}"
            )
    before = held(other)
    told = everything(workspace)
    assert "is a link" in told and held(other) == before


def test_a_store_that_is_a_link_is_named_or_refused(tmp_path, home):
    (tmp_path / "film").mkdir()
    (tmp_path / "film/film.yaml").write_text(FILM)
    (tmp_path / "film/.vfc").symlink_to("../home")
    before = held(home)
    with pytest.raises(UsageError, match=r"\.vfc is a link.*--store DIR"):
        find_workspace(tmp_path / "film")
    assert held(home) == before
    (tmp_path / "disk").mkdir()
    assert built(find_workspace(tmp_path / "film", store=tmp_path / "disk")).ok


def test_scratch_leads_nowhere(home, workspace):
    loaded = load(workspace)
    key = next(iter(plan_film(loaded, PlanOptions()).plan.steps)).key
    folder = workspace.store / "scratch" / key
    (folder / "deep").mkdir(parents=True)
    (folder / "kept").write_text("checkpoint")
    (folder / "state.draft").symlink_to(home / "letter.txt")
    (folder / "deep/state").symlink_to(home)
    assert loaded.store.scratch(key) == folder
    assert sorted(str(each.relative_to(folder)) for each in folder.rglob("*")) == ["deep", "kept"]


def test_old_links_in_a_store_are_taken_away_and_not_what_they_lead_to(home, workspace):
    assert built(workspace).ok
    for folder in ("tmp", "scratch", "damaged"):
        (workspace.store / folder).mkdir(exist_ok=True)
        (workspace.store / folder / "a").symlink_to(home / "photos")
        (workspace.store / folder / "b").symlink_to("nowhere")
    before = held(home)
    store_collect(workspace, older_than=0.0, dry_run=False)
    assert held(home) == before
    assert not [
        each
        for name in ("tmp", "scratch", "damaged")
        for each in (workspace.store / name).iterdir()
    ]


def test_the_lock_is_not_written_through_a_link(home, workspace):
    workspace.lock.symlink_to("../home/film.lock")
    before = held(home)
    text = FILM.replace("title: T", "title: T\ngenerator: flat")
    (workspace.folder / "film.yaml").write_text(text)
    with pytest.raises(StoreError, match="film.lock is a link that leads out of the film's folder"):
        vfc.build(workspace.folder, generators=[Flat(costs=True)])
    (workspace.folder / "film.yaml").write_text(FILM)
    with pytest.raises(StoreError, match="film.lock is a link"):
        rename_in_film(workspace, "a/one", "a/two")
    assert held(home) == before and (workspace.folder / "film.yaml").read_text() == FILM
    (workspace.folder / "film.yaml").write_text(text)
    workspace.lock.unlink()
    (workspace.folder / "locks").mkdir()
    workspace.lock.symlink_to("locks/one")
    assert vfc.build(workspace.folder, generators=[Flat(costs=True)]).ok
    assert workspace.lock.is_symlink() and "a/one" in (workspace.folder / "locks/one").read_text()


def test_a_text_is_not_edited_through_a_link(home, workspace):
    (workspace.folder / "film.yaml").unlink()
    (workspace.folder / "film.yaml").symlink_to("../home/film.yaml")
    before = held(home)
    for edit in (
        lambda: pick_take(workspace, "a/one", "2", lambda remade: None),
        lambda: rename_in_film(workspace, "a/one", "a/two"),
    ):
        with pytest.raises(VfcError):
            edit()
    assert held(home) == before
    pick_take(replace(workspace, outside=(home,)), "a/one", "2", lambda remade: None)
    assert "pick: 2" in (home / "film.yaml").read_text()


def test_sheets_and_new_films_are_not_written_through_links(home, workspace):
    assert built(workspace).ok
    (workspace.folder / "sheet.png").symlink_to("../home/sheet.png")
    (workspace.out / "takes").mkdir()
    (workspace.out / "takes/a-one.png").symlink_to("../../../../home/sheet.png")
    fresh = workspace.folder / "fresh"
    fresh.mkdir()
    (fresh / ".gitignore").symlink_to("../../home/new")
    before = held(home)
    sheet(plan_film(load(workspace), PlanOptions()), workspace.folder / "sheet.png")
    takes_of(workspace, "a/one", Recorder())
    new_film(fresh)
    assert held(home) == before
    (workspace.folder / "bare").mkdir()
    (workspace.folder / "bare/film.yaml").symlink_to("../../home/none.yaml")
    with pytest.raises(UsageError, match="there is a film in"):
        new_film(workspace.folder / "bare")
    assert held(home) == before


def cloned(
    workspace: Workspace, tracked: tuple[str, ...] = (".vfc", "film.yaml", "out")
) -> Workspace:
    """The film as `git clone` brings it."""
    run = {"cwd": workspace.folder, "check": True, "capture_output": True}
    subprocess.run(["git", "init", "-q"], **run)
    subprocess.run(["git", "add", "-f", *tracked], **run)
    subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "film"],
        **run,
    )
    clone = workspace.folder.parent / "clone"
    subprocess.run(["git", "clone", "-q", str(workspace.folder), str(clone)], **run)
    return find_workspace(clone)


def test_a_store_that_came_with_a_clone_is_not_used(workspace):
    assert built(workspace).ok
    clone = cloned(workspace)
    before = held(clone.folder)
    refused = r"the store .*clone/\.vfc came with a repository.*--store DIR.*--trust-store"
    for command in (
        built,
        store_stats,
        store_verify,
        check,
        lambda workspace: load(workspace),
        lambda workspace: store_collect(workspace, older_than=0.0, dry_run=False),
        lambda workspace: takes_of(workspace, "a/one", Recorder()),
    ):
        with pytest.raises(StoreError, match=refused):
            command(clone)
    assert standing(clone) is None and held(clone.folder) == before
    trusted = built(find_workspace(clone.folder, trust=True))
    assert trusted.ok and trusted.made == ()
    assert built(find_workspace(clone.folder, store=workspace.folder.parent / "other")).made


def test_a_store_that_git_does_not_track_is_used(workspace):
    """What a CI cache restores, a film that moved, a shared store."""
    assert built(workspace).ok
    clone = cloned(workspace, ("film.yaml",))
    shutil.copytree(workspace.store, clone.store, symlinks=True)
    assert built(clone).made == ()
    workspace.folder.rename(workspace.folder.parent / "moved")
    assert built(find_workspace(workspace.folder.parent / "moved")).made == ()
    assert (
        built(find_workspace(clone.folder, store=workspace.folder.parent / "moved/.vfc")).made == ()
    )


@pytest.mark.parametrize("entries", ["as recorded", "none", "all None", "deliverables None"])
def test_a_snapshot_that_came_with_a_film_is_not_believed(workspace, entries):
    """Even one whose writer knew this machine's versions: it says nothing of the files, or numbers
    of other disks.
    """
    assert built(workspace).ok and standing(workspace) is not None
    clone = cloned(workspace)
    said = json.loads(workspace.snapshot.read_bytes()[9:])
    files = said["files"]
    said["files"] = {
        "as recorded": files,
        "none": {},
        "all None": dict.fromkeys(["nothing", *files]),
        "deliverables None": {"film.yaml": files["film.yaml"], "nothing": None},
    }[entries]
    clone = replace(clone, trusted=True)
    if entries == "deliverables None":
        said["files"]["film.yaml"] = stamp(clone.folder / "film.yaml")
    elif entries != "as recorded":
        said["files"] = {
            name: each
            for name, each in said["files"].items()
            if not (clone.folder / name).exists() or entries == "all None"
        }
    data = json.dumps(said).encode()
    clone.snapshot.write_bytes(b"%08x " % zlib.crc32(data) + data)
    assert standing(clone) is None


def test_a_snapshot_of_files_that_are_not_there_says_nothing(workspace):
    workspace.snapshot.parent.mkdir(parents=True)
    for files in ({}, {"film.lock": None}, {"film.lock": None, "out/film/film.mp4": None}):
        write(
            workspace, everything=True, files=files, summary={"deliverables": [*files], "steps": 4}
        )
        assert standing(workspace) is None


@pytest.mark.parametrize(
    "command",
    [
        "check",
        "plan",
        "build",
        "status",
        "takes a/one",
        "store gc",
        "export otio",
        "generators",
        "doctor",
        "pick a/one 2",
    ],
)
def test_each_command_says_why_and_takes_the_flag(workspace, command):
    assert built(workspace).ok
    clone = cloned(workspace)
    words = [*command.split(), clone.folder]
    refused = programs.inside(*words)
    assert refused.returncode == 1 and refused.stderr.startswith("vfc: the store "), refused.stderr
    assert "--trust-store" in refused.stderr and len(refused.stderr.splitlines()) == 1
    trusted = programs.inside(*words, "--trust-store")
    assert "came with a repository" not in trusted.stderr and trusted.returncode in (0, 1)


def test_the_store_and_out_keep_themselves_out_of_git(workspace):
    """As soon as they are made, whatever is made first; what the user does to the file later
    stays.
    """
    assert built(workspace).ok
    subprocess.run(["git", "init", "-q"], cwd=workspace.folder, check=True)
    seen = subprocess.run(
        ["git", "status", "--porcelain", "-uall"],
        cwd=workspace.folder,
        check=True,
        capture_output=True,
    )
    assert seen.stdout == b"?? film.yaml\n"
    for folder, text in ((workspace.store, None), (workspace.folder / "out", "mine\n")):
        (folder / ".gitignore").write_text(text) if text else (folder / ".gitignore").unlink()
    (workspace.out / "film.mp4").unlink()
    assert built(workspace).placed == ("out/film/film.mp4",)
    assert (
        not (workspace.store / ".gitignore").exists()
        and (workspace.folder / "out/.gitignore").read_text() == "mine\n"
    )
    assert (
        built(workspace).ok
        and store_verify(workspace).delivered == ()
        and store_stats(workspace).damaged == 0
    )
    folder = workspace.folder.parent / "other"
    LocalStore(folder).records.keep_times([("picture", 1.0, 1.0)])
    assert (folder / ".gitignore").read_text() == "*\n", "the index was made first"


def test_python_names_an_out_folder_too(home, workspace):
    (workspace.folder / "out").symlink_to(home)
    before = held(home)
    with pytest.raises(StoreError, match="out is a link"):
        vfc.build(workspace.folder)
    assert held(home) == before
    disk = workspace.folder.parent / "disk"
    assert f"{disk}/film/film.mp4" in vfc.build(workspace.folder, out=disk).deliverables
    assert held(home) == before and (disk / "film/film.mp4").is_file()
