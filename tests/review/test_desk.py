"""What pages may do, as requests: what is sent is checked, nothing is done without `--edit`, and a
build that a page began tells how far it is.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.programs import inside
from vfc.commands.notes import list_notes
from vfc.project.events import Quiet
from vfc.project.workspace import find_workspace
from vfc.review.doing.progress import MOST, BuildProgress
from vfc.review.exporting import export_review
from vfc.review.model.reading import FilmReading
from vfc.review.pages.build import build_state
from vfc.review.pages.page import Desk
from vfc.review.serving.app import review_app
from vfc.review.serving.security import Guard

ROOT, TOKEN = "http://127.0.0.1:8765", "a-token-of-the-tests"
TEXT = """\
title: Desk
format: {size: 64x36, rate: 24}
scenes: {s: {shots: {a: {prompt: a door, length: 8f, takes: 2}, b: {prompt: a cat, length: 8f}}}}
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "film.yaml").write_text(TEXT)
    assert inside("build", "-q", "--all", cwd=folder).returncode == 0
    workspace = find_workspace(folder)
    reading = FilmReading(workspace)
    reading.read()
    return Desk(workspace=workspace, reading=reading, edit=True)


@pytest.fixture
def visitor(desk) -> TestClient:
    guard = Guard(token=TOKEN, port=8765)
    found = TestClient(review_app(desk, guard), base_url=ROOT)
    found.cookies.set(guard.cookie, TOKEN)
    return found


def done(visitor: TestClient, what: str, **sent) -> tuple[int, str]:
    answer = visitor.post(f"/do/{what}", json=sent)
    return answer.status_code, answer.json().get("problem", "")


@pytest.mark.parametrize(
    "what, sent, problem",
    [
        ("takes/ask", {"shot": "s/nowhere", "take": 1}, "no such shot"),
        ("takes/ask", {"shot": ["s/a"], "take": 1}, "no such shot"),
        ("takes/ask", {"shot": "s/a", "take": "../2"}, "a take is a number"),
        ("takes/ask", {"shot": "s/a", "take": True}, "a take is a number"),
        ("takes/ask", {"shot": "s/a", "take": 9}, "take"),
        ("takes/pick", {"shot": "s/a", "take": 2}, "hang on it"),
        ("takes/pick", {"shot": "s/a", "take": 2, "remade": ["x"]}, "changed meanwhile"),
        ("takes/undo", {"undo": 99}, "no longer be undone"),
        ("takes/want", {}, "no such shot"),
        ("notes/add", {"shot": "s/a", "frame": 1.5, "text": "x"}, "on a frame"),
        ("notes/add", {"shot": "s/a", "frame": 8, "text": "x", "by": "A"}, "0 to 7"),
        ("notes/add", {"shot": "s/a", "frame": 1, "text": "a\x1b[2J", "by": "A"}, "control"),
        ("notes/add", {"shot": "s/a", "frame": 1, "text": {"a": 1}}, "is a text"),
        ("notes/add", {"shot": "s/a", "frame": 1, "text": "x", "drawing": 3}, "64 strokes"),
        ("notes/add", {"shot": "s/a", "frame": 1, "text": "x", "drawing": [[1]]}, "a stroke has"),
        (
            "notes/add",
            {"shot": "s/a", "frame": 1, "text": "x", "drawing": [["red", 0.1, [[0, 0]]]]},
            "a stroke has",
        ),
        (
            "notes/add",
            {"shot": "s/a", "frame": 1, "text": "x", "drawing": [["#ff0000", 0.1, [[0, 7]]]]},
            "0 to 1",
        ),
        (
            "notes/add",
            {"shot": "s/a", "frame": 1, "text": "x", "drawing": [["#ff0000", 0, [[0, 0]] * 2001]]},
            "2,000 points",
        ),
        ("notes/reply", {"id": "zzz", "text": "x"}, "no note 'zzz'"),
        ("notes/resolve", {"text": "x"}, "which note"),
        ("build/start", {"spends": "about 1 USD"}, "would spend nothing"),
        ("build/stop", {}, "no build"),
    ],
)
def test_what_is_sent_is_checked(visitor, desk, what, sent, problem):
    status, words = done(visitor, what, **sent)
    assert status == 400 and problem in words
    assert not list_notes(desk.workspace).notes
    assert (desk.workspace.folder / "film.yaml").read_text() == TEXT


def test_takes_stand_with_their_seeds_and_what_is_picked_comes_first(visitor, desk):
    shots = visitor.get("/data/takes.json").json()["shots"]
    first, second = shots["s/a"]["all"]
    assert first["shown"] and not second["shown"] and first["seed"] != second["seed"]
    assert (
        first["stands"]
        and second["stands"]
        and [each["take"] for each in shots["s/b"]["all"]] == [1]
    )
    text = desk.workspace.folder / "film.yaml"
    answer = visitor.post("/do/takes/ask", json={"shot": "s/a", "take": 2}).json()
    assert "deliverable film.mp4" in answer["remade"] and not answer["spends"]
    sent = {"shot": "s/a", "take": 2, "remade": answer["remade"]}
    undo = visitor.post("/do/takes/pick", json=sent).json()["undo"]
    assert "pick: 2" in text.read_text()
    assert done(visitor, "takes/undo", undo=undo)[0] == 200 and text.read_text() == TEXT


def test_notes_are_in_an_export_with_the_frames_that_they_are_on(visitor, desk, tmp_path):
    sent = {"shot": "s/a", "frame": 3, "text": "</script><b>dark</b>", "by": "Ana", "take": 1}
    drawing = [["#ff3b30", 0.01, [[0.1, 0.2], [0.3, 0.4]]]]
    assert done(visitor, "notes/add", **sent, drawing=drawing) == (200, "")
    desk.reading.read()
    (note,) = visitor.get("/data/notes.json").json()["notes"]
    assert note["text"] == sent["text"] and note["drawing"] == drawing
    export_review(desk.workspace, tmp_path / "out", Quiet())
    data = (tmp_path / "out/data/notes.js").read_text()
    assert (
        "dark" in data and "</script" not in data and "media/" in data.partition('"movie":"')[2][:9]
    )
    assert not (tmp_path / "out/takes.html").exists()
    assert not (tmp_path / "out/build.html").exists()
    assert "<textarea" not in (tmp_path / "out/notes.html").read_text()
    for note in list_notes(desk.workspace).notes:
        (desk.workspace.folder / note.span.file).unlink()


def test_previews_are_had_by_the_key_of_a_step_alone(visitor, desk):
    assert not build_state(desk)["others"]
    for name in ("x.jpg", "../film.yaml", "..%2ffilm.yaml", f"{'0' * 64}.jpg", f"{'0' * 64}.png"):
        assert visitor.get(f"/preview/{name}").status_code == 404


def test_progress_is_what_events_say(tmp_path: Path):
    progress = BuildProgress()
    for event in (
        {"event": "begun", "make": 3, "kept": 4, "seconds": 9.0},
        {"event": "cause", "text": "why"},
        {"event": "started", "step": "a"},
        {"event": "progress", "step": "a", "done": 1, "total": 2},
        {"event": "waits", "step": "a", "text": "kling"},
    ):
        progress.take(event)
    assert (progress.make, progress.kept, progress.left) == (3, 4, 9.0)
    assert progress.running["a"].items() >= {"done": 1, "total": 2, "waits": "kling"}.items()
    for event in (
        {"event": "made", "step": "a", "seconds": 1.0, "left": 2.0},
        {"event": "failed", "step": "b", "error": "no", "blocks": ["c"]},
        {"event": "begun", "make": 5, "kept": 0, "seconds": 1.0},  # a second plan
        {"event": "nothing that is known"},
    ):
        progress.take(event)
    assert (progress.done, progress.make, progress.running) == (1, 6, {})
    assert [each["kind"] for each in progress.log] == ["cause", "made", "failed"]
    for _ in range(MOST):
        progress.take({"event": "note", "text": "x"})
    assert len(progress.log) == MOST and progress.lines == MOST + 3
