"""Watching a film's folder: no saved change is missed, and what a build writes itself is none."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests import programs
from vfc.commands.watch import watch_builds
from vfc.project.workspace import Workspace, find_workspace

AT_MOST = 20  # seconds until a test that would wait for ever gives up


def a_place(folder: Path) -> Workspace:
    (folder / "film.yaml").write_text("title: one\n")
    return find_workspace(folder)


def watched(workspace: Workspace, *builds) -> list[str]:
    """What the text was at each build; `builds` are what happens during the first, the second, ...;
    then it stops.
    """
    stop, seen = threading.Event(), []

    def build() -> None:
        seen.append((workspace.folder / "film.yaml").read_text())
        builds[len(seen) - 1]()
        if len(seen) == len(builds):
            stop.set()

    patience = threading.Timer(AT_MOST, stop.set)
    patience.start()
    watch_builds(workspace, build, stop)
    patience.cancel()
    return seen


def test_what_is_saved_during_the_first_build_is_built_after_it(tmp_path):
    workspace = a_place(tmp_path)
    text = workspace.folder / "film.yaml"
    seen = watched(
        workspace,
        lambda: text.write_text("title: two\n"),
        lambda: text.write_text("title: three\n"),
        lambda: None,
    )
    assert seen == ["title: one\n", "title: two\n", "title: three\n"]


def test_what_a_build_writes_is_no_change(tmp_path):
    workspace = a_place(tmp_path)

    def build() -> None:
        for name in ("film.lock", "out/film/film.mp4", ".vfc/index.sqlite3", ".film.yaml.draft"):
            path = workspace.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("written by the build")
        threading.Timer(
            0.6, (workspace.folder / "picture.png").write_bytes, [b"saved by hand, after all these"]
        ).start()

    assert len(watched(workspace, build, lambda: None)) == 2
    assert (workspace.folder / "picture.png").exists(), "the second build waited for it"


def test_a_stop_during_the_first_build_ends_it(tmp_path):
    assert watched(a_place(tmp_path), lambda: None) == ["title: one\n"]


def test_a_log_of_what_is_told_beside_the_film_is_no_change(tmp_path):
    (tmp_path / "film.yaml").write_text(
        "title: T\nformat: {size: 64x48}\nscenes: {a: {shots: {s: {prompt: x, length: 8f}}}}\n"
    )
    log = tmp_path / "log.txt"
    with log.open("wb") as file:
        program = programs.start(
            [*programs.CLI, "watch", tmp_path], stdout=file.fileno(), stderr=file.fileno()
        )
    until = time.monotonic() + AT_MOST
    while b"watching" not in log.read_bytes() and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(1)  # in which it would build again and again
    program.kill(signal.SIGINT)
    program.wait(AT_MOST)
    assert log.read_bytes().count(b"watching") == 1


def test_with_json_each_build_tells_its_events_and_ends_with_its_document(tmp_path):
    text = (
        "title: T\nformat: {size: 64x36, rate: 24}\nscenes: {s: {shots: {a: {prompt: p, "
        "length: 4f}}}}\n"
    )
    (tmp_path / "film.yaml").write_text(text)
    program = subprocess.Popen(
        [sys.executable, "-m", "vfc.cli", "watch", "--json", str(tmp_path)],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )

    def document() -> list[dict]:
        found = []
        while not found or found[-1].get("event") != "finished":
            found.append(json.loads(program.stdout.readline()))
        return found

    try:
        first = document()
        assert first[0]["event"] == "cause" and first[-1]["ok"] and first[-1]["command"] == "watch"
        (tmp_path / "film.yaml").write_text(text.replace("length: 4f", "length: never"))
        (wrong,) = document()
        assert not wrong["ok"] and wrong["mistakes"][0]["line"] == 3
        program.send_signal(signal.SIGINT)
        (last,) = document()
        assert last["error"]["kind"] == "stopped" and program.wait(AT_MOST) == 130
    finally:
        program.kill()
