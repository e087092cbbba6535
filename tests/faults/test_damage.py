"""Damage: whatever is flipped, lost or put in another's place, exit 0 means that the film stands
and is right.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import vfc
from tests import programs
from vfc.actions import segments
from vfc.engine.work import Workshop
from vfc.store.gc import verify
from vfc.store.local import LocalStore
from vfc.testing import Flat

FILM = """\
vfc: 1
title: Damage
format: {size: 64x48, rate: 24}
handles: 6f
generator: flat
scenes:
  a:
    shots:
      one: {prompt: red, length: 8f}
      two: {prompt: blue, length: 8f}
      three: {prompt: green, length: 8f}
cut: [a/one, {dissolve: 2f}, a/two, a/three]
deliver: {film.mp4: {}, film.otio: {}}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "film.yaml").write_text(FILM)
    assert vfc.build(folder, generators=[Flat()]).ok
    return folder


@pytest.fixture
def film(built, tmp_path) -> Path:
    shutil.copytree(built, tmp_path / "film", symlinks=True)
    return tmp_path / "film"


def outputs(folder: Path) -> dict[str, Path]:
    """The object of each step by its label."""
    store = LocalStore(folder / ".vfc")
    rows = dict(store.index.rows("SELECT label, output FROM traces"))
    store.close()
    return {label: store.objects.where(digest) for label, digest in rows.items()}


def flip(path: Path, at: int | None = None) -> None:
    """Flip one bit, and leave size and modification time as they were."""
    before, data = path.stat(), bytearray(path.read_bytes())
    data[len(data) // 2 if at is None else at] ^= 4
    path.chmod(0o644)
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def same(folder: Path, built: Path) -> bool:
    return (folder / "out/film/film.mp4").read_bytes() == (built / "out/film/film.mp4").read_bytes()


@pytest.mark.parametrize("how", ["lost", "flipped"])
def test_a_deliverable_that_is_damaged_here_and_there_is_made_again_in_the_same_build(
    film, built, how
):
    flip(outputs(film)["deliverable film.mp4"])
    delivered = film / "out/film/film.mp4"
    delivered.unlink() if how == "lost" else flip(delivered)
    result = vfc.build(film, generators=[Flat()])
    assert result.ok and result.made == ("deliverable film.mp4",) and same(film, built)
    assert "out/film/film.mp4" in result.placed
    assert vfc.build(film, generators=[Flat()]).made == ()


def test_a_linked_picture_that_is_damaged_or_gone_is_made_again(film, built):
    for label in ("media prores a/one", "media prores a/two"):
        path = outputs(film)[label]
        flip(path) if "one" in label else path.unlink()
    shutil.rmtree(film / "out/film/film.media")
    result = vfc.build(film, generators=[Flat()])
    assert result.ok and sorted(result.made) == ["media prores a/one", "media prores a/two"]
    links = sorted((film / "out/film/film.media").iterdir())
    assert [link.name for link in links] == ["a_one.mov", "a_three.mov", "a_two.mov"]
    assert all(link.stat().st_size for link in links) and same(film, built)


def program(folder: Path, *words: str) -> subprocess.CompletedProcess:
    return programs.vfc(*words, folder)


def test_what_vanished_from_the_out_folder_is_put_back_and_that_is_told(tmp_path):
    (tmp_path / "film.yaml").write_text(FILM.replace("generator: flat\n", ""))
    assert program(tmp_path, "build", "--quiet").returncode == 0
    (tmp_path / "out/film/film.media/a_two.mov").unlink()
    again = program(tmp_path, "build")
    assert again.returncode == 0 and "put back: out/film/film.media/a_two.mov" in again.stderr
    assert (tmp_path / "out/film/film.media/a_two.mov").is_file()
    assert "nothing to do" in program(tmp_path, "build").stderr


def test_a_build_that_verifies_reads_what_no_change_has_it_read(tmp_path):
    (tmp_path / "film.yaml").write_text(FILM.replace("generator: flat\n", ""))
    assert program(tmp_path, "build", "--quiet").returncode == 0
    damaged = next(
        path for label, path in outputs(tmp_path).items() if label.startswith("segment film.mp4")
    )
    flip(damaged)
    assert "nothing to do" in program(tmp_path, "build").stderr and damaged.is_file(), (
        "the film itself stands"
    )
    again = program(tmp_path, "build", "--verify")
    assert again.returncode == 0 and "nothing to do" in again.stderr
    assert not damaged.exists(), "set aside: whoever needs it next makes it"


def test_delivered_files_are_verified_too(film):
    flip(film / "out/film/film.mp4")
    (film / "out/film/film.media/a_one.mov").unlink()
    seen = program(film, "store", "verify")
    assert seen.returncode == 1
    assert "out/film/film.mp4 is another than was delivered, or gone" in seen.stdout
    assert "out/film/film.media/a_one.mov is another" in seen.stdout
    assert vfc.build(film, generators=[Flat()]).placed
    assert program(film, "store", "verify").returncode == 0


@pytest.mark.parametrize("number", range(1, 6))
def test_a_segment_that_is_damaged_between_its_making_and_the_mux_never_reaches_the_film(
    tmp_path, built, monkeypatch, number
):
    (tmp_path / "film.yaml").write_text(FILM)
    run, flipped = Workshop.run, []

    def meddling(shop, step, inputs, told, *, again):
        """Flip a bit of the picture data of the first segment, once, before the film is joined, or
        while it is.
        """
        if step.kind.name == "deliverable" and step.name == "film.mp4" and not flipped:
            first = shop.store.objects.where(inputs[step.uses[0].key].output)
            flipped.append(first.read_bytes().index(b"mdat") + 40 + 60 * number)
            flip(first, min(flipped[0], first.stat().st_size - 2))
        return run(shop, step, inputs, told, again=again)

    monkeypatch.setattr(Workshop, "run", meddling)
    assert vfc.build(tmp_path, generators=[Flat()], jobs=1).ok
    assert flipped and same(tmp_path, built)
    store = LocalStore(tmp_path / ".vfc")
    assert verify(store).damaged == ()


def test_an_artifact_made_of_what_was_damaged_meanwhile_is_not_kept(tmp_path, built, monkeypatch):
    (tmp_path / "film.yaml").write_text(FILM)
    segment, flipped = segments.make_segment, []

    def meddling(step, inputs, context):
        made = segment(step, inputs, context)
        if not flipped:
            flipped.append(flip(next(iter(inputs.values()))))
        return made

    monkeypatch.setattr(segments, "make_segment", meddling)
    result = vfc.build(tmp_path, generators=[Flat()], jobs=1)
    assert result.ok and flipped and same(tmp_path, built)
    assert len([label for label in result.made if label.startswith("picture")]) == 4, (
        "one picture is made twice"
    )


@pytest.mark.parametrize("thing", ["folder", "link", "junk"])
def test_whatever_lies_where_an_object_should_be_heals(film, built, thing):
    path = outputs(film)["deliverable film.mp4"]
    path.unlink()
    if thing == "folder":
        (path / "deep").mkdir(parents=True)
    elif thing == "link":
        path.symlink_to(outputs(film)["sound film.mp4"])
    else:
        path.write_bytes(b"junk")
    (film / "out/film/film.mp4").unlink()
    result = vfc.build(film, generators=[Flat()])
    assert result.ok and result.made == ("deliverable film.mp4",) and same(film, built)
