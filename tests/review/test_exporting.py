"""An export: a folder of its own, small, the same for the same film, and nothing of others touched."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.programs import inside
from vfc.review import exporting


def export(film: Path, folder: Path) -> int:
    return inside("review", "--export", str(folder), cwd=film).returncode


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_film_is_the_same_export_and_names_no_folder_of_this_machine(film, tmp_path):
    assert export(film, tmp_path / "one") == 0 and export(film, tmp_path / "two") == 0
    found = contents(tmp_path / "one")
    assert found == contents(tmp_path / "two")
    assert {"index.html", "board.html", "data/film.js", "static/base.css"} <= found.keys()
    texts = b"".join(data for path, data in found.items() if not path.startswith("media/"))
    assert str(film.parent).encode() not in texts and b"http://127" not in texts
    data = json.loads(found["data/film.js"].removeprefix(b"window.vfcData=").rstrip(b";\n"))
    shown = [file["media"] for cut in data["cuts"] for file in cut["files"] if file.get("media")]
    assert len(shown) == 2 and all(each in found for each in shown)  # one a cut
    assert data["shots"]["street/walk"]["poster"] in found


def test_what_an_export_before_had_goes_and_what_it_did_not_write_stays(film, tmp_path):
    folder = tmp_path / "out"
    assert export(film, folder) == 0
    (folder / "CNAME").write_text("film.example")
    mark = (folder / ".vfc-review").read_text()
    (folder / "media/old.jpg").write_bytes(b"old")
    (tmp_path / "mine.txt").write_text("mine")
    (folder / ".vfc-review").write_text(f"{mark}media/old.jpg\n../mine.txt\n/etc/hostname\n")
    assert export(film, folder) == 0
    assert not (folder / "media/old.jpg").exists()
    assert (folder / "CNAME").exists() and (tmp_path / "mine.txt").exists()
    assert (folder / ".vfc-review").read_text() == mark


def test_a_large_file_of_an_older_text_does_not_go_along(film, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "MOST", 1)
    folder = tmp_path / "film"
    shutil.copytree(film, folder, symlinks=True)
    text = (folder / "film.yaml").read_text(encoding="utf-8")
    (folder / "film.yaml").write_text(text.replace("a red door", "a blue door"), encoding="utf-8")
    assert export(folder, tmp_path / "out") == 0
    found = contents(tmp_path / "out")
    assert not [path for path in found if path.endswith(".mp4")]
    assert b"build, and export again" in found["data/film.js"]


@pytest.mark.parametrize("what", ["a file", "a folder of others", "a link inside"])
def test_nothing_is_written_over_what_is_no_export(film, tmp_path, what):
    folder, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    if what == "a file":
        folder.write_text("mine")
    elif what == "a folder of others":
        folder.mkdir()
        (folder / "index.html").write_text("mine")
    else:
        folder.mkdir()
        (folder / ".vfc-review").write_text("vfc review 1\n")
        (folder / "media").symlink_to(elsewhere)
    before = contents(tmp_path)
    assert export(film, folder) != 0
    assert not list(elsewhere.iterdir())
    if what != "a link inside":
        assert contents(tmp_path) == before
