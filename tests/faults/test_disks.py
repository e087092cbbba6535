"""Disks that refuse: what needs no writing works on a read-only tree or store, and what does is one
sentence.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.faults.mounts import mounted, read_only
from tests.programs import vfc
from vfc.store.api import Trace
from vfc.store.local import LocalStore

FILM = """\
title: Disks
format: {size: 48x32}
handles: 0f
scenes: {a: {shots: {one: {prompt: rain, length: 4f}, two: {still: p.png, length: 4f}}}}
"""


@pytest.fixture
def film(tmp_path) -> Path:
    from PIL import Image

    folder = tmp_path / "film"
    folder.mkdir()
    Image.new("RGB", (48, 32), (200, 30, 30)).save(folder / "p.png")
    (folder / "film.yaml").write_text(FILM)
    return folder


@pytest.mark.parametrize("file", ["p.png", "%02d.png", "music.wav", "more.yaml", "look.cube"])
def test_a_pipe_where_a_file_of_the_film_should_be_is_a_mistake_and_never_a_wait(film, file):
    text = {
        "music.wav": FILM + "sound: {music: [{file: music.wav}]}\n",
        "more.yaml": FILM + "include: more.yaml\n",
        "look.cube": FILM.replace("still: p.png", "still: p.png, grade: {lut: look.cube}"),
        "%02d.png": FILM.replace("still: p.png", "footage: '%02d.png', rate: 24"),
    }.get(file, FILM)
    (film / "film.yaml").write_text(text)
    (film / (file % 1 if "%" in file else file)).unlink(missing_ok=True)
    os.mkfifo(film / (file % 1 if "%" in file else file))
    said = vfc("build", film)
    assert said.returncode == 2 and "is no file" in said.stderr and "1 mistake" in said.stderr, (
        said.stderr
    )


def upon(mount: str, *words: str | Path) -> tuple[int, str]:
    """The exit code of `vfc` where disks are mounted, and all that it says."""
    said = vfc(*words, before=mounted(mount))
    return said.returncode, said.stdout + said.stderr


def test_a_build_that_must_write_a_read_only_tree_is_one_sentence_before_anything_is_made(film):
    assert vfc("build", "--quiet", film).returncode == 0
    (film / "film.yaml").write_text(FILM.replace("rain", "snow"))
    assert upon(read_only(film), "build", film) == (
        1,
        f"vfc: the store {film}/.vfc cannot be written: Read-only file system\n",
    )


def test_what_needs_no_writing_works_with_a_store_that_may_only_be_read(film):
    assert vfc("build", "--quiet", film).returncode == 0
    (film / "p.png").touch()
    (film / "out/film/film.mp4").unlink()
    told = ""
    for command in ("status", "build", "check", "build"):
        code, said = upon(read_only(film / ".vfc"), command, film)
        assert code == 0 and "cannot" not in said and "Traceback" not in said
        told += said
    assert "put back: out/film/film.mp4" in told and "nothing to do: out/film/film.mp4" in told


def test_a_store_on_a_full_disk_is_one_sentence(film, tmp_path):
    (tmp_path / "full").mkdir()
    full = tmp_path / "full"
    mount = f"mount -t tmpfs -o size=60k tmpfs {full}"
    assert upon(mount, "build", "--store", full, film) == (
        1,
        f"vfc: the store {full} cannot be written: no space is left on the disk\n",
    )


def test_an_artifact_is_on_the_disk_before_its_trace_and_both_before_the_step_counts(
    tmp_path, monkeypatch
):
    done, fsync, replace = [], os.fsync, os.replace

    def part(path) -> str:
        return "/".join(Path(path).relative_to(tmp_path).parts[:1])

    def synced(descriptor: int) -> None:
        done.append(("sync", part(os.readlink(f"/proc/self/fd/{descriptor}"))))
        fsync(descriptor)

    def moved(before, after) -> None:
        done.append(("move", part(after)))
        replace(before, after)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", moved)
    store = LocalStore(tmp_path)
    for number in range(2):  # the second finds its folders there
        done.clear()
        made = store.draft() / "made"
        made.write_bytes(b"bytes" * (number + 1))
        trace = Trace(key=f"ab{number}", label="picture a/s#1", content="{}", inputs=())
        assert store.traces([store.keep(made, trace).key])
        order = [each for each in done if each[1]]  # without the store's own folder
        assert list(dict.fromkeys(order)) == [
            ("sync", "tmp"),
            ("move", "objects"),
            ("sync", "objects"),
            ("move", "traces"),
            ("sync", "traces"),
        ]
        drafts = [place for place, each in enumerate(order) if each == ("sync", "tmp")]
        assert len(drafts) == 2 and drafts[1] > order.index(("sync", "objects")), (
            "the trace's after the object's"
        )


def test_a_film_that_is_new_to_a_store_that_may_only_be_read_shows_what_stands_there(
    film, tmp_path
):
    """A shared store: the second film of one text is delivered from it; what would have to be made
    is refused.
    """
    store, second = tmp_path / "store", tmp_path / "second"
    assert vfc("build", "--quiet", "--store", store, film).returncode == 0
    shutil.copytree(film, second, ignore=shutil.ignore_patterns("out"))
    code, said = upon(read_only(store), "build", "--store", store, second)
    assert code == 0 and "the store can only be read" in said, said
    assert (tmp_path / "second/out/film/film.mp4").read_bytes() == (
        film / "out/film/film.mp4"
    ).read_bytes()
    (tmp_path / "second/film.yaml").write_text(FILM.replace("rain", "snow"))
    code, said = upon(read_only(store), "build", "--store", store, second)
    assert code == 1 and f"vfc: the store {store} cannot be written: Read-only" in said


def test_collecting_in_a_store_that_may_only_be_read_is_one_sentence(film):
    assert vfc("build", "--quiet", film).returncode == 0
    assert upon(read_only(film), "store", "gc", "--older-than", "0", film) == (
        1,
        f"vfc: the store {film}/.vfc cannot be written: Read-only file system\n",
    )
    (film / ".vfc/films").rename(film / "away")
    assert upon(read_only(film), "store", "gc", film) == (
        1,
        f"vfc: the store {film}/.vfc can only be read: nothing is removed\n",
    )
