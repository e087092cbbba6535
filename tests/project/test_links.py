"""Files of a film that are links: refused where they lead outside, and watched where they lead."""

from __future__ import annotations

import os
from pathlib import Path

import numpy
import pytest
from PIL import Image

from vfc.commands.build import BuildOptions, Result, build
from vfc.errors import TextError
from vfc.generators.registry import Registry
from vfc.media.frames import read_rgb
from vfc.project.snapshot import standing
from vfc.project.workspace import Workspace, find_workspace
from vfc.testing import Recorder

FILM = """\
title: Linked
format: {size: 32x32}
scenes:
  a:
    shots:
      one: {still: seen.png, length: 2f}
"""


def grey(path: Path, level: int) -> Path:
    """A picture of one level of grey; all of them have one size in bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(numpy.full((32, 32, 3), level, numpy.uint8)).save(path, format="bmp")
    return path


def a_film(folder: Path, target: Path, **options) -> Workspace:
    folder.mkdir(exist_ok=True)
    (folder / "film.yaml").write_text(FILM)
    (folder / "seen.png").unlink(missing_ok=True)
    (folder / "seen.png").symlink_to(target)
    return find_workspace(folder, **options)


def built(workspace: Workspace) -> Result:
    return build(workspace, BuildOptions(), Recorder(), registry=Registry([]))


def shown(workspace: Workspace) -> int:
    frame = next(iter(read_rgb(workspace.folder / "out/film/film.mp4")))
    return round(float(frame.mean()))


def told(workspace: Workspace) -> str:
    with pytest.raises(TextError) as found:
        built(workspace)
    return str(found.value)


OUTSIDE = """\
film.yaml:6:20: 'seen.png' lies outside the film's folder
    6 |       one: {still: seen.png, length: 2f}
      |                    ^^^^^^^^ copy it into the folder, or allow its folder with --allow-outside"""


@pytest.mark.parametrize("way", ["../elsewhere/a.bmp", "ELSEWHERE/a.bmp", "by/a.bmp"])
def test_a_link_that_leads_outside_is_a_path_outside(tmp_path, way):
    """By a way back, by a whole path, and by a folder that is a link itself."""
    grey(tmp_path / "elsewhere/a.bmp", 100)
    workspace = a_film(
        tmp_path / "film", Path(way.replace("ELSEWHERE", str(tmp_path / "elsewhere")))
    )
    (workspace.folder / "by").symlink_to(tmp_path / "elsewhere")
    assert told(workspace) == OUTSIDE
    assert told(find_workspace(workspace.folder, outside=[tmp_path / "other"])) == OUTSIDE


@pytest.mark.parametrize("folder", ["film/assets", "elsewhere"])
def test_a_change_of_what_a_link_leads_to_is_seen(tmp_path, folder):
    target = grey(tmp_path / folder / "a.bmp", 100)
    workspace = a_film(tmp_path / "film", target, outside=[tmp_path / "elsewhere"])
    assert built(workspace).ok and shown(workspace) == pytest.approx(100, abs=2)
    assert standing(workspace) is not None
    before = target.stat()
    grey(target, 200)
    os.utime(target, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert target.stat().st_size == before.st_size and standing(workspace) is None
    assert built(workspace).ok and shown(workspace) == pytest.approx(200, abs=2)


def test_a_link_that_leads_elsewhere_than_before_is_seen(tmp_path):
    one, two = (grey(tmp_path / f"film/assets/{level}.bmp", level) for level in (100, 200))
    os.utime(two, ns=(one.stat().st_atime_ns, one.stat().st_mtime_ns))
    workspace = a_film(tmp_path / "film", one)
    assert built(workspace).ok and standing(workspace) is not None
    a_film(tmp_path / "film", two)
    assert standing(workspace) is None
    assert built(workspace).ok and shown(workspace) == pytest.approx(200, abs=2)
    grey(tmp_path / "elsewhere/a.bmp", 50)
    a_film(tmp_path / "film", tmp_path / "elsewhere/a.bmp")
    assert standing(workspace) is None and told(workspace) == OUTSIDE


@pytest.mark.parametrize("target", ["seen.png", "nowhere.png"])
def test_a_link_that_leads_to_nothing_or_to_itself_is_a_mistake(tmp_path, target):
    assert told(a_film(tmp_path / "film", Path(target))).startswith(
        "film.yaml:6:20: 'seen.png' is a link that leads to no file\n"
    )


def test_a_name_that_is_too_long_is_a_mistake(tmp_path):
    name = "a" * 300 + ".png"
    workspace = a_film(tmp_path / "film", Path("nowhere"))
    (workspace.folder / "film.yaml").write_text(FILM.replace("seen.png", name))
    assert told(workspace).startswith(f"film.yaml:6:20: '{name}' cannot be read: ")
