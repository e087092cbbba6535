"""What changed and what follows from it: `vfc plan` and `vfc build` lead with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import vfc
from tests import programs
from vfc.cli.causes import FirstCauses
from vfc.cli.main import vfc as program
from vfc.project.causes import causes
from vfc.project.events import Caused
from vfc.testing import Recorder

TEXT = """\
vfc: 1
title: T
format: {size: 64x36, rate: 24}
presets: {dusk: {style: dusk, grade: {contrast: 1.1}}}
cast: {ana: {look: a woman in a red coat}, bo: {look: a boy}}
scenes:
  street:
    shots:
      walk: {prompt: $ana walks, length: 8f}
      door: {prompt: a door, length: 8f, preset: dusk}
      ball: {prompt: $bo plays, length: 8f, note: for later}
cut: [street/walk, street/door, street/ball]
deliver: {film.mp4: {}, film.srt: {}}
profiles: {draft: {size: 32x18}}
handles: 0f
"""


@pytest.fixture(scope="module")
def once_built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "film.yaml").write_text(TEXT)
    assert vfc.build(folder).ok
    return folder


@pytest.fixture
def film(tmp_path, once_built) -> Path:
    """The film, built already; a copy is the film."""
    return shutil.copytree(once_built, tmp_path, symlinks=True, dirs_exist_ok=True)


def edited(film: Path, *pairs: tuple[str, str]) -> None:
    text = (film / "film.yaml").read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (film / "film.yaml").write_text(text)


def told(film: Path, profile: str | None = None) -> dict[str, dict[str, int]]:
    return {each.text: dict(each.event().make) for each in causes(vfc.plan(film, profile=profile))}


def test_a_film_that_stands_has_none_and_a_new_one_has_one(film, tmp_path):
    assert told(film) == {}
    assert list(told(film, "draft")) == ["the film is made for the first time"]


@pytest.mark.parametrize(
    ("old", "new", "text", "make"),
    [
        ("red", "green", "cast.ana.look … a red coat → … a green coat",
         {"picture": 1, "segment": 1, "deliverable": 1}),
        ("contrast: 1.1", "contrast: 1.3", "presets.dusk.grade.contrast 1.1 → 1.3",
         {"segment": 1, "deliverable": 1}),
        ("title: T", "title: U", "title T → U", {"deliverable": 1}),
        ("64x36", "48x28", "format.size 64x36 → 48x28",
         {"picture": 3, "segment": 3, "deliverable": 1}),
        ("street/door, ", "", "cut street/door is gone",
         {"mix": 1, "sound": 1, "deliverable": 1}),
        ("door: {", "door: {takes: 2, pick: 2, ", "street/door.pick 2 is new",
         {"picture": 1, "segment": 1, "deliverable": 1}),
        ("      ball: {prompt: $bo plays, length: 8f, note: for later}\n",
         "", None, {"sound": 1, "deliverable": 1}),
    ],
)  # fmt: skip
def test_one_change_is_the_cause_of_all_that_is_made(film, old, new, text, make):
    edited(film, (old, new), *([(", street/ball", "")] if text is None else []))
    found = causes(vfc.plan(film))
    whole = {step.label for step in vfc.plan(film).to_make()}
    assert {step.label for each in found for step in each.steps} == whole
    if text is not None:
        (cause,) = [each for each in found if each.text == text]
        assert dict(cause.event().make) == make and {step.label for step in cause.steps} == whole
        line = (film / "film.yaml").read_text().splitlines()[cause.span.line - 1]
        assert new.strip("{, ").split(": ")[-1].split(",")[0] in line or not new


def test_each_change_has_what_follows_from_it(film):
    edited(film, ("red", "green"), ("a boy", "a man"), ("title: T", "title: U"))
    found = told(film)
    one = {"picture": 1, "segment": 1, "deliverable": 1}
    assert found == {
        "title T → U": {"deliverable": 1},
        "cast.ana.look … a red coat → … a green coat": one,
        "cast.bo.look a boy → a man": one,
    }


def test_words_that_change_nothing_are_not_told(film):
    edited(film, ("for later", "for tomorrow"), ("32x18", "48x28"))
    assert told(film) == {}
    edited(film, ("red", "green"))
    assert list(told(film)) == ["cast.ana.look … a red coat → … a green coat"]


def test_a_file_with_other_bytes_and_an_artifact_that_is_gone_are_causes(film):
    from PIL import Image

    Image.new("RGB", (64, 36), "red").save(film / "a.png")
    edited(film, ("{prompt: a door, ", "{still: a.png, "))
    vfc.build(film)
    Image.new("RGB", (64, 36), "blue").save(film / "a.png")
    assert told(film) == {"a.png has other bytes": {"picture": 1, "segment": 1, "deliverable": 1}}
    vfc.build(film)
    planned = vfc.plan(film)
    key = planned.plan.deliverables["film.srt"]
    planned.loaded.store.path(planned.decisions[key].trace.output).unlink()
    assert told(film) == {"its artifact is gone from the store": {"deliverable": 1}}


def test_what_is_lost_is_not_put_down_to_a_word_that_changed_beside_it(film):
    edited(film, ("red coat}", "red coat, called: she}"))
    vfc.build(film)
    planned = vfc.plan(film)
    key = planned.plan.takes["street/walk#1"]
    trace = planned.decisions[key].trace
    (vfc.load(film).store.path(trace.output)).unlink()
    edited(film, ("called: she", "called: her"), ("title: T", "title: U"))
    assert told(film)["title T → U"] == {"deliverable": 1}
    assert "cast.ana.called she → her" not in told(film)


def test_a_build_tells_the_first_of_many_causes_and_that_there_are_more():
    causes, cause = (
        FirstCauses(),
        Caused(text="a", file="", line=0, make={}, costs=0, seconds=0.0, most=0.0),
    )
    lines = [causes.line(cause) for _ in range(12)]
    assert lines[7] == "a: " and "more" in lines[8] and not any(lines[9:])


def test_of_many_changes_those_of_a_scene_are_one(tmp_path):
    shots = "".join(f"      s{n}: {{prompt: number {n}, length: 1f}}\n" for n in range(40))
    text = (
        "title: T\nformat: {size: 32x18, rate: 24}\nhandles: 0f\nscenes:\n  a:\n    shots:\n"
        + shots
    )
    (tmp_path / "film.yaml").write_text(text)
    vfc.build(tmp_path)
    edited(tmp_path, ("number", "figure"), ("title: T", "title: U"))
    found = told(tmp_path)
    assert list(found) == ["title T → U", "scenes.a: 40 changes of prompt"]
    assert found["scenes.a: 40 changes of prompt"]["picture"] == 40


def test_a_record_that_is_damaged_or_gone_takes_nothing_but_the_words(film):
    (record,) = (film / ".vfc/words").glob("*.json")
    for data in (b"", b"{", record.read_bytes()[:-3], b"00000000 {}", b"\xff" * 40):
        record.write_bytes(data)
        edited(film, ("street/door, ", "street/door,  "))
        assert told(film) == {}
    edited(film, ("red", "green"))
    record.unlink()
    (found,) = told(film)
    assert "woman in a green coat" in found


def test_the_record_follows_a_whole_build_alone(film):
    edited(film, ("red", "green"))
    vfc.build(film, only=["street/door"])
    assert list(told(film)) == ["cast.ana.look … a red coat → … a green coat"]
    vfc.build(film)
    assert told(film) == {}


def test_a_build_tells_them_first(film):
    edited(film, ("red", "green"))
    heard = Recorder()
    vfc.build(film, reporter=heard)
    first = heard.events[0]
    assert first.event == "cause" and (first.file, first.line) == ("film.yaml", 5)
    assert dict(first.make) == {"picture": 1, "segment": 1, "deliverable": 1}


def run(*words: str) -> tuple[str, str]:
    result = CliRunner().invoke(program, list(words))
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def printed(*words: str) -> list:
    found = programs.vfc(*words)
    assert found.returncode == 0, found.stderr
    return [json.loads(line) for line in found.stdout.splitlines()]


def test_plan_leads_with_causes_and_says_steps_where_they_are_asked_for(film):
    edited(film, ("red", "green"))
    out, end = run("plan", str(film))
    lines = out.splitlines()
    assert lines[0].startswith(
        "cast.ana.look … a red coat → … a green coat (film.yaml:5): 1 picture, 1 segment, 1 deliverable"
    )
    # a busy machine says how long they take
    work = [line.partition(",")[0].split() for line in lines[1:3]]
    assert work == [["picture", "1", "step"], ["encode", "2", "steps"]]
    assert lines[3].startswith("longest way: ") and "3 steps, picture street/walk#1" in lines[3]
    assert "3 steps to make" in end and "make picture" not in out
    out, _ = run("plan", str(film), "--steps")
    assert "make picture street/walk#1\n" in out and "request.prompt.words: " in out


def test_json_has_them_with_their_steps(film):
    edited(film, ("red", "green"))
    (document,) = printed("plan", str(film), "--json")
    (cause,) = document["causes"]
    assert cause["text"].startswith("cast.ana.look") and cause["line"] == 5
    assert cause["make"] == {"picture": 1, "segment": 1, "deliverable": 1}
    assert cause["steps"][0] == "picture street/walk#1" and len(cause["steps"]) == 3
    assert printed("build", str(film), "--json")[0]["event"] == "cause"


def test_what_a_text_says_is_never_obeyed_by_a_terminal(film):
    edited(film, ("title: T", 'title: "U\\e[31mred"'))
    result = CliRunner().invoke(program, ["plan", str(film)])
    assert "\x1b" not in result.output
