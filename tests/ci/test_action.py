"""A pull request of a film gets its comment: the steps of the action itself, on a repository with
two branches, and a server on this machine that takes comments as GitHub's does.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import click
import pytest
import yaml

import vfc
from tests.ci.runner import Runner
from tests.history.test_git import git
from vfc.cli.comment import Forge, forge_of, keep_comment, marker_of, run
from vfc.cli.main import vfc as program_of_vfc

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github" / "actions" / "render" / "action.yml"
TEXT = """\
vfc: 1
title: "$(touch started) @team <script>"
format: {size: 64x36, rate: 24}
profiles: {draft: {size: 32x18}}
scenes:
  street:
    shots:
      walk: {prompt: a street, length: 8f}
      door: {prompt: a door, length: 8f}
cut: [street/walk, street/door]
"""


class Comments(ThreadingHTTPServer):
    """The comments of pull request 7 of a repository: listed by page, written, changed."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        # others have said much; one of them copied a comment of ours
        self.kept: list[dict[str, Any]] = [{"id": n, "body": f"{n}"} for n in range(1, 103)]
        self.foreign: set[int] = set(range(1, 103))
        self.tokens: set[str] = set()
        self.refuses = False

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    """One request."""

    server: Comments

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def _answer(self, code: int, body: object) -> None:
        data = json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _body(self) -> str:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]

    def do_GET(self) -> None:
        """A page of comments."""
        self.server.tokens.add(self.headers["Authorization"])
        wanted = urlsplit(self.path)
        assert wanted.path == "/repos/ana/lamp/issues/7/comments"
        asked = {key: int(value[0]) for key, value in parse_qs(wanted.query).items()}
        start = (asked["page"] - 1) * asked["per_page"]
        self._answer(200, self.server.kept[start : start + asked["per_page"]])

    def do_POST(self) -> None:
        """A new comment."""
        body = self._body()
        if self.server.refuses:
            return self._answer(403, {})
        self.server.kept.append({"id": len(self.server.kept) + 1, "body": body})
        return self._answer(201, self.server.kept[-1])

    def do_PATCH(self) -> None:
        """A comment changed."""
        body, number = self._body(), int(self.path.rpartition("/")[2])
        assert self.path == f"/repos/ana/lamp/issues/comments/{number}"
        if number in self.server.foreign:
            return self._answer(403, {})
        self.server.kept[number - 1]["body"] = body
        return self._answer(200, {})


@pytest.fixture
def comments() -> Iterator[Comments]:
    server = Comments()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A checkout of the branch `change`, whose clone knows nothing of `main` but by its origin."""
    origin = tmp_path / "origin"
    film = origin / "films" / "lamp"
    film.mkdir(parents=True)
    (film / "film.yaml").write_text(TEXT)
    git(origin, "init", "-q", "-b", "main")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(origin, "add", ".")
    git(origin, "commit", "-q", "-m", "Lamp")
    git(origin, "checkout", "-q", "-b", "change")
    (film / "film.yaml").write_text(TEXT.replace("a door", "a gate"))
    git(origin, "commit", "-q", "-a", "-m", "Gate")
    url = f"file://{origin}"
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "change", url, "work")
    return tmp_path / "work"


def program(folder: Path) -> Path:
    """A vfc with its Python beside it, as an environment has them."""
    folder.mkdir()
    for name, words in (("vfc", "-m vfc.cli"), ("python", "")):
        path = folder / name
        path.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
        path.chmod(0o755)
    return folder / "vfc"


def runner_of(repository: Path, comments: Comments) -> Runner:
    place = repository.parent
    temporary = place / "runner"
    temporary.mkdir(exist_ok=True)
    base = git(place / "origin", "rev-parse", "main")
    return Runner(
        workspace=repository,
        temporary=temporary,
        caches=place / "caches",
        github={
            "token": "secret-of-the-run",
            "action_path": str(ACTION.parent),
            "run_id": "1",
            "run_attempt": "1",
            "event": {"pull_request": {"number": 7, "base": {"sha": base}}},
        },
        environment={"GITHUB_API_URL": comments.address, "GITHUB_REPOSITORY": "ana/lamp"},
    )


def test_a_pull_request_gets_its_comment(repository: Path, comments: Comments):
    built = repository.parent / "built"
    git(repository.parent, "clone", "-q", "--branch", "main", "origin", "built")
    assert vfc.build(built / "films" / "lamp", profile="draft").ok
    (repository.parent / "caches").mkdir()
    (built / "films" / "lamp" / ".vfc").rename(repository.parent / "caches" / "kept")
    marker = marker_of("films/lamp", "draft")
    comments.kept[50]["body"] = f"{marker} copied"

    job = runner_of(repository, comments)
    vfc_path = str(program(repository.parent / "bin"))
    assert job.run(ACTION, film="films/lamp", vfc=vfc_path), job.log
    assert {name: each["outcome"] for name, each in job.steps.items()} == {
        "step-0": "skipped", "begin": "success", "check": "success", "store": "success",
        "build": "success", "review": "success", "compare": "success", "upload": "success",
        "comment": "success", "step-9": "success", "step-10": "success",
    }  # fmt: skip
    (ours,) = [each for each in comments.kept if each["id"] > 102]
    said = ours["body"]
    assert said.startswith(f"{marker}\n`films/lamp` of profile `draft` was built.\nFinals: ")
    assert "1 shot made anew, pictures differ" in said and "a door → a gate" in said
    assert "[Review](https://forge.example/artifacts/1)" in said
    assert "@team" not in re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", said)
    assert comments.tokens == {"Bearer secret-of-the-run"} and "secret-of" not in job.log
    assert said == job.summary
    (report,) = job.uploads.values()
    names = {path.name for path in report.iterdir()}
    assert {"diff.html", "diff.md", "sheet.png", "finals.json", "review"} <= names
    assert (report / "review" / "index.html").is_file()
    # both pictures were there: that of the base came with the cache
    assert (report / "diff.html").read_text().count("<img") == 6
    assert not list(repository.rglob("started"))

    (repository / "films" / "lamp" / "film.yaml").write_text(TEXT.replace("title", "titel"))
    again = runner_of(repository, comments)
    assert not again.run(ACTION, film="films/lamp", vfc=vfc_path)
    assert "::error file=films/lamp/film.yaml,line=2" in again.log
    assert {again.steps[each]["outcome"] for each in ("build", "review", "compare")} == {"skipped"}
    (ours,) = [each for each in comments.kept if each["id"] > 102]
    assert "has mistakes**" in ours["body"] and "made anew" not in ours["body"]


def test_a_comment_that_is_refused_is_a_warning(comments: Comments, tmp_path: Path, capsys):
    comments.refuses = True
    environment = {
        "REPORT": str(tmp_path), "FILM": "f", "CHECK": "success", "BUILD": "success",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"), "PULL_REQUEST": "7", "VFC_TOKEN": "t",
        "GITHUB_API_URL": comments.address, "GITHUB_REPOSITORY": "ana/lamp",
    }  # fmt: skip
    assert run(environment) == 0
    said = capsys.readouterr().out
    assert said == "::warning::the pull request has no comment: POST was answered with 403\n"
    assert "no earlier version" in (tmp_path / "summary").read_text()


def test_one_comment_is_kept_up_to_date(comments: Comments):
    environment = {
        "PULL_REQUEST": "7", "VFC_TOKEN": "t", "GITHUB_API_URL": comments.address,
        "GITHUB_REPOSITORY": "ana/lamp",
    }  # fmt: skip
    forge = forge_of(environment)
    assert forge is not None
    for text in ("<!-- m --> one", "<!-- m --> two", "<!-- n --> other"):
        keep_comment(forge, text[:10], text)
    ours = [each["body"] for each in comments.kept[102:]]
    assert ours == ["<!-- m --> two", "<!-- n --> other"]
    assert forge_of(environment | {"PULL_REQUEST": "7/../8"}) is None


def test_a_merge_request_of_gitlab_has_its_notes_elsewhere():
    assert forge_of({
        "CI_API_V4_URL": "https://forge.example/api/v4", "CI_PROJECT_ID": "5",
        "CI_MERGE_REQUEST_IID": "7", "VFC_TOKEN": "t",
    }) == Forge(
        comments="https://forge.example/api/v4/projects/5/merge_requests/7/notes",
        comment="https://forge.example/api/v4/projects/5/merge_requests/7/notes",
        method="PUT",
        headers={"PRIVATE-TOKEN": "t"},
    )  # fmt: skip
    assert forge_of({"CI_MERGE_REQUEST_IID": "7"}) is None


def test_no_expression_stands_in_a_script():
    """What a stranger may write into a title or a branch's name is never text of a script."""
    action = yaml.safe_load(ACTION.read_text())
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        workflow = yaml.safe_load(path.read_text())
        assert workflow["permissions"], path
        assert "pull_request_target" not in workflow[True], path  # `on`, as YAML 1.1 reads it
        for job in workflow["jobs"].values():
            scripts += [step["run"] for step in job["steps"] if "run" in step]
    allowed = {"${{ matrix.python }}", "${{ matrix.versions }}"}
    found = {each for script in scripts for each in re.findall(r"\$\{\{.*?\}\}", script)}
    assert found <= allowed
    used = {each.split(".")[1] for each in re.findall(r"inputs\.[\w-]+", ACTION.read_text())}
    assert used == set(action["inputs"])


def test_the_template_of_gitlab_runs_what_there_is(tmp_path: Path):
    """Its script as a runner runs it, with a vfc that notes its words: commands and options that
    there are. However it ends, the note is written.
    """
    job = yaml.safe_load((ROOT / ".gitlab" / "vfc-render.yml").read_text())["vfc-render"]
    for name, fails in (("vfc", '[ "$1" != "$FAILING" ]'), ("python", "true")):
        path = tmp_path / name
        path.write_text(f'#!/bin/sh\necho "{name} $CHECK $BUILD $*" >> "$SAID"\n{fails}\n')
        path.chmod(0o755)
    for failing, ended in (("", "success success"), ("build", "success failure")):
        said = tmp_path / f"said{failing}"
        environment = {key: str(value) for key, value in job["variables"].items()} | {
            "PATH": f"{tmp_path}:{os.environ['PATH']}", "CI_PROJECT_DIR": str(tmp_path),
            "CI_COMMIT_BEFORE_SHA": "abc", "SAID": str(said), "FAILING": failing,
        }  # fmt: skip
        script = "\n".join(job["script"])
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script], env=environment, cwd=tmp_path, check=False
        )
        assert (done.returncode == 0) == (not failing)
        calls = [line.split(" ") for line in said.read_text().splitlines()]
        assert calls[-1] == ["python", *ended.split(" "), "-m", "vfc.cli.comment"]
        for _, _, _, command, *words in (each for each in calls if each[0] == "vfc"):
            found = program_of_vfc.get_command(click.Context(program_of_vfc), command)
            assert found is not None
            found.make_context(command, words)
    assert [each[3] for each in calls if each[0] == "vfc"] == ["check", "build"]
