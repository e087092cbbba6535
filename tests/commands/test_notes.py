"""Notes on frames: written, replied, resolved, moved with their shot, merged by git, and never
trusted.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.programs import inside
from vfc.commands.check import check
from vfc.commands.notes import add_note, list_notes, reply_to_note, resolve_note
from vfc.errors import UsageError
from vfc.notes.files import NoteFiles
from vfc.notes.model import LARGEST, MOST_POINTS, Stroke
from vfc.notes.reading import read_notes
from vfc.project.workspace import Workspace, find_workspace

TEXT = """\
title: T
format: {size: 64x36, rate: 24}
scenes:
  hill:
    shots:
      arrive: {prompt: a hill, length: 2s}
      listen: {prompt: a tree, length: 1s}
"""
FILE = "notes/hill/arrive.yaml"
LINE = '- {{id: {}, frame: {}, by: "Ana", at: "2026-11-28T12:20:31Z", text: "{}"}}\n'


@pytest.fixture
def film(tmp_path) -> Workspace:
    (tmp_path / "film.yaml").write_text(TEXT)
    return find_workspace(tmp_path)


def texts(film: Workspace) -> list[str]:
    return [each.text for each in list_notes(film).notes]


def told(film: Workspace) -> list[str]:
    return [str(each) for each in check(film) if "notes/" in each.span.file]


def test_a_note_is_written_listed_replied_and_resolved(film):
    drawing = (Stroke(colour="#ff3b30", width=0.005, points=((0.1, 0.25), (0.5, 1.0))),)
    note = add_note(
        film, "hill/arrive", "1.5s", 'too "dark" – 光\n# no', by="Ana", take=2, drawing=drawing
    )
    other = add_note(film, "hill/arrive", 3, "hat", by="Bo")
    reply_to_note(film, note.id[:5], "mended", by="Bo")
    resolve_note(film, note.id, by="Ana")
    first, second = list_notes(film).notes
    assert first.id == other.id and (first.frame, first.resolved) == (3, None)
    assert (second.frame, second.text, second.take) == (36, 'too "dark" – 光\n# no', 2)
    assert second.drawing == drawing and second.resolved is not None
    assert [(each.signed.by, each.text) for each in second.replies] == [("Bo", "mended")]
    assert [each.id for each in list_notes(film, only_open=True).notes] == [other.id]
    assert list_notes(film, shots=["hill/listen"]).notes == () and not told(film)
    resolve_note(film, note.id, resolved=False)
    assert len(list_notes(film, only_open=True).notes) == 2


def test_what_somebody_wrote_beside_notes_stays(film):
    path = film.folder / FILE
    path.parent.mkdir(parents=True)
    before = (
        "# ours\n\n# of the sky\n- id: aaa # first\n  frame: 5\n  by: Ana\n"
        '  at: "2026-11-28T12:20:31Z"\n  text: >\n    a long\n    one\n\n'
        "# of the end\n" + LINE.format("zzz", 40, "last") + "# after all\n"
    )
    path.write_text(before)
    add_note(film, "hill/arrive", 0, "zero", by="Bo")
    add_note(film, "hill/arrive", 20, "twenty", by="Bo")
    add_note(film, "hill/arrive", 47, "end", by="Bo")
    for name in ("aaa", "zzz"):
        resolve_note(film, name, by="Bo")
    after = path.read_text()
    assert texts(film) == ["zero", "a long one\n", "twenty", "last", "end"]
    assert not list_notes(film, only_open=True).notes[3:]
    for line in before.splitlines():
        assert line in after or "zzz" in line
    assert after.startswith("# ours\n") and after.index("zero") < after.index("# of the sky")
    assert after.index("# of the sky") < after.index("aaa") < after.index("twenty")
    assert after.index("twenty") < after.index("# of the end") < after.index("last")


def test_who_says_it_comes_from_git_or_is_asked_for(film, monkeypatch, tmp_path):
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("USER", "root")
    with pytest.raises(UsageError, match="--as NAME"):
        add_note(film, "hill/arrive", 3, "hat")
    assert not (film.folder / "notes").exists()
    git(film.folder, "init", "-q")
    git(film.folder, "config", "user.name", "Ana Ruiz")
    assert add_note(film, "hill/arrive", 3, "hat").signed.by == "Ana Ruiz"


def test_what_means_nothing_is_refused_in_words(film):
    refused = [
        ("hill/arriv", "3", "x", "Bo", "did you mean 'hill/arrive'"),
        ("hill/arrive", "48", "x", "Bo", "frames 0 to 47, and not 48"),
        ("hill/arrive", "2s", "x", "Bo", "frames 0 to 47, and not 48"),
        ("hill/arrive", "soon", "x", "Bo", "a number for a frame"),
        ("hill/arrive", "3", "  ", "Bo", "empty"),
        ("hill/arrive", "3", "x" * 4001, "Bo", "4,000"),
        ("hill/arrive", "3", "a\x1b[31m", "Bo", "control"),
        ("hill/arrive", "3", "x", "a\u202e", "control"),
    ]
    for shot, when, words, by, message in refused:
        with pytest.raises(UsageError, match=message):
            add_note(film, shot, when, words, by=by)
    with pytest.raises(UsageError, match="no note 'bcd'"):
        resolve_note(film, "bcd", by="Bo")
    assert not (film.folder / "notes").exists()


def test_the_command_says_and_lists_as_the_film_has_it(film):
    folder = film.folder
    done = inside("notes", "add", "hill/arrive", "12", "it <b>flickers</b>", "--as", "Bo", folder)
    assert done.returncode == 0 and FILE in done.stderr
    inside("notes", "add", "hill/listen", "3f", "fine", "--as", "Bo", folder)
    document = json.loads(inside("notes", "--json", "--shot", "hill/arrive", folder).stdout)
    (note,) = document["notes"]
    assert (document["command"], document["ok"]) == ("notes", True)
    assert (note["frame"], note["time"], note["by"]) == (12, 0.5, "Bo")
    assert (note["text"], note["file"]) == ("it <b>flickers</b>", FILE)
    assert inside("notes", "resolve", note["id"], "--as", "Ana", folder).returncode == 0
    shown = inside("notes", folder).stdout
    assert "hill/arrive 12f (0.50 s)" in shown and "resolved by Ana" in shown
    assert "hill/arrive" not in inside("notes", "--open", folder).stdout


def test_check_warns_of_notes_on_what_is_no_more(film):
    late = add_note(film, "hill/arrive", 40, "late", by="Bo")
    add_note(film, "hill/listen", 3, "early", by="Bo")
    assert not told(film)
    (film.folder / "film.yaml").write_text(
        TEXT.replace("length: 2s", "length: 1s").replace("listen", "hear")
    )
    frame, shot = told(film)
    assert f"{FILE}:2:" in frame and "frame 40 of hill/arrive, which has 24 frames" in frame
    assert "notes/hill/listen.yaml" in shot and "there is no shot 'hill/listen'" in shot
    resolve_note(film, late.id, by="Bo")
    assert len(told(film)) == 1, "what is resolved is history"


def test_notes_go_with_a_shot_and_a_scene_to_a_new_name(film):
    add_note(film, "hill/arrive", 3, "hat", by="Bo")
    assert inside("rename", "hill/arrive", "hill/come", film.folder).returncode == 0
    assert not (film.folder / FILE).exists()
    assert inside("rename", "hill", "ridge", film.folder).returncode == 0
    (note,) = list_notes(film).notes
    assert note.shot == "ridge/come" and not (film.folder / "notes/hill").exists()
    assert "Notes on ridge/come" in (film.folder / "notes/ridge/come.yaml").read_text()


# ── git ────────────────────────────────────────────────────────────────────────────────────────


def git(folder: Path, *words: str) -> subprocess.CompletedProcess:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True)


def merged(film: Workspace, one, other, *, plain: bool = False) -> int:
    """Two branches, each with what a function does, merged; git's exit code."""
    folder = film.folder
    if plain and (folder / "notes").exists():
        (folder / "notes/.gitattributes").write_text("")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "base", "--allow-empty")
    for name, change in (("one", one), ("other", other)):
        git(folder, "checkout", "-qb", name, "main")
        change()
        if plain:
            (folder / "notes/.gitattributes").write_text("")
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", name)
    return git(folder, "merge", "-q", "--no-edit", "one").returncode


def test_git_merges_what_two_branches_say_at_one_place(film):
    def say(*words: str):
        return lambda: [add_note(film, "hill/arrive", 5, each, by="Bo") for each in words]

    assert merged(film, say("one"), say("two", "three")) == 0, "in a file that both began"
    assert sorted(texts(film)) == ["one", "three", "two"] and not told(film)


def test_git_merges_an_answer_an_end_and_a_note_beside(film):
    note = add_note(film, "hill/arrive", 5, "hat", by="Bo")

    def settle():
        resolve_note(film, note.id, by="Ana")
        reply_to_note(film, note.id, "mine", by="Ana")

    def reply():
        reply_to_note(film, note.id, "yours", by="Bo")
        add_note(film, "hill/arrive", 5, "beside", by="Bo")

    assert merged(film, settle, reply) == 0 and not told(film)
    found = {each.text: each for each in list_notes(film).notes}
    assert set(found) == {"hat", "beside"} and found["hat"].resolved
    assert {each.text for each in found["hat"].replies} == {"mine", "yours"}
    resolve_note(film, note.id, resolved=False)


def test_without_union_git_merges_notes_that_lie_apart(film):
    """As by a web page that merges, which knows no union."""
    middle = add_note(film, "hill/arrive", 20, "middle", by="Bo")
    last = add_note(film, "hill/arrive", 30, "last", by="Bo")

    first = add_note(film, "hill/arrive", 3, "first", by="Bo")

    def one():
        resolve_note(film, first.id, by="Bo")
        resolve_note(film, last.id, by="Bo")

    def other():
        reply_to_note(film, middle.id, "yes", by="Bo")

    assert merged(film, one, other, plain=True) == 1, "neighbours"
    assert texts(film) == ["first", "middle", "last"] and len(told(film)) == 1
    git(film.folder, "merge", "--abort")
    git(film.folder, "checkout", "-q", "main")
    for name in ("one", "other"):
        git(film.folder, "branch", "-D", name)

    def late():
        add_note(film, "hill/arrive", 40, "late", by="Bo")

    assert merged(film, lambda: resolve_note(film, first.id, by="Bo"), late, plain=True) == 0
    assert texts(film) == ["first", "middle", "last", "late"] and not told(film)


def test_a_conflict_that_stands_loses_no_note(film):
    add_note(film, "hill/arrive", 5, "base", by="Bo")

    def say(word: str):
        return lambda: add_note(film, "hill/arrive", 9, word, by="Bo")

    assert merged(film, say("one"), say("two"), plain=True) == 1
    assert "<<<<<<<" in (film.folder / FILE).read_text()
    assert sorted(texts(film)) == ["base", "one", "two"]
    (warning,) = told(film)
    assert "merge" in warning and "both sides" in warning
    add_note(film, "hill/arrive", 1, "first", by="Bo")
    assert sorted(texts(film)) == ["base", "first", "one", "two"] and not told(film)
    assert "<<<<<<<" not in (film.folder / FILE).read_text()


def test_a_note_follows_a_shot_that_another_branch_renamed(film):
    add_note(film, "hill/arrive", 5, "base", by="Bo")

    def rename():
        inside("rename", "hill/arrive", "hill/come", film.folder)

    assert merged(film, lambda: add_note(film, "hill/arrive", 9, "new", by="Bo"), rename) == 0
    assert [(each.shot, each.text) for each in list_notes(film).notes] == [
        ("hill/come", "base"),
        ("hill/come", "new"),
    ]


# ── strangers ──────────────────────────────────────────────────────────────────────────────────


def test_what_is_no_note_costs_itself_and_is_told_at_its_line():
    good = LINE.format("aaa", 3, "fine")
    wrong = {
        '- {id: bbb, by: "A", at: "2026-11-28T12:20:31Z", text: x}\n': "no 'frame'",
        LINE.format("../x", 3, "x"): "no 'id'",
        LINE.format("bbb", "-3", "x"): "no 'frame'",
        LINE.format("bbb", "9" * 400, "x"): "no 'frame'",
        LINE.format("bbb", 3, "\\e[31m"): "control character",
        LINE.format("bbb", 3, "x").replace("12:20:31Z", "soon"): "no 'at'",
        LINE.format("bbb", 3, "x").replace("text", "texts"): "did you mean 'text'",
        LINE.format("bbb", 3, "x").replace("text: ", "drawing: 3, text: "): "list of strokes",
        LINE.format("bbb", 3, "x").replace("text: ", "resolved: yes, text: "): "by whom",
        LINE.format("bbb", 3, "x").replace("frame: 3", "to: ccc"): "no note here",
        "- words\n": "a note is a map",
        "- []\n": "a note is a map",
    }
    for line, message in wrong.items():
        notes = read_notes("s/a", "notes/s/a.yaml", good + line)
        assert [each.text for each in notes.notes] == ["fine"], line
        (mistake,) = notes.mistakes
        assert message in f"{mistake.message} {mistake.hint}" and mistake.span.line == 2, line
    stroke = "[{colour: '#ff0000', width: 0.1, points: [%s]}], text: "
    for points in ("0.1", "0.1, 2", "nan, 0", ", ".join(["0"] * (2 * MOST_POINTS + 2))):
        line = LINE.format("bbb", 3, "x").replace("text: ", "drawing: " + stroke % points)
        assert len(read_notes("s/a", "f", line).mistakes) == 1, points[:20]


@pytest.mark.parametrize(
    "text", ["3", "{}", "a: [", "- {", "\x00", "&a [*a, *a]", "- *b", "é", "'"]
)
def test_no_text_brings_a_traceback(film, text):
    path = film.folder / FILE
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert told(film) and texts(film) == []
    with pytest.raises(UsageError, match=r"hill/arrive\.yaml"):
        add_note(film, "hill/arrive", 3, "x", by="Bo")
    assert path.read_text() == text


def test_links_and_large_files_are_not_read_or_written(film, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "arrive.yaml").write_text(LINE.format("aaa", 3, "secret"))
    path = film.folder / FILE
    path.parent.mkdir(parents=True)
    os.symlink(outside / "arrive.yaml", path)
    assert "link" in told(film)[0] and texts(film) == []
    with pytest.raises(UsageError, match="link"):
        add_note(film, "hill/arrive", 3, "x", by="Bo")
    path.unlink()
    path.write_bytes(b"#" * (LARGEST + 1))
    assert "MiB" in told(film)[0] and texts(film) == []
    path.unlink()
    path.parent.rmdir()
    os.symlink(outside, path.parent)
    assert texts(film) == []
    with pytest.raises(UsageError, match="link"):
        add_note(film, "hill/arrive", 3, "x", by="Bo")
    assert (outside / "arrive.yaml").read_text() == LINE.format("aaa", 3, "secret")


def test_a_text_of_another_name_has_notes_of_its_own(film):
    (film.folder / "short.yaml").write_text(TEXT)
    other = find_workspace(film.folder / "short.yaml")
    add_note(other, "hill/arrive", 3, "of the short one", by="Bo")
    assert texts(film) == [] and texts(other) == ["of the short one"]
    assert NoteFiles(film.folder, "short.yaml").shots() == ["hill/arrive"]
