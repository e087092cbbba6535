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
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

import vfc
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
def place(tmp_path) -> Workspace:
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


def built(place: Workspace) -> Result:
    return build(place, BuildOptions(), Recorder())


def everything(place: Workspace) -> str:
    """Each command that writes or removes; the words of the first error, and then every other
    one.
    """
    told = []
    for command in (
        built,
        lambda place: store_collect(place, older_than=0.0, dry_run=False),
        store_verify,
        lambda place: takes_of(place, "a/one", Recorder()),
    ):
        try:
            command(place)
        except VfcError as error:
            told.append(str(error))
    return "\n".join(told)


def record(place: Workspace, files: dict[str, list[str]]) -> None:
    place.placed.parent.mkdir(parents=True, exist_ok=True)
    place.placed.write_text(json.dumps({"ledger": place.ledger, "files": files}))


@pytest.mark.parametrize("path", ["out", "out/film", "out/film/film.media", "out/film/takes"])
def test_nothing_is_delivered_through_a_link(home, place, path):
    (place.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (place.folder / path).symlink_to("../" * path.count("/") + "../home")
    before = held(home)
    assert (
        f"{place.folder / path} is a link, and vfc writes and removes nothing behind one"
        in everything(place)
    )
    assert held(home) == before


def test_a_deliverable_that_is_a_link_is_replaced_and_not_written_through(home, place):
    place.out.mkdir(parents=True)
    for name in ("film.mp4", "notes.srt", "film.otio"):
        (place.out / name).symlink_to("../../../home/film.mp4")
    before = held(home)
    assert built(place).ok and held(home) == before
    assert not any(
        (place.out / name).is_symlink() for name in ("film.mp4", "notes.srt", "film.otio")
    )


@pytest.mark.parametrize("path", ["out", "out/film", "out/film/rough"])
def test_a_record_names_no_file_behind_a_link(home, place, path):
    (place.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (place.folder / path).symlink_to(home)
    below = {"out": "film/", "out/film": "", "out/film/rough": "rough/"}[path]
    (home / "film").mkdir()
    (home / "film/letter.txt").write_text("another")
    record(
        place,
        {f"{below}{name}": ["*"] for name in ("letter.txt", "photos/a.jpg", f".vfc-{'0' * 16}")}
        | {f"{below}notes.srt": ["-> anything"]},
    )
    before = held(home)
    everything(place)
    assert held(home) == before


def test_a_record_takes_away_what_it_names_with_its_digest_and_else_only_drafts(place):
    place.out.mkdir(parents=True)
    names = ["letter.txt", ".vfc-letter", f".vfc-{'0' * 16}"]
    for name in names:
        (place.out / name).write_text("mine")
    record(place, {name: ["*"] for name in names})
    assert built(place).ok
    assert [name for name in names if (place.out / name).exists()] == names[:2]


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
def test_no_folder_of_a_store_is_a_link(home, place, name, whole):
    """In a store that is new, and in one that a build has filled."""
    if whole:
        assert built(place).ok
        (place.store / name).rename(place.folder / "away") if (
            place.store / name
        ).exists() else None
        (place.out / "film.mp4").unlink()
    place.store.mkdir(exist_ok=True)
    (place.store / name).symlink_to(f"../../home{'/film.mp4' if name == 'in-use' else ''}")
    before = held(home)
    assert f"{place.store / name} is a link" in everything(place)
    assert held(home) == before
    with pytest.raises(StoreError, match="is a link"):
        store_collect(place, older_than=0.0, dry_run=False)
    assert held(home) == before


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal"])
def test_no_file_of_an_index_is_a_link(home, place, ending):
    """It is set aside: the index is a cache, and what it knew is read again."""
    assert built(place).ok
    (place.store / f"index.sqlite3{ending}").unlink(missing_ok=True)
    (place.store / f"index.sqlite3{ending}").symlink_to("../../home/letter.txt")
    (place.folder / "film.yaml").write_text(FILM.replace("2f", "3f"))
    before = held(home)
    assert built(place).ok and built(place).made == () and held(home) == before
    assert not (place.store / f"index.sqlite3{ending}").is_symlink()


def test_no_shard_is_a_link(tmp_path, place):
    """A shard that leads into another film's store: nothing goes there, and collecting removes
    nothing from it.
    """
    other = tmp_path / "other"
    other.mkdir()
    (other / "film.yaml").write_text(FILM)
    assert built(find_workspace(other)).ok
    for folder in ("objects", "traces"):
        (place.store / folder).mkdir(parents=True)
        for number in range(256):
            (place.store / f"{folder}/{number:02x}").symlink_to(
                f"../../../other/.vfc/{folder}/{number:02x}"
            )
    before = held(other)
    told = everything(place)
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


def test_scratch_leads_nowhere(home, place):
    loaded = load(place)
    key = next(iter(plan_film(loaded, PlanOptions()).plan.steps)).key
    folder = place.store / "scratch" / key
    (folder / "deep").mkdir(parents=True)
    (folder / "kept").write_text("checkpoint")
    (folder / "state.draft").symlink_to(home / "letter.txt")
    (folder / "deep/state").symlink_to(home)
    assert loaded.store.scratch(key) == folder
    assert sorted(str(each.relative_to(folder)) for each in folder.rglob("*")) == ["deep", "kept"]


def test_old_links_in_a_store_are_taken_away_and_not_what_they_lead_to(home, place):
    assert built(place).ok
    for folder in ("tmp", "scratch", "damaged"):
        (place.store / folder).mkdir(exist_ok=True)
        (place.store / folder / "a").symlink_to(home / "photos")
        (place.store / folder / "b").symlink_to("nowhere")
    before = held(home)
    store_collect(place, older_than=0.0, dry_run=False)
    assert held(home) == before
    assert not [
        each for name in ("tmp", "scratch", "damaged") for each in (place.store / name).iterdir()
    ]


def test_the_lock_is_not_written_through_a_link(home, place):
    place.lock.symlink_to("../home/film.lock")
    before = held(home)
    text = FILM.replace("title: T", "title: T\ngenerator: flat")
    (place.folder / "film.yaml").write_text(text)
    with pytest.raises(StoreError, match="film.lock is a link that leads out of the film's folder"):
        vfc.build(place.folder, generators=[Flat(costs=True)])
    (place.folder / "film.yaml").write_text(FILM)
    with pytest.raises(StoreError, match="film.lock is a link"):
        rename_in_film(place, "a/one", "a/two")
    assert held(home) == before and (place.folder / "film.yaml").read_text() == FILM
    (place.folder / "film.yaml").write_text(text)
    place.lock.unlink()
    (place.folder / "locks").mkdir()
    place.lock.symlink_to("locks/one")
    assert vfc.build(place.folder, generators=[Flat(costs=True)]).ok
    assert place.lock.is_symlink() and "a/one" in (place.folder / "locks/one").read_text()


def test_a_text_is_not_edited_through_a_link(home, place):
    (place.folder / "film.yaml").unlink()
    (place.folder / "film.yaml").symlink_to("../home/film.yaml")
    before = held(home)
    for edit in (
        lambda: pick_take(place, "a/one", "2", lambda remade: None),
        lambda: rename_in_film(place, "a/one", "a/two"),
    ):
        with pytest.raises(VfcError):
            edit()
    assert held(home) == before
    pick_take(replace(place, outside=(home,)), "a/one", "2", lambda remade: None)
    assert "pick: 2" in (home / "film.yaml").read_text()


def test_sheets_and_new_films_are_not_written_through_links(home, place):
    assert built(place).ok
    (place.folder / "sheet.png").symlink_to("../home/sheet.png")
    (place.out / "takes").mkdir()
    (place.out / "takes/a-one.png").symlink_to("../../../../home/sheet.png")
    fresh = place.folder / "fresh"
    fresh.mkdir()
    (fresh / ".gitignore").symlink_to("../../home/new")
    before = held(home)
    sheet(plan_film(load(place), PlanOptions()), place.folder / "sheet.png")
    takes_of(place, "a/one", Recorder())
    new_film(fresh)
    assert held(home) == before
    (place.folder / "bare").mkdir()
    (place.folder / "bare/film.yaml").symlink_to("../../home/none.yaml")
    with pytest.raises(UsageError, match="there is a film in"):
        new_film(place.folder / "bare")
    assert held(home) == before


def cloned(place: Workspace, tracked: tuple[str, ...] = (".vfc", "film.yaml", "out")) -> Workspace:
    """The film as `git clone` brings it."""
    run = {"cwd": place.folder, "check": True, "capture_output": True}
    subprocess.run(["git", "init", "-q"], **run)
    subprocess.run(["git", "add", "-f", *tracked], **run)
    subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "film"],
        **run,
    )
    clone = place.folder.parent / "clone"
    subprocess.run(["git", "clone", "-q", str(place.folder), str(clone)], **run)
    return find_workspace(clone)


def test_a_store_that_came_with_a_clone_is_not_used(place):
    assert built(place).ok
    clone = cloned(place)
    before = held(clone.folder)
    refused = r"the store .*clone/\.vfc came with a repository.*--store DIR.*--trust-store"
    for command in (
        built,
        store_stats,
        store_verify,
        check,
        lambda place: load(place),
        lambda place: store_collect(place, older_than=0.0, dry_run=False),
        lambda place: takes_of(place, "a/one", Recorder()),
    ):
        with pytest.raises(StoreError, match=refused):
            command(clone)
    assert standing(clone) is None and held(clone.folder) == before
    trusted = built(find_workspace(clone.folder, trust=True))
    assert trusted.ok and trusted.made == ()
    assert built(find_workspace(clone.folder, store=place.folder.parent / "other")).made


def test_a_store_that_git_does_not_track_is_used(place):
    """What a CI cache restores, a film that moved, a shared store."""
    assert built(place).ok
    clone = cloned(place, ("film.yaml",))
    shutil.copytree(place.store, clone.store, symlinks=True)
    assert built(clone).made == ()
    place.folder.rename(place.folder.parent / "moved")
    assert built(find_workspace(place.folder.parent / "moved")).made == ()
    assert built(find_workspace(clone.folder, store=place.folder.parent / "moved/.vfc")).made == ()


@pytest.mark.parametrize("entries", ["as recorded", "none", "all None", "deliverables None"])
def test_a_snapshot_that_came_with_a_film_is_not_believed(place, entries):
    """Even one whose writer knew this machine's versions: it says nothing of the files, or numbers
    of other disks.
    """
    assert built(place).ok and standing(place) is not None
    clone = cloned(place)
    said = json.loads(place.snapshot.read_bytes()[9:])
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


def test_a_snapshot_of_files_that_are_not_there_says_nothing(place):
    place.snapshot.parent.mkdir(parents=True)
    for files in ({}, {"film.lock": None}, {"film.lock": None, "out/film/film.mp4": None}):
        write(place, everything=True, files=files, summary={"deliverables": [*files], "steps": 4})
        assert standing(place) is None


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
def test_each_command_says_why_and_takes_the_flag(place, command):
    assert built(place).ok
    clone = cloned(place)
    vfc_ = [sys.executable, "-m", "vfc.cli", *command.split(), str(clone.folder)]
    refused = subprocess.run(vfc_, capture_output=True, text=True)
    assert refused.returncode == 1 and refused.stderr.startswith("vfc: the store "), refused.stderr
    assert "--trust-store" in refused.stderr and len(refused.stderr.splitlines()) == 1
    trusted = subprocess.run([*vfc_, "--trust-store"], capture_output=True, text=True)
    assert "came with a repository" not in trusted.stderr and trusted.returncode in (0, 1)


def test_the_store_and_out_keep_themselves_out_of_git(place):
    """As soon as they are made, whatever is made first; what the user does to the file later
    stays.
    """
    assert built(place).ok
    subprocess.run(["git", "init", "-q"], cwd=place.folder, check=True)
    seen = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=place.folder, check=True, capture_output=True
    )
    assert seen.stdout == b"?? film.yaml\n"
    for folder, text in ((place.store, None), (place.folder / "out", "mine\n")):
        (folder / ".gitignore").write_text(text) if text else (folder / ".gitignore").unlink()
    (place.out / "film.mp4").unlink()
    assert built(place).placed == ("out/film/film.mp4",)
    assert (
        not (place.store / ".gitignore").exists()
        and (place.folder / "out/.gitignore").read_text() == "mine\n"
    )
    assert (
        built(place).ok and store_verify(place).delivered == () and store_stats(place).damaged == 0
    )
    folder = place.folder.parent / "other"
    LocalStore(folder).records.keep_times([("picture", 1.0, 1.0)])
    assert (folder / ".gitignore").read_text() == "*\n", "the index was made first"


def test_python_names_an_out_folder_too(home, place):
    (place.folder / "out").symlink_to(home)
    before = held(home)
    with pytest.raises(StoreError, match="out is a link"):
        vfc.build(place.folder)
    assert held(home) == before
    disk = place.folder.parent / "disk"
    assert f"{disk}/film/film.mp4" in vfc.build(place.folder, out=disk).deliverables
    assert held(home) == before and (disk / "film/film.mp4").is_file()
