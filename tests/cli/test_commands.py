"""The program as a stranger uses it: real processes, real films, exit codes, JSON on standard
output alone.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.programs import vfc
from vfc.media.footage.probe import probe

SMALL = """\
vfc: 1
title: Small
handles: 6f
format: {size: 64x36, rate: 24}
presets:
  night: {style: night, rain}
  day:
    style: noon
scenes:
  street:
    preset: day
    shots:
      walk:
        prompt: a street
        length: 1s
        takes: 2   # two of them
      door:
        prompt: a door
        length: 12f
cut: [street/walk, {dissolve: 6f}, street/door]
deliver: {film.mp4: {}, film.srt: {}, film.otio: {}}
""".replace("  night: {style: night, rain}\n", "  night: {style: night}\n")


def run(
    *arguments: str, cwd: Path, code: int = 0, **environment: str
) -> subprocess.CompletedProcess:
    result = vfc(*arguments, cwd=cwd, env=os.environ | environment)
    assert result.returncode == code, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    return result


@pytest.fixture
def film(tmp_path) -> Path:
    (tmp_path / "film.yaml").write_text(SMALL)
    return tmp_path


@pytest.fixture(scope="session")
def once_built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "film.yaml").write_text(SMALL)
    run("build", cwd=folder)
    return folder


@pytest.fixture
def built(tmp_path, once_built) -> Path:
    """The film, built already; moving a folder makes nothing."""
    return shutil.copytree(once_built, tmp_path / "film", copy_function=shutil.copy2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("build --jobs 0", "0 is not in the range x>=1"),
        ("watch -j 0", "0 is not in the range x>=1"),
        ("plan --critical --jobs 0", "0 is not in the range x>=1"),
        (
            "plan street",
            "street, which is no folder: a film is named by its folder, a scene or a shot of it by "
            "--only",
        ),
        (
            "check inner",
            "film.yaml in {film}/inner is a folder, and a film's text is a file: give it another "
            "name",
        ),
        (
            "check inner/film.yaml",
            "film.yaml in {film}/inner is a folder, and a film's text is a file",
        ),
        ("explain street", "'street' is a scene; name a shot of it: street/walk, street/door"),
        ("show street", "'street' is a scene; name a shot of it: street/walk, street/door"),
        ("show wlk", "there is no shot 'wlk'; did you mean 'street/walk'?"),
        (
            "explain wlk",
            "there is no shot, deliverable, file or name 'wlk'; did you mean 'street/walk'?",
        ),
        (
            "explain zzz",
            "or name 'zzz'; such are street/walk, street/door, film.mp4, film.srt, film.otio, "
            "film.yaml",
        ),
        (
            "explain street/walk#9",
            "there is no 'street/walk#9'; street/walk has street/walk#1, street/walk#2",
        ),
        (
            "explain street/walk#x",
            "there is no 'street/walk#x'; street/walk has street/walk#1, street/walk#2",
        ),
        (
            "--profile draft build",
            "--profile is an option of 'build' and comes after it: vfc build --profile ...",
        ),
        ("-p draft plan", "-p is an option of 'plan' and comes after it: vfc plan -p ..."),
        ("--json=1 plan", "--json is an option of 'plan' and comes after it: vfc plan --json ..."),
        ("--josn plan", "No such option"),
    ],
)
def test_a_word_that_leads_nowhere_is_told_in_a_sentence(film, words, said):
    (film / "inner" / "film.yaml").mkdir(parents=True)
    assert said.format(film=film) in run(*words.split(), cwd=film, code=2).stderr


def test_a_folder_named_as_a_text_is_a_films_folder(film):
    film.rename(film.with_name("mine.yaml"))
    assert run("check", "mine.yaml", cwd=film.parent).stderr.endswith("\n1 warning\n")


def test_a_new_film_builds_at_once(tmp_path):
    run("new", "my-film", cwd=tmp_path)
    small = (tmp_path / "my-film/film.yaml").read_text().replace("1280x720", "64x36")
    (tmp_path / "my-film/film.yaml").write_text(small)
    run("check", "my-film", cwd=tmp_path)
    run("build", "my-film", cwd=tmp_path)
    facts = probe(tmp_path / "my-film/out/film/film.mp4")
    assert (facts.frames, facts.channels) == ((2 + 4 + 3 + 4) * 24, 2)
    assert "a film in" in run("new", "my-film", cwd=tmp_path, code=2).stderr


def test_build_tells_in_json_and_the_second_build_does_nothing(film):
    lines = [json.loads(line) for line in run("build", "--json", cwd=film).stdout.splitlines()]
    finished = lines[-1]
    assert finished["event"] == "finished" and finished["ok"] and finished["failed"] == []
    assert finished["deliverables"] == [
        "out/film/film.mp4",
        "out/film/film.srt",
        "out/film/film.otio",
    ]
    assert {
        "picture street/walk#1",
        "picture street/walk#2",
        "segment film.mp4 street/walk",
        "transition film.mp4 street/walk>street/door",
        "sound film.mp4",
    } <= set(finished["made"])
    again = json.loads(run("build", "--json", "--assert-noop", cwd=film).stdout)
    assert again["made"] == [] and again["kept"] == len(finished["made"])
    assert "nothing to do" in run("build", cwd=film).stderr
    assert run("build", "--quiet", cwd=film).stderr == ""


def test_plan_explain_and_status_say_why(built):
    film = built
    text = (film / "film.yaml").read_text()
    (film / "film.yaml").write_text(text.replace("prompt: a door", "prompt: a red door"))
    plan = json.loads(run("plan", "--json", cwd=film).stdout)
    states = {step["step"]: step for step in plan["steps"]}
    assert states["picture street/door#1"]["reasons"] == [
        "request.prompt.words: 'a door' → 'a red door'"
    ]
    assert states["picture street/walk#1"]["state"] == "kept"
    assert plan["totals"]["make"] == sum(step["state"] == "make" for step in plan["steps"]) == 6
    explained = json.loads(run("explain", "street/door", "--json", cwd=film).stdout)
    assert explained["steps"][0]["changes"] == [
        {"field": "request.prompt.words", "before": "'a door'", "after": "'a red door'"}
    ]
    assert "film.mp4: stale" in run("status", cwd=film).stdout
    refused = run("build", "--assert-noop", cwd=film, code=3)
    assert "picture street/door#1" in refused.stderr
    assert "'a door' → 'a red door'" in run("explain", "street/door", cwd=film).stdout
    (film / "film.yaml").write_text(text)
    assert run("build", "--assert-noop", cwd=film)


def test_show_prints_the_whole_shot(film):
    shown = json.loads(run("show", "street/walk", "--json", cwd=film).stdout)
    assert (
        shown["prompt"] == "a street, noon" and shown["frames"] == 24 and shown["size"] == "64x36"
    )
    assert [take["take"] for take in shown["takes"]] == [1, 2]
    assert shown["understood"] == [{"field": "place", "text": "street"}]
    assert shown["missed"] == []
    assert "did you mean 'street/walk'?" in run("show", "street/wlak", cwd=film, code=2).stderr


def test_mistakes_come_all_at_once_with_carets(film):
    (film / "film.yaml").write_text(
        SMALL.replace("preset: day", "preset: dya").replace("length: 12f", "length: 12")
    )
    result = run("build", cwd=film, code=2)
    assert "film.yaml:11:13: unknown preset 'dya'" in result.stderr
    assert "^^^ did you mean 'day'?  presets: night, day" in result.stderr
    assert "2 mistakes" in result.stderr
    found = json.loads(run("check", "--json", cwd=film, code=2).stdout)
    assert [(each["line"], each["severity"]) for each in found["mistakes"]] == [
        (11, "error"),
        (19, "error"),
    ]


def test_pick_keeps_the_text_and_makes_no_take(built):
    film = built
    run("pick", "street/walk", "2", cwd=film)
    text = (film / "film.yaml").read_text()
    assert "takes: 2   # two of them" in text and "pick: 2" in text
    made = json.loads(run("build", "--json", cwd=film).stdout.splitlines()[-1])["made"]
    assert made and not [step for step in made if step.startswith("picture")]
    assert "no take" in run("pick", "street/walk", "7", cwd=film, code=2).stderr


def test_rename_makes_nothing(film):
    (film / "film.yaml").write_text(
        SMALL.replace("deliver: {film.mp4: {}, film.srt: {}, film.otio: {}}", "")
    )
    run("build", cwd=film)
    run("rename", "street/walk", "street/stroll", cwd=film)
    text = (film / "film.yaml").read_text()
    assert "was: street/walk" in text and "[street/stroll, {dissolve: 6f}, street/door]" in text
    assert json.loads(run("build", "--json", cwd=film).stdout.splitlines()[-1])["made"] == []


def test_graph_export_schema_and_store(built):
    film = built
    assert run("graph", cwd=film).stdout.startswith("flowchart LR")
    assert run("graph", "--form", "dot", cwd=film).stdout.startswith("digraph")
    assert len(json.loads(run("graph", "--json", cwd=film).stdout)["steps"]) > 5
    assert json.loads(run("export", "otio", cwd=film).stdout)["OTIO_SCHEMA"] == "Timeline.1"
    assert json.loads(run("schema", cwd=film).stdout)["$schema"].endswith("2020-12/schema")
    stats = json.loads(run("store", "stats", "--json", cwd=film).stdout)
    assert stats["objects"] and stats["damaged"] == 0
    assert (
        json.loads(run("store", "gc", "--older-than", "0", "--json", cwd=film).stdout)["objects"]
        == 0
    )
    assert "previs" in [
        each["name"]
        for each in json.loads(run("generators", "--json", cwd=film).stdout)["generators"]
    ]


def test_a_profile_has_its_own_out_folder_and_shares_the_store(film):
    (film / "film.yaml").write_text(SMALL + "profiles:\n  draft: {size: 32x18}\n")
    run("build", "--profile", "draft", cwd=film)
    assert probe(film / "out/draft/film.mp4").size == (32, 18)
    assert (
        "no profile 'darft'; did you mean 'draft'?"
        in run("build", "-p", "darft", cwd=film, code=2).stderr
    )


def test_ctrl_c_stops_soon_and_the_next_build_goes_on(film):
    (film / "film.yaml").write_text(
        SMALL.replace("64x36", "640x360").replace("length: 1s", "length: 20s")
    )
    build = subprocess.Popen(
        [sys.executable, "-m", "vfc.cli", "build", "--jobs", "1", "--json"],
        cwd=film,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in build.stdout:
        if '"progress"' in line:
            break
    build.send_signal(signal.SIGINT)
    told = time.monotonic()
    _, errors = build.communicate(timeout=30)
    assert build.returncode == 130 and "`vfc build` goes on from here" in errors
    assert time.monotonic() - told < 20  # a bound against hanging, no measure of speed
    (film / "film.yaml").write_text(SMALL)
    run("build", cwd=film)


def test_files_that_cannot_be_written_are_told_and_a_trace_is_written_of_a_build_that_does_nothing(
    built, tmp_path
):
    for option in ("--events", "--trace"):
        refused = run("build", option, str(tmp_path / "nowhere" / "file.json"), cwd=built, code=2)
        assert "cannot be written: No such file or directory" in refused.stderr
    refused = run("export", "srt", "-o", str(tmp_path / "nowhere" / "f.srt"), cwd=built, code=2)
    assert "cannot be written" in refused.stderr
    run(
        "build",
        "--trace",
        str(tmp_path / "trace.json"),
        "--events",
        str(tmp_path / "events.jsonl"),
        cwd=built,
    )
    assert json.loads((tmp_path / "trace.json").read_text()) == {"traceEvents": []}
    assert json.loads((tmp_path / "events.jsonl").read_text().splitlines()[-1])["made"] == []
