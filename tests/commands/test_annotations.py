"""`vfc check` for machines that look at changes: GitHub's annotations, SARIF, pre-commit's hooks."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from tests.programs import inside
from vfc.cli.annotations import github_lines, sarif
from vfc.errors import Mistake, Severity, Span

ROOT = Path(__file__).parents[2]
GOOD = "title: T\nscenes: {s: {shots: {a: {prompt: a street, length: 1s}}}}\n"


@pytest.fixture
def films(tmp_path, monkeypatch) -> Path:
    """Two films of one repository, one of them with a mistake in what it includes."""
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    (tmp_path / ".git").mkdir()
    for name in ("one", "two films"):
        (tmp_path / name).mkdir()
    (tmp_path / "one/film.yaml").write_text(GOOD)
    (tmp_path / "two films/film.yaml").write_text(GOOD + "include: looks.yaml\n")
    (tmp_path / "two films/looks.yaml").write_text("presets: {p: {stile: '50%, fog'}}\n")
    (tmp_path / "ci.yaml").write_text("on: push\n")
    return tmp_path


def test_github_shows_each_at_its_place(films, monkeypatch):
    wanted = (
        "::error file=two films/looks.yaml,line=1,endLine=1,col=15,endColumn=20,"
        "title=vfc check::unknown key 'stile' in a preset: did you mean 'style'?"
    )
    done = inside("check", "--github", "two films", cwd=films)
    assert done.returncode == 2
    (line,) = done.stdout.splitlines()
    assert line.startswith(wanted)
    assert "1 mistake" in done.stderr
    assert inside("check", "--github", cwd=films / "two films").stdout.startswith(wanted)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(films / "two films"))
    done = inside("check", "--github", "two films", cwd=films)
    assert done.stdout.startswith("::error file=looks.yaml,")
    done = inside("check", "--github", "one", cwd=films)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_commands_of_github_would_read_is_escaped(tmp_path):
    span = Span("a,b:c%.yaml", 3, 5, 2)
    told = [
        (tmp_path, Mistake(span=span, message="50%\nof: it, all", severity=Severity.NOTE)),
        (tmp_path, Mistake(span=span, message="wrong", hint="write it")),
    ]
    first, second = github_lines(told)
    assert first.startswith("::error ") and first.endswith("::wrong: write it")
    assert "a%2Cb%3Ac%25.yaml,line=3,endLine=3,col=5,endColumn=7,title=vfc check::" in second
    assert second.startswith("::notice ") and second.endswith("::50%25%0Aof: it, all")


def test_sarif_is_as_its_schema_has_it(films):
    """The parts of the schema of SARIF 2.1.0 that a log of this kind touches."""
    done = inside("check", "--sarif", "one", "two films", cwd=films)
    log = json.loads(done.stdout)
    assert done.returncode == 2 and log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert run.keys() == {"tool", "columnKind", "results"}
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = run["tool"]["driver"]
    assert driver["name"] == "vfc" and driver["version"]
    rules = [each["id"] for each in driver["rules"]]
    assert len(set(rules)) == len(rules)
    (result,) = run["results"]
    assert rules[result["ruleIndex"]] == result["ruleId"]
    assert result["level"] in ("none", "note", "warning", "error")
    assert result["message"]["text"].startswith("unknown key 'stile' in a preset: did you mean")
    (location,) = result["locations"]
    place = location["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "two%20films/looks.yaml", "uriBaseId": "%SRCROOT%"}
    assert (films / unquote(place["artifactLocation"]["uri"])).is_file()
    region = place["region"]
    assert {name: region[name] for name in ("startLine", "startColumn", "endColumn")} == {
        "startLine": 1,
        "startColumn": 15,
        "endColumn": 20,
    }
    assert '"results": []' in json.dumps(sarif([]))


def test_several_films_are_checked_each_once(films):
    done = inside("check", "one", "two films", "two films/looks.yaml", cwd=films)
    assert done.returncode == 2
    assert done.stderr.count("two films/looks.yaml:1:15: unknown key") == 1
    told = json.loads(inside("check", "--json", "one", "two films", cwd=films).stdout)
    assert [each["file"] for each in told["mistakes"]] == ["two films/looks.yaml"]
    assert inside("check", "--json", "--sarif", "one", cwd=films).returncode == 2
    assert inside("check", "ci.yaml", cwd=films).returncode == 2
    done = inside("check", "--only-films", "ci.yaml", cwd=films)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_hooks_run_as_pre_commit_runs_them(films):
    """Each with the YAML files of a commit behind its words, in the root of the repository."""
    hooks = {
        each["id"]: each for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    }
    assert hooks.keys() == {"vfc-check", "vfc-fmt"}
    files = ["ci.yaml", "one/film.yaml", "two films/looks.yaml"]
    for name, code in (("vfc-check", 2), ("vfc-fmt", 0)):
        hook = hooks[name]
        assert (hook["language"], hook["types"]) == ("python", ["yaml"])
        program, *words = shlex.split(hook["entry"])
        assert program == "vfc"
        done = inside(*words, *files, cwd=films)
        assert done.returncode == code, done.stderr
    assert (films / "two films/looks.yaml").read_text() == 'presets: {p: {stile: "50%, fog"}}\n'
    assert (films / "ci.yaml").read_text() == "on: push\n"
