"""`--json`: one document of one shape on standard output, whatever the command and whatever went
wrong.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.programs import CLI, inside, start, vfc

FILM = """\
vfc: 1
title: Small
format: {size: 64x36, rate: 24}
scenes:
  street:
    shots:
      walk: {prompt: a street, length: 12f, takes: 2}
handles: 0f
"""
COMMANDS = [
    "check",
    "show street/walk",
    "plan",
    "explain street/walk",
    "graph",
    "status",
    "models",
    "build",
    "takes street/walk",
    "pick street/walk 1",
    "rename street/walk street/stroll",
    "generators .",
    "store stats",
    "store verify",
    "store gc",
    "export otio",
    "export srt",
    "export sheet",
]
READ_NO_FILM = {"store stats", "store verify"}


def run(command: str, cwd: Path, *more: str) -> tuple[int, list[dict]]:
    """A command's exit code and what it wrote on standard output, each line read as JSON."""
    done = inside(*command.split(), *more, "--json", cwd=cwd)
    assert "Traceback" not in done.stderr
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def film(tmp_path) -> Path:
    (tmp_path / "film.yaml").write_text(FILM)
    return tmp_path


@pytest.fixture(scope="module")
def wrong(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wrong")
    (folder / "film.yaml").write_text(FILM.replace("12f", "12"))
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_mistake_in_the_film_comes_as_json_from_every_command(wrong, command):
    code, (document,) = run(command, wrong)
    assert list(document)[:2] == ["vfc", "command"] and document["vfc"] == 1
    assert command.startswith(document["command"]) and {"ok", "mistakes", "error"} <= set(document)
    if command in READ_NO_FILM:
        assert code == 0 and document["ok"]
        return
    assert code == 2 and not document["ok"]
    assert document["mistakes"] == [
        {
            "file": "film.yaml",
            "line": 7,
            "column": 40,
            "length": 2,
            "severity": "error",
            "message": "'length' is a time, not '12'",
            "hint": "write 12s for seconds, 12f for frames",
        }
    ]
    if command != "check":  # its work is to find them: nothing went wrong with the command itself
        assert document["error"] == {"kind": "text", "message": "the film's text has 1 mistake"}


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if not each.startswith(("export sheet", "models"))]
)
def test_every_command_has_the_same_head_where_all_is_well(film, command):
    code, documents = run(command, film)
    assert code == 0
    assert documents[-1].items() >= {"vfc": 1, "ok": True, "mistakes": [], "error": None}.items()
    assert command == "build" or len(documents) == 1


@pytest.mark.parametrize(
    "command, more, kind, code",
    [
        ("show street/nope", (), "usage", 2),
        ("plan", ("--profile", "no"), "usage", 2),
        ("plan", ("--nope",), "usage", 2),
        ("stauts", (), "usage", 2),
        ("watch no", (), "usage", 2),
        ("show", (), "usage", 2),
        ("store gcc", (), "usage", 2),
        ("build", ("--only", "nope"), "usage", 2),
        ("build", ("--assert-noop",), "refused", 3),
        ("new here", (), None, 0),
        ("schema", (), None, 0),
        ("status --exit-code", (), None, 1),
    ],
)
def test_every_kind_of_error_comes_as_json(film, command, more, kind, code):
    found, (document,) = run(command, film, *more)
    assert found == code and document["ok"] == (code == 0) and document["mistakes"] == []
    assert (document["error"] or {"kind": None})["kind"] == kind


def test_what_is_refused_keeps_reasons_apart_from_steps(film):
    events = film / "events.jsonl"
    _, (document,) = run("build", film, "--assert-noop", "--events", str(events))
    assert document["error"]["message"] == "--assert-noop: something had to be made"
    steps = {each["step"]: each["reasons"] for each in document["error"]["steps"]}
    assert steps["picture street/walk#1"] == ["never made"] and steps["deliverable film.mp4"] == [
        "never made"
    ]
    assert json.loads(events.read_text().splitlines()[-1])["error"] == document["error"]


def test_a_build_tells_events_and_its_last_line_is_the_document(film):
    _, lines = run("build", film)
    assert [line["event"] for line in lines[:2] + lines[-1:]] == ["cause", "begun", "finished"]
    assert all("vfc" not in line for line in lines[:-1]) and lines[-1]["command"] == "build"
    _, (again,) = run("build", film)
    assert set(again) == set(lines[-1]) and again["made"] == []


def test_a_store_that_is_a_file_comes_as_json(film):
    (film / "file").write_text("")
    code, (document,) = run("build", film, "--store", "file")
    assert (
        code == 1
        and document["error"]["kind"] in ("store", "system")
        and document["error"]["message"]
    )


def test_warnings_come_with_what_the_command_found(film):
    (film / "film.yaml").write_text(
        FILM.replace("length: 12f", "length: 12f, camera: {framing: wied}")
    )
    _, (document,) = run("plan", film)
    assert document["ok"] and [each["severity"] for each in document["mistakes"]] == ["warning"]


def test_status_says_with_its_exit_code_whether_anything_is_stale(film):
    assert run("status", film)[0] == 0
    assert run("status --exit-code", film)[0] == 1
    run("build", film)
    assert run("status --exit-code", film)[0] == 0
    (film / "out/film/film.mp4").unlink()
    assert run("status --exit-code", film)[0] == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize(
    "command",
    ["plan", "show street/walk", "build", "graph", "show street/nope", "plan nowhere-\udcff"],
)
def test_no_output_is_too_narrow_for_what_a_film_says(film, command, encoding):
    (film / "film.yaml").write_text(
        FILM.replace("a street", "eine Straße in 成都 🎬").replace("Small", "Süß")
    )
    for json_too in (["--json"], []):
        done = vfc(
            *command.split(),
            *json_too,
            cwd=film,
            text=False,
            env={**os.environ, "PYTHONIOENCODING": f"{encoding}:strict", "PYTHONUTF8": "0"},
        )
        assert b"Traceback" not in done.stderr and done.returncode in (0, 2)
        documents = (
            [json.loads(line.decode(encoding)) for line in done.stdout.splitlines()]
            if json_too
            else [{}]
        )
        if json_too and command.startswith("show street/walk"):
            assert documents[-1]["prompt"] == "eine Straße in 成都 🎬"


@pytest.mark.parametrize(
    "command",
    [
        "plan",
        "build",
        "graph",
        "show street/walk",
        "plan --json",
        "build --json",
        "graph --json",
        "show street/nope --json",
    ],
)
def test_a_pipe_that_is_closed_early_is_no_traceback(film, command):
    read, write = os.pipe()
    with open(film / "errors", "wb") as errors:
        program = start([*CLI, *command.split()], cwd=film, stdout=write, stderr=errors.fileno())
        os.close(write)
        os.close(read)
        code = program.wait()
    assert code in (0, 1, 2) and "Traceback" not in (film / "errors").read_text()


NOISY = """
import os
import numpy
from vfc.generators.api import PictureGenerator

print("imported")

class Noisy(PictureGenerator):
    name = "noisy"
    version = 1

    def abilities(self, options):
        os.write(1, b"asked, past Python")
        return super().abilities(options)

    def frames(self, request, context):
        print("drawing")
        os.system("echo from another process")
        for _ in range(request.frames):
            yield numpy.zeros((request.size.height, request.size.width, 3), numpy.uint8)
"""


@pytest.mark.parametrize(
    "command", ["plan", "build", "check", "show street/walk", "generators", "takes street/walk"]
)
def test_what_a_plugin_writes_never_meets_the_document(film, command):
    found = film / "noisy-1.dist-info"
    found.mkdir()
    (found / "METADATA").write_text("Metadata-Version: 2.1\nName: noisy\nVersion: 1\n")
    (found / "entry_points.txt").write_text("[vfc.generators]\nnoisy = noisy_plugin:Noisy\n")
    (film / "noisy_plugin.py").write_text(NOISY)
    (film / "film.yaml").write_text(FILM.replace("scenes:", "generator: noisy\nscenes:"))
    done = vfc(*command.split(), "--json", cwd=film, env=os.environ | {"PYTHONPATH": str(film)})
    assert done.returncode == 0, done.stderr
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    assert documents[-1]["ok"] and (command == "build" or len(documents) == 1)
