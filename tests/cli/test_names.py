"""Folders and files whose names are no UTF-8: every command works there, and says them with
escapes.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.programs import inside
from vfc.project.workspace import find_workspace

FILM = """\
title: T
format: {size: 64x36, rate: 24}
handles: 0f
scenes: {s: {shots: {a: {prompt: p, length: 4f}, b: {still: b.png, length: 4f}}}}
deliver: {film.mp4: {}, film.otio: {}, film.srt: {}}
"""
COMMANDS = [
    "check",
    "plan",
    "status",
    "status --json",
    "show s/a",
    "explain s/a",
    "explain b.png",
    "graph",
    "graph --json",
    "takes s/a",
    "export otio",
    "export srt",
    "export sheet -o sheet.png",
    "store stats",
    "store verify",
    "store gc",
    "doctor",
    "generators",
    "models",
    "build",
    "build --json --recache *",
]


def run(where: Path, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
    done = inside(*words, cwd=where, text=False)
    assert b"Traceback" not in done.stderr and done.returncode != 70, done.stderr.decode(
        "utf-8", "replace"
    )
    (done.stdout + done.stderr).decode("utf-8")  # and nothing else ever reaches the terminal
    return done


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("names") / os.fsdecode(b"f\xff\xfe")
    folder.mkdir()
    for name in ("b.png", os.fsdecode(b"st\xe9ll.png")):
        Image.new("RGB", (64, 36), (200, 30, 30)).save(folder / name, "PNG")
    (folder / "film.yaml").write_text(FILM)
    assert run(folder.parent, "build", folder).returncode == 0
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_of_such_a_name_is_as_good_as_any(film, command):
    assert run(film.parent, *command.split(), film).returncode == 0


def test_deliverables_go_to_a_folder_of_such_a_name(film):
    out = film / os.fsdecode(b"o\xff")
    told = run(film.parent, "build", "--out", out, film)
    assert told.returncode == 0 and (out / "film/film.mp4").is_file() and b"\\udcff" in told.stderr


def test_a_file_of_such_a_name_is_offered_and_cannot_be_meant(film):
    (film / "other.yaml").write_text(FILM.replace("b.png", "stéll.png"))
    told = run(film.parent, "check", film / "other.yaml")
    assert told.returncode == 2 and b"did you mean 'st\\udce9ll.png'?" in told.stderr


def test_films_whose_names_differ_in_such_bytes_alone_have_records_of_their_own(tmp_path):
    places = []
    for name in (b"f\xfe", b"f\xff"):
        folder = tmp_path / os.fsdecode(name)
        folder.mkdir()
        (folder / "film.yaml").write_text(FILM)
        places.append(find_workspace(folder, store=tmp_path / "store"))
    assert (
        places[0].delivery_record != places[1].delivery_record
        and places[0].snapshot != places[1].snapshot
    )
