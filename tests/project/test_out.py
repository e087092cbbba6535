"""Where deliverables go: out beside the film, or a folder that the user names; git is told to leave
both out.
"""

from __future__ import annotations

import subprocess
import wave
from pathlib import Path
from urllib.parse import unquote

import opentimelineio as otio
import pytest
from PIL import Image

import vfc
from vfc.commands.build import BuildOptions, Result, build
from vfc.commands.store import store_collect, store_verify
from vfc.errors import StoreError
from vfc.project.snapshot import standing
from vfc.project.workspace import Workspace, find_workspace
from vfc.testing import Recorder

FILM = """\
title: T
format: {size: 32x32}
handles: 0f
scenes:
  a:
    shots:
      one: {prompt: rain, length: 4f}
sound: {music: [{file: tune.wav}]}
deliver: {film.mp4: {}, film.otio: {}, edit/film.otio: {}}
"""


@pytest.fixture
def film(tmp_path) -> Path:
    folder = tmp_path / "a/b/film"
    folder.mkdir(parents=True)
    (folder / "film.yaml").write_text(FILM)
    with wave.open(str(folder / "tune.wav"), "wb") as file:
        file.setparams((1, 2, 48000, 0, "NONE", ""))
        file.writeframes(bytes(96000))
    return folder


def built(workspace: Workspace) -> Result:
    result = build(workspace, BuildOptions(), Recorder())
    assert result.ok
    return result


def media(timeline: Path) -> set[Path]:
    """The files that a timeline names, from where it lies."""
    found = otio.adapters.read_from_file(str(timeline)).find_clips()
    urls = [
        clip.media_reference.target_url
        for clip in found
        if hasattr(clip.media_reference, "target_url")
    ]
    return {(timeline.parent / unquote(url)).resolve() for url in urls}


@pytest.mark.parametrize("where", ["", "big disk", "a/b/film/renders"])
@pytest.mark.parametrize("timeline", ["film.otio", "edit/film.otio"])
def test_a_timeline_names_files_that_are_there_wherever_it_goes(film, tmp_path, where, timeline):
    workspace = find_workspace(film, out=tmp_path / where if where else None)
    built(workspace)
    found = media(workspace.out / timeline)
    assert len(found) == 2 and film / "tune.wav" in found and all(each.is_file() for each in found)


def test_an_out_folder_that_is_a_link_is_named_once_by_the_user(film, tmp_path):
    """The link of a repository is not followed; what the user names is, and it need not be there
    yet.
    """
    (tmp_path / "disk").mkdir()
    (film / "out").symlink_to(tmp_path / "disk")
    with pytest.raises(StoreError, match="out is a link.*--out DIR"):
        built(find_workspace(film))
    assert not list((tmp_path / "disk").iterdir())
    workspace = find_workspace(film, out=film / "out")
    assert set(built(workspace).deliverables) == {
        str(tmp_path / "disk/film" / name) for name in ("film.mp4", "film.otio", "edit/film.otio")
    }
    assert standing(workspace) is not None and built(workspace).made == ()


def test_a_link_below_the_folder_that_the_user_names_is_not_followed(film, tmp_path):
    for name in ("disk", "home"):
        (tmp_path / name).mkdir()
    (tmp_path / "disk/film").symlink_to(tmp_path / "home")
    with pytest.raises(StoreError, match="film is a link"):
        built(find_workspace(film, out=tmp_path / "disk"))
    assert not list((tmp_path / "home").iterdir())


def test_each_out_folder_is_kept_by_itself(film, tmp_path):
    """What stands in one says nothing of the other, and what left the text goes from where it was
    built.
    """
    here, there = find_workspace(film), find_workspace(film, out=tmp_path / "disk")
    built(here)
    assert standing(there) is None
    assert set(built(there).placed) >= {str(tmp_path / "disk/film/film.mp4")}
    (film / "film.yaml").write_text(FILM.replace("deliver: {film.mp4: {}, ", "deliver: {"))
    assert built(there).gone == (str(tmp_path / "disk/film/film.mp4"),)
    assert (film / "out/film/film.mp4").is_file()
    assert built(here).gone == ("out/film/film.mp4",)
    (there.out / "film.otio").write_text("another")
    assert store_verify(here).delivered == () and store_verify(there).delivered == (
        str(there.out / "film.otio"),
    )


def test_git_sees_neither_the_store_nor_the_out_folder(film, tmp_path):
    def unknown() -> list[str]:
        return subprocess.run(
            ["git", "status", "--porcelain", "-uall"],
            cwd=film,
            check=True,
            text=True,
            capture_output=True,
        ).stdout.splitlines()

    subprocess.run(["git", "init", "-q"], cwd=film, check=True)
    workspace = find_workspace(film)
    built(workspace)
    assert unknown() == ["?? film.lock", "?? film.yaml", "?? tune.wav"]
    store_collect(workspace, older_than=0.0, dry_run=False)
    assert (film / "out/.gitignore").read_text() == (film / ".vfc/.gitignore").read_text() == "*\n"
    for name in ("out", ".vfc"):
        (film / name / ".gitignore").unlink()
    workspace.snapshot.unlink()
    built(workspace)
    # the user's wish
    assert not (film / "out/.gitignore").exists() and not (film / ".vfc/.gitignore").exists()


def test_a_folder_that_the_user_names_gets_no_gitignore(film, tmp_path):
    built(find_workspace(film, out=tmp_path / "disk"))
    assert not list((tmp_path / "disk").rglob(".gitignore")) and not (film / "out").exists()


@pytest.mark.parametrize("way", ["two films", "two texts"])
def test_no_film_overwrites_what_another_delivers(film, tmp_path, way):
    """Refused before anything is made; the film that was there first builds on."""
    other = tmp_path / "other/film.yaml" if way == "two films" else film / "teaser.yaml"
    other.parent.mkdir(exist_ok=True)
    other.write_text(
        FILM.replace("rain", "snow").replace("sound: {music: [{file: tune.wav}]}\n", "")
    )
    out = tmp_path / "disk" if way == "two films" else None
    first, second = find_workspace(film, out=out), find_workspace(other, out=out)
    built(first)
    before = {each: each.read_bytes() for each in first.out.rglob("*") if each.is_file()}
    with pytest.raises(
        StoreError,
        match=r"film/film.mp4 is delivered by .*film.yaml: give it another name.*--out DIR",
    ):
        build(second, BuildOptions(), recorder := Recorder())
    assert recorder.events == []
    assert {each: each.read_bytes() for each in first.out.rglob("*") if each.is_file()} == before
    (film / "film.yaml").write_text(FILM.replace("4f", "5f"))
    built(first)
    other.write_text(
        other.read_text().replace(
            "deliver: {film.mp4: {}, film.otio: {}, edit/film.otio: {}}", "deliver: {snow.mp4: {}}"
        )
    )
    assert built(second).placed == (second.shown(second.out / "snow.mp4"),)
    assert (first.out / "film.mp4").is_file() and built(first).ok


def test_a_film_that_is_gone_or_moved_holds_no_file(film, tmp_path):
    workspace = find_workspace(film, out=tmp_path / "disk")
    built(workspace)
    film.rename(tmp_path / "moved")
    moved = find_workspace(tmp_path / "moved", out=tmp_path / "disk")
    (tmp_path / "moved/film.yaml").write_text(FILM.replace("4f", "5f"))
    assert "film.mp4" in str(built(moved).placed)
    (moved.out_root / ".vfc-films").write_text("no JSON")
    (tmp_path / "moved/film.yaml").write_text(FILM.replace("4f", "6f"))
    assert "film.mp4" in str(built(moved).placed)


def test_a_file_that_the_film_reads_is_never_delivered_over(tmp_path):
    folder = tmp_path / "film"
    folder.mkdir()
    Image.new("RGB", (64, 36), (200, 30, 30)).save(folder / "film.mp4", "PNG")
    held = (folder / "film.mp4").read_bytes()
    (folder / "film.yaml").write_text(
        "title: T\nformat: {size: 64x36, rate: 24}\n"
        "scenes: {s: {shots: {a: {still: film.mp4, length: 4f}}}}\n"
    )
    with pytest.raises(StoreError, match="film.mp4 is a file that the film reads"):
        vfc.build(folder, out=tmp_path)
    assert (folder / "film.mp4").read_bytes() == held and vfc.build(folder).ok
